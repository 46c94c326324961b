/* Parts of gnuplot scripts. */
#include "script.h"

#include "../../model/constants.h"

#include <math.h>
#include <string.h>

/* Okabe & Ito's palette without its yellow: told apart with any colour vision. */
const char *const figure_colours[COLOURS] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                             "#56B4E9", "#E69F00", "#000000"};

void script_quoted(Text *out, const char *s)
{
    text_add(out, "'");
    for (; *s; s++) {
        const unsigned char c = (unsigned char)*s;
        if (c < 32 || c == 127) text_add(out, " ");
        else if (c == '\'') text_add(out, "''");
        else {
            if (strchr("{}^_@&~\\", c)) text_add(out, "\\");
            text_bytes(out, s, 1);
        }
    }
    text_add(out, "'");
}

void script_comment(Text *out, const char *s)
{
    for (; *s; s++) text_bytes(out, (unsigned char)*s < 32 || *s == 127 ? " " : s, 1);
}

/* The styles of a figure are factors on one description: a column of a journal is 8.5 cm (3.35 in) wide. */
void script_styles(Text *out)
{
    text_add(out, "if (!exists('formats')) formats = 'svg png' # and pdf\n"
                  "if (!exists('style')) style = 'screen' # or journal, talk\n"
                  "letters = style eq 'journal' ? 1.15 : style eq 'talk' ? 1.2 : 1.0\n"
                  "lines = style eq 'talk' ? 1.8 : 1.0\n"
                  "inches = style eq 'journal' ? 3.35 : 6.3\n");
}

/* Formats in turn, so that the script draws all from one description: the PNG has two pixels for one of the SVG, or 600 for an
 * inch of a journal. */
void script_formats_of(int width, int height, Text *out)
{
    text_addf(out,
              "dots = style eq 'journal' ? 2010.0/%d : 2.0\n"
              "do for [format in formats] {\n"
              "    if (format eq 'svg') {\n"
              "        set terminal svg size %d,%d enhanced font 'Arial,22' fontscale letters linewidth lines background "
              "'#ffffff'; points = 0.8*lines\n"
              "    }\n"
              "    if (format eq 'png') {\n"
              "        set terminal pngcairo size %d*dots,%d*dots enhanced font 'Arial,22' fontscale 0.85*dots*letters "
              "linewidth dots*lines; points = 1.2*dots*lines\n"
              "    }\n",
              width, width, height, width, height);
    text_addf(out,
              "    if (format eq 'pdf') {\n"
              "        set terminal pdfcairo size inches,inches*%d/%d.0 enhanced font 'Arial,22' fontscale "
              "letters*inches*66/%d linewidth lines*inches*0.2; points = 0.09*lines*inches\n"
              "    }\n"
              "    set output stem.'.'.format\n",
              height, width, width);
}

void script_formats(Text *out)
{
    script_formats_of(800, 600, out);
}

void script_end(Text *out)
{
    text_add(out, "}\nunset output\n");
}

void script_range(Text *out, const char *axis, double from, double to)
{
    text_addf(out, "set %srange [", axis);
    text_number(out, from, 5);
    text_add(out, ":");
    text_number(out, to, 5);
    text_add(out, "]\n");
}

void range_widen(double *low, double *high, double air)
{
    const double largest = fmax(fabs(*low), fabs(*high)), least = largest > 0 ? 0.01 * largest : 1.0;
    const double middle = 0.5 * (*low + *high), span = fmax(*high - *low, least);
    *low = middle - (0.5 + air) * span;
    *high = middle + (0.5 + air) * span;
}

double tic_step(double span, double tics)
{
    const double raw = span / tics, power = pow(10.0, floor(log10(raw))), m = raw / power;
    return power * (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10);
}

double time_unit(double t)
{
    return t > 2 * SECONDS_PER_HOUR ? SECONDS_PER_HOUR : t > 600 ? 60.0 : 1.0;
}

const char *time_unit_name(double unit_s)
{
    return unit_s > 60 ? "h" : unit_s > 1 ? "min" : "s";
}

void script_tics(double span, double tics, Text *out)
{
    if (!(span > 0)) return;
    text_add(out, "    set ytics ");
    text_number(out, tic_step(span, tics), 3);
    text_add(out, "\n");
}

void script_panel_range(double low, double high, double tics, Text *out)
{
    range_widen(&low, &high, 0.1);
    text_add(out, "    ");
    script_range(out, "y", low, high);
    script_tics(high - low, tics, out);
}
