/* meson test --benchmark: one line per case: name, median ms, minimum ms, error, unknowns.
 *
 * A case is a sequence of legs on a warm half cell, R1.75 | Li at 1 mg/cm2: a charge-discharge cycle, a voltammogram, a
 * titration of 40 pulses. Every leg yields one number (charge, peak current or final voltage); the error is the largest
 * deviation from a fine mesh at a tight tolerance, in % of the first leg's number or in mV. */
#include "bench.h"

enum { MAX_LEGS = 128 };

typedef enum { YIELD_CHARGE, YIELD_PEAK, YIELD_VOLTAGE } Yield;

typedef struct Leg {
    double current;   /* A/m2, charge positive */
    double voltage;   /* V: end of the sweep, or the cut-off */
    double scan_rate; /* V/s, > 0: a sweep */
    double duration;  /* s, NaN: to the cut-off */
} Leg;

typedef struct Case {
    const char *name;
    int (*legs)(double one_C, Leg *leg); /* fills them, returns their number */
    Yield yield;
    double tolerance;
    Override settings[MAX_SETTINGS];
} Case;

/* Discharge (insertion) and charge at 0.5C between 1.1 and 3.0 V. */
static int cycle_legs(double one_C, Leg *leg)
{
    leg[0] = (Leg){-0.5 * one_C, 1.1, 0, NAN};
    leg[1] = (Leg){0.5 * one_C, 3.0, 0, NAN};
    return 2;
}

/* 3.0 to 0.2 V and back at 0.2 mV/s. */
static int voltammogram_legs(double one_C, Leg *leg)
{
    (void)one_C;
    leg[0] = (Leg){0, 0.2, 2e-4, NAN};
    leg[1] = (Leg){0, 3.0, 2e-4, NAN};
    return 2;
}

/* 40 pulses of 10 min at C/5, each followed by 1 h of rest. */
static int titration_legs(double one_C, Leg *leg)
{
    for (int k = 0; k < 40; k++) {
        leg[2 * k] = (Leg){-0.2 * one_C, 0.2, 0, 600};
        leg[2 * k + 1] = (Leg){0, 0.2, 0, 3600};
    }
    return 80;
}

#define MESH(degree, separator_degree, radial)                                                                         \
    {                                                                                                                  \
        {"mesh.electrode", "1"}, {"mesh.degree", degree}, {"mesh.separator_degree", separator_degree},                 \
            {"mesh.radial", radial},                                                                                   \
        {                                                                                                              \
            "mesh.scheme", "\"spectral\""                                                                              \
        }                                                                                                              \
    }
static const Override fine_mesh[MAX_SETTINGS] = {
    {"mesh.electrode", "6"}, {"mesh.separator_degree", "8"}, {"mesh.radial", "12"}, {"mesh.scheme", "\"spectral\""}};

/* But for the card's own meshes, the cheapest that were found with no more error than these cases had in version 0.1.0: 0.0192 %,
 * 0.113 % and 0.388 mV. */
static const Case cases[] = {
    {"r175_cycle_0.5C", cycle_legs, YIELD_CHARGE, 3e-3, MESH("1", "1", "4")},
    {"r175_cycle_card_mesh", cycle_legs, YIELD_CHARGE, 1e-4, {{NULL, NULL}}},
    {"r175_cv_0.2mV_s", voltammogram_legs, YIELD_PEAK, 2.5e-3, MESH("1", "1", "2")},
    {"r175_cv_card_mesh", voltammogram_legs, YIELD_PEAK, 1e-4, {{NULL, NULL}}},
    {"r175_gitt_40", titration_legs, YIELD_VOLTAGE, 1.5e-3, MESH("1", "1", "3")},
    {"r175_gitt_card_mesh", titration_legs, YIELD_VOLTAGE, 1e-4, {{NULL, NULL}}},
};

static Status open_cell(const char *dir, const Override *set, double tolerance, Bench *b, Error *e)
{
    SimulationOptions o = simulation_defaults();
    o.tolerance = tolerance;
    return bench_open(dir, "r175_li", set, &o, b, e);
}

static Control control_of(const Leg *leg, double V)
{
    if (leg->scan_rate > 0) return (Control){CONTROL_VOLTAGE, V, copysign(leg->scan_rate, leg->voltage - V), 0};
    return (Control){CONTROL_CURRENT, leg->current, 0, 0};
}

