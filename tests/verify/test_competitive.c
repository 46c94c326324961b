/* A host of two cations: at rest it is the grand-canonical equilibrium, with one ion Langmuir's isotherm; what it takes up, the
 * electrolyte loses. */
#include "../../model/constants.h"
#include "../../model/hosts/competitive.h"
#include "../test.h"
#include "shipped.h"
#include "small.h"

#include <string.h>

static const Variant half = {"half cell", 1, NULL};

/* --- an independent solution --------------------------------------------------------------------------------------- */

/* Occupancies of a class at given electrons, by damped iteration of the partition function Z = 1 + e^Li + e^Mg. */
static void populate(const Competing *e, int s, const double phi[2], double mu, double theta[2])
{
    const SiteKind *c = &e->class[s];
    theta[0] = theta[1] = 0;
    for (int n = 0; n < 20000; n++) {
        double weight[2], Z = 1;
        for (int ion = 0; ion < 2; ion++) {
            const double U = c->U[ion] - c->repel[ion] * (theta[ion] - 0.5);
            weight[ion] = c->takes[ion] ? exp((ion + 1) * (e->f * (U - phi[ion]) - mu)) : 0;
            Z += weight[ion];
        }
        for (int ion = 0; ion < 2; ion++) theta[ion] += 0.03 * (weight[ion] / Z - theta[ion]);
    }
}

/* The share of the budget, by bisection; theta: the occupancies there. */
static double equilibrium(const Competing *e, const double phi[2], double theta[MAX_CLASSES][2])
{
    double low = 0, high = 1;
    for (int n = 0; n < 50; n++) {
        const double nu = 0.5 * (low + high);
        double used = 0;
        for (int s = 0; s < e->classes; s++) {
            populate(e, s, phi, log((nu + e->native) / ((1 - nu) * (1 + e->native))), theta[s]);
            used += e->class[s].sites * (theta[s][0] + 2 * theta[s][1]) / e->budget;
        }
        if (used > nu) low = nu;
        else high = nu;
    }
    return 0.5 * (low + high);
}

static void compare(const Competing *e, double V_Li, double V_Mg)
{
    const double phi[2] = {V_Li, V_Mg};
    double theta[MAX_CLASSES][2];
    const double nu = equilibrium(e, phi, theta);
    const Uptake u = competing_uptake(e, phi);
    CHECK_NEAR(u.nu, nu, 1e-9);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < 2; ion++) CHECK_NEAR(u.theta[s][ion], theta[s][ion], 1e-9);
}

static void test_uptake(void)
{
    CellSpec two = variant_cell(&half), three = variant_cell(&half);
    use_competing(&two);
    use_three_classes(&three);
    for (double V = 3.05; V < 3.8; V += 0.15) {
        compare(two.electrode[POSITIVE].phase[0].competing, V, V);
        compare(three.electrode[POSITIVE].phase[0].competing, V + 0.1, V - 0.1);
    }
    const Competing *e = two.electrode[POSITIVE].phase[0].competing;
    for (double nu = 1e-9; nu < 1; nu = nu < 0.1 ? 10 * nu : nu + 0.3) {
        const double V = competing_potential(e, nu), phi[2] = {V, V};
        CHECK_NEAR(competing_uptake(e, phi).nu, nu, 1e-9 * nu);
    }
    cell_spec_free(&two);
    cell_spec_free(&three);
}

