/* Protocols run on a cell: when steps end and why, and how they are counted. */
#include "lab.h"

/* 0.5C is 10 A/m2, 100 mA/g of 0.1 kg/m2, 1 mA/cm2, and 1 mA of 1e-4 m2. */
static void test_units_of_current(void)
{
    static const double current[] = {-0.5, -100, -1, -1e-3};
    Lab lab;
    open_lab(&lab);
    for (int k = 0; k < 4; k++) {
        Step *s = add_step(&lab, STEP_CC, current[k]);
        s->unit = (CurrentUnit)k;
        s->until.time = 10;
    }
    run(&lab);
    CHECK(lab.run.records == 4);
    for (int k = 0; k < lab.run.records; k++) {
        CHECK_NEAR(lab.run.record[k].current, -10, 1e-12);
        CHECK_NEAR(lab.run.record[k].c_rate, 0.5, 1e-12);
        CHECK_NEAR(lab.run.record[k].charge, -100, 1e-3);
    }
    close_lab(&lab);
}

static void test_ends(void)
{
    Lab lab;
    open_lab(&lab);
    add_step(&lab, STEP_CC, -1)->until.time = 100;
    add_step(&lab, STEP_REST, 0)->until.time = 50;
    add_step(&lab, STEP_CC, -1)->until.capacity_mAh_g = 2;
    add_step(&lab, STEP_CC, 1)->until.voltage_above = 3.7;
    Step *cccv = add_step(&lab, STEP_CCCV, 1);
    cccv->voltage = 3.75;
    cccv->until.current_below = 0.2;
    Step *hold = add_step(&lab, STEP_CV_HOLD, 0);
    hold->voltage = 3.7;
    hold->until.time = 20;
    run(&lab);
    static const EndReason expected[] = {END_TIME, END_TIME, END_CAPACITY, END_VOLTAGE, END_CURRENT, END_TIME};
    const StepRecord *r = lab.run.record;
    REQUIRE(lab.run.records == 6 && lab.run.status == CELLSIM_OK);
    for (int k = 0; k < 6; k++) CHECK(r[k].end == expected[k]);
    CHECK_NEAR(r[0].t_end, 100, 0);
    CHECK_NEAR(r[1].t_end - r[1].t_start, 50, 1e-12);
    CHECK_NEAR(r[1].charge, 0, 1e-9);
    CHECK_NEAR(record_capacity_mAh_g(&lab.run, &r[2]), 2, 1e-6);
    CHECK_NEAR(r[3].v_end, 3.7, 1e-6);
    CHECK_NEAR(r[4].v_end, 3.75, 1e-6);
    CHECK_NEAR(lab.run.sample[r[4].first_sample + r[4].samples - 1].current, 4, 1e-2); /* 0.2C */
    CHECK_NEAR(r[5].v_end, 3.7, 1e-6);
    for (int k = 1; k < 6; k++) CHECK_NEAR(r[k].t_start, r[k - 1].t_end, 0);
    close_lab(&lab);
}

/* Time and charge that end a CCCV step are those of the step: in its first part, and over both. */
static void test_cccv_until(void)
{
    Lab lab;
    open_lab(&lab);
    add_step(&lab, STEP_CC, -1)->until.time = 400;
    Step *charge = add_step(&lab, STEP_CCCV, 0.5), *time = add_step(&lab, STEP_CCCV, 1);
    charge->voltage = 3.9;
    charge->until.capacity_mAh_g = 2;
    time->voltage = 3.62;
    time->until.time = 300;
    Step *both = add_step(&lab, STEP_CCCV, 1);
    both->voltage = 3.64;
    both->until.capacity_mAh_g = 5;
    run(&lab);
    const StepRecord *r = lab.run.record;
    REQUIRE(lab.run.records == 4 && lab.run.status == CELLSIM_OK);
    CHECK(r[1].end == END_CAPACITY && r[1].v_end < 3.8); /* while the current was constant */
    CHECK_NEAR(record_capacity_mAh_g(&lab.run, &r[1]), 2, 1e-6);
    CHECK(r[2].end == END_TIME);
    CHECK_NEAR(r[2].v_end, 3.62, 1e-6); /* held */
    CHECK_NEAR(r[2].t_end - r[2].t_start, 300, 1e-9);
    CHECK(r[3].end == END_CAPACITY);
    CHECK_NEAR(r[3].v_end, 3.64, 1e-6);
    CHECK_NEAR(record_capacity_mAh_g(&lab.run, &r[3]), 5, 1e-6);
    close_lab(&lab);
}

