/* A card, one discharge, its capacity: libcellsim from C.
 *
 *     discharge cells/r175_li.cfg 1C */
#include <cellsim.h>

#include <math.h>
#include <stdio.h>

/* Runs the protocol "discharge" (configs/discharge.cfg) on a cell. */
static Status discharge(const char *file, const char *rate, Run *run, Error *e)
{
    Card *card = NULL;
    CellSpec cell = {0};
    Protocol protocol = {0};
    const RunOptions options = {.simulation = simulation_defaults()};
    Status s = card_read(file, NULL, 0, NULL, &card, e);
    if (!s) s = card_cell(card, NAN, &cell, e); /* NAN: the loading that the card states */
    if (!s) s = protocol_read("discharge", NULL, card, rate, &protocol, e);
    if (!s) s = run_protocol(&cell, &protocol, cell.electrode[POSITIVE].mass_loading, &options, run, e);
    protocol_free(&protocol);
    cell_spec_free(&cell);
    card_free(card);
    return s;
}

int main(int argc, char **argv)
{
    Run run = {0};
    Error e;
    error_clear(&e);
    if (argc != 3) return fprintf(stderr, "usage: discharge CARD RATE\n"), CELLSIM_USAGE;
    const Status s = discharge(argv[1], argv[2], &run, &e);
    if (s) return fprintf(stderr, "%s\n%s\n", e.text, e.hint), (int)s;
    const StepRecord *step = &run.record[0];
    printf("%s at %s: %.1f mAh/g in %.0f s, %.3f V on average\n", run.cell, argv[2], record_capacity_mAh_g(&run, step),
           step->t_end - step->t_start, step->mean_voltage);
    for (int k = 0; k < run.samples; k += 20) printf("%8.1f s  %.4f V\n", run.sample[k].t, run.sample[k].voltage);
    run_free(&run);
    return CELLSIM_OK;
}
