/* Powers, loads and profiles: what is imposed holds along the step, ends are those of any step, charge is that of the table. */
#include "lab.h"

/* V I = P in every sample, for every basis. */
static void test_power_is_held(void)
{
    static const Basis basis[] = {BASIS_AREA, BASIS_CELL, BASIS_MASS};
    for (int k = 0; k < 3; k++) {
        Lab lab;
        open_lab(&lab);
        const double in_W_m2[] = {1, 1 / lab.cell.area, LOADING};
        Step *s = add_step(&lab, STEP_POWER, 0);
        s->basis = basis[k];
        s->power = -60 / in_W_m2[k];
        s->until.voltage_below = 3.3;
        run(&lab);
        const StepRecord *r = &lab.run.record[0];
        CHECK(r->end == END_VOLTAGE && lab.run.status == CELLSIM_OK && r->samples > 10);
        CHECK_NEAR(r->v_end, 3.3, 1e-6);
        for (int j = 0; j < r->samples; j++)
            CHECK_NEAR(lab.run.sample[j].voltage * lab.run.sample[j].current, -60, 1e-4);  /* Newton stops there */
        CHECK_NEAR(fabs(r->energy), 60 * (r->t_end - r->t_start), 1e-3 * fabs(r->energy)); /* trapezoids of V dQ */
        CHECK(lab.run.cycles == 1 && lab.run.cycle[0].discharge > 0);
        close_lab(&lab);
    }
}

/* V = -I R. The same load per area and per cell gives the same run. */
static void test_load_is_held(void)
{
    double end[2];
    for (int k = 0; k < 2; k++) {
        Lab lab;
        open_lab(&lab);
        Step *s = add_step(&lab, STEP_RESISTANCE, 0);
        s->basis = k ? BASIS_CELL : BASIS_AREA;
        s->resistance = 0.15 / (k ? lab.cell.area : 1);
        s->until.voltage_below = 3.2;
        run(&lab);
        const StepRecord *r = &lab.run.record[0];
        CHECK(r->end == END_VOLTAGE && r->charge < 0);
        for (int j = 0; j < r->samples; j++)
            CHECK_NEAR(lab.run.sample[j].voltage, -0.15 * lab.run.sample[j].current, 1e-7);
        end[k] = r->t_end;
        close_lab(&lab);
    }
    CHECK_NEAR(end[0], end[1], 1e-6 * end[0]);
}

/* More than the cell can give: nothing is integrated, and the run says why; a planned end may come first. */
static void test_impossible_power(void)
{
    for (int expected = 0; expected < 2; expected++) {
        Lab lab;
        open_lab(&lab);
        Step *s = add_step(&lab, STEP_POWER, 0);
        s->basis = BASIS_AREA;
        s->power = -1e7;
        s->until.voltage_below = 2.5;
        s->may_end_early = expected;
        add_step(&lab, STEP_REST, 0)->until.time = 10;
        run(&lab);
        const StepRecord *r = &lab.run.record[0];
        CHECK(r->end == END_IMPOSSIBLE && r->samples == 0 && r->charge == 0 && r->limit == 2.5);
        CHECK(lab.run.status == (expected ? CELLSIM_OK : CELLSIM_EARLY));
        CHECK(expected || strstr(lab.run.error.text, "not possible"));
        CHECK(lab.run.records == 2 && lab.run.record[1].end == END_TIME);
        close_lab(&lab);
    }
}

/* A cell gives no more than E^2/(4 R), at half its electromotive force: as that falls, a power goes out of reach long before
 * the limit of the step. */
static void test_power_out_of_reach(void)
{
    Lab lab;
    open_lab(&lab);
    lab.cell.contact_resistance = 0.06; /* of 3.6 V: at most 54 W/m2 */
    Step *s = add_step(&lab, STEP_POWER, 0);
    s->basis = BASIS_AREA;
    s->power = -40;
    s->until.voltage_below = 0.1;
    run(&lab);
    const StepRecord *r = &lab.run.record[0];
    const Sample *last = &lab.run.sample[r->samples - 1];
    CHECK(lab.run.status == CELLSIM_EARLY);
    CHECK(strstr(lab.run.error.hint, "gives no more than 4 mW/cm2") != NULL);
    CHECK_NEAR(last->voltage * last->current, -40, 1e-4);
    CHECK(last->voltage > 1.2 && last->voltage < 1.8 && last->voltage < 1.2 * 0.06 * -last->current);
    close_lab(&lab);
}

/* --- profiles ---------------------------------------------------------------------------------------------------- */

static Step *add_drive(Lab *lab, Drive *d)
{
    Step *s = add_step(lab, STEP_PROFILE, 0);
    s->drive = d;
    return s;
}

static double value_at(const Run *r, double t, int last)
{
    double found = NAN;
    for (int k = 0; k < r->samples; k++)
        if (r->sample[k].t == t) {
            found = r->sample[k].current;
            if (!last) return found;
        }
    return found;
}

