/* Private to model/: a form of guest on its isotherm: at rest, and as the integrator sees it (E-15, E-15a). */
#ifndef CELLSIM_FORM_H
#define CELLSIM_FORM_H

#include "host.h"

/* Potential of a stoichiometry [V], stoichiometry of a state. */
double form_potential(const Isotherm *isotherm, double theta);
double form_theta(const Isotherm *isotherm, double z);

/* Weighted sum of n shells from `first` on: their mean content. */
double form_mean(const Radial *radial, const double *first);

/* A form of a pocket's own ion, at state z, that holds `held` in `sites`. */
FormState form_state(const Pocket *k, const Isotherm *isotherm, double sites, double held, double z, const double *y,
                     const double *bulk);

/* Host.filling of such a form. */
double form_filling(const Pocket *k, const FormState *form, const double *bulk, double psi, RestMemory *memory);

/* Factors on the weights of what is held and of z at a point of the isotherm. */
double form_weight(const IsothermPoint *at);
double form_weight_of_state(const IsothermPoint *at);

/* Whether theta lies on the isotherm at z, which the last correction moved by `change`; `at`: before it. */
int form_agrees(const Isotherm *isotherm, const IsothermPoint *at, double z, double change, double theta);

/* Whether its current density, unknown i, is that of E-5c at the state on trial, predicted + correction; i0: at g = 1, A/m2. */
int form_is_on_branch(const Pocket *k, const Isotherm *isotherm, double i0, int z, int i, const Workspace *w,
                      const double *predicted, const double *correction);

#endif
