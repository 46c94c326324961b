/* Steps of protocols that impose a power, a load or a profile. */
#include "../measured/profile.h"
#include "rate.h"
#include "steps.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

Status step_finish_power(StepReader *s, const Place *at, const Value *v, Step *step)
{
    Status status = section_require(s->r, &section_step, at, v, STEP_WATTS);
    if (status == CELLSIM_OK) status = section_require(s->r, &section_step, at, v, STEP_DIRECTION);
    if (status != CELLSIM_OK) return status;
    const Node *n = v[STEP_WATTS].node;
    status = node_locate(s->r->e, n, power_parse(n->text, &step->power, &step->basis, s->r->e));
    if (status == CELLSIM_OK && step->basis == BASIS_MASS) status = step_need_loading(s, n, n->text);
    if (status == CELLSIM_OK) status = step_direction(s, v, &step->power);
    return status == CELLSIM_OK ? step_end_at_window(s, at, step->power > 0, step) : status;
}

Status step_finish_resistance(StepReader *s, const Place *at, const Value *v, Step *step)
{
    const Status status = section_require(s->r, &section_step, at, v, STEP_OHMS);
    if (status != CELLSIM_OK) return status;
    step->resistance = v[STEP_OHMS].number;
    step->basis = given_as(&v[STEP_OHMS], "resistance_ohm") ? BASIS_CELL : BASIS_AREA;
    return step_end_at_window(s, at, 0, step);
}

/* --- profiles ---------------------------------------------------------------------------------------------------- */

static Status read_kind(StepReader *s, const Value *v, int *kind)
{
    static const char *const names[] = {"current", "power", "voltage"};
    *kind = PROFILE_UNSAID;
    if (!v->key) return CELLSIM_OK;
    for (int k = 0; k < 3; k++)
        if (!strcmp(v->node->text, names[k])) return *kind = k, CELLSIM_OK;
    const char *near = did_you_mean(v->node->text, 3, names);
    node_error(s->r->e, v->node, "a cell is not driven by '%.40s'", v->node->text);
    return error_hint(s->r->e, "did you mean '%s'? drive = \"current\", \"power\" or \"voltage\"",
                      near ? near : "current"),
           CELLSIM_BAD_CARD;
}

/* Currents per gram need a mass, and voltages have a range. */
static Status check_drive(StepReader *s, const Node *n, const Drive *d)
{
    if (d->basis == BASIS_MASS) return step_need_loading(s, n, n->text);
    for (int k = 0; k < d->points && d->kind == DRIVE_VOLTAGE; k++)
        if (!(fabs(d->value[k]) <= 10)) {
            node_error(s->r->e, n, "%.200s: a voltage of %.6g V is out of range", n->text, d->value[k]);
            return error_hint(s->r->e, "voltages lie between -10 and 10 V"), CELLSIM_BAD_CARD;
        }
    return CELLSIM_OK;
}

Status step_finish_profile(StepReader *s, const Place *at, const Value *v, Step *step)
{
    char path[600];
    int kind;
    Status status = section_require(s->r, &section_step, at, v, STEP_FILE);
    if (status == CELLSIM_OK) status = read_kind(s, &v[STEP_DRIVEN], &kind);
    if (status != CELLSIM_OK) return status;
    const Node *n = v[STEP_FILE].node;
    if (!source_beside(s->r->file, n->text, path, sizeof path))
        return step_complain(s, n, "the path of the profile is too long", "move it beside the protocol");
    if (!source_exists(path)) {
        node_error(s->r->e, n, "the profile '%.200s' cannot be opened", path);
        return error_hint(s->r->e, "a path that does not begin with / begins in the protocol's folder"),
               CELLSIM_BAD_CARD;
    }
    status = profile_read(path, kind, v[STEP_HELD].number != 0, &step->drive, s->r->e);
    return status == CELLSIM_OK ? check_drive(s, n, step->drive) : status;
}
