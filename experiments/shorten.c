/* A protocol with fewer passes of its repeats (E-trust-4). */
#include "estimate.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the leaf steps, that are repeated: the repetitions cost some four times as much. */
static const double SHARE = 0.1;
static const double FEW = 12; /* so many in any case, where passes differ */

static int passes_of(const Step *s, int most)
{
    return s->kind == STEP_REPEAT && s->count > most ? most : s->count; /* a titration ends by itself */
}

static double count_steps(int n, const Step *steps, int most)
{
    double leaves = 0;
    for (int k = 0; k < n; k++) {
        const Step *s = &steps[k];
        leaves += s->step ? passes_of(s, most) * count_steps(s->steps, s->step, most) : 1;
    }
    return leaves;
}

static int longest_repeat(int n, const Step *steps)
{
    int longest = 1;
    for (int k = 0; k < n; k++) {
        if (!steps[k].step) continue;
        const int inside = longest_repeat(steps[k].steps, steps[k].step);
        if (inside > longest) longest = inside;
        if (steps[k].kind == STEP_REPEAT && steps[k].count > longest) longest = steps[k].count;
    }
    return longest;
}

double estimate_leaves(const Protocol *p)
{
    return count_steps(p->steps, p->step, longest_repeat(p->steps, p->step));
}

/* 1: some step goes on until a voltage or a state of charge, so that the next pass begins where this one did. */
static int comes_back(int n, const Step *steps)
{
    int back = 0;
    for (int k = 0; k < n && !back; k++) {
        const Step *s = &steps[k];
        const int amount = !isnan(s->until.time) || !isnan(s->until.capacity_mAh_g);
        back = s->step ? comes_back(s->steps, s->step) : s->kind == STEP_CV_SWEEP || (step_has_current(s->kind) && !amount);
    }
    return back;
}

/* 1: it has a repeat whose passes each begin elsewhere, as pulses of a given time do. */
static int moves_on(int n, const Step *steps)
{
    for (int k = 0; k < n; k++)
        if (steps[k].kind == STEP_REPEAT && (!comes_back(steps[k].steps, steps[k].step) || moves_on(steps[k].steps, steps[k].step)))
            return 1;
    return 0;
}

static int titrates(int n, const Step *steps)
{
    for (int k = 0; k < n; k++)
        if (steps[k].kind == STEP_GITT || (steps[k].step && titrates(steps[k].steps, steps[k].step))) return 1;
    return 0;
}

int estimate_titrates(const Protocol *p)
{
    return titrates(p->steps, p->step);
}

/* 1: a host does not come back with the charge: its phases turn into each other, or two ions share it. */
static int has_memory(const CellSpec *spec)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < spec->electrode[r].phases; k++)
            if (spec->electrode[r].phase[k].evolving || spec->electrode[r].phase[k].competing) return 1;
    return 0;
}

int estimate_passes_of(const CellSpec *spec, const Protocol *p)
{
    const int differ = has_memory(spec) || moves_on(p->steps, p->step);
    const double most = fmax(SHARE * estimate_leaves(p), differ ? FEW : 0);
    int passes = longest_repeat(p->steps, p->step);
    while (passes > 1 && count_steps(p->steps, p->step, passes) > most) passes = (passes + 1) / 2;
    return passes;
}

/* Passes only become fewer: as many leaves are the same steps. */
int estimate_is_beginning(const Protocol *p, const Protocol *shortened)
{
    const int last = p->steps - 1;
    const Step *a = &p->step[last], *b = &shortened->step[last];
    return !(count_steps(last, p->step, INT_MAX) > count_steps(last, shortened->step, INT_MAX)) &&
           !(count_steps(a->steps, a->step, INT_MAX) > count_steps(b->steps, b->step, INT_MAX));
}

static void free_steps(int n, Step *steps)
{
    for (int k = 0; steps && k < n; k++) free_steps(steps[k].steps, steps[k].step);
    free(steps);
}

static Step *copy_steps(int n, const Step *steps, int most)
{
    Step *copy = malloc((size_t)n * sizeof *copy);
    if (!copy) return NULL;
    memcpy(copy, steps, (size_t)n * sizeof *copy);
    for (int k = 0; k < n; k++) copy[k].step = NULL;
    for (int k = 0; k < n; k++) {
        copy[k].sample_period = NAN;
        copy[k].count = passes_of(&steps[k], most);
        if (!steps[k].step) continue;
        copy[k].step = copy_steps(steps[k].steps, steps[k].step, most);
        if (copy[k].step) continue;
        free_steps(n, copy);
        return NULL;
    }
    return copy;
}

Status estimate_shorten(const Protocol *p, int passes, Protocol *out, Error *e)
{
    *out = *p;
    out->step = copy_steps(p->steps, p->step, passes);
    return out->step ? CELLSIM_OK : error_memory(e);
}

void estimate_shortened_free(Protocol *p)
{
    free_steps(p->steps, p->step);
    p->step = NULL;
}
