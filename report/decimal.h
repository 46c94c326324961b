/* Private to report/: numbers as printf's %g writes them, without printf. */
#ifndef CELLSIM_DECIMAL_H
#define CELLSIM_DECIMAL_H

enum { DECIMAL_SIZE = 32 };

/* x as "%.*g" of `digits` significant digits (1..17) writes it in the C locale, to the last byte; 0 (and nothing in `out`)
 * where this takes more than 128 bits of integer: below about 1e-18, above 10^digits, or not finite. */
int decimal_text(double x, int digits, char out[DECIMAL_SIZE]);

#endif
