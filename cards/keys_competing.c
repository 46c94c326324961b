#include "keys.h"

#include <math.h>

/* Columns: name, slot, type, factor to SI, default, smallest, largest, unit, help. */
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define TEXT 1, NAN, 0, 0, "text"

static const Key competes_keys[] = {
    {"classes", RIVAL_CLASSES, AS_LIST, 1, NAN, 0, 0, "list", "its classes of sites, 1 to 3 groups"},
    {"electrons", RIVAL_BUDGET, AS_NUMBER, 1, NAN, 1e-3, 100, "1",
     "that it takes with its guests per formula unit: theta = 1"},
    {"native_electrons", RIVAL_NATIVE, AS_NUMBER, 1, 0, 0, 1e9, "1", "that it has without any, per formula unit"},
    {"first", RIVAL_FIRST, AS_GROUP, 1, NAN, 0, 0, "group", "the phase's ion, which brings one electron"},
    {"second", RIVAL_SECOND, AS_GROUP, 1, NAN, 0, 0, "group", "the ion that competes with it; default: none"},
};
const Section section_competes = {"competing phase", "competes of a phase", RIVAL_SLOTS, COUNT(competes_keys),
                                  competes_keys};

static const Key class_keys[] = {
    {"sites", CLASS_SITES, AS_NUMBER, 1, NAN, 1e-6, 100, "1", "per formula unit"},
    {"first_U_V", CLASS_U, AS_NUMBER, 1, NAN, -10, 10, "V",
     "half full of the first ion, at its c_ref and half the electrons; default: it does not fit"},
    {"first_repel_V", CLASS_REPEL, AS_NUMBER, 1, 0, -2, 5, "V", "by which that falls from empty to full"},
    {"second_U_V", CLASS_U2, AS_NUMBER, 1, NAN, -10, 10, "V", "the same of the second ion, per electron"},
    {"second_repel_V", CLASS_REPEL2, AS_NUMBER, 1, 0, -2, 5, "V", "the same"},
};
const Section section_class = {"class of sites", "classes[k] of competes", CLASS_SLOTS, COUNT(class_keys), class_keys};

static const Key competitor_keys[] = {
    {"ion", COMPETITOR_ION, AS_TEXT, TEXT,
     "of a dilute electrolyte; required of the second, the phase's ion of the first"},
    {"electrons", COMPETITOR_ELECTRONS, AS_INTEGER, 1, 2, 1, 2, "1", "that a guest of the second ion brings"},
    {"rate_1_s", COMPETITOR_RATE, AS_NUMBER, 1, NAN, 1e-20, 1e6, "1/s",
     "of E-com-2 at U, c_ref: of the mean occupancy of a class"},
    {"alpha", COMPETITOR_ALPHA, AS_NUMBER, 1, 0.5, 0.05, 0.95, "1", "cathodic transfer coefficient"},
    {"R2_over_D_s", COMPETITOR_D, AS_NUMBER, 1, NAN, 1e-3, 1e12, "s", "R^2/D in empty classes"},
    {"c_ref_M", COMPETITOR_C, AS_NUMBER, 1e3, 1, 1e-4, 20, "mol/L",
     "concentration of the ion at which U and rate are stated"},
    {"help", COMPETITOR_HELP, AS_NUMBER, 1, 0, 0, 1e7, "1",
     "by which the second's rate grows per first ion in classes that the second does not fit, per formula unit"},
    {"slowing", COMPETITOR_SLOWING, AS_NUMBER, 1, 0, 0, 100, "1",
     "e-folds by which the second's D falls per second ion and formula unit"},
};
const Section section_competitor = {"competitor", "first, second of competes", COMPETITOR_SLOTS, COUNT(competitor_keys),
                                    competitor_keys};
