/* A host whose phases turn into each other (E-evo-1 … 6). */
#include "build.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* No form is ever absent (E-evo-1). */
static const double LEAST = 1e-3;

/* The group of a slot, with all that has no default. */
static Status open_group(Reader *r, const Section *section, const Place *at, const char *name, Value *v)
{
    Place inner;
    place_inner(at, name, &inner);
    Status status = section_read(r, section, &inner, v);
    for (int k = 0; k < section->slots && status == CELLSIM_OK; k++)
        if (!v[k].key && isnan(v[k].number)) status = section_require(r, section, &inner, v, k);
    return status;
}

static Status read_form(Reader *r, const Place *at, const char *name, double sum_X, double i0_factor,
                        EvolvingForm *form)
{
    Value v[MAX_SLOTS];
    double capacity = 0;
    Status status = open_group(r, &section_form, at, name, v);
    if (status == CELLSIM_OK) status = build_form_isotherm(r, v[FORM_SITES].node, &form->isotherm, &capacity);
    form->full = capacity / sum_X;
    form->i0 = v[FORM_I0].number * i0_factor;
    form->share = v[FORM_SHARE].number;
    form->fade = v[FORM_FADE].number * sum_X;
    return status;
}

/* `share` of the host is crystal at the start, in particles of `radius` [m]. */
static Status read_conversion(Reader *r, const Place *at, double sum_X, double radius, double share, Conversion *c)
{
    Value v[MAX_SLOTS];
    const Status status = open_group(r, &section_conversion, at, "conversion", v);
    const double core = 1 - v[CONV_DEPTH].number / radius;
    *c = (Conversion){.rate = v[CONV_RATE].number,
                      .U = v[CONV_U].number,
                      .spread = v[CONV_SPREAD].number,
                      .alpha = v[CONV_ALPHA].number,
                      .core = core > 0 ? fmax(share * core * core * core, LEAST) : LEAST,
                      .content = v[CONV_X].number / sum_X,
                      .rocksalt = v[CONV_ROCKSALT].number};
    return status;
}

static Status read_ripening(Reader *r, const Place *at, double sum_X, Ripening *ripening)
{
    Value v[MAX_SLOTS];
    const Status status = open_group(r, &section_ripening, at, "ripening", v);
    *ripening = (Ripening){.rate = v[RIPE_RATE].number,
                           .content = v[RIPE_X].number / sum_X,
                           .interval = v[RIPE_WIDTH].number / sum_X,
                           .remainder = fmax(v[RIPE_REMAINDER].number, LEAST),
                           .bound = v[RIPE_BOUND].number / sum_X};
    return status;
}

/* What forms must have room in the forms that it becomes. */
static Status check_contents(Reader *r, const Node *node, const Evolving *e)
{
    const double most = 0.98, x = e->conversion.content;
    if (x <= most && e->ripening.bound <= fmin(x, 1)) return CELLSIM_OK;
    node_error(r->e, node, "what forms holds %.4g of the amorphous form's sites, %.4g of them for ever", x,
               e->ripening.bound);
    return error_hint(r->e,
                      "conversion.x: at most %g of the sum of X in sites of the phase; ripening.bound_x: at most that",
                      most),
           CELLSIM_BAD_CARD;
}

static Status check_shares(Reader *r, const Node *node, const Evolving *e)
{
    if (e->crystal.share + e->rocksalt.share <= 1 - LEAST) return CELLSIM_OK;
    node_error(r->e, node, "crystal and rocksalt are %.4g of the host at the start",
               e->crystal.share + e->rocksalt.share);
    return error_hint(r->e, "their shares may add up to %.4g: the rest is amorphous", 1 - LEAST), CELLSIM_BAD_CARD;
}

/* i0 of a form is stated as that of the phase: on the same area, at the same temperature, for half of its sites. */
static double i0_factor(const Value *v, const Phase *p)
{
    return given_as(&v[PH_I0], "i0_A_m2") ? p->i0 / v[PH_I0].number : 2;
}

Status build_evolving(Reader *r, const Place *phase, const Value *v, double sum_X, Phase *p)
{
    const Value *group = &v[PH_EVOLVES];
    Value own[MAX_SLOTS];
    Place at;
    if (!group->key) return CELLSIM_OK;
    p->evolving = calloc(1, sizeof *p->evolving);
    if (!p->evolving) return error_memory(r->e);
    Evolving *e = p->evolving;
    if (!isotherm_constant_D(p->isotherm)) {
        node_error(r->e, v[PH_D].key ? v[PH_D].node : group->node, "%s evolves, and its D varies with x", phase->path);
        return error_hint(r->e, "give one D, without thermodynamic_factor or mobilities of sites"), CELLSIM_BAD_CARD;
    }
    place_inner(phase, "evolves", &at);
    Status status = section_read(r, &section_evolves, &at, own);
    for (int k = EVO_CRYSTAL; k <= EVO_RIPENING && status == CELLSIM_OK; k++)
        status = section_require(r, &section_evolves, &at, own, k);
    if (status == CELLSIM_OK) status = read_form(r, &at, "crystal", sum_X, i0_factor(v, p), &e->crystal);
    if (status == CELLSIM_OK) status = read_form(r, &at, "rocksalt", sum_X, i0_factor(v, p), &e->rocksalt);
    if (status == CELLSIM_OK) status = read_conversion(r, &at, sum_X, p->radius, e->crystal.share, &e->conversion);
    if (status == CELLSIM_OK) status = read_ripening(r, &at, sum_X, &e->ripening);
    if (status != CELLSIM_OK) return status;
    e->fade = own[EVO_FADE].number * sum_X;
    e->trap = own[EVO_TRAP].number * sum_X;
    e->remainder = own[EVO_REMAINDER].number;
    status = check_shares(r, group->node, e);
    return status == CELLSIM_OK ? check_contents(r, group->node, e) : status;
}
