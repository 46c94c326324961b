/* Private to bpx/: FloatFunctionTable of BPX, a number, a formula in x in Python's notation or { "x": [], "y": [] }, as a
 * property of cards. */
#ifndef CELLSIM_BPX_LAWS_H
#define CELLSIM_BPX_LAWS_H

#include "read.h"

typedef struct BpxLaw {
    const char *key;  /* of the section */
    const char *as;   /* key of the card */
    int of_c;         /* 1: x is a concentration, here mol/m3, in cards c in mol/L; 0: a stoichiometry */
    double scale;     /* from the unit of BPX to that of the card's key */
    int potential;    /* 1: an OCP, which has to fall */
    double within[2]; /* of an OCP: the stoichiometries between which it must have a value */
} BpxLaw;

/* Adds "as = …;" to the card. A law that is absent adds nothing; *given says so. */
Status bpx_law(BpxSection *s, const BpxLaw *law, Text *out, int *given);

/* "x = 1.2;", with as many digits as it takes to read the same number. */
void bpx_put(Text *out, const char *key, double value);

/* A number like that alone. */
void bpx_digits(Text *out, double value);

/* The text with every name `from` replaced; `stars`: powers as ** instead of ^. */
void bpx_rename(Text *out, const char *formula, const char *from, const char *to, int stars);

#endif
