/* cellsim plot: the figures of a folder of results again, from its scripts. */
#include "../report/figures/drawing.h"
#include "../report/folder.h"
#include "../report/json/manifest.h"
#include "commands.h"
#include "interrupts.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static Status check_folder(const char *dir, Error *e)
{
    struct stat s;
    if (!stat(dir, &s) && S_ISDIR(s.st_mode)) return CELLSIM_OK;
    error_set(e, CELLSIM_IO, dir, 0, "there is no folder %s", dir);
    return error_hint(e, "name a folder of results, such as results/r175_li"), CELLSIM_IO;
}

static Status plot(const Options *o, const char *dir, Error *e)
{
    Folder folder = {.fd = -1};
    int scripts = 0;
    Status s = check_folder(dir, e);
    if (!s) s = folder_open(dir, 1, &folder, e);
    if (s) return s;
    s = figures_redraw(dir, o->style, o->pdf, o->jobs, interrupts_stop, &scripts, e);
    const Status renewed = manifest_renew(dir, s ? NULL : e);
    folder_close(&folder);
    if (!s) s = renewed;
    if (!s && scripts == 0) {
        error_set(e, CELLSIM_USAGE, dir, 0, "there are no scripts (*.gp) in %s", dir);
        return error_hint(e, "runs with figures leave them"), CELLSIM_USAGE;
    }
    if (!s && !o->quiet) printf("%d figure%s drawn in %s/\n", scripts, scripts == 1 ? "" : "s", dir);
    return s;
}

Status command_plot(const Options *o, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < o->cards && !s; k++) s = plot(o, o->card[k], e);
    return s;
}
