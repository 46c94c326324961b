/* An equilibrium curve as a table that cards read, as a figure and for programs. */
#ifndef CELLSIM_OCP_OUTPUT_H
#define CELLSIM_OCP_OUTPUT_H

#include "../analysis/ocp.h"
#include "json_build.h"
#include "text.h"

typedef struct OcpReport {
    const OcpSet *set;
    const OcpCurve *curve;
    int files;
    const char *const *file; /* as they were given */
    double from, to;         /* x of the card at the ends of the curve */
} OcpReport;

/* "a.csv: charge in 23.4 h", "b.csv: 40 rests of a discharge" */
void ocp_branch_words(const OcpReport *r, int branch, char out[160]);

/* The x of cards at a share (0 to 1) of the curve. */
double ocp_card_x(const OcpReport *r, double share);

/* The sentences on what the curve is: mean, hysteresis, change. Returns how many (at most 3). */
int ocp_words(const OcpReport *r, char out[3][200]);

void ocp_csv(const OcpReport *r, Text *out);      /* remarks, then x, U and what it is made of */
void ocp_csv_data(const OcpReport *r, Text *out); /* points of the branches, blocks set apart by blank lines */
void ocp_script(const OcpReport *r, Text *out);
json_t *ocp_json(const OcpReport *r);

#endif
