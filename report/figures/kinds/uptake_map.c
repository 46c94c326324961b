/* Uptake of two competing cations as two maps side by side. */
#include "kinds.h"

#include "../../tables/uptake_map.h"

#include <stdio.h>
#include <string.h>

Status has_uptake_map(const Figure *f, int *yes, Error *e)
{
    UptakeMap map;
    const Status s = uptake_map(f->report, &map, e);
    *yes = s == CELLSIM_OK && map.exists;
    return s;
}

/* Lines of equal content as a data block. */
static void contour(const Figure *f, const char *block, int column, const char *levels, Text *out)
{
    text_addf(out, "set cntrparam levels %s\nset table %s\n", levels, block);
    text_addf(out, "splot '%s.csv' skip 1 using 1:2:%d\nunset table\n", f->stem, column);
}

/* Where an ion fills half of a class, and lines between. */
static void borders(const Figure *f, const UptakeMap *map, int ion, Text *out)
{
    char block[32], levels[NUMBER_SIZE + 16], number[NUMBER_SIZE];
    snprintf(block, sizeof block, "$content_%d", ion + 1);
    contour(f, block, 3 + ion, "auto 8", out);
    for (int s = 0; s < map->host.classes; s++) {
        if (!map->host.class[s].takes[ion]) continue;
        snprintf(block, sizeof block, "$half_%d_%d", s + 1, ion + 1);
        snprintf(levels, sizeof levels, "discrete %s", number_text(0.5 * map->host.class[s].sites, 6, number));
        contour(f, block, uptake_map_column(map, s, ion), levels, out);
    }
}

static void panel_axes(const UptakeMap *map, int ion, Text *out)
{
    text_addf(out, "    set lmargin at screen %s\n    set rmargin at screen %s\n", ion ? "0.585" : "0.11",
              ion ? "0.905" : "0.43");
    text_addf(out, "    set palette defined (0 '#ffffff', 1 '%s')\n", figure_colours[ion]);
    text_addf(out, "    set label 1 '%s per formula unit' at graph 0.5,1.06 center front\n", map->guest[ion]);
    text_addf(out, "    set key %s Left reverse samplen 3\n", ion ? "bottom right" : "top left");
    if (ion) text_add(out, "    unset ylabel\n");
    else text_addf(out, "    set ylabel 'Δμ(%s) (eV per electron)'\n", map->guest[SECOND_ION]);
}

static void panel(const UptakeMap *map, int ion, Text *out)
{
    panel_axes(map, ion, out);
    text_addf(out, "    plot $map using 1:2:%d with image notitle, \\\n", 3 + ion);
    text_addf(out,
              "        $content_%d using 1:2 with lines linewidth 0.7 linecolor '#888888' notitle, \\\n"
              "        NaN with lines linetype nodraw title 'half full:'",
              ion + 1);
    for (int s = 0; s < map->host.classes; s++) {
        if (!map->host.class[s].takes[ion]) continue;
        text_addf(out, ", \\\n        $half_%d_%d using 1:2 with lines linewidth 2.5 linecolor '#000000' dashtype %d ",
                  s + 1, ion + 1, s % DASHES + 1);
        text_addf(out, "title 'class %d'", s + 1);
    }
    text_add(out, "\n");
}

static void axes(const UptakeMap *map, Text *out)
{
    text_addf(out, "set xlabel 'Δμ(%s) (eV per electron)'\n", map->guest[FIRST_ION]);
    script_range(out, "x", map->from[FIRST_ION], map->to[FIRST_ION]);
    script_range(out, "y", map->from[SECOND_ION], map->to[SECOND_ION]);
    text_add(out, "set cbrange [0:*]\nset xtics 0.4\nset ytics 0.4\nset tics front\n"
                  "set tmargin at screen 0.87\nset bmargin at screen 0.19\n");
}

void script_uptake_map(Figure *f, Text *out)
{
    UptakeMap map;
    if (uptake_map(f->report, &map, NULL) || !map.exists) {
        out->failed = 1;
        return;
    }
    script_begin(f, out);
    text_add(out, "set contour base\nunset surface\n");
    for (int ion = 0; ion < COMPETITORS; ion++) borders(f, &map, ion, out);
    text_addf(out, "unset contour\nset table $map\nplot '%s.csv' skip 1 using 1:2:3:4 with table\nunset table\n",
              f->stem);
    text_add(out, "set datafile separator whitespace\n"); /* of the blocks */
    axes(&map, out);
    script_formats_of(1200, 540, out);
    text_add(out, "    set multiplot\n");
    for (int ion = 0; ion < COMPETITORS; ion++) panel(&map, ion, out);
    text_add(out, "    unset multiplot\n");
    script_end(out);
}
