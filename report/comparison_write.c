/* The table of comparisons: as CSV, as JSON, for a terminal. */
#include "comparison.h"
#include "json_build.h"

#include <math.h>
#include <string.h>

static const char *kind_name(const Report *r, const Comparison *c)
{
    switch (c->kind) {
    case COMPARED_CURVE: return record_direction(&r->measured->record[c->index]);
    case COMPARED_SWEEP: {
        const StepRecord *s = &r->measured->record[c->index];
        return s->v_end > s->v_start ? "sweep up" : "sweep down";
    }
    case COMPARED_CURRENT: return "current";
    case COMPARED_TITRATION: return r->as_measured ? "as measured" : r->pulses >> c->file & 1 ? "pulses" : "titration";
    case COMPARED_SPECTRUM: return "spectrum";
    }
    return "";
}

static const char *unit_name(const Comparison *c)
{
    if (c->kind == COMPARED_SPECTRUM) return "% of |Z|";
    if (c->kind != COMPARED_SWEEP && c->kind != COMPARED_CURRENT) return "mV";
    return c->per_mass ? "mA g-1" : "mA cm-2";
}

/* Rates in the unit of cards: mA/g or mA/cm2, mV/s; spectra: V. */
static double shown_rate(const Comparison *c, double rate)
{
    if (c->kind == COMPARED_SWEEP) return rate * MV_PER_V;
    return c->kind == COMPARED_CURVE && !c->per_mass ? rate * MA_CM2_PER_A_M2 : rate;
}

static const char *rate_unit(const Comparison *c)
{
    if (c->kind == COMPARED_SPECTRUM) return "V";
    if (c->kind == COMPARED_TITRATION || c->kind == COMPARED_CURRENT) return "";
    if (c->kind == COMPARED_SWEEP) return "mV s-1";
    return c->per_mass ? "mA g-1" : "mA cm-2";
}

static int cycle_of(const Report *r, const Comparison *c)
{
    return c->kind == COMPARED_SPECTRUM ? r->measured->spectrum[c->index].cycle : r->measured->record[c->index].cycle;
}

static int counterpart_cycle(const Report *r, const Comparison *c)
{
    const Run *run = &r->run[c->run];
    return c->kind == COMPARED_SPECTRUM ? run->spectrum[c->counterpart].cycle : run->record[c->counterpart].cycle;
}

static double percent(const Comparison *c)
{
    return 100 * (c->capacity_of_counterpart / c->capacity - 1);
}

/* --- CSV --------------------------------------------------------------------------------------------------------- */

static void field(Text *out, double x, int digits)
{
    text_add(out, ",");
    text_number(out, x, digits);
}

