#include "written.h"

#include "card_private.h"
#include "law_table.h"

#include <stdio.h>

static Reader reader(const Card *card, double temperature, Error *e)
{
    return (Reader){.library = card->library, .file = card->document->file, .temperature = temperature, .e = e};
}

static Status take(Reader *r, const Value *v, LawVariable variable, double scale, double Ea, double T_ref,
                   WrittenLaw *out)
{
    const Status status = law_compile(r, v, variable, scale, &out->law);
    if (status) return status;
    out->law.factor *= arrhenius(Ea, r->temperature, T_ref);
    out->Ea = Ea;
    const int text = v->key && v->node->type == NODE_TEXT && !law_table_is_file(v->node->text);
    out->formula = text && !v->with ? v->node->text : NULL;
    return CELLSIM_OK;
}

Status written_phase(const Card *card, double temperature, RegionId id, int k, WrittenPhase *out, Error *e)
{
    Value v[MAX_SLOTS];
    Place at;
    Reader r = reader(card, temperature, e);
    const Node *phases = node_find(node_find(card->document->root, id == NEGATIVE ? "negative" : "positive"), "phases");
    *out = (WrittenPhase){0};
    Status s = place_open(&r, phases->child[k], "materials.cfg", "phase", &at);
    if (!s) s = section_read(&r, &section_phase, &at, v);
    if (s) return s;
    const double T_ref = reference_temperature(&v[PH_T_REF]);
    out->Ea_i0 = v[PH_EA_I0].number;
    out->warmer = temperature - T_ref;
    out->thermodynamic = v[PH_THERMO].number != 0;
    out->shaped = v[PH_SHAPE].key != NULL;
    if (v[PH_ISOTHERM].key && !given_as(&v[PH_ISOTHERM], "sites"))
        s = take(&r, &v[PH_ISOTHERM], LAW_OF_X, 1, 0, T_ref, &out->U);
    if (!s && v[PH_D].key && !given_as(&v[PH_D], "R2_over_D_s"))
        s = take(&r, &v[PH_D], LAW_OF_X, 1, v[PH_EA_D].number, T_ref, &out->D);
    out->D.Ea = v[PH_EA_D].number;
    return s ? s : take(&r, &v[PH_DU_DT], LAW_OF_X, 1, 0, T_ref, &out->dU);
}

void written_phase_free(WrittenPhase *p)
{
    law_free(&p->U.law), law_free(&p->D.law), law_free(&p->dU.law);
}

Status written_electrolyte(const Card *card, double temperature, WrittenElectrolyte *out, Error *e)
{
    Value v[MAX_SLOTS];
    Place at;
    Reader r = reader(card, temperature, e);
    *out = (WrittenElectrolyte){0};
    Status s = place_open(&r, node_find(card->document->root, "electrolyte"), "electrolytes.cfg", "electrolyte", &at);
    if (!s) s = section_read(&r, &section_electrolyte, &at, v);
    if (s) return s;
    const double T_ref = reference_temperature(&v[ELY_T_REF]);
    s = take(&r, &v[ELY_KAPPA], LAW_OF_C, 1e-3, v[ELY_EA_KAPPA].number, T_ref, &out->kappa);
    if (!s) s = take(&r, &v[ELY_D], LAW_OF_C, 1e-3, v[ELY_EA_D].number, T_ref, &out->D);
    if (!s) s = take(&r, &v[ELY_T_PLUS], LAW_OF_C, 1e-3, 0, T_ref, &out->t_plus);
    return s ? s : take(&r, &v[ELY_CHI], LAW_OF_C, 1e-3, 0, T_ref, &out->chi);
}

void written_electrolyte_free(WrittenElectrolyte *el)
{
    law_free(&el->kappa.law), law_free(&el->D.law), law_free(&el->t_plus.law), law_free(&el->chi.law);
}
