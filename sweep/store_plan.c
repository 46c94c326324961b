/* What a file is of: tables "sweep" (key, value), "input" and "answer" (what is varied and asked), "inputs" and "answers" (rows). */
#include "store_private.h"

#include "../report/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Status store_has_tables(Store *s, int *yes, Error *e)
{
    sqlite3_stmt *q = NULL;
    Status status = store_prepare(
        s, "SELECT count(*) FROM sqlite_master WHERE name IN ('sweep','input','answer','inputs','answers')", &q, e);
    if (!status && sqlite3_step(q) != SQLITE_ROW) status = store_failed(s, e);
    *yes = !status && sqlite3_column_int(q, 0) == 5;
    sqlite3_finalize(q);
    return status;
}

/* --- writing --------------------------------------------------------------------------------------------------------- */

static Status put(Store *s, const char *key, const char *value, Error *e)
{
    sqlite3_stmt *q = NULL;
    Status status = store_prepare(s, "INSERT OR REPLACE INTO sweep VALUES(?,?)", &q, e);
    if (!status && (sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC) ||
                    sqlite3_bind_text(q, 2, value ? value : "", -1, SQLITE_STATIC)))
        status = store_failed(s, e);
    if (!status) status = store_step(s, q, e);
    sqlite3_finalize(q);
    return status;
}

static Status put_integer(Store *s, const char *key, uint64_t x, Error *e)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRIu64, x);
    return put(s, key, text, e);
}

static void signature_text(const Plan *plan, char out[20])
{
    snprintf(out, 20, "%016" PRIx64, plan->signature);
}

static Status put_facts(Store *s, const Plan *plan, Error *e)
{
    char signature[20];
    signature_text(plan, signature);
    const char *const fact[][2] = {{"program", "cellsim " CELLSIM_VERSION},
                                   {"card", plan->card},
                                   {"card_file", plan->file},
                                   {"card_text", plan->text},
                                   {"command", plan->command},
                                   {"protocol", plan->responses ? plan->response[0].target.protocol : ""},
                                   {"sample", sample_names[plan->design.sample]},
                                   {"signature", signature}};
    Status status = CELLSIM_OK;
    for (size_t k = 0; k < sizeof fact / sizeof *fact && !status; k++) status = put(s, fact[k][0], fact[k][1], e);
    if (!status) status = put_integer(s, "seed", plan->design.seed, e);
    return status ? status : put_integer(s, "count", plan->design.count, e);
}

static Status put_input(Store *s, int k, const Input *in, Error *e)
{
    sqlite3_stmt *q = NULL;
    Status status = store_prepare(s, "INSERT INTO input VALUES(?,?,?,?,?,?)", &q, e);
    if (status) return status;
    const int bad = sqlite3_bind_int(q, 1, k) | sqlite3_bind_text(q, 2, in->path, -1, SQLITE_STATIC) |
                    sqlite3_bind_double(q, 3, in->low) | sqlite3_bind_double(q, 4, in->high) |
                    sqlite3_bind_int(q, 5, in->points) | sqlite3_bind_int(q, 6, in->logarithmic);
    status = bad ? store_failed(s, e) : store_step(s, q, e);
    sqlite3_finalize(q);
    return status;
}

static Status put_response(Store *s, int k, const Response *r, Error *e)
{
    sqlite3_stmt *q = NULL;
    Status status = store_prepare(s, "INSERT INTO answer VALUES(?,?,?,?,?)", &q, e);
    if (status) return status;
    const int bad = sqlite3_bind_int(q, 1, k) | sqlite3_bind_text(q, 2, r->column, -1, SQLITE_STATIC) |
                    sqlite3_bind_text(q, 3, r->target.quantity, -1, SQLITE_STATIC) |
                    sqlite3_bind_text(q, 4, r->target.unit, -1, SQLITE_STATIC) |
                    sqlite3_bind_int(q, 5, r->target.cycle);
    status = bad ? store_failed(s, e) : store_step(s, q, e);
    sqlite3_finalize(q);
    return status;
}

/* Columns are named by paths, which are plain (input_read). */
static Status create_rows(Store *s, const Plan *plan, Error *e)
{
    Text sql = {0};
    text_add(&sql, "CREATE TABLE inputs(design INTEGER PRIMARY KEY");
    for (int k = 0; k < plan->design.inputs; k++) text_addf(&sql, ",\"%s\" REAL NOT NULL", plan->design.input[k].path);
    text_add(&sql, ");CREATE TABLE answers(design INTEGER PRIMARY KEY, status TEXT NOT NULL, message TEXT");
    for (int k = 0; k < plan->responses; k++) text_addf(&sql, ",\"%s\" REAL", plan->response[k].column);
    text_add(&sql, ");");
    Status status = text_status(&sql, e);
    if (!status) status = store_do(s, sql.data, e);
    text_free(&sql);
    return status;
}

