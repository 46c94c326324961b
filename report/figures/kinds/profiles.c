/* Through the cell, from the foil or the negative collector to the positive one, at several times of a discharge: a panel for each
 * field, a colour for each time. */
#include "kinds.h"

#include "../along_profiles.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PHASES = 2, PANELS = 5 };

/* From dark to light: order shows in print as well. */
static const char *const colours[TIMES] = {"#440154", "#443983", "#31688E", "#21918C", "#35B779", "#90D743", "#E8C51A"};

/* What stands in front of V, A. */
typedef struct Prefix {
    const char *name;
    double per; /* of them in one */
} Prefix;

static Prefix prefix_of(double largest)
{
    static const Prefix prefix[] = {{"", 1}, {"m", 1e3}, {"µ", 1e6}};
    int k = 0;
    while (k < 2 && largest * prefix[k].per < 1) k++;
    return prefix[k];
}

Status has_profiles(const Figure *f, int *yes, Error *e)
{
    const Status s = has_discharge_inside(f, yes, e);
    *yes = *yes && along_profiles(f).times > 1;
    return s;
}

/* --- columns of the table ------------------------------------------------------------------------------------------- */

static int column_c(int ion)
{
    return 5 + ion;
}

static int column_phi_e(const AlongProfiles *d)
{
    return 5 + d->run->ions;
}

static int column_phi_s(const AlongProfiles *d, int network)
{
    return 6 + d->run->ions + network;
}

static int column_phase(const AlongProfiles *d, int phase, int which)
{
    return 6 + d->run->ions + d->networks + 3 * phase + which;
}

static int column_c_r(const AlongProfiles *d, int ion)
{
    return column_phase(d, d->phases, 0) + ion;
}

/* --- lines ---------------------------------------------------------------------------------------------------------- */

/* A column of the table in a unit, dashed, at all times; less: what is taken off (NULL: nothing). */
static void lines(const AlongProfiles *d, NodeRange nodes, int column, double per, const double *less, int dash,
                  int *drawn, Text *out)
{
    for (int k = 0; k < d->times; k++) {
        text_addf(out, "%s        '%s_profiles.csv' skip 1 every ::%d::%d using 4:(($%d-(", (*drawn)++ ? ", \\\n" : "",
                  d->stem, d->first[k] + nodes.from, d->first[k] + nodes.to, column);
        text_number(out, less ? less[k] : 0, 12);
        text_add(out, "))*");
        text_number(out, per, 6);
        text_addf(out, ") with lines linewidth 2 linecolor '%s' dashtype %d notitle", colours[k * TIMES / d->times],
                  dash);
    }
}

static void in_electrodes(const AlongProfiles *d, int column, double per, int dash, int *drawn, Text *out)
{
    for (int side = d->run->half_cell; side < 2; side++)
        lines(d, along_electrode(d, side), column, per, NULL, dash, drawn, out);
}

static int phases(const AlongProfiles *d)
{
    return d->phases < MOST_PHASES ? d->phases : MOST_PHASES;
}

static const int surface_dash[MOST_PHASES] = {1, 4}, mean_dash[MOST_PHASES] = {2, 3};

/* Beside the node that it exchanges with. */
static void reservoir(const AlongProfiles *d, int ion, Text *out)
{
    for (int k = 0; k < d->times; k++)
        text_addf(out,
                  ", \\\n        '%s_profiles.csv' skip 1 every ::%d::%d using 4:($%d*1e-3) with points pointtype 6 "
                  "pointsize 2.5 linecolor '%s' notitle",
                  d->stem, d->first[k], d->first[k], column_c_r(d, ion), colours[k * TIMES / d->times]);
}

static void concentrations(const AlongProfiles *d, Text *out)
{
    int drawn = 0;
    const NodeRange all = {0, d->nodes - 1};
    text_add(out, "    set title 'Concentration (mol l^{−1})' font ',17' offset 0,-0.6\n    plot \\\n");
    for (int k = 0; k < d->run->ions; k++) lines(d, all, column_c(k), 1e-3, NULL, k % DASHES + 1, &drawn, out);
    for (int k = 0; k < d->run->ions && d->run->reservoir; k++) reservoir(d, k, out);
}

static void potentials(const AlongProfiles *d, Text *out)
{
    int drawn = 0;
    const NodeRange all = {0, d->nodes - 1};
    text_add(out, "    set title 'Potential of the pores (mV)' font ',17' offset 0,-0.6\n    plot \\\n");
    lines(d, all, column_phi_e(d), 1e3, NULL, 1, &drawn, out);
}