/* Each vertex is a record; the voltage turns there. */
static void test_sweep(void)
{
    Lab lab;
    open_lab(&lab);
    Step *s = add_step(&lab, STEP_CV_SWEEP, 0);
    s->scan_rate = 1e-3;
    s->vertices = 2;
    s->vertex[0] = 3.5;
    s->vertex[1] = 3.7;
    run(&lab);
    REQUIRE(lab.run.records == 2);
    const StepRecord *down = &lab.run.record[0], *up = &lab.run.record[1];
    CHECK(down->end == END_SWEEP && up->end == END_SWEEP);
    CHECK_NEAR(down->v_end, 3.5, 1e-6);
    CHECK_NEAR(up->v_end, 3.7, 1e-6);
    CHECK_NEAR(up->t_end - up->t_start, 200, 0.01);
    for (int k = up->first_sample; k < up->first_sample + up->samples; k++)
        CHECK_NEAR(lab.run.sample[k].voltage, 3.5 + 1e-3 * (lab.run.sample[k].t - up->t_start), 1e-6);
    close_lab(&lab);
}

/* 2 x 1C, 2 x 2C, 1C: cycles 1 to 5, counted anew at every change of rate. */
static void test_cycle_counts(void)
{
    Lab lab;
    Step leg[3][2], *repeat;
    static const int times[] = {2, 2, 1}, at_rate[] = {1, 2, 1, 2, 1};
    open_lab(&lab);
    for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 2; j++) {
            leg[k][j] = *add_step(&lab, STEP_CC, (j ? 1 : -1) * (k == 1 ? 2.0 : 1.0));
            leg[k][j].until.time = 30;
            lab.p.steps--;
        }
        repeat = add_step(&lab, STEP_REPEAT, 0);
        repeat->count = times[k];
        repeat->advances_cycle = 1;
        repeat->steps = 2;
        repeat->step = leg[k];
    }
    run(&lab);
    REQUIRE(lab.run.records == 10);
    for (int k = 0; k < 10; k++) {
        CHECK(lab.run.record[k].cycle == k / 2 + 1);
        CHECK(lab.run.record[k].cycle_at_rate == at_rate[k / 2]);
    }
    close_lab(&lab);
}

/* Before, between and after repeats a cycle ends where the current turns back to the direction in which it began; rests and
 * steps on in one direction belong to the cycle at hand. */
static void test_cycles_outside_of_repeats(void)
{
    Lab lab;
    Step leg[2], *repeat;
    static const double before[] = {-1, -2, 0, 1, -1, 1}; /* 0: a rest */
    static const int cycle[] = {1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6};
    open_lab(&lab);
    for (int k = 0; k < 6; k++) add_step(&lab, before[k] != 0 ? STEP_CC : STEP_REST, before[k])->until.time = 10;
    for (int k = 0; k < 2; k++) {
        leg[k] = *add_step(&lab, STEP_CC, k ? 1 : -1);
        leg[k].until.time = 10;
        lab.p.steps--;
    }
    repeat = add_step(&lab, STEP_REPEAT, 0);
    *repeat = (Step){.kind = STEP_REPEAT, .count = 2, .advances_cycle = 1, .steps = 2, .step = leg};
    add_step(&lab, STEP_REST, 0)->until.time = 10;
    add_step(&lab, STEP_CC, 1)->until.time = 10; /* turns around here: its cycle begins with a charge */
    add_step(&lab, STEP_CC, -1)->until.time = 10;
    add_step(&lab, STEP_CC, 1)->until.time = 10;
    run(&lab);
    REQUIRE(lab.run.records == (int)(sizeof cycle / sizeof *cycle));
    for (int k = 0; k < lab.run.records; k++) CHECK(lab.run.record[k].cycle == cycle[k]);
    REQUIRE(lab.run.cycles == 6);
    CHECK_NEAR(lab.run.cycle[1].efficiency, 1, 1e-9);
    close_lab(&lab);
}

