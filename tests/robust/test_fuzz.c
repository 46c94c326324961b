/* Shipped cards with random damage: whatever they turn into, the command ends in time with one of its exit codes, says
 * why if it is not 0, and prints no nan or inf; and check says beforehand what run refuses. CASES is set by the build. */
#include "../random.h"
#include "../test.h"
#include "command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"
enum { SPACE = 1 << 16, SECONDS = 60 };

static const char *const cells[] = {"chen2020", "xu2019", "lco_graphite", "r175_li", "p25_li"};
static const char *const numbers[] = {
    "0",    "-1",      "1e-300", "1e300", "1e400", "-0.0",         "0.999999", "1e-9", "1e9",         "99999999999",
    "true", "\"1/0\"", "\"x\"",  "{ }",   "( )",   "\"sqrt(-1)\"", "0x7",      "1e",   "\"exp(1e4)\""};
static const char *const pieces[] = {"{", "}", "(", ")", ";", "=", "\"", ",", "[", "]", "@include", "#", "\x80", "\t"};
#define PICK(random, array) (array)[random_below(random, (int)(sizeof(array) / sizeof((array)[0])))]

/* A shipped card on a mesh that takes no time. */
static void read_card(const char *cell, char *text)
{
    static const char small[] = "mesh = { electrode = 4; separator = 2; radial = 4; };";
    char path[300];
    snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", cell);
    char *whole = read_text(path), *mesh = strstr(whole, "\nmesh = {");
    REQUIRE(mesh != NULL && strlen(whole) + sizeof small < SPACE / 2);
    const char *after = strchr(mesh + 1, '\n');
    REQUIRE(after != NULL);
    snprintf(text, SPACE, "%.*s%s%s", (int)(mesh + 1 - whole), whole, small, after);
    free(whole);
}

/* Replaces text[at .. at + n) by `with`. */
static void replace(char *text, size_t at, size_t n, const char *with)
{
    const size_t length = strlen(text), m = strlen(with);
    if (at + n > length || length - n + m + 1 > SPACE) return;
    memmove(text + at + m, text + at + n, length - at - n + 1);
    memcpy(text + at, with, m);
}

/* Start and length of a random number in the text; 0 if none was hit. */
static size_t find_number(Random *random, const char *text, size_t *at)
{
    const size_t length = strlen(text);
    for (*at = (size_t)random_below(random, (int)length); *at < length; ++*at)
        if (isdigit((unsigned char)text[*at]) && !isalnum((unsigned char)text[*at ? *at - 1 : 0]))
            return strspn(text + *at, "0123456789.eE+-");
    return 0;
}

static void damage(Random *random, char *text)
{
    size_t at, n;
    char number[40];
    const size_t length = strlen(text);
    const int kind = random_below(random, 10);
    if (length < 2) return;
    if (kind < 6 && (n = find_number(random, text, &at)) > 0) {
        if (kind < 2) {
            replace(text, at, n, PICK(random, numbers));
            return;
        }
        const double scale = pow(10, random_between(random, kind < 5 ? -1.5 : -6, kind < 5 ? 1.5 : 6));
        const double scaled = strtod(text + at, NULL) * scale;
        if (!isfinite(scaled)) return; /* "inf" in a title is no fault */
        snprintf(number, sizeof number, "%.6g", scaled);
        replace(text, at, n, number);
        return;
    }
    at = (size_t)random_below(random, (int)length);
    if (kind == 6) text[at] = (char)(1 + random_below(random, 255));
    if (kind == 7) replace(text, at, strcspn(text + at, "\n"), "");
    if (kind == 8) replace(text, at, 0, PICK(random, pieces));
    if (kind == 9 && random_below(random, 4) == 0) text[at] = '\0';
}

static void keep(const char *text, int number, const Outcome *o)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_fuzz_%d.cfg", number);
    write_bytes(path, text, strlen(text));
    fprintf(stderr, "case %d, kept as %s: exit %d, signal %d: %s\n", number, path, o->exit, o->signal, o->err);
}

/* check refuses what run refuses, in the same words, and nothing else. */
static int agrees(const char *card, const char *rate, const Outcome *run)
{
    const char *const arguments[] = {"check", card, "--library", LIBRARY, "-c", "discharge", "--rate", rate, NULL};
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    const int refused = run->exit == 3 || run->exit == 5;
    const int same = refused ? o.exit == run->exit && !strcmp(o.err, run->err) : o.exit == 0;
    if (!same) fprintf(stderr, "check: exit %d, run: exit %d; %s", o.exit, run->exit, o.err);
    outcome_free(&o);
    return same;
}

static int run_case(const char *text, int number)
{
    const char *rate = number % 2 ? "1C" : "5C";
    const char *card = scratch("card.cfg"), *out = scratch("out");
    const char *const arguments[] = {"run",    card, "--library",    LIBRARY, "-c", "discharge",
                                     "--rate", rate, "--no-figures", "--out", out,  NULL};
    write_bytes(card, text, strlen(text));
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    const int explained = o.exit == 0 || strstr(o.err, "error: ") || strstr(o.out, "hint: ");
    const int good = o.exit >= 0 && o.exit <= 5 && o.exit != 2 && explained && !has_nan(o.out) && !tree_has_nan(out) &&
                     agrees(card, rate, &o);
    if (!good) keep(text, number, &o);
    const int exit = good ? o.exit : -1;
    outcome_free(&o);
    tree_remove(out);
    return exit;
}

static void test_damaged_cards(void)
{
    static char text[SPACE];
    Random random = {CASES + 12345u};
    int ended[6] = {0};
    for (int k = 0; k < CASES; k++) {
        read_card(PICK(&random, cells), text);
        for (int d = 1 + random_below(&random, 3); d > 0; d--) damage(&random, text);
        const int exit = run_case(text, k);
        CHECK(exit >= 0);
        if (exit >= 0) ended[exit]++;
    }
    printf("\n    %d cards: %d ran, %d ended early, %d refused, %d solver failures, %d i/o", CASES, ended[0], ended[1],
           ended[3], ended[4], ended[5]);
    CHECK(ended[0] > CASES / 10); /* the damage is not so heavy that nothing is tested */
    CHECK(ended[3] > CASES / 10);
    scratch_remove();
}

TEST_MAIN("robust/fuzz", TEST(test_damaged_cards))
