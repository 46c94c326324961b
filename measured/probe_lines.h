/* Private to measured/: the first lines of a file in memory. */
#ifndef CELLSIM_MEASURED_PROBE_LINES_H
#define CELLSIM_MEASURED_PROBE_LINES_H

#include "lines.h"

typedef struct ProbeLines {
    int n;
    char **line;  /* owned, each and all; number k + 1 */
    char *marked; /* owned: the first MARKED_LINES, joined by line ends */
} ProbeLines;

Status probe_lines_read(Lines *l, ProbeLines *out, Error *e);
void probe_lines_free(ProbeLines *p);

/* Line k in allocated memory; NULL: there is none. */
char *probe_copy(const ProbeLines *p, int k);

/* Splits line k in a copy (*copy, to be freed); -1: no memory. */
int probe_split(const ProbeLines *p, int k, char separator, int most, char **field, char **copy);

#endif
