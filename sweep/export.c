#include "export.h"

#include "../report/files.h"
#include "../report/folder.h"

#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char TEMPORARY[] = FOLDER_HIDDEN "designs.csv.tmp";

/* A design that none before exceeded in both answers. */
typedef struct Best {
    uint64_t design;
    double answer[2];
} Best;

typedef struct Pass {
    const Plan *plan;
    Summary *out;
    Text text; /* of designs.csv, not written yet */
    int fd;
    const char *dir;
    /* the base point of a Saltelli sample under way */
    uint64_t base;
    int members;
    double group[MOST_RESPONSES][MOST_INPUTS + 2];
    SensitivityData *data; /* owned, one for each answer */
    Best *best;            /* owned */
    size_t bests, room;
} Pass;

/* --- designs.csv ----------------------------------------------------------------------------------------------------- */

static Status flush_text(Pass *p, Error *e)
{
    Status status = text_status(&p->text, e);
    if (!status && p->text.length && write_all(p->fd, p->text.data, p->text.length))
        status = error_set(e, CELLSIM_IO, NULL, 0, "%.200s/designs.csv cannot be written", p->dir);
    text_free(&p->text);
    p->text = (Text){0};
    return status;
}

static void write_heading(Pass *p)
{
    text_add(&p->text, "design");
    for (int k = 0; k < p->plan->design.inputs; k++) text_addf(&p->text, ",%s", p->plan->design.input[k].path);
    for (int k = 0; k < p->plan->responses; k++) text_addf(&p->text, ",%s", p->plan->response[k].column);
    text_add(&p->text, ",status\n");
}

static void write_row(Pass *p, const Row *row)
{
    text_addf(&p->text, "%" PRIu64, row->design);
    for (int k = 0; k < p->plan->design.inputs; k++) text_add(&p->text, ","), text_number(&p->text, row->input[k], 17);
    for (int k = 0; k < p->plan->responses; k++) text_add(&p->text, ","), text_number(&p->text, row->answer[k], 17);
    text_addf(&p->text, ",%s\n", cellsim_status_name(row->status));
}

/* --- what is counted ------------------------------------------------------------------------------------------------- */

static void count_row(Summary *out, int responses, const Row *row)
{
    out->rows++;
    if (row->status != CELLSIM_OK && out->bad++ == 0) {
        out->first_bad = row->design;
        memcpy(out->why, row->message, sizeof out->why);
    }
    for (int k = 0; k < responses; k++) {
        const double y = row->answer[k];
        if (isnan(y)) continue;
        if (out->answered[k]++ == 0) out->least[k] = out->most[k] = y;
        out->least[k] = fmin(out->least[k], y);
        out->most[k] = fmax(out->most[k], y);
    }
}

/* Base points of which a row or an answer is missing are left out. */
static void add_to_group(Pass *p, const Row *row)
{
    const int size = p->plan->design.inputs + 2;
    const uint64_t base = row->design / (uint64_t)size;
    if (base != p->base || row->design % (uint64_t)size == 0) p->base = base, p->members = 0;
    const int place = (int)(row->design % (uint64_t)size);
    if (place != p->members) return;
    for (int k = 0; k < p->plan->responses; k++) p->group[k][place] = row->answer[k];
    if (++p->members < size) return;
    for (int k = 0; k < p->plan->responses; k++) {
        int whole = 1;
        for (int j = 0; j < size; j++) whole &= isfinite(p->group[k][j]) != 0;
        if (whole) sensitivity_add(&p->data[k], p->group[k]);
    }
}

/* Keeps what nothing exceeds in both; of equals the first. */
static Status add_to_front(Pass *p, const Row *row, Error *e)
{
    const double *y = row->answer;
    size_t kept = 0;
    if (!isfinite(y[0]) || !isfinite(y[1])) return CELLSIM_OK;
    for (size_t k = 0; k < p->bests; k++)
        if (p->best[k].answer[0] >= y[0] && p->best[k].answer[1] >= y[1]) return CELLSIM_OK;
    for (size_t k = 0; k < p->bests; k++)
        if (p->best[k].answer[0] > y[0] || p->best[k].answer[1] > y[1]) p->best[kept++] = p->best[k];
    p->bests = kept;
    if (p->bests == p->room) {
        const size_t room = 2 * p->room + 64;
        Best *more = realloc(p->best, room * sizeof *more);
        if (!more) return error_memory(e);
        p->best = more;
        p->room = room;
    }
    p->best[p->bests++] = (Best){row->design, {y[0], y[1]}};
    return CELLSIM_OK;
}

