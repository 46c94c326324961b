/* Steps of protocols, of every kind. */
#include "random_steps.h"

#include <string.h>

#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

/* A voltage to go to. */
static double some_voltage(Draw *d, const CellFacts *f)
{
    const double margin = d->extreme ? 0.5 : -0.05 * (f->upper - f->lower);
    return fmin(fmax(draw_between(d, f->lower - margin, f->upper + margin), -9.9), 9.9);
}

static const double LEAST_MA = 1e-6; /* that a card may state */

static void write_rate(Draw *d, Item *step, const char *key, const CellFacts *f, double c_rate)
{
    const double I = c_rate * f->one_C;
    switch (draw_below(d, 8)) {
    case 0: item_text(step, key, "C/%.4g", 1 / c_rate); break;
    case 1: item_rate(step, key, I / 10, " mA/cm2"); break;
    case 2: item_rate(step, key, fmax(1000 * I * f->area, LEAST_MA), " mA"); break;
    case 3:
        if (f->loading > 0) {
            item_rate(step, key, I / f->loading, " mA/g");
            break;
        } /* falls through */
    default: item_rate(step, key, c_rate, "C");
    }
}

static void random_rate(Draw *d, Item *step, const CellFacts *f)
{
    write_rate(d, step, "rate", f, draw_span(d, (Span){0.05, 10}, (Span){0.01, 100}));
}

static void random_time(Draw *d, Item *step, double low, double high)
{
    const double t = draw_log(d, low, high);
    if (t > 7200) item_number(step, "until_time_h", t / 3600);
    else if (t > 120 && draw_below(d, 2)) item_number(step, "until_time_min", t / 60);
    else item_number(step, "until_time_s", t);
}

static void random_capacity_limit(Draw *d, Item *step, const CellFacts *f)
{
    if (f->loading > 0) item_number(step, "until_capacity_mAh_g", f->one_C / f->loading * draw_between(d, 0.02, 1));
}

int has_no_soc(const Draw *d)
{
    const int others = d->kinds & KIND_DILUTE && strcmp(d->roles.host.name, d->roles.foil.name);
    return d->evolves || d->kinds & KIND_COMPETES || others;
}

static void random_soc_limit(const Draw *card, Item *step, const CellFacts *f)
{
    Draw own = draw_aside(card, 4), *d = &own;
    if (has_no_soc(d) || !f->has_window || !draw_chance(d, 10, 15)) return;
    const int end = d->extreme && draw_below(d, 4) == 0;
    item_number(step, "until_soc", end ? draw_below(d, 2) : draw_between(d, 0.05, 0.95));
}

/* Without a voltage limit in its direction a constant current ends at the window. */
static void current_limits(Draw *d, Item *step, const CellFacts *f, int charge)
{
    const char *key = charge ? "until_voltage_above_V" : "until_voltage_below_V";
    if (!f->has_window || draw_chance(d, 20, 40)) {
        if (f->has_window && draw_below(d, 2)) item_text(step, key, charge ? "upper" : "lower");
        else item_number(step, key, some_voltage(d, f));
    }
    if (draw_chance(d, 0, 10))
        item_number(step, charge ? "until_voltage_below_V" : "until_voltage_above_V", some_voltage(d, f));
}

void write_cc(Draw *d, Item *list, const CellFacts *f, int charge)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "cc");
    item_text(step, "direction", charge ? "charge" : "discharge");
    random_rate(d, step, f);
    current_limits(d, step, f, charge);
    if (draw_chance(d, 15, 20)) random_time(d, step, d->extreme ? 0.01 : 10, 36000);
    if (draw_chance(d, 10, 15)) random_capacity_limit(d, step, f);
    random_soc_limit(d, step, f);
    if (draw_chance(d, 5, 10)) item_number(step, "sample_period_s", draw_log(d, 10, 1000));
    if (draw_chance(d, 5, 10)) item_true(step, "may_end_early");
}

static void hold_end(Draw *d, Item *step, const CellFacts *f)
{
    const int way = draw_below(d, 3);
    if (way != 1) write_rate(d, step, "until_current_below", f, draw_span(d, (Span){0.01, 0.2}, (Span){1e-3, 1}));
    if (way != 0) random_time(d, step, d->extreme ? 0.01 : 60, 36000);
    if (draw_chance(d, 5, 10)) random_capacity_limit(d, step, f);
}

void write_cccv(Draw *d, Item *list, const CellFacts *f, int charge)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "cccv");
    item_text(step, "direction", charge ? "charge" : "discharge");
    random_rate(d, step, f);
    if (!f->has_window || draw_chance(d, 20, 40)) item_number(step, "voltage_V", some_voltage(d, f));
    hold_end(d, step, f);
    random_soc_limit(d, step, f);
}

void write_hold(Draw *d, Item *list, const CellFacts *f)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "cv_hold");
    if (draw_chance(d, 80, 70)) item_number(step, "voltage_V", some_voltage(d, f));
    hold_end(d, step, f);
}

