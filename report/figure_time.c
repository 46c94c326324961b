/* Any other protocol: voltage and current against time. */
#include "figure.h"

#include "../model/constants.h"

enum { MOST_POINTS = 5000 };

static double duration(const Figure *f)
{
    double t = 0;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        if (r->samples > 0 && r->sample[r->samples - 1].t > t) t = r->sample[r->samples - 1].t;
    }
    return t;
}

static void panel(const Figure *f, double unit_s, const char *column, int titled, Text *out)
{
    char stem[STEM_SIZE], loading[LABEL_SIZE];
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        run_stem(f->report->run, f->run[k], f->report->runs, stem);
        loading_label(r, loading);
        text_addf(out, "        '%s.bdf.csv' skip 1 every %d using ($1/", stem, r->samples / MOST_POINTS + 1);
        text_number(out, unit_s, 6);
        text_addf(out, "):%s with lines linewidth 2 linecolor '%s' ", column, figure_colours[k % COLOURS]);
        if (titled && *loading) text_addf(out, "title '%s'", loading);
        else text_add(out, "notitle");
        text_add(out, k + 1 < f->runs ? ", \\\n" : "\n");
    }
}

void script_time(const Figure *f, Text *out)
{
    const double t = duration(f), unit = t > 2 * SECONDS_PER_HOUR ? SECONDS_PER_HOUR : t > 600 ? 60.0 : 1.0;
    script_begin(f, "voltage and current against time", out);
    text_add(out, "set xrange [0:");
    text_number(out, t > 0 ? t / unit : 1.0, 6);
    text_add(out, "]\n");
    script_formats(out);
    text_add(out, "    set multiplot\n"
                  "    set lmargin at screen 0.16\n"
                  "    set rmargin at screen 0.97\n"
                  "    set tmargin at screen 0.93\n"
                  "    set bmargin at screen 0.42\n"
                  "    set format x ''\n"
                  "    set xlabel ''\n"
                  "    set ylabel 'Voltage (V)' offset screen 0.01,0\n"
                  "    set key at screen 0.97,0.985 right top horizontal\n");
    panel(f, unit, "2", 1, out);
    text_add(out, "    set tmargin at screen 0.39\n"
                  "    set bmargin at screen 0.15\n"
                  "    set format x '%g'\n"
                  "    set xzeroaxis dashtype 3 linecolor '#888888'\n");
    text_addf(out, "    set xlabel 'Time (%s)'\n    set ylabel 'Current (mA)' offset screen 0.01,0\n",
              unit > 60  ? "h"
              : unit > 1 ? "min"
                         : "s");
    panel(f, unit, "($3*1000)", 0, out);
    text_add(out, "    unset multiplot\n    unset xzeroaxis\n");
    script_end(out);
}
