#include "option_values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Commands that take an option, as bits. */
enum {
    RUN = 1 << COMMAND_RUN,
    CHECK = 1 << COMMAND_CHECK,
    LIST = 1 << COMMAND_LIST,
    ANALYZE = 1 << COMMAND_ANALYZE,
    COMPARE = 1 << COMMAND_COMPARE,
    TARGETS = 1 << COMMAND_TARGETS,
    FIT = 1 << COMMAND_FIT,
    OCP = 1 << COMMAND_OCP,
    PLOT = 1 << COMMAND_PLOT,
    ANY = ~0,
    SIMULATE = RUN | COMPARE,
    MEASURE = ANALYZE | COMPARE | FIT | OCP
};

typedef enum { FLAG, VALUE, VALUES } Takes; /* nothing, one value, one more each time */

typedef struct OptionName {
    const char *name, *alias;
    OptionId id;
    Takes takes;
    int commands;
} OptionName;

static const OptionName option_names[] = {
    {"--config", "-c", OPT_CONFIG, VALUES, SIMULATE | CHECK},
    {"--set", "-s", OPT_SET, VALUES, SIMULATE | CHECK | TARGETS | FIT},
    {"--out", "-o", OPT_OUT, VALUE, SIMULATE | ANALYZE | FIT | OCP},
    {"--tag", NULL, OPT_TAG, VALUE, SIMULATE | ANALYZE},
    {"--rate", "-r", OPT_RATE, VALUE, SIMULATE | CHECK},
    {"--library", NULL, OPT_LIBRARY, VALUE, SIMULATE | CHECK | TARGETS | LIST | FIT},
    {"--tolerance", NULL, OPT_TOLERANCE, VALUE, SIMULATE | TARGETS | FIT},
    {"--accuracy", NULL, OPT_ACCURACY, VALUE, SIMULATE | TARGETS},
    {"--linear-solver", NULL, OPT_LINEAR, VALUE, SIMULATE | TARGETS | FIT},
    {"--json", NULL, OPT_JSON, FLAG, SIMULATE | CHECK | TARGETS | LIST | ANALYZE | FIT | OCP},
    {"--quiet", "-q", OPT_QUIET, FLAG, SIMULATE | CHECK | ANALYZE | FIT | OCP | PLOT},
    {"--no-figures", NULL, OPT_NO_FIGURES, FLAG, SIMULATE | ANALYZE | FIT | OCP},
    {"--mpt", NULL, OPT_MPT, FLAG, SIMULATE},
    {"--resume", NULL, OPT_RESUME, FLAG, SIMULATE},
    {"--max-output", NULL, OPT_MAX_OUTPUT, VALUE, SIMULATE},
    {"--with", "-w", OPT_WITH, VALUES, COMPARE | FIT},
    {"--as-measured", NULL, OPT_AS_MEASURED, FLAG, COMPARE},
    {"--free", "-f", OPT_FREE, VALUES, FIT},
    {"--starts", NULL, OPT_STARTS, VALUE, FIT},
    {"--points", NULL, OPT_POINTS, VALUE, FIT},
    {"--profile", NULL, OPT_PROFILE, FLAG, FIT},
    {"--targets", NULL, OPT_TARGETS, FLAG, FIT},
    {"--x", NULL, OPT_X, VALUE, OCP},
    {"--join", NULL, OPT_JOIN, FLAG, ANALYZE},
    {"--as", NULL, OPT_AS, VALUE, MEASURE},
    {"--unit", NULL, OPT_UNIT, VALUES, MEASURE},
    {"--decimal", NULL, OPT_DECIMAL, VALUE, MEASURE},
    {"--lenient", NULL, OPT_LENIENT, FLAG, MEASURE},
    {"--area-cm2", NULL, OPT_AREA, VALUE, ANALYZE | COMPARE | FIT},
    {"--mass-mg", NULL, OPT_MASS, VALUE, ANALYZE | COMPARE | FIT},
    {"--density-g-cm3", NULL, OPT_DENSITY, VALUE, ANALYZE},
    {"--radius-um", NULL, OPT_RADIUS, VALUE, ANALYZE},
    {"--concentration-mol-cm3", NULL, OPT_CONCENTRATION, VALUE, ANALYZE},
    {"--style", NULL, OPT_STYLE, VALUE, PLOT},
    {"--pdf", NULL, OPT_PDF, FLAG, PLOT},
    {"--help", "-h", OPT_HELP, FLAG, ANY},
    {"--version", "-V", OPT_VERSION, FLAG, ANY},
};
enum { OPTIONS = sizeof option_names / sizeof option_names[0] };
_Static_assert(OPTIONS <= 64, "a bit of Options.given for each");

