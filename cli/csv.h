/* Rows of a table as programs read it (RFC 4180, with the line ends of Unix). */
#ifndef CELLSIM_CLI_CSV_H
#define CELLSIM_CLI_CSV_H

/* Prints the fields, in quotes where they need them, and ends the row. */
void csv_print(int fields, const char *const *field);

#endif
