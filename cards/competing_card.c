/* A host that two cations compete for (E-com-1 … 6). */
#include "build.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static Status open_inner(Reader *r, const Section *section, const Place *at, const char *name, Place *inner, Value *v)
{
    place_inner(at, name, inner);
    return section_read(r, section, inner, v);
}

static Status read_competitor(Reader *r, const Place *at, const char *name, Value *v, Competitor *ion)
{
    Place inner;
    Status status = open_inner(r, &section_competitor, at, name, &inner, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_competitor, &inner, v, COMPETITOR_RATE);
    if (status == CELLSIM_OK) status = section_require(r, &section_competitor, &inner, v, COMPETITOR_D);
    if (status == CELLSIM_OK) status = value_text(r, &v[COMPETITOR_ION], ion->name, sizeof ion->name);
    if (status != CELLSIM_OK) return status;
    ion->rate = v[COMPETITOR_RATE].number;
    ion->alpha = v[COMPETITOR_ALPHA].number;
    ion->diffusion = 1 / v[COMPETITOR_D].number;
    ion->c_ref = v[COMPETITOR_C].number;
    return CELLSIM_OK;
}

static Status read_first(Reader *r, const Place *at, Competing *e)
{
    Value v[MAX_SLOTS];
    const char *because = "it is the second ion's";
    e->ion[FIRST_ION].electrons = 1;
    const Status status = read_competitor(r, at, "first", v, &e->ion[FIRST_ION]);
    const IdleKey idle[] = {{COMPETITOR_ION, 1, COMPETITOR_ION, "the first ion is the phase's", 0},
                            {COMPETITOR_ELECTRONS, 1, COMPETITOR_ELECTRONS, because, 0},
                            {COMPETITOR_HELP, 1, COMPETITOR_HELP, because, 0},
                            {COMPETITOR_SLOWING, 1, COMPETITOR_SLOWING, because, 0}};
    Place inner;
    place_inner(at, "first", &inner);
    return status == CELLSIM_OK ? section_refuse_idle(r, &inner, v, 4, idle) : status;
}

static Status read_second(Reader *r, const Place *at, Competing *e)
{
    Value v[MAX_SLOTS];
    Place inner;
    place_inner(at, "second", &inner);
    Status status = read_competitor(r, at, "second", v, &e->ion[SECOND_ION]);
    if (status == CELLSIM_OK) status = section_require(r, &section_competitor, &inner, v, COMPETITOR_ION);
    if (status != CELLSIM_OK) return status;
    e->ion[SECOND_ION].electrons = (int)v[COMPETITOR_ELECTRONS].number;
    e->help = v[COMPETITOR_HELP].number;
    e->slowing = v[COMPETITOR_SLOWING].number;
    return CELLSIM_OK;
}

static Status read_class(Reader *r, const Node *n, int number, SiteKind *kind)
{
    static const int U[] = {CLASS_U, CLASS_U2}, repel[] = {CLASS_REPEL, CLASS_REPEL2};
    Value v[MAX_SLOTS];
    Place at;
    char path[64];
    snprintf(path, sizeof path, "competes.classes[%d]", number);
    Status status = place_open(r, n, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_class, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_class, &at, v, CLASS_SITES);
    if (status != CELLSIM_OK) return status;
    *kind = (SiteKind){.sites = v[CLASS_SITES].number};
    for (int ion = 0; ion < COMPETITORS; ion++) {
        kind->takes[ion] = v[U[ion]].key != NULL;
        if (kind->takes[ion]) kind->U[ion] = v[U[ion]].number;
        kind->repel[ion] = v[repel[ion]].number;
    }
    return CELLSIM_OK;
}

