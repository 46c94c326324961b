/* The file that a killed run is resumed from. It belongs to one version of cellsim and one set of inputs, and is whole or
 * refused. */
#ifndef CELLSIM_CHECKPOINT_H
#define CELLSIM_CHECKPOINT_H

#include "../model/archive.h"
#include "folder.h"
#include "text.h"

#include <stdint.h>

/* Writes the folder's checkpoint. `inputs`: hash of everything that the results depend on. */
Status checkpoint_write(const Folder *f, uint64_t inputs, const Archive *state, Error *e);

/* Reads it: *state is a view of *bytes (text_free). *found 0: there is none. CELLSIM_USAGE: damaged, of another version,
 * or of other inputs. */
Status checkpoint_read(const Folder *f, uint64_t inputs, Text *bytes, Archive *state, int *found, Error *e);

#endif
