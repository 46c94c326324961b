/* Reading a request, and running it. */
#include "move.h"

#include "../cards/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Rates of the slider. Work for one request: such steps of the solver and such time are far more than a move takes. */
static const double SLOWEST = 0.01, FASTEST = 100;
enum { MOST_STEPS = 60000, MOST_MS = 4000, CLOCK_EVERY = 64 };

static int wrong(cellsim_error *error, const char *message, const char *about, const char *hint)
{
    *error = (cellsim_error){.status = CELLSIM_USAGE};
    snprintf(error->message, sizeof error->message, "%s: %.120s", message, about);
    snprintf(error->hint, sizeof error->hint, "%s", hint);
    return 0;
}

/* A whole text as a decimal number: 1. */
static int decimal_read(const char *text, double *x)
{
    const int minus = *text == '-', n = decimal_span(text + minus);
    if (n == 0 || text[minus + n] || decimal_value(text + minus, n, x)) return 0;
    if (minus) *x = -*x;
    return 1;
}

/* "0.5,5" */
static int take_rates(Move *m, const char *value, cellsim_error *error)
{
    char text[128], *rest = text;
    m->rates = 0;
    if (strlen(value) >= sizeof text) return wrong(error, "too many rates", "", "four at most: 0.5,5");
    snprintf(text, sizeof text, "%s", value);
    while (rest) {
        char *comma = strchr(rest, ',');
        double rate;
        if (comma) *comma = '\0';
        if (m->rates == MOST_LAB_RATES) return wrong(error, "too many rates", value, "four at most: 0.5,5");
        if (!decimal_read(rest, &rate) || !(rate >= SLOWEST && rate <= FASTEST))
            return wrong(error, "this is no rate", rest, "multiples of 1C from 0.01 to 100");
        m->rate[m->rates++] = rate;
        rest = comma ? comma + 1 : NULL;
    }
    return 1;
}

int move_take(Move *m, const BenchCard *c, const char *name, const char *value, cellsim_error *error)
{
    double x;
    if (!strcmp(name, "rates")) return take_rates(m, value, error);
    const Slider *slider = slider_find(c->sliders, c->slider, name);
    if (!slider) return wrong(error, "there is no such slider", name, "/sliders?card=NAME lists them");
    if (!decimal_read(value, &x)) return wrong(error, "this is no number", value, slider->label);
    const double round_off = 1e-9 * (slider->high - slider->low);
    if (!(x >= slider->low - round_off && x <= slider->high + round_off))
        return wrong(error, "the slider does not reach", value, slider->label);
    for (int k = 0; k < m->settings; k++)
        if (!strcmp(m->path[k], name)) return wrong(error, "this is given twice", name, "once will do");
    if (m->settings == MOST_SLIDERS) return wrong(error, "too many values", name, "each slider has one");
    snprintf(m->path[m->settings], SLIDER_PATH, "%s", name);
    number_text(x, 9, m->value[m->settings++]);
    return 1;
}

/* --- running --------------------------------------------------------------------------------------------------------- */

typedef struct Budget {
    long steps;
    struct timespec start;
} Budget;

static int exhausted(void *context)
{
    struct timespec now;
    Budget *b = context;
    if (++b->steps > MOST_STEPS) return 1;
    if (b->steps % CLOCK_EVERY) return 0;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - b->start.tv_sec) * 1e3 + (double)(now.tv_nsec - b->start.tv_nsec) * 1e-6 > MOST_MS;
}

/* Down and up at every rate, and first up, where a cell is put together empty. */
static void protocol_of(const Move *m, int up_first, Text *out)
{
    static const char *const way[] = {"discharge", "charge"};
    text_add(out, "title = \"Lab\"; figure = \"none\"; steps = (");
    for (int k = 0; k < m->rates; k++)
        for (int j = 0; j < 2; j++) {
            text_addf(out, "%s { do = \"cc\"; direction = \"%s\"; rate = \"", k + j ? "," : "", way[j != up_first]);
            text_number(out, m->rate[k], 9);
            text_add(out, "C\"; may_end_early = true; }");
        }
    text_add(out, " );");
}

static cellsim_status run_steps(const Move *m, BenchCard *c, int up_first, cellsim_results **results,
                                cellsim_error *error)
{
    Text protocol = {0};
    Budget budget = {0};
    clock_gettime(CLOCK_MONOTONIC, &budget.start);
    const cellsim_options o = {.size = sizeof o, .stop = exhausted, .context = &budget, .inside = 1};
    protocol_of(m, up_first, &protocol);
    const cellsim_status s =
        protocol.failed ? CELLSIM_IO : cellsim_run_text(c->card, protocol.data, &o, results, error);
    text_free(&protocol);
    return s;
}

/* What the page moves, in the place of all that was moved before. */
static cellsim_status set_all(const Move *m, BenchCard *c, cellsim_error *error)
{
    cellsim_setting s[2 * MOST_SLIDERS];
    int n = 0;
    for (int k = 0; k < c->sliders; k++) s[n++] = (cellsim_setting){c->slider[k].path, NULL};
    for (int k = 0; k < m->settings; k++) s[n++] = (cellsim_setting){m->path[k], m->value[k]};
    return cellsim_set_all(c->card, n, s, error);
}

static int is_impossible(const cellsim_results *r)
{
    const char *end = cellsim_step_end(r, 0, 0);
    return end && !strcmp(end, "not possible");
}

cellsim_status move_run(const Move *m, BenchCard *c, cellsim_results **results, cellsim_error *error)
{
    *results = NULL;
    cellsim_status s = set_all(m, c, error);
    if (s) return s;
    s = run_steps(m, c, 0, results, error);
    if (!*results || !is_impossible(*results)) return s;
    cellsim_results_free(*results);
    return run_steps(m, c, 1, results, error);
}
