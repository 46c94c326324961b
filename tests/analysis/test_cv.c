#include "../../analysis/cv.h"
#include "../test.h"
#include "fixture.h"

static const double rates[] = {0.2e-3, 0.4e-3, 0.6e-3, 0.8e-3};
enum { RATES = 4, BRANCHES = 64 };

/* Everything from a series to a study of one cycle. */
typedef struct Voltammetry {
    Series series;
    Segment *segment;
    int segments, branches;
    Branch branch[BRANCHES];
    CvStudy study;
} Voltammetry;

static Voltammetry *study_of(CurrentFunction current, int cycles, int cycle)
{
    Voltammetry *v = calloc(1, sizeof *v);
    if (!v) abort();
    v->series = fixture_cv(RATES, rates, cycles, 1.0, 3.0, 801, current);
    fixture_check(segments_find(&v->series, SWEEPS_FOUND, &v->segment, &v->segments, NULL));
    v->branches = branches_of_segments(&v->series, v->segments, v->segment, BRANCHES, v->branch);
    cv_study(v->branches, v->branch, cycle, &v->study);
    return v;
}

static void done(Voltammetry *v)
{
    series_free(&v->series);
    free(v->segment);
    free(v);
}

static double way(int anodic)
{
    return anodic ? 1 : -1;
}

static double bump(double V, double at, double width)
{
    const double z = (V - at) / width;
    return exp(-z * z);
}

/* i = k1 v + k2 v^1/2 with k1, k2 that depend on the potential, larger on the anodic branch. */
static double k1(double V, int anodic)
{
    return way(anodic) * (2 + V + anodic);
}

static double k2(double V, int anodic)
{
    return way(anodic) * (0.05 + 0.1 * bump(V, anodic ? 1.95 : 1.75, 0.15));
}

static double mixed(double V, double rate, int anodic)
{
    return k1(V, anodic) * rate + k2(V, anodic) * sqrt(rate);
}

static double power_law(double V, double rate, int anodic)
{
    return way(anodic) * pow(rate, anodic ? 0.7 : 1.0) * (0.1 + bump(V, anodic ? 1.9137 : 1.8062, 0.1));
}

static void test_branches_are_found(void)
{
    Voltammetry *v = study_of(mixed, 2, 2);
    CHECK(v->branches == 16);
    CHECK(v->study.rates == RATES);
    for (int k = 0; k < v->study.rates; k++) {
        CHECK_NEAR(v->study.at[k].rate, rates[k], 1e-9 * rates[k]);
        CHECK(v->study.at[k].cycle == 2);
        CHECK(v->study.at[k].branch[CATHODIC].n >= 800 && v->study.at[k].branch[ANODIC].n >= 800);
    }
    done(v);
}

static void test_cycle_is_chosen(void)
{
    Voltammetry *first = study_of(power_law, 2, 1), *second = study_of(power_law, 2, 2),
                *last = study_of(power_law, 2, 0);
    const double a = first->study.at[0].peak[ANODIC].I, b = second->study.at[0].peak[ANODIC].I;
    CHECK_NEAR(a / b, 1.1, 1e-9);
    CHECK_NEAR(last->study.at[0].peak[ANODIC].I, b, 0);
    cv_study(last->branches, last->branch, 3, &last->study);
    CHECK(last->study.rates == 0);
    done(first);
    done(second);
    done(last);
}

/* The grid is 2.5 mV, the peaks are between its points: the parabola finds them to the fourth order of step/width. */
static void test_peaks(void)
{
    Voltammetry *v = study_of(power_law, 1, 1);
    const CvRate *r = &v->study.at[2];
    CHECK(r->peak[ANODIC].inside && r->peak[CATHODIC].inside);
    CHECK_NEAR(r->peak[ANODIC].V, 1.9137, 1e-6);
    CHECK_NEAR(r->peak[CATHODIC].V, 1.8062, 1e-6);
    CHECK_NEAR(r->peak[ANODIC].I, 1.1 * pow(rates[2], 0.7), 1e-6 * pow(rates[2], 0.7));
    CHECK_NEAR(r->separation, 0.1075, 2e-6);
    CHECK_NEAR(r->half_wave, 1.85995, 2e-6);
    done(v);
}

static double rising(double V, double rate, int anodic)
{
    return way(anodic) * rate * (anodic ? V : 4 - V);
}

static void test_no_peak_inside(void)
{
    Voltammetry *v = study_of(rising, 1, 1);
    CHECK(!v->study.at[0].peak[ANODIC].inside && !v->study.at[0].peak[CATHODIC].inside);
    CHECK_NEAR(v->study.at[0].peak[ANODIC].V, 3, 1e-12);
    done(v);
}

/* |I| = v (4 - V) or v V: the largest is 3 v at the end of each branch. */
static void test_current_ratio(void)
{
    Voltammetry *v = study_of(rising, 1, 1);
    const CvRate *r = &v->study.at[0];
    CHECK_NEAR(cv_current_ratio(r, PEAK_ANODIC, 1.5), 3 / 1.5, 1e-9);
    CHECK_NEAR(cv_current_ratio(r, PEAK_CATHODIC, 1.5), 3 / 2.5, 1e-9);
    CHECK_NEAR(cv_current_ratio(r, PEAK_MEAN, 1.5), 1.6, 1e-9);
    CHECK(isnan(cv_current_ratio(r, PEAK_ANODIC, 3.2)));
    done(v);
}