/* Quoted: names of files may hold anything. */
static void quoted(Text *out, const char *s)
{
    text_add(out, "\"");
    for (; *s; s++) text_bytes(out, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
    text_add(out, "\"");
}

static void row(const Report *r, const Comparison *c, Text *out)
{
    quoted(out, r->with[c->file]);
    text_addf(out, ",%s,%d,%s", kind_name(r, c), cycle_of(r, c), rate_unit(c));
    field(out, shown_rate(c, c->rate), 6);
    text_add(out, ",");
    if (c->run >= 0) quoted(out, r->run[c->run].protocol);
    text_add(out, ",");
    if (c->run >= 0) text_addf(out, "%d", counterpart_cycle(r, c));
    field(out, shown_rate(c, c->rate_of_counterpart), 6);
    text_addf(out, ",%s", unit_name(c));
    field(out, c->deviation.rms, 6);
    field(out, c->deviation.mean, 6);
    field(out, c->deviation.largest, 6);
    text_addf(out, ",%s", c->kind != COMPARED_CURVE ? "" : c->per_mass ? "mAh g-1" : "mAh cm-2");
    field(out, c->capacity, 6);
    field(out, c->capacity_of_counterpart, 6);
    field(out, c->capacity_of_counterpart - c->capacity, 6);
    field(out, percent(c), 6);
    text_add(out, ",");
    quoted(out, c->why);
    text_add(out, "\n");
}

void csv_comparison(const Report *r, Text *out)
{
    text_add(out, "File,Curve,Cycle Count / 1,Rate Unit,Measured Rate,Protocol,Simulated Cycle / 1,Simulated "
                  "Rate,Deviation Unit,RMS,Mean "
                  "(simulated less measured),Largest,Capacity Unit,Measured Capacity,Simulated Capacity,Capacity "
                  "Deviation,Capacity Deviation / %,Why Not\n");
    for (int k = 0; k < r->comparisons; k++) row(r, &r->comparison[k], out);
}

/* --- JSON -------------------------------------------------------------------------------------------------------- */

static json_t *object(const Report *r, const Comparison *c)
{
    json_t *o = json_object();
    const int found = c->run >= 0;
    json_put(&o, "file", text_json(r->with[c->file]));
    json_put(&o, "curve", text_json(kind_name(r, c)));
    json_put(&o, "cycle", json_integer(cycle_of(r, c)));
    json_put(&o, "rate_unit", text_json(rate_unit(c)));
    json_put(&o, "rate", number_json(shown_rate(c, c->rate)));
    json_put(&o, "experiment", found ? text_json(r->run[c->run].protocol) : json_null());
    json_put(&o, "simulated_cycle", found ? json_integer(counterpart_cycle(r, c)) : json_null());
    json_put(&o, "simulated_rate", number_json(shown_rate(c, c->rate_of_counterpart)));
    json_put(&o, "unit", text_json(unit_name(c)));
    json_put(&o, "rms", number_json(c->deviation.rms));
    json_put(&o, "mean", number_json(c->deviation.mean));
    json_put(&o, "largest", number_json(c->deviation.largest));
    json_put(&o, "capacity_unit", text_json(c->kind != COMPARED_CURVE ? "" : c->per_mass ? "mAh g-1" : "mAh cm-2"));
    json_put(&o, "capacity", number_json(c->capacity));
    json_put(&o, "simulated_capacity", number_json(c->capacity_of_counterpart));
    json_put(&o, "capacity_deviation", number_json(c->capacity_of_counterpart - c->capacity));
    json_put(&o, "capacity_deviation_percent", number_json(percent(c)));
    if (*c->why) json_put(&o, "why_not", text_json(c->why));
    return o;
}

json_t *comparison_json(const Report *r)
{
    json_t *list = json_array();
    for (int k = 0; k < r->comparisons; k++) json_append(&list, object(r, &r->comparison[k]));
    return list;
}

/* --- a terminal -------------------------------------------------------------------------------------------------- */

enum { MOST_PRINTED = 40 };

static void print_row(const Report *r, const Comparison *c, FILE *out)
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE], d[NUMBER_SIZE], p[NUMBER_SIZE + 8];
    fprintf(out, "  %-20.20s %-10s %3d %8s %-7s ", r->with[c->file], kind_name(r, c), cycle_of(r, c),
            number_text(shown_rate(c, c->rate), 4, a), rate_unit(c));
    if (*c->why) {
        fprintf(out, "not compared: %s\n", c->why);
        return;
    }
    fprintf(out, "%9s %9s %9s %-8s", number_text(c->deviation.rms, 3, a), number_text(c->deviation.mean, 3, b),
            number_text(c->deviation.largest, 3, d), unit_name(c));
    if (c->kind == COMPARED_CURVE)
        fprintf(out, " %8s %-8s %8s", number_text(c->capacity_of_counterpart - c->capacity, 3, a),
                c->per_mass ? "mAh g-1" : "mAh cm-2", percent_text(percent(c), 1, p));
    fputc('\n', out);
}

int comparison_is_followed(const Report *r, int k)
{
    const int n = r->comparisons;
    const Comparison *c = r->comparison;
    for (int j = k + 1; j < n && c[j].file == c[k].file && c[k].kind <= COMPARED_SWEEP; j++)
        if (c[j].kind == c[k].kind && !strcmp(kind_name(r, &c[j]), kind_name(r, &c[k])) && !*c[j].why == !*c[k].why &&
            !(fabs(c[j].rate - c[k].rate) > 0.02 * c[k].rate))
            return 1;
    return 0;
}

void comparison_print(const Report *r, FILE *out)
{
    const int n = r->comparisons;
    const Comparison *c = r->comparison;
    if (!r->measured) return;
    fputs("\nsimulated less measured   curve      cycle   rate                  RMS      mean   largest           "
          "capacity\n",
          out);
    int printed = 0;
    for (int k = 0; k < n; k++)
        if (!comparison_is_followed(r, k) && printed++ < MOST_PRINTED) print_row(r, &c[k], out);
    if (n > printed || printed > MOST_PRINTED)
        fputs("  comparison.csv has every cycle; here stands the last one at each rate\n", out);
    if (n == 0) fputs("  the measured data hold no curve, sweep, titration or spectrum: nothing is compared\n", out);
    fputs("  figures of analyses (dQ/dV, b values, Dunn, diffusivities) are of the simulation: analyze draws those of the data\n", out);
}
