/* Libraries of materials, electrolytes and separators: configuration files whose top-level groups are entries. */
#ifndef CELLSIM_LIBRARY_H
#define CELLSIM_LIBRARY_H

#include "source.h"

enum { LIBRARY_MAX_FILES = 16 };

/* Where libraries are looked for, and those read so far. */
typedef struct Library {
    char beside[256]; /* folder of the card */
    char chosen[256]; /* library_dir of the caller; "" = none */
    int documents;
    Document *document[LIBRARY_MAX_FILES]; /* owned */
} Library;

Library *library_create(const char *card_file, const char *library_dir);
void library_free(Library *l);

/* The entry `name` of the library file ("materials.cfg"), from the first place that has it: beside the card; then
 * library_dir if one was given, else ../configs beside the card and the configs of every place (places.h). */
Status library_entry(Library *l, const char *file, const char *name, const Node *asked_by, const Node **entry,
                     Error *e);

/* The name of a .cfg file in those places that `name` could be a slip of; 0 if there is none. */
int library_near(const Library *l, const char *name, char *near, int size);

/* Those places but the card's own folder, for a message; returns out. */
char *library_folders(const Library *l, char *out, int size);

/* Path of a file in those places; returns 0 and fills `path` if it exists somewhere. */
int library_find(const Library *l, const char *file, char *path, int size);

#endif
