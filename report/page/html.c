#include "html.h"

#include "assets.h"
#include "plot.h"

#include "../figures/figures.h"
#include "../files.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LARGEST_SVG = 16 << 20 };

/* Modified no earlier than the data of the run it shows: not left over from before. */
static int is_current(const char *figure, const char *data)
{
    struct stat f, d;
    if (stat(figure, &f)) return 0;
    if (stat(data, &d)) return 1; /* figures without tables beside them */
    return f.st_mtim.tv_sec > d.st_mtim.tv_sec ||
           (f.st_mtim.tv_sec == d.st_mtim.tv_sec && f.st_mtim.tv_nsec >= d.st_mtim.tv_nsec);
}

/* Drawings that the page makes itself, up to a bound: of a page with more, the rest are pictures. */
enum { MOST_PLOTTED = 1 << 20 }; /* bytes */

typedef struct Page {
    Text *out;
    const char *dir;
    Text plots; /* members of the object that they are */
    int plotted, figures; /* so far */
} Page;

/* As an image nothing in it can run or clash. */
static void embed(Text *out, const Text *svg, const char *alt)
{
    text_add(out, "<img alt=\"");
    html_escape(out, alt);
    text_add(out, "\" src=\"data:image/svg+xml;base64,");
    html_base64(out, svg->data ? svg->data : "", svg->length);
    text_add(out, "\">");
}

/* Adds what the page draws of a figure; *number counts from 0, -1: nothing. */
static Status plot(Page *page, Figure *f, int *number, Error *e)
{
    json_t *json = NULL;
    Text text = {0};
    *number = -1;
    if (!*asset_library_js) return CELLSIM_OK;
    const Status s = plot_of_figure(f, &json, e);
    if (s || !json) return s;
    plot_print(json, &text);
    json_decref(json);
    if (text.length + page->plots.length < MOST_PLOTTED) {
        *number = page->plotted++;
        text_add(&page->plots, *number ? ",\n" : "");
        text_bytes(&page->plots, text.data ? text.data : "", text.length);
    }
    page->plots.failed |= text.failed;
    text_free(&text);
    return CELLSIM_OK;
}

/* Its picture in *svg, if it was drawn in this run. */
static Status picture_of(const Page *page, const Figure *f, Text *svg, Error *e)
{
    char name[STEM_SIZE + 16], stem[STEM_SIZE];
    snprintf(name, sizeof name, "%s.svg", f->stem);
    char *path = path_join(page->dir, name);
    figure_data_stem(f, stem);
    snprintf(name, sizeof name, "%s.bdf.csv", stem);
    char *data = path_join(page->dir, name);
    if (path && data && is_current(path, data)) file_read(path, LARGEST_SVG, svg, NULL);
    const Status s = path && data ? text_status(svg, e) : error_memory(e);
    free(path);
    free(data);
    return s;
}

/* A figure, if it was drawn or the page draws it. */
static Status figure_of(void *context, Figure *f, Error *e)
{
    Page *page = context;
    Text svg = {0};
    char caption[TITLE_SIZE];
    int number = -1;
    Status s = picture_of(page, f, &svg, e);
    if (!s) s = plot(page, f, &number, e);
    figure_caption(f, caption);
    if (!s && (svg.length > 0 || number >= 0)) {
        if (page->figures++ == 0) text_add(page->out, "<h2>Figures</h2>\n<div class=\"figures\">\n");
        text_add(page->out, "<figure");
        if (number >= 0) text_addf(page->out, " data-plot=\"%d\"", number);
        text_add(page->out, ">");
        if (svg.length > 0) embed(page->out, &svg, f->stem);
        text_add(page->out, "<figcaption>");
        html_escape(page->out, caption);
        text_add(page->out, "</figcaption></figure>\n");
    }
    text_free(&svg);
    return s;
}

