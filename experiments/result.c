#include "result.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void profile_free(Profile *p)
{
    free(p->x);
    free(p->c_e);
    free(p->phi_e);
    free(p->phi_s);
    free(p->theta_surface);
    free(p->theta_mean);
    free(p->current_density);
}

void run_free(Run *r)
{
    if (!r) return;
    for (int k = 0; r->profile && k < r->profiles; k++) profile_free(&r->profile[k]);
    for (int k = 0; r->spectrum && k < r->spectra; k++) free(r->spectrum[k].point);
    free(r->spectrum);
    free(r->profile);
    free(r->sample);
    free(r->record);
    memset(r, 0, sizeof *r);
}

/* C/m2 over kg/m2 is C/kg; 3600 C/kg = 1 Ah/kg = 1 mAh/g. */
double record_capacity_mAh_g(const Run *r, const StepRecord *s)
{
    return r->loading > 0 ? fabs(s->charge) / SECONDS_PER_HOUR / r->loading : NAN;
}
