/* Cards against their own published numbers: what they say was fitted comes back. */
#include "../../fitting/fit.h"
#include "../../fitting/targets.h"
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fits of `cell`, each number starting at the card's times `away`. */
static void comes_back(const char *cell, int wanted, double away)
{
    char file[160], number[MOST_FREE][32];
    Card *card;
    Error e;
    FitParameter p[MOST_FREE];
    double said[MOST_FREE];
    Override override[MOST_FREE * MOST_PLACES];
    FitTargets *targets = NULL;
    FitData data;
    FitResult r;
    int n, overrides = 0;
    snprintf(file, sizeof file, SOURCE_ROOT "/cells/%s.cfg", cell);
    REQUIRE(card_read(file, SOURCE_ROOT "/configs", 0, NULL, &card, &e) == CELLSIM_OK);
    REQUIRE(fit_targets_parameters(card, p, &n, &e) == CELLSIM_OK);
    CHECK(n == wanted);
    card_free(card);
    for (int k = 0; k < n; k++) {
        said[k] = p[k].start;
        p[k].start *= away;
        snprintf(number[k], sizeof number[k], "%.17g", p[k].start);
        for (int j = 0; j <= p[k].others; j++) override[overrides++] = (Override){parameter_place(&p[k], j), number[k]};
    }
    REQUIRE(card_read(file, SOURCE_ROOT "/configs", overrides, override, &card, &e) == CELLSIM_OK);
    REQUIRE(fit_targets_open(card, SOURCE_ROOT "/configs", n, p, &targets, &data, &e) == CELLSIM_OK);
    CHECK(data.points == wanted); /* each by a target of its own */
    FitProblem q = {.card = card,
                    .parameters = n,
                    .parameter = p,
                    .files = 1,
                    .file = &data,
                    .model = fit_targets_simulate,
                    .context = targets,
                    .simulation = simulation_defaults()};
    q.simulation.tolerance = FIT_TARGETS_TOLERANCE;
    REQUIRE(fit_problem_begin(&q, &e) == CELLSIM_OK);
    REQUIRE(fit_run(&q, &(FitOptions){.starts = 1}, &r, &e) == CELLSIM_OK);
    for (int k = 0; k < n; k++) CHECK_NEAR(r.value[k] / said[k], 1, 0.01);
    CHECK(r.rms[FIT_TARGET] < 1e-3);
    printf("%s: %ld evaluations\n", cell, r.evaluations);
    fit_problem_end(&q);
    fit_data_free(&data);
    fit_targets_free(targets);
    card_free(card);
}

static void test_cards(void)
{
    comes_back("p25_li", 2, 1);
    comes_back("p25_li", 2, 1.3);
    comes_back("r175_li", 3, 1);
    comes_back("r175_li", 3, 2);
    comes_back("r125_li", 2, 0.5);
}

TEST_MAIN("fitting/targets", TEST(test_cards))