/* Potential of the solid at the collector. */
static double collector(const Profile *p, int positive)
{
    return p->phi_s[(positive ? p->nodes - 1 : 0) * p->networks];
}

/* Against the collector of each electrode. */
static void solids(const AlongProfiles *d, Text *out)
{
    int drawn = 0;
    double largest = 0, end[2][TIMES];
    for (int side = d->run->half_cell; side < 2; side++)
        for (int k = 0; k < d->times; k++) {
            const Profile *p = &d->run->profile[d->at[k]];
            const NodeRange n = along_electrode(d, side);
            end[side][k] = collector(p, side);
            for (int j = n.from * p->networks; j <= n.to * p->networks; j++)
                if (isfinite(p->phi_s[j])) largest = fmax(largest, fabs(p->phi_s[j] - end[side][k]));
        }
    const Prefix unit = prefix_of(largest);
    text_addf(out, "    set title 'Solid − collector (%sV)' font ',17' offset 0,-0.6\n    plot \\\n", unit.name);
    for (int side = d->run->half_cell; side < 2; side++)
        for (int n = 0; n < d->networks; n++)
            lines(d, along_electrode(d, side), column_phi_s(d, n), unit.per, end[side], n % DASHES + 1, &drawn, out);
}

static void stoichiometries(const AlongProfiles *d, Text *out)
{
    int drawn = 0;
    text_add(out, "    set title 'Stoichiometry' font ',17' offset 0,-0.6\n    plot \\\n");
    for (int k = 0; k < phases(d); k++) {
        in_electrodes(d, column_phase(d, k, 0), 1, surface_dash[k], &drawn, out);
        in_electrodes(d, column_phase(d, k, 1), 1, mean_dash[k], &drawn, out);
    }
}

static void rates(const AlongProfiles *d, Text *out)
{
    int drawn = 0;
    double largest = 0;
    for (int k = 0; k < d->times; k++) {
        const Profile *p = &d->run->profile[d->at[k]];
        for (int j = 0; j < p->nodes * p->phases; j++)
            if (isfinite(p->current_density[j])) largest = fmax(largest, fabs(p->current_density[j]));
    }
    const Prefix unit = prefix_of(largest);
    text_addf(out, "    set title 'Reaction rate (%sA m^{−2})' font ',17' offset 0,-0.6\n    plot \\\n", unit.name);
    for (int k = 0; k < phases(d); k++) in_electrodes(d, column_phase(d, k, 2), unit.per, surface_dash[k], &drawn, out);
}

/* --- the drawing ---------------------------------------------------------------------------------------------------- */

typedef struct Panel {
    void (*plot)(const AlongProfiles *d, Text *out);
    int in_electrodes; /* it has nothing in the separator */
} Panel;

static const Panel panels[PANELS] = {
    {concentrations, 0}, {potentials, 0}, {solids, 1}, {stoichiometries, 1}, {rates, 1}};

/* Where the separator meets an electrode. */
static void interfaces(const AlongProfiles *d, Text *out)
{
    const Profile *p = &d->run->profile[d->at[0]];
    for (int k = 1, n = 1; k < p->nodes; k++) {
        const int here = is_separator(p, k), before = is_separator(p, k - 1);
        if (here == before) continue;
        text_addf(out, "    set arrow %d from first ", n++);
        text_number(out, p->x[here ? k - 1 : k] * UM_PER_M, 6);
        text_add(out, ", graph 0 rto 0, graph 1 nohead linewidth 1 linecolor '#888888' dashtype 3\n");
    }
}

static void key_line(const char *style, const char *title, Text *out)
{
    text_addf(out, ", \\\n        NaN with lines linewidth 2 %s title ", style);
    script_quoted(out, title); /* ions are named by cards */
}

