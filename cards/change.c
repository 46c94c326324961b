/* Numbers of a card by their path, for those that try many values of a few. */
#include "card_private.h"
#include "override.h"


double card_number(const Card *card, const char *path)
{
    return provenance_number(&card->log, path);
}

Status card_change(Card *card, const char *path, double value, Error *e)
{
    Node *n = override_find(card->document, path);
    if (!n || n->type != NODE_NUMBER || n->line != 0)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "%.120s is no number that was set", path);
    n->number = value;
    return CELLSIM_OK;
}
