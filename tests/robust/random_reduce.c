#include "random_reduce.h"

#include "../../experiments/clock.h"

#include <stdlib.h>
#include <string.h>

static const double LONGEST = 15; /* s */

typedef struct Reducer {
    const RandomCase *c;
    const Verdict *as;
    Fault fault;
    int tries, most;
    double until; /* wall clock, s */
    const char *card_file, *protocol_file;
} Reducer;

/* 1 if the case as it is now still fails in the same way. */
static int still_fails(Reducer *r)
{
    if (r->tries >= r->most || wall_clock() > r->until) return 0;
    r->tries++;
    const Verdict v = run_case(r->c, r->card_file, r->protocol_file);
    return verdict_alike(r->as, &v, r->fault);
}

/* Tries the case without this item. */
static int try_drop(Reducer *r, Item *item)
{
    item->dropped = 1;
    return item->dropped = still_fails(r);
}

/* Tries rounder numbers: 1, then one digit, then two. */
static int try_simpler(Reducer *r, Item *item)
{
    const double old = item->number;
    for (int digits = 0; digits < 3; digits++) {
        char text[32];
        snprintf(text, sizeof text, "%.*g", digits > 0 ? digits : 1, digits > 0 ? old : 1.0);
        item->number = strtod(text, NULL);
        if (item->number == old) return 0;
        if (still_fails(r)) return 1;
        item->number = old;
    }
    return 0;
}

static int is_number(const Item *item)
{
    return item->kind == ITEM_NUMBER || item->kind == ITEM_WHOLE || item->kind == ITEM_RATE;
}

/* One pass, the large pieces before what they hold; 1 if anything became simpler. */
static int pass(Reducer *r, Item *parent)
{
    int simpler = 0;
    for (int k = parent->children - 1; k >= 0; k--) {
        Item *item = parent->child[k];
        if (item->dropped) continue;
        if (try_drop(r, item)) simpler = 1;
        else if (is_number(item)) simpler |= try_simpler(r, item);
        else simpler |= pass(r, item);
    }
    return simpler;
}

int reduce_case(RandomCase *c, const Verdict *as, Fault fault, int tries, const char *card_file,
                const char *protocol_file)
{
    Reducer r = {c, as, fault, 0, tries, wall_clock() + LONGEST, card_file, protocol_file};
    int simpler = 1;
    while (simpler && r.tries < tries && wall_clock() < r.until) {
        simpler = pass(&r, c->protocol);
        simpler |= pass(&r, c->card);
    }
    run_case(c, card_file, protocol_file); /* leaves the files of what is left */
    return r.tries;
}
