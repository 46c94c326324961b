/* Steady profiles and limiting currents of two and three dilute ions against their closed forms, and the order in x. */
#include "../../model/constants.h"
#include "../test.h"
#include "shipped.h"
#include "small.h"

static const Variant half = {"half cell", 1, NULL};

static void mesh(CellSpec *s, int elements, int degree)
{
    for (RegionId r = SEPARATOR; r < REGIONS; r++) {
        s->region[r].elements = elements;
        s->region[r].degree = degree;
    }
}

/* Monovalent ions of which the current moves Li only, by a reaction that is uniform in the electrode: what does not move obeys
 * c_K c_A = K, and dc_A/dx = -N/(2 D T) (add N_Li = -D T (dc_Li/dx + f c_Li dphi/dx) and 0 = dc/dx +- f c dphi/dx). c_A is a
 * straight line through the separator and a parabola in the electrode; a [mol/m3] is its value at the foil. */
typedef struct Steady {
    const CellSpec *s;
    double D, I, a;
} Steady;

static double c_A(const Steady *p, double x)
{
    const Region *sep = &p->s->region[SEPARATOR], *pos = &p->s->region[POSITIVE];
    const double L = sep->thickness, H = pos->thickness, per = p->I / (2 * FARADAY * p->D);
    if (x <= L) return p->a + per / sep->transport * x;
    const double u = x - L;
    return p->a + per / sep->transport * L + per / pos->transport * (u - u * u / (2 * H));
}

/* Integrals over the pores of c_A (power 1) or of 1/c_A (-1), by Simpson's rule. */
static double stored(const Steady *p, int power)
{
    enum { N = 2000 };
    double sum = 0, x = 0;
    for (RegionId r = SEPARATOR; r <= POSITIVE; r++) {
        const double h = p->s->region[r].thickness / N;
        for (int k = 0; k <= N; k++) {
            const double w = k == 0 || k == N ? 1 : k % 2 ? 4 : 2;
            sum += p->s->region[r].porosity * w * h / 3 * pow(c_A(p, x + k * h), power);
        }
        x += p->s->region[r].thickness;
    }
    return sum;
}

/* Li at the foil at a steady current: c_A from the amount of A, which is linear in a; K from that of the other cation. */
static double foil_Li(const CellSpec *s, double D, double I, double c_A0, double c_K0)
{
    Steady p = {s, D, I, 1e3};
    const double pores = stored(&(Steady){s, D, 0, 1}, 1);
    p.a += (c_A0 * pores - stored(&p, 1)) / pores;
    return p.a - c_K0 * pores / stored(&p, -1) / p.a;
}

/* The current at which it would be none: by halving, up to that at which nothing of A were left there. */
static double limiting_current(const CellSpec *s, double D, double c_A0, double c_K0)
{
    Steady p = {s, D, 1, 0};
    const double pores = stored(&(Steady){s, D, 0, 1}, 1);
    double low = 0, high = c_A0 * pores / stored(&p, 1);
    if (c_K0 == 0) return high;
    for (int k = 0; k < 60; k++) {
        const double I = 0.5 * (low + high);
        if (I < high && foil_Li(s, D, I, c_A0, c_K0) > 0) low = I;
        else high = I;
    }
    return low;
}

static const double D_LI = 2e-10, C_A = 10;

/* Salt of Li, and as much of another cation as makes c_K. */
static CellSpec steady_cell(double c_K, int elements, int degree)
{
    CellSpec s = variant_cell(&half);
    const Ion ion[] = {{"Li", 1, C_A - c_K, D_LI}, {"K", 1, c_K, 4e-10}, {"A", -1, C_A, 3e-10}};
    const Ion two[] = {ion[0], ion[2]};
    use_dilute(&s, c_K > 0 ? 3 : 2, c_K > 0 ? ion : two);
    mesh(&s, elements, degree);
    s.electrode[POSITIVE].phase[0].film_resistance = 3e4; /* the reaction is uniform in x */
    return s;
}

