/* What the command may do to where it prints. */
#ifndef CELLSIM_CLI_TERMINAL_H
#define CELLSIM_CLI_TERMINAL_H

/* 1: it is a terminal whose cursor moves: TERM says which, and is not "dumb". */
int terminal_moves(int fd);

/* 1: colours are welcome there: the same, unless NO_COLOR holds anything (no-color.org). */
int terminal_colours(int fd);

/* Columns: the terminal's, else COLUMNS, else 80. */
int terminal_width(int fd);

#endif
