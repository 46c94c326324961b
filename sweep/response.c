#include "response.h"

#include "../cards/node.h"
#include "../cards/quantity.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Status unknown(const char *name, int n, const Quantity *all, Error *e)
{
    const char *names[64];
    int some = 0;
    for (; some < n && some < 64; some++) names[some] = all[some].name;
    error_set(e, CELLSIM_USAGE, NULL, 0, "--answer %.60s: there is no such quantity", name);
    const char *near = did_you_mean(name, some, names);
    if (near) return error_hint(e, "did you mean '%s'?", near), CELLSIM_USAGE;
    return error_hint(e, "discharge_capacity, mean_voltage, R_ct ...: those of a card's targets (docs/cards.md)"),
           CELLSIM_USAGE;
}

static Status find(const char *name, const Quantity **out, Error *e)
{
    const Quantity *all;
    const int n = quantities(&all);
    for (int k = 0; k < n; k++)
        if (!strcmp(all[k].name, name)) return *out = &all[k], CELLSIM_OK;
    return unknown(name, n, all, e);
}

/* `unit` empty: the first one. */
static Status take_unit(const Quantity *q, const char *unit, Target *t, Error *e)
{
    char units[64] = "";
    for (int k = 0; k < QUANTITY_MAX_UNITS && q->unit[k]; k++) {
        const size_t used = strlen(units);
        if (!*unit || !strcmp(unit, q->unit[k])) return snprintf(t->unit, sizeof t->unit, "%s", q->unit[k]), CELLSIM_OK;
        snprintf(units + used, sizeof units - used, "%s%s", used ? ", " : "", q->unit[k]);
    }
    error_set(e, CELLSIM_USAGE, NULL, 0, "--answer %s is not given in '%.20s'", q->name, unit);
    return error_hint(e, "its units: %s", units), CELLSIM_USAGE;
}

static Status take_cycle(const Quantity *q, const char *text, Target *t, Error *e)
{
    char *end;
    const long cycle = strtol(text, &end, 10);
    if (*end || !isdigit((unsigned char)*text) || cycle < 1 || cycle > 100000000) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "--answer %s@%.20s: that is no cycle", q->name, text);
        return error_hint(e, "%s@3; without it the last one", q->name), CELLSIM_USAGE;
    }
    if (!(q->heeds >> TARGET_CYCLE & 1)) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "--answer %s@%s: the quantity does not depend on a cycle", q->name, text);
        return error_hint(e, "remove @%s", text), CELLSIM_USAGE;
    }
    t->cycle = (int)cycle;
    return CELLSIM_OK;
}

/* "mAh/g" as "mAh_g", "%" as "percent", "1" as nothing. */
static void name_column(Response *r)
{
    const Target *t = &r->target;
    int n = snprintf(r->column, sizeof r->column, "%s", t->quantity);
    if (!strcmp(t->unit, "%")) n += snprintf(r->column + n, sizeof r->column - (size_t)n, "_percent");
    else if (strcmp(t->unit, "1") != 0) n += snprintf(r->column + n, sizeof r->column - (size_t)n, "_%s", t->unit);
    if (t->cycle) snprintf(r->column + n, sizeof r->column - (size_t)n, "_cycle%d", t->cycle);
    for (char *c = r->column; *c; c++)
        if (!isalnum((unsigned char)*c)) *c = '_';
}

Status response_read(const char *text, const char *protocol, Response *out, Error *e)
{
    char name[sizeof out->target.quantity], unit[sizeof out->target.unit] = "";
    const char *at = strchr(text, '@'), *colon = strchr(text, ':');
    const Quantity *q;
    *out = (Response){.target = {.loading = NAN,
                                 .varied = NAN,
                                 .c_rate = NAN,
                                 .from_V = NAN,
                                 .to_V = NAN,
                                 .at_V = NAN,
                                 .scan_rate = NAN,
                                 .concentration = NAN,
                                 .through_origin = 1}};
    if (at && colon && colon > at) colon = NULL;
    const int n = (int)strcspn(text, ":@"), m = colon ? (int)strcspn(colon + 1, "@") : 0;
    snprintf(name, sizeof name, "%.*s", n, text);
    if (colon) snprintf(unit, sizeof unit, "%.*s", m, colon + 1);
    Status s = find(name, &q, e);
    if (s) return s;
    if (q->heeds & (1u << TARGET_OF | 1u << TARGET_AT_V)) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "--answer %s needs more than a cycle and a unit to be said", q->name);
        return error_hint(e, "a target of a card can say it"), CELLSIM_USAGE;
    }
    snprintf(out->target.quantity, sizeof out->target.quantity, "%s", q->name);
    snprintf(out->target.protocol, sizeof out->target.protocol, "%s", protocol);
    s = take_unit(q, unit, &out->target, e);
    if (!s && at) s = take_cycle(q, at + 1, &out->target, e);
    name_column(out);
    return s;
}
