/* Dilute electrolytes of a card: ions, salts that bring them, and which ion follows from the others. */
#include "build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double ROOM = 298.15; /* K, at which D of ions is stated */

static Status read_ion(Reader *r, const Node *n, const char *path, Ion *ion)
{
    static const int needed[] = {ION_NAMED, ION_CHARGE, ION_D};
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, n, "electrolytes.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_ion, &at, v);
    for (int k = 0; k < 3 && status == CELLSIM_OK; k++) status = section_require(r, &section_ion, &at, v, needed[k]);
    if (status == CELLSIM_OK) status = value_text(r, &v[ION_NAMED], ion->name, sizeof ion->name);
    if (status != CELLSIM_OK) return status;
    ion->charge = (int)v[ION_CHARGE].number;
    ion->c0 = v[ION_C].number;
    ion->D = v[ION_D].number * arrhenius(v[ION_EA_D].number, r->temperature, ROOM);
    if (ion->charge != 0) return CELLSIM_OK;
    node_error(r->e, v[ION_CHARGE].node, "%s: an ion has a charge", at.path);
    return error_hint(r->e, "molecules without one take no part in the current: leave them out"), CELLSIM_BAD_CARD;
}

static int find_ion(const DiluteSpec *s, const char *name)
{
    for (int k = 0; k < s->ions; k++)
        if (!strcmp(s->ion[k].name, name)) return k;
    return -1;
}

static Status read_ions(Reader *r, const Node *list, DiluteSpec *s)
{
    Status status = list_length(r, list, 2, MAX_IONS);
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        char path[64];
        Ion ion = {.name = ""};
        snprintf(path, sizeof path, "electrolyte.ions[%d]", k);
        status = read_ion(r, list->child[k], path, &ion);
        if (status == CELLSIM_OK && find_ion(s, ion.name) >= 0) {
            node_error(r->e, list->child[k], "two ions are named '%s'", ion.name);
            return error_hint(r->e, "each ion stands once"), CELLSIM_BAD_CARD;
        }
        s->ion[s->ions++] = ion;
    }
    return status;
}

/* The ion that a value names. */
static Status named_ion(Reader *r, const DiluteSpec *s, const Value *v, int *out)
{
    const char *names[MAX_IONS];
    for (int k = 0; k < s->ions; k++) names[k] = s->ion[k].name;
    *out = find_ion(s, v->node->text);
    if (*out >= 0) return CELLSIM_OK;
    const char *near = did_you_mean(v->node->text, s->ions, names);
    node_error(r->e, v->node, "the electrolyte has no ion '%.40s'", v->node->text);
    return error_hint(r->e, "did you mean '%s'?", near ? near : names[0]), CELLSIM_BAD_CARD;
}

static int greatest_divisor(int a, int b)
{
    return b == 0 ? a : greatest_divisor(b, a % b);
}

/* c of the salt brings as many ions as make it neutral. */
static Status add_salt(Reader *r, const Node *n, const Value *v, double c, DiluteSpec *s)
{
    int cation = 0, anion = 0;
    Status status = named_ion(r, s, &v[SALT_CATION], &cation);
    if (status == CELLSIM_OK) status = named_ion(r, s, &v[SALT_ANION], &anion);
    if (status != CELLSIM_OK) return status;
    const int plus = s->ion[cation].charge, minus = -s->ion[anion].charge;
    if (plus <= 0 || minus <= 0) {
        node_error(r->e, n, "a salt has a cation and an anion");
        return error_hint(r->e, "%s has the charge %d, %s %d", s->ion[cation].name, plus, s->ion[anion].name, -minus),
               CELLSIM_BAD_CARD;
    }
    const int common = greatest_divisor(plus, minus);
    s->ion[cation].c0 += c * (minus / common);
    s->ion[anion].c0 += c * (plus / common);
    return CELLSIM_OK;
}

