/* JSON under construction. NULL is a part that there was no memory for; whatever it is put into becomes NULL as well,
 * so that a document is whole if it is not NULL. */
#ifndef CELLSIM_JSON_BUILD_H
#define CELLSIM_JSON_BUILD_H

#include "text.h"
#include <jansson.h>

/* Puts a value, taken over, into an object, or at the end of an array. */
void json_put(json_t **object, const char *key, json_t *value);
void json_append(json_t **array, json_t *value);

json_t *number_json(double x); /* null if it is not finite */

/* Card text that is not UTF-8 cannot be JSON: its bytes above 127 become '?'. */
json_t *text_json(const char *s);

/* Adds the whole document to a text, as jansson's flags say. */
void json_print(const json_t *whole, size_t flags, Text *out);

#endif
