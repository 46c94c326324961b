/* How fast a long measured file is read, and in how much memory: 3.3 million rows, 115 MB of CSV. */
#include "../../experiments/clock.h"
#include "../../measured/measured.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { ROWS = 3300000, STEP = 3600 };

static void write_rows(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f) abort();
    fprintf(f, "Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1\n");
    for (int k = 0; k < ROWS; k++) {
        const int step = k / STEP, charge = step % 2 == 0;
        const double x = k % STEP / (double)STEP;
        fprintf(f, "%d.0,%.5f,%s,%d,%d\n", k, charge ? 3 + 0.5 * x : 3.5 - 0.5 * x, charge ? "0.001000" : "-0.001000",
                step / 2 + 1, step + 1);
    }
    if (fclose(f)) abort();
}

int main(void)
{
    char path[64];
    struct rusage usage;
    const MeasuredChoice c = measured_defaults();
    Measured m;
    Error e;
    snprintf(path, sizeof path, "/tmp/cellsim_bench_%ld.csv", (long)getpid());
    write_rows(path);
    const double start = wall_clock();
    const Status s = measured_read(path, &c, &m, &e);
    const double seconds = wall_clock() - start;
    remove(path);
    if (s) return fprintf(stderr, "%s\n", e.text), 1;
    getrusage(RUSAGE_SELF, &usage);
    printf("%ld rows in %.2f s, at most %ld MB of memory, %d segments\n", m.rows, seconds, usage.ru_maxrss / 1024,
           m.segments);
    measured_free(&m);
    return 0;
}
