#include "read.h"

#include "../report/files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 8 << 20, MOST_NOTES = 200 };

Status bpx_open(BpxFile *b)
{
    json_error_t fault;
    Status s = file_read(b->file, LARGEST_FILE, &b->text, b->e);
    if (!s) s = text_status(&b->text, b->e);
    if (s) return s;
    b->root = json_loadb(b->text.data ? b->text.data : "", b->text.length, JSON_REJECT_DUPLICATES, &fault);
    if (b->root) return CELLSIM_OK;
    error_set(b->e, CELLSIM_BAD_CARD, b->file, fault.line, "this is no JSON: %.200s", fault.text);
    return error_hint(b->e,
                      "a BPX file is JSON; NaN, Infinity, remarks and a key that stands twice are not allowed in it"),
           CELLSIM_BAD_CARD;
}

void bpx_close(BpxFile *b)
{
    json_decref(b->root);
    text_free(&b->text);
}

/* Where "key" stands in the text from `from` on; `from` if it does not (a key written with escapes). */
static size_t place(const BpxFile *b, size_t from, const char *key)
{
    const size_t n = strlen(key);
    const char *text = b->text.data + from;
    while ((text = strchr(text, '"'))) {
        if (!strncmp(text + 1, key, n) && text[n + 1] == '"') return (size_t)(text - b->text.data);
        text++;
    }
    return from;
}

static int line(const BpxSection *s, const char *key)
{
    const size_t at = key ? place(s->b, s->at, key) : s->at;
    int lines = 1;
    for (size_t k = 0; k < at; k++) lines += s->b->text.data[k] == '\n';
    return lines;
}

Status bpx_error(BpxSection *s, const char *key, const char *text, const char *hint)
{
    error_set(s->b->e, CELLSIM_BAD_CARD, s->b->file, line(s, key), "%s%s%.100s: %.300s", s->name,
              key && *s->name ? ": " : "", key ? key : "", text);
    error_hint(s->b->e, "%s", hint);
    return CELLSIM_BAD_CARD;
}

Status bpx_note_at(Warnings *notes, const char *file, int at, const char *text, Error *e)
{
    if (notes->count == MOST_NOTES) return CELLSIM_OK; /* the last one says that there are more */
    if (notes->count == notes->room) {
        const int room = notes->room ? 2 * notes->room : 16;
        Error *more = realloc(notes->entry, (size_t)room * sizeof *more);
        if (!more) return error_memory(e);
        notes->entry = more;
        notes->room = room;
    }
    Error *note = &notes->entry[notes->count++];
    error_clear(note);
    error_set(note, CELLSIM_OK, file, at, "%s", notes->count == MOST_NOTES ? "and more, which is not listed" : text);
    return CELLSIM_OK;
}

Status bpx_note(BpxSection *s, const char *key, const char *text)
{
    char whole[480];
    snprintf(whole, sizeof whole, "%s: %.120s: %s", s->name, key, text);
    return bpx_note_at(s->b->notes, s->b->file, line(s, key), whole, s->b->e);
}

Status bpx_section(BpxFile *b, BpxSection *in, const char *key, int optional, BpxSection *out)
{
    BpxSection whole = {.b = b, .name = "", .object = b->root};
    BpxSection *from = in ? in : &whole;
    *out = (BpxSection){.b = b, .name = key, .at = from->at};
    json_t *object = from->object && in ? bpx_value(in, key) : json_object_get(from->object, key);
    if (!object && optional) return CELLSIM_OK;
    if (!object)
        return bpx_error(from, key, "it is missing",
                         "a cell needs Header and Parameterisation with Cell, Electrolyte, Separator and both "
                         "electrodes, as files of the model DFN have them");
    if (!json_is_object(object)) return bpx_error(from, key, "it is not an object { … }", "see docs/bpx.md");
    out->object = object;
    out->left = json_copy(object);
    out->at = place(b, from->at, key);
    return out->left ? CELLSIM_OK : error_memory(b->e);
}

/* What the standard has and cellsim has no use for. */
static const char *why_not(const char *key)
{
    static const struct {
        const char *begins, *why;
    } known[] = {
        {"Density [", "not taken: cells are isothermal"},
        {"Specific heat capacity", "not taken: cells are isothermal"},
        {"Thermal conductivity", "not taken: cells are isothermal"},
        {"Heat transfer coefficient", "not taken: cells are isothermal"},
        {"External surface area", "not taken: cells are isothermal"},
        {"Volume [", "not taken: cells are isothermal"},
        {"OCP (", "not taken: branches of hysteresis; the card follows OCP [V] both ways"},
        {"OCP hysteresis", "not taken: the card follows OCP [V] both ways"},
        {"Initial hysteresis state", "not taken: the card follows OCP [V] both ways"},
        {"LLI", "not taken: the card is of the cell without it"},
        {"LAM", "not taken: the card is of the cell without it"},
        {"Validation", "not taken: measured curves are laid beside a run with cellsim compare"},
    };
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (!strncmp(key, known[k].begins, strlen(known[k].begins))) return known[k].why;
    return "not taken: no place for it in a card";
}

Status bpx_section_end(BpxSection *s, Status status)
{
    const char *key;
    json_t *value;
    json_object_foreach(s->left, key, value) if (!status && !json_is_null(value)) status =
        bpx_note(s, key, why_not(key));
    json_decref(s->left);
    s->left = NULL;
    return status;
}

json_t *bpx_value(BpxSection *s, const char *key)
{
    json_t *value = json_object_get(s->object, key);
    json_object_del(s->left, key);
    return json_is_null(value) ? NULL : value;
}

Status bpx_optional(BpxSection *s, const char *key, double *out, int *given)
{
    json_t *value = bpx_value(s, key);
    if (given) *given = value != NULL;
    if (!value) return CELLSIM_OK;
    if (!json_is_number(value)) return bpx_error(s, key, "it is not a number", "write it without quotes, as 1.2e-14");
    *out = json_number_value(value);
    return isfinite(*out) ? CELLSIM_OK : bpx_error(s, key, "it is too large for a number", "numbers reach to 1e308");
}

Status bpx_number(BpxSection *s, const char *key, double *out)
{
    int given;
    const Status status = bpx_optional(s, key, out, &given);
    if (status || given) return status;
    return bpx_error(s, key, "it is missing",
                     "the porous-electrode model needs it: the file must be one of the model DFN or SPMe");
}
