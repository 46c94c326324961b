#include "../../cards/formula.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

static const FormulaName names[] = {{"x", 0, 0}, {"theta", 0, 0}, {"sto", 0, 0}, {"T", 1, 0}};

static double value(const char *text, double x, double T)
{
    Error e;
    Formula *f = NULL;
    error_clear(&e);
    const double values[] = {x, T};
    if (formula_compile(text, 4, names, &f, &e) != CELLSIM_OK) {
        fprintf(stderr, "%s: %s\n", text, e.text);
        return NAN;
    }
    const double v = formula_eval(f, values);
    formula_free(f);
    return v;
}

/* Compiles what must fail; returns the column in the message. */
static int column(const char *text)
{
    Error e;
    Formula *f = (Formula *)1;
    int at = -1;
    error_clear(&e);
    CHECK(formula_compile(text, 4, names, &f, &e) == CELLSIM_BAD_CARD);
    CHECK(f == NULL && e.hint[0] != '\0');
    if (sscanf(e.text, "column %d", &at) != 1) fprintf(stderr, "%s\n", e.text);
    return at;
}

static void test_precedence(void)
{
    CHECK_NEAR(value("1+2*3", 0, 0), 7, 0);
    CHECK_NEAR(value("(1+2)*3", 0, 0), 9, 0);
    CHECK_NEAR(value("8/4/2", 0, 0), 1, 0);
    CHECK_NEAR(value("8-4-2", 0, 0), 2, 0);
    CHECK_NEAR(value("2^3^2", 0, 0), 512, 0);
    CHECK_NEAR(value("2**3**2", 0, 0), 512, 0);
    CHECK_NEAR(value("-x^2", 3, 0), -9, 0);
    CHECK_NEAR(value("2^-1", 0, 0), 0.5, 0);
    CHECK_NEAR(value("2*-3", 0, 0), -6, 0);
    CHECK_NEAR(value("--3", 0, 0), 3, 0);
    CHECK_NEAR(value("1 - -+-1", 0, 0), 0, 0);
    CHECK_NEAR(value("6/2*3", 0, 0), 9, 0);
}

static void test_names_and_functions(void)
{
    CHECK_NEAR(value("x + theta + sto", 2, 0), 6, 0);
    CHECK_NEAR(value("T/100", 0, 298.15), 2.9815, 1e-15);
    CHECK_NEAR(value("R*T/F", 0, 298.15), 0.025692579, 1e-9);
    CHECK_NEAR(value("exp(1)", 0, 0), 2.718281828459045, 1e-15);
    CHECK_NEAR(value("log(exp(2)) + ln(exp(3)) + log10(1000)", 0, 0), 8, 1e-14);
    CHECK_NEAR(value("sqrt(16) + abs(-2)", 0, 0), 6, 0);
    CHECK_NEAR(value("min(3, 2) + max(3, 2) + pow(2, 10)", 0, 0), 1029, 0);
    CHECK_NEAR(value("sin(pi/6) + cos(pi/3) + tan(pi/4)", 0, 0), 2, 1e-15);
    CHECK_NEAR(value("sinh(x) - (exp(x) - exp(-x))/2", 0.7, 0), 0, 1e-15);
    CHECK_NEAR(value("cosh(x)^2 - sinh(x)^2", 0.7, 0), 1, 1e-15);
    CHECK_NEAR(value("tanh(0.5)", 0, 0), 0.46211715726000975, 1e-16);
    CHECK_NEAR(value("asinh(sinh(1.25))", 0, 0), 1.25, 1e-15);
    CHECK_NEAR(value("1.5e-3 + .5 + 2.", 0, 0), 2.5015, 1e-15);
}

/* Open-circuit potential of graphite-SiOx of Chen et al. (2020), evaluated by hand at x = 0.9014. */
static void test_literature_formula(void)
{
    const double U = value("1.9793*exp(-39.3631*x) + 0.2482 - 0.0909*tanh(29.8538*(x - 0.1234)) - "
                           "0.04478*tanh(14.9159*(x - 0.2769)) - 0.0205*tanh(30.4444*(x - 0.6103))",
                           0.9014, 298.15);
    CHECK_NEAR(U, 0.2482 - 0.0909 - 0.04478 - 0.0205, 1e-8);
}

static void test_domain(void)
{
    CHECK(isnan(value("log(-1)", 0, 0)));
    CHECK(isinf(value("1/0", 0, 0)));
    CHECK(isnan(value("sqrt(x)", -1, 0)));
}

static void test_uses(void)
{
    Formula *f = NULL;
    REQUIRE(formula_compile("2*T", 4, names, &f, NULL) == CELLSIM_OK);
    CHECK(formula_uses(f, 1) && !formula_uses(f, 0));
    formula_free(f);
}

static void test_errors_name_the_column(void)
{
    CHECK(column("") == 1);
    CHECK(column("1 +") == 4);
    CHECK(column("2*y") == 3);
    CHECK(column("2x") == 2);
    CHECK(column("(1+2") == 5);
    CHECK(column("1+2)") == 4);
    CHECK(column("exp x") == 5);
    CHECK(column("min(1)") == 6);
    CHECK(column("exp(1,2)") == 6);
    CHECK(column("1 $ 2") == 3);
    CHECK(column("1..2") == 3);
    CHECK(column("1e999") == 1);
    CHECK(column("x x") == 3);
    CHECK(column("*2") == 1);
    CHECK(column("1, 2") == 2);
    CHECK(column("0x10") == 2);
    CHECK(column("inf") == 1);
    CHECK(column("\xc3\xa9") == 1);
}

static void repeat(char *out, const char *part, int n)
{
    const size_t length = strlen(part);
    for (int k = 0; k < n; k++) memcpy(out + (size_t)k * length, part, length);
    out[(size_t)n * length] = '\0';
}

/* Nothing that fits into a card may overflow a stack or take long. */
static void test_hostile(void)
{
    char *text = malloc(200000);
    REQUIRE(text != NULL);
    const char *parts[] = {"(", "-", "exp(", "2^", "max(1,", "x*(", "1+", "x+(x*", "**", ",", "1e", ".", "9"};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
        for (int n = 1; n <= 3000; n = 3 * n + 1) {
            Error e;
            Formula *f = NULL;
            repeat(text, parts[k], n);
            const Status status = formula_compile(text, 4, names, &f, &e);
            CHECK(status == CELLSIM_OK || (status == CELLSIM_BAD_CARD && e.hint[0]));
            formula_free(f);
        }
    repeat(text, "1+", 400);
    strcat(text, "1");
    CHECK_NEAR(value(text, 0, 0), 401, 0);
    repeat(text, "1+", 900);
    strcat(text, "1");
    CHECK(column(text) > 900); /* more than 1000 operations */
    free(text);
}

static void test_depth(void)
{
    char text[600] = "";
    for (int k = 0; k < 40; k++) strcat(text, "(");
    strcat(text, "x");
    for (int k = 0; k < 40; k++) strcat(text, ")");
    CHECK_NEAR(value(text, 0.25, 0), 0.25, 0);
}

TEST_MAIN("cards/formula", TEST(test_precedence), TEST(test_names_and_functions), TEST(test_literature_formula),
          TEST(test_domain), TEST(test_uses), TEST(test_errors_name_the_column), TEST(test_hostile), TEST(test_depth))
