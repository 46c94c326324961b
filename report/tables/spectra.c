#include "spectra.h"

#include "../../analysis/kk.h"

#include "../files.h"
#include "../json_build.h"
#include "csv.h"

#include <math.h>
#include <stdio.h>

enum { DIGITS = 10 };

#define CM2_PER_M2 1e4
static const double DEGREES = 57.29577951308232; /* per radian */

void spectrum_ending(const Spectrum *s, const char *type, char out[NUMBER_SIZE])
{
    if (s->number == 1) snprintf(out, NUMBER_SIZE, "_eis%s", type);
    else snprintf(out, NUMBER_SIZE, "_eis%d%s", s->number, type);
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

static void line_of_text(Text *out, const char *s)
{
    for (; *s; s++) text_bytes(out, (unsigned char)*s < 32 || *s == 127 ? " " : s, 1);
}

/* Nothing if the number is not known: files of impedance alone. */
static void if_known(Text *out, const char *before, double x, const char *unit)
{
    if (!isfinite(x)) return;
    text_add(out, before);
    text_number(out, x, 6);
    text_add(out, unit);
}

void csv_spectrum(const Run *r, int k, Text *out)
{
    const Spectrum *s = &r->spectrum[k];
    text_add(out, "# ");
    line_of_text(out, r->cell);
    text_add(out, ", ");
    line_of_text(out, r->protocol);
    text_addf(out, ", step %d, cycle %d: impedance of the cell", s->step + 1, s->cycle);
    if_known(out, " at ", s->voltage, " V");
    if_known(out, ", ", s->current * r->area, " A");
    text_add(out, "\n# Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm\n");
    for (int j = 0; j < s->points; j++) {
        const SpectrumPoint *p = &s->point[j];
        text_number(out, p->f, DIGITS);
        csv_field(out, p->re / r->area);
        csv_field(out, p->im / r->area);
        text_add(out, "\n");
    }
}

static void spectra_row(const Run *r, const Spectrum *s, const SpectrumPoint *p, Text *out)
{
    text_addf(out, "%d,%d", s->step + 1, s->cycle);
    csv_field(out, s->t);
    csv_field(out, s->voltage);
    csv_field(out, s->current * r->area);
    csv_field(out, p->f);
    csv_field(out, p->re / r->area);
    csv_field(out, p->im / r->area);
    csv_field(out, hypot(p->re, p->im) / r->area);
    csv_field(out, atan2(p->im, p->re) * DEGREES);
    csv_field(out, p->re * CM2_PER_M2);
    csv_field(out, p->im * CM2_PER_M2);
    text_add(out, "\n");
}

void csv_spectra_head(Text *out)
{
    text_add(out, "Step Count / 1,Cycle Count / 1,Test Time / s,Voltage / V,Current / A,Frequency / Hz,"
                  "Real Impedance / ohm,Imaginary Impedance / ohm,Absolute Impedance / ohm,Phase / deg,"
                  "Real Impedance / ohm cm2,Imaginary Impedance / ohm cm2\n");
}

void csv_spectra_rows(const Run *r, const Spectrum *s, Text *out)
{
    for (int j = 0; j < s->points; j++) spectra_row(r, s, &s->point[j], out);
}

void csv_spectra(const Run *r, Text *out)
{
    csv_spectra_head(out);
    for (int k = 0; k < r->spectra; k++) csv_spectra_rows(r, &r->spectrum[k], out);
}

static Status write_one(const char *stem, const char *ending, Text *content, const char *dir, Error *e)
{
    char name[STEM_SIZE + NUMBER_SIZE];
    snprintf(name, sizeof name, "%s%s", stem, ending);
    return file_stage(dir, name, content, e);
}

Status spectra_write(const Report *r, int k, const char *dir, Error *e)
{
    char stem[STEM_SIZE], ending[NUMBER_SIZE];
    const Run *run = &r->run[k];
    Status s = CELLSIM_OK;
    run_stem(r->run, k, r->runs, stem);
    for (int j = 0; j < run->spectra && s == CELLSIM_OK; j++) {
        Text content = {0};
        spectrum_ending(&run->spectrum[j], ".csv", ending);
        csv_spectrum(run, j, &content);
        s = write_one(stem, ending, &content, dir, e);
    }
    return s;
}
