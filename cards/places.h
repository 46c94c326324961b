/* Where cells, configs and templates are looked up that are named without a folder. A place is a folder with the
 * subfolders "cells", "configs" and "templates". In order:
 *
 *   the current folder;
 *   the folders in CELLSIM_PATH, with colons between them;
 *   the user's: $XDG_DATA_HOME/cellsim, by default ~/.local/share/cellsim;
 *   the one that came with the running program: found from the program's own file, so that an installation may be moved, or
 *     from the note beside a program that was not installed (cli/meson.build);
 *   the one of the configured installation. */
#ifndef CELLSIM_PLACES_H
#define CELLSIM_PLACES_H

#include "../model/status.h"

enum { PLACE_SIZE = 600 };

/* <place k>/<kind>/<file>, whether or not it is there: 1; 0: there is no place k. An empty path: nothing to look for. */
int place_path(int k, const char *kind, const char *file, char path[PLACE_SIZE]);

/* The same of a module (module.h): beside a program that was not installed; <prefix>/lib/cellsim of the running program, and of the
 * configured installation. */
int place_module(int k, const char *file, char path[PLACE_SIZE]);

/* A card by file or by name: `name` if there is such a file, else <name>.cfg, else, of names without a folder, the first
 * cells/<name>.cfg of the places. CELLSIM_BAD_CARD: a name without folder that is in none; says where it was looked for. What
 * has a folder is passed on as it is: card_read says what is wrong with it. */
Status card_find(const char *name, char path[PLACE_SIZE], Error *e);

/* The first <kind>/<name>.cfg of the places. CELLSIM_BAD_CARD: none; says where it was looked for, `what` it is ("a card"),
 * and a near name. */
Status place_find(const char *kind, const char *name, const char *what, char path[PLACE_SIZE], Error *e);

/* The folders <place>/<kind>, for a message: "cells, /usr/share/cellsim/cells". Returns out. */
char *places_text(const char *kind, char *out, int size);

/* Files named <name>.cfg, sorted by name; of several of one name the first that was added. */
typedef struct PlaceFiles {
    int count, room;
    char **path; /* owned */
} PlaceFiles;

/* Those of every place, and those of one folder (none, if it cannot be read). CELLSIM_IO: no memory. */
Status place_files(const char *kind, PlaceFiles *files, Error *e);
Status folder_files(const char *folder, PlaceFiles *files, Error *e);
void place_files_free(PlaceFiles *files);

/* "gcd" of "configs/gcd.cfg", into `out`, which is returned. */
enum { PLACE_NAME = 128 };
char *place_name(const char *path, char out[PLACE_NAME]);

#endif
