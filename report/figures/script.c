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

/* Formats in turn, so that the script draws both from one description. */
void script_formats_of(int width, int height, Text *out)
{
    text_addf(out,
              "do for [format in 'svg png'] {\n"
              "    if (format eq 'svg') {\n"
              "        set terminal svg size %d,%d enhanced font 'Arial,22' background '#ffffff'; points = 0.8\n"
              "    } else {\n"
              "        set terminal pngcairo size %d,%d enhanced font 'Arial,22' fontscale 1.7 linewidth 2; "
              "points = 2.4\n"
              "    }\n"
              "    set output stem.'.'.format\n",
              width, height, 2 * width, 2 * height);
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

void script_voltage_axis(double low, double high, Text *out)
{
    range_widen(&low, &high, 0.04);
    text_add(out, "set xlabel 'Voltage (V)'\n");
    script_range(out, "x", low, high);
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
