#include "manifest.h"

#include "../files.h"
#include "../folder.h"
#include "manifest_json.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_MANIFEST = 64 << 20 };

/* One more of an array of `count` of `size` bytes each; NULL: no memory. */
static void *more(void **array, int *count, int *space, size_t size)
{
    if (*count == *space) {
        const int wanted = *space ? 2 * *space : 64;
        void *grown = realloc(*array, (size_t)wanted * size);
        if (!grown) return NULL;
        *array = grown;
        *space = wanted;
    }
    return memset((char *)*array + (size_t)(*count)++ * size, 0, size);
}

static SeenFile seen_of(const struct stat *s)
{
    return (SeenFile){.device = s->st_dev, .inode = s->st_ino, .seconds = s->st_mtim.tv_sec, .nanoseconds = s->st_mtim.tv_nsec};
}

/* A name that a result can have. */
static int is_result(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/') && strcmp(name, MANIFEST) != 0;
}

static Status take_old(Manifest *m, const json_t *files, Error *e)
{
    size_t k;
    const json_t *file;
    json_array_foreach(files, k, file) {
        const char *name = json_string_value(json_object_get(file, "name"));
        const char *hash = json_string_value(json_object_get(file, "hash"));
        const json_int_t bytes = json_integer_value(json_object_get(file, "bytes"));
        if (!name || !hash || bytes < 0 || !is_result(name)) continue;
        ListedFile *f = more((void **)&m->old, &m->listed, &m->space_listed, sizeof *f);
        if (f) f->name = strdup(name);
        if (!f || !f->name) return error_memory(e);
        f->bytes = (unsigned long long)bytes;
        f->hash = strtoull(hash, NULL, 16);
    }
    return CELLSIM_OK;
}

static json_t *read_manifest(const char *dir, Error *e)
{
    Text text = {0};
    json_error_t why;
    char *path = path_join(dir, MANIFEST);
    const int there = path && file_read(path, LARGEST_MANIFEST, &text, NULL) == CELLSIM_OK;
    json_t *old = there && text.data ? json_loadb(text.data, text.length, 0, &why) : NULL;
    if (!path || text.failed) error_memory(e);
    free(path);
    text_free(&text);
    return old;
}

static Status look(Manifest *m, int at, Error *e)
{
    struct stat s;
    DIR *d = folder_entries(at);
    Status status = CELLSIM_OK;
    if (!d) return error_memory(e);
    for (struct dirent *entry; !status && (entry = readdir(d));) {
        if (!is_result(entry->d_name) || fstatat(at, entry->d_name, &s, AT_SYMLINK_NOFOLLOW)) continue;
        SeenFile *f = more((void **)&m->file, &m->seen, &m->space_seen, sizeof *f);
        if (f) *f = seen_of(&s), f->name = strdup(entry->d_name);
        if (!f || !f->name) status = error_memory(e);
    }
    closedir(d);
    return status;
}

Status manifest_begin(const char *dir, Manifest *m, Error *e)
{
    *m = (Manifest){.dir = strdup(dir)};
    if (!m->dir) return error_memory(e);
    const int at = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) return CELLSIM_OK;
    Status s = look(m, at, e);
    json_t *old = s ? NULL : read_manifest(dir, e);
    if (old && json_object_get(old, "cellsim")) s = take_old(m, json_object_get(old, "files"), e);
    json_decref(old);
    close(at);
    return s;
}

/* What a run that can be resumed has published is its hidden file under another name, which a second publishing leaves as it is. */
static int is_part(int at, const struct stat *s)
{
    struct stat part;
    DIR *d = s->st_nlink > 1 ? folder_entries(at) : NULL;
    int found = 0;
    if (!d) return 0;
    for (struct dirent *entry; !found && (entry = readdir(d));)
        found = !strncmp(entry->d_name, FOLDER_HIDDEN, sizeof FOLDER_HIDDEN - 1) &&
                !fstatat(at, entry->d_name, &part, AT_SYMLINK_NOFOLLOW) && part.st_ino == s->st_ino;
    closedir(d);
    return found;
}

/* 1: this call wrote it. */
static int is_written(const Manifest *m, int at, const char *name)
{
    struct stat s;
    if (fstatat(at, name, &s, AT_SYMLINK_NOFOLLOW) || !S_ISREG(s.st_mode)) return 0;
    const SeenFile now = seen_of(&s);
    for (int k = 0; k < m->seen; k++) {
        const SeenFile *f = &m->file[k];
        if (strcmp(f->name, name) != 0) continue;
        return f->device != now.device || f->inode != now.inode || f->seconds != now.seconds ||
               f->nanoseconds != now.nanoseconds || is_part(at, &s);
    }
    return 1;
}

/* What an earlier call left. */
static Status remove_old(Manifest *m, int at, Error *e)
{
    m->keep = calloc((size_t)m->listed + 1, sizeof *m->keep);
    if (!m->keep) return error_memory(e);
    for (int k = 0; k < m->listed; k++) {
        ListedFile now;
        const ListedFile *f = &m->old[k];
        if (is_written(m, at, f->name) || !manifest_measure(at, f->name, &now)) continue;
        if (now.bytes == f->bytes && now.hash == f->hash) unlinkat(at, f->name, 0);
        else m->keep[m->kept++] = f->name;
    }
    return CELLSIM_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const ListedFile *)a)->name, ((const ListedFile *)b)->name);
}

