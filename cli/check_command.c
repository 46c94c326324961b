/* cellsim check: is the card sound, would it run, and where does every value come from? */
#include "../cards/warnings.h"
#include "../experiments/soc.h"
#include "../model/constants.h"
#include "../model/model.h"
#include "../report/names.h"
#include "session.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int longer(int width, const char *text)
{
    const int length = (int)strlen(text);
    return length > width ? length : width;
}

static void print_provenance(const Card *card)
{
    const Provenance *p;
    const int values = card_provenance(card, &p);
    int width = 20;
    for (int k = 0; k < values; k++) width = longer(width, p[k].path);
    for (int k = 0; k < values; k++)
        printf("  %-*s  %-24s  %-10s  %s%s%s\n", width, p[k].path, p[k].value, provenance_name(p[k].kind), p[k].source,
               *p[k].source && *p[k].note ? "; " : "", p[k].note);
}

/* 1: the default leaves something out: 0, or false. */
static int is_nothing(const Provenance *p)
{
    return !strcmp(p->value, "false") || (p->value[0] == '0' && (!p->value[1] || p->value[1] == ' '));
}

/* "alpha" of "positive.phases[0].alpha" */
static const char *last_part(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : path;
}

/* Keys that are nothing by default, each once. */
static void print_left_out(int values, const Provenance *p)
{
    enum { WIDTH = 100 };
    int column = WIDTH;
    for (int k = 0; k < values; k++) {
        int before = 0;
        for (int j = 0; j < k; j++) before += is_nothing(&p[j]) && !strcmp(last_part(p[j].path), last_part(p[k].path));
        if (before || !is_nothing(&p[k])) continue;
        const int length = (int)strlen(last_part(p[k].path)) + 2;
        if (column == WIDTH) column = printf("    nothing by default (0 or false):");
        else column += printf(",");
        if (column + length > WIDTH) column = printf("\n     ") - 1;
        column += printf(" %s", last_part(p[k].path));
    }
    if (column != WIDTH) printf("\n");
}

static void print_defaults(const Card *card)
{
    const Provenance *p;
    const int values = card_defaults(card, &p);
    int width = 20;
    for (int k = 0; k < values; k++)
        if (!is_nothing(&p[k])) width = longer(width, p[k].path);
    if (values) printf("  defaults in use\n");
    for (int k = 0; k < values; k++)
        if (!is_nothing(&p[k])) printf("    %-*s  %-14s  %s\n", width, p[k].path, p[k].value, p[k].source);
    print_left_out(values, p);
}

static void print_phase(const Phase *p, double thickness)
{
    printf("    phase %-12s R %.3g um, ", p->name, p->radius * 1e6);
    if (p->surface_class) printf("no diffusion length");
    else if (p->competing) printf("two ions");
    else printf("R^2/D %.4g s", p->radius * p->radius / p->D);
    printf(", all sites %.3g mAh/cm2\n", p->volume_fraction * p->c_max * thickness * FARADAY / SECONDS_PER_HOUR / 10);
}

static void print_electrode(const CellSpec *cell, RegionId id)
{
    const Electrode *el = &cell->electrode[id];
    const Region *r = &cell->region[id];
    const char *name = cell->half_cell ? "working" : id == POSITIVE ? "positive" : "negative";
    printf("  %s electrode %.3g um", name, r->thickness * UM_PER_M);
    if (electrolyte_carried(cell->electrolyte) > 0)
        printf(", porosity %.2f, tortuosity %.3g", r->porosity, r->porosity / r->transport);
    if (el->mass_loading > 0) printf(", %.4g mg/cm2", el->mass_loading * MG_CM2_PER_KG_M2);
    printf(", all sites %.3g mAh/cm2\n", soc_capacity(cell, id) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2);
    for (int p = 0; p < el->phases; p++) print_phase(&el->phase[p], r->thickness);
}

/* How full the electrodes are at the ends of the window. */
static void print_filled(const CellSpec *cell, const double window[2])
{
    double low[REGIONS], high[REGIONS];
    soc_filled(cell, window[0], low);
    soc_filled(cell, window[1], high);
    for (RegionId r = NEGATIVE; r < REGIONS; r++) high[r] = fmax(high[r], 0), low[r] = fmax(low[r], 0); /* E-iso-2 */
    printf("    filled to        ");
    if (cell->half_cell)
        printf("x = %.3g at %.4g V, %.3g at %.4g V\n", low[POSITIVE], window[0], high[POSITIVE], window[1]);
    else
        printf("x = %.3g (positive), %.3g (negative) at %.4g V; %.3g, %.3g at %.4g V\n", low[POSITIVE], low[NEGATIVE],
               window[0], high[POSITIVE], high[NEGATIVE], window[1]);
}

