/* Headings of tables in files: which column a key takes, and the factor from its unit to the key's. */
#ifndef CELLSIM_TABLE_NAMES_H
#define CELLSIM_TABLE_NAMES_H

#include "keys.h"
#include "law.h"

enum { TABLE_NAME = 64 };

/* A heading, cut into a name of lower-case letters and digits and a unit as it is written. */
typedef struct TableHeading {
    char name[TABLE_NAME], unit[TABLE_NAME];
} TableHeading;
TableHeading table_heading(const char *text);

/* 1: the heading names the argument of this kind of law ("x", "c"). */
int table_is_argument(const TableHeading *h, LawVariable variable);
/* 1: it names the property that the key gives: by the key's own name, or by one that the property goes by. */
int table_is_value(const TableHeading *h, const Key *key);

/* The factor from a unit to that of the argument (1, mol/L), or of the key; 0: the unit is not known. No unit: 1. */
double table_argument_factor(const TableHeading *h, LawVariable variable);
double table_value_factor(const TableHeading *h, const Key *key);

/* What may stand there, for messages. */
const char *table_argument_words(LawVariable variable);
void table_value_words(const Key *key, char *out, size_t size);

#endif
