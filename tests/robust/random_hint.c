#include "random_hint.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_HINTS = 4 };

static Item *find(const Item *parent, const char *key)
{
    for (int k = 0; parent && k < parent->children; k++)
        if (parent->child[k]->key && !strcmp(parent->child[k]->key, key) && !parent->child[k]->dropped)
            return parent->child[k];
    return NULL;
}

static int drop(const Item *parent, const char *key)
{
    Item *item = find(parent, key);
    if (item) item->dropped = 1;
    return item != NULL;
}

static const char *const electrodes[] = {"positive", "negative"};

/* Phases of an electrode of the card; NULL: there is no such electrode. */
static const Item *phases_of(const RandomCase *c, const char *electrode)
{
    return find(find(c->card, electrode), "phases");
}

static int give_double_layers(RandomCase *c, double value)
{
    int given = 0;
    for (int e = 0; e < 2; e++) {
        const Item *phases = phases_of(c, electrodes[e]);
        for (int k = 0; phases && k < phases->children; k++) {
            if (find(phases->child[k], "double_layer_F_m2")) continue;
            item_number(phases->child[k], "double_layer_F_m2", value);
            given = 1;
        }
    }
    return given;
}

static int start_at(RandomCase *c, const char *electrode, double value)
{
    const Item *phases = phases_of(c, electrode);
    int own = 0;
    for (int k = 0; phases && k < phases->children; k++)
        own |= drop(phases->child[k], "x0") | drop(phases->child[k], "initial_V");
    if (own) item_number(find(c->card, electrode), "initial_V", value);
    return own;
}

/* The phase that the hint names: "… phase NAME of the ELECTRODE electrode …". NULL: none of the card. */
static Item *named_phase(const RandomCase *c, const char *hint)
{
    char phase[32], electrode[16];
    const char *at = strstr(hint, "phase ");
    if (!at || sscanf(at, "phase %31s of the %15s", phase, electrode) != 2) return NULL;
    const Item *phases = phases_of(c, !strcmp(electrode, "working") ? "positive" : electrode);
    for (int k = 0; phases && k < phases->children; k++) {
        const Item *name = find(phases->child[k], "name");
        if (name && !strcmp(name->text, phase)) return phases->child[k];
    }
    return NULL;
}

static int replace(Item *parent, const char *key, double value)
{
    if (!parent) return 0;
    drop(parent, key);
    item_number(parent, key, value);
    return 1;
}

static int widen(RandomCase *c, double tolerance)
{
    const int wider = tolerance > c->tolerance;
    c->tolerance = tolerance;
    return wider;
}

/* The number behind this in the hint; NaN if it does not say so. */
static double proposed(const char *hint, const char *words)
{
    const char *at = strstr(hint, words);
    return at ? strtod(at + strlen(words), NULL) : NAN;
}

int take_hint(RandomCase *c, const char *hint)
{
    const double layer = proposed(hint, "(double_layer_F_m2 = "), side = proposed(hint, "(U_V = ");
    const double sharp = proposed(hint, "(hysteresis_current_A_m2 = "), tolerance = proposed(hint, "(--tolerance ");
    if (!isnan(layer)) return give_double_layers(c, layer);
    if (!isnan(side)) return replace(find(named_phase(c, hint), "side_reaction"), "U_V", side);
    if (!isnan(sharp)) return replace(named_phase(c, hint), "hysteresis_current_A_m2", sharp);
    if (!isnan(tolerance)) return widen(c, tolerance);
    for (int e = 0; e < 2; e++) {
        char words[40];
        snprintf(words, sizeof words, "(%s.initial_V = ", electrodes[e]);
        const double start = proposed(hint, words);
        if (!isnan(start)) return start_at(c, electrodes[e], start);
    }
    return 0;
}

int follow_hints(RandomCase *c, Verdict *v, const char *card_file, const char *protocol_file)
{
    for (int k = 0; k < MOST_HINTS && v->exit == CELLSIM_SOLVER; k++) {
        if (!take_hint(c, v->hint)) return 0;
        *v = run_case(c, card_file, protocol_file);
    }
    return v->exit == CELLSIM_OK || v->exit == CELLSIM_EARLY;
}
