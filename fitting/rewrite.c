#include "rewrite.h"

#include "../report/files.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_CARD = 8 << 20, MOST_EDITS = 128 };

static int is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '*';
}

/* The next place that is neither comment nor text in quotes. */
static const char *skip_idle(const char *p)
{
    for (;;) {
        if (*p == '#' || !strncmp(p, "//", 2)) p += strcspn(p, "\n");
        else if (!strncmp(p, "/*", 2)) p = strstr(p + 2, "*/") ? strstr(p + 2, "*/") + 2 : p + strlen(p);
        else if (*p == '"') {
            for (p++; *p && *p != '"'; p++) p += *p == '\\' && p[1];
            p += *p == '"';
        } else return p;
    }
}

/* After "name =" at p, else NULL. */
static const char *after_key(const char *p, const char *name, const char *begin)
{
    const size_t n = strlen(name);
    if (strncmp(p, name, n) != 0 || is_word(p[n]) || (p > begin && is_word(p[-1]))) return NULL;
    p += n;
    p += strspn(p, " \t\r\n");
    return *p == '=' || *p == ':' ? p + 1 : NULL;
}

/* The end of a value: where its ; or the end of its group stands. */
static const char *after_value(const char *p)
{
    int depth = 0;
    for (p = skip_idle(p); *p; p = skip_idle(p)) {
        if (strchr("({[", *p)) depth++;
        else if (strchr(")}]", *p) && depth-- == 0) break;
        else if (*p == ';' && depth == 0) break;
        p++;
    }
    return p;
}

/* --- does it read the same? ------------------------------------------------------------------------------------------ */

static int holds(int n, const Provenance *p, const Provenance *wanted)
{
    for (int k = 0; k < n; k++)
        if (!strcmp(p[k].path, wanted->path) && !strcmp(p[k].value, wanted->value)) return 1;
    return 0;
}

/* In whatever order: what --set gives is read first. */
static int same_values(const Card *a, const Card *b)
{
    const Provenance *x, *y;
    const int n = card_provenance(a, &x);
    if (card_provenance(b, &y) != n) return 0;
    for (int k = 0; k < n; k++)
        if (!holds(n, x, &y[k]) || !holds(n, y, &x[k])) return 0;
    return 1;
}

typedef struct Rewrite {
    const char *file, *library;
    const Card *wanted;
    Text *text; /* so far */
    int memory; /* 1: it ran out */
} Rewrite;

static void quoted(Text *t, const char *s)
{
    text_add(t, "\"");
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') text_add(t, "\\");
        text_bytes(t, (unsigned char)*s < 32 ? " " : s, 1);
    }
    text_add(t, "\"");
}

static void add_value(Text *t, const CardEdit *edit)
{
    char *end;
    strtod(edit->value, &end);
    const int plain = (!*end && end != edit->value) || !strcmp(edit->value, "true") || !strcmp(edit->value, "false") ||
                      *edit->value == '"';
    text_add(t, "{ value = ");
    if (plain) text_add(t, edit->value);
    else quoted(t, edit->value);
    text_add(t, "; source = ");
    quoted(t, edit->source);
    text_addf(t, "; kind = \"%s\"; }", edit->kind);
}

/* Tries the text with [from, to) replaced by before, the value, after; keeps it if it reads as wanted. */
static int try_place(Rewrite *w, const CardEdit *edit, const char *from, const char *to, const Text *before,
                     const char *after)
{
    Text t = {0};
    Card *card = NULL;
    text_bytes(&t, w->text->data, (size_t)(from - w->text->data));
    if (before->data) text_add(&t, before->data);
    add_value(&t, edit);
    text_add(&t, after);
    text_add(&t, to);
    const Status read = t.failed ? CELLSIM_IO : card_parse(w->file, t.data, w->library, 0, NULL, &card, NULL);
    const int same = read == CELLSIM_OK && same_values(card, w->wanted);
    w->memory |= read == CELLSIM_IO;
    card_free(card);
    if (!same) return text_free(&t), 0;
    text_free(w->text);
    *w->text = t;
    return 1;
}

/* --- places ---------------------------------------------------------------------------------------------------------- */

/* key = old; */
static int replace(Rewrite *w, const CardEdit *edit, const char *key)
{
    const Text blank = {.data = (char[]){" "}};
    const char *begin = w->text->data;
    for (const char *p = skip_idle(begin); *p; p = skip_idle(p + 1)) {
        const char *value = after_key(p, key, begin);
        if (value && try_place(w, edit, value, after_value(value), &blank, "")) return 1;
    }
    return 0;
}

/* A new key at the beginning of a group, or of the card. */
static int insert(Rewrite *w, const CardEdit *edit, const char *key)
{
    Text before = {0};
    const char *begin = w->text->data;
    int done = 0;
    text_addf(&before, " %s = ", key);
    for (const char *p = skip_idle(begin); *p && !before.failed; p = skip_idle(p + 1))
        if (*p == '{' && (done = try_place(w, edit, p + 1, p + 1, &before, ";"))) break; /* p is gone */
    if (!done && !before.failed) done = try_place(w, edit, w->text->data, w->text->data, &before, ";\n");
    w->memory |= before.failed;
    text_free(&before);
    return done;
}

/* parent = "name";  ->  parent = { material = "name"; key = …; }; */
static int open_group(Rewrite *w, const CardEdit *edit, const char *parent, const char *key)
{
    const char *begin = w->text->data;
    int done = 0;
    for (const char *p = skip_idle(begin); *p; p = skip_idle(p + 1)) {
        Text before = {0};
        const char *value = after_key(p, parent, begin), *end = value ? after_value(value) : NULL;
        if (!value) continue;
        text_add(&before, " { material =");
        text_bytes(&before, value, (size_t)(end - value));
        text_addf(&before, "; %s = ", key);
        done = !before.failed && try_place(w, edit, value, end, &before, "; }");
        w->memory |= before.failed;
        text_free(&before);
        if (done) break; /* p is gone */
    }
    return done;
}

static int apply(Rewrite *w, const CardEdit *edit)
{
    char parent[128] = "";
    const char *dot = strrchr(edit->path, '.'), *key = dot ? dot + 1 : edit->path;
    if (dot && (size_t)(dot - edit->path) < sizeof parent) memcpy(parent, edit->path, (size_t)(dot - edit->path));
    const char *last = strrchr(parent, '.');
    return replace(w, edit, key) || insert(w, edit, key) ||
           (*parent && open_group(w, edit, last ? last + 1 : parent, key));
}

Status card_rewrite(const char *file, const char *library, int edits, const CardEdit *edit, Text *out, int *done,
                    Error *e)
{
    Override override[MOST_EDITS];
    int made = 0;
    Status status = file_read(file, LARGEST_CARD, out, e);
    for (int k = 0; k < edits && k < MOST_EDITS && !status; k++) {
        Card *wanted;
        override[made] = (Override){edit[k].path, edit[k].value};
        status = card_read(file, library, made + 1, override, &wanted, e);
        if (status) break;
        Rewrite w = {file, library, wanted, out, 0};
        done[k] = apply(&w, &edit[k]);
        if (w.memory) status = error_memory(e);
        made += done[k];
        card_free(wanted);
    }
    return status ? status : text_status(out, e);
}
