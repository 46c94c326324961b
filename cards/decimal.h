/* Decimal numbers as cards, formulas, rates and --set write them: digits, a point, an exponent. What strtod also takes,
 * "0x1p3", "inf" or a host program's decimal comma, is no number here. */
#ifndef CELLSIM_DECIMAL_H
#define CELLSIM_DECIMAL_H

/* Length of the number without a sign that `text` starts with; 0: it starts with none. */
int decimal_span(const char *text);

/* Reads the n characters that decimal_span found. NULL, or what is wrong with the number: more than a double holds
 * ("is too large"), less without being zero ("is too small"). */
const char *decimal_value(const char *text, int n, double *value);

enum { DECIMAL_ROOM = 32 };

/* Writes x with as many digits as it takes to read the same x. */
void decimal_write(double x, char out[DECIMAL_ROOM]);

#endif
