#include "card_private.h"
#include "quantity.h"
#include "targets_card.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One of three words; 0: it is not given. */
static Status read_word(Reader *r, const Value *v, const char *const names[3], int *word)
{
    *word = 0;
    if (!v->key) return CELLSIM_OK;
    for (int k = 0; k < 3; k++)
        if (names[k] && !strcmp(v->node->text, names[k])) {
            *word = k;
            return CELLSIM_OK;
        }
    const int first = names[0] ? 0 : 1;
    const char *near = did_you_mean(v->node->text, 3 - first, names + first);
    node_error(r->e, v->node, "unknown %s '%.40s'", v->key->name, v->node->text);
    error_hint(r->e, "did you mean '%s'? %s%s%s, %s", near ? near : names[first], first ? "" : names[0],
               first ? "" : ", ", names[1], names[2]);
    return CELLSIM_BAD_CARD;
}

static Status read_words(Reader *r, const Value *v, Target *t)
{
    static const char *const peak[] = {"mean", "anodic", "cathodic"}, *const way[] = {NULL, "discharge", "charge"},
                             *const which[] = {"median", "min", "max"};
    int word;
    Status s = read_word(r, &v[TARGET_PEAK], peak, &word);
    t->peak = (TargetPeak)word;
    if (!s) s = read_word(r, &v[TARGET_AT], way, &word);
    t->at = (TargetWay)word;
    if (!s) s = read_word(r, &v[TARGET_WHICH], which, &word);
    t->which = (TargetChoice)word;
    return s;
}

/* What some host of the cell reports. */
static Status read_of(Reader *r, const Value *v, int reports, const Reported *reported, Target *t)
{
    const char *names[MAX_REPORTED], *near;
    if (!v->key) return CELLSIM_OK;
    if (reported_find(reports, reported, v->node->text) >= 0) return value_text(r, v, t->of, sizeof t->of);
    for (int k = 0; k < reports; k++) names[k] = reported[k].name;
    node_error(r->e, v->node, "no host of this cell reports '%.60s'", v->node->text);
    if (reports == 0)
        error_hint(r->e,
                   "only phases that evolve, lose oxygen or are competed for report anything: this cell has none");
    else if ((near = did_you_mean(v->node->text, reports, names))) error_hint(r->e, "did you mean '%s'?", near);
    else error_hint(r->e, "the first that is reported is '%s'; %d in all", names[0], reports);
    return CELLSIM_BAD_CARD;
}

/* Numbers of the card, by the paths that `check` shows. */
static Status read_fitted(Reader *r, const Value *v, const ProvenanceLog *log, Target *t)
{
    if (!v->key) return CELLSIM_OK;
    Status status = list_length(r, v->node, 1, MOST_FITTED);
    for (int k = 0; k < v->node->children && status == CELLSIM_OK; k++) {
        const Node *path = v->node->child[k];
        const int text = path->type == NODE_TEXT && strlen(path->text) < sizeof t->fitted[k];
        if (!text || isnan(provenance_number(log, path->text))) {
            node_error(r->e, path, "fitted: the card gives no number at '%.80s'", text ? path->text : "that place");
            return error_hint(r->e, "cellsim check CARD shows the paths: fitted = [\"positive.sigma_S_m\"]"),
                   CELLSIM_BAD_CARD;
        }
        snprintf(t->fitted[t->fitteds++], sizeof t->fitted[k], "%s", path->text);
    }
    return status;
}

/* Areas need both ends or none. */
static Status check_window(Reader *r, const Value *v, const Target *t)
{
    if (isnan(t->from_V) && isnan(t->to_V)) return CELLSIM_OK;
    if (t->from_V < t->to_V) return CELLSIM_OK;
    node_error(r->e, v[v[TARGET_FROM_V].key ? TARGET_FROM_V : TARGET_TO_V].node,
               "from_V and to_V are not a window of voltages");
    return error_hint(r->e, "give both, from_V below to_V, or neither"), CELLSIM_BAD_CARD;
}