void write_power(Draw *d, Item *list, const CellFacts *f, int charge)
{
    Item *step = item_group(list, NULL);
    const double P =
        f->one_C * draw_span(d, (Span){0.05, 10}, (Span){0.01, 100}) * fmax(fabs(f->upper), 0.1); /* W/m2 */
    item_text(step, "do", "power");
    item_text(step, "direction", charge ? "charge" : "discharge");
    switch (draw_below(d, 3)) {
    case 0: item_rate(step, "power", P / 10, " mW/cm2"); break;
    case 1: item_rate(step, "power", fmax(1000 * P * f->area, LEAST_MA), " mW"); break;
    default: item_rate(step, "power", P, " W/m2");
    }
    current_limits(d, step, f, charge);
    if (draw_chance(d, 15, 20)) random_time(d, step, d->extreme ? 0.01 : 10, 36000);
    random_soc_limit(d, step, f);
    if (draw_chance(d, 5, 10)) item_true(step, "may_end_early");
}

void write_load(Draw *d, Item *list, const CellFacts *f)
{
    Item *step = item_group(list, NULL);
    const double I = f->one_C * draw_span(d, (Span){0.05, 10}, (Span){0.01, 100});
    item_text(step, "do", "resistance");
    item_number(step, "resistance_ohm_cm2", fmin(fmax(1e4 * fmax(fabs(f->upper), 0.1) / I, 1e-5), 1e11));
    current_limits(d, step, f, 0);
    if (draw_chance(d, 30, 30)) random_time(d, step, d->extreme ? 0.01 : 10, 36000);
    random_soc_limit(d, step, f);
    if (draw_chance(d, 5, 10)) random_capacity_limit(d, step, f);
}

void write_profile(Draw *d, Item *list, const CellFacts *f)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "profile");
    item_text(step, "file", SOURCE_ROOT "/configs/drive_cycle.csv");
    if (draw_below(d, 2)) item_true(step, "hold");
    if (draw_chance(d, 80, 50)) current_limits(d, step, f, 0);
    if (draw_chance(d, 0, 30)) item_number(step, "until_time_s", draw_log(d, 0.01, 200));
    if (draw_chance(d, 5, 10)) item_true(step, "may_end_early");
}

void write_rest(Draw *d, Item *list, const CellFacts *f)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "rest");
    random_time(d, step, 0.01, 36000);
    if (draw_chance(d, 0, 10)) item_number(step, "until_voltage_above_V", some_voltage(d, f));
}

void write_sweep(Draw *d, Item *list, const CellFacts *f, int up)
{
    Item *step = item_group(list, NULL);
    const int vertices = draw_chance(d, 70, 40) ? 2 : 1 + draw_below(d, 4);
    item_text(step, "do", "cv_sweep");
    item_number(step, "scan_rate_mV_s", draw_span(d, (Span){0.05, 20}, (Span){0.01, 1000}));
    Item *list_V = item_list(step, "vertices_V");
    for (int k = 0; k < vertices; k++) {
        const int high = (k + up) % 2;
        if (d->extreme) item_number(list_V, NULL, some_voltage(d, f));
        else if (f->has_window && draw_below(d, 2)) item_text(list_V, NULL, high ? "upper" : "cv_lower");
        else item_number(list_V, NULL, high ? f->upper : f->lower);
    }
}

void write_gitt(Draw *d, Item *list, const CellFacts *f, int charge)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "gitt");
    item_text(step, "direction", charge ? "charge" : "discharge");
    write_rate(d, step, "rate", f, draw_span(d, (Span){0.05, 1}, (Span){0.01, 10}));
    item_number(step, "pulse_s", draw_log(d, d->extreme ? 0.1 : 30, 3600));
    item_number(step, "rest_s", draw_log(d, d->extreme ? 0.01 : 60, 14400));
    item_whole(step, "max_pulses", 1 + draw_below(d, 12));
    random_soc_limit(d, step, f);
    if (!f->has_window)
        item_number(step, charge ? "until_voltage_above_V" : "until_voltage_below_V", some_voltage(d, f));
}

void write_eis(Draw *d, Item *list)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "eis");
    if (draw_chance(d, 50, 70)) item_number(step, "f_max_Hz", draw_span(d, (Span){1e4, 1e6}, (Span){1e2, 1e8}));
    if (draw_chance(d, 50, 70)) item_number(step, "f_min_Hz", draw_span(d, (Span){1e-3, 1}, (Span){1e-6, 10}));
    item_whole(step, "points_per_decade", 1 + draw_below(d, 8));
}

Item *write_repeat(Draw *d, Item *list)
{
    Item *step = item_group(list, NULL);
    item_text(step, "do", "repeat");
    item_whole(step, "count", 1 + draw_below(d, 3));
    return item_list(step, "steps");
}
