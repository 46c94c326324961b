/* The trust report: how far the numbers of a run can be believed, and why. */
#ifndef CELLSIM_TRUST_H
#define CELLSIM_TRUST_H

#include "report.h"

enum { TRUST_ITEMS = 8 };

typedef struct TrustItem {
    const char *key; /* of the JSON object */
    char name[24];
    const char *unit;    /* "" for a ratio */
    double limit;        /* a larger value needs a look */
    const char *meaning; /* one sentence */
    double value;        /* largest over the runs; NaN = not estimated */
    int cut;             /* 1: not estimated to the end of every run */
} TrustItem;

/* What is said of a value that is cut. */
#define TRUST_CUT "Not estimated to the end of every run: what is most difficult to integrate may be missing."

/* The items, worst over the runs. */
void trust_items(const Report *r, TrustItem out[TRUST_ITEMS]);

/* The counts of `trust` summed over the runs; balances and errors as in trust_items. */
RunTrust trust_total(const Report *r);

#endif