/* The legend stands in the place of a sixth panel. */
static void key(const AlongProfiles *d, Text *out)
{
    char style[64], name[LABEL_SIZE], number[NUMBER_SIZE];
    const double t0 = d->run->loss[d->along.first].t, end = d->run->profile[d->at[d->times - 1]].t - t0;
    const double unit = time_unit(end);
    text_add(out, "    unset arrow\n    unset border\n    unset tics\n    set xlabel ''\n    unset title\n"
                  "    set key at graph 0.02, graph 1.0 left top vertical maxrows 20 Left reverse samplen 2 spacing "
                  "1.0 font ',14'\n"
                  "    plot [0:1] [0:1] NaN notitle");
    for (int k = 0; k < d->times; k++) {
        const Profile *p = &d->run->profile[d->at[k]];
        snprintf(style, sizeof style, "linecolor '%s'", colours[k * TIMES / d->times]);
        char percent[NUMBER_SIZE];
        snprintf(name, sizeof name, "%s %% of the charge, %s %s",
                 number_text(100 * p->share, p->share < 0.995 ? 2 : 3, percent),
                 number_text((p->t - t0) / unit, 3, number), time_unit_name(unit));
        key_line(style, name, out);
    }
    for (int k = 0; k < d->run->ions && d->run->ions > 1; k++) {
        snprintf(style, sizeof style, "linecolor '#000000' dashtype %d", k % DASHES + 1);
        snprintf(name, sizeof name, "concentration: %.20s", d->run->ion[k]);
        key_line(style, name, out);
    }
    if (d->run->reservoir)
        text_add(out, ", \\\n        NaN with points pointtype 6 pointsize 2.5 linecolor '#000000' title "
                      "'concentration: reservoir'");
    for (int k = 0; k < d->networks && d->networks > 1; k++) {
        snprintf(style, sizeof style, "linecolor '#000000' dashtype %d", k % DASHES + 1);
        snprintf(name, sizeof name, "solid: network %d", k + 1);
        key_line(style, name, out);
    }
    for (int k = 0; k < phases(d); k++)
        for (int mean = 0; mean < 2; mean++) {
            snprintf(style, sizeof style, "linecolor '#000000' dashtype %d", mean ? mean_dash[k] : surface_dash[k]);
            if (phases(d) > 1) snprintf(name, sizeof name, "%s, phase %d", mean ? "mean" : "surface", k + 1);
            else snprintf(name, sizeof name, "%s", mean ? "mean of particles" : "surface of particles");
            key_line(style, name, out);
        }
    text_add(out, "\n    set border\n    set xtics\n    set ytics\n    set xlabel 'Position (µm)'\n");
}

static void place(int panel, Text *out)
{
    const double left = 0.065 + 0.325 * (panel % 3),
                 bottom = panel < 3 ? 0.565 : 0.135; /* room for the letters of talks */
    text_add(out, "    set lmargin at screen ");
    text_number(out, left, 5);
    text_add(out, "\n    set rmargin at screen ");
    text_number(out, left + 0.25, 5);
    text_add(out, "\n    set bmargin at screen ");
    text_number(out, bottom, 5);
    text_add(out, "\n    set tmargin at screen ");
    text_number(out, bottom + 0.33, 5);
    text_add(out, "\n");
}

/* The electrode alone, where a half cell has nothing else to show: separators may be thirty times as thick. */
static void position_axis(const AlongProfiles *d, const Panel *panel, Text *out)
{
    const Profile *p = &d->run->profile[d->at[0]];
    const int alone = panel->in_electrodes && d->run->half_cell;
    const double from = alone ? p->x[along_electrode(d, 1).from] * UM_PER_M : 0, to = p->x[p->nodes - 1] * UM_PER_M;
    const double air = 0.003 * (to - from); /* the range is rounded: no node may lie outside */
    text_add(out, "    ");
    script_range(out, "x", from - air, to + air);
    text_add(out, "    set xtics ");
    text_number(out, tic_step(to - from, 4), 5);
    text_add(out, "\n");
}

void script_profiles(Figure *f, Text *out)
{
    char label[LABEL_SIZE];
    const AlongProfiles d = along_profiles(f);
    along_label(f, &d.along, label);
    script_begin(f, out);
    text_add(out, "set xlabel 'Position (µm)' font ',18'\n");
    script_formats_of(1300, 840, out);
    text_add(out, "    set multiplot\n    set tics font ',16'\n    set border linewidth 1.5\n    set label 1 ");
    script_run_title(f, label, out);
    text_add(out, " at screen 0.5, screen 0.975 center font ',20'\n");
    interfaces(&d, out);
    for (int k = d.run->ions > 0 ? 0 : 1; k < PANELS; k++) { /* a solid electrolyte has no concentrations */
        place(k, out);
        position_axis(&d, &panels[k], out);
        text_add(out, k < 3 ? "    set xlabel ''\n" : "    set xlabel 'Position (µm)'\n");
        panels[k].plot(&d, out);
        text_add(out, "\n    unset label 1\n");
    }
    place(PANELS, out);
    key(&d, out);
    text_add(out, "    unset multiplot\n");
    script_end(out);
}
