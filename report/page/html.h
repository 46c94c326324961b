/* Parts of the HTML report. Everything that comes from a card or a run is escaped. */
#ifndef CELLSIM_HTML_H
#define CELLSIM_HTML_H

#include "../names.h"

/* `s` as text or attribute value: &, <, >, quotes as entities, control characters as spaces, bytes that are not UTF-8
 * as U+FFFD. */
void html_escape(Text *out, const char *s);

/* Bytes in base64 (RFC 4648). */
void html_base64(Text *out, const char *bytes, size_t n);

/* Whole sections, nothing if there is nothing to say. */
void html_targets(Text *out, const Report *r);
void html_trust(Text *out, const Report *r);
/* Capacity, voltage, energy and power at every rate. */
void html_overview(Text *out, const Report *r);
void html_runs(Text *out, const Report *r);
void html_provenance(Text *out, int n, const Provenance *p);

/* The cell, to scale. */
void html_cell(Text *out, const Report *r);

#endif
