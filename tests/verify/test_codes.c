/* Code to code: discharges and pulses against mesh-converged solutions of other codes (tests/verify/data). */
#include "../test.h"
#include "shipped.h"

#include <stdlib.h>

static const double MILLI = 1e-3;        /* V */
static const double CUTOFF_SHARE = 2e-4; /* 0.02 % */

/* A discharge and what it is compared with. */
typedef struct Case {
    const char *cell, *file;
    int column, columns; /* of the reference voltage */
    double rate, cutoff; /* C, V (NaN: until the last reference time) */
    double t_cutoff;     /* s, NaN: not compared */
} Case;

#define ECKER "../tests/verify/data/ecker2015" /* from cells/: not shipped */

static const Case cases[] = {
    {"chen2020", "chen2020_0.5C.csv", 1, 2, 0.5, 2.5, 7221.9118},
    {"chen2020", "chen2020_1C.csv", 1, 2, 1, 2.5, 3555.2015},
    {"chen2020", "chen2020_2C.csv", 1, 2, 2, 2.5, 1702.9658},
    {"xu2019", "xu2019_0.5C.csv", 1, 2, 0.5, 3.5, 11242.8197},
    {"xu2019", "xu2019_1C.csv", 1, 2, 1, 3.5, 5511.4007},
    {"xu2019", "xu2019_3C.csv", 1, 2, 3, 3.5, 1683.4515},
    {ECKER, "ecker2015_1C.csv", 1, 2, 1, 2.5, 3776.033},
    {"lco_graphite", "lco_graphite_1C.csv", 2, 3, 1, NAN, NAN},
    {"lco_graphite", "lco_graphite_fine.csv", 1, 4, 0.2, NAN, NAN},
    {"lco_graphite", "lco_graphite_fine.csv", 2, 4, 1, NAN, NAN},
    {"lco_graphite", "lco_graphite_fine.csv", 3, 4, 2, NAN, NAN},
};
enum { CASES = sizeof cases / sizeof cases[0] };

static const Mesh fine = {4, 6, 2, 4, 12, "spectral"};
static const Mesh plain = {2, 4, 1, 2, 16, "volumes"}; /* of a card that says nothing */

/* Reference times [s] and voltages of a case. */
typedef struct Curve {
    int n;
    double *t, *V, *simulated;
} Curve;

static Curve read_curve(const Case *c)
{
    Reference r = reference_read(c->file, c->columns);
    const size_t n = (size_t)r.rows;
    Curve curve = {r.rows, calloc(n, sizeof(double)), calloc(n, sizeof(double)), calloc(n, sizeof(double))};
    const double unit = c->columns == 4 ? 3600 / c->rate : 1; /* the table counts in shares of 3600/C s */
    for (int k = 0; k < r.rows; k++) {
        curve.t[k] = unit * r.value[k * r.columns];
        curve.V[k] = r.value[k * r.columns + c->column];
        curve.simulated[k] = NAN;
    }
    reference_free(&r);
    return curve;
}

static void free_curve(Curve *c)
{
    free(c->t);
    free(c->V);
    free(c->simulated);
}

/* Runs a case; RMS over the first 97 % of the time [V], largest difference there, time of the end [s]. */
static double difference(const Case *c, Mesh mesh, double tolerance, double *largest, double *t_end)
{
    CellSpec spec = shipped_cell(c->cell, mesh);
    Bench b = bench_open(&spec, tolerance, LINEAR_CONDENSED);
    Curve curve = read_curve(c);
    const double last = curve.t[curve.n - 1], stop = isnan(c->cutoff) ? last : 2 * last;
    *t_end = bench_current(&b, -c->rate * spec.one_C, c->cutoff, stop, curve.n, curve.t, curve.simulated);
    int n = 0;
    while (n < curve.n && curve.t[n] <= 0.97 * (isnan(c->t_cutoff) ? last : c->t_cutoff)) n++;
    const double d = rms(n, curve.simulated, curve.V, largest);
    free_curve(&curve);
    bench_close(&b);
    cell_spec_free(&spec);
    return d;
}

static void compare_all(Mesh mesh, int to_cutoff, double tolerance, double allowed)
{
    for (int k = 0; k < CASES; k++) {
        const Case *c = &cases[k];
        double largest, t_end;
        const double d = difference(c, mesh, tolerance, &largest, &t_end);
        printf("\n    %-13s %.1fC (%s): RMS %.4f mV, largest %.4f mV, end %.4f s", c->cell, c->rate, c->file, d / MILLI,
               largest / MILLI, t_end);
        CHECK(d <= allowed);
        if (to_cutoff && !isnan(c->t_cutoff)) CHECK_NEAR(t_end, c->t_cutoff, CUTOFF_SHARE * c->t_cutoff);
    }
}

static void test_converged(void)
{
    compare_all(fine, 1, 1e-7, 0.1 * MILLI);
}

