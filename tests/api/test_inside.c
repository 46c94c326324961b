/* Profiles along steps, on request. */
#include "../../include/cellsim.h"
#include "../test.h"

static size_t profiles(cellsim_card *card, const cellsim_options *o, size_t *steps)
{
    size_t n = 0;
    cellsim_results *r = NULL;
    CHECK(cellsim_run(card, "discharge", o, &r, NULL) == CELLSIM_OK);
    cellsim_column(r, 0, CELLSIM_STEPS, 0, "step", steps);
    CHECK(cellsim_column(r, 0, CELLSIM_PROFILES, 0, "time_s", &n) != NULL);
    cellsim_results_free(r);
    return n;
}

static void test_profiles_along_a_discharge(void)
{
    cellsim_card *card = NULL;
    size_t steps = 0;
    const cellsim_options o = {.size = sizeof o, .inside = 1};
    REQUIRE(cellsim_card_read("r175_li", SOURCE_ROOT "/configs", &card, NULL) == CELLSIM_OK);
    CHECK(profiles(card, NULL, &steps) == 1 && steps == 1); /* at its end alone */
    CHECK(profiles(card, &o, &steps) == 8 && steps == 1);   /* 0, 1, 10, 25, 50, 75, 90, 100 % */
    cellsim_card_free(card);
}

/* The concentrations in a reservoir, a row for each profile; no such column where there is none. */
static void test_reservoir(void)
{
    static const char *const name[] = {"ti078_mg_li", "r175_li"};
    for (int k = 0; k < 2; k++) {
        cellsim_card *card = NULL;
        cellsim_results *r = NULL;
        size_t n = 0, profiles = 0;
        REQUIRE(cellsim_card_read(name[k], SOURCE_ROOT "/configs", &card, NULL) == CELLSIM_OK);
        CHECK(cellsim_run(card, "discharge", NULL, &r, NULL) == CELLSIM_OK);
        const double *Li = cellsim_column(r, 0, CELLSIM_PROFILES, 0, "reservoir_Li_mol_m3", &n);
        CHECK(cellsim_column(r, 0, CELLSIM_PROFILES, 0, "time_s", &profiles) != NULL);
        CHECK((Li != NULL) == (k == 0) && (!Li || (n == profiles && Li[0] > 100 && Li[0] < 200)));
        cellsim_results_free(r);
        cellsim_card_free(card);
    }
}

TEST_MAIN("api/inside", TEST(test_profiles_along_a_discharge), TEST(test_reservoir))
