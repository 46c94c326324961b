#include "keys.h"

#include <math.h>

/* Columns: name, slot, type, factor to SI, default, smallest, largest, unit, help. x: guest per formula unit, as X of sites. */
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const Key evolves_keys[] = {
    {"crystal", EVO_CRYSTAL, AS_GROUP, 1, NAN, 0, 0, "group", "the form that the host is made as"},
    {"rocksalt", EVO_ROCKSALT, AS_GROUP, 1, NAN, 0, 0, "group", "the form that it ends as"},
    {"conversion", EVO_CONVERSION, AS_GROUP, 1, NAN, 0, 0, "group", "crystal to amorphous, where guest is forced in"},
    {"ripening", EVO_RIPENING, AS_GROUP, 1, NAN, 0, 0, "group", "amorphous to rocksalt, while it is full"},
    {"fade", EVO_FADE, AS_NUMBER, 1, 0, 0, 1, "1",
     "share of the amorphous form that wears out per x of guest that passed"},
    {"trap", EVO_TRAP, AS_NUMBER, 1, 0, 0, 10, "1", "the same, but only until trap_remainder is left"},
    {"trap_remainder", EVO_REMAINDER, AS_NUMBER, 1, 0, 0, 1, "1", "share of the converted material that trap leaves"},
};
const Section section_evolves = {"evolving phase", "evolves of a phase", EVO_SLOTS, COUNT(evolves_keys), evolves_keys};

static const Key form_keys[] = {
    {"sites", FORM_SITES, AS_LIST, 1, NAN, 0, 0, "list", "its site classes ( (X, U_V, omega), … )"},
    {"i0_A_m2", FORM_I0, AS_NUMBER, 1, NAN, 1e-9, 1e7, "A/m2",
     "exchange current density at half its sites, as that of the phase"},
    {"share", FORM_SHARE, AS_NUMBER, 1, 1e-3, 1e-3, 0.998, "1",
     "of the host at the start; the amorphous form is the rest"},
    {"fade", FORM_FADE, AS_NUMBER, 1, 0, 0, 1, "1", "share that wears out per x of guest that passed through it"},
};
const Section section_form = {"form", "crystal, rocksalt of evolves", FORM_SLOTS, COUNT(form_keys), form_keys};

static const Key conversion_keys[] = {
    {"rate_1_s", CONV_RATE, AS_NUMBER, 1, NAN, 0, 1e3, "1/s", "rate of E-evo-3 at one e-fold of overpotential"},
    {"U_V", CONV_U, AS_NUMBER, 1, NAN, -10, 10, "V", "potential below which it sets in, half way"},
    {"spread_mV", CONV_SPREAD, AS_NUMBER, 1e-3, 0, -500, 500, "mV", "by which that falls from half way to the end"},
    {"alpha", CONV_ALPHA, AS_NUMBER, 1, 1, 0.01, 5, "1", "transfer coefficient"},
    {"depth_nm", CONV_DEPTH, AS_NUMBER, 1e-9, 1e6, 0.1, 1e6, "nm",
     "from the surface of the particle, beyond which nothing converts"},
    {"x", CONV_X, AS_NUMBER, 1, NAN, 0, 100, "1",
     "guest that what forms holds; crystal that holds as much stays crystal"},
    {"rocksalt", CONV_ROCKSALT, AS_NUMBER, 1, 0, 0, 1, "1", "share of what forms that is rocksalt at once"},
};
const Section section_conversion = {"conversion", "conversion of evolves", CONV_SLOTS, COUNT(conversion_keys),
                                    conversion_keys};

static const Key ripening_keys[] = {
    {"rate_1_s", RIPE_RATE, AS_NUMBER, 1, NAN, 0, 1e3, "1/s", "rate of E-evo-4 of a full amorphous form"},
    {"x", RIPE_X, AS_NUMBER, 1, NAN, 0, 100, "1", "guest in the amorphous form at half that rate"},
    {"width", RIPE_WIDTH, AS_NUMBER, 1, 0.05, 1e-3, 10, "1", "of x over which it sets in"},
    {"remainder", RIPE_REMAINDER, AS_NUMBER, 1, 0, 0, 1, "1",
     "share of the converted material that stays amorphous; at least 0.001"},
    {"bound_x", RIPE_BOUND, AS_NUMBER, 1, 0, 0, 100, "1", "guest that stays in rocksalt for ever"},
};
const Section section_ripening = {"ripening", "ripening of evolves", RIPE_SLOTS, COUNT(ripening_keys), ripening_keys};
