/* Cards as handles. */
#include "api.h"

#include "../cards/decimal.h"
#include "../cards/places.h"
#include "../report/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_settings(int n, Setting *s)
{
    for (int k = 0; s && k < n; k++) {
        free(s[k].path);
        free(s[k].value);
    }
    free(s);
}

void cellsim_card_free(cellsim_card *c)
{
    if (!c) return;
    free_settings(c->settings, c->setting);
    rig_free(&c->rig);
    card_free(c->card);
    free(c->library);
    free(c->value);
    free(c);
}

/* The entries of the card's log. */
static Status list_values(cellsim_card *c, Error *e)
{
    const Provenance *p;
    const int values = card_provenance(c->card, &p);
    cellsim_value *list = calloc((size_t)values + 1, sizeof *list);
    free(c->value);
    c->value = list;
    c->values = list ? values : 0;
    if (!list) return error_memory(e);
    for (int k = 0; k < values; k++)
        list[k] = (cellsim_value){p[k].path, p[k].number, provenance_value(&p[k]),
                                  p[k].unit, p[k].least,  p[k].most,
                                  p[k].help, p[k].source, provenance_name(p[k].kind),
                                  p[k].note, p[k].line};
    return CELLSIM_OK;
}

static cellsim_status open_card(const char *file, const char *text, const char *library, cellsim_card **out,
                                cellsim_error *error)
{
    Error e;
    error_clear(&e);
    cellsim_card *c = calloc(1, sizeof *c);
    if (!c) return api_give(error, &e, error_memory(&e));
    char path[PLACE_SIZE] = "";
    Status s = library && !(c->library = strdup(library)) ? error_memory(&e) : CELLSIM_OK;
    if (!s && !text) s = card_find(file, path, &e);
    if (!s) s = card_parse(text ? file : path, text, library, 0, NULL, &c->card, &e);
    if (!s) s = list_values(c, &e);
    if (!s) *out = c;
    else cellsim_card_free(c);
    return api_give(error, &e, s);
}

cellsim_status cellsim_card_read(const char *name_or_file, const char *library, cellsim_card **card,
                                 cellsim_error *error)
{
    if (!card) return api_misuse(error, "there is no place for the card", "give the address of a pointer");
    *card = NULL;
    if (!name_or_file) return api_misuse(error, "no card is named", "give a file or a name");
    return open_card(name_or_file, NULL, library, card, error);
}

cellsim_status cellsim_card_parse(const char *text, const char *folder, const char *library, cellsim_card **card,
                                  cellsim_error *error)
{
    char file[256];
    if (!card) return api_misuse(error, "there is no place for the card", "give the address of a pointer");
    *card = NULL;
    if (!text) return api_misuse(error, "there is no text", "give that of a card");
    const int n = snprintf(file, sizeof file, "%s%scard.cfg", folder ? folder : "", folder && *folder ? "/" : "");
    if (n < 0 || (size_t)n >= sizeof file)
        return api_misuse(error, "the folder's path is too long", "it may have some 240 characters");
    return open_card(file, text, library, card, error);
}

const char *cellsim_card_name(const cellsim_card *c)
{
    return c ? card_name(c->card) : NULL;
}

const char *cellsim_card_title(const cellsim_card *c)
{
    return c ? card_title(c->card) : NULL;
}

const char *cellsim_card_experiment(const cellsim_card *c, int k)
{
    const char *const *names;
    const int count = c ? card_experiments(c->card, &names) : 0;
    return k >= 0 && k < count ? names[k] : NULL;
}

int cellsim_values(const cellsim_card *c)
{
    return c ? c->values : 0;
}

const cellsim_value *cellsim_value_at(const cellsim_card *c, int k)
{
    return c && k >= 0 && k < c->values ? &c->value[k] : NULL;
}

