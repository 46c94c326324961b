/* Measured files with random damage: whatever they turn into, analyze and compare end in time with one of their exit codes, say
 * why if it is not 0, and print no nan or inf. CASES is set by the build. */
#include "../random.h"
#include "../test.h"
#include "command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define DATA SOURCE_ROOT "/tests/analysis/data/"
#define LIBRARY SOURCE_ROOT "/configs"
enum { SPACE = 1 << 17, SECONDS = 60 };

typedef struct Bytes {
    size_t n;
    char at[SPACE];
} Bytes;

static const char *const files[] = {DATA "cv_0.2_mV_s.mpt", DATA "cycles_neware.csv", DATA "pulses.bdf.csv"};
static const char *const numbers[] = {"",
                                      "nan",
                                      "inf",
                                      "-",
                                      "1e400",
                                      "-1e400",
                                      "1e300",
                                      "-1e300",
                                      "1e-300",
                                      "0",
                                      "-0",
                                      "99999999999",
                                      "-99999999999",
                                      "1e18",
                                      "2147483648",
                                      "-2147483648",
                                      "1,5",
                                      "1.2.3",
                                      "0x10",
                                      "12:00:00",
                                      "1d 2:3:4",
                                      "99999999999:0:0",
                                      "::",
                                      "1e9",
                                      "4.2",
                                      "-4.2"};
static const char *const words[] = {"DChg",
                                    "CC_Chg",
                                    "Rest",
                                    "cycle number",
                                    "Cycle Count / 1",
                                    "time/s",
                                    "Test Time / h",
                                    "Voltage / mV",
                                    "Current / uA",
                                    "<I>/mA",
                                    "Ewe/V",
                                    "control/V",
                                    "ox/red",
                                    "Step",
                                    "Nb header lines : 999999999",
                                    "Nb header lines : -1",
                                    "Nb header lines : 0"};
static const char *const pieces[] = {"\t", ";", ",", "\"", "\n", "\r\n", "\r",      "\n\n",
                                     " ",  ":", "/", "(",  ")",  "\xb5", "\xff\xfe"};
#define PICK(random, array) (array)[random_below(random, (int)(sizeof(array) / sizeof((array)[0])))]

/* Replaces n bytes from `at` on by m others. */
static void replace(Bytes *b, size_t at, size_t n, const char *with, size_t m)
{
    if (at + n > b->n || b->n - n + m > SPACE) return;
    memmove(b->at + at + m, b->at + at + n, b->n - at - n);
    memcpy(b->at + at, with, m);
    b->n += m - n;
}

static size_t line_start(const Bytes *b, size_t at)
{
    while (at > 0 && b->at[at - 1] != '\n') at--;
    return at;
}

static size_t line_length(const Bytes *b, size_t from)
{
    const char *end = memchr(b->at + from, '\n', b->n - from);
    return end ? (size_t)(end - b->at) + 1 - from : b->n - from;
}

/* Start and length of the number at or after a random place; 0 if there is none. */
static size_t find_number(Random *random, const Bytes *b, size_t *at)
{
    size_t n = 0;
    for (*at = (size_t)random_below(random, (int)b->n); *at < b->n && !isdigit((unsigned char)b->at[*at]);) ++*at;
    while (*at > 0 && strchr("0123456789.eE+-", b->at[*at - 1]) && b->at[*at - 1]) --*at;
    while (*at + n < b->n && b->at[*at + n] && strchr("0123456789.eE+-", b->at[*at + n])) n++;
    return n;
}

/* One number at the same place of every line from here on: a column gone wrong. */
static void damage_column(Random *random, Bytes *b)
{
    const char *number = PICK(random, numbers);
    const int column = random_below(random, 8);
    size_t at = line_start(b, (size_t)random_below(random, (int)b->n));
    for (int lines = 0; at < b->n && lines < 3000; lines++) {
        size_t from = at, end = at + line_length(b, at);
        for (int k = 0; k < column && from < end; from++) k += strchr(",;\t", b->at[from]) && b->at[from];
        size_t n = 0;
        while (from + n < end && b->at[from + n] && !strchr(",;\t\r\n", b->at[from + n])) n++;
        replace(b, from, n, number, strlen(number));
        at = from;
        at += line_length(b, at);
    }
}

/* A block of the file a second time, somewhere else. */
static void copy_block(Random *random, Bytes *b)
{
    static char block[4000];
    const size_t from = line_start(b, (size_t)random_below(random, (int)b->n));
    size_t n = (size_t)random_below(random, (int)sizeof block);
    if (n > b->n - from) n = b->n - from;
    memcpy(block, b->at + from, n);
    replace(b, line_start(b, (size_t)random_below(random, (int)b->n)), 0, block, n);
}

static void scale_number(Random *random, Bytes *b)
{
    char number[40], text[40] = "";
    size_t at;
    const size_t n = find_number(random, b, &at);
    if (n == 0 || n >= sizeof text) return;
    memcpy(text, b->at + at, n);
    snprintf(number, sizeof number, "%.6g", strtod(text, NULL) * pow(10, random_between(random, -6, 6)));
    replace(b, at, n, number, strlen(number));
}

