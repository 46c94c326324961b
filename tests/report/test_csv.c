#include "../../report/tables/csv.h"
#include "../../report/tables/losses.h"
#include "../test.h"
#include "fixture.h"

/* Line n (0: header) of a text is `expected`. */
static int line_is(const Text *t, int n, const char *expected)
{
    const char *s = t->data;
    for (; s && n > 0; n--) s = strchr(s, '\n') ? strchr(s, '\n') + 1 : NULL;
    if (s && !strncmp(s, expected, strlen(expected)) && s[strlen(expected)] == '\n') return 1;
    fprintf(stderr, "line is '%.*s', expected '%s'\n", s ? (int)strcspn(s, "\n") : 0, s ? s : "", expected);
    return 0;
}

static int lines(const Text *t)
{
    int n = 0;
    for (const char *s = t->data; *s; s++) n += *s == '\n';
    return n;
}

/* 10 mg/cm2, 1C = 17 A/m2. A discharge of 100 mAh/g at 2C (34 A/m2): 0.1 kg/m2 * 360 kC/kg = 36 kC/m2, 1058.8 s. */
static Run a_run(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    fixture_cc(&r, -2.0, 100.0, 2.0, 1.0, 1, 1, 3);
    r.record[0].c_e_min = 125.0;
    r.record[0].c_e_min_x = 42e-6;
    r.record[0].end = END_IMPOSSIBLE;
    r.record[0].depleted_from = 500;
    r.record[0].limit = 1;
    r.record[0].beyond = 0.25;
    fixture_cc(&r, 1.0, 50.0, 1.5, 2.5, 1, 1, 2);
    return r;
}

static void test_bdf_units_and_signs(void)
{
    Run r = a_run();
    Text t = {0};
    csv_bdf(&r, &t);
    CHECK(line_is(&t, 0, "Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1,Step ID"));
    CHECK(line_is(&t, 1, "0,2,-0.0034,1,1,1")); /* 34 A/m2 on 1 cm2, discharge negative */
    CHECK(line_is(&t, 2, "529.411764705882,1.5,-0.0034,1,1,1"));
    CHECK(line_is(&t, 4, "1058.82352941176,1.5,0.0017,1,2,2"));
    CHECK(lines(&t) == 6);
    text_free(&t);
    run_free(&r);
}

static void test_capacity_starts_anew_with_each_step(void)
{
    Run r = a_run();
    Text t = {0};
    csv_capacity(&r, &t);
    CHECK(line_is(&t, 0,
                  "Capacity / mAh g-1,Capacity / mAh cm-2,Voltage / V,Current / A g-1,Current / mA cm-2,"
                  "Cycle Count / 1,Step Count / 1,Direction"));
    CHECK(line_is(&t, 1, "0,0,2,-0.34,-3.4,1,1,discharge"));
    CHECK(line_is(&t, 3, "100,1,1,-0.34,-3.4,1,1,discharge")); /* 10 mg/cm2 * 100 mAh/g = 1 mAh/cm2 */
    CHECK(line_is(&t, 4, "0,0,1.5,0.17,1.7,1,2,charge"));
    CHECK(line_is(&t, 5, "50,0.5,2.5,0.17,1.7,1,2,charge"));
    text_free(&t);
    run_free(&r);
}

static void test_unknown_loading_is_empty(void)
{
    Run r = fixture_run("discharge", "discharge", 0.0);
    r.one_C = 20.0;
    fixture_cc(&r, -1.0, 10.0, 4.0, 3.0, 1, 1, 2); /* 36 kC/m2: 10 Ah/m2 = 1 mAh/cm2 */
    Text capacity = {0}, steps = {0};
    csv_capacity(&r, &capacity);
    csv_steps(&r, &steps);
    CHECK(line_is(&capacity, 2, ",1,3,,-2,1,1,discharge"));
    CHECK(line_is(&steps, 1, "1,cc,discharge,1,1,1,,-2,0,0,1800,,1,3.5,,3.5,4,3,voltage,,,,,"));
    text_free(&capacity);
    text_free(&steps);
    run_free(&r);
}

