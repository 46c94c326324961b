/* The folder of a run's results: one live run owns it, and what dead ones left is recognised and removed. */
#ifndef CELLSIM_FOLDER_H
#define CELLSIM_FOLDER_H

#include "../model/status.h"

#include <dirent.h>

/* Every file that is not a result begins so. Of those, "….tmp" (also before .svg, .png, .pdf) is of no use to anybody but the
 * run that makes it; "….part" and the checkpoint are what a run can be resumed from. */
#define FOLDER_HIDDEN ".cellsim."
#define FOLDER_CHECKPOINT ".cellsim.checkpoint"

typedef struct Folder {
    char path[512];
    int fd;      /* of the directory, which is locked; -1: none */
    int created; /* it was not there before */
} Folder;

/* Creates the directory if need be and locks it. CELLSIM_IO: it cannot be had, or another run writes there. Removes
 * what dead runs left; `resume`: but for what can be resumed. */
Status folder_open(const char *path, int resume, Folder *out, Error *e);

/* Removes everything that is not a result. */
void folder_clean(const Folder *f);

/* The entries of an open directory, from the first: its descriptor alone would go on where somebody else has read to. NULL: it
 * cannot be read. */
DIR *folder_entries(int at);

/* Ends the ownership; a directory that was created for nothing goes. */
void folder_close(Folder *f);

#endif
