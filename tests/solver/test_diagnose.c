/* A failed step says when, where, which unknown, and the cause that is true of its card (solver/diagnose.c). Failures are
 * made by a limit on the number of steps, or by asking for more than a cell can give. That what they propose helps is the
 * business of robust/hints. */
#include "../../solver/simulation.h"
#include "../test.h"
#include "../verify/cells.h"
#include "../verify/small.h"

#include <string.h>

static const Limits none = {NAN, NAN, NAN, NAN};

/* Runs until it fails; the message must say when, where and what. */
static Status failure_of(const char *variant, void (*change)(CellSpec *s), Control c, long max_steps, Error *e)
{
    SimulationOptions o = simulation_defaults();
    Model *m;
    Simulation *sim;
    Limit limit;
    int k = 0;
    while (strcmp(variants[k].name, variant)) k++;
    CellSpec spec = variant_cell(&variants[k]);
    if (change) change(&spec);
    o.tolerance = 1e-4;
    o.max_steps = max_steps;
    REQUIRE(model_create(&spec, &m, NULL) == CELLSIM_OK);
    REQUIRE(simulation_create(m, &o, &sim, NULL) == CELLSIM_OK);
    Status s = simulation_start(sim, &c, &none, 1e6, &limit, e);
    while (!s && limit == LIMIT_NONE) s = simulation_step(sim, &limit, e);
    for (k = 0; k < m->unknowns; k++) CHECK(isfinite(simulation_state(sim)[k]));
    CHECK(e->status == s);
    CHECK_NEAR(e->t, simulation_time(sim), 0);
    CHECK(e->variable[0] != '\0' && strstr(e->text, e->variable) && strstr(e->text, "t = ") && strstr(e->text, "V = "));
    CHECK(e->node >= -1 && e->node < m->nodes);
    printf("\n    %s\n    %s", e->text, e->hint);
    simulation_free(sim);
    model_free(m);
    cell_spec_free(&spec);
    return s;
}

static Control current(double I)
{
    return (Control){CONTROL_CURRENT, I, 0, 0};
}

static void test_an_empty_electrolyte_is_physics(void)
{
    Error e;
    CHECK(failure_of("half cell", NULL, current(-600), 400, &e) == CELLSIM_EARLY);
    CHECK(strstr(e.hint, "electrolyte is empty at x = ") != NULL);
}

static void take_sodium(CellSpec *s, double c0)
{
    const Ion ion[] = {{"Li", 1, 1000, 2e-10}, {"Na", 1, c0, 2e-10}, {"A", -1, 1000 + c0, 2e-10}};
    use_dilute(s, 3, ion);
    strcpy(s->electrode[POSITIVE].phase[0].ion, "Na");
    strcpy(s->foil.ion, "Li");
}

static void take_absent_ion(CellSpec *s)
{
    take_sodium(s, 0);
}

static void take_present_ion(CellSpec *s)
{
    take_sodium(s, 500);
}

/* What there never was of ends a step as physics; where there is some, the cause is another. */
static void test_an_absent_ion_is_named(void)
{
    Error e;
    CHECK(failure_of("half cell, two dilute ions", take_absent_ion, current(-1), 10, &e) == CELLSIM_EARLY);
    CHECK(strstr(e.hint, "takes Na, of which the electrolyte had none at the start") != NULL);
    CHECK(failure_of("half cell, two dilute ions", take_present_ion, current(-1), 5, &e) == CELLSIM_SOLVER);
    CHECK(strstr(e.hint, "takes Na") == NULL);
}

static void test_no_state(void)
{
    Error e;
    const Control more_than_it_can_give = {CONTROL_POWER, -1e9, 0, 0};
    CHECK(failure_of("half cell", NULL, more_than_it_can_give, 400, &e) == CELLSIM_SOLVER);
    CHECK(strstr(e.text, "no consistent state") && e.hint[0] != '\0');
}

static void set_apart(CellSpec *s)
{
    s->electrode[POSITIVE].phase[1].theta0 = 0.001;
    s->electrode[POSITIVE].phase[2].theta0 = 0.999;
}

static void set_negative_apart(CellSpec *s)
{
    s->electrode[NEGATIVE].phase[0].theta0 = 0.001;
    s->electrode[NEGATIVE].phase[1].theta0 = 0.999;
}

static void raise_side_reaction(CellSpec *s)
{
    s->electrode[POSITIVE].phase[0].side.U = 5;
}

static void sharpen_hysteresis(CellSpec *s)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        s->electrode[r].phase[0].double_layer = 0.1;
        s->electrode[r].phase[0].hysteresis_current = r == POSITIVE ? 1e-5 : 0.1;
    }
}

static void test_causes(void)
{
    static const struct {
        const char *variant;
        void (*change)(CellSpec *s);
        double current;
        long steps;
        const char *hint[2];
    } cause[] = {
        {"half cell, phases", set_apart, -1, 3, {"of the working electrode start at ", "(positive.initial_V = "}},
        {"full cell, phases", set_negative_apart, -1, 3, {"of the negative electrode", "(negative.initial_V = "}},
        {"half cell, side reaction", raise_side_reaction, -1, 3, {"the side reaction of phase ", "(U_V = "}},
        {"half cell", NULL, -20, 400, {"phase spheres is full at its surface", "(double_layer_F_m2 = 0.1)"}},
        {"half cell", NULL, -1, 3, {"may jump from place to place", "(double_layer_F_m2 = 0.1)"}},
        {"full cell, hysteresis",
         sharpen_hysteresis,
         -1,
         3,
         {"of phase spheres of the positive electrode switches", "(hysteresis_current_A_m2 = 0.001)"}},
        {"half cell, double layer", NULL, -20, 150, {"full at its surface", "(--tolerance 0.001)"}},
        {"half cell, double layer", NULL, -1, 3, {"check the units", "(--tolerance 0.001)"}}};
    for (size_t k = 0; k < sizeof cause / sizeof cause[0]; k++) {
        Error e;
        CHECK(failure_of(cause[k].variant, cause[k].change, current(cause[k].current), cause[k].steps, &e) ==
              CELLSIM_SOLVER);
        for (int j = 0; j < 2; j++) CHECK(strstr(e.hint, cause[k].hint[j]) != NULL);
    }
}

TEST_MAIN("solver/diagnose", TEST(test_an_empty_electrolyte_is_physics), TEST(test_an_absent_ion_is_named),
          TEST(test_no_state), TEST(test_causes))
