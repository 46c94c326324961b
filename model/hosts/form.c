#include "form.h"
#include "reaction.h"

#include <math.h>

double form_potential(const Isotherm *isotherm, double theta)
{
    IsothermPoint u;
    isotherm_eval(isotherm, isotherm_z_of_theta(isotherm, theta), &u);
    return re(u.U);
}

double form_theta(const Isotherm *isotherm, double z)
{
    IsothermPoint u;
    isotherm_eval(isotherm, z, &u);
    return re(u.theta);
}

double form_mean(const Radial *radial, const double *first)
{
    double mean = 0;
    for (int j = 0; j < radial->n; j++) mean += radial->w[j] * first[j];
    return mean;
}

static const double LEAST_SITES = 1e-12; /* a form that has worn out */

/* What the pores' concentrations add to the potential of a pocket's reactions [V]. */
static double shift(const Pocket *k, const double *c)
{
    return k->c_e < 0 ? 0 : model_link_shift(&k->ion, c[k->ion.ion]);
}

FormState form_state(const Pocket *k, const Isotherm *isotherm, double sites, double held, double z, const double *y,
                     const double *bulk)
{
    const double at_rest = shift(k, bulk), here = k->c_e < 0 ? 0 : shift(k, y + k->c_e - k->ion.ion);
    IsothermPoint u;
    isotherm_eval(isotherm, z, &u);
    sites = fmax(sites, LEAST_SITES);
    return (FormState){.law = isotherm,
                       .sites = sites,
                       .held = held,
                       .mean = form_potential(isotherm, held / sites) + at_rest,
                       .surface = re(u.U) + at_rest,
                       .local = re(u.U) + here};
}

double form_filling(const Pocket *k, const FormState *form, const double *bulk, double psi, RestMemory *memory)
{
    const Isotherm *isotherm = form->law;
    (void)memory;
    return form_theta(isotherm, isotherm_z_of_potential(isotherm, psi - shift(k, bulk)));
}

/* E-15: a form about to be empty or full is followed more closely, so that no share passes 0 or 1. */
static const double ENDING = 1e-5; /* theta, or 1 - theta */
static const double CLOSER = 10;   /* times the weight */

double form_weight(const IsothermPoint *at)
{
    const double theta = re(at->theta);
    return theta > ENDING && theta < 1 - ENDING ? 1 : CLOSER;
}

/* E-15: z counts by the theta it stands for. Where the isotherm is steep in U, a large error of z is a small one of
 * theta. */
static const double LOOSEST_Z = 3;

double form_weight_of_state(const IsothermPoint *at)
{
    return fmax(re(at->dtheta), 1 / LOOSEST_Z);
}

/* Largest gap of E-4: in theta, for the bounds 0 and 1; in z where the isotherm is not steep; of what is left to the
 * bounds, beyond which no z stands for a theta. */
static const double GAP = 5e-7, GAP_Z = 4e-4, GAP_LEFT = 0.5, LEAST_GAP = 1e-9;

/* Where the last change of z leaves no gap worth a look: E-4 is linear but for the curvature of the isotherm. */
static const double ENOUGH = 4, SMALL = 1e-3, FAR = 1e-4; /* times the gap; change of z; theta from 0 and 1 */

static int is_straight(const IsothermPoint *u, double change)
{
    const double gap = ENOUGH * 0.5 * fabs(re(u->d2theta)) * change * change, theta = re(u->theta);
    return gap <= GAP && fabs(change) < SMALL && theta > FAR && theta < 1 - FAR;
}

int form_agrees(const Isotherm *isotherm, const IsothermPoint *at, double z, double change, double theta)
{
    IsothermPoint u;
    if (is_straight(at, change)) return 1;
    isotherm_eval(isotherm, z, &u);
    const double full = re(u.theta), left = fmax(0, fmin(full, 1 - full));
    const double gap = LEAST_GAP + fmin(GAP + GAP_Z * re(u.dtheta), GAP_LEFT * left);
    return fabs(full - theta) <= gap;
}

static const double OFF_BRANCH = 1e-5; /* V */

/* At the edges of a gap of hysteresis the current that E-5c gives bends within microvolts. */
int form_is_on_branch(const Pocket *k, const Isotherm *isotherm, double i0, int z, int i, const Workspace *w,
                      const double *predicted, const double *correction)
{
    IsothermPoint u;
    if (k->phase->hysteresis == 0 || k->ion.form != ION_REFERENCE) return 1;
    isotherm_eval(isotherm, predicted[z] + correction[z], &u);
    const ReactionSite at = {.psi = predicted[k->phi_s] + correction[k->phi_s] - predicted[k->phi_e] -
                                    correction[k->phi_e],
                             .lnc = k->ion.ion < 0 ? 0 : w->electrolyte[k->node].lnc,
                             .inverse = w->inverse};
    const ReactionRow row = reaction_row_at(k, &u, i0, predicted[i] + correction[i], at);
    return fabs(re(row.r)) <= OFF_BRANCH * fabs(re(row.d_phi_e));
}
