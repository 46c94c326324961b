/* Impedance spectra, row by row. */
#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_POINTS = 3 };

static const double OHM_CM2 = 1e-4; /* m2: the area of ohm cm2 without one given */

/* Spectra under construction. */
typedef struct Builder {
    int room, point_room;
    double falls; /* 1: frequencies fall, -1: they rise, 0: not known yet */
    long idle;    /* rows without a frequency */
} Builder;

static Status more(void **memory, int *room, size_t size, Error *e)
{
    const int wanted = *room ? 2 * *room : 16;
    void *bigger = realloc(*memory, (size_t)wanted * size);
    if (!bigger) return error_memory(e);
    *memory = bigger;
    *room = wanted;
    return CELLSIM_OK;
}

static Status begin(Reader *r, Builder *b, int cycle, Error *e)
{
    Measured *m = r->m;
    if (m->spectra == b->room) {
        const Status s = more((void **)&m->spectrum, &b->room, sizeof *m->spectrum, e);
        if (s) return s;
    }
    const double V = reader_value(r, COLUMN_VOLTAGE), I = reader_value(r, COLUMN_CURRENT);
    m->spectrum[m->spectra] = (Spectrum){.cycle = cycle, .voltage = V, .current = I, .number = m->spectra + 1};
    m->spectra++;
    b->point_room = 0;
    b->falls = 0;
    return CELLSIM_OK;
}

/* 1: this frequency begins another sweep. */
static int turns(const Builder *b, const Spectrum *s, double f)
{
    const double before = s->point[s->points - 1].f;
    return (b->falls > 0 && f > before * 1.0001) || (b->falls < 0 && f < before / 1.0001);
}

static Status add(Reader *r, Builder *b, SpectrumPoint p, int cycle, Error *e)
{
    Measured *m = r->m;
    Spectrum *now = m->spectra ? &m->spectrum[m->spectra - 1] : NULL;
    Status s = CELLSIM_OK;
    if (!now || r->fresh || (now->points > 0 && (turns(b, now, p.f) || now->cycle != cycle))) s = begin(r, b, cycle, e);
    r->fresh = 0;
    now = s ? NULL : &m->spectrum[m->spectra - 1];
    if (!s && now->points == b->point_room) s = more((void **)&now->point, &b->point_room, sizeof *now->point, e);
    if (s) return s;
    if (now->points > 0 && fabs(p.f / now->point[now->points - 1].f - 1) < 1e-4) {
        measured_skip(m, r->lines.number, "the frequency %.6g Hz comes twice", p.f);
        return CELLSIM_OK;
    }
    if (now->points == 1) b->falls = p.f < now->point[0].f ? 1 : -1;
    now->point[now->points++] = p;
    return CELLSIM_OK;
}

static Status take_row(Reader *r, Builder *b, Error *e)
{
    const Columns *c = &r->layout.columns;
    SpectrumPoint p = {.f = reader_value(r, COLUMN_FREQUENCY)};
    const double cycle = reader_value(r, COLUMN_CYCLE);
    if (!(p.f > 0)) {
        b->idle++;
        r->m->rows--;
        return CELLSIM_OK;
    }
    if (has_column(c, COLUMN_Z_REAL)) {
        p.re = reader_value(r, COLUMN_Z_REAL);
        p.im = reader_value(r, COLUMN_Z_IMAGINARY);
    } else {
        const double z = reader_value(r, COLUMN_Z_MODULUS), phase = reader_value(r, COLUMN_Z_PHASE);
        p.re = z * cos(phase);
        p.im = z * sin(phase);
    }
    if (p.re == 0 && p.im == 0) return measured_skip(r->m, r->lines.number, "the impedance is 0"), CELLSIM_OK;
    return add(r, b, p, cycle >= 0 && cycle < 1e6 ? (int)cycle : 0, e);
}

/* Highest frequency first; ohm cm2 becomes ohm by the area. */
static void finish(const Reader *r, Spectrum *s, int conjugate)
{
    const ColumnKind z = has_column(&r->layout.columns, COLUMN_Z_REAL) ? COLUMN_Z_REAL : COLUMN_Z_MODULUS;
    const int areal = r->layout.columns.column[z].unit.per == PER_AREA;
    const double area = areal ? (r->choice->cell.area > 0 ? r->choice->cell.area : OHM_CM2) : 1;
    if (s->points > 1 && s->point[1].f > s->point[0].f)
        for (int i = 0, j = s->points - 1; i < j; i++, j--) {
            const SpectrumPoint swap = s->point[i];
            s->point[i] = s->point[j];
            s->point[j] = swap;
        }
    for (int k = 0; k < s->points; k++) {
        s->point[k].re /= area;
        s->point[k].im /= conjugate ? -area : area;
    }
}

/* Spectra of a point or two are a pause in a table, no spectra. */
static void drop_short(Reader *r)
{
    Measured *m = r->m;
    int n = 0;
    for (int k = 0; k < m->spectra; k++) {
        if (m->spectrum[k].points >= FEWEST_POINTS) {
            m->spectrum[n] = m->spectrum[k];
            m->spectrum[n].number = n + 1;
            n++;
            continue;
        }
        for (int j = 0; j < m->spectrum[k].points; j++)
            measured_skip(m, 0, "a spectrum of %d points", m->spectrum[k].points);
        free(m->spectrum[k].point);
    }
    m->spectra = n;
}

/* 1: Im Z > 0 for most points of the slower half of the decades: cells are capacitive there, whatever their leads are. */
static int is_conjugate(const Measured *m)
{
    int points = 0, positive = 0;
    for (int k = 0; k < m->spectra; k++) {
        const Spectrum *s = &m->spectrum[k];
        const double middle = sqrt(s->point[0].f * s->point[s->points - 1].f);
        for (int j = 0; j < s->points; j++) {
            if (s->point[j].f > middle) continue;
            points++;
            positive += s->point[j].im > 0;
        }
    }
    return 2 * positive > points;
}

static void say_sign(Reader *r, int conjugate)
{
    const Columns *c = &r->layout.columns;
    const ColumnFound *im = &c->column[has_column(c, COLUMN_Z_REAL) ? COLUMN_Z_IMAGINARY : COLUMN_Z_PHASE];
    if (conjugate)
        snprintf(r->m->sign, NOTE_LENGTH,
                 "\"%s\" is positive at most low frequencies: taken with its sign turned, for cells are capacitive",
                 im->heading);
    else snprintf(r->m->sign, NOTE_LENGTH, "Im Z is negative where the cell is capacitive (\"%s\")", im->heading);
}

Status read_spectra(Reader *r, Error *e)
{
    Builder b = {0};
    int row = 0;
    Status s = CELLSIM_OK;
    r->fresh = 1;
    while (!s && !(s = reader_row(r, &row, e)) && row) s = take_row(r, &b, e);
    if (s) return s;
    drop_short(r);
    s = reader_judge(r, e);
    if (s || r->m->spectra == 0) return s;
    const int conjugate = is_conjugate(r->m);
    for (int k = 0; k < r->m->spectra; k++) finish(r, &r->m->spectrum[k], conjugate);
    say_sign(r, conjugate);
    if (b.idle) measured_note(r->m, "%ld rows have no frequency: they are read with --as cycling", b.idle);
    return CELLSIM_OK;
}
