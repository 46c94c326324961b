/* Random legal cards through the library: every run is right, or ends early and says why.
 *
 *     random_cards --class plausible|extreme [--first N] [--count N] [--every N] [--keep DIR] [--reduce N]
 *                  [--kind each|NAME] [--only FAULT] [--verbose]
 *
 * Without --kind insertion hosts in concentrated electrolytes (every eighth seed evolves); with it cards that have something else:
 * "dilute", "single_ion", "competes", "evolving" or "oxygen", or "each" in turn.
 *
 * Prints how the runs ended, the worst balances, and a line for every card that is wrong. Exit code 1 if any is, or if
 * more than the allowed share ended in exit 4. --keep writes wrong cards to DIR: SEED.cfg, SEED.protocol.cfg, for
 * `cellsim run SEED.cfg -c SEED.protocol.cfg --no-figures`. --reduce makes the first card of every fault smaller with at
 * most N runs, or with --only every one. --keep with --verbose writes all of them. --only reports the cards with one fault ("limit", "exit 4"), whatever else is
 * wrong with them. */
#include "random_hint.h"
#include "random_reduce.h"
#include "random_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Options {
    int extreme, count, every, reduce, verbose;
    unsigned only; /* faults that are reported */
    long first;
    const char *keep, *kind;
} Options;

static int usage(void)
{
    fputs(
        "usage: random_cards --class plausible|extreme [--first N] [--count N] [--every N] [--keep DIR] [--reduce N]\n"
        "                    [--kind each|NAME] [--only FAULT] [--verbose]\n",
        stderr);
    return 0;
}

/* The bit of a fault; 0: there is none of that name. */
static unsigned fault_named(const char *name)
{
    for (int k = 0; k < FAULTS; k++)
        if (!strcmp(name, fault_name[k])) return 1u << k;
    return 0;
}

static int read_options(int argc, char **argv, Options *o)
{
    *o = (Options){.extreme = -1, .first = 1, .count = 150, .every = 1, .only = ~0u};
    for (int k = 1; k < argc; k++) {
        const char *name = argv[k], *value = k + 1 < argc ? argv[k + 1] : NULL;
        if (!strcmp(name, "--verbose")) {
            o->verbose = 1;
            continue;
        }
        if (!value) return usage();
        if (!strcmp(name, "--class")) o->extreme = !strcmp(value, "extreme") ? 1 : !strcmp(value, "plausible") ? 0 : -1;
        else if (!strcmp(name, "--first")) o->first = atol(value);
        else if (!strcmp(name, "--count")) o->count = atoi(value);
        else if (!strcmp(name, "--every")) o->every = atoi(value);
        else if (!strcmp(name, "--keep")) o->keep = value;
        else if (!strcmp(name, "--reduce")) o->reduce = atoi(value);
        else if (!strcmp(name, "--kind") && random_kind_exists(value)) o->kind = value;
        else if (!strcmp(name, "--only")) o->only = fault_named(value);
        else return usage();
        k++;
    }
    return o->extreme >= 0 && o->count > 0 && o->only ? 1 : usage();
}

static void print_file(const char *path)
{
    FILE *f = fopen(path, "r");
    for (int c; f && (c = fgetc(f)) != EOF;) putchar(c);
    if (f) fclose(f);
}

/* A wrong card: its line, and what --keep and --reduce ask for. `reduced`: faults of which a card was made smaller. */
static void report(const Options *o, long seed, RandomCase *c, const Verdict *v, const char *folder, unsigned *reduced)
{
    char card[300], protocol[300];
    const Fault fault = worst_fault(v->faults & o->only);
    snprintf(card, sizeof card, "%s/%ld.cfg", o->keep ? o->keep : folder, seed);
    snprintf(protocol, sizeof protocol, "%s/%ld.protocol.cfg", o->keep ? o->keep : folder, seed);
    printf("%6ld  %-18s exit %2d  %6.2f s  %s\n", seed, fault < FAULTS ? fault_name[fault] : "ok", v->exit, v->seconds,
           fault < FAULTS ? v->text[fault] : v->message);
    if (o->reduce && fault < FAULTS && (o->only != ~0u || !(*reduced & (1u << fault)))) {
        *reduced |= 1u << fault;
        printf("--- %d runs later this is left\n", reduce_case(c, v, fault, o->reduce, card, protocol));
        print_file(card);
        print_file(protocol);
        puts("---");
    } else if (o->keep) run_case(c, card, protocol);
    if (!o->keep) remove(card), remove(protocol);
}

/* Whether the hints of a failed run lead to one that runs. */
static void try_hints(RandomCase *c, Verdict v, long seed, const char *card, const char *protocol, Table *table)
{
    printf("%6ld    hint: %s\n", seed, v.hint);
    if (follow_hints(c, &v, card, protocol)) table->cured++;
    else printf("%6ld    no hint helps: %s\n            %s\n", seed, v.message, v.hint);
}

static void run_all(const Options *o, const char *folder, Table *table)
{
    char card[300], protocol[300];
    unsigned reduced = 0;
    snprintf(card, sizeof card, "%s/case.cfg", folder);
    snprintf(protocol, sizeof protocol, "%s/case.protocol.cfg", folder);
    for (int k = 0; k < o->count; k++) {
        const long seed = o->first + (long)k * o->every;
        RandomCase c = random_case_of((uint64_t)seed, o->extreme, o->kind);
        const Verdict v = run_case(&c, card, protocol);
        table_add(table, seed, &v);
        if (v.faults & o->only || (o->keep && o->verbose)) report(o, seed, &c, &v, folder, &reduced);
        else if (o->verbose)
            printf("%6ld  ok                 exit %2d  %6.2f s  %s\n", seed, v.exit, v.seconds, v.message);
        if (v.exit == CELLSIM_SOLVER) try_hints(&c, v, seed, card, protocol, table);
        fflush(stdout);
        random_case_free(&c);
    }
    remove(card);
    remove(protocol);
}

int main(int argc, char **argv)
{
    Options o;
    static Table table;
    char folder[] = "/tmp/cellsim_random_XXXXXX";
    if (!read_options(argc, argv, &o)) return 2;
    if (o.keep) mkdir(o.keep, 0777);
    if (!mkdtemp(folder)) return 5;
    run_all(&o, folder, &table);
    rmdir(folder);
    table_print(&table);
    return table_verdict(&table, o.extreme);
}
