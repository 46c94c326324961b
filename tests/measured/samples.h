/* Small files of every format, made from its documented layout. Series: +-1 mA for an hour each, twice, a row a minute:
 * every charge and discharge is 1 mAh. Spectra: 10 ohm + (100 ohm parallel to 10 uF). Voltammograms: peaks of +0.21 mA at
 * 0.35 V and -0.21 mA at 0.25 V, 10 mV/s, two scans. */
#ifndef CELLSIM_TEST_SAMPLES_H
#define CELLSIM_TEST_SAMPLES_H

#include "../../measured/measured.h"
#include "../../report/text.h"

typedef enum { SAMPLE_CYCLES, SAMPLE_SPECTRUM, SAMPLE_SCANS } SampleKind;

typedef struct FileSample {
    const char *name;   /* for messages */
    const char *format; /* that it is recognised as */
    SampleKind kind;
    void (*write)(Text *out);
} FileSample;

/* Cycles; spectra and voltammograms. Returns how many. */
int cycle_samples(const FileSample **out);
int other_samples(const FileSample **out);

/* A row of the cycles. */
typedef struct SampleRow {
    int number, cycle, step, way; /* way: 1 charge, -1 discharge */
    double t, step_time, V, I, Q; /* s, V, A, Ah of the step */
} SampleRow;
enum { SAMPLE_ROWS = 244 };
SampleRow sample_row(int k);

/* Appends by printf with all its conversions (tests run in the C locale). */
void sample_add(Text *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
