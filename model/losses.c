/* The cell voltage as a sum (E-loss-1 to 8): what stands between the terminals, walked along once, with means over the sites of
 * an electrode, which exist at any current. What one part ends at the next begins at, so that they add up. */
#include "losses.h"

#include "hosts/host.h"

#include <math.h>

enum { MOST_FORMS = MAX_PHASES * MAX_FORMS };

/* Forms of guest of one law, over the whole electrode. */
typedef struct Store {
    FormState form;       /* one of them, */
    const Pocket *pocket; /* and where it is */
    double sites, held;   /* mol/m2 */
} Store;

/* Means over an electrode, weighted with the sites of its forms; V. */
typedef struct Side {
    double sites; /* mol/m2 */
    double phi_s, phi_e, Psi, drop, mean, surface, local, film, hysteresis;
    double low, high; /* of `mean` */
    int stores;
    Store store[MOST_FORMS];
} Side;

/* Potential of the pores somewhere, and the diffusion potential from x = 0 to there; V. */
typedef struct Place {
    double phi_e, Psi;
} Place;

typedef struct Walk {
    const Model *m;
    const double *y;
    LossMemory *memory;
    double bulk[MAX_CARRIED]; /* mol/m3: what concentrations even out to */
    Side side[REGIONS];
    Place left, right; /* ends of the separator */
    Place reference;
} Walk;

/* --- what concentrations even out to ------------------------------------------------------------------------------- */

static void find_bulk(Walk *w)
{
    const Model *m = w->m;
    double volume = m->c_r < 0 ? 0 : m->spec->reservoir.volume;
    for (int k = 0; k < m->nodes; k++) volume += m->node[k].pores;
    for (int n = 0; n < m->carried; n++) w->bulk[n] = model_ion(m, n, w->y) / volume;
}

/* --- means over the electrodes ------------------------------------------------------------------------------------- */

static void add_store(Side *side, const Pocket *p, const FormState *form, double sites)
{
    int k = 0;
    while (k < side->stores && side->store[k].form.law != form->law) k++;
    if (k == side->stores) side->store[side->stores++] = (Store){*form, p, 0, 0};
    side->store[k].sites += sites;
    side->store[k].held += sites / form->sites * form->held;
}

static void add_form(Side *side, const Walk *w, const Pocket *p, const FormState *form, double Psi)
{
    const Phase *ph = p->phase;
    const double sites = form->sites * ph->volume_fraction * ph->c_max * w->m->node[p->node].h;
    side->sites += sites;
    side->phi_s += sites * w->y[p->phi_s];
    side->phi_e += sites * w->y[p->phi_e];
    side->Psi += sites * Psi;
    side->drop += sites * (w->y[p->phi_s] - w->y[p->phi_e]);
    side->mean += sites * form->mean;
    side->surface += sites * form->surface;
    side->local += sites * form->local;
    side->film += sites * ph->film_resistance * form->i;
    if (ph->hysteresis > 0) side->hysteresis += sites * 0.5 * ph->hysteresis * tanh(form->i / ph->hysteresis_current);
    side->low = side->stores ? fmin(side->low, form->mean) : form->mean;
    side->high = side->stores ? fmax(side->high, form->mean) : form->mean;
    add_store(side, p, form, sites);
}

static void add_node(Walk *w, int node, double Psi)
{
    const MeshNode *v = &w->m->node[node];
    FormState form[MAX_FORMS];
    if (!v->networks) return;
    for (int k = 0; k < w->m->spec->electrode[v->region].phases; k++) {
        const Pocket *p = &w->m->pocket[v->pocket + k];
        const int forms = p->host->forms_at(p, w->y, w->bulk, form);
        for (int j = 0; j < forms; j++) add_form(&w->side[v->region], w, p, &form[j], Psi);
    }
}

static void divide(Side *s)
{
    double *const value[] = {&s->phi_s,   &s->phi_e, &s->Psi,  &s->drop,      &s->mean,
                             &s->surface, &s->local, &s->film, &s->hysteresis};
    for (size_t k = 0; s->sites > 0 && k < sizeof value / sizeof *value; k++) *value[k] /= s->sites;
}

/* Of an element's polynomial at the reference electrode. */
static void add_reference(Walk *w, int node, Place at)
{
    const ReferencePlace *of = &w->m->reference;
    const Element *e = &w->m->element[of->element];
    const int j = node - e->first;
    if (!w->m->spec->reference.present || j < 0 || j > e->rule->degree) return;
    w->reference.phi_e += of->share[j] * at.phi_e;
    w->reference.Psi += of->share[j] * at.Psi;
}

