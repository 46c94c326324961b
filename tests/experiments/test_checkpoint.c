/* A run that goes on from a checkpoint ends as the one that was never interrupted, to the last bit. */
#include "lab.h"
#include "../random.h"

#include <stdlib.h>

enum { MOST_STATES = 256, MOST_ROWS = 4096 };

/* Every state that a run was saved in, and a hash of all that went to the sink before. */
typedef struct Tape {
    int states, rows;
    Archive state[MOST_STATES];
    int rows_at[MOST_STATES];
    double row[MOST_ROWS];
} Tape;

static Status tape_sample(void *tape, const Run *run, const StepRecord *step, const Sample *s, Error *e)
{
    Tape *t = tape;
    (void)run, (void)step, (void)e;
    if (t->rows + 2 > MOST_ROWS) return error_set(e, CELLSIM_IO, NULL, 0, "the tape is full");
    t->row[t->rows++] = s->t;
    t->row[t->rows++] = s->voltage;
    return CELLSIM_OK;
}

static Status tape_cycle(void *tape, const Run *run, const CycleRow *row, Error *e)
{
    Tape *t = tape;
    (void)run;
    if (t->rows + 2 > MOST_ROWS) return error_set(e, CELLSIM_IO, NULL, 0, "the tape is full");
    t->row[t->rows++] = row->discharge;
    t->row[t->rows++] = row->charge;
    return CELLSIM_OK;
}

static Status tape_state(void *tape, const Archive *state, Error *e)
{
    Tape *t = tape;
    if (t->states == MOST_STATES) return CELLSIM_OK;
    Archive *copy = &t->state[t->states];
    *copy = (Archive){0};
    archive_bytes(copy, state->data, state->length);
    t->rows_at[t->states++] = t->rows;
    return copy->failed ? error_memory(e) : CELLSIM_OK;
}

static Tape *tape_create(RunSink *sink)
{
    Tape *t = calloc(1, sizeof *t);
    if (!t) abort();
    *sink = (RunSink){
        .sample = tape_sample, .cycle = tape_cycle, .context = t, .checkpoint = tape_state, .checkpoint_context = t};
    return t;
}

static void tape_free(Tape *t)
{
    for (int k = 0; k < t->states; k++) archive_free(&t->state[k]);
    free(t);
}

/* Every kind of step, nested: a titration, repeats in repeats, sweeps with several vertices, spectra. */
static void everything(Lab *lab, Step inside[10])
{
    open_lab(lab);
    for (int k = 0; k < 8; k++) inside[k] = *add_step(lab, STEP_REST, 0);
    lab->p.steps = 0;
    inside[0].kind = inside[4].kind = STEP_CC;
    inside[0].current = -0.5;
    inside[4].current = -1;
    inside[5].kind = STEP_CCCV;
    inside[5].current = 1;
    inside[5].voltage = 3.75;
    inside[5].until.current_below = 0.5;
    for (int k = 0; k < 5; k++) inside[k].until.time = 20 + k;
    inside[5].until.time = 600;
    inside[6].kind = STEP_EIS;
    inside[6].f_max = 1e3;
    inside[6].f_min = 1;
    inside[6].points_per_decade = 2;
    inside[7].kind = STEP_CV_HOLD;
    inside[7].until.time = 10;
    Step *gitt = add_step(lab, STEP_GITT, 0);
    *gitt = (Step){.kind = STEP_GITT, .count = 3, .steps = 2, .step = &inside[0]};
    Step *sweep = add_step(lab, STEP_CV_SWEEP, 0);
    sweep->scan_rate = 2e-3;
    sweep->vertices = 3;
    sweep->vertex[0] = 3.5;
    sweep->vertex[1] = 3.7;
    sweep->vertex[2] = 3.6;
    sweep->sample_period = 5;
    inside[8] = (Step){.kind = STEP_REPEAT, .count = 2, .steps = 2, .step = &inside[4]};
    inside[9] = inside[6];
    Step *repeat = add_step(lab, STEP_REPEAT, 0);
    *repeat = (Step){.kind = STEP_REPEAT, .count = 3, .advances_cycle = 1, .steps = 2, .step = &inside[8]};
    *add_step(lab, STEP_CV_HOLD, 0) = inside[7];
    static double t[] = {0, 10, 10, 25}, I[] = {0, -20, 5, -3};
    static Drive drive = {.kind = DRIVE_CURRENT, .basis = BASIS_AREA, .points = 4, .t = t, .value = I};
    add_step(lab, STEP_PROFILE, 0)->drive = &drive;
    Step *power = add_step(lab, STEP_POWER, 0), *load = add_step(lab, STEP_RESISTANCE, 0);
    power->basis = load->basis = BASIS_AREA;
    power->power = -50;
    load->resistance = 0.2;
    power->until.time = load->until.time = 15;
    Step *to_soc = add_step(lab, STEP_CC, -1);
    to_soc->until.to_soc = 1;
    to_soc->until.soc = 0.35;
    lab->p.begins_at_soc = 1;
    lab->p.soc = 0.5;
    lab->p.window[0] = 3.3, lab->p.window[1] = 3.9;
    lab->o.checkpoint_period = 1e-12;
    lab->o.inside = 1;
    lab->o.selection =
        (SelectionOptions){.samples = 300, .records = 16, .step_samples = 128, .cycles = 2, .spectra = 2};
}

static int same_bytes(const void *a, const void *b, int n, size_t size)
{
    return n == 0 || !memcmp(a, b, (size_t)n * size);
}

