#include "heading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Added to the doubt about a column. */
enum { DOUBT_PER = 1, DOUBT_NO_UNIT = 2, DOUBT_OF_RANK = 4, WORST = 1 << 20 };
enum { LONGEST_HEADING = 100 };

int has_column(const Columns *c, ColumnKind kind)
{
    return c->column[kind].at >= 0;
}

static void copy(char *out, size_t size, const char *from, size_t n)
{
    snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), from);
}

/* What one way to take a heading apart says of a kind of column; doubt WORST: nothing. */
static ColumnFound take_apart(ColumnKind kind, const char *heading, const char *cut)
{
    ColumnFound f = {.at = -1, .doubt = WORST};
    char plain[NAME_SIZE];
    const char *own = NULL;
    const char *reference = strstr(heading, " vs"); /* "E vs. Li/Li+ (V)" */
    if (reference && is_shift(reference + 1)) return f;
    name_plain(heading, reference && reference < cut ? reference : cut, plain, &f.negated);
    int rank = name_rank(kind, plain, &own);
    const size_t n = strlen(plain);
    if (rank < 0 && n > 2 && !strcmp(plain + n - 2, "in")) { /* "Strom in mA" */
        plain[n - 2] = '\0';
        rank = name_rank(kind, plain, &own);
    }
    if (rank < 0) return f;
    f.doubt = DOUBT_OF_RANK * rank;
    const Dimension d = column_dimension(kind);
    const char *unit = *cut ? cut + (*cut != '(' && *cut != '[' && *cut != '{') : own;
    if (kind == COLUMN_CELL && *cut) return (ColumnFound){.at = -1, .doubt = WORST}; /* "Cell (V)" */
    if (d == DIMENSION_NONE) return *cut && !strchr("/(#", *cut) ? (ColumnFound){.at = -1, .doubt = WORST} : f;
    if (unit && unit_find(d, unit, &f.unit)) f.source = UNIT_HEADING;
    else if (*cut) copy(f.said, sizeof f.said, cut + 1, strcspn(cut + 1, ")]"));
    if (f.unit.per) f.doubt += DOUBT_PER;
    if (!f.source) f.doubt += DOUBT_NO_UNIT;
    if (!f.source && (!plain[1] || (*cut && strchr("_ :,#", *cut)))) f.doubt = WORST; /* "t", "Step Type" */
    return f;
}

/* The unit may follow a slash, a bracket, '#', ',', ':', '_' or a blank; the reading that knows both wins. */
static ColumnFound read_heading(ColumnKind kind, const char *heading)
{
    const char *const end = heading + strlen(heading);
    ColumnFound best = take_apart(kind, heading, end);
    for (const char *cut = heading; *cut; cut++) {
        if (!strchr("/([{#,:_ ", *cut)) continue;
        const ColumnFound f = take_apart(kind, heading, cut);
        if (f.doubt < best.doubt || (best.doubt == WORST && f.doubt < WORST)) best = f;
    }
    const int needs_unit = kind == COLUMN_STEP_TIME && !strncmp(heading, "Step", 4) && !strstr(heading, "ime");
    return needs_unit && !best.source ? (ColumnFound){.at = -1, .doubt = WORST} : best;
}

static ColumnFound own_heading(ColumnKind kind, const char *heading, const OwnName *own)
{
    ColumnFound f = {.at = -1, .doubt = WORST};
    char plain[NAME_SIZE];
    name_plain(heading, heading + strlen(heading), plain, &f.negated);
    for (int k = 0; own && own->name; own++, k++) {
        if (own->kind != kind || strcmp(own->name, plain) != 0) continue;
        f.doubt = k - WORST / 2; /* a format's own names come before all others */
        if (own->unit && unit_find(column_dimension(kind), own->unit, &f.unit)) f.source = UNIT_FORMAT;
        return f;
    }
    return f;
}

/* Both fit alike and are in units of a kind: the finer one has more digits; of times it may be the part below a second. */
static int is_finer(ColumnKind kind, const ColumnFound *f, const ColumnFound *than)
{
    return kind != COLUMN_TIME && f->doubt == than->doubt && f->source == UNIT_HEADING &&
           than->source == UNIT_HEADING && f->unit.per == than->unit.per && f->unit.factor < than->unit.factor;
}

