/* Figures of a sweep, drawn from its tables: every answer against every input, over pairs of inputs, two answers, indices. */
#include "export.h"

#include "../report/figures/gnuplot.h"
#include "../report/figures/script.h"
#include "../report/files.h"
#include "../report/folder.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_DRAWN = 20000, MOST_PAIRED = 4, MOST_FIGURES = MOST_RESPONSES + 3 };
static const double DRAWING_S = 60;

typedef struct Figures {
    const Plan *plan;
    const Summary *of;
    const char *dir;
    int jobs;
    GnuplotJob job[MOST_FIGURES];
    char stem[MOST_FIGURES][112];
} Figures;

/* --- parts ----------------------------------------------------------------------------------------------------------- */

static void begin(const Figures *f, const char *stem, const char *what, int width, int height, Text *out)
{
    text_addf(out, "# %s of a sweep of ", what);
    script_comment(out, f->plan->card);
    text_addf(out, ". Edit, then run `gnuplot %s.gp` here.\nif (!exists('stem')) stem = '%s'\n", stem, stem);
    script_styles(out);
    text_add(out, "set encoding utf8\nset datafile separator comma\nset border linewidth 1.5\nset tics nomirror\n"
                  "set minussign\nunset key\n");
    script_formats_of(width, height, out);
    text_add(
        out,
        "    set tics font ',12'\n    set xlabel font ',13'\n    set ylabel font ',13'\n    set cblabel font ',13'\n"
        "    set title font ',14'\n");
}

/* "'designs.csv' skip 1 every 7 using " */
static void designs(const Figures *f, Text *out)
{
    const uint64_t every = 1 + f->of->rows / MOST_DRAWN;
    text_addf(out, "'designs.csv' skip 1 every %llu using ", (unsigned long long)every);
}

static void input_axis(const Figures *f, const char *axis, int k, Text *out)
{
    const Input *in = &f->plan->design.input[k];
    text_addf(out, "    set %slabel ", axis);
    script_quoted(out, in->path);
    text_addf(out, "\n    %s %s\n    ", in->logarithmic ? "set logscale" : "unset logscale", axis);
    script_range(out, axis, in->low, in->high);
}

static void response_label(const Figures *f, const char *axis, int k, Text *out)
{
    const Target *t = &f->plan->response[k].target;
    char label[112], cycle[24] = "";
    if (t->cycle) snprintf(cycle, sizeof cycle, ", cycle %d", t->cycle);
    snprintf(label, sizeof label, "%s (%s)%s", t->quantity, t->unit, cycle);
    text_addf(out, "    set %slabel ", axis);
    script_quoted(out, label);
    text_add(out, "\n");
}

/* Takes the script over. */
static Status finish(Figures *f, const char *stem, Text *script, Error *e)
{
    GnuplotJob *job = &f->job[f->jobs];
    script_end(script);
    snprintf(f->stem[f->jobs], sizeof f->stem[0], "%s", stem);
    snprintf(job->script, sizeof job->script, "%s.gp", stem);
    snprintf(job->output, sizeof job->output, FOLDER_HIDDEN "%s.%ld.tmp", stem, (long)getpid());
    f->jobs++;
    return file_write_last(f->dir, job->script, script, e);
}

/* --- figures --------------------------------------------------------------------------------------------------------- */

static int column_of(const Figures *f, int response)
{
    return 2 + f->plan->design.inputs + response;
}

static Status draw_answers(Figures *f, Error *e)
{
    Text out = {0};
    const int rows = f->plan->responses, columns = f->plan->design.inputs;
    begin(f, "answers", "Answers against inputs", 200 + 320 * columns, 120 + 260 * rows, &out);
    text_addf(&out, "    set multiplot layout %d,%d\n", rows, columns);
    for (int k = 0; k < rows; k++)
        for (int j = 0; j < columns; j++) {
            if (f->of->answered[k] == 0) continue;
            input_axis(f, "x", j, &out);
            response_label(f, "y", k, &out);
            text_add(&out, "    plot ");
            designs(f, &out);
            text_addf(&out, "%d:%d with points pointtype 7 pointsize 0.3*points linecolor '%s'\n", 2 + j,
                      column_of(f, k), figure_colours[k % COLOURS]);
        }
    text_add(&out, "    unset multiplot\n");
    return finish(f, "answers", &out, e);
}

