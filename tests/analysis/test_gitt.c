#include "../../analysis/gitt.h"
#include "../test.h"
#include "fixture.h"

/* Surface concentration of a sphere under constant flux, in units of flux R / D, at T = D t / R^2 (Crank, The
 * Mathematics of Diffusion, 2nd ed., Eq. 6.45): 3 T + 1/5 - 2 sum exp(-l^2 T)/l^2 with tan l = l. */
static double surface(double T)
{
    double sum = 3 * T + 0.2;
    for (int n = 1; n < 400; n++) {
        double l = (n + 0.5) * 3.14159265358979324;
        for (int it = 0; it < 20; it++) l = n * 3.14159265358979324 + atan(l);
        sum -= 2 * exp(-l * l * T) / (l * l);
    }
    return sum;
}

enum { POINTS = 200 };

/* Rest, pulse, rest of a sphere: V = 1 - 0.1 (surface concentration) - 0.02 during the pulse (an ohmic drop). The
 * rests are flat: long after, the concentration is the mean, 3 T. */
static Series titration(double T, double tau)
{
    Series s;
    fixture_check(series_create(3 * POINTS, &s, NULL));
    for (int k = 0; k < 3 * POINTS; k++) {
        const double w = k % POINTS / (POINTS - 1.0);
        const int leg = k / POINTS;
        s.t[k] = (leg + w) * tau;
        s.I[k] = leg == 1 ? -1e-3 : 0;
        s.V[k] = leg == 0 ? 1 : leg == 1 ? 1 - 0.02 - 0.1 * surface(fmax(T * w, 1e-9)) : 1 - 0.1 * 3 * T;
        s.step[k] = leg;
        s.cycle[k] = 1;
    }
    series_integrate(&s);
    return s;
}

static GittPulse pulse_of(const Series *s, const GittChoice *c)
{
    Segment *segment;
    int segments;
    GittPulse p = {0};
    fixture_check(segments_find(s, SWEEPS_FOUND, &segment, &segments, NULL));
    CHECK(segments == 3);
    CHECK(gitt_pulses(s, segments, segment, c, 1, &p) == 1);
    free(segment);
    return p;
}

/* D [m2/s] of a sphere of 2 um for a pulse of 600 s of T = D tau / R^2; the true one is T R^2 / tau. */
static double relative_error(double T)
{
    GittChoice c = gitt_defaults();
    c.radius = 2e-6;
    Series s = titration(T, 600);
    const GittPulse p = pulse_of(&s, &c);
    CHECK_NEAR(p.duration, 600, 1e-9);
    CHECK_NEAR(p.dEs, -0.3 * T, 1e-12);
    CHECK(p.r2 > 0.999);
    CHECK_NEAR(p.IR, -0.02, 0.002 * sqrt(T / 1e-3)); /* the root law has no 1/5: its line meets t = 0 a little off */
    CHECK(isnan(p.D_geometric));
    series_free(&s);
    return p.D_particle / (T * c.radius * c.radius / 600) - 1;
}

/* Weppner and Huggins hold for T << 1, with an error that falls with the root of T; what is left vanishes with it. */
static void test_sphere(void)
{
    const double coarse = relative_error(4e-4), fine = relative_error(1e-4);
    CHECK(fabs(coarse) < 0.06);
    CHECK_NEAR(coarse / fine, 2, 0.1);
    CHECK_NEAR(2 * fine - coarse, 0, 1e-3);
}

/* The geometric basis is the same formula with another length: a slab as thick as R/3 has a sphere's volume per area. */
static void test_bases(void)
{
    CHECK_NEAR(gitt_D_geometric(600, 5.13e-6, 0.42, 1), 4 / (3.14159265 * 600) * 5.13e-6 * 5.13e-6 * 0.42 * 0.42,
               1e-20);
    CHECK_NEAR(gitt_D_particle(600, 3e-6, 0.1, 0.2), gitt_D_geometric(600, 1e-6, 0.1, 0.2), 1e-25);
    CHECK_NEAR(gitt_D_particle(600, 3e-6, 0.1, 0.2), 4 * 9e-12 / (9 * 3.14159265 * 600) * 0.25, 1e-20);
}

/* Paper 001: 2.26 mg on 1.131 cm2, 3.9 g/cm3, 10 min: 4/(pi tau) (m/(rho S))^2 = 5.6e-10 cm2/s. */
static void test_published_prefactor(void)
{
    const double thickness = 2.26e-6 / (3900 * 1.131e-4);
    CHECK_NEAR(gitt_D_geometric(600, thickness, 1, 1) * 1e4, 5.6e-10, 0.05e-10);
}

static void test_warnings(void)
{
    GittChoice c = gitt_defaults();
    Series s = titration(1e-2, 600);
    CHECK(pulse_of(&s, &c).flags == 0);
    for (int k = 2 * POINTS; k < 3 * POINTS; k++) s.V[k] = 1 - 5e-4; /* a plateau */
    CHECK(pulse_of(&s, &c).flags == GITT_FLAT);
    for (int k = 2 * POINTS; k < 3 * POINTS; k++) s.V[k] = 1 + 5e-3;
    CHECK(pulse_of(&s, &c).flags == GITT_AGAINST);
    for (int k = 2 * POINTS; k < 3 * POINTS; k++) s.V[k] = 1 - 1e-5 * (s.t[k] - s.t[2 * POINTS]);
    CHECK(pulse_of(&s, &c).flags == 0); /* exactly a tenth in the last tenth */
    for (int k = 2 * POINTS; k < 3 * POINTS; k++) s.V[k] = 1 - 0.004 * pow((s.t[k] - s.t[2 * POINTS]) / 600, 2);
    CHECK(pulse_of(&s, &c).flags == GITT_DRIFT);
    for (int k = POINTS; k < 2 * POINTS; k++) s.V[k] = 1 - 0.1 * pow((s.t[k] - 600) / 600, 4);
    CHECK(pulse_of(&s, &c).flags == (GITT_DRIFT | GITT_CURVED));
    series_free(&s);
}

