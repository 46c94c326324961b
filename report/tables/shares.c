/* What hosts report against the cycle number, or the bias: shares of phases that turn into each other, oxygen that is lost. */
#include "shares.h"

#include "csv.h"

#include <math.h>
#include <string.h>

static int last_cycle(const Run *r)
{
    return r->records > 0 ? r->record[r->records - 1].cycle : 0;
}

int run_has_shares(const Run *r)
{
    return r->reports > 0 && last_cycle(r) > 1 && strcmp(r->figure, "none") != 0;
}

static int ends_cycle(const Run *r, int record)
{
    return record + 1 == r->records || r->record[record + 1].cycle != r->record[record].cycle;
}

static const double APART = 1e-3; /* V, between one bias and the next */

int shares_are_of_holds(const Run *r)
{
    double before = NAN, way = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!ends_cycle(r, k)) continue;
        if (s->kind != STEP_CV_HOLD) return 0;
        const double up = isnan(before) ? 0 : s->v_end - before;
        if (!isnan(before) && (!(fabs(up) > APART) || up * way < 0)) return 0;
        way = up != 0 ? up : way;
        before = s->v_end;
    }
    return way != 0;
}

/* `held`: NULL where it is no bias. */
static void row(const Run *r, int cycle, const double *value, const double *held, Text *out)
{
    text_addf(out, "%d", cycle);
    csv_reported(r, value, out);
    if (held) csv_field(out, *held);
    text_add(out, "\n");
}

void csv_shares(const Run *r, Text *out)
{
    const int of_holds = shares_are_of_holds(r);
    const double unknown = NAN;
    text_add(out, "Cycle Count / 1");
    csv_reported_head(r, out);
    text_add(out, of_holds ? ",Held Voltage / V\n" : "\n");
    row(r, 0, r->reported_at_start, of_holds ? &unknown : NULL, out);
    for (int k = 0; k < r->records; k++)
        if (ends_cycle(r, k)) row(r, r->record[k].cycle, r->record[k].reported, of_holds ? &r->record[k].v_end : NULL, out);
}
