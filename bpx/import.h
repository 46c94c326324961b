/* Private to bpx/: a card in the making. */
#ifndef CELLSIM_BPX_IMPORT_H
#define CELLSIM_BPX_IMPORT_H

#include "laws.h"

typedef struct Import {
    BpxFile b;
    const char *name; /* of the card */
    char version[16], title[96];
    double T_ambient, T_initial, T_reference, T; /* K; NaN: not given */
    double c0;                                   /* mol/m3 */
    double soc;                                  /* at the start */
} Import;

/* A porous electrode of the Parameterisation as the card's group `as`; at the start of a charged cell the negative electrode
 * is filled, the other one empty. */
Status import_electrode(Import *in, BpxSection *parameters, const char *key, const char *as, int negative, Text *out);

/* Thickness, porosity and transport efficiency. */
Status import_contact(BpxSection *s, Text *out);

/* Activation energies `key` as those of the card; with one of them, or with `warm`, the temperature that values are stated at. */
Status import_activation(Import *in, BpxSection *s, int keys, const char *const *key, const char *const *as, int warm,
                         Text *out);

/* Where the values of a group come from. */
void import_source(const Import *in, Text *out);

#endif