/* The largest current of the last step, looked up at four of its points. */
static double step_peak(Simulation *s, double from)
{
    double peak = 0, V, I, Q;
    for (int k = 1; k <= 4; k++)
        if (!simulation_interpolate(s, from + 0.25 * k * (simulation_time(s) - from), &V, &I, &Q, NULL))
            peak = fmax(peak, fabs(I));
    return peak;
}

/* Runs one leg from the present state; *value is what it yields. */
static Status run_leg(const Bench *b, const Leg *leg, Yield yield, double *value, Error *e)
{
    const double *y = simulation_state(b->s), start = simulation_time(b->s), Q = y[b->m->Q], V = y[b->m->V];
    const Control control = control_of(leg, V);
    const double duration = leg->scan_rate > 0 ? fabs(leg->voltage - V) / leg->scan_rate : leg->duration;
    Limits limits = {NAN, NAN, NAN, NAN};
    Limit limit;
    double peak = 0;
    if (leg->current < 0) limits.voltage_below = leg->voltage;
    if (leg->current > 0) limits.voltage_above = leg->voltage;
    Status status = simulation_start(b->s, &control, &limits, isnan(duration) ? INFINITY : start + duration, &limit, e);
    while (!status && limit == LIMIT_NONE) {
        const double from = simulation_time(b->s);
        status = simulation_step(b->s, &limit, e);
        if (!status && yield == YIELD_PEAK) peak = fmax(peak, step_peak(b->s, from));
    }
    y = simulation_state(b->s);
    *value = yield == YIELD_PEAK ? peak : yield == YIELD_CHARGE ? fabs(y[b->m->Q] - Q) : y[b->m->V];
    return status;
}

static Status run_legs(const Bench *b, int legs, const Leg *leg, Yield yield, double *value, Error *e)
{
    Status status = CELLSIM_OK;
    simulation_reset(b->s);
    for (int k = 0; k < legs && !status; k++) status = run_leg(b, &leg[k], yield, &value[k], e);
    return status;
}

static Status reference(const Case *c, const char *dir, double *value, Error *e)
{
    Bench fine;
    Leg leg[MAX_LEGS];
    Status status = open_cell(dir, fine_mesh, 1e-7, &fine, e);
    if (!status) status = run_legs(&fine, c->legs(fine.cell.one_C, leg), leg, c->yield, value, e);
    bench_close(&fine);
    return status;
}

static double largest_error(const Case *c, int legs, const double *mine, const double *truth)
{
    double most = 0;
    for (int k = 0; k < legs; k++) most = fmax(most, fabs(mine[k] - truth[k]));
    return c->yield == YIELD_VOLTAGE ? 1e3 * most : 100 * most / truth[0];
}

static Status measure(const Case *c, const Bench *b, const double *truth, int repeats, double *took, Error *e)
{
    static const char *const unit[] = {"% of the capacity", "% of the peak", "mV"};
    Leg leg[MAX_LEGS];
    double value[MAX_LEGS];
    Status status = CELLSIM_OK;
    const int legs = c->legs(b->cell.one_C, leg);
    for (int k = 0; k < repeats && !status; k++) {
        const double start = wall_clock();
        status = run_legs(b, legs, leg, c->yield, value, e);
        took[k] = 1e3 * (wall_clock() - start);
    }
    if (status) return status;
    qsort(took, (size_t)repeats, sizeof *took, ascending);
    printf("%-20s median %7.3f ms  min %7.3f ms  error %7.4f %s  unknowns %4d\n", c->name, took[repeats / 2], took[0],
           largest_error(c, legs, value, truth), unit[c->yield], b->m->unknowns);
    return status;
}

static int run_case(const Case *c, const char *dir, int repeats)
{
    Bench b = {0};
    Error e = {0};
    double truth[MAX_LEGS];
    double *took = malloc((size_t)repeats * sizeof *took);
    Status status = took ? reference(c, dir, truth, &e) : error_memory(&e);
    if (!status) status = open_cell(dir, c->settings, c->tolerance, &b, &e);
    if (!status) status = measure(c, &b, truth, repeats, took, &e);
    if (status) printf("%-20s failed: %s\n", c->name, e.text);
    bench_close(&b);
    free(took);
    return status != CELLSIM_OK;
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : ".";
    const int repeats = argc > 2 ? atoi(argv[2]) : 100;
    int failed = 0;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) failed += run_case(&cases[k], dir, repeats);
    return failed != 0;
}
