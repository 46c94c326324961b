/* What a command needs, and what it would not use. */
#include "option_values.h"
#include "words.h"

#include <string.h>

/* What the command would not use. */
static Status refuse_idle(const Options *o, Error *e)
{
    char commands[TAKERS_SIZE];
    const OptionName *name;
    for (int j = 0; (name = option_name(j)); j++) {
        if (!(o->given & (1ull << j)) || name->commands >> o->command & 1) continue;
        option_takers(name, commands);
        error_set(e, CELLSIM_USAGE, NULL, 0, "%s has no effect in %s", name->name, command_words[o->command].name);
        return error_hint(e, "remove it; it is an option of %s", commands);
    }
    if (o->command == COMMAND_LIST && o->cards)
        return options_usage(e, "list takes no arguments, but '%s' was given", o->card[0]);
    return CELLSIM_OK;
}

Status options_check(const Options *o, Error *e)
{
    if (o->command == COMMAND_HELP && !o->topic && o->cards > 1)
        return options_usage(e, "help takes one topic, but '%s' was given, too", o->card[1]);
    if (o->command == COMMAND_HELP || o->command == COMMAND_VERSION) return CELLSIM_OK;
    if (o->csv && o->json) return options_usage(e, "--csv and %s are two forms of one output", "--json");
    if (o->command == COMMAND_NEW && o->cards != 1)
        return options_usage(e, "%s needs one name, for example my_cell", "new");
    if ((o->command == COMMAND_RUN || o->command == COMMAND_CHECK) && !o->cards)
        return options_usage(e, "%s needs a card, for example r175_li", command_words[o->command].name);
    if (o->command == COMMAND_SWEEP && o->cards != 1)
        return options_usage(e, "%s needs one card, or the file of a sweep", "sweep");
    if (o->command == COMMAND_ANALYZE && !o->cards)
        return options_usage(e, "%s needs a file of measured data", "analyze");
    if (o->command == COMMAND_OCP && !o->cards) return options_usage(e, "%s needs a file of measured data", "ocp");
    if (o->command == COMMAND_PLOT && !o->cards)
        return options_usage(e, "%s needs a folder of results, such as results/r175_li", "plot");
    if (o->command == COMMAND_COMPARE && !(o->cards && o->withs))
        return options_usage(e, "%s needs a card and --with FILE, measured data; cells side by side: cellsim run r175_li p25_li",
                             "compare");
    if (o->as_measured && o->configs)
        return options_usage(e, "--config %s has no effect: with --as-measured the files are the protocols",
                             o->config[0]);
    if (o->command == COMMAND_IMPORT || o->command == COMMAND_EXPORT) {
        if (o->cards != 2) return options_usage(e, "%s needs a format and a file: bpx my_cell", command_words[o->command].name);
        if (strcmp(o->card[0], "bpx")) return options_usage(e, "cells are exchanged as bpx, not as '%s'", o->card[0]);
    }
    if (o->command == COMMAND_FIT && !(o->cards && (o->frees || o->targets) && (o->withs > 0) != o->targets))
        return options_usage(e, "%s needs a card, --free PATH, and --with FILE... or --targets", "fit");
    return refuse_idle(o, e);
}
