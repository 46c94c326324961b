/* States of charge (E-soc-1): where they begin and end, by voltages at rest and by the charge of slow discharges. */
#include "lab.h"

static const double WINDOW[2][2] = {{3.3, 3.9}, {2.9, 3.9}}; /* V; half cell, full cell */

static void open_cell(Lab *lab, int full)
{
    memset(lab, 0, sizeof *lab);
    int k = 0;
    while (variants[k].half_cell == full || variants[k].change) k++;
    lab->cell = variant_cell(&variants[k]);
    lab->p = (Protocol){.name = "test", .file = "test.cfg", .step = lab->step, .safety = {NAN, NAN, NAN}};
    memcpy(lab->p.window, WINDOW[full], sizeof lab->p.window);
    lab->o.simulation = simulation_defaults();
}

static Step *add_to_soc(Lab *lab, StepKind kind, double current, double soc)
{
    Step *s = add_step(lab, kind, current);
    s->until.to_soc = 1;
    s->until.soc = soc;
    return s;
}

static void begin_at(Lab *lab, double soc)
{
    lab->p.begins_at_soc = 1;
    lab->p.soc = soc;
}

static double rests_at(int full, double soc)
{
    Lab lab;
    open_cell(&lab, full);
    begin_at(&lab, soc);
    add_step(&lab, STEP_REST, 0)->until.time = 1;
    run(&lab);
    const double V = lab.run.record[0].v_end;
    close_lab(&lab);
    return V;
}

static void test_ends_are_the_window(void)
{
    for (int full = 0; full < 2; full++)
        for (int k = 0; k < 2; k++) CHECK_NEAR(rests_at(full, k), WINDOW[full][k], 1e-6);
}

/* A discharge at C/2000 from 1 until it rests at the lower voltage is the whole; half of it is half. */
static void test_half_is_half_of_the_charge(void)
{
    for (int full = 0; full < 2; full++) {
        double charge[2];
        for (int k = 0; k < 2; k++) {
            Lab lab;
            open_cell(&lab, full);
            begin_at(&lab, 1);
            if (k == 0) add_step(&lab, STEP_CC, -5e-4)->until.voltage_below = WINDOW[full][0];
            else add_to_soc(&lab, STEP_CC, -5e-4, 0.5);
            run(&lab);
            CHECK(lab.run.record[0].end == (k ? END_SOC : END_VOLTAGE) && lab.run.status == CELLSIM_OK);
            charge[k] = lab.run.record[0].charge;
            close_lab(&lab);
        }
        CHECK_NEAR(charge[1], 0.5 * charge[0], 1e-3 * fabs(charge[0]));
    }
}

/* Whatever the way there, the rest after it is that of a start at the same state of charge. */
static void test_every_step_stops_there(void)
{
    for (int full = 0; full < 2; full++)
        for (int way = 0; way < 4; way++) {
            Lab lab;
            open_cell(&lab, full);
            begin_at(&lab, way == 1 ? 0.1 : 0.9);
            static const StepKind kind[] = {STEP_CC, STEP_CCCV, STEP_POWER, STEP_RESISTANCE};
            Step *s = add_to_soc(&lab, kind[way], way == 1 ? 1 : -1, 0.6);
            s->voltage = WINDOW[full][1] - 0.02; /* the charge meets it before */
            s->basis = BASIS_AREA;
            s->power = -50;
            s->resistance = 0.2;
            add_step(&lab, STEP_REST, 0)->until.time = 2e5;
            run(&lab);
            CHECK(lab.run.record[0].end == END_SOC);
            CHECK_NEAR(lab.run.record[1].v_end, rests_at(full, 0.6), 2e-4);
            close_lab(&lab);
        }
}

static void test_voltage_and_capacity_may_come_first(void)
{
    Lab lab;
    open_cell(&lab, 0);
    begin_at(&lab, 1);
    add_to_soc(&lab, STEP_CC, -1, 0)->until.capacity_mAh_g = 10;
    add_to_soc(&lab, STEP_CC, -1, 0)->until.voltage_below = 3.5;
    run(&lab);
    CHECK(lab.run.record[0].end == END_CAPACITY && lab.run.record[1].end == END_VOLTAGE);
    close_lab(&lab);
}

/* A step to where the cell is, or was, has no way to go. */
static void test_passed_already(void)
{
    static const double current[] = {-1, 1}, soc[] = {0.7, 0.5};
    for (int k = 0; k < 4; k++) {
        Lab lab;
        open_cell(&lab, 0);
        begin_at(&lab, k < 2 ? 0.5 + 0.2 * k : 0.6);
        Step *s = add_to_soc(&lab, k < 2 ? STEP_CCCV : STEP_CC, current[k % 2], soc[k % 2]);
        s->voltage = 3.6;
        s->may_end_early = k == 3;
        run(&lab);
        const StepRecord *r = &lab.run.record[0];
        CHECK(r->end == END_IMPOSSIBLE && r->samples == 0 && r->charge == 0 && isnan(r->limit));
        CHECK(lab.run.status == (k == 3 ? CELLSIM_OK : CELLSIM_EARLY));
        CHECK(k == 3 || strstr(lab.run.error.text, "state of charge"));
        close_lab(&lab);
    }
}

static void test_a_window_without_charge(void)
{
    Lab lab;
    open_cell(&lab, 0);
    lab.p.window[0] = 8;
    lab.p.window[1] = 9;
    add_to_soc(&lab, STEP_CC, -1, 0.5);
    CHECK(run_protocol(&lab.cell, &lab.p, LOADING, &lab.o, &lab.run, &lab.e) == CELLSIM_BAD_CARD);
    CHECK(strstr(lab.e.text, "no state of charge") && strstr(lab.e.hint, "window") && !strcmp(lab.e.file, "test.cfg"));
    close_lab(&lab);
}

TEST_MAIN("experiments/soc", TEST(test_ends_are_the_window), TEST(test_half_is_half_of_the_charge),
          TEST(test_every_step_stops_there), TEST(test_voltage_and_capacity_may_come_first), TEST(test_passed_already),
          TEST(test_a_window_without_charge))