static void consider(Columns *c, ColumnKind kind, int at, const char *heading, const OwnName *own)
{
    ColumnFound f = own_heading(kind, heading, own);
    if (f.doubt == WORST) f = read_heading(kind, heading);
    if (f.doubt == c->column[kind].doubt && f.doubt < WORST) c->column[kind].others++;
    if (f.doubt >= c->column[kind].doubt && !is_finer(kind, &f, &c->column[kind])) return;
    f.others = f.doubt == c->column[kind].doubt ? c->column[kind].others : 0;
    f.at = at;
    copy(f.heading, sizeof f.heading, heading, strlen(heading));
    c->column[kind] = f;
}

void heading_read(char *line, char separator, const OwnName *own, Columns *c)
{
    char *field[MOST_FIELDS];
    line += strspn(line, " #~");
    if (!strncmp(line, "Definition=", 11)) line += 11; /* VersaStudio */
    const int n = split_fields(line, separator, MOST_FIELDS, field);
    *c = (Columns){.separator = separator, .fields = n};
    while (c->lead < n && !*field[c->lead]) c->lead++;
    for (int k = 0; k < COLUMN_KINDS; k++) c->column[k] = (ColumnFound){.at = -1, .doubt = WORST};
    for (int j = 0; j < n; j++)
        for (int k = 0; k < COLUMN_KINDS && *field[j] && strlen(field[j]) < LONGEST_HEADING; k++)
            consider(c, (ColumnKind)k, j, field[j], own);
}

HeadingUse heading_series(const Columns *c)
{
    const int time = has_column(c, COLUMN_TIME) || has_column(c, COLUMN_STEP_TIME) || has_column(c, COLUMN_DATE);
    const int voltage = has_column(c, COLUMN_VOLTAGE), current = has_column(c, COLUMN_CURRENT);
    const int charge =
        has_column(c, COLUMN_CHARGE) || has_column(c, COLUMN_CHARGE_IN) || has_column(c, COLUMN_CHARGE_OUT);
    if (time && voltage && current) return HEADING_SERIES;
    if (voltage && current) return HEADING_SWEEP;
    if (voltage && charge) return HEADING_CURVE;
    return time && voltage ? HEADING_OPEN : HEADING_NONE;
}

HeadingUse heading_use(const Columns *c)
{
    const int imaginary = has_column(c, COLUMN_Z_REAL) && has_column(c, COLUMN_Z_IMAGINARY);
    const int polar = has_column(c, COLUMN_Z_MODULUS) && has_column(c, COLUMN_Z_PHASE);
    return has_column(c, COLUMN_FREQUENCY) && (imaginary || polar) ? HEADING_SPECTRUM : heading_series(c);
}

/* A whole line in quotes is one of headings separated by blanks. */
static void strip_quotes(char *line)
{
    const size_t n = strlen(line);
    if (n < 2 || line[0] != '"' || line[n - 1] != '"' || strchr(line + 1, '"') != line + n - 1) return;
    line[0] = line[n - 1] = ' ';
}

int heading_find(const char *line, const OwnName *own, Columns *out)
{
    static const char separators[] = "\t;,|_ ";
    const size_t n = strlen(line) + 1;
    HeadingUse best = HEADING_NONE;
    char *copied = malloc(n);
    if (!copied) return -1;
    for (int k = 0; separators[k]; k++) {
        Columns c;
        if (separators[k] != SEPARATOR_GAPS && !strchr(line, separators[k])) continue;
        memcpy(copied, line, n);
        strip_quotes(copied);
        heading_read(copied, separators[k], own, &c);
        const HeadingUse use = heading_use(&c);
        if (use <= best) continue;
        best = use;
        *out = c;
    }
    free(copied);
    return (int)best;
}

int heading_take_units(char *line, Columns *c)
{
    char *field[MOST_FIELDS];
    Unit unit[COLUMN_KINDS];
    int taken[COLUMN_KINDS] = {0}, units = 0;
    const int n = split_fields(line, c->separator, MOST_FIELDS, field);
    for (int k = 0; k < COLUMN_KINDS; k++) {
        const int at = c->column[k].at;
        if (at < 0 || at >= n) continue;
        if (strpbrk(field[at], "0123456789") && !strstr(field[at], "2") && !strstr(field[at], "1")) return 0;
        taken[k] = unit_find(column_dimension((ColumnKind)k), field[at], &unit[k]);
        units += taken[k];
    }
    for (int k = 0; units > 0 && k < COLUMN_KINDS; k++) {
        if (!taken[k] || c->column[k].source == UNIT_HEADING) continue;
        c->column[k].unit = unit[k];
        c->column[k].source = UNIT_ROW;
    }
    return units > 0;
}
