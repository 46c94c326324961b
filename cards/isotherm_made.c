/* Isotherms of phases and forms, unless they were built before. */
#include "isotherm_made.h"

#include "memo.h"

Status build_form_isotherm(Reader *r, const Node *list, Isotherm **out, double *capacity)
{
    MemoKey key = {0};
    memo_key_number(&key, r->temperature);
    memo_key_node(&key, list);
    const Made *made = memo_find(r->memo, &key, 0);
    if (made) {
        *out = isotherm_share(made->isotherm);
        *capacity = made->number[0];
        memo_key_free(&key);
        return CELLSIM_OK;
    }
    Status status = isotherm_make_form(r, list, out, capacity);
    if (status == CELLSIM_OK) {
        status = memo_keep(r->memo, &key, &(Made){.isotherm = *out, .number = {*capacity}}, 0, r->e);
        if (status != CELLSIM_OK) isotherm_free(*out), *out = NULL;
    }
    memo_key_free(&key);
    return status;
}

/* What the table knows of D: nothing of a number, or of a D that is stated otherwise. */
typedef enum { D_NOT_HERE, D_NUMBER, D_LAW } KindOfD;

static KindOfD kind_of_D(const Value *D)
{
    if (!D->key || D->key->type != AS_LAW) return D_NOT_HERE;
    return D->node->type == NODE_NUMBER ? D_NUMBER : D_LAW;
}

/* Everything that isotherm_make reads, but for a D that is a number. */
static void isotherm_key(const Reader *r, const Value *v, MemoKey *key)
{
    static const int read[] = {PH_ISOTHERM, PH_X_RANGE, PH_SITES_SCALE, PH_T_REF,
                               PH_DU_DT,    PH_THERMO,  PH_SHAPE,       PH_SURFACE};
    memo_key_number(key, r->temperature);
    for (size_t k = 0; k < sizeof read / sizeof *read; k++) memo_key_value(key, &v[read[k]]);
    memo_key_number(key, kind_of_D(&v[PH_D]));
    if (kind_of_D(&v[PH_D]) == D_LAW) memo_key_value(key, &v[PH_D]);
}

/* From a table that was built before. */
static Status take_made(Reader *r, const Value *v, const Made *made, Phase *p, double *capacity)
{
    double D = made->number[1];
    const Status status = kind_of_D(&v[PH_D]) == D_NUMBER ? isotherm_number_D(r, &v[PH_D], &D) : CELLSIM_OK;
    if (status != CELLSIM_OK) return status;
    p->isotherm = isotherm_share(made->isotherm);
    p->D = D;
    *capacity = made->number[0];
    return CELLSIM_OK;
}

Status build_isotherm(Reader *r, const Place *at, const Value *v, Phase *p, double *capacity)
{
    const Value *const laws[] = {&v[PH_ISOTHERM], &v[PH_D], &v[PH_SHAPE], &v[PH_DU_DT]};
    MemoKey key = {0};
    Status status = section_require(r, &section_phase, at, v, PH_ISOTHERM);
    if (status != CELLSIM_OK) return status;
    isotherm_key(r, v, &key);
    const Made *before = memo_find(r->memo, &key, r->log != NULL);
    if (before) {
        status = take_made(r, v, before, p, capacity);
        memo_give_notes(r, 4, laws, before);
    } else {
        status = isotherm_make(r, v, p, capacity);
        Made made = {.isotherm = p->isotherm, .number = {*capacity, p->D}};
        memo_take_notes(r, 4, laws, &made);
        if (status == CELLSIM_OK) status = memo_keep(r->memo, &key, &made, r->log != NULL, r->e);
    }
    memo_key_free(&key);
    return status;
}
