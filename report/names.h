/* Names, words and units that all outputs share. */
#ifndef CELLSIM_NAMES_H
#define CELLSIM_NAMES_H

#include "report.h"
#include "text.h"

#define MG_CM2_PER_KG_M2 100.0 /* mass loading */
#define MA_CM2_PER_A_M2 0.1    /* current density */
#define MAH_CM2_PER_AH_M2 0.1  /* areal capacity */
#define MWH_CM2_PER_WH_M2 0.1  /* areal energy */
#define A_G_PER_A_KG 1e-3      /* specific current */
#define UM_PER_M 1e6
#define MV_PER_V 1e3

enum { STEM_SIZE = 96, LABEL_SIZE = 128 };

/* Stem of the files of run k: "<protocol>", "<protocol>_<loading>mg" if the protocol was run at several loadings,
 * "<protocol>_c0_M_0.5" if it varies something,
 * with "+2", "+3" … if an earlier run of the cell has the same. Only letters, digits and "-_." are kept from the name. */
void run_stem(const Run *run, int k, int runs, char out[STEM_SIZE]);

/* Stem of the tables of samples that figures are drawn from: that of the run, or of its selection ("<stem>_shown"). */
void run_shown_stem(const Run *run, int k, int runs, char out[STEM_SIZE]);

/* The card of run k; NULL: none. */
const Card *report_card(const Report *r, int k);

/* The stem of the tables of run k as scripts name them; of several cells "../<cell>/<stem>". `shown`: of samples that figures are
 * drawn from. */
enum { TABLES_SIZE = STEM_SIZE + 72 };
void run_tables(const Report *r, int k, int shown, char out[TABLES_SIZE]);

/* The title of a run's protocol (its name, if it has none), with its value of what is varied: "Salt, c0_M = 0.5". */
enum { TITLE_SIZE = 192 };
void run_title(const Run *run, char out[TITLE_SIZE]);

/* "4096 of 1000000 steps and …": what of a run figures and analyses use, "" if it is all. */
/* The mesh and the tolerance that were chosen for an accuracy; empty if none was asked for. */
enum { CHOICE_SIZE = 200 };
void choice_words(const Run *run, char out[CHOICE_SIZE]);

enum { SELECTION_SIZE = 256 };
void selection_words(const Run *run, char out[SELECTION_SIZE]);

/* The same characters of any name, '_' for every other letter; "unnamed" if nothing is left, never a leading '.' (hidden) or
 * '-' (an option). */
void file_name_clean(const char *name, char *out, size_t size);

/* The card's name, or that of the first run without a card. */
const char *report_cell(const Report *r);
const char *report_title(const Report *r);

const char *step_kind_name(StepKind kind);
const char *provenance_name(ProvenanceKind kind);

/* "charge", "discharge" or "none", from the charge passed, else the current asked for. */
enum { NOTE_SIZE = 256 };

/* What a reader should know of a step beside its end: why it was not possible, where the electrolyte ran low; else "". */
void record_note(const StepRecord *s, char out[NOTE_SIZE]);

const char *record_direction(const StepRecord *s);

/* Identifier of an end ("voltage", "depleted", …) and what it means in words. */
const char *end_name(EndReason end);
const char *end_words(EndReason end);

/* "0.5C discharge, cycle 3" of a record. */
void record_label(const StepRecord *s, char out[LABEL_SIZE]);

/* "0.5C". */
void rate_label(double c_rate, char out[NUMBER_SIZE]);

/* "discharge capacity at 0.5C, 10 mg/cm2, cycle 3" of a target. */
void target_label(const Target *t, char out[LABEL_SIZE]);

/* The conventions by which a target of a voltammogram or of cycles is taken from the simulation: "mean of both peaks,
 * cycle 2, free intercept, C = 48.7 mmol/cm3, geometric area"; "" for others. */
void target_convention(const Target *t, char out[2 * LABEL_SIZE]);

/* A unit as it stands behind a number: nothing for "1". */
const char *unit_words(const char *unit);

/* "+26.7 %", "-0.0014 %"; `sign`: with a plus; not finite: "". */
char *percent_text(double x, int sign, char out[NUMBER_SIZE + 8]);

/* Number of the record's samples that really exist (0 if its range is not within the run). */
int record_samples(const Run *r, const StepRecord *s);

#endif
