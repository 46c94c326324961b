/* What a move gives, for the page. */
#include "move.h"

#include "../api/api.h"
#include "../fitting/rewrite.h"
#include "../report/page/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void error_json(const cellsim_error *error, Text *out)
{
    json_t *o = json_object();
    json_put(&o, "error", text_json(error->message));
    json_put(&o, "hint", text_json(error->hint));
    json_print(o, JSON_COMPACT, out);
    json_decref(o);
}

/* Voltage against capacity of every step. */
static json_t *curves(const Run *r)
{
    json_t *plot =
        plot_lines(r->loading > 0 ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})", "Voltage (V)");
    double *x = malloc(2 * sizeof *x * (size_t)(r->samples + 1)), *y = x ? x + r->samples : NULL;
    Status s = x ? CELLSIM_OK : CELLSIM_IO;
    for (int k = 0; k < r->records && !s; k++) {
        const StepRecord *step = &r->record[k];
        const int n = record_samples(r, step), charge = step->charge > 0;
        char name[LABEL_SIZE] = "";
        for (int j = 0; j < n; j++) {
            const Sample *at = &r->sample[step->first_sample + j];
            const double q = fabs(at->charge - r->sample[step->first_sample].charge) / 3600; /* Ah/m2 */
            x[j] = r->loading > 0 ? q / r->loading : q * MAH_CM2_PER_AH_M2;
            y[j] = at->voltage;
        }
        if (k % 2 == 0) {
            rate_label(step->c_rate, name);
            if (k == 0) strcat(name, " (charge dashed)");
        }
        s = plot_add(&plot, &(PlotSeries){name, figure_colours[k / 2 % COLOURS], charge, 0, n, x, y}, NULL);
    }
    free(x);
    if (s) return json_decref(plot), NULL;
    return plot;
}

static json_t *step_json(const Run *r, const StepRecord *s)
{
    char label[LABEL_SIZE];
    json_t *o = json_object();
    record_label(s, label);
    json_put(&o, "name", text_json(label));
    json_put(&o, "mAh_g", number_json(record_capacity_mAh_g(r, s)));
    json_put(&o, "mAh_cm2", number_json(fabs(s->charge) / 3600 * MAH_CM2_PER_AH_M2));
    json_put(&o, "V", number_json(s->mean_voltage));
    json_put(&o, "mWh_cm2", number_json(fabs(s->energy) / 3600 * MWH_CM2_PER_WH_M2));
    json_put(&o, "salt", number_json(s->c_e_min));
    json_put(&o, "end", json_string(end_words(s->end)));
    return o;
}

static json_t *layer(const char *name, double m, double porosity)
{
    json_t *o = json_object();
    json_put(&o, "name", json_string(name));
    json_put(&o, "um", number_json(m * UM_PER_M));
    json_put(&o, "porosity", number_json(porosity));
    return o;
}

/* Thicknesses, for the drawing of the cell. */
static json_t *layers(const Card *card)
{
    CellSpec c = {0};
    json_t *list = json_array();
    if (card_cell(card, NAN, &c, NULL)) return list;
    json_append(&list, c.half_cell ? layer("foil", 0, NAN)
                                   : layer("negative", c.region[NEGATIVE].thickness, c.region[NEGATIVE].porosity));
    json_append(&list, layer("separator", c.region[SEPARATOR].thickness, c.region[SEPARATOR].porosity));
    json_append(&list, layer(c.half_cell ? "electrode" : "positive", c.region[POSITIVE].thickness,
                             c.region[POSITIVE].porosity));
    cell_spec_free(&c);
    return list;
}

static json_t *whole(const Run *r, const Card *card, cellsim_status status, const cellsim_error *error)
{
    json_t *o = json_object(), *steps = json_array();
    for (int k = 0; k < r->records; k++) json_append(&steps, step_json(r, &r->record[k]));
    json_put(&o, "status", json_string(cellsim_status_name(status)));
    json_put(&o, "message", text_json(status ? error->message : ""));
    json_put(&o, "loading", r->loading > 0 ? number_json(r->loading * MG_CM2_PER_KG_M2) : json_null());
    json_put(&o, "layers", layers(card));
    json_put(&o, "steps", steps);
    json_put(&o, "curves", curves(r));
    json_put(&o, "losses", plot_losses_of(r, ""));
    json_put(&o, "profiles", plot_profiles_of(r, ""));
    return o;
}

