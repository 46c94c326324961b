/* What is read off results. */
#include "api.h"

#include "../report/answers.h"
#include "../report/names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void cellsim_results_free(cellsim_results *r)
{
    if (!r) return;
    for (int k = 0; k < r->runs; k++) {
        tables_free(&r->run[k], &r->tables[k]);
        run_free(&r->run[k]);
    }
    free(r->run);
    free(r->tables);
    free(r->info);
    free(r->target);
    free(r->answer);
    free(r->judged);
    free(r);
}

static int has_run(const cellsim_results *r, int run)
{
    return r && run >= 0 && run < r->runs;
}

int cellsim_runs(const cellsim_results *r)
{
    return r ? r->runs : 0;
}

const cellsim_run_info *cellsim_run_at(const cellsim_results *r, int run)
{
    return has_run(r, run) ? &r->info[run] : NULL;
}

static const Columns *find(const cellsim_results *r, int run, cellsim_table table, int which)
{
    return has_run(r, run) ? tables_find(&r->run[run], &r->tables[run], table, which) : NULL;
}

const double *cellsim_column(const cellsim_results *r, int run, cellsim_table table, int which, const char *name,
                             size_t *rows)
{
    const Columns *t = name ? find(r, run, table, which) : NULL;
    if (rows) *rows = 0;
    for (int k = 0; t && k < t->columns; k++) {
        if (strcmp(t->column[k].name, name) != 0) continue;
        if (rows) *rows = t->rows;
        return t->column[k].value;
    }
    return NULL;
}

const char *cellsim_column_name(const cellsim_results *r, int run, cellsim_table table, int which, int k)
{
    const Columns *t = find(r, run, table, which);
    return t && k >= 0 && k < t->columns ? t->column[k].name : NULL;
}

static const StepRecord *record_of(const cellsim_results *r, int run, size_t step)
{
    return has_run(r, run) && step < (size_t)r->run[run].records ? &r->run[run].record[step] : NULL;
}

const char *cellsim_step_kind(const cellsim_results *r, int run, size_t step)
{
    const StepRecord *s = record_of(r, run, step);
    return s ? step_kind_name(s->kind) : NULL;
}

const char *cellsim_step_end(const cellsim_results *r, int run, size_t step)
{
    const StepRecord *s = record_of(r, run, step);
    return s ? end_name(s->end) : NULL;
}

/* --- targets and trust ------------------------------------------------------------------------------------------------ */

static cellsim_target judged(const Answer *a)
{
    const Target *t = a->target;
    return (cellsim_target){t->id, t->quantity, t->unit, t->value, a->simulated, a->error_percent, t->tolerance_percent,
                            a->ok, t->protocol, t->how};
}

static Status judge(cellsim_results *r, Error *e)
{
    const size_t n = (size_t)r->targets + 1;
    if (r->judged) return CELLSIM_OK;
    if (!r->answer) r->answer = calloc(n, sizeof *r->answer);
    cellsim_target *out = r->answer ? calloc(n, sizeof *out) : NULL;
    const Status s = out ? answers_evaluate(r->targets, r->target, r->runs, r->run, r->answer) : CELLSIM_IO;
    if (s) free(out);
    if (s == CELLSIM_IO) return error_memory(e);
    if (s) return error_set(e, s, NULL, 0, "the targets cannot be evaluated");
    for (int k = 0; k < r->targets; k++) out[k] = judged(&r->answer[k]);
    r->judged = out;
    return CELLSIM_OK;
}

cellsim_status cellsim_evaluate(cellsim_results *r, cellsim_error *error)
{
    Error e;
    if (!r) return api_misuse(error, "there are no results", "give those of cellsim_run");
    error_clear(&e);
    return api_give(error, &e, judge(r, &e));
}

int cellsim_targets(const cellsim_results *r)
{
    return r && r->judged ? r->targets : 0;
}

const cellsim_target *cellsim_target_at(const cellsim_results *r, int k)
{
    return k >= 0 && k < cellsim_targets(r) ? &r->judged[k] : NULL;
}

const cellsim_trust *cellsim_trust_at(const cellsim_results *r, int k)
{
    return r && k >= 0 && k < TRUST_ITEMS ? &r->trust[k] : NULL;
}
