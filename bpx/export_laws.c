#include "export.h"
#include "laws.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_POINTS = 1500, DEEPEST = 40 };

/* Names that readers of BPX evaluate, and constants that become numbers. */
static int is_plain(const char *formula)
{
    static const char *const names[] = {"x", "theta", "sto", "c", "T", "pi", "R", "F", "exp", "tanh", "cosh"};
    char word[16];
    while (*formula) {
        size_t n = strspn(formula, "0123456789.");
        if (n) {
            if ((formula[n] | 32) == 'e') n += 1 + strspn(formula + n + 1, "+-");
            formula += n;
            continue;
        }
        if (!isalpha((unsigned char)*formula) && *formula != '_') {
            formula++;
            continue;
        }
        while (isalnum((unsigned char)formula[n]) || formula[n] == '_') n++;
        int known = 0;
        snprintf(word, sizeof word, "%.*s", (int)n, formula);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) known |= !strcmp(word, names[k]);
        if (!known) return 0;
        formula += n;
    }
    return 1;
}

/* In Python's notation, in SI, at the card's temperature. */
static void write_formula(const Export *x, const ExportLaw *law, Text *out)
{
    static const char *const name[] = {"theta", "sto", "pi", "R", "F", "T", "c"};
    const double value[] = {0, 0, 3.14159265358979323846, 8.314462618, 96485.33212, x->spec.temperature, 0};
    Text from = {0};
    text_add(&from, law->as->formula);
    for (int k = 0; k < 7 && from.data; k++) {
        Text number = {0}, to = {0};
        bpx_digits(&number, value[k]);
        bpx_rename(&to, from.data, name[k], k < 2 ? "x" : k == 6 ? "(x/1000)" : number.data ? number.data : "", 0);
        from.failed |= number.failed | to.failed;
        text_free(&number);
        to.failed |= from.failed;
        text_free(&from);
        from = to;
    }
    const double factor = law->as->law.factor;
    if (factor != 1) bpx_digits(out, factor), text_add(out, "*(");
    bpx_rename(out, from.data ? from.data : "", "", "", 1);
    if (factor != 1) text_add(out, ")");
    out->failed |= from.failed;
    text_free(&from);
}

typedef struct Points {
    const ExportLaw *law;
    double tolerance;
    int count;
    json_t *x, *y; /* NULL: they are only counted */
} Points;

static void add(Points *p, double x, double y)
{
    p->count++;
    if (p->x) json_append(&p->x, number_json(x)), json_append(&p->y, number_json(y));
}

/* Points after a, up to b: halves, until straight lines between them are as close as asked for. */
static void between(Points *p, double a, double fa, double b, double fb, int depth)
{
    const double m = 0.5 * (a + b), fm = p->law->value(m, p->law->context);
    const double q = p->law->value(0.25 * (3 * a + b), p->law->context);
    const int bent =
        depth < 5 || fabs(fm - 0.5 * (fa + fb)) > p->tolerance || fabs(q - 0.25 * (3 * fa + fb)) > p->tolerance;
    if (!bent || depth == DEEPEST || p->count > MOST_POINTS) return add(p, b, fb);
    between(p, a, fa, m, fm, depth + 1);
    between(p, m, fm, b, fb, depth + 1);
}

static void sample(Points *p)
{
    const ExportLaw *law = p->law;
    const double fa = law->value(law->low, law->context), fb = law->value(law->high, law->context);
    p->count = 0;
    add(p, law->low, fa);
    between(p, law->low, fa, law->high, fb, 0);
}

static json_t *table(Export *x, const ExportLaw *law, Status *status)
{
    char said[200], digits[NUMBER_SIZE];
    Points p = {.law = law, .tolerance = law->tolerance};
    for (sample(&p); p.count > MOST_POINTS; sample(&p)) p.tolerance *= 2;
    p.x = json_array(), p.y = json_array();
    sample(&p);
    snprintf(said, sizeof said, "written as a table of %d points, on straight lines between them within %s of it (SI)",
             p.count, number_text(p.tolerance, 2, digits));
    *status = export_note(x, law->where, said);
    json_t *o = json_object();
    json_put(&o, "x", p.x), json_put(&o, "y", p.y);
    return o;
}

json_t *export_law(Export *x, const ExportLaw *law, Status *status)
{
    if (law->as && law_is_constant(&law->as->law)) return number_json(law->value(law->low, law->context));
    if (!law->as || !law->as->formula || !is_plain(law->as->formula)) return table(x, law, status);
    Text text = {0};
    write_formula(x, law, &text);
    *status = text_status(&text, x->e);
    if (!*status && formula_uses(law->as->law.formula, 1))
        *status =
            export_note(x, law->where, "its dependence on temperature is not written: it is what it is at the card's");
    json_t *o = text.failed ? NULL : json_string(text.data);
    text_free(&text);
    return o;
}
