#include "options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An option and what it does with its value. */
typedef enum {
    OPT_CONFIG,
    OPT_SET,
    OPT_OUT,
    OPT_RATE,
    OPT_LIBRARY,
    OPT_TOLERANCE,
    OPT_LINEAR,
    OPT_JSON,
    OPT_QUIET,
    OPT_NO_FIGURES,
    OPT_MPT,
    OPT_RESUME,
    OPT_MAX_OUTPUT,
    OPT_WITH,
    OPT_JOIN,
    OPT_AREA,
    OPT_MASS,
    OPT_DENSITY,
    OPT_RADIUS,
    OPT_CONCENTRATION,
    OPT_HELP,
    OPT_VERSION
} OptionId;
typedef struct OptionName {
    const char *name, *alias;
    OptionId id;
    int takes_value;
} OptionName;

static const OptionName option_names[] = {
    {"--config", "-c", OPT_CONFIG, 1},
    {"--set", "-s", OPT_SET, 1},
    {"--out", "-o", OPT_OUT, 1},
    {"--rate", "-r", OPT_RATE, 1},
    {"--library", NULL, OPT_LIBRARY, 1},
    {"--tolerance", NULL, OPT_TOLERANCE, 1},
    {"--linear-solver", NULL, OPT_LINEAR, 1},
    {"--json", NULL, OPT_JSON, 0},
    {"--quiet", "-q", OPT_QUIET, 0},
    {"--no-figures", NULL, OPT_NO_FIGURES, 0},
    {"--mpt", NULL, OPT_MPT, 0},
    {"--resume", NULL, OPT_RESUME, 0},
    {"--max-output", NULL, OPT_MAX_OUTPUT, 1},
    {"--with", "-w", OPT_WITH, 1},
    {"--join", NULL, OPT_JOIN, 0},
    {"--area-cm2", NULL, OPT_AREA, 1},
    {"--mass-mg", NULL, OPT_MASS, 1},
    {"--density-g-cm3", NULL, OPT_DENSITY, 1},
    {"--radius-um", NULL, OPT_RADIUS, 1},
    {"--concentration-mol-cm3", NULL, OPT_CONCENTRATION, 1},
    {"--help", "-h", OPT_HELP, 0},
    {"--version", "-V", OPT_VERSION, 0},
};
enum { OPTIONS = sizeof option_names / sizeof option_names[0] };

static const char *const command_names[] = {"run", "check", "list", "analyze", "compare", "targets", "help", "version"};

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

/* A positive number in the option's unit. */
static Status set_number(const char *option, const char *value, double factor, double *out, Error *e)
{
    char *end;
    *out = factor * strtod(value, &end);
    if (!*end && end != value && *out > 0 && isfinite(*out)) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "%s needs a positive number, not '%.60s'", option, value);
    return error_hint(e, "cellsim --help shows the commands and options, with examples");
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
    case OPT_LIBRARY: o->library = value; break;
    case OPT_TOLERANCE: return set_tolerance(o, value, e);
    case OPT_LINEAR: return set_linear(o, value, e);
    case OPT_JSON: o->json = o->quiet = 1; break;
    case OPT_QUIET: o->quiet = 1; break;
    case OPT_NO_FIGURES: o->figures = 0; break;
    case OPT_MPT: o->mpt = 1; break;
    case OPT_RESUME: o->resume = 1; break;
    case OPT_MAX_OUTPUT: return set_max_output(o, value, e);
    case OPT_WITH: o->with = value; break;
    case OPT_JOIN: o->join = 1; break;
    case OPT_AREA: return set_number("--area-cm2", value, 1e-4, &o->area, e);
    case OPT_MASS: return set_number("--mass-mg", value, 1e-6, &o->mass, e);
    case OPT_DENSITY: return set_number("--density-g-cm3", value, 1e3, &o->density, e);
    case OPT_RADIUS: return set_number("--radius-um", value, 1e-6, &o->radius, e);
    case OPT_CONCENTRATION: return set_number("--concentration-mol-cm3", value, 1e6, &o->concentration, e);
    case OPT_HELP: o->command = COMMAND_HELP; break;
    case OPT_VERSION: o->command = COMMAND_VERSION; break;
    }
    return CELLSIM_OK;
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
        if (!name->takes_value) return apply(o, name->id, NULL, e);
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

Status options_parse(int argc, char **argv, Options *o, Error *e)
{
    *o = (Options){.command = COMMAND_HELP,
                   .out = "results",
                   .max_output = 4000000000,
                   .tolerance = NAN,
                   .figures = 1,
                   .area = NAN,
                   .mass = NAN,
                   .density = NAN,
                   .radius = NAN,
                   .concentration = NAN};
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
    if ((o->command == COMMAND_RUN || o->command == COMMAND_CHECK) && !o->cards)
        return usage(e, "%s needs a card, for example cells/r175_li.cfg", command_names[o->command]);
    if (o->command == COMMAND_ANALYZE && !o->cards) return usage(e, "%s needs a file of measured data", "analyze");
    if (o->command == COMMAND_COMPARE && !(o->cards && o->with))
        return usage(e, "%s needs a card and --with FILE", "compare");
    return CELLSIM_OK;
}

void options_free(Options *o)
{
    for (int k = 0; k < o->overrides; k++) free(o->assignment[k]);
    o->overrides = 0;
}