static int same_run(const Run *a, const Run *b)
{
    if (a->samples != b->samples || a->records != b->records || a->cycles != b->cycles || a->spectra != b->spectra ||
        a->profiles != b->profiles || a->losses != b->losses || a->losses == 0 || a->executed != b->executed || a->taken != b->taken || a->counted != b->counted)
        return 0;
    for (int k = 0; k < a->spectra; k++)
        if (a->spectrum[k].points != b->spectrum[k].points ||
            !same_bytes(a->spectrum[k].point, b->spectrum[k].point, a->spectrum[k].points, sizeof(SpectrumPoint)))
            return 0;
    for (int k = 0; k < a->profiles; k++)
        if (!same_bytes(a->profile[k].theta_mean, b->profile[k].theta_mean, a->profile[k].nodes, sizeof(double)))
            return 0;
    return same_bytes(a->sample, b->sample, a->samples, sizeof *a->sample) &&
           same_bytes(a->record, b->record, a->records, sizeof *a->record) &&
           same_bytes(a->cycle, b->cycle, a->cycles, sizeof *a->cycle) &&
           same_bytes(a->loss, b->loss, a->losses, sizeof *a->loss) &&
           !memcmp(&a->trust.steps, &b->trust.steps, 5 * sizeof a->trust.steps) &&
           !memcmp(&a->trust.lithium_balance, &b->trust.lithium_balance, sizeof(double)) &&
           !memcmp(&a->trust.charge_balance, &b->trust.charge_balance, sizeof(double));
}

/* Steps in a padded struct: memcmp is of use only if the padding is the same; records are copied whole, so it is. */
static void test_every_checkpoint_leads_to_the_same_end(void)
{
    Lab lab;
    Step inside[10];
    RunSink sink;
    Tape *tape = tape_create(&sink);
    everything(&lab, inside);
    lab.o.sink = &sink;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_OK && run_is_selection(&lab.run));
    CHECK(tape->states ==
          29); /* 6 of the titration, the sweep's 3, 3 cycles of 4 and a spectrum, a hold, a profile, a power, a load,
                                  * a state of charge */
    for (int k = 0; k < tape->states; k++) {
        Lab again;
        Step same[10];
        RunSink other;
        Tape *rest = tape_create(&other);
        const Archive state = archive_of(tape->state[k].data, tape->state[k].length);
        everything(&again, same);
        again.o.sink = &other;
        again.o.resume = &state;
        run(&again);
        CHECK(same_run(&lab.run, &again.run));
        CHECK(rest->rows == tape->rows - tape->rows_at[k]);
        CHECK(same_bytes(rest->row, tape->row + tape->rows_at[k], rest->rows, sizeof *rest->row));
        tape_free(rest);
        close_lab(&again);
    }
    tape_free(tape);
    close_lab(&lab);
}

static Status resume_from(const unsigned char *data, size_t length)
{
    Lab lab;
    Step inside[10];
    const Archive state = archive_of(data, length);
    everything(&lab, inside);
    lab.o.resume = &state;
    const Status s = run_protocol(&lab.cell, &lab.p, LOADING, &lab.o, &lab.run, &lab.e);
    CHECK(s == CELLSIM_OK || (s == CELLSIM_USAGE && strstr(lab.e.text, "no state of this run") != NULL));
    close_lab(&lab);
    return s;
}

/* Cut short it is refused; with bytes altered it is refused or believed, and never more than that. (The file around it
 * has a checksum.) */
static void test_damaged_states(void)
{
    Lab lab;
    Step inside[10];
    RunSink sink;
    Random random = {1};
    Tape *tape = tape_create(&sink);
    everything(&lab, inside);
    lab.o.sink = &sink;
    run(&lab);
    const Archive *state = &tape->state[12];
    unsigned char *copy = malloc(state->length + 1);
    REQUIRE(copy != NULL);
    for (int k = 0; k < 60; k++) CHECK(resume_from(state->data, state->length * (size_t)k / 60) == CELLSIM_USAGE);
    memcpy(copy, state->data, state->length);
    copy[state->length] = 0;
    CHECK(resume_from(copy, state->length + 1) == CELLSIM_USAGE);
    for (int k = 0; k < 300; k++) {
        memcpy(copy, state->data, state->length);
        for (int j = 0; j < 4; j++)
            copy[random_below(&random, (int)(k % 2 ? state->length : 2048))] =
                (unsigned char)random_below(&random, 256);
        resume_from(copy, state->length);
    }
    free(copy);
    tape_free(tape);
    close_lab(&lab);
}

/* The state of another protocol or another mesh. */
static void test_foreign_states(void)
{
    Lab lab, other;
    Step inside[10];
    RunSink sink;
    Tape *tape = tape_create(&sink);
    everything(&lab, inside);
    lab.o.sink = &sink;
    run(&lab);
    const Archive state = archive_of(tape->state[15].data, tape->state[15].length);
    open_lab(&other);
    add_step(&other, STEP_REST, 0)->until.time = 10;
    other.o.resume = &state;
    CHECK(run_protocol(&other.cell, &other.p, LOADING, &other.o, &other.run, &other.e) == CELLSIM_USAGE);
    close_lab(&other);
    Lab finer;
    Step same[10];
    everything(&finer, same);
    finer.cell.region[POSITIVE].elements++;
    finer.o.resume = &state;
    CHECK(run_protocol(&finer.cell, &finer.p, LOADING, &finer.o, &finer.run, &finer.e) == CELLSIM_USAGE);
    close_lab(&finer);
    tape_free(tape);
    close_lab(&lab);
}

TEST_MAIN("experiments/checkpoint", TEST(test_every_checkpoint_leads_to_the_same_end), TEST(test_damaged_states),
          TEST(test_foreign_states))
