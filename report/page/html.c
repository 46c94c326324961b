#include "html.h"

#include "../figures/figures.h"
#include "../files.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LARGEST_SVG = 16 << 20 };

static const char style[] =
    "body{font:16px/1.5 system-ui,Helvetica,Arial,sans-serif;color:#222;max-width:70rem;margin:2rem auto;padding:0 "
    "1rem}"
    "h1{font-size:1.8rem;margin-bottom:0}h2{margin-top:2.5rem;border-bottom:2px solid #0072B2}"
    "h3{margin-bottom:.3rem}table{border-collapse:collapse;font-size:.9rem;margin:.5rem 0}"
    "th,td{padding:.2rem .7rem;text-align:left;border-bottom:1px solid "
    "#ddd;vertical-align:top;overflow-wrap:break-word}"
    "th{border-bottom:2px solid #888}th{white-space:nowrap}.n{text-align:right;white-space:nowrap}"
    ".ok{color:#00734f;font-weight:600}.no{color:#b34700;font-weight:600}.none{color:#777}"
    ".early{border-left:4px solid #D55E00;padding-left:.7rem}"
    ".reported{background:#d9efe6}.literature{background:#d6e9f5}.fitted{background:#fde5c8}.assumed{background:#"
    "f5dbe9}"
    ".unstated{background:#eee}.figures{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;flex:1 1 26rem}"
    "figure img{width:100%;max-width:40rem}figcaption{font-size:.9rem;color:#555}summary{cursor:pointer}"
    "@media print{body{max-width:none;margin:0}details{display:block}}";

/* Modified no earlier than the data of the run it shows: not left over from before. */
static int is_current(const char *figure, const char *data)
{
    struct stat f, d;
    if (stat(figure, &f)) return 0;
    if (stat(data, &d)) return 1; /* figures without tables beside them */
    return f.st_mtim.tv_sec > d.st_mtim.tv_sec ||
           (f.st_mtim.tv_sec == d.st_mtim.tv_sec && f.st_mtim.tv_nsec >= d.st_mtim.tv_nsec);
}

static void embed(Text *out, const char *path, const char *alt, const char *caption)
{
    Text svg = {0};
    if (file_read(path, LARGEST_SVG, &svg, NULL) == CELLSIM_OK) { /* as an image nothing in it can run or clash */
        text_add(out, "<figure><img alt=\"");
        html_escape(out, alt);
        text_add(out, "\" src=\"data:image/svg+xml;base64,");
        html_base64(out, svg.data ? svg.data : "", svg.length);
        text_add(out, "\"><figcaption>");
        html_escape(out, caption);
        text_add(out, "</figcaption></figure>\n");
    }
    out->failed |= svg.failed;
    text_free(&svg);
}

typedef struct Page {
    Text *out;
    const char *dir;
} Page;

/* A figure, if it was drawn. */
static Status figure_of(void *context, Figure *f, Error *e)
{
    const Page *page = context;
    char name[STEM_SIZE + 16], stem[STEM_SIZE], caption[TITLE_SIZE];
    snprintf(name, sizeof name, "%s.svg", f->stem);
    char *path = path_join(page->dir, name);
    figure_data_stem(f, stem);
    snprintf(name, sizeof name, "%s.bdf.csv", stem);
    char *data = path_join(page->dir, name);
    figure_caption(f, caption);
    if (path && data && is_current(path, data)) embed(page->out, path, f->stem, caption);
    const Status s = path && data ? CELLSIM_OK : error_memory(e);
    free(path);
    free(data);
    return s;
}

Status html_figures(Text *out, const Report *r, const char *dir, Error *e)
{
    Page page = {out, dir};
    text_add(out, "<div class=\"figures\">\n");
    const Status s = figures_each(r, figure_of, &page, e);
    text_add(out, "</div>\n");
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
                  "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    title(out, r);
    text_add(out, "</title>\n<style>");
    text_add(out, style);
    text_add(out, "</style>\n</head>\n<body>\n<h1>");
    title(out, r);
    text_add(out, r->is_measured ? "</h1>\n<p>Measured: " : "</h1>\n<p>Simulated with cellsim: ");
    cells(out, r);
    text_addf(out, ", %d run%s.</p>\n", r->runs, r->runs == 1 ? "" : "s");
    call(out, r->call);
}

Status report_write_html(const Report *r, const char *dir, Error *e)
{
    Text page = {0};
    const Provenance *provenance = NULL;
    Status s = directory_create(dir, e);
    if (s != CELLSIM_OK) return s;
    const int n = r->card ? card_provenance(r->card, &provenance) : 0;
    head(&page, r);
    html_targets(&page, r);
    s = html_figures(&page, r, dir, e);
    html_overview(&page, r);
    if (!r->is_measured) html_trust(&page, r);
    if (!r->card_of) html_runs(&page, r);
    html_provenance(&page, n, provenance);
    text_add(&page, "</body>\n</html>\n");
    if (s == CELLSIM_OK) s = file_write(dir, "report.html", &page, e);
    text_free(&page);
    return s;
}
