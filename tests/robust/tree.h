/* A configuration text under construction: groups, lists and values that can be printed, dropped and simplified. */
#ifndef CELLSIM_TEST_TREE_H
#define CELLSIM_TEST_TREE_H

#include <stdio.h>

typedef enum { ITEM_GROUP, ITEM_LIST, ITEM_NUMBER, ITEM_WHOLE, ITEM_RATE, ITEM_TEXT, ITEM_WORD } ItemKind;

typedef struct Item {
    ItemKind kind;
    const char *key; /* borrowed; NULL in lists and at the root */
    double number;   /* ITEM_NUMBER, ITEM_WHOLE, ITEM_RATE */
    char *text;      /* owned: ITEM_TEXT, ITEM_WORD (printed without quotes), unit of an ITEM_RATE */
    int dropped;     /* not printed */
    int children, space;
    struct Item **child; /* owned */
} Item;

/* Every value is appended to `parent` (a list takes key NULL) and owned by it. Numbers keep four digits, so that what is
 * printed is what was meant, and the same on every machine. */
Item *item_root(void);
Item *item_group(Item *parent, const char *key);
Item *item_list(Item *parent, const char *key);
void item_number(Item *parent, const char *key, double value);
void item_whole(Item *parent, const char *key, int value);
void item_rate(Item *parent, const char *key, double value, const char *unit);
void item_text(Item *parent, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
void item_true(Item *parent, const char *key);
void item_free(Item *item);

double four_digits(double value);

/* The text that libconfig reads: one line for every key of the root and every group in a list. */
void item_print(const Item *root, FILE *out);

#endif
