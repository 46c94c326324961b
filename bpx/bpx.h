/* Battery Parameter eXchange (BPX): a cell as JSON, for other simulators. docs/bpx.md says what stands for what. */
#ifndef CELLSIM_BPX_H
#define CELLSIM_BPX_H

#include "../cards/card.h"
#include "../cards/warnings.h"
#include "../report/text.h"

/* A card `name` of a BPX file of version 0.1 to 0.5, 1.0 or 1.1: its text, which cards/ reads without an error. *notes
 * (warnings_free, also after an error) is what the file says and the card does not; the card repeats it as remarks.
 * CELLSIM_BAD_CARD, with the line where it is known: no such file, a value is missing or wrong, or no cell can be made of it. */
Status bpx_import(const char *file, const char *name, Text *card, Warnings *notes, Error *e);

/* The card as JSON of BPX 1.0, its values at the card's temperature. *notes likewise: what the card says and BPX cannot.
 * CELLSIM_BAD_CARD: a cell that BPX has no words for (foil, ions, hosts of other kinds), or without a window. */
Status bpx_export(const Card *card, Text *json, Warnings *notes, Error *e);

#endif
