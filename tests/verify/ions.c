/* Small cells of other electrolytes. */
#include "small.h"

#include <stdlib.h>
#include <string.h>

void use_dilute(CellSpec *s, int ions, const Ion *ion)
{
    DiluteSpec spec = {.ions = ions, .follows = ions - 1, .temperature = s->temperature};
    memcpy(spec.ion, ion, (size_t)ions * sizeof *ion);
    electrolyte_free(s->electrolyte);
    if (electrolyte_create_dilute(&spec, &s->electrolyte, NULL)) abort();
}

void use_single_ion(CellSpec *s)
{
    electrolyte_free(s->electrolyte);
    if (electrolyte_create_single_ion(0.3, &s->electrolyte, NULL)) abort();
}

void use_two_ions(CellSpec *s)
{
    const Ion ion[] = {{"Li", 1, 1000, 2e-10}, {"PF6", -1, 1000, 3e-10}};
    use_dilute(s, 2, ion);
}

void use_three_ions(CellSpec *s)
{
    const Ion ion[] = {{"Li", 1, 600, 2e-10}, {"K", 1, 300, 4e-10}, {"A", -1, 900, 3e-10}};
    use_dilute(s, 3, ion);
}

/* A foil and a host of different ions, and a follower that neither exchanges. */
void use_four_ions(CellSpec *s)
{
    const Ion ion[] = {
        {"Mg2Cl3", 1, 400, 1.5e-10}, {"Li", 1, 150, 2.5e-10}, {"Cl", -1, 150, 3e-10}, {"AlPh2Cl2", -1, 400, 1.8e-10}};
    use_dilute(s, 4, ion);
    s->one_C = 0.15; /* half an hour takes half of the Li */
    strcpy(s->foil.ion, "Mg2Cl3");
    s->foil.c_ref = 400;
    s->foil.U = -0.03;
    strcpy(s->electrode[POSITIVE].phase[0].ion, "Li");
}

void use_reservoir(CellSpec *s)
{
    s->reservoir = (Reservoir){.volume = 2.8e-3, .exchange = 2e-7};
}

void use_reference(CellSpec *s)
{
    s->reference = (ReferenceElectrode){.present = 1, .place = 0.4, .U = 0.02, .c_ref = 500};
}

void use_four_ions_and_more(CellSpec *s)
{
    use_four_ions(s);
    use_reservoir(s);
    use_reference(s);
}

static void by_butler_volmer(Phase *p)
{
    p->kinetics = KINETICS_BUTLER_VOLMER;
    p->c_e_exponent = 0.7;
    strcpy(p->ion, "Mg");
}

/* Charges other than 1, one ion absent at the start, the kinetics of concentrated electrolytes. */
void use_divalent(CellSpec *s)
{
    const Ion ion[] = {{"Mg", 2, 300, 0.8e-10}, {"Li", 1, 0, 2e-10}, {"SO4", -2, 100, 1e-10}, {"ClO4", -1, 400, 2e-10}};
    use_dilute(s, 4, ion);
    s->one_C = 5;
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int k = 0; k < s->electrode[r].phases; k++) by_butler_volmer(&s->electrode[r].phase[k]);
    strcpy(s->foil.ion, "Mg");
    s->foil.kinetics = KINETICS_BUTLER_VOLMER;
}

void everything_four_ions(CellSpec *s)
{
    everything(s);
    use_four_ions(s);
}

void side_four_ions(CellSpec *s)
{
    side_reaction(s);
    use_four_ions(s);
}

void everything_divalent(CellSpec *s)
{
    everything(s);
    use_divalent(s);
}

void everything_single_ion(CellSpec *s)
{
    everything(s);
    use_single_ion(s);
}
