#include "node.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Node *node_create(NodeType type, const char *name, const char *file, int line)
{
    Node *n = calloc(1, sizeof *n);
    if (!n) return NULL;
    n->type = type;
    n->file = file;
    n->line = line;
    if (name && !(n->name = strdup(name))) {
        free(n);
        return NULL;
    }
    return n;
}

int node_append(Node *parent, Node *child)
{
    const int n = parent->children;
    if ((n & (n - 1)) == 0) { /* at powers of two: room for twice as many */
        Node **more = realloc(parent->child, (size_t)(n ? 2 * n : 1) * sizeof *more);
        if (!more) {
            node_free(child);
            return 1;
        }
        parent->child = more;
    }
    parent->child[parent->children++] = child;
    return 0;
}

void node_free(Node *n)
{
    if (!n) return;
    for (int k = 0; k < n->children; k++) node_free(n->child[k]);
    free(n->child);
    free(n->name);
    free(n->text);
    free(n);
}

Node *node_copy(const Node *n)
{
    Node *copy = node_create(n->type, n->name, n->file, n->line);
    int failed = !copy || (n->text && !(copy->text = strdup(n->text)));
    for (int k = 0; k < n->children && !failed; k++) {
        Node *child = node_copy(n->child[k]);
        failed = !child || node_append(copy, child);
    }
    if (failed) {
        node_free(copy);
        return NULL;
    }
    copy->number = n->number;
    copy->key = n->key;
    copy->value = n->value;
    copy->replaced = n->replaced;
    return copy;
}

const Node *node_find(const Node *group, const char *name)
{
    if (!group || group->type != NODE_GROUP) return NULL;
    for (int k = 0; k < group->children; k++)
        if (!strcmp(group->child[k]->name, name)) return group->child[k];
    return NULL;
}

const char *node_type_name(const Node *n)
{
    switch (n->type) {
    case NODE_GROUP: return "a group { … }";
    case NODE_LIST: return "a list";
    case NODE_NUMBER: return "a number";
    case NODE_BOOL: return "true/false";
    case NODE_TEXT: return "a text in quotes";
    }
    return "?";
}

Status node_error(Error *e, const Node *n, const char *format, ...)
{
    char text[480];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    error_set(e, CELLSIM_BAD_CARD, n ? n->file : NULL, n ? n->line : 0, "%s", text);
    if (n) error_column(e, node_span(n).column, node_span(n).width);
    return CELLSIM_BAD_CARD;
}

Span node_span(const Node *n)
{
    const int scalar = n->type == NODE_NUMBER || n->type == NODE_BOOL || n->type == NODE_TEXT;
    const Span s = scalar || !n->key.line ? n->value : n->key;
    return s.line == n->line ? s : n->key.line == n->line ? n->key : (Span){0};
}

Status node_blame_key(Error *e, const Node *n)
{
    if (n->key.line && n->key.line == n->line) error_column(e, n->key.column, n->key.width);
    return CELLSIM_BAD_CARD;
}

/* To the node, or to the character of its text that the error names already, unless the file writes the text otherwise. */
static void point(Error *e, const Node *n)
{
    const Span s = node_span(n);
    const int plain = n->type == NODE_TEXT && s.width == (int)strlen(n->text) + 2;
    if (e->column > 0 && plain) error_column(e, s.column + e->column, e->width);
    else error_column(e, s.column, s.width);
}

Status node_locate(Error *e, const Node *n, Status status)
{
    if (e && status != CELLSIM_OK && n && e->file[0] == '\0') {
        snprintf(e->file, sizeof e->file, "%s", n->file);
        e->line = n->line;
        point(e, n);
    }
    return status;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Edits that turn a into b: letters changed, added, left out, or two neighbours swapped. Words are cut at 47. */
static int distance(const char *a, const char *b)
{
    int d[48][48];
    const int n = (int)strnlen(a, 47), m = (int)strnlen(b, 47);
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(d[i - 1][j - 1] + (a[i - 1] != b[j - 1]), 1 + least(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

const char *did_you_mean(const char *word, int count, const char *const *names)
{
    const char *best = NULL;
    int closest = 1 + (int)strnlen(word, 47) / 3;
    for (int k = 0; k < count; k++) {
        const size_t n = strlen(word);
        const int unit_left_out = n >= 3 && !strncmp(word, names[k], n) && names[k][n] == '_';
        const int d = unit_left_out ? 1 : distance(word, names[k]);
        if (d < closest) {
            closest = d;
            best = names[k];
        }
    }
    return best;
}
