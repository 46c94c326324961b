/* The versions of the kernels: all of a run is the same to the last bit, whichever it uses. */
#define _DEFAULT_SOURCE /* setenv, unsetenv */
#include "../../solver/kernels.h"
#include "../../solver/impedance.h"
#include "../test.h"
#include "../verify/cells.h"

#include <stdlib.h>
#include <string.h>

enum { FREQUENCIES = 11 };

/* What a run leaves. */
typedef struct Trace {
    SimulationCounts counts;
    double t, *y; /* owned */
    double _Complex Z[FREQUENCIES];
} Trace;

/* Half an hour at 1C, then a spectrum at the state reached. */
static Trace run(const CellSpec *spec, const Model *m, Instructions instructions)
{
    const Control control = {CONTROL_CURRENT, -spec->one_C, 0, 0};
    const Limits none = {NAN, NAN, NAN, NAN};
    SimulationOptions o = simulation_defaults();
    Simulation *s = NULL;
    Limit limit;
    double f[FREQUENCIES];
    for (int k = 0; k < FREQUENCIES; k++) f[k] = pow(10, 4 - 0.5 * k);
    o.instructions = instructions;
    REQUIRE(simulation_create(m, &o, &s, NULL) == CELLSIM_OK);
    REQUIRE(simulation_start(s, &control, &none, 1800, &limit, NULL) == CELLSIM_OK);
    while (limit == LIMIT_NONE) REQUIRE(simulation_step(s, &limit, NULL) == CELLSIM_OK);
    Trace trace = {simulation_counts(s), simulation_time(s), malloc((size_t)m->unknowns * sizeof(double)), {0}};
    REQUIRE(trace.y != NULL);
    memcpy(trace.y, simulation_state(s), (size_t)m->unknowns * sizeof(double));
    REQUIRE(impedance_spectrum(s, FREQUENCIES, f, trace.Z, NULL) == CELLSIM_OK);
    simulation_free(s);
    return trace;
}

static void test_same_bits(void)
{
    for (int v = 0; v < variant_count; v++) {
        Model *m = NULL;
        CellSpec spec = variant_cell(&variants[v]);
        REQUIRE(model_create(&spec, &m, NULL) == CELLSIM_OK);
        const Trace best = run(&spec, m, INSTRUCTIONS_BEST), plain = run(&spec, m, INSTRUCTIONS_PLAIN);
        CHECK(best.counts.steps > 20 && best.t == 1800);
        CHECK(memcmp(&best.counts, &plain.counts, sizeof best.counts) == 0);
        CHECK(memcmp(best.y, plain.y, (size_t)m->unknowns * sizeof(double)) == 0);
        CHECK(memcmp(best.Z, plain.Z, sizeof best.Z) == 0);
        free(best.y);
        free(plain.y);
        model_free(m);
        cell_spec_free(&spec);
    }
}

/* There is a version for what this processor has beyond the architecture. */
static void test_best_is_used(void)
{
#if defined __x86_64__ && !defined __AVX__ /* not compiled for one machine */
    const int differ = kernels_for(INSTRUCTIONS_BEST) != kernels_for(INSTRUCTIONS_PLAIN);
    CHECK(differ == !!__builtin_cpu_supports("avx"));
#endif
}

static void test_environment(void)
{
    const int was_set = getenv("CELLSIM_PLAIN") != NULL;
    setenv("CELLSIM_PLAIN", "1", 1);
    CHECK(simulation_defaults().instructions == INSTRUCTIONS_PLAIN);
    unsetenv("CELLSIM_PLAIN");
    CHECK(simulation_defaults().instructions == INSTRUCTIONS_BEST);
    if (was_set) setenv("CELLSIM_PLAIN", "1", 1);
}

TEST_MAIN("solver/kernels", TEST(test_same_bits), TEST(test_best_is_used), TEST(test_environment))
