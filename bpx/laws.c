#include "laws.h"

#include "../cards/decimal.h"
#include "../cards/formula.h"
#include "../cards/points.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bpx_digits(Text *out, double value)
{
    char digits[NUMBER_SIZE];
    double read = NAN;
    for (int n = 15; n <= 17 && read != fabs(value); n++) {
        const char *bare = number_text(value, n, digits);
        bare += *bare == '-';
        decimal_value(bare, decimal_span(bare), &read);
    }
    text_add(out, digits);
}

void bpx_put(Text *out, const char *key, double value)
{
    text_addf(out, "%s = ", key);
    bpx_digits(out, value);
    text_add(out, "; ");
}

static int is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

void bpx_rename(Text *out, const char *formula, const char *from, const char *to, int stars)
{
    while (*formula) {
        size_t n = 1;
        const int digit = isdigit((unsigned char)*formula) || *formula == '.';
        if (digit) n = (size_t)decimal_span(formula); /* the e of 1e-3 is no name */
        else
            while (is_word(*formula) && is_word(formula[n])) n++;
        if (!n) n = 1;
        if (n == strlen(from) && !strncmp(formula, from, n)) text_add(out, to);
        else if (stars && *formula == '^') text_add(out, "**");
        else if (isspace((unsigned char)*formula)) text_add(out, " ");
        else text_bytes(out, formula, n);
        formula += n;
    }
}

/* The longest range around the middle in which U is a potential: finite, within 20 V, and falling but for what cards flatten. */
typedef struct Fall {
    double low, high;
} Fall;

static Fall fall_around(const Formula *U, double middle)
{
    enum { STEPS = 4000 };
    const double flat = 5e-5; /* V: half of what an isotherm smooths away */
    Fall f = {middle, middle};
    for (int way = -1; way <= 1; way += 2) {
        double best = formula_eval(U, &middle);
        for (int k = 1; k <= STEPS; k++) {
            const double end = way < 0 ? 0 : 1, x = k < STEPS ? middle + (end - middle) * k / STEPS : end;
            const double at = k < STEPS ? x : x - way * 1e-9, u = formula_eval(U, &at);
            if (!isfinite(u) || fabs(u) > 19.9 || way * (u - best) > flat) break;
            best = way * (u - best) < 0 ? u : best;
            if (way < 0) f.low = x;
            else f.high = x;
        }
    }
    return f;
}

static Status check_fall(BpxSection *s, const BpxLaw *law, const Formula *U, Text *out)
{
    char said[240];
    const Fall f = fall_around(U, 0.5 * (law->within[0] + law->within[1]));
    if (f.low > law->within[0] || f.high < law->within[1])
        return bpx_error(s, law->key, "between the stoichiometry limits it rises, or has no value",
                         "a potential against lithium falls as the stoichiometry of inserted lithium rises");
    if (f.low <= 0 && f.high >= 1) return CELLSIM_OK;
    text_add(out, "x_range = [");
    bpx_digits(out, f.low);
    text_add(out, ", ");
    bpx_digits(out, f.high);
    text_add(out, "]; ");
    snprintf(said, sizeof said, "taken from x = %.4g to %.4g only: beyond, it rises or leaves +-20 V", f.low, f.high);
    return bpx_note(s, law->key, said);
}

static Status formula(BpxSection *s, const BpxLaw *law, const char *text, Text *out)
{
    static const FormulaName names[] = {{"x", 0, 0}};
    Error fault;
    Formula *f;
    error_clear(&fault);
    if (formula_compile(text, 1, names, &f, &fault)) return bpx_error(s, law->key, fault.text, fault.hint);
    Text range = {0};
    const Status status = law->potential ? check_fall(s, law, f, &range) : CELLSIM_OK;
    formula_free(f);
    text_addf(out, "%s = \"", law->as);
    if (law->scale != 1) bpx_digits(out, law->scale), text_add(out, "*(");
    bpx_rename(out, text, "x", law->of_c ? "(1000*c)" : "x", 0);
    text_addf(out, "%s\"; ", law->scale != 1 ? ")" : "");
    if (range.data) text_add(out, range.data);
    text_free(&range);
    return status;
}

