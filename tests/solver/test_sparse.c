#include "../../solver/kernels.h"
#include "../../solver/sparse_lanes.h"
#include "../random.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

/*  [ 2 0 1 ]        Columns compressed: {2, 4, 0}, {3}, {1, 5}; pairs in any order, one of them twice.
 *  [ 0 3 5 ]
 *  [ 4 0 0 ]  */
static const int row[] = {1, 0, 2, 0, 1, 0}, column[] = {1, 2, 0, 0, 2, 2};
enum { PAIRS = 6, N = 3 };

static void test_pattern(void)
{
    Sparse s;
    int slot[PAIRS];
    REQUIRE(sparse_create(N, PAIRS, row, column, slot, &s, NULL) == CELLSIM_OK);
    CHECK(s.entries == 5);
    CHECK(slot[1] == slot[5]);
    for (int k = 0; k < PAIRS; k++) {
        CHECK(slot[k] >= s.start[column[k]] && slot[k] < s.start[column[k] + 1]);
        CHECK(s.row[slot[k]] == row[k]);
    }
    sparse_free(&s);
    CHECK(s.symbolic == NULL && s.start == NULL);
}

static void test_known_solution(void)
{
    Sparse s;
    int slot[PAIRS];
    double value[5] = {0}, x[N] = {5, 21, 4};
    const double given[PAIRS] = {3, 0.25, 4, 2, 5, 0.75}; /* the repeated pair adds up to 1 */
    REQUIRE(sparse_create(N, PAIRS, row, column, slot, &s, NULL) == CELLSIM_OK);
    s.value = value;
    for (int k = 0; k < PAIRS; k++) value[slot[k]] += given[k];
    REQUIRE(sparse_factor(&s) == 0);
    sparse_solve(&s, x);
    CHECK_NEAR(x[0], 1, 1e-15);
    CHECK_NEAR(x[1], 2, 1e-15);
    CHECK_NEAR(x[2], 3, 1e-15);
    sparse_free(&s);
}

/* A 2 x 2 system with these four values, columns first; x as b. */
static int solve_two(Sparse *s, double a, double b, double c, double d, double x[2])
{
    const double value[4] = {a, b, c, d};
    memcpy(s->value, value, sizeof value);
    if (sparse_factor(s)) return 1;
    sparse_solve(s, x);
    return 0;
}

static void test_singular_is_reported_and_survived(void)
{
    const int r[] = {0, 1, 0, 1}, c[] = {0, 0, 1, 1};
    double value[4], x[2] = {3, 4};
    int slot[4];
    Sparse s;
    REQUIRE(sparse_create(2, 4, r, c, slot, &s, NULL) == CELLSIM_OK);
    s.value = value;
    CHECK(solve_two(&s, 1, 2, 2, 4, x) == 1); /* second row twice the first */
    CHECK(solve_two(&s, 0, 0, 1, 1, x) == 1); /* empty column */
    CHECK(solve_two(&s, 2, 0, 0, 4, x) == 0); /* the next matrix is solved all the same */
    CHECK_NEAR(x[0], 1.5, 1e-15);
    CHECK_NEAR(x[1], 1, 1e-15);
    sparse_free(&s);
}

/* The pivots of the first matrix do not serve the second: without new ones, growth of 1e20 would ruin it. */
static void test_pivots_are_renewed(void)
{
    const int r[] = {0, 1, 0, 1}, c[] = {0, 0, 1, 1};
    double value[4], x[2] = {1, 1};
    int slot[4];
    Sparse s;
    REQUIRE(sparse_create(2, 4, r, c, slot, &s, NULL) == CELLSIM_OK);
    s.value = value;
    CHECK(solve_two(&s, 1, 0.5, 0.5, 1, x) == 0);
    x[0] = 1, x[1] = 3;
    CHECK(solve_two(&s, 1e-20, 1, 1, 1, x) == 0); /* x1 = 1, x0 + x1 = 3 */
    CHECK_NEAR(x[0], 2, 1e-12);
    CHECK_NEAR(x[1], 1, 1e-12);
    sparse_free(&s);
}

