/* The fitted card reads as the card with --set does, wherever the value stands. */
#include "../../fitting/rewrite.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

#define CARD SOURCE_ROOT "/tests/fitting/twin.cfg"
#define LIBRARY SOURCE_ROOT "/configs"

static void check_edit(const char *path, const char *value, const char *written)
{
    const CardEdit edit = {path, value, "fit to a.csv", "fitted"};
    Text text = {0};
    Card *card;
    Error e;
    int done = 0;
    REQUIRE(card_rewrite(CARD, LIBRARY, 1, &edit, &text, &done, &e) == CELLSIM_OK);
    if (!done || !strstr(text.data, written)) fprintf(stderr, "%s: %s\n", path, text.data);
    CHECK(done);
    CHECK(strstr(text.data, written) != NULL);
    REQUIRE(card_parse(CARD, text.data, LIBRARY, 0, NULL, &card, &e) == CELLSIM_OK);
    CHECK_NEAR(card_number(card, path), strtod(value, NULL), 0);
    const Provenance *p;
    const int n = card_provenance(card, &p);
    int found = 0;
    for (int k = 0; k < n; k++)
        found += !strcmp(p[k].path, path) && p[k].kind == KIND_FITTED && !strcmp(p[k].source, "fit to a.csv");
    CHECK(found == 1);
    card_free(card);
    text_free(&text);
}

static void test_places(void)
{
    check_edit("positive.sigma_S_m", "0.25",
               "sigma_S_m = { value = 0.25; source = \"fit to a.csv\"; kind = \"fitted\"; };");
    check_edit("positive.porosity", "0.31", "porosity = { value = 0.31;");            /* a value with a source */
    check_edit("positive.phases[0].D_m2_s", "2e-14", "D_m2_s = { value = 2e-14;");    /* in a list */
    check_edit("positive.phases[0].c_max_mol_m3", "48000", "c_max_mol_m3 = { value"); /* from a library */
    check_edit("electrolyte.c0_M", "1.2", "electrolyte = { material = \"LiPF6_EC_DMC_EMC\"; c0_M = { value = 1.2;");
    check_edit("separator.porosity", "0.41", "separator = { material = \"Celgard_2325\"; porosity");
    check_edit("contact_resistance_ohm_cm2", "2", "contact_resistance_ohm_cm2 = { value = 2;"); /* not in the card */
}

/* What cannot be found is said, and the rest done. */
static void test_other_key(void)
{
    const CardEdit edit[] = {{"positive.phases[0].D_cm2_s", "2e-10", "fit", "fitted"},
                             {"positive.sigma_S_m", "3", "fit", "fitted"}};
    Text text = {0};
    Error e;
    int done[2] = {1, 0};
    REQUIRE(card_rewrite(CARD, LIBRARY, 2, edit, &text, done, &e) == CELLSIM_OK);
    CHECK(!done[0]); /* the card says it by D_m2_s */
    CHECK(done[1]);
    text_free(&text);
}

TEST_MAIN("fitting/rewrite", TEST(test_places), TEST(test_other_key))