/* Colours over the pairs of the first inputs. */
static Status draw_map(Figures *f, int k, Error *e)
{
    Text out = {0};
    char stem[112];
    const int inputs = f->plan->design.inputs < MOST_PAIRED ? f->plan->design.inputs : MOST_PAIRED,
              pairs = inputs * (inputs - 1) / 2;
    const int columns = pairs < 3 ? pairs : 3, rows = (pairs + columns - 1) / columns;
    snprintf(stem, sizeof stem, "map_%s", f->plan->response[k].column);
    begin(f, stem, "An answer over pairs of inputs", 480 * columns, 420 * rows, &out);
    text_addf(&out,
              "    set palette defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')\n    set "
              "multiplot layout %d,%d\n",
              rows, columns);
    response_label(f, "cb", k, &out);
    for (int j = 1; j < inputs; j++)
        for (int i = 0; i < j; i++) {
            input_axis(f, "x", i, &out);
            input_axis(f, "y", j, &out);
            text_add(&out, "    plot ");
            designs(f, &out);
            text_addf(&out, "%d:%d:%d with points pointtype 7 pointsize 0.5*points palette\n", 2 + i, 2 + j,
                      column_of(f, k));
        }
    text_add(&out, "    unset multiplot\n");
    return finish(f, stem, &out, e);
}

static Status draw_front(Figures *f, Error *e)
{
    Text out = {0};
    begin(f, "pareto", "Two answers, and the designs that none exceeds in both", 800, 600, &out);
    response_label(f, "x", 0, &out);
    response_label(f, "y", 1, &out);
    text_add(&out, "    plot ");
    designs(f, &out);
    text_addf(&out, "%d:%d with points pointtype 7 pointsize 0.3*points linecolor '#b0b0b0', \\\n", column_of(f, 0),
              column_of(f, 1));
    text_addf(&out,
              "         'pareto.csv' skip 1 using 2:3 with linespoints pointtype 7 pointsize 0.6*points linewidth 2 "
              "linecolor '%s'\n",
              figure_colours[0]);
    return finish(f, "pareto", &out, e);
}

/* First order and total of every input, side by side; a plot for each answer. */
static Status draw_indices(Figures *f, Error *e)
{
    Text out = {0};
    const int inputs = f->plan->design.inputs;
    begin(f, "sensitivity", "Sobol' indices", 800, 80 + 380 * f->plan->responses, &out);
    text_addf(&out,
              "    set style fill solid\n    set boxwidth 0.35\n    set key top right noenhanced font ',13'\n    set "
              "multiplot layout %d,1\n"
              "    set yrange [0:*]\n    set xtics noenhanced rotate by 20 right\n    set xrange [-0.6:%d.6]\n",
              f->plan->responses, inputs - 1);
    for (int k = 0; k < f->plan->responses; k++) {
        if (isnan(f->of->sensitivity[k].first[0])) continue;
        response_label(f, "x", k, &out);
        text_add(&out, "    set ylabel 'share of the variance'\n");
        const int first = k * inputs, last = first + inputs - 1;
        text_addf(&out,
                  "    plot 'sensitivity.csv' skip 1 every ::%d::%d using ($0-0.2):3:4:xtic(2) with boxerrorbars "
                  "linecolor '%s' title 'first order', \\\n",
                  first, last, figure_colours[0]);
        text_addf(
            &out,
            "         '' skip 1 every ::%d::%d using ($0+0.2):5:6 with boxerrorbars linecolor '%s' title 'total'\n",
            first, last, figure_colours[1]);
    }
    text_add(&out, "    unset multiplot\n");
    return finish(f, "sensitivity", &out, e);
}

static int has_indices(const Summary *of)
{
    int some = 0;
    for (int k = 0; k < of->sensitivities; k++) some |= !isnan(of->sensitivity[k].first[0]);
    return some;
}

static Status publish(const Figures *f, int k, Error *e)
{
    char name[160], drawn[GNUPLOT_SCRIPT_SIZE + 8];
    Status status = CELLSIM_OK;
    for (int format = 0; format < 2 && !status; format++) {
        const char *end = format ? ".png" : ".svg";
        snprintf(name, sizeof name, "%s%s", f->stem[k], end);
        snprintf(drawn, sizeof drawn, "%s%s", f->job[k].output, end);
        status = file_stage_as(f->dir, drawn, name, e);
    }
    return status;
}

Status sweep_draw(const Plan *plan, const Summary *of, const char *dir, int at_a_time, int *figures, int *drawn,
                  Error *e)
{
    Figures f = {.plan = plan, .of = of, .dir = dir};
    Status status = draw_answers(&f, e);
    for (int k = 0; k < plan->responses && !status && plan->design.inputs > 1; k++)
        if (of->answered[k]) status = draw_map(&f, k, e);
    if (!status && of->front > 0) status = draw_front(&f, e);
    if (!status && has_indices(of)) status = draw_indices(&f, e);
    if (!status) gnuplot_run(dir, f.jobs, f.job, at_a_time, DRAWING_S, NULL, NULL);
    *figures = f.jobs;
    *drawn = 0;
    for (int k = 0; k < f.jobs && !status; k++) {
        if (!f.job[k].done) continue;
        status = publish(&f, k, e);
        ++*drawn;
    }
    return status ? status : files_publish(dir, e);
}
