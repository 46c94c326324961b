#include "html.h"

#include "assets.h"
#include "plot.h"

#include "../figures/figures.h"
#include "../files.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LARGEST_DRAWING = 16 << 20, HEAVY_DRAWING = 192 << 10 }; /* bytes */

/* Modified no earlier than the data of the run it shows: not left over from before. */
static int is_current(const char *figure, const char *data)
{
    struct stat f, d;
    if (stat(figure, &f)) return 0;
    if (stat(data, &d)) return 1; /* figures without tables beside them */
    return f.st_mtim.tv_sec > d.st_mtim.tv_sec ||
           (f.st_mtim.tv_sec == d.st_mtim.tv_sec && f.st_mtim.tv_nsec >= d.st_mtim.tv_nsec);
}

/* So that no page has more than 2 MB, bytes: of drawings that it makes itself, of which the rest are pictures; of pictures, up to
 * which drawings have one, too, for printers; and of all of them, of which the rest are files. */
enum { MOST_PLOTTED = 720 << 10, MOST_FOR_PRINTERS = 500 << 10, MOST_SHOWN_BYTES = 1500000 };

typedef struct Page {
    Text *out;
    const char *dir;
    Text plots;           /* members of the object that they are */
    int plotted, figures; /* so far */
    size_t pictured;
} Page;

/* What gnuplot drew. */
typedef struct Picture {
    Text bytes;
    const char *type;
} Picture;

/* As an image nothing in it can run or clash. */
static void embed(Page *page, const Picture *p, const char *alt, int drawn)
{
    Text *out = page->out;
    const size_t length = p->bytes.length / 3 * 4;
    const size_t all = page->pictured + page->plots.length + length;
    if (all > MOST_SHOWN_BYTES || (drawn && page->pictured + length > MOST_FOR_PRINTERS)) {
        if (!drawn) text_addf(out, "<p>%s.png, beside this page</p>", alt); /* a clean name */
        return;
    }
    page->pictured += length;
    text_add(out, "<img alt=\"");
    html_escape(out, alt);
    text_addf(out, "\" src=\"data:image/%s;base64,", p->type);
    html_base64(out, p->bytes.data ? p->bytes.data : "", p->bytes.length);
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
    const size_t plotted = text.length + page->plots.length;
    if (plotted < MOST_PLOTTED && plotted + page->pictured < MOST_SHOWN_BYTES) {
        *number = page->plotted++;
        text_add(&page->plots, *number ? ",\n" : "");
        text_bytes(&page->plots, text.data ? text.data : "", text.length);
    }
    page->plots.failed |= text.failed;
    text_free(&text);
    return CELLSIM_OK;
}

/* Its drawing of one format, if it was made in this run; else nothing. */
static Status drawing_of(const Page *page, const Figure *f, const char *format, Text *bytes, Error *e)
{
    char name[STEM_SIZE + 16], stem[STEM_SIZE];
    snprintf(name, sizeof name, "%s.%s", f->stem, format);
    char *path = path_join(page->dir, name);
    figure_data_stem(f, stem);
    snprintf(name, sizeof name, "%s.bdf.csv", stem);
    char *data = path_join(page->dir, name);
    if (path && data && is_current(path, data)) file_read(path, LARGEST_DRAWING, bytes, NULL);
    const Status s = path && data ? text_status(bytes, e) : error_memory(e);
    free(path);
    free(data);
    return s;
}

/* Its picture, if there is one. Of thousands of points their pixels are less than they are. */
static Status picture_of(const Page *page, const Figure *f, Picture *out, Error *e)
{
    Text pixels = {0};
    out->type = "svg+xml";
    Status s = drawing_of(page, f, "svg", &out->bytes, e);
    if (s || out->bytes.length <= HEAVY_DRAWING) return s;
    s = drawing_of(page, f, "png", &pixels, e);
    if (s || pixels.length == 0 || pixels.length >= out->bytes.length) return text_free(&pixels), s;
    text_free(&out->bytes);
    *out = (Picture){pixels, "png"};
    return CELLSIM_OK;
}

/* A figure, if it was drawn or the page draws it. */
static Status figure_of(void *context, Figure *f, Error *e)
{
    Page *page = context;
    Picture picture = {0};
    char caption[TITLE_SIZE];
    int number = -1;
    Status s = picture_of(page, f, &picture, e);
    if (!s) s = plot(page, f, &number, e);
    figure_caption(f, caption);
    if (!s && (picture.bytes.length > 0 || number >= 0)) {
        if (page->figures++ == 0) text_add(page->out, "<h2>Figures</h2>\n<div class=\"figures\">\n");
        text_add(page->out, "<figure");
        if (number >= 0) text_addf(page->out, " data-plot=\"%d\"", number);
        text_add(page->out, ">");
        if (picture.bytes.length > 0) embed(page, &picture, f->stem, number >= 0);
        text_add(page->out, "<figcaption>");
        html_escape(page->out, caption);
        text_add(page->out, "</figcaption></figure>\n");
    }
    text_free(&picture.bytes);
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