/* Strong repulsion: what is found obeys the equations. */
static void test_strong_repulsion(void)
{
    const SiteKind site = {0.6, {1, 1}, {1.5, 0.6}, {0.8, 3.2}};
    CellSpec spec = variant_cell(&half);
    use_four_ions(&spec);
    add_competing(&spec.electrode[POSITIVE].phase[0], 1, &site);
    Competing *e = spec.electrode[POSITIVE].phase[0].competing;
    e->budget = 2; /* never all of it: its rest is as exact as what is used */
    e->native = 0.3;
    int checked = 0;
    for (double V = 1.1; V < 2.2; V += 0.1)
        for (double W = -0.8; W < 2.4; W += 0.1) {
            const double phi[2] = {V, W};
            const Uptake u = competing_uptake(e, phi);
            const double *theta = u.theta[0], vacant = 1 - theta[0] - theta[1];
            const double lift = log((u.nu + e->native) / ((1 - u.nu) * (1 + e->native)));
            if (vacant < 1e-5) continue; /* rounded too much */
            checked++;
            for (int ion = 0; ion < 2; ion++) {
                const double drive = e->f * (site.U[ion] - site.repel[ion] * (theta[ion] - 0.5) - phi[ion]) - lift;
                CHECK_NEAR(log(theta[ion] / vacant), (ion + 1) * drive, 1e-9);
            }
        }
    CHECK(checked > 100);
    cell_spec_free(&spec);
}

/* Where a guest appears: half a class, at chemical potentials [eV, per electron] of both metals' guests. */
static double threshold(const Competing *e, int s, int ion, double other)
{
    double low = -4, high = 0;
    for (int n = 0; n < 60; n++) {
        const double mu = 0.5 * (low + high), V[2] = {ion == 0 ? -mu : -other, ion == 0 ? -other : -mu};
        if (competing_uptake(e, V).theta[s][ion] > 0.5) high = mu;
        else low = mu;
    }
    return 0.5 * (low + high);
}

/* The map over two chemical potentials of sites with these energies (density functional theory: 2.67 eV and 1.65 eV per electron
 * in vacancies, 1.19 and 0.51 between the atoms): straight borders, those between the ions of slope 2. */
static void test_map(void)
{
    const SiteKind sites[] = {{0.5, {1, 1}, {1.19, 0.51}, {0, 0}}, {0.22, {1, 1}, {2.67, 1.65}, {0, 0}}};
    CellSpec spec = variant_cell(&half);
    use_four_ions(&spec);
    add_competing(&spec.electrode[POSITIVE].phase[0], 2, sites);
    Competing *e = spec.electrode[POSITIVE].phase[0].competing;
    e->budget = e->native = 1e6;
    CHECK_NEAR(threshold(e, 0, 0, -4), -1.19, 1e-6);
    CHECK_NEAR(threshold(e, 0, 1, -4), -0.51, 1e-6);
    CHECK_NEAR(threshold(e, 1, 0, -4), -2.67, 1e-6);
    CHECK_NEAR(threshold(e, 1, 1, -4), -1.65, 1e-6);
    CHECK_NEAR(threshold(e, 1, 0, -1.2), -2.67 + 2 * (1.65 - 1.2), 1e-6);
    CHECK_NEAR(threshold(e, 1, 1, -1.9), -1.65 + 0.5 * (2.67 - 1.9), 1e-6);
    cell_spec_free(&spec);
}

/* More electrons used than there are, by the error of a time step: what is there leaves, and where nothing is, nothing does,
 * however strongly the host draws guests in. The same of fewer than none: they come in where there is room. Derivatives, by
 * differences, hold there, too. */
static void test_overdrawn(void)
{
    const SiteKind site = {0.6, {1, 1}, {1.5, 0.6}, {0.1, 0.2}};
    CellSpec spec = variant_cell(&half);
    use_four_ions(&spec);
    add_competing(&spec.electrode[POSITIVE].phase[0], 1, &site);
    Competing *e = spec.electrode[POSITIVE].phase[0].competing;
    e->native = e->help = 0;
    for (int ion = 0; ion < COMPETITORS; ion++)
        for (int empty = 0; empty < 2; empty++) {
            Outside o = {.f = e->f, .power = {1, 2}, .psi = empty ? 2.5 : 0.1, .nu = empty ? -0.01 : 1.01, .c = {1, 1}};
            real none[MAX_PLACES] = {0}, some[MAX_PLACES] = {0}, full[MAX_PLACES] = {0};
            some[e->place[0][ion]] = 0.4;
            full[e->place[0][ion]] = 1;
            const double at_none = competitive_surface(e, &o, none, 0, ion).J, sign = empty ? 1 : -1;
            const double at_full = competitive_surface(e, &o, full, 0, ion).J;
            const SurfaceRate v = competitive_surface(e, &o, some, 0, ion);
            CHECK(sign * v.J > 1e-9 * e->ion[ion].rate);
            CHECK(fabs(empty ? at_full : at_none) < 1e-9 * fabs(v.J));
            some[e->place[0][ion]] += 1e-6;
            CHECK_NEAR((competitive_surface(e, &o, some, 0, ion).J - v.J) / 1e-6, v.per_theta[ion],
                       1e-4 * fabs(v.per_theta[ion]));
        }
    cell_spec_free(&spec);
}

