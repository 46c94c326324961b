/* What must not change does not in what users run: guest, salt and charge over the default run of every cell that comes along. */
#define EXPECT_SECONDS 200
#include "expect.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const double BALANCE = 1e-10; /* per capacity, per salt */
enum { LEAST_CELLS = 20 };

/* Of all runs of a call the worst, from its summary; NaN if it is not there. */
static double balance_of(const json_t *summary, const char *name)
{
    const json_t *value = json_object_get(json_object_get(summary, "trust"), name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static void run_cell(const char *cell)
{
    static const char *const names[] = {"lithium_balance", "salt_balance", "charge_balance"};
    char summary[200];
    snprintf(summary, sizeof summary, "out/%s/summary.json", cell);
    Outcome o = expect(0, (const char *[]){"run", cell, "-o", scratch("out"), "--no-figures", "-q", NULL});
    outcome_free(&o);
    json_t *root = json_load_file(scratch(summary), 0, NULL);
    printf("\n    %-21s", cell);
    for (int k = 0; k < 3; k++) {
        const double balance = balance_of(root, names[k]);
        printf("  %.1e", balance);
        CHECK(balance <= BALANCE);
    }
    fflush(stdout);
    json_decref(root);
}

static void test_every_cell(void)
{
    DIR *folder = opendir(SOURCE_ROOT "/cells");
    int cells = 0;
    REQUIRE(folder != NULL);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char name[100];
        const char *end = strstr(entry->d_name, ".cfg");
        if (!end || end[4]) continue;
        snprintf(name, sizeof name, "%.*s", (int)(end - entry->d_name), entry->d_name);
        run_cell(name);
        cells++;
    }
    closedir(folder);
    scratch_remove();
    CHECK(cells >= LEAST_CELLS);
}

TEST_MAIN("robust/balances", TEST(test_every_cell))
