/* The estimates of a run's errors against the truth: solutions on a much finer mesh at a tolerance of 1e-8 (E-trust-4).
 *   build/tests/test_verify_estimates --print > docs/trust.md     every cell, every kind of run (minutes)
 *   build/tests/test_verify_estimates --print r2_li cv            one row of it; a rate may follow */
#include "../../cards/card.h"
#include "../../experiments/clock.h"
#include "../../experiments/difference.h"
#include "../../experiments/run.h"
#include "../test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"

static const char *const cells[] = {"ar175_li", "chen2020", "lco_graphite", "p25_li", "p25_na", "r125_li", "r15_li",
                                    "r175_li",  "r175_na",  "r175_na_full", "r1_li",  "r2_li",  "xu2019"};
enum { CELLS = sizeof cells / sizeof cells[0] };

/* In docs/trust.md alone; of Li4Ti5O12 | LLZO | Si its bias steps, for it has no window. */
static const char *const others[] = {"anatase_mg_li", "hard_carbon_na", "lfp_li", "nmc811_li", "ntp_na", "si_graphite_nmc811", "ti078_mg_li",
                                     "tio2_amorphous_na", "tio2_anatase_25nm_na", "tio2_anatase_li", "tio2_anatase_na", "tio2_nvp_na"};
enum { OTHERS = sizeof others / sizeof others[0] };

static const double EXACT = 1e-8;    /* tolerance of the truth */
static const double FLOOR_MV = 2e-3; /* below, both are nothing */
static const double FLOOR = 1e-5;    /* the same of currents and impedances */

static void require(Status s, const Error *e)
{
    if (s == CELLSIM_OK) return;
    fprintf(stderr, "%s:%d: %s (%s)\n", e->file, e->line, e->text, e->hint);
    abort();
}

/* A cell, a protocol, and what their errors are. */
typedef struct Case {
    Card *card;
    CellSpec cell;
    Protocol p;
    RunOptions o;
    Run run;
    RunDifference time, mesh; /* the truth */
    double run_s, estimate_s;
} Case;

static void refine(CellSpec *c)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        Region *region = &c->region[r];
        if (region->degree == 1) region->elements *= 4;
        else {
            region->elements *= 2;
            region->degree = region->degree < 6 ? 10 : 12;
        }
        for (int p = 0; p < c->electrode[r].phases; p++) {
            Phase *ph = &c->electrode[r].phase[p];
            if (!ph->surface_class) ph->radial = c->radial_scheme == RADIAL_SPECTRAL ? 16 : 64;
        }
    }
}

static void solve(const CellSpec *spec, const Case *c, double tolerance, Run *out)
{
    RunOptions o = c->o;
    Error e;
    o.straight = 1e-6;
    o.selection = (SelectionOptions){.samples = 4000000, .records = 100000, .step_samples = 4000000};
    if (tolerance > 0) o.simulation.tolerance = tolerance;
    require(run_protocol(spec, &c->p, spec->electrode[POSITIVE].mass_loading, &o, out, &e), &e);
}

static void find_truth(Case *c)
{
    CellSpec fine = c->cell;
    Run base = {0}, same = {0}, exact = {0};
    refine(&fine);
    solve(&c->cell, c, 0, &base);
    solve(&c->cell, c, EXACT, &same);
    solve(&fine, c, EXACT, &exact);
    c->time = run_difference(&base, &same);
    c->mesh = run_difference(&same, &exact);
    run_free(&base);
    run_free(&same);
    run_free(&exact);
}

static void open_case(const char *cell, const char *protocol, const char *rate, int estimate, Case *c)
{
    char path[512];
    Error e;
    *c = (Case){.o.simulation = simulation_defaults()};
    snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", cell);
    require(card_read(path, LIBRARY, 0, NULL, &c->card, &e), &e);
    require(protocol_read(protocol, LIBRARY, c->card, rate, &c->p, &e), &e);
    require(card_cell(c->card, c->p.loadings ? c->p.loading[0] : NAN, &c->cell, &e), &e);
    const double loading = c->cell.electrode[POSITIVE].mass_loading, start = wall_clock();
    require(run_protocol(&c->cell, &c->p, loading, &c->o, &c->run, &e), &e);
    c->run_s = wall_clock() - start;
    if (estimate) require(run_estimate_errors(&c->cell, &c->p, loading, &c->o, &c->run, &e), &e);
    c->estimate_s = wall_clock() - start - c->run_s;
}

static void close_case(Case *c)
{
    run_free(&c->run);
    cell_spec_free(&c->cell);
    protocol_free(&c->p);
    card_free(c->card);
}