/* The mean of 2 V and 1 V over 100 mAh/g: 150 mWh/g, and over 1 mAh/cm2: 1.5 mWh/cm2. */
static void test_steps(void)
{
    Run r = a_run();
    StepRecord *rest = fixture_record(&r);
    rest->kind = STEP_REST;
    rest->cycle = rest->cycle_at_rate = 2;
    rest->t_start = rest->t_end = 5000;
    rest->v_start = rest->v_end = 2.25;
    rest->end = END_TIME;
    Text t = {0};
    csv_steps(&r, &t);
    CHECK(line_is(
        &t, 1, "1,cc,discharge,1,1,2,-340,-3.4,0,0,1058.823529,100,1,1.5,150,1.5,2,1,not possible,125,42,500,1,0.25"));
    CHECK(line_is(&t, 3, "3,rest,none,2,2,0,0,0,0,5000,5000,0,0,,0,0,2.25,2.25,time,,,,,"));
    CHECK(lines(&t) == 4);
    text_free(&t);
    run_free(&r);
}

static void test_sweep_rows_follow_the_current(void)
{
    Run r = fixture_run("cv", "cv", 0.1);
    fixture_sweep(&r, 2e-4, 1, 1, 5);
    Text t = {0}, steps = {0};
    csv_capacity(&r, &t);
    csv_steps(&r, &steps);
    CHECK(strstr(t.data, ",discharge\n") != NULL);
    CHECK(strstr(t.data, ",charge\n") != NULL);
    CHECK(strstr(steps.data, "\n1,cv_sweep,none,1,1,0,0,0,0.2,0,20000,") != NULL ||
          strstr(steps.data, ",0.2,0,20000,"));
    text_free(&t);
    text_free(&steps);
    run_free(&r);
}

static double *numbers(int n, const double *v)
{
    double *out = malloc((size_t)n * sizeof *out);
    if (!out) abort();
    memcpy(out, v, (size_t)n * sizeof *out);
    return out;
}

/* Two volumes, the first without solid; two phases in the second. */
static void test_profiles_leave_absent_values_empty(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    r.profiles = r.ions = 1;
    r.profile = calloc(1, sizeof *r.profile);
    REQUIRE(r.profile != NULL);
    Profile *p = r.profile;
    *p = (Profile){.t = 10, .step = 1, .share = 0.25, .nodes = 2, .ions = 1, .networks = 1, .phases = 2};
    p->x = numbers(2, (const double[]){10e-6, 30e-6});
    p->c_e = numbers(2, (const double[]){1000, 900});
    p->phi_e = numbers(2, (const double[]){-0.1, -0.2});
    p->phi_s = numbers(2, (const double[]){NAN, 1.5});
    p->theta_surface = numbers(4, (const double[]){NAN, NAN, 0.5, 0.25});
    p->theta_mean = numbers(4, (const double[]){NAN, NAN, 0.4, 0.2});
    p->current_density = numbers(4, (const double[]){NAN, NAN, -3, -4});
    Text t = {0};
    csv_profiles(&r, &t);
    CHECK(line_is(&t, 0,
                  "Test Time / s,Step Count / 1,Share of Step / 1,Position / um,Salt Concentration / mol "
                  "m-3,Electrolyte Potential / V,"
                  "Solid Potential 1 / V,Surface Stoichiometry 1 / 1,Mean Stoichiometry 1 / 1,"
                  "Reaction Current Density 1 / A m-2,Surface Stoichiometry 2 / 1,Mean Stoichiometry 2 / 1,"
                  "Reaction Current Density 2 / A m-2"));
    CHECK(line_is(&t, 1, "10,2,0.25,10,1000,-0.1,,,,,,,"));
    CHECK(line_is(&t, 2, "10,2,0.25,30,900,-0.2,1.5,0.5,0.4,-3,0.25,0.2,-4"));
    CHECK(strstr(t.data, "nan") == NULL);
    text_free(&t);
    run_free(&r);
}

