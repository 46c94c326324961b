/* What a run keeps when there is more than it may hold, what its sink is given, and how it is stopped. */
#include "lab.h"

#include <stdlib.h>

/* Counts what comes, and keeps all rows of cycles. */
typedef struct Counter {
    long long samples;
    int steps, cycles, spectra;
    double charge; /* of finished steps, C/m2 */
    CycleRow row[512];
    long long most; /* samples that are taken */
} Counter;

static Status count_sample(void *counter, const Run *run, const StepRecord *step, const Sample *s, Error *e)
{
    Counter *c = counter;
    CHECK(s->step == step->step && run->executed == step->step + 1);
    if (c->most > 0 && c->samples == c->most) return error_set(e, CELLSIM_IO, NULL, 0, "full");
    c->samples++;
    return CELLSIM_OK;
}

static Status count_step(void *counter, const Run *run, const StepRecord *step, Error *e)
{
    Counter *c = counter;
    (void)run, (void)e;
    CHECK(step->step == c->steps);
    c->steps++;
    c->charge += step->charge;
    return CELLSIM_OK;
}

static Status count_cycle(void *counter, const Run *run, const CycleRow *row, Error *e)
{
    Counter *c = counter;
    (void)run, (void)e;
    REQUIRE(c->cycles < 512);
    c->row[c->cycles++] = *row;
    return CELLSIM_OK;
}

static Status count_spectrum(void *counter, const Run *run, const Spectrum *s, Error *e)
{
    Counter *c = counter;
    (void)run, (void)e;
    c->spectra++;
    CHECK(s->number == c->spectra);
    return CELLSIM_OK;
}

static RunSink sink_of(Counter *c)
{
    return (RunSink){
        .sample = count_sample, .step = count_step, .cycle = count_cycle, .spectrum = count_spectrum, .context = c};
}

/* `cycles` times: 60 s discharge spectrum, 60 s charge. */
static void cycling(Lab *lab, Step inside[4], int cycles)
{
    open_lab(lab);
    inside[0] = *add_step(lab, STEP_CC, -1);
    inside[1] = *add_step(lab, STEP_EIS, 0);
    inside[2] = *add_step(lab, STEP_CC, 1);
    inside[0].until.time = inside[2].until.time = 60;
    inside[1].f_max = 1e4;
    inside[1].f_min = 1;
    inside[1].points_per_decade = 1;
    lab->p.steps = 0;
    Step *repeat = add_step(lab, STEP_REPEAT, 0);
    repeat->count = cycles;
    repeat->advances_cycle = 1;
    repeat->steps = 3;
    repeat->step = inside;
}

static int holds_cycle(const Run *r, int cycle)
{
    int discharge = 0, charge = 0;
    for (int k = 0; k < r->records; k++) {
        if (r->record[k].cycle != cycle) continue;
        discharge |= r->record[k].current < 0;
        charge |= r->record[k].current > 0;
    }
    return discharge && charge;
}

static void check_ranges(const Run *r)
{
    int next = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        CHECK(s->first_sample == next && s->samples >= 1);
        next += s->samples;
        CHECK(r->sample[s->first_sample].step == s->step && r->sample[next - 1].step == s->step);
        CHECK_NEAR(r->sample[s->first_sample].t, s->t_start, 1e-12);
        CHECK_NEAR(r->sample[next - 1].t, s->t_end, 1e-12);
        CHECK(run_record(r, s->step) == s);
    }
    CHECK(next == r->samples);
}

