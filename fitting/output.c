#include "output.h"

#include "../report/figures/script.h"
#include "../report/json_build.h"

#include <math.h>
#include <string.h>

static void cell(Text *out, double x, int digits, const char *end)
{
    text_number(out, x, digits);
    text_add(out, end);
}

void fit_csv_parameters(const FitProblem *q, const FitResult *r, Text *out)
{
    text_add(out, "parameter,value,low_95,high_95,coordinate,standard_error,start,lower_bound,upper_bound,identified");
    for (int k = 0; k < r->parameters; k++) text_addf(out, ",correlation_with_%s", q->parameter[k].path);
    for (int k = 0; k < r->parameters; k++) {
        const FitParameter *p = &q->parameter[k];
        text_addf(out, "\n%s,", p->path);
        cell(out, r->value[k], 10, ",");
        cell(out, r->low[k], 6, ",");
        cell(out, r->high[k], 6, p->logarithmic ? ",ln," : ",share of bounds,");
        cell(out, r->se[k], 6, ",");
        cell(out, p->start, 10, ",");
        cell(out, p->low, 10, ",");
        cell(out, p->high, 10, r->open[k] ? ",no" : ",yes");
        for (int j = 0; j < r->parameters; j++) {
            text_add(out, ",");
            cell(out, r->correlation[k][j], 6, "");
        }
    }
    text_add(out, "\n");
}

/* What the points of a kind are drawn against: mAh passed in the leg or, without a current, h; V; Hz; the number. */
static double place(const FitProblem *q, const FitData *d, const FitPoint *p)
{
    (void)q;
    if (p->kind >= FIT_IMPEDANCE) return p->at;
    const FitLeg *leg = &d->leg[p->leg];
    if (p->kind == FIT_CURRENT) return leg->slope != 0 ? leg->value + leg->slope * (p->at - leg->t0) : p->at / 3600;
    return leg->value != 0 ? fabs(leg->value) * (p->at - leg->t0) / 3.6 : p->at / 3600;
}

/* Points of a kind in the order of the table; spectra: all Z', then all Z''. `block` counts the legs (or parts) of a file. */
static const FitPoint *next_point(const FitData *d, FitKind kind, int *k, int *block)
{
    const int impedance = kind == FIT_IMPEDANCE, n = d->points;
    for (++*k; *k < (impedance ? 2 * n : n); ++*k) {
        const FitPoint *p = &d->point[*k % n];
        const int part = *k / n, leg = impedance ? part : p->leg;
        if (p->kind != kind || (impedance && *k % n % 2 != part)) continue;
        *block = leg;
        return p;
    }
    return NULL;
}

static void write_point(const FitProblem *q, const FitData *d, const FitPoint *p, int block, Text *out)
{
    text_addf(out, "%s,%d,", d->name, block);
    cell(out, p->at, 10, ",");
    cell(out, place(q, d, p), 8, ",");
    cell(out, p->measured * p->scale, 8, ",");
    cell(out, p->model * p->scale, 8, ",");
    cell(out, (p->model - p->measured) * fit_kind_factor(p->kind), 5, "\n");
}

/* Blank lines set legs apart: gnuplot draws no line across them. */
void fit_csv_points(const FitProblem *q, FitKind kind, Text *out)
{
    static const char *const headings[] = {"file,leg,time_s,x,measured_V,fit_V,residual_mV",
                                           "file,leg,time_s,x,measured_A,fit_A,residual_percent",
                                           "file,part,frequency_Hz,x,measured_ohm,fit_ohm,residual_percent",
                                           "file,leg,target,x,paper,fit,residual_tolerances"};
    int written = 0;
    text_addf(out, "%s\n", headings[kind]);
    for (int f = 0; f < q->files; f++) {
        const FitPoint *p;
        for (int k = -1, block = -1, last = -1; (p = next_point(&q->file[f], kind, &k, &block)); last = block) {
            if (written++ && block != last) text_add(out, "\n");
            write_point(q, &q->file[f], p, block, out);
        }
    }
}

