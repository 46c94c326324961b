/* The step "eis": what a protocol file says, and what a run of it holds. */
#include "../../cards/card.h"
#include "../../experiments/run.h"
#include "../test.h"
#include "../verify/shipped.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads a protocol from its text. */
static Status read_protocol(const char *text, Protocol *p, Error *e)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_eis_%ld.cfg", (long)getpid());
    FILE *f = fopen(path, "w");
    REQUIRE(f != NULL);
    fputs(text, f);
    fclose(f);
    const Status s = protocol_read(path, SOURCE_ROOT "/configs", NULL, NULL, p, e);
    unlink(path);
    return s;
}

static void test_defaults(void)
{
    Protocol p;
    REQUIRE(read_protocol("figure = \"eis\"; steps = ( { do = \"eis\"; } );", &p, NULL) == CELLSIM_OK);
    CHECK(p.steps == 1 && p.step[0].kind == STEP_EIS && !strcmp(p.figure, "eis"));
    CHECK(p.step[0].f_max == 200e3 && p.step[0].f_min == 0.01 && p.step[0].points_per_decade == 10);
    protocol_free(&p);
}

static void test_refusals(void)
{
    static const char *const bad[] = {"steps = ( { do = \"eis\"; f_min_Hz = 1e6; } );",
                                      "steps = ( { do = \"eis\"; f_max_Hz = 0; } );",
                                      "steps = ( { do = \"eis\"; until_time_s = 10; } );",
                                      "steps = ( { do = \"rest\"; until_time_s = 10; f_min_Hz = 1; } );"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        Protocol p;
        Error e;
        CHECK(read_protocol(bad[k], &p, &e) == CELLSIM_BAD_CARD);
        CHECK(e.line == 1 && e.hint[0] != '\0');
    }
}

static Run run_text(const char *text)
{
    CellSpec spec = shipped_cell("r175_li", (Mesh){6, 1, 3, 1, 8, "volumes"});
    const RunOptions o = {.simulation = simulation_defaults()};
    Protocol p;
    Run run = {0};
    REQUIRE(read_protocol(text, &p, NULL) == CELLSIM_OK);
    REQUIRE(run_protocol(&spec, &p, spec.electrode[POSITIVE].mass_loading, &o, &run, NULL) == CELLSIM_OK);
    protocol_free(&p);
    cell_spec_free(&spec);
    return run;
}

/* No time passes, nothing moves, and the next step goes on from there. */
static void test_records(void)
{
    Run r = run_text("steps = ( { do = \"rest\"; until_time_s = 60; },"
                     "          { do = \"eis\"; f_max_Hz = 1e4; f_min_Hz = 0.1; points_per_decade = 5; },"
                     "          { do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; until_time_s = 600; },"
                     "          { do = \"eis\"; f_max_Hz = 1e3; f_min_Hz = 0.5; } );");
    CHECK(r.status == CELLSIM_OK);
    REQUIRE(r.records == 4 && r.spectra == 2);
    const Spectrum *a = &r.spectrum[0], *b = &r.spectrum[1];
    CHECK(a->step == 1 && b->step == 3);
    CHECK(a->points == 26 && b->points == 35); /* 3.3 decades at no fewer than 10 each */
    CHECK(a->point[0].f == 1e4 && a->point[25].f == 0.1);
    CHECK(b->point[0].f == 1e3 && b->point[34].f == 0.5);
    CHECK(a->current == 0 && b->current < 0 && b->voltage < a->voltage);
    CHECK_NEAR(a->t, 60, 1e-9);
    CHECK_NEAR(b->t, 660, 1e-6);
    for (int k = 0; k < 2; k++) {
        const StepRecord *s = &r.record[r.spectrum[k].step];
        CHECK(s->kind == STEP_EIS && s->end == END_SPECTRUM && s->charge == 0 && s->samples == 1);
        CHECK(s->t_start == s->t_end && s->v_end == r.spectrum[k].voltage);
        for (int j = 0; j < r.spectrum[k].points; j++) CHECK(r.spectrum[k].point[j].re > 0);
    }
    CHECK(r.trust.lithium_balance < 1e-9);
    run_free(&r);
}

TEST_MAIN("experiments/eis", TEST(test_defaults), TEST(test_refusals), TEST(test_records))
