/* What is asked of any electrolyte. */
#include "electrolyte.h"

#include "electrolytes/kinds.h"

#include <stdlib.h>
#include <string.h>

int electrolyte_carried(const Electrolyte *el)
{
    return el->carried;
}

int electrolyte_ions(const Electrolyte *el)
{
    return el->ions;
}

const Ion *electrolyte_ion(const Electrolyte *el, int k)
{
    return &el->ion[k];
}

int electrolyte_find(const Electrolyte *el, const char *name)
{
    if (!name[0]) return el->first;
    for (int k = 0; k < el->ions; k++)
        if (!strcmp(el->ion[k].name, name)) return k;
    return -1;
}

double electrolyte_scale(const Electrolyte *el, int k)
{
    return el->ion[k].c0 > 0 ? el->ion[k].c0 : el->total;
}

int electrolyte_is_absolute(const Electrolyte *el)
{
    return el->kind->absolute;
}

void electrolyte_concentrations(const Electrolyte *el, const double *carried, double *out)
{
    double charge = 0;
    for (int k = 0; k < el->carried; k++) {
        out[k] = carried[k];
        charge += el->ion[k].charge * carried[k];
    }
    if (el->ions > el->carried && el->carried > 0) out[el->carried] = -charge / el->ion[el->carried].charge;
}

double electrolyte_c0(const Electrolyte *el)
{
    return el->ion[0].c0;
}

RestTransport electrolyte_transport(const Electrolyte *el)
{
    return el->kind->transport(el);
}

Electrolyte *electrolyte_share(Electrolyte *el)
{
    if (el) atomic_fetch_add(&el->shares, 1);
    return el;
}

void electrolyte_free(Electrolyte *el)
{
    if (!el || atomic_fetch_sub(&el->shares, 1) > 0) return;
    salt_free(el->salt);
    free(el);
}
