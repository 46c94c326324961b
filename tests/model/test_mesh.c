/* Elements along x (E-16): they fill the region, in a geometric series, refined at the end that was asked for. */
#include "../../model/mesh.h"
#include "../test.h"

enum { MOST = 64 };

static double sum(int n, const double *h)
{
    double s = 0;
    for (int k = 0; k < n; k++) s += h[k];
    return s;
}

static void test_every_mesh_fills_its_region(void)
{
    double h[MOST];
    for (int end = GRADE_LEFT; end <= GRADE_BOTH; end++)
        for (int n = 1; n <= MOST; n++) {
            mesh_lengths(87e-6, n, 0.02, 0, (GradedEnd)end, h);
            CHECK_NEAR(sum(n, h), 87e-6, 1e-18);
        }
}

static void test_one_is_uniform(void)
{
    double h[10];
    mesh_lengths(1, 10, 1, 0, GRADE_LEFT, h);
    for (int k = 0; k < 10; k++) CHECK_NEAR(h[k], 0.1, 1e-15);
}

static void test_geometric_towards_one_end(void)
{
    double left[12], right[12];
    mesh_lengths(1, 12, 0.1, 0, GRADE_LEFT, left);
    mesh_lengths(1, 12, 0.1, 0, GRADE_RIGHT, right);
    CHECK_NEAR(left[0] / left[11], 0.1, 1e-14);
    for (int k = 0; k < 12; k++) CHECK_NEAR(right[k], left[11 - k], 1e-15);
    for (int k = 1; k < 12; k++) CHECK_NEAR(left[k] / left[k - 1], pow(10, 1.0 / 11), 1e-13);
}

static void test_both_ends_alike(void)
{
    for (int n = 2; n <= 9; n++) {
        double h[9], thickest = 0;
        mesh_lengths(1, n, 0.25, 0, GRADE_BOTH, h);
        for (int k = 0; k < n; k++) {
            CHECK_NEAR(h[k], h[n - 1 - k], 1e-15);
            thickest = fmax(thickest, h[k]);
        }
        if (n > 2) CHECK_NEAR(h[0] / thickest, 0.25, 1e-14);
    }
}

/* 1, 3, 9, 10, 10 parts, and the same from both ends. */
static void test_growth_ends_at_the_longest(void)
{
    const double one[] = {1, 3, 9, 10, 10}, both[] = {1, 3, 4, 4, 3, 1};
    double h[6];
    mesh_lengths(33, 5, 0.1, 3, GRADE_LEFT, h);
    for (int k = 0; k < 5; k++) CHECK_NEAR(h[k], one[k], 1e-14);
    mesh_lengths(33, 5, 0.1, 3, GRADE_RIGHT, h);
    for (int k = 0; k < 5; k++) CHECK_NEAR(h[k], one[4 - k], 1e-14);
    mesh_lengths(16, 6, 0.25, 3, GRADE_BOTH, h);
    for (int k = 0; k < 6; k++) CHECK_NEAR(h[k], both[k], 1e-14);
}

TEST_MAIN("model/mesh", TEST(test_every_mesh_fills_its_region), TEST(test_one_is_uniform),
          TEST(test_geometric_towards_one_end), TEST(test_both_ends_alike), TEST(test_growth_ends_at_the_longest))