static void walk(Walk *w)
{
    const Model *m = w->m;
    const Element *last = &m->element[m->separator];
    double Psi = 0;
    for (int k = 0; k < m->nodes; k++) {
        if (k > 0) Psi += electrolyte_junction(m, w->y, k - 1);
        const Place here = {w->y[m->node[k].phi_e], Psi};
        if (k == m->mouth) w->left = here;
        if (k == last->first + last->rule->degree) w->right = here;
        add_reference(w, k, here);
        add_node(w, k, Psi);
    }
    for (RegionId r = NEGATIVE; r < REGIONS; r++) divide(&w->side[r]);
}

/* --- at rest ------------------------------------------------------------------------------------------------------- */

static double at_rest(const IonLink *link, const double *bulk)
{
    return link->ion < 0 ? 0 : model_link_shift(link, bulk[link->ion]);
}

/* What all stores at one potential hold beyond what they do; falls as it rises. */
static double beyond(const Walk *w, const Side *side, double psi)
{
    double more = 0;
    for (int k = 0; k < side->stores; k++) {
        const Store *s = &side->store[k];
        const Pocket *p = s->pocket;
        RestMemory *memory = &w->memory->rest[w->m->node[p->node].region][p->phase_index];
        more += s->sites * p->host->filling(p, &s->form, w->bulk, psi, memory) - s->held;
    }
    return more;
}

/* Moves an end of a bracket out until what is beyond there has the sign of `way`; returns it. */
static double reach(const Walk *w, const Side *side, double way, double *end)
{
    double more = beyond(w, side, *end);
    for (double step = 0.1; !(way * more >= 0) && step < 25; step *= 2) more = beyond(w, side, *end -= way * step);
    return more;
}

/* The potential against the pores at which all that an electrode holds would come to rest [V]: between the lowest and the
 * highest of its forms by themselves (of hosts that compete, nearby). The Illinois method (Dowell, Jarratt, BIT 11 (1971) 168), now and then a half. */
static double rest_potential(const Walk *w, const Side *side)
{
    double low = side->low, high = side->high;
    double above = reach(w, side, 1, &low), below = reach(w, side, -1, &high);
    int last = 0;
    for (int n = 1; n < 120 && high - low > 1e-13; n++) {
        const double straight = low + (high - low) * above / (above - below);
        const double psi = n % 4 && straight > low && straight < high ? straight : 0.5 * (low + high);
        const double more = beyond(w, side, psi);
        if (more == 0) return psi;
        const int way = more > 0 ? 1 : -1;
        if (way > 0) low = psi, above = more, below *= last == way ? 0.5 : 1;
        else high = psi, below = more, above *= last == way ? 0.5 : 1;
        last = way;
    }
    return 0.5 * (low + high);
}

/* --- parts --------------------------------------------------------------------------------------------------------- */

/* Those of an electrode, from its solid to its pores: `sign` 1 of the positive, -1 of the negative. `first` to `next`: the
 * distance between the two ids of a kind. */
static void electrode_parts(const Walk *w, RegionId r, double *part)
{
    const Side *s = &w->side[r];
    const int positive = r == POSITIVE;
    const double sign = positive ? 1 : -1, rest = rest_potential(w, s);
    const double terminal = w->y[w->m->node[positive ? w->m->nodes - 1 : 0].phi_s[0]];
    part[LOSS_EQUILIBRIUM] += sign * rest;
    part[LOSS_UNEVEN_NEGATIVE + positive] = sign * (s->mean - rest);
    part[LOSS_PARTICLE_NEGATIVE + positive] = sign * (s->surface - s->mean);
    part[LOSS_CONCENTRATION] += sign * (s->local - s->surface + s->Psi);
    part[LOSS_FILM_NEGATIVE + positive] = sign * s->film;
    part[LOSS_HYSTERESIS_NEGATIVE + positive] = sign * s->hysteresis;
    part[LOSS_TRANSFER_NEGATIVE + positive] = sign * (s->drop - s->local - s->film - s->hysteresis);
    part[LOSS_SOLID_NEGATIVE + positive] = sign * (terminal - s->phi_s);
}

