/* Protocols run on a cell: when steps end and why, how they are counted, what they pass. */
#include "../../experiments/run.h"
#include "../test.h"
#include "../verify/cells.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 12 };

/* A protocol under construction, with the cell it runs on. */
typedef struct Lab {
    CellSpec cell;
    Step step[MOST];
    Protocol p;
    RunOptions o;
    Run run;
    Error e;
} Lab;

static const double LOADING = 0.1; /* kg/m2; the cell's 1C is 20 A/m2 = 200 mA/g */

/* A half cell without special physics; it rests at 3.60 V. */
static void open_lab(Lab *lab)
{
    memset(lab, 0, sizeof *lab);
    lab->cell = variant_cell(&variants[0]);
    lab->p = (Protocol){.name = "test", .file = "test.cfg", .step = lab->step, .safety = {NAN, NAN, NAN}};
    lab->o.simulation = simulation_defaults();
}

static Step *add_step(Lab *lab, StepKind kind, double current)
{
    Step *s = &lab->step[lab->p.steps++];
    *s = (Step){.kind = kind,
                .line = 10 * lab->p.steps,
                .current = current,
                .voltage = NAN,
                .sample_period = NAN,
                .until = {NAN, NAN, NAN, UNIT_C_RATE, NAN, NAN}};
    return s;
}

static void run(Lab *lab)
{
    REQUIRE(run_protocol(&lab->cell, &lab->p, LOADING, &lab->o, &lab->run, &lab->e) == CELLSIM_OK);
}

static void close_lab(Lab *lab)
{
    run_free(&lab->run);
    cell_spec_free(&lab->cell);
}

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

static void test_energy_and_mean_voltage(void)
{
    Lab lab;
    open_lab(&lab);
    lab.o.simulation.tolerance = 1e-8;
    add_step(&lab, STEP_CC, -1)->until.time = 1000;
    run(&lab);
    const StepRecord *r = &lab.run.record[0];
    const Sample *s = lab.run.sample + r->first_sample;
    double sum = 0;
    for (int k = 1; k < r->samples; k++) sum += 0.5 * (s[k].voltage + s[k - 1].voltage) * -20 * (s[k].t - s[k - 1].t);
    CHECK_NEAR(r->energy, sum, 1e-6 * fabs(sum));
    CHECK(r->energy < 0); /* given off */
    CHECK_NEAR(r->mean_voltage, sum / -20000, 1e-4);
    CHECK(r->v_end < r->mean_voltage && r->mean_voltage < r->v_start);
    close_lab(&lab);
}

