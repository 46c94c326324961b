/* Kinds of figures that a page draws itself. */
#include "plot.h"

#include "../../model/constants.h"
#include "../figures/kinds/kinds.h"
#include "../figures/spectra_lines.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a gnuplot line `set xlabel '…'` of the script says. */
static void label_of(const char *script, const char *set, char out[LABEL_SIZE])
{
    const char *from = script ? strstr(script, set) : NULL;
    const size_t n = from ? strcspn(from + strlen(set), "'") : 0;
    snprintf(out, LABEL_SIZE, "%.*s", (int)n, from ? from + strlen(set) : "");
}

/* Two arrays of n numbers in one. */
static double *room(int n, Error *e)
{
    double *xy = malloc(2 * sizeof *xy * (size_t)(n > 0 ? n : 1));
    if (!xy) error_memory(e);
    return xy;
}

static Status add_curve(const Figure *f, const Curve *c, json_t **plot, Error *e)
{
    double *x = room(c->samples, e), *y = x ? x + c->samples : NULL;
    if (!x) return CELLSIM_IO;
    for (int k = 0; k < c->samples; k++) {
        x[k] = curve_x(f, c, k);
        y[k] = curve_y(f, c, k);
    }
    const Status s = plot_add(
        plot, &(PlotSeries){c->label, c->colour, c->dash % DASHES, 0, c->samples, x, y}, e);
    free(x);
    return s;
}

static Status curves(Figure *f, json_t **plot, Error *e)
{
    char x[LABEL_SIZE], y[LABEL_SIZE];
    Text axes = {0};
    f->kind->curves->axes(f, figure_extent(f).x1, &axes);
    label_of(axes.data, "set xlabel '", x);
    label_of(axes.data, "set ylabel '", y);
    Status s = text_status(&axes, e);
    text_free(&axes);
    *plot = plot_lines(x, y);
    for (int k = 0; k < f->curves && !s; k++) s = add_curve(f, &f->curve[k], plot, e);
    return s;
}

/* Capacities of one direction against the cycle. */
static Status add_capacities(const Figure *f, int n, int charge, json_t **plot, Error *e)
{
    const Run *r = &f->report->run[f->run[n]];
    char loading[LABEL_SIZE] = "", name[2 * LABEL_SIZE], colour[COLOUR_SIZE];
    double *x = room(r->records, e), *y = x ? x + r->records : NULL;
    int points = 0;
    if (!x) return CELLSIM_IO;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if ((s->kind != STEP_CC && s->kind != STEP_CCCV) || s->current == 0 || (s->current > 0) != charge) continue;
        x[points] = s->cycle;
        y[points++] = figure_knows_loading(f) ? record_capacity_mAh_g(r, s)
                                              : fabs(s->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2;
    }
    if (f->runs > 1) run_label(f, n, loading), run_colour(f, n, colour);
    else colour_of(charge, COLOURS, colour);
    snprintf(name, sizeof name, "%s%s%s", loading, *loading ? ", " : "", charge ? "charge" : "discharge");
    const Status s = plot_add(plot, &(PlotSeries){name, colour, 0, 1 + charge, points, x, y}, e);
    free(x);
    return s;
}

/* The rates, over their cycles. */
static json_t *rate_marks(const Figure *f)
{
    char label[NUMBER_SIZE];
    json_t *marks = json_array();
    RateGroup g;
    for (int k = 0; rate_group_next(f, &k, &g);) {
        json_t *mark = json_object();
        rate_label(g.rate, label);
        json_put(&mark, "text", text_json(label));
        json_put(&mark, "from", json_integer(g.first));
        json_put(&mark, "to", json_integer(g.last));
        json_put(&mark, "y", number_json(g.top));
        json_append(&marks, mark);
    }
    return marks;
}

