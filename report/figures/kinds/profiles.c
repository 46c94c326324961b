/* Through the cell, from the foil or the negative collector to the positive one, at several times of a discharge: a panel for each
 * field, a colour for each time. */
#include "kinds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TIMES = 7, MOST_PHASES = 2, PANELS = 5 };

/* From dark to light: order shows in print as well. */
static const char *const colours[TIMES] = {"#440154", "#443983", "#31688E", "#21918C", "#35B779", "#90D743", "#E8C51A"};

/* The profiles of the fastest discharge, and the widest ones of the run, which the table's columns are for. */
typedef struct Drawn {
    const Run *run;
    char stem[STEM_SIZE]; /* of its tables */
    Along along;
    int times, first, nodes; /* first: row of the table */
    int networks, phases;    /* columns */
    int at[TIMES];           /* index into Run.profile */
} Drawn;

static Drawn look(const Figure *f)
{
    Along along[2];
    Drawn d = {0};
    const int n = along_discharges(f, along);
    int row = 0;
    if (n == 0) return d;
    d.along = along[n - 1];
    d.run = &f->report->run[d.along.run];
    run_stem(f->report->run, d.along.run, f->report->runs, d.stem);
    for (int k = 0; k < d.run->profiles; k++) {
        const Profile *p = &d.run->profile[k];
        d.networks = d.networks > p->networks ? d.networks : p->networks;
        d.phases = d.phases > p->phases ? d.phases : p->phases;
        if (p->step == d.along.step && d.times < TIMES) {
            if (d.times == 0) d.first = row, d.nodes = p->nodes;
            d.at[d.times++] = k;
        }
        row += p->nodes;
    }
    return d;
}

Status has_profiles(const Figure *f, int *yes, Error *e)
{
    const Status s = has_discharge_inside(f, yes, e);
    *yes = *yes && look(f).times > 1;
    return s;
}

/* --- columns of the table ------------------------------------------------------------------------------------------- */

static int column_c(int ion)
{
    return 5 + ion;
}

static int column_phi_e(const Drawn *d)
{
    return 5 + d->run->ions;
}

static int column_phi_s(const Drawn *d, int network)
{
    return 6 + d->run->ions + network;
}

static int column_phase(const Drawn *d, int phase, int which)
{
    return 6 + d->run->ions + d->networks + 3 * phase + which;
}

/* --- lines ---------------------------------------------------------------------------------------------------------- */

/* A line of numbers: a column of the table in a unit, of the nodes from .. to, dashed, less what is at its end. */
typedef struct Row {
    int column;
    double per;
    int dash, from, to;
    const double *less; /* per time; NULL: nothing */
} Row;

static Row across(const Drawn *d, int column, double per, int dash)
{
    return (Row){column, per, dash, 0, d->nodes - 1, NULL};
}

/* At all times. */
static void lines(const Drawn *d, Row line, int *drawn, Text *out)
{
    for (int k = 0; k < d->times; k++) {
        const int first = d->first + k * d->nodes;
        text_addf(out, "%s        '%s_profiles.csv' skip 1 every ::%d::%d using 4:((y(%d)-(",
                  (*drawn)++ ? ", \\\n" : "", d->stem, first + line.from, first + line.to, line.column);
        text_number(out, line.less ? line.less[k] : 0, 12);
        text_add(out, "))*");
        text_number(out, line.per, 6);
        text_addf(out, ") with lines linewidth 2 linecolor '%s' dashtype %d notitle", colours[k * TIMES / d->times],
                  line.dash);
    }
}

static int phases(const Drawn *d)
{
    return d->phases < MOST_PHASES ? d->phases : MOST_PHASES;
}

static const int surface_dash[MOST_PHASES] = {1, 4}, mean_dash[MOST_PHASES] = {2, 3};

static void concentrations(const Drawn *d, Text *out)
{
    int drawn = 0;
    for (int k = 0; k < d->run->ions; k++) lines(d, across(d, column_c(k), 1e-3, k % DASHES + 1), &drawn, out);
    if (!drawn) text_add(out, "        NaN notitle");
}

static void potentials(const Drawn *d, Text *out)
{
    int drawn = 0;
    lines(d, across(d, column_phi_e(d), 1e3, 1), &drawn, out);
}

/* 1: a node of the separator. */
static int is_between(const Profile *p, int node)
{
    return isnan(p->phi_s[node * p->networks]);
}

/* Of an electrode, against its collector. */
static void solid(const Drawn *d, int positive, int *drawn, Text *out)
{
    double end[TIMES];
    const Profile *p = &d->run->profile[d->at[0]];
    int from = positive ? p->nodes - 1 : 0, to = from;
    while (positive && !is_between(p, from - 1)) from--;
    while (!positive && !is_between(p, to + 1)) to++;
    for (int k = 0; k < d->times; k++)
        end[k] = d->run->profile[d->at[k]].phi_s[(positive ? p->nodes - 1 : 0) * p->networks];
    for (int n = 0; n < d->networks; n++)
        lines(d, (Row){column_phi_s(d, n), 1e3, n % DASHES + 1, from, to, end}, drawn, out);
}

static void solids(const Drawn *d, Text *out)
{
    int drawn = 0;
    if (!d->run->half_cell) solid(d, 0, &drawn, out);
    solid(d, 1, &drawn, out);
}

static void stoichiometries(const Drawn *d, Text *out)
{
    int drawn = 0;
    for (int k = 0; k < phases(d); k++) {
        lines(d, across(d, column_phase(d, k, 0), 1, surface_dash[k]), &drawn, out);
        lines(d, across(d, column_phase(d, k, 1), 1, mean_dash[k]), &drawn, out);
    }
}

