#include "../cards/node.h"
#include "../cards/places.h"
#include "option_values.h"
#include "words.h"

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
    SWEEP = 1 << COMMAND_SWEEP,
    NEW = 1 << COMMAND_NEW,
    IMPORT = 1 << COMMAND_IMPORT,
    EXPORT = 1 << COMMAND_EXPORT,
    LAB = 1 << COMMAND_LAB,
    ANY = ~0,
    SIMULATE = RUN | COMPARE,
    MEASURE = ANALYZE | COMPARE | FIT | OCP
};

static const OptionName option_names[] = {
    {"--config", "-c", OPT_CONFIG, VALUES, SIMULATE | CHECK | SWEEP},
    {"--rate", "-r", OPT_RATE, VALUE, SIMULATE | CHECK | SWEEP},
    {"--set", "-s", OPT_SET, VALUES, SIMULATE | CHECK | TARGETS | FIT | EXPORT | SWEEP},
    {"--out", "-o", OPT_OUT, VALUE, SIMULATE | ANALYZE | FIT | OCP | IMPORT | EXPORT | SWEEP},
    {"--tag", NULL, OPT_TAG, VALUE, SIMULATE | ANALYZE},
    {"--library", NULL, OPT_LIBRARY, VALUE, SIMULATE | CHECK | TARGETS | LIST | FIT | EXPORT | LAB | SWEEP},
    {"--tolerance", NULL, OPT_TOLERANCE, VALUE, SIMULATE | TARGETS | FIT | SWEEP},
    {"--accuracy", NULL, OPT_ACCURACY, VALUE, SIMULATE | TARGETS | SWEEP},
    {"--linear-solver", NULL, OPT_LINEAR, VALUE, SIMULATE | TARGETS | FIT | SWEEP},
    {"--json", NULL, OPT_JSON, FLAG, SIMULATE | CHECK | TARGETS | LIST | ANALYZE | FIT | OCP},
    {"--csv", NULL, OPT_CSV, FLAG, TARGETS | LIST},
    {"--quiet", "-q", OPT_QUIET, FLAG, SIMULATE | CHECK | ANALYZE | FIT | OCP | PLOT | IMPORT | EXPORT | LAB | SWEEP},
    {"--no-figures", NULL, OPT_NO_FIGURES, FLAG, SIMULATE | ANALYZE | FIT | OCP | SWEEP},
    {"--mpt", NULL, OPT_MPT, FLAG, SIMULATE},
    {"--resume", NULL, OPT_RESUME, FLAG, SIMULATE},
    {"--max-output", NULL, OPT_MAX_OUTPUT, VALUE, SIMULATE},
    {"--jobs", "-j", OPT_JOBS, VALUE, SIMULATE | TARGETS | ANALYZE | PLOT | LAB | SWEEP},
    {"--with", "-w", OPT_WITH, VALUES, COMPARE | FIT},
    {"--as-measured", NULL, OPT_AS_MEASURED, FLAG, COMPARE},
    {"--free", "-f", OPT_FREE, VALUES, FIT},
    {"--starts", NULL, OPT_STARTS, VALUE, FIT},
    {"--points", NULL, OPT_POINTS, VALUE, FIT},
    {"--profile", NULL, OPT_PROFILE, FLAG, FIT},
    {"--targets", NULL, OPT_TARGETS, FLAG, FIT},
    {"--vary", NULL, OPT_VARY, VALUES, SWEEP},
    {"--answer", NULL, OPT_ANSWER, VALUES, SWEEP},
    {"--sample", NULL, OPT_SAMPLE, VALUE, SWEEP},
    {"--count", NULL, OPT_COUNT, VALUE, SWEEP},
    {"--seed", NULL, OPT_SEED, VALUE, SWEEP},
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
    {"--kind", NULL, OPT_KIND, VALUE, NEW},
    {"--port", NULL, OPT_PORT, VALUE, LAB},
    {"--listen", NULL, OPT_LISTEN, VALUE, LAB},
    {"--help", "-h", OPT_HELP, FLAG, ANY},
    {"--version", "-V", OPT_VERSION, FLAG, ANY},
};
enum { OPTIONS = sizeof option_names / sizeof option_names[0] };
_Static_assert(OPTIONS <= 64, "a bit of Options.given for each");

const OptionName *option_name(int k)
{
    return k < OPTIONS ? &option_names[k] : NULL;
}

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
    return id == OPT_OUT || id == OPT_QUIET || id == OPT_JSON || id == OPT_RESUME || id == OPT_TAG || id == OPT_JOBS;
}

