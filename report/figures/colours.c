/* Which colour a line has. */
#include "colours.h"

#include "figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* From dark to light, for more lines than the palette has colours: their order shows in print as well (viridis). */
static const unsigned char scale[][3] = {{0x44, 0x01, 0x54}, {0x44, 0x39, 0x83}, {0x31, 0x68, 0x8E}, {0x21, 0x91, 0x8C},
                                         {0x35, 0xB7, 0x79}, {0x90, 0xD7, 0x43}, {0xE8, 0xC5, 0x1A}};
enum { SCALE = sizeof scale / sizeof *scale };

/* Shares of white in the first and (negative: of black) in the last of several lines in one hue. */
static const double LIGHTEST = 0.45, DARKEST = -0.45;

static void mix(const double rgb[3], const double with[3], double share, char out[COLOUR_SIZE])
{
    int c[3];
    for (int k = 0; k < 3; k++) c[k] = (int)lround(rgb[k] + share * (with[k] - rgb[k])) & 0xFF;
    snprintf(out, COLOUR_SIZE, "#%02X%02X%02X", c[0], c[1], c[2]);
}

void colour_of(int line, int lines, char out[COLOUR_SIZE])
{
    if (lines <= COLOURS) {
        snprintf(out, COLOUR_SIZE, "%s", figure_colours[line % COLOURS]);
        return;
    }
    const double at = (SCALE - 1) * (double)line / (lines - 1);
    const int below = (int)fmin(at, SCALE - 2);
    const double rgb[3] = {scale[below][0], scale[below][1], scale[below][2]},
                 next[3] = {scale[below + 1][0], scale[below + 1][1], scale[below + 1][2]};
    mix(rgb, next, at - below, out);
}

void colour_shade(int part, int parts, char colour[COLOUR_SIZE])
{
    static const double white[3] = {255, 255, 255}, black[3] = {0, 0, 0};
    unsigned c[3];
    if (parts < 2 || sscanf(colour, "#%2x%2x%2x", &c[0], &c[1], &c[2]) != 3) return;
    const double rgb[3] = {c[0], c[1], c[2]}, tone = LIGHTEST + (DARKEST - LIGHTEST) * part / (parts - 1);
    mix(rgb, tone > 0 ? white : black, fabs(tone), colour);
}

static int same_cell(const Figure *f, int a, int b)
{
    return !strcmp(f->report->run[f->run[a]].cell, f->report->run[f->run[b]].cell);
}

/* The first run of run k's cell in the figure. */
static int first_of_cell(const Figure *f, int k)
{
    int first = 0;
    while (!same_cell(f, first, k)) first++;
    return first;
}

void cell_colour(const Figure *f, int k, char out[COLOUR_SIZE])
{
    int cells = 0, cell = 0;
    for (int j = 0; j < f->runs; j++) {
        if (first_of_cell(f, j) != j) continue;
        if (j == first_of_cell(f, k)) cell = cells;
        cells++;
    }
    colour_of(cell, cells, out);
}

void run_colour(const Figure *f, int k, char out[COLOUR_SIZE])
{
    int before = 0, all = 0;
    if (!f->report->card_of) {
        colour_of(k, f->runs, out);
        return;
    }
    for (int j = 0; j < f->runs; j++) {
        before += j < k && same_cell(f, j, k);
        all += same_cell(f, j, k);
    }
    cell_colour(f, k, out);
    colour_shade(before, all, out);
}
