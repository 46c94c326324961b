#include "status.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void error_clear(Error *e)
{
    if (!e) return;
    memset(e, 0, sizeof *e);
    e->t = NAN;
    e->node = -1;
}

Status error_set(Error *e, Status status, const char *file, int line, const char *format, ...)
{
    if (!e) return status;
    va_list args;
    error_clear(e);
    e->status = status;
    e->line = line;
    if (file) snprintf(e->file, sizeof e->file, "%s", file);
    va_start(args, format);
    vsnprintf(e->text, sizeof e->text, format, args);
    va_end(args);
    return status;
}

void error_column(Error *e, int column, int width)
{
    if (!e) return;
    e->column = column;
    e->width = width;
}

Status error_hint(Error *e, const char *format, ...)
{
    if (!e) return CELLSIM_USAGE;
    va_list args;
    va_start(args, format);
    vsnprintf(e->hint, sizeof e->hint, format, args);
    va_end(args);
    return e->status;
}

void error_about(Error *e, const char *variable)
{
    if (e) snprintf(e->variable, sizeof e->variable, "%s", variable);
}

Status error_memory(Error *e)
{
    return error_set(e, CELLSIM_IO, NULL, 0, "out of memory");
}

const char *status_name(Status s)
{
    switch (s) {
    case CELLSIM_OK: return "ok";
    case CELLSIM_EARLY: return "ended early";
    case CELLSIM_USAGE: return "usage";
    case CELLSIM_BAD_CARD: return "bad card";
    case CELLSIM_SOLVER: return "solver failure";
    case CELLSIM_IO: return "input/output";
    }
    return "unknown";
}
