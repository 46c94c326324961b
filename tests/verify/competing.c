/* Small cells whose host takes two cations. */
#include "../../model/constants.h"
#include "small.h"

#include <stdlib.h>
#include <string.h>

static const Competitor first = {
    .name = "Li", .electrons = 1, .rate = 1e-2, .alpha = 0.3, .diffusion = 2e-3, .c_ref = 1000};
static const Competitor second = {
    .name = "Mg2Cl3", .electrons = 2, .rate = 3e-3, .alpha = 0.26, .diffusion = 1e-4, .c_ref = 200};

void add_competing(Phase *p, int classes, const SiteKind *class)
{
    Competing *e = p->competing = calloc(1, sizeof *e);
    if (!e) abort();
    *e = (Competing){.f = FARADAY / (GAS_CONSTANT * 298.15), .classes = classes, .ion = {first, second}};
    memcpy(e->class, class, (size_t)classes * sizeof *class);
    e->budget = 0.78;
    e->help = 5;
    e->slowing = 3;
    strcpy(p->ion, "Li");
    p->c_ref = e->ion[FIRST_ION].c_ref;
    if (competing_finish(e)) abort();
}

/* Beside and in vacancies. */
static const SiteKind two[] = {{0.58, {1, 0}, {3.35, 0}, {0.5, 0}}, {0.22, {1, 1}, {3.4, 3.3}, {0.3, 0.25}}};

void use_competing(CellSpec *s)
{
    use_four_ions(s);
    s->one_C = 2; /* half an hour takes less Li and Mg than there is */
    add_competing(&s->electrode[POSITIVE].phase[0], 2, two);
}

/* Beside a phase that exchanges one ion, in a three-electrode cell. */
void competing_and_more(CellSpec *s)
{
    Electrode *el = &s->electrode[POSITIVE];
    el->phases = 2;
    el->phase[1] = plain_phase(3.4);
    el->phase[1].volume_fraction = 0.1;
    el->phase[0].double_layer = el->phase[1].double_layer = 1;
    use_competing(s);
    use_reservoir(s);
    use_reference(s);
}

/* As many places as there may be; electrons of its own; divalent ions, one for every guest; attraction. */
void use_three_classes(CellSpec *s)
{
    static const SiteKind three[] = {{0.4, {1, 1}, {3.4, 3.2}, {0.3, -0.05}},
                                     {0.3, {0, 1}, {0, 3.22}, {0, 0.1}},
                                     {0.2, {1, 1}, {3.42, 3.28}, {-0.06, 0.2}}};
    static const Ion ion[] = {
        {"Mg", 2, 300, 0.8e-10}, {"Li", 1, 100, 2e-10}, {"SO4", -2, 150, 1e-10}, {"ClO4", -1, 400, 2e-10}};
    use_dilute(s, 4, ion);
    s->one_C = 5;
    Phase *p = &s->electrode[POSITIVE].phase[0];
    add_competing(p, 3, three);
    p->competing->native = 0.05;
    strcpy(p->competing->ion[SECOND_ION].name, "Mg");
}
