#include "build.h"
#include "memo.h"

#include <math.h>
#include <string.h>

/* The four laws of an electrolyte, alive until it is tabulated. */
typedef struct Laws {
    Law kappa, D, t_plus, chi;
} Laws;

/* Formulas and tables take c in mol/L, the model mol/m3. */
static Status compile_laws(Reader *r, const Place *at, const Value *v, Laws *laws)
{
    static const int needed[] = {ELY_C0, ELY_KAPPA, ELY_D, ELY_T_PLUS};
    Status status = CELLSIM_OK;
    *laws = (Laws){0};
    for (int k = 0; k < 4 && status == CELLSIM_OK; k++)
        status = section_require(r, &section_electrolyte, at, v, needed[k]);
    if (status == CELLSIM_OK) status = law_compile(r, &v[ELY_KAPPA], LAW_OF_C, 1e-3, &laws->kappa);
    if (status == CELLSIM_OK) status = law_compile(r, &v[ELY_D], LAW_OF_C, 1e-3, &laws->D);
    if (status == CELLSIM_OK) status = law_compile(r, &v[ELY_T_PLUS], LAW_OF_C, 1e-3, &laws->t_plus);
    if (status == CELLSIM_OK) status = law_compile(r, &v[ELY_CHI], LAW_OF_C, 1e-3, &laws->chi);
    if (status != CELLSIM_OK) return status;
    const double T_ref = reference_temperature(&v[ELY_T_REF]);
    laws->kappa.factor *= arrhenius(v[ELY_EA_KAPPA].number, r->temperature, T_ref);
    laws->D.factor *= arrhenius(v[ELY_EA_D].number, r->temperature, T_ref);
    return CELLSIM_OK;
}

/* Wrong units show here: 1 mol/L electrolytes conduct 1e-3 to 10 S/m and diffuse at 1e-13 to 1e-8 m2/s. */
static Status plausible(Reader *r, const Value *v, int slot, Law *law, double c0, double lo, double hi,
                        const char *unit)
{
    const double at_c0 = law_eval(c0, law);
    if (at_c0 >= lo && at_c0 <= hi) return CELLSIM_OK;
    node_error(r->e, v[slot].node, "%s is %.4g %s at the initial concentration of %.4g mol/L", v[slot].key->name, at_c0,
               unit, c0 / 1000);
    error_hint(r->e, "%.0e to %.0e %s is expected; c in formulas is in mol/L, the key names the unit of the result", lo,
               hi, unit);
    return CELLSIM_BAD_CARD;
}

static Status check_laws(Reader *r, const Value *v, Laws *laws)
{
    const double c0 = v[ELY_C0].number;
    Status status = plausible(r, v, ELY_KAPPA, &laws->kappa, c0, 1e-6, 1e3, "S/m");
    if (status == CELLSIM_OK) status = plausible(r, v, ELY_D, &laws->D, c0, 1e-16, 1e-5, "m2/s");
    if (status == CELLSIM_OK) status = plausible(r, v, ELY_T_PLUS, &laws->t_plus, c0, -2, 1, "");
    if (status == CELLSIM_OK && v[ELY_CHI].key) status = plausible(r, v, ELY_CHI, &laws->chi, c0, 1e-3, 100, "");
    return status;
}

static Status make_table(Reader *r, const Value *v, Laws *laws, const Node *node, CellSpec *spec)
{
    const ElectrolyteSpec s = {.c0 = v[ELY_C0].number,
                               .temperature = r->temperature,
                               .D = law_eval,
                               .kappa = law_eval,
                               .t_plus = law_eval,
                               .chi = law_eval,
                               .D_context = &laws->D,
                               .kappa_context = &laws->kappa,
                               .t_plus_context = &laws->t_plus,
                               .chi_context = &laws->chi};
    static const Cause cause[] = {{"D", ELY_D}, {"kappa", ELY_KAPPA}, {"t_plus", ELY_T_PLUS}, {"chi", ELY_CHI}};
    return section_locate(r, v, 4, cause, node, electrolyte_create(&s, &spec->electrolyte, r->e));
}

static Status make_concentrated(Reader *r, const Place *at, const Value *v, const Node *node, CellSpec *spec)
{
    Laws laws = {0};
    Status status = compile_laws(r, at, v, &laws);
    if (status == CELLSIM_OK) status = check_laws(r, v, &laws);
    if (status == CELLSIM_OK) status = make_table(r, v, &laws, node, spec);
    law_free(&laws.kappa);
    law_free(&laws.D);
    law_free(&laws.t_plus);
    law_free(&laws.chi);
    return status;
}

