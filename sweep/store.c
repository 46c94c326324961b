#include "store_private.h"

#include "../report/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WAIT_MS = 60000 }; /* for another process that writes */

Status store_failed(const Store *s, Error *e)
{
    error_set(e, CELLSIM_IO, NULL, 0, "%.200s: %.200s", s->file, s->db ? sqlite3_errmsg(s->db) : "out of memory");
    return error_hint(e, "the disk may be full, or the file is not one of a sweep"), CELLSIM_IO;
}

Status store_do(Store *s, const char *sql, Error *e)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? CELLSIM_OK : store_failed(s, e);
}

Status store_prepare(Store *s, const char *sql, sqlite3_stmt **out, Error *e)
{
    return sqlite3_prepare_v2(s->db, sql, -1, out, NULL) == SQLITE_OK ? CELLSIM_OK : store_failed(s, e);
}

Status store_step(Store *s, sqlite3_stmt *statement, Error *e)
{
    const int done = sqlite3_step(statement) == SQLITE_DONE;
    const Status status = done ? CELLSIM_OK : store_failed(s, e);
    sqlite3_reset(statement);
    return status;
}

/* --- opening --------------------------------------------------------------------------------------------------------- */

static Status open_file(const char *file, int flags, Store **out, Error *e)
{
    Store *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    if (strlen(file) >= sizeof s->file)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "the path '%.60s...' of a sweep is too long", file);
    snprintf(s->file, sizeof s->file, "%s", file);
    if (sqlite3_open_v2(file, &s->db, flags, NULL) != SQLITE_OK) return store_failed(s, e);
    sqlite3_busy_timeout(s->db, WAIT_MS);
    return CELLSIM_OK;
}

/* "INSERT OR IGNORE INTO answers VALUES(?,?,...)" with n values. */
static Status prepare_insert(Store *s, const char *table, int n, sqlite3_stmt **out, Error *e)
{
    Text sql = {0};
    text_addf(&sql, "INSERT OR IGNORE INTO %s VALUES(?", table);
    for (int k = 1; k < n; k++) text_add(&sql, ",?");
    text_add(&sql, ")");
    Status status = text_status(&sql, e);
    if (!status) status = store_prepare(s, sql.data, out, e);
    text_free(&sql);
    return status;
}

static Status prepare(Store *s, const Plan *plan, Error *e)
{
    s->inputs = plan->design.inputs;
    s->responses = plan->responses;
    Status status = prepare_insert(s, "inputs", 1 + s->inputs, &s->add_input, e);
    if (!status) status = prepare_insert(s, "answers", 3 + s->responses, &s->add_answer, e);
    if (!status) status = store_prepare(s, "SELECT design FROM answers WHERE design >= ? AND design < ?", &s->done, e);
    return status;
}

Status store_open(const char *file, const Plan *plan, Store **out, Error *e)
{
    int yes = 0;
    Status status = open_file(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, out, e);
    Store *s = *out;
    if (!status) status = store_do(s, "BEGIN IMMEDIATE", e);
    if (!status) status = store_has_tables(s, &yes, e);
    if (!status) status = yes ? store_check(s, plan, e) : store_create(s, plan, e);
    if (!status) status = store_do(s, "COMMIT", e);
    if (!status) status = prepare(s, plan, e);
    if (!status) return CELLSIM_OK;
    store_close(s);
    *out = NULL;
    return status;
}

Status store_read(const char *file, Plan *plan, Store **out, Error *e)
{
    int yes = 0;
    /* what a killed process left is put right, which takes writing */
    const int flags = access(file, W_OK) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    Status status = open_file(file, flags, out, e);
    if (!status) status = store_has_tables(*out, &yes, e);
    if (!status && !yes) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "%.200s is not the file of a sweep", file);
        error_hint(e, "cellsim sweep CARD ... writes results/<cell>_sweep/sweep.db");
        status = CELLSIM_USAGE;
    }
    if (!status) status = store_plan(*out, plan, e);
    if (!status) (*out)->inputs = plan->design.inputs, (*out)->responses = plan->responses;
    if (!status) return CELLSIM_OK;
    store_close(*out);
    *out = NULL;
    return status;
}

