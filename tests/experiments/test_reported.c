/* What hosts report is in the records of a run. */
#include "shares.h"

#include <stdlib.h>

enum { CRYSTAL, AMORPHOUS, ROCKSALT, WORN_OUT, BOUND, CAPACITY, OUTPUTS };

static void test_names(void)
{
    Reported r[MAX_REPORTED];
    CellSpec plain = variant_cell(variant_named("half cell")), one = variant_cell(variant_named("half cell, evolving")),
             two = variant_cell(variant_named("full cell, evolving"));
    CHECK(reported_list(&plain, r) == 0);
    CHECK(reported_list(&one, r) == OUTPUTS);
    CHECK(!strcmp(r[ROCKSALT].name, "rocksalt") && !strcmp(r[ROCKSALT].full, "positive.spheres.rocksalt"));
    CHECK(!strcmp(r[BOUND].unit, "1"));
    CHECK(reported_find(OUTPUTS, r, "rocksalt") == ROCKSALT &&
          reported_find(OUTPUTS, r, "positive.spheres.bound") == BOUND);
    CHECK(reported_find(OUTPUTS, r, "spheres") < 0);
    CHECK(reported_list(&two, r) == 2 * OUTPUTS);
    CHECK(!strcmp(r[0].name, "negative.spheres.crystal") && !strcmp(r[OUTPUTS + BOUND].name, "positive.spheres.bound"));
    CHECK(reported_find(2 * OUTPUTS, r, "crystal") < 0);
    CHECK(reported_is_sound(2 * OUTPUTS, r) && !reported_is_sound(MAX_REPORTED + 1, r));
    r[3].output = MAX_HOST_OUTPUTS;
    CHECK(!reported_is_sound(2 * OUTPUTS, r));
    cell_spec_free(&plain);
    cell_spec_free(&one);
    cell_spec_free(&two);
}

/* Phases of one electrode with one name are told apart by their place; commas would be columns. */
static void test_awkward_names(void)
{
    Reported r[MAX_REPORTED];
    CellSpec one = variant_cell(variant_named("half cell, evolving"));
    Electrode *el = &one.electrode[POSITIVE];
    snprintf(el->phase[0].name, sizeof el->phase[0].name, "a,b/c");
    CHECK(reported_list(&one, r) == OUTPUTS && !strcmp(r[0].full, "positive.a_b_c.crystal"));
    el->phase[1] = el->phase[0]; /* borrowed: not to be freed twice */
    el->phases = 2;
    CHECK(reported_list(&one, r) == 2 * OUTPUTS);
    CHECK(!strcmp(r[0].name, "positive.phases[0].crystal") && !strcmp(r[OUTPUTS].name, "positive.phases[1].crystal"));
    el->phases = 1;
    memset(&el->phase[1], 0, sizeof el->phase[1]);
    cell_spec_free(&one);
}

/* Contents of both ions, of the classes that take them, and electrons; of ions that begin alike their whole names; where there is
 * no room for all, contents without classes. */
static void test_names_of_competitors(void)
{
    Reported r[MAX_REPORTED];
    CellSpec one = variant_cell(variant_named("half cell, competing")),
             three = variant_cell(variant_named("half cell, competing in three classes"));
    const char *const expected[] = {"Li", "Mg", "Li_1", "Li_2", "Mg_2", "nu"};
    REQUIRE(reported_list(&one, r) == 6);
    for (int k = 0; k < 6; k++) CHECK(!strcmp(r[k].name, expected[k]));
    CHECK(!strcmp(r[4].words, "Mg, sites 2") && r[4].detail && !r[1].detail);
    snprintf(one.electrode[POSITIVE].phase[0].competing->ion[SECOND_ION].name, ION_NAME, "LiCl2");
    REQUIRE(reported_list(&one, r) == 6);
    CHECK(!strcmp(r[1].name, "LiCl2") && !strcmp(r[4].name, "LiCl2_2") && !strcmp(r[0].name, "Li"));
    CHECK(reported_find(6, r, "LiCl2") == 1);
    Electrode *el = &three.electrode[POSITIVE];
    REQUIRE(reported_list(&three, r) == 8);
    el->phase[1] = el->phase[2] = el->phase[0]; /* borrowed: not to be freed twice */
    el->phases = 3;
    REQUIRE(reported_list(&three, r) == 6);
    for (int k = 0; k < 6; k++) CHECK(!r[k].detail && r[k].phase == k / 2);
    CHECK(!strncmp(r[5].name, "positive.phases[2].", 19) && !strncmp(r[5].words, "positive.phases[2].", 19));
    el->phases = 1;
    memset(&el->phase[1], 0, 2 * sizeof el->phase[1]);
    cell_spec_free(&one);
    cell_spec_free(&three);
}

