/* docs/equations.md defines every number that the sources cite, once; docs/symbols.md has the state table. */
#include "../../model/state.h"
#include "../test.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

enum { MOST_BYTES = 1 << 20, NUMBER = 32 };

/* The text of a file below the root; NULL if it cannot be read. Owned by the caller. */
static char *read_text(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s/%s", SOURCE_ROOT, folder, name);
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, MOST_BYTES);
    if (f && text && fread(text, 1, MOST_BYTES - 1, f) == 0) text[0] = '\0';
    if (f) fclose(f);
    return text;
}

/* The next equation number at or after p in a text, as E-4 or E-iso-5a; NULL if there is none. */
static const char *next_number(const char *text, const char *p, char number[NUMBER])
{
    for (; (p = strstr(p, "E-")) != NULL; p += 2) {
        if (p > text && isalnum((unsigned char)p[-1])) continue;
        int n = 2, digits = 0;
        while (n < NUMBER - 1 && (islower((unsigned char)p[n]) || isdigit((unsigned char)p[n]) || p[n] == '-')) {
            digits += isdigit((unsigned char)p[n]) != 0;
            n++;
        }
        if (!digits) continue;
        snprintf(number, NUMBER, "%.*s", n, p);
        return p + n;
    }
    return NULL;
}

/* Definitions of a number: a heading, or a paragraph that opens with it in bold. */
static int definitions(const char *text, const char *number)
{
    static const char *const forms[] = {"\n### %s ", "**%s** "};
    int count = 0;
    for (int k = 0; k < 2; k++) {
        char mark[NUMBER + 8];
        snprintf(mark, sizeof mark, forms[k], number);
        for (const char *p = text; (p = strstr(p, mark)) != NULL; p++) count++;
    }
    return count;
}

/* Numbers cited in a file; every one must be defined once. */
static int check_file(const char *folder, const char *name, const char *equations)
{
    char number[NUMBER], *text = read_text(folder, name);
    int cited = 0;
    REQUIRE(text != NULL);
    for (const char *p = text; (p = next_number(text, p, number)) != NULL; cited++) {
        const int found = definitions(equations, number);
        if (found != 1)
            fprintf(stderr, "%s/%s: %s is defined %d times in docs/equations.md\n", folder, name, number, found);
        CHECK(found == 1);
    }
    free(text);
    return cited;
}

static void test_every_number_is_defined_once(void)
{
    static const char *const folders[] = {"model",       "solver",       "cards", "experiments", "fitting",
                                          "tests/model", "tests/verify", "docs"};
    char *equations = read_text("docs", "equations.md");
    int cited = 0;
    REQUIRE(equations != NULL);
    for (size_t k = 0; k < sizeof folders / sizeof *folders; k++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", SOURCE_ROOT, folders[k]);
        DIR *d = opendir(path);
        REQUIRE(d != NULL);
        for (struct dirent *file; (file = readdir(d)) != NULL;) {
            const char *end = strrchr(file->d_name, '.');
            if (end && (!strcmp(end, ".c") || !strcmp(end, ".h") || !strcmp(end, ".md")))
                cited += check_file(folders[k], file->d_name, equations);
        }
        closedir(d);
    }
    CHECK(cited > 100);
    free(equations);
}

static void test_state_table_is_documented(void)
{
    char *symbols = read_text("docs", "symbols.md"), *equations = read_text("docs", "equations.md");
    REQUIRE(symbols != NULL && equations != NULL);
    for (int k = 0; k < FIELDS; k++) {
        const StateField *f = &state_field[k];
        char start[32], row[128];
        snprintf(start, sizeof start, "\n| `%s` | ", f->name);
        snprintf(row, sizeof row, "$ | %s | %s | %d | %g | %d | ", f->unit, f->equation, f->differential, f->tolerance,
                 f->steers);
        const char *line = strstr(symbols, start), *found = line ? strstr(line, row) : NULL;
        if (!found || found > strchr(line + 1, '\n')) fprintf(stderr, "docs/symbols.md lacks %s ... %s\n", start, row);
        CHECK(found && found < strchr(line + 1, '\n'));
        CHECK(definitions(equations, f->equation) == 1);
    }
    free(symbols);
    free(equations);
}

static int exists(const char *folder, const char *path, const char *ending)
{
    char full[1024];
    snprintf(full, sizeof full, "%s/%s%s%s", SOURCE_ROOT, folder, path, ending);
    return access(full, R_OK) == 0;
}

/* Sources and tests that docs/equations.md names: a path in backticks, of the tree or below tests/. */
static void test_named_files_exist(void)
{
    char path[128], *equations = read_text("docs", "equations.md");
    int named = 0;
    REQUIRE(equations != NULL);
    for (const char *p = equations; (p = strchr(p, '`')) != NULL; p++) {
        const char *end = strchr(++p, '`');
        if (!end) break;
        snprintf(path, sizeof path, "%.*s", (int)(end - p), p);
        p = end;
        if (!strchr(path, '/') || strpbrk(path, " *")) continue;
        const int found = exists("", path, "") || exists("tests/", path, "") || exists("tests/", path, ".c");
        if (!found) fprintf(stderr, "docs/equations.md names %s, which does not exist\n", path);
        CHECK(found);
        named++;
    }
    CHECK(named > 50);
    free(equations);
}

TEST_MAIN("model/equations", TEST(test_every_number_is_defined_once), TEST(test_state_table_is_documented),
          TEST(test_named_files_exist))