/* --- the cell ------------------------------------------------------------------------------------------------------ */

/* Quick kinetics and diffusion, so that it comes to rest. */
static CellSpec quick_cell(void)
{
    CellSpec spec = variant_cell(&half);
    use_competing(&spec);
    Phase *p = &spec.electrode[POSITIVE].phase[0];
    Competing *e = p->competing;
    e->ion[0].diffusion = e->ion[1].diffusion = 10;
    e->ion[0].rate = e->ion[1].rate = 1;
    p->double_layer = 1;
    p->theta0 = 0.02;
    return spec;
}

/* What the pores and the voltage say the potentials against both metals are. */
static void potentials(const Bench *b, const double *y, double phi[2])
{
    const Pocket *k = &b->m->pocket[0];
    const double psi = y[k->phi_s] - y[k->phi_e];
    phi[0] = psi - log(y[k->c_e] / k->ion.c_ref) / b->m->thermal_f;
    phi[1] = psi - log(y[k->c_also] / k->also.c_ref) / b->m->thermal_f;
}

static void test_rest_is_equilibrium(void)
{
    CellSpec spec = quick_cell();
    const Competing *e = spec.electrode[POSITIVE].phase[0].competing;
    Bench b = bench_open(&spec, 1e-7, LINEAR_CONDENSED);
    double worst = 0;
    for (int stop = 1; stop <= 3; stop++) {
        CHECK(bench_current(&b, -2.25 * spec.one_C, NAN, simulation_time(b.s) + 3000, 0, NULL, NULL) > 0);
        CHECK(bench_current(&b, 0, NAN, simulation_time(b.s) + 1e6, 0, NULL, NULL) > 0);
        double phi[2], theta[MAX_CLASSES][2], value[MAX_HOST_OUTPUTS];
        potentials(&b, simulation_state(b.s), phi);
        const double nu = equilibrium(e, phi, theta);
        model_report(b.m, POSITIVE, 0, simulation_state(b.s), value);
        const double *v = value + 2;
        for (int s = 0; s < e->classes; s++)
            for (int ion = 0; ion < 2; ion++)
                if (e->class[s].takes[ion]) worst = fmax(worst, fabs(*v++ - e->class[s].sites * theta[s][ion]));
        worst = fmax(worst, fabs(*v - nu));
        CHECK(v - value == phase_outputs(&spec.electrode[POSITIVE].phase[0]) - 1);
        printf("\n    nu %.4f, Li %.4f, Mg %.4f", *v, value[0], value[1]);
    }
    printf("\n    at rest within %.1e of equilibrium", worst);
    CHECK(worst <= 1e-6);
    bench_close(&b);
    cell_spec_free(&spec);
}

/* One ion, electrons at hand: theta/(1 - theta) = (c/c_ref) e^{-f(V - U)}; ten times the concentration moves V by RT/F ln 10. */
static void test_langmuir(void)
{
    const SiteKind one = {1, {1, 0}, {3.4, 0}, {0, 0}};
    CellSpec spec = variant_cell(&half);
    use_four_ions(&spec);
    Phase *p = &spec.electrode[POSITIVE].phase[0];
    add_competing(p, 1, &one);
    p->competing->budget = 1e9;
    p->competing->native = 1e9;
    const double f = p->competing->f;
    for (double V = 3.2; V < 3.6; V += 0.02) {
        const double phi[2] = {V, V};
        const double theta = competing_uptake(p->competing, phi).theta[0][0];
        CHECK_NEAR(theta, 1 / (1 + exp(f * (V - 3.4))), 1e-8);
    }
    cell_spec_free(&spec);
}

