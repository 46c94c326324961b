/* cellsim check: is the card sound, would it run, and where does every value come from? */
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

static void print_phase(const Phase *p, double thickness)
{
    printf("  phase %-12s R %.3g um, ", p->name, p->radius * 1e6);
    if (p->surface_class) printf("no diffusion length");
    else printf("R^2/D %.4g s", p->radius * p->radius / p->D);
    printf(", guest capacity %.3g mAh/cm2\n",
           p->volume_fraction * p->c_max * thickness * FARADAY / SECONDS_PER_HOUR / 10);
}

static void print_cell(const CellSpec *cell)
{
    const Electrode *el = &cell->electrode[POSITIVE];
    const Region *r = &cell->region[POSITIVE];
    printf("  positive electrode %.1f um, porosity %.2f, %.3g mg/cm2; 1C = %.4g mA/cm2\n", r->thickness * 1e6,
           r->porosity, el->mass_loading * 100, cell->one_C / 10);
    for (int p = 0; p < el->phases; p++) print_phase(&el->phase[p], r->thickness);
}

/* The cell of a protocol's run (no protocol: the card's own), with everything that a run builds before its first step. */
static Status build(const Session *s, const Protocol *p, int run, CellSpec *cell, Error *e)
{
    Model *m = NULL;
    Simulation *simulation = NULL;
    const SimulationOptions options = simulation_defaults();
    Status status = p ? card_cell_of_run(s->card, p, run, cell, e) : card_cell(s->card, NAN, cell, e);
    if (!status) status = model_create(cell, &m, e);
    if (!status) status = simulation_create(m, &options, &simulation, e);
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
            status = build(s, p, j, &cell, e);
            cell_spec_free(&cell);
        }
    }
    return status;
}

static Status check(const Options *o, const char *file, json_t *all, Error *e)
{
    Session *s = NULL;
    CellSpec cell = {0};
    Status status = session_open(o, file, &s, e);
    if (!status) status = session_experiments(s, e);
    if (!status) status = build(s, NULL, 0, &cell, e);
    if (!status) status = states_of_charge(s, &cell, e);
    if (!status) status = build_others(s, e);
    if (!status && !o->quiet) {
        printf("%s: %s\n", card_name(s->card), card_title(s->card));
        print_cell(&cell);
        print_provenance(s->card);
    }
    if (!status && o->json && json_array_append_new(all, card_json(s->card, file, &cell, s->protocols, s->protocol)))
        status = error_memory(e);
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
