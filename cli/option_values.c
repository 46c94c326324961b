#include "option_values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

Status options_usage(Error *e, const char *text, const char *what)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, text, what);
    return error_hint(e, "cellsim --help shows the commands and options, with examples");
}

/* "path=value" -> an override; the copy is kept in o->assignment. */
static Status add_override(Options *o, const char *text, Error *e)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) return options_usage(e, "--set needs path=value, not '%s'", text);
    if (o->overrides == MAX_OVERRIDES) return options_usage(e, "too many --set options at '%s'", text);
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
        return options_usage(e, "--tolerance needs a number from 1e-12 to 0.1, not '%s'", value);
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
    return options_usage(e, "--accuracy needs a voltage from 1uV to 100mV, such as 0.1mV, not '%s'", value);
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
                                                        : options_usage(e, "--library: there is no folder '%s'", value);
}

static Status set_linear(Options *o, const char *value, Error *e)
{
    if (!strcmp(value, "condensed")) o->linear = LINEAR_CONDENSED;
    else if (!strcmp(value, "full")) o->linear = LINEAR_FULL;
    else return options_usage(e, "--linear-solver is condensed or full, not '%s'", value);
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
    return options_usage(e, "--max-output needs a size from 1kB, such as 10GB or 500MB, not '%s'", value);
}

/* A name that can be a folder of results, and not the root of the file system. */
static Status set_out(Options *o, const char *value, Error *e)
{
    o->out = value;
    if (value[strspn(value, " \t\r\n\f\v")] == '\0') return options_usage(e, "--out needs the name of a folder%s", "");
    if (value[0] == '/' && value[strspn(value, "/.")] == '\0')
        return options_usage(e, "--out %s would write to the root of the file system", value);
    return CELLSIM_OK;
}

static Status set_style(Options *o, const char *value, Error *e)
{
    o->style = value;
    if (!strcmp(value, "screen") || !strcmp(value, "journal") || !strcmp(value, "talk")) return CELLSIM_OK;
    return options_usage(e, "--style is screen, journal or talk, not '%s'", value);
}

/* A name for a folder. */
static Status set_tag(Options *o, const char *value, Error *e)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const size_t n = strlen(value);
    o->tag = value;
    if (n > 0 && n < 64 && strspn(value, letters) == n && value[0] != '.' && value[0] != '-') return CELLSIM_OK;
    return options_usage(e, "--tag needs a name of up to 63 letters, digits, '_', '-' and '.', not '%s'", value);
}

/* "0.05:0.95" */
static Status set_x(Options *o, const char *value, Error *e)
{
    char *end, *last;
    o->x[0] = strtod(value, &end);
    o->x[1] = *end == ':' ? strtod(end + 1, &last) : 0;
    if (end != value && *end == ':' && last != end + 1 && !*last && o->x[0] >= 0 && o->x[0] < o->x[1] && o->x[1] <= 1)
        return CELLSIM_OK;
    return options_usage(e, "--x needs two shares such as 0.05:0.95, within 0 to 1 and rising, not '%s'", value);
}

static Status set_as(Options *o, const char *value, Error *e)
{
    o->measured.as = measured_kind_of(value);
    return o->measured.as < MEASURED_KINDS
               ? CELLSIM_OK
               : options_usage(e, "--as is cycling, cv, lsv, gitt, pulse, eis or ocv, not '%s'", value);
}

static Status set_decimal(Options *o, const char *value, Error *e)
{
    o->measured.decimal = !strcmp(value, "comma") ? ',' : !strcmp(value, "point") ? '.' : 0;
    return o->measured.decimal ? CELLSIM_OK : options_usage(e, "--decimal is comma or point, not '%s'", value);
}

Status option_take(Options *o, OptionId id, const char *value, Error *e)
{
    switch (id) {
    case OPT_CONFIG:
        if (o->configs == MAX_CONFIGS) return options_usage(e, "too many --config options at '%s'", value);
        o->config[o->configs++] = value;
        break;
    case OPT_SET: return add_override(o, value, e);
    case OPT_OUT: return set_out(o, value, e);
    case OPT_TAG: return set_tag(o, value, e);
    case OPT_RATE: o->rate = value; break;
    case OPT_LIBRARY: return set_library(o, value, e);
    case OPT_TOLERANCE: return set_tolerance(o, value, e);
    case OPT_ACCURACY: return set_accuracy(o, value, e);
    case OPT_LINEAR: return set_linear(o, value, e);
    case OPT_JSON: o->json = o->quiet = 1; break;
    case OPT_CSV: o->csv = 1; break;
    case OPT_QUIET: o->quiet = 1; break;
    case OPT_NO_FIGURES: o->figures = 0; break;
    case OPT_MPT: o->mpt = 1; break;
    case OPT_RESUME: o->resume = 1; break;
    case OPT_MAX_OUTPUT: return set_max_output(o, value, e);
    case OPT_JOBS: return set_count("--jobs", value, 256, &o->jobs, e);
    case OPT_WITH:
        if (o->withs == MAX_WITH) return options_usage(e, "too many --with options at '%s'", value);
        o->with[o->withs++] = value;
        break;
    case OPT_AS_MEASURED: o->as_measured = 1; break;
    case OPT_FREE:
        if (o->frees == MAX_FREE) return options_usage(e, "too many --free options at '%s'", value);
        o->free[o->frees++] = value;
        break;
    case OPT_STARTS: return set_count("--starts", value, 64, &o->starts, e);
    case OPT_POINTS: return set_count("--points", value, 100000, &o->points, e);
    case OPT_PROFILE: o->profile = 1; break;
    case OPT_TARGETS: o->targets = 1; break;
    case OPT_X: return set_x(o, value, e);
    case OPT_VARY:
        if (o->varies == MAX_VARY) return options_usage(e, "too many --vary options at '%s'", value);
        o->vary[o->varies++] = value;
        break;
    case OPT_ANSWER:
        if (o->answers == MAX_VARY) return options_usage(e, "too many --answer options at '%s'", value);
        o->answer[o->answers++] = value;
        break;
    case OPT_SAMPLE: o->sample = value; break;
    case OPT_COUNT: return set_count("--count", value, 1000000000, &o->count, e);
    case OPT_SEED: return set_count("--seed", value, 1000000000, &o->seed, e);
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
    case OPT_STYLE: return set_style(o, value, e);
    case OPT_PDF: o->pdf = 1; break;
    case OPT_KIND: o->kind = value; break;
    case OPT_PORT:
        o->port = 0;
        return strcmp(value, "0") ? set_count("--port", value, 65535, &o->port, e) : CELLSIM_OK;
    case OPT_LISTEN: o->listen = value; break;
    case OPT_HELP: o->command = COMMAND_HELP; break;
    case OPT_VERSION: o->command = COMMAND_VERSION; break;
    }
    return CELLSIM_OK;
}
