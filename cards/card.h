/* Cards: a libconfig file that describes a cell, where its values come from, what it is run through and which
 * published numbers it answers to. docs/cards.md lists every key. */
#ifndef CELLSIM_CARD_H
#define CELLSIM_CARD_H

#include "../experiments/protocol.h"
#include "../model/cell.h"

/* Which peak of a voltammogram a number was taken from. */
typedef enum { TARGET_PEAK_MEAN, TARGET_PEAK_ANODIC, TARGET_PEAK_CATHODIC } TargetPeak;

/* Which end or curve of a cycle, or of which direction a titration. */
typedef enum { TARGET_AT_UNSTATED, TARGET_AT_DISCHARGE, TARGET_AT_CHARGE } TargetWay;

/* Which of several values. */
typedef enum { TARGET_MEDIAN, TARGET_LEAST, TARGET_MOST } TargetChoice;

enum { MAX_TARGETS = 200, MOST_FITTED = 4 };

/* A published number and how to take it from a run. */
typedef struct Target {
    char id[16];       /* "000-09" */
    char quantity[48]; /* "discharge_capacity", "charge_capacity", "cutoff_time", … */
    char unit[16];     /* "mAh/g" */
    double value;
    double tolerance_percent;
    char protocol[32]; /* protocol that measures it */
    double loading;    /* kg/m2; NaN = the card's */
    double varied;     /* value of what the protocol varies; NaN = the first */
    double c_rate;     /* NaN = any */
    int cycle;         /* cycle at that rate, 1-based; 0 = last */
    double scan_rate;  /* V/s; not above 0: the highest */
    TargetPeak peak;
    int through_origin;   /* the line of Randles and Sevcik: 1 through the origin, 0 with an intercept */
    double concentration; /* mol/m3, of Randles and Sevcik; not above 0: the cell's own sites */
    double from_V, to_V;  /* of areas; unless from_V < to_V: all but the ends */
    double at_V;          /* of a current ratio; NaN = none */
    TargetWay at;
    TargetChoice which;
    char of[80];              /* of what a host reports: its name, "" = none */
    int from_cycle, to_cycle; /* of a retention, over the run; 0 = last */
    int fitteds;
    char fitted[MOST_FITTED][96]; /* paths of the card's numbers that were fitted to it: one number, in all these places */
    char how[160];            /* "paper 000, Fig. 3c" and whether a fitted value enters */
    int line;
} Target;

typedef enum { KIND_UNSTATED, KIND_REPORTED, KIND_LITERATURE, KIND_FITTED, KIND_ASSUMED } ProvenanceKind;

/* Where one value of the card comes from. */
typedef struct Provenance {
    char path[128]; /* "positive.phases[0].D_cm2_s" */
    char value[64]; /* as the card writes it, shortened for a line */
    char *whole;    /* the same as a whole, where that is longer; NULL; owned by the card */
    char source[192];
    ProvenanceKind kind;
    int line;         /* 0: from --set */
    char note[96];    /* "no effect: …": a default that nothing takes, a fact of the material that nothing asks for */
    const char *file; /* that holds it; lives as long as the card */
    int column, width; /* in its line, 1-based, bytes; 0: unknown */
    double number;     /* in `unit`; NaN: a text, a table, a formula of x or c */
    const char *unit, *help; /* what its key says, as all below */
    double least, most;      /* NaN: any */
} Provenance;

typedef struct Card Card;

/* `--set path=value`: applied to the configuration before it is read. */
typedef struct Override {
    const char *path;  /* "positive.loading_mg_cm2" */
    const char *value; /* number, true/false, "text", or a formula */
} Override;

/* Reads `file` (CELLSIM_BAD_CARD or CELLSIM_IO with file:line and a hint); card_find makes one of a name. Library references
 * are looked up beside the card, then in `library_dir` (NULL: ../configs from there, then the places of places.h). */
Status card_read(const char *file, const char *library_dir, int overrides, const Override *override, Card **out,
                 Error *e);

