#include "reported.h"

#include <stdio.h>
#include <string.h>

/* Names become headings of tables: nothing that separates columns. */
static void clean(char *name)
{
    for (; *name; name++)
        if (*name == ',' || *name == '"' || *name == '/' || (unsigned char)*name < 32) *name = '_';
}

/* 1: no other phase of the electrode is called so. */
static int has_own_name(const Electrode *el, int phase)
{
    int same = 0;
    for (int k = 0; k < el->phases; k++) same += !strcmp(el->phase[k].name, el->phase[phase].name);
    return same == 1 && el->phase[phase].name[0] != '\0';
}

static void describe(const CellSpec *spec, RegionId region, int phase, int output, Reported *out)
{
    const Electrode *el = &spec->electrode[region];
    const char *side = region == NEGATIVE ? "negative" : "positive";
    const HostOutput named = phase_output(&el->phase[phase], output);
    *out = (Reported){.region = region, .phase = phase, .output = output};
    if (has_own_name(el, phase))
        snprintf(out->full, sizeof out->full, "%s.%.31s.%.30s", side, el->phase[phase].name, named.name);
    else snprintf(out->full, sizeof out->full, "%s.phases[%d].%.30s", side, phase, named.name);
    clean(out->full);
    snprintf(out->name, sizeof out->name, "%.30s", named.name);
    snprintf(out->words, sizeof out->words, "%s", named.words);
    out->detail = named.detail;
    snprintf(out->unit, sizeof out->unit, "%.15s", named.unit);
}

/* "positive.lto.oxygen lost δ" */
static void name_in_full(Reported *r)
{
    char words[sizeof r->words];
    const int before = (int)(strrchr(r->full, '.') + 1 - r->full);
    memcpy(words, r->words, sizeof words);
    snprintf(r->words, sizeof r->words, "%.*s%.38s", before, r->full, words);
    memcpy(r->name, r->full, sizeof r->name);
}

/* What several phases report goes by its full name. */
static void tell_apart(int n, Reported *r)
{
    int same[MAX_REPORTED] = {0};
    for (int k = 0; k < n; k++)
        for (int j = 0; j < n; j++) same[k] += !strcmp(r[k].name, r[j].name);
    for (int k = 0; k < n; k++)
        if (same[k] > 1) name_in_full(&r[k]);
}

/* Returns how many there are, of which the first MAX_REPORTED are in `out`. */
static int list(const CellSpec *spec, int details, Reported out[MAX_REPORTED])
{
    int n = 0;
    for (RegionId region = NEGATIVE; region < REGIONS; region++) {
        if (region == SEPARATOR || (region == NEGATIVE && spec->half_cell)) continue;
        for (int p = 0; p < spec->electrode[region].phases; p++) {
            const Phase *phase = &spec->electrode[region].phase[p];
            for (int j = 0; j < phase_outputs(phase); j++) {
                if (!details && phase_output(phase, j).detail) continue;
                if (n < MAX_REPORTED) describe(spec, region, p, j, &out[n]);
                n++;
            }
        }
    }
    return n;
}

int reported_list(const CellSpec *spec, Reported out[MAX_REPORTED])
{
    int n = list(spec, 1, out);
    if (n > MAX_REPORTED) n = list(spec, 0, out);
    if (n > MAX_REPORTED) n = MAX_REPORTED;
    tell_apart(n, out);
    return n;
}

void reported_values(const Model *m, int n, const Reported *r, const double *y, double value[MAX_REPORTED])
{
    double of_phase[MAX_HOST_OUTPUTS];
    for (int k = 0; k < n; k++) {
        if (k == 0 || r[k].region != r[k - 1].region || r[k].phase != r[k - 1].phase)
            model_report(m, r[k].region, r[k].phase, y, of_phase);
        value[k] = of_phase[r[k].output];
    }
}

int reported_find(int n, const Reported *r, const char *name)
{
    for (int k = 0; k < n; k++)
        if (!strcmp(r[k].name, name) || !strcmp(r[k].full, name)) return k;
    return -1;
}

int reported_is_sound(int n, const Reported *r)
{
    if (n < 0 || n > MAX_REPORTED) return 0;
    for (int k = 0; k < n; k++)
        if ((unsigned)r[k].region >= REGIONS || (unsigned)r[k].output >= MAX_HOST_OUTPUTS ||
            !memchr(r[k].name, '\0', sizeof r[k].name) || !memchr(r[k].full, '\0', sizeof r[k].full) ||
            !memchr(r[k].words, '\0', sizeof r[k].words) || !memchr(r[k].unit, '\0', sizeof r[k].unit))
            return 0;
    return 1;
}