static void test_a_long_run_keeps_a_faithful_part(void)
{
    static const int pin[] = {137, 0};
    Lab lab;
    Step inside[4];
    Counter c = {0};
    const RunSink sink = sink_of(&c);
    cycling(&lab, inside, 300);
    lab.o.sink = &sink;
    lab.o.selection =
        (SelectionOptions){.samples = 4000, .records = 150, .cycles = 40, .spectra = 20, .pins = 2, .pin = pin};
    run(&lab);
    const Run *r = &lab.run;
    CHECK(r->status == CELLSIM_OK && r->executed == 900 && r->counted == 300 && r->measured == 300);
    CHECK(c.steps == 900 && c.samples == r->taken && c.cycles == 300 && c.spectra == 300);
    CHECK(run_is_selection(r));
    CHECK(r->samples < 5000 && r->records < 220 && r->cycles <= 41 && r->spectra <= 21);
    CHECK(r->records > 60); /* but not too little */
    check_ranges(r);
    CHECK(holds_cycle(r, 1) && holds_cycle(r, 2) && holds_cycle(r, 3)); /* the first ones */
    CHECK(holds_cycle(r, 299) && holds_cycle(r, 300));                  /* the last ones */
    CHECK(holds_cycle(r, 137) && holds_cycle(r, 50) && holds_cycle(r, 100) && holds_cycle(r, 200));
    close_lab(&lab);
}

/* Capacities of a cycle are right whatever is kept of its curves. */
static void test_rows_of_cycles_are_those_of_a_short_run(void)
{
    Lab whole, part;
    Step inside[2][4];
    Counter c = {0};
    const RunSink sink = sink_of(&c);
    cycling(&whole, inside[0], 80);
    cycling(&part, inside[1], 80);
    part.o.sink = &sink;
    part.o.selection = (SelectionOptions){.samples = 200, .records = 20, .cycles = 10, .spectra = 4};
    run(&whole);
    run(&part);
    REQUIRE(whole.run.cycles == 80 && !run_is_selection(&whole.run) && c.cycles == 80);
    CHECK(!memcmp(c.row, whole.run.cycle, 80 * sizeof(CycleRow)));
    for (int k = 0; k < part.run.cycles; k++)
        CHECK(!memcmp(&part.run.cycle[k], &whole.run.cycle[part.run.cycle[k].cycle - 1], sizeof(CycleRow)));
    CHECK(part.run.cycle[part.run.cycles - 1].cycle == 80);
    for (int k = 0; k < part.run.records; k++) { /* as are the records that are kept, but for their places */
        StepRecord a = part.run.record[k], b = *run_record(&whole.run, a.step);
        a.first_sample = b.first_sample;
        a.samples = b.samples;
        CHECK(!memcmp(&a, &b, sizeof a));
    }
    close_lab(&whole);
    close_lab(&part);
}

static double voltage_at(const Run *r, double t)
{
    int k = 0;
    while (k + 2 < r->samples && r->sample[k + 1].t < t) k++;
    const Sample *a = &r->sample[k], *b = a + 1;
    return a->voltage + (t - a->t) / (b->t - a->t) * (b->voltage - a->voltage);
}

/* 3000 samples of one step, of which 256 may be held: the curve stays. */
static void test_a_long_step_keeps_its_curve(void)
{
    Lab lab[2];
    for (int k = 0; k < 2; k++) {
        open_lab(&lab[k]);
        Step *s = add_step(&lab[k], STEP_CC, -1);
        s->until.voltage_below = 3.3;
        s->sample_period = 1;
        if (k) lab[k].o.selection.step_samples = 256;
        run(&lab[k]);
    }
    const Run *all = &lab[0].run, *part = &lab[1].run;
    CHECK(all->samples == all->taken && part->taken == all->taken && part->samples <= 256 && part->samples >= 128);
    check_ranges(part);
    for (double t = 50; t < all->record[0].t_end; t += 7) CHECK_NEAR(voltage_at(part, t), voltage_at(all, t), 1e-3);
    CHECK_NEAR(part->record[0].energy, all->record[0].energy, 0);
    close_lab(&lab[0]);
    close_lab(&lab[1]);
}

