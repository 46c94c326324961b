/* Private to cli/: what an option does with its value. */
#ifndef CELLSIM_OPTION_VALUES_H
#define CELLSIM_OPTION_VALUES_H

#include "options.h"

typedef enum {
    OPT_CONFIG,
    OPT_SET,
    OPT_OUT,
    OPT_TAG,
    OPT_RATE,
    OPT_LIBRARY,
    OPT_TOLERANCE,
    OPT_ACCURACY,
    OPT_LINEAR,
    OPT_JSON,
    OPT_CSV,
    OPT_QUIET,
    OPT_NO_FIGURES,
    OPT_MPT,
    OPT_RESUME,
    OPT_MAX_OUTPUT,
    OPT_JOBS,
    OPT_WITH,
    OPT_AS_MEASURED,
    OPT_JOIN,
    OPT_FREE,
    OPT_STARTS,
    OPT_POINTS,
    OPT_PROFILE,
    OPT_TARGETS,
    OPT_X,
    OPT_VARY,
    OPT_ANSWER,
    OPT_SAMPLE,
    OPT_COUNT,
    OPT_SEED,
    OPT_AS,
    OPT_UNIT,
    OPT_DECIMAL,
    OPT_LENIENT,
    OPT_AREA,
    OPT_MASS,
    OPT_DENSITY,
    OPT_RADIUS,
    OPT_CONCENTRATION,
    OPT_STYLE,
    OPT_PDF,
    OPT_KIND,
    OPT_PORT,
    OPT_LISTEN,
    OPT_HELP,
    OPT_VERSION
} OptionId;

/* Takes the value (NULL: a flag) into *o; CELLSIM_USAGE if it is none. */
Status option_take(Options *o, OptionId id, const char *value, Error *e);

/* What the command needs is given, and nothing that it would not use; else CELLSIM_USAGE. */
Status options_check(const Options *o, Error *e);

/* CELLSIM_USAGE: `text`, with `what` in it, and where help is. */
Status options_usage(Error *e, const char *text, const char *what);

#endif
