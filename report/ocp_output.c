#include "ocp_output.h"

#include "figures/figure.h"
#include "names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DRAWN = 2000 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static double card_x(const OcpReport *r, double share)
{
    return r->from + share * (r->to - r->from);
}

void ocp_branch_words(const OcpReport *r, int branch, char out[160])
{
    const OcpBranch *b = &r->set->branch[branch];
    const char *way = b->way == OCP_RISING ? "rising voltage" : "falling voltage", *file = base_name(r->file[b->file]);
    char number[NUMBER_SIZE];
    if (b->rests) snprintf(out, 160, "%.80s: %d rests, %s", file, b->n, way);
    else if (isnan(b->duration)) snprintf(out, 160, "%.80s: %s, %d points", file, way, b->n);
    else snprintf(out, 160, "%.80s: %s, in %s h", file, way, number_text(b->duration / 3600, 3, number));
}

int ocp_words(const OcpReport *r, char out[3][200])
{
    const OcpCurve *c = r->curve;
    char a[NUMBER_SIZE], b[NUMBER_SIZE], x[NUMBER_SIZE];
    int n = 0;
    if (isnan(c->hysteresis_mean))
        snprintf(out[n++], 200,
                 "only one way was measured: the curve holds its polarisation, and its hysteresis is not known");
    else
        snprintf(out[n++], 200,
                 "mean of both ways; rising less falling voltage (hysteresis and polarisation): %s mV in the mean, %s "
                 "mV at most, at x = %s",
                 number_text(1e3 * c->hysteresis_mean, 3, a), number_text(1e3 * c->hysteresis_most, 3, b),
                 number_text(card_x(r, c->hysteresis_at), 3, x));
    if (c->changed > 0)
        snprintf(out[n++], 200, "made to fall: changed by at most %s mV, at x = %s",
                 number_text(1e3 * c->changed, 3, a), number_text(card_x(r, c->changed_at), 3, x));
    else snprintf(out[n++], 200, "it falls as measured: nothing was changed");
    return n;
}

static void remark(Text *out, const char *s)
{
    text_add(out, "# ");
    for (; *s; s++) text_bytes(out, (unsigned char)*s < 32 || *s == 127 ? " " : s, 1);
    text_add(out, "\n");
}

static void value(Text *out, double x, int digits, const char *end)
{
    if (!isnan(x)) text_number(out, x, digits);
    text_add(out, end);
}

void ocp_csv(const OcpReport *r, Text *out)
{
    char line[160], words[3][200];
    const OcpCurve *c = r->curve;
    remark(out, "Equilibrium potential, by cellsim ocp " CELLSIM_VERSION);
    for (int k = 0; k < r->set->branches; k++) ocp_branch_words(r, k, line), remark(out, line);
    for (int k = 0, n = ocp_words(r, words); k < n; k++) remark(out, words[k]);
    text_add(out, "x,U / V,Hysteresis / mV,Falling Voltage / V,Rising Voltage / V\n");
    for (int k = 0; k < OCP_POINTS; k++) {
        value(out, card_x(r, c->x[k]), 8, ",");
        value(out, c->U[k], 7, ",");
        value(out, 1e3 * c->hysteresis[k], 5, ",");
        value(out, c->way[OCP_FALLING][k], 7, ",");
        value(out, c->way[OCP_RISING][k], 7, "\n");
    }
}

void ocp_csv_data(const OcpReport *r, Text *out)
{
    text_add(out, "branch,x,voltage_V\n");
    for (int j = 0; j < r->set->branches; j++) {
        const OcpBranch *b = &r->set->branch[j];
        const int stride = b->n / MOST_DRAWN + 1;
        if (j) text_add(out, "\n");
        for (int k = 0; k < b->n; k += stride) {
            text_addf(out, "%d,", j + 1);
            value(out, card_x(r, b->x[k]), 8, ",");
            value(out, b->V[k], 7, "\n");
        }
    }
}

void ocp_script(const OcpReport *r, Text *out)
{
    char words[160];
    const int both = !isnan(r->curve->hysteresis_mean);
    text_add(out, "# An equilibrium curve: data (points) and curve (line). Edit, then run `gnuplot ocp.gp` here.\n"
                  "if (!exists('stem')) stem = 'ocp'\nset encoding utf8\nset datafile separator comma\n"
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

static json_t *branches_json(const OcpReport *r)
{
    json_t *list = json_array();
    for (int k = 0; k < r->set->branches; k++) {
        const OcpBranch *b = &r->set->branch[k];
        json_t *o = json_object();
        json_put(&o, "file", text_json(r->file[b->file]));
        json_put(&o, "way", json_string(b->way == OCP_RISING ? "rising" : "falling"));
        json_put(&o, "rests", json_boolean(b->rests));
        json_put(&o, "points", json_integer(b->n));
        json_put(&o, "capacity_mAh", number_json(b->charge / 3.6));
        json_put(&o, "duration_h", number_json(b->duration / 3600));
        json_append(&list, o);
    }
    return list;
}

json_t *ocp_json(const OcpReport *r)
{
    const OcpCurve *c = r->curve;
    json_t *o = json_object(), *x = json_array(), *U = json_array();
    for (int k = 0; k < OCP_POINTS; k++) {
        json_append(&x, number_json(card_x(r, c->x[k])));
        json_append(&U, number_json(c->U[k]));
    }
    json_put(&o, "branches", branches_json(r));
    json_put(&o, "hysteresis_mean_mV", number_json(1e3 * c->hysteresis_mean));
    json_put(&o, "hysteresis_largest_mV", number_json(1e3 * c->hysteresis_most));
    json_put(&o, "changed_mV", number_json(1e3 * c->changed));
    json_put(&o, "changed_at_x", number_json(card_x(r, c->changed_at)));
    json_put(&o, "x", x);
    json_put(&o, "U_V", U);
    return o;
}
