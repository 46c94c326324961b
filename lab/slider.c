#include "slider.h"

#include "../report/json_build.h"

#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Which values have a slider, in the order of the page, and how far it goes: to so many times the card's number and a part
 * of it, or between two numbers. */
static const struct {
    const char *paths; /* of fnmatch */
    const char *label;
    double factor, low, high; /* factor 0: linear from low to high */
} kinds[] = {
    {"positive.loading_mg_cm2", "loading", 30, 0, 0},
    {"negative.loading_mg_cm2", "loading", 30, 0, 0},
    {"positive.thickness_um", "thickness", 10, 0, 0},
    {"negative.thickness_um", "thickness", 10, 0, 0},
    {"positive.porosity", "porosity", 0, 0.1, 0.9},
    {"negative.porosity", "porosity", 0, 0.1, 0.9},
    {"separator.thickness_um", "thickness", 20, 0, 0},
    {"separator.porosity", "porosity", 0, 0.1, 0.95},
    {"positive.phases[[]*].D_*_s", "D", 1000, 0, 0},
    {"negative.phases[[]*].D_*_s", "D", 1000, 0, 0},
    {"positive.phases[[]*].radius_*m", "particle radius", 20, 0, 0},
    {"negative.phases[[]*].radius_*m", "particle radius", 20, 0, 0},
    {"positive.sigma_S_m", "electronic conductivity", 1000, 0, 0},
    {"negative.sigma_S_m", "electronic conductivity", 1000, 0, 0},
    {"electrolyte.c0_M", "salt", 10, 0, 0},
    {"temperature_C", "temperature", 0, -20, 60},
    {"temperature_K", "temperature", 0, 253.15, 333.15},
};

/* A half cell has one electrode, which may well be a negative one in use. */
static int is_half_cell(const cellsim_card *card)
{
    for (int k = 0; k < cellsim_values(card); k++)
        if (!strncmp(cellsim_value_at(card, k)->path, "negative.", 9)) return 0;
    return 1;
}

/* "negative: D, phase 2" is what a reader sees of a path. */
static void label_of(const char *path, const char *label, int half_cell, char out[64])
{
    const char *phase = strchr(path, '['), *dot = strchr(path, '.');
    char region[16] = "";
    if (dot) snprintf(region, sizeof region, "%.*s", (int)(dot - path), path);
    if (half_cell && !strcmp(region, "positive")) snprintf(region, sizeof region, "electrode");
    if (phase && phase[1] != '0') snprintf(out, 64, "%s: %s, phase %d", region, label, phase[1] - '0' + 1);
    else snprintf(out, 64, "%s%s%s", region, dot ? ": " : "", label);
}

static int take(const cellsim_value *v, size_t k, int half_cell, Slider *c)
{
    if (!isfinite(v->number) || strlen(v->path) >= sizeof c->path) return 0;
    *c = (Slider){.value = v->number, .low = kinds[k].low, .high = kinds[k].high};
    if (kinds[k].factor > 0) {
        if (!(v->number > 0)) return 0;
        c->logarithmic = 1;
        c->low = v->number / kinds[k].factor;
        c->high = v->number * kinds[k].factor;
    }
    if (v->least > c->low) c->low = v->least; /* NaN: there is none */
    if (v->most < c->high) c->high = v->most;
    c->low = fmin(c->low, v->number);
    c->high = fmax(c->high, v->number);
    snprintf(c->path, sizeof c->path, "%s", v->path);
    snprintf(c->unit, sizeof c->unit, "%s", v->unit ? v->unit : "");
    label_of(v->path, kinds[k].label, half_cell, c->label);
    return 1;
}

int sliders_of(const cellsim_card *card, Slider out[MOST_SLIDERS])
{
    int n = 0;
    const int half_cell = is_half_cell(card);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int j = 0; j < cellsim_values(card) && n < MOST_SLIDERS; j++) {
            const cellsim_value *v = cellsim_value_at(card, j);
            if (!fnmatch(kinds[k].paths, v->path, 0) && !*v->note) n += take(v, k, half_cell, &out[n]);
        }
    return n;
}

const Slider *slider_find(int sliders, const Slider *slider, const char *path)
{
    for (int k = 0; k < sliders; k++)
        if (!strcmp(slider[k].path, path)) return &slider[k];
    return NULL;
}

json_t *sliders_json(int sliders, const Slider *slider)
{
    json_t *list = json_array();
    for (int k = 0; k < sliders; k++) {
        json_t *o = json_object();
        json_put(&o, "path", text_json(slider[k].path));
        json_put(&o, "label", text_json(slider[k].label));
        json_put(&o, "unit", text_json(strcmp(slider[k].unit, "1") ? slider[k].unit : ""));
        json_put(&o, "value", number_json(slider[k].value));
        json_put(&o, "low", number_json(slider[k].low));
        json_put(&o, "high", number_json(slider[k].high));
        json_put(&o, "log", json_boolean(slider[k].logarithmic));
        json_append(&list, o);
    }
    return list;
}
