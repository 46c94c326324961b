/* Tables of voltammograms. */
#include "csv.h"
#include "csv_analysis.h"

#include "../names.h"

#include <math.h>

static double specific(const Analysis *a, double current)
{
    return a->series.mass > 0 ? current / a->series.mass * A_G_PER_A_KG : NAN;
}

void csv_cv_peaks(const Analysis *a, Text *out)
{
    text_add(out, "Scan Rate / mV s-1,Cycle at Rate / 1,Cathodic Peak Voltage / V,Cathodic Peak Current / mA,"
                  "Anodic Peak Voltage / V,Anodic Peak Current / mA,Half-Wave Voltage / V,Peak Separation / V,"
                  "Mean Peak Current / mA,Root of Scan Rate / mV1/2 s-1/2,Capacitive Share / %,Share From / V,"
                  "Share To / V\n");
    for (int k = 0; k < a->cv.rates; k++) {
        const CvRate *r = &a->cv.at[k];
        text_number(out, r->rate * MV_PER_V, CSV_ANALYSED_DIGITS);
        text_addf(out, ",%d", r->cycle);
        for (int way = 0; way < 2; way++) {
            csv_analysed(out, r->peak[way].V);
            csv_analysed(out, r->peak[way].I * 1e3);
        }
        csv_analysed(out, r->half_wave);
        csv_analysed(out, r->separation);
        csv_analysed(out, cv_peak_current(r, PEAK_MEAN) * 1e3);
        csv_analysed(out, sqrt(r->rate * MV_PER_V));
        csv_analysed(out, 100 * dunn_share(&a->cv, k, a->window[0], a->window[1], CV_GRID, 1));
        csv_analysed(out, a->window[0]);
        csv_analysed(out, a->window[1]);
        text_add(out, "\n");
    }
}

void csv_sweeps(const Analysis *a, Text *out)
{
    const Series *s = &a->series;
    int n = 0;
    text_add(out, "Sweep / 1,Cycle Count / 1,Scan Rate / mV s-1,From / V,To / V,Largest Current / mA,At / V,Least "
                  "Current / mA,At / V\n");
    for (int k = 0; k < a->segments; k++) {
        const Segment *g = &a->segment[k];
        if (g->kind != SEGMENT_SWEEP) continue;
        int high = g->first, low = g->first;
        for (int j = g->first; j < g->first + g->n; j++) {
            if (s->I[j] > s->I[high]) high = j;
            if (s->I[j] < s->I[low]) low = j;
        }
        text_addf(out, "%d,%d", ++n, g->cycle);
        csv_analysed(out, g->scan_rate * MV_PER_V);
        csv_analysed(out, s->V[g->first]);
        csv_analysed(out, s->V[g->first + g->n - 1]);
        csv_analysed(out, s->I[high] * 1e3);
        csv_analysed(out, s->V[high]);
        csv_analysed(out, s->I[low] * 1e3);
        csv_analysed(out, s->V[low]);
        text_add(out, "\n");
    }
}

static void dunn_row(const Analysis *a, const CvRate *r, int way, double V, Text *out)
{
    const Branch *b = &r->branch[way];
    const DunnPoint d = dunn_at(&a->cv, way, V);
    const double i = interpolate(b->n, b->V, b->I, V), c = dunn_capacitive(&d, r->rate, i, 1);
    text_number(out, r->rate * MV_PER_V, CSV_ANALYSED_DIGITS);
    text_add(out, way == ANODIC ? ",anodic" : ",cathodic");
    csv_analysed(out, V);
    csv_analysed(out, i * 1e3);
    csv_analysed(out, c * 1e3);
    csv_analysed(out, specific(a, i));
    csv_analysed(out, specific(a, c));
    csv_analysed(out, d.k1);                    /* A s/V = mA s/mV */
    csv_analysed(out, d.k2 * sqrt(1e-3) * 1e3); /* A (s/V)^1/2 -> mA (s/mV)^1/2 */
    csv_analysed(out, d.r2);
    text_add(out, "\n");
}

void csv_cv_dunn(const Analysis *a, Text *out)
{
    text_add(out, "Scan Rate / mV s-1,Branch,Voltage / V,Current / mA,Capacitive Current (0 to i) / mA,Current / A g-1,"
                  "Capacitive Current (0 to i) / A g-1,k1 / mA s mV-1,k2 / mA s1/2 mV-1/2,r2 / 1\n");
    for (int k = 0; k < a->cv.rates; k++)
        for (int j = 0; j < 2 * CV_GRID; j++) {
            const double w = (j < CV_GRID ? j : 2 * CV_GRID - 1 - j) / (CV_GRID - 1.0);
            dunn_row(a, &a->cv.at[k], j < CV_GRID ? ANODIC : CATHODIC, a->window[0] + w * (a->window[1] - a->window[0]),
                     out);
        }
}

/* An exponent needs currents above what is left of others: at every rate of the branch's own sign and no less than a tenth of its
 * peak. Where a branch passes through zero, or only then begins, log |i| says nothing. */
static int is_large(const Analysis *a, int way, double V)
{
    for (int k = 0; k < a->cv.rates; k++) {
        const Branch *b = &a->cv.at[k].branch[way];
        const double peak = a->cv.at[k].peak[way].I;
        if (!(interpolate(b->n, b->V, b->I, V) / peak >= 0.1)) return 0;
    }
    return 1;
}

void csv_cv_b(const Analysis *a, Text *out)
{
    text_add(out, "Voltage / V,Anodic b / 1,Anodic r2 / 1,Cathodic b / 1,Cathodic r2 / 1\n");
    for (int k = 0; a->cv.rates > 1 && k < CV_GRID; k++) {
        const double V = a->window[0] + (a->window[1] - a->window[0]) * k / (CV_GRID - 1.0);
        text_number(out, V, CSV_ANALYSED_DIGITS);
        for (int way = ANODIC; way >= CATHODIC; way--) {
            const Line b = is_large(a, way, V) ? cv_b_at(&a->cv, way, V) : (Line){NAN, NAN, NAN, 0};
            csv_analysed(out, b.slope);
            csv_analysed(out, b.r2);
        }
        text_add(out, "\n");
    }
}
