#include "ocp_output.h"

#include "names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

double ocp_card_x(const OcpReport *r, double share)
{
    return r->from + share * (r->to - r->from);
}

void ocp_branch_words(const OcpReport *r, int branch, char out[160])
{
    const OcpBranch *b = &r->set->branch[branch];
    const char *way = b->way == OCP_RISING ? "rising voltage" : "falling voltage", *file = base_name(r->file[b->file]);
    char number[NUMBER_SIZE];
    if (b->rests) snprintf(out, 160, "%.80s: %d rests, %s", file, b->n, way);
    else if (isnan(b->duration)) snprintf(out, 160, "%.80s: %s, %d points", file, way, b->n);
    else snprintf(out, 160, "%.80s: %s, in %s h", file, way, number_text(b->duration / 3600, 3, number));
}

int ocp_words(const OcpReport *r, char out[3][200])
{
    const OcpCurve *c = r->curve;
    char a[NUMBER_SIZE], b[NUMBER_SIZE], x[NUMBER_SIZE];
    int n = 0;
    if (isnan(c->hysteresis_mean))
        snprintf(out[n++], 200,
                 "only one way was measured: the curve holds its polarisation, and its hysteresis is not known");
    else
        snprintf(out[n++], 200,
                 "mean of both ways; rising less falling voltage (hysteresis and polarisation): %s mV in the mean, %s "
                 "mV at most, at x = %s",
                 number_text(1e3 * c->hysteresis_mean, 3, a), number_text(1e3 * c->hysteresis_most, 3, b),
                 number_text(ocp_card_x(r, c->hysteresis_at), 3, x));
    if (c->changed > 0)
        snprintf(out[n++], 200, "made to fall: changed by at most %s mV, at x = %s",
                 number_text(1e3 * c->changed, 3, a), number_text(ocp_card_x(r, c->changed_at), 3, x));
    else snprintf(out[n++], 200, "it falls as measured: nothing was changed");
    return n;
}
