#include "table_names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* --- headings -------------------------------------------------------------------------------------------------------- */

/* Letters and digits from `text` to `end`, in lower case. */
static void plain(const char *text, const char *end, char out[TABLE_NAME])
{
    size_t n = 0;
    for (; text < end && n < TABLE_NAME - 1; text++)
        if (isalnum((unsigned char)*text)) out[n++] = (char)tolower((unsigned char)*text);
    out[n] = '\0';
}

/* "cm^2 s^-1", "cm² s⁻¹", "cm2·s-1" as "cm2s-1". */
static void plain_unit(const char *text, char out[TABLE_NAME])
{
    static const struct {
        const char *from, *to;
    } signs[] = {{"²", "2"}, {"³", "3"}, {"⁻", "-"}, {"¹", "1"}, {"−", "-"}, {"·", ""}, {"µ", "u"}, {"μ", "u"},
                 {" ", ""},  {"^", ""},  {"*", ""},  {")", ""},  {"]", ""},  {"{", ""}, {"}", ""}};
    size_t n = 0;
    while (*text && n < TABLE_NAME - 2) {
        size_t k = 0, signs_n = sizeof signs / sizeof *signs;
        while (k < signs_n && strncmp(text, signs[k].from, strlen(signs[k].from)) != 0) k++;
        if (k == signs_n) out[n++] = *text++;
        else {
            if (*signs[k].to) out[n++] = *signs[k].to;
            text += strlen(signs[k].from);
        }
    }
    out[n] = '\0';
}

/* Where the unit begins: at a bracket, else behind the last " /", else at a '/' of "x/1". */
static const char *unit_of(const char *text)
{
    const char *bracket = strpbrk(text, "[("), *slash = strstr(text, " / ");
    if (bracket) return bracket;
    return slash ? slash + 1 : strchr(text, '/');
}

TableHeading table_heading(const char *text)
{
    TableHeading h = {"", ""};
    const char *unit = unit_of(text), *end = unit ? unit : text + strlen(text), *vs = strstr(text, " vs");
    if (vs && vs < end) end = vs; /* "U vs. Li/Li+ (V)" */
    if (vs && unit && *unit == '/') unit = NULL;
    plain(text, end, h.name);
    if (unit) plain_unit(unit + 1, h.unit);
    return h;
}

/* --- names ----------------------------------------------------------------------------------------------------------- */

static int is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (!strcmp(name, *names)) return 1;
    return 0;
}

int table_is_argument(const TableHeading *h, LawVariable variable)
{
    static const char *const of_x[] = {"x", "theta", "sto", "stoichiometry", "lithiation", "sodiation", NULL};
    static const char *const of_c[] = {"c", "ce", "csalt", "concentration", "saltconcentration", "molarity", NULL};
    static const char *const of_m[] = {"m", "loading", "massloading", NULL};
    return is_one_of(h->name, variable == LAW_OF_X ? of_x : variable == LAW_OF_C ? of_c : of_m);
}

static const char *const potentials[] = {"u",
                                         "e",
                                         "v",
                                         "ocp",
                                         "ocv",
                                         "potential",
                                         "uocp",
                                         "uocv",
                                         "eeq",
                                         "voltage",
                                         "opencircuitpotential",
                                         "opencircuitvoltage",
                                         "equilibriumpotential",
                                         NULL};
static const char *const diffusivities[] = {"d", "ds", "de", "dli", "dna", "diffusivity", "diffusioncoefficient", NULL};
static const char *const conductivities[] = {"kappa", "conductivity", "ionicconductivity", "sigma", NULL};
static const char *const transferences[] = {"t", "tplus", "transferencenumber", "transference", NULL};
static const char *const factors[] = {"thermodynamicfactor", "tdf", "chi", NULL};
static const char *const shapes[] = {"g", "shape", "i0shape", "i0", "exchangecurrentdensity", NULL};
static const char *const shares[] = {"connectedfraction", "share", NULL};

typedef struct Property {
    const char *key; /* beginning of its keys */
    const char *const *names;
    const char *units; /* family, below */
} Property;

