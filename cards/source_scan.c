#include "source_private.h"

#include "decimal.h"

#include <stdlib.h>
#include <string.h>

/* What the scanner knows of the text so far. */
typedef struct Scan {
    const char *file;
    const char *at;         /* next character to read */
    char *to;               /* next to write */
    const char *line_start; /* of the line of `at` */
    int line, depth, settings, values, content;
    int after_text; /* 1: what went before is a text in quotes, which another one continues */
    Marks *marks;
    Error *e;
} Scan;

static Status refuse(const Scan *s, const char *text, const char *hint)
{
    error_set(s->e, CELLSIM_BAD_CARD, s->file, s->line, "%s", text);
    if (s->line_start && *s->at) error_column(s->e, 1 + (int)(s->at - s->line_start), 1);
    return error_hint(s->e, "%s", hint), CELLSIM_BAD_CARD;
}

static const char *after_line(const char *p)
{
    return p + strcspn(p, "\n");
}

static const char *after_block_comment(const char *p)
{
    const char *end = strstr(p + 2, "*/");
    return end ? end + 2 : p + strlen(p);
}

/* The character after a text in quotes; NULL: it does not end. */
static const char *after_text(const char *p)
{
    for (p++; *p != '"'; p++) {
        if (*p == '\\') p++;
        if (*p == '\0') return NULL;
    }
    return p + 1;
}

static int starts_name(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '*';
}

static const char *after_name(const char *p)
{
    return p + strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-*");
}

static int starts_number(const char *p)
{
    p += *p == '-' || *p == '+';
    return *p == '.' || (*p >= '0' && *p <= '9');
}

static size_t word_length(const char *p)
{
    return strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
}

static Status bad_number(const Scan *s, const char *start, size_t n, const char *why, const char *hint)
{
    const int shown = n < 60 ? (int)n : 60;
    error_set(s->e, CELLSIM_BAD_CARD, s->file, s->line, "%.*s%s %s", shown, start, n > 60 ? "…" : "", why);
    error_column(s->e, 1 + (int)(start - s->line_start), (int)n);
    return error_hint(s->e, "%s", hint), CELLSIM_BAD_CARD;
}

static void write_bytes(Scan *s, const char *from, size_t n)
{
    memcpy(s->to, from, n);
    s->to += n;
}

/* Remembers where a name or value of n bytes stands; of one of several lines the first. */
static Status mark(Scan *s, const char *start, size_t n, int is_key)
{
    Marks *m = s->marks;
    if (m->count == m->room) {
        Mark *more = realloc(m->mark, (size_t)(2 * m->room + 256) * sizeof *more);
        if (!more) return error_memory(s->e);
        m->mark = more;
        m->room = 2 * m->room + 256;
    }
    const size_t shown = strcspn(start, "\n");
    m->mark[m->count++] = (Mark){{s->line, 1 + (int)(start - s->line_start), (int)(n < shown ? n : shown)}, is_key};
    return CELLSIM_OK;
}

/* 1: the word that ends here is the name of a setting. */
static int names_setting(const char *p)
{
    for (;;) {
        p += strspn(p, " \t\r\n\f");
        if (*p == '#' || (*p == '/' && p[1] == '/')) p = after_line(p);
        else if (*p == '/' && p[1] == '*') p = after_block_comment(p);
        else return *p == '=' || *p == ':';
    }
}

/* "5" and "5L" become "5.0"; what only starts like a number ("80nm", "0x1F", "1.2.3", ".") is none. */
static Status number(Scan *s)
{
    const char *start = s->at, *from = start + (*start == '-' || *start == '+');
    const int n = decimal_span(from), whole = n > 0 && strspn(from, "0123456789") == (size_t)n;
    const char *end = from + n;
    double value;
    write_bytes(s, start, (size_t)(end - start));
    if (whole) write_bytes(s, ".0", 2);
    for (int k = 0; k < 2 && whole && *end == 'L'; k++) end++;
    s->at = end;
    if (n == 0 || word_length(end) > 0)
        return bad_number(s, start, (size_t)(from - start) + word_length(from), "is not a decimal number",
                          "numbers are written 80, 0.5 or 1e-14; the unit stands in the key, texts in quotes");
    const char *fault = decimal_value(from, n, &value);
    if (!fault) return CELLSIM_OK;
    return bad_number(s, start, (size_t)(end - start), fault, "numbers reach from about 1e-307 to 1e308");
}

