#include "with.h"

#include "law_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CONSTANTS = 12, MOST_VARIABLES = 4 };

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* 1: the name stands in the text as a word. */
static int mentions(const char *text, const char *name)
{
    const size_t n = strlen(name);
    for (const char *p = text; (p = strstr(p, name)); p++)
        if (!(p > text && is_word(p[-1])) && !is_word(p[n])) return 1;
    return 0;
}

static Status read_constant(Reader *r, const Node *n, const char *formula, int known, const FormulaName *name,
                            FormulaName *out)
{
    const Node *value;
    const Status status = provenance_unwrap(r, n, &value);
    if (status != CELLSIM_OK) return status;
    if (value->type != NODE_NUMBER) {
        node_error(r->e, value, "with: %s must be a number, not %s", n->name, node_type_name(value));
        return error_hint(r->e, "with = { D0 = 1e-14; a = 2.0; }"), CELLSIM_BAD_CARD;
    }
    int taken = formula_knows(n->name);
    for (int k = 0; k < known; k++) taken |= !strcmp(name[k].name, n->name);
    if (taken) {
        node_error(r->e, n, "with: %s has a meaning in formulas already", n->name);
        return error_hint(r->e, "choose another name"), CELLSIM_BAD_CARD;
    }
    if (!mentions(formula, n->name)) {
        node_error(r->e, n, "with: %s has no effect: the formula does not name it", n->name);
        return error_hint(r->e, "remove it, or use it in the formula: \"%.80s\"", formula), CELLSIM_BAD_CARD;
    }
    *out = (FormulaName){n->name, FORMULA_CONSTANT, value->number};
    return CELLSIM_OK;
}

Status formula_of(Reader *r, const Value *v, int known, const FormulaName *name, Formula **out)
{
    FormulaName all[MOST_VARIABLES + MOST_CONSTANTS];
    const Node *text = v->node, *with = v->with;
    *out = NULL;
    memcpy(all, name, (size_t)known * sizeof *all);
    for (int k = 0; with && k < with->children; k++) {
        const Status status = read_constant(r, with->child[k], text->text, known + k, all, &all[known + k]);
        if (status != CELLSIM_OK) return status;
    }
    return node_locate(r->e, text, formula_compile(text->text, known + (with ? with->children : 0), all, out, r->e));
}

/* 1: the value is compiled as a formula. */
static int is_formula(const Value *v)
{
    const KeyType t = v->key->type;
    const int may = t == AS_NUMBER || t == AS_INTEGER || t == AS_EFFECTIVE || t == AS_LAW ||
                    (t == AS_TEXT && !strncmp(v->key->name, "U_", 2));
    return may && v->node->type == NODE_TEXT && !law_table_is_file(v->node->text);
}

/* Its unit is the formula's affair; what else than a number it is, formula_of refuses. */
static void describe_constant(const Node *value, Provenance *p)
{
    p->number = value->type == NODE_NUMBER ? value->number : NAN;
    p->unit = "";
    p->help = "a constant of the formula";
    p->least = p->most = NAN;
}

Status with_record(Reader *r, const char *path, const Node *n, const Value *v)
{
    char inner[200];
    if (!v->with) return CELLSIM_OK;
    if (!is_formula(v) || v->with->type != NODE_GROUP || v->with->children == 0) {
        node_error(r->e, v->with, "with holds the constants of a formula, which this value is not or has not");
        return error_hint(r->e, "{ value = \"D0*exp(-a*x)\"; with = { D0 = 1e-14; a = 2.0; }; }"), CELLSIM_BAD_CARD;
    }
    Status status = CELLSIM_OK;
    if (v->with->children > MOST_CONSTANTS) {
        node_error(r->e, v->with, "with has %d constants", v->with->children);
        return error_hint(r->e, "%d at most", MOST_CONSTANTS), CELLSIM_BAD_CARD;
    }
    for (int k = 0; k < v->with->children && status == CELLSIM_OK; k++) {
        const Node *constant = v->with->child[k], *value;
        status = provenance_unwrap(r, constant, &value);
        snprintf(inner, sizeof inner, "%s.with.%s", path, constant->name);
        if (status == CELLSIM_OK) status = provenance_record(r, inner, constant, value, n);
        if (status == CELLSIM_OK && r->log) describe_constant(value, &r->log->entry[r->log->count - 1]);
    }
    return status;
}
