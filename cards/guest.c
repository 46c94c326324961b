/* The guest's word: "lithium". Cards have no key for it: the names of what they are made of say so, chemists' way. */
#include "card.h"

#include <ctype.h>
#include <string.h>

typedef struct Element {
    const char *symbol, *metal;
} Element;

static const Element elements[] = {{"Li", "lithium"}, {"Na", "sodium"}, {"K", "potassium"}, {"Mg", "magnesium"},
                                   {"Ca", "calcium"}, {"Zn", "zinc"},   {"Al", "aluminium"}};
enum { ELEMENTS = sizeof elements / sizeof elements[0] };

/* 1: the name begins with the metal, or has the symbol as the first thing of a part: "NaPF6_diglyme", "silicon_Li". */
static int names(const char *name, const Element *e)
{
    const size_t n = strlen(e->symbol);
    if (!strncmp(name, e->metal, strlen(e->metal))) return 1;
    for (const char *part = name; part; part = strchr(part, '_')) {
        part += *part == '_';
        if (!strncmp(part, e->symbol, n) && !islower((unsigned char)part[n])) return 1;
    }
    return 0;
}

/* The only element that a name names; NULL: none, or several. */
static const Element *element_of(const char *name)
{
    const Element *found = NULL;
    for (int k = 0; k < ELEMENTS; k++) {
        if (!names(name, &elements[k])) continue;
        if (found) return NULL;
        found = &elements[k];
    }
    return found;
}

/* Whether the value of this path says what the cell's electrolyte, its foil or a phase (in this order) is. */
static int tells(const char *path, int rank)
{
    const char *last = strrchr(path, '.');
    if (rank == 0) return !strcmp(path, "electrolyte") || !strcmp(path, "electrolyte.material");
    if (rank == 1) return !strcmp(path, "foil") || !strcmp(path, "foil.material");
    return strstr(path, ".phases[") && last && !strcmp(last, ".material");
}

const char *card_guest(const Card *card)
{
    const Provenance *p;
    const int n = card_provenance(card, &p);
    for (int k = 0; k < n; k++)
        if (strstr(p[k].path, "competes.")) return "guest"; /* two ions */
    for (int rank = 0; rank < 3; rank++)
        for (int k = 0; k < n; k++) {
            const Element *e = tells(p[k].path, rank) ? element_of(p[k].value) : NULL;
            if (e) return e->metal;
        }
    return "guest";
}
