/* What the rate costs, from the table of all runs: capacity against it, Ragone's plot, and capacity against the loading. */
#include "kinds.h"

#include "../../tables/overview.h"

#include <math.h>

static int rows_of(const Figure *f, int k, RateRow row[MOST_RATES])
{
    return rate_rows(&f->report->run[f->run[k]], row);
}

static int most_rates(const Figure *f)
{
    RateRow row[MOST_RATES];
    int most = 0;
    for (int k = 0; k < f->runs; k++) {
        const int n = rows_of(f, k, row);
        if (n > most) most = n;
    }
    return most;
}

/* Several runs at three rates or more: one line says what the figure of cycles says. */
Status has_rates(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->runs > 1 && most_rates(f) >= 3;
    return CELLSIM_OK;
}

Status has_ragone(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = most_rates(f) >= 3 && figure_knows_loading(f);
    return CELLSIM_OK;
}

/* Three loadings or more of one cell, all with the same rates. */
Status has_loadings(const Figure *f, int *yes, Error *e)
{
    RateRow first[MOST_RATES], row[MOST_RATES];
    const int n = f->runs ? rows_of(f, 0, first) : 0;
    int loadings = 1;
    (void)e;
    *yes = n > 0 && figure_knows_loading(f) && !f->report->card_of;
    for (int k = 1; k < f->runs && *yes; k++) {
        const Run *a = &f->report->run[f->run[k - 1]], *b = &f->report->run[f->run[k]];
        *yes = f->run[k] == f->run[k - 1] + 1 && rows_of(f, k, row) == n; /* their rows follow each other */
        for (int j = 0; j < n && *yes; j++) *yes = rates_agree(row[j].rate, first[j].rate);
        loadings += fabs(a->loading - b->loading) > 1e-6 * a->loading;
    }
    *yes &= loadings >= 3;
    return CELLSIM_OK;
}

/* A line for each run: `x` and `y` are columns of the table. */
static void run_lines(const Figure *f, int x, int y, Text *out)
{
    char label[LABEL_SIZE], colour[COLOUR_SIZE];
    RateRow row[MOST_RATES];
    text_add(out, "    plot \\\n");
    for (int k = 0, drawn = 0; k < f->runs; k++) {
        const int first = rate_rows_before(f->report, f->run[k]), n = rows_of(f, k, row);
        if (n == 0) continue;
        run_label(f, k, label);
        run_colour(f, k, colour);
        text_addf(out, "%s        'overview.csv' skip 1 every ::%d::%d using %d:%d with linespoints linewidth 2 pointtype %d "
                       "pointsize points linecolor '%s' ",
                  drawn++ ? ", \\\n" : "", first, first + n - 1, x, y, 2 * (k % 5) + 5, colour);
        if (*label) text_addf(out, "title '%s'", label);
        else text_add(out, "notitle");
    }
    text_add(out, "\n");
}

void script_rates(Figure *f, Text *out)
{
    const int known = figure_knows_loading(f);
    script_begin(f, out);
    text_addf(out, "set xlabel 'C-rate (h^{−1})'\nset ylabel '%s'\nset logscale x\nset yrange [0:*]\n"
                   "set offsets 0, 0, graph 0.05, 0\nset key above left Left reverse maxcols 3\n",
              known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    script_formats(out);
    run_lines(f, 6, known ? 8 : 9, out);
    script_end(out);
}

/* Ragone: energy and mean power of whole discharges, per mass of active material of the working electrode. */
void script_ragone(Figure *f, Text *out)
{
    script_begin(f, out);
    text_add(out, "set xlabel 'Specific energy (W h kg^{−1})'\nset ylabel 'Mean specific power (W kg^{−1})'\n"
                  "set logscale y\nset mytics 10\nset format y '10^{%T}'\nset xrange [0:*]\nset offsets 0, graph 0.05, 0, 0\n"
                  "set key above left Left reverse maxcols 3 title 'per active material' left font ',18'\n");
    script_formats(out);
    run_lines(f, 13, 14, out);
    script_end(out);
}

/* A line for each rate: every n-th row of the runs' rows, which follow each other. */
void script_loadings(Figure *f, Text *out)
{
    RateRow row[MOST_RATES];
    char rate[NUMBER_SIZE], colour[COLOUR_SIZE];
    const int n = rows_of(f, 0, row), first = rate_rows_before(f->report, f->run[0]);
    script_begin(f, out);
    text_add(out, "set xlabel 'Loading (mg cm^{−2})'\nset ylabel 'Specific capacity (mAh g^{−1})'\nset xrange [0:*]\n"
                  "set yrange [0:*]\nset offsets 0, graph 0.05, graph 0.05, 0\nset key above left Left reverse maxcols 4\n");
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int j = 0; j < n; j++) {
        rate_label(row[j].rate, rate);
        colour_of(j, n, colour);
        text_addf(out, "        'overview.csv' skip 1 every %d::%d::%d using 5:8 with linespoints linewidth 2 pointtype %d "
                       "pointsize points linecolor '%s' title '%s'%s\n",
                  n, first + j, first + n * f->runs - 1, 2 * (j % 5) + 5, colour, rate,
                  j + 1 < n ? ", \\" : "");
    }
    script_end(out);
}