static const char *const entropies[] = {"dudt", "docpdt", "entropiccoefficient", "entropicchange", NULL};

static const Property properties[] = {{"dU_dT", entropies, "V/K"},    {"U_", potentials, "V"},
                                      {"D_", diffusivities, "m2/s"},  {"kappa_", conductivities, "S/m"},
                                      {"t_plus", transferences, "1"}, {"thermodynamic", factors, "1"},
                                      {"i0_shape", shapes, "any"},    {"connected", shares, "1"}};

static const Property *property_of(const Key *key)
{
    size_t k = 0;
    while (k + 1 < sizeof properties / sizeof *properties &&
           strncmp(key->name, properties[k].key, strlen(properties[k].key)) != 0)
        k++;
    return &properties[k];
}

int table_is_value(const TableHeading *h, const Key *key)
{
    char own[TABLE_NAME];
    plain(key->name, key->name + strlen(key->name), own);
    return !strcmp(h->name, own) || is_one_of(h->name, property_of(key)->names);
}

/* --- units ----------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *family, *unit;
    double factor; /* to the family's own */
} units[] = {{"V", "V", 1},           {"V", "mV", 1e-3},        {"m2/s", "m2/s", 1},      {"m2/s", "m2s-1", 1},
             {"m2/s", "cm2/s", 1e-4}, {"m2/s", "cm2s-1", 1e-4}, {"m2/s", "um2/s", 1e-12}, {"m2/s", "um2s-1", 1e-12},
             {"S/m", "S/m", 1},       {"S/m", "Sm-1", 1},       {"S/m", "mS/cm", 0.1},    {"S/m", "mScm-1", 0.1},
             {"S/m", "S/cm", 100},    {"S/m", "Scm-1", 100},    {"S/m", "mS/m", 1e-3},    {"S/m", "mSm-1", 1e-3},
             {"M", "mol/L", 1},       {"M", "molL-1", 1},       {"M", "mol/l", 1},        {"M", "M", 1},
             {"M", "mol/dm3", 1},     {"M", "moldm-3", 1},      {"M", "mol/m3", 1e-3},    {"M", "molm-3", 1e-3},
             {"M", "mM", 1e-3},       {"M", "mmol/L", 1e-3},    {"M", "kmol/m3", 1},      {"1", "1", 1},
             {"1", "-", 1},           {"V/K", "V/K", 1},        {"V/K", "mV/K", 1e-3},    {"V/K", "VK-1", 1},
             {"V/K", "mVK-1", 1e-3},  {"1", "%", 0.01},         {"mg/cm2", "mg/cm2", 1},  {"mg/cm2", "mgcm-2", 1}};

static double factor_of(const char *family, const char *unit)
{
    if (!*unit || !strcmp(family, "any")) return 1;
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (!strcmp(units[k].family, family) && !strcmp(units[k].unit, unit)) return units[k].factor;
    return 0;
}

double table_argument_factor(const TableHeading *h, LawVariable variable)
{
    return factor_of(variable == LAW_OF_X ? "1" : variable == LAW_OF_C ? "M" : "mg/cm2", h->unit);
}

double table_value_factor(const TableHeading *h, const Key *key)
{
    return *h->unit ? factor_of(property_of(key)->units, h->unit) / key->factor : 1;
}

const char *table_argument_words(LawVariable variable)
{
    return variable == LAW_OF_X   ? "\"x\" (theta, sto; 1 or %)"
           : variable == LAW_OF_C ? "\"c / mol/L\" (or mol/m3)"
                                  : "\"loading / mg/cm2\"";
}

void table_value_words(const Key *key, char *out, size_t size)
{
    const Property *p = property_of(key);
    size_t n = (size_t)snprintf(out, size, "\"%s\" in", p->names[0]);
    for (size_t k = 0; k < sizeof units / sizeof *units && n < size; k++)
        if (!strcmp(units[k].family, p->units) && !strstr(units[k].unit, "-1"))
            n += (size_t)snprintf(out + n, size - n, " %s,", units[k].unit);
    if (n < size && out[n - 1] == ',') out[n - 1] = '\0';
    else snprintf(out, size, "\"%s\"", p->names[0]);
}
