#include "columns.h"

#include <stdio.h>
#include <stdlib.h>

Status columns_create(size_t rows, int columns, Columns *t, Error *e)
{
    *t = (Columns){.rows = rows};
    t->column = calloc((size_t)columns, sizeof *t->column);
    t->data = calloc(rows * (size_t)columns + 1, sizeof *t->data);
    return t->column && t->data ? CELLSIM_OK : error_memory(e);
}

double *columns_add(Columns *t, const char *name)
{
    Column *c = &t->column[t->columns];
    snprintf(c->name, sizeof c->name, "%s", name);
    return c->value = t->data + t->rows * (size_t)t->columns++;
}

double *columns_add_of(Columns *t, const char *before, const char *of, const char *after)
{
    char name[96];
    snprintf(name, sizeof name, "%.32s%.40s%.20s", before, of, after);
    return columns_add(t, name);
}

double *columns_add_number(Columns *t, const char *before, int k, const char *after)
{
    char number[16];
    snprintf(number, sizeof number, "%d", k);
    return columns_add_of(t, before, number, after);
}

void columns_free(Columns *t)
{
    free(t->column);
    free(t->data);
}
