#include "tree.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

double four_digits(double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.4g", value);
    return strtod(text, NULL);
}

static Item *append(Item *parent, ItemKind kind, const char *key)
{
    Item *item = calloc(1, sizeof *item);
    if (!item) abort();
    item->kind = kind;
    item->key = key;
    if (!parent) return item;
    if (parent->children == parent->space) {
        parent->space = parent->space ? 2 * parent->space : 8;
        parent->child = realloc(parent->child, (size_t)parent->space * sizeof(Item *));
        if (!parent->child) abort();
    }
    return parent->child[parent->children++] = item;
}

Item *item_root(void)
{
    return append(NULL, ITEM_GROUP, NULL);
}

Item *item_group(Item *parent, const char *key)
{
    return append(parent, ITEM_GROUP, key);
}

Item *item_list(Item *parent, const char *key)
{
    return append(parent, ITEM_LIST, key);
}

void item_number(Item *parent, const char *key, double value)
{
    append(parent, ITEM_NUMBER, key)->number = four_digits(value);
}

void item_whole(Item *parent, const char *key, int value)
{
    append(parent, ITEM_WHOLE, key)->number = value;
}

static char *copy(const char *text)
{
    char *own = strdup(text);
    if (!own) abort();
    return own;
}

void item_rate(Item *parent, const char *key, double value, const char *unit)
{
    Item *item = append(parent, ITEM_RATE, key);
    item->number = four_digits(value);
    item->text = copy(unit);
}

void item_text(Item *parent, const char *key, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    append(parent, ITEM_TEXT, key)->text = copy(text);
}

void item_true(Item *parent, const char *key)
{
    append(parent, ITEM_WORD, key)->text = copy("true");
}

void item_free(Item *item)
{
    if (!item) return;
    for (int k = 0; k < item->children; k++) item_free(item->child[k]);
    free(item->child);
    free(item->text);
    free(item);
}

/* --- printing ---------------------------------------------------------------------------------------------------- */

static void print_value(const Item *item, int depth, FILE *out);

static void print_group(const Item *group, int depth, FILE *out)
{
    fputs("{ ", out);
    for (int k = 0; k < group->children; k++) {
        const Item *item = group->child[k];
        if (item->dropped) continue;
        fprintf(out, "%s = ", item->key);
        print_value(item, depth, out);
        fputs("; ", out);
    }
    fputs("}", out);
}

static void print_list(const Item *list, int depth, FILE *out)
{
    int printed = 0;
    fputs("(", out);
    for (int k = 0; k < list->children; k++) {
        const Item *item = list->child[k];
        if (item->dropped) continue;
        if (printed++) fputs(",", out);
        if (item->kind == ITEM_GROUP) fprintf(out, "\n%*s", 2 * depth + 2, "");
        else if (printed > 1) fputs(" ", out);
        print_value(item, depth + 1, out);
    }
    fputs(")", out);
}

static void print_value(const Item *item, int depth, FILE *out)
{
    switch (item->kind) {
    case ITEM_GROUP: print_group(item, depth, out); break;
    case ITEM_LIST: print_list(item, depth, out); break;
    case ITEM_NUMBER: fprintf(out, "%.6g", item->number); break;
    case ITEM_WHOLE: fprintf(out, "%.0f", item->number); break;
    case ITEM_RATE: fprintf(out, "\"%.6g%s\"", item->number, item->text); break;
    case ITEM_TEXT: fprintf(out, "\"%s\"", item->text); break;
    case ITEM_WORD: fputs(item->text, out); break;
    }
}

void item_print(const Item *root, FILE *out)
{
    for (int k = 0; k < root->children; k++) {
        const Item *item = root->child[k];
        if (item->dropped) continue;
        fprintf(out, "%s = ", item->key);
        print_value(item, 0, out);
        fputs(";\n", out);
    }
}
