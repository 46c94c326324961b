/* The cell to scale: foil or negative electrode, separator, positive electrode, as inline SVG. */
#include "html.h"

#include "../../model/constants.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 960, HEIGHT = 92, BAR = 34, FOIL = 12, MOST_CELLS = 4 }; /* of the drawing */

typedef struct Part {
    const char *name, *colour;
    double um, porosity; /* um: 0: not to scale */
} Part;

static int parts_of(const CellSpec *c, Part part[REGIONS])
{
    const Region *r = c->region;
    part[0] = c->half_cell ? (Part){*c->foil.metal ? c->foil.metal : "foil", "#c8c8c8", 0, NAN}
                           : (Part){"negative", "#b9a28f", r[NEGATIVE].thickness * UM_PER_M, r[NEGATIVE].porosity};
    part[1] = (Part){"separator", "#f3efd9", r[SEPARATOR].thickness * UM_PER_M, r[SEPARATOR].porosity};
    part[2] = (Part){c->half_cell ? "electrode" : "positive", "#8fb4d6", r[POSITIVE].thickness * UM_PER_M,
                     r[POSITIVE].porosity};
    return REGIONS;
}

static double total_um(const CellSpec *c)
{
    Part part[REGIONS];
    double um = 0;
    for (int k = 0, n = parts_of(c, part); k < n; k++) um += part[k].um;
    return um;
}

static void number(Text *out, const char *before, double x, int digits)
{
    text_add(out, before);
    text_number(out, x, digits);
}

static double width_of(const Part *p, double per_um)
{
    return p->um > 0 ? fmax(1.5, p->um * per_um) : FOIL;
}

/* The part, and the line down to its words; returns where it ends. */
static double draw_bar(Text *out, const Part *p, int row, double x, double per_um)
{
    const double width = width_of(p, per_um), at = x + width / 2;
    number(out, "<rect y=\"0\" height=\"34\" stroke=\"#555\" stroke-width=\".7\" x=\"", x, 6);
    number(out, "\" width=\"", width, 6);
    text_addf(out, "\" fill=\"%s\"/><line stroke=\"#888\" y1=\"%d\" y2=\"%d\" x1=\"", p->colour, BAR,
              BAR + 5 + 17 * row);
    number(out, "", at, 6);
    number(out, "\" x2=\"", at, 6);
    text_add(out, "\"/>\n");
    return x + width;
}

/* Below its bar, for that may be too narrow for words: lines of text one below the other, so that none meets another; on white, so
 * that no line of a part further down crosses them. */
static double draw_words(Text *out, const Part *p, int row, double x, double per_um)
{
    static const char *const anchor[] = {"start", "middle", "end"};
    const double width = width_of(p, per_um), at = x + width / 2;
    text_addf(out, "<text stroke=\"#fff\" stroke-width=\"5\" paint-order=\"stroke\" y=\"%d\" text-anchor=\"%s\" x=\"", BAR + 16 + 17 * row,
              anchor[row]);
    number(out, "", row == 0 ? fmax(0, at - 6) : row == 1 ? fmin(fmax(at, 130), WIDTH - 130.0) : at + 6, 6);
    text_add(out, "\">");
    html_escape(out, p->name);
    if (p->um > 0) number(out, " ", p->um, 4);
    text_add(out, p->um > 0 ? " µm" : " (not to scale)");
    if (isfinite(p->porosity)) number(out, ", porosity ", p->porosity, 3);
    text_add(out, "</text>\n");
    return x + width;
}

/* `longest`: of all cells drawn, um. */
static void draw_cell(Text *out, const CellSpec *c, double longest)
{
    Part part[REGIONS];
    double x = 1, at = 1;
    const double per_um = (WIDTH - 2 - FOIL) / longest;
    const int n = parts_of(c, part);
    const double mass = c->electrode[POSITIVE].mass_loading;
    if (mass > 0) number(out, "<p>", mass * MG_CM2_PER_KG_M2, 4);
    text_add(out, mass > 0 ? " mg/cm<sup>2</sup>:</p>\n" : "");
    text_addf(out,
              "<div class=\"wide\"><svg class=\"sandwich\" viewBox=\"0 0 %d %d\" font-size=\"14\" "
              "font-family=\"sans-serif\">\n",
              WIDTH, HEIGHT);
    for (int k = 0; k < n; k++) x = draw_bar(out, &part[k], k, x, per_um);
    for (int k = 0; k < n; k++) at = draw_words(out, &part[k], k, at, per_um);
    text_add(out, "</svg></div>\n");
}

/* The cells of all runs, each thickness once. */
static int cells_of(const Report *r, CellSpec cell[MOST_CELLS])
{
    int n = 0;
    for (int k = 0; k < r->runs && n < MOST_CELLS; k++) {
        int known = 0;
        const double loading = r->run[k].loading;
        if (strcmp(r->run[k].cell, card_name(r->card)) != 0) continue;
        if (card_cell(r->card, loading > 0 ? loading : NAN, &cell[n], NULL)) continue;
        for (int j = 0; j < n; j++) known |= fabs(total_um(&cell[j]) / total_um(&cell[n]) - 1) < 1e-6;
        if (known) cell_spec_free(&cell[n]);
        else n++;
    }
    return n;
}

void html_cell(Text *out, const Report *r)
{
    CellSpec cell[MOST_CELLS] = {0};
    double longest = 0;
    if (!r->card || r->is_measured) return;
    const int n = cells_of(r, cell);
    if (n > 0) text_add(out, "<h2>The cell, to scale</h2>\n");
    for (int k = 0; k < n; k++) longest = fmax(longest, total_um(&cell[k]));
    for (int k = 0; k < n; k++) {
        draw_cell(out, &cell[k], longest);
        cell_spec_free(&cell[k]);
    }
}