void fit_csv_profiles(const FitProblem *q, const FitResult *r, Text *out)
{
    text_add(out, "parameter,value,sum_of_squares,sum_at_95_percent\n");
    for (int k = 0; k < r->parameters; k++)
        for (int j = 0; j < PROFILE_POINTS; j++) {
            text_addf(out, "%s,", q->parameter[k].path);
            cell(out, r->profile[k].value[j], 10, ",");
            cell(out, r->profile[k].squares[j], 8, ",");
            cell(out, r->squares * (1 + r->t * r->t / fmax(r->freedom, 1)), 8, "\n");
        }
}

/* --- JSON ------------------------------------------------------------------------------------------------------------ */

static json_t *profile_json(const FitProfile *p)
{
    json_t *o = json_object(), *values = json_array(), *squares = json_array();
    for (int j = 0; j < PROFILE_POINTS; j++) {
        json_append(&values, number_json(p->value[j]));
        json_append(&squares, number_json(p->squares[j]));
    }
    json_put(&o, "value", values);
    json_put(&o, "sum_of_squares", squares);
    json_put(&o, "low_95", number_json(p->low));
    json_put(&o, "high_95", number_json(p->high));
    return o;
}

static json_t *parameter_json(const FitProblem *q, const FitResult *r, int k)
{
    const FitParameter *p = &q->parameter[k];
    json_t *o = json_object(), *correlation = json_array();
    json_put(&o, "path", text_json(p->path));
    json_put(&o, "value", number_json(r->value[k]));
    json_put(&o, "low_95", number_json(r->low[k]));
    json_put(&o, "high_95", number_json(r->high[k]));
    json_put(&o, "logarithmic", json_boolean(p->logarithmic));
    json_put(&o, "standard_error", number_json(r->se[k]));
    json_put(&o, "start", number_json(p->start));
    json_put(&o, "lower_bound", number_json(p->low));
    json_put(&o, "upper_bound", number_json(p->high));
    json_put(&o, "at_bound", json_boolean(r->at_bound[k]));
    json_put(&o, "identified", json_boolean(!r->open[k]));
    for (int j = 0; j < r->parameters; j++) json_append(&correlation, number_json(r->correlation[k][j]));
    json_put(&o, "correlation", correlation);
    if (r->profiles) json_put(&o, "profile", profile_json(&r->profile[k]));
    return o;
}

static json_t *residuals_json(const FitResult *r)
{
    json_t *list = json_array();
    for (FitKind kind = 0; kind < FIT_KINDS; kind++) {
        if (!r->count[kind]) continue;
        json_t *o = json_object();
        json_put(&o, "kind", json_string(fit_kind_name(kind)));
        json_put(&o, "points", json_integer(r->count[kind]));
        json_put(&o, "rms", number_json(r->rms[kind] * fit_kind_factor(kind)));
        json_put(&o, "unit", json_string(fit_kind_unit(kind)));
        json_append(&list, o);
    }
    return list;
}

json_t *fit_json(const FitProblem *q, const FitResult *r, const FitNotes *n)
{
    json_t *o = json_object(), *parameters = json_array(), *notes = json_array(), *files = json_array();
    for (int k = 0; k < r->parameters; k++) json_append(&parameters, parameter_json(q, r, k));
    for (int k = 0; k < n->notes; k++) json_append(&notes, text_json(n->note[k]));
    for (int k = 0; k < q->files; k++) json_append(&files, text_json(q->file[k].path));
    json_put(&o, "cell", text_json(card_name(q->card)));
    json_put(&o, "files", files);
    json_put(&o, "parameters", parameters);
    json_put(&o, "residuals", residuals_json(r));
    json_put(&o, "points", json_integer(r->points));
    json_put(&o, "degrees_of_freedom", json_integer(r->freedom));
    json_put(&o, "neighbour_correlation", number_json(r->memory));
    json_put(&o, "starts", json_integer(r->starts));
    json_put(&o, "starts_agreeing", json_integer(r->agreeing));
    json_put(&o, "evaluations", json_integer(r->evaluations));
    json_put(&o, "notes", notes);
    return o;
}

/* --- figures --------------------------------------------------------------------------------------------------------- */