static const char *const command_names[] = {"run",     "check", "list", "analyze", "compare",
                                            "targets", "fit",   "ocp",  "plot", "help", "version"};

/* 1 for a value that a flag does not take: --json=no. */
static int equals_value(const char *text, size_t length, const OptionName *name, Error *e)
{
    return text[length] == '=' && options_usage(e, "%s takes no value", name->name);
}

/* A word of the call, in quotes if a shell would read more in it. */
static void note_word(Options *o, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,:+@%";
    text_add(&o->call, " ");
    if (*word && word[strspn(word, plain)] == '\0') {
        text_add(&o->call, word);
        return;
    }
    text_add(&o->call, "'");
    for (; *word; word++) {
        if (*word == '\'') text_add(&o->call, "'\\''");
        else text_bytes(&o->call, word, 1);
    }
    text_add(&o->call, "'");
}

/* Options that say where results go, how the command talks, or that it goes on: the files are the same without them. */
static int is_aside(OptionId id)
{
    return id == OPT_OUT || id == OPT_QUIET || id == OPT_JSON || id == OPT_RESUME || id == OPT_TAG;
}

/* Consumes the option at argv[*k] and its value. */
static Status take_option(int argc, char **argv, int *k, Options *o, Error *e)
{
    const char *text = argv[*k], *equals = strchr(text, '=');
    const size_t length = equals && text[1] == '-' ? (size_t)(equals - text) : strlen(text);
    for (int j = 0; j < OPTIONS; j++) {
        const OptionName *name = &option_names[j];
        const int matches = (strlen(name->name) == length && !strncmp(text, name->name, length)) ||
                            (name->alias && !strcmp(text, name->alias));
        if (!matches) continue;
        if (name->takes == VALUE && o->given & (1ull << j)) return options_usage(e, "%s is given twice", name->name);
        o->given |= 1ull << j;
        if (!is_aside(name->id)) note_word(o, text);
        if (name->takes == FLAG)
            return equals_value(text, length, name, e) ? CELLSIM_USAGE : option_take(o, name->id, NULL, e);
        if (text[length] == '=') return option_take(o, name->id, text + length + 1, e);
        if (*k + 1 >= argc) return options_usage(e, "%s needs a value", name->name);
        if (!is_aside(name->id)) note_word(o, argv[*k + 1]);
        return option_take(o, name->id, argv[++*k], e);
    }
    return options_usage(e, "unknown option '%s'", text);
}

static Status take_command(const char *name, Options *o, Error *e)
{
    for (int j = 0; j < (int)(sizeof command_names / sizeof command_names[0]); j++)
        if (!strcmp(name, command_names[j])) {
            o->command = (Command)j;
            return CELLSIM_OK;
        }
    return options_usage(e, "unknown command '%s'", name);
}

/* "run, check and compare" of the commands that take an option. */
static void takers(const OptionName *name, char *out, size_t size)
{
    int left = 0;
    for (int k = 0; k < COMMAND_HELP; k++) left += name->commands >> k & 1;
    out[0] = '\0';
    for (int k = 0; k < COMMAND_HELP; k++) {
        if (!(name->commands >> k & 1)) continue;
        const size_t used = strlen(out);
        left--;
        snprintf(out + used, size - used, "%s%s", command_names[k], left > 1 ? ", " : left == 1 ? " and " : "");
    }
}

