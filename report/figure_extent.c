/* Where the curves of a figure are, and where its legend hides least of them. */
#include "figure.h"

#include "../model/constants.h"

#include <math.h>
#include <string.h>

enum { SUBPOINTS = 8 };

static const Run *curve_run(const Figure *f, const Curve *c)
{
    return &f->report->run[c->run];
}

int figure_is_cv(const Figure *f)
{
    return !strcmp(f->kind, "cv");
}

int figure_knows_loading(const Figure *f)
{
    for (int k = 0; k < f->runs; k++)
        if (!(f->report->run[f->run[k]].loading > 0)) return 0;
    return 1;
}

double curve_x(const Figure *f, const Curve *c, int sample)
{
    const Run *r = curve_run(f, c);
    const Sample *s = &r->sample[c->first + sample];
    if (figure_is_cv(f)) return s->voltage;
    const double q = fabs(s->charge - r->sample[c->first].charge) / SECONDS_PER_HOUR;
    return figure_knows_loading(f) ? q / r->loading : q * MAH_CM2_PER_AH_M2;
}

double curve_y(const Figure *f, const Curve *c, int sample)
{
    const Run *r = curve_run(f, c);
    const Sample *s = &r->sample[c->first + sample];
    if (!figure_is_cv(f)) return s->voltage;
    return figure_knows_loading(f) ? s->current / r->loading * A_G_PER_A_KG : s->current * MA_CM2_PER_A_M2;
}

Extent figure_extent(const Figure *f)
{
    Extent e = {NAN, NAN, NAN, NAN};
    for (int k = 0; k < f->curves; k++)
        for (int j = 0; j < f->curve[k].samples; j++) {
            const double x = curve_x(f, &f->curve[k], j), y = curve_y(f, &f->curve[k], j);
            if (!isfinite(x) || !isfinite(y)) continue;
            e.x0 = fmin(e.x0, x);
            e.x1 = fmax(e.x1, x);
            e.y0 = fmin(e.y0, y);
            e.y1 = fmax(e.y1, y);
        }
    return e;
}

/* A legend's box in fractions of the plot: columns 0..2 from the left, rows 0..2 from the bottom. */
typedef struct Box {
    double x0, x1, y0, y1;
} Box;

static double edge(int place, double size)
{
    return place == 0 ? 0.02 : place == 1 ? 0.5 - 0.5 * size : 0.98 - size;
}

static int crossings(const Figure *f, const Curve *c, const Extent *axes, const Box *b)
{
    int inside = 0;
    for (int j = 1; j < c->samples; j++) {
        const double xa = curve_x(f, c, j - 1), xb = curve_x(f, c, j), ya = curve_y(f, c, j - 1), yb = curve_y(f, c, j);
        for (int k = 0; k < SUBPOINTS; k++) {
            const double w = k / (double)SUBPOINTS;
            const double x = (xa + w * (xb - xa) - axes->x0) / (axes->x1 - axes->x0);
            const double y = (ya + w * (yb - ya) - axes->y0) / (axes->y1 - axes->y0);
            inside += x > b->x0 && x < b->x1 && y > b->y0 && y < b->y1;
        }
    }
    return inside;
}

const char *legend_place(const Figure *f, const Extent *axes, int rows, int letters)
{
    static const char *const name[3][3] = {{"left bottom", "center bottom", "right bottom"},
                                           {"left center", "center center", "right center"},
                                           {"left top", "center top", "right top"}};
    static const int order[9] = {8, 6, 2, 0, 7, 1, 5, 3, 4}; /* corners first */
    const double width = 0.12 + 0.0185 * letters, height = 0.03 + 0.062 * rows;
    const char *best = "outside right top";
    if (width > 0.9 || height > 0.9) return best;
    for (int k = 0; k < 9; k++) {
        const int row = order[k] / 3, column = order[k] % 3;
        const Box b = {edge(column, width), edge(column, width) + width, edge(row, height), edge(row, height) + height};
        int hidden = 0;
        for (int j = 0; j < f->curves && !hidden; j++) hidden = crossings(f, &f->curve[j], axes, &b);
        if (!hidden) return name[row][column];
    }
    return best;
}
