/* Private to bpx/: a file in the making. */
#ifndef CELLSIM_BPX_EXPORT_H
#define CELLSIM_BPX_EXPORT_H

#include "../cards/written.h"
#include "../report/json_build.h"
#include "bpx.h"

typedef struct Export {
    const Card *card;
    CellSpec spec;
    CellSpec at[2]; /* copies that rest at the lower and at the upper voltage of the window; they own nothing */
    double soc;     /* of the card's start */
    Warnings *notes;
    Error *e;
} Export;

/* Notes what BPX has no place for. */
Status export_note(Export *x, const char *where, const char *text);

json_t *export_electrode(Export *x, RegionId r, Status *status);

/* Thickness, porosity and transport efficiency of a region. */
json_t *export_region(const Region *r);

/* What a law is in BPX: a number, a formula in x, or a table from `low` to `high` of the values of `value`. */
typedef struct ExportLaw {
    const char *where;    /* for notes */
    const WrittenLaw *as; /* its number or formula; NULL: a table */
    ScalarFunction value; /* SI, of x (of c: mol/m3) */
    void *context;
    double low, high; /* of a table */
    double tolerance; /* of straight lines between its points; in the unit of the value */
} ExportLaw;
json_t *export_law(Export *x, const ExportLaw *law, Status *status);

#endif
