/* Private to sweep/: SQLite. */
#ifndef CELLSIM_STORE_PRIVATE_H
#define CELLSIM_STORE_PRIVATE_H

#include "store.h"

#include <sqlite3.h>

struct Store {
    sqlite3 *db;
    int inputs, responses;
    sqlite3_stmt *add_input, *add_answer, *done;
    int begun; /* a transaction */
    char file[512], card[64];
};

/* CELLSIM_IO with the file and SQLite's reason. */
Status store_failed(const Store *s, Error *e);
Status store_do(Store *s, const char *sql, Error *e);
Status store_prepare(Store *s, const char *sql, sqlite3_stmt **out, Error *e);

/* Runs a statement without rows to its end; it may be run again. */
Status store_step(Store *s, sqlite3_stmt *statement, Error *e);

/* Makes the tables of a plan; checks those of a file that has some. */
Status store_create(Store *s, const Plan *plan, Error *e);
Status store_check(Store *s, const Plan *plan, Error *e);
Status store_has_tables(Store *s, int *yes, Error *e);

/* What a file is of. */
Status store_plan(Store *s, Plan *plan, Error *e);

#endif
