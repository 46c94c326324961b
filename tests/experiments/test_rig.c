/* Runs after each other on one rig give what each gives by itself, to the last bit, whatever ran before. */
#include "lab.h"

static void open_variant(Lab *lab, int which, double faster, int radial)
{
    memset(lab, 0, sizeof *lab);
    lab->cell = variant_cell(&variants[which]);
    Phase *p = &lab->cell.electrode[POSITIVE].phase[0];
    p->D *= faster;
    if (radial && !p->surface_class) p->radial = radial;
    lab->p = (Protocol){.name = "test", .file = "test.cfg", .step = lab->step, .safety = {NAN, NAN, NAN}};
    lab->o.simulation = simulation_defaults();
    add_step(lab, STEP_CC, -0.5)->until.time = 300;
    Step *eis = add_step(lab, STEP_EIS, 0);
    eis->f_min = 0.1, eis->f_max = 1e4, eis->points_per_decade = 2;
    add_step(lab, STEP_CC, 0.5)->until.time = 60;
    add_step(lab, STEP_REST, 0)->until.time = 60;
}

static int same_samples(const Run *a, const Run *b)
{
    int same = a->samples == b->samples && a->records == b->records && a->spectra == b->spectra;
    for (int k = 0; k < a->samples && same; k++) {
        const Sample *p = &a->sample[k], *q = &b->sample[k];
        same = !memcmp(&p->t, &q->t, sizeof p->t) && !memcmp(&p->voltage, &q->voltage, sizeof p->voltage) &&
               !memcmp(&p->current, &q->current, sizeof p->current) &&
               !memcmp(&p->charge, &q->charge, sizeof p->charge);
    }
    for (int k = 0; k < a->spectra && same; k++)
        same = a->spectrum[k].points == b->spectrum[k].points &&
               !memcmp(a->spectrum[k].point, b->spectrum[k].point,
                       (size_t)a->spectrum[k].points * sizeof *a->spectrum[k].point);
    return same;
}

static int same_trust(const RunTrust *a, const RunTrust *b)
{
    return a->steps == b->steps && a->residuals == b->residuals && a->jacobians == b->jacobians &&
           a->unknowns == b->unknowns && !memcmp(&a->salt_balance, &b->salt_balance, sizeof a->salt_balance) &&
           !memcmp(&a->current_error, &b->current_error, sizeof a->current_error) &&
           !memcmp(&a->lithium_balance, &b->lithium_balance, sizeof a->lithium_balance);
}

/* The variant by itself and on the rig, from there on. */
static void compare(Rig *rig, int which, double faster, int radial)
{
    Lab alone, after;
    open_variant(&alone, which, faster, radial);
    open_variant(&after, which, faster, radial);
    after.o.rig = rig;
    run(&alone);
    run(&after);
    const int same = same_samples(&alone.run, &after.run) && same_trust(&alone.run.trust, &after.run.trust);
    if (!same) fprintf(stderr, "%s, D x %g, %d\n", variants[which].name, faster, radial);
    CHECK(same && alone.run.samples > 10 && alone.run.spectra == 1);
    close_lab(&alone);
    close_lab(&after);
}

static void test_all_kinds(void)
{
    Rig rig = {0};
    for (int k = 0; k < variant_count; k++) {
        compare(&rig, k, 1, 0);
        const Simulation *before = rig.simulation;
        compare(&rig, k, 1.7, 0);
        CHECK(before && rig.simulation == before); /* it was used again */
    }
    rig_free(&rig);
    CHECK(!rig.model && !rig.simulation);
}

static void test_other_layouts(void)
{
    Rig rig = {0};
    static const int radial[] = {4, 6, 6, 4, 5};
    for (int k = 0; k < 5; k++) compare(&rig, 0, 1 + 0.1 * k, radial[k]);
    rig_free(&rig);
}

static int stop_soon(void *left)
{
    return --*(int *)left < 0;
}

/* What ended anyhow is as good to begin with. */
static void test_after_others(void)
{
    Rig rig = {0};
    Lab lab;
    int left = 7;
    open_variant(&lab, 0, 1, 0);
    lab.o.rig = &rig;
    lab.o.stop = stop_soon, lab.o.stop_context = &left;
    run(&lab);
    CHECK(lab.run.records > 0 && lab.run.record[lab.run.records - 1].end == END_STOPPED);
    close_lab(&lab);
    compare(&rig, 0, 2, 0);
    open_variant(&lab, 0, 1, 0);
    lab.o.rig = &rig;
    lab.o.simulation.max_steps = 3;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_SOLVER);
    close_lab(&lab);
    compare(&rig, 0, 3, 0);
    open_variant(&lab, 0, 1, 0);
    lab.o.rig = &rig;
    lab.o.simulation.linear = LINEAR_FULL;
    lab.o.simulation.tolerance = 1e-4;
    run(&lab);
    CHECK(lab.run.status == CELLSIM_OK);
    close_lab(&lab);
    compare(&rig, 0, 1, 0);
    rig_free(&rig);
}

TEST_MAIN("experiments/rig", TEST(test_all_kinds), TEST(test_other_layouts), TEST(test_after_others))
