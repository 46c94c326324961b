/* How reactions are linked to their ions. */
#include "exchange.h"

IonLink model_link(const Model *m, const char *ion, KineticsChoice kinetics, double c_ref)
{
    const Electrolyte *el = m->spec->electrolyte;
    const int found = electrolyte_find(el, electrolyte_is_absolute(el) ? ion : "");
    const int z = found < 0 ? 1 : electrolyte_ion(el, found)->charge;
    IonLink link = {.ion = found, .faraday = z * FARADAY, .f = z * m->thermal_f, .c_ref = c_ref};
    if (electrolyte_is_absolute(el)) link.form = kinetics == KINETICS_BUTLER_VOLMER ? ION_ABSOLUTE : ION_MASS_ACTION;
    else if (found >= 0) link.c_ref = electrolyte_ion(el, found)->c0;
    return link;
}

double model_link_i0(const IonLink *link, double i0, double c_ref, double c_e_exponent)
{
    return link->ion >= 0 && link->form == ION_REFERENCE ? i0 * pow(link->c_ref / c_ref, c_e_exponent) : i0;
}

double model_link_shift(const IonLink *link, double c)
{
    real slope;
    return link->form == ION_REFERENCE ? 0 : re(ln_soft(c, link->c_ref, &slope)) / link->f;
}
