/* The vector operations against plain loops, at lengths around their unrolling and beyond what goes through the cache at
 * a time. */
#include "../../solver/kernels.h"
#include "../../solver/simulation.h"
#include "../random.h"
#include "../test.h"

#include <nvector/nvector_serial.h>
#include <sundials/sundials_version.h>

static const sunindextype lengths[] = {1, 2, 3, 4, 5, 7, 8, 31, 100, 1300};
enum { LONGEST = 1300, LENGTHS = sizeof lengths / sizeof lengths[0], VECTORS = 5 };

/* Vectors x[0..4] of one length with random elements, x[4] a mask of 0 and 1. */
typedef struct Set {
    SUNContext context;
    sunindextype n;
    N_Vector x[VECTORS], z;
    double *d[VECTORS], *zd;
} Set;

static Set open_set(sunindextype n)
{
    Set s = {.n = n};
    Random random = {(uint64_t)n + 77};
    const Kernels *kernels = kernels_for(simulation_defaults().instructions);
#if SUNDIALS_VERSION_MAJOR >= 7
    REQUIRE(SUNContext_Create(SUN_COMM_NULL, &s.context) == 0);
#else
    REQUIRE(SUNContext_Create(NULL, &s.context) == 0);
#endif
    for (int k = 0; k < VECTORS; k++) {
        REQUIRE((s.x[k] = kernels->create_vector(n, s.context)) != NULL);
        s.d[k] = N_VGetArrayPointer(s.x[k]);
        for (sunindextype j = 0; j < n; j++) {
            CHECK(s.d[k][j] == 0); /* a new vector is zero */
            s.d[k][j] = k == 4 ? random_below(&random, 2) : random_between(&random, -3, 3);
        }
    }
    s.z = N_VClone(s.x[0]); /* a clone has the same operations */
    CHECK(s.z->ops->nvlinearsum == s.x[0]->ops->nvlinearsum);
    s.zd = N_VGetArrayPointer(s.z);
    return s;
}

static void close_set(Set *s)
{
    for (int k = 0; k < VECTORS; k++) N_VDestroy(s->x[k]);
    N_VDestroy(s->z);
    SUNContext_Free(&s->context);
}

static void test_elementwise(void)
{
    for (int l = 0; l < LENGTHS; l++) {
        Set s = open_set(lengths[l]);
        N_VLinearSum(2.5, s.x[0], -0.75, s.x[1], s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], 2.5 * s.d[0][k] - 0.75 * s.d[1][k], 0);
        N_VProd(s.x[0], s.x[1], s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], s.d[0][k] * s.d[1][k], 0);
        N_VScale(-3, s.x[0], s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], -3 * s.d[0][k], 0);
        N_VAbs(s.x[0], s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], fabs(s.d[0][k]), 0);
        N_VInv(s.x[0], s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], 1 / s.d[0][k], 0);
        N_VAddConst(s.x[0], 1.25, s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], s.d[0][k] + 1.25, 0);
        N_VConst(7, s.z);
        for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.zd[k], 7, 0);
        close_set(&s);
    }
}

/* IDA's own uses: z is one of the arguments. */
static void test_in_place(void)
{
    Set s = open_set(9);
    double before[9];
    for (int k = 0; k < 9; k++) before[k] = s.d[0][k];
    N_VLinearSum(2, s.x[0], 1, s.x[1], s.x[0]);
    for (int k = 0; k < 9; k++) CHECK_NEAR(s.d[0][k], 2 * before[k] + s.d[1][k], 0);
    N_VScale(0.5, s.x[0], s.x[0]);
    for (int k = 0; k < 9; k++) CHECK_NEAR(s.d[0][k], before[k] + 0.5 * s.d[1][k], 1e-15);
    close_set(&s);
}

static void test_norms(void)
{
    for (int l = 0; l < LENGTHS; l++) {
        Set s = open_set(lengths[l]);
        double sum = 0, masked = 0, most = 0, least = INFINITY;
        for (sunindextype k = 0; k < s.n; k++) {
            const double e = s.d[0][k] * s.d[1][k];
            sum += e * e;
            masked += s.d[4][k] * e * e;
            most = fmax(most, fabs(s.d[0][k]));
            least = fmin(least, s.d[0][k]);
        }
        CHECK_NEAR(N_VWrmsNorm(s.x[0], s.x[1]), sqrt(sum / (double)s.n), 1e-14);
        CHECK_NEAR(N_VWrmsNormMask(s.x[0], s.x[1], s.x[4]), sqrt(masked / (double)s.n), 1e-14);
        CHECK_NEAR(N_VMaxNorm(s.x[0]), most, 0);
        CHECK_NEAR(N_VMin(s.x[0]), least, 0);
        close_set(&s);
    }
}

/* One to four terms, into a new vector and into the first of them. */
static void test_linear_combination(void)
{
    for (int l = 0; l < LENGTHS; l++)
        for (int terms = 1; terms <= 4; terms++)
            for (int in_place = 0; in_place < 2; in_place++) {
                Set s = open_set(lengths[l]);
                double c[4] = {1.5, -2, 0.25, 3}, expected[LONGEST] = {0};
                N_Vector z = in_place ? s.x[0] : s.z;
                for (sunindextype k = 0; k < s.n; k++)
                    for (int j = 0; j < terms; j++) expected[k] += c[j] * s.d[j][k];
                CHECK(N_VLinearCombination(terms, c, s.x, z) == 0);
                for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(N_VGetArrayPointer(z)[k], expected[k], 1e-14);
                close_set(&s);
            }
}

/* IDA's update of its history: every vector adds the new one before it. */
static void test_linear_sums(void)
{
    for (int l = 0; l < LENGTHS; l++) {
        Set s = open_set(lengths[l]);
        double expected[3][LONGEST];
        for (sunindextype k = 0; k < s.n; k++) {
            expected[0][k] = 2 * s.d[1][k] - s.d[0][k];
            expected[1][k] = 2 * s.d[2][k] - expected[0][k];
            expected[2][k] = 2 * s.d[3][k] - expected[1][k];
        }
        CHECK(N_VLinearSumVectorArray(3, 2, s.x + 1, -1, s.x, s.x + 1) == 0);
        for (int j = 0; j < 3; j++)
            for (sunindextype k = 0; k < s.n; k++) CHECK_NEAR(s.d[j + 1][k], expected[j][k], 0);
        close_set(&s);
    }
}

TEST_MAIN("solver/vector", TEST(test_elementwise), TEST(test_in_place), TEST(test_norms), TEST(test_linear_combination),
          TEST(test_linear_sums))
