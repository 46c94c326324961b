/* Differential capacity of the first and the last cycle. */
#include "../../run_analysis.h"
#include "kinds.h"

#include <stdio.h>

Status has_cycles(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->analysis->rows > 0;
    return CELLSIM_OK;
}

static int is_shown(const Analysis *a, const Segment *g)
{
    return g->kind == SEGMENT_CURRENT && (g->cycle == a->row[0].cycle || g->cycle == a->row[a->rows - 1].cycle);
}

/* Each shown segment is a block of DQDV_GRID rows; a colour for each cycle. */
void script_dqdv(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], number[NUMBER_SIZE], width[LABEL_SIZE];
    int block = 0, labelled = 0;
    figure_data_stem(f, stem);
    snprintf(width, sizeof width, "over %s mV", number_text(DQDV_WIDTH * MV_PER_V, 3, number));
    script_begin(f, out);
    text_addf(out,
              "set xlabel 'Voltage (V)'\nset ylabel 'dQ/dV (mAh %sV^{−1})'\n"
              "set xzeroaxis dashtype 3 linecolor '#888888'\nset key top right Left reverse\n",
              a->series.mass > 0 ? "g^{−1} " : "");
    script_key_title(f, width, out);
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < a->segments; k++) {
        const Segment *g = &a->segment[k];
        if (!is_shown(a, g)) continue;
        text_addf(out,
                  "%s        '%s_dqdv.csv' skip 1 every ::%d::%d using 3:%d with lines linewidth 2.5 linecolor '%s' ",
                  block ? ", \\\n" : "", stem, block * DQDV_GRID, (block + 1) * DQDV_GRID - 1,
                  a->series.mass > 0 ? 4 : 5, figure_colours[g->cycle != a->row[0].cycle]);
        block++;
        if (labelled == g->cycle) text_add(out, "notitle");
        else text_addf(out, "title 'cycle %d'", g->cycle);
        labelled = g->cycle;
    }
    text_add(out, "\n");
    script_end(out);
}