/* Places, and a second ion wherever a class has room for one. */
static Status check_classes(Reader *r, const Node *list, int second, Competing *e)
{
    int used = 0;
    for (int s = 0; s < e->classes; s++) {
        used += e->class[s].takes[SECOND_ION];
        if (e->class[s].takes[FIRST_ION] || e->class[s].takes[SECOND_ION]) continue;
        node_error(r->e, list->child[s], "classes[%d] takes no ion", s);
        return error_hint(r->e, "first_U_V and second_U_V say which ions fit, and at what potential"), CELLSIM_BAD_CARD;
    }
    if (!second && used > 0) {
        node_error(r->e, list, "a class takes a second ion, and none is given");
        return error_hint(r->e, "give competes.second"), CELLSIM_BAD_CARD;
    }
    if (!competing_finish(e)) return CELLSIM_OK;
    node_error(r->e, list, "the classes have %d places for ions", e->places);
    return error_hint(r->e, "first_U_V and second_U_V say which ions fit: 1 to %d in all", MAX_PLACES),
           CELLSIM_BAD_CARD;
}

Status build_competing(Reader *r, const Place *phase, Phase *p, double *electrons)
{
    Value own[MAX_SLOTS];
    Place at;
    Competing *e = p->competing = calloc(1, sizeof *e);
    if (!e) return error_memory(r->e);
    Status status = open_inner(r, &section_competes, phase, "competes", &at, own);
    if (status == CELLSIM_OK) status = section_require(r, &section_competes, &at, own, RIVAL_CLASSES);
    if (status == CELLSIM_OK) status = section_require(r, &section_competes, &at, own, RIVAL_BUDGET);
    if (status == CELLSIM_OK) status = section_require(r, &section_competes, &at, own, RIVAL_FIRST);
    if (status == CELLSIM_OK) status = list_length(r, own[RIVAL_CLASSES].node, 1, MAX_CLASSES);
    if (status != CELLSIM_OK) return status;
    const Node *list = own[RIVAL_CLASSES].node;
    e->f = FARADAY / (GAS_CONSTANT * r->temperature);
    e->budget = *electrons = own[RIVAL_BUDGET].number;
    e->native = own[RIVAL_NATIVE].number / e->budget;
    e->ion[SECOND_ION] = (Competitor){.electrons = 2, .rate = 1, .alpha = 0.5, .diffusion = 1, .c_ref = 1000};
    e->classes = list->children;
    status = read_first(r, &at, e);
    if (status == CELLSIM_OK && own[RIVAL_SECOND].key) status = read_second(r, &at, e);
    for (int s = 0; s < e->classes && status == CELLSIM_OK; s++)
        status = read_class(r, list->child[s], s, &e->class[s]);
    return status == CELLSIM_OK ? check_classes(r, list, own[RIVAL_SECOND].key != NULL, e) : status;
}

Status build_competing_kinetics(Reader *r, const Value *v, Phase *p)
{
    const Competitor *first = &p->competing->ion[FIRST_ION];
    const double q = p->area_per_volume / (p->volume_fraction * p->c_max * FARADAY);
    p->D = p->radius * p->radius * first->diffusion;
    p->i0 = first->rate / q;
    p->c_ref = first->c_ref;
    p->c_e_exponent = p->alpha = 1 - first->alpha;
    p->double_layer = v[PH_DL].number;
    return read_reaction(r, &v[PH_ION], &v[PH_KINETICS], p->ion, &p->kinetics);
}

Status refuse_beside_competing(Reader *r, const Place *at, const Value *v)
{
    static const int slot[] = {
        PH_ISOTHERM, PH_X_RANGE, PH_SITES_SCALE, PH_D,       PH_EA_D,  PH_THERMO, PH_I0,         PH_BASIS,
        PH_EA_I0,    PH_C_REF,   PH_EXPONENT,    PH_ALPHA,   PH_SHAPE, PH_FILM,   PH_HYSTERESIS, PH_HYSTERESIS_I,
        PH_KINETICS, PH_SIDE,    PH_OXYGEN,      PH_EVOLVES, PH_DU_DT, PH_T_REF};
    enum { SLOTS = sizeof slot / sizeof *slot };
    IdleKey key[SLOTS];
    for (int k = 0; k < SLOTS; k++)
        key[k] = (IdleKey){slot[k], v[PH_COMPETES].key != NULL, PH_COMPETES,
                           "the ions of competes have laws of their own", 0};
    return section_refuse_idle(r, at, v, SLOTS, key);
}