/* Lines and a jump: every point is a sample, the current there is the table's, and so is the charge. */
static void test_lines(void)
{
    double t[] = {0, 100, 100, 250, 300}, I[] = {0, -20, 10, 10, -6};
    Drive d = {.kind = DRIVE_CURRENT, .basis = BASIS_AREA, .points = 5, .t = t, .value = I};
    Lab lab;
    open_lab(&lab);
    add_drive(&lab, &d);
    run(&lab);
    const StepRecord *r = &lab.run.record[0];
    CHECK(lab.run.records == 1 && r->end == END_TIME && r->t_end == 300);
    CHECK_NEAR(value_at(&lab.run, 100, 0), -20, 1e-9);
    CHECK_NEAR(value_at(&lab.run, 100, 1), 10, 1e-9);
    CHECK_NEAR(value_at(&lab.run, 250, 0), 10, 1e-9);
    CHECK_NEAR(value_at(&lab.run, 300, 0), -6, 1e-9);
    CHECK_NEAR(r->charge, -1000 + 1500 + 100, 1); /* of the 1000 that go one way */
    for (int k = 0; k < lab.run.samples; k++) {
        const Sample *s = &lab.run.sample[k];
        if (s->t < 100) CHECK_NEAR(s->current, -0.2 * s->t, 1e-8);
    }
    close_lab(&lab);
}

/* Held values, C-rates: the last one only ends the table. Half of it is run by until_time. */
static void test_levels(void)
{
    double t[] = {0, 50, 60, 200}, C[] = {-1, 0, 0.5, 99};
    Drive d = {.kind = DRIVE_CURRENT, .basis = BASIS_C_RATE, .held = 1, .points = 4, .t = t, .value = C};
    Lab lab;
    open_lab(&lab);
    add_drive(&lab, &d);
    add_drive(&lab, &d)->until.time = 55;
    run(&lab);
    CHECK(lab.run.record[0].t_end == 200 && lab.run.record[1].t_end == 255);
    CHECK_NEAR(lab.run.record[0].charge, 20 * (-50 + 70), 1e-3);
    CHECK_NEAR(lab.run.record[1].charge, -1000, 1e-3);
    close_lab(&lab);
}

static void test_powers_and_voltages(void)
{
    double t[] = {0, 30, 60}, P[] = {-70, -70, 0}, V[] = {3.5, 3.55, 3.45};
    Drive power = {.kind = DRIVE_POWER, .basis = BASIS_AREA, .points = 3, .t = t, .value = P};
    Drive voltage = {.kind = DRIVE_VOLTAGE, .points = 3, .t = t, .value = V};
    Lab lab;
    open_lab(&lab);
    add_drive(&lab, &power);
    add_drive(&lab, &voltage);
    run(&lab);
    const StepRecord *r = lab.run.record;
    CHECK(lab.run.status == CELLSIM_OK && r[1].t_end == 120);
    CHECK_NEAR(r[0].energy, -70 * 45, 5);
    CHECK_NEAR(r[1].v_start, 3.5, 1e-9);
    CHECK_NEAR(r[1].v_end, 3.45, 1e-9);
    close_lab(&lab);
}

/* A limit in the middle of the table is a planned end; so is one that a jump would begin beyond. */
static void test_ends_at_a_voltage(void)
{
    double t[] = {0, 20, 20, 4000}, I[] = {-1, -1, -20, -20};
    Drive d = {.kind = DRIVE_CURRENT, .basis = BASIS_AREA, .points = 4, .t = t, .value = I};
    for (int k = 0; k < 2; k++) {
        Lab lab;
        open_lab(&lab);
        add_drive(&lab, &d)->until.voltage_below = k ? 3.59 : 3.4;
        run(&lab);
        const StepRecord *r = &lab.run.record[0];
        CHECK(r->end == END_VOLTAGE && lab.run.status == CELLSIM_OK);
        if (k) CHECK_NEAR(r->t_end, 20, 1e-9);
        else CHECK_NEAR(r->v_end, 3.4, 1e-6);
        close_lab(&lab);
    }
}

/* The whole step, not each line of it, is held against the safety limits. */
static void test_safety(void)
{
    double t[] = {0, 50, 100, 150}, I[] = {-1, -2, -1, -2};
    Drive d = {.kind = DRIVE_CURRENT, .basis = BASIS_AREA, .points = 4, .t = t, .value = I};
    Lab lab;
    open_lab(&lab);
    lab.p.safety.time_max = 120;
    add_drive(&lab, &d);
    run(&lab);
    CHECK(lab.run.record[0].end == END_SAFETY && lab.run.record[0].t_end == 120 && lab.run.status == CELLSIM_EARLY);
    close_lab(&lab);
}

/* Points on one line cost nothing: a thousand rows of a constant current are one leg. */
static void test_cost(void)
{
    enum { N = 1001 };
    double t[N], I[N];
    for (int k = 0; k < N; k++) t[k] = k, I[k] = -5;
    Drive d = {.kind = DRIVE_CURRENT, .basis = BASIS_AREA, .points = N, .t = t, .value = I};
    Lab lab;
    open_lab(&lab);
    add_drive(&lab, &d);
    run(&lab);
    CHECK(lab.run.trust.steps < 200 && lab.run.record[0].t_end == 1000);
    CHECK_NEAR(lab.run.record[0].charge, -5000, 1e-2);
    close_lab(&lab);
}

TEST_MAIN("experiments/drive", TEST(test_power_is_held), TEST(test_load_is_held), TEST(test_impossible_power),
          TEST(test_power_out_of_reach), TEST(test_lines), TEST(test_levels), TEST(test_powers_and_voltages),
          TEST(test_ends_at_a_voltage), TEST(test_safety), TEST(test_cost))
