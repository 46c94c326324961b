/* Tables of laws in text files: columns by their headings, units from them. */
#include "../measured/fields.h"
#include "../measured/lines.h"
#include "../model/hash.h"
#include "law_table.h"
#include "source.h"
#include "table_names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 64, MOST_ROWS = 1000000 };

typedef struct TableFile {
    Reader *r;
    const Value *v;
    LawVariable variable;
    char path[600], wanted[TABLE_NAME]; /* heading after '#', "" = found */
    Lines lines;
    char separator, decimal;
    int at[2]; /* columns of argument and value */
    double factor[2];
    int room;
} TableFile;

int law_table_is_file(const char *text)
{
    static const char *const endings[] = {".csv", ".txt", ".dat", ".tsv"};
    const char *mark = strchr(text, '#');
    const size_t n = mark ? (size_t)(mark - text) : strlen(text);
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (n > 4 && !strncmp(text + n - 4, endings[k], 4)) return 1;
    return 0;
}

/* An error in the file, or in the card if there is no line yet. */
static Status fault(const TableFile *t, const char *hint, const char *format, const char *what)
{
    Error *e = t->r->e;
    error_set(e, CELLSIM_BAD_CARD, t->path, t->lines.number, format, what);
    return error_hint(e, "%s", hint), CELLSIM_BAD_CARD;
}

/* --- the heading ----------------------------------------------------------------------------------------------------- */

static int is_remark(const char *line)
{
    line += strspn(line, " \t");
    return !*line || *line == '#' || *line == '%';
}

/* The separator at which a line has most fields. */
static char find_separator(const char *line)
{
    static const char candidates[] = "\t;,|";
    char best = SEPARATOR_BLANKS;
    int most = 1;
    for (const char *c = candidates; *c; c++) {
        int n = 1;
        for (const char *p = line; *p; p++) n += *p == *c;
        if (n > most) most = n, best = *c;
    }
    return best;
}

static char decimal_of(const TableFile *t, const char *line)
{
    return t->separator != ',' && strchr(line, ',') && !strchr(line, '.') ? ',' : '.';
}

static Status no_column(const TableFile *t, int k)
{
    char hint[240], words[160];
    table_value_words(t->v->key, words, sizeof words);
    snprintf(hint, sizeof hint, "it is headed %s; \"file.csv#heading\" names another",
             k ? words : table_argument_words(t->variable));
    return fault(t, hint, k ? "no column of the table is %s" : "no column of the table is its argument%.0s",
                 t->v->key->name);
}

/* Columns of argument and value; a second candidate for the value is refused unless it was named. */
static Status find_columns(TableFile *t, int n, char **field)
{
    char wanted[TABLE_NAME];
    const TableHeading own = table_heading(t->wanted);
    snprintf(wanted, sizeof wanted, "%s", own.name);
    t->at[0] = t->at[1] = -1;
    for (int k = 0; k < n; k++) {
        const TableHeading h = table_heading(field[k]);
        const int argument = t->at[0] < 0 && table_is_argument(&h, t->variable);
        const int value = !argument && (*wanted ? !strcmp(h.name, wanted) : table_is_value(&h, t->v->key));
        if (!argument && !value) continue;
        if (value && t->at[1] >= 0)
            return fault(t, "name one of them: \"file.csv#heading\"", "two columns of the table could be %s",
                         t->v->key->name);
        t->at[value] = k;
        t->factor[value] = value ? table_value_factor(&h, t->v->key) : table_argument_factor(&h, t->variable);
        char words[160];
        table_value_words(t->v->key, words, sizeof words);
        if (!(t->factor[value] > 0))
            return fault(t, value ? words : table_argument_words(t->variable), "the unit '%s' is not known", h.unit);
    }
    for (int k = 0; k < 2; k++)
        if (t->at[k] < 0) return no_column(t, k);
    return CELLSIM_OK;
}

/* Two columns of numbers without a heading: argument, then the value in the unit of the key. */
static int is_bare(TableFile *t, int n, char **field, const char *line)
{
    t->decimal = decimal_of(t, line);
    for (int k = 0; k < n; k++)
        if (isnan(field_number(field[k], t->decimal))) return 0;
    t->at[0] = 0;
    t->at[1] = 1;
    t->factor[0] = t->factor[1] = 1;
    return 1;
}

static Status row_of(TableFile *t, char *line, Law *l);