/* libconfig's parser recurses with the nesting and compares every name with all before it: both are bounded here. */
static Status count(Scan *s, char ch)
{
    if (ch == '{' || ch == '(' || ch == '[') s->depth++;
    if (ch == '}' || ch == ')' || ch == ']') s->depth--;
    if (ch == '=' || ch == ':') s->settings++;
    if (ch == ',') s->values++;
    if (s->depth > SOURCE_MAX_DEPTH) return refuse(s, "is nested too deeply", "at most 24 levels of groups and lists");
    if (s->settings > SOURCE_MAX_SETTINGS || s->values > SOURCE_MAX_VALUES)
        return refuse(s, "has too many values", "at most 20000 keys and 200000 list entries");
    if (ch == '@')
        return refuse(s, "'@' is not allowed: cards include no other files",
                      "name library entries instead: material = \"…\"");
    if ((unsigned char)ch < ' ' && !strchr("\t\n\r\f", ch))
        return refuse(s, "is not a text file (it contains control characters)", "was a binary file named?");
    return CELLSIM_OK;
}

/* Moves s->at behind the next word, text, comment or sign, and copies it. */
static Status token(Scan *s)
{
    const char *start = s->at, *end = start + 1;
    const int comment = *start == '#' || (*start == '/' && (start[1] == '/' || start[1] == '*'));
    Status status = CELLSIM_OK;
    s->content += !comment && (unsigned char)*start > ' ';
    const int continued = s->after_text && *start == '"';
    if (!comment && (unsigned char)*start > ' ') s->after_text = *start == '"';
    if (starts_number(start)) {
        status = number(s);
        return status == CELLSIM_OK ? mark(s, start, (size_t)(s->at - start), 0) : status;
    }
    if (comment) end = start[1] == '*' && *start == '/' ? after_block_comment(start) : after_line(start);
    else if (starts_name(*start)) end = after_name(start);
    else if (*start == '"') end = after_text(start);
    else status = count(s, *start);
    if (!end) return refuse(s, "a text in quotes does not end", "close it with \"");
    const size_t n = (size_t)(end - start);
    const int word = !comment && starts_name(*start), opens = strchr("{([", *start) != NULL;
    if (status == CELLSIM_OK && (word || opens || (*start == '"' && !continued)))
        status = mark(s, start, n, word && names_setting(end));
    write_bytes(s, start, n);
    for (const char *p = start; p < end; p++)
        if (*p == '\n') s->line++, s->line_start = p + 1;
    s->at = end;
    return status;
}

/* libconfig honours "@include" at the start of any line, whatever surrounds it; so does this check. */
static Status refuse_include(Scan *s)
{
    for (const char *p = s->at; p; s->line++) {
        p += strspn(p, " \t");
        if (!strncmp(p, "@include", 8))
            return refuse(s, "'@include' is not allowed: cards include no other files",
                          "name library entries instead: material = \"…\"");
        p = strchr(p, '\n');
        if (p) p++;
    }
    s->line = 1;
    return CELLSIM_OK;
}

Status source_scan(const char *file, const char *text, char **safe, Marks *marks, Error *e)
{
    Scan s = {.file = file, .at = text, .line = 1, .marks = marks, .e = e};
    *safe = s.to = malloc(2 * strlen(text) + 3); /* the longest copy: "5 5 5" to "5.0 5.0 5.0" */
    Status status = s.to ? refuse_include(&s) : error_memory(e);
    s.line_start = text;
    while (status == CELLSIM_OK && *s.at != '\0') status = token(&s);
    s.line = 1;
    s.line_start = NULL;
    if (status == CELLSIM_OK && !s.content) status = refuse(&s, "is empty", "docs/cards.md shows a card of 30 lines");
    if (status == CELLSIM_OK) {
        *s.to = '\0';
        return CELLSIM_OK;
    }
    free(*safe);
    *safe = NULL;
    return status;
}
