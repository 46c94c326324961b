#include "library.h"

#include "places.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void folder_of(const char *file, char *out, int size)
{
    const char *slash = strrchr(file, '/');
    if (!slash) snprintf(out, (size_t)size, ".");
    else snprintf(out, (size_t)size, "%.*s", slash == file ? 1 : (int)(slash - file), file);
}

Library *library_create(const char *card_file, const char *library_dir)
{
    Library *l = calloc(1, sizeof *l);
    if (!l) return NULL;
    folder_of(card_file ? card_file : "", l->beside, (int)sizeof l->beside);
    snprintf(l->chosen, sizeof l->chosen, "%s", library_dir ? library_dir : "");
    return l;
}

void library_free(Library *l)
{
    if (!l) return;
    for (int k = 0; k < l->documents; k++) document_free(l->document[k]);
    free(l);
}

/* Candidate number k for a library file, empty: none; 0 if there are no more. */
static int candidate(const Library *l, int k, const char *file, char *path, int size)
{
    if (k == 0) return snprintf(path, (size_t)size, "%s/%s", l->beside, file) > 0;
    if (l->chosen[0]) return k == 1 && snprintf(path, (size_t)size, "%s/%s", l->chosen, file) > 0;
    if (k == 1) return snprintf(path, (size_t)size, "%s/../configs/%s", l->beside, file) > 0;
    char found[PLACE_SIZE];
    if (!place_path(k - 2, "configs", file, found)) return 0;
    snprintf(path, (size_t)size, "%s", found);
    return 1;
}

int library_find(const Library *l, const char *file, char *path, int size)
{
    for (int k = 0; candidate(l, k, file, path, size); k++)
        if (source_exists(path)) return 0;
    return 1;
}

/* Takes the file's name without .cfg for `near` if it is nearer to `name` than what is there. */
static void consider(const char *name, const char *file, char *near, int size)
{
    char stem[64];
    const size_t n = strlen(file);
    if (n <= 4 || n >= sizeof stem || strcmp(file + n - 4, ".cfg") != 0) return;
    snprintf(stem, sizeof stem, "%.*s", (int)(n - 4), file);
    const char *const both[] = {near, stem};
    const char *nearest = did_you_mean(name, 2, both);
    if (nearest == stem) snprintf(near, (size_t)size, "%s", stem);
}

int library_near(const Library *l, const char *name, char *near, int size)
{
    char folder[600];
    near[0] = '\0';
    for (int k = 0; candidate(l, k, "", folder, (int)sizeof folder); k++) {
        DIR *d = opendir(folder);
        for (struct dirent *f = d ? readdir(d) : NULL; f; f = readdir(d)) consider(name, f->d_name, near, size);
        if (d) closedir(d);
    }
    return near[0] != '\0';
}

char *library_folders(const Library *l, char *out, int size)
{
    if (!l->chosen[0]) return places_text("configs", out, size);
    snprintf(out, (size_t)size, "%s", l->chosen);
    return out;
}

static Status load(Library *l, const char *path, Document **out, Error *e)
{
    for (int k = 0; k < l->documents; k++)
        if (!strcmp(l->document[k]->file, path)) {
            *out = l->document[k];
            return CELLSIM_OK;
        }
    if (l->documents == LIBRARY_MAX_FILES) return error_set(e, CELLSIM_BAD_CARD, path, 0, "too many library files");
    const Status status = document_read(path, out, e);
    if (status == CELLSIM_OK) l->document[l->documents++] = *out;
    return status;
}

/* "a, b, …": as many as there is room for. */
static const char *listed(int count, const char *const *name, char *out, int size)
{
    static const int MORE = 8; /* bytes */
    int used = 0;
    out[0] = '\0';
    for (int k = 0; k < count; k++) {
        if (used + (int)strlen(name[k]) + MORE > size) return strcat(out, ", …");
        used += snprintf(out + used, (size_t)(size - used), "%s%s", used ? ", " : "", name[k]);
    }
    return out;
}

static Status not_found(const Library *l, const char *file, const char *name, const Node *asked_by, const Document *last,
                        Error *e)
{
    char folders[400];
    const char *names[256];
    int count = 0;
    if (!last) {
        node_error(e, asked_by, "no library %s was found for '%.60s'", file, name);
        error_hint(e, "libraries are looked for beside the card and in %s; --library DIR names another folder",
                   library_folders(l, folders, (int)sizeof folders));
        return CELLSIM_BAD_CARD;
    }
    for (int k = 0; k < last->root->children && count < 256; k++) names[count++] = last->root->child[k]->name;
    const char *near = did_you_mean(name, count, names);
    node_error(e, asked_by, "'%.60s' is not in %s", name, last->file);
    if (near) error_hint(e, "did you mean '%s'?", near);
    else error_hint(e, "there are %s; values may also be given in the card", listed(count, names, folders, (int)sizeof folders));
    return CELLSIM_BAD_CARD;
}

Status library_entry(Library *l, const char *file, const char *name, const Node *asked_by, const Node **entry, Error *e)
{
    char path[600];
    Document *last = NULL;
    for (int k = 0; candidate(l, k, file, path, (int)sizeof path); k++) {
        if (!source_exists(path)) continue;
        const Status status = load(l, path, &last, e);
        if (status != CELLSIM_OK) return status;
        *entry = node_find(last->root, name);
        if (!*entry) continue;
        if ((*entry)->type == NODE_GROUP) return CELLSIM_OK;
        node_error(e, *entry, "%.60s: a library entry is a group { … }, not %s", name, node_type_name(*entry));
        return error_hint(e, "write %.60s = { … };", name), CELLSIM_BAD_CARD;
    }
    return not_found(l, file, name, asked_by, last, e);
}
