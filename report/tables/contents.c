#include "contents.h"

#include "../../model/constants.h"
#include "../names.h"
#include "csv.h"

#include <math.h>

int run_has_contents(const Run *r)
{
    return r->reports > 0 && r->losses > 0;
}

static void row(const Run *r, const LossRow *l, Text *out)
{
    const double q = fabs(l->charge) / SECONDS_PER_HOUR; /* Ah/m2 */
    text_number(out, r->loading > 0 ? q / r->loading : NAN, 12);
    csv_field(out, q * MAH_CM2_PER_AH_M2);
    text_add(out, ",");
    text_number(out, l->t, 15);
    text_addf(out, ",%d,%d,%s", l->step + 1, l->cycle, l->charge < 0 || l->current < 0 ? "discharge" : "charge");
    csv_field(out, l->voltage);
    csv_reported(r, l->reported, out);
    text_add(out, "\n");
}

void csv_contents(const Run *r, Text *out)
{
    text_add(
        out,
        "Capacity / mAh g-1,Capacity / mAh cm-2,Test Time / s,Step Count / 1,Cycle Count / 1,Direction,Voltage / V");
    csv_reported_head(r, out);
    text_add(out, "\n");
    for (int k = 0; k < r->losses; k++) row(r, &r->loss[k], out);
}
