/* Runs of cells of other electrolytes and of three electrodes: what a counter electrode cannot carry, ions that are used up, states
 * of charge, errors of currents that are as good as none. */
#include "../../experiments/difference.h"
#include "../verify/small.h"
#include "lab.h"

static void open_kind(Lab *lab, const char *name, void (*change)(CellSpec *s))
{
    int k = 0;
    while (k < variant_count && strcmp(variants[k].name, name)) k++;
    REQUIRE(k < variant_count);
    memset(lab, 0, sizeof *lab);
    lab->cell = variant_cell(&variants[k]);
    if (change) change(&lab->cell);
    lab->p = (Protocol){.name = "test", .file = "test.cfg", .step = lab->step, .safety = {NAN, NAN, NAN}};
    lab->o.simulation = simulation_defaults();
}

static void against_reference(CellSpec *s)
{
    s->reference = (ReferenceElectrode){.present = 1, .place = 0.5, .c_ref = 1000};
}

static int carried_on(const Lab *lab)
{
    const StepRecord *r = &lab->run.record[0];
    return lab->run.records == 1 && r->end == END_COUNTER && lab->run.status == CELLSIM_EARLY &&
           strstr(lab->run.error.text, "counter electrode can carry no more") != NULL;
}

/* A charge of which the foil cannot plate the ions: the electrolyte in front of it is empty. */
static void test_starved_foil(void)
{
    Lab lab;
    open_kind(&lab, "half cell, two dilute ions", against_reference);
    add_step(&lab, STEP_CC, 60)->until.voltage_above = 8;
    add_step(&lab, STEP_REST, 0)->until.time = 10;
    run(&lab);
    CHECK(carried_on(&lab));
    CHECK(strstr(lab.run.error.hint, "ran low of Li at x = 0.0 um") != NULL && lab.run.error.line == 10);
    CHECK(lab.run.record[0].c_e_min < 1 && lab.run.trust.salt_balance <= 1e-9);
    close_lab(&lab);
}

static void little_negative(CellSpec *s)
{
    against_reference(s);
    s->region[NEGATIVE].thickness *= 0.1;
}

/* A negative electrode that is full before the positive one is empty, which is all that the voltage shows. */
static void test_full_counter(void)
{
    Lab lab;
    open_kind(&lab, "full cell", little_negative);
    add_step(&lab, STEP_CC, 1)->until.voltage_above = 4.5;
    run(&lab);
    CHECK(carried_on(&lab));
    CHECK(strstr(lab.run.error.hint, "full or empty") != NULL);
    for (int k = 0; k < lab.run.samples; k++)
        CHECK(fabs(lab.run.sample[k].cell_voltage - lab.run.sample[k].voltage) < 8);
    close_lab(&lab);
}

/* Rare, and what double layers take: a charge uses it up while others are there. */
static void rare_follower(CellSpec *s)
{
    const Ion ion[] = {{"Li", 1, 1000, 2e-10}, {"A", -1, 995, 2e-10}, {"B", -1, 5, 1e-11}};
    use_dilute(s, 3, ion);
    s->electrode[POSITIVE].phase[0].double_layer = 5;
}

static void test_follower_is_used_up(void)
{
    Lab lab;
    open_kind(&lab, "half cell, two dilute ions", rare_follower);
    add_step(&lab, STEP_CC, 20)->until.voltage_above = 6;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_EARLY && strstr(lab.run.error.text, "used up"));
    CHECK(strstr(lab.run.error.hint, "electrolyte.follows") != NULL);
    const Profile *p = lab.run.profiles ? &lab.run.profile[lab.run.profiles - 1] : NULL;
    for (int k = 0; p && k < p->nodes * p->ions; k++) CHECK(p->c_e[k] >= -1e-6 * 5);
    close_lab(&lab);
}

/* --- reservoirs ---------------------------------------------------------------------------------------------------------- */

/* A discharge draws Li out of the reservoir, which stays neutral; after a long rest it is as the pores are. */
static void test_reservoir_is_recorded(void)
{
    Lab lab;
    open_kind(&lab, "half cell, four ions, reservoir, reference", NULL);
    add_step(&lab, STEP_CC, -0.1)->until.time = 600;
    add_step(&lab, STEP_REST, 0)->until.time = 3e7;
    add_step(&lab, STEP_CC, 1e-6)->until.time = 1; /* rests are not recorded */
    run(&lab);
    REQUIRE(lab.run.reservoir && lab.run.profiles > 1);
    const Profile *end = &lab.run.profile[0], *even = &lab.run.profile[lab.run.profiles - 1];
    double net = 0, drawn = 0;
    for (int k = 0; k < end->ions; k++) {
        const Ion *ion = electrolyte_ion(lab.cell.electrolyte, k);
        net += ion->charge * end->c_r[k];
        drawn = fmax(drawn, fabs(end->c_r[k] - ion->c0));
        for (int i = 0; i < even->nodes; i++)
            CHECK_NEAR(even->c_e[i * even->ions + k], even->c_r[k], 1e-4 * electrolyte_c0(lab.cell.electrolyte));
    }
    CHECK(drawn > 1e-3 && fabs(net) < 1e-9);
    close_lab(&lab);
}