/* Chart.js and what the page does with it, at its end. */
static void scripts(Text *out, const Text *plots)
{
    if (plots->length == 0) return;
    text_add(out, "<script type=\"application/json\" id=\"plots\">[\n");
    text_add(out, plots->data);
    text_add(out, "]</script>\n<script>");
    text_add(out, asset_library_js);
    text_add(out, "</script>\n<script>");
    text_add(out, asset_additions_js);
    text_add(out, asset_charts_js);
    text_add(out, asset_report_js);
    text_add(out, "</script>\n");
}

/* The figures of the report: the pictures that exist in `dir` and are not older than the run's data there, in their place what
 * the page draws itself, if the program was built with Chart.js; `script` comes at the page's end then. */
static Status write_figures(Text *out, const Report *r, const char *dir, Text *script, Error *e)
{
    Page page = {.out = out, .dir = dir};

    const Status s = figures_each(r, figure_of, &page, e);
    if (page.figures > 0) text_add(out, "</div>\n");
    scripts(script, &page.plots);
    script->failed |= page.plots.failed;
    text_free(&page.plots);
    return s;
}

/* What made the page: version, command and what it changed of the card. */
static void call(Text *out, const Call *c)
{
    text_add(out, "<p class=\"call\">cellsim " CELLSIM_VERSION);
    if (c && c->tag) {
        text_add(out, ", tag ");
        html_escape(out, c->tag);
    }
    if (c && c->command) {
        text_add(out, ": <code>");
        html_escape(out, c->command);
        text_add(out, "</code>");
    }
    for (int k = 0; c && k < c->overrides; k++) {
        text_add(out, k ? ", <code>" : "<br>Changed: <code>");
        html_escape(out, c->override[k].path);
        text_add(out, " = ");
        html_escape(out, c->override[k].value);
        text_add(out, "</code>");
    }
    text_add(out, "</p>\n");
}

/* Names of the cells, of several each once. */
static void cells(Text *out, const Report *r)
{
    if (!r->card_of) html_escape(out, report_cell(r));
    for (int k = 0; r->card_of && k < r->runs; k++) {
        if (k > 0 && r->card_of[k] == r->card_of[k - 1]) continue;
        if (k > 0) text_add(out, ", ");
        html_escape(out, r->run[k].cell);
    }
}

static void title(Text *out, const Report *r)
{
    if (r->card_of) text_add(out, "Cells compared");
    else html_escape(out, report_title(r));
}

static void head(Text *out, const Report *r)
{
    text_add(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                  "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n<title>");
    title(out, r);
    text_add(out, "</title>\n<style>");
    text_add(out, asset_page_css);
    text_add(out, "</style>\n</head>\n<body>\n<h1>");
    title(out, r);
    text_add(out, r->is_measured ? "</h1>\n<p>Measured: " : "</h1>\n<p>Simulated with cellsim: ");
    cells(out, r);
    text_addf(out, ", %d run%s.</p>\n", r->runs, r->runs == 1 ? "" : "s");
    call(out, r->call);
}

Status report_write_html(const Report *r, const char *dir, Error *e)
{
    Text page = {0}, script = {0};
    const Provenance *provenance = NULL;
    Status s = directory_create(dir, e);
    if (s != CELLSIM_OK) return s;
    const int n = r->card ? card_provenance(r->card, &provenance) : 0;
    head(&page, r);
    html_cell(&page, r);
    html_targets(&page, r);
    s = write_figures(&page, r, dir, &script, e);
    html_overview(&page, r);
    if (!r->is_measured) html_trust(&page, r);
    if (!r->card_of) html_runs(&page, r);
    html_provenance(&page, n, provenance);
    text_add(&page, script.data ? script.data : "");
    page.failed |= script.failed;
    text_free(&script);
    text_add(&page, "</body>\n</html>\n");
    if (s == CELLSIM_OK) s = file_write(dir, "report.html", &page, e);
    text_free(&page);
    return s;
}
