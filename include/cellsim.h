/* libcellsim: electrochemical cells from material cards, for programs. docs/library.md describes every function.
 *
 *     cellsim_card *card;
 *     cellsim_results *results;
 *     cellsim_error error;
 *     cellsim_card_read("r175_li", NULL, &card, &error);
 *     cellsim_set(card, "positive.loading_mg_cm2", 10, &error);
 *     cellsim_run(card, "gcd", NULL, &results, &error);
 *     voltage = cellsim_column(results, 0, CELLSIM_SERIES, 0, "voltage_V", &samples);
 *
 * Nothing here prints, exits, installs handlers or keeps global state. A handle serves one thread at a time; different
 * handles serve different threads. Texts are UTF-8, terminated; a pointer that is handed out belongs to its handle. */
#ifndef CELLSIM_H
#define CELLSIM_H

#include <stddef.h>

#if defined(__GNUC__)
#define CELLSIM_API __attribute__((visibility("default")))
#else
#define CELLSIM_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* How a call ended; the values are the exit codes of the command. */
typedef enum cellsim_status {
    CELLSIM_OK = 0,       /* done */
    CELLSIM_EARLY = 1,    /* physics, or the caller, ended a step before its planned end */
    CELLSIM_USAGE = 2,    /* wrong call: argument, option, value out of the documented range */
    CELLSIM_BAD_CARD = 3, /* a card or protocol cannot be read or makes no physical sense */
    CELLSIM_SOLVER = 4,   /* the integrator or the linear solver failed */
    CELLSIM_IO = 5        /* a file could not be read, or memory ran out */
} cellsim_status;

/* What went wrong, and where. Filled by calls that do not return CELLSIM_OK, emptied by those that do. Wherever one is
 * asked for, NULL is allowed. */
typedef struct cellsim_error {
    cellsim_status status;
    int line;          /* 1-based, in `file`; 0: unknown */
    char file[256];    /* card, protocol or library file; "" : none */
    char message[512]; /* one sentence: what happened */
    char hint[512];    /* one sentence: likely cause, what to try; may be "" */
} cellsim_error;

typedef struct cellsim_card cellsim_card;
typedef struct cellsim_results cellsim_results;

/* "0.1.0". */
CELLSIM_API const char *cellsim_version(void);

/* "ok", "ended early", ... */
CELLSIM_API const char *cellsim_status_name(cellsim_status status);

/* --- cards ------------------------------------------------------------------------------------------------------- */

/* Reads a card: a file, or a bare name ("r175_li"), which is looked for in ./cells, in the folders of CELLSIM_PATH, in
 * ~/.local/share/cellsim and where cellsim is installed. Materials, electrolytes, separators and protocols are looked for
 * beside the card, then in `library` (NULL: in ../configs from there, then in the same places). */
CELLSIM_API cellsim_status cellsim_card_read(const char *name_or_file, const char *library, cellsim_card **card,
                                             cellsim_error *error);

/* The same of a text, as if it stood in a file of `folder` (NULL: the working directory): its tables are looked for there. */
CELLSIM_API cellsim_status cellsim_card_parse(const char *text, const char *folder, const char *library,
                                              cellsim_card **card, cellsim_error *error);

CELLSIM_API void cellsim_card_free(cellsim_card *card);

CELLSIM_API const char *cellsim_card_name(const cellsim_card *card);
CELLSIM_API const char *cellsim_card_title(const cellsim_card *card);

/* The protocols that the card asks for; NULL: there is no k-th. */
CELLSIM_API const char *cellsim_card_experiment(const cellsim_card *card, int k);

/* Sets a value by its path, as --set of the command does: "positive.phases[0].D_cm2_s", in the unit of its key. By text:
 * a number, true, false, a text, a formula. The whole card is checked; one that is refused stays as it was. */
CELLSIM_API cellsim_status cellsim_set(cellsim_card *card, const char *path, double value, cellsim_error *error);
CELLSIM_API cellsim_status cellsim_set_text(cellsim_card *card, const char *path, const char *value,
                                            cellsim_error *error);

/* One value of several. */
typedef struct cellsim_setting {
    const char *path;
    const char *value; /* as cellsim_set_text; NULL: as the card's text has it */
} cellsim_setting;

/* Several at once: checked together, set together or not at all. */
CELLSIM_API cellsim_status cellsim_set_all(cellsim_card *card, int settings, const cellsim_setting *setting,
                                           cellsim_error *error);

/* Back to the card's text. */
CELLSIM_API cellsim_status cellsim_reset(cellsim_card *card, cellsim_error *error);

/* A value that the card, its library or a setting gives. New members come at the end. */
typedef struct cellsim_value {
    const char *path;   /* "positive.loading_mg_cm2" */
    double number;      /* in `unit`; NaN: a formula, a table, a text */
    const char *text;   /* as the card writes it */
    const char *unit;   /* "mg/cm2"; "1": a ratio; "bool", "text" */
    double least, most; /* allowed range; NaN: none */
    const char *help;   /* what the key means */
    const char *source; /* where the number comes from; may be "" */
    const char *kind;   /* "unstated", "reported", "literature", "fitted", "assumed" */
    const char *note;   /* such as "no effect: ..."; may be "" */
    int line;           /* of the card or library; 0: it was set */
} cellsim_value;

/* All of them, in the card's order; NULL: there is no k-th. Valid until the next set, reset or free of the card. */
CELLSIM_API int cellsim_values(const cellsim_card *card);
CELLSIM_API const cellsim_value *cellsim_value_at(const cellsim_card *card, int k);

/* The one at a path; NULL: nothing is given there. */
CELLSIM_API const cellsim_value *cellsim_get(const cellsim_card *card, const char *path, cellsim_error *error);

