/* Designs: what low discrepancy, Latin hypercubes and grids promise. */
#include "../../sweep/design.h"
#include "../test.h"

#include <string.h>

static Design made(SampleKind sample, int inputs, uint64_t count)
{
    Design d = {.sample = sample, .inputs = inputs, .count = count};
    Error e;
    for (int k = 0; k < inputs; k++) {
        d.input[k] = (Input){.low = 0, .high = 1};
        snprintf(d.input[k].path, sizeof d.input[k].path, "x%d", k);
    }
    CHECK(design_begin(&d, &e) == CELLSIM_OK);
    return d;
}

/* Numbers of scipy.stats.qmc.Sobol(32, scramble=False), which has the same table. */
static void test_sobol_numbers(void)
{
    static const int dimension[] = {0, 1, 2, 15, 16, 31};
    static const struct {
        uint64_t k;
        double x[6];
    } known[] = {{1, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}},
                 {2, {0.75, 0.25, 0.25, 0.25, 0.75, 0.25}},
                 {3, {0.25, 0.75, 0.75, 0.75, 0.25, 0.75}},
                 {777, {0.6923828125, 0.9365234375, 0.1630859375, 0.5146484375, 0.4033203125, 0.8994140625}},
                 {1000, {0.2197265625, 0.0966796875, 0.5185546875, 0.3701171875, 0.7197265625, 0.1455078125}}};
    double x[SOBOL_DIMENSIONS];
    Sobol s;
    sobol_begin(&s);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        sobol_point(&s, known[k].k, SOBOL_DIMENSIONS, x);
        for (int j = 0; j < 6; j++) CHECK(x[dimension[j]] == known[k].x[j]);
    }
}

/* Each of 2^m points from a multiple of 2^m on lies in another of 2^m equal parts of every dimension. */
static void test_sobol_parts(void)
{
    enum { M = 1024 };
    double x[SOBOL_DIMENSIONS];
    Sobol s;
    sobol_begin(&s);
    for (int j = 0; j < SOBOL_DIMENSIONS; j++) {
        char there[M] = {0};
        int parts = 0;
        for (uint64_t k = 5 * M; k < 6 * M; k++) {
            sobol_point(&s, k, SOBOL_DIMENSIONS, x);
            char *part = &there[(int)(x[j] * M)];
            parts += !*part;
            *part = 1;
        }
        CHECK(parts == M);
    }
}

/* The first two dimensions are a (0, m, 2)-net: one point in every box of 2^-i by 2^-(m-i). */
static void test_sobol_net(void)
{
    enum { M = 8, N = 1 << M };
    double x[2];
    Sobol s;
    sobol_begin(&s);
    for (int i = 0; i <= M; i++) {
        int count[N] = {0}, once = 1;
        for (uint64_t k = 0; k < N; k++) {
            sobol_point(&s, k, 2, x);
            count[((int)(x[0] * (1 << i)) << (M - i)) + (int)(x[1] * (1 << (M - i)))]++;
        }
        for (int k = 0; k < N; k++) once &= count[k] == 1;
        CHECK(once);
    }
}

/* The mean of a smooth product over 16 dimensions: far below what chance gives. */
static void test_sobol_integral(void)
{
    const Design d = made(SAMPLE_SOBOL, MOST_INPUTS, 4096);
    double sum = 0, x[MOST_INPUTS];
    for (uint64_t k = 0; k < 4096; k++) {
        double f = 1;
        design_values(&d, k, x);
        for (int j = 0; j < MOST_INPUTS; j++) f *= 1 + (x[j] - 0.5) / (j + 1);
        sum += f / 4096;
    }
    CHECK_NEAR(sum, 1, 1e-3); /* chance: 0.37/sqrt(4096) = 0.006 */
}

static void test_latin(void)
{
    enum { N = 37 };
    Design d = made(SAMPLE_LHS, 5, N), other = d;
    int same = 0;
    other.seed = 7;
    for (int j = 0; j < 5; j++) {
        int count[N] = {0};
        for (uint64_t k = 0; k < N; k++) {
            double x[MOST_INPUTS], y[MOST_INPUTS];
            design_values(&d, k, x);
            design_values(&other, k, y);
            CHECK(x[j] >= 0 && x[j] < 1);
            count[(int)(x[j] * N)]++;
            same += x[j] == y[j];
        }
        for (int k = 0; k < N; k++) CHECK(count[k] == 1);
    }
    CHECK(same == 0);
}

