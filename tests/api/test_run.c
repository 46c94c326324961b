/* Runs through the public header: what they hold, how they end, and that a changed card gives what a fresh one gives. */
#include "../../include/cellsim.h"
#include "../test.h"
#include "same.h"

#include <string.h>

static const char CONFIGS[] = SOURCE_ROOT "/configs";

static cellsim_card *open_card(const char *name)
{
    cellsim_card *card = NULL;
    cellsim_error e;
    if (cellsim_card_read(name, CONFIGS, &card, &e)) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.message);
    return card;
}

static cellsim_results *run(cellsim_card *card, const char *protocol)
{
    cellsim_results *results = NULL;
    cellsim_error e;
    if (cellsim_run(card, protocol, NULL, &results, &e)) fprintf(stderr, "%s: %s\n", e.file, e.message);
    return results;
}

/* --- what a changed card gives ------------------------------------------------------------------------------------- */

typedef struct Change {
    const char *card, *protocol, *path, *value, *other; /* other: set, and run, before */
} Change;

static const Change changes[] = {
    {"r175_li", "gcd", "positive.loading_mg_cm2", "10", "3"},
    {"r175_li", "gcd", "positive.phases[0].D_cm2_s", "2e-9", "1e-9"},
    {"r175_li", "gcd", "positive.porosity", "0.4", "0.5"},
    {"r175_li", "gcd", "positive.phases[1].i0_A_m2", "0.5", "2"},
    {"r175_li", "discharge", "temperature_C", "40", "10"},
    {"r175_li", "discharge", "electrolyte.c0_M", "1.5", "0.5"},
    {"r175_li", "discharge", "positive.phases[0].sites_scale", "0.9", "1.1"},
    {"r175_li", "discharge", "mesh.radial", "6", "8"},
    {"r175_li", "discharge", "separator", "Whatman_GFA", "Celgard_2325"},
    {"r175_li", "eis_1800mV", "positive.porosity", "0.4", "0.5"},
    {"chen2020", "discharge", "positive.porosity", "0.3", "0.32"},
    {"chen2020", "discharge", "positive.phases[0].D_m2_s", "3e-15", "1e-15 * (1 + x)"},
    {"chen2020", "discharge", "positive.phases[0].D_m2_s", "1e-15 * (1 + x)", "3e-15"},
    {"chen2020", "discharge", "electrolyte.kappa_S_m", "0.9", "0.8 + 0.1*c"},
    {"ti078_mg_li", "discharge", "positive.porosity", "0.4", "0.5"},
    {"tio2_anatase_na", "discharge", "positive.loading_mg_cm2", "2", "3"},
};

static cellsim_results *run_with(cellsim_card *card, const Change *c, const char *value)
{
    cellsim_error e;
    if (cellsim_set_text(card, c->path, value, &e)) fprintf(stderr, "%s: %s\n", c->path, e.message);
    return run(card, c->protocol);
}

static void test_as_a_fresh_card(void)
{
    for (size_t k = 0; k < sizeof changes / sizeof *changes; k++) {
        const Change *c = &changes[k];
        cellsim_card *used = open_card(c->card), *fresh = open_card(c->card);
        REQUIRE(used && fresh);
        cellsim_results *never = run(used, c->protocol), *before = run_with(used, c, c->other);
        cellsim_results *changed = run_with(used, c, c->value), *right = run_with(fresh, c, c->value);
        if (!same_results(changed, right)) fprintf(stderr, "%s %s = %s\n", c->card, c->path, c->value);
        CHECK(same_results(changed, right));
        CHECK(!same_results(changed, before)); /* the value tells */
        CHECK(cellsim_reset(used, NULL) == CELLSIM_OK);
        cellsim_results *again = run(used, c->protocol);
        CHECK(same_results(again, never));
        cellsim_results *const all[] = {never, before, changed, right, again};
        cellsim_card_free(used);
        cellsim_card_free(fresh);
        for (int j = 0; j < 5; j++) cellsim_results_free(all[j]); /* results outlive their card */
    }
}

/* --- what results hold --------------------------------------------------------------------------------------------- */