/* --- runs -------------------------------------------------------------------------------------------------------- */

/* How to run. Zero-initialise (`cellsim_options o = {0}` or memset), set `size`, then what differs. */
typedef struct cellsim_options {
    size_t size;      /* sizeof(cellsim_options): tells versions apart */
    const char *rate; /* "C/5", "2C", "85 mA/g": of steps whose rate is "given"; NULL: 1C */
    double tolerance; /* of the time integration; 0: 3e-5 */
    int estimates;    /* 1: errors of mesh and time steps too, which takes several times as long */
    int everything;   /* 1: keep all samples, steps, cycles and spectra of however long a run, not a selection */
    /* Now and then: share done (0 to 1, an estimate), what is running. Nonzero: stop. NULL: none. */
    int (*progress)(double share, const char *what, void *context);
    /* After every step of the solver, some ten microseconds apart. Nonzero: stop. NULL: none. */
    int (*stop)(void *context);
    void *context;
    int inside; /* 1: profiles along the last step at every rate, each way, too, not only at the ends of steps */
} cellsim_options;

/* Runs a protocol (a name such as "gcd", or a file) on the card's cell, once for every loading or value that the protocol
 * asks for. Writes no file. CELLSIM_OK, CELLSIM_EARLY or CELLSIM_SOLVER: *results holds what was done up to there (free it);
 * anything else: *results is NULL. */
CELLSIM_API cellsim_status cellsim_run(cellsim_card *card, const char *protocol, const cellsim_options *options,
                                       cellsim_results **results, cellsim_error *error);

/* The same of the text of a protocol, "steps = ( ... );" and what else a file of one may hold. Named "steps" in results. */
CELLSIM_API cellsim_status cellsim_run_text(cellsim_card *card, const char *text, const cellsim_options *options,
                                            cellsim_results **results, cellsim_error *error);

CELLSIM_API void cellsim_results_free(cellsim_results *results);

/* One run: a protocol on one cell. New members come at the end. */
typedef struct cellsim_run_info {
    const char *protocol, *title;
    cellsim_status status; /* how it ended: OK, EARLY, SOLVER */
    const char *message;   /* why, if not OK */
    double loading_mg_cm2; /* NaN: unknown */
    const char *varies;    /* what the protocol varies, "c0_M"; "": nothing */
    double varied;         /* its value; NaN: none */
    double area_cm2;
    double one_C_A; /* current that "1C" means */
    int unknowns;
    long solver_steps;
    double solve_s; /* wall time of the integration */
    int selection;  /* 1: the tables hold a selection of a long run */
} cellsim_run_info;

CELLSIM_API int cellsim_runs(const cellsim_results *results);
CELLSIM_API const cellsim_run_info *cellsim_run_at(const cellsim_results *results, int run);

/* The tables of a run: columns of doubles, by name. docs/library.md lists the columns. */
typedef enum cellsim_table {
    CELLSIM_SERIES,   /* a row for each sample */
    CELLSIM_STEPS,    /* ... each executed step */
    CELLSIM_CYCLES,   /* ... each cycle with a current */
    CELLSIM_PROFILES, /* ... each profile */
    CELLSIM_SPECTRA,  /* ... each impedance spectrum */
    CELLSIM_PROFILE,  /* profile `which` of PROFILES: a row for each node through the cell */
    CELLSIM_SPECTRUM  /* spectrum `which` of SPECTRA: a row for each frequency */
} cellsim_table;

/* A column, contiguous, valid until cellsim_results_free, and its rows. NULL and 0 rows: there is no such run, table or
 * column. `which` counts from 0; 0 for tables of which a run has one. */
CELLSIM_API const double *cellsim_column(const cellsim_results *results, int run, cellsim_table table, int which,
                                         const char *name, size_t *rows);

/* The name of the k-th column of a table; NULL: there is none. */
CELLSIM_API const char *cellsim_column_name(const cellsim_results *results, int run, cellsim_table table, int which,
                                            int k);

/* Of a row of CELLSIM_STEPS: what it did, "cc", "cv_sweep", ..., and why it ended, "voltage", "time", ...; NULL: no such row. */
CELLSIM_API const char *cellsim_step_kind(const cellsim_results *results, int run, size_t step);
CELLSIM_API const char *cellsim_step_end(const cellsim_results *results, int run, size_t step);

/* A published number of the card, and what the simulation gives for it. New members come at the end. */
typedef struct cellsim_target {
    const char *id, *quantity, *unit;
    double paper, simulated; /* in `unit`; simulated NaN: the runs do not measure it */
    double error_percent, tolerance_percent;
    int ok; /* 1: |error| <= tolerance */
    const char *protocol, *how;
} cellsim_target;

/* Holds the card's targets for this protocol against the runs; analyses of curves that may take as long as the runs. */
CELLSIM_API cellsim_status cellsim_evaluate(cellsim_results *results, cellsim_error *error);

/* After cellsim_evaluate; NULL: there is no k-th. */
CELLSIM_API int cellsim_targets(const cellsim_results *results);
CELLSIM_API const cellsim_target *cellsim_target_at(const cellsim_results *results, int k);

/* A measure of how far the numbers can be believed, worst over the runs. New members come at the end. */
typedef struct cellsim_trust {
    const char *key, *name, *unit, *meaning;
    double value; /* NaN: not estimated */
    double limit;
    int alarm; /* 1: the value is above its limit */
} cellsim_trust;

/* NULL: there is no k-th. */
CELLSIM_API const cellsim_trust *cellsim_trust_at(const cellsim_results *results, int k);

#ifdef __cplusplus
}
#endif

#endif
