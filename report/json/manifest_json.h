/* The text of run.json. */
#ifndef CELLSIM_MANIFEST_JSON_H
#define CELLSIM_MANIFEST_JSON_H

#include "manifest.h"
#include "../text.h"

void manifest_text(const Report *r, long long date, int files, const ListedFile *file, Text *out);

/* Every value of a card with where it comes from; new reference. */
json_t *card_values_json(const Card *card);

/* One file; new reference. */
json_t *manifest_file(const ListedFile *f);

void manifest_print(const json_t *manifest, Text *out);

#endif
