/* run.json: what a call was and every file that it left, so that two calls never mix in a folder. */
#ifndef CELLSIM_MANIFEST_H
#define CELLSIM_MANIFEST_H

#include "../report.h"

#define MANIFEST "run.json"

typedef struct ListedFile {
    char *name; /* owned */
    unsigned long long bytes, hash;
} ListedFile;

/* A file as a folder held it before the call wrote there: every file of ours replaces another as a whole. */
typedef struct SeenFile {
    char *name; /* owned */
    unsigned long long device, inode;
    long long seconds, nanoseconds; /* of its last change */
} SeenFile;

typedef struct Manifest {
    char *dir;
    int seen, listed, kept, space_seen, space_listed;
    SeenFile *file;
    ListedFile *old; /* what the manifest of the call before lists */
    const char **keep; /* result: of those what is left, for it was changed since; names borrowed from `old` */
} Manifest;

/* Looks at the folder, which need not exist, before anything is written to it. A run.json that is not one of ours counts as none.
 * *m is owned by the caller (manifest_free), also after an error. */
Status manifest_begin(const char *dir, Manifest *m, Error *e);

/* After all is written: removes what the call before left and this one did not write (only what still is what was written;
 * m->keep names the others), and writes run.json. `date`: s since 1970. */
Status manifest_end(Manifest *m, const Report *r, long long date, Error *e);

void manifest_free(Manifest *m);

/* Size and hash of a regular file in the folder of descriptor `at`; 0: there is none, or it cannot be read. */
int manifest_measure(int at, const char *name, ListedFile *out);

/* Takes the drawings of listed scripts, as they are now, into the list of a folder's run.json; a folder without one is left so. */
Status manifest_renew(const char *dir, Error *e);

/* Removes the results in `dir` if they draw from the tables of a cell whose own results were replaced: they would mix two calls.
 * `forgotten`: they did. */
Status manifest_forget(const char *dir, const char *cell, int *forgotten, Error *e);

#endif
