#include "../ocp_output.h"
#include "script.h"

#include <math.h>

void ocp_script(const OcpReport *r, Text *out)
{
    char words[160];
    const int both = !isnan(r->curve->hysteresis_mean);
    text_add(out, "# An equilibrium curve: data (points) and curve (line). Edit, then run `gnuplot ocp.gp` here.\n"
                  "if (!exists('stem')) stem = 'ocp'\n");
    script_styles(out);
    text_add(out, "set encoding utf8\nset datafile separator comma\n"
                  "set border linewidth 1.5\nset tics scale 0.8 nomirror\nset minussign\nset mxtics 2\nset mytics 2\n"
                  "set key samplen 2 spacing 1.2 font ',16'\n");
    script_formats(out);
    text_add(out, "    set lmargin at screen 0.16; set rmargin at screen 0.97; set key top right; set xlabel ''\n    ");
    script_range(out, "x", r->from, r->to);
    script_tics(r->curve->U[0] - r->curve->U[OCP_POINTS - 1], 4, out);
    if (both)
        text_add(out,
                 "    set multiplot\n    set tmargin at screen 0.97; set bmargin at screen 0.44; set format x ''\n");
    else text_add(out, "    set xlabel 'x'\n");
    text_add(out, "    set ylabel 'Voltage (V)'\n    plot ");
    for (int j = 0; j < r->set->branches; j++) {
        ocp_branch_words(r, j, words);
        text_addf(out,
                  "'ocp_data.csv' skip 1 every :::%d::%d using 2:3 with points pointtype 7 pointsize %s*points "
                  "linecolor '%s' title ",
                  j, j, r->set->branch[j].rests ? "0.8" : "0.25", figure_colours[r->set->branch[j].way == OCP_RISING]);
        script_quoted(out, words);
        text_add(out, ", \\\n        ");
    }
    text_add(out, "'ocp.csv' using 1:2 with lines linewidth 2 linecolor '#000000' title 'curve'\n");
    if (both) script_tics(1e3 * fabs(r->curve->hysteresis_most), 3, out);
    if (both)
        text_add(out, "    set tmargin at screen 0.40; set bmargin at screen 0.16; set format x '% h'\n"
                      "    set xlabel 'x'; set ylabel 'Hysteresis (mV)'; unset key\n"
                      "    plot 'ocp.csv' using 1:3 with lines linewidth 2 linecolor '#000000'\n    unset multiplot\n");
    script_end(out);
}
