/* A number of the card that a fit may change, and the coordinate in which it does. */
#ifndef CELLSIM_FITTING_PARAMETER_H
#define CELLSIM_FITTING_PARAMETER_H

#include "../cards/card.h"

enum { MOST_FREE = 12, MOST_PLACES = MOST_FITTED };

/* The coordinate x is ln(value) where the bounds span more than a factor of ten (logarithmic), else value / (high - low):
 * one unit of x is a factor of e, or the whole width. */
typedef struct FitParameter {
    char path[128];          /* as of --set */
    double start, low, high; /* in the unit of the key */
    int logarithmic;
    int others; /* further places of the card that hold the same number */
    char other[MOST_PLACES - 1][128];
} FitParameter;

/* "PATH", "PATH,PATH…" (one number in several places), either with "=low:high"; the start is the card's number, without one
 * the middle of the bounds. CELLSIM_USAGE: the text is malformed, the places hold different numbers, or the card has no number
 * there and no bounds are given. */
Status parameter_read(const char *text, const Card *card, FitParameter *out, Error *e);

/* Its places: 1 + others of them. */
const char *parameter_place(const FitParameter *p, int k);
int parameter_has_place(const FitParameter *p, const char *path);

double parameter_x(const FitParameter *p, double value);
double parameter_value(const FitParameter *p, double x);

/* Bounds in x, without end in the coordinate of the search: x = low + (high - low) (1 + sin u)/2 (James and Roos, Comput.
 * Phys. Commun. 10 (1975) 343). */
double parameter_u(const FitParameter *p, double x);
double parameter_x_of_u(const FitParameter *p, double u);
double parameter_slope(const FitParameter *p, double u); /* dx/du */

#endif
