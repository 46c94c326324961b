#include "csv.h"

#include <stdio.h>
#include <string.h>

static void print_field(const char *s)
{
    if (!s[strcspn(s, ",\"\r\n")]) {
        fputs(s, stdout);
        return;
    }
    putchar('"');
    for (; *s; s++) {
        if (*s == '"') putchar('"');
        putchar(*s);
    }
    putchar('"');
}

void csv_print(int fields, const char *const *field)
{
    for (int k = 0; k < fields; k++) {
        if (k) putchar(',');
        print_field(field[k]);
    }
    putchar('\n');
}
