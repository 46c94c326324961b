/* Tables of titrations and of cycles. */
#include "csv.h"
#include "csv_analysis.h"

#include "../../analysis/differential.h"
#include "../../model/constants.h"
#include "../names.h"

#include <math.h>

enum { DIGITS = 8 };

static void field(Text *out, double x)
{
    text_bytes(out, ",", 1);
    text_number(out, x, DIGITS);
}

static void flags_in_words(int flags, Text *out)
{
    static const char *const word[] = {"flat", "drift", "against", "curved", "long", "ohmic", "noise"};
    int said = 0;
    text_bytes(out, ",", 1);
    for (int k = 0; k < 7; k++)
        if (flags & (1 << k)) text_addf(out, "%s%s", said++ ? " " : "", word[k]);
    if (!said) text_add(out, "none"); /* gnuplot's strcol is not to be trusted with an empty last field */
}

void csv_gitt(const Analysis *a, Text *out)
{
    text_add(out, "Pulse / 1,Start / s,Length / s,Current / mA,Capacity Before / mAh g-1,Capacity Before / mAh,"
                  "Voltage Before / V,Voltage After / V,dEs / mV,dEt / mV,IR Step / mV,r2 of V against root t / 1,"
                  "D Geometric / cm2 s-1,D Particle / cm2 s-1,D Relaxation / cm2 s-1,Warning\n");
    for (int k = 0; k < a->pulses; k++) {
        const GittPulse *p = &a->pulse[k];
        text_addf(out, "%d", k + 1);
        field(out, p->t);
        field(out, p->duration);
        field(out, p->current * 1e3);
        field(out, fabs(series_mAh_g(&a->series, p->charge_before)));
        field(out, fabs(p->charge_before) / SECONDS_PER_HOUR * 1e3);
        field(out, p->E_before);
        field(out, p->E_after);
        field(out, p->dEs * MV_PER_V);
        field(out, p->dEt * MV_PER_V);
        field(out, p->IR * MV_PER_V);
        field(out, p->r2);
        field(out, p->D_geometric * 1e4);
        field(out, p->D_particle * 1e4);
        field(out, p->D_relaxation * 1e4);
        flags_in_words(p->flags, out);
        text_add(out, "\n");
    }
}

void csv_pulses(const Analysis *a, Text *out)
{
    text_add(out, "Pulse / 1,Start / s,Length / s,Current / mA,Charge Before / mAh,Voltage Before / V,First Sample / s,"
                  "R First Sample / ohm,R 0.1 s / ohm,R 1 s / ohm,R 10 s / ohm,R 30 s / ohm,R End / ohm,Rest / s,"
                  "Relaxation / mV,Half Time / s,Voltage After / V\n");
    for (int k = 0; k < a->tests; k++) {
        const PulseTest *p = &a->test[k];
        text_addf(out, "%d", k + 1);
        field(out, p->t);
        field(out, p->duration);
        field(out, p->current * 1e3);
        field(out, p->charge_before / SECONDS_PER_HOUR * 1e3);
        field(out, p->E_before);
        field(out, p->first);
        field(out, p->R_first);
        for (int j = 0; j < PULSE_TIMES; j++) field(out, p->R[j]);
        field(out, p->R_end);
        field(out, p->rest);
        field(out, p->back * MV_PER_V);
        field(out, p->half);
        field(out, p->E_after);
        text_add(out, "\n");
    }
}

void csv_cycles_columns(Text *out)
{
    text_add(out, "Cycle Count / 1,Discharge Capacity / mAh g-1,Charge Capacity / mAh g-1,Discharge Capacity / mAh,"
                  "Charge Capacity / mAh,Coulombic Efficiency / %,Retention / %");
}

void csv_cycles_head(const Run *run, Text *out)
{
    csv_cycles_columns(out);
    csv_reported_head(run, out);
    text_add(out, "\n");
}

/* mAh/g of a charge [C]; NaN at unknown mass. */
static double specific(double charge, double mass)
{
    return mass > 0 ? charge / SECONDS_PER_HOUR / mass : NAN;
}

void csv_cycles_values(const CycleRow *r, const CycleRow *first, double mass, Text *out)
{
    text_addf(out, "%d", r->cycle);
    field(out, specific(r->discharge, mass));
    field(out, specific(r->charge, mass));
    field(out, r->discharge / SECONDS_PER_HOUR * 1e3);
    field(out, r->charge / SECONDS_PER_HOUR * 1e3);
    field(out, 100 * r->efficiency);
    field(out, first->discharge > 0 ? 100 * (r->discharge / first->discharge) : NAN);
}

void csv_cycles_row(const Run *run, const CycleRow *r, Text *out)
{
    csv_cycles_values(r, &run->cycle[0], run->loading > 0 ? run->loading * run->area : NAN, out);
    csv_reported(run, r->reported, out);
    text_add(out, "\n");
}

void csv_cycles(const Analysis *a, Text *out)
{
    csv_cycles_columns(out);
    text_add(out, "\n");
    for (int k = 0; k < a->rows; k++) {
        csv_cycles_values(&a->row[k], &a->row[0], a->series.mass, out);
        text_add(out, "\n");
    }
}

static void dqdv_rows(const Analysis *a, const Segment *g, double low, double high, double width, Text *out)
{
    double value[DQDV_GRID];
    dQdV(g->n, a->series.V + g->first, a->series.Q + g->first, low, high, width, DQDV_GRID, value);
    for (int k = 0; k < DQDV_GRID; k++) {
        text_addf(out, "%d,%s", g->cycle, g->charge > 0 ? "charge" : "discharge");
        field(out, low + (high - low) * k / (DQDV_GRID - 1.0));
        field(out, series_mAh_g(&a->series, value[k]));
        field(out, value[k] / SECONDS_PER_HOUR * 1e3);
        field(out, width * MV_PER_V);
        text_add(out, "\n");
    }
}

void csv_dqdv(const Analysis *a, double width, Text *out)
{
    double low = INFINITY, high = -INFINITY;
    text_add(out, "Cycle Count / 1,Direction,Voltage / V,dQ/dV / mAh g-1 V-1,dQ/dV / mAh V-1,Smoothing Width / mV\n");
    for (int k = 0; k < a->series.n; k++) {
        low = fmin(low, a->series.V[k]);
        high = fmax(high, a->series.V[k]);
    }
    for (int k = 0; k < a->segments; k++) {
        const Segment *g = &a->segment[k];
        if (g->kind != SEGMENT_CURRENT || a->rows == 0) continue;
        if (g->cycle == a->row[0].cycle || g->cycle == a->row[a->rows - 1].cycle)
            dqdv_rows(a, g, low, high, width, out);
    }
}
