/* cellsim list: what is there to run. */
#include "../cards/places.h"
#include "../cards/source.h"
#include "../report/json_build.h"
#include "csv.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a .cfg file is: a card has a positive electrode, a protocol steps, a library neither. */
typedef enum { CELLS, PROTOCOLS, LIBRARIES, SORTS } Sort;

static const char *const headings[SORTS] = {"Cells", "Protocols", "Libraries"};
static const char *const keys[SORTS] = {"cells", "protocols", "libraries"};

typedef struct Entry {
    Sort sort;
    const char *file;      /* borrowed */
    char name[PLACE_NAME]; /* "gcd" of "configs/gcd.cfg" */
    char title[96];        /* "" if it has none, or cannot be read */
} Entry;

typedef struct Listing {
    int count;
    Entry *entry;                /* owned */
    PlaceFiles cells, protocols; /* their files, and those of libraries */
} Listing;

static int by_sort_and_name(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    return x->sort != y->sort ? (int)x->sort - (int)y->sort : strcmp(x->name, y->name);
}

/* CELLSIM_IO: no memory. What cannot be read is what its folder holds. */
static Status read_entry(Entry *entry, const char *file, Sort unreadable, Error *e)
{
    Document *d = NULL;
    *entry = (Entry){.sort = unreadable, .file = file};
    place_name(file, entry->name);
    const Status status = document_read(file, &d, e);
    if (status) return status == CELLSIM_IO ? status : CELLSIM_OK;
    const Node *title = node_find(d->root, "title");
    entry->sort = node_find(d->root, "positive") ? CELLS : node_find(d->root, "steps") ? PROTOCOLS : LIBRARIES;
    if (title && title->type == NODE_TEXT) snprintf(entry->title, sizeof entry->title, "%s", title->text);
    document_free(d);
    return CELLSIM_OK;
}

static Status read_entries(Listing *l, const PlaceFiles *files, Sort unreadable, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < files->count && !status; k++) {
        status = read_entry(&l->entry[l->count], files->path[k], unreadable, e);
        l->count += !status;
    }
    return status;
}

static Status read_listing(const Options *o, Listing *l, Error *e)
{
    Status status = place_files("cells", &l->cells, e);
    if (!status)
        status = o->library ? folder_files(o->library, &l->protocols, e) : place_files("configs", &l->protocols, e);
    if (status) return status;
    l->entry = calloc((size_t)(l->cells.count + l->protocols.count + 1), sizeof *l->entry);
    if (!l->entry) return error_memory(e);
    status = read_entries(l, &l->cells, CELLS, e);
    if (!status) status = read_entries(l, &l->protocols, LIBRARIES, e);
    qsort(l->entry, (size_t)l->count, sizeof *l->entry, by_sort_and_name);
    return status;
}

static void print(const Listing *l)
{
    for (int k = 0; k < l->count; k++) {
        const Entry *entry = &l->entry[k];
        if (k == 0 || entry->sort != entry[-1].sort) printf("%s%s\n", k ? "\n" : "", headings[entry->sort]);
        if (entry->title[0]) printf("  %-20s  %s\n", entry->name, entry->title);
        else printf("  %-20s  %s\n", entry->name, entry->file);
    }
}

static void print_csv(const Listing *l)
{
    csv_print(4, (const char *const[]){"kind", "name", "file", "title"});
    for (int k = 0; k < l->count; k++) {
        const Entry *entry = &l->entry[k];
        csv_print(4, (const char *const[]){keys[entry->sort], entry->name, entry->file, entry->title});
    }
}

static Status print_list_json(const Listing *l, Error *e)
{
    json_t *document = json_object();
    for (int k = 0; k < SORTS; k++) json_put(&document, keys[k], json_array());
    for (int k = 0; k < l->count; k++) {
        const Entry *entry = &l->entry[k];
        json_t *o = json_object();
        json_put(&o, "name", text_json(entry->name));
        json_put(&o, "file", text_json(entry->file));
        json_put(&o, "title", entry->title[0] ? text_json(entry->title) : json_null());
        if (json_array_append_new(json_object_get(document, keys[entry->sort]), o))
            return json_decref(document), error_memory(e);
    }
    return print_json(document, e);
}

static Status nothing(Error *e)
{
    char folders[400];
    error_set(e, CELLSIM_IO, NULL, 0, "there are no cells and no protocols in %s",
              places_text("", folders, (int)sizeof folders));
    return error_hint(e, "CELLSIM_PATH names folders that hold cells/ and configs/"), CELLSIM_IO;
}

Status command_list(const Options *o, Error *e)
{
    Listing l = {0};
    Status status = read_listing(o, &l, e);
    if (!status && l.count == 0) status = nothing(e);
    if (!status && o->json) status = print_list_json(&l, e);
    else if (!status && o->csv) print_csv(&l);
    else if (!status) print(&l);
    place_files_free(&l.cells);
    place_files_free(&l.protocols);
    free(l.entry);
    return status;
}