const cellsim_value *cellsim_get(const cellsim_card *c, const char *path, cellsim_error *error)
{
    Error e;
    error_clear(&e);
    for (int k = 0; c && path && k < c->values; k++)
        if (!strcmp(c->value[k].path, path)) return api_give(error, &e, CELLSIM_OK), &c->value[k];
    if (!c || !path) return api_misuse(error, "no value is named", "give a card and a path"), NULL;
    error_set(&e, CELLSIM_USAGE, NULL, 0, "the card gives no %.120s", path);
    error_hint(&e, "cellsim_value_at lists what it gives: positive.loading_mg_cm2");
    return api_give(error, &e, CELLSIM_USAGE), NULL;
}

/* --- settings -------------------------------------------------------------------------------------------------------- */

Override *api_overrides(int settings, const Setting *setting)
{
    Override *o = calloc((size_t)settings + 1, sizeof *o);
    for (int k = 0; o && k < settings; k++) o[k] = (Override){setting[k].path, setting[k].value};
    return o;
}

/* Puts one into a list that has room for it; a value of NULL takes it out. */
static Status put(Setting *list, int *n, const char *path, const char *value, Error *e)
{
    int at = 0;
    while (at < *n && strcmp(list[at].path, path) != 0) at++;
    if (at < *n) {
        free(list[at].path);
        free(list[at].value);
        memmove(&list[at], &list[at + 1], (size_t)(--*n - at) * sizeof *list);
    }
    if (!value) return CELLSIM_OK;
    Setting *s = &list[(*n)++];
    *s = (Setting){strdup(path), strdup(value)};
    return s->path && s->value ? CELLSIM_OK : error_memory(e);
}

/* What was set and what is to be, in a new list. */
static Status join(const cellsim_card *c, int settings, const cellsim_setting *setting, Setting **out, int *n, Error *e)
{
    Setting *list = *out = calloc((size_t)c->settings + (size_t)settings + 1, sizeof *list);
    Status s = list ? CELLSIM_OK : error_memory(e);
    *n = 0;
    for (int k = 0; k < c->settings && !s; k++) s = put(list, n, c->setting[k].path, c->setting[k].value, e);
    for (int k = 0; k < settings && !s; k++) s = put(list, n, setting[k].path, setting[k].value, e);
    return s;
}

/* The card with these settings, taken over, in the place of all before. */
static Status set_list(cellsim_card *c, int n, Setting *list, Error *e)
{
    Override *o = api_overrides(n, list);
    const Status s = o ? card_set(c->card, n, o, e) : error_memory(e);
    free(o);
    if (s) return free_settings(n, list), s;
    free_settings(c->settings, c->setting);
    c->setting = list;
    c->settings = n;
    return list_values(c, e);
}

cellsim_status cellsim_set_all(cellsim_card *c, int settings, const cellsim_setting *setting, cellsim_error *error)
{
    Error e;
    Setting *list = NULL;
    int n = 0;
    if (!c || settings < 0 || (settings && !setting))
        return api_misuse(error, "nothing to set, or no card to set it in", "give a card and an array of settings");
    for (int k = 0; k < settings; k++)
        if (!setting[k].path) return api_misuse(error, "a setting has no path", "such as positive.loading_mg_cm2");
    error_clear(&e);
    Status s = join(c, settings, setting, &list, &n, &e);
    if (s) free_settings(n, list);
    else s = set_list(c, n, list, &e);
    return api_give(error, &e, s);
}

cellsim_status cellsim_reset(cellsim_card *c, cellsim_error *error)
{
    Error e;
    if (!c) return api_misuse(error, "there is no card", "give one");
    error_clear(&e);
    return api_give(error, &e, set_list(c, 0, NULL, &e));
}

cellsim_status cellsim_set_text(cellsim_card *c, const char *path, const char *value, cellsim_error *error)
{
    const cellsim_setting one = {path, value};
    if (!value) return api_misuse(error, "there is no value to set", "cellsim_set_all takes one back");
    return cellsim_set_all(c, 1, &one, error);
}

cellsim_status cellsim_set(cellsim_card *c, const char *path, double value, cellsim_error *error)
{
    char text[DECIMAL_ROOM];
    if (!isfinite(value)) return api_misuse(error, "a value is not a finite number", "cellsim_set_text takes texts");
    decimal_write(value, text);
    return cellsim_set_text(c, path, text, error);
}