static Status visit(const Row *row, void *context, Error *e)
{
    Pass *p = context;
    write_row(p, row);
    count_row(p->out, p->plan->responses, row);
    if (p->data) add_to_group(p, row);
    const Status status = p->plan->responses > 1 ? add_to_front(p, row, e) : CELLSIM_OK;
    return status || p->text.length < 1 << 16 ? status : flush_text(p, e);
}

/* --- the other tables ------------------------------------------------------------------------------------------------ */

static void number_cell(Text *out, double x)
{
    text_add(out, ",");
    text_number(out, x, 6);
}

static Status write_sensitivity(const Pass *p, Error *e)
{
    Text t = {0};
    text_add(&t, "answer,input,first_order,standard_error,total,standard_error,base_points\n");
    for (int k = 0; k < p->plan->responses; k++) {
        Sensitivity *s = &p->out->sensitivity[k];
        sensitivity_find(&p->data[k], s);
        for (int i = 0; i < p->plan->design.inputs; i++) {
            text_addf(&t, "%s,%s", p->plan->response[k].column, p->plan->design.input[i].path);
            number_cell(&t, s->first[i]);
            number_cell(&t, s->first_error[i]);
            number_cell(&t, s->total[i]);
            number_cell(&t, s->total_error[i]);
            text_addf(&t, ",%" PRIu64 "\n", s->used);
        }
    }
    p->out->sensitivities = p->plan->responses;
    return file_stage(p->dir, "sensitivity.csv", &t, e);
}

static int by_first(const void *a, const void *b)
{
    const double x = ((const Best *)a)->answer[0], y = ((const Best *)b)->answer[0];
    return (x > y) - (x < y);
}

static Status write_front(const Pass *p, Error *e)
{
    Text t = {0};
    if (p->bests > 1) qsort(p->best, p->bests, sizeof *p->best, by_first);
    text_addf(&t, "design,%s,%s\n", p->plan->response[0].column, p->plan->response[1].column);
    for (size_t k = 0; k < p->bests; k++) {
        text_addf(&t, "%" PRIu64, p->best[k].design);
        number_cell(&t, p->best[k].answer[0]);
        number_cell(&t, p->best[k].answer[1]);
        text_add(&t, "\n");
    }
    p->out->front = p->bests;
    return file_stage(p->dir, "pareto.csv", &t, e);
}

/* --- all of it ------------------------------------------------------------------------------------------------------- */

static Status pass(Store *s, Pass *p, Error *e)
{
    char *path = path_join(p->dir, TEMPORARY);
    if (!path) return error_memory(e);
    p->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    Status status = CELLSIM_OK;
    if (p->fd < 0) status = error_set(e, CELLSIM_IO, NULL, 0, "%.200s/designs.csv cannot be written", p->dir);
    write_heading(p);
    if (!status) status = store_each(s, visit, p, e);
    if (!status) status = flush_text(p, e);
    if (p->fd >= 0 && close(p->fd) && !status)
        status = error_set(e, CELLSIM_IO, NULL, 0, "%.200s/designs.csv cannot be written", p->dir);
    if (!status) status = file_stage_as(p->dir, TEMPORARY, "designs.csv", e);
    else if (p->fd >= 0) unlink(path);
    free(path);
    return status;
}

Status sweep_export(Store *s, const Plan *plan, const char *dir, Summary *out, Error *e)
{
    Pass p = {.plan = plan, .out = out, .dir = dir};
    Status status = CELLSIM_OK;
    *out = (Summary){0};
    if (plan->design.sample == SAMPLE_SALTELLI) {
        p.data = calloc((size_t)plan->responses, sizeof *p.data);
        if (!p.data) return error_memory(e);
        for (int k = 0; k < plan->responses; k++) p.data[k].inputs = plan->design.inputs;
    }
    status = pass(s, &p, e);
    if (!status && p.data) status = write_sensitivity(&p, e);
    if (!status && plan->responses > 1) status = write_front(&p, e);
    if (!status) status = files_publish(dir, e);
    text_free(&p.text);
    free(p.data);
    free(p.best);
    return status;
}