static void test_plain_mesh(void)
{
    compare_all(plain, 0, 1e-5, 1 * MILLI); /* tight enough that the mesh alone errs */
}

/* At 1e-10 the integrator has to hold up, not only to be accurate. */
static void test_tightest_tolerance(void)
{
    for (int k = 0; k < CASES; k++) {
        double largest, loose, tight;
        const double d = difference(&cases[k], plain, 1e-8, &largest, &loose);
        const double same = difference(&cases[k], plain, 1e-10, &largest, &tight);
        CHECK_NEAR(same, d, 1e-3 * MILLI);
        CHECK_NEAR(tight, loose, 1e-6 * loose);
    }
}

static void test_lco_cutoff(void)
{
    CellSpec spec = shipped_cell("lco_graphite", fine);
    Bench b = bench_open(&spec, 1e-7, LINEAR_CONDENSED);
    CHECK_NEAR(bench_current(&b, -2 * spec.one_C, 2.5, 2000, 0, NULL, NULL), 1789.87, CUTOFF_SHARE * 1789.87);
    bench_close(&b);
    cell_spec_free(&spec);
}

/* Three times: 1C discharge 360 s, rest 1800 s, C/2 charge 360 s, rest 1800 s. */
static double pulses(Mesh mesh, double tolerance, double *largest)
{
    static const double leg[4][2] = {{-1, 360}, {0, 1800}, {0.5, 360}, {0, 1800}};
    const Case c = {"chen2020", "chen2020_pulses.csv", 2, 3, 1, NAN, NAN};
    CellSpec spec = shipped_cell("chen2020", mesh);
    Bench b = bench_open(&spec, tolerance, LINEAR_CONDENSED);
    Curve curve = read_curve(&c);
    double end = 0;
    for (int k = 0, at = 0; k < 12; k++) {
        int n = 0;
        end += leg[k % 4][1];
        while (at + n < curve.n && curve.t[at + n] < end) n++; /* no reference time is an instant of a jump */
        CHECK_NEAR(bench_current(&b, leg[k % 4][0] * spec.one_C, NAN, end, n, curve.t + at, curve.simulated + at), end,
                   0);
        at += n;
    }
    const double d = rms(curve.n, curve.simulated, curve.V, largest);
    free_curve(&curve);
    bench_close(&b);
    cell_spec_free(&spec);
    return d;
}

static void test_pulses(void)
{
    double largest;
    const double on_fine = pulses(fine, 1e-7, &largest);
    printf("\n    fine: RMS %.4f mV, largest %.4f mV", on_fine / MILLI, largest / MILLI);
    CHECK(on_fine <= 0.1 * MILLI);
    const double on_plain = pulses(plain, 1e-4, &largest);
    printf("\n    plain: RMS %.4f mV, largest %.4f mV", on_plain / MILLI, largest / MILLI);
    CHECK(on_plain <= MILLI);
    CHECK(pulses(plain, 1e-10, &largest) <= MILLI);
}

/* Fields of the 1C discharge at the centres of 12, 4, 12 volumes: with as many elements of even degree their nodes. */
static void compare_field(const Bench *b, const double *row)
{
    const double *y = simulation_state(b->s), micro = 1e-6;
    const Model *m = b->m;
    int k = 0;
    while (k < m->nodes && fabs(m->node[k].x - row[1]) > 1e-4 * micro) k++;
    REQUIRE(k < m->nodes);
    const MeshNode *v = &m->node[k];
    CHECK_NEAR(y[v->c_e], row[2], 0.1); /* mol/m3 */
    CHECK_NEAR(y[v->phi_e], row[3], 0.2 * MILLI);
    if (!v->networks) return;
    CHECK_NEAR(y[v->phi_s[0]], row[4], 0.2 * MILLI);
    for (int p = 0; p < m->pockets; p++)
        if (m->pocket[p].node == k)
            CHECK_NEAR(y[m->pocket[p].z - 1], row[5], 1e-4); /* the reference has 40 uniform shells */
}

static void test_fields(void)
{
    CellSpec spec = shipped_cell("chen2020", (Mesh){12, 4, 4, 4, 12, "spectral"});
    Bench b = bench_open(&spec, 1e-7, LINEAR_CONDENSED);
    Reference r = reference_read("chen2020_1C_fields.csv", 6);
    CHECK(r.rows == 56);
    for (int k = 0; k < r.rows; k++) {
        const double *row = r.value + 6 * k;
        if (simulation_time(b.s) < row[0])
            CHECK_NEAR(bench_current(&b, -spec.one_C, NAN, row[0], 0, NULL, NULL), row[0], 0);
        compare_field(&b, row);
    }
    reference_free(&r);
    bench_close(&b);
    cell_spec_free(&spec);
}

TEST_MAIN("verify/codes", TEST(test_converged), TEST(test_plain_mesh), TEST(test_tightest_tolerance),
          TEST(test_lco_cutoff), TEST(test_pulses), TEST(test_fields))
