/* Isotherms: site classes, formulas, tables. */
#include "random_card.h"

#include "../../model/constants.h"

double curve_x(int k)
{
    return 0.01 + 0.98 * k / (CURVE_POINTS - 1);
}

double curve_U(const Curve *c, double x)
{
    const double at = fmin(fmax((x - 0.01) / 0.98 * (CURVE_POINTS - 1), 0), CURVE_POINTS - 1);
    const int k = at >= CURVE_POINTS - 1 ? CURVE_POINTS - 2 : (int)at;
    return c->U[k] + (at - k) * (c->U[k + 1] - c->U[k]);
}

/* --- site classes ------------------------------------------------------------------------------------------------ */

enum { MOST_SITES = 5 };
typedef struct Sites {
    int n;
    double X[MOST_SITES], U[MOST_SITES], omega[MOST_SITES];
} Sites;

static double sites_theta(const Sites *s, double U, double f)
{
    double sum = 0, total = 0;
    for (int k = 0; k < s->n; k++) {
        sum += s->X[k] / (1 + exp(fmin(f * (U - s->U[k]) / s->omega[k], 500)));
        total += s->X[k];
    }
    return sum / total;
}

/* By bisection; theta falls with U. */
static double sites_U(const Sites *s, double theta, double f)
{
    double low = -15, high = 15;
    for (int k = 0; k < 50; k++) {
        const double U = 0.5 * (low + high);
        *(sites_theta(s, U, f) > theta ? &low : &high) = U;
    }
    return 0.5 * (low + high);
}

static void random_sites(Draw *d, Item *phase, double centre, double f, Curve *out)
{
    Sites s = {.n = 1 + draw_below(d, MOST_SITES)};
    const double spread = d->extreme ? draw_between(d, 0, 1) : draw_between(d, 0.02, 0.25);
    const int mobile = !d->slow && draw_chance(d, 5, 10) && !(d->kinds & KIND_EVOLVES);
    Item *list = item_list(phase, "sites");
    out->mobile = mobile;
    out->sum_X = 0;
    for (int k = 0; k < s.n; k++) {
        Item *site = item_list(list, NULL);
        const int plateau = draw_chance(d, 12, 0);
        s.X[k] = four_digits(draw_span(d, (Span){0.05, 1}, (Span){2e-3, 1}));
        s.U[k] = four_digits(centre + draw_between(d, -spread, spread));
        s.omega[k] = four_digits(draw_span(d, plateau ? (Span){0.05, 0.3} : (Span){0.3, 5}, (Span){0.05, 10}));
        item_number(site, NULL, s.X[k]);
        item_number(site, NULL, s.U[k]);
        item_number(site, NULL, s.omega[k]);
        if (mobile) item_number(site, NULL, draw_log(d, 0.1, 10));
        out->sum_X += s.X[k];
    }
    if (draw_chance(d, 5, 10)) {
        const double scale = four_digits(draw_log(d, 0.3, 1.5));
        item_number(phase, "sites_scale", scale);
        out->sum_X *= scale;
    }
    for (int k = 0; k < CURVE_POINTS; k++) out->U[k] = sites_U(&s, curve_x(k), f);
}

/* --- formulas ---------------------------------------------------------------------------------------------------- */

static void random_logarithm(Draw *d, Item *phase, double centre, double f, Curve *out)
{
    const double U = four_digits(centre), a = four_digits(draw_span(d, (Span){0.05, 0.6}, (Span){1e-3, 2}));
    item_text(phase, "U_V", "%.4g - %.4g*x - R*T/F*ln(x/(1 - x))", U, a);
    for (int k = 0; k < CURVE_POINTS; k++) out->U[k] = U - a * curve_x(k) - log(curve_x(k) / (1 - curve_x(k))) / f;
}

static void random_exponential(Draw *d, Item *phase, double centre, Curve *out)
{
    const double U = four_digits(centre), a = four_digits(draw_span(d, (Span){0.05, 0.6}, (Span){1e-3, 2}));
    const double b = four_digits(draw_span(d, (Span){0.05, 1}, (Span){0.01, 2}));
    const double c = four_digits(draw_span(d, (Span){5, 40}, (Span){2, 100}));
    item_text(phase, "U_V", "%.4g - %.4g*x + %.4g*exp(-%.4g*x)", U, a, b, c);
    for (int k = 0; k < CURVE_POINTS; k++) out->U[k] = U - a * curve_x(k) + b * exp(-c * curve_x(k));
}

