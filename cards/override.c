#include "override.h"

#include "decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char set_file[] = "--set";

static Status complain(const Override *o, Error *e, const char *text, const char *hint)
{
    error_set(e, CELLSIM_BAD_CARD, set_file, 0, "%.120s=%.60s: %s", o->path, o->value, text);
    return error_hint(e, "%s", hint), CELLSIM_BAD_CARD;
}

/* 1 if the whole value is a number. */
static int is_number(const char *value, double *x)
{
    const int sign = *value == '-' || *value == '+', n = decimal_span(value + sign);
    if (n == 0 || value[sign + n] != '\0' || decimal_value(value + sign, n, x)) return 0;
    if (*value == '-') *x = -*x;
    return 1;
}

/* A value reads as the card would: number, true/false, else a text or formula. Quotes around a text are optional. */
static Node *value_node(const char *name, const char *value)
{
    size_t n = strlen(value);
    double x;
    const int truth = !strcmp(value, "true") ? 1 : !strcmp(value, "false") ? 0 : -1, number = is_number(value, &x);
    Node *v = node_create(number ? NODE_NUMBER : truth >= 0 ? NODE_BOOL : NODE_TEXT, name, set_file, 0);
    if (!v) return NULL;
    v->number = number ? x : truth;
    if (v->type != NODE_TEXT) return v;
    if (n >= 2 && value[0] == '"' && value[n - 1] == '"') {
        value++;
        n -= 2;
    }
    v->text = strndup(value, n);
    if (v->text) return v;
    node_free(v);
    return NULL;
}

/* Next step of a path: a name, or "[3]". Returns the number of characters taken, 0 if the path is malformed. */
static int next_part(const char *path, char *part, int size)
{
    int n = 0;
    if (*path == '[') n = (int)strcspn(path, "]") + 1;
    else n = (int)strcspn(path, ".[");
    if (n <= 0 || n >= size || (*path == '[' && path[n - 1] != ']')) return 0;
    memcpy(part, path, (size_t)n);
    part[n] = '\0';
    return n;
}

static Node **find_child(Node *parent, const char *part)
{
    if (part[0] == '[') {
        char *end;
        const long k = strtol(part + 1, &end, 10);
        const int valid = end != part + 1 && !strcmp(end, "]");
        return valid && parent->type == NODE_LIST && k >= 0 && k < parent->children ? &parent->child[k] : NULL;
    }
    for (int k = 0; parent->type == NODE_GROUP && k < parent->children; k++)
        if (!strcmp(parent->child[k]->name, part)) return &parent->child[k];
    return NULL;
}

/* Where a card may name a library entry, the name becomes { material = name; }: then single values can be changed.
 * 0, or 1 if memory ran out. */
static int open_reference(Node *n)
{
    static const char *const named[] = {"electrolyte", "separator", "foil"};
    int found = 0;
    for (int k = 0; n->type == NODE_TEXT && n->name && k < 3; k++) found += !strcmp(n->name, named[k]);
    if (!found) return 0;
    Node *material = node_create(NODE_TEXT, "material", n->file, n->line);
    if (!material) return 1;
    material->text = n->text;
    n->text = NULL;
    n->type = NODE_GROUP;
    return node_append(n, material);
}

/* { value = …; source = …; kind = …; } with another value is the value alone: what was said of the old one goes. */
static void forget_source(Node *group)
{
    int kept = 0;
    for (int k = 0; k < group->children; k++) {
        if (!strcmp(group->child[k]->name, "value")) group->child[kept++] = group->child[k];
        else node_free(group->child[k]);
    }
    group->children = kept;
}

static Status store(Node *parent, Node **old, const char *part, const Override *o, Error *e)
{
    if (old && (*old)->line == 0) return complain(o, e, "it is set twice", "give each path once");
    Node *v = value_node(part[0] == '[' ? NULL : part, o->value);
    if (!v) return error_memory(e);
    if (!old) return node_append(parent, v) ? error_memory(e) : CELLSIM_OK;
    v->replaced = 1;
    node_free(*old);
    *old = v;
    if (parent->type == NODE_GROUP && !strcmp(part, "value")) forget_source(parent);
    return CELLSIM_OK;
}

/* Child of a group or list on the way to the place; a group that the card does not have is made. NULL: there is no such
 * place, or *memory is 1. */
static Node *enter(Node *parent, const char *part, int *memory)
{
    Node **child = find_child(parent, part);
    *memory = 0;
    if (child) {
        *memory = open_reference(*child);
        return *memory ? NULL : *child;
    }
    if (part[0] == '[' || parent->type != NODE_GROUP) return NULL;
    Node *group = node_create(NODE_GROUP, part, set_file, 0);
    *memory = !group || node_append(parent, group);
    return *memory ? NULL : group;
}

Status override_apply(Document *d, const Override *o, Error *e)
{
    char part[64];
    Node *parent = d->root;
    int made = 0; /* the card has no such group or list */
    for (const char *path = o->path; parent;) {
        const int n = next_part(path, part, (int)sizeof part);
        if (n == 0) return complain(o, e, "the path is malformed", "write positive.phases[0].radius_um=4.5");
        path += n;
        if (*path == '\0') {
            Node **child = find_child(parent, part);
            if (!child && (part[0] == '[' || parent->type != NODE_GROUP)) break;
            return store(parent, child, part, o, e);
        }
        int memory;
        parent = enter(parent, part, &memory);
        if (memory) return error_memory(e);
        if (*path == '.') path++;
        made = parent ? parent->file == set_file : made;
    }
    complain(o, e, "there is no such place in the card", "");
    if (made && part[0] == '[')
        return error_hint(e, "the card has no list there; one that a material brings is changed where it is copied "
                             "into the card"),
               CELLSIM_BAD_CARD;
    return error_hint(e, "'%s' was not found; entries of lists are counted from 0: phases[0]", part), CELLSIM_BAD_CARD;
}

Node *override_find(const Document *d, const char *path)
{
    char part[64];
    Node *at = d->root;
    while (at && *path) {
        const int n = next_part(path, part, (int)sizeof part);
        Node **child = n ? find_child(at, part) : NULL;
        at = child ? *child : NULL;
        path += n;
        if (*path == '.') path++;
    }
    return at;
}