static void test_series_and_steps(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *r = run(card, "gcd");
    size_t n, steps, rows;
    REQUIRE(r && cellsim_runs(r) == 1);
    const double *t = cellsim_column(r, 0, CELLSIM_SERIES, 0, "time_s", &n);
    const double *I = cellsim_column(r, 0, CELLSIM_SERIES, 0, "current_A", &rows);
    const double *q = cellsim_column(r, 0, CELLSIM_SERIES, 0, "capacity_mAh_g", NULL);
    const double *step = cellsim_column(r, 0, CELLSIM_SERIES, 0, "step", NULL);
    const double *capacity = cellsim_column(r, 0, CELLSIM_STEPS, 0, "capacity_mAh_g", &steps);
    const double *current = cellsim_column(r, 0, CELLSIM_STEPS, 0, "current_A", NULL);
    const double *end = cellsim_column(r, 0, CELLSIM_STEPS, 0, "end_s", NULL);
    REQUIRE(t && I && q && step && capacity && current && end && n > 100 && rows == n && steps == 6);
    const double mass = 1e-3 * cellsim_run_at(r, 0)->area_cm2; /* g, at 1 mg/cm2 */
    for (size_t k = 0; k < n; k++) {                           /* a constant current is I t */
        const size_t at = (size_t)step[k] - 1;
        const double start = at ? end[at - 1] : 0;
        CHECK_NEAR(I[k], current[at], 1e-12 * fabs(current[at]));
        CHECK_NEAR(q[k], fabs(I[k]) * (t[k] - start) / 3.6 / mass, 1e-6 * capacity[at]);
    }
    CHECK(!strcmp(cellsim_step_kind(r, 0, 0), "cc") && !strcmp(cellsim_step_end(r, 0, 5), "voltage"));
    CHECK(!cellsim_step_kind(r, 0, 6) && !cellsim_step_end(r, 1, 0));
    const double *discharge = cellsim_column(r, 0, CELLSIM_CYCLES, 0, "discharge_mAh_g", &rows);
    REQUIRE(discharge && rows == 3);
    CHECK_NEAR(discharge[2], capacity[4], 1e-9 * capacity[4]);
    CHECK(!cellsim_column(r, 0, CELLSIM_SERIES, 0, "voltage", &rows) && rows == 0);
    CHECK(!cellsim_column(r, 1, CELLSIM_SERIES, 0, "time_s", &rows) &&
          !cellsim_column(r, -1, CELLSIM_SERIES, 0, "time_s", &rows));
    CHECK(!cellsim_column(r, 0, CELLSIM_SERIES, 1, "time_s", &rows) &&
          !cellsim_column(r, 0, (cellsim_table)77, 0, "x", &rows));
    CHECK(!cellsim_column(r, 0, CELLSIM_PROFILE, 99, "x_um", &rows) &&
          !cellsim_column_name(r, 0, CELLSIM_STEPS, 0, 99));
    cellsim_results_free(r);
    cellsim_card_free(card);
}

static void test_profiles_and_spectra(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *r = run(card, "eis_1800mV");
    size_t n, nodes;
    REQUIRE(r != NULL);
    const double *V = cellsim_column(r, 0, CELLSIM_SPECTRA, 0, "voltage_V", &n);
    REQUIRE(V && n == 1);
    CHECK_NEAR(V[0], 1.8, 0.05);
    const double *f = cellsim_column(r, 0, CELLSIM_SPECTRUM, 0, "frequency_Hz", &n);
    const double *re = cellsim_column(r, 0, CELLSIM_SPECTRUM, 0, "re_ohm", NULL);
    REQUIRE(f && re && n > 10);
    CHECK(f[0] > f[n - 1] && re[n - 1] > re[0] && re[0] > 0 && re[n - 1] - re[0] > 40); /* R_ct = 49 ohm */
    REQUIRE(cellsim_column(r, 0, CELLSIM_PROFILES, 0, "time_s", &n) && n > 0);
    const double *x = cellsim_column(r, 0, CELLSIM_PROFILE, 0, "x_um", &nodes);
    const double *c = cellsim_column(r, 0, CELLSIM_PROFILE, 0, "c_salt_mol_m3", NULL);
    REQUIRE(x && c && nodes > 3);
    CHECK(x[0] == 0 && x[nodes - 1] > 25 && c[0] > 500 && c[0] < 1500);
    cellsim_results_free(r);
    cellsim_card_free(card);
}

