/* Differential capacity of the first and the last cycle; of runs at several values of something their last cycles over each other. */
#include "../../run_analysis.h"
#include "kinds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

Status has_cycles(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->analysis->rows > 0;
    return CELLSIM_OK;
}

static int is_varied(const Run *r)
{
    return r->varies[0] != '\0';
}

Status has_cycles_alone(const Figure *f, int *yes, Error *e)
{
    const Status s = has_cycles(f, yes, e);
    *yes &= !is_varied(&f->report->run[f->run[0]]);
    return s;
}

Status has_varied_cycles(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = 1;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        *yes &= is_varied(r) && r->cycles > 0;
    }
    return CELLSIM_OK;
}

static int is_shown(const Analysis *a, const Segment *g)
{
    return g->kind == SEGMENT_CURRENT && (g->cycle == a->row[0].cycle || g->cycle == a->row[a->rows - 1].cycle);
}

/* C-rate of a constant current, to two digits; 0: there is none to name. */
static double rate_of(const Figure *f, const Segment *g)
{
    const Run *r = &f->report->run[f->run[0]];
    const double mean = fabs(g->current) / r->area, rate = r->one_C > 0 ? mean / r->one_C : 0;
    for (int k = 0; k < r->records; k++)
        if (r->record[k].cycle == g->cycle && fabs(r->record[k].c_rate - rate) <= 0.05 * rate)
            return r->record[k].c_rate;
    return 0;
}

/* What a segment is called and drawn like: that of its cycle and its rate. */
static void style_of(const Figure *f, const Segment *g, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE] = "";
    const double c = rate_of(f, g);
    if (c > 0) rate_label(c, rate);
    snprintf(out, LABEL_SIZE, "cycle %d%s%s", g->cycle, *rate ? ", " : "", rate);
}

static int longest(const Figure *f)
{
    char label[LABEL_SIZE];
    int most = 0;
    for (int k = 0; k < f->analysis->segments; k++) {
        if (!is_shown(f->analysis, &f->analysis->segment[k])) continue;
        style_of(f, &f->analysis->segment[k], label);
        if (printed_letters(label) > most) most = printed_letters(label);
    }
    return most;
}

/* Position of a label among those so far; it is added if it is new. */
enum { MOST_STYLES = 16 };
typedef struct Styles {
    int n;
    char label[MOST_STYLES][LABEL_SIZE];
} Styles;

static int position(Styles *s, const char *label, int *new)
{
    *new = 0;
    for (int k = 0; k < s->n; k++)
        if (!strcmp(s->label[k], label)) return k;
    if (s->n == MOST_STYLES) return MOST_STYLES - 1;
    *new = 1;
    snprintf(s->label[s->n], LABEL_SIZE, "%s", label);
    return s->n++;
}

/* Each shown segment is a block of DQDV_GRID rows. A colour and a dash type for each cycle and rate: what coincides is seen. */
void script_dqdv(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], number[NUMBER_SIZE], width[LABEL_SIZE], label[LABEL_SIZE];
    int block = 0;
    Styles styles = {0};
    figure_data_stem(f, stem);
    snprintf(width, sizeof width, "over %s mV", number_text(DQDV_WIDTH * MV_PER_V, 3, number));
    script_begin(f, out);
    script_voltage_label(f, "x", out);
    text_addf(out, "set ylabel 'dQ/dV (mAh %sV^{−1})'\nset xzeroaxis dashtype 3 linecolor '#888888'\n"
                   "set key above left Left reverse maxcols %d\n",
              a->series.mass > 0 ? "g^{−1} " : "", legend_columns(longest(f), LEGEND_LETTERS));
    script_key_title(f, width, out);
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < a->segments; k++) {
        int new;
        const Segment *g = &a->segment[k];
        if (!is_shown(a, g)) continue;
        style_of(f, g, label);
        const int style = position(&styles, label, &new);
        text_addf(out,
                  "%s        '%s_dqdv.csv' skip 1 every ::%d::%d using 3:%d with lines linewidth %s dashtype %d "
                  "linecolor '%s' ",
                  block ? ", \\\n" : "", stem, block * DQDV_GRID, (block + 1) * DQDV_GRID - 1,
                  a->series.mass > 0 ? 4 : 5, style ? "2" : "3", style % DASHES + 1, figure_colours[style % COLOURS]);
        block++;
        if (new) text_addf(out, "title '%s'", label);
        else text_add(out, "notitle");
    }
    text_add(out, "\n");
    script_end(out);
}

/* A direction of the last cycle of run k. */
static void varied_line(const Figure *f, int k, const char *direction, Text *out)
{
    char stem[STEM_SIZE], colour[COLOUR_SIZE];
    const Run *r = &f->report->run[f->run[k]];
    run_stem(f->report->run, f->run[k], f->report->runs, stem);
    run_colour(f, k, colour);
    text_addf(out,
              "'%s_dqdv.csv' skip 1 using 3:($1 == %d && strcol(2) eq '%s' ? $%d : NaN) with lines linewidth 2.5 "
              "linecolor '%s' ",
              stem, r->cycle[r->cycles - 1].cycle, direction, r->loading > 0 ? 4 : 5, colour);
}

void script_varied_dqdv(Figure *f, Text *out)
{
    char number[NUMBER_SIZE], label[LABEL_SIZE];
    script_begin(f, out);
    script_voltage_label(f, "x", out);
    text_addf(out,
              "set ylabel 'dQ/dV (mAh %sV^{−1})'\nset xzeroaxis dashtype 3 linecolor '#888888'\n"
              "set key above left Left reverse maxcols 3\nset key title 'last cycle, over %s mV' left font ',18'\n",
              figure_knows_loading(f) ? "g^{−1} " : "", number_text(DQDV_WIDTH * MV_PER_V, 3, number));
    script_formats(out);
    text_add(out, "    plot \\\n        ");
    for (int k = 0; k < f->runs; k++) {
        run_label(f, k, label);
        varied_line(f, k, "discharge", out);
        text_addf(out, "title '%s', \\\n        ", label);
        varied_line(f, k, "charge", out);
        text_addf(out, "notitle%s", k + 1 < f->runs ? ", \\\n        " : "\n");
    }
    script_end(out);
}
