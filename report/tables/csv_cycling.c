/* Tables of titrations and of cycles. */
#include "csv.h"
#include "csv_analysis.h"

#include "../../analysis/differential.h"
#include "../../model/constants.h"
#include "../names.h"

#include <math.h>

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
        csv_analysed(out, p->t);
        csv_analysed(out, p->duration);
        csv_analysed(out, p->current * 1e3);
        csv_analysed(out, fabs(series_mAh_g(&a->series, p->charge_before)));
        csv_analysed(out, fabs(p->charge_before) / SECONDS_PER_HOUR * 1e3);
        csv_analysed(out, p->E_before);
        csv_analysed(out, p->E_after);
        csv_analysed(out, p->dEs * MV_PER_V);
        csv_analysed(out, p->dEt * MV_PER_V);
        csv_analysed(out, p->IR * MV_PER_V);
        csv_analysed(out, p->r2);
        csv_analysed(out, p->D_geometric * 1e4);
        csv_analysed(out, p->D_particle * 1e4);
        csv_analysed(out, p->D_relaxation * 1e4);
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
        csv_analysed(out, p->t);
        csv_analysed(out, p->duration);
        csv_analysed(out, p->current * 1e3);
        csv_analysed(out, p->charge_before / SECONDS_PER_HOUR * 1e3);
        csv_analysed(out, p->E_before);
        csv_analysed(out, p->first);
        csv_analysed(out, p->R_first);
        for (int j = 0; j < PULSE_TIMES; j++) csv_analysed(out, p->R[j]);
        csv_analysed(out, p->R_end);
        csv_analysed(out, p->rest);
        csv_analysed(out, p->back * MV_PER_V);
        csv_analysed(out, p->half);
        csv_analysed(out, p->E_after);
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
    csv_analysed(out, specific(r->discharge, mass));
    csv_analysed(out, specific(r->charge, mass));
    csv_analysed(out, r->discharge / SECONDS_PER_HOUR * 1e3);
    csv_analysed(out, r->charge / SECONDS_PER_HOUR * 1e3);
    csv_analysed(out, 100 * r->efficiency);
    csv_analysed(out, first->discharge > 0 ? 100 * (r->discharge / first->discharge) : NAN);
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
        csv_analysed(out, low + (high - low) * k / (DQDV_GRID - 1.0));
        csv_analysed(out, series_mAh_g(&a->series, value[k]));
        csv_analysed(out, value[k] / SECONDS_PER_HOUR * 1e3);
        csv_analysed(out, width * MV_PER_V);
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