static void test_safety_stops_the_run(void)
{
    Lab lab;
    open_lab(&lab);
    lab.p.safety.voltage_min = 3.45;
    add_step(&lab, STEP_CC, -1)->until.time = 1e5;
    add_step(&lab, STEP_REST, 0)->until.time = 10;
    run(&lab);
    CHECK(lab.run.records == 1 && lab.run.record[0].end == END_SAFETY);
    CHECK(lab.run.status == CELLSIM_EARLY && lab.run.error.status == CELLSIM_EARLY);
    CHECK(!strcmp(lab.run.error.file, "test.cfg") && lab.run.error.line == 10 && lab.run.error.hint[0] != '\0');
    CHECK_NEAR(lab.run.record[0].v_end, 3.45, 1e-6);
    close_lab(&lab);
}

/* A planned limit that is stricter than the safety limit is an ordinary end. */
static void test_planned_limit_before_safety(void)
{
    Lab lab;
    open_lab(&lab);
    lab.p.safety.voltage_min = 3.45;
    add_step(&lab, STEP_CC, -1)->until.voltage_below = 3.5;
    run(&lab);
    CHECK(lab.run.record[0].end == END_VOLTAGE && lab.run.status == CELLSIM_OK);
    close_lab(&lab);
}

/* 21C: the salt runs out. The planned voltage is a planned end all the same, and the record says where and from when. */
static void test_depletion(void)
{
    Lab lab;
    open_lab(&lab);
    add_step(&lab, STEP_CC, -21)->until.voltage_below = 0.5;
    run(&lab);
    const StepRecord *s = &lab.run.record[0];
    CHECK(s->end == END_VOLTAGE && lab.run.status == CELLSIM_OK);
    CHECK(s->c_e_min < 10 && s->c_e_min_x > 20e-6);
    CHECK(s->depleted_from > s->t_start && s->depleted_from <= s->t_end);
    close_lab(&lab);
}

/* A discharge of a cell that stands below its limit: nothing is integrated, nothing stored, and the run says so. */
static void test_impossible(void)
{
    for (int expected = 0; expected < 2; expected++) {
        Lab lab;
        open_lab(&lab);
        Step *s = add_step(&lab, STEP_CC, -1);
        s->until.voltage_below = 4;
        s->may_end_early = expected;
        add_step(&lab, STEP_REST, 0)->until.time = 10;
        run(&lab);
        const StepRecord *r = &lab.run.record[0];
        CHECK(r->end == END_IMPOSSIBLE && r->samples == 0 && r->t_end == r->t_start && r->charge == 0);
        CHECK(r->limit == 4 && r->beyond > 0.1 && r->beyond < 2);
        CHECK(lab.run.records == 2 && lab.run.record[1].end == END_TIME);
        CHECK(lab.run.status == (expected ? CELLSIM_OK : CELLSIM_EARLY));
        CHECK(expected || (strstr(lab.run.error.text, "not possible") && lab.run.error.line == 10));
        close_lab(&lab);
    }
}

static void test_failure_is_part_of_the_result(void)
{
    Lab lab;
    open_lab(&lab);
    lab.o.simulation.max_steps = 5;
    add_step(&lab, STEP_CC, -1)->until.time = 3000;
    add_step(&lab, STEP_REST, 0)->until.time = 10;
    run(&lab);
    CHECK(lab.run.records == 1 && lab.run.record[0].end == END_FAILURE);
    CHECK(lab.run.status == CELLSIM_SOLVER && strstr(lab.run.error.text, "too many steps"));
    CHECK(lab.run.samples > 3);
    close_lab(&lab);
}

TEST_MAIN("experiments/run", TEST(test_units_of_current), TEST(test_ends), TEST(test_cccv_until), TEST(test_sweep),
          TEST(test_cycle_counts), TEST(test_cycles_outside_of_repeats), TEST(test_safety_stops_the_run), TEST(test_planned_limit_before_safety),
          TEST(test_depletion), TEST(test_impossible), TEST(test_failure_is_part_of_the_result))
