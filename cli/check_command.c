/* cellsim check: is the card sound, and where does every value come from? */
#include "../model/constants.h"
#include "../report/names.h"
#include "commands.h"

#include <math.h>
#include <stdio.h>

static void print_provenance(const Card *card)
{
    const Provenance *p;
    const int values = card_provenance(card, &p);
    int width = 20;
    for (int k = 0; k < values; k++) {
        int length = 0;
        while (p[k].path[length]) length++;
        if (length > width) width = length;
    }
    for (int k = 0; k < values; k++)
        printf("  %-*s  %-24s  %-10s  %s\n", width, p[k].path, p[k].value, provenance_name(p[k].kind), p[k].source);
}

static void print_cell(const CellSpec *cell)
{
    const Electrode *el = &cell->electrode[POSITIVE];
    const Region *r = &cell->region[POSITIVE];
    printf("  positive electrode %.1f um, porosity %.2f, %.3g mg/cm2; 1C = %.4g mA/cm2\n", r->thickness * 1e6,
           r->porosity, el->mass_loading * 100, cell->one_C / 10);
    for (int p = 0; p < el->phases; p++)
        printf("  phase %-12s R %.3g um, R^2/D %.4g s, guest capacity %.3g mAh/cm2\n", el->phase[p].name,
               el->phase[p].radius * 1e6, el->phase[p].radius * el->phase[p].radius / el->phase[p].D,
               el->phase[p].volume_fraction * el->phase[p].c_max * r->thickness * FARADAY / SECONDS_PER_HOUR / 10);
}

Status command_check(const Options *o, Error *e)
{
    for (int k = 0; k < o->cards; k++) {
        Card *card = NULL;
        CellSpec cell = {0};
        Status s = card_read(o->card[k], o->library, o->overrides, o->override, &card, e);
        if (!s) s = card_cell(card, NAN, &cell, e);
        if (!s && !o->quiet) {
            printf("%s: %s\n", card_name(card), card_title(card));
            print_cell(&cell);
            print_provenance(card);
        }
        cell_spec_free(&cell);
        card_free(card);
        if (s) return s;
    }
    return CELLSIM_OK;
}
