#include "spectrum_mesh.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_DEGREE = 4, MOST_ELEMENTS = 100 /* from an end on */ };
static const double TWO_PI = 6.283185307179586;
static const double RATIO = 3;            /* of the lengths of neighbours */
static const double FIRST = 4;            /* length of the first element in layers */
static const double NEGLIGIBLE = 3e-3;    /* share of Z */
static const double GOOD_CONDUCTOR = 100; /* sigma / kappa from which the layer at the collector is 1e-4 of Z */

/* --- how thin layers are ------------------------------------------------------------------------------------------- */

/* Largest admittance of the interfaces per volume of electrode [S/m3]. */
static double admittance(const Model *m, RegionId r, double omega)
{
    const Electrode *el = &m->spec->electrode[r];
    double sum = 0;
    for (int p = 0; p < el->phases; p++) {
        const Phase *ph = &el->phase[p];
        const IonLink ion = model_link(m, ph->ion, ph->kinetics, ph->c_ref);
        const double i0 = model_link_i0(&ion, ph->i0, ph->c_ref, ph->c_e_exponent) * 0.5; /* g(1/2) */
        sum += ph->area_per_volume * (1 / (1 / (m->thermal_f * i0) + ph->film_resistance) + omega * ph->double_layer);
    }
    return sum;
}

static double poorest_network(const Electrode *el)
{
    double sigma = el->sigma[0];
    for (int k = 1; k < el->networks; k++) sigma = fmin(sigma, el->sigma[k]);
    return sigma;
}

/* Depth to which salt moves in half a swing, or the depth that salt would matter from, if that is larger. */
static double salt_layer(const Model *m, RegionId r, double omega)
{
    const Region *region = &m->spec->region[r], *separator = &m->spec->region[SEPARATOR];
    const RestTransport rest = electrolyte_transport(m->spec->electrolyte);
    const double D = rest.D * region->transport, ohmic = separator->thickness / (rest.kappa * separator->transport);
    const double per_depth = rest.coupling / (FARADAY * D); /* ohm m */
    if (!(rest.D > 0)) return INFINITY;
    return fmax(sqrt(D / (region->porosity * omega)), NEGLIGIBLE * ohmic / fmax(per_depth, 1e-30));
}

/* Depth to which the reaction reaches into an electrode. */
static double reaction_layer(const Model *m, RegionId r, double omega)
{
    const Region *region = &m->spec->region[r];
    const double kappa = electrolyte_transport(m->spec->electrolyte).kappa;
    const double resistivity = 1 / (kappa * region->transport) + 1 / poorest_network(&m->spec->electrode[r]);
    return 1 / sqrt(admittance(m, r, omega) * resistivity);
}

/* --- elements ------------------------------------------------------------------------------------------------------ */

/* Elements from a graded end on over `whole`: the first no longer than `first`, none longer than `longest`. */
static void grade(double whole, double first, double longest, int ends, int degree, Region *r)
{
    double sum = 0, last = 0;
    int n = 0;
    for (; n < MOST_ELEMENTS && sum < whole; n++) {
        last = fmin(n ? RATIO * last : first, longest);
        sum += last;
    }
    *r = (Region){r->thickness, r->porosity, r->transport, n * ends, degree, fmin(first / last, 1), RATIO, ends == 2};
}

/* That of the time mesh, if it is not low: a finer one then has finer spectra, too (E-trust-4). */
static int degree_of(const CellSpec *spec)
{
    const int degree = spec->region[POSITIVE].degree;
    return degree > LEAST_DEGREE ? degree : LEAST_DEGREE;
}

/* Nowhere coarser than the time mesh, and the layers at the ends. */
static void refine(const Model *m, RegionId r, double omega, Region *out)
{
    const Region *region = &m->spec->region[r];
    const int electrode = r != SEPARATOR, degree = degree_of(m->spec);
    const double longest = region->thickness * degree / (region->elements * region->degree);
    const double salt = salt_layer(m, r, omega);
    const double layer = electrode ? fmin(salt, reaction_layer(m, r, omega)) : salt;
    int ends = 2;
    if (electrode) {
        const double kappa = electrolyte_transport(m->spec->electrolyte).kappa;
        ends = poorest_network(&m->spec->electrode[r]) < GOOD_CONDUCTOR * kappa * region->transport ? 2 : 1;
    }
    grade(region->thickness / ends, FIRST * layer, longest, ends, degree, out);
}

/* --- the state ----------------------------------------------------------------------------------------------------- */

/* A point of m as a mean of an element's nodes. */
typedef struct Spot {
    const Element *e;
    double share[MAX_DEGREE + 1];
} Spot;

/* Where x lies among the elements of a region. */
static Spot find_spot(const Model *m, RegionId r, double x)
{
    int k = 0;
    while (k + 1 < m->elements &&
           (m->element[k].region != r || (m->element[k + 1].region == r && x > m->node[m->element[k + 1].first].x)))
        k++;
    Spot s = {.e = &m->element[k]};
    const Lobatto *rule = s.e->rule;
    const double at = 2 * (x - m->node[s.e->first].x) / s.e->length - 1;
    for (int j = 0; j <= rule->degree; j++) {
        s.share[j] = 1;
        for (int i = 0; i <= rule->degree; i++)
            if (i != j) s.share[j] *= (at - rule->x[i]) / (rule->x[j] - rule->x[i]);
    }
    return s;
}

