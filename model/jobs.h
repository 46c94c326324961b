/* Work that threads share. What a job does depends on its own context only, so that results do not depend on how many
 * threads there are, nor on their order. */
#ifndef CELLSIM_JOBS_H
#define CELLSIM_JOBS_H

#include "status.h"

typedef struct Jobs Jobs;

/* Lives with whoever adds it, until it is waited for. */
typedef struct Job {
    void (*work)(void *context);
    void *context;
    struct Job *next; /* private, as all below */
    int done;
} Job;

/* For `at_a_time` jobs at once, of which the thread that waits does one. *out is owned by the caller (jobs_free). NULL, if it is
 * to be one or there are no threads: every job is then done where it is added. */
Status jobs_create(int at_a_time, Jobs **out, Error *e);
/* No job is left that was not waited for. */
void jobs_free(Jobs *j);

/* How many can be under way at once; 1 of NULL. */
int jobs_at_a_time(const Jobs *j);

/* Begins `job` as soon as a thread is free. */
void jobs_add(Jobs *j, Job *job);

/* Returns when `job` is done; does other jobs meanwhile. */
void jobs_wait(Jobs *j, Job *job);

/* Processors that this process may run on; 1 at least. */
int jobs_processors(void);

#endif