static void test_no_reservoir_no_concentration(void)
{
    Lab lab;
    open_kind(&lab, "half cell, two dilute ions", NULL);
    add_step(&lab, STEP_CC, -5)->until.time = 60;
    run(&lab);
    REQUIRE(!lab.run.reservoir && lab.run.profiles > 0);
    CHECK(isnan(lab.run.profile[0].c_r[0]));
    close_lab(&lab);
}

/* --- states of charge ----------------------------------------------------------------------------------------------- */

static double rests_at(Lab *lab, double soc)
{
    lab->p.begins_at_soc = 1;
    lab->p.soc = soc;
    lab->p.window[0] = 3.3;
    lab->p.window[1] = 3.9;
    add_step(lab, STEP_REST, 0)->until.time = 1;
    run(lab);
    const double V = lab->run.record[0].v_end;
    close_lab(lab);
    return V;
}

/* c_ref of host, foil and reference differ, and so does their zero. */
static void scatter(CellSpec *s)
{
    s->electrode[POSITIVE].phase[0].c_ref = 300;
    s->foil.c_ref = 2000;
    s->foil.U = 0.05;
}

static void scatter_against_reference(CellSpec *s)
{
    scatter(s);
    s->reference = (ReferenceElectrode){.present = 1, .place = 0.3, .U = -0.04, .c_ref = 70};
}

static void test_soc_is_of_the_window(void)
{
    static const struct {
        const char *name;
        void (*change)(CellSpec *s);
    } of[] = {{"half cell, two dilute ions", scatter},
              {"half cell, two dilute ions", scatter_against_reference},
              {"full cell, two dilute ions", scatter_against_reference},
              {"full cell, reference electrode", NULL},
              {"half cell, single ion", scatter}};
    for (int k = 0; k < 5; k++)
        for (int end = 0; end < 2; end++) {
            Lab lab;
            open_kind(&lab, of[k].name, of[k].change);
            CHECK_NEAR(rests_at(&lab, end), end ? 3.9 : 3.3, 1e-6);
        }
}

static void refuses(const char *name, const char *words)
{
    Lab lab;
    open_kind(&lab, name, NULL);
    lab.p.begins_at_soc = 1;
    lab.p.soc = 0.5;
    lab.p.window[0] = 3.3;
    lab.p.window[1] = 3.9;
    add_step(&lab, STEP_REST, 0)->until.time = 1;
    CHECK(run_protocol(&lab.cell, &lab.p, LOADING, &lab.o, &lab.run, &lab.e) == CELLSIM_BAD_CARD);
    CHECK(strstr(lab.e.text, words) != NULL && lab.e.hint[0]);
    close_lab(&lab);
}

static void test_soc_refused(void)
{
    refuses("half cell, competing", "two ions compete");
    refuses("half cell, four dilute ions", "exchanges another ion");
}

/* --- errors ----------------------------------------------------------------------------------------------------------- */

/* A hold at rest: a difference of a thousandth of its current is none to speak of, one of a hundredth of 1C is. */
static void test_currents_that_are_none(void)
{
    Sample s[2][3];
    StepRecord r[2];
    Run run[2];
    for (int k = 0; k < 2; k++) {
        for (int j = 0; j < 3; j++) s[k][j] = (Sample){.t = 100.0 * j, .voltage = 3, .current = k ? 2e-5 : 1e-5};
        r[k] = (StepRecord){.kind = STEP_CV_HOLD, .end = END_TIME, .t_end = 200, .samples = 3};
        run[k] = (Run){.one_C = 1, .samples = 3, .sample = s[k], .records = 1, .record = &r[k]};
    }
    CHECK_NEAR(run_difference(&run[0], &run[1]).relative, 1e-3, 1e-6);
    for (int j = 0; j < 3; j++) s[0][j].current = 1, s[1][j].current = 1.01;
    CHECK_NEAR(run_difference(&run[0], &run[1]).relative, 0.01 / 1.01, 1e-6);
}

TEST_MAIN("experiments/other_kinds", TEST(test_starved_foil), TEST(test_full_counter), TEST(test_follower_is_used_up),
          TEST(test_reservoir_is_recorded), TEST(test_no_reservoir_no_concentration), TEST(test_soc_is_of_the_window),
          TEST(test_soc_refused), TEST(test_currents_that_are_none))
