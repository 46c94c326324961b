/* cellsim ocp as a user meets it: slow curves of a simulated cell become the potential of a card that behaves as that cell. */
#define EXPECT_SECONDS 100
#include "expect.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"
#define TWIN SOURCE_ROOT "/tests/fitting/twin.cfg"
/* C/100 down from the upper to the lower voltage and up again. */
static void make_data(void)
{
    static const char protocol[] =
        "from_soc = 1.0;\nsteps = ( { do = \"cc\"; direction = \"discharge\"; rate = \"C/100\"; sample_period_s = 600; "
        "},\n"
        "  { do = \"cc\"; direction = \"charge\"; rate = \"C/100\"; sample_period_s = 600; } );\n";
    const char *const slow = scratch("slow.cfg");
    write_bytes(slow, protocol, sizeof protocol - 1);
    Outcome o = expect(0, (const char *[]){"run", TWIN, "--library", LIBRARY, "-c", slow, "-o", scratch("data"),
                                           "--no-figures", "-q", NULL});
    outcome_free(&o);
}

/* The twin with the table for its potential; `noisy`: one of its rows is there twice. */
static const char *card_with_table(const char *table, int noisy)
{
    char *card = read_text(TWIN), *rows = read_text(table), *text = calloc(1, 1 << 20);
    char *at = strstr(card, "name = \"NMC532\";");
    REQUIRE(at != NULL);
    sprintf(text, "%.*sU_table_V = \"ocp.csv\"; %s", (int)(at - card), card, at);
    char *material = strstr(text, "material = \"NMC532_Xu2019\";");
    REQUIRE(material != NULL);
    memset(material, ' ', strlen("material = \"NMC532_Xu2019\";"));
    char *start = strstr(text, "c0_mol_m3 = 6000.0;");
    REQUIRE(start != NULL);
    memcpy(start, "initial_V = 4.29;  ", strlen("c0_mol_m3 = 6000.0;"));
    char *more = strstr(text, "area_basis = \"sphere\";");
    REQUIRE(more != NULL);
    memmove(more + 24, more, strlen(more) + 1);
    memcpy(more, "c_max_mol_m3 = 34000.0; ", 24);
    write_bytes(scratch("card.cfg"), text, strlen(text));
    const char *middle = strstr(rows, "\n0.5,");
    REQUIRE(middle != NULL);
    const int length = sprintf(text, "%s%.*s\n", rows, noisy ? (int)strcspn(middle + 1, "\n") : 0, middle + 1);
    write_bytes(scratch("ocp.csv"), text, (size_t)length);
    free(card);
    free(rows);
    free(text);
    return scratch("card.cfg");
}

static void test_ocp(void)
{
    make_data();
    const char *const data = scratch("data/twin/slow.bdf.csv");
    Outcome o = expect(0, (const char *[]){"ocp", data, "-o", scratch("out"), "--json", NULL});
    json_t *result = json_loads(o.out, 0, NULL);
    REQUIRE(result != NULL);
    CHECK(json_array_size(json_object_get(result, "branches")) == 2);
    CHECK(json_number_value(json_object_get(result, "hysteresis_mean_mV")) < 20);
    CHECK_NEAR(json_number_value(json_array_get(json_object_get(result, "U_V"), 0)), 4.3, 5e-3);
    CHECK_NEAR(json_number_value(json_array_get(json_object_get(result, "U_V"), 500)), 3.4, 3e-2);
    json_decref(result);
    outcome_free(&o);
    CHECK(exists(scratch("out/slow_ocp/run.json")));
    CHECK(exists(scratch("out/slow_ocp/ocp.csv")) && exists(scratch("out/slow_ocp/ocp.gp")));
    o = expect(0, (const char *[]){"ocp", data, "-o", scratch("out"), "--no-figures", "--x", "0.1:0.9", NULL});
    CHECK(strstr(o.out, "U_table_V") && strstr(o.out, "it falls as measured"));
    outcome_free(&o);
    char *text = read_text(scratch("out/slow_ocp/ocp.csv"));
    CHECK(strstr(text, "# slow.bdf.csv: falling voltage, in") && strstr(text, "\n0.1,4.29") &&
          strstr(text, "\n0.9,3.4"));
    free(text);
    CHECK(!tree_has_nan(scratch("out")));
}

/* What is done to a table is said by check, and below the trust report of a run. */
static void test_the_table_in_a_card(void)
{
    for (int noisy = 0; noisy < 2; noisy++) {
        const char *const card = card_with_table(scratch("out/slow_ocp/ocp.csv"), noisy);
        Outcome o = expect(0, (const char *[]){"check", card, "--library", LIBRARY, NULL});
        CHECK((strstr(o.out, "1 of equal x averaged, by at most") != NULL) == noisy);
        outcome_free(&o);
        o = expect(0, (const char *[]){"run", card, "--library", LIBRARY, "-o", scratch("runs"), "--no-figures", NULL});
        CHECK((strstr(o.out, "U_table_V: 1 of equal x averaged") != NULL) == noisy);
        outcome_free(&o);
    }
}

static void test_refusals(void)
{
    const char *const out = scratch("refused"), *const spectrum = scratch("z.csv");
    static const char z[] = "f/Hz,Re(Z)/Ohm,-Im(Z)/Ohm\n100,1,0.1\n10,2,0.3\n1,3,0.4\n0.1,4,0.2\n";
    write_bytes(spectrum, z, sizeof z - 1);
    static const struct {
        int exit;
        const char *words, *argument[6];
    } bad[] = {{2, "ocp needs a file", {"ocp"}},
               {2, "two shares", {"ocp", "a.csv", "--x", "0.9:0.1"}},
               {2, "no effect in ocp", {"ocp", "a.csv", "--mass-mg", "1"}},
               {5, "nosuch", {"ocp", "nosuch.csv"}}};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        Outcome o = expect(bad[k].exit, bad[k].argument);
        CHECK(strstr(o.err, bad[k].words) != NULL);
        outcome_free(&o);
    }
    Outcome o = expect(3, (const char *[]){"ocp", spectrum, "-o", out, NULL});
    CHECK(strstr(o.err, "no equilibrium curve") != NULL);
    CHECK(!exists(out));
    outcome_free(&o);
    scratch_remove();
}

TEST_MAIN("robust/ocp", TEST(test_ocp), TEST(test_the_table_in_a_card), TEST(test_refusals))
