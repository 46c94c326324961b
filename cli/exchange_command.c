/* cellsim import, export: cells in the formats of others. */
#include "../bpx/bpx.h"
#include "../cards/places.h"
#include "../report/names.h"
#include "commands.h"

#include <stdio.h>
#include <string.h>

static const char another[] = "give another name with --out, or remove it";

static void say_notes(const Options *o, const Warnings *notes)
{
    for (int k = 0; k < notes->count && !o->quiet; k++) print_warning(&notes->entry[k], 0);
}

/* The name of a card: of a file, without its folder and ending. */
static void name_of(const char *path, char out[64])
{
    char base[64];
    const char *slash = strrchr(path, '/');
    snprintf(base, sizeof base, "%s", slash ? slash + 1 : path);
    char *dot = strrchr(base, '.');
    if (dot && dot > base) *dot = '\0';
    file_name_clean(base, out, 60);
}

Status command_import(const Options *o, Error *e)
{
    char name[64], path[80];
    Text card = {0};
    Warnings notes = {0};
    name_of(o->out ? o->out : o->card[1], name);
    snprintf(path, sizeof path, "%s.cfg", name);
    const char *to = o->out ? o->out : path;
    Status s = bpx_import(o->card[1], name, &card, &notes, e);
    if (!s) s = file_new(to, &card, another, e);
    if (!s) say_notes(o, &notes);
    if (!s && !o->quiet)
        printf("%s: a card of %s. Next:\n  cellsim check %s\n  cellsim run %s\n", to, o->card[1], to, to);
    warnings_free(&notes);
    text_free(&card);
    return s;
}

Status command_export(const Options *o, Error *e)
{
    char path[80] = "", found[PLACE_SIZE];
    Text json = {0};
    Warnings notes = {0};
    Card *card = NULL;
    Status s = card_find(o->card[1], found, e);
    if (!s) s = card_read(found, o->library, o->overrides, o->override, &card, e);
    if (!s) s = bpx_export(card, &json, &notes, e);
    if (!s) snprintf(path, sizeof path, "%s.json", card_name(card));
    const char *to = o->out ? o->out : path;
    if (!s) s = file_new(to, &json, another, e);
    if (!s) say_notes(o, &notes);
    if (!s && !o->quiet) printf("%s: BPX 1.0 of %s\n", to, card_name(card));
    warnings_free(&notes);
    text_free(&json);
    card_free(card);
    return s;
}
