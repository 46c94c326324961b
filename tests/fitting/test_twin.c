/* Fits of synthetic twins: what was put in comes out, and the 95 % intervals hold it in 95 % of the cases. */
#include "twin.h"

#include <time.h>

enum { FREE = 4 };
static const char *const free_text[FREE] = {"positive.phases[0].D_m2_s=3e-15:1e-12",
                                            "positive.phases[0].i0_A_m2=0.1:50", "positive.sigma_S_m=0.01:10",
                                            "positive.porosity"};
static const double truth[FREE] = {3e-14, 2.0, 0.2, 0.3};
/* Where fits start: well away from the truth. */
static const char *const start[FREE] = {"1e-13", "0.7", "0.6", "0.4"};

/* A card and its problem. */
typedef struct Fit {
    Card *card;
    FitParameter parameter[FREE];
    FitData file[TWIN_RATES];
    FitProblem q;
    FitResult result;
} Fit;

static void open_fit(Fit *f)
{
    Override override[FREE];
    char path[FREE][128];
    Error e;
    memset(f, 0, sizeof *f);
    for (int k = 0; k < FREE; k++) {
        snprintf(path[k], sizeof path[k], "%.*s", (int)strcspn(free_text[k], "="), free_text[k]);
        override[k] = (Override){path[k], start[k]};
    }
    REQUIRE(card_read(TWIN_CARD, TWIN_LIBRARY, FREE, override, &f->card, &e) == CELLSIM_OK);
    for (int k = 0; k < FREE; k++) REQUIRE(parameter_read(free_text[k], f->card, &f->parameter[k], &e) == CELLSIM_OK);
    f->q = (FitProblem){.card = f->card,
                        .parameters = FREE,
                        .parameter = f->parameter,
                        .files = TWIN_RATES,
                        .file = f->file,
                        .model = fit_simulate,
                        .simulation = simulation_defaults()};
    f->q.simulation.tolerance = FIT_TOLERANCE;
}

static void close_fit(Fit *f)
{
    fit_problem_end(&f->q);
    for (int k = 0; k < TWIN_RATES; k++) fit_data_free(&f->file[k]);
    card_free(f->card);
}

static void fit_twin(Fit *f, const Twin *twin, double noise, Random *random, const FitOptions *o)
{
    Error e;
    open_fit(f);
    for (int k = 0; k < TWIN_RATES; k++) twin_file(twin, k, noise, random, &f->file[k]);
    REQUIRE(fit_problem_begin(&f->q, &e) == CELLSIM_OK);
    const Status status = fit_run(&f->q, o, &f->result, &e);
    if (status) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.text);
    REQUIRE(status == CELLSIM_OK);
}

static Twin twin;

static void test_noise_free(void)
{
    Fit f;
    Random random = {7};
    const clock_t begin = clock();
    fit_twin(&f, &twin, 0, &random, &(FitOptions){.starts = 4});
    const double took = (double)(clock() - begin) / CLOCKS_PER_SEC;
    printf("%ld evaluations, %.3f s, %d of %d starts agree\n", f.result.evaluations, took, f.result.agreeing,
           f.result.starts);
    for (int k = 0; k < FREE; k++) CHECK_NEAR(f.result.value[k] / truth[k], 1, 1e-4);
    CHECK(f.result.directions == 0);
    CHECK(f.result.rms[FIT_VOLTAGE] < 2e-5);
    close_fit(&f);
}

/* The count of covered parameters is binomial but for their correlation within a replica: 92 to 98 %. */
static void test_coverage(void)
{
    Random random = {20211};
    int covered[FREE] = {0}, all = 0;
    for (int n = 0; n < REPLICAS; n++) {
        Fit f;
        fit_twin(&f, &twin, 2e-3, &random, &(FitOptions){.starts = 1});
        for (int k = 0; k < FREE; k++) covered[k] += f.result.low[k] <= truth[k] && truth[k] <= f.result.high[k];
        CHECK_NEAR(f.result.rms[FIT_VOLTAGE], 2e-3, 5e-4);
        close_fit(&f);
    }
    for (int k = 0; k < FREE; k++) all += covered[k];
    printf("covered: %d %d %d %d of %d\n", covered[0], covered[1], covered[2], covered[3], REPLICAS);
    CHECK_NEAR(all / (double)(FREE * REPLICAS), 0.95, 0.03);
}

static void test_make(void)
{
    twin_make(&twin);
}

TEST_MAIN("fitting/twin", TEST(test_make), TEST(test_noise_free), TEST(test_coverage))
