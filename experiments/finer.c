/* A mesh that errs much less than the one of a run (E-trust-4). */
#include "estimate.h"

#include <stdlib.h>

enum { MORE = 2, MOST_RADIAL_SPECTRAL = 16, MOST_RADIAL = 64, MOST_NODES = 256 /* of a region */ };

/* Polynomials of a higher degree: each order takes most of the error that the one before has left. Straight lines are
 * chosen for fronts, which polynomials do not suit: twice as many of them. */
static void refine_region(Region *r)
{
    if (r->degree > 1 && r->degree + MORE <= MAX_DEGREE) r->degree += MORE;
    else r->elements *= 2;
}

static int finer_radial(RadialScheme scheme, int n)
{
    const int spectral = scheme == RADIAL_SPECTRAL, more = spectral ? n + MORE : 2 * n;
    const int most = spectral ? MOST_RADIAL_SPECTRAL : MOST_RADIAL;
    return more < most ? more : most;
}

int estimate_may_refine(const CellSpec *spec, int where)
{
    const int most = (spec->radial_scheme == RADIAL_SPECTRAL ? MOST_RADIAL_SPECTRAL - MORE : MOST_RADIAL / 2);
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        if (where & ALONG_X && spec->region[r].elements * spec->region[r].degree > MOST_NODES) return 0;
        for (int p = 0; where & ALONG_R && p < spec->electrode[r].phases; p++)
            if (finer_radial(spec->radial_scheme, spec->electrode[r].phase[p].radial) > most) return 0;
    }
    return 1;
}

void estimate_refine(const CellSpec *spec, int where, CellSpec *fine)
{
    *fine = *spec;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        Electrode *el = &fine->electrode[r];
        if (where & ALONG_X && fine->region[r].elements) refine_region(&fine->region[r]);
        for (int p = 0; where & ALONG_R && p < el->phases; p++)
            if (!el->phase[p].surface_class)
                el->phase[p].radial = finer_radial(fine->radial_scheme, el->phase[p].radial);
    }
}
