#include "section.h"

#include "law_table.h"
#include "with.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int given_as(const Value *v, const char *key)
{
    return v->key && !strcmp(v->key->name, key);
}

void place_inner(const Place *at, const char *name, Place *inner)
{
    *inner = (Place){.group = at->group ? node_find(at->group, name) : NULL,
                     .library = at->library ? node_find(at->library, name) : NULL};
    snprintf(inner->path, sizeof inner->path, "%.70s%s%.24s", at->path, at->path[0] ? "." : "", name);
}

static const FormulaName effective_names[] = {{"T", 0, 0}, {"porosity", 1, 0}};

static Status number_of(Reader *r, const Value *v, const char *what, double *out)
{
    const Node *n = v->node;
    *out = NAN;
    if (n->type == NODE_NUMBER) {
        *out = n->number;
        return CELLSIM_OK;
    }
    if (n->type != NODE_TEXT) {
        node_error(r->e, n, "%s must be a number, not %s", what, node_type_name(n));
        return error_hint(r->e, "write a number such as 1.5, or a formula of numbers in quotes"), CELLSIM_BAD_CARD;
    }
    const double values[] = {r->temperature, r->porosity};
    const int known =
        r->porosity > 0 ? 2 : r->temperature > 0; /* T once it is known, porosity in effective properties */
    Formula *f = NULL;
    const Status status = formula_of(r, v, known, effective_names, &f);
    if (status != CELLSIM_OK) return status;
    *out = formula_eval(f, values);
    formula_free(f);
    if (isfinite(*out)) return CELLSIM_OK;
    node_error(r->e, n, "%s: the formula has no finite value", what);
    return error_hint(r->e, "check for a division by zero, a log or a root of a negative number"), CELLSIM_BAD_CARD;
}

Status node_number(Reader *r, const Node *n, const char *what, double *out)
{
    return number_of(r, &(Value){.node = n}, what, out);
}

static Status out_of_range(Reader *r, const Key *k, const Node *n, double x)
{
    const char *unit = strcmp(k->unit, "1") != 0 ? k->unit : "";
    node_error(r->e, n, "%s = %.12g is out of range: %.6g to %.6g%s%s", k->name, x, k->min, k->max, *unit ? " " : "",
               unit);
    return error_hint(r->e, "%s: %s", k->name, k->help), CELLSIM_BAD_CARD;
}

static Status wrong_type(Reader *r, const Key *k, const Node *n, const char *wanted)
{
    node_error(r->e, n, "%s must be %s, not %s", k->name, wanted, node_type_name(n));
    return error_hint(r->e, "%s: %s", k->name, k->help), CELLSIM_BAD_CARD;
}

static Status read_number(Reader *r, const Key *k, Value *v)
{
    double x;
    const Status status = number_of(r, v, k->name, &x);
    if (status != CELLSIM_OK) return status;
    if (!(x >= k->min && x <= k->max)) return out_of_range(r, k, v->node, x);
    if (k->type == AS_INTEGER && x != floor(x)) return wrong_type(r, k, v->node, "a whole number");
    v->number = x * k->factor;
    return CELLSIM_OK;
}

/* A formula that reads the porosity waits until that is known. */
static Status read_effective(Reader *r, const Key *k, Value *v)
{
    Formula *f = NULL;
    v->waits = 0;
    if (v->node->type != NODE_TEXT) return read_number(r, k, v);
    const Status status = formula_of(r, v, 2, effective_names, &f);
    if (status != CELLSIM_OK) return status;
    v->waits = formula_uses(f, 1);
    formula_free(f);
    return v->waits ? CELLSIM_OK : read_number(r, k, v);
}

Status value_effective(Reader *r, Value *v, double porosity)
{
    if (!v->key || !v->waits) return CELLSIM_OK;
    r->porosity = porosity;
    const Status status = read_number(r, v->key, v);
    r->porosity = 0;
    return status;
}

