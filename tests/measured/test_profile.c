/* Tables and cyclers' files as what drives a cell: read right or refused. */
#include "../../measured/as_measured.h"
#include "read_text.h"

static Status read_profile(const char *text, int kind, int held, Drive **d, Error *e)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_profile_%ld.csv", (long)getpid());
    FILE *f = fopen(path, "wb");
    REQUIRE(f != NULL && fputs(text, f) >= 0);
    fclose(f);
    error_clear(e);
    const Status s = profile_read(path, kind, held, d, e);
    remove(path);
    return s;
}

static Drive *drive(const char *text, int kind, int held)
{
    Drive *d = NULL;
    Error e;
    const Status s = read_profile(text, kind, held, &d, &e);
    if (s) fprintf(stderr, "%s:%d: %s (%s)\n", e.file, e.line, e.text, e.hint);
    REQUIRE(s == CELLSIM_OK && d != NULL);
    return d;
}

static void table(const char *text, DriveKind kind, Basis basis, double t1, double value1)
{
    Drive *d = drive(text, PROFILE_UNSAID, 0);
    CHECK(d->kind == kind && d->basis == basis && d->points >= 2 && d->t[0] == 0);
    CHECK_NEAR(d->t[1], t1, 1e-12 * t1);
    CHECK_NEAR(d->value[1], value1, 1e-12 * fabs(value1));
    drive_free(d);
}

static void test_quantities_and_units(void)
{
    table("Time / s,Current / mA\n0,0\n10,-5\n", DRIVE_CURRENT, BASIS_CELL, 10, -5e-3);
    table("time [min];current [A]\n1;0\n3;2\n", DRIVE_CURRENT, BASIS_CELL, 120, 2);
    table("Time (h)\tCurrent (mA/g)\n0\t1\n0.5\t-20\n", DRIVE_CURRENT, BASIS_MASS, 1800, -20);
    table("Time / s,Current / mA/cm2\n0,0\n10,-5\n", DRIVE_CURRENT, BASIS_AREA, 10, -50);
    table("C-rate,Time / s\n0,0\n-2.5,10\n", DRIVE_CURRENT, BASIS_C_RATE, 10, -2.5);
    table("# a remark\n\nTime / s,Power / W/kg\n0,0\n10,-300\n", DRIVE_POWER, BASIS_MASS, 10, -300);
    table("Time / s,Power / mW/cm2\n0,0\n10,-3\n", DRIVE_POWER, BASIS_AREA, 10, -30);
    table("Time / s,Power / kW\n0,0\n10,-3\n", DRIVE_POWER, BASIS_CELL, 10, -3000);
    table("Time / s,Voltage / mV\n0,3000\n10,3100\n", DRIVE_VOLTAGE, BASIS_CELL, 10, 3.1);
    table("Zeit / s;Strom / A\n0,0;0\n1,5;-0,25\n", DRIVE_CURRENT, BASIS_CELL, 1.5, -0.25);
    table("Time / s,Current / A\n0,1\n10,1\n10,-1\n20,-1\n", DRIVE_CURRENT, BASIS_CELL, 10, 1); /* a jump */
}

static void wrong(const char *text, int kind, int held, int line, const char *words)
{
    Drive *d = NULL;
    Error e;
    const Status s = read_profile(text, kind, held, &d, &e);
    const int ok = s == CELLSIM_BAD_CARD && e.line == line && strstr(e.text, words) && e.hint[0] && e.file[0] && !d;
    if (!ok) fprintf(stderr, "'%.40s': %d line %d: %s (%s)\n", text, (int)s, e.line, e.text, e.hint);
    CHECK(ok);
    drive_free(d);
}

static void test_what_is_refused(void)
{
    const int unsaid = PROFILE_UNSAID;
    wrong("Time / s,Current\n0,0\n1,1\n", unsaid, 0, 1, "not understood");
    wrong("Time,Current / A\n0,0\n1,1\n", unsaid, 0, 1, "not understood");
    wrong("Time / s,Power / hp\n0,0\n1,1\n", unsaid, 0, 1, "not understood");
    wrong("Time / s,Current / A\n0,0\n1,x\n", unsaid, 0, 3, "\"x\" is no number");
    wrong("Time / s;Current / A\n0;0\n1;1,500.5\n", unsaid, 0, 3, "is no number");
    wrong("Time / s,Current / A\n0,0\n1\n", unsaid, 0, 3, "two fields");
    wrong("Time / s,Current / A\n0,0\n1,1,\n", unsaid, 0, 3, "two fields");
    wrong("Time / s,Current / A\n0,0\n5,1\n4,1\n", unsaid, 0, 4, "does not rise");
    wrong("Time / s,Current / A\n0,0\n5,1\n5,2\n5,3\n", unsaid, 0, 5, "does not rise");
    wrong("Time / s,Current / A\n0,0\n5,1\n5,2\n", unsaid, 1, 4, "does not rise");
    wrong("Time / s,Current / A\n0,1\n", unsaid, 0, 2, "two rows");
    wrong("Time / s,Current / A\n0,0\n1,nan\n", unsaid, 0, 3, "is no number");
    wrong("Time / s,Current / A\n0,0\n1,1\n", DRIVE_POWER, 0, 1, "holds a current");
    wrong("Time / s,Voltage / V,Current / A\n0,3,1\n1,3,1\n2,3,1\n", unsaid, 0, 0, "what drives");
    wrong("Time / s,Voltage / V,Current / A\n0,3,1\n1,3,1\n2,3,1\n", DRIVE_CURRENT, 1, 0, "hold has no meaning");
}