/* The same of a text that stands, or could stand, in `file`; NULL: of what stands there. */
Status card_parse(const char *file, const char *text, const char *library_dir, int overrides, const Override *override,
                  Card **out, Error *e);

/* Reads the card anew with these overrides in the place of all before. What they do not change is not built again (memo.h). A card that is refused stays as it was. */
Status card_set(Card *card, int overrides, const Override *override, Error *e);

/* The same for who asks for cells and protocols only, many times: then the card has no targets, no experiments, and says nothing of
 * its values. *cell: the one of its own loading, as of card_cell. */
Status card_set_bare(Card *card, int overrides, const Override *override, CellSpec *cell, Error *e);

/* The number that the card (or an entry of a library, or an override) gives at `path`; NaN: none, or no number. */
double card_number(const Card *card, const char *path);

/* Changes a number that an override of card_read gave; card_cell builds the cell with it from then on. CELLSIM_USAGE: there
 * was no such override, or not of a number. */
Status card_change(Card *card, const char *path, double value, Error *e);

/* Builds the cell at a mass loading of the working electrode [kg/m2] (NaN: the card's own). `spec` is owned by the
 * caller (cell_spec_free) and may outlive the card; it shares tables with it, so that both belong to one thread. */
Status card_cell(const Card *card, double loading, CellSpec *spec, Error *e);

/* The cell of one of a protocol's runs: at its loading, with its value of what is varied (protocol.h). */
Status card_cell_of_run(const Card *card, const Protocol *p, int run, CellSpec *spec, Error *e);

/* Tells apart what was read: the texts of the card and of the library files it names, and the overrides. */
uint64_t card_fingerprint(const Card *card);

const char *card_name(const Card *card);
const char *card_title(const Card *card);
int card_targets(const Card *card, const Target **out);
int card_provenance(const Card *card, const Provenance **out);

/* What the card leaves to a default that has an effect: `path`, `value` with its unit, `source` where it is documented. */
int card_defaults(const Card *card, const Provenance **out);

/* The value whose path begins with `path`, the first one; NULL: there is none. */
const Provenance *card_says(const Card *card, const char *path);

/* What the card writes for the value, at any length. */
const char *provenance_value(const Provenance *p);

/* What the cell shuttles, for words: "lithium", "sodium", …; "guest" where names do not say, or two ions compete. */
const char *card_guest(const Card *card);

const char *card_file(const Card *card);

/* lower_V and upper_V of the card's window; NaN: none. */
const double *card_window(const Card *card);

/* Protocol names the card asks to be run by default ("gcd", …). */
int card_experiments(const Card *card, const char *const **names);
void card_free(Card *card);

/* Reads a protocol file, or a bare name looked up as <name>.cfg in the library directory. Window defaults
 * (`upper_V`, `lower_V`) that the protocol leaves out come from the card. `rate` (NULL or e.g. "C/5", "2C",
 * "1700 mA/g") replaces the rate of steps that say rate = "given". */
Status protocol_read(const char *name_or_file, const char *library_dir, const Card *card, const char *rate,
                     Protocol *out, Error *e);

/* protocol_read in two steps, for many cards or settings of one (all with their files in one folder): the text is found and
 * parsed once. */
typedef struct ProtocolText ProtocolText;
Status protocol_open(const char *name_or_file, const char *library_dir, const Card *card, ProtocolText **out, Error *e);
Status protocol_of(const ProtocolText *t, const Card *card, const char *rate, Protocol *out, Error *e);
void protocol_close(ProtocolText *t);

/* The same of the text of a protocol, as if it stood in steps.cfg beside the card. */
Status protocol_parse(const char *text, const char *library_dir, const Card *card, const char *rate, Protocol *out,
                      Error *e);

/* CELLSIM_USAGE if none of the protocols takes the rate (NULL: none was given), or the loading that was set. */
Status protocols_refuse_idle(int protocols, const Protocol *p, const char *rate, int overrides,
                             const Override *override, Error *e);

#endif