static double gained(const Bench *b, const double *y0, const double *y, int output)
{
    const Phase *p = &b->m->spec->electrode[POSITIVE].phase[0];
    double before[MAX_HOST_OUTPUTS], now[MAX_HOST_OUTPUTS];
    model_report(b->m, POSITIVE, 0, y0, before);
    model_report(b->m, POSITIVE, 0, y, now);
    return (now[output] - before[output]) * p->volume_fraction * p->c_max / p->competing->budget *
           b->m->spec->region[POSITIVE].thickness;
}

/* Over a discharge and a charge: lithium of the pores and the host; charge of the host; budget against occupancies. */
static void test_ions_conserved(void)
{
    CellSpec spec = variant_cell(&half);
    use_competing(&spec);
    spec.electrode[POSITIVE].phase[0].double_layer = 1;
    spec.electrode[POSITIVE].phase[0].theta0 = 0.1;
    Bench b = bench_open(&spec, 1e-5, LINEAR_CONDENSED);
    double start[2000], largest = 0;
    REQUIRE(b.m->unknowns <= 2000);
    memcpy(start, simulation_state(b.s), (size_t)b.m->unknowns * sizeof *start);
    const int Li = b.m->pocket[0].ion.ion;
    for (int k = 0; k < 2; k++) {
        CHECK(bench_current(&b, (k ? 0.015 : -0.015) * spec.one_C, NAN, 7200.0 * (k + 1), 0, NULL, NULL) > 0);
        const double *y = simulation_state(b.s);
        const double guest = gained(&b, start, y, 0), pores = model_ion(b.m, Li, y) - model_ion(b.m, Li, start);
        const double charge = FARADAY * (model_guest(b.m, POSITIVE, y) - model_guest(b.m, POSITIVE, start)) -
                              model_double_layer_charge(b.m, POSITIVE, y) +
                              model_double_layer_charge(b.m, POSITIVE, start);
        const double all = model_ion(b.m, Li, start);
        largest = fmax(largest, fabs(guest + pores) / all);
        largest = fmax(largest, fabs(charge + y[b.m->Q] - start[b.m->Q]) / (FARADAY * all));
        CHECK_NEAR(pocket_held(&b.m->pocket[0], y), y[b.m->pocket[0].i - 3 - b.m->pocket[0].phase->competing->places],
                   1e-12);
        printf("\n    Li into the host %.3e mol/m2, Mg %.3e", guest, gained(&b, start, y, 1));
    }
    printf("\n    conserved within %.1e", largest);
    CHECK(largest <= 1e-10);
    bench_close(&b);
    cell_spec_free(&spec);
}

static double end_of(LinearKind linear, double *V)
{
    CellSpec spec = variant_cell(&half);
    use_competing(&spec);
    spec.electrode[POSITIVE].phase[0].double_layer = 1;
    Bench b = bench_open(&spec, 1e-7, linear);
    const double end = bench_current(&b, -0.015 * spec.one_C, NAN, 5000, 0, NULL, NULL);
    *V = simulation_state(b.s)[b.m->V];
    bench_close(&b);
    cell_spec_free(&spec);
    return end;
}

static void test_condensed_equals_full(void)
{
    double V, W;
    CHECK_NEAR(end_of(LINEAR_CONDENSED, &V), end_of(LINEAR_FULL, &W), 1e-3);
    CHECK_NEAR(V, W, 1e-6);
}

TEST_MAIN("verify/competitive", TEST(test_uptake), TEST(test_strong_repulsion), TEST(test_map), TEST(test_overdrawn),
          TEST(test_rest_is_equilibrium), TEST(test_langmuir), TEST(test_ions_conserved),
          TEST(test_condensed_equals_full))