/* What the command would not use. */
static Status refuse_idle(const Options *o, Error *e)
{
    char commands[80];
    for (int j = 0; j < OPTIONS; j++) {
        const OptionName *name = &option_names[j];
        if (!(o->given & (1ull << j)) || name->commands >> o->command & 1) continue;
        takers(name, commands, sizeof commands);
        error_set(e, CELLSIM_USAGE, NULL, 0, "%s has no effect in %s", name->name, command_names[o->command]);
        return error_hint(e, "remove it; it is an option of %s", commands);
    }
    if (o->command == COMMAND_LIST && o->cards)
        return options_usage(e, "list takes no arguments, but '%s' was given", o->card[0]);
    return CELLSIM_OK;
}

static Status check_arguments(const Options *o, Error *e)
{
    if (o->command == COMMAND_HELP || o->command == COMMAND_VERSION) return CELLSIM_OK;
    if ((o->command == COMMAND_RUN || o->command == COMMAND_CHECK) && !o->cards)
        return options_usage(e, "%s needs a card, for example cells/r175_li.cfg", command_names[o->command]);
    if (o->command == COMMAND_ANALYZE && !o->cards)
        return options_usage(e, "%s needs a file of measured data", "analyze");
    if (o->command == COMMAND_OCP && !o->cards)
        return options_usage(e, "%s needs a file of measured data", "ocp");
    if (o->command == COMMAND_PLOT && !o->cards)
        return options_usage(e, "%s needs a folder of results, such as results/r175_li", "plot");
    if (o->command == COMMAND_COMPARE && !(o->cards && o->withs))
        return options_usage(e, "%s needs a card and --with FILE", "compare");
    if (o->as_measured && o->configs)
        return options_usage(e, "--config %s has no effect: with --as-measured the files are the protocols",
                             o->config[0]);
    if (o->command == COMMAND_FIT && !(o->cards && o->frees && (o->withs > 0) != o->targets))
        return options_usage(e, "%s needs a card, --free PATH, and --with FILE... or --targets", "fit");
    return refuse_idle(o, e);
}

/* The date that run.json says: SOURCE_DATE_EPOCH, where builds of documents want the same bytes at any time, else now. */
static Status find_date(Options *o, Error *e)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    o->date = (long long)time(NULL);
    if (!epoch || !*epoch) return CELLSIM_OK;
    const size_t digits = strspn(epoch, "0123456789");
    if (epoch[digits] || digits > 12)
        return options_usage(e, "SOURCE_DATE_EPOCH is a number of seconds since 1970, not '%s'", epoch);
    o->date = strtoll(epoch, NULL, 10);
    return CELLSIM_OK;
}

Status options_parse(int argc, char **argv, Options *o, Error *e)
{
    *o = (Options){.command = COMMAND_HELP,
                   .out = "results",
                   .style = "screen",
                   .max_output = 4000000000,
                   .tolerance = NAN,
                   .figures = 1,
                   .starts = 3,
                   .points = 100,
                   .x = {0, 1},
                   .measured = measured_defaults()};
    text_add(&o->call, "cellsim");
    int have_command = 0, plain = 0; /* plain: after --, everything is a card */
    for (int k = 1; k < argc; k++) {
        Status s = CELLSIM_OK;
        if (!plain && !strcmp(argv[k], "--")) {
            plain = 1;
        } else if (!plain && argv[k][0] == '-' && argv[k][1]) {
            s = take_option(argc, argv, &k, o, e);
            if (!s && (o->command == COMMAND_HELP || o->command == COMMAND_VERSION) && !have_command) have_command = 1;
        } else if (!have_command) {
            s = take_command(argv[k], o, e);
            have_command = 1;
            note_word(o, argv[k]);
        } else {
            if (o->cards == MAX_CARDS) return options_usage(e, "too many cards at '%s'", argv[k]);
            o->card[o->cards++] = argv[k];
            note_word(o, argv[k]);
        }
        if (s) return s;
    }
    Status s = text_status(&o->call, e);
    if (!s) s = find_date(o, e);
    return s ? s : check_arguments(o, e);
}

void options_free(Options *o)
{
    for (int k = 0; k < o->overrides; k++) free(o->assignment[k]);
    o->overrides = 0;
    text_free(&o->call);
}