/* They begin as the card says, add up at every step, and evolve; a cycle's row is the state after its rest. */
static void test_every_record_and_cycle_has_them(void)
{
    Lab lab;
    Step cycle[3];
    open_shares(&lab, "half cell, evolving", 4, cycle);
    run(&lab);
    REQUIRE(lab.run.reports == OUTPUTS && lab.run.records == 12 && lab.run.cycles == 4);
    for (int k = 0; k < 12; k++) {
        const double *v = lab.run.record[k].reported;
        CHECK_NEAR(v[CRYSTAL] + v[AMORPHOUS] + v[ROCKSALT] + v[WORN_OUT], 1, 1e-12);
        const double *before = lab.run.record[k > 0 ? k - 1 : 0].reported;
        CHECK(v[CRYSTAL] <= before[CRYSTAL] && v[WORN_OUT] >= before[WORN_OUT]);
        if (k % 3 == 2) CHECK(!memcmp(v, lab.run.cycle[k / 3].reported, sizeof lab.run.cycle[0].reported));
    }
    CHECK(lab.run.record[0].reported[CRYSTAL] <= 0.6 && lab.run.record[11].reported[CRYSTAL] < 0.59);
    CHECK(lab.run.record[11].reported[ROCKSALT] > lab.run.record[0].reported[ROCKSALT]);
    close_lab(&lab);
}

static void test_other_cells_report_nothing(void)
{
    Lab lab;
    Step cycle[3];
    open_shares(&lab, "half cell", 1, cycle);
    run(&lab);
    CHECK(lab.run.reports == 0 && !(fabs(lab.run.record[0].reported[0]) > 0));
    close_lab(&lab);
}

static Status keep_state(void *copy, const Archive *state, Error *e)
{
    Archive *a = copy;
    if (a->length == 0) archive_bytes(a, state->data, state->length);
    return a->failed ? error_memory(e) : CELLSIM_OK;
}

static void test_a_resumed_run_has_the_same(void)
{
    Lab lab, again;
    Step cycle[3], same[3];
    Archive kept = {0};
    const RunSink sink = {.checkpoint = keep_state, .checkpoint_context = &kept};
    open_shares(&lab, "half cell, evolving", 3, cycle);
    lab.o.sink = &sink;
    lab.o.checkpoint_period = 1e-12;
    run(&lab);
    REQUIRE(kept.length > 0);
    const Archive state = archive_of(kept.data, kept.length);
    open_shares(&again, "half cell, evolving", 3, same);
    again.o.resume = &state;
    run(&again);
    CHECK(again.run.reports == OUTPUTS && again.run.records == lab.run.records);
    CHECK(!memcmp(again.run.record, lab.run.record, (size_t)lab.run.records * sizeof *lab.run.record));
    CHECK(!memcmp(again.run.cycle, lab.run.cycle, (size_t)lab.run.cycles * sizeof *lab.run.cycle));
    archive_free(&kept);
    close_lab(&lab);
    close_lab(&again);
}

TEST_MAIN("experiments/reported", TEST(test_names), TEST(test_awkward_names), TEST(test_names_of_competitors),
          TEST(test_every_record_and_cycle_has_them), TEST(test_other_cells_report_nothing),
          TEST(test_a_resumed_run_has_the_same))
