#include "uptake_map.h"

#include "../../model/hosts/host.h"
#include "../files.h"
#include "csv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 6 };
static const double AROUND = 0.7; /* eV on both sides of the potentials of sites */

/* To tenths of eV; 0: no class takes the ion. */
static int range(const Competing *e, int ion, double *from, double *to)
{
    double low = INFINITY, high = -INFINITY;
    for (int s = 0; s < e->classes; s++) {
        if (!e->class[s].takes[ion]) continue;
        low = fmin(low, e->class[s].U[ion]);
        high = fmax(high, e->class[s].U[ion]);
    }
    *from = floor(10 * (-high - AROUND)) / 10;
    *to = ceil(10 * (-low + AROUND)) / 10;
    return low <= high;
}

static void map_of(const Phase *p, UptakeMap *map)
{
    map->exists = 1;
    map->host = *p->competing;
    for (int ion = 0; ion < COMPETITORS; ion++) {
        map->exists &= range(&map->host, ion, &map->from[ion], &map->to[ion]);
        snprintf(map->guest[ion], sizeof map->guest[ion], "%.15s", phase_output(p, ion).name);
    }
}

Status uptake_map(const Report *r, UptakeMap *map, Error *e)
{
    CellSpec spec = {0};
    memset(map, 0, sizeof *map);
    if (!r->card || r->is_measured) return CELLSIM_OK;
    if (r->runs > 0 && r->run[0].ions == 1) return CELLSIM_OK; /* one salt: no two that could compete */
    const Status status = card_cell(r->card, NAN, &spec, e);
    if (status != CELLSIM_OK) return status;
    const Electrode *el = &spec.electrode[POSITIVE];
    for (int k = 0; k < el->phases && !map->exists; k++)
        if (el->phase[k].competing) map_of(&el->phase[k], map);
    cell_spec_free(&spec);
    return CELLSIM_OK;
}

void uptake_map_stem(const Report *r, char out[STEM_SIZE])
{
    char cell[64];
    file_name_clean(report_cell(r), cell, sizeof cell);
    snprintf(out, STEM_SIZE, "%s_uptake_map", cell);
}

int uptake_map_column(const UptakeMap *map, int s, int ion)
{
    const int place = map->host.place[s][ion];
    return place < 0 ? 0 : MAP_COLUMNS_BEFORE_CLASSES + 1 + place;
}

static void head(const UptakeMap *map, Text *out)
{
    const char *first = map->guest[FIRST_ION], *second = map->guest[SECOND_ION];
    text_addf(out, "%s Chemical Potential per Electron / eV,%s Chemical Potential per Electron / eV", first, second);
    text_addf(out, ",%s / 1,%s / 1,%s + %s / 1,Electrons / 1", first, second, first, second);
    for (int s = 0; s < map->host.classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (map->host.class[s].takes[ion]) text_addf(out, ",%s_%d / 1", map->guest[ion], s + 1);
    text_add(out, "\n");
}

static void row(const UptakeMap *map, const double mu[COMPETITORS], const Uptake *u, Text *out)
{
    const double first = competing_content(&map->host, u, FIRST_ION),
                 second = competing_content(&map->host, u, SECOND_ION);
    text_number(out, mu[FIRST_ION], 10);
    text_add(out, ",");
    text_number(out, mu[SECOND_ION], 10);
    csv_number(out, first, DIGITS);
    csv_number(out, second, DIGITS);
    csv_number(out, first + second, DIGITS);
    csv_number(out, u->nu * map->host.budget, DIGITS);
    for (int s = 0; s < map->host.classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (map->host.class[s].takes[ion]) csv_number(out, map->host.class[s].sites * u->theta[s][ion], DIGITS);
    text_add(out, "\n");
}

static double at(const UptakeMap *map, int ion, int k)
{
    return map->from[ion] + k * (map->to[ion] - map->from[ion]) / (MAP_POINTS - 1);
}

void csv_uptake_map(const UptakeMap *map, Text *out)
{
    Nearby begin = {0};
    head(map, out);
    for (int j = 0; j < MAP_POINTS; j++) {
        Nearby near = begin;
        for (int k = 0; k < MAP_POINTS; k++) {
            const double mu[COMPETITORS] = {at(map, FIRST_ION, j), at(map, SECOND_ION, k)};
            const Uptake u = competing_follow(&map->host, (double[]){-mu[FIRST_ION], -mu[SECOND_ION]}, &near);
            row(map, mu, &u, out);
            if (k == 0) begin = near;
        }
        text_add(out, "\n");
    }
}

Status uptake_map_write(const Report *r, const char *dir, Error *e)
{
    char stem[STEM_SIZE], name[STEM_SIZE + 8];
    UptakeMap map;
    Text content = {0};
    Status s = uptake_map(r, &map, e);
    if (s != CELLSIM_OK || !map.exists) return s;
    uptake_map_stem(r, stem);
    snprintf(name, sizeof name, "%s.csv", stem);
    csv_uptake_map(&map, &content);
    return file_stage(dir, name, &content, e);
}
