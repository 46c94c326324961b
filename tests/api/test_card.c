/* Cards as handles: read by file, name and text, changed, asked, refused. */
#define _GNU_SOURCE
#include "../../include/cellsim.h"
#include "../test.h"
#include "same.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char CONFIGS[] = SOURCE_ROOT "/configs", CARD[] = SOURCE_ROOT "/cells/r175_li.cfg";
static const char LOADING[] = "positive.loading_mg_cm2";

static cellsim_card *open_card(const char *name)
{
    cellsim_card *card = NULL;
    cellsim_error e;
    const cellsim_status s = cellsim_card_read(name, CONFIGS, &card, &e);
    if (s) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.message);
    return card;
}

static double number_at(const cellsim_card *card, const char *path)
{
    const cellsim_value *v = cellsim_get(card, path, NULL);
    return v ? v->number : NAN;
}

static void test_by_file_and_name(void)
{
    cellsim_card *file = open_card(CARD), *name = open_card("r175_li");
    REQUIRE(file && name);
    CHECK(!strcmp(cellsim_card_name(file), "r175_li") && !strcmp(cellsim_card_name(name), "r175_li"));
    CHECK(!strcmp(cellsim_card_title(name), "TiO2-x R1.75 | Li"));
    CHECK(!strcmp(cellsim_card_experiment(name, 0), "gcd") && !cellsim_card_experiment(name, 99) &&
          !cellsim_card_experiment(name, -1));
    cellsim_card_free(file);
    cellsim_card_free(name);
}

/* Of what is wrong: where, what, what to do. */
static void test_no_card(void)
{
    cellsim_card *card = (cellsim_card *)&card;
    cellsim_error e;
    CHECK(cellsim_card_read("no_such_card", CONFIGS, &card, &e) == CELLSIM_BAD_CARD);
    CHECK(card == NULL && e.status == CELLSIM_BAD_CARD && strstr(e.message, "'no_such_card'") && e.hint[0]);
    CHECK(cellsim_card_parse("name = \"x\";\npositiv = 1;\n", NULL, CONFIGS, &card, &e) == CELLSIM_BAD_CARD);
    CHECK(card == NULL && !strcmp(e.file, "card.cfg") && e.line == 2 && strstr(e.hint, "positive"));
    CHECK(cellsim_card_read(NULL, NULL, &card, &e) == CELLSIM_USAGE && e.message[0]);
    CHECK(cellsim_card_read(CARD, NULL, NULL, NULL) == CELLSIM_USAGE);
    CHECK(cellsim_card_parse(NULL, NULL, NULL, &card, NULL) == CELLSIM_USAGE);
    cellsim_card_free(NULL);
}

static void test_get(void)
{
    cellsim_card *card = open_card(CARD);
    cellsim_error e;
    REQUIRE(card != NULL);
    const cellsim_value *v = cellsim_get(card, LOADING, &e);
    REQUIRE(v != NULL);
    CHECK(e.status == CELLSIM_OK && !strcmp(v->path, LOADING) && v->number == 1 && !strcmp(v->unit, "mg/cm2"));
    CHECK(!strcmp(v->kind, "reported") && strstr(v->source, "paper 000") && v->line > 0 && v->least < 1 && v->most > 1);
    v = cellsim_get(card, "positive.phases[0].D_cm2_s", &e); /* of the library */
    REQUIRE(v != NULL);
    CHECK(v->number > 0 && v->number < 1e-6 && !strcmp(v->unit, "cm2/s") && v->help[0]);
    v = cellsim_get(card, "positive.connected_fraction", NULL); /* a formula of m */
    REQUIRE(v != NULL);
    CHECK(isnan(v->number) && strstr(v->text, "min("));
    CHECK(cellsim_get(card, "positive.loading", &e) == NULL && e.status == CELLSIM_USAGE &&
          strstr(e.message, "loading"));
    CHECK(cellsim_get(NULL, LOADING, &e) == NULL && e.status == CELLSIM_USAGE);
    const int n = cellsim_values(card);
    CHECK(n > 40 && cellsim_value_at(card, n) == NULL && cellsim_value_at(card, -1) == NULL);
    for (int k = 0; k < n; k++) {
        const cellsim_value *at = cellsim_value_at(card, k);
        CHECK(at && at->path && at->text && at->unit && at->help && at->source && at->kind && at->note);
    }
    cellsim_card_free(card);
}

