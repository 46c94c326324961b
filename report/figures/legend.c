/* Where the legend hides least of the curves. */
#include "kind.h"

#include <math.h>
#include <string.h>

enum { SUBPOINTS = 8 };

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

/* Sizes in fractions of the plot, at LEGEND_LETTERS; a second axis on top makes the plot lower. */
static double entry_width(double letters)
{
    return 0.12 + 0.018 * letters;
}

static double legend_height(const Figure *f, int rows)
{
    const int second_axis = figure_has_one_loading(f) && f->kind->curves->against_capacity;
    return 0.06 + (second_axis ? 0.082 : 0.068) * rows;
}

static int is_free(const Figure *f, const Extent *axes, const Box *b)
{
    for (int k = 0; k < f->curves; k++)
        if (crossings(f, &f->curve[k], axes, b)) return 0;
    return 1;
}

static const double LARGER = 1.15; /* letters of journals and talks */

int legend_columns(int letters, int size)
{
    return (int)fmax(1.2 / (LARGER * entry_width(letters * (double)size / LEGEND_LETTERS)), 1); /* of the whole width */
}

/* Many entries are smaller: the figure is that of the curves. */
static Legend legend_above(int entries, int letters)
{
    enum { MANY_ROWS = 5 };
    int size = LEGEND_LETTERS, columns = legend_columns(letters, size);
    if (entries > MANY_ROWS * columns) columns = legend_columns(letters, size = SMALL_LETTERS);
    return (Legend){"above", (entries + columns - 1) / columns, size};
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
    const double width = LARGER * fmax(entry_width(letters), 0.04 + 0.021 * title_letters);
    const double height = LARGER * legend_height(f, entries + (title_letters > 0));
    for (int k = 0; k < 9 && width < 0.96 && height < 0.96; k++) {
        const int row = order[k] / 3, column = order[k] % 3;
        const Box b = {edge(column, width), edge(column, width) + width, edge(row, height), edge(row, height) + height};
        if (is_free(f, axes, &b)) return (Legend){name[row][column], 0, LEGEND_LETTERS};
    }
    return legend_above(entries, letters);
}
