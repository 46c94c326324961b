/* Lays a cell out as unknowns: the chain of volumes, the whole cell's unknowns, the pockets. */
#include "laws.h"
#include "mesh.h"

#include <stdlib.h>

static int is_electrode(const CellSpec *spec, RegionId r)
{
    return r == POSITIVE || (r == NEGATIVE && !spec->half_cell);
}

static GradedEnd graded_end(RegionId r)
{
    return r == NEGATIVE ? GRADE_RIGHT : r == POSITIVE ? GRADE_LEFT : GRADE_BOTH;
}

static void declare_volume(Model *m, int k, int next)
{
    Volume *v = &m->volume[k];
    const Region *region = &m->spec->region[v->region];
    v->porosity = region->porosity;
    v->transport = region->transport;
    v->networks = is_electrode(m->spec, v->region) ? m->spec->electrode[v->region].networks : 0;
    v->c_e = next;
    v->phi_e = next + 1;
    v->phi_s = next + 2;
    state_table_declare(&m->state, v->c_e, FIELD_C_E, k, electrolyte_c0(m->spec->electrolyte));
    state_table_declare(&m->state, v->phi_e, FIELD_PHI_E, k, 1.0);
    for (int n = 0; n < v->networks; n++) state_table_declare(&m->state, v->phi_s + n, FIELD_PHI_S, k, 1.0);
}

/* Numbers the chain; returns the first free unknown. */
static int lay_chain(Model *m, double *h)
{
    int k = 0, next = 0;
    double x = 0;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        const Region *region = &m->spec->region[r];
        if (r == NEGATIVE && m->spec->half_cell) continue;
        if (r == POSITIVE) m->face = k - 1;
        mesh_thicknesses(region->thickness, region->volumes, region->grading, graded_end(r), h);
        for (int j = 0; j < region->volumes; j++, k++) {
            m->volume[k] = (Volume){.region = r, .h = h[j], .x = x + 0.5 * h[j]};
            x += h[j];
            declare_volume(m, k, next);
            next += 2 + m->volume[k].networks;
        }
    }
    return next;
}

static int lay_cell_unknowns(Model *m, int next)
{
    const double one_C = m->spec->one_C;
    m->I = next++;
    m->V = next++;
    m->Q = next++;
    m->psi_f = m->c_f = -1;
    state_table_declare(&m->state, m->I, FIELD_I, -1, one_C);
    state_table_declare(&m->state, m->V, FIELD_V, -1, 1.0);
    state_table_declare(&m->state, m->Q, FIELD_Q, -1, one_C * SECONDS_PER_HOUR);
    if (!m->spec->half_cell) return next;
    const Foil *foil = &m->spec->foil;
    const double c0 = electrolyte_c0(m->spec->electrolyte);
    m->psi_f = next++;
    m->c_f = next++;
    m->foil_i0 = foil->i0 * pow(c0 / foil->c_ref, foil->c_e_exponent);
    state_table_declare(&m->state, m->psi_f, FIELD_PSI_F, 0, 1.0);
    state_table_declare(&m->state, m->c_f, FIELD_C_F, 0, c0);
    return next;
}

/* 1/s (E-par-1): a particle that evens out within a millisecond stays flat within 1e-6 at 100C as it is; faster, the
 * balance of its guest would drown in the round-off of the exchange between its shells. */
static const double FASTEST_DIFFUSION = 1e3;

static int pocket_size(const Phase *ph, const Radial *op)
{
    return op->n + 2 + (ph->side.charge > 0);
}

/* Current density on the reacting area of an electrode at 1C [A/m2]: the scale of i. */
static double current_scale(const CellSpec *spec, RegionId r)
{
    double area = 0;
    for (int p = 0; p < spec->electrode[r].phases; p++)
        area += spec->electrode[r].phase[p].area_per_volume * spec->region[r].thickness;
    return spec->one_C / area;
}