/* The reservoir's concentrations, which depend on time alone, stand in every row of that time. */
static void test_profiles_name_the_reservoir(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    r.profiles = r.reservoir = 1;
    r.ions = 2;
    snprintf(r.ion[0], sizeof r.ion[0], "Li");
    snprintf(r.ion[1], sizeof r.ion[1], "Cl");
    r.profile = calloc(1, sizeof *r.profile);
    REQUIRE(r.profile != NULL);
    Profile *p = r.profile;
    *p = (Profile){.t = 10, .share = 1, .nodes = 2, .ions = 2, .networks = 1, .phases = 1};
    p->x = numbers(2, (const double[]){0, 30e-6});
    p->c_e = numbers(4, (const double[]){100, 110, 90, 95});
    p->c_r = numbers(2, (const double[]){150, 175});
    p->phi_e = numbers(2, (const double[]){-0.1, -0.2});
    p->phi_s = numbers(2, (const double[]){NAN, 1.5});
    p->theta_surface = numbers(2, (const double[]){NAN, 0.5});
    p->theta_mean = numbers(2, (const double[]){NAN, 0.4});
    p->current_density = numbers(2, (const double[]){NAN, -3});
    Text t = {0};
    csv_profiles(&r, &t);
    CHECK(line_is(
        &t, 0,
        "Test Time / s,Step Count / 1,Share of Step / 1,Position / um,Li Concentration / mol m-3,"
        "Cl Concentration / mol m-3,Electrolyte Potential / V,Solid Potential 1 / V,Surface Stoichiometry 1 / 1,"
        "Mean Stoichiometry 1 / 1,Reaction Current Density 1 / A m-2,Li Reservoir Concentration / mol m-3,"
        "Cl Reservoir Concentration / mol m-3"));
    CHECK(line_is(&t, 1, "10,1,1,0,100,110,-0.1,,,,,150,175"));
    CHECK(line_is(&t, 2, "10,1,1,30,90,95,-0.2,1.5,0.5,0.4,-3,150,175"));
    text_free(&t);
    run_free(&r);
}

/* A cell that can have three parts: their columns alone, which loss_column finds. */
static void test_losses_have_the_columns_of_the_cell(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    r.losses = 1;
    r.loss = calloc(1, sizeof *r.loss);
    REQUIRE(r.loss != NULL);
    r.has_loss[LOSS_EQUILIBRIUM] = r.has_loss[LOSS_TRANSFER_POSITIVE] = r.has_loss[LOSS_CONTACT] = 1;
    *r.loss = (LossRow){.t = 5, .charge = -36, .voltage = 3, .current = -10, .step = 1, .cycle = 2};
    r.loss->part[LOSS_EQUILIBRIUM] = 3.5;
    r.loss->part[LOSS_TRANSFER_POSITIVE] = -0.375;
    r.loss->part[LOSS_CONTACT] = -0.125;
    Text t = {0};
    csv_losses(&r, &t);
    CHECK(line_is(&t, 0,
                  "Capacity / mAh g-1,Capacity / mAh cm-2,Test Time / s,Step Count / 1,Cycle Count / 1,Direction,"
                  "Current / mA cm-2,Voltage / V,Equilibrium / V,Charge Transfer Positive / V,Contact / V"));
    CHECK(line_is(&t, 1, "0.1,0.001,5,2,2,discharge,-1,3,3.5,-0.375,-0.125"));
    CHECK(loss_column(&r, LOSS_EQUILIBRIUM) == 9 && loss_column(&r, LOSS_CONTACT) == 11);
    CHECK(loss_column(&r, LOSS_FILM_POSITIVE) == 0);
    text_free(&t);
    run_free(&r);
}

TEST_MAIN("report csv", TEST(test_bdf_units_and_signs), TEST(test_capacity_starts_anew_with_each_step),
          TEST(test_unknown_loading_is_empty), TEST(test_steps), TEST(test_sweep_rows_follow_the_current),
          TEST(test_profiles_leave_absent_values_empty), TEST(test_profiles_name_the_reservoir),
          TEST(test_losses_have_the_columns_of_the_cell))
