#include "../../experiments/result.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

/* 360 kC per kg is 100 Ah/kg = 100 mAh/g, whatever the direction. */
static void test_capacity(void)
{
    const Run r = {.loading = 0.1}, unknown = {.loading = 0};
    const StepRecord discharge = {.charge = -36000}, charge = {.charge = 18000}, rest = {.charge = 0};
    CHECK_NEAR(record_capacity_mAh_g(&r, &discharge), 100, 1e-12);
    CHECK_NEAR(record_capacity_mAh_g(&r, &charge), 50, 1e-12);
    CHECK_NEAR(record_capacity_mAh_g(&r, &rest), 0, 0);
    CHECK(isnan(record_capacity_mAh_g(&unknown, &charge)));
}

static void test_run_free_leaves_an_empty_run(void)
{
    Run r = {.samples = 2, .records = 1, .profiles = 2};
    r.sample = calloc(2, sizeof *r.sample);
    r.record = calloc(1, sizeof *r.record);
    r.profile = calloc(2, sizeof *r.profile);
    REQUIRE(r.profile != NULL);
    r.profile[1].x = calloc(3, sizeof(double));
    r.profile[1].theta_mean = calloc(3, sizeof(double));
    run_free(&r);
    CHECK(r.sample == NULL && r.record == NULL && r.profile == NULL && r.profiles == 0);
    run_free(&r);
    run_free(NULL);
}

/* cc, repeat { cc, repeat { cc, cc } } */
static void test_protocol_free_is_recursive(void)
{
    Protocol p = {.steps = 2, .step = calloc(2, sizeof(Step))};
    REQUIRE(p.step != NULL);
    p.step[1] = (Step){.kind = STEP_REPEAT, .count = 3, .steps = 2, .step = calloc(2, sizeof(Step))};
    REQUIRE(p.step[1].step != NULL);
    p.step[1].step[1] = (Step){.kind = STEP_REPEAT, .count = 2, .steps = 2, .step = calloc(2, sizeof(Step))};
    protocol_free(&p);
    CHECK(p.step == NULL && p.steps == 0);
    protocol_free(&p);
    protocol_free(NULL);
}

TEST_MAIN("result and protocol", TEST(test_capacity), TEST(test_run_free_leaves_an_empty_run),
          TEST(test_protocol_free_is_recursive))