static Status rate_capability(Figure *f, json_t **plot, Error *e)
{
    Status s = CELLSIM_OK;
    *plot = plot_lines("Cycle number",
                       figure_knows_loading(f) ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    json_put(plot, "from_zero", json_true());
    json_put(plot, "marks", rate_marks(f));
    for (int k = 0; k < 2 * f->runs && !s; k++) s = add_capacities(f, k / 2, k % 2, plot, e);
    return s;
}

static Status nyquist(Figure *f, json_t **plot, Error *e)
{
    SpectrumLine line[MOST_LINES];
    const int n = spectra_lines(f, line);
    Status s = CELLSIM_OK;
    *plot = plot_lines("Z′ (Ω)", "−Z″ (Ω)");
    json_put(plot, "equal", json_true());
    for (int k = 0; k < n && !s; k++) {
        char name[LABEL_SIZE], colour[COLOUR_SIZE];
        const Spectrum *z = &line[k].run->spectrum[line[k].spectrum];
        double *x = room(z->points, e), *y = x ? x + z->points : NULL;
        if (!x) return CELLSIM_IO;
        for (int j = 0; j < z->points; j++) {
            x[j] = z->point[j].re / line[k].run->area;
            y[j] = -z->point[j].im / line[k].run->area;
        }
        spectrum_label(f, &line[k], name);
        spectrum_colour(f, line, n, k, colour);
        s = plot_add(plot, &(PlotSeries){name, colour, 0, 0, z->points, x, y}, e);
        free(x);
    }
    return s;
}

/* Voltage against time. */
static Status over_time(Figure *f, json_t **plot, Error *e)
{
    double end = 0;
    char label[LABEL_SIZE], name[LABEL_SIZE];
    Status s = CELLSIM_OK;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        if (r->samples > 0) end = fmax(end, r->sample[r->samples - 1].t);
    }
    snprintf(label, sizeof label, "Time (%s)", time_unit_name(time_unit(end)));
    voltage_label(f, name);
    *plot = plot_lines(label, name);
    for (int k = 0; k < f->runs && !s; k++) {
        const Run *r = &f->report->run[f->run[k]];
        char colour[COLOUR_SIZE];
        double *x = room(r->samples, e), *y = x ? x + r->samples : NULL;
        if (!x) return CELLSIM_IO;
        for (int j = 0; j < r->samples; j++) {
            x[j] = r->sample[j].t / time_unit(end);
            y[j] = r->sample[j].voltage;
        }
        run_label(f, k, name);
        run_colour(f, k, colour);
        s = plot_add(plot, &(PlotSeries){name, colour, 0, 0, r->samples, x, y}, e);
        free(x);
    }
    return s;
}

/* All runs of the figure, each with the steps that it holds. */
static Status inside(Figure *f, const char *type, json_t *(*of)(const Run *, const char *), json_t **plot, Error *e)
{
    json_t *runs = json_array();
    (void)e;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        char title[TITLE_SIZE], label[LABEL_SIZE] = "", name[TITLE_SIZE + LABEL_SIZE];
        run_title(r, title);
        if (f->report->card_of || !figure_is_varied(f)) run_label(f, k, label);
        snprintf(name, sizeof name, "%s%s%s", title, *label ? ", " : "", label);
        json_append(&runs, of(r, name));
    }
    *plot = json_object();
    json_put(plot, "type", json_string(type));
    json_put(plot, "runs", runs);
    return CELLSIM_OK;
}

static Status losses(Figure *f, json_t **plot, Error *e)
{
    char label[LABEL_SIZE];
    size_t k;
    json_t *run;
    const Status s = inside(f, "losses", plot_losses_of, plot, e);
    voltage_label(f, label);
    json_array_foreach(json_object_get(*plot, "runs"), k, run)
        if (json_object_set_new(run, "y", text_json(label))) return error_memory(e);
    return s;
}

static Status profiles(Figure *f, json_t **plot, Error *e)
{
    return inside(f, "profiles", plot_profiles_of, plot, e);
}

static const struct {
    void (*script)(Figure *f, Text *out);
    Status (*plot)(Figure *f, json_t **plot, Error *e);
} plots[] = {{script_curves, curves},   {script_rate_capability, rate_capability},
             {script_nyquist, nyquist}, {script_time, over_time},
             {script_losses, losses},   {script_profiles, profiles}};

/* Measured data over the simulated ones are in gnuplot's drawings alone, and what is drawn on request is not in the page. */
Status plot_of_figure(Figure *f, json_t **out, Error *e)
{
    Status s = CELLSIM_OK;
    *out = NULL;
    for (size_t k = 0; k < sizeof plots / sizeof *plots; k++) {
        if (plots[k].script != f->kind->script || f->report->measured || f->report->is_measured || f->kind->on_request)
            continue;
        s = plots[k].plot(f, out, e);
        if (!s && !*out) s = error_memory(e);
        if (!s) json_put(out, "title", text_json(f->stem));
        if (s || !*out) return json_decref(*out), *out = NULL, s ? s : error_memory(e);
        return CELLSIM_OK;
    }
    return CELLSIM_OK;
}