/* Within 0.5 … 3 of the truth, or both next to nothing. */
static int is_true(double estimate, double truth, double floor)
{
    if (isnan(truth)) return isnan(estimate);
    if (estimate <= floor && truth <= floor) return 1;
    return estimate >= 0.5 * truth && estimate <= 3 * truth;
}

static int printing; /* the table: nothing is checked */

/* `cut`: the estimate says itself that it is not one of the whole run. */
static void judge(double estimate, double truth, double floor, int cut)
{
    const int good = is_true(estimate, truth, floor);
    if (!printing) CHECK(good && !cut);
    if (isnan(estimate) && isnan(truth)) printf(" | | |");
    else printf(" | %.2g | %.2g |%s", estimate, truth, cut ? " *not to the end*" : good ? "" : " **no**");
    if (cut || (estimate <= floor && truth <= floor)) return;
    if (!isnan(truth)) printf(" %.2f", estimate / truth);
}

static void compare(const char *cell, const char *protocol, const char *rate)
{
    Case c;
    open_case(cell, protocol, rate, 1, &c);
    find_truth(&c);
    const RunTrust *t = &c.run.trust;
    const int relative = !isnan(c.mesh.relative);
    printf("\n| %s | %s%s%s", cell, protocol, rate ? " " : "", rate ? rate : "");
    if (relative) judge(t->time_error, c.time.relative, FLOOR, t->time_error_cut);
    if (relative) judge(t->mesh_error, c.mesh.relative, FLOOR, t->mesh_error_cut);
    if (!relative) judge(t->time_error_mV, c.time.voltage_mV, FLOOR_MV, t->time_error_cut);
    if (!relative) judge(t->mesh_error_mV, c.mesh.voltage_mV, FLOOR_MV, t->mesh_error_cut);
    printf(" |");
    fflush(stdout);
    if (getenv("TIMES")) printf(" %.1f ms, %4.1fx", 1e3 * c.run_s, c.estimate_s / c.run_s);
    close_case(&c);
}

static const char *const heading = "\n| cell | run | time, estimated | true | ratio | mesh, estimated | true | ratio |"
                                   "\n|---|---|---|---|---|---|---|---|";

static void discharges(int rates, const char *const *rate)
{
    for (int k = 0; k < CELLS; k++) {
        if (!strcmp(cells[k], "r175_na_full")) continue; /* it begins discharged: see pulses */
        for (int j = 0; j < rates; j++) compare(cells[k], "discharge", rate[j]);
    }
}

static void test_discharges(void)
{
    static const char *const rates[] = {"0.2C", "1C", "2C", "5C", "10C"};
    printf("%s", heading);
    discharges(5, rates);
}

/* Sweeps (currents), titrations, pulses, spectra. */
static void test_others(void)
{
    static const char *const some[][2] = {{"p25_na", "cv"},      {"xu2019", "cv"},       {"xu2019", "gitt"},
                                          {"chen2020", "gitt"},  {"chen2020", "pulses"}, {"r175_na_full", "pulses"},
                                          {"r175_na", "pulses"}, {"ar175_li", "pulses"}};
    printf("%s", heading);
    for (int k = 0; k < (int)(sizeof some / sizeof some[0]); k++) compare(some[k][0], some[k][1], NULL);
    for (int k = 0; k < CELLS; k++) compare(cells[k], "eis", NULL);
}

/* --- samples --- */

/* Largest distance of dense samples from the straight lines between those of the same step of `run` [V]. */
static double off_lines(const Run *run, const Run *dense)
{
    double worst = 0;
    for (int k = 0; k < run->records; k++) {
        const Sample *s = run->sample + run->record[k].first_sample, *d = dense->sample + dense->record[k].first_sample;
        for (int i = 0, j = 0; j < dense->record[k].samples; j++) {
            while (i + 2 < run->record[k].samples && s[i + 1].t < d[j].t) i++;
            if (run->record[k].samples < 2 || !(s[i + 1].t > s[i].t)) continue;
            const double share = (d[j].t - s[i].t) / (s[i + 1].t - s[i].t);
            worst = fmax(worst, fabs(d[j].voltage - s[i].voltage - share * (s[i + 1].voltage - s[i].voltage)));
        }
    }
    return worst;
}

