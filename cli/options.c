#include "options.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* An option and what it does with its value. */
typedef enum {
    OPT_CONFIG,
    OPT_SET,
    OPT_OUT,
    OPT_RATE,
    OPT_LIBRARY,
    OPT_TOLERANCE,
    OPT_ACCURACY,
    OPT_LINEAR,
    OPT_JSON,
    OPT_QUIET,
    OPT_NO_FIGURES,
    OPT_MPT,
    OPT_RESUME,
    OPT_MAX_OUTPUT,
    OPT_WITH,
    OPT_AS_MEASURED,
    OPT_JOIN,
    OPT_FREE,
    OPT_STARTS,
    OPT_POINTS,
    OPT_PROFILE,
    OPT_TARGETS,
    OPT_AS,
    OPT_UNIT,
    OPT_DECIMAL,
    OPT_LENIENT,
    OPT_AREA,
    OPT_MASS,
    OPT_DENSITY,
    OPT_RADIUS,
    OPT_CONCENTRATION,
    OPT_HELP,
    OPT_VERSION
} OptionId;
/* Commands that take an option, as bits. */
enum {
    RUN = 1 << COMMAND_RUN,
    CHECK = 1 << COMMAND_CHECK,
    LIST = 1 << COMMAND_LIST,
    ANALYZE = 1 << COMMAND_ANALYZE,
    COMPARE = 1 << COMMAND_COMPARE,
    TARGETS = 1 << COMMAND_TARGETS,
    FIT = 1 << COMMAND_FIT,
    ANY = ~0,
    SIMULATE = RUN | COMPARE,
    MEASURE = ANALYZE | COMPARE | FIT
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
    {"--out", "-o", OPT_OUT, VALUE, SIMULATE | ANALYZE | FIT},
    {"--rate", "-r", OPT_RATE, VALUE, SIMULATE | CHECK},
    {"--library", NULL, OPT_LIBRARY, VALUE, SIMULATE | CHECK | TARGETS | LIST | FIT},
    {"--tolerance", NULL, OPT_TOLERANCE, VALUE, SIMULATE | TARGETS | FIT},
    {"--accuracy", NULL, OPT_ACCURACY, VALUE, SIMULATE | TARGETS},
    {"--linear-solver", NULL, OPT_LINEAR, VALUE, SIMULATE | TARGETS | FIT},
    {"--json", NULL, OPT_JSON, FLAG, SIMULATE | CHECK | TARGETS | LIST | ANALYZE | FIT},
    {"--quiet", "-q", OPT_QUIET, FLAG, SIMULATE | CHECK | ANALYZE | FIT},
    {"--no-figures", NULL, OPT_NO_FIGURES, FLAG, SIMULATE | ANALYZE | FIT},
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
    {"--join", NULL, OPT_JOIN, FLAG, ANALYZE},
    {"--as", NULL, OPT_AS, VALUE, MEASURE},
    {"--unit", NULL, OPT_UNIT, VALUES, MEASURE},
    {"--decimal", NULL, OPT_DECIMAL, VALUE, MEASURE},
    {"--lenient", NULL, OPT_LENIENT, FLAG, MEASURE},
    {"--area-cm2", NULL, OPT_AREA, VALUE, MEASURE},
    {"--mass-mg", NULL, OPT_MASS, VALUE, MEASURE},
    {"--density-g-cm3", NULL, OPT_DENSITY, VALUE, ANALYZE},
    {"--radius-um", NULL, OPT_RADIUS, VALUE, ANALYZE},
    {"--concentration-mol-cm3", NULL, OPT_CONCENTRATION, VALUE, ANALYZE},
    {"--help", "-h", OPT_HELP, FLAG, ANY},
    {"--version", "-V", OPT_VERSION, FLAG, ANY},
};
enum { OPTIONS = sizeof option_names / sizeof option_names[0] };