static void rates(const Drawn *d, Text *out)
{
    int drawn = 0;
    for (int k = 0; k < phases(d); k++) lines(d, across(d, column_phase(d, k, 2), 1, surface_dash[k]), &drawn, out);
}

/* --- the drawing ---------------------------------------------------------------------------------------------------- */

typedef struct Panel {
    const char *label;
    void (*plot)(const Drawn *d, Text *out);
} Panel;

static const Panel panels[PANELS] = {{"Concentration (mol l^{−1})", concentrations},
                                     {"Potential of the pores (mV)", potentials},
                                     {"Solid − collector (mV)", solids},
                                     {"Stoichiometry (1)", stoichiometries},
                                     {"Reaction rate (A m^{−2})", rates}};

/* Where the separator meets an electrode. */
static void interfaces(const Drawn *d, Text *out)
{
    const Profile *p = &d->run->profile[d->at[0]];
    for (int k = 1, n = 1; k < p->nodes; k++) {
        const int here = is_between(p, k), before = is_between(p, k - 1);
        if (here == before) continue;
        text_addf(out, "    set arrow %d from first ", n++);
        text_number(out, p->x[here ? k - 1 : k] * UM_PER_M, 6);
        text_add(out, ", graph 0 rto 0, graph 1 nohead linewidth 1 linecolor '#888888' dashtype 3\n");
    }
}

static void key_line(const char *style, const char *title, Text *out)
{
    text_addf(out, ", \\\n        NaN with lines linewidth 2 %s title '%s'", style, title);
}

/* The legend stands in the place of a sixth panel. */
static void key(const Drawn *d, Text *out)
{
    char style[64], name[LABEL_SIZE], number[NUMBER_SIZE];
    const double t0 = d->run->profile[d->at[0]].t, end = d->run->profile[d->at[d->times - 1]].t - t0;
    const double unit = time_unit(end);
    text_add(out, "    unset arrow\n    unset border\n    unset tics\n    unset xlabel\n    unset ylabel\n"
                  "    set key at graph 0.02, graph 1.0 left top vertical Left reverse samplen 2 font ',15'\n"
                  "    plot [0:1] [0:1] NaN notitle");
    for (int k = 0; k < d->times; k++) {
        const Profile *p = &d->run->profile[d->at[k]];
        snprintf(style, sizeof style, "linecolor '%s'", colours[k * TIMES / d->times]);
        snprintf(name, sizeof name, "%.0f %% of the charge, %s %s", 100 * p->share,
                 number_text((p->t - t0) / unit, 3, number), time_unit_name(unit));
        key_line(style, name, out);
    }
    for (int k = 0; k < d->run->ions && d->run->ions > 1; k++) {
        snprintf(style, sizeof style, "linecolor '#000000' dashtype %d", k % DASHES + 1);
        snprintf(name, sizeof name, "concentration: %.20s", d->run->ion[k]);
        key_line(style, name, out);
    }
    for (int k = 0; k < phases(d); k++)
        for (int mean = 0; mean < 2; mean++) {
            snprintf(style, sizeof style, "linecolor '#000000' dashtype %d", mean ? mean_dash[k] : surface_dash[k]);
            if (phases(d) > 1) snprintf(name, sizeof name, "%s, phase %d", mean ? "mean" : "surface", k + 1);
            else snprintf(name, sizeof name, "%s", mean ? "mean of particles" : "surface of particles");
            key_line(style, name, out);
        }
    text_add(out, "\n    set border\n    set xtics\n    set ytics\n");
}

static void place(int panel, Text *out)
{
    const double left = 0.08 + 0.325 * (panel % 3), bottom = panel < 3 ? 0.57 : 0.115;
    text_add(out, "    set lmargin at screen ");
    text_number(out, left, 5);
    text_add(out, "\n    set rmargin at screen ");
    text_number(out, left + 0.235, 5);
    text_add(out, "\n    set bmargin at screen ");
    text_number(out, bottom, 5);
    text_add(out, "\n    set tmargin at screen ");
    text_number(out, bottom + 0.335, 5);
    text_add(out, "\n");
}

void script_profiles(Figure *f, Text *out)
{
    char label[LABEL_SIZE];
    const Drawn d = look(f);
    const Profile *p = &d.run->profile[d.at[0]];
    const double end = p->x[p->nodes - 1] * UM_PER_M;
    along_label(f, &d.along, label);
    script_begin(f, out);
    text_add(out, "y(k) = strlen(strcol(k)) ? column(k) : NaN # what is empty breaks a line\n");
    script_range(out, "x", 0, end);
    script_formats_of(1300, 800, out);
    text_add(out, "    set multiplot\n    set border linewidth 1.5\n    set xtics ");
    text_number(out, tic_step(end, 4), 5);
    text_add(out, "\n    set tics font ',16'\n    set label 1 ");
    script_run_title(f, label, out);
    text_add(out, " at screen 0.5, screen 0.96 center font ',20'\n");
    interfaces(&d, out);
    for (int k = 0; k < PANELS; k++) {
        place(k, out);
        text_addf(out, "    set xlabel 'Position (µm)' font ',18'\n    set ylabel '%s' font ',18'\n    plot \\\n", panels[k].label);
        panels[k].plot(&d, out);
        text_add(out, k ? "\n" : "\n    unset label 1\n");
    }
    place(PANELS, out);
    key(&d, out);
    text_add(out, "    unset multiplot\n");
    script_end(out);
}
