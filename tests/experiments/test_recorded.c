/* What a run records: samples, energies, profiles, its progress and the estimates of its errors. */
#include "lab.h"

#include "../verify/small.h"

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

/* With a reference electrode limits and means are of the voltage against it, powers and energies of that of the cell. */
static void test_reference_electrode(void)
{
    Lab lab;
    open_lab(&lab);
    lab.cell.reference = (ReferenceElectrode){.present = 1, .place = 0.5, .U = 0.3, .c_ref = 1000};
    Step *s = add_step(&lab, STEP_POWER, -1);
    s->power = -60;
    s->basis = BASIS_AREA;
    s->until.time = 600;
    run(&lab);
    const StepRecord *r = &lab.run.record[0];
    REQUIRE(lab.run.status == CELLSIM_OK && r->samples > 3 && lab.run.reference);
    double energy = 0, voltage = 0;
    for (int k = 0; k < r->samples; k++) {
        const Sample *p = &lab.run.sample[r->first_sample + k], *last = p - 1;
        CHECK_NEAR(p->cell_voltage * p->current, -60, 1e-6);
        CHECK(fabs(p->cell_voltage - p->voltage - 0.3) < 0.2);
        if (k == 0) continue;
        energy += 0.5 * (p->cell_voltage + last->cell_voltage) * (p->charge - last->charge);
        voltage += 0.5 * (p->voltage + last->voltage) * (p->charge - last->charge);
    }
    CHECK_NEAR(r->energy, energy, 1e-9 * fabs(energy));
    CHECK_NEAR(r->energy, -60.0 * 600, 1e-3 * 36000);
    CHECK_NEAR(r->mean_voltage, voltage / r->charge, 1e-9);
    close_lab(&lab);
}

/* Of dilute ions: the balance of each against what guest, metal and double layers hold (E-trust-2), profiles of all of them,
 * neutral everywhere, and which one ran low. */
static void test_ions_of_a_run(void)
{
    Lab lab;
    open_lab(&lab);
    use_four_ions_and_more(&lab.cell);
    lab.cell.reservoir.volume = 0;
    lab.cell.electrode[POSITIVE].phase[0].double_layer = 0.2;
    lab.cell.foil.double_layer = 0.5;
    add_step(&lab, STEP_CC, -1)->until.voltage_below = 2.5;
    add_step(&lab, STEP_CC, 1)->until.time = 600;
    run(&lab);
    const Run *r = &lab.run;
    CHECK(r->trust.salt_balance <= 1e-10);
    REQUIRE(r->ions == 4 && !strcmp(r->ion[1], "Li") && !strcmp(r->ion[3], "AlPh2Cl2"));
    CHECK(!strcmp(r->record[0].c_e_ion, "Li") && r->record[0].depleted_from > 0);
    CHECK(r->record[0].c_e_min < 1.5 && r->record[0].end == END_VOLTAGE);
    REQUIRE(r->profiles > 0 && r->profile[0].ions == 4);
    for (int k = 0; k < r->profile[0].nodes; k++) {
        const double *c = r->profile[0].c_e + 4 * k;
        CHECK_NEAR(c[0] + c[1], c[2] + c[3], 1e-12 * c[0]);
    }
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
    const double simpson[] = {1.0 / 6, 4.0 / 6, 1.0 / 6, 0, 0, 0}, lobatto[] = {0, 0, 1.0 / 12, 5.0 / 12, 5.0 / 12, 1.0 / 12};
    double salt = 0, current = 0;
    REQUIRE(p->nodes == 6);
    for (int k = 0; k < 6; k++) {
        const double inner = simpson[k] * separator->thickness, h = lobatto[k] * positive->thickness;
        const int electrode = k > 1;
        salt += (0.45 * inner + 0.35 * h) * p->c_e[k];
        if (electrode) current += 3e5 * h * p->current_density[k * p->phases];
        CHECK(electrode == !isnan(p->phi_s[k * p->networks]));
        CHECK(!electrode || p->theta_surface[k * p->phases] > p->theta_mean[k * p->phases]); /* being filled */
    }
    CHECK_NEAR(salt, 1000 * (0.45 * 20e-6 + 0.35 * 60e-6), 1e-9);
    CHECK_NEAR(current, -20, 1e-3);
    close_lab(&lab);
}

static void estimated(int elements, double *mesh_error, double *time_error)
{
    Lab lab;
    open_lab(&lab);
    lab.cell.region[POSITIVE].elements = 2 * elements;
    lab.cell.region[SEPARATOR].elements = elements;
    lab.cell.electrode[POSITIVE].phase[0].radial = 2 * elements;
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

TEST_MAIN("experiments/recorded", TEST(test_energy_and_mean_voltage), TEST(test_reference_electrode), TEST(test_ions_of_a_run), TEST(test_sample_period), TEST(test_progress),
          TEST(test_profiles), TEST(test_error_estimates))
