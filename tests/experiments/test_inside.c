/* States along steps: which steps are held, how many states, that losses and profiles are theirs, that nothing else changes. */
#include "lab.h"

#include <stdlib.h>

static double sum_of(const LossRow *row)
{
    double sum = 0;
    for (int k = 0; k < LOSSES; k++) sum += row->part[k];
    return sum;
}

/* Three cycles at 1C, one at 2C, the last discharge by a power. */
static void cycles(Lab *lab, Step inside[2])
{
    open_lab(lab);
    lab->o.inside = 1;
    Step *repeat = add_step(lab, STEP_REPEAT, NAN);
    for (int k = 0; k < 2; k++) {
        inside[k] = *add_step(lab, STEP_CC, k ? 1 : -1);
        inside[k].until.time = 600;
        lab->p.steps--;
    }
    repeat->count = 3;
    repeat->advances_cycle = 1;
    repeat->steps = 2;
    repeat->step = inside;
    add_step(lab, STEP_CC, -2)->until.time = 300;
    add_step(lab, STEP_REST, 0)->until.time = 100;
    add_step(lab, STEP_CC, 2)->until.time = 300;
    Step *power = add_step(lab, STEP_POWER, NAN);
    power->power = -60;
    power->basis = BASIS_AREA;
    power->until.time = 300;
}

/* The steps that are held, in their order. */
static int steps_of(const Run *r, int step[8])
{
    int n = 0;
    for (int k = 0; k < r->losses; k++)
        if ((n == 0 || step[n - 1] != r->loss[k].step) && n < 8) step[n++] = r->loss[k].step;
    return n;
}

static void test_last_step_at_every_rate(void)
{
    Lab lab;
    Step inside[2];
    int step[8];
    cycles(&lab, inside);
    run(&lab);
    REQUIRE(lab.run.status == CELLSIM_OK && lab.run.executed == 10);
    REQUIRE(steps_of(&lab.run, step) == 5);
    const int expected[] = {4, 5, 6, 8, 9}; /* of the third cycle; 2C; the power */
    for (int k = 0; k < 5; k++) CHECK(step[k] == expected[k]);
    close_lab(&lab);
}

static void test_rows_are_of_the_step(void)
{
    Lab lab;
    Step inside[2];
    cycles(&lab, inside);
    run(&lab);
    const Run *r = &lab.run;
    REQUIRE(r->losses > 20);
    for (int k = 0; k < r->losses; k++) {
        const LossRow *row = &r->loss[k];
        const StepRecord *s = run_record(r, row->step);
        const int first = k == 0 || row[-1].step != row->step, last = k + 1 == r->losses || row[1].step != row->step;
        REQUIRE(s != NULL);
        CHECK_NEAR(sum_of(row), row->voltage, 1e-12);
        CHECK(row->t >= s->t_start && row->t <= s->t_end);
        if (first) CHECK_NEAR(row->charge, 0, 1e-3);
        else CHECK(row->t > row[-1].t);
        if (last) {
            CHECK_NEAR(row->charge, s->charge, 1e-9);
            CHECK_NEAR(row->voltage, s->v_end, 1e-12);
        }
    }
    close_lab(&lab);
}

static void test_profiles_along_a_step(void)
{
    Lab lab;
    open_lab(&lab);
    lab.o.inside = 1;
    add_step(&lab, STEP_CC, -1)->until.time = 1500;
    run(&lab);
    const Run *r = &lab.run;
    REQUIRE(r->profiles >= 6);
    CHECK(r->profile[0].share < 1e-3);
    CHECK_NEAR(r->profile[r->profiles - 1].share, 1, 0);
    for (int k = 0; k < r->profiles; k++) {
        const Profile *p = &r->profile[k];
        CHECK_NEAR(p->share, p->t / 1500, 1e-6); /* at a constant current */
        if (k > 0) CHECK(p->t > p[-1].t && p->theta_mean[p->nodes - 1] > p[-1].theta_mean[p->nodes - 1]);
    }
    close_lab(&lab);
}

/* A hundred times as many states as are held: they stay few, and even along the curve. */
static void test_long_steps_are_thinned(void)
{
    Lab lab;
    open_lab(&lab);
    lab.o.inside = 1;
    lab.o.simulation.tolerance = 1e-9;
    add_step(&lab, STEP_CC, -1)->until.voltage_below = 3.0;
    run(&lab);
    const Run *r = &lab.run;
    REQUIRE(r->trust.steps > 300);
    CHECK(r->losses > 20 && r->losses <= 65);
    const double charge = fabs(r->loss[r->losses - 1].charge),
                 fall = r->loss[0].voltage - r->loss[r->losses - 1].voltage;
    for (int k = 1; k < r->losses; k++) {
        const double q = fabs(r->loss[k].charge - r->loss[k - 1].charge) / charge;
        CHECK(q + fabs(r->loss[k].voltage - r->loss[k - 1].voltage) / fall <= 0.15);
    }
    close_lab(&lab);
}

/* Nothing is held where nobody asks, and asking changes no sample. */
static void test_only_on_request(void)
{
    Lab with, without;
    Step inside[2], same[2];
    cycles(&with, inside);
    run(&with);
    cycles(&without, same);
    without.o.inside = 0;
    run(&without);
    CHECK(without.run.losses == 0 && without.run.profiles < with.run.profiles);
    REQUIRE(with.run.samples == without.run.samples);
    CHECK(!memcmp(with.run.sample, without.run.sample, (size_t)with.run.samples * sizeof *with.run.sample));
    close_lab(&with);
    close_lab(&without);
}

/* A step that is not possible has no losses; the one before it stays. */
static void test_impossible_steps_are_left_out(void)
{
    Lab lab;
    open_lab(&lab);
    lab.o.inside = 1;
    add_step(&lab, STEP_CC, -1)->until.time = 600;
    Step *impossible = add_step(&lab, STEP_CC, -1);
    impossible->until.voltage_below = 4.5;
    impossible->may_end_early = 1;
    run(&lab);
    CHECK(lab.run.executed == 2 && lab.run.losses > 2);
    for (int k = 0; k < lab.run.losses; k++) CHECK(lab.run.loss[k].step == 0);
    close_lab(&lab);
}

TEST_MAIN("experiments inside", TEST(test_last_step_at_every_rate), TEST(test_rows_are_of_the_step),
          TEST(test_profiles_along_a_step), TEST(test_long_steps_are_thinned), TEST(test_only_on_request),
          TEST(test_impossible_steps_are_left_out))