/* What the window holds at rest, of the guest that the cell begins with or takes from its foil. */
static void print_usable(const Card *card, const CellSpec *cell)
{
    const char *why;
    const double *window = card_window(card), mass = cell->electrode[POSITIVE].mass_loading;
    const double usable = soc_usable(cell, window, &why) / SECONDS_PER_HOUR; /* A h/m2 */
    printf("  usable at rest     ");
    if (isnan(usable)) printf("not known: %s\n", why);
    else {
        if (mass > 0) printf("%.4g mAh/g, ", usable / mass);
        printf("%.4g mAh/cm2, from %.4g to %.4g V\n", usable * MAH_CM2_PER_AH_M2, window[0], window[1]);
        print_filled(cell, window);
    }
    printf("  1C                 ");
    if (mass > 0) printf("%.4g mA/g, ", cell->one_C / mass);
    printf("%.4g mA/cm2, %.4g mA", cell->one_C * MA_CM2_PER_A_M2, cell->one_C * cell->area * 1e3);
    if (usable > 0) printf("; it passes what is usable in %.3g h", usable / cell->one_C);
    printf("\n");
}

static void print_cell(const Card *card, const CellSpec *cell, double open_circuit)
{
    print_electrode(cell, POSITIVE);
    if (!cell->half_cell) print_electrode(cell, NEGATIVE);
    if (!cell->half_cell)
        printf("  N/P                %.3g, all sites\n", soc_capacity(cell, NEGATIVE) / soc_capacity(cell, POSITIVE));
    printf("  starts at          %.4g V, open circuit\n", open_circuit);
    print_usable(card, cell);
}

/* The cell of a protocol's run (no protocol: the card's own), with everything that a run builds before its first step;
 * and its voltage at the start [V]. */
static Status build(const Session *s, const Protocol *p, int run, CellSpec *cell, double *open_circuit, Error *e)
{
    Model *m = NULL;
    Simulation *simulation = NULL;
    const SimulationOptions options = simulation_defaults();
    Status status = p ? card_cell_of_run(s->card, p, run, cell, e) : card_cell(s->card, NAN, cell, e);
    if (!status) status = model_create(cell, &m, e);
    if (!status) status = simulation_create(m, &options, &simulation, e);
    if (!status) *open_circuit = simulation_state(simulation)[m->V];
    simulation_free(simulation);
    model_free(m);
    return status;
}

/* A state of charge that a protocol names must be one of the cell. */
static Status states_of_charge(const Session *s, const CellSpec *cell, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < s->protocols && !status; k++) {
        CellSpec begun = *cell;
        status = soc_begin(&begun, &s->protocol[k], e);
    }
    return status;
}

/* At the loadings and values of the protocols, where those have any. */
static Status build_others(const Session *s, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < s->protocols; k++) {
        const Protocol *p = &s->protocol[k];
        for (int j = 0; (p->loadings || p->vary.values) && j < protocol_runs(p) && !status; j++) {
            CellSpec cell = {0};
            double open_circuit;
            status = build(s, p, j, &cell, &open_circuit, e);
            cell_spec_free(&cell);
        }
    }
    return status;
}

static void print(const Card *card, const CellSpec *cell, double open_circuit)
{
    printf("%s: %s\n", card_name(card), card_title(card));
    print_cell(card, cell, open_circuit);
    print_provenance(card);
    print_defaults(card);
    fflush(stdout); /* before the warnings */
}

static Status check(const Options *o, const char *file, json_t *all, Error *e)
{
    Session *s = NULL;
    CellSpec cell = {0};
    Warnings warnings = {0};
    double open_circuit = NAN;
    Status status = session_open(o, file, &s, e);
    if (!status) status = session_experiments(s, e);
    if (!status) status = build(s, NULL, 0, &cell, &open_circuit, e);
    if (!status) status = states_of_charge(s, &cell, e);
    if (!status) status = build_others(s, e);
    if (!status) status = card_warnings(s->card, &cell, s->protocols, s->protocol, &warnings, e);
    if (!status && !o->quiet) print(s->card, &cell, open_circuit);
    for (int k = 0; !status && !o->quiet && k < warnings.count; k++) print_warning(&warnings.entry[k], 1);
    const CardFacts facts = {file, &cell, open_circuit, s ? s->protocols : 0, s ? s->protocol : NULL, &warnings};
    if (!status && o->json && json_array_append_new(all, card_json(s->card, &facts))) status = error_memory(e);
    warnings_free(&warnings);
    cell_spec_free(&cell);
    session_free(s);
    return status;
}

Status command_check(const Options *o, Error *e)
{
    json_t *all = json_array();
    Status status = all ? CELLSIM_OK : error_memory(e);
    for (int k = 0; k < o->cards && !status; k++) status = check(o, o->card[k], all, e);
    Error unwritten;
    const Status printed = print_documents(o, all, status ? &unwritten : e);
    return status ? status : printed;
}