static void test_set(void)
{
    cellsim_card *card = open_card(CARD);
    cellsim_error e;
    const double x = 0.1 + 0.2; /* 17 digits */
    REQUIRE(card != NULL);
    CHECK(cellsim_set(card, LOADING, x, &e) == CELLSIM_OK && e.status == CELLSIM_OK && number_at(card, LOADING) == x);
    CHECK(cellsim_set(card, LOADING, 7, &e) == CELLSIM_OK && number_at(card, LOADING) == 7); /* again */
    CHECK(cellsim_get(card, LOADING, NULL)->line == 0);
    CHECK(cellsim_set_text(card, "separator", "Whatman_GFA", &e) == CELLSIM_OK);
    CHECK(number_at(card, LOADING) == 7 && number_at(card, "separator.thickness_um") > 100);
    CHECK(cellsim_set(card, "mesh.electrode", 2, &e) == CELLSIM_OK && number_at(card, "mesh.electrode") == 2);
    const cellsim_setting back[] = {{LOADING, NULL}};
    CHECK(cellsim_set_all(card, 1, back, &e) == CELLSIM_OK && number_at(card, LOADING) == 1);
    CHECK(number_at(card, "mesh.electrode") == 2);
    CHECK(cellsim_reset(card, &e) == CELLSIM_OK && number_at(card, "mesh.electrode") == 1);
    CHECK(number_at(card, "separator.thickness_um") < 100);
    cellsim_card_free(card);
}

/* A card that is refused stays as it was. */
static void test_refused(void)
{
    cellsim_card *card = open_card(CARD);
    cellsim_error e;
    REQUIRE(card && cellsim_set(card, LOADING, 5, NULL) == CELLSIM_OK);
    CHECK(cellsim_set(card, "positive.loadin_mg_cm2", 3, &e) == CELLSIM_BAD_CARD && strstr(e.hint, LOADING + 9));
    CHECK(cellsim_set(card, LOADING, -3, &e) == CELLSIM_BAD_CARD && strstr(e.message, "out of range"));
    CHECK(cellsim_set(card, "positive.phases[7].radius_nm", 3, &e) == CELLSIM_BAD_CARD && e.message[0]);
    CHECK(cellsim_set(card, "", 3, &e) == CELLSIM_BAD_CARD && e.message[0]);
    CHECK(cellsim_set(card, LOADING, NAN, &e) == CELLSIM_USAGE &&
          cellsim_set(card, LOADING, INFINITY, &e) == CELLSIM_USAGE);
    CHECK(cellsim_set_text(card, LOADING, NULL, &e) == CELLSIM_USAGE &&
          cellsim_set(card, NULL, 1, &e) == CELLSIM_USAGE);
    CHECK(cellsim_set_text(card, LOADING, "ten", &e) == CELLSIM_BAD_CARD && !e.file[0]);
    const cellsim_setting both[] = {{LOADING, "8"}, {"positive.porosity", "1.5"}};
    CHECK(cellsim_set_all(card, 2, both, &e) == CELLSIM_BAD_CARD);
    CHECK(number_at(card, LOADING) == 5 && number_at(card, "positive.porosity") == 0.55);
    cellsim_card_free(card);
}

/* What may only change together. */
static void test_together(void)
{
    cellsim_card *card = open_card(CARD);
    cellsim_error e;
    const cellsim_setting window[] = {{"window.lower_V", "3.1"}, {"window.upper_V", "3.2"}};
    REQUIRE(card != NULL);
    CHECK(cellsim_set(card, "window.lower_V", 3.1, &e) == CELLSIM_BAD_CARD);
    CHECK(cellsim_set_all(card, 2, window, &e) == CELLSIM_OK && number_at(card, "window.lower_V") == 3.1);
    CHECK(cellsim_set_all(card, -1, window, &e) == CELLSIM_USAGE &&
          cellsim_set_all(card, 2, NULL, &e) == CELLSIM_USAGE);
    cellsim_card_free(card);
}

