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
                  "set key samplen 2 spacing 1.2 font ',14'\n");
    script_formats(out);
    text_addf(out, "    set lmargin 10; set rmargin 2; set xrange [%.6g:%.6g]; set yrange [*:*]; set tics font ',15'\n",
              r->from, r->to);
    text_add(out, "    set key top right; set xlabel ''\n");
    if (both)
        text_add(out, "    set multiplot\n    set origin 0, 0.4; set size 1, 0.6; set tmargin 1; set bmargin 0.5; set "
                      "format x ''\n");
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
    if (both)
        text_add(out, "    set origin 0, 0; set size 1, 0.4; set tmargin 0.5; set bmargin 3.5; set format x '% h'\n"
                      "    set xlabel 'x'; set ylabel 'Hysteresis (mV)'; unset key\n"
                      "    plot 'ocp.csv' using 1:3 with lines linewidth 2 linecolor '#000000'\n    unset multiplot\n");
    script_end(out);
}