static Status read_salt(Reader *r, const Node *n, int number, const Value *outer, DiluteSpec *s)
{
    Value v[MAX_SLOTS];
    Place at;
    char path[64];
    snprintf(path, sizeof path, "electrolyte.salts[%d]", number);
    Status status = place_open(r, n, "electrolytes.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_salt, &at, v);
    for (int k = 0; k < SALT_SLOTS && status == CELLSIM_OK; k++) status = section_require(r, &section_salt, &at, v, k);
    return status == CELLSIM_OK ? add_salt(r, n, v, outer->number, s) : status;
}

/* What the phases, the foil and a reference electrode exchange; the first cation if they name none. */
static void find_exchanged(const DiluteSpec *s, const CellSpec *spec, int *exchanged)
{
    int first = 0;
    while (first < s->ions && s->ion[first].charge < 0) first++;
    for (int k = 0; k < s->ions; k++)
        exchanged[k] = (spec->half_cell && !strcmp(spec->foil.ion, s->ion[k].name)) ||
                       (spec->reference.present && !strcmp(spec->reference.ion, s->ion[k].name));
    if (first == s->ions) return;
    exchanged[first] = exchanged[first] || (spec->half_cell && !spec->foil.ion[0]) ||
                       (spec->reference.present && !spec->reference.ion[0]);
    for (RegionId region = NEGATIVE; region < REGIONS; region++)
        for (int p = 0; p < spec->electrode[region].phases; p++) {
            const char *name = spec->electrode[region].phase[p].ion;
            const int k = name[0] ? find_ion(s, name) : first;
            if (k >= 0) exchanged[k] = 1;
            const Competing *rivals = spec->electrode[region].phase[p].competing;
            const int second = rivals ? find_ion(s, rivals->ion[SECOND_ION].name) : -1;
            if (second >= 0) exchanged[second] = 1;
        }
}

Status build_dilute(Reader *r, const Place *at, const Value *v, const Node *node, CellSpec *spec)
{
    DiluteSpec s = {.temperature = r->temperature};
    int exchanged[MAX_IONS];
    Status status = section_require(r, &section_electrolyte, at, v, ELY_IONS);
    if (status == CELLSIM_OK) status = read_ions(r, v[ELY_IONS].node, &s);
    const Node *salts = v[ELY_SALTS].key ? v[ELY_SALTS].node : NULL;
    if (status == CELLSIM_OK && salts) status = list_length(r, salts, 1, MOST_SALTS);
    for (int k = 0; status == CELLSIM_OK && salts && k < salts->children; k++)
        status = read_salt(r, salts->child[k], k, &v[ELY_SLOTS + k], &s);
    if (status != CELLSIM_OK) return status;
    find_exchanged(&s, spec, exchanged);
    s.follows = dilute_choose(&s, exchanged);
    if (v[ELY_FOLLOWS].key) status = named_ion(r, &s, &v[ELY_FOLLOWS], &s.follows);
    return status == CELLSIM_OK ? node_locate(r->e, node, electrolyte_create_dilute(&s, &spec->electrolyte, r->e))
                                : status;
}

/* --- the concentrations of salts, keys that the card names itself ----------------------------------------------------- */

const Node *salts_of(const Place *at)
{
    const Node *own = node_find(at->group, "salts");
    const Node *list = own ? own : node_find(at->library, "salts");
    return list && list->type == NODE_LIST && list->children <= MOST_SALTS ? list : NULL;
}

void salt_keys(const Place *at, SaltKeys *out)
{
    const Node *list = salts_of(at);
    const int fixed = section_electrolyte.keys;
    int n = 0;
    memcpy(out->key, section_electrolyte.key, (size_t)fixed * sizeof *out->key);
    for (int k = 0; list && k < list->children; k++) {
        const Node *name = node_find(list->child[k], "name");
        snprintf(out->name[k], sizeof out->name[k], "%.20s_M", name && name->type == NODE_TEXT ? name->text : "");
        out->key[fixed + n++] = (Key){out->name[k], ELY_SLOTS + k, AS_NUMBER, 1e3, 0, 0, 20, "mol/L", "of this salt"};
    }
    out->section = section_electrolyte;
    out->section.keys = fixed + n;
    out->section.slots = ELY_SLOTS + n;
    out->section.key = out->key;
}
