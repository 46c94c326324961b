/* A thousand designs of one electrode: which loading and porosity give the most energy per area at 1C?
 *
 *     sweep cells/r175_li.cfg */
#include <cellsim.h>

#include <stdio.h>

enum { LOADINGS = 50, POROSITIES = 20 };

typedef struct Design {
    double loading_mg_cm2, porosity, energy_mWh_cm2;
} Design;

/* Energy of the discharge of one design. */
static cellsim_status discharge(cellsim_card *card, Design *d, cellsim_error *error)
{
    cellsim_results *results = NULL;
    cellsim_status status = cellsim_set(card, "positive.loading_mg_cm2", d->loading_mg_cm2, error);
    if (!status) status = cellsim_set(card, "positive.porosity", d->porosity, error);
    if (!status) status = cellsim_run(card, "discharge", NULL, &results, error);
    const double *energy = cellsim_column(results, 0, CELLSIM_STEPS, 0, "energy_mWh_cm2", NULL);
    d->energy_mWh_cm2 = energy ? energy[0] : 0;
    cellsim_results_free(results);
    return status;
}

int main(int argc, char **argv)
{
    cellsim_card *card = NULL;
    cellsim_error error;
    Design best = {0, 0, 0};
    int done = 0;
    cellsim_status status = cellsim_card_read(argc > 1 ? argv[1] : "r175_li", NULL, &card, &error);
    for (int k = 0; k < LOADINGS * POROSITIES && status <= CELLSIM_EARLY; k++) {
        Design d = {1 + 0.5 * (k / POROSITIES), 0.3 + 0.02 * (k % POROSITIES), 0};
        status = discharge(card, &d, &error);
        if (status <= CELLSIM_EARLY) done++;
        if (d.energy_mWh_cm2 > best.energy_mWh_cm2) best = d;
    }
    cellsim_card_free(card);
    if (status > CELLSIM_EARLY) return fprintf(stderr, "%s: %s\n", error.file, error.message), (int)status;
    printf("%d designs; most energy at 1C: %.3f mWh/cm2 at %.1f mg/cm2 and a porosity of %.2f\n", done,
           best.energy_mWh_cm2, best.loading_mg_cm2, best.porosity);
    return CELLSIM_OK;
}