static Status unknown_option(const char *text, size_t length, Error *e)
{
    char word[64];
    const char *names[OPTIONS];
    for (int j = 0; j < OPTIONS; j++) names[j] = option_names[j].name;
    snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), text);
    options_usage(e, "unknown option '%s'", text);
    const char *near = text[1] == '-' ? did_you_mean(word, OPTIONS, names) : NULL;
    return near ? error_hint(e, "did you mean '%s'? cellsim --help shows all", near) : CELLSIM_USAGE;
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
    return unknown_option(text, length, e);
}

static Status take_command(const char *name, Options *o, Error *e)
{
    for (Command j = 0; j <= COMMAND_VERSION; j++)
        if (!strcmp(name, command_words[j].name)) {
            o->command = j;
            return CELLSIM_OK;
        }
    options_usage(e, "unknown command '%s'", name);
    const char *names[COMMAND_VERSION + 1];
    for (Command j = 0; j <= COMMAND_VERSION; j++) names[j] = command_words[j].name;
    const char *near = did_you_mean(name, COMMAND_VERSION + 1, names);
    if (near) error_hint(e, "did you mean '%s'? cellsim --help shows all", near);
    else if (strstr(name, ".cfg")) error_hint(e, "a command goes before it: cellsim run %.200s", name);
    return CELLSIM_USAGE;
}

void option_takers(const OptionName *name, char out[TAKERS_SIZE])
{
    int left = 0;
    out[0] = '\0';
    for (int k = 0; k < COMMAND_HELP; k++) left += name->commands >> k & 1;
    for (int k = 0; k < COMMAND_HELP && name->commands != ANY; k++) {
        if (!(name->commands >> k & 1)) continue;
        const size_t used = strlen(out);
        left--;
        snprintf(out + used, TAKERS_SIZE - used, "%s%s", command_words[k].name,
                 left > 1    ? ", "
                 : left == 1 ? " and "
                             : "");
    }
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
                   .style = "screen",
                   .kind = "half",
                   .listen = "127.0.0.1",
                   .port = 8765,
                   .sample = "grid",
                   .max_output = 4000000000,
                   .tolerance = NAN,
                   .figures = 1,
                   .points = 100,
                   .jobs = jobs_processors(),
                   .x = {0, 1},
                   .measured = measured_defaults()};
    text_add(&o->call, "cellsim");
    int have_command = 0, plain = 0; /* plain: after --, everything is a card */
    for (int k = 1; k < argc; k++) {
        Status s = CELLSIM_OK;
        const Command before = o->command;
        if (!plain && !strcmp(argv[k], "--")) {
            plain = 1;
        } else if (!plain && argv[k][0] == '-' && argv[k][1]) {
            s = take_option(argc, argv, &k, o, e);
            if (o->command == COMMAND_HELP && before < COMMAND_HELP) o->topic = command_words[before].name;
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
    if (!o->out && o->command != COMMAND_IMPORT && o->command != COMMAND_EXPORT) o->out = "results";
    Status s = text_status(&o->call, e);
    if (!s) s = find_date(o, e);
    return s ? s : options_check(o, e);
}

int options_is_sweep_file(const char *name)
{
    const size_t n = strlen(name);
    return n > 3 && !strcmp(name + n - 3, ".db");
}

Status options_find_cards(Options *o, Error *e)
{
    char path[PLACE_SIZE];
    const int takes = 1 << o->command & (SIMULATE | CHECK | TARGETS | FIT | LAB | SWEEP);
    const int cards = !takes ? 0 : o->command == COMMAND_FIT && o->cards ? 1 : o->cards; /* the others of fit are data */
    for (int k = 0; k < cards; k++) {
        if (o->command == COMMAND_SWEEP && options_is_sweep_file(o->card[k])) continue;
        const Status s = card_find(o->card[k], path, e);
        if (s) return s;
        if (!strcmp(path, o->card[k])) continue;
        if (!(o->found[k] = strdup(path))) return error_memory(e);
        o->card[k] = o->found[k];
    }
    return CELLSIM_OK;
}

void options_free(Options *o)
{
    for (int k = 0; k < o->overrides; k++) free(o->assignment[k]);
    for (int k = 0; k < o->cards; k++) free(o->found[k]);
    o->overrides = o->cards = 0;
    text_free(&o->call);
}