/* Value there of what stands at first[j] in y; kept between its least and its largest value at the nodes, which a polynomial need not be
 * (a uniform state stays so to the last bit). */
static double value_at(const Spot *s, const int *first, const double *y)
{
    double sum = 0, least = INFINITY, most = -INFINITY;
    for (int j = 0; j <= s->e->rule->degree; j++) {
        const double value = y[first[j]];
        sum += s->share[j] * value;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    return fmin(fmax(sum, least), most);
}

static void interpolate_node(const Model *m, const double *y, const Spot *s, const MeshNode *to, double *out)
{
    const MeshNode *v = m->node + s->e->first;
    int pores[MAX_DEGREE + 1], phi_s[MAX_DEGREE + 1];
    const int n = s->e->rule->degree + 1;
    for (int k = 0; k <= m->carried; k++) { /* every concentration, then phi_e */
        for (int j = 0; j < n; j++) pores[j] = v[j].c_e + k;
        out[to->c_e + k] = value_at(s, pores, y);
    }
    for (int k = 0; k < to->networks; k++) {
        for (int j = 0; j < n; j++) phi_s[j] = v[j].phi_s[k];
        out[to->phi_s[k]] = value_at(s, phi_s, y);
    }
}

static void interpolate_pockets(const Model *m, const double *y, const Spot *s, const Model *fine, const MeshNode *to,
                                double *out)
{
    const MeshNode *v = m->node + s->e->first;
    int from[MAX_DEGREE + 1];
    for (int p = 0; to->networks > 0 && p < m->spec->electrode[to->region].phases; p++) {
        const Pocket *pocket = &fine->pocket[to->pocket + p];
        for (int k = 0; k < pocket->size; k++) {
            for (int j = 0; j <= s->e->rule->degree; j++) from[j] = m->pocket[v[j].pocket + p].start + k;
            out[pocket->start + k] = value_at(s, from, y);
        }
    }
}

static void interpolate(const Model *m, const double *y, SpectrumMesh *mesh)
{
    const Model *fine = mesh->m;
    mesh->y[fine->I] = y[m->I];
    mesh->y[fine->V] = y[m->V];
    mesh->y[fine->Q] = y[m->Q];
    mesh->y[fine->W] = y[m->W];
    for (int n = 0; m->c_r >= 0 && n < m->carried; n++) mesh->y[fine->c_r + n] = y[m->c_r + n];
    for (int k = 0; k < fine->nodes; k++) {
        const MeshNode *to = &fine->node[k];
        const Spot s = find_spot(m, to->region, to->x);
        interpolate_node(m, y, &s, to, mesh->y);
        interpolate_pockets(m, y, &s, fine, to, mesh->y);
    }
}

/* --- together ------------------------------------------------------------------------------------------------------ */

static int same_regions(const CellSpec *a, const CellSpec *b)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        if (a->region[r].elements != b->region[r].elements || a->region[r].grading != b->region[r].grading) return 0;
    return 1;
}

static Status create(const CellSpec *spec, const LinearSystem *like, SpectrumMesh **out, Error *e)
{
    SpectrumMesh *mesh = *out = calloc(1, sizeof *mesh);
    if (!mesh) return error_memory(e);
    mesh->spec = *spec;
    Status status = model_create(&mesh->spec, &mesh->m, e);
    if (!status) status = linear_create(mesh->m, like->kind, INSTRUCTIONS_BEST, &mesh->linear, e);
    if (!status) {
        mesh->linear->kernels = like->kernels;
        mesh->y = calloc((size_t)mesh->m->unknowns, sizeof *mesh->y);
        if (!mesh->y) status = error_memory(e);
    }
    if (!status) return CELLSIM_OK;
    spectrum_mesh_free(mesh);
    *out = NULL;
    return status;
}

Status spectrum_mesh_prepare(const Model *m, const LinearSystem *like, const double *y, double f_max,
                             SpectrumMesh **mesh, Error *e)
{
    CellSpec spec = *m->spec;
    Status status = CELLSIM_OK;
    for (RegionId r = spec.half_cell ? SEPARATOR : NEGATIVE; r < REGIONS; r++)
        refine(m, r, TWO_PI * f_max, &spec.region[r]);
    if (!*mesh || !same_regions(&spec, &(*mesh)->spec)) {
        spectrum_mesh_free(*mesh);
        status = create(&spec, like, mesh, e);
    }
    if (!status) interpolate(m, y, *mesh);
    return status;
}

void spectrum_mesh_free(SpectrumMesh *mesh)
{
    if (!mesh) return;
    linear_free(mesh->linear);
    model_free(mesh->m);
    free(mesh->y);
    free(mesh);
}