static Status read_heading(TableFile *t, char *line, Law *l)
{
    char *field[MOST_COLUMNS], *copy = malloc(strlen(line) + 1);
    if (!copy) return error_memory(t->r->e);
    strcpy(copy, line);
    t->separator = find_separator(line);
    const int n = split_fields(copy, t->separator, MOST_COLUMNS, field), bare = is_bare(t, n, field, line);
    Status s = CELLSIM_OK;
    if (!bare) s = find_columns(t, n, field);
    else if (n != 2 || *t->wanted)
        s = fault(t, "without headings there are two columns: argument and value", "the table has no headings%s", "");
    free(copy);
    t->decimal = 0;
    return s == CELLSIM_OK && bare ? row_of(t, line, l) : s;
}

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static Status make_room(TableFile *t, Law *l)
{
    if (l->points < t->room) return CELLSIM_OK;
    if (t->room >= MOST_ROWS) return fault(t, "thin it out", "the table has more than a million rows%s", "");
    Law more = *l;
    const int room = t->room ? 4 * t->room : 512;
    const Status s = law_table_room(t->r, room, &more);
    if (s) return s;
    if (l->points) {
        memcpy(more.x, l->x, (size_t)l->points * sizeof *l->x);
        memcpy(more.y, l->y, (size_t)l->points * sizeof *l->y);
    }
    free(l->x);
    *l = more;
    t->room = room;
    return CELLSIM_OK;
}

static Status row_of(TableFile *t, char *line, Law *l)
{
    char *field[MOST_COLUMNS];
    double number[2];
    t->decimal = decimal_of(t, line);
    const int n = split_fields(line, t->separator, MOST_COLUMNS, field);
    for (int k = 0; k < 2; k++) {
        number[k] = t->at[k] < n ? field_number(field[t->at[k]], t->decimal) : (double)NAN;
        if (isnan(number[k]))
            return fault(t, "every row needs argument and value", "\"%.40s\" is no number",
                         t->at[k] < n ? field[t->at[k]] : "");
    }
    const Status s = make_room(t, l);
    if (s) return s;
    l->x[l->points] = t->factor[0] * number[0];
    l->y[l->points++] = t->factor[1] * number[1];
    return CELLSIM_OK;
}

static Status read_rows(TableFile *t, Law *l)
{
    char *line;
    int headed = 0;
    Status s = lines_open(t->path, &t->lines, t->r->e);
    while (!s && !(s = lines_next(&t->lines, &line, t->r->e)) && line) {
        if (t->r->tables) *t->r->tables = hash_text(*t->r->tables, line);
        if (is_remark(line)) continue;
        s = headed++ ? row_of(t, line, l) : read_heading(t, line, l);
    }
    lines_close(&t->lines);
    if (s || l->points >= 2) return s;
    return fault(t, "a table needs two rows or more", "the table has %s", l->points ? "one row" : "no rows");
}

/* --- thinning -------------------------------------------------------------------------------------------------------- */

/* Means of as many neighbours as leave no more points than a law may have. */
static void thin(Law *l)
{
    const int group = (l->points + LAW_MAX_POINTS - 1) / LAW_MAX_POINTS;
    int n = 0;
    if (group < 2) return;
    for (int k = 0; k < l->points; k += group, n++) {
        const int end = k + group < l->points ? k + group : l->points, ends = k == 0 || end == l->points;
        double x = 0, y = 0;
        for (int j = k; j < end; j++) x += l->x[j] / (end - k), y += l->y[j] / (end - k);
        l->x[n] = !ends ? x : k == 0 ? l->x[k] : l->x[end - 1];
        l->y[n] = !ends ? y : k == 0 ? l->y[k] : l->y[end - 1];
    }
    snprintf(l->note, sizeof l->note, "means of %d of %d rows", group, l->points);
    l->points = n;
}

static int take_path(TableFile *t)
{
    const Node *n = t->v->node;
    const char *mark = strchr(n->text, '#');
    char file[512];
    snprintf(file, sizeof file, "%.*s", mark ? (int)(mark - n->text) : (int)strlen(n->text), n->text);
    if (mark) snprintf(t->wanted, sizeof t->wanted, "%s", mark + 1);
    return source_beside(n->file ? n->file : t->r->file, file, t->path, sizeof t->path);
}

Status law_table_file(Reader *r, const Value *v, LawVariable variable, Law *l)
{
    TableFile t = {.r = r, .v = v, .variable = variable};
    if (!take_path(&t) || !source_exists(t.path)) {
        node_error(r->e, v->node, "%s: the table '%.200s' cannot be opened", v->key->name, t.path);
        return error_hint(r->e, "a path that does not begin with / begins in the folder of the card"), CELLSIM_BAD_CARD;
    }
    Status s = read_rows(&t, l);
    if (s == CELLSIM_OK) s = law_table_tidy(r, v->node, l);
    if (s == CELLSIM_OK) thin(l);
    return s;
}