/* Everything that this call wrote, by name. */
static Status list_new(const Manifest *m, int at, int *files, ListedFile **list, Error *e)
{
    int space = 0;
    Manifest now = {0};
    Status s = look(&now, at, e);
    for (int k = 0; k < now.seen && !s; k++) {
        ListedFile f = {.name = now.file[k].name};
        if (!is_written(m, at, f.name) || !manifest_measure(at, f.name, &f)) continue;
        ListedFile *next = more((void **)list, files, &space, sizeof *next);
        if (!next) s = error_memory(e);
        else *next = f, now.file[k].name = NULL;
    }
    if (*files > 0) qsort(*list, (size_t)*files, sizeof **list, by_name);
    manifest_free(&now);
    return s;
}

static void free_list(int n, ListedFile *list)
{
    for (int k = 0; k < n; k++) free(list[k].name);
    free(list);
}

Status manifest_end(Manifest *m, const Report *r, long long date, Error *e)
{
    Text text = {0};
    ListedFile *list = NULL;
    int files = 0;
    const int at = open(m->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) return error_set(e, CELLSIM_IO, m->dir, 0, "cannot open the directory %s", m->dir);
    Status s = remove_old(m, at, e);
    if (!s) s = list_new(m, at, &files, &list, e);
    if (!s) manifest_text(r, date, files, list, &text);
    if (!s) s = file_write(m->dir, MANIFEST, &text, e);
    text_free(&text);
    free_list(files, list);
    close(at);
    return s;
}

void manifest_free(Manifest *m)
{
    for (int k = 0; k < m->seen; k++) free(m->file[k].name);
    free(m->file);
    free_list(m->listed, m->old);
    free(m->keep);
    free(m->dir);
    *m = (Manifest){0};
}

/* 1: a drawing of a script that is listed. */
static int is_drawing(const char *name, const json_t *files)
{
    size_t k;
    const json_t *file;
    const char *dot = strrchr(name, '.');
    const size_t n = dot ? (size_t)(dot - name) : 0;
    if (!dot || (strcmp(dot, ".svg") != 0 && strcmp(dot, ".png") != 0 && strcmp(dot, ".pdf") != 0)) return 0;
    json_array_foreach(files, k, file) {
        const char *other = json_string_value(json_object_get(file, "name"));
        if (other && strlen(other) == n + 3 && !strncmp(other, name, n) && !strcmp(other + n, ".gp")) return 1;
    }
    return 0;
}

/* Puts a file into the list, which is in the order of names. */
static Status renew(json_t *files, const ListedFile *f, Error *e)
{
    size_t k;
    const json_t *file;
    json_array_foreach(files, k, file) {
        const char *other = json_string_value(json_object_get(file, "name"));
        const int order = other ? strcmp(other, f->name) : -1;
        if (order == 0) return json_array_set_new(files, k, manifest_file(f)) ? error_memory(e) : CELLSIM_OK;
        if (order > 0) break;
    }
    return json_array_insert_new(files, k, manifest_file(f)) ? error_memory(e) : CELLSIM_OK;
}

Status manifest_renew(const char *dir, Error *e)
{
    Text text = {0};
    Manifest now = {0};
    json_t *old = read_manifest(dir, e), *list = json_object_get(old, "files");
    const int at = json_is_array(list) ? open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    Status s = at < 0 ? CELLSIM_OK : look(&now, at, e);
    for (int k = 0; k < now.seen && !s; k++) {
        ListedFile f = {.name = now.file[k].name};
        if (is_drawing(f.name, list) && manifest_measure(at, f.name, &f)) s = renew(list, &f, e);
    }
    if (!s && at >= 0) {
        manifest_print(old, &text);
        s = file_write(dir, MANIFEST, &text, e);
    }
    text_free(&text);
    manifest_free(&now);
    json_decref(old);
    if (at >= 0) close(at);
    return s;
}

/* 1: the call that the manifest tells of was (also) of this cell. */
static int is_of_cell(const json_t *manifest, const char *cell)
{
    size_t k;
    const json_t *card;
    json_array_foreach(json_object_get(manifest, "cards"), k, card) {
        const char *name = json_string_value(json_object_get(card, "name"));
        if (name && !strcmp(name, cell)) return 1;
    }
    return 0;
}

Status manifest_forget(const char *dir, const char *cell, int *forgotten, Error *e)
{
    Manifest m;
    json_t *old = read_manifest(dir, NULL);
    *forgotten = is_of_cell(old, cell);
    json_decref(old);
    if (!*forgotten) return CELLSIM_OK;
    Status s = manifest_begin(dir, &m, e);
    const int at = s ? -1 : open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at >= 0) {
        s = remove_old(&m, at, e);
        unlinkat(at, MANIFEST, 0);
        close(at);
        rmdir(dir); /* only if nothing else is in it */
    }
    manifest_free(&m);
    return s;
}