/* The rows of a base point: all of A, all of B, A with one input of B. */
static void test_saltelli(void)
{
    const Design d = made(SAMPLE_SALTELLI, 3, 50);
    CHECK(design_count(&d) == 250);
    for (uint64_t base = 0; base < 50; base++) {
        double x[5][MOST_INPUTS];
        for (uint64_t row = 0; row < 5; row++) design_values(&d, 5 * base + row, x[row]);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) CHECK(x[2 + i][j] == x[i == j][j]);
    }
}

static void test_grid(void)
{
    Design d = {.sample = SAMPLE_GRID, .inputs = 2};
    Error e;
    double x[MOST_INPUTS];
    CHECK(input_read("a.b=-1:2:4", &d.input[0], &e) == CELLSIM_OK &&
          input_read("c=1e-3:1e3:7:log", &d.input[1], &e) == CELLSIM_OK);
    CHECK(design_begin(&d, &e) == CELLSIM_OK && design_count(&d) == 28);
    for (uint64_t k = 0; k < 28; k++) {
        design_values(&d, k, x);
        CHECK_NEAR(x[0], -1.0 + (double)(k / 7), 1e-15);
        CHECK_NEAR(x[1] / pow(10, (double)(k % 7) - 3), 1, 1e-14);
    }
    design_values(&d, 27, x);
    CHECK(x[0] == 2 && x[1] == 1e3); /* the ends themselves */
}

static void test_refused(void)
{
    static const char *const wrong[] = {
        "",        "a",          "=1:2:3",      "a=1",         "a=1:2:3:4", "a=2:1:3",      "a=1:1:3",
        "a=1:2:1", "a=1:2:2.5",  "a=0:2:3:log", "a=-1:2:log",  "a=1:2:lin", "a=nan:2:3",    "a=1:inf:3",
        "a=1:2:",  "a\"b=1:2:3", "a b=1:2:3",   "a=1:1e999:3", "a=0x1:2:3", "a=1:2:3:log:", "a=1 :2:3"};
    Input in;
    Error e;
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        error_clear(&e);
        CHECK(input_read(wrong[k], &in, &e) == CELLSIM_USAGE && e.text[0] && e.hint[0]);
    }
    Design d = {.sample = SAMPLE_GRID, .inputs = 2};
    CHECK(input_read("a=1:2:3", &d.input[0], &e) == CELLSIM_OK);
    d.input[1] = d.input[0];
    CHECK(design_begin(&d, &e) == CELLSIM_USAGE); /* twice */
    d.inputs = 1;
    d.count = 5;
    CHECK(design_begin(&d, &e) == CELLSIM_USAGE); /* a grid has no count */
    d = (Design){.sample = SAMPLE_SOBOL, .inputs = 1, .input = {d.input[0]}, .count = 5};
    CHECK(design_begin(&d, &e) == CELLSIM_USAGE); /* a sequence has no points */
    CHECK(input_read("a=1:2", &d.input[0], &e) == CELLSIM_OK && design_begin(&d, &e) == CELLSIM_OK);
    d.seed = 1;
    CHECK(design_begin(&d, &e) == CELLSIM_USAGE); /* nor chance */
    d = (Design){.sample = SAMPLE_LHS, .inputs = 1, .input = {d.input[0]}};
    CHECK(design_begin(&d, &e) == CELLSIM_USAGE); /* how many? */
    d.sample = SAMPLE_GRID;
    CHECK(design_begin(&d, &e) == CELLSIM_USAGE);
}

TEST_MAIN("sweep/samples", TEST(test_sobol_numbers), TEST(test_sobol_parts), TEST(test_sobol_net),
          TEST(test_sobol_integral), TEST(test_latin), TEST(test_saltelli), TEST(test_grid), TEST(test_refused))