/* How far Li is from c_A - K/c_A at any node, in units of c_A's mean. */
static double profile_error(const Bench *b, double I, double c_K)
{
    const CellSpec *s = b->m->spec;
    const double *y = simulation_state(b->s), pores = stored(&(Steady){s, D_LI, 0, 1}, 1);
    Steady p = {s, D_LI, I, 1e3};
    p.a += (C_A * pores - stored(&p, 1)) / pores;
    const double K = c_K * pores / stored(&p, -1);
    double worst = 0;
    for (int k = 0; k < b->m->nodes; k++) {
        const double A = c_A(&p, b->m->node[k].x);
        worst = fmax(worst, fabs(y[b->m->node[k].c_e] - (A - K / A)) / C_A);
        if (c_K > 0) worst = fmax(worst, fabs(y[b->m->node[k].c_e + 1] - K / A) / C_A);
    }
    return worst;
}

/* Li at the foil after a time in which all is steady; NaN: the voltage ran away before. *profile: what profile_error says. */
static double reached(double c_K, int elements, int degree, double I, double *profile)
{
    CellSpec s = steady_cell(c_K, elements, degree);
    Bench b = bench_open(&s, 1e-8, LINEAR_CONDENSED);
    const Limits limits = {NAN, 1e9, NAN, NAN};
    const Control control = {CONTROL_CURRENT, I, 0, 0};
    Limit limit;
    Status status = simulation_start(b.s, &control, &limits, 4000, &limit, NULL);
    while (!status && limit == LIMIT_NONE) status = simulation_step(b.s, &limit, NULL);
    const double c = simulation_state(b.s)[b.m->node[0].c_e];
    *profile = profile_error(&b, I, c_K);
    bench_close(&b);
    cell_spec_free(&s);
    return !status && limit == LIMIT_TIME ? c : NAN;
}

static void check_limit(double c_K)
{
    CellSpec s = steady_cell(c_K, 2, 6);
    const double limit = limiting_current(&s, D_LI, C_A, c_K);
    double worst = 0, profile, apart = 0;
    for (int k = 1; k <= 3; k++) {
        const double I = limit * (k == 3 ? 0.99 : k / 3.0), expected = foil_Li(&s, D_LI, I, C_A, c_K);
        const double error = fabs(reached(c_K, 2, 6, I, &profile) - expected) / C_A;
        CHECK(error <= 1e-6);
        CHECK(profile <= 2e-6);
        apart = fmax(apart, profile);
        worst = fmax(worst, error);
    }
    printf("\n    %d ions: limiting current %.4f A/m2, Li at the foil below it %.1e, profiles %.1e of c_A",
           c_K > 0 ? 3 : 2, limit, worst, apart);
    CHECK(!(reached(c_K, 2, 6, 1.02 * limit, &profile) > 1e-3 * C_A));
    cell_spec_free(&s);
}

static void test_limiting_currents(void)
{
    check_limit(0);
    check_limit(6);
}

/* Straight elements: halving them divides the error by four; polynomials converge much faster. */
static void test_order(void)
{
    CellSpec s = steady_cell(6, 1, 1);
    const double I = 0.9 * limiting_current(&s, D_LI, C_A, 6), exact = foil_Li(&s, D_LI, I, C_A, 6);
    double error[4], profile;
    for (int k = 0; k < 3; k++) error[k] = fabs(reached(6, 4 << k, 1, I, &profile) - exact);
    error[3] = fabs(reached(6, 2, 6, I, &profile) - exact);
    const double order = log2(error[1] / error[2]);
    printf("\n    straight elements: %.1e %.1e %.1e mol/m3, order %.2f; two of degree 6: %.1e", error[0], error[1],
           error[2], order, error[3]);
    CHECK_NEAR(order, 2, 0.1);
    CHECK(error[3] <= 1e-2 * error[2]);
    cell_spec_free(&s);
}

TEST_MAIN("verify/ion_limits", TEST(test_limiting_currents), TEST(test_order))