static Status read_value(Reader *r, const Key *k, Value *v)
{
    const NodeType t = v->node->type;
    v->number = NAN;
    switch (k->type) {
    case AS_NUMBER:
    case AS_INTEGER: return read_number(r, k, v);
    case AS_EFFECTIVE: return read_effective(r, k, v);
    case AS_BOUND: return t == NODE_TEXT ? CELLSIM_OK : read_number(r, k, v);
    case AS_BOOL:
        v->number = v->node->number;
        return t == NODE_BOOL ? CELLSIM_OK : wrong_type(r, k, v->node, "true or false");
    case AS_TEXT: return t == NODE_TEXT ? CELLSIM_OK : wrong_type(r, k, v->node, "a text in quotes");
    case AS_LAW:
        return t == NODE_NUMBER || t == NODE_TEXT || t == NODE_LIST
                   ? CELLSIM_OK
                   : wrong_type(r, k, v->node, "a number, a formula in quotes or a list of points");
    case AS_TABLE:
        return t == NODE_LIST || (t == NODE_TEXT && law_table_is_file(v->node->text))
                   ? CELLSIM_OK
                   : wrong_type(r, k, v->node, "a list of points or the name of a file (.csv, .txt, .dat, .tsv)");
    case AS_LIST: return t == NODE_LIST ? CELLSIM_OK : wrong_type(r, k, v->node, "a list ( … )");
    case AS_GROUP: return t == NODE_GROUP ? CELLSIM_OK : wrong_type(r, k, v->node, "a group { … }");
    case AS_ENTRY:
        return t == NODE_GROUP || t == NODE_TEXT ? CELLSIM_OK
                                                 : wrong_type(r, k, v->node, "a library name or a group { … }");
    }
    return CELLSIM_OK;
}

static const Key *find_key(const Section *s, const char *name)
{
    for (int k = 0; k < s->keys; k++)
        if (s->key[k].name[0] == name[0] && !strcmp(s->key[k].name, name)) return &s->key[k];
    return NULL;
}

static Status unknown_key(Reader *r, const Section *s, const Node *n)
{
    const char *names[96];
    int count = 0;
    for (; count < s->keys && count < 96; count++) names[count] = s->key[count].name;
    const char *near = did_you_mean(n->name, count, names);
    node_error(r->e, n, "unknown key '%.60s' in %s", n->name, s->name);
    if (near) error_hint(r->e, "did you mean '%s'?", near);
    else error_hint(r->e, "docs/cards.md lists the keys of %s (%s)", s->name, s->where);
    return node_blame_key(r->e, n);
}

/* Names and containers are no properties: their provenance is not asked for. */
static int is_property(const Key *k, const Node *value)
{
    if (value->type == NODE_GROUP || !strcmp(k->name, "name") || !strcmp(k->name, "title")) return 0;
    return value->type != NODE_LIST ||
           (value->children > 0 && value->child[0]->type != NODE_GROUP && strcmp(k->name, "experiments") != 0);
}

/* What its key says of a recorded value. */
static void describe_key(const Key *k, const Value *v, Provenance *p)
{
    const NodeType t = v->node->type;
    p->number =
        t == NODE_NUMBER || t == NODE_BOOL ? v->node->number : v->number / k->factor; /* a formula; NaN: no number */
    p->unit = k->unit;
    p->help = k->help;
    p->least = k->min < k->max ? k->min : NAN;
    p->most = k->min < k->max ? k->max : NAN;
}

static Status take(Reader *r, const Key *k, const Place *at, const Node *n, Origin origin, Value *v)
{
    Value *slot = &v[k->slot];
    char path[160] = ""; /* of its entry in the log */
    if (slot->key && slot->origin == origin) {
        node_error(r->e, n, "%s and %s are given together", slot->key->name, k->name);
        error_hint(r->e, "they are two ways to give one quantity: keep one");
        return node_blame_key(r->e, n);
    }
    if (slot->key) return CELLSIM_OK; /* given by a stronger origin */
    slot->key = k;
    slot->origin = origin;
    Status status = provenance_unwrap(r, n, &slot->node);
    if (status == CELLSIM_OK) status = provenance_linear(r, n, slot->node, &slot->linear);
    slot->with = status == CELLSIM_OK && n != slot->node ? node_find(n, "with") : NULL;
    if (r->log) snprintf(path, sizeof path, "%s%s%s", at->path, at->path[0] ? "." : "", k->name);
    if (status == CELLSIM_OK) status = with_record(r, path, n, slot);
    if (status == CELLSIM_OK) status = read_value(r, k, slot);
    if (status != CELLSIM_OK || !is_property(k, slot->node)) return status;
    status = provenance_record(r, path, n, slot->node, origin == FROM_LIBRARY ? at->library : at->group);
    slot->entry = r->log ? r->log->count : 0;
    if (slot->entry) describe_key(k, slot, &r->log->entry[slot->entry - 1]);
    return status;
}

static Status read_group(Reader *r, const Section *s, const Place *at, Origin origin, Value *v)
{
    const Node *g = origin == FROM_LIBRARY ? at->library : at->group;
    for (int k = 0; g && k < g->children; k++) {
        const Node *n = g->child[k];
        if (!strcmp(n->name, "source") || !strcmp(n->name, "kind")) continue;
        if (origin != FROM_LIBRARY && (n->line == 0) != (origin == FROM_SET)) continue;
        const Key *key = find_key(s, n->name);
        const Status status = key ? take(r, key, at, n, origin, v) : unknown_key(r, s, n);
        if (status != CELLSIM_OK) return status;
    }
    return CELLSIM_OK;
}

