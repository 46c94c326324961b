/* Table-driven reading: a Section lists the keys that a group may hold, with unit, range, default and help. Reading,
 * checking, "did you mean" and the key list of docs/cards.md all come from these tables. */
#ifndef CELLSIM_SECTION_H
#define CELLSIM_SECTION_H

#include "card.h"
#include "library.h"
#include "node.h"

typedef enum {
    AS_NUMBER,    /* number, or a formula of constants and T in quotes */
    AS_EFFECTIVE, /* the same, in which `porosity` is that of the region: value_effective completes it */
    AS_INTEGER,   /* whole number */
    AS_BOOL,
    AS_TEXT,
    AS_LAW,   /* number, formula or table: compiled by law.h */
    AS_TABLE, /* list of points, or the name of a file */
    AS_LIST,
    AS_GROUP,
    AS_ENTRY, /* name of a library entry, or a group that may name one */
    AS_BOUND  /* number, or the name of a bound of the card's window */
} KeyType;

/* A key. Keys that share a slot are alternatives ("thickness_um", "thickness_m"): at most one may be given. */
typedef struct Key {
    const char *name;
    int slot;
    KeyType type;
    double factor;   /* to SI */
    double preset;   /* default in the key's unit, NaN: none */
    double min, max; /* in the key's unit, inclusive */
    const char *unit;
    const char *help;
} Key;

typedef struct Section {
    const char *name;  /* "phase" */
    const char *where; /* for documentation: "positive.phases[k]" */
    int slots;
    int keys;
    const Key *key;
} Section;

/* A group being read and the library entry that supplies what it leaves out. */
typedef struct Place {
    const Node *group;   /* may be NULL: everything from the library or the defaults */
    const Node *library; /* may be NULL */
    char path[96];       /* "positive.phases[0]" */
} Place;

/* Where a value was given, the strongest first: each takes the place of what a later one says by any key of the slot. */
typedef enum { FROM_SET, FROM_CARD, FROM_LIBRARY, ORIGINS } Origin;

/* What a slot holds. */
typedef struct Value {
    const Key *key;   /* the alternative that was given; NULL: none, `number` is the default */
    const Node *node; /* its value, unwrapped */
    double number;    /* SI; NaN if there is none */
    Origin origin;
    int linear; /* 1: { value; interpolation = "linear"; } */
    const Node *with; /* constants of its formula (with.h); NULL: none */
    int waits;  /* 1: a formula that reads the porosity, which is not known yet */
    int entry;  /* its number in the log + 1, of a default in that of the defaults; 0: not there */
} Value;

typedef struct ProvenanceLog {
    int count, room;
    Provenance *entry; /* owned */
} ProvenanceLog;

/* What every reading function needs. */
typedef struct Reader {
    Library *library;
    struct Memo *memo;       /* of tables built before (memo.h); NULL: none */
    const char *file;        /* the card's */
    ProvenanceLog *log;      /* NULL: do not record */
    ProvenanceLog *defaults; /* likewise, and only beside log */
    double temperature;      /* K, once known */
    int dilute;              /* the card's electrolyte is: c_ref is where potentials are stated, too */
    double porosity;         /* in formulas of effective properties; 0: not allowed */
    uint64_t *tables;        /* hash of the tables in files so far; NULL: not wanted */
    Error *e;
} Reader;

enum { MAX_SLOTS = 40 };

/* Reads a group into v[section->slots]. CELLSIM_BAD_CARD for unknown or doubly given keys, wrong types, values out of
 * range. */
Status section_read(Reader *r, const Section *s, const Place *at, Value *v);

/* Completes a value that waits for the porosity. */
Status value_effective(Reader *r, Value *v, double porosity);

/* Fails, naming the slot's keys, if the slot was not given. */
Status section_require(Reader *r, const Section *s, const Place *at, const Value *v, int slot);

/* Copies a text that must fit; what is not given leaves `out` as it is. */
Status value_text(Reader *r, const Value *v, char *out, size_t size);

/* 1 if the slot was given by the key of this name. */
int given_as(const Value *v, const char *key);

/* 1 if the slot was given with --set, and `other` was not. */
int set_over(const Value *v, const Value *other);

/* A key that does nothing beside others, and why. What --set changes may leave keys of the card idle. */
typedef struct IdleKey {
    int slot;
    int idle;
    int cause; /* slot that makes it so; the slot itself: nothing that can be set */
    const char *because;
    int is_fact; /* 1: a fact of the material, or a default, which a card may state: noted, unless --set gives it */
} IdleKey;

/* Fails at the first key of the card or of --set that is idle; a library entry may hold more than is used. */
Status section_refuse_idle(Reader *r, const Place *at, const Value *v, int keys, const IdleKey *key);

/* Which slot a property of the model comes from. */
typedef struct Cause {
    const char *property; /* as Error.variable names it: "kappa" */
    int slot;
} Cause;

/* Puts the place of the value that the error is about (its slot's, if given, else `group`'s) into an error without one. */
Status section_locate(Reader *r, const Value *v, int causes, const Cause *cause, const Node *group, Status status);

/* Opens the group or library entry that `value` is; `file` is the library ("materials.cfg"). */
Status place_open(Reader *r, const Node *value, const char *file, const char *path, Place *out);

/* The group `name` of a place: what the card or --set says of it, over what its library entry says. */
void place_inner(const Place *at, const char *name, Place *inner);

/* Number of a node: a number, or a formula of constants. `what` names it in messages. */
Status node_number(Reader *r, const Node *n, const char *what, double *out);

/* Checks that a list has between least and most entries. */
Status list_length(Reader *r, const Node *list, int least, int most);

/* Takes `value = …` out of a group { value; source; kind } (a node that is no such group is its own value). */
Status provenance_unwrap(Reader *r, const Node *n, const Node **value);

/* Records what a section's default stands for in v; forgets it where it has no effect; drops what was forgotten; frees a log. */
Status provenance_default(Reader *r, const Section *s, const Key *k, const Place *at, Value *v);
Status provenance_default_text(Reader *r, const char *path, const char *value, const char *section);
void provenance_forget(Reader *r, const Value *v);
void provenance_settle(ProvenanceLog *defaults);
void provenance_free(ProvenanceLog *log);

/* The number recorded at a path; NaN: none, or no number (or no log). */
double provenance_number(const ProvenanceLog *log, const char *path);

/* Says of a recorded value why it has no effect; of that at a path, if there is one. */
void provenance_note(Reader *r, const Place *at, const Value *v, const char *because);
void provenance_note_at(Reader *r, const char *path, const char *because);

/* Says of a recorded value what was done to it; "": nothing. */
void provenance_say(Reader *r, const Value *v, const char *what);

/* 1 for straight lines between the points of a table: interpolation = "linear" beside its value. */
Status provenance_linear(Reader *r, const Node *n, const Node *value, int *linear);

/* Records a value with its source: its own, else that of the group around it. */
Status provenance_record(Reader *r, const char *path, const Node *n, const Node *value, const Node *around);

#endif