static void test_b_values(void)
{
    Voltammetry *v = study_of(power_law, 1, 1);
    const Line anodic = cv_b_of_peaks(&v->study, PEAK_ANODIC), cathodic = cv_b_of_peaks(&v->study, PEAK_CATHODIC);
    CHECK_NEAR(anodic.slope, 0.7, 1e-9);
    CHECK_NEAR(cathodic.slope, 1.0, 1e-9);
    CHECK_NEAR(anodic.r2, 1, 1e-12);
    CHECK(cv_b_of_peaks(&v->study, PEAK_MEAN).slope > 0.7 && cv_b_of_peaks(&v->study, PEAK_MEAN).slope < 1);
    CHECK_NEAR(cv_b_at(&v->study, ANODIC, 2.345).slope, 0.7, 1e-9);
    CHECK_NEAR(cv_b_at(&v->study, CATHODIC, 1.111).slope, 1.0, 1e-9);
    CHECK(isnan(cv_b_at(&v->study, CATHODIC, 3.2).slope));
    done(v);
}

static void test_dunn_is_exact(void)
{
    Voltammetry *v = study_of(mixed, 1, 1);
    for (double V = 1.1; V < 3; V += 0.05)
        for (int anodic = 0; anodic < 2; anodic++) {
            const DunnPoint d = dunn_at(&v->study, anodic, V);
            CHECK_NEAR(d.k1, k1(V, anodic), 1e-4 * fabs(k1(V, anodic))); /* linear interpolation of the peak */
            CHECK_NEAR(d.k2, k2(V, anodic), 1e-4 * fabs(k2(V, anodic)));
            CHECK(d.r2 > 0.999999);
        }
    done(v);
}

/* Share of int |k1| v over int |k1| v + |k2| v^1/2, both branches, by the closed integrals. */
static double share(double v, double low, double high)
{
    const double mean = 0.5 * (low + high), span = high - low;
    double area = 0;
    for (int anodic = 0; anodic < 2; anodic++)
        area += 0.05 * span +
                0.1 * 0.15 * sqrt(3.14159265358979324) / 2 *
                    (erf((high - (anodic ? 1.95 : 1.75)) / 0.15) - erf((low - (anodic ? 1.95 : 1.75)) / 0.15));
    const double capacitive = (2 * (2 + mean) + 1) * span * v;
    return capacitive / (capacitive + area * sqrt(v));
}

static void test_capacitive_share(void)
{
    Voltammetry *v = study_of(mixed, 1, 1);
    double low, high;
    cv_common_window(&v->study, &low, &high);
    CHECK_NEAR(low, 1.05, 1e-12);
    CHECK_NEAR(high, 2.95, 1e-12);
    for (int k = 0; k < RATES; k++)
        for (int clip = 0; clip < 2; clip++)
            CHECK_NEAR(dunn_share(&v->study, k, 1.2, 2.9, 341, clip), share(rates[k], 1.2, 2.9), 1e-5);
    done(v);
}

/* A capacitive current beyond the total (k2 of the other sign) counts as the total, one of the other sign as nothing. */
static void test_clipping(void)
{
    const DunnPoint d = {.k1 = 2, .k2 = 0};
    CHECK_NEAR(dunn_capacitive(&d, 0.5, 3, 1), 1, 1e-15);
    CHECK_NEAR(dunn_capacitive(&d, 0.5, 0.4, 1), 0.4, 1e-15);
    CHECK_NEAR(dunn_capacitive(&d, 0.5, -3, 1), 0, 0);
    CHECK_NEAR(dunn_capacitive(&d, 0.5, -3, 0), 1, 1e-15);
}

/* Peaks of 0.4463 F A C sqrt(F v D / RT) for D = 3e-9 cm2/s; the constant of the textbooks is 2.69e5 in cm, mol/cm3. */
static double reversible(double V, double rate, int anodic)
{
    const double height = 2.69e5 * 1.131 * sqrt(3e-9) * 0.0487 * sqrt(rate);
    return way(anodic) * height * bump(V, anodic ? 1.95 : 1.75, 0.1);
}

static double with_offset(double V, double rate, int anodic)
{
    return reversible(V, rate, anodic) + way(anodic) * 1e-3 * bump(V, anodic ? 1.95 : 1.75, 0.1);
}

static double D_cm2_s(CurrentFunction current, PeakChoice peak, int free_intercept)
{
    Voltammetry *v = study_of(current, 1, 1);
    const RandlesSevcikChoice c = {peak, free_intercept, 1.131e-4, 48700, 298.15, 1};
    const RandlesSevcik r = randles_sevcik(&v->study, &c);
    CHECK(r.line.n == RATES && r.choice.peak == peak);
    if (free_intercept) CHECK_NEAR(r.line.r2, 1, 1e-12);
    done(v);
    return r.D * 1e4;
}

static void test_randles_sevcik(void)
{
    for (int peak = PEAK_MEAN; peak <= PEAK_CATHODIC; peak++)
        CHECK_NEAR(D_cm2_s(reversible, (PeakChoice)peak, 1), 3e-9, 0.005 * 3e-9); /* 2.69e5 has three digits */
    CHECK_NEAR(D_cm2_s(with_offset, PEAK_MEAN, 1), D_cm2_s(reversible, PEAK_MEAN, 1), 1e-15);
    CHECK(D_cm2_s(with_offset, PEAK_MEAN, 0) > 1.1 * D_cm2_s(reversible, PEAK_MEAN, 0));
}

TEST_MAIN("analysis/cv", TEST(test_branches_are_found), TEST(test_cycle_is_chosen), TEST(test_peaks),
          TEST(test_no_peak_inside), TEST(test_current_ratio), TEST(test_b_values), TEST(test_dunn_is_exact),
          TEST(test_capacitive_share), TEST(test_clipping), TEST(test_randles_sevcik))
