/* Jobs are done once each, by as many threads as there are, and waiting does not depend on the order. */
#include "../../model/jobs.h"
#include "../test.h"

#include <stdatomic.h>
#include <time.h>

enum { MANY = 500 };

typedef struct Task {
    Job job;
    int times; /* it was done */
    atomic_int *under_way, *most;
    Jobs *jobs;
    struct Task *inner; /* added and waited for within */
} Task;

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){0, 1000000 * ms}, NULL);
}

static void work(void *task)
{
    Task *t = task;
    const int now = atomic_fetch_add(t->under_way, 1) + 1;
    for (int most = atomic_load(t->most); most < now && !atomic_compare_exchange_weak(t->most, &most, now);) continue;
    if (t->inner) {
        jobs_add(t->jobs, &t->inner->job);
        jobs_wait(t->jobs, &t->inner->job);
    } else pause_ms(t->times == 0 && now == 1 ? 5 : 0);
    t->times++;
    atomic_fetch_sub(t->under_way, 1);
}

/* The largest number that were under way at once. */
static int do_many(int at_a_time, int backwards)
{
    static Task task[MANY];
    atomic_int under_way = 0, most = 0;
    Jobs *jobs = NULL;
    REQUIRE(jobs_create(at_a_time, &jobs, NULL) == CELLSIM_OK);
    CHECK((jobs == NULL) == (at_a_time <= 1) && jobs_at_a_time(jobs) == (at_a_time > 1 ? at_a_time : 1));
    for (int k = 0; k < MANY; k++) {
        task[k] = (Task){.job = {.work = work, .context = &task[k]}, .under_way = &under_way, .most = &most};
        jobs_add(jobs, &task[k].job);
    }
    int wrong = 0;
    for (int k = 0; k < MANY; k++) {
        Task *t = &task[backwards ? MANY - 1 - k : k];
        jobs_wait(jobs, &t->job);
        wrong += t->times != 1;
    }
    jobs_free(jobs);
    CHECK(wrong == 0);
    return most;
}

static void test_every_job_is_done_once(void)
{
    CHECK(do_many(0, 0) == 1);
    CHECK(do_many(1, 1) == 1);
    for (int n = 2; n <= 5; n++) {
        const int forwards = do_many(n, 0), backwards = do_many(n, 1);
        CHECK(forwards > 1 && forwards <= n);
        CHECK(backwards > 1 && backwards <= n);
    }
}

/* A job that waits for another one does it, if nobody else has begun it: nothing stands still. */
static void test_jobs_that_wait_for_jobs(void)
{
    Jobs *jobs = NULL;
    atomic_int under_way = 0, most = 0;
    REQUIRE(jobs_create(2, &jobs, NULL) == CELLSIM_OK);
    Task inner[8], outer[8];
    for (int k = 0; k < 8; k++) {
        inner[k] = (Task){.job = {.work = work, .context = &inner[k]}, .under_way = &under_way, .most = &most};
        outer[k] = inner[k];
        outer[k].job.context = &outer[k];
        outer[k].jobs = jobs;
        outer[k].inner = &inner[k];
        jobs_add(jobs, &outer[k].job);
    }
    for (int k = 0; k < 8; k++) jobs_wait(jobs, &outer[k].job);
    for (int k = 0; k < 8; k++) CHECK(inner[k].times == 1 && outer[k].times == 1);
    jobs_free(jobs);
    CHECK(jobs_processors() >= 1);
}

TEST_MAIN("model jobs", TEST(test_every_job_is_done_once), TEST(test_jobs_that_wait_for_jobs))
