/* The line of a file that a message is about. */
#ifndef CELLSIM_SOURCE_LINE_H
#define CELLSIM_SOURCE_LINE_H

#include <stdio.h>

/* Prints the line with its number, and `width` bytes from `column` on (1-based) underlined; width 0: nothing is. Tabs are
 * blanks, what is no text is '?', and of a long line the part around the column is printed. Nothing of a file that cannot
 * be read, is no regular one, or has no such line: the message stands without it. */
void source_line_print(FILE *out, const char *file, int line, int column, int width);

#endif
