/* Where the curves of a figure are, and where its legend hides least of them. */
#include "figure.h"

#include "../../model/constants.h"

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

int figure_has_one_loading(const Figure *f)
{
    const Run *r = f->report->run, *first = &r[f->run[0]];
    for (int k = 1; k < f->runs; k++) {
        const Run *other = &r[f->run[k]];
        if (fabs(other->loading - first->loading) > 1e-9 * first->loading) return 0;
        if (fabs(other->area - first->area) > 1e-9 * first->area) return 0;
    }
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
    return place == 0 ? 0.0 : place == 1 ? 0.5 - 0.5 * size : 1.0 - size;
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

int printed_letters(const char *s)
{
    int n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80 && !strchr("{}^", *s);
    return n;
}

/* Sizes in fractions of the plot, at the font sizes of script_begin; a second axis on top makes the plot lower. */
static double entry_width(int letters)
{
    return 0.12 + 0.018 * letters;
}

static double legend_height(const Figure *f, int rows)
{
    const int second_axis = figure_has_one_loading(f) && !figure_is_cv(f);
    return 0.06 + (second_axis ? 0.082 : 0.068) * rows;
}

static int is_free(const Figure *f, const Extent *axes, const Box *b)
{
    for (int k = 0; k < f->curves; k++)
        if (crossings(f, &f->curve[k], axes, b)) return 0;
    return 1;
}

static Legend legend_above(const Figure *f, int entries, int letters, int titled)
{
    int columns = (int)(0.98 / entry_width(letters));
    if (columns < 1) columns = 1;
    const int rows = (entries + columns - 1) / columns;
    const double height = fmin(legend_height(f, rows + titled), 0.7);
    return (Legend){"top left", rows, height / (1.0 - height)};
}

Legend legend_find(const Figure *f, const Extent *axes, int title_letters)
{
    static const char *const name[3][3] = {{"bottom left", "bottom center", "bottom right"},
                                           {"center left", "center center", "center right"},
                                           {"top left", "top center", "top right"}};
    static const int order[9] = {8, 6, 2, 0, 7, 1, 5, 3, 4}; /* corners first */
    int entries = 0, letters = 0;
    for (int k = 0; k < f->curves; k++) {
        const int n = printed_letters(f->curve[k].label);
        entries += n > 0;
        if (n > letters) letters = n;
    }
    const double width = fmax(entry_width(letters), 0.04 + 0.021 * title_letters);
    const double height = legend_height(f, entries + (title_letters > 0));
    for (int k = 0; k < 9 && width < 0.96 && height < 0.96; k++) {
        const int row = order[k] / 3, column = order[k] % 3;
        const Box b = {edge(column, width), edge(column, width) + width, edge(row, height), edge(row, height) + height};
        if (is_free(f, axes, &b)) return (Legend){name[row][column], 0, 0.0};
    }
    return legend_above(f, entries, letters, title_letters > 0);
}
