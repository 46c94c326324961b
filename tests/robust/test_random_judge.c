/* The judge of random cards finds what is wrong with a run, and the reducer keeps it. */
#include "../../cards/card.h"
#include "../test.h"
#include "random_reduce.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONFIGS SOURCE_ROOT "/configs"

static CellSpec cell;
static Protocol protocol;
static Run run;

/* A slow discharge of the example card. */
static int open_run(void)
{
    Card *card = NULL;
    Error e;
    const RunOptions options = {.simulation = simulation_defaults()};
    error_clear(&e);
    Status s = card_read(SOURCE_ROOT "/tests/cards/example.cfg", CONFIGS, 0, NULL, &card, &e);
    if (!s) s = card_cell(card, NAN, &cell, &e);
    if (!s) s = protocol_read("discharge", CONFIGS, card, "C/100", &protocol, &e);
    if (!s) s = run_protocol(&cell, &protocol, cell.electrode[POSITIVE].mass_loading, &options, &run, &e);
    card_free(card);
    return s == CELLSIM_OK && run.samples > 2 && run.profiles > 0;
}

/* What the solver leaves open is the business of the random cards: the run is made one without fault. */
static void smooth(void)
{
    run.trust.charge_balance = 0;
    for (int k = 0; k < run.profiles; k++)
        for (int j = 0; j < run.profile[k].nodes * run.profile[k].phases; j++)
            run.profile[k].theta_surface[j] = run.profile[k].theta_mean[j] = 0.5;
}

static void close_run(void)
{
    run_free(&run);
    protocol_free(&protocol);
    cell_spec_free(&cell);
}

static Verdict judged(void)
{
    Verdict v = {0};
    check_run(&cell, &protocol, &run, &v);
    return v;
}

/* With `*value` replaced, this fault and no worse one is found. */
static void expect_fault(double *value, double wrong, Fault fault)
{
    const double right = *value;
    *value = wrong;
    const Verdict v = judged();
    *value = right;
    if (worst_fault(v.faults) != fault) fprintf(stderr, "expected '%s', found 0x%x\n", fault_name[fault], v.faults);
    CHECK(worst_fault(v.faults) == fault);
    CHECK(v.text[fault][0] != '\0');
}

static void test_faults_of_a_run(void)
{
    REQUIRE(open_run());
    smooth();
    const Verdict v = judged();
    CHECK(v.faults == 0);
    CHECK(v.compared == 1);
    const double c0 = electrolyte_c0(cell.electrolyte);
    Sample *last = &run.sample[run.samples - 1];
    expect_fault(&run.sample[1].voltage, NAN, FAULT_NOT_FINITE);
    expect_fault(&run.profile[0].c_e[0], INFINITY, FAULT_NOT_FINITE);
    expect_fault(&run.sample[0].voltage, 2.4998, FAULT_START);
    expect_fault(&last->voltage, 2.4998, FAULT_LIMIT);
    expect_fault(&last->voltage, 10, FAULT_LIMIT);
    expect_fault(&last->charge, 1.2 * last->charge, FAULT_SITES);
    expect_fault(&last->charge, 0.97 * last->charge, FAULT_CAPACITY);
    expect_fault(&run.profile[0].theta_surface[run.profile[0].nodes - 1], -2e-6, FAULT_THETA);
    expect_fault(&run.profile[0].c_e[0], -2e-6 * c0, FAULT_SALT);
    expect_fault(&run.record[0].c_e_min, -2e-6 * c0, FAULT_SALT);
    expect_fault(&run.trust.lithium_balance, 2e-9, FAULT_GUEST_BALANCE);
    expect_fault(&run.trust.salt_balance, 2e-9, FAULT_SALT_BALANCE);
    expect_fault(&run.trust.charge_balance, 2e-9, FAULT_CHARGE_BALANCE);
    expect_fault(&run.record[0].charge, 1.0001 * run.record[0].charge, FAULT_CHARGE_BALANCE);
    run.status = CELLSIM_EARLY;
    CHECK(worst_fault(judged().faults) == FAULT_MESSAGE);
    close_run();
}

static char *text_of(const RandomCase *c)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    REQUIRE(f != NULL);
    item_print(c->card, f);
    item_print(c->protocol, f);
    fclose(f);
    return text;
}

static void test_seeds(void)
{
    RandomCase one = random_case(7, 1), same = random_case(7, 1), other = random_case(8, 1), lab = random_case(7, 0);
    char *a = text_of(&one), *b = text_of(&same), *c = text_of(&other), *d = text_of(&lab);
    CHECK(!strcmp(a, b));
    CHECK(strcmp(a, c) != 0);
    CHECK(strcmp(a, d) != 0);
    free(a), free(b), free(c), free(d);
    random_case_free(&one), random_case_free(&same), random_case_free(&other), random_case_free(&lab);
}

/* A card with a key that does not exist is refused; what is left of it is that key and what comes before it. */
static void test_reducer(void)
{
    char card[] = "/tmp/cellsim_judge_XXXXXX", steps[] = "/tmp/cellsim_judge_XXXXXX";
    REQUIRE(close(mkstemp(card)) == 0 && close(mkstemp(steps)) == 0);
    RandomCase c = random_case(7, 1);
    item_number(c.card, "colour", 3.25);
    const Verdict before = run_case(&c, card, steps);
    CHECK(worst_fault(before.faults) == FAULT_REFUSED && before.exit == CELLSIM_BAD_CARD);
    char *large = text_of(&c);
    reduce_case(&c, &before, FAULT_REFUSED, 400, card, steps);
    char *small = text_of(&c);
    CHECK(strlen(small) < 100 && strlen(large) > 10 * strlen(small));
    CHECK(strstr(small, "colour = 1;") != NULL);
    const Verdict after = run_case(&c, card, steps);
    CHECK(verdict_alike(&before, &after, FAULT_REFUSED));
    free(large), free(small);
    random_case_free(&c);
    remove(card), remove(steps);
}

TEST_MAIN("robust/random_judge", TEST(test_faults_of_a_run), TEST(test_seeds), TEST(test_reducer))
