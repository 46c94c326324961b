#include "mpt.h"

#include "../../model/constants.h"
#include "../files.h"
#include "../json_build.h"
#include "spectra.h"

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

/* The control of a CCCV step is the current as long as the current is the one asked for. */
static Mode sample_mode(const StepRecord *record, const Sample *s)
{
    switch (record ? record->kind : STEP_REST) {
    case STEP_CC:
    case STEP_POWER: /* there is no code for it here: the current is what was recorded */
    case STEP_RESISTANCE:
    case STEP_PROFILE: return GALVANOSTATIC;
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
static void flags(const MptRows *m, const Sample *s, Mode mode, Text *out)
{
    const Sample *before = &m->before;
    const int next_step = s->step != before->step;
    text_addf(out, "%d\t%d\t0\t%d\t%d\t%d\t%d\t", (int)mode, s->current > 0, next_step || (int)mode != m->mode,
              next_step, s->cycle != before->cycle, s->step);
}

void mpt_row(MptRows *m, const Run *r, const StepRecord *record, const Sample *s, Text *out)
{
    const double mAh = r->area * MA_PER_A / SECONDS_PER_HOUR; /* per C/m2 */
    const double I = s->current * r->area;
    const Mode mode = sample_mode(record, s);
    if (!m->started) *m = (MptRows){1, (int)mode, s->charge, *s};
    flags(m, s, mode, out);
    text_number(out, s->t, TIME_DIGITS);
    cell(out, control(r, s, mode));
    cell(out, s->voltage);
    cell(out, I * MA_PER_A);
    cell(out, (s->charge - m->before.charge) * mAh);
    cell(out, (s->charge - m->start) * mAh);
    cell(out, s->voltage * I);
    text_addf(out, "\t%d" NEWLINE, s->cycle);
    m->mode = (int)mode;
    m->before = *s;
}

static int has_kind(int kinds, StepKind kind)
{
    return kinds >> kind & 1;
}

/* EC-Lab names a file by its technique; its galvanostatic cycling also holds voltages and rests. */
void mpt_head(const Run *r, int kinds, Text *out)
{
    const int sweeps = has_kind(kinds, STEP_CV_SWEEP), currents = has_kind(kinds, STEP_CC) || has_kind(kinds, STEP_CCCV);
    header(r, sweeps && !currents ? "Cyclic Voltammetry" : "Galvanostatic Cycling with Potential Limitation",
           "mode\tox/red\terror\tcontrol changes\tNs changes\tcounter inc.\tNs\ttime/s\tcontrol/V/mA\tEwe/V\tI/mA\t"
           "dq/mA.h\t(Q-Qo)/mA.h\tP/W\tcycle number",
           out);
}

void mpt_series(const Run *r, Text *out)
{
    MptRows rows = {0};
    int kinds = 0;
    for (int k = 0; k < r->records; k++) kinds |= 1 << r->record[k].kind;
    mpt_head(r, kinds, out);
    for (int k = 0; k < r->samples; k++) mpt_row(&rows, r, run_record(r, r->sample[k].step), &r->sample[k], out);
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

Status mpt_write_spectra(const Report *r, int k, const char *dir, Error *e)
{
    const Run *run = &r->run[k];
    Status s = CELLSIM_OK;
    for (int j = 0; j < run->spectra && s == CELLSIM_OK; j++) {
        char stem[STEM_SIZE], ending[NUMBER_SIZE], name[STEM_SIZE + NUMBER_SIZE];
        Text content = {0};
        run_stem(r->run, k, r->runs, stem);
        spectrum_ending(&run->spectrum[j], ".mpt", ending);
        snprintf(name, sizeof name, "%s%s", stem, ending);
        mpt_spectrum(run, j, &content);
        s = file_stage(dir, name, &content, e);
    }
    return s;
}

void mpt_files(const Report *r, int k, json_t **files)
{
    char stem[STEM_SIZE], ending[NUMBER_SIZE], name[STEM_SIZE + NUMBER_SIZE];
    run_stem(r->run, k, r->runs, stem);
    snprintf(name, sizeof name, "%s.mpt", stem);
    json_append(files, text_json(name));
    for (int j = 0; j < r->run[k].spectra; j++) {
        spectrum_ending(&r->run[k].spectrum[j], ".mpt", ending);
        snprintf(name, sizeof name, "%s%s", stem, ending);
        json_append(files, text_json(name));
    }
}
