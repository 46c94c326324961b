/* What figures of any kind are made of. */
#include "kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void loading_label(const Run *r, char out[LABEL_SIZE])
{
    char number[NUMBER_SIZE];
    out[0] = '\0';
    if (r->loading > 0)
        snprintf(out, LABEL_SIZE, "%s mg cm^{−2}", number_text(r->loading * MG_CM2_PER_KG_M2, 3, number));
}

/* A name in gnuplot's enhanced text. */
static void plain(const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (; *name && n + 2 < size; name++) {
        if (*name == '_') out[n++] = '\\';
        out[n++] = *name;
    }
    out[n] = '\0';
}

/* The unit that a key ends with, as figures print it; *length: of the name before it. */
static const char *unit_of_key(const char *key, size_t *length)
{
    static const char *const unit[][2] = {
        {"_mg_cm2", " mg cm^{−2}"}, {"_cm2_s", " cm^{2} s^{−1}"},  {"_S_m", " S m^{−1}"}, {"_A_m2", " A m^{−2}"},  {"_F_m2", " F m^{−2}"},
        {"_ohm_cm2", " Ω cm^{2}"},    {"_mAh_g", " mAh g^{−1}"},   {"_g_cm3", " g cm^{−3}"}, {"_kJ_mol", " kJ mol^{−1}"}, {"_um", " µm"},
        {"_mV", " mV"},             {"_V", " V"},                {"_M", " M"},          {"_C", " °C"},            {"_K", " K"}};
    for (size_t k = 0; k < sizeof unit / sizeof *unit; k++) {
        const size_t n = strlen(unit[k][0]);
        *length = strlen(key);
        if (*length <= n || strcmp(key + *length - n, unit[k][0]) != 0) continue;
        *length -= n;
        return unit[k][1];
    }
    return "";
}

/* "c0 = 0.5 M", "10 mg cm^{−2}" or "". */
static void variation_label(const Run *r, char out[LABEL_SIZE])
{
    char key[sizeof r->varies], name[2 * sizeof r->varies], number[NUMBER_SIZE];
    size_t length;
    if (!*r->varies) {
        loading_label(r, out);
        return;
    }
    const char *unit = unit_of_key(r->varies, &length);
    snprintf(key, sizeof key, "%.*s", (int)length, r->varies);
    plain(key, name, sizeof name);
    snprintf(out, LABEL_SIZE, "%.90s = %s%s", name, number_text(r->varied, 6, number), unit);
}

/* How many runs of the figure are of the cell. */
static int runs_of_cell(const Figure *f, const char *cell)
{
    int n = 0;
    for (int k = 0; k < f->runs; k++) n += !strcmp(f->report->run[f->run[k]].cell, cell);
    return n;
}

void run_label(const Figure *f, int k, char out[LABEL_SIZE])
{
    char cell[2 * sizeof f->report->run->cell], variation[LABEL_SIZE] = "";
    const Run *r = &f->report->run[f->run[k]];
    if (!f->report->card_of) {
        variation_label(r, out);
        return;
    }
    plain(r->cell, cell, sizeof cell);
    if (runs_of_cell(f, r->cell) > 1 || !figure_has_one_loading(f)) variation_label(r, variation);
    snprintf(out, LABEL_SIZE, "%.60s%s%.60s", cell, *variation ? ", " : "", variation);
}

int figure_is_varied(const Figure *f)
{
    int varied = f->report->card_of != NULL;
    for (int k = 0; k < f->runs; k++) varied |= *f->report->run[f->run[k]].varies != '\0';
    return varied && f->runs > 1;
}

int figure_knows_loading(const Figure *f)
{
    for (int k = 0; k < f->runs; k++)
        if (!(f->report->run[f->run[k]].loading > 0)) return 0;
    return 1;
}

int figure_has_one_loading(const Figure *f)
{
    const Run *r = f->report->run, *first = &r[f->run[0]];
    for (int k = 1; k < f->runs; k++) {
        const Run *other = &r[f->run[k]];
        if (fabs(other->loading - first->loading) > 1e-9 * first->loading) return 0;
        if (fabs(other->area - first->area) > 1e-9 * first->area) return 0;
    }
    return 1;
}

void figure_data_stem(const Figure *f, char out[STEM_SIZE])
{
    run_stem(f->report->run, f->run[0], f->report->runs, out);
}

void script_begin(const Figure *f, Text *out)
{
    text_add(out, "# ");
    script_comment(out, report_title(f->report));
    text_addf(out, ": %s\n# Edit, then run `gnuplot %s.gp` in this directory to draw it again.\n", f->kind->what,
              f->stem);
    text_addf(out, "if (!exists('stem')) stem = '%s'\n", f->stem);
    script_styles(out);
    text_add(out, "set encoding utf8\n"
                  "set datafile separator comma\n"
                  "set border linewidth 1.5\n"
                  "set tics scale 0.8 nomirror\n"
                  "set minussign\n"
                  "set mxtics 2\n"
                  "set mytics 2\n"
                  "set key samplen 2 spacing 1.2 font ',18'\n");
}

Status figure_has_scan_rates(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->analysis->cv.rates >= 3;
    return CELLSIM_OK;
}

void script_key_title(const Figure *f, const char *more, Text *out)
{
    char label[LABEL_SIZE];
    run_label(f, 0, label);
    if (*label || *more)
        text_addf(out, "set key title '%s%s%s' left font ',18'\n", label, *label && *more ? ", " : "", more);
}

/* The second axis in other units: name = factor, a comment on it, the label, and the end of the first axis. */
void script_second_axis(const char *axis, const char *name, double factor, const char *unit, const char *label,
                        double end, Text *out)
{
    text_addf(out, "%s = ", name);
    text_number(out, factor, 6);
    text_addf(out, " # %s\nset %s2label '%s'\nset %s2range [0:", unit, axis, label, axis);
    text_number(out, end, 5);
    text_addf(out, "*%s/1000.0]\nset %s2tics\nset m%s2tics 2\n", name, axis, axis);
}

void script_areal_axis(const Figure *f, const char *axis, double end, Text *out)
{
    const double loading = f->report->run[f->run[0]].loading * MG_CM2_PER_KG_M2;
    script_second_axis(axis, "loading", loading, "mg/cm2", "Areal capacity (mAh cm^{−2})", end, out);
    if (*axis == 'x') text_add(out, "set tmargin 3.4\n"); /* the superscript of its label needs room */
}
