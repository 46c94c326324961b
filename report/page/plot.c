#include "plot.h"
#include "thin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

json_t *plot_lines(const char *x, const char *y)
{
    json_t *o = json_object();
    json_put(&o, "type", json_string("lines"));
    json_put(&o, "x", text_json(x));
    json_put(&o, "y", text_json(y));
    json_put(&o, "series", json_array());
    return o;
}

static json_t *kept_numbers(int n, const double *v, const char *keep)
{
    json_t *a = json_array();
    for (int k = 0; k < n; k++)
        if (keep[k]) json_append(&a, number_json(v[k]));
    return a;
}

Status plot_add(json_t **plot, const PlotSeries *s, Error *e)
{
    static const double SHARE = 1.0 / 2000; /* of the axis: less than a pixel */
    if (s->points == 0) return CELLSIM_OK;
    char *keep = malloc((size_t)s->points);
    if (!keep) return error_memory(e);
    memset(keep, 1, (size_t)s->points);
    if (!s->markers) thin_line(s->points, s->x, s->y, SHARE, keep);
    json_t *o = json_object();
    json_put(&o, "name", text_json(s->name));
    json_put(&o, "colour", text_json(s->colour));
    json_put(&o, "dash", json_integer(s->dash));
    json_put(&o, "markers", json_integer(s->markers));
    json_put(&o, "x", kept_numbers(s->points, s->x, keep));
    json_put(&o, "y", kept_numbers(s->points, s->y, keep));
    free(keep);
    return json_array_append_new(json_object_get(*plot, "series"), o) ? error_memory(e) : CELLSIM_OK;
}

void plot_print(const json_t *whole, Text *out)
{
    Text raw = {0};
    json_print(whole, JSON_COMPACT | JSON_REAL_PRECISION(PLOT_DIGITS), &raw);
    for (const char *s = raw.data; s && *s;) {
        const size_t n = strcspn(s, "<");
        text_bytes(out, s, n);
        s += n;
        if (*s == '<') text_add(out, "\\u003c"), s++;
    }
    out->failed |= raw.failed;
    text_free(&raw);
}
