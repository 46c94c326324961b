/* cellsim new: a card to begin with. */
#include "../cards/node.h"
#include "../cards/places.h"
#include "../report/files.h"
#include "commands.h"

#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, MOST_KINDS = 32 };

static Status find_template(const char *kind, char path[PLACE_SIZE], Error *e)
{
    PlaceFiles kinds = {0};
    char name[MOST_KINDS][PLACE_NAME], list[200] = "";
    const char *names[MOST_KINDS];
    int n = 0;
    Status s = place_files("templates", &kinds, e);
    path[0] = '\0';
    for (; !s && n < kinds.count && n < MOST_KINDS; n++) {
        names[n] = place_name(kinds.path[n], name[n]);
        if (!strcmp(kind, names[n])) snprintf(path, PLACE_SIZE, "%s", kinds.path[n]);
        const size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", names[n]);
    }
    place_files_free(&kinds);
    if (s || path[0]) return s;
    const char *near = did_you_mean(kind, n, names);
    char folders[400];
    error_set(e, n ? CELLSIM_USAGE : CELLSIM_IO, NULL, 0,
              n ? "--kind: there is no '%.40s'" : "no cards to begin with were found for '%.40s'", kind);
    if (near) return error_hint(e, "did you mean '%s'?", near);
    if (n) return error_hint(e, "kinds are %s", list);
    return error_hint(e, "they are looked for in %s", places_text("templates", folders, (int)sizeof folders));
}

/* The text with the first line `name = "…";` naming the new card. */
static void name_card(const Text *text, const char *name, Text *out)
{
    static const char key[] = "\nname = \"";
    const char *at = strstr(text->data, key), *end = at ? strchr(at + sizeof key - 1, '"') : NULL;
    if (!end) return text_add(out, text->data);
    text_bytes(out, text->data, (size_t)(at - text->data));
    text_addf(out, "%s%s", key, name);
    text_add(out, end);
}

/* A name that can be a file and a card's: letters, digits, '-' and '_'. */
static Status check_name(const char *name, Error *e)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    const size_t n = strlen(name);
    if (n && n < 64 && name[0] != '-' && strspn(name, allowed) == n) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "'%.60s' cannot be the name of a card", name);
    return error_hint(e, "letters, digits, '-' and '_', such as my_cell; the card is written here, as my_cell.cfg");
}

Status command_new(const Options *o, Error *e)
{
    char path[PLACE_SIZE], file[80];
    Text text = {0}, card = {0};
    Status s = check_name(o->card[0], e);
    if (!s) s = find_template(o->kind, path, e);
    if (!s) s = file_read(path, MOST_BYTES, &text, e);
    if (!s) s = text_status(&text, e);
    if (!s) {
        snprintf(file, sizeof file, "%s.cfg", o->card[0]);
        name_card(&text, o->card[0], &card);
        s = text_status(&card, e);
    }
    if (!s) s = file_new(file, &card, "give another name, or remove it", e);
    if (!s) printf("%s: a card to begin with. Next:\n  cellsim check %s\n  cellsim run %s\n", file, file, file);
    text_free(&text);
    text_free(&card);
    return s;
}