/* Runs at several loadings; a results' own copies of what it names. */
static void test_several_runs(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *r = run(card, "thin_thick");
    cellsim_card_free(card);
    REQUIRE(r && cellsim_runs(r) == 2);
    CHECK_NEAR(cellsim_run_at(r, 0)->loading_mg_cm2, 1, 1e-12);
    CHECK_NEAR(cellsim_run_at(r, 1)->loading_mg_cm2, 10, 1e-12);
    CHECK(!strcmp(cellsim_run_at(r, 1)->protocol, "thin_thick") && !cellsim_run_at(r, 2));
    CHECK(cellsim_run_at(r, 0)->status == CELLSIM_OK && cellsim_run_at(r, 0)->unknowns > 10);
    CHECK(cellsim_targets(r) == 0 && cellsim_evaluate(r, NULL) == CELLSIM_OK);
    CHECK(cellsim_evaluate(r, NULL) == CELLSIM_OK && cellsim_targets(r) == 3); /* twice is once */
    for (int k = 0; k < 3; k++) {
        const cellsim_target *t = cellsim_target_at(r, k);
        REQUIRE(t != NULL);
        CHECK(t->ok && fabs(t->error_percent) < t->tolerance_percent && !strncmp(t->id, "000-", 4));
        CHECK_NEAR(t->error_percent, 100 * (t->simulated / t->paper - 1), 1e-9);
    }
    CHECK(!cellsim_target_at(r, 3) && !cellsim_target_at(r, -1));
    cellsim_results_free(r);
}

static const cellsim_trust *trust_of(const cellsim_results *r, const char *key)
{
    const cellsim_trust *t = cellsim_trust_at(r, 0);
    for (int k = 0; t && strcmp(t->key, key) != 0; k++) t = cellsim_trust_at(r, k + 1);
    return t;
}

/* Balances always, estimates when asked for. */
static void test_trust(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *plain = run(card, "discharge"), *estimated = NULL;
    const cellsim_options o = {.size = sizeof o, .estimates = 1, .rate = "1C"};
    CHECK(cellsim_run(card, "discharge", &o, &estimated, NULL) == CELLSIM_OK);
    const cellsim_trust *balance = trust_of(plain, "lithium_balance"), *mesh = trust_of(estimated, "mesh_error_mV");
    REQUIRE(balance && mesh && trust_of(plain, "mesh_error_mV"));
    CHECK(balance->value < 1e-8 && !balance->alarm && !strcmp(balance->name, "lithium balance") && balance->meaning[0]);
    CHECK(isnan(trust_of(plain, "mesh_error_mV")->value) && mesh->value > 0 && !strcmp(mesh->unit, "mV"));
    CHECK(mesh->alarm == (mesh->value > mesh->limit) && same_results(plain, estimated));
    cellsim_results_free(plain);
    cellsim_results_free(estimated);
    cellsim_card_free(card);
}

/* --- what is asked for ----------------------------------------------------------------------------------------------- */

static void test_text_of_steps(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *r = NULL, *named = run(card, "discharge");
    cellsim_error e;
    CHECK(cellsim_run_text(card, "steps = ( { do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; } );", NULL, &r,
                           &e) == CELLSIM_OK);
    CHECK(same_results(r, named) && !strcmp(cellsim_run_at(r, 0)->protocol, "steps"));
    cellsim_results_free(r);
    cellsim_results_free(named);
    r = (cellsim_results *)&r;
    CHECK(cellsim_run_text(card, "steps = (\n { do = \"restt\"; } );", NULL, &r, &e) == CELLSIM_BAD_CARD);
    CHECK(!r && e.line == 2 && strstr(e.file, "steps.cfg") && strstr(e.hint, "rest"));
    CHECK(cellsim_run_text(card, "steps = (", NULL, &r, &e) == CELLSIM_BAD_CARD && !r && e.message[0]);
    CHECK(cellsim_run(card, "dischargge", NULL, &r, &e) == CELLSIM_BAD_CARD && strstr(e.hint, "discharge"));
    cellsim_card_free(card);
}

/* Of a long run a selection, unless everything is asked for. */
static void test_everything(void)
{
    static const char text[] =
        "steps = ( { do = \"repeat\"; count = 300; steps = ( { do = \"rest\"; until_time_s = 1; },"
        " { do = \"eis\"; f_max_Hz = 10; f_min_Hz = 1; points_per_decade = 1; } ); } );";
    cellsim_card *card = open_card("r175_li");
    cellsim_results *some = NULL, *all = NULL;
    const cellsim_options o = {.size = sizeof o, .everything = 1};
    size_t n;
    CHECK(cellsim_run_text(card, text, NULL, &some, NULL) == CELLSIM_OK);
    CHECK(cellsim_run_text(card, text, &o, &all, NULL) == CELLSIM_OK);
    REQUIRE(some && all);
    CHECK(cellsim_column(some, 0, CELLSIM_SPECTRA, 0, "time_s", &n) && n < 300 && cellsim_run_at(some, 0)->selection);
    CHECK(cellsim_column(all, 0, CELLSIM_SPECTRA, 0, "time_s", &n) && n == 300 && !cellsim_run_at(all, 0)->selection);
    CHECK(cellsim_column(all, 0, CELLSIM_SPECTRUM, 299, "re_ohm", &n) && n > 1);
    cellsim_results_free(some);
    cellsim_results_free(all);
    cellsim_card_free(card);
}

