#include "probe_bare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BARE_ROWS = 5, BARE_SAMPLE = 200 };

/* Positive and in geometric progression: frequencies if they fall (-1), frequencies or times if they rise (1); else 0. */
static int progression(int n, const double *f)
{
    double up = 0, down = 0;
    for (int k = 1; k < n; k++) {
        const double ratio = f[k] / f[k - 1];
        if (!(f[k] > 0) || !(f[k - 1] > 0)) return 0;
        up += ratio > 1.02;
        down += ratio < 0.98;
    }
    return n < BARE_ROWS ? 0 : (up == n - 1) - (down == n - 1);
}

static int is_zplot(const ProbeLines *p)
{
    return strstr(p->marked, "ZPLOT") || strstr(p->marked, "ZPlot") || strstr(p->marked, "End Comments");
}

static void take_bare(Layout *f, const ProbeLines *p, int first, char separator, int fields)
{
    static const ColumnKind kind[] = {COLUMN_FREQUENCY, COLUMN_Z_REAL, COLUMN_Z_IMAGINARY};
    static const char *const unit[] = {"Hz", "ohm", "ohm"};
    static const int at[2][3] = {{0, 1, 2}, {0, 4, 5}};
    for (int k = 0; k < COLUMN_KINDS; k++) f->columns.column[k] = (ColumnFound){.at = -1};
    for (int k = 0; k < 3; k++) {
        ColumnFound *c = &f->columns.column[kind[k]];
        c->at = at[is_zplot(p) && fields >= 6][k];
        c->source = UNIT_FORMAT;
        unit_find(column_dimension(kind[k]), unit[k], &c->unit);
        strcpy(c->heading, "(no heading)");
    }
    f->columns.separator = f->separator = separator;
    f->columns.fields = fields;
    f->first_line = first + 1;
    f->use = HEADING_SPECTRUM;
}

/* The rows of numbers of equal width at a separator and a decimal sign, and their first column. */
typedef struct BareRows {
    int first, n, width;
    double frequency[BARE_SAMPLE];
} BareRows;

static Status look(const ProbeLines *p, char separator, char decimal, BareRows *r, Error *e)
{
    r->first = r->n = r->width = 0;
    for (int k = 0; k < p->n && r->n < BARE_SAMPLE; k++) {
        char *field[MOST_FIELDS], *copy;
        const int n = probe_split(p, k, separator, MOST_FIELDS, field, &copy);
        if (n < 0) return error_memory(e);
        int numbers = n >= 3;
        for (int i = 0; i < 3 && numbers; i++) numbers = !isnan(field_number(field[i], decimal));
        if (numbers && (r->n == 0 || n == r->width)) {
            if (r->n == 0) r->first = k;
            r->width = n;
            r->frequency[r->n++] = field_number(field[0], decimal);
        }
        free(copy);
    }
    return CELLSIM_OK;
}

/* Two words or more above the first row are headings, whatever they say: log10(f), admittance, rad/s. */
static Status check_above(const ProbeLines *p, int first, const char *file, Error *e)
{
    int k = first - 1;
    while (k >= 0 && !p->line[k][strspn(p->line[k], " \t")]) k--;
    if (k < 0) return CELLSIM_OK;
    const char *words = p->line[k] + strspn(p->line[k], " \t#");
    const char *gap = words + strcspn(words, " \t,;|");
    if (!gap[strspn(gap, " \t,;|")]) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, file, k + 1, "these headings are not understood: \"%.80s\"", words);
    return error_hint(e, "known are such as \"Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm\"; without "
                         "any line above, three columns are these"),
           CELLSIM_BAD_CARD;
}

static Status ask_what_rises(int first, const char *file, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, file, first + 1,
              "three columns without headings, of which the first rises: frequencies, or times?");
    return error_hint(e, "give --as eis if it is impedance, else write headings above"), CELLSIM_BAD_CARD;
}

Status probe_bare(const ProbeLines *p, const MeasuredChoice *c, const char *file, Layout *f, Error *e)
{
    static const char separators[] = "\t;, ", decimals[] = ".,";
    BareRows r;
    for (int j = 0; separators[j]; j++)
        for (int i = 0; decimals[i]; i++) {
            if (separators[j] == decimals[i]) continue;
            Status s = look(p, separators[j], decimals[i], &r, e);
            if (s) return s;
            const int known = r.width == 3 || (is_zplot(p) && r.width >= 6);
            const int way = known ? progression(r.n, r.frequency) : 0;
            if (!way) continue;
            if (!is_zplot(p)) s = check_above(p, r.first, file, e);
            if (!s && !is_zplot(p) && way > 0 && c->as != MEASURED_EIS) s = ask_what_rises(r.first, file, e);
            if (!s) take_bare(f, p, r.first, separators[j], r.width);
            return s;
        }
    return CELLSIM_OK;
}