Status store_create(Store *s, const Plan *plan, Error *e)
{
    Status status = store_do(
        s,
        "CREATE TABLE sweep(key TEXT PRIMARY KEY, value TEXT NOT NULL);"
        "CREATE TABLE input(position INTEGER PRIMARY KEY, path TEXT, low REAL, high REAL, points INTEGER, "
        "logarithmic INTEGER);"
        "CREATE TABLE answer(position INTEGER PRIMARY KEY, name TEXT, quantity TEXT, unit TEXT, cycle INTEGER);",
        e);
    if (!status) status = put_facts(s, plan, e);
    for (int k = 0; k < plan->design.inputs && !status; k++) status = put_input(s, k, &plan->design.input[k], e);
    for (int k = 0; k < plan->responses && !status; k++) status = put_response(s, k, &plan->response[k], e);
    return status ? status : create_rows(s, plan, e);
}

/* --- reading --------------------------------------------------------------------------------------------------------- */

/* "" : there is none. */
static Status get(Store *s, const char *key, char *out, int size, Error *e)
{
    sqlite3_stmt *q = NULL;
    Status status = store_prepare(s, "SELECT value FROM sweep WHERE key = ?", &q, e);
    out[0] = '\0';
    if (!status && sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC) != SQLITE_OK) status = store_failed(s, e);
    if (!status && sqlite3_step(q) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(q, 0);
        snprintf(out, (size_t)size, "%s", text ? text : "");
    }
    sqlite3_finalize(q);
    return status;
}

static Status get_integer(Store *s, const char *key, uint64_t *out, Error *e)
{
    char text[32];
    const Status status = get(s, key, text, (int)sizeof text, e);
    *out = strtoull(text, NULL, 10);
    return status;
}

static Status another(const Store *s, Error *e)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, "%.200s holds another sweep", s->file);
    return error_hint(e,
                      "it was made of another card, protocol, option or version; choose another --out, or remove it"),
           CELLSIM_USAGE;
}

Status store_check(Store *s, const Plan *plan, Error *e)
{
    char signature[20], have[20];
    uint64_t count;
    signature_text(plan, signature);
    Status status = get(s, "signature", have, (int)sizeof have, e);
    if (!status && strcmp(have, signature) != 0) return another(s, e);
    if (!status) status = get_integer(s, "count", &count, e);
    return status || count >= plan->design.count ? status : put_integer(s, "count", plan->design.count, e);
}

/* A text column of the row; 0: it is missing or too long. */
static int text_at(sqlite3_stmt *q, int column, char *out, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(q, column);
    snprintf(out, size, "%s", text ? text : "");
    return text && *text && strlen(text) < size;
}

/* 1: the file is damaged, or not ours. */
static int take_input(sqlite3_stmt *q, Plan *plan)
{
    if (plan->design.inputs == MOST_INPUTS) return 1;
    Input *in = &plan->design.input[plan->design.inputs++];
    *in = (Input){.low = sqlite3_column_double(q, 1),
                  .high = sqlite3_column_double(q, 2),
                  .points = sqlite3_column_int(q, 3),
                  .logarithmic = sqlite3_column_int(q, 4) != 0};
    return !text_at(q, 0, in->path, sizeof in->path) || !path_is_plain(in->path) || !(in->low < in->high) ||
           (in->logarithmic && !(in->low > 0));
}

static int take_response(sqlite3_stmt *q, Plan *plan)
{
    if (plan->responses == MOST_RESPONSES) return 1;
    Response *r = &plan->response[plan->responses++];
    *r = (Response){.target = {.cycle = sqlite3_column_int(q, 3)}};
    return !text_at(q, 0, r->column, sizeof r->column) ||
           !text_at(q, 1, r->target.quantity, sizeof r->target.quantity) ||
           !text_at(q, 2, r->target.unit, sizeof r->target.unit) ||
           r->column[strspn(r->column, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] != '\0';
}

static Status each(Store *s, const char *sql, int (*take)(sqlite3_stmt *q, Plan *plan), Plan *plan, Error *e)
{
    sqlite3_stmt *q = NULL;
    int wrong = 0;
    Status status = store_prepare(s, sql, &q, e);
    while (!status && !wrong && sqlite3_step(q) == SQLITE_ROW) wrong = take(q, plan);
    sqlite3_finalize(q);
    if (status || !wrong) return status;
    return error_set(e, CELLSIM_USAGE, NULL, 0, "%.200s is not the file of a sweep: its tables are damaged", s->file);
}

Status store_plan(Store *s, Plan *plan, Error *e)
{
    char word[16];
    *plan = (Plan){0};
    Status status = get(s, "card", s->card, (int)sizeof s->card, e);
    if (!status) status = get(s, "sample", word, (int)sizeof word, e);
    if (!status) status = get_integer(s, "seed", &plan->design.seed, e);
    if (!status) status = get_integer(s, "count", &plan->design.count, e);
    if (status) return status;
    plan->card = s->card;
    plan->design.sample = SAMPLES;
    for (int k = 0; k < SAMPLES; k++)
        if (!strcmp(word, sample_names[k])) plan->design.sample = (SampleKind)k;
    status = each(s, "SELECT path, low, high, points, logarithmic FROM input ORDER BY position", take_input, plan, e);
    if (!status)
        status = each(s, "SELECT name, quantity, unit, cycle FROM answer ORDER BY position", take_response, plan, e);
    const int whole = plan->design.sample != SAMPLES && plan->design.inputs && plan->responses && plan->design.count &&
                      plan->design.count <= MOST_DESIGNS;
    if (status || whole) return status;
    return error_set(e, CELLSIM_USAGE, NULL, 0, "%.200s is not the file of a sweep: its tables are damaged", s->file);
}
