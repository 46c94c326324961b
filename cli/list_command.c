/* cellsim list: what is there to run. */
#include "../cards/source.h"
#include "../report/json_build.h"
#include "csv.h"
#include "session.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a .cfg file is: a card has a positive electrode, a protocol steps, a library neither. */
typedef enum { CELLS, PROTOCOLS, LIBRARIES, SORTS } Sort;

static const char *const headings[SORTS] = {"Cells", "Protocols", "Libraries"};
static const char *const keys[SORTS] = {"cells", "protocols", "libraries"};

typedef struct Entry {
    Sort sort;
    char *file;     /* owned */
    char title[96]; /* "" if it has none, or cannot be read */
} Entry;

typedef struct Listing {
    int count, room;
    Entry *entry; /* owned */
} Listing;

static int by_sort_and_file(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    return x->sort != y->sort ? (int)x->sort - (int)y->sort : strcmp(x->file, y->file);
}

/* 1 if memory ran out. */
static int read_entry(Entry *entry)
{
    Document *d = NULL;
    const Status status = document_read(entry->file, &d, NULL);
    if (status) return status == CELLSIM_IO;
    const Node *title = node_find(d->root, "title");
    entry->sort = node_find(d->root, "positive") ? CELLS : node_find(d->root, "steps") ? PROTOCOLS : LIBRARIES;
    if (title && title->type == NODE_TEXT) snprintf(entry->title, sizeof entry->title, "%s", title->text);
    document_free(d);
    return 0;
}

/* 1 if memory ran out. */
static int add(Listing *l, const char *dir, const char *name, Sort unreadable)
{
    if (l->count == l->room) {
        Entry *more = realloc(l->entry, (size_t)(l->room + 64) * sizeof *more);
        if (!more) return 1;
        l->entry = more;
        l->room += 64;
    }
    Entry *entry = &l->entry[l->count];
    const size_t size = strlen(dir) + strlen(name) + 2;
    *entry = (Entry){.sort = unreadable, .file = malloc(size)};
    if (!entry->file) return 1;
    snprintf(entry->file, size, "%s/%s", dir, name);
    l->count++;
    return read_entry(entry);
}

/* The .cfg files of a directory; 1 if memory ran out. */
static int add_directory(Listing *l, const char *dir, Sort unreadable)
{
    int full = 0;
    errno = 0;
    DIR *d = opendir(dir);
    if (!d) return errno == ENOMEM;
    for (struct dirent *entry; !full && (entry = readdir(d));) {
        const size_t n = strlen(entry->d_name);
        if (n > 4 && !strcmp(entry->d_name + n - 4, ".cfg")) full = add(l, dir, entry->d_name, unreadable);
    }
    closedir(d);
    return full;
}

/* "gcd" of "configs/gcd.cfg" */
static void stem_of(const char *file, char *out, size_t size)
{
    const char *slash = strrchr(file, '/');
    const char *start = slash ? slash + 1 : file;
    snprintf(out, size, "%.*s", (int)(strlen(start) - 4), start);
}

static void print(const Listing *l)
{
    for (int k = 0; k < l->count; k++) {
        const Entry *entry = &l->entry[k];
        char name[256];
        stem_of(entry->file, name, sizeof name);
        if (k == 0 || entry->sort != entry[-1].sort) printf("%s\n", headings[entry->sort]);
        printf("  %-18s  %-34s  %s\n", name, entry->file, entry->title);
    }
}

static void print_csv(const Listing *l)
{
    csv_print(4, (const char *const[]){"kind", "name", "file", "title"});
    for (int k = 0; k < l->count; k++) {
        char name[256];
        stem_of(l->entry[k].file, name, sizeof name);
        csv_print(4, (const char *const[]){keys[l->entry[k].sort], name, l->entry[k].file, l->entry[k].title});
    }
}

static Status print_list_json(const Listing *l, Error *e)
{
    json_t *document = json_object();
    for (int k = 0; k < SORTS; k++) json_put(&document, keys[k], json_array());
    for (int k = 0; k < l->count; k++) {
        const Entry *entry = &l->entry[k];
        char name[256];
        json_t *o = json_object();
        stem_of(entry->file, name, sizeof name);
        json_put(&o, "name", text_json(name));
        json_put(&o, "file", text_json(entry->file));
        json_put(&o, "title", entry->title[0] ? text_json(entry->title) : json_null());
        if (json_array_append_new(json_object_get(document, keys[entry->sort]), o))
            return json_decref(document), error_memory(e);
    }
    return print_json(document, e);
}

Status command_list(const Options *o, Error *e)
{
    Listing l = {0};
    int full = add_directory(&l, "cells", CELLS);
    const int cells = l.count;
    if (!full) full = add_directory(&l, o->library ? o->library : "configs", LIBRARIES);
    if (!full && l.count == cells) full = add_directory(&l, CELLSIM_CONFIGS, LIBRARIES);
    Status status = full ? error_memory(e) : CELLSIM_OK;
    if (!full && l.count == 0) {
        status = error_set(e, CELLSIM_IO, NULL, 0, "no cells/ or configs/ here");
        error_hint(e, "run cellsim in its own folder, or give --library DIR");
    }
    if (l.count) qsort(l.entry, (size_t)l.count, sizeof *l.entry, by_sort_and_file);
    if (!status && o->json) status = print_list_json(&l, e);
    else if (!status && o->csv) print_csv(&l);
    else if (!status) print(&l);
    for (int k = 0; k < l.count; k++) free(l.entry[k].file);
    free(l.entry);
    return status;
}
