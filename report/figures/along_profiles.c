#include "along_profiles.h"

#include <math.h>

static void drop_first(AlongProfiles *d)
{
    d->times--;
    for (int k = 0; k < d->times; k++) {
        d->at[k] = d->at[k + 1];
        d->first[k] = d->first[k + 1];
    }
}

static void add_time(AlongProfiles *d, int profile, int row)
{
    if (d->times == TIMES) drop_first(d);
    d->nodes = d->run->profile[profile].nodes;
    d->at[d->times] = profile;
    d->first[d->times++] = row;
}

AlongProfiles along_profiles(const Figure *f)
{
    static const double BEGUN = 2e-3; /* of the charge: before, double layers hold the state of the step before */
    enum { ENOUGH = 5 };
    Along along[2];
    AlongProfiles d = {.times = 0};
    const int n = along_discharges(f, along);
    int row = 0;
    if (n == 0) return d;
    d.along = along[n - 1];
    d.run = &f->report->run[d.along.run];
    run_stem(f->report->run, d.along.run, f->report->runs, d.stem);
    for (int k = 0; k < d.run->profiles; k++) {
        const Profile *p = &d.run->profile[k];
        d.networks = d.networks > p->networks ? d.networks : p->networks;
        d.phases = d.phases > p->phases ? d.phases : p->phases;
        if (p->step == d.along.step) add_time(&d, k, row);
        row += p->nodes;
    }
    if (d.times > ENOUGH && d.run->profile[d.at[0]].share < BEGUN) drop_first(&d);
    return d;
}

int is_separator(const Profile *p, int node)
{
    return isnan(p->phi_s[node * p->networks]);
}

NodeRange along_electrode(const AlongProfiles *d, int positive)
{
    const Profile *p = &d->run->profile[d->at[0]];
    NodeRange n = {positive ? p->nodes - 1 : 0, positive ? p->nodes - 1 : 0};
    while (positive && n.from > 0 && !is_separator(p, n.from - 1)) n.from--;
    while (!positive && n.to + 1 < p->nodes && !is_separator(p, n.to + 1)) n.to++;
    return n;
}
