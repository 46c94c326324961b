/* Runs a card in a process of its own and judges what came out. */
#ifndef CELLSIM_RANDOM_CHECK_H
#define CELLSIM_RANDOM_CHECK_H

#include "../../experiments/run.h"
#include "random_card.h"

/* What can be wrong with a run, the worst first. */
typedef enum {
    FAULT_CRASH,      /* a signal, a sanitizer, an exit code that does not exist */
    FAULT_TIME_OUT,   /* longer than TIME_LIMIT */
    FAULT_REFUSED,    /* a legal card is never refused */
    FAULT_IO,         /* exit 5 */
    FAULT_MESSAGE,    /* the exit class and the message are not of one kind */
    FAULT_NOT_FINITE, /* nan or inf in what was stored */
    FAULT_START,      /* a step's first sample beyond a limit in force */
    FAULT_LIMIT,      /* a later one */
    FAULT_IMPOSSIBLE, /* "not possible" of a step that ran */
    FAULT_SITES,      /* more guest than sites */
    FAULT_CAPACITY,   /* a slow discharge does not end at the isotherm */
    FAULT_THETA,      /* theta outside 0 to 1 */
    FAULT_SALT,       /* a negative concentration */
    FAULT_GUEST_BALANCE,
    FAULT_SALT_BALANCE,
    FAULT_CHARGE_BALANCE,
    FAULT_SOLVER, /* exit 4: counted, and allowed to be rare */
    FAULTS
} Fault;

extern const char *const fault_name[FAULTS];

/* Tolerances of the judge. */
#ifdef __SANITIZE_ADDRESS__ /* several times slower */
#define TIME_LIMIT 120
#else
#define TIME_LIMIT 20 /* s of processor time */
#endif
#define VOLTAGE_TOLERANCE 1e-4  /* V beyond a limit */
#define THETA_TOLERANCE 1e-6    /* theta outside 0 to 1 */
#define REPORTED_TOLERANCE 1e-5 /* shares and contents, per class: followed to a tenth of the tolerance near 0 (E-15) */
#define SALT_TOLERANCE 1e-6     /* negative c_e / c0 */
#define BALANCE_TOLERANCE 1e-9  /* guest, salt, charge */

typedef struct Verdict {
    int exit;                   /* exit code; -1: crash or time-out */
    unsigned faults;            /* 1 << Fault */
    char text[FAULTS][200];     /* of each fault, the first that was found */
    char message[300];          /* of the run: why it ended early or failed */
    char hint[300];             /* what it proposes */
    double guest, salt, charge; /* balances, NaN if there was no run */
    int compared;               /* slow steps whose end was compared with the isotherm */
    int gave_up;                /* exit 1, but it was the solver that ended the run */
    double seconds;             /* wall time */
} Verdict;

/* The worst of some faults; FAULTS: none. */
Fault worst_fault(unsigned faults);

/* 1 if `b` has this fault of `a` too, with the same message if the run failed. */
int verdict_alike(const Verdict *a, const Verdict *b, Fault fault);

/* The first six words of a message, numbers as #. */
void message_words(const char *text, char *out, size_t size);

/* Adds a fault. */
void verdict_fault(Verdict *v, Fault fault, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Judges a finished run. */
void check_run(const CellSpec *cell, const Protocol *protocol, const Run *run, Verdict *v);
void check_theory(const CellSpec *cell, const Run *run, Verdict *v); /* part of it: random_theory.c */

/* Writes card and protocol to these files, runs them in a child, and judges. */
Verdict run_case(const RandomCase *c, const char *card_file, const char *protocol_file);

#endif
