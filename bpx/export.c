#include "export.h"
#include "read.h"

#include "../experiments/soc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Status export_note(Export *x, const char *where, const char *text)
{
    char whole[400];
    snprintf(whole, sizeof whole, "%s: %s", where, text);
    for (int k = 0; k < x->notes->count; k++)
        if (!strcmp(x->notes->entry[k].text, whole)) return CELLSIM_OK;
    return bpx_note_at(x->notes, card_file(x->card), 0, whole, x->e);
}

/* The states at the ends of the window, and where the card begins between them. */
static Status find_limits(Export *x)
{
    const double *window = card_window(x->card);
    for (int k = 0; k < 2; k++) {
        Protocol p = {.begins_at_soc = 1, .soc = k, .window = {window[0], window[1]}};
        x->at[k] = x->spec;
        const Status s = soc_begin(&x->at[k], &p, x->e);
        if (s) return snprintf(x->e->file, sizeof x->e->file, "%s", card_file(x->card)), s;
    }
    const double now = soc_guests_of(&x->spec).of[POSITIVE], empty = soc_guests_of(&x->at[0]).of[POSITIVE],
                 full = soc_guests_of(&x->at[1]).of[POSITIVE];
    x->soc = (empty - now) / (empty - full);
    return CELLSIM_OK;
}

static Status refuse(Export *x, const char *text, const char *hint)
{
    error_set(x->e, CELLSIM_BAD_CARD, card_file(x->card), 0, "%s", text);
    return error_hint(x->e, "%s", hint), CELLSIM_BAD_CARD;
}

static Status refuse_kinds(Export *x)
{
    const double *window = card_window(x->card);
    if (x->spec.half_cell)
        return refuse(x, "BPX cannot say a cell with a foil", "it knows full cells, with two porous electrodes");
    if (electrolyte_carried(x->spec.electrolyte) != 1 || electrolyte_is_absolute(x->spec.electrolyte))
        return refuse(x, "BPX cannot say this electrolyte", "it knows a binary salt: theory = \"concentrated\"");
    if (!isfinite(window[0] + window[1]))
        return refuse(x, "BPX needs the voltages between which the cell works",
                      "add window = { lower_V = 2.5; upper_V = 4.2; };");
    if (x->spec.reference.present)
        return refuse(x, "BPX cannot say a reference electrode",
                      "take it out of the card: its voltages are against it");
    return CELLSIM_OK;
}

static Status note_cell(Export *x)
{
    Status s = CELLSIM_OK;
    if (x->spec.contact_resistance > 0) s = export_note(x, "cell", "the contact resistance is not written");
    if (!s && x->spec.reservoir.volume > 0) s = export_note(x, "cell", "the reservoir is not written");
    if (!s) s = export_note(x, "cell", "External surface area and Volume are those of the layers alone");
    if (!s && (x->soc < 0 || x->soc > 1))
        s = export_note(x, "cell", "it starts beyond its window: a state of charge outside 0 to 1");
    for (int r = NEGATIVE; r < REGIONS && !s; r++)
        if (x->spec.electrode[r].phases > 1 && fabs(x->soc - 0.5) < 0.5 - 1e-9)
            s = export_note(x, "cell",
                            "it starts between empty and full: what each kind of particles holds there is not written");
    return s;
}

static json_t *header(const Export *x)
{
    json_t *o = json_object();
    json_put(&o, "BPX", text_json("1.0.0"));
    json_put(&o, "Title", text_json(card_title(x->card)));
    json_put(&o, "Description",
             text_json("Written by cellsim " CELLSIM_VERSION "; all values at the reference temperature"));
    json_put(&o, "Model", text_json("DFN"));
    return o;
}

static json_t *cell(const Export *x)
{
    const CellSpec *c = &x->spec;
    const double *window = card_window(x->card);
    double thickness = 0;
    for (int r = NEGATIVE; r < REGIONS; r++) thickness += c->region[r].thickness;
    json_t *o = json_object();
    json_put(&o, "Electrode area [m2]", number_json(c->area));
    json_put(&o, "External surface area [m2]", number_json(2 * c->area));
    json_put(&o, "Volume [m3]", number_json(c->area * thickness));
    json_put(&o, "Number of electrode pairs connected in parallel to make a cell", json_integer(1));
    json_put(&o, "Lower voltage cut-off [V]", number_json(window[0]));
    json_put(&o, "Upper voltage cut-off [V]", number_json(window[1]));
    json_put(&o, "Nominal cell capacity [A.h]", number_json(c->one_C * c->area));
    json_put(&o, "Reference temperature [K]", number_json(c->temperature));
    return o;
}

