#include "source.h"

#include "../model/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Status refuse(Error *e, const char *file, int line, const char *text, const char *hint)
{
    error_set(e, CELLSIM_BAD_CARD, file, line, "%s", text);
    return error_hint(e, "%s", hint), CELLSIM_BAD_CARD;
}

int source_exists(const char *file)
{
    return access(file, R_OK) == 0;
}

/* Reads a whole regular file; O_NONBLOCK so that a named pipe cannot hang the open. What is wrong with the file as a
 * whole is said of its line 1, so that every message reads file:line. */
static Status slurp(const char *file, char **text, Error *e)
{
    struct stat st;
    const int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        error_set(e, CELLSIM_BAD_CARD, file, 1, "cannot be opened: %s", strerror(errno));
        error_hint(e, "check the path and the name; cards end in .cfg");
        return CELLSIM_BAD_CARD;
    }
    Status status = CELLSIM_OK;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        status = refuse(e, file, 1, "is not a file", "a card is a text file; a directory or device was named");
    else if (st.st_size > SOURCE_MAX_BYTES)
        status = refuse(e, file, 1, "is larger than 8 MB", "a card is a short text file; was a data file named?");
    else if (!(*text = malloc((size_t)st.st_size + 1))) status = error_memory(e);
    size_t n = 0;
    while (status == CELLSIM_OK && n < (size_t)st.st_size) {
        const ssize_t got = read(fd, *text + n, (size_t)st.st_size - n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        n += (size_t)got;
    }
    close(fd);
    if (status != CELLSIM_OK) return status;
    (*text)[n] = '\0';
    if (strlen(*text) == n) return CELLSIM_OK;
    return refuse(e, file, 1, "is not a text file (it contains NUL bytes)", "was a binary file named?");
}

/* What the scanner knows of the text so far. */
typedef struct Scan {
    const char *file;
    const char *at;
    int line, depth, settings, values, content;
    Error *e;
} Scan;

static void skip_line(Scan *s)
{
    while (s->at[1] != '\0' && s->at[1] != '\n') s->at++;
}

static void skip_block_comment(Scan *s)
{
    s->at += 2;
    while (*s->at != '\0' && !(s->at[0] == '*' && s->at[1] == '/')) s->line += *s->at++ == '\n';
    if (*s->at != '\0') s->at++;
    else s->at--;
}

static Status skip_text(Scan *s)
{
    const int start = s->line;
    for (s->at++; *s->at != '"'; s->at++) {
        if (*s->at == '\0') return refuse(s->e, s->file, start, "a text in quotes does not end", "close it with \"");
        if (*s->at == '\\' && s->at[1] != '\0') s->at++;
        s->line += *s->at == '\n';
    }
    return CELLSIM_OK;
}

/* libconfig's parser recurses with the nesting and compares every name with all before it: both are bounded here. */
static Status count(Scan *s)
{
    const char ch = *s->at;
    if (ch == '{' || ch == '(' || ch == '[') s->depth++;
    if (ch == '}' || ch == ')' || ch == ']') s->depth--;
    if (ch == '=' || ch == ':') s->settings++;
    if (ch == ',') s->values++;
    if (s->depth > SOURCE_MAX_DEPTH)
        return refuse(s->e, s->file, s->line, "is nested too deeply", "at most 24 levels of groups and lists");
    if (s->settings > SOURCE_MAX_SETTINGS || s->values > SOURCE_MAX_VALUES)
        return refuse(s->e, s->file, s->line, "has too many values", "at most 20000 keys and 200000 list entries");
    if (ch == '@')
        return refuse(s->e, s->file, s->line, "'@' is not allowed: cards include no other files",
                      "name library entries instead: material = \"…\"");
    return CELLSIM_OK;
}

static int in_word(char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' || ch == '.';
}

/* libconfig wraps whole numbers beyond 64 bits and hexadecimals beyond 32 to other values without a word. */
static Status check_number(const Scan *s, const char *text)
{
    const char *p = s->at;
    if (p > text && (in_word(p[-1]))) return CELLSIM_OK;
    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
        return refuse(s->e, s->file, s->line, "hexadecimal numbers are not read", "write numbers in decimal");
    const size_t n = strspn(p, "0123456789");
    if (n <= 18 || p[n] == '.' || p[n] == 'e' || p[n] == 'E') return CELLSIM_OK;
    return refuse(s->e, s->file, s->line, "a whole number is too large",
                  "whole numbers have at most 18 digits; write 1e20");
}

static Status guard(const char *file, const char *text, Error *e)
{
    Scan s = {.file = file, .at = text, .line = 1, .e = e};
    Status status = CELLSIM_OK;
    for (; status == CELLSIM_OK && *s.at != '\0'; s.at++) {
        const unsigned char ch = (unsigned char)*s.at;
        if (ch == '\n') s.line++;
        else if (ch == '#' || (ch == '/' && s.at[1] == '/')) skip_line(&s);
        else if (ch == '/' && s.at[1] == '*') skip_block_comment(&s);
        else if (ch == '"') status = skip_text(&s);
        else if (ch < ' ' && ch != '\t' && ch != '\r' && ch != '\f')
            status = refuse(e, file, s.line, "is not a text file (it contains control characters)",
                            "was a binary file named?");
        else if (ch >= '0' && ch <= '9') status = check_number(&s, text);
        else status = count(&s);
        s.content += ch > ' ' && ch != '#' && ch != '/';
    }
    if (status == CELLSIM_OK && !s.content)
        return refuse(e, file, 1, "is empty", "docs/cards.md shows a card of 30 lines");
    return status;
}

/* libconfig honours "@include" at the start of any line, whatever surrounds it; so does this check. */
static Status refuse_include(const char *file, const char *text, Error *e)
{
    int line = 1;
    for (const char *p = text; p; line++) {
        p += strspn(p, " \t");
        if (!strncmp(p, "@include", 8))
            return refuse(e, file, line, "'@include' is not allowed: cards include no other files",
                          "name library entries instead: material = \"…\"");
        p = strchr(p, '\n');
        if (p) p++;
    }
    return CELLSIM_OK;
}

/* In source_tree.c: the parser proper. */
Status document_tree(const char *text, Document *d, Error *e);

Status document_parse(const char *file, const char *text, Document **out, Error *e)
{
    *out = NULL;
    Status status = refuse_include(file, text, e);
    if (status == CELLSIM_OK) status = guard(file, text, e);
    if (status != CELLSIM_OK) return status;
    Document *d = calloc(1, sizeof *d);
    if (!d) return error_memory(e);
    snprintf(d->file, sizeof d->file, "%s", file);
    d->fingerprint = hash_text(HASH_START, text);
    status = document_tree(text, d, e);
    if (status == CELLSIM_OK) *out = d;
    else document_free(d);
    return status;
}

Status document_read(const char *file, Document **out, Error *e)
{
    char *text = NULL;
    *out = NULL;
    Status status = slurp(file, &text, e);
    if (status == CELLSIM_OK) status = document_parse(file, text, out, e);
    free(text);
    return status;
}

void document_free(Document *d)
{
    if (!d) return;
    node_free(d->root);
    free(d);
}
