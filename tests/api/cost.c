/* What a changed value costs beside a solve: run under callgrind (tests/api/cost.py), which counts the two functions below.
 *
 *     cost CARD PROTOCOL RATE RUNS PATH VALUE */
#include "../../include/cellsim.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    cellsim_card *card = NULL;
    cellsim_error error;
    if (argc != 7) return CELLSIM_USAGE;
    const cellsim_options options = {.size = sizeof options, .rate = argv[3][0] ? argv[3] : NULL};
    cellsim_status status = cellsim_card_read(argv[1], NULL, &card, &error);
    for (int k = 0; k < atoi(argv[4]) && status <= CELLSIM_EARLY; k++) {
        cellsim_results *results = NULL;
        status = cellsim_set(card, argv[5], atof(argv[6]) * (1 + 0.001 * k), &error);
        if (!status) status = cellsim_run(card, argv[2], &options, &results, &error);
        cellsim_results_free(results);
    }
    cellsim_card_free(card);
    if (status > CELLSIM_EARLY) fprintf(stderr, "%s:%d: %s\n", error.file, error.line, error.message);
    return status > CELLSIM_EARLY ? (int)status : CELLSIM_OK;
}
