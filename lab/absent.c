/* In the place of the lab, where there is no libmicrohttpd. */
#include "lab.h"

Status lab_serve(const LabOptions *o, Error *e)
{
    (void)o;
    error_set(e, CELLSIM_USAGE, NULL, 0, "this cellsim was built without the lab");
    return error_hint(e, "install libmicrohttpd-dev and libjs-chart.js, then: meson setup build --reconfigure"),
           CELLSIM_USAGE;
}