Status section_read(Reader *r, const Section *s, const Place *at, Value *v)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < s->slots; k++) v[k] = (Value){.number = NAN};
    for (int k = 0; k < s->keys; k++)
        if (isnan(v[s->key[k].slot].number)) v[s->key[k].slot].number = s->key[k].preset * s->key[k].factor;
    for (Origin o = FROM_SET; o < ORIGINS && status == CELLSIM_OK; o++) status = read_group(r, s, at, o, v);
    for (int k = 0; k < s->keys && status == CELLSIM_OK; k++)
        if (!isnan(s->key[k].preset) && !v[s->key[k].slot].key)
            status = provenance_default(r, s, &s->key[k], at, &v[s->key[k].slot]);
    return status;
}

int set_over(const Value *v, const Value *other)
{
    return v->key && v->origin == FROM_SET && !(other->key && other->origin == FROM_SET);
}

Status section_refuse_idle(Reader *r, const Place *at, const Value *v, int keys, const IdleKey *key)
{
    for (int k = 0; k < keys; k++) {
        const Value *value = &v[key[k].slot];
        if (key[k].idle) provenance_forget(r, value);
        if (!value->key || value->origin == FROM_LIBRARY || !key[k].idle || set_over(&v[key[k].cause], value)) continue;
        if (key[k].is_fact && value->origin == FROM_CARD) {
            provenance_note(r, at, value, key[k].because);
            continue;
        }
        node_error(r->e, value->node, "%s%s%s has no effect: %s", at->path, at->path[0] ? ": " : "", value->key->name,
                   key[k].because);
        return error_hint(r->e, "remove it; %s: %s", value->key->name, value->key->help), CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

Status section_require(Reader *r, const Section *s, const Place *at, const Value *v, int slot)
{
    char names[300] = "";
    const char *help = "";
    if (v[slot].key) return CELLSIM_OK;
    for (int k = 0; k < s->keys; k++)
        if (s->key[k].slot == slot) {
            const size_t used = strlen(names);
            snprintf(names + used, sizeof names - used, "%s%s", used ? " or " : "", s->key[k].name);
            if (!help[0]) help = s->key[k].help;
        }
    node_error(r->e, at->group ? at->group : at->library, "%s%s%s is missing", at->path, at->path[0] ? ": " : "",
               names);
    return error_hint(r->e, "%s", help), CELLSIM_BAD_CARD;
}

Status value_text(Reader *r, const Value *v, char *out, size_t size)
{
    if (!v->key || (size_t)snprintf(out, size, "%s", v->node->text) < size) return CELLSIM_OK;
    node_error(r->e, v->node, "%s is longer than %d characters", v->key->name, (int)size - 1);
    return error_hint(r->e, "shorten it"), CELLSIM_BAD_CARD;
}

Status section_locate(Reader *r, const Value *v, int causes, const Cause *cause, const Node *group, Status status)
{
    for (int k = 0; r->e && k < causes; k++)
        if (v[cause[k].slot].key && !strcmp(r->e->variable, cause[k].property))
            return node_locate(r->e, v[cause[k].slot].node, status);
    return node_locate(r->e, group, status);
}

Status list_length(Reader *r, const Node *list, int least, int most)
{
    if (list->children >= least && list->children <= most) return CELLSIM_OK;
    node_error(r->e, list, "%s has %d entries", list->name ? list->name : "the list", list->children);
    return error_hint(r->e, "between %d and %d are expected", least, most), CELLSIM_BAD_CARD;
}

Status place_open(Reader *r, const Node *value, const char *file, const char *path, Place *out)
{
    *out = (Place){.group = value};
    snprintf(out->path, sizeof out->path, "%s", path);
    const Node *named = value->type == NODE_TEXT ? value : node_find(value, "material");
    if (value->type == NODE_TEXT) out->group = NULL;
    else if (value->type != NODE_GROUP) {
        node_error(r->e, value, "%s must be a group { … }, not %s", path, node_type_name(value));
        return error_hint(r->e, "docs/cards.md shows the group's keys"), CELLSIM_BAD_CARD;
    }
    if (!named) return CELLSIM_OK;
    const Node *name;
    const Status status = provenance_unwrap(r, named, &name);
    if (status != CELLSIM_OK) return status;
    if (name->type == NODE_TEXT) return library_entry(r->library, file, name->text, name, &out->library, r->e);
    node_error(r->e, name, "material must be a text in quotes, not %s", node_type_name(name));
    return error_hint(r->e, "material = \"name of an entry of %s\"", file), CELLSIM_BAD_CARD;
}
