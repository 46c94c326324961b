/* The search for minima, on problems whose minima are known (More, Garbow, Hillstrom, ACM TOMS 7 (1981) 17). */
#include "../../fitting/least_squares.h"
#include "../test.h"

#include <string.h>

typedef struct Problem {
    void (*residuals)(const double *u, double *r);
    int m, n, evaluations, matrices, stops_after;
    double forbidden; /* no residuals where u[0] is above this */
} Problem;

static int residuals(const double *u, double *r, void *context)
{
    Problem *p = context;
    if (p->stops_after && p->evaluations >= p->stops_after) return -1;
    p->evaluations++;
    for (int k = 0; k < p->m; k++) r[k] = 1e5;
    if (u[0] > p->forbidden) return 1;
    p->residuals(u, r);
    return 0;
}

static int jacobian(const double *u, const double *r, double *J, void *context)
{
    Problem *p = context;
    double at[MOST_FREE];
    p->matrices++;
    memcpy(at, u, (size_t)p->n * sizeof *at);
    for (int k = 0; k < p->n; k++) {
        at[k] = u[k] + 1e-7;
        p->residuals(at, J + k * p->m);
        at[k] = u[k];
        for (int j = 0; j < p->m; j++) J[k * p->m + j] = (J[k * p->m + j] - r[j]) / 1e-7;
    }
    return 0;
}

static Status solve(Problem *p, double *u, double *r)
{
    const LeastSquares l = {.m = p->m,
                            .n = p->n,
                            .residuals = residuals,
                            .jacobian = jacobian,
                            .context = p,
                            .accuracy = 1e-3,
                            .small = 1e-7,
                            .sure = 1,
                            .most = 200};
    Error e;
    return least_squares(&l, u, r, &e);
}

static void rosenbrock(const double *u, double *r)
{
    r[0] = 10 * (u[1] - u[0] * u[0]);
    r[1] = 1 - u[0];
}

static void helical(const double *u, double *r)
{
    r[0] = 10 * (u[2] - 10 * atan2(u[1], u[0]) / 6.283185307179586);
    r[1] = 10 * (hypot(u[0], u[1]) - 1);
    r[2] = u[2];
}

/* y = exp(-a t) + b, of which the second half is out of reach. */
static void decay(const double *u, double *r)
{
    for (int k = 0; k < 12; k++) r[k] = exp(-u[0] * k) + u[1] - (exp(-0.3 * k) + 0.2 + 0.01 * (k % 2 ? 1 : -1));
}

/* Of two that only their sum is known of. */
static void degenerate(const double *u, double *r)
{
    for (int k = 0; k < 4; k++) r[k] = (u[0] + u[1] - 3) * (k + 1);
}

static void test_minima(void)
{
    double u[3] = {-1.2, 1, 0}, r[12];
    Problem p = {rosenbrock, 2, 2, 0, 0, 0, INFINITY};
    REQUIRE(solve(&p, u, r) == CELLSIM_OK);
    CHECK_NEAR(u[0], 1, 1e-5);
    CHECK_NEAR(u[1], 1, 1e-5);
    CHECK(p.evaluations + 2 * p.matrices < 120);
    p = (Problem){helical, 3, 3, 0, 0, 0, INFINITY};
    u[0] = -1, u[1] = 0.1, u[2] = 0;
    REQUIRE(solve(&p, u, r) == CELLSIM_OK);
    CHECK_NEAR(u[0], 1, 1e-5);
    CHECK_NEAR(u[2], 0, 1e-5);
    p = (Problem){decay, 12, 2, 0, 0, 0, INFINITY};
    u[0] = 1.5, u[1] = -1;
    REQUIRE(solve(&p, u, r) == CELLSIM_OK);
    double slope[2] = {0}; /* of the sum of squares, at a minimum nothing */
    for (int k = 0; k < 12; k++) {
        slope[0] -= r[k] * k * exp(-u[0] * k);
        slope[1] += r[k];
    }
    CHECK_NEAR(slope[0], 0, 1e-4);
    CHECK_NEAR(slope[1], 0, 1e-4);
}

static void test_bad_places(void)
{
    double u[2] = {-1.2, 1}, r[4];
    Problem p = {rosenbrock, 2, 2, 0, 0, 0, 1.05}; /* beside the minimum there is nothing */
    REQUIRE(solve(&p, u, r) == CELLSIM_OK);
    CHECK_NEAR(u[0], 1, 1e-4);
    p = (Problem){rosenbrock, 2, 2, 0, 0, 7, INFINITY};
    u[0] = -1.2, u[1] = 1;
    CHECK(solve(&p, u, r) == CELLSIM_EARLY);
    CHECK(p.evaluations == 7);
    p = (Problem){degenerate, 4, 2, 0, 0, 0, INFINITY};
    u[0] = u[1] = 0;
    REQUIRE(solve(&p, u, r) == CELLSIM_OK);
    CHECK_NEAR(u[0] + u[1], 3, 1e-6);
    CHECK(isfinite(u[0]) && p.evaluations < 50);
}

TEST_MAIN("fitting/least_squares", TEST(test_minima), TEST(test_bad_places))