void store_close(Store *s)
{
    if (!s) return;
    sqlite3_finalize(s->add_input);
    sqlite3_finalize(s->add_answer);
    sqlite3_finalize(s->done);
    sqlite3_close(s->db); /* an open transaction is taken back */
    free(s);
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

Status store_count(Store *s, uint64_t *rows, Error *e)
{
    sqlite3_stmt *q = NULL;
    Status status = store_prepare(s, "SELECT count(*) FROM answers", &q, e);
    if (!status && sqlite3_step(q) != SQLITE_ROW) status = store_failed(s, e);
    *rows = status ? 0 : (uint64_t)sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return status;
}

Status store_done(Store *s, uint64_t first, int n, char *done, Error *e)
{
    int step;
    memset(done, 0, (size_t)n);
    sqlite3_bind_int64(s->done, 1, (sqlite3_int64)first);
    sqlite3_bind_int64(s->done, 2, (sqlite3_int64)first + n);
    while ((step = sqlite3_step(s->done)) == SQLITE_ROW) {
        const sqlite3_int64 k = sqlite3_column_int64(s->done, 0) - (sqlite3_int64)first;
        if (k >= 0 && k < n) done[k] = 1;
    }
    const Status status = step == SQLITE_DONE ? CELLSIM_OK : store_failed(s, e);
    sqlite3_reset(s->done);
    return status;
}

static Status bind_number(sqlite3_stmt *q, int place, double x)
{
    return (isfinite(x) ? sqlite3_bind_double(q, place, x) : sqlite3_bind_null(q, place)) == SQLITE_OK ? CELLSIM_OK
                                                                                                       : CELLSIM_IO;
}

Status store_add(Store *s, const Row *row, int *added, Error *e)
{
    *added = 0;
    Status status = s->begun ? CELLSIM_OK : store_do(s, "BEGIN IMMEDIATE", e);
    if (status) return status;
    s->begun = 1;
    int bad = sqlite3_bind_int64(s->add_input, 1, (sqlite3_int64)row->design) != SQLITE_OK;
    for (int k = 0; k < s->inputs; k++) bad |= bind_number(s->add_input, 2 + k, row->input[k]) != CELLSIM_OK;
    bad |= sqlite3_bind_int64(s->add_answer, 1, (sqlite3_int64)row->design) != SQLITE_OK;
    bad |= sqlite3_bind_text(s->add_answer, 2, cellsim_status_name(row->status), -1, SQLITE_STATIC) != SQLITE_OK;
    bad |= (row->message[0] ? sqlite3_bind_text(s->add_answer, 3, row->message, -1, SQLITE_TRANSIENT)
                            : sqlite3_bind_null(s->add_answer, 3)) != SQLITE_OK;
    for (int k = 0; k < s->responses; k++) bad |= bind_number(s->add_answer, 4 + k, row->answer[k]) != CELLSIM_OK;
    if (bad) return store_failed(s, e);
    status = store_step(s, s->add_input, e);
    if (!status) status = store_step(s, s->add_answer, e);
    *added = !status && sqlite3_changes(s->db) > 0;
    return status;
}

Status store_commit(Store *s, Error *e)
{
    if (!s->begun) return CELLSIM_OK;
    const Status status = store_do(s, "COMMIT", e);
    s->begun = status != CELLSIM_OK;
    return status;
}

static double number_at(sqlite3_stmt *q, int column)
{
    return sqlite3_column_type(q, column) == SQLITE_NULL ? NAN : sqlite3_column_double(q, column);
}

/* inputs.design, inputs..., answers.design, status, message, answers... */
static void take_row(const Store *s, sqlite3_stmt *q, Row *row)
{
    const int at = 1 + s->inputs;
    const char *word = (const char *)sqlite3_column_text(q, at + 1),
               *why = (const char *)sqlite3_column_text(q, at + 2);
    row->design = (uint64_t)sqlite3_column_int64(q, 0);
    for (int k = 0; k < s->inputs; k++) row->input[k] = number_at(q, 1 + k);
    row->status = CELLSIM_OK;
    for (int k = CELLSIM_OK; k <= CELLSIM_IO; k++)
        if (word && !strcmp(word, cellsim_status_name((Status)k))) row->status = (Status)k;
    snprintf(row->message, sizeof row->message, "%s", why ? why : "");
    for (int k = 0; k < s->responses; k++) row->answer[k] = number_at(q, at + 3 + k);
}

Status store_each(Store *s, RowFunction visit, void *context, Error *e)
{
    sqlite3_stmt *q = NULL;
    Row row;
    int step = SQLITE_DONE;
    Status status = store_prepare(
        s, "SELECT * FROM inputs JOIN answers ON answers.design = inputs.design ORDER BY inputs.design", &q, e);
    while (!status && (step = sqlite3_step(q)) == SQLITE_ROW) {
        take_row(s, q, &row);
        status = visit(&row, context, e);
    }
    if (!status && step != SQLITE_DONE) status = store_failed(s, e);
    sqlite3_finalize(q);
    return status;
}
