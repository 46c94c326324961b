/* The branch of hysteresis against the curve it lies on. */
#include "../../model/kinetics.h"
#include "../test.h"

static const double f = 38.92, H = 0.02;

/* On the curve drive = eta + (H/2) tanh(i/i_H) every slant meets the point it comes from, with the slopes of the curve there. */
static void check_point(const Kinetics *k, double i_H, double slant, double eta)
{
    const Rate at = butler_volmer(k, eta);
    const double i = re(at.i), branch = tanh(i / i_H), gap = 0.5 * H * (1 - branch * branch) / i_H;
    const double drive = eta + 0.5 * H * branch, per_drive = 1 / (1 + (slant + gap) * re(at.per_eta));
    const Branch b = branch_of(k, H, i_H, slant, drive + slant * i);
    const Rate found = butler_volmer(k, b.eta);
    const double allowed = 1e-13 * (1 + fabs(drive) + slant * fabs(i)); /* V: round-off of the sum it is told */
    CHECK_NEAR(re(b.eta), eta, allowed);
    CHECK_NEAR(re(found.i), i, 2 * allowed * re(at.per_eta) + 1e-12 * fabs(i));
    CHECK_NEAR(re(b.per_drive), per_drive, 1e-6 * per_drive);
    CHECK_NEAR(re(b.rest), 1 - slant * per_drive * re(at.per_eta), 1e-6);
}

static void check_curve(const Kinetics *k, double eta0)
{
    for (double i_H = 1e-5; i_H < 1; i_H *= 30)
        for (double slant = 0; slant < 100; slant = 30 * (slant + 1e-3))
            for (double far = 1e-6; far < 0.3; far *= 3) {
                check_point(k, i_H, slant, eta0 + far);
                check_point(k, i_H, slant, eta0 - far);
            }
}

static void test_branch_lies_on_its_curve(void)
{
    check_curve(&(Kinetics){0.5, 0.5, 0.5, f, -0.3, ION_REFERENCE}, 0);
    check_curve(&(Kinetics){2e-3, 0.7, 0.3, f, 0.2, ION_REFERENCE}, 0);
    check_curve(&(Kinetics){0.5, 0.5, 0.5, f, -3, ION_ABSOLUTE}, -3 / f); /* rests where its ion is scarce */
    check_curve(&(Kinetics){0.5, 0.5, 0.5, f, -3, ION_MASS_ACTION}, -3 / f);
}

/* Wherever the unknowns stand, far off the curve or on the wrong side of it, a point of it is met. */
static void test_branch_is_found_from_anywhere(void)
{
    const Kinetics k = {0.5, 0.5, 0.5, f, 0, ION_REFERENCE};
    for (double drive = -50; drive <= 50; drive += 0.7)
        for (double slant = 0; slant < 1; slant += 0.3) {
            const double eta = re(branch_of(&k, H, 1e-5, slant, drive).eta), i = re(butler_volmer(&k, eta).i);
            CHECK_NEAR(eta + slant * i + 0.5 * H * tanh(i / 1e-5), drive, 1e-10 * (1 + fabs(drive)));
        }
}

TEST_MAIN("model/kinetics", TEST(test_branch_lies_on_its_curve), TEST(test_branch_is_found_from_anywhere))
