/* What cellsim fit has under way, and the files it leaves. */
#ifndef CELLSIM_CLI_FIT_FILES_H
#define CELLSIM_CLI_FIT_FILES_H

#include "../fitting/output.h"
#include "../fitting/targets.h"
#include "commands.h"

typedef struct FitCommand {
    const Options *o;
    Card *card;
    int frees, files;
    FitParameter parameter[MOST_FREE];
    FitData file[MOST_FILES];
    FitTargets *targets;
    FitProblem q;
    FitResult result;
    FitNotes notes;
    Progress progress;
    json_t *took;
    int drawn;
} FitCommand;

/* Tables, figures and the fitted card in <out>/<card>_fit; `path` of that folder. What could not be put into the card is
 * noted. */
Status fit_write(FitCommand *c, char path[512], Error *e);

#endif