static void point(const BpxLaw *law, Point p, int first, Text *out)
{
    text_add(out, first ? "(" : ", (");
    bpx_digits(out, law->of_c ? p.x / 1000 : p.x);
    text_add(out, ", ");
    bpx_digits(out, p.y * law->scale);
    text_add(out, ")");
}

/* On the line through two points: beyond the ends of a table this is what readers of BPX commonly do. */
static Point on_line(Point a, Point b, double x)
{
    return (Point){x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)};
}

static Status write_points(BpxSection *s, const BpxLaw *law, size_t n, const Point *p, Text *out)
{
    const int before = law->potential && p[0].x > 0, behind = law->potential && p[n - 1].x < 1;
    text_addf(out, "%s = { value = (", law->as);
    if (before) point(law, on_line(p[0], p[1], 0), 1, out);
    for (size_t k = 0; k < n; k++) point(law, p[k], !before && k == 0, out);
    if (behind) point(law, on_line(p[n - 2], p[n - 1], 1), 0, out);
    text_add(out, "); interpolation = \"linear\"; }; ");
    if (!before && !behind) return CELLSIM_OK;
    return bpx_note(s, law->key, "the table does not reach from x = 0 to 1: its first and last lines go on to there");
}

static Status read_points(BpxSection *s, const BpxLaw *law, const json_t *value, size_t n, Point *p)
{
    const char *hint = "{ \"x\": [0.1, 0.5, 0.9], \"y\": [3.0, 2.9, 2.8] }: two lists of as many numbers, every x once";
    for (size_t k = 0; k < n; k++) {
        const json_t *x = json_array_get(json_object_get(value, "x"), k),
                     *y = json_array_get(json_object_get(value, "y"), k);
        if (!json_is_number(x) || !json_is_number(y))
            return bpx_error(s, law->key, "its table holds what is not a number", hint);
        p[k] = (Point){json_number_value(x), json_number_value(y)};
    }
    points_sort(n, p);
    for (size_t k = 1; k < n; k++)
        if (!(p[k].x > p[k - 1].x)) return bpx_error(s, law->key, "an x of its table stands twice", hint);
    return CELLSIM_OK;
}

static Status table(BpxSection *s, const BpxLaw *law, const json_t *value, Text *out)
{
    const size_t n = json_array_size(json_object_get(value, "x"));
    if (json_object_size(value) != 2 || n < 2 || n != json_array_size(json_object_get(value, "y")))
        return bpx_error(s, law->key, "it is not a table of two points and more",
                         "{ \"x\": [0.1, 0.9], \"y\": [3.0, 2.8] }: two lists of as many numbers");
    Point *p = calloc(n, sizeof *p);
    if (!p) return error_memory(s->b->e);
    Status status = read_points(s, law, value, n, p);
    if (!status) status = write_points(s, law, n, p, out);
    free(p);
    return status;
}

Status bpx_law(BpxSection *s, const BpxLaw *law, Text *out, int *given)
{
    json_t *value = bpx_value(s, law->key);
    *given = value != NULL;
    if (!value) return CELLSIM_OK;
    if (json_is_string(value)) return formula(s, law, json_string_value(value), out);
    if (json_is_object(value)) {
        BpxLaw as = *law;
        if (law->potential) as.as = "U_table_V";
        return table(s, &as, value, out);
    }
    double number = 0;
    const Status status = bpx_number(s, law->key, &number);
    if (!status && law->potential)
        return bpx_error(s, law->key, "a number is no potential of an insertion electrode",
                         "it must fall with x: a formula or a table");
    if (!status) bpx_put(out, law->as, number * law->scale);
    return status;
}