/* Three pulses of discharge, two of charge, two of discharge, a charge that is no titration, one of discharge; of the third titration
 * a pulse in the middle is missing, as in a selection. */
static void test_sequences(void)
{
    static const double before[] = {0, -10, -20, -30, -20, -10, -30, 0}, current[] = {-1, -1, -1, 1, 1, -1, -1, -1};
    GittPulse p[8] = {{0}};
    int first = -1;
    for (int k = 0; k < 8; k++) p[k] = (GittPulse){.charge_before = before[k], .current = current[k], .duration = 10};
    CHECK(gitt_sequence(8, p, -1, 1, &first) == 3 && first == 0);
    CHECK(gitt_sequence(8, p, -1, 2, &first) == 2 && first == 5);
    CHECK(gitt_sequence(8, p, -1, 3, &first) == 1 && first == 7);
    CHECK(gitt_sequence(8, p, -1, 4, &first) == 0);
    CHECK(gitt_sequence(8, p, -1, 0, &first) == 1 && first == 7);
    CHECK(gitt_sequence(8, p, 1, 1, &first) == 2 && first == 3);
    CHECK(gitt_sequence(8, p, 1, 2, &first) == 0);
    CHECK(gitt_sequence(0, p, 1, 0, &first) == 0);
}

/* From 1 V: 20 mV at once and what the sphere's surface is beyond its mean, a fifth of the scale of 0.1 V and less. */
static void test_overpotential(void)
{
    const double T = 4e-4;
    GittChoice c = gitt_defaults();
    Series s = titration(T, 600);
    const GittPulse p = pulse_of(&s, &c);
    CHECK_NEAR(gitt_overpotential(&p), 0.02 + 0.1 * (surface(T) - 3 * T), 1e-9);
    series_free(&s);
}

/* Rest, pulse, relaxation of a sphere by superposition, until it has relaxed; a step of `ohmic` during the pulse. */
static Series relaxing(double T, double ohmic, double scatter)
{
    Series s = titration(T, 600);
    for (int k = POINTS; k < 3 * POINTS; k++) {
        const double w = k % POINTS / (POINTS - 1.0), rest = 0.5 / T * pow(w, 4); /* pulse lengths */
        s.V[k] = 1 + ohmic - 0.1 * surface(fmax(T * w, 1e-9));
        if (k < 2 * POINTS) continue;
        s.t[k] = 600 * (2 + rest);
        s.V[k] = 1 - 0.1 * (surface(T * (1 + rest)) - surface(fmax(T * rest, 1e-9))) + scatter * sin(1e3 * k * k);
    }
    return s;
}

/* The relaxation gives the same D, with an error that falls with the root of T as well. */
static void test_relaxation(void)
{
    GittChoice c = gitt_defaults();
    c.radius = 2e-6;
    for (int k = 0; k < 2; k++) {
        const double T = k ? 1e-4 : 4e-4;
        Series s = relaxing(T, -0.02, 0);
        const GittPulse p = pulse_of(&s, &c);
        CHECK_NEAR(p.D_relaxation / (T * c.radius * c.radius / 600), 1, k ? 0.05 : 0.1);
        series_free(&s);
    }
}

/* tau = 0.7 R^2/D: D comes out nine times too small, and is marked. A step the wrong way, and a change within the noise, too. */
static void test_where_the_method_ends(void)
{
    GittChoice c = gitt_defaults();
    c.radius = 2e-6;
    Series s = relaxing(0.7, -0.02, 0);
    const GittPulse p = pulse_of(&s, &c);
    CHECK(p.flags & GITT_LONG);
    CHECK(p.D_particle < 0.3 * 0.7 * c.radius * c.radius / 600);
    series_free(&s);
    s = relaxing(1e-2, 0.02, 0);
    CHECK(pulse_of(&s, &c).flags & GITT_OHMIC);
    series_free(&s);
    s = relaxing(1e-2, -0.02, 3e-3);
    CHECK(pulse_of(&s, &c).flags & GITT_NOISE);
    series_free(&s);
    s = relaxing(1e-3, -0.02, 0);
    CHECK(!(pulse_of(&s, &c).flags & (GITT_LONG | GITT_OHMIC | GITT_NOISE)));
    series_free(&s);
}

static void test_a_pulse_needs_its_rests(void)
{
    GittPulse p;
    Segment *segment;
    int segments;
    const GittChoice c = gitt_defaults();
    Series s = titration(1e-2, 600);
    fixture_check(segments_find(&s, SWEEPS_FOUND, &segment, &segments, NULL));
    CHECK(gitt_pulses(&s, 2, segment, &c, 1, &p) == 0);
    CHECK(gitt_pulses(&s, 2, segment + 1, &c, 1, &p) == 0);
    free(segment);
    series_free(&s);
}

TEST_MAIN("analysis/gitt", TEST(test_sphere), TEST(test_bases), TEST(test_published_prefactor), TEST(test_warnings),
          TEST(test_sequences), TEST(test_overpotential), TEST(test_relaxation), TEST(test_where_the_method_ends),
          TEST(test_a_pulse_needs_its_rests))
