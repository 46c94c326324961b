/* Polynomials on one element (E-11): quadrature and slopes are exact as far as they can be, and nothing is lost between
 * nodes. */
#include "../../model/lobatto.h"
#include "../test.h"

static const double ROUND_OFF = 1e-13;

static void test_nodes(void)
{
    for (int p = 1; p <= MAX_DEGREE; p++) {
        Lobatto l;
        lobatto_fill(p, &l);
        CHECK(l.x[0] == -1 && l.x[p] == 1);
        for (int j = 0; j <= p; j++) {
            CHECK_NEAR(l.x[j], -l.x[p - j], ROUND_OFF);
            CHECK(l.w[j] > 0 && (j == 0 || l.x[j] > l.x[j - 1]));
        }
    }
    Lobatto four;
    lobatto_fill(4, &four);
    CHECK_NEAR(four.x[3], sqrt(3.0 / 7),
               1e-15); /* Abramowitz & Stegun, Handbook of Mathematical Functions, table 25.6 */
    CHECK_NEAR(four.w[0], 0.1, 1e-15);
    CHECK_NEAR(four.w[2], 32.0 / 45, 1e-15);
}

/* Of x^n up to n = 2 p - 1, and of no higher one. */
static void test_quadrature(void)
{
    for (int p = 1; p <= MAX_DEGREE; p++) {
        Lobatto l;
        lobatto_fill(p, &l);
        for (int n = 0; n <= 2 * p; n++) {
            double sum = 0;
            for (int j = 0; j <= p; j++) sum += l.w[j] * pow(l.x[j], n);
            const double exact = n % 2 ? 0 : 2.0 / (n + 1);
            if (n < 2 * p) CHECK_NEAR(sum, exact, ROUND_OFF);
            else CHECK(sum > exact + 1e-8);
        }
    }
}

/* Of x^n up to n = p. */
static void test_slopes(void)
{
    for (int p = 1; p <= MAX_DEGREE; p++) {
        Lobatto l;
        lobatto_fill(p, &l);
        for (int j = 0; j <= p; j++)
            for (int n = 0; n <= p; n++) {
                double slope = 0;
                for (int k = 0; k <= p; k++) slope += l.D[j][k] * pow(l.x[k], n);
                CHECK_NEAR(slope, n ? n * pow(l.x[j], n - 1) : 0, 100 * ROUND_OFF);
            }
    }
}

/* A uniform flux passes every face as it is; rows are differences of faces; a uniform field drives nothing, and the
 * stiffness is that of the slopes: symmetric. */
static void test_faces(void)
{
    for (int p = 1; p <= MAX_DEGREE; p++) {
        Lobatto l;
        lobatto_fill(p, &l);
        for (int i = 0; i <= p; i++) {
            double uniform = 0, driven = 0;
            for (int j = 0; j <= p; j++) {
                const double out = i < p ? l.face[i][j] : 0, in = i > 0 ? l.face[i - 1][j] : 0;
                CHECK_NEAR(l.row[i][j], out - in, ROUND_OFF);
                CHECK_NEAR(l.stiffness[i][j], l.stiffness[j][i], 100 * ROUND_OFF);
                uniform += out;
                if (i < p) driven += l.passing[i][j];
            }
            CHECK_NEAR(uniform, i < p, ROUND_OFF);
            CHECK_NEAR(driven, 0, 10 * ROUND_OFF);
        }
    }
}

TEST_MAIN("model/lobatto", TEST(test_nodes), TEST(test_quadrature), TEST(test_slopes), TEST(test_faces))
