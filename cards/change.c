/* Numbers of a card by their path, for those that try many values of a few. */
#include "card_private.h"
#include "decimal.h"
#include "override.h"

#include <math.h>
#include <string.h>

double card_number(const Card *card, const char *path)
{
    for (int k = 0; k < card->log.count; k++) {
        const char *text = card->log.entry[k].value;
        const int sign = *text == '-' || *text == '+', n = decimal_span(text + sign);
        double x;
        if (strcmp(card->log.entry[k].path, path) != 0) continue;
        if (n == 0 || text[sign + n] != '\0' || decimal_value(text + sign, n, &x)) return NAN;
        return *text == '-' ? -x : x;
    }
    return NAN;
}

Status card_change(Card *card, const char *path, double value, Error *e)
{
    Node *n = override_find(card->document, path);
    if (!n || n->type != NODE_NUMBER || n->line != 0)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "%.120s is no number that was set", path);
    n->number = value;
    return CELLSIM_OK;
}
