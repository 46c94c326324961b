/* Messages about a card show its line with the offending text underlined, whatever bytes the line holds. */
#include "../test.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>

#define R175 SOURCE_ROOT "/cells/r175_li.cfg"
#define LIBRARY SOURCE_ROOT "/configs"

/* What check says of a card of these bytes, and of r175_li with `old` replaced; owned by the caller. */
static char *said_of(const char *bytes, size_t n)
{
    const char *card = scratch("card.cfg");
    write_bytes(card, bytes, n);
    const char *const check[] = {"check", card, "--library", LIBRARY, NULL};
    Outcome o = command_run(OUTPUT_KEPT, 10, check);
    CHECK(o.exit == 3 && o.signal == 0);
    CHECK(!o.out[0]);
    char *said = strdup(o.err);
    outcome_free(&o);
    return said;
}

static char *said(const char *old, const char *new)
{
    char *text = read_text(R175), *at = strstr(text, old);
    REQUIRE(at != NULL);
    const size_t room = strlen(text) + strlen(new) + 1;
    char *changed = malloc(room);
    snprintf(changed, room, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    char *out = said_of(changed, strlen(changed));
    free(changed);
    free(text);
    return out;
}

/* What stands over the marks of the last row; "" if nothing does. */
static void over_marks(const char *err, char out[128])
{
    const char *marks = strchr(err, '^'), *row = marks, *line;
    out[0] = '\0';
    if (!marks) return;
    while (row > err && row[-1] != '\n') row--;
    line = row - 1;
    while (line > err && line[-1] != '\n') line--;
    const size_t length = 1 + strspn(marks + 1, "~");
    if ((row - line) > (marks - row)) snprintf(out, 128, "%.*s", (int)length, line + (marks - row));
}

static void underlines(const char *old, const char *new, const char *column, const char *marked)
{
    char over[128];
    char *err = said(old, new);
    over_marks(err, over);
    const int ok = !strcmp(over, marked) && strstr(err, column) && strstr(err, " error: ");
    if (!ok) fprintf(stderr, "'%s', expected '%s' under %s:\n%s", over, marked, column, err);
    CHECK(ok);
    free(err);
}

static void test_what_is_underlined(void)
{
    underlines("porosity = {", "porosty = {", ".cfg:20:3: ", "porosty");                       /* a key */
    underlines("wt_percent = 80.0", "wt_percent = 180.0", ":16:37: ", "180.0");                /* a value */
    underlines("initial_V = 3.0", "initial_V = 3.0V", ":27:15: ", "3.0V");                     /* no number */
    underlines("initial_V = 3.0", "initial_V /* V */ = true", ":27:23: ", "true");             /* a type */
    underlines("electrolyte = \"LiPF6", "electrolyte = \"LiPF5", ":", "\"LiPF5_EC_DMC_EMC\""); /* a name */
    underlines("min(1, 1 - lost*(m", "min(1, 1 - lost*(q", ":23:52: ", "q");                   /* in a formula */
    underlines("name = \"r175_li\"", "\tname = \"r175_li\"; fool\t= 2", ":", "fool");          /* behind tabs */
    underlines("name = \"r175_li\"", "name = \"r175\" /* \xc3\xa4\xc3\xb6 */ \"_li\"; # x = 3\nfool = 2", ":", "fool");
}

static void test_syntax_errors_show_their_line(void)
{
    char *err = said("initial_V = 3.0;", "initial_V = = 3.0;");
    CHECK(strstr(err, "\n   27 |   initial_V = = 3.0;") != NULL);
    CHECK(strchr(err, '^') == NULL);
    free(err);
}

/* Cropped on both sides, with the place within what is left. */
static void test_long_lines(void)
{
    enum { MANY = 300000 };
    char over[128], *text = malloc(2 * MANY + 64);
    memset(text, ' ', MANY);
    const int n = sprintf(text + MANY, "name = 5;");
    memset(text + MANY + n, ' ', MANY);
    char *err = said_of(text, 2 * MANY + (size_t)n);
    over_marks(err, over);
    CHECK(!strcmp(over, "5"));
    CHECK(strlen(err) < 1000);
    CHECK(strstr(err, "| ... ") != NULL && strstr(err, " ...\n") != NULL);
    free(err);
    free(text);
}

/* Nothing of a card drives the terminal. */
static void test_hostile_bytes(void)
{
    static const char *const bytes[] = {"\xff\xfe\x80", "\xc2\x9b[31m", "\x7f", "\xe2\x82", "\xf0\x9f\x98\x80\xc0\xaf",
                                        "\xed\xa0\x80"};
    for (int k = 0; k < (int)(sizeof bytes / sizeof bytes[0]); k++) {
        char new[64], over[128];
        snprintf(new, sizeof new, "/* %s */ nme = \"r175_li\"", bytes[k]);
        char *err = said("name = \"r175_li\"", new);
        over_marks(err, over);
        CHECK(strchr(err, '\x1b') == NULL && strchr(err, '\x7f') == NULL && strstr(err, "\xc2\x9b") == NULL);
        CHECK(strstr(err, "unknown key 'nme'") != NULL && strchr(err, '^') != NULL);
        free(err);
    }
    char *err = said_of("name = \"a\";\n\x1b[2J nme = 3;\n", 25);
    CHECK(strstr(err, "control characters") != NULL && strchr(err, '\x1b') == NULL);
    free(err);
    err = said_of("name = \0 3;", 11);
    CHECK(strstr(err, "NUL") != NULL && strchr(err, '^') == NULL);
    free(err);
}

int main(void)
{
    const TestCase cases[] = {TEST(test_what_is_underlined), TEST(test_syntax_errors_show_their_line),
                              TEST(test_long_lines), TEST(test_hostile_bytes)};
    const int failed = test_main("underline", 4, cases);
    scratch_remove();
    return failed;
}
