#define _GNU_SOURCE /* sched_getaffinity */
#include "jobs.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

struct Jobs {
    pthread_mutex_t lock; /* of all below, and of what jobs keep privately */
    pthread_cond_t changed; /* a job was added or done, or the end has come */
    Job *first, **last;     /* not begun yet, the oldest first; where the next one goes */
    int threads, ending;
    pthread_t thread[];
};

/* The oldest job that waits; NULL: none does. */
static Job *take(Jobs *j)
{
    Job *job = j->first;
    if (!job) return NULL;
    j->first = job->next;
    if (!j->first) j->last = &j->first;
    return job;
}

/* With the lock, but for the work itself. */
static void work_on(Jobs *j, Job *job)
{
    pthread_mutex_unlock(&j->lock);
    job->work(job->context);
    pthread_mutex_lock(&j->lock);
    job->done = 1;
    pthread_cond_broadcast(&j->changed);
}

static void *serve(void *jobs)
{
    Jobs *j = jobs;
    pthread_mutex_lock(&j->lock);
    while (!j->ending) {
        Job *job = take(j);
        if (job) work_on(j, job);
        else pthread_cond_wait(&j->changed, &j->lock);
    }
    pthread_mutex_unlock(&j->lock);
    return NULL;
}

Status jobs_create(int at_a_time, Jobs **out, Error *e)
{
    *out = NULL;
    if (at_a_time <= 1) return CELLSIM_OK;
    Jobs *j = calloc(1, sizeof *j + (size_t)(at_a_time - 1) * sizeof *j->thread);
    if (!j) return error_memory(e);
    j->last = &j->first;
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->changed, NULL);
    while (j->threads < at_a_time - 1 && !pthread_create(&j->thread[j->threads], NULL, serve, j)) j->threads++;
    if (j->threads > 0) return *out = j, CELLSIM_OK;
    jobs_free(j); /* as many as the system gives: none */
    return CELLSIM_OK;
}

void jobs_free(Jobs *j)
{
    if (!j) return;
    pthread_mutex_lock(&j->lock);
    j->ending = 1;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->lock);
    for (int k = 0; k < j->threads; k++) pthread_join(j->thread[k], NULL);
    pthread_cond_destroy(&j->changed);
    pthread_mutex_destroy(&j->lock);
    free(j);
}

int jobs_at_a_time(const Jobs *j)
{
    return j ? j->threads + 1 : 1;
}

void jobs_add(Jobs *j, Job *job)
{
    job->done = 0;
    job->next = NULL;
    if (!j) {
        job->work(job->context);
        return;
    }
    pthread_mutex_lock(&j->lock);
    *j->last = job;
    j->last = &job->next;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->lock);
}

void jobs_wait(Jobs *j, Job *job)
{
    if (!j) return;
    pthread_mutex_lock(&j->lock);
    while (!job->done) {
        Job *other = take(j);
        if (other) work_on(j, other);
        else pthread_cond_wait(&j->changed, &j->lock);
    }
    pthread_mutex_unlock(&j->lock);
}

int jobs_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t set;
    if (!sched_getaffinity(0, sizeof set, &set)) return CPU_COUNT(&set);
#endif
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 1 ? (int)n : 1;
}