/* Straight lines between what is stored are within 0.05 mV of the solution (E-trust-6). */
static void test_samples(void)
{
    static const char *const protocols[] = {"discharge", "pulses", "gitt", "cv"};
    for (int k = 0; k < CELLS; k++)
        for (int j = 0; j < 4; j++) {
            Case c;
            Run dense = {0};
            open_case(cells[k], protocols[j], j ? NULL : "3C", 0, &c);
            solve(&c.cell, &c, 0, &dense);
            REQUIRE(dense.records == c.run.records);
            const double off = off_lines(&c.run, &dense);
            if (off > 5e-5 || j == 1)
                printf("\n    %-13s %-9s %6d samples, %6ld steps, %.4f mV", cells[k], protocols[j], c.run.samples,
                       c.run.trust.steps, 1e3 * off);
            CHECK(off <= 5e-5);
            run_free(&dense);
            close_case(&c);
        }
}

/* --- accuracy --- */

/* What is chosen for an accuracy meets it, by the truth (E-trust-7). */
static void chosen(const char *cell, const char *rate, double accuracy)
{
    Case c;
    Error e;
    RunChoice choice;
    open_case(cell, "discharge", rate, 0, &c);
    const double loading = c.cell.electrode[POSITIVE].mass_loading;
    require(run_choose(&c.cell, &c.p, loading, accuracy, &c.o, &choice, &e), &e);
    find_truth(&c);
    printf("\n    %-13s %-4s %.3g mV: %d x %d, %d radial, tolerance %.1e: mesh %.4f mV, time %.4f mV", cell, rate,
           1e3 * accuracy, choice.elements[POSITIVE], choice.degree[POSITIVE], choice.radial, choice.tolerance,
           c.mesh.voltage_mV, c.time.voltage_mV);
    CHECK(choice.met);
    CHECK(c.mesh.voltage_mV + c.time.voltage_mV <= 1e3 * accuracy);
    close_case(&c);
}

static void test_accuracy(void)
{
    chosen("chen2020", "2C", 1e-4);
    chosen("chen2020", "2C", 1e-5);
    chosen("r175_na", "5C", 1e-4);
    chosen("lco_graphite", "5C", 1e-4);
    chosen("r175_li", "10C", 2e-5);
}

/* Every cell, every kind of run: docs/trust.md. */
static void print_all(void)
{
    static const char *const protocols[] = {"gcd", "cv", "gitt", "pulses", "eis"};
    static const char *const rates[] = {"0.2C", "1C", "2C", "5C", "10C"};
    printf("# How true the estimates of errors are\n\n"
           "Every run estimates how far mesh and tolerance move its results (E-trust-4 in "
           "[equations.md](equations.md)). Here the estimates stand\n"
           "next to the truth, solutions on a much finer mesh at a tolerance of 1e-8, for every shipped cell on its "
           "own mesh at the default\n"
           "tolerance: largest over the steps of a run, of the voltage (RMS, mV); of voltammograms (cv) the current "
           "and of spectra (eis) |Z|, both\n"
           "relative (1). The ratio should lie within 0.5 and 3; it is left out where both are below 0.002 mV or 1e-5. "
           "This file is written by\n"
           "`build/tests/test_verify_estimates --print`; a part of it is checked with every change "
           "(`verify/estimates`). Where only\n"
           "some passes of a repeat are repeated, the largest time error of all follows from that of these by their number. *Not to\n"
           "the end*: a repetition became too long, and the report of the run says so. What 3 %% of the tolerance leaves of the time error\n"
           "counts as error of the mesh: where the latter is less than a tenth of the former, its estimate may be too high.\n%s",
           heading);
    discharges(5, rates);
    for (int k = 0; k < CELLS; k++)
        for (int j = 0; j < 5; j++) compare(cells[k], protocols[j], NULL);
    compare("r175_na_full", "full_5C", NULL);
    for (int k = 0; k < CELLS; k++)
        if (strstr("r125_li r2_li", cells[k])) compare(cells[k], "rate_capability", NULL);
    for (int k = 0; k < OTHERS; k++) {
        const int charged = strcmp(others[k], "tio2_nvp_na") != 0; /* it begins discharged */
        for (int j = 0; j < 5 && charged; j++) compare(others[k], "discharge", rates[j]);
        for (int j = 0; j < 5; j++) compare(others[k], protocols[j], NULL);
    }
    compare("lto_llzo_si", "bias", NULL);
    printf("\n");
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {TEST(test_samples), TEST(test_discharges), TEST(test_others), TEST(test_accuracy)};
    printing = argc > 1 && !strcmp(argv[1], "--print");
    if (printing && argc > 3) return compare(argv[2], argv[3], argc > 4 ? argv[4] : NULL), putchar('\n'), 0;
    return printing ? print_all(), 0 : test_main("verify/estimates", (int)(sizeof cases / sizeof cases[0]), cases);
}
