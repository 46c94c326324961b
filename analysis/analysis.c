#include "analysis.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TITRATION_PULSES = 3 };
static const double LIKE = 0.1; /* currents of one titration differ by less */

AnalysisChoice analysis_defaults(void)
{
    return (AnalysisChoice){
        .cv_window = {NAN, NAN}, .concentration = NAN, .temperature = T_REFERENCE, .gitt = gitt_defaults()};
}

static void evaluate_cv(Analysis *a)
{
    cv_common_window(&a->cv, &a->window[0], &a->window[1]);
    for (int k = 0; k < 2; k++)
        if (!isnan(a->choice.cv_window[k])) a->window[k] = a->choice.cv_window[k];
    const RandlesSevcikChoice c = {.peak = PEAK_MEAN,
                                   .free_intercept = 1,
                                   .area = a->series.area,
                                   .concentration = a->choice.concentration,
                                   .temperature = a->choice.temperature,
                                   .electrons = 1};
    a->randles_sevcik = randles_sevcik(&a->cv, &c);
}

/* A titration goes on in one direction with one current; currents that alternate with rests are cycles, different ones
 * with rests between a test of rates. */
static int is_titration(int pulses, const GittPulse *pulse)
{
    int run = 1;
    for (int k = 1; k < pulses; k++) {
        const double I = pulse[k].current, before = pulse[k - 1].current;
        run = fabs(I - before) <= LIKE * fabs(before) ? run + 1 : 1;
        if (run >= TITRATION_PULSES) return 1;
    }
    return 0;
}

Status analysis_evaluate(Analysis *a, const AnalysisChoice *c, Error *e)
{
    const size_t room = (size_t)a->segments + 1;
    a->choice = *c;
    a->pulse = malloc(room * sizeof *a->pulse);
    a->test = malloc(room * sizeof *a->test);
    if (!a->pulse || !a->test) return error_memory(e);
    a->tests = pulse_tests(&a->series, a->segments, a->segment, a->segments, a->test);
    a->pulses = gitt_pulses(&a->series, a->segments, a->segment, &c->gitt, a->segments, a->pulse);
    if (!is_titration(a->pulses, a->pulse)) a->pulses = 0;
    const Status s = cv_study_of_series(&a->series, a->segments, a->segment, c->cv_cycle, &a->cv, e);
    if (s == CELLSIM_OK) evaluate_cv(a);
    return s;
}

void analysis_free(Analysis *a)
{
    series_free(&a->series);
    free(a->segment);
    free(a->row);
    free(a->pulse);
    free(a->test);
    memset(a, 0, sizeof *a);
}
