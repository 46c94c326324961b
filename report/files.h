/* Files that appear whole or not at all. */
#ifndef CELLSIM_FILES_H
#define CELLSIM_FILES_H

#include "text.h"

/* Creates a directory and its missing parents. CELLSIM_IO with the path and the system's reason otherwise, also if
 * something other than a directory is in the way. */
Status directory_create(const char *dir, Error *e);

/* Writes <dir>/<name>: a temporary file in `dir`, fsync, rename, fsync of the directory. On any failure the temporary
 * file is removed, an older <name> stays as it was, and CELLSIM_IO carries the path and the system's reason. */
Status file_write(const char *dir, const char *name, const Text *content, Error *e);

/* The same with texts that follow each other, so that nobody need copy a large one behind a small one. */
Status file_write_parts(const char *dir, const char *name, const Text *part, int parts, Error *e);

/* The same with a text that is of no use after it: freed. */
Status file_write_last(const char *dir, const char *name, Text *content, Error *e);

/* The same up to the temporary file, for several at once: files_publish does the rest. The text is freed. */
Status file_stage(const char *dir, const char *name, Text *content, Error *e);

/* So with a complete file <dir>/<temporary>; removes it if that fails. */
Status file_stage_as(const char *dir, const char *temporary, const char *name, Error *e);

/* So with the content of <dir>/<source>, which stays. `link_will_do`: both may be the same file, for nobody will write to the
 * source again. */
Status file_stage_copy(const char *dir, const char *source, const char *name, int link_will_do, Error *e);

/* Syncs all that this process has staged in `dir`, then gives it its names (staged.c). The first failure; all others have been
 * published. */
Status files_publish(const char *dir, Error *e);

/* Writes everything. 0, or -1 with errno set. */
int write_all(int fd, const char *data, size_t n);

/* fsync. Some file systems cannot sync a file or a directory and say EINVAL: there is nothing more to be done there. */
int sync_fd(int fd);

/* Reads a whole regular file of at most `limit` bytes into `out` (appended). */
Status file_read(const char *path, size_t limit, Text *out, Error *e);

/* <dir>/<name> in allocated memory; NULL: out of memory. */
char *path_join(const char *dir, const char *name);

#endif