static json_t *electrolyte(Export *x, Status *s)
{
    WrittenElectrolyte w;
    json_t *o = json_object();
    double c0 = electrolyte_c0(x->spec.electrolyte);
    *s = written_electrolyte(x->card, x->spec.temperature, &w, x->e);
    if (!*s) {
        const double kappa0 = law_eval(c0, &w.kappa.law), D0 = law_eval(c0, &w.D.law);
        const ExportLaw kappa = {"electrolyte, kappa", &w.kappa, law_eval, &w.kappa.law, 1e-3 * c0, 8 * c0,
                                 1e-5 * kappa0},
                        D = {"electrolyte, D", &w.D, law_eval, &w.D.law, 1e-3 * c0, 8 * c0, 1e-5 * D0};
        json_put(&o, "Cation transference number", number_json(law_eval(c0, &w.t_plus.law)));
        json_put(&o, "Conductivity [S.m-1]", export_law(x, &kappa, s));
        if (!*s) json_put(&o, "Diffusivity [m2.s-1]", export_law(x, &D, s));
        if (!*s && !law_is_constant(&w.t_plus.law))
            *s = export_note(x, "electrolyte", "t_plus is a number in BPX: its value at the initial concentration");
        if (!*s && !(law_is_constant(&w.chi.law) && law_eval(c0, &w.chi.law) == 1))
            *s = export_note(x, "electrolyte", "the thermodynamic factor is not written: BPX takes it for 1");
        if (w.kappa.Ea > 0) json_put(&o, "Conductivity activation energy [J.mol-1]", number_json(w.kappa.Ea));
        if (w.D.Ea > 0) json_put(&o, "Diffusivity activation energy [J.mol-1]", number_json(w.D.Ea));
    }
    written_electrolyte_free(&w);
    return o;
}

static json_t *state(const Export *x)
{
    json_t *start = json_object(), *around = json_object(), *o = json_object();
    json_put(&start, "Initial state-of-charge", number_json(x->soc));
    json_put(&start, "Initial temperature [K]", number_json(x->spec.temperature));
    json_put(&start, "Initial electrolyte concentration [mol.m-3]", number_json(electrolyte_c0(x->spec.electrolyte)));
    json_put(&around, "Ambient temperature [K]", number_json(x->spec.temperature));
    json_put(&o, "Initial conditions", start);
    json_put(&o, "Thermal environment", around);
    return o;
}

static Status write_all_of(Export *x, Text *out)
{
    Status s = CELLSIM_OK;
    json_t *whole = json_object(), *p = json_object();
    json_put(&whole, "Header", header(x));
    json_put(&p, "Cell", cell(x));
    json_put(&p, "Electrolyte", electrolyte(x, &s));
    if (!s) json_put(&p, "Negative electrode", export_electrode(x, NEGATIVE, &s));
    if (!s) json_put(&p, "Separator", export_region(&x->spec.region[SEPARATOR]));
    if (!s) json_put(&p, "Positive electrode", export_electrode(x, POSITIVE, &s));
    json_put(&whole, "Parameterisation", p);
    json_put(&whole, "State", state(x));
    if (!s && !whole) s = error_memory(x->e);
    if (!s)
        json_print(whole, JSON_INDENT(2) | JSON_REAL_PRECISION(15), out), text_add(out, "\n"),
            s = text_status(out, x->e);
    json_decref(whole);
    return s;
}

Status bpx_export(const Card *card, Text *json, Warnings *notes, Error *e)
{
    Export *x = calloc(1, sizeof *x);
    if (!x) return error_memory(e);
    *x = (Export){.card = card, .notes = notes, .e = e};
    Status s = card_cell(card, NAN, &x->spec, e);
    if (!s) s = refuse_kinds(x);
    if (!s) s = find_limits(x);
    if (!s) s = note_cell(x);
    if (!s) s = write_all_of(x, json);
    cell_spec_free(&x->spec);
    free(x);
    return s;
}
