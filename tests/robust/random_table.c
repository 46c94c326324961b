#include "random_table.h"

#include <stdio.h>
#include <string.h>

/* Share of cards that may end in exit 4. */
static const double GOAL_PLAUSIBLE = 0.001, GOAL_EXTREME = 0.01;

static void count_message(Table *t, long seed, const Verdict *v)
{
    char words[sizeof t->message[0].words];
    message_words(v->message, words, sizeof words);
    for (int k = 0; k < t->messages; k++)
        if (t->message[k].exit == v->exit && !strcmp(t->message[k].words, words)) {
            t->message[k].count++;
            return;
        }
    if (t->messages == MESSAGES) return;
    Message *m = &t->message[t->messages++];
    *m = (Message){.exit = v->exit, .count = 1, .seed = seed};
    memcpy(m->words, words, sizeof words);
}

static void spread_add(Spread *s, long seed, double balance)
{
    const int decade = balance > 0 ? (int)ceil(log10(balance)) + 12 : 0;
    s->count[decade < 0 ? 0 : decade < DECADES ? decade : DECADES - 1]++;
    if (balance <= s->worst) return;
    s->worst = balance;
    s->seed = seed;
}

void table_add(Table *t, long seed, const Verdict *v)
{
    t->cards++;
    t->compared += v->compared;
    t->gave_up += v->gave_up;
    t->seconds += v->seconds;
    if (v->seconds > t->longest) t->longest = v->seconds, t->longest_seed = seed;
    for (int k = 0; k < FAULTS; k++) t->faults[k] += (v->faults & (1u << k)) != 0;
    if (v->exit >= 0 && v->exit < EXITS) t->exits[v->exit]++;
    if (v->exit > 0) count_message(t, seed, v);
    if (v->exit != 0) return;
    spread_add(&t->guest, seed, v->guest);
    spread_add(&t->salt, seed, v->salt);
    spread_add(&t->charge, seed, v->charge);
}

static void print_spread(const char *name, const Spread *s)
{
    printf("%-16s", name);
    for (int k = 0; k < DECADES; k++) printf("%6d", s->count[k]);
    printf("  worst %.2g (seed %ld)\n", s->worst, s->seed);
}

void table_print(const Table *t)
{
    printf("\n%d cards in %.1f s, the longest %.2f s (seed %ld)\n", t->cards, t->seconds, t->longest, t->longest_seed);
    printf("exit 0: %d, 1: %d, 3: %d, 4: %d (%.2f %%), 5: %d, time-out: %d, crash: %d\n", t->exits[0], t->exits[1],
           t->exits[3], t->exits[4], 100.0 * t->exits[4] / t->cards, t->exits[5], t->faults[FAULT_TIME_OUT],
           t->faults[FAULT_CRASH]);
    for (int exit = 1; exit < EXITS; exit++)
        for (int k = 0; k < t->messages; k++)
            if (t->message[k].exit == exit)
                printf("  exit %d %5d  %s … (seed %ld)\n", exit, t->message[k].count, t->message[k].words,
                       t->message[k].seed);
    if (t->exits[4]) printf("  of exit 4 %5d  run once their hints are followed\n", t->cured);
    if (t->gave_up) printf("  of exit 1 %5d  runs that the solver ended\n", t->gave_up);
    printf("wrong, cards:\n");
    for (int k = 0; k < FAULTS; k++)
        if (t->faults[k]) printf("  %-16s %d\n", fault_name[k], t->faults[k]);
    printf("balances, exit 0: ");
    for (int k = 0; k < DECADES; k++) printf(" <=1e%-+3d", k - 12);
    putchar('\n');
    print_spread("  guest", &t->guest);
    print_spread("  salt", &t->salt);
    print_spread("  charge", &t->charge);
    printf("%d ends of slow discharges and charges compared with the isotherm\n", t->compared);
}

int table_verdict(const Table *t, int extreme)
{
    for (int k = 0; k < FAULT_SOLVER; k++)
        if (t->faults[k]) return 1;
    return t->faults[FAULT_SOLVER] > t->cards * (extreme ? GOAL_EXTREME : GOAL_PLAUSIBLE);
}
