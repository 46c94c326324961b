/* What the data cannot say is named: pairs of a card made for it; data of other kinds; the card's targets. */
#include "twin.h"

#include "../../fitting/output.h"
#include "../../fitting/targets.h"

#define UNIDENTIFIED SOURCE_ROOT "/tests/fitting/unidentified.cfg"
enum { PAIR = 2 };

typedef struct Case {
    Card *card;
    FitParameter parameter[PAIR];
    FitData file[2];
    FitProblem q;
    FitResult result;
    FitNotes notes;
} Case;

static void open_case(Case *c, const char *file, int n, const char *const *free_text, const double *start)
{
    Override override[PAIR];
    char path[PAIR][128], value[PAIR][32];
    Error e;
    memset(c, 0, sizeof *c);
    for (int k = 0; k < n; k++) {
        snprintf(path[k], sizeof path[k], "%.*s", (int)strcspn(free_text[k], "="), free_text[k]);
        snprintf(value[k], sizeof value[k], "%.17g", start[k]);
        override[k] = (Override){path[k], value[k]};
    }
    const Status status = card_read(file, TWIN_LIBRARY, n, override, &c->card, &e);
    if (status) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.text);
    REQUIRE(status == CELLSIM_OK);
    for (int k = 0; k < n; k++) REQUIRE(parameter_read(free_text[k], c->card, &c->parameter[k], &e) == CELLSIM_OK);
    c->q = (FitProblem){.card = c->card,
                        .parameters = n,
                        .parameter = c->parameter,
                        .file = c->file,
                        .model = fit_simulate,
                        .simulation = simulation_defaults()};
    c->q.simulation.tolerance = FIT_TOLERANCE;
}

/* Runs the fit on c->file[0..files-1]. */
static void run_case(Case *c, int files)
{
    Error e;
    c->q.files = files;
    REQUIRE(fit_problem_begin(&c->q, &e) == CELLSIM_OK);
    const Status status = fit_run(&c->q, &(FitOptions){.starts = 1}, &c->result, &e);
    if (status) fprintf(stderr, "%s:%d: %s (%s)\n", e.file, e.line, e.text, e.hint);
    REQUIRE(status == CELLSIM_OK);
    fit_notes(&c->q, &c->result, &c->notes);
}

static void close_case(Case *c)
{
    fit_problem_end(&c->q);
    for (int k = 0; k < c->q.files; k++) fit_data_free(&c->file[k]);
    card_free(c->card);
}

static int says(const Case *c, const char *words)
{
    for (int k = 0; k < c->notes.notes; k++)
        if (strstr(c->notes.note[k], words)) return 1;
    for (int k = 0; k < c->notes.notes; k++) fprintf(stderr, "note: %s\n", c->notes.note[k]);
    return 0;
}

/* A discharge at 2C of the card made for it. */
static void discharge(Case *c, Twin *twin)
{
    Card *card;
    CellSpec cell;
    Error e;
    Random random = {3};
    REQUIRE(card_read(UNIDENTIFIED, TWIN_LIBRARY, 0, NULL, &card, &e) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &cell, &e) == CELLSIM_OK);
    twin_discharge(card, &cell, 3, twin);
    twin_file(twin, 3, 1e-3, &random, &c->file[0]);
    cell_spec_free(&cell);
    card_free(card);
}

static void test_pairs(void)
{
    static const struct {
        const char *free_text[PAIR];
        double start[PAIR];
        const char *words;
    } cases[] = {{{"contact_resistance_ohm_cm2=0.5:50", "foil.film_resistance_ohm_cm2=0.5:50"},
                  {5, 5},
                  "contact_resistance_ohm_cm2 and foil.film_resistance_ohm_cm2; the data know only"},
                 {{"positive.phases[0].i0_A_m2=0.1:100", "positive.phases[0].double_layer_F_m2=1e-6:1e-4"},
                  {2, 1e-5},
                  "not identified: positive.phases[0].double_layer_F_m2;"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Case c;
        Twin twin;
        open_case(&c, UNIDENTIFIED, PAIR, cases[k].free_text, cases[k].start);
        discharge(&c, &twin);
        run_case(&c, 1);
        CHECK(c.result.directions == 1);
        CHECK(says(&c, cases[k].words));
        close_case(&c);
    }
}

/* The impedance of the twin at rest identifies kinetics and double layer: both come back. */
static void test_impedance(void)
{
    enum { POINTS = 40 };
    const char *const free_text[] = {"positive.phases[0].i0_A_m2", "positive.sigma_S_m"};
    const double truth[] = {2, 0.2}, start[] = {6, 0.5};
    Case c;
    Error e;
    SpectrumPoint z[POINTS];
    Spectrum spectrum = {.points = POINTS, .point = z, .cycle = 1};
    Measured m = {.kind = MEASURED_EIS, .spectra = 1, .spectrum = &spectrum};
    const MeasuredCell cell = {NAN, NAN, NAN, NAN, NAN};
    m.columns.column[COLUMN_CURRENT].at = -1;
    open_case(&c, TWIN_CARD, 2, free_text, truth);
    for (int k = 0; k < POINTS; k++) z[k] = (SpectrumPoint){1e5 * pow(1e-8, k / (POINTS - 1.0)), 1, 0};
    REQUIRE(fit_data_read(&m, "z.mpt", &cell, 100, &c.file[0], &e) == CELLSIM_OK);
    c.q.files = 1;
    REQUIRE(fit_simulate(&c.q, &e) == CELLSIM_OK);
    for (int k = 0; k < POINTS; k++) {
        z[k].re = c.file[0].point[2 * k].model;
        z[k].im = c.file[0].point[2 * k + 1].model;
    }
    close_case(&c);
    open_case(&c, TWIN_CARD, 2, free_text, start);
    REQUIRE(fit_data_read(&m, "z.mpt", &cell, 100, &c.file[0], &e) == CELLSIM_OK);
    run_case(&c, 1);
    for (int k = 0; k < 2; k++) CHECK_NEAR(c.result.value[k] / truth[k], 1, 1e-4);
    CHECK(c.result.directions == 0);
    close_case(&c);
}

/* xu2019 is held to three times of discharge, which its D gives. */
static void test_targets(void)
{
    const char *const free_text[] = {"positive.phases[0].D_m2_s"};
    const double start[] = {2e-14};
    FitTargets *targets = NULL;
    Case c;
    Error e;
    open_case(&c, SOURCE_ROOT "/cells/xu2019.cfg", 1, free_text, start);
    REQUIRE(fit_targets_open(c.card, TWIN_LIBRARY, 1, c.parameter, &targets, &c.file[0], &e) == CELLSIM_OK);
    c.q.model = fit_targets_simulate;
    c.q.context = targets;
    run_case(&c, 1);
    CHECK_NEAR(c.result.value[0] / 1e-14, 1, 2e-3);
    CHECK(c.result.count[FIT_TARGET] == 3);
    CHECK(c.result.rms[FIT_TARGET] < 1);
    fit_targets_free(targets);
    close_case(&c);
}

TEST_MAIN("fitting/words", TEST(test_pairs), TEST(test_impedance), TEST(test_targets))
