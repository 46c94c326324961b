#include "api.h"

#include <stdio.h>
#include <string.h>

cellsim_status api_give(cellsim_error *out, const Error *e, Status status)
{
    if (!out) return status;
    memset(out, 0, sizeof *out);
    out->status = status;
    if (status == CELLSIM_OK) return status;
    out->line = e->line;
    if (strcmp(e->file, "--set") != 0)
        snprintf(out->file, sizeof out->file, "%s", e->file); /* no file: a value of the caller */
    snprintf(out->message, sizeof out->message, "%s", e->text);
    snprintf(out->hint, sizeof out->hint, "%s", e->hint);
    return status;
}

cellsim_status api_misuse(cellsim_error *out, const char *message, const char *hint)
{
    Error e;
    error_clear(&e);
    error_set(&e, CELLSIM_USAGE, NULL, 0, "%s", message);
    error_hint(&e, "%s", hint);
    return api_give(out, &e, CELLSIM_USAGE);
}

const char *cellsim_version(void)
{
    return CELLSIM_VERSION;
}

const char *cellsim_status_name(cellsim_status status)
{
    return status_name(status);
}