static Status build_concentrated(Reader *r, const Place *at, const Value *v, const Node *node, CellSpec *spec)
{
    const Value *const laws[] = {&v[ELY_KAPPA], &v[ELY_D], &v[ELY_T_PLUS], &v[ELY_CHI]};
    const IdleKey idle = {ELY_T_REF, !(v[ELY_EA_KAPPA].key || v[ELY_EA_D].key), ELY_EA_D,
                          "there is no activation energy", 1};
    MemoKey key = {0};
    Status status = section_refuse_idle(r, at, v, 1, &idle);
    if (status != CELLSIM_OK) return status;
    memo_key_number(&key, r->temperature);
    for (int k = 0; k < ELY_SLOTS; k++) memo_key_value(&key, &v[k]);
    const Made *before = memo_find(r->memo, &key, r->log != NULL);
    if (before) {
        spec->electrolyte = electrolyte_share(before->electrolyte);
        memo_give_notes(r, 4, laws, before);
    } else {
        status = make_concentrated(r, at, v, node, spec);
        Made made = {.electrolyte = spec->electrolyte};
        memo_take_notes(r, 4, laws, &made);
        if (status == CELLSIM_OK) status = memo_keep(r->memo, &key, &made, r->log != NULL, r->e);
    }
    memo_key_free(&key);
    return status;
}

/* --- a solid ------------------------------------------------------------------------------------------------------- */

static Status build_single_ion(Reader *r, const Place *at, const Value *v, const Node *node, CellSpec *spec)
{
    Law kappa = {0};
    Status status = section_require(r, &section_electrolyte, at, v, ELY_KAPPA);
    if (status == CELLSIM_OK) status = law_compile(r, &v[ELY_KAPPA], LAW_OF_C, 1e-3, &kappa);
    if (status != CELLSIM_OK) return status;
    const double value =
        law_eval(1e3, &kappa) * arrhenius(v[ELY_EA_KAPPA].number, r->temperature, reference_temperature(&v[ELY_T_REF]));
    law_free(&kappa);
    static const Cause cause = {"kappa", ELY_KAPPA};
    return section_locate(r, v, 1, &cause, node, electrolyte_create_single_ion(value, &spec->electrolyte, r->e));
}

/* --- which one ------------------------------------------------------------------------------------------------------ */

/* A theory of cards, and the keys that mean nothing to it. */
static const struct Theory {
    const char *name;
    Status (*build)(Reader *r, const Place *at, const Value *v, const Node *node, CellSpec *spec);
    int idles, idle[8];
} theories[] = {
    {"concentrated", build_concentrated, 3, {ELY_IONS, ELY_SALTS, ELY_FOLLOWS}},
    {"dilute", build_dilute, 8, {ELY_C0, ELY_KAPPA, ELY_D, ELY_T_PLUS, ELY_CHI, ELY_EA_KAPPA, ELY_EA_D, ELY_T_REF}},
    {"single_ion",
     build_single_ion,
     8,
     {ELY_C0, ELY_D, ELY_T_PLUS, ELY_CHI, ELY_EA_D, ELY_IONS, ELY_SALTS, ELY_FOLLOWS}},
};

static Status find_theory(Reader *r, const Value *v, const struct Theory **out)
{
    *out = &theories[0];
    if (!v->key) return CELLSIM_OK;
    for (int k = 0; k < 3; k++)
        if (!strcmp(v->node->text, theories[k].name)) return *out = &theories[k], CELLSIM_OK;
    node_error(r->e, v->node, "unknown theory '%.40s'", v->node->text);
    return error_hint(r->e, "theory = \"concentrated\", \"dilute\" or \"single_ion\""), CELLSIM_BAD_CARD;
}

Status find_dilute(const Reader *r, const Node *electrolyte, int *dilute)
{
    Error quiet; /* what is wrong with it is said when it is read, but for a lack of memory: later there may be some */
    Reader peek = *r;
    Place at;
    const Node *text;
    peek.e = &quiet;
    peek.log = NULL;
    *dilute = 0;
    const Status status = place_open(&peek, electrolyte, "electrolytes.cfg", "electrolyte", &at);
    if (status != CELLSIM_OK) return status == CELLSIM_IO ? error_memory(r->e) : CELLSIM_OK;
    const Node *own = node_find(at.group, "theory"), *theory = own ? own : node_find(at.library, "theory");
    if (!theory || provenance_unwrap(&peek, theory, &text)) return CELLSIM_OK;
    *dilute = text->type == NODE_TEXT && !strcmp(text->text, "dilute");
    return CELLSIM_OK;
}

static Status refuse_idle(Reader *r, const Place *at, const Value *v, const struct Theory *theory)
{
    IdleKey key[8];
    for (int k = 0; k < theory->idles; k++)
        key[k] = (IdleKey){theory->idle[k], 1, ELY_THEORY, "the electrolyte's theory knows no such thing", 0};
    return section_refuse_idle(r, at, v, theory->idles, key);
}

Status build_electrolyte(Reader *r, const Node *node, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    Place at;
    SaltKeys keys;
    const struct Theory *theory = NULL;
    Status status = place_open(r, node, "electrolytes.cfg", "electrolyte", &at);
    if (status != CELLSIM_OK) return status;
    salt_keys(&at, &keys);
    status = section_read(r, &keys.section, &at, v);
    if (status == CELLSIM_OK) status = find_theory(r, &v[ELY_THEORY], &theory);
    if (status == CELLSIM_OK) status = refuse_idle(r, &at, v, theory);
    return status == CELLSIM_OK ? theory->build(r, &at, v, node, spec) : status;
}
