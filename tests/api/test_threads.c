/* Cells in several threads at once give what they give one after the other, to the last bit. .ci/run runs this under
 * ThreadSanitizer. */
#include "../../include/cellsim.h"
#include "../test.h"
#include "same.h"

#include <pthread.h>

enum { THREADS = 4, RUNS = 3 };

/* A card of its own in every thread, changed and run. */
typedef struct Job {
    const char *card, *protocol, *path;
    cellsim_results *result[RUNS];
} Job;

static const Job jobs[THREADS] = {{"r175_li", "gcd", "positive.loading_mg_cm2", {NULL}},
                                  {"chen2020", "discharge", "positive.porosity", {NULL}},
                                  {"r175_li", "eis_1800mV", "positive.porosity", {NULL}},
                                  {"xu2019", "discharge", "positive.porosity", {NULL}}};

static void *work(void *context)
{
    Job *job = context;
    cellsim_card *card = NULL;
    cellsim_error e;
    cellsim_status s = cellsim_card_read(job->card, SOURCE_ROOT "/configs", &card, &e);
    for (int k = 0; k < RUNS && !s; k++) {
        if (k) s = cellsim_set(card, job->path, 0.3 + 0.015 * k, &e);
        if (!s) s = cellsim_run(card, job->protocol, NULL, &job->result[k], &e);
    }
    if (s) fprintf(stderr, "%s: %s\n", job->card, e.message);
    cellsim_card_free(card);
    return NULL;
}

static void test_at_once(void)
{
    Job alone[THREADS], beside[THREADS];
    pthread_t thread[THREADS];
    memcpy(alone, jobs, sizeof jobs);
    memcpy(beside, jobs, sizeof jobs);
    for (int k = 0; k < THREADS; k++) work(&alone[k]);
    for (int k = 0; k < THREADS; k++) REQUIRE(pthread_create(&thread[k], NULL, work, &beside[k]) == 0);
    for (int k = 0; k < THREADS; k++) pthread_join(thread[k], NULL);
    for (int k = 0; k < THREADS; k++)
        for (int j = 0; j < RUNS; j++) {
            CHECK(same_results(alone[k].result[j], beside[k].result[j]));
            cellsim_results_free(alone[k].result[j]);
            cellsim_results_free(beside[k].result[j]);
        }
}

TEST_MAIN("api/threads", TEST(test_at_once))
