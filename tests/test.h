/* A CUnit suite per file:  static void test_x(void) {…}   int main(void) { TEST_MAIN("suite", test_x, …) } */
#ifndef CELLSIM_TEST_H
#define CELLSIM_TEST_H

#include <CUnit/Basic.h>
#include <math.h>
#include <stdio.h>

/* |value - expected| <= tolerance, with both numbers in the message on failure. */
#define CHECK_NEAR(value, expected, tolerance)                                                                         \
    do {                                                                                                               \
        const double v_ = (value), e_ = (expected), t_ = (tolerance);                                                  \
        const int ok_ = fabs(v_ - e_) <= t_;                                                                           \
        if (!ok_) fprintf(stderr, "%s:%d: %s = %.12g, expected %.12g +- %g\n", __FILE__, __LINE__, #value, v_, e_, t_); \
        CU_ASSERT(ok_);                                                                                                \
    } while (0)

#define CHECK(condition) CU_ASSERT(condition)
#define REQUIRE(condition) CU_ASSERT_FATAL(condition)

typedef struct TestCase {
    const char *name;
    void (*run)(void);
} TestCase;

#define TEST(function) {#function, function}

/* Runs every case of a suite; returns the process's exit code. */
static inline int test_main(const char *suite, int n, const TestCase *cases)
{
    if (CU_initialize_registry() != CUE_SUCCESS) return 99;
    CU_pSuite s = CU_add_suite(suite, NULL, NULL);
    if (!s) return 99;
    for (int k = 0; k < n; k++)
        if (!CU_add_test(s, cases[k].name, cases[k].run)) return 99;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    const unsigned failed = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failed ? 1 : 0;
}

#define TEST_MAIN(suite, ...)                                                                                          \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        const TestCase cases_[] = {__VA_ARGS__};                                                                       \
        return test_main(suite, (int)(sizeof cases_ / sizeof cases_[0]), cases_);                                     \
    }

#endif
