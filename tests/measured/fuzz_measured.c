/* Damaged files of every format: they are read or refused, without a report of the sanitizers and in finite time; and what
 * is read is finite. fuzz_measured CASES [FIRST] */
#include "../../report/run_analysis.h"
#include "samples.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SECONDS = 5 };

static uint64_t state;

static unsigned draw(unsigned below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return below ? (unsigned)(state >> 33) % below : 0;
}

static void replace(Text *t, size_t at, size_t n, const char *bytes, size_t m)
{
    Text out = {0};
    if (at > t->length) at = t->length;
    if (n > t->length - at) n = t->length - at;
    text_bytes(&out, t->data, at);
    text_bytes(&out, bytes, m);
    text_bytes(&out, t->data + at + n, t->length - at - n);
    text_free(t);
    *t = out;
}

/* One of the things that happen to files. */
static void damage(Text *t)
{
    static const char *const scraps[] = {"\0",
                                         "\n",
                                         "\r",
                                         "\t",
                                         ",",
                                         ";",
                                         "\"",
                                         "1e999",
                                         "-1e300",
                                         "nan",
                                         "99999999999999999999",
                                         ":",
                                         "1:2:3",
                                         "\xFF\xFE",
                                         "\xEF\xBB\xBF",
                                         "Time / s,Voltage / V,Current / A\n",
                                         "freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n",
                                         "\xE6\x81\x92",
                                         "CC DChg",
                                         "0,0",
                                         ",,,,,,,,,",
                                         "-",
                                         "01/02/2024 10:00:00"};
    const size_t at = draw((unsigned)t->length + 1);
    switch (draw(6)) {
    case 0: replace(t, at, 1, &(char){(char)draw(256)}, 1); break;
    case 1: replace(t, at, draw(200), "", 0); break;
    case 2: {
        const char *s = scraps[draw(sizeof scraps / sizeof *scraps)];
        replace(t, at, draw(3), s, *s ? strlen(s) : 1);
        break;
    }
    case 3: { /* a piece from elsewhere */
        const size_t from = draw((unsigned)t->length + 1), n = draw(400);
        char piece[400];
        const size_t m = n < t->length - from ? n : t->length - from;
        memcpy(piece, t->data + from, m);
        replace(t, at, 0, piece, m);
        break;
    }
    case 4: replace(t, at, t->length, "", 0); break;
    default: { /* one character for another, everywhere */
        const char from = t->length ? t->data[draw((unsigned)t->length)] : 0, to = ",;\t. \n0-"[draw(8)];
        for (size_t k = 0; k < t->length; k++)
            if (t->data[k] == from) t->data[k] = to;
    }
    }
}

static int is_finite(const Measured *m)
{
    for (int k = 0; k < m->series.n; k++) {
        if (!isfinite(m->series.V[k]) || !isfinite(m->series.Q[k])) return 0;
        if (m->kind != MEASURED_CURVE && (!isfinite(m->series.t[k]) || !isfinite(m->series.I[k]))) return 0;
    }
    for (int k = 0; k < m->spectra; k++)
        for (int j = 0; j < m->spectrum[k].points; j++)
            if (!isfinite(m->spectrum[k].point[j].re) || !(m->spectrum[k].point[j].f > 0)) return 0;
    return 1;
}

/* 0: as it should be. */
static int try_file(const char *path)
{
    const MeasuredCell cell = {NAN, NAN, NAN, NAN, NAN};
    MeasuredChoice c = measured_defaults();
    Measured m;
    Error e;
    error_clear(&e);
    c.lenient = draw(2) == 0;
    c.as = draw(8) == 0 ? (MeasuredKind)draw(MEASURED_CURVE) : MEASURED_AUTO;
    const Status s = measured_read(path, &c, &m, &e);
    if (s && !(s == CELLSIM_BAD_CARD && e.text[0])) fprintf(stderr, "status %d: %s\n", s, e.text);
    if (s) return !(s == CELLSIM_BAD_CARD && e.text[0]);
    int wrong = !is_finite(&m);
    if (wrong) fprintf(stderr, "not finite: %s, %s\n", m.format, m.why);
    Run run;
    Analysis a;
    if (!measured_run(&m, "fuzz", &cell, &run, NULL)) {
        const AnalysisChoice choice = run_analysis_choice(&run);
        if (!run.spectra) {
            wrong |= run_analysis(&run, &choice, &a, NULL) != CELLSIM_OK;
            analysis_free(&a);
        }
        run_free(&run);
    }
    measured_free(&m);
    return wrong;
}

static int one(unsigned number, const char *path)
{
    const FileSample *s;
    state = number * UINT64_C(0x9E3779B97F4A7C15) + 1;
    const int cycles = cycle_samples(&s), others = other_samples(&s), pick = (int)draw((unsigned)(cycles + others));
    if (pick < cycles) cycle_samples(&s);
    Text text = {0};
    s[pick >= cycles ? pick - cycles : pick].write(&text);
    for (unsigned k = 1 + draw(6); k > 0; k--) damage(&text);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text.data ? text.data : "", 1, text.length, f) != text.length) abort();
    fclose(f);
    text_free(&text);
    const clock_t start = clock();
    const int wrong = try_file(path) || (double)(clock() - start) > MOST_SECONDS * (double)CLOCKS_PER_SEC;
    if (wrong) fprintf(stderr, "case %u is wrong\n", number);
    return wrong;
}

int main(int argc, char **argv)
{
    const unsigned cases = argc > 1 ? (unsigned)atoi(argv[1]) : 100, first = argc > 2 ? (unsigned)atoi(argv[2]) : 0;
    char path[64];
    int wrong = 0;
    snprintf(path, sizeof path, "/tmp/cellsim_fuzz_%ld.csv", (long)getpid());
    for (unsigned k = 0; k < cases; k++) wrong += one(first + k, path);
    remove(path);
    printf("%u damaged files, %d wrong\n", cases, wrong);
    return wrong > 0;
}
