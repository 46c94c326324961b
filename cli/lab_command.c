/* cellsim lab: a page with sliders. */
#include "../cards/places.h"
#include "../lab/lab.h"
#include "commands.h"
#include "interrupts.h"

#include <stdio.h>

static void print_url(const char *url, void *quiet)
{
    if (*(const int *)quiet) return;
    printf("%s\n", url);
    fflush(stdout);
}

Status command_lab(const Options *o, Error *e)
{
    PlaceFiles all = {0};
    const Status s = o->cards ? CELLSIM_OK : place_files("cells", &all, e);
    int quiet = o->quiet;
    if (s) return s;
    const LabOptions lab = {.listen = o->listen,
                            .port = o->port,
                            .workers = o->jobs,
                            .cards = o->cards ? o->cards : all.count,
                            .card = o->cards ? (const char *const *)o->card : (const char *const *)all.path,
                            .library = o->library,
                            .ready = print_url,
                            .stop = interrupts_stop,
                            .context = &quiet};
    const Status served = lab.cards ? lab_serve(&lab, e) : error_set(e, CELLSIM_IO, NULL, 0, "there are no cells");
    place_files_free(&all);
    return served;
}
