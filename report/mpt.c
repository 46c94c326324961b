#include "mpt.h"

#include "../model/constants.h"
#include "files.h"
#include "json_build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 10, TIME_DIGITS = 15 /* a late, short step must not lose its times */ };

#define NEWLINE "\r\n"
#define MA_PER_A 1e3
#define CM2_PER_M2 1e4
#define MG_PER_KG 1e6
static const double DEGREES = 57.29577951308232; /* per radian */

/* --- header ------------------------------------------------------------------------------------------------------ */

static void plain_line(Text *out, const char *key, const char *value)
{
    text_add(out, key);
    for (; *value; value++) text_bytes(out, *value >= 32 && *value < 127 ? value : "?", 1);
    text_add(out, NEWLINE);
}

static void number_line(Text *out, const char *key, double x, const char *unit)
{
    if (!(x > 0)) return;
    text_add(out, key);
    text_number(out, x, 6);
    text_addf(out, " %s" NEWLINE, unit);
}

/* Everything between the number of header lines and the names of the columns. */
static void header_body(const Run *r, const char *technique, Text *out)
{
    text_addf(out, NEWLINE "%s" NEWLINE NEWLINE, technique);
    text_add(out, "Computed by cellsim " CELLSIM_VERSION ": a simulation, not a measurement" NEWLINE);
    plain_line(out, "Cell : ", r->cell);
    plain_line(out, "Protocol : ", r->protocol);
    number_line(out, "Electrode surface area : ", r->area * CM2_PER_M2, "cm2");
    number_line(out, "Mass of active material : ", r->loading * r->area * MG_PER_KG, "mg");
    text_add(out, NEWLINE);
}

static void header(const Run *r, const char *technique, const char *columns, Text *out)
{
    Text body = {0};
    int lines = 3; /* the first two and the names of the columns */
    header_body(r, technique, &body);
    if (body.failed) out->failed = 1;
    for (const char *s = body.data; s && (s = strchr(s, '\n')); s++) lines++;
    text_addf(out, "EC-Lab ASCII FILE" NEWLINE "Nb header lines : %d" NEWLINE, lines);
    if (body.data) text_add(out, body.data);
    text_add(out, columns);
    text_add(out, NEWLINE);
    text_free(&body);
}

/* --- series ------------------------------------------------------------------------------------------------------ */

/* EC-Lab's codes of the column "mode". */
typedef enum { GALVANOSTATIC = 1, POTENTIOSTATIC = 2, OPEN_CIRCUIT = 3 } Mode;

static const StepRecord *record_of(const Run *r, const Sample *s)
{
    return s->step >= 0 && s->step < r->records ? &r->record[s->step] : NULL;
}

/* The control of a CCCV step is the current as long as the current is the one asked for. */
static Mode sample_mode(const Run *r, const Sample *s)
{
    const StepRecord *record = record_of(r, s);
    switch (record ? record->kind : STEP_REST) {
    case STEP_CC: return GALVANOSTATIC;
    case STEP_CCCV:
        return fabs(s->current - record->current) <= 1e-6 * fabs(record->current) ? GALVANOSTATIC : POTENTIOSTATIC;
    case STEP_CV_HOLD:
    case STEP_CV_SWEEP:
    case STEP_EIS: return POTENTIOSTATIC;
    default: return OPEN_CIRCUIT;
    }
}

static double control(const Run *r, const Sample *s, Mode mode)
{
    if (mode == OPEN_CIRCUIT) return 0;
    return mode == POTENTIOSTATIC ? s->voltage : s->current * r->area * MA_PER_A;
}

static void cell(Text *out, double x)
{
    text_bytes(out, "\t", 1);
    text_number(out, x, DIGITS);
}

/* mode, ox/red, error, control changes, Ns changes, counter inc., Ns */
static void flags(const Run *r, const Sample *s, const Sample *before, Text *out)
{
    const Mode mode = sample_mode(r, s);
    const int next_step = s->step != before->step;
    const int next_control = next_step || mode != sample_mode(r, before);
    text_addf(out, "%d\t%d\t0\t%d\t%d\t%d\t%d\t", (int)mode, s->current > 0, next_control, next_step,
              s->cycle != before->cycle, s->step);
}