static void lay_pocket(Model *m, Pocket *k, int volume, int phase, int next)
{
    const Volume *v = &m->volume[volume];
    const Phase *ph = &m->spec->electrode[v->region].phase[phase];
    const double c0 = electrolyte_c0(m->spec->electrolyte);
    const Radial *op = &m->radial[v->region][phase];
    *k = (Pocket){
        .phase = ph, .radial = op, .volume = volume, .phase_index = phase, .start = next, .size = pocket_size(ph, op)};
    k->theta = next;
    k->z = next + op->n;
    k->i = next + op->n + 1;
    k->s = ph->side.charge > 0 ? next + op->n + 2 : -1;
    k->c_e = v->c_e;
    k->phi_e = v->phi_e;
    k->phi_s = v->phi_s + ph->network;
    k->diffusion = ph->surface_class ? 0 : fmin(ph->D / (ph->radius * ph->radius), FASTEST_DIFFUSION);
    k->per_current = ph->area_per_volume / (ph->volume_fraction * ph->c_max * FARADAY);
    k->source = ph->area_per_volume * v->h;
    k->i0 = ph->i0 * pow(c0 / ph->c_ref, ph->c_e_exponent);
    for (int j = 0; j < op->n; j++) state_table_declare(&m->state, k->theta + j, FIELD_THETA, volume, 1.0);
    if (k->s >= 0) state_table_declare(&m->state, k->s, FIELD_SIDE, volume, 1.0);
    state_table_declare(&m->state, k->z, FIELD_Z, volume, 1.0);
    state_table_declare(&m->state, k->i, FIELD_CURRENT_DENSITY, volume, current_scale(m->spec, v->region));
}

static void lay_pockets(Model *m, int next)
{
    int count = 0;
    for (int k = 0; k < m->volumes; k++) {
        if (!m->volume[k].networks) continue;
        for (int p = 0; p < m->spec->electrode[m->volume[k].region].phases; p++) {
            lay_pocket(m, &m->pocket[count], k, p, next);
            next += m->pocket[count++].size;
        }
    }
}

/* Sizes of everything, before anything is laid out. */
static void count_unknowns(const CellSpec *spec, Model *m, int *largest, int *chain)
{
    *largest = *chain = m->unknowns = m->volumes = m->pockets = 0;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        if (r == NEGATIVE && spec->half_cell) continue;
        const int n = spec->region[r].volumes;
        const Electrode *el = &spec->electrode[r];
        m->volumes += n;
        if (n > *largest) *largest = n;
        *chain += n * (2 + (is_electrode(spec, r) ? el->networks : 0));
        if (!is_electrode(spec, r)) continue;
        m->pockets += n * el->phases;
        for (int p = 0; p < el->phases; p++) m->unknowns += n * pocket_size(&el->phase[p], &m->radial[r][p]);
    }
    m->outer = *chain + 3 + (spec->half_cell ? 2 : 0);
    m->unknowns += m->outer;
}

static Status create_radial(const CellSpec *spec, Model *m, Error *e)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int p = 0; is_electrode(spec, r) && p < spec->electrode[r].phases; p++) {
            const Phase *ph = &spec->electrode[r].phase[p];
            const Status s =
                radial_create(spec->radial_scheme, ph->surface_class ? 1 : ph->radial, &m->radial[r][p], e);
            if (s) return s;
        }
    return CELLSIM_OK;
}

Status model_create(const CellSpec *spec, Model **out, Error *e)
{
    int largest, chain;
    Model *m = calloc(1, sizeof *m);
    *out = NULL;
    if (!m) return error_memory(e);
    m->spec = spec;
    m->thermal_f = FARADAY / (GAS_CONSTANT * spec->temperature);
    Status s = create_radial(spec, m, e);
    if (s) return model_free(m), s;
    count_unknowns(spec, m, &largest, &chain);
    double *h = malloc((size_t)largest * sizeof *h);
    m->volume = calloc((size_t)m->volumes, sizeof *m->volume);
    m->pocket = calloc((size_t)m->pockets, sizeof *m->pocket);
    const int ok = h && m->volume && m->pocket;
    s = ok ? state_table_create(m->unknowns, &m->state, e) : error_memory(e);
    if (s) return free(h), model_free(m), s;
    lay_pockets(m, lay_cell_unknowns(m, lay_chain(m, h)));
    free(h);
    *out = m;
    return CELLSIM_OK;
}

void model_free(Model *m)
{
    if (!m) return;
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int p = 0; p < MAX_PHASES; p++) radial_free(&m->radial[r][p]);
    state_table_free(&m->state);
    free(m->volume);
    free(m->pocket);
    free(m);
}