static void test_misuse(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *r = NULL;
    cellsim_error e;
    cellsim_options o = {.size = sizeof o, .rate = "2C"};
    struct {
        cellsim_options o;
        double later;
    } next = {{.size = sizeof next}, 0};
    CHECK(cellsim_run(card, "gcd", &o, &r, &e) == CELLSIM_USAGE && strstr(e.message, "no effect"));
    CHECK(cellsim_set(card, "positive.loading_mg_cm2", 3, NULL) == CELLSIM_OK);
    CHECK(cellsim_run(card, "thin_thick", NULL, &r, &e) == CELLSIM_USAGE && strstr(e.message, "no effect"));
    o = (cellsim_options){0};
    CHECK(cellsim_run(card, "gcd", &o, &r, &e) == CELLSIM_USAGE && strstr(e.message, "size"));
    o = (cellsim_options){.size = sizeof o, .tolerance = 2};
    CHECK(cellsim_run(card, "gcd", &o, &r, &e) == CELLSIM_USAGE && strstr(e.message, "tolerance"));
    o = (cellsim_options){.size = sizeof o, .rate = "fast"};
    CHECK(cellsim_run(card, "discharge", &o, &r, &e) == CELLSIM_USAGE && !r);
    CHECK(cellsim_run(card, "discharge", &next.o, &r, &e) == CELLSIM_OK && r);
    cellsim_results_free(r);
    next.later = 1;
    CHECK(cellsim_run(card, "discharge", &next.o, &r, &e) == CELLSIM_USAGE && !r);
    CHECK(cellsim_run(NULL, "gcd", NULL, &r, &e) == CELLSIM_USAGE &&
          cellsim_run(card, NULL, NULL, &r, &e) == CELLSIM_USAGE);
    CHECK(cellsim_run(card, "gcd", NULL, NULL, &e) == CELLSIM_USAGE && cellsim_evaluate(NULL, &e) == CELLSIM_USAGE);
    CHECK(!cellsim_runs(NULL) && !cellsim_run_at(NULL, 0) && !cellsim_trust_at(NULL, 0) && !cellsim_targets(NULL));
    cellsim_results_free(NULL);
    cellsim_card_free(card);
}

static int stop_at_100(void *context)
{
    return ++*(int *)context > 100;
}

static int stop_at_half(double share, const char *what, void *context)
{
    *(double *)context = share;
    return !what || share > 0.5;
}

/* What was done until then is there, as in an undisturbed run. */
static void test_stopped(void)
{
    cellsim_card *card = open_card("r175_li");
    cellsim_results *whole = run(card, "gcd"), *r = NULL;
    cellsim_error e;
    int steps = 0;
    double share = 0;
    size_t all, n;
    cellsim_options o = {.size = sizeof o, .stop = stop_at_100, .context = &steps};
    CHECK(cellsim_run(card, "gcd", &o, &r, &e) == CELLSIM_EARLY && strstr(e.message, "stopped on request"));
    REQUIRE(r && whole);
    const double *V = cellsim_column(r, 0, CELLSIM_SERIES, 0, "voltage_V", &n);
    const double *right = cellsim_column(whole, 0, CELLSIM_SERIES, 0, "voltage_V", &all);
    CHECK(n > 10 && n < all && !memcmp(V, right, n * sizeof *V) && !strcmp(cellsim_step_end(r, 0, 0), "stopped"));
    cellsim_results_free(r);
    o = (cellsim_options){.size = sizeof o, .progress = stop_at_half, .context = &share};
    CHECK(cellsim_run(card, "gcd", &o, &r, &e) == CELLSIM_EARLY && share > 0.5);
    cellsim_column(r, 0, CELLSIM_STEPS, 0, "step", &n);
    CHECK(n > 0 && n < 6);
    cellsim_results_free(r);
    CHECK(cellsim_run(card, "thin_thick", &o, &r, &e) == CELLSIM_EARLY && cellsim_runs(r) == 1);
    cellsim_results_free(r);
    cellsim_results_free(whole);
    cellsim_card_free(card);
}

TEST_MAIN("api/run", TEST(test_as_a_fresh_card), TEST(test_series_and_steps), TEST(test_profiles_and_spectra),
          TEST(test_several_runs), TEST(test_trust), TEST(test_text_of_steps), TEST(test_everything), TEST(test_misuse),
          TEST(test_stopped))
