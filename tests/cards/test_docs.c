/* docs/cards.md lists every key exactly as the tables have it. With --print: writes the lists, to be pasted there. */
#include "../../cards/keys.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

static void key_row(const Key *k, char *out, size_t size)
{
    char preset[32] = "", range[64] = "";
    const int number = k->type == AS_NUMBER || k->type == AS_EFFECTIVE || k->type == AS_INTEGER || k->type == AS_BOUND;
    if (k->type == AS_BOOL) snprintf(preset, sizeof preset, "%s", k->preset != 0 ? "true" : "false");
    else if (!isnan(k->preset)) snprintf(preset, sizeof preset, "%.6g", k->preset);
    if (number) snprintf(range, sizeof range, "%.6g to %.6g", k->min, k->max);
    snprintf(out, size, "| `%s` | %s | %s | %s | %s |", k->name, k->unit, preset, range, k->help);
}

static char *read_text(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (f && text && fread(text, 1, (1 << 20) - 1, f) == 0) text[0] = '\0';
    if (f) fclose(f);
    return text;
}

static void test_every_key_is_documented(void)
{
    char row[600];
    const Section *const *section;
    char *text = read_text(SOURCE_ROOT "/docs/cards.md");
    REQUIRE(text != NULL);
    const int n = card_sections(&section);
    for (int s = 0; s < n; s++)
        for (int k = 0; k < section[s]->keys; k++) {
            key_row(&section[s]->key[k], row, sizeof row);
            if (!strstr(text, row)) fprintf(stderr, "docs/cards.md lacks, in %s:\n%s\n", section[s]->name, row);
            CHECK(strstr(text, row) != NULL);
        }
    free(text);
}

static void test_tables_are_sound(void)
{
    const Section *const *section;
    const int n = card_sections(&section);
    for (int s = 0; s < n; s++) {
        CHECK(section[s]->slots <= MAX_SLOTS);
        for (int k = 0; k < section[s]->keys; k++) {
            const Key *key = &section[s]->key[k];
            CHECK(key->slot >= 0 && key->slot < section[s]->slots);
            CHECK(key->help[0] != '\0' && key->factor > 0);
            if (!isnan(key->preset) && key->min < key->max) CHECK(key->preset >= key->min && key->preset <= key->max);
            for (int j = 0; j < k; j++) CHECK(strcmp(key->name, section[s]->key[j].name) != 0);
        }
    }
}

static void print_tables(void)
{
    char row[600];
    const Section *const *section;
    const int n = card_sections(&section);
    for (int s = 0; s < n; s++) {
        printf("### %s (`%s`)\n\n| key | unit | default | range | meaning |\n|---|---|---|---|---|\n", section[s]->name,
               section[s]->where);
        for (int k = 0; k < section[s]->keys; k++) {
            key_row(&section[s]->key[k], row, sizeof row);
            puts(row);
        }
        puts("");
    }
}

int main(int argc, char **argv)
{
    const TestCase cases[] = {TEST(test_every_key_is_documented), TEST(test_tables_are_sound)};
    if (argc > 1 && !strcmp(argv[1], "--print")) {
        print_tables();
        return 0;
    }
    return test_main("cards/docs", 2, cases);
}
