#include "warnings_private.h"

#include "../experiments/soc.h"
#include "../model/constants.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Error *add(Doubts *d)
{
    Warnings *w = d->out;
    if (w->count == w->room) {
        Error *more = realloc(w->entry, (size_t)(w->room + 8) * sizeof *more);
        if (!more) {
            d->no_memory = 1;
            return NULL;
        }
        w->entry = more;
        w->room += 8;
    }
    Error *e = &w->entry[w->count++];
    error_clear(e);
    return e;
}

void doubt(Doubts *d, const char *path, const char *format, ...)
{
    const Provenance *at = *path ? card_says(d->card, path) : NULL;
    Error *e = add(d);
    if (!e) return;
    va_list args;
    va_start(args, format);
    vsnprintf(e->text, sizeof e->text, format, args);
    va_end(args);
    snprintf(e->file, sizeof e->file, "%s", at ? at->file : card_file(d->card));
    e->line = at ? at->line : 0;
    if (at) error_column(e, at->column, at->width);
}

void doubt_hint(Doubts *d, const char *format, ...)
{
    if (d->no_memory || !d->out->count) return;
    Error *e = &d->out->entry[d->out->count - 1];
    va_list args;
    va_start(args, format);
    vsnprintf(e->hint, sizeof e->hint, format, args);
    va_end(args);
}

void doubt_step(Doubts *d, const char *file, int line, const char *text, const char *hint)
{
    Error *e = add(d);
    if (!e) return;
    snprintf(e->file, sizeof e->file, "%s", file);
    e->line = line;
    snprintf(e->text, sizeof e->text, "%s", text);
    snprintf(e->hint, sizeof e->hint, "%s", hint);
}

const char *electrode_key(RegionId r)
{
    return r == NEGATIVE ? "negative" : "positive";
}

/* |current| of a step [A/m2]; 0: it states none. */
static double asked(const CellSpec *spec, const Step *s)
{
    const double I = s->kind == STEP_CC || s->kind == STEP_CCCV || s->kind == STEP_GITT ? fabs(s->current) : 0;
    switch (s->unit) {
    case UNIT_C_RATE: return I * spec->one_C;
    case UNIT_MA_G: return I * spec->electrode[POSITIVE].mass_loading; /* mA/g = A/kg */
    case UNIT_MA_CM2: return 10 * I;
    case UNIT_A: return I / spec->area;
    }
    return 0;
}

static double slowest_of(const CellSpec *spec, int n, const Step *step)
{
    double least = INFINITY;
    for (int k = 0; k < n; k++) {
        const double I = asked(spec, &step[k]);
        if (I > 0) least = fmin(least, I);
        if (step[k].step) least = fmin(least, slowest_of(spec, step[k].steps, step[k].step));
    }
    return least;
}

static double slowest(const Doubts *d)
{
    double least = INFINITY;
    for (int k = 0; k < d->protocols; k++)
        least = fmin(least, slowest_of(d->spec, d->protocol[k].steps, d->protocol[k].step));
    return isfinite(least) ? least : NAN;
}

static const Step *find_spectrum(int n, const Step *step)
{
    for (int k = 0; k < n; k++) {
        const Step *inner = step[k].step ? find_spectrum(step[k].steps, step[k].step) : NULL;
        if (step[k].kind == STEP_EIS || inner) return inner ? inner : &step[k];
    }
    return NULL;
}

static int any_layer(const CellSpec *spec)
{
    int layers = 0;
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < spec->electrode[r].phases; k++) layers += spec->electrode[r].phase[k].double_layer > LEAST_LAYER;
    return layers > 0;
}

/* Without double layers charge transfer is a resistance at all frequencies, and nothing bends into an arc. */
static void doubt_spectra(Doubts *d)
{
    for (int k = 0; k < d->protocols && !any_layer(d->spec); k++) {
        const Step *eis = find_spectrum(d->protocol[k].steps, d->protocol[k].step);
        if (!eis) continue;
        doubt_step(d, d->protocol[k].file, eis->line,
                   "impedance of an electrode without double layers: its charge transfer draws no arc",
                   "double_layer_F_m2 = 0.1 in its phases, or double_layer_BET_F_m2 beside BET_m2_g");
        return;
    }
}

/* Potential that a layer takes at the smallest current asked for: beyond 1 V nothing can be measured. */
static const double MOST_DROP = 1.0; /* V */

static void doubt_electrolyte(Doubts *d)
{
    const Region *sep = &d->spec->region[SEPARATOR];
    const double kappa = electrolyte_transport(d->spec->electrolyte).kappa;
    const double drop = d->slowest * sep->thickness / (kappa * sep->transport);
    if (kappa > 200) { /* S/m: twice the best aqueous acids */
        doubt(d, "electrolyte.kappa", "the electrolyte conducts %.3g S/m, more than any liquid", kappa);
        doubt_hint(d, "1 mS/cm = 0.1 S/m: kappa_S_m, kappa_mS_cm or kappa_S_cm?");
    } else if (drop > MOST_DROP) {
        doubt(d, "electrolyte.kappa",
              "the separator alone takes %.3g V at the smallest current asked for (kappa %.3g S/m)", drop, kappa);
        doubt_hint(d, "1 mS/cm = 0.1 S/m: kappa_S_m, kappa_mS_cm or kappa_S_cm?");
    }
}

/* The cell as a whole: its window and its 1C. */
static void doubt_cell(Doubts *d)
{
    const char *why;
    const double *window = card_window(d->card);
    const double usable = soc_usable(d->spec, window, &why), all = soc_capacity(d->spec, POSITIVE);
    if (usable < (d->spec->half_cell ? 0.01 : 1e-6) * all) { /* a full cell may be built with little guest */
        doubt(d, "window.", "at rest the cell gives %.2g %% of its sites between %.4g and %.4g V",
              100 * fmax(usable, 0) / all, window[0], window[1]);
        doubt_hint(d, "the window must hold the plateaus of the isotherm: U_V, U_table_V or sites against window");
        return;
    }
    const double hours = all / d->spec->one_C / SECONDS_PER_HOUR;
    if (hours >= 0.05 && hours <= 50) return;
    doubt(d, "one_C_", "1C fills all sites of the %s electrode in %.3g h", d->spec->half_cell ? "working" : "positive",
          hours);
    doubt_hint(d, "1C is the current of about one hour: one_C_mA_g per gram of active material, one_C_mA_cm2 per area");
}

static void doubt_balance(Doubts *d)
{
    const double ratio = soc_capacity(d->spec, NEGATIVE) / soc_capacity(d->spec, POSITIVE);
    if (d->spec->half_cell || (ratio >= 0.2 && ratio <= 20)) return;
    doubt(d, "negative.", "the negative electrode has %.3g times the sites of the positive one", ratio);
    doubt_hint(d, "full cells are built with 1.05 to 1.3: check both loadings (or thicknesses) and capacities");
}

Status card_warnings(const Card *card, const CellSpec *spec, int protocols, const Protocol *protocol, Warnings *out,
                     Error *e)
{
    *out = (Warnings){0};
    Doubts d = {.card = card, .spec = spec, .protocols = protocols, .protocol = protocol, .out = out};
    d.slowest = slowest(&d);
    if (!spec->half_cell) doubt_electrode(&d, NEGATIVE);
    doubt_electrode(&d, POSITIVE);
    doubt_electrolyte(&d);
    doubt_cell(&d);
    doubt_balance(&d);
    doubt_spectra(&d);
    return d.no_memory ? error_memory(e) : CELLSIM_OK;
}

void warnings_free(Warnings *w)
{
    free(w->entry);
    *w = (Warnings){0};
}
