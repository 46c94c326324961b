/* Protocols: what a cycler could be told to do with the cell; in class extreme also what makes no sense for it. */
#include "random_steps.h"

static void random_start(const Draw *card, Item *protocol, const CellFacts *f)
{
    Draw own = draw_aside(card, 5), *d = &own;
    if (!has_no_soc(d) && f->has_window && draw_chance(d, 8, 8))
        item_number(protocol, "from_soc", draw_between(d, 0.1, 0.9));
}

/* Cycles that begin in the direction that the cell allows. */
static void write_cycles(Draw *d, Item *list, const CellFacts *f, int charge)
{
    Item *inside = write_repeat(d, list);
    for (int k = 0; k < 2; k++, charge = !charge) {
        if (draw_chance(d, 35, 35)) write_cccv(d, inside, f, charge);
        else if (draw_chance(d, 15, 15)) write_power(d, inside, f, charge);
        else write_cc(d, inside, f, charge);
        if (draw_chance(d, 30, 30)) write_rest(d, inside, f);
    }
}

static void write_any(Draw *d, Item *list, const CellFacts *f, int charge, int depth)
{
    switch (draw_below(d, depth ? 12 : 11)) {
    case 0:
    case 1: write_cc(d, list, f, charge); break;
    case 2: write_cccv(d, list, f, charge); break;
    case 3: write_hold(d, list, f); break;
    case 4: write_rest(d, list, f); break;
    case 5: write_sweep(d, list, f, charge); break;
    case 6: write_gitt(d, list, f, charge); break;
    case 7: write_eis(d, list); break;
    case 8: write_power(d, list, f, charge); break;
    case 9: write_load(d, list, f); break;
    case 10: write_profile(d, list, f); break;
    default: {
        Item *inside = write_repeat(d, list);
        for (int n = 1 + draw_below(d, 3); n > 0; n--) write_any(d, inside, f, draw_below(d, 2), depth - 1);
    }
    }
}

static void write_steps(Draw *d, Item *list, const CellFacts *f, int charge)
{
    switch (draw_below(d, 8)) {
    case 0:
    case 1:
    case 2: write_cycles(d, list, f, charge); break;
    case 3: write_sweep(d, write_repeat(d, list), f, charge); break;
    case 4: write_gitt(d, list, f, charge); break;
    case 5:
        write_hold(d, list, f);
        write_eis(d, list);
        break;
    case 6: write_cc(d, list, f, charge); break;
    default:
        for (int n = 1 + draw_below(d, d->extreme ? 6 : 4); n > 0; n--, charge = !charge)
            write_any(d, list, f, d->extreme ? draw_below(d, 2) : charge, 2);
    }
}

static void random_safety(Draw *d, Item *protocol, const CellFacts *f)
{
    if (!draw_chance(d, 10, 25)) return;
    const double margin = d->extreme ? draw_between(d, -0.2, 2) : draw_between(d, 0.2, 1);
    Item *safety = item_group(protocol, "safety");
    item_number(safety, "voltage_min_V", fmax(f->lower - margin, -19));
    item_number(safety, "voltage_max_V", fmin(f->upper + margin + 0.5, 19));
    if (draw_chance(d, 30, 50)) item_number(safety, "step_time_h", draw_log(d, d->extreme ? 1e-3 : 10, 1000));
}

static void write_slow_cycles(Draw *d, Item *steps)
{
    Item *inside = write_repeat(d, steps);
    for (int charge = 0; charge < 2; charge++) {
        Item *step = item_group(inside, NULL);
        item_text(step, "do", "cc");
        item_text(step, "direction", charge ? "charge" : "discharge");
        item_text(step, "rate", "C/%.4g", draw_log(d, 50, 500));
    }
}

void random_protocol(Draw *d, Item *protocol, const CellFacts *f)
{
    Item *steps = item_list(protocol, "steps");
    if (d->slow) {
        write_slow_cycles(d, steps);
        return;
    }
    random_start(d, protocol, f);
    if (draw_chance(d, 15, 15)) write_rest(d, steps, f);
    write_steps(d, steps, f, f->charge_first < 0 ? draw_below(d, 2) : f->charge_first);
    random_safety(d, protocol, f);
}