/* Results of a move that has some; NULL: *out has the error. */
static cellsim_results *results_of(const Move *m, BenchCard *c, cellsim_status *status, cellsim_error *error, Text *out)
{
    cellsim_results *r = NULL;
    *status = move_run(m, c, &r, error);
    if (r && r->runs > 0) return r;
    cellsim_results_free(r);
    error_json(error, out);
    return NULL;
}

cellsim_status move_json(const Move *m, BenchCard *c, Text *out)
{
    cellsim_status status;
    cellsim_error error;
    cellsim_results *r = results_of(m, c, &status, &error, out);
    if (!r) return status;
    json_t *o = whole(&r->run[0], c->card->card, status, &error);
    json_print(o, JSON_COMPACT | JSON_REAL_PRECISION(PLOT_DIGITS), out);
    json_decref(o);
    cellsim_results_free(r);
    return out->failed ? CELLSIM_IO : CELLSIM_OK;
}

cellsim_status move_csv(const Move *m, BenchCard *c, Text *out)
{
    enum { DIGITS = 12 };
    static const char *const names[] = {"step",      "time_s",         "voltage_V",
                                        "current_A", "capacity_mAh_g", "capacity_mAh_cm2"};
    enum { COLUMNS_OUT = sizeof names / sizeof *names };
    const double *column[COLUMNS_OUT];
    size_t rows = 0;
    cellsim_status status;
    cellsim_error error;
    cellsim_results *r = results_of(m, c, &status, &error, out);
    if (!r) return status;
    for (int k = 0; k < COLUMNS_OUT; k++) {
        column[k] = cellsim_column(r, 0, CELLSIM_SERIES, 0, names[k], &rows);
        text_addf(out, "%s%s", k ? "," : "", names[k]);
    }
    text_add(out, "\n");
    for (size_t j = 0; j < rows; j++)
        for (int k = 0; k < COLUMNS_OUT; k++) {
            text_number(out, column[k][j], DIGITS);
            text_add(out, k + 1 < COLUMNS_OUT ? "," : "\n");
        }
    cellsim_results_free(r);
    return CELLSIM_OK;
}

/* --- the card -------------------------------------------------------------------------------------------------------- */

static void command(const Move *m, const Benches *b, Text *out)
{
    text_addf(out, "# From cellsim lab. The same cell from the command line:\n#   cellsim run %s", b->name[m->card]);
    for (int k = 0; k < m->settings; k++) text_addf(out, " --set '%s=%s'", m->path[k], m->value[k]);
    text_add(out, "\n");
}

cellsim_status move_card(const Move *m, const Benches *b, BenchCard *c, Text *out)
{
    CardEdit edit[MOST_SLIDERS];
    int done[MOST_SLIDERS] = {0};
    cellsim_error error;
    Text text = {0};
    Error e;
    error_clear(&e);
    (void)c;
    for (int k = 0; k < m->settings; k++) edit[k] = (CardEdit){m->path[k], m->value[k], "cellsim lab", "assumed"};
    const Status s = card_rewrite(b->file[m->card], b->library, m->settings, edit, &text, done, &e);
    if (s) {
        error = (cellsim_error){.status = (cellsim_status)s};
        snprintf(error.message, sizeof error.message, "%s", e.text);
        error_json(&error, out);
    } else {
        command(m, b, out);
        for (int k = 0; k < m->settings; k++)
            if (!done[k])
                text_addf(out, "# Not in the text below, for a library gives it: %s = %s\n", m->path[k], m->value[k]);
        text_add(out, text.data ? text.data : "");
    }
    text_free(&text);
    return (cellsim_status)s;
}
