#include "source_private.h"

#include <errno.h>
#include <libconfig.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The span of the next mark, if that is what is expected; else none from here on: no place is better than a wrong one. */
static Span next_mark(Marks *m, int is_key, size_t width)
{
    const Span none = {0};
    if (m->next >= m->count) return none;
    const Mark *mark = &m->mark[m->next++];
    if (mark->is_key == is_key && (!is_key || (size_t)mark->at.width == width)) return mark->at;
    m->next = m->count;
    return none;
}

static void place(const config_setting_t *s, Marks *m, Node *n)
{
    if (n->name) n->key = next_mark(m, 1, strlen(n->name));
    if (!config_setting_is_root(s)) n->value = next_mark(m, 0, 0);
}

static Status convert(const config_setting_t *s, const char *file, Marks *marks, Node **out, Error *e)
{
    static const NodeType types[] = {
        [CONFIG_TYPE_GROUP] = NODE_GROUP, [CONFIG_TYPE_FLOAT] = NODE_NUMBER, [CONFIG_TYPE_STRING] = NODE_TEXT,
        [CONFIG_TYPE_BOOL] = NODE_BOOL,   [CONFIG_TYPE_ARRAY] = NODE_LIST,   [CONFIG_TYPE_LIST] = NODE_LIST,
    };
    const NodeType type = types[config_setting_type(s)];
    Node *n = node_create(type, config_setting_name(s), file, (int)config_setting_source_line(s));
    if (!n) return error_memory(e);
    *out = n;
    place(s, marks, n);
    if (type == NODE_NUMBER) n->number = config_setting_get_float(s); /* never whole: source_scan */
    if (type == NODE_BOOL) n->number = config_setting_get_bool(s);
    if (type == NODE_TEXT) {
        const char *words = config_setting_get_string(s); /* NULL: libconfig found no memory for it and went on */
        return words && (n->text = strdup(words)) ? CELLSIM_OK : error_memory(e);
    }
    const int count = type == NODE_GROUP || type == NODE_LIST ? config_setting_length(s) : 0;
    for (int k = 0; k < count; k++) {
        const config_setting_t *member = config_setting_get_elem(s, (unsigned)k);
        Node *child = NULL;
        if (type == NODE_GROUP && !config_setting_name(member)) return error_memory(e); /* likewise */
        const Status status = convert(member, file, marks, &child, e);
        if (child && node_append(n, child)) return error_memory(e);
        if (status != CELLSIM_OK) return status;
    }
    return CELLSIM_OK;
}

static Status parse(config_t *config, const char *text, Marks *marks, Document *d, Error *e)
{
    errno = 0;
    if (config_read_string(config, text)) return convert(config_root_setting(config), d->file, marks, &d->root, e);
    if (errno == ENOMEM) return error_memory(e);
    const char *why = config_error_text(config);
    error_set(e, CELLSIM_BAD_CARD, d->file, config_error_line(config), "%s", why ? why : "syntax error");
    error_hint(e, "look at this line and the one before: a missing ';', quote or bracket, a comma before a ')', "
                  "or a key given twice");
    error_column(e, 1, 0);
    return CELLSIM_BAD_CARD;
}

/* The C locale for this thread, so that a host program's decimal comma does not change what 0.5 means. */
Status source_tree(const char *text, Marks *marks, Document *d, Error *e)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c) return error_memory(e);
    const locale_t previous = uselocale(c);
    config_t config;
    config_init(&config);
    const Status status = parse(&config, text, marks, d, e);
    config_destroy(&config);
    uselocale(previous);
    freelocale(c);
    return status;
}
