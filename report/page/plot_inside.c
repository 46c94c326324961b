/* What is inside the cell along steps: losses and profiles. */
#include "plot.h"

#include "../../model/constants.h"
#include "../tables/loss_areas.h"

#include <math.h>
#include <stdio.h>

/* "10C discharge, cycle 3" of an executed step. */
static void step_name(const Run *run, int step, char out[LABEL_SIZE])
{
    const StepRecord *s = run_record(run, step);
    if (s) record_label(s, out);
    else snprintf(out, LABEL_SIZE, "step %d", step + 1);
}

/* --- losses ---------------------------------------------------------------------------------------------------------- */

static double capacity(const Run *r, const LossRow *row)
{
    const double q = fabs(row->charge) / SECONDS_PER_HOUR; /* Ah/m2 */
    return r->loading > 0 ? q / r->loading : q * MAH_CM2_PER_AH_M2;
}

static json_t *step_of_losses(const Run *r, int first, int rows)
{
    char name[LABEL_SIZE];
    json_t *o = json_object(), *x = json_array(), *equilibrium = json_array(), *voltage = json_array();
    json_t *parts = json_array();
    for (int k = first; k < first + rows; k++) {
        json_append(&x, number_json(capacity(r, &r->loss[k])));
        json_append(&equilibrium, number_json(r->loss[k].part[LOSS_EQUILIBRIUM]));
        json_append(&voltage, number_json(r->loss[k].voltage));
    }
    for (int j = 0; j < LOSS_AREAS; j++) {
        json_t *part = json_array();
        for (int k = first; k < first + rows; k++)
            json_append(&part, number_json(loss_area_height(&r->loss[k], &loss_areas[j])));
        json_append(&parts, part);
    }
    step_name(r, r->loss[first].step, name);
    json_put(&o, "name", text_json(name));
    json_put(&o, "step", json_integer(r->loss[first].step + 1));
    json_put(&o, "way", json_string(r->loss[first + rows - 1].charge < 0 ? "discharge" : "charge"));
    json_put(&o, "x", x);
    json_put(&o, "equilibrium", equilibrium);
    json_put(&o, "voltage", voltage);
    json_put(&o, "parts", parts);
    return o;
}

static json_t *areas_of(const Run *r)
{
    json_t *areas = json_array();
    for (int j = 0; j < LOSS_AREAS; j++) {
        json_t *o = json_object();
        json_put(&o, "name", json_string(r->half_cell ? loss_areas[j].half_cell : loss_areas[j].full_cell));
        json_put(&o, "colour", json_string(loss_areas[j].colour));
        json_append(&areas, o);
    }
    return areas;
}

json_t *plot_losses_of(const Run *r, const char *name)
{
    json_t *o = json_object(), *steps = json_array();
    for (int k = 0, rows; k < r->losses; k += rows) {
        for (rows = 1; k + rows < r->losses && r->loss[k + rows].step == r->loss[k].step;) rows++;
        json_append(&steps, step_of_losses(r, k, rows));
    }
    json_put(&o, "name", text_json(name));
    json_put(&o, "x", json_string(r->loading > 0 ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})"));
    json_put(&o, "areas", areas_of(r));
    json_put(&o, "steps", steps);
    return o;
}

/* --- profiles -------------------------------------------------------------------------------------------------------- */

/* Column k of an array of rows of `width`, of one profile. */
static json_t *column(const Profile *p, const double *from, int width, int k)
{
    json_t *a = json_array();
    for (int j = 0; j < p->nodes; j++) json_append(&a, number_json(from[j * width + k]));
    return a;
}

static json_t *columns(const Profile *p, const double *from, int width)
{
    json_t *a = json_array();
    for (int k = 0; k < width; k++) json_append(&a, column(p, from, width, k));
    return a;
}

static json_t *instant(const Profile *p, double start)
{
    json_t *o = json_object();
    json_put(&o, "s", number_json(p->t - start));
    json_put(&o, "share", number_json(p->share));
    json_put(&o, "c", columns(p, p->c_e, p->ions));
    json_put(&o, "phi_e", columns(p, p->phi_e, 1));
    json_put(&o, "phi_s", columns(p, p->phi_s, p->networks));
    json_put(&o, "surface", columns(p, p->theta_surface, p->phases));
    json_put(&o, "mean", columns(p, p->theta_mean, p->phases));
    json_put(&o, "i", columns(p, p->current_density, p->phases));
    return o;
}

static json_t *step_of_profiles(const Run *r, int first, int profiles)
{
    char name[LABEL_SIZE];
    const StepRecord *s = run_record(r, r->profile[first].step);
    json_t *o = json_object(), *at = json_array();
    for (int k = first; k < first + profiles; k++)
        json_append(&at, instant(&r->profile[k], s ? s->t_start : r->profile[first].t));
    step_name(r, r->profile[first].step, name);
    json_put(&o, "name", text_json(name));
    json_put(&o, "step", json_integer(r->profile[first].step + 1));
    json_put(&o, "at", at);
    return o;
}

/* From the last node before to the first one after those without a solid, um. */
static json_t *separator(const Profile *p)
{
    json_t *a = json_array();
    int first = -1, last = -1;
    for (int k = 0; k < p->nodes; k++) {
        if (!isnan(p->phi_s[k * p->networks])) continue;
        if (first < 0) first = k > 0 ? k - 1 : 0;
        last = k + 1 < p->nodes ? k + 1 : k;
    }
    for (int k = 0; first >= 0 && k < 2; k++) json_append(&a, number_json(p->x[k ? last : first] * UM_PER_M));
    return a;
}

static json_t *ions_of(const Run *r)
{
    json_t *a = json_array();
    for (int k = 0; k < r->ions; k++) json_append(&a, text_json(r->ions > 1 ? r->ion[k] : "salt"));
    return a;
}

json_t *plot_profiles_of(const Run *r, const char *name)
{
    enum { FEWEST = 3 }; /* ends of steps alone are no course */
    json_t *o = json_object(), *steps = json_array(), *x = json_array();
    for (int k = 0, n; k < r->profiles; k += n) {
        for (n = 1; k + n < r->profiles && r->profile[k + n].step == r->profile[k].step;) n++;
        if (n >= FEWEST) json_append(&steps, step_of_profiles(r, k, n));
    }
    for (int k = 0; r->profiles > 0 && k < r->profile[0].nodes; k++)
        json_append(&x, number_json(r->profile[0].x[k] * UM_PER_M));
    json_put(&o, "name", text_json(name));
    json_put(&o, "um", x);
    json_put(&o, "separator", r->profiles > 0 ? separator(&r->profile[0]) : json_array());
    json_put(&o, "ions", ions_of(r));
    json_put(&o, "steps", steps);
    return o;
}
