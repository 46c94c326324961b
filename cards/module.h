/* Parts of the program that are loaded where they are needed, so that no other run pays for the libraries behind them: MPI
 * (sweep/link.h), libmicrohttpd (lab/web.h). Such a module is a shared object with one name to be seen, a table of functions; it
 * calls nothing of cellsim. */
#ifndef CELLSIM_MODULE_H
#define CELLSIM_MODULE_H

enum { MODULE_WHY = 400 };

/* The table `symbol` of the first `file` there is (place_module), which stays loaded. NULL: `why` it cannot be had. */
const void *module_table(const char *file, const char *symbol, char why[MODULE_WHY]);

#endif
