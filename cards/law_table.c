#include "law_table.h"

#include "../analysis/monotone.h"
#include "points.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double MOST_CHANGE = 0.02; /* V: what noise may explain; a table that rises by more is not a potential */
static const double TILT = 2e-6;        /* V per x: what is level falls by this */

static Status bad_table(Reader *r, const Node *at, const char *text)
{
    node_error(r->e, at, "%s", text);
    return error_hint(r->e, "a table is a list of points ( (x1, y1), (x2, y2), … ) with rising x, or \"file.csv\""),
           CELLSIM_BAD_CARD;
}

Status law_table_room(Reader *r, int n, Law *l)
{
    l->x = calloc(3 * (size_t)n, sizeof *l->x);
    if (!l->x) return error_memory(r->e);
    l->y = l->x + n;
    l->slope = l->y + n;
    return CELLSIM_OK;
}

static Status read_point(Reader *r, const Node *point, Law *l)
{
    const int k = l->points;
    if (point->type != NODE_LIST || point->children != 2)
        return bad_table(r, point, "a point of the table is not (x, y)");
    Status status = node_number(r, point->child[0], "x of a table's point", &l->x[k]);
    if (status == CELLSIM_OK) status = node_number(r, point->child[1], "y of a table's point", &l->y[k]);
    if (status != CELLSIM_OK) return status;
    if (k > 0 && !(l->x[k] >= l->x[k - 1])) return bad_table(r, point, "the table is not monotone: x does not rise");
    l->points++;
    return CELLSIM_OK;
}

Status law_table_list(Reader *r, const Node *list, Law *l)
{
    Status status = list_length(r, list, 2, LAW_MAX_POINTS);
    if (status == CELLSIM_OK) status = law_table_room(r, list->children, l);
    for (int k = 0; k < list->children && status == CELLSIM_OK; k++) status = read_point(r, list->child[k], l);
    return status;
}

/* --- what is done to it ---------------------------------------------------------------------------------------------- */

/* "; " between two notes. */
static void note(Law *l, const char *text)
{
    const size_t used = strlen(l->note);
    snprintf(l->note + used, sizeof l->note - used, "%s%s", used ? "; " : "", text);
}

static int is_rising(const Law *l)
{
    for (int k = 1; k < l->points; k++)
        if (!(l->x[k] > l->x[k - 1])) return 0;
    return 1;
}

static Status sort(Reader *r, Law *l)
{
    Point *p = malloc((size_t)l->points * sizeof *p);
    if (!p) return error_memory(r->e);
    for (int k = 0; k < l->points; k++) p[k] = (Point){l->x[k], l->y[k]};
    points_sort((size_t)l->points, p);
    for (int k = 0; k < l->points; k++) l->x[k] = p[k].x, l->y[k] = p[k].y;
    free(p);
    return CELLSIM_OK;
}

/* Mean of the values at each x; *worst: the farthest of them from it. Returns how many points went. */
static int merge(Law *l, double *worst)
{
    const int before = l->points;
    int n = 0;
    *worst = 0;
    for (int k = 0, j; k < before; k = j) {
        double sum = 0;
        for (j = k; j < before && l->x[j] == l->x[k]; j++) sum += l->y[j];
        const double mean = sum / (j - k), x = l->x[k];
        for (int i = k; i < j; i++) *worst = fmax(*worst, fabs(l->y[i] - mean));
        l->x[n] = x;
        l->y[n++] = j - k > 1 ? mean : l->y[k];
    }
    l->points = n;
    return before - n;
}

Status law_table_tidy(Reader *r, const Node *at, Law *l)
{
    char text[64];
    double worst;
    if (is_rising(l)) return CELLSIM_OK;
    const Status s = sort(r, l);
    const int merged = s ? 0 : merge(l, &worst);
    if (s) return s;
    if (l->points < 2) return bad_table(r, at, "the table has fewer than two different x");
    snprintf(text, sizeof text, "%d of equal x averaged, by at most %.2g", merged, worst);
    if (merged) note(l, text);
    return CELLSIM_OK;
}

Status law_table_fall(Reader *r, const Node *at, Law *l)
{
    char text[64];
    double worst;
    int where, level = 0;
    for (int k = 1; k < l->points; k++) level |= !(l->y[k] < l->y[k - 1]);
    if (!level) return CELLSIM_OK;
    const Status s = monotone_fall(l->points, l->y, &worst, &where, r->e);
    if (s) return s;
    if (worst * l->factor > MOST_CHANGE) {
        node_error(r->e, at,
                   "the table is not monotone: U does not fall near x = %.6g, and to make it fall takes %.3g mV",
                   l->x[where], 1e3 * worst * l->factor);
        return error_hint(r->e,
                          "the open-circuit potential falls as the host fills up; noise of up to %g mV is taken out",
                          1e3 * MOST_CHANGE),
               CELLSIM_BAD_CARD;
    }
    for (int k = 0; k < l->points; k++) l->y[k] -= TILT / l->factor * (l->x[k] - l->x[0]);
    snprintf(text, sizeof text, "made to fall: at most %.2g mV, at x = %.3g", 1e3 * worst * l->factor, l->x[where]);
    note(l, worst > 0 ? text : "level stretches fall by 2 uV per x");
    return CELLSIM_OK;
}