static void test_sample_period(void)
{
    Lab lab;
    open_lab(&lab);
    Step *s = add_step(&lab, STEP_CC, -1);
    s->until.time = 100.5;
    s->sample_period = 10;
    run(&lab);
    const StepRecord *r = &lab.run.record[0];
    REQUIRE(r->samples == 12); /* 0, 10, … 100, and the end */
    for (int k = 0; k < 11; k++) CHECK_NEAR(lab.run.sample[k].t, 10 * k, 1e-9);
    CHECK_NEAR(lab.run.sample[11].t, 100.5, 0);
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

/* 21C: the salt runs out. An expected end if the step says so, else an early one with the place. */
static void test_depletion(void)
{
    for (int expected = 0; expected < 2; expected++) {
        Lab lab;
        open_lab(&lab);
        Step *s = add_step(&lab, STEP_CC, -21);
        s->until.voltage_below = 0.5;
        s->may_end_early = expected;
        run(&lab);
        CHECK(lab.run.record[0].end == END_DEPLETED);
        CHECK(lab.run.record[0].c_e_min < 10 && lab.run.record[0].c_e_min_x > 20e-6);
        CHECK(lab.run.status == (expected ? CELLSIM_OK : CELLSIM_EARLY));
        CHECK(expected || (strstr(lab.run.error.text, "electrolyte is empty") && lab.run.error.line == 10));
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

/* Shares rise; a nonzero answer stops the run. */
static int watch(double share, const char *what, void *context)
{
    double *last = context;
    CHECK(share >= last[0] && share <= 1 && what[0] != '\0');
    last[0] = share;
    return ++last[1] > last[2];
}

static void test_progress(void)
{
    for (int most = 2; most < 6; most += 3) {
        Lab lab;
        double seen[3] = {0, 0, most};
        open_lab(&lab);
        lab.o.progress = watch;
        lab.o.progress_context = seen;
        for (int k = 0; k < 4; k++) add_step(&lab, STEP_CC, -1)->until.time = 10;
        run(&lab);
        CHECK(lab.run.status == (most < 4 ? CELLSIM_EARLY : CELLSIM_OK));
        CHECK(most < 4 ? lab.run.records < 4 : lab.run.records == 4);
        close_lab(&lab);
    }
}

/* The profile at the end of a step: its salt is all the salt, its reaction the current. */
static void test_profiles(void)
{
    Lab lab;
    open_lab(&lab);
    add_step(&lab, STEP_CC, -1)->until.time = 200;
    run(&lab);
    REQUIRE(lab.run.profiles == 1);
    const Profile *p = &lab.run.profile[0];
    const Region *separator = &lab.cell.region[SEPARATOR], *positive = &lab.cell.region[POSITIVE];
    const double h[] = {separator->thickness / 2, positive->thickness / 3}, porosity[] = {0.45, 0.35};
    double salt = 0, current = 0;
    REQUIRE(p->volumes == 5);
    for (int k = 0; k < 5; k++) {
        const int electrode = k > 1;
        salt += porosity[electrode] * h[electrode] * p->c_e[k];
        if (electrode) current += 3e5 * h[1] * p->current_density[k * p->phases];
        CHECK(electrode == !isnan(p->phi_s[k * p->networks]));
        CHECK(!electrode || p->theta_surface[k * p->phases] > p->theta_mean[k * p->phases]); /* being filled */
    }
    CHECK_NEAR(salt, 1000 * (0.45 * 20e-6 + 0.35 * 60e-6), 1e-9);
    CHECK_NEAR(current, -20, 1e-3);
    close_lab(&lab);
}

static void estimated(int volumes, double *mesh_error, double *time_error)
{
    Lab lab;
    open_lab(&lab);
    lab.cell.region[POSITIVE].volumes = 2 * volumes;
    lab.cell.region[SEPARATOR].volumes = volumes;
    lab.cell.electrode[POSITIVE].phase[0].radial = 2 * volumes;
    add_step(&lab, STEP_CC, -2)->until.voltage_below = 3.3;
    run(&lab);
    CHECK(run_estimate_errors(&lab.cell, &lab.p, LOADING, &lab.o, &lab.run, &lab.e) == CELLSIM_OK);
    *mesh_error = lab.run.trust.mesh_error_mV;
    *time_error = lab.run.trust.time_error_mV;
    close_lab(&lab);
}

/* On twice the mesh the estimate falls fourfold, as the error does. */
static void test_error_estimates(void)
{
    double mesh[2], time[2];
    estimated(8, &mesh[0], &time[0]);
    estimated(16, &mesh[1], &time[1]);
    printf("\n    mesh %.4f and %.4f mV, time %.4f and %.4f mV", mesh[0], mesh[1], time[0], time[1]);
    CHECK(mesh[0] > 0.01 && mesh[0] < 50);
    CHECK_NEAR(log2(mesh[0] / mesh[1]), 2, 0.4);
    CHECK(time[0] > 0 && time[0] < 1 && time[1] < 1);
}

TEST_MAIN("experiments/run", TEST(test_units_of_current), TEST(test_ends), TEST(test_sweep), TEST(test_cycle_counts),
          TEST(test_energy_and_mean_voltage), TEST(test_sample_period), TEST(test_safety_stops_the_run),
          TEST(test_planned_limit_before_safety), TEST(test_depletion), TEST(test_failure_is_part_of_the_result),
          TEST(test_progress), TEST(test_profiles), TEST(test_error_estimates))
