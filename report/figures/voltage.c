/* What voltages are measured against. */
#include "kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct Metal {
    const char *name, *symbol, *couple; /* as cards name foils; of its ion; gnuplot enhanced text */
} Metal;

static const Metal metals[] = {{"lithium", "Li", "Li^{+}/Li"},        {"sodium", "Na", "Na^{+}/Na"},
                               {"potassium", "K", "K^{+}/K"},         {"magnesium", "Mg", "Mg^{2+}/Mg"},
                               {"calcium", "Ca", "Ca^{2+}/Ca"},       {"zinc", "Zn", "Zn^{2+}/Zn"},
                               {"aluminium", "Al", "Al^{3+}/Al"}};
enum { METALS = sizeof metals / sizeof metals[0] };

static const char *stated(const Card *card, const char *path)
{
    const Provenance *p = NULL;
    const int n = card_provenance(card, &p);
    for (int k = 0; k < n; k++)
        if (!strcmp(p[k].path, path)) return p[k].value;
    return NULL;
}

static int begins(const char *s, const char *with)
{
    return s && !strncmp(s, with, strlen(with));
}

/* An ion that is not the bare metal's, such as a complex: the metal alone. */
static const char *of_ion(const char *ion)
{
    for (int k = 0; k < METALS; k++) {
        const size_t n = strlen(metals[k].symbol);
        if (!begins(ion, metals[k].symbol) || (ion[n] >= 'a' && ion[n] <= 'z')) continue;
        return ion[n] ? metals[k].symbol : metals[k].couple;
    }
    return NULL;
}

static const char *of_foil(const char *foil)
{
    for (int k = 0; k < METALS; k++)
        if (begins(foil, metals[k].name)) return metals[k].couple;
    return NULL;
}

/* The couple of a run's reference, else of its foil; "counter electrode", "reference" where the card does not say which metal that is;
 * NULL: a cell of two electrodes, or measured. */
static const char *couple(const Card *card, const Run *run)
{
    if (!run->half_cell && !run->reference) return NULL;
    const char *ion = card ? of_ion(stated(card, run->reference ? "reference.ion" : "foil.ion")) : NULL;
    if (!ion && run->half_cell) ion = of_foil(run->metal);
    return ion ? ion : run->reference ? "reference" : "counter electrode";
}

void voltage_label(const Figure *f, char out[LABEL_SIZE])
{
    const char *same = NULL;
    for (int k = 0; k < f->runs; k++) {
        const char *of = couple(report_card(f->report, f->run[k]), &f->report->run[f->run[k]]);
        if (!of || (same && strcmp(of, same) != 0)) {
            same = NULL;
            break;
        }
        same = of;
    }
    if (same) snprintf(out, LABEL_SIZE, "Voltage vs %s (V)", same);
    else snprintf(out, LABEL_SIZE, "Voltage (V)");
}

void script_voltage_label(const Figure *f, const char *axis, Text *out)
{
    char label[LABEL_SIZE];
    voltage_label(f, label);
    text_addf(out, "set %slabel '%s'\n", axis, label);
}

void script_voltage_axis(const Figure *f, double low, double high, Text *out)
{
    range_widen(&low, &high, 0.04);
    script_voltage_label(f, "x", out);
    script_range(out, "x", low, high);
}