static void random_steps(Draw *d, Item *phase, double centre, Curve *out)
{
    const double U = four_digits(centre), a = four_digits(draw_span(d, (Span){0.05, 0.6}, (Span){1e-3, 2}));
    const double b = four_digits(draw_span(d, (Span){0.01, 0.2}, (Span){0.01, 1}));
    const double c = four_digits(draw_span(d, (Span){2, 30}, (Span){2, 100}));
    const double at = four_digits(draw_between(d, 0.1, 0.9));
    item_text(phase, "U_V", "%.4g - %.4g*x - %.4g*tanh(%.4g*(x - %.4g))", U, a, b, c, at);
    for (int k = 0; k < CURVE_POINTS; k++) out->U[k] = U - a * curve_x(k) - b * tanh(c * (curve_x(k) - at));
}

static void random_range(Draw *d, Item *phase, Curve *out)
{
    if (!draw_chance(d, 20, 20)) return;
    Item *range = item_list(phase, "x_range");
    out->low = four_digits(draw_between(d, 0, 0.1));
    out->high = four_digits(draw_between(d, 0.9, 1));
    item_number(range, NULL, out->low);
    item_number(range, NULL, out->high);
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

enum { MOST_POINTS = 30 };

/* n values from `first` to `last`, unevenly spaced. */
static void uneven(Draw *d, int n, double first, double last, double *value)
{
    const double least = d->extreme ? 0.03 : 0.3;
    double sum = 0;
    for (int k = 1; k < n; k++) value[k] = sum += least + draw_between(d, 0, 1) * draw_between(d, 0, 4);
    for (int k = 1; k < n; k++) value[k] = first + (last - first) * value[k] / sum;
    value[0] = first;
}

static void random_table(Draw *d, Item *phase, double centre, Curve *out)
{
    double x[MOST_POINTS], U[MOST_POINTS];
    const int n = 4 + draw_below(d, MOST_POINTS - 4);
    const double half = draw_span(d, (Span){0.1, 0.5}, (Span){0.05, 1.5});
    Item *list = item_list(phase, "U_table_V");
    uneven(d, n, draw_between(d, 1e-3, 0.02), draw_between(d, 0.98, 0.999), x);
    uneven(d, n, centre + half, centre - half, U);
    out->low = x[0];
    out->high = x[n - 1];
    for (int k = 0; k < n; k++) {
        Item *point = item_list(list, NULL);
        item_number(point, NULL, x[k]);
        item_number(point, NULL, round(1e4 * U[k]) / 1e4 - 1e-3 * k); /* falls also after rounding */
    }
    for (int k = 0, j = 0; k < CURVE_POINTS; k++) {
        while (j + 2 < n && x[j + 1] < curve_x(k)) j++;
        const double share = fmin(fmax((curve_x(k) - x[j]) / (x[j + 1] - x[j]), 0), 1);
        out->U[k] = U[j] + share * (U[j + 1] - U[j]);
    }
}

void random_isotherm(Draw *d, Item *phase, double centre, double temperature, int anywhere, Curve *out)
{
    const double f = FARADAY / (GAS_CONSTANT * temperature);
    const int kind = draw_below(d, 10);
    *out = (Curve){.sum_X = 1, .high = 1};
    if (kind < 5 || d->slow || d->kinds & KIND_EVOLVES) {
        out->sites = 1;
        random_sites(d, phase, centre, f, out);
    } else if (kind == 5 || anywhere) random_logarithm(d, phase, centre, f, out);
    else if (kind == 6) random_exponential(d, phase, centre, out);
    else if (kind == 7) random_steps(d, phase, centre, out);
    else random_table(d, phase, centre, out);
    if (!out->sites && !anywhere && (kind == 6 || kind == 7)) random_range(d, phase, out);
}