static const char *const command_names[] = {"run", "check", "list", "analyze", "compare", "targets", "fit", "help", "version"};

static Status usage(Error *e, const char *text, const char *what)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, text, what);
    return error_hint(e, "cellsim --help shows the commands and options, with examples");
}

/* "path=value" -> an override; the copy is kept in o->assignment. */
static Status add_override(Options *o, const char *text, Error *e)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) return usage(e, "--set needs path=value, not '%s'", text);
    if (o->overrides == MAX_OVERRIDES) return usage(e, "too many --set options at '%s'", text);
    const size_t length = strlen(text) + 1;
    char *copy = malloc(length);
    if (!copy) return error_memory(e);
    memcpy(copy, text, length);
    copy[equals - text] = '\0';
    o->assignment[o->overrides] = copy;
    o->override[o->overrides++] = (Override){copy, copy + (equals - text) + 1};
    return CELLSIM_OK;
}

static Status set_tolerance(Options *o, const char *value, Error *e)
{
    char *end;
    o->tolerance = strtod(value, &end);
    if (*end || end == value || !(o->tolerance >= 1e-12 && o->tolerance <= 0.1))
        return usage(e, "--tolerance needs a number from 1e-12 to 0.1, not '%s'", value);
    return CELLSIM_OK;
}

/* "0.1mV", "50 uV" or "1e-4 V": the card's key for this run. */
static Status set_accuracy(Options *o, const char *value, Error *e)
{
    static const char *const unit[] = {"mV", "uV", "V"};
    static const double mV[] = {1, 1e-3, 1e3};
    char *end, text[64];
    const double number = strtod(value, &end);
    const int some = end != value;
    end += strspn(end, " ");
    for (int k = 0; k < 3; k++) {
        if (!some || strcmp(end, unit[k]) != 0 || !(number * mV[k] >= 1e-3 && number * mV[k] <= 100)) continue;
        snprintf(text, sizeof text, "mesh.accuracy_mV=%.9g", number * mV[k]);
        return add_override(o, text, e);
    }
    return usage(e, "--accuracy needs a voltage from 1uV to 100mV, such as 0.1mV, not '%s'", value);
}

/* A positive number in the option's unit. */
static Status set_number(const char *option, const char *value, double factor, double *out, Error *e)
{
    char *end;
    *out = factor * strtod(value, &end);
    if (!*end && end != value && *out > 0 && isfinite(*out)) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "%s needs a positive number, not '%.60s'", option, value);
    return error_hint(e, "cellsim --help shows the commands and options, with examples");
}

/* A whole number from 1. */
static Status set_count(const char *option, const char *value, int most, int *out, Error *e)
{
    char *end;
    const long n = strtol(value, &end, 10);
    *out = (int)n;
    if (!*end && end != value && n >= 1 && n <= most) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "%s needs a whole number from 1 to %d, not '%.60s'", option, most, value);
    return error_hint(e, "cellsim --help shows the commands and options, with examples"), CELLSIM_USAGE;
}

static Status set_library(Options *o, const char *value, Error *e)
{
    struct stat st;
    o->library = value;
    return stat(value, &st) == 0 && S_ISDIR(st.st_mode) ? CELLSIM_OK
                                                        : usage(e, "--library: there is no folder '%s'", value);
}

static Status set_linear(Options *o, const char *value, Error *e)
{
    if (!strcmp(value, "condensed")) o->linear = LINEAR_CONDENSED;
    else if (!strcmp(value, "full")) o->linear = LINEAR_FULL;
    else return usage(e, "--linear-solver is condensed or full, not '%s'", value);
    return CELLSIM_OK;
}