/* Blocks of a file in the table of a kind. */
static int blocks_of(const FitData *d, FitKind kind)
{
    int n = 0;
    for (int k = -1, block = -1, last = -1; next_point(d, kind, &k, &block); last = block) n += block != last;
    return n;
}

static void plot(const FitProblem *q, FitKind kind, const char *columns, const char *style, int titled, Text *out)
{
    int block = 0, first = 1;
    for (int f = 0; f < q->files; f++) {
        const int n = blocks_of(&q->file[f], kind);
        if (n == 0) continue;
        text_addf(out, "%s'fit_%s.csv' skip 1 every :::%d::%d using %s with %s linecolor '%s' ",
                  first ? "    plot " : ", \\\n         ", fit_kind_name(kind), block, block + n - 1, columns, style,
                  figure_colours[f % COLOURS]);
        text_add(out, titled ? "title " : "notitle");
        if (titled) script_quoted(out, q->file[f].name);
        first = 0;
        block += n;
    }
}

/* Tics of about four steps over what the points of a kind span: measured, in its unit; residuals. */
static void axis_tics(const FitProblem *q, FitKind kind, int residuals, Text *out)
{
    double low = INFINITY, high = -INFINITY;
    const FitPoint *p;
    for (int f = 0; f < q->files; f++)
        for (int k = -1, block = -1; (p = next_point(&q->file[f], kind, &k, &block));) {
            const double y = residuals ? (p->model - p->measured) * fit_kind_factor(kind) : p->measured * p->scale;
            low = fmin(low, y);
            high = fmax(high, y);
        }
    script_tics(high - low, 4, out);
}

void fit_script(const FitProblem *q, FitKind kind, const char *title, const char *stem, Text *out)
{
    static const char *const x[] = {"Capacity of the step (mAh); rests: time (h)", "Voltage (V); holds: time (h)",
                                    "Frequency (Hz)", "Target"};
    static const char *const y[] = {"Voltage (V)", "Current (A)", "Z\342\200\262 and Z\342\200\263 (ohm)",
                                    "Tolerances"};
    text_addf(out, "# A fit: measured (points), model (lines), residuals. Edit, then run `gnuplot %s.gp` here.\n",
              stem);
    text_addf(out, "if (!exists('stem')) stem = '%s'\n", stem);
    script_styles(out);
    text_add(out, "set encoding utf8\nset datafile separator comma\n");
    text_add(out,
             "set border linewidth 1.5\nset tics scale 0.8 nomirror\nset minussign\nset key samplen 2 font ',16'\n");
    if (kind == FIT_IMPEDANCE) text_add(out, "set logscale x\n");
    script_formats(out);
    text_add(out, "    set multiplot; set lmargin at screen 0.18; set rmargin at screen 0.97\n"
                  "    set tmargin at screen 0.92; set bmargin at screen 0.44; set format x ''\n    set title ");
    script_quoted(out, title);
    text_addf(out, " font ',18' offset 0,-0.5\n    set xlabel ''; set ylabel '%s'\n", y[kind]);
    axis_tics(q, kind, 0, out);
    plot(q, kind, "4:5", "points pointtype 6 pointsize 0.5*points", 1, out);
    text_add(out, ", \\\n");
    Text lines = {0};
    plot(q, kind, "4:6", "lines linewidth 2", 0, &lines);
    text_add(out, lines.data ? lines.data + strlen("    plot ") : "");
    out->failed |= lines.failed;
    text_free(&lines);
    text_addf(out, "\n    unset title; set tmargin at screen 0.40; set bmargin at screen 0.16; set format x '%s'\n",
              kind == FIT_IMPEDANCE ? "10^{%T}" : "% h");
    text_addf(out, "    set ylabel 'Residual (%s)'\n    set xlabel '%s'\n    set xzeroaxis\n", fit_kind_unit(kind),
              x[kind]);
    axis_tics(q, kind, 1, out);
    plot(q, kind, "4:7", "points pointtype 7 pointsize 0.4*points", 0, out);
    text_add(out, "\n    unset multiplot\n");
    script_end(out);
}
