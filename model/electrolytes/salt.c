/* Properties of a binary salt against its concentration. */
#include <stdlib.h>

#include "../constants.h"
#include "../spline.h"
#include "../table_lookup.h"
#include "kinds.h"

/* Share of c0 below which everything but D, kappa and t_plus (held) is linear in c (E-ely-4), and the top. */
static const double LOWEST = 1e-9, HIGHEST = 8;

/* The formulas must be sound on this part; beyond it they are used as far as they are sound. */
static const double SOUND_LOW = 1e-3, SOUND_HIGH = 3;

/* D and kappa stay between these multiples of their values at c0 (E-ely-3). */
static const double FLOOR = 1e-3, CEILING = 1e3;

/* D/D0, kappa/kappa0, t_plus, (1 - t_plus) chi, ln c: all relative or pure numbers. ln c enters as RT/F ln c. */
static const double TOLERANCE = 2e-6;

/* In tolerances: formulas that miss by more have a jump. */
static const double LARGEST_MISS = 1e3;

enum { COMPONENTS = 5, START = 32, PROBES = 96 };
enum { D_, KAPPA_, T_PLUS_, PSI_, LNC_ };
enum { S_ = D_ }; /* the finished table holds the integral of D */

struct SaltTable {
    Table *table; /* S, kappa, t_plus, Psi, ln(c/c0) against c */
    double c_low, c_high;
    double low[COMPONENTS], high[COMPONENTS]; /* at the ends of the table: kappa and t_plus are held beyond */
    double error;
};

/* The path: s = -1, 0, 1 at c_low, c0, c_high, logarithmic in between. */
typedef struct Law {
    const ElectrolyteSpec *spec;
    double D0, kappa0, ln_low, ln_high;
} Law;

static double clamp(double x, double low, double high)
{
    return fmin(fmax(x, low), high);
}

static int sample_law(double s, double *c, double *y, void *context)
{
    const Law *w = context;
    const ElectrolyteSpec *p = w->spec;
    const double lnc = s < 0 ? -s * w->ln_low : s * w->ln_high;
    *c = p->c0 * exp(lnc);
    y[D_] = clamp(p->D(*c, p->D_context) / w->D0, FLOOR, CEILING);
    y[KAPPA_] = clamp(p->kappa(*c, p->kappa_context) / w->kappa0, FLOOR, CEILING);
    y[T_PLUS_] = p->t_plus(*c, p->t_plus_context);
    y[PSI_] = (1 - y[T_PLUS_]) * p->chi(*c, p->chi_context);
    y[LNC_] = lnc;
    return 0;
}

/* The name of the property that makes no sense at c, or NULL. */
static const char *unsound(const Law *w, double c, double *value)
{
    const ElectrolyteSpec *p = w->spec;
    const double D = p->D(c, p->D_context), kappa = p->kappa(c, p->kappa_context);
    const double t_plus = p->t_plus(c, p->t_plus_context), chi = p->chi(c, p->chi_context);
    if (!(D > 0 && D < CEILING * w->D0)) return *value = D, "D";
    if (!(kappa > 0 && kappa < CEILING * w->kappa0)) return *value = kappa, "kappa";
    if (!(fabs(t_plus) < 100)) return *value = t_plus, "t_plus";
    if (!(fabs(chi) < 1e4)) return *value = chi, "chi";
    return NULL;
}

