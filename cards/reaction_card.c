/* What reactions exchange with the electrolyte. */
#include "build.h"

#include <stdio.h>
#include <string.h>

Status read_reaction(Reader *r, const Value *ion, const Value *form, char name[ION_NAME], KineticsChoice *kinetics)
{
    name[0] = '\0';
    *kinetics = KINETICS_DEFAULT;
    const Status status = value_text(r, ion, name, ION_NAME);
    if (status != CELLSIM_OK || !form->key) return status;
    *kinetics = KINETICS_MASS_ACTION;
    if (!strcmp(form->node->text, "mass_action")) return CELLSIM_OK;
    *kinetics = KINETICS_BUTLER_VOLMER;
    if (!strcmp(form->node->text, "butler_volmer")) return CELLSIM_OK;
    node_error(r->e, form->node, "unknown kinetics '%.40s'", form->node->text);
    return error_hint(r->e, "kinetics = \"mass_action\" or \"butler_volmer\""), CELLSIM_BAD_CARD;
}

static Status no_such_ion(Reader *r, const Node *n, const Electrolyte *el, const char *ion)
{
    const char *names[MAX_IONS];
    char all[MAX_IONS * (ION_NAME + 2)] = "";
    int cations = 0;
    for (int k = 0; k < electrolyte_ions(el); k++) {
        const Ion *one = electrolyte_ion(el, k);
        if (one->charge < 0) continue;
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", cations ? ", " : "", one->name);
        names[cations++] = one->name;
    }
    const char *near = did_you_mean(ion, cations, names);
    node_error(r->e, n, "the electrolyte has no cation '%s' to exchange", ion);
    return error_hint(r->e, near ? "did you mean '%s'?" : "its cations: %s", near ? near : all), CELLSIM_BAD_CARD;
}

static Status check_reaction(Reader *r, const Node *n, const Electrolyte *el, const char *ion, KineticsChoice kinetics)
{
    const int found = electrolyte_find(el, ion);
    if (!electrolyte_is_absolute(el)) {
        if (kinetics != KINETICS_MASS_ACTION) return CELLSIM_OK;
        node_error(r->e, n, "kinetics = \"mass_action\" needs a dilute electrolyte");
        return error_hint(r->e, "with this one c_e_exponent = alpha is the same law"), CELLSIM_BAD_CARD;
    }
    if (found < 0 || electrolyte_ion(el, found)->charge < 0) return no_such_ion(r, n, el, ion);
    if (found < electrolyte_carried(el)) return CELLSIM_OK;
    node_error(r->e, n, "'%s' is exchanged, and the ion that follows from electroneutrality",
               electrolyte_ion(el, found)->name);
    return error_hint(r->e, "electrolyte.follows must name an ion that no reaction exchanges"), CELLSIM_BAD_CARD;
}

/* A guest is a whole number of ions. */
static Status check_electrons(Reader *r, const Node *n, const Electrolyte *el, const char *ion, int electrons)
{
    const Ion *of = electrolyte_ion(el, electrolyte_find(el, ion));
    if (electrons % of->charge == 0) return CELLSIM_OK;
    node_error(r->e, n, "a guest with %d electron%s would be a fraction of an ion %s, of charge %d", electrons,
               electrons > 1 ? "s" : "", of->name, of->charge);
    return error_hint(
               r->e,
               "the first ion brings one electron, the second competes.second.electrons: a multiple of its charge"),
           CELLSIM_BAD_CARD;
}

/* A fact of the material that nothing asks for: one salt has one cation. */
static void note_ion(Reader *r, const Electrolyte *el, const char *group, const char *ion)
{
    char path[64];
    if (electrolyte_is_absolute(el) || !ion[0]) return;
    snprintf(path, sizeof path, "%s.ion", group);
    provenance_note_at(r, path, "this electrolyte has a single cation, which every reaction exchanges");
}

/* The first ion of a host that two compete for is the phase's. */
static void name_first(const Electrolyte *el, const Phase *p)
{
    snprintf(p->competing->ion[FIRST_ION].name, ION_NAME, "%s",
             electrolyte_ion(el, electrolyte_find(el, p->ion))->name);
}

static Status check_two(Reader *r, const Node *n, const Electrolyte *el, const Phase *p, const char *second)
{
    const Ion *first = electrolyte_ion(el, electrolyte_find(el, p->ion));
    if (strcmp(first->name, second) != 0) return CELLSIM_OK;
    node_error(r->e, n, "'%s' competes with itself", second);
    return error_hint(r->e, "competes.second.ion: another one than the phase's ion"), CELLSIM_BAD_CARD;
}

/* The ions of a host that two compete for; the first is the phase's, which is checked. */
static Status check_rival(Reader *r, const Node *n, const Electrolyte *el, const Phase *p)
{
    const Competitor *second = &p->competing->ion[SECOND_ION];
    if (electrolyte_is_absolute(el)) {
        Status status = check_electrons(r, n, el, p->ion, 1);
        if (status == CELLSIM_OK && second->name[0])
            status = check_reaction(r, n, el, second->name, KINETICS_MASS_ACTION);
        if (status == CELLSIM_OK && second->name[0]) status = check_two(r, n, el, p, second->name);
        return status == CELLSIM_OK && second->name[0] ? check_electrons(r, n, el, second->name, second->electrons)
                                                       : status;
    }
    node_error(r->e, n, "ions compete for this phase, and the electrolyte has one salt");
    return error_hint(r->e, "competes needs a dilute electrolyte, one with theory = \"dilute\""), CELLSIM_BAD_CARD;
}

Status check_reactions(Reader *r, const Node *const electrode[REGIONS], const Node *foil, const Node *reference,
                       const CellSpec *spec)
{
    const Electrolyte *el = spec->electrolyte;
    Status status = CELLSIM_OK;
    char path[48];
    note_ion(r, el, "foil", spec->foil.ion);
    note_ion(r, el, "reference", spec->reference.ion);
    if (foil) status = check_reaction(r, foil, el, spec->foil.ion, spec->foil.kinetics);
    if (status == CELLSIM_OK && reference)
        status = check_reaction(r, reference, el, spec->reference.ion, KINETICS_DEFAULT);
    for (RegionId region = NEGATIVE; region < REGIONS; region++) {
        const Node *list = node_find(electrode[region], "phases");
        for (int k = 0; status == CELLSIM_OK && k < spec->electrode[region].phases; k++) {
            const Phase *p = &spec->electrode[region].phase[k];
            const Node *n = list ? list->child[k] : electrode[region];
            snprintf(path, sizeof path, "%s.phases[%d]", region == NEGATIVE ? "negative" : "positive", k);
            note_ion(r, el, path, p->ion);
            status = check_reaction(r, n, el, p->ion, p->kinetics);
            if (status == CELLSIM_OK && p->competing) status = check_rival(r, n, el, p);
            if (status == CELLSIM_OK && p->competing) name_first(el, p);
        }
    }
    return status;
}