/* "10GB", "500 MB", or bytes. */
static Status set_max_output(Options *o, const char *value, Error *e)
{
    static const char *const unit[] = {"", "B", "kB", "MB", "GB", "TB"};
    static const double bytes[] = {1, 1, 1e3, 1e6, 1e9, 1e12};
    char *end;
    const double number = strtod(value, &end);
    end += strspn(end, " ");
    for (int k = 0; k < 6; k++)
        if (end != value && !strcmp(end, unit[k]) && number * bytes[k] >= 1e3 && number * bytes[k] <= 1e18) {
            o->max_output = (unsigned long long)(number * bytes[k]);
            return CELLSIM_OK;
        }
    return usage(e, "--max-output needs a size from 1kB, such as 10GB or 500MB, not '%s'", value);
}

/* A name that can be a folder of results, and not the root of the file system. */
static Status set_out(Options *o, const char *value, Error *e)
{
    o->out = value;
    if (value[strspn(value, " \t\r\n\f\v")] == '\0') return usage(e, "--out needs the name of a folder%s", "");
    if (value[0] == '/' && value[strspn(value, "/.")] == '\0')
        return usage(e, "--out %s would write to the root of the file system", value);
    return CELLSIM_OK;
}

static Status set_as(Options *o, const char *value, Error *e)
{
    o->measured.as = measured_kind_of(value);
    return o->measured.as < MEASURED_KINDS
               ? CELLSIM_OK
               : usage(e, "--as is cycling, cv, lsv, gitt, pulse, eis or ocv, not '%s'", value);
}

static Status set_decimal(Options *o, const char *value, Error *e)
{
    o->measured.decimal = !strcmp(value, "comma") ? ',' : !strcmp(value, "point") ? '.' : 0;
    return o->measured.decimal ? CELLSIM_OK : usage(e, "--decimal is comma or point, not '%s'", value);
}

static Status apply(Options *o, OptionId id, const char *value, Error *e)
{
    switch (id) {
    case OPT_CONFIG:
        if (o->configs == MAX_CONFIGS) return usage(e, "too many --config options at '%s'", value);
        o->config[o->configs++] = value;
        break;
    case OPT_SET: return add_override(o, value, e);
    case OPT_OUT: return set_out(o, value, e);
    case OPT_RATE: o->rate = value; break;
    case OPT_LIBRARY: return set_library(o, value, e);
    case OPT_TOLERANCE: return set_tolerance(o, value, e);
    case OPT_ACCURACY: return set_accuracy(o, value, e);
    case OPT_LINEAR: return set_linear(o, value, e);
    case OPT_JSON: o->json = o->quiet = 1; break;
    case OPT_QUIET: o->quiet = 1; break;
    case OPT_NO_FIGURES: o->figures = 0; break;
    case OPT_MPT: o->mpt = 1; break;
    case OPT_RESUME: o->resume = 1; break;
    case OPT_MAX_OUTPUT: return set_max_output(o, value, e);
    case OPT_WITH:
        if (o->withs == MAX_WITH) return usage(e, "too many --with options at '%s'", value);
        o->with[o->withs++] = value;
        break;
    case OPT_AS_MEASURED: o->as_measured = 1; break;
    case OPT_FREE:
        if (o->frees == MAX_FREE) return usage(e, "too many --free options at '%s'", value);
        o->free[o->frees++] = value;
        break;
    case OPT_STARTS: return set_count("--starts", value, 64, &o->starts, e);
    case OPT_POINTS: return set_count("--points", value, 100000, &o->points, e);
    case OPT_PROFILE: o->profile = 1; break;
    case OPT_TARGETS: o->targets = 1; break;
    case OPT_JOIN: o->join = 1; break;
    case OPT_AS: return set_as(o, value, e);
    case OPT_UNIT: return measured_take_unit(&o->measured, value, e);
    case OPT_DECIMAL: return set_decimal(o, value, e);
    case OPT_LENIENT: o->measured.lenient = 1; break;
    case OPT_AREA: return set_number("--area-cm2", value, 1e-4, &o->measured.cell.area, e);
    case OPT_MASS: return set_number("--mass-mg", value, 1e-6, &o->measured.cell.mass, e);
    case OPT_DENSITY: return set_number("--density-g-cm3", value, 1e3, &o->measured.cell.density, e);
    case OPT_RADIUS: return set_number("--radius-um", value, 1e-6, &o->measured.cell.radius, e);
    case OPT_CONCENTRATION:
        return set_number("--concentration-mol-cm3", value, 1e6, &o->measured.cell.concentration, e);
    case OPT_HELP: o->command = COMMAND_HELP; break;
    case OPT_VERSION: o->command = COMMAND_VERSION; break;
    }
    return CELLSIM_OK;
}

