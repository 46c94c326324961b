/* A card, one discharge, its capacity and its curve: libcellsim from C.
 *
 *     discharge cells/r175_li.cfg 1C */
#include <cellsim.h>

#include <stdio.h>

/* The first step's capacity, and every 20th sample of the run. */
static void print(const cellsim_results *r, const char *name, const char *rate)
{
    size_t steps, samples;
    const double *capacity = cellsim_column(r, 0, CELLSIM_STEPS, 0, "capacity_mAh_g", &steps);
    const double *mean = cellsim_column(r, 0, CELLSIM_STEPS, 0, "mean_voltage_V", &steps);
    const double *t = cellsim_column(r, 0, CELLSIM_SERIES, 0, "time_s", &samples);
    const double *V = cellsim_column(r, 0, CELLSIM_SERIES, 0, "voltage_V", &samples);
    if (steps) printf("%s at %s: %.1f mAh/g, %.3f V on average\n", name, rate, capacity[0], mean[0]);
    for (size_t k = 0; k < samples; k += 20) printf("%8.1f s  %.4f V\n", t[k], V[k]);
}

int main(int argc, char **argv)
{
    cellsim_card *card = NULL;
    cellsim_results *results = NULL;
    cellsim_error error;
    if (argc != 3) return fprintf(stderr, "usage: discharge CARD RATE\n"), CELLSIM_USAGE;
    const cellsim_options options = {.size = sizeof options, .rate = argv[2]};
    cellsim_status status = cellsim_card_read(argv[1], NULL, &card, &error);
    if (!status) status = cellsim_run(card, "discharge", &options, &results, &error);
    if (status) fprintf(stderr, "%s:%d: %s\n%s\n", error.file, error.line, error.message, error.hint);
    if (results) print(results, cellsim_card_name(card), argv[2]);
    cellsim_results_free(results);
    cellsim_card_free(card);
    return (int)status;
}