static char *text_of(const char *file)
{
    FILE *f = fopen(file, "r");
    char *text = calloc(1, 1 << 16);
    if (!f || !text || fread(text, 1, (1 << 16) - 1, f) == 0) fprintf(stderr, "%s cannot be read\n", file);
    if (f) fclose(f);
    return text;
}

/* There is room for it. */
static void replace(char *text, const char *old, const char *new)
{
    char *at = strstr(text, old);
    if (!at) return;
    memmove(at + strlen(new), at + strlen(old), strlen(at + strlen(old)) + 1);
    memcpy(at, new, strlen(new));
}

/* Tables in files are found in the folder, and read again only for what they are a part of. */
static void test_text_with_table(void)
{
    char folder[] = "/tmp/cellsim_api_XXXXXX", table[64];
    cellsim_card *card = NULL;
    cellsim_error e;
    char *text = text_of(SOURCE_ROOT "/cells/chen2020.cfg");
    REQUIRE(text && mkdtemp(folder));
    snprintf(table, sizeof table, "%s/kappa.csv", folder);
    FILE *f = fopen(table, "w");
    REQUIRE(f != NULL);
    fputs("c [mol/L],kappa [S/m]\n0,0.05\n0.5,0.7\n1,0.95\n2,0.6\n4,0.2\n", f);
    fclose(f);
    replace(text, "electrolyte = \"LiPF6_EC_EMC_Nyman2008\";",
            "electrolyte = { material = \"LiPF6_EC_EMC_Nyman2008\"; kappa_S_m = \"kappa.csv\"; };");
    const cellsim_status s = cellsim_card_parse(text, folder, CONFIGS, &card, &e);
    if (s) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.message);
    REQUIRE(s == CELLSIM_OK);
    unlink(table);
    CHECK(cellsim_set(card, "positive.porosity", 0.3, &e) == CELLSIM_OK);
    CHECK(cellsim_set(card, "electrolyte.c0_M", 1.1, &e) == CELLSIM_BAD_CARD && strstr(e.message, "kappa.csv"));
    cellsim_card_free(card);
    rmdir(folder);
    free(text);
}

/* chen2020 with a conductivity whose constant is k, after another constant or afresh; run. */
static cellsim_results *run_with_constant(double before, double k)
{
    static const char PATH[] = "electrolyte.kappa_S_m.with.k";
    cellsim_card *card = NULL;
    cellsim_results *r = NULL, *old = NULL;
    char *text = text_of(SOURCE_ROOT "/cells/chen2020.cfg");
    if (!text) return NULL;
    replace(text, "electrolyte = \"LiPF6_EC_EMC_Nyman2008\";",
            "electrolyte = { material = \"LiPF6_EC_EMC_Nyman2008\"; kappa_S_m = { value = \"k*(1 + c/4)\"; with = { k = 1.0; }; }; };");
    CHECK(cellsim_card_parse(text, NULL, CONFIGS, &card, NULL) == CELLSIM_OK);
    const cellsim_value *v = cellsim_get(card, PATH, NULL);
    CHECK(v && v->number == 1 && v->help[0]);
    if (before > 0) {
        CHECK(cellsim_set(card, PATH, before, NULL) == CELLSIM_OK);
        CHECK(cellsim_run(card, "discharge", NULL, &old, NULL) == CELLSIM_OK);
    }
    CHECK(cellsim_set(card, PATH, k, NULL) == CELLSIM_OK && cellsim_run(card, "discharge", NULL, &r, NULL) == CELLSIM_OK);
    CHECK(!same_results(r, old));
    cellsim_results_free(old);
    cellsim_card_free(card);
    free(text);
    return r;
}

/* A constant of a formula is part of what its table is made of. */
static void test_constants_of_formulas(void)
{
    cellsim_results *changed = run_with_constant(0.9, 0.3), *fresh = run_with_constant(0, 0.3);
    CHECK(same_results(changed, fresh));
    cellsim_results_free(changed);
    cellsim_results_free(fresh);
}

TEST_MAIN("api/card", TEST(test_by_file_and_name), TEST(test_no_card), TEST(test_get), TEST(test_set),
          TEST(test_refused), TEST(test_together), TEST(test_text_with_table),
          TEST(test_constants_of_formulas))