/* 1 for a value that a flag does not take: --json=no. */
static int equals_value(const char *text, size_t length, const OptionName *name, Error *e)
{
    return text[length] == '=' && usage(e, "%s takes no value", name->name);
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
        if (name->takes == VALUE && o->given & (1u << j)) return usage(e, "%s is given twice", name->name);
        o->given |= 1u << j;
        if (name->takes == FLAG)
            return equals_value(text, length, name, e) ? CELLSIM_USAGE : apply(o, name->id, NULL, e);
        if (text[length] == '=') return apply(o, name->id, text + length + 1, e);
        if (*k + 1 >= argc) return usage(e, "%s needs a value", name->name);
        return apply(o, name->id, argv[++*k], e);
    }
    return usage(e, "unknown option '%s'", text);
}

static Status take_command(const char *name, Options *o, Error *e)
{
    for (int j = 0; j < (int)(sizeof command_names / sizeof command_names[0]); j++)
        if (!strcmp(name, command_names[j])) {
            o->command = (Command)j;
            return CELLSIM_OK;
        }
    return usage(e, "unknown command '%s'", name);
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
        if (!(o->given & (1u << j)) || name->commands >> o->command & 1) continue;
        takers(name, commands, sizeof commands);
        error_set(e, CELLSIM_USAGE, NULL, 0, "%s has no effect in %s", name->name, command_names[o->command]);
        return error_hint(e, "remove it; it is an option of %s", commands);
    }
    if (o->command == COMMAND_LIST && o->cards)
        return usage(e, "list takes no arguments, but '%s' was given", o->card[0]);
    return CELLSIM_OK;
}

static Status check_arguments(const Options *o, Error *e)
{
    if (o->command == COMMAND_HELP || o->command == COMMAND_VERSION) return CELLSIM_OK;
    if ((o->command == COMMAND_RUN || o->command == COMMAND_CHECK) && !o->cards)
        return usage(e, "%s needs a card, for example cells/r175_li.cfg", command_names[o->command]);
    if (o->command == COMMAND_ANALYZE && !o->cards) return usage(e, "%s needs a file of measured data", "analyze");
    if (o->command == COMMAND_COMPARE && !(o->cards && o->withs))
        return usage(e, "%s needs a card and --with FILE", "compare");
    if (o->as_measured && o->configs)
        return usage(e, "--config %s has no effect: with --as-measured the files are the protocols", o->config[0]);
    if (o->command == COMMAND_FIT && !(o->cards && o->frees && (o->withs > 0) != o->targets))
        return usage(e, "%s needs a card, --free PATH, and --with FILE... or --targets", "fit");
    return refuse_idle(o, e);
}

Status options_parse(int argc, char **argv, Options *o, Error *e)
{
    *o = (Options){.command = COMMAND_HELP,
                   .out = "results",
                   .max_output = 4000000000,
                   .tolerance = NAN,
                   .figures = 1,
                   .starts = 3,
                   .points = 100,
                   .measured = measured_defaults()};
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
        } else {
            if (o->cards == MAX_CARDS) return usage(e, "too many cards at '%s'", argv[k]);
            o->card[o->cards++] = argv[k];
        }
        if (s) return s;
    }
    return check_arguments(o, e);
}

void options_free(Options *o)
{
    for (int k = 0; k < o->overrides; k++) free(o->assignment[k]);
    o->overrides = 0;
}