static Status read_conventions(Reader *r, const Value *v, Target *t)
{
    t->scan_rate = v[TARGET_SCAN].number;
    t->through_origin = v[TARGET_INTERCEPT].number == 0;
    t->concentration = v[TARGET_CONCENTRATION].number;
    t->from_V = v[TARGET_FROM_V].number;
    t->to_V = v[TARGET_TO_V].number;
    t->from_cycle = (int)v[TARGET_FROM].number;
    t->to_cycle = (int)v[TARGET_TO].number;
    t->at_V = v[TARGET_AT_V].number;
    const Status status = check_window(r, v, t);
    return status == CELLSIM_OK ? read_words(r, v, t) : status;
}

/* Runs are found by the name of their protocol, which its file gives it. */
static Status read_protocol(Reader *r, const Value *v, Target *t)
{
    char path[600];
    const char *name = v->node->text;
    const size_t n = strlen(name);
    Status status = value_text(r, v, t->protocol, sizeof t->protocol);
    if (status != CELLSIM_OK) return status;
    if (strchr(name, '/') || (n > 4 && !strcmp(name + n - 4, ".cfg"))) {
        node_error(r->e, v->node, "protocol = \"%.60s\" is a file, not a name", name);
        return error_hint(r->e, "protocol = \"gcd\": files beside the card or in the configs folder, without .cfg"),
               CELLSIM_BAD_CARD;
    }
    return node_locate(r->e, v->node, protocol_locate(r->library, name, path, (int)sizeof path, r->e));
}

static Status read_target(Reader *r, const Node *n, int k, int reports, const Reported *reported,
                          const ProvenanceLog *log, Target *t)
{
    static const int needed[] = {TARGET_ID, TARGET_QUANTITY, TARGET_UNIT, TARGET_VALUE, TARGET_PROTOCOL};
    Value v[MAX_SLOTS];
    Place at;
    char path[32];
    snprintf(path, sizeof path, "targets[%d]", k);
    Status status = place_open(r, n, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_target, &at, v);
    for (int j = 0; j < 5 && status == CELLSIM_OK; j++) status = section_require(r, &section_target, &at, v, needed[j]);
    if (status != CELLSIM_OK) return status;
    *t = (Target){.value = v[TARGET_VALUE].number,
                  .tolerance_percent = v[TARGET_TOLERANCE].number,
                  .loading = v[TARGET_LOADING].number,
                  .varied = v[TARGET_VARIED].number,
                  .c_rate = v[TARGET_RATE].number,
                  .cycle = (int)v[TARGET_CYCLE].number,
                  .line = n->line};
    status = quantity_check(r, &at, v);
    if (status == CELLSIM_OK) status = read_conventions(r, v, t);
    if (status == CELLSIM_OK) status = read_of(r, &v[TARGET_OF], reports, reported, t);
    if (status == CELLSIM_OK) status = read_fitted(r, &v[TARGET_FITTED], log, t);
    if (status == CELLSIM_OK) status = value_text(r, &v[TARGET_ID], t->id, sizeof t->id);
    if (status == CELLSIM_OK) status = value_text(r, &v[TARGET_QUANTITY], t->quantity, sizeof t->quantity);
    if (status == CELLSIM_OK) status = value_text(r, &v[TARGET_UNIT], t->unit, sizeof t->unit);
    if (status == CELLSIM_OK) status = read_protocol(r, &v[TARGET_PROTOCOL], t);
    return status == CELLSIM_OK ? value_text(r, &v[TARGET_HOW], t->how, sizeof t->how) : status;
}

Status targets_read(Reader *r, const Node *list, const CellSpec *spec, Target **out, int *count)
{
    Reported reported[MAX_REPORTED];
    const int reports = reported_list(spec, reported);
    *out = NULL;
    *count = 0;
    if (!list || list->children == 0) return CELLSIM_OK;
    Status status = list_length(r, list, 1, MAX_TARGETS);
    if (status != CELLSIM_OK) return status;
    *out = calloc((size_t)list->children, sizeof **out);
    if (!*out) return error_memory(r->e);
    ProvenanceLog *log = r->log; /* targets are not inputs: they are not listed among the card's values */
    r->log = NULL;
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++)
        status = read_target(r, list->child[k], k, reports, reported, log, *out + k);
    r->log = log;
    *count = list->children;
    return status;
}