static Status check_spec(const ElectrolyteSpec *p, Law *w, Error *e)
{
    if (!(p->c0 > 0 && p->c0 < 1e6))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the electrolyte's concentration is %g mol/m3", p->c0);
    if (!(p->temperature > 0 && p->temperature < 1e4))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the electrolyte's temperature is %g K", p->temperature);
    w->spec = p;
    w->D0 = p->D(p->c0, p->D_context);
    w->kappa0 = p->kappa(p->c0, p->kappa_context);
    double value;
    for (int k = -1; k <= PROBES; k++) { /* c0 first */
        const double c = k < 0 ? p->c0 : p->c0 * SOUND_LOW * pow(SOUND_HIGH / SOUND_LOW, (double)k / PROBES);
        const char *name = unsound(w, c, &value);
        if (!name) continue;
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the electrolyte's %s is %g at c = %.4g mol/m3", name, value, c);
        error_about(e, name);
        error_hint(e,
                   "D and kappa must be positive, all properties finite, from %g to %g mol/m3; is the formula's "
                   "concentration in another unit?",
                   SOUND_LOW * p->c0, SOUND_HIGH * p->c0);
        return CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

/* ln(c/c0) up to which the formulas are sound, from `inner` towards `outer`. D and kappa that merely fall to zero or
 * below do not end the range: the floor holds them. */
static double sound_until(const Law *w, double inner, double outer)
{
    double last = inner, value;
    for (int k = 1; k <= PROBES; k++) {
        const double lnc = inner + (outer - inner) * k / PROBES;
        const char *name = unsound(w, w->spec->c0 * exp(lnc), &value);
        if (name && !(value <= 0 && value > -1e30 && (name[0] == 'D' || name[0] == 'k'))) break;
        last = lnc;
    }
    return last;
}

/* Replaces D by S = integral of D dc and (1 - t_plus) chi by Psi = (2RT/F) integral of it over dln c, both from c0, and
 * scales kappa back. */
static Status finish(SaltTable *salt, const Law *w, Table *law, Error *e)
{
    const int n = table_knots(law);
    double *c = malloc((size_t)n * (1 + COMPONENTS) * sizeof *c), *y, Psi = 0, Psi0 = 0, S = 0, S0 = 0;
    const double scale = 2 * GAS_CONSTANT * w->spec->temperature / FARADAY;
    real v[COMPONENTS];
    if (!c) return error_memory(e);
    y = c + n;
    for (int k = 0; k < n; k++) {
        c[k] = table_knot(law, k);
        for (int i = 0; i < 3 && k > 0; i++) {
            const double at = gauss_abscissa(i, c[k - 1], c[k]);
            table_eval(law, at, v, NULL);
            Psi += scale * gauss_weight(i, c[k - 1], c[k]) * re(v[PSI_]) / at;
            S += w->D0 * gauss_weight(i, c[k - 1], c[k]) * re(v[D_]);
        }
        table_eval(law, c[k], v, NULL);
        if (c[k] <= w->spec->c0 * (1 + 1e-12)) Psi0 = Psi, S0 = S; /* c0 is a knot: s = 0 */
        for (int j = 0; j < COMPONENTS; j++) y[k * COMPONENTS + j] = re(v[j]);
        y[k * COMPONENTS + S_] = S;
        y[k * COMPONENTS + KAPPA_] *= w->kappa0;
        y[k * COMPONENTS + PSI_] = Psi;
    }
    for (int k = 0; k < n; k++) {
        y[k * COMPONENTS + PSI_] -= Psi0;
        y[k * COMPONENTS + S_] -= S0;
    }
    const Status s = table_create(n, COMPONENTS, c, y, &salt->table, e);
    free(c);
    return s;
}

static void hold_ends(SaltTable *salt)
{
    real v[COMPONENTS];
    salt->c_low = table_min(salt->table);
    salt->c_high = table_max(salt->table);
    table_eval(salt->table, salt->c_low, v, NULL);
    for (int j = 0; j < COMPONENTS; j++) salt->low[j] = re(v[j]);
    table_eval(salt->table, salt->c_high, v, NULL);
    for (int j = 0; j < COMPONENTS; j++) salt->high[j] = re(v[j]);
}

static Status jump(const TableMiss *miss, Error *e)
{
    static const char *const names[COMPONENTS] = {
        [D_] = "D", [KAPPA_] = "kappa", [T_PLUS_] = "t_plus", [PSI_] = "chi", [LNC_] = "c"};
    const char *name = names[miss->component];
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the electrolyte's %s jumps at c = %.6g mol/m3", name, miss->x);
    error_hint(e,
               "replace the step by a steep but smooth change: points a little apart, or a tanh some 1e-4 mol/L wide");
    error_about(e, name);
    return CELLSIM_BAD_CARD;
}

/* On as much of the range as the formulas allow, or, if they jump out there, on what they must cover. */
static Status sample_widest(Law *w, Table **law, TableMiss *miss, Error *e)
{
    const double tolerance[COMPONENTS] = {TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE};
    w->ln_low = sound_until(w, log(SOUND_LOW), log(LOWEST));
    w->ln_high = sound_until(w, log(SOUND_HIGH), log(HIGHEST));
    Status s = table_from_function(sample_law, w, COMPONENTS, -1, 1, START, tolerance, law, miss, e);
    if (s == CELLSIM_IO || (s == CELLSIM_OK && miss->worst <= LARGEST_MISS)) return s;
    table_free(*law);
    w->ln_low = log(SOUND_LOW);
    w->ln_high = log(SOUND_HIGH);
    s = table_from_function(sample_law, w, COMPONENTS, -1, 1, START, tolerance, law, miss, e);
    return s == CELLSIM_OK && miss->worst > LARGEST_MISS ? jump(miss, e) : s;
}

static Status tabulate(const ElectrolyteSpec *spec, SaltTable *salt, Error *e)
{
    Law w = {0};
    Table *law = NULL;
    TableMiss miss = {0};
    Status s = check_spec(spec, &w, e);
    if (s == CELLSIM_OK) s = sample_widest(&w, &law, &miss, e);
    if (s == CELLSIM_OK) s = finish(salt, &w, law, e);
    table_free(law);
    if (s != CELLSIM_OK) return s;
    salt->error = miss.worst * TOLERANCE;
    hold_ends(salt);
    return CELLSIM_OK;
}

Status electrolyte_create(const ElectrolyteSpec *spec, Electrolyte **out, Error *e)
{
    Electrolyte *el = *out = calloc(1, sizeof *el);
    if (!el) return error_memory(e);
    *el = (Electrolyte){.kind = &electrolyte_concentrated,
                        .carried = 1,
                        .ions = 1,
                        .ion = {{.charge = 1, .c0 = spec->c0}},
                        .total = spec->c0,
                        .salt = calloc(1, sizeof *el->salt)};
    const Status s = el->salt ? tabulate(spec, el->salt, e) : error_memory(e);
    if (s == CELLSIM_OK) return CELLSIM_OK;
    electrolyte_free(el);
    *out = NULL;
    return s;
}

/* Beyond the table S, Psi and ln c continue linearly; kappa and t_plus keep their end values, since extrapolated they
 * could turn negative. */
void salt_eval(const SaltTable *salt, real c, ElectrolytePoint *p)
{
    real v[COMPONENTS], dv[COMPONENTS];
    table_lookup(salt->table, COMPONENTS, c, v, dv);
    if (re(c) < salt->c_low || re(c) > salt->c_high)
        for (int j = KAPPA_; j <= T_PLUS_; j++) {
            v[j] = re(c) < salt->c_low ? salt->low[j] : salt->high[j];
            dv[j] = 0;
        }
    *p = (ElectrolytePoint){.S = v[S_],
                            .kappa = v[KAPPA_],
                            .t_plus = v[T_PLUS_],
                            .Psi = v[PSI_],
                            .lnc = v[LNC_],
                            .D = dv[S_],
                            .dkappa = dv[KAPPA_],
                            .dt_plus = dv[T_PLUS_],
                            .dPsi = dv[PSI_],
                            .dlnc = dv[LNC_]};
}

void electrolyte_eval(const Electrolyte *el, real c, ElectrolytePoint *p)
{
    salt_eval(el->salt, c, p);
}

double electrolyte_table_error(const Electrolyte *el)
{
    return el->salt->error;
}

void salt_free(SaltTable *salt)
{
    if (!salt) return;
    table_free(salt->table);
    free(salt);
}
