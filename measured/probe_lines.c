#include "probe_lines.h"

#include "fields.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

static char *duplicate(const char *s, size_t n)
{
    char *out = malloc(n + 1);
    if (!out) return NULL;
    memcpy(out, s, n);
    out[n] = '\0';
    return out;
}

/* The lines that formats are known by, as one text. */
static char *join(const ProbeLines *p, int lines)
{
    size_t n = 1, at = 0;
    for (int k = 0; k < lines; k++) n += strlen(p->line[k]) + 1;
    char *out = malloc(n);
    for (int k = 0; out && k < lines; k++) {
        const size_t length = strlen(p->line[k]);
        memcpy(out + at, p->line[k], length);
        at += length;
        out[at++] = '\n';
    }
    if (out) out[at] = '\0';
    return out;
}

Status probe_lines_read(Lines *l, ProbeLines *p, Error *e)
{
    size_t bytes = 0;
    *p = (ProbeLines){.line = calloc(PROBE_LINES, sizeof *p->line)};
    if (!p->line) return error_memory(e);
    while (p->n < PROBE_LINES && bytes < PROBE_BYTES) {
        char *line;
        const Status s = lines_next(l, &line, e);
        if (s) return s;
        if (!line) break;
        const size_t n = strlen(line);
        p->line[p->n] = duplicate(line, n);
        if (!p->line[p->n]) return error_memory(e);
        p->n++;
        bytes += n + 1;
    }
    p->marked = join(p, p->n < MARKED_LINES ? p->n : MARKED_LINES);
    return p->marked ? lines_rewind(l, e) : error_memory(e);
}

void probe_lines_free(ProbeLines *p)
{
    for (int k = 0; k < p->n; k++) free(p->line[k]);
    free(p->line);
    free(p->marked);
    *p = (ProbeLines){0};
}

char *probe_copy(const ProbeLines *p, int k)
{
    return duplicate(p->line[k], strlen(p->line[k]));
}

int probe_split(const ProbeLines *p, int k, char separator, int most, char **field, char **copy)
{
    *copy = probe_copy(p, k);
    return *copy ? split_fields(*copy, separator, most, field) : -1;
}
