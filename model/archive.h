/* Bytes that a state is saved to and restored from. One description of the state serves both ways, so that they cannot
 * differ: archive_bytes writes what it is given, or fills it. Whoever restores must not trust what comes back: counts,
 * indices and kinds are checked by those who know them (archive_refuse). */
#ifndef CELLSIM_ARCHIVE_H
#define CELLSIM_ARCHIVE_H

#include <stddef.h>

typedef struct Archive {
    unsigned char *data; /* owned while saving, borrowed while restoring */
    size_t length, capacity, at;
    int restoring;
    int failed;    /* out of memory, or the bytes do not hold what was asked for */
    int no_memory; /* the former */
} Archive;

/* A view of saved bytes. */
Archive archive_of(const unsigned char *data, size_t length);

void archive_bytes(Archive *a, void *p, size_t n);

#define ARCHIVE(a, variable) archive_bytes((a), &(variable), sizeof(variable))

/* An owned array of `count` elements; restoring allocates it (room for one more at least). */
void archive_array(Archive *a, void **array, int count, size_t size);

/* Restoring: a value that cannot be unless `sound`. Returns a->failed. */
int archive_check(Archive *a, int sound);

/* Memory ran out. */
void archive_starve(Archive *a);

void archive_free(Archive *a);

#endif
