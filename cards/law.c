#include "law.h"

#include "../model/constants.h"
#include "law_table.h"
#include "with.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* E-card-5 */
double arrhenius(double Ea, double T, double T_ref)
{
    return exp(-Ea / GAS_CONSTANT * (1 / T - 1 / T_ref));
}

double reference_temperature(const Value *v)
{
    return v->number + (given_as(v, "reference_temperature_K") ? 0 : 273.15);
}

int law_is_constant(const Law *l)
{
    return !l->formula && l->points == 0;
}

void law_free(Law *l)
{
    formula_free(l->formula);
    free(l->x);
    memset(l, 0, sizeof *l);
}

/* Slope at an inner point: weighted harmonic mean of the neighbouring secants, 0 at an extremum. */
static double inner_slope(const double *x, const double *y, int k)
{
    const double h0 = x[k] - x[k - 1], h1 = x[k + 1] - x[k];
    const double d0 = (y[k] - y[k - 1]) / h0, d1 = (y[k + 1] - y[k]) / h1;
    if (!(d0 * d1 > 0)) return 0;
    const double w0 = 2 * h1 + h0, w1 = h1 + 2 * h0;
    return (w0 + w1) / (w0 / d0 + w1 / d1);
}

static void set_slopes(Law *l)
{
    const int n = l->points;
    l->slope[0] = (l->y[1] - l->y[0]) / (l->x[1] - l->x[0]);
    l->slope[n - 1] = (l->y[n - 1] - l->y[n - 2]) / (l->x[n - 1] - l->x[n - 2]);
    for (int k = 1; k < n - 1; k++) l->slope[k] = inner_slope(l->x, l->y, k);
}

static double table_value(const Law *l, double x)
{
    int lo = 0, hi = l->points - 1;
    if (!(x > l->x[0])) return l->y[0];
    if (x >= l->x[hi]) return l->y[hi];
    while (hi - lo > 1) {
        const int mid = (lo + hi) / 2;
        if (l->x[mid] > x) hi = mid;
        else lo = mid;
    }
    const double h = l->x[hi] - l->x[lo], s = (x - l->x[lo]) / h, t = 1 - s;
    if (l->linear) return t * l->y[lo] + s * l->y[hi];
    return t * t * (1 + 2 * s) * l->y[lo] + s * s * (1 + 2 * t) * l->y[hi] +
           h * s * t * (t * l->slope[lo] - s * l->slope[hi]);
}

double law_eval(double x, void *law)
{
    const Law *l = law;
    const double values[2] = {l->scale * x, l->temperature};
    if (l->formula) return l->factor * formula_eval(l->formula, values);
    if (l->points) return l->factor * table_value(l, values[0]);
    return l->factor * l->constant;
}

/* A table from the card or from a file, put in order. */
static Status compile_table(Reader *r, const Value *v, LawVariable variable, Law *l)
{
    Status status = v->node->type == NODE_LIST ? law_table_list(r, v->node, l) : law_table_file(r, v, variable, l);
    if (status == CELLSIM_OK) status = law_table_tidy(r, v->node, l);
    if (status == CELLSIM_OK && !strncmp(v->key->name, "U_", 2)) status = law_table_fall(r, v->node, l);
    if (status != CELLSIM_OK) return status;
    set_slopes(l);
    provenance_say(r, v, l->note);
    return CELLSIM_OK;
}

static Status compile_formula(Reader *r, const Value *v, LawVariable variable, Law *l)
{
    static const FormulaName of_x[] = {{"x", 0, 0}, {"theta", 0, 0}, {"sto", 0, 0}, {"T", 1, 0}};
    static const FormulaName of_c[] = {{"c", 0, 0}, {"T", 1, 0}};
    static const FormulaName of_m[] = {{"m", 0, 0}, {"T", 1, 0}};
    const FormulaName *names = variable == LAW_OF_X ? of_x : variable == LAW_OF_C ? of_c : of_m;
    const int count = variable == LAW_OF_X ? 4 : 2;
    return formula_of(r, v, count, names, &l->formula);
}

Status law_compile(Reader *r, const Value *v, LawVariable variable, double scale, Law *out)
{
    *out =
        (Law){.factor = 1, .scale = scale, .temperature = r->temperature, .constant = v->number, .linear = v->linear};
    if (!v->key) return CELLSIM_OK; /* the default, already in SI */
    Status status = CELLSIM_OK;
    out->factor = v->key->factor;
    out->constant = v->node->number;
    const int text = v->node->type == NODE_TEXT, file = text && law_table_is_file(v->node->text);
    if (file || v->node->type == NODE_LIST) status = compile_table(r, v, variable, out);
    else if (text) status = compile_formula(r, v, variable, out);
    if (status != CELLSIM_OK) law_free(out);
    return status;
}