static void series_row(const Run *r, const Sample *s, const Sample *before, double start, Text *out)
{
    const double mAh = r->area * MA_PER_A / SECONDS_PER_HOUR; /* per C/m2 */
    const double I = s->current * r->area;
    flags(r, s, before, out);
    text_number(out, s->t, TIME_DIGITS);
    cell(out, control(r, s, sample_mode(r, s)));
    cell(out, s->voltage);
    cell(out, I * MA_PER_A);
    cell(out, (s->charge - before->charge) * mAh);
    cell(out, (s->charge - start) * mAh);
    cell(out, s->voltage * I);
    text_addf(out, "\t%d" NEWLINE, s->cycle);
}

/* EC-Lab names a file by its technique; its galvanostatic cycling also holds voltages and rests. */
static const char *series_technique(const Run *r)
{
    int sweeps = 0, currents = 0;
    for (int k = 0; k < r->records; k++) {
        sweeps += r->record[k].kind == STEP_CV_SWEEP;
        currents += r->record[k].kind == STEP_CC || r->record[k].kind == STEP_CCCV;
    }
    return sweeps && !currents ? "Cyclic Voltammetry" : "Galvanostatic Cycling with Potential Limitation";
}

void mpt_series(const Run *r, Text *out)
{
    header(r, series_technique(r),
           "mode\tox/red\terror\tcontrol changes\tNs changes\tcounter inc.\tNs\ttime/s\tcontrol/V/mA\tEwe/V\tI/mA\t"
           "dq/mA.h\t(Q-Qo)/mA.h\tP/W\tcycle number",
           out);
    for (int k = 0; k < r->samples; k++)
        series_row(r, &r->sample[k], &r->sample[k ? k - 1 : 0], r->sample[0].charge, out);
}

/* --- spectra ----------------------------------------------------------------------------------------------------- */

void mpt_spectrum(const Run *r, int k, Text *out)
{
    const Spectrum *s = &r->spectrum[k];
    header(r, "Potentio Electrochemical Impedance Spectroscopy",
           "freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\tPhase(Z)/deg\ttime/s\t<Ewe>/V\t<I>/mA\tcycle number", out);
    for (int j = 0; j < s->points; j++) {
        const SpectrumPoint *p = &s->point[j];
        text_number(out, p->f, DIGITS);
        cell(out, p->re / r->area);
        cell(out, -p->im / r->area);
        cell(out, hypot(p->re, p->im) / r->area);
        cell(out, atan2(p->im, p->re) * DEGREES);
        text_add(out, "\t");
        text_number(out, s->t, TIME_DIGITS);
        cell(out, s->voltage);
        cell(out, s->current * r->area * MA_PER_A);
        text_addf(out, "\t%d" NEWLINE, s->cycle);
    }
}

/* --- files ------------------------------------------------------------------------------------------------------- */

/* Name of a run's file: 0 the series, 1 the first spectrum, … */
static void file_name(const Report *r, int k, int file, char out[STEM_SIZE + NUMBER_SIZE])
{
    char stem[STEM_SIZE];
    run_stem(r->run, k, r->runs, stem);
    if (file == 0) snprintf(out, STEM_SIZE + NUMBER_SIZE, "%s.mpt", stem);
    else if (file == 1) snprintf(out, STEM_SIZE + NUMBER_SIZE, "%s_eis.mpt", stem);
    else snprintf(out, STEM_SIZE + NUMBER_SIZE, "%s_eis%d.mpt", stem, file);
}

Status mpt_write(const Report *r, int k, const char *dir, Error *e)
{
    const Run *run = &r->run[k];
    Status s = CELLSIM_OK;
    for (int file = 0; file <= run->spectra && s == CELLSIM_OK; file++) {
        char name[STEM_SIZE + NUMBER_SIZE];
        Text content = {0};
        file_name(r, k, file, name);
        if (file == 0) mpt_series(run, &content);
        else mpt_spectrum(run, file - 1, &content);
        s = file_write(dir, name, &content, e);
        text_free(&content);
    }
    return s;
}

void mpt_files(const Report *r, int k, json_t **files)
{
    for (int file = 0; file <= r->run[k].spectra; file++) {
        char name[STEM_SIZE + NUMBER_SIZE];
        file_name(r, k, file, name);
        json_append(files, text_json(name));
    }
}
