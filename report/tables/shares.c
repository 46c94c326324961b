/* What hosts report against the cycle number: shares of phases that turn into each other. */
#include "shares.h"

#include "csv.h"

#include <string.h>

static int last_cycle(const Run *r)
{
    return r->records > 0 ? r->record[r->records - 1].cycle : 0;
}

int run_has_shares(const Run *r)
{
    return r->reports > 0 && last_cycle(r) > 1 && strcmp(r->figure, "none") != 0;
}

static void row(const Run *r, int cycle, const double *value, Text *out)
{
    text_addf(out, "%d", cycle);
    csv_reported(r, value, out);
    text_add(out, "\n");
}

void csv_shares(const Run *r, Text *out)
{
    text_add(out, "Cycle Count / 1");
    csv_reported_head(r, out);
    text_add(out, "\n");
    row(r, 0, r->reported_at_start, out);
    for (int k = 0; k < r->records; k++)
        if (k + 1 == r->records || r->record[k + 1].cycle != r->record[k].cycle)
            row(r, r->record[k].cycle, r->record[k].reported, out);
}
