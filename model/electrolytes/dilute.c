/* Which ions a dilute electrolyte has, and which of them follows from the others. */
#include "kinds.h"

#include <stdlib.h>

static Status complain(const Ion *of, const char *what, double value, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "ion %s: %s = %g", of->name, what, value);
    error_hint(e,
               "charges are whole numbers from -4 to 4 and not 0, diffusivities positive, concentrations not negative");
    return CELLSIM_BAD_CARD;
}

static Status check_ions(const DiluteSpec *s, Error *e)
{
    double charge = 0, total = 0;
    if (s->ions < 2 || s->ions > MAX_IONS)
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "a dilute electrolyte has 2 to %d ions, not %d", MAX_IONS,
                         s->ions);
    for (int k = 0; k < s->ions; k++) {
        const Ion *of = &s->ion[k];
        if (of->charge == 0 || abs(of->charge) > 4) return complain(of, "charge", of->charge, e);
        if (!(of->D > 0 && of->D < 1e-4)) return complain(of, "D", of->D, e);
        if (!(of->c0 >= 0 && of->c0 < 1e6)) return complain(of, "concentration", of->c0, e);
        charge += of->charge * of->c0;
        total += abs(of->charge) * of->c0;
    }
    if (total > 0 && fabs(charge) <= 1e-6 * total) return CELLSIM_OK;
    if (!(total > 0)) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "no ion is there at the start");
        return error_hint(e, "give the ions c_M, or their salts a concentration"), CELLSIM_BAD_CARD;
    }
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the ions carry %.6g mol/m3 of charge together", charge);
    return error_hint(e, "sum over all ions of charge times concentration must be 0"), CELLSIM_BAD_CARD;
}

int dilute_choose(const DiluteSpec *s, const int *exchanged)
{
    int best = -1;
    for (int k = 0; k < s->ions; k++)
        if (!exchanged[k] && s->ion[k].c0 > 0 && (best < 0 || s->ion[k].c0 > s->ion[best].c0)) best = k;
    return best;
}

/* The others in their order, then the one that follows, whose concentration makes the sum of charges 0. */
static void order_ions(const DiluteSpec *s, Electrolyte *el)
{
    double charge = 0;
    Ion *last = &el->ion[s->ions - 1];
    el->first = -1;
    for (int k = 0, n = 0; k < s->ions; k++) {
        if (el->first < 0 && s->ion[k].charge > 0) el->first = k == s->follows ? s->ions - 1 : n;
        if (k == s->follows) continue;
        el->ion[n++] = s->ion[k];
        charge += s->ion[k].charge * s->ion[k].c0;
    }
    *last = s->ion[s->follows];
    last->c0 = -charge / last->charge;
    for (int k = 0; k < s->ions; k++) el->total += 0.5 * abs(el->ion[k].charge) * el->ion[k].c0;
}

Status electrolyte_create_dilute(const DiluteSpec *s, Electrolyte **out, Error *e)
{
    *out = NULL;
    const Status status = check_ions(s, e);
    if (status != CELLSIM_OK) return status;
    if (s->follows < 0 || s->follows >= s->ions || !(s->ion[s->follows].c0 > 0)) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "no ion is there from the start that no reaction exchanges");
        return error_hint(e, "one ion follows from electroneutrality: it must never vanish"), CELLSIM_BAD_CARD;
    }
    Electrolyte *el = *out = calloc(1, sizeof *el);
    if (!el) return error_memory(e);
    el->kind = &electrolyte_dilute;
    el->ions = s->ions;
    el->carried = s->ions - 1;
    el->f = FARADAY / (GAS_CONSTANT * s->temperature);
    order_ions(s, el);
    return CELLSIM_OK;
}