/* A cycler's file: rest, discharge, charge. Its charge is kept, and rows of one current are one span. */
static void test_cycler(void)
{
    char text[8192];
    size_t n = (size_t)snprintf(text, sizeof text, "Test Time / s,Voltage / V,Current / A,Step Count / 1\n");
    double Q = 0;
    for (int k = 0; k <= 60; k++) {
        const int step = k < 10 ? 1 : k < 40 ? 2 : 3;
        const double I = step == 1 ? 0 : step == 2 ? -0.001 * (1 + 0.002 * (k % 2)) : 0.0005;
        if (k > 0 && step == 2) Q += k == 10 ? 10 * I : 10 * -0.001001; /* the mean of both currents */
        if (step == 3) Q += 10 * I;
        n += (size_t)snprintf(text + n, sizeof text - n, "%d,%.4f,%.7f,%d\n", 10 * k, 3.5 - 0.001 * k, I, step);
    }
    Drive *d = drive(text, DRIVE_CURRENT, 0);
    double sum = 0;
    for (int k = 0; k + 1 < d->points; k++) sum += d->value[k] * (d->t[k + 1] - d->t[k]);
    CHECK(d->held && d->points == 4 && d->t[d->points - 1] == 600);
    CHECK_NEAR(sum, Q, 1e-12);
    CHECK_NEAR(d->value[0], 0, 1e-15);
    drive_free(d);
    d = drive(text, DRIVE_VOLTAGE, 0);
    CHECK(d->points == 2 && !d->held);
    CHECK_NEAR(d->value[1], 3.44, 1e-9);
    drive_free(d);
    d = drive(text, DRIVE_POWER, 0);
    CHECK(d->kind == DRIVE_POWER && d->points >= 4 && d->points < 20);
    drive_free(d);
}

/* The same current in A, and per gram: on a cell of 2 mg. Where nothing is known of the cell it is that in A. */
static void as_measured(const char *heading, double current, double mass, Basis basis, double value)
{
    char path[64], text[256];
    snprintf(path, sizeof path, "/tmp/cellsim_profile_%ld.csv", (long)getpid());
    snprintf(text, sizeof text, "Time / s,Voltage / V,%s\n0,3,%g\n100,2.9,%g\n200,2.8,%g\n", heading, current, current,
             current);
    FILE *f = fopen(path, "wb");
    REQUIRE(f != NULL && fputs(text, f) >= 0);
    fclose(f);
    MeasuredChoice c = measured_defaults();
    c.cell.mass = mass;
    Protocol p;
    Error e;
    REQUIRE(protocol_as_measured(path, &c, &p, &e) == CELLSIM_OK);
    remove(path);
    const Drive *d = p.step->drive;
    CHECK(p.steps == 1 && p.step->kind == STEP_PROFILE && d->basis == basis && d->kind == DRIVE_CURRENT);
    CHECK_NEAR(d->value[0], value, 1e-12 * fabs(value));
    CHECK_NEAR(p.safety.voltage_min, 1.8, 1e-12);
    CHECK_NEAR(p.safety.voltage_max, 4, 1e-12);
    protocol_free(&p);
}

static void test_as_measured(void)
{
    as_measured("Current / mA", -0.1, 2e-6, BASIS_MASS, -50); /* A/kg */
    as_measured("Current / mA", -0.1, NAN, BASIS_CELL, -1e-4);
    as_measured("Current / mA/g", -50, 2e-6, BASIS_MASS, -50);
    as_measured("Current / mA/g", -50, NAN, BASIS_MASS, -50);
    as_measured("Current / mA/cm2", -0.2, NAN, BASIS_AREA, -2);
}

TEST_MAIN("measured/profile", TEST(test_quantities_and_units), TEST(test_what_is_refused), TEST(test_cycler),
          TEST(test_as_measured))