static void test_empty_column_is_refused(void)
{
    const int r[] = {0, 1}, c[] = {0, 0};
    int slot[2];
    Error e;
    Sparse s;
    const Status status = sparse_create(2, 2, r, c, slot, &s, &e);
    if (status == CELLSIM_OK) { /* KLU may analyse it; then factorising must fail */
        double value[2] = {1, 1};
        s.value = value;
        CHECK(sparse_factor(&s) == 1);
        sparse_free(&s);
        return;
    }
    CHECK(status == CELLSIM_SOLVER && e.text[0] != '\0');
}

/* Two unknowns by themselves, at four frequencies; in one of them the first row is empty: what cannot be solved there must not
 * be forgotten over the row that can. */
static void test_defect_of_a_singular_lane(void)
{
    const int r[] = {0, 1}, c[] = {0, 1};
    double value[2] = {1, 1}, complex_value[4] = {1, 0, 1, 0};
    int slot[2];
    Sparse s;
    SparseLanes lanes;
    ComplexLanes A[2];
    klu_common common;
    REQUIRE(sparse_create(2, 2, r, c, slot, &s, NULL) == CELLSIM_OK);
    s.value = value;
    klu_defaults(&common);
    klu_numeric *numeric = klu_z_factor(s.start, s.row, complex_value, s.symbolic, &common);
    REQUIRE(numeric != NULL && sparse_lanes_create(&s, numeric, &common, &lanes, NULL) == CELLSIM_OK);
    lanes.A = A;
    for (int k = 0; k < 2; k++) {
        memset(&A[k], 0, sizeof A[k]);
        for (int l = 0; l < LANES; l++) A[k].re[l] = 2;
    }
    for (int row_of = 0; row_of < 2; row_of++) {
        CHECK(kernels_for(INSTRUCTIONS_PLAIN)->solve_lanes(&lanes, row_of, 1) == 0);
        A[slot[row_of]].re[1] = 0;
        CHECK(!(kernels_for(INSTRUCTIONS_PLAIN)->solve_lanes(&lanes, row_of, 1) <= 1));
        A[slot[row_of]].re[1] = 2;
    }
    sparse_lanes_free(&lanes);
    klu_z_free_numeric(&numeric, &common);
    sparse_free(&s);
}

/* Rows with units twelve orders apart: A x = b for a random x, banded A. */
static void test_badly_scaled_rows(void)
{
    enum { SIZE = 60, BAND = 3 };
    int r[SIZE * (2 * BAND + 1)], c[SIZE * (2 * BAND + 1)], slot[SIZE * (2 * BAND + 1)], pairs = 0;
    double value[SIZE * (2 * BAND + 1)] = {0}, x[SIZE], b[SIZE] = {0};
    Random random = {5};
    Sparse s;
    for (int i = 0; i < SIZE; i++)
        for (int j = i < BAND ? 0 : i - BAND; j <= i + BAND && j < SIZE; j++) {
            r[pairs] = i;
            c[pairs++] = j;
        }
    REQUIRE(sparse_create(SIZE, pairs, r, c, slot, &s, NULL) == CELLSIM_OK);
    s.value = value;
    for (int i = 0; i < SIZE; i++) x[i] = random_between(&random, -1, 1);
    for (int k = 0; k < pairs; k++) {
        const double unit = pow(10, r[k] % 13 - 6), a = r[k] == c[k] ? 4 : random_between(&random, -1, 1);
        value[slot[k]] = unit * a;
        b[r[k]] += unit * a * x[c[k]];
    }
    REQUIRE(sparse_factor(&s) == 0);
    sparse_solve(&s, b);
    for (int i = 0; i < SIZE; i++) CHECK_NEAR(b[i], x[i], 1e-13);
    sparse_free(&s);
}

TEST_MAIN("solver/sparse", TEST(test_pattern), TEST(test_known_solution), TEST(test_singular_is_reported_and_survived),
          TEST(test_pivots_are_renewed), TEST(test_empty_column_is_refused), TEST(test_defect_of_a_singular_lane),
          TEST(test_badly_scaled_rows))