static void damage(Random *random, Bytes *b)
{
    size_t at, n;
    const char *text;
    if (b->n < 2) return;
    const size_t here = (size_t)random_below(random, (int)b->n), line = line_start(b, here);
    switch (random_below(random, 12)) {
    case 0:
        n = find_number(random, b, &at);
        text = PICK(random, numbers);
        replace(b, at < b->n ? at : 0, n, text, strlen(text));
        break;
    case 1: scale_number(random, b); break;
    case 2: damage_column(random, b); break;
    case 3: copy_block(random, b); break;
    case 4: b->at[here] = (char)random_below(random, 256); break;
    case 5: replace(b, line, line_length(b, line), "", 0); break;
    case 6:
        text = PICK(random, words);
        replace(b, here, 0, text, strlen(text));
        break;
    case 7:
        text = PICK(random, pieces);
        replace(b, here, 0, text, strlen(text));
        break;
    case 8: /* in the headings */
        text = PICK(random, words);
        at = (size_t)random_below(random, b->n < 3000 ? (int)b->n : 3000);
        replace(b, at, at + 4 < b->n ? 4 : 0, text, strlen(text));
        break;
    case 9: replace(b, line, here - line, "", 0); break;
    case 10: /* a few rows are left */
        if (random_below(random, 4) == 0) b->n = here;
        break;
    default: /* another separator */
        text = PICK(random, pieces);
        for (size_t k = 0, from = (size_t)(unsigned char)b->at[here]; k < b->n; k++)
            if ((unsigned char)b->at[k] == from && strchr(",;\t.", b->at[k])) b->at[k] = text[0];
    }
}

/* A short file of its own: rests, constant currents and sweeps of a few points each, under one of several headings. */
static void make_file(Random *random, Bytes *b)
{
    static const char *const headings[] = {"Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1",
                                           "time/s,Ewe/V,<I>/mA,cycle number,Ns",
                                           "Total Time,Voltage(V),Current(mA),Cycle ID,Step ID"};
    double t = 0, V = random_between(random, 0, 4);
    const int heading = random_below(random, 3), segments = 1 + random_below(random, 12),
              clock = random_below(random, 3) == 0;
    b->n = (size_t)snprintf(b->at, SPACE, "%s\n", headings[heading]);
    for (int k = 0; k < segments; k++) {
        const int points = 1 + random_below(random, 12), kind = random_below(random, 3);
        const double I = kind ? random_between(random, -2, 2) : 0, step = pow(10, random_between(random, -2, 4));
        const double slope = random_between(random, -0.3, 0.3);
        for (int j = 0; j < points; j++, t += step, V += kind == 2 ? slope : 0.1 * slope) {
            char time[48];
            if (clock) snprintf(time, sizeof time, "%d:%02d:%06.3f", (int)(t / 3600), (int)(t / 60) % 60, fmod(t, 60));
            else snprintf(time, sizeof time, "%.6g", t);
            b->n += (size_t)snprintf(b->at + b->n, SPACE - b->n, "%s,%.5g,%.4g,%d,%d\n", time, V,
                                     kind == 2 ? I * (1 + 0.1 * j) : I, 1 + k / 2, k);
        }
    }
}

static void read_file(const char *path, Bytes *b)
{
    char *text = read_text(path);
    b->n = strlen(text);
    REQUIRE(b->n < SPACE / 2);
    memcpy(b->at, text, b->n);
    free(text);
}

static void keep(const Bytes *b, int number, const char *command, const Outcome *o)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_damaged_%d.csv", number);
    write_bytes(path, b->at, b->n);
    fprintf(stderr, "case %d, kept as %s: %s: exit %d, signal %d: %s\n", number, path, command, o->exit, o->signal,
            o->err);
}

static int run_case(const Bytes *b, int number, const char *const *arguments)
{
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    const int explained = o.exit <= 1 || (strstr(o.err, "error: ") && strstr(o.err, "hint: "));
    const int good = (o.exit == 0 || o.exit == 3) && explained && !has_nan(o.out) && !tree_has_nan(scratch("out"));
    if (!good) keep(b, number, arguments[0], &o);
    CHECK(good);
    const int read = o.exit == 0;
    outcome_free(&o);
    tree_remove(scratch("out"));
    return read;
}

/* compare is run on a cell of two volumes, which takes no time. */
static void test_damaged_files(void)
{
    static Bytes b;
    Random random = {CASES + 12345u};
    int read = 0;
    const char *file = scratch("data.csv"), *out = scratch("out");
    const char *const compare[] = {"compare",   SOURCE_ROOT "/cells/r175_li.cfg",
                                   "--with",    file,
                                   "--mass-mg", "1",
                                   "-c",        "discharge",
                                   "-s",        "mesh.electrode=2",
                                   "-s",        "mesh.separator=1",
                                   "-q",        "--library",
                                   LIBRARY,     "--out",
                                   out,         NULL};
    const char *const analyze[][14] = {
        {"analyze", file, "--out", out, NULL},
        {"analyze", file, "--out", out, "--mass-mg", "3", "--area-cm2", "2", "--json", NULL},
        {"analyze", file, files[0], "--join", "--out", out, "--concentration-mol-cm3", "0.05", NULL},
        {"analyze", file, "--mass-mg", "3", "--density-g-cm3", "4", "--radius-um", "5", "--out", out, NULL}};
    setenv("PATH", "/nonexistent", 1); /* scripts of figures are written, not drawn */
    for (int k = 0; k < CASES; k++) {
        if (k % 2) make_file(&random, &b);
        else read_file(PICK(&random, files), &b);
        for (int d = 1 + random_below(&random, 4); d > 0; d--) damage(&random, &b);
        write_bytes(file, b.at, b.n);
        read += run_case(&b, k, analyze[random_below(&random, 4)]);
        run_case(&b, k, compare);
    }
    printf("\n    %d files: %d read", CASES, read);
    CHECK(read > CASES / 4 && read < CASES); /* the damage is neither too heavy nor none */
    scratch_remove();
}

TEST_MAIN("robust/damaged", TEST(test_damaged_files))
