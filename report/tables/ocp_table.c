#include "../ocp_output.h"

#include <math.h>

enum { MOST_DRAWN = 2000 };

static void remark(Text *out, const char *s)
{
    text_add(out, "# ");
    for (; *s; s++) text_bytes(out, (unsigned char)*s < 32 || *s == 127 ? " " : s, 1);
    text_add(out, "\n");
}

static void value(Text *out, double x, int digits, const char *end)
{
    if (!isnan(x)) text_number(out, x, digits);
    text_add(out, end);
}

void ocp_csv(const OcpReport *r, Text *out)
{
    char line[160], words[3][200];
    const OcpCurve *c = r->curve;
    remark(out, "Equilibrium potential, by cellsim ocp " CELLSIM_VERSION);
    for (int k = 0; k < r->set->branches; k++) ocp_branch_words(r, k, line), remark(out, line);
    for (int k = 0, n = ocp_words(r, words); k < n; k++) remark(out, words[k]);
    text_add(out, "x,U / V,Hysteresis / mV,Falling Voltage / V,Rising Voltage / V\n");
    for (int k = 0; k < OCP_POINTS; k++) {
        value(out, ocp_card_x(r, c->x[k]), 8, ",");
        value(out, c->U[k], 7, ",");
        value(out, 1e3 * c->hysteresis[k], 5, ",");
        value(out, c->way[OCP_FALLING][k], 7, ",");
        value(out, c->way[OCP_RISING][k], 7, "\n");
    }
}

void ocp_csv_data(const OcpReport *r, Text *out)
{
    text_add(out, "branch,x,voltage_V\n");
    for (int j = 0; j < r->set->branches; j++) {
        const OcpBranch *b = &r->set->branch[j];
        const int stride = b->n / MOST_DRAWN + 1;
        if (j) text_add(out, "\n");
        for (int k = 0; k < b->n; k += stride) {
            text_addf(out, "%d,", j + 1);
            value(out, ocp_card_x(r, b->x[k]), 8, ",");
            value(out, b->V[k], 7, "\n");
        }
    }
}
