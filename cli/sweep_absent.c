/* cellsim sweep of a build without SQLite. */
#include "commands.h"

Status command_sweep(const Options *o, Error *e)
{
    (void)o;
    error_set(e, CELLSIM_USAGE, NULL, 0, "this cellsim was built without SQLite, in whose files sweeps are kept");
    return error_hint(e, "apt-get install libsqlite3-dev, then: meson setup --wipe build && meson compile -C build"),
           CELLSIM_USAGE;
}