/* Sweeps are numbered at their rate also where others are not kept. */
static void test_sweeps_are_numbered(void)
{
    Lab lab;
    Step sweep;
    open_lab(&lab);
    sweep = *add_step(&lab, STEP_CV_SWEEP, 0);
    sweep.scan_rate = 0.01;
    sweep.vertices = 2;
    sweep.vertex[0] = 3.5;
    sweep.vertex[1] = 3.7;
    lab.p.steps = 0;
    Step *repeat = add_step(&lab, STEP_REPEAT, 0);
    repeat->count = 200;
    repeat->advances_cycle = 1;
    repeat->steps = 1;
    repeat->step = &sweep;
    lab.o.selection = (SelectionOptions){.samples = 300, .records = 24};
    run(&lab);
    CHECK(lab.run.records < 200 && lab.run.executed == 400);
    for (int k = 0; k < lab.run.records; k++) CHECK(lab.run.record[k].sweep == lab.run.record[k].step / 2 + 1);
    close_lab(&lab);
}

/* --- ends ------------------------------------------------------------------------------------------------------------ */

static int stop_after(void *calls)
{
    int *left = calls;
    return --*left < 0;
}

static void test_stop_within_a_step(void)
{
    Lab lab;
    Counter c = {0};
    const RunSink sink = sink_of(&c);
    int calls = 20;
    open_lab(&lab);
    lab.o.stop = stop_after;
    lab.o.stop_context = &calls;
    lab.o.sink = &sink;
    add_step(&lab, STEP_CC, -1)->until.time = 3000;
    add_step(&lab, STEP_REST, 0)->until.time = 3000;
    run(&lab);
    REQUIRE(lab.run.records == 1);
    const StepRecord *r = &lab.run.record[0];
    CHECK(lab.run.status == CELLSIM_EARLY && strstr(lab.run.error.text, "stopped on request"));
    CHECK(r->end == END_STOPPED && r->t_end > 0 && r->t_end < 3000 && lab.run.early == 1);
    CHECK(c.steps == 1 && c.samples == lab.run.samples && r->samples < 30);
    CHECK(lab.run.cycles == 0); /* half a step is no capacity */
    close_lab(&lab);
}

/* Millions of samples between two steps of the solver do not keep it from stopping. */
static void test_stop_between_samples(void)
{
    Lab lab;
    int calls = 1000;
    open_lab(&lab);
    lab.o.stop = stop_after;
    lab.o.stop_context = &calls;
    Step *s = add_step(&lab, STEP_REST, 0);
    s->until.time = 1e7;
    s->sample_period = 1e-3;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_EARLY && lab.run.taken < 1100);
    CHECK_NEAR(lab.run.record[0].t_end, lab.run.sample[lab.run.samples - 1].t, 0);
    close_lab(&lab);
}

static void test_a_full_sink_ends_the_run(void)
{
    Lab lab;
    Counter c = {.most = 25};
    const RunSink sink = sink_of(&c);
    open_lab(&lab);
    lab.o.sink = &sink;
    add_step(&lab, STEP_CC, -1)->until.time = 3000;
    add_step(&lab, STEP_REST, 0)->until.time = 3000;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_IO && !strcmp(lab.run.error.text, "full"));
    CHECK(lab.run.records == 1 && lab.run.record[0].end == END_STOPPED && c.samples == 25 && c.steps == 1);
    close_lab(&lab);
}

static Status no_room(void *context, double samples, Error *e)
{
    *(double *)context = samples;
    return error_set(e, CELLSIM_IO, NULL, 0, "no room");
}

static void test_what_cannot_be_written_is_not_begun(void)
{
    Lab lab;
    double expected = 0;
    const RunSink sink = {.expect = no_room, .context = &expected};
    open_lab(&lab);
    lab.o.sink = &sink;
    Step *s = add_step(&lab, STEP_REST, 0);
    s->until.time = 1e7;
    s->sample_period = 1e-6;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_IO && expected > 1e5 && lab.run.taken < 200000);
    close_lab(&lab);
}

TEST_MAIN("experiments/selection", TEST(test_a_long_run_keeps_a_faithful_part),
          TEST(test_rows_of_cycles_are_those_of_a_short_run), TEST(test_a_long_step_keeps_its_curve),
          TEST(test_sweeps_are_numbered), TEST(test_stop_within_a_step), TEST(test_stop_between_samples),
          TEST(test_a_full_sink_ends_the_run), TEST(test_what_cannot_be_written_is_not_begun))
