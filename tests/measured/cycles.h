/* The cycles of samples.h in any writing. */
#ifndef CELLSIM_TEST_CYCLES_H
#define CELLSIM_TEST_CYCLES_H

#include "../../report/run_analysis.h"
#include "read_text.h"
#include "samples.h"

static const MeasuredCell unknown = {NAN, NAN, NAN, NAN, NAN};

/* Both cycles carry 1 mAh each way. */
static inline void check_cycles(const char *what, const Measured *m)
{
    Run run;
    Analysis a;
    REQUIRE(measured_run(m, "text", &unknown, &run, NULL) == CELLSIM_OK);
    const AnalysisChoice c = run_analysis_choice(&run);
    REQUIRE(run_analysis(&run, &c, &a, NULL) == CELLSIM_OK);
    const int right = a.rows == 2 && fabs(a.row[0].charge - 3.6) < 2e-3 && fabs(a.row[0].discharge - 3.6) < 2e-3 &&
                      fabs(a.row[1].charge - 3.6) < 2e-3 && fabs(a.row[1].discharge - 3.6) < 2e-3;
    if (!right)
        fprintf(stderr, "%s: %d cycles, %g and %g C\n", what, a.rows, a.rows ? a.row[0].charge : NAN,
                a.rows ? a.row[0].discharge : NAN);
    CHECK(right);
    analysis_free(&a);
    run_free(&run);
}

typedef struct Writing {
    const char *heading, *row; /* of t, V, I */
    double t, V, I;            /* factors */
} Writing;

static inline void write_rows(const Writing *w, Text *out)
{
    text_add(out, w->heading);
    for (int k = 0; k < SAMPLE_ROWS; k++) {
        const SampleRow r = sample_row(k);
        char line[128];
        snprintf(line, sizeof line, w->row, r.t * w->t, r.V * w->V, r.I * w->I);
        text_add(out, line);
    }
}

/* Every row of it is read, and right. */
static inline void check_writing(const Writing *w)
{
    Text text = {0};
    write_rows(w, &text);
    Measured m = read_text(text.data);
    CHECK(m.rows == SAMPLE_ROWS && m.skipped == 0);
    check_cycles(w->heading, &m);
    measured_free(&m);
    text_free(&text);
}

#endif
