/* What a move of a slider costs in the lab: the card set anew, the runs, and all that the page draws as JSON; CPU time of one
 * thread, least and median of so many moves. */
#include "../../lab/move.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOVES = 60 };

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int measure(const char *root, const char *name, const char *path, double from, const char *rates)
{
    char file[512], library[512];
    double ms[MOVES];
    size_t bytes = 0;
    Benches b;
    cellsim_error error = {0};
    snprintf(file, sizeof file, "%s/cells/%s.cfg", root, name);
    snprintf(library, sizeof library, "%s/configs", root);
    const char *const files[] = {file};
    if (benches_create(1, files, library, 1, &b, NULL)) return 1;
    BenchCard *c = bench_card(&b, benches_take(&b), 0, &error);
    int failed = !c;
    for (int k = 0; k < MOVES && !failed; k++) {
        Move m = {0};
        Text text = {0};
        char value[32];
        snprintf(value, sizeof value, "%.4g", from * (1 + 0.02 * k));
        const double start = now_ms();
        failed = !move_take(&m, c, "rates", rates, &error) || !move_take(&m, c, path, value, &error) ||
                 move_json(&m, c, &text);
        ms[k] = now_ms() - start;
        bytes = text.length;
        text_free(&text);
    }
    benches_free(&b);
    if (failed) return fprintf(stderr, "%s: %s\n", name, error.message), 1;
    qsort(ms, MOVES, sizeof *ms, by_size);
    printf("%-10s %-10s %-28s %6.2f ms least, %6.2f ms median, %zu bytes\n", name, rates, path, ms[0], ms[MOVES / 2],
           bytes);
    return 0;
}

int main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : ".";
    return measure(root, "r175_li", "positive.loading_mg_cm2", 1, "0.2,5") |
           measure(root, "r175_li", "positive.phases[1].D_cm2_s", 2e-11, "0.2,5") |
           measure(root, "r175_li", "temperature_C", 20, "0.2,5") |
           measure(root, "r175_li", "positive.loading_mg_cm2", 5, "0.2,1,5,10") |
           measure(root, "chen2020", "positive.porosity", 0.15, "0.2,1") |
           measure(root, "chen2020", "positive.phases[0].D_m2_s", 2e-15, "0.2,1") |
           measure(root, "chen2020", "positive.porosity", 0.15, "0.2,0.5,1,2");
}
