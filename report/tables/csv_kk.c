#include "csv_kk.h"

#include "../files.h"
#include "../run_analysis.h"
#include "csv.h"
#include "spectra.h"

#include <math.h>
#include <stdio.h>

/* The test of spectrum k; too few points for one leave NaN. */
static Status test_of(const Run *r, int k, KkTest *t, Error *e)
{
    const Spectrum *s = &r->spectrum[k];
    const Status status = kk_test(s->points, s->point, t, NULL);
    if (status == CELLSIM_IO) return error_memory(e);
    return CELLSIM_OK;
}

Status csv_kk(const Run *r, int k, Text *out, Error *e)
{
    const Spectrum *s = &r->spectrum[k];
    EisFit fit;
    KkTest t;
    const Status fit_status = spectrum_fit(r, k, &fit);
    const int fitted = !fit_status && fit.arcs > 0;
    const Status status = fit_status == CELLSIM_IO ? error_memory(e) : test_of(r, k, &t, e);
    if (status) return status;
    text_add(
        out,
        "Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm,Fitted Real Impedance / ohm,"
        "Fitted Imaginary Impedance / ohm,Kramers-Kronig Residual Real / %,Kramers-Kronig Residual Imaginary / %\n");
    for (int j = 0; j < s->points; j++) {
        const SpectrumPoint *p = &s->point[j];
        double re = NAN, im = NAN;
        if (fitted && p->f >= fit.f_low) eis_fit_value(&fit, p->f, &re, &im);
        text_number(out, p->f, CSV_ANALYSED_DIGITS);
        csv_analysed(out, p->re / r->area);
        csv_analysed(out, p->im / r->area);
        csv_analysed(out, re);
        csv_analysed(out, im);
        csv_analysed(out, t.re ? 100 * t.re[j] : NAN);
        csv_analysed(out, t.im ? 100 * t.im[j] : NAN);
        text_add(out, "\n");
    }
    kk_free(&t);
    return CELLSIM_OK;
}

Status kk_write(const Report *r, int k, const char *dir, Error *e)
{
    const Run *run = &r->run[k];
    char stem[STEM_SIZE], ending[NUMBER_SIZE], name[STEM_SIZE + NUMBER_SIZE];
    Status s = CELLSIM_OK;
    run_stem(r->run, k, r->runs, stem);
    for (int j = 0; j < run->spectra && !s; j++) {
        Text content = {0};
        spectrum_ending(&run->spectrum[j], "_kk.csv", ending);
        snprintf(name, sizeof name, "%s%s", stem, ending);
        s = csv_kk(run, j, &content, e);
        if (!s) s = file_stage(dir, name, &content, e);
        else text_free(&content);
    }
    return s;
}

static void arcs(const EisFit *fit, Text *out)
{
    for (int k = 0; k < EIS_ARCS; k++) {
        const int there = k < fit->arcs;
        csv_analysed(out, there ? fit->arc[k].R : NAN);
        csv_analysed(out, there ? fit->arc[k].tau : NAN);
        csv_analysed(out, there ? fit->arc[k].alpha : NAN);
    }
}

Status csv_impedance(const Run *r, Text *out, Error *e)
{
    text_add(out,
             "Spectrum / 1,Cycle Count / 1,Voltage / V,Ohmic Resistance / ohm,Arcs Together / ohm,R1 / ohm,tau1 / "
             "s,alpha1 / 1,"
             "R2 / ohm,tau2 / s,alpha2 / 1,Warburg / ohm s-1/2,Residual of Fit / %,Kramers-Kronig Residual RMS / %,"
             "Largest / %,At / Hz\n");
    for (int k = 0; k < r->spectra; k++) {
        const Spectrum *s = &r->spectrum[k];
        EisFit fit = {.R_ohm = NAN, .R_ct = NAN, .warburg = NAN, .residual = NAN};
        KkTest t;
        const Status status = test_of(r, k, &t, e);
        if (status) return status;
        const Status fitted = spectrum_fit(r, k, &fit);
        if (fitted == CELLSIM_IO) return kk_free(&t), error_memory(e);
        if (fitted) fit = (EisFit){.R_ohm = NAN, .R_ct = NAN, .warburg = NAN, .residual = NAN};
        text_addf(out, "%d,%d", s->number, s->cycle);
        csv_analysed(out, s->voltage);
        csv_analysed(out, fit.R_ohm);
        csv_analysed(out, fit.R_ct);
        arcs(&fit, out);
        csv_analysed(out, fit.warburg);
        csv_analysed(out, 100 * fit.residual);
        csv_analysed(out, 100 * t.rms);
        csv_analysed(out, 100 * t.largest);
        csv_analysed(out, t.at);
        text_add(out, "\n");
        kk_free(&t);
    }
    return CELLSIM_OK;
}