/* Those of the foil, whose metal is at 0 V. */
static void foil_parts(const Walk *w, double *part)
{
    const Foil *foil = &w->m->spec->foil;
    const IonLink *ion = &w->m->foil_ion;
    const MeshNode *v = &w->m->node[0];
    const double rest = foil->U + at_rest(ion, w->bulk);
    const double here = foil->U + (ion->ion < 0 ? 0 : model_link_shift(ion, w->y[v->c_e + ion->ion]));
    const double film = -foil->film_resistance * w->y[w->m->I], psi = 0 - w->y[v->phi_e];
    part[LOSS_EQUILIBRIUM] -= rest;
    part[LOSS_CONCENTRATION] -= here - rest + w->left.Psi;
    part[LOSS_FILM_NEGATIVE] = -film;
    part[LOSS_TRANSFER_NEGATIVE] = -(psi - here - film);
}

/* Those of a reference electrode in the place of the negative side: it rests beside the concentration that it finds. Its
 * potential is what the voltage says: E-8r is not linear, and holds within Newton's tolerance only. */
static void reference_parts(const Walk *w, double *part)
{
    const Model *m = w->m;
    const double rest = m->spec->reference.U + at_rest(&m->reference.ion, w->bulk);
    const double potential = w->y[m->node[m->nodes - 1].phi_s[0]] + part[LOSS_CONTACT] - w->y[m->V];
    part[LOSS_EQUILIBRIUM] -= rest;
    part[LOSS_CONCENTRATION] -= potential - w->reference.phi_e - rest + w->reference.Psi;
}

static double ohmic(Place from, Place to)
{
    return (to.phi_e - to.Psi) - (from.phi_e - from.Psi);
}

static Place mean_place(const Side *s)
{
    return (Place){s->phi_e, s->Psi};
}

void model_losses(const Model *m, const double *y, LossMemory *memory, double part[LOSSES])
{
    Walk w = {.m = m, .y = y, .memory = memory};
    const CellSpec *spec = m->spec;
    for (int k = 0; k < LOSSES; k++) part[k] = 0;
    find_bulk(&w);
    walk(&w);
    electrode_parts(&w, POSITIVE, part);
    part[LOSS_PORES_POSITIVE] = ohmic(w.right, mean_place(&w.side[POSITIVE]));
    part[LOSS_SEPARATOR] = ohmic(spec->reference.present ? w.reference : w.left, w.right);
    part[LOSS_CONTACT] = spec->contact_resistance * y[m->I];
    if (spec->reference.present) reference_parts(&w, part);
    else if (spec->half_cell) foil_parts(&w, part);
    else {
        electrode_parts(&w, NEGATIVE, part);
        part[LOSS_PORES_NEGATIVE] = ohmic(mean_place(&w.side[NEGATIVE]), w.left);
    }
}

/* --- which there are ----------------------------------------------------------------------------------------------- */

static int any(const Electrode *el, double (*of)(const Phase *p))
{
    int found = 0;
    for (int k = 0; k < el->phases; k++) found |= of(&el->phase[k]) > 0;
    return found;
}

static double film_of(const Phase *p)
{
    return p->film_resistance;
}

static double hysteresis_of(const Phase *p)
{
    return p->hysteresis;
}

int model_has_loss(const Model *m, LossId which)
{
    const CellSpec *spec = m->spec;
    const int reference = spec->reference.present, negative = !spec->half_cell && !reference;
    switch (which) {
    case LOSS_UNEVEN_NEGATIVE:
    case LOSS_PARTICLE_NEGATIVE:
    case LOSS_PORES_NEGATIVE:
    case LOSS_SOLID_NEGATIVE: return negative;
    case LOSS_TRANSFER_NEGATIVE: return !reference;
    case LOSS_FILM_NEGATIVE:
        return negative ? any(&spec->electrode[NEGATIVE], film_of) : !reference && spec->foil.film_resistance > 0;
    case LOSS_HYSTERESIS_NEGATIVE: return negative && any(&spec->electrode[NEGATIVE], hysteresis_of);
    case LOSS_FILM_POSITIVE: return any(&spec->electrode[POSITIVE], film_of);
    case LOSS_HYSTERESIS_POSITIVE: return any(&spec->electrode[POSITIVE], hysteresis_of);
    case LOSS_CONCENTRATION: return m->carried > 0;
    case LOSS_CONTACT: return spec->contact_resistance > 0;
    default: return 1;
    }
}
