#include "quantity.h"

#include <stdio.h>
#include <string.h>

#define BIT(slot) (1u << (slot))
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

enum {
    OF_STEP = BIT(TARGET_RATE) | BIT(TARGET_CYCLE),
    OF_SPECTRUM = BIT(TARGET_CYCLE),
    OF_PEAKS = BIT(TARGET_CYCLE) | BIT(TARGET_PEAK),
    OF_CURVE = OF_STEP | BIT(TARGET_AT),
    OF_TITRATION = BIT(TARGET_CYCLE) | BIT(TARGET_AT),
    OF_HOST = OF_CURVE | BIT(TARGET_OF),
    OF_AREAS = BIT(TARGET_CYCLE) | BIT(TARGET_SCAN) | BIT(TARGET_FROM_V) | BIT(TARGET_TO_V)
};

static const Quantity all[] = {
    {"discharge_capacity", {"mAh/g", "mAh/cm2", "mAh", "Ah"}, OF_STEP},
    {"charge_capacity", {"mAh/g", "mAh/cm2", "mAh", "Ah"}, OF_STEP},
    {"cutoff_time", {"s", "min", "h"}, OF_STEP},
    {"mean_voltage", {"V", "mV"}, OF_STEP},
    {"mean_charge_voltage", {"V", "mV"}, OF_STEP},
    {"R_ct", {"ohm", "ohm cm2"}, OF_SPECTRUM},
    {"R_ohmic", {"ohm", "ohm cm2"}, OF_SPECTRUM},
    {"D_app", {"cm2/s", "m2/s"}, OF_PEAKS | BIT(TARGET_INTERCEPT) | BIT(TARGET_CONCENTRATION)},
    {"b_value", {"1"}, OF_PEAKS},
    {"peak_voltage", {"V", "mV"}, OF_PEAKS | BIT(TARGET_SCAN)},
    {"capacitive_share", {"%"}, OF_AREAS},
    {"coulombic_efficiency", {"%"}, BIT(TARGET_CYCLE)},
    {"initial_coulombic_efficiency", {"%"}, 0},
    {"retention", {"%"}, BIT(TARGET_FROM) | BIT(TARGET_TO)},
    {"current_ratio", {"1"}, OF_PEAKS | BIT(TARGET_SCAN) | BIT(TARGET_AT_V)},
    {"plateau_voltage", {"V", "mV"}, OF_CURVE},
    {"D_gitt", {"cm2/s", "m2/s"}, OF_TITRATION | BIT(TARGET_WHICH)},
    {"gitt_overpotential", {"V", "mV"}, OF_TITRATION | BIT(TARGET_FROM_V) | BIT(TARGET_TO_V)},
    {"share", {"%", "1"}, OF_HOST},
    {"content", {"1"}, OF_HOST},
};

int quantities(const Quantity **out)
{
    *out = all;
    return COUNT(all);
}

static Status unknown_quantity(Reader *r, const Value *v)
{
    const char *names[COUNT(all)];
    for (int k = 0; k < COUNT(all); k++) names[k] = all[k].name;
    const char *near = did_you_mean(v->node->text, COUNT(all), names);
    node_error(r->e, v->node, "unknown quantity '%.40s'", v->node->text);
    if (near) error_hint(r->e, "did you mean '%s'?", near);
    else error_hint(r->e, "%s", v->key->help);
    return CELLSIM_BAD_CARD;
}

static Status unknown_unit(Reader *r, const Quantity *q, const Value *v)
{
    char units[64] = "";
    for (int k = 0; k < QUANTITY_MAX_UNITS && q->unit[k]; k++) {
        const size_t used = strlen(units);
        snprintf(units + used, sizeof units - used, "%s\"%s\"", used ? ", " : "", q->unit[k]);
    }
    node_error(r->e, v->node, "%s is not given in '%.20s'", q->name, v->node->text);
    return error_hint(r->e, "unit = %s", units), CELLSIM_BAD_CARD;
}

static int has_unit(const Quantity *q, const char *unit)
{
    for (int k = 0; k < QUANTITY_MAX_UNITS && q->unit[k]; k++)
        if (!strcmp(q->unit[k], unit)) return 1;
    return 0;
}

static Status refuse_idle_keys(Reader *r, const Place *at, const Quantity *q, const Value *v)
{
    static const int slots[] = {
        TARGET_RATE, TARGET_CYCLE, TARGET_SCAN, TARGET_PEAK, TARGET_INTERCEPT, TARGET_CONCENTRATION, TARGET_FROM_V,
        TARGET_TO_V, TARGET_AT_V,  TARGET_AT,   TARGET_OF,   TARGET_WHICH,     TARGET_FROM,          TARGET_TO};
    IdleKey key[COUNT(slots)];
    char because[64];
    snprintf(because, sizeof because, "%s does not depend on it", q->name);
    for (int k = 0; k < COUNT(slots); k++)
        key[k] = (IdleKey){slots[k], !(q->heeds & BIT(slots[k])), TARGET_QUANTITY, because, 0};
    return section_refuse_idle(r, at, v, COUNT(slots), key);
}

/* Keys without a default: what depends on them means nothing without them. */
static Status require_keys(Reader *r, const Place *at, const Quantity *q, const Value *target)
{
    static const int needed[] = {TARGET_OF, TARGET_AT_V};
    Status s = CELLSIM_OK;
    for (int k = 0; k < COUNT(needed) && !s; k++)
        if (q->heeds & BIT(needed[k])) s = section_require(r, &section_target, at, target, needed[k]);
    return s;
}

Status quantity_check(Reader *r, const Place *at, const Value *target)
{
    const Value *name = &target[TARGET_QUANTITY], *unit = &target[TARGET_UNIT];
    for (int k = 0; k < COUNT(all); k++) {
        if (strcmp(name->node->text, all[k].name) != 0) continue;
        if (!has_unit(&all[k], unit->node->text)) return unknown_unit(r, &all[k], unit);
        const Status s = refuse_idle_keys(r, at, &all[k], target);
        return s ? s : require_keys(r, at, &all[k], target);
    }
    return unknown_quantity(r, name);
}
