/* Hints work: cards that end in exit 4 run once what their messages propose is done, message after message. The cards are
 * random ones of class extreme, by seed; one that runs by now no longer counts. */
#include "../test.h"
#include "random_hint.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Seeds and words of their first hint, every cause that is not physics among them; which of them still fail changes with the
 * solver. */
static const struct {
    uint64_t seed;
    const char *says;
} failing[] = {{501677, "(positive.initial_V = "},
               {600077, "(positive.initial_V = "},
               {500655, "(negative.initial_V = "},
               {231, "(U_V = "},
               {501380, "(U_V = "},
               {500869, "(double_layer_F_m2 = "},
               {500765, "(double_layer_F_m2 = "},
               {600483, "(double_layer_F_m2 = "},
               {910, "(hysteresis_current_A_m2 = "},
               {500093, "(--tolerance "}};
enum { FAILING = sizeof failing / sizeof failing[0] };

static void test_hints_of_random_cards(void)
{
    char card[] = "/tmp/cellsim_hint_XXXXXX", steps[] = "/tmp/cellsim_hint_XXXXXX";
    REQUIRE(close(mkstemp(card)) == 0 && close(mkstemp(steps)) == 0);
    for (int k = 0; k < FAILING; k++) {
        RandomCase c = random_case(failing[k].seed, 1);
        Verdict v = run_case(&c, card, steps);
        if (v.exit == CELLSIM_SOLVER) {
            printf("\n    %ld: %s", (long)failing[k].seed, v.hint);
            CHECK(strstr(v.hint, failing[k].says) != NULL);
            CHECK(follow_hints(&c, &v, card, steps));
        }
        random_case_free(&c);
    }
    remove(card), remove(steps);
}

static Item *phase_of(RandomCase *c, const char *name)
{
    Item *electrode = item_group(c->card, "positive"), *phases = item_list(electrode, "phases");
    Item *phase = item_group(phases, NULL);
    item_text(phase, "name", "%s", name);
    return phase;
}

/* A hint that proposes nothing, or what is there already, is not taken. */
static void test_taking_hints(void)
{
    RandomCase c = {item_root(), item_root(), 0};
    item_number(phase_of(&c, "p0"), "x0", 0.5);
    CHECK(!take_hint(&c, "lower the rate"));
    CHECK(take_hint(&c, "… (double_layer_F_m2 = 0.1)"));
    CHECK(!take_hint(&c, "… (double_layer_F_m2 = 0.1)"));
    CHECK(take_hint(&c, "… (positive.initial_V = 1.5)"));
    CHECK(!take_hint(&c, "… (positive.initial_V = 1.5)"));
    CHECK(!take_hint(&c, "… (negative.initial_V = 1.5)"));
    CHECK(take_hint(&c, "phase p0 of the positive electrode (hysteresis_current_A_m2 = 0.001)"));
    CHECK(take_hint(&c, "phase p0 of the working electrode (hysteresis_current_A_m2 = 0.002)"));
    CHECK(!take_hint(&c, "phase p1 of the positive electrode (hysteresis_current_A_m2 = 0.001)"));
    CHECK(!take_hint(&c, "phase p0 of the positive electrode (U_V = 1)"));
    CHECK(take_hint(&c, "… (--tolerance 0.001)") && c.tolerance == 0.001);
    CHECK(!take_hint(&c, "… (--tolerance 0.001)"));
    random_case_free(&c);
}

TEST_MAIN("robust/hints", TEST(test_taking_hints), TEST(test_hints_of_random_cards))
