/* Requests and answers. Nothing is kept between requests: what a page shows stands in its own address. */
#include "server.h"

#include "move.h"

#include "../report/json_build.h"
#include "../report/page/assets.h"
#include "assets.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* RFC 9110, section 15 */
enum { OK = 200, BAD_REQUEST = 400, FORBIDDEN = 403, NOT_FOUND = 404, NOT_ALLOWED = 405, NOT_COMPUTED = 422 };

/* An answer under way. */
typedef struct Answer {
    unsigned status;
    const char *type;
    const char *file; /* name to save it under; NULL: it is shown */
    Text text;
} Answer;

static const char JSON[] = "application/json";

const WebHeader server_headers[] = {
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
     "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {NULL, NULL},
};

static void fail(Answer *a, unsigned status, const char *message, const char *hint)
{
    cellsim_error error = {.status = CELLSIM_USAGE};
    snprintf(error.message, sizeof error.message, "%s", message);
    snprintf(error.hint, sizeof error.hint, "%s", hint);
    a->status = status;
    a->type = JSON;
    error_json(&error, &a->text);
}

/* --- requests for a move --------------------------------------------------------------------------------------------- */

/* Index of the word that names the card, the last if there are several; -1: none does. */
static int card_word(const WebRequest *r)
{
    int k = r->words - 1;
    while (k >= 0 && strcmp(r->word[k].name, "card") != 0) k--;
    return k;
}

/* Fills the move from the words but that of the card; 0: *error says what is wrong. */
static int read_move(const WebRequest *r, int card, const BenchCard *c, Move *m, cellsim_error *error)
{
    m->rates = 1;
    m->rate[0] = 1;
    for (int k = 0; k < r->words; k++)
        if (k != card && !move_take(m, c, r->word[k].name, r->word[k].value, error)) return 0;
    return 1;
}

typedef enum { ASK_RUN, ASK_CSV, ASK_CARD, ASK_SLIDERS } Ask;

static void sliders(const BenchCard *c, Answer *a)
{
    json_t *o = json_object();
    json_put(&o, "title", text_json(cellsim_card_title(c->card) ? cellsim_card_title(c->card) : ""));
    json_put(&o, "sliders", sliders_json(c->sliders, c->slider));
    json_print(o, JSON_COMPACT, &a->text);
    json_decref(o);
}

static cellsim_status answer_of(Ask ask, const Benches *b, const Move *m, BenchCard *c, Answer *a)
{
    switch (ask) {
    case ASK_RUN: return move_json(m, c, &a->text);
    case ASK_CSV: return move_csv(m, c, &a->text);
    case ASK_CARD: return move_card(m, b, c, &a->text);
    case ASK_SLIDERS: return sliders(c, a), CELLSIM_OK;
    }
    return CELLSIM_USAGE;
}

static void on_bench(Ask ask, const Benches *b, Bench *bench, const WebRequest *r, int card, Answer *a)
{
    static const char *const type[] = {JSON, "text/csv; charset=utf-8", "text/plain; charset=utf-8", JSON};
    static const char *const file[] = {NULL, "curves.csv", "card.cfg", NULL};
    cellsim_error error = {0};
    Move m = {.card = benches_find(b, r->word[card].value)};
    if (m.card < 0) return fail(a, NOT_FOUND, "there is no such card", "/cards lists them");
    BenchCard *c = bench_card(b, bench, m.card, &error);
    if (!c) return fail(a, NOT_COMPUTED, error.message, error.hint);
    if (!read_move(r, card, c, &m, &error)) return fail(a, BAD_REQUEST, error.message, error.hint);
    const cellsim_status s = answer_of(ask, b, &m, c, a);
    a->status = s == CELLSIM_OK ? OK : NOT_COMPUTED;
    a->type = s == CELLSIM_OK ? type[ask] : JSON;
    a->file = s == CELLSIM_OK ? file[ask] : NULL;
}

static void move(Server *server, const WebRequest *r, Ask ask, Answer *a)
{
    if (r->words > WEB_WORDS)
        return fail(a, BAD_REQUEST, "too many values", "a card, rates, and one value for each slider");
    const int card = card_word(r);
    if (card < 0) return fail(a, BAD_REQUEST, "no card is named", "card=NAME");
    Bench *bench = benches_take(&server->benches);
    on_bench(ask, &server->benches, bench, r, card, a);
    benches_give(&server->benches, bench);
}

static void cards(const Benches *b, Answer *a)
{
    json_t *list = json_array();
    for (int k = 0; k < b->cards; k++) json_append(&list, text_json(b->name[k]));
    json_print(list, JSON_COMPACT, &a->text);
    json_decref(list);
}

/* --- what is where --------------------------------------------------------------------------------------------------- */

static const struct {
    const char *path, *type, *text;
} pages[] = {
    {"/", "text/html; charset=utf-8", asset_lab_html},
    {"/lab.css", "text/css; charset=utf-8", asset_lab_css},
    {"/page.css", "text/css; charset=utf-8", asset_page_css},
    {"/library.js", "text/javascript; charset=utf-8", asset_library_js},
    {"/additions.js", "text/javascript; charset=utf-8", asset_additions_js},
    {"/charts.js", "text/javascript; charset=utf-8", asset_charts_js},
    {"/pictures.js", "text/javascript; charset=utf-8", asset_pictures_js},
    {"/lab.js", "text/javascript; charset=utf-8", asset_lab_js},
};

static const struct {
    const char *path;
    Ask ask;
} asks[] = {{"/run", ASK_RUN}, {"/curves.csv", ASK_CSV}, {"/card.cfg", ASK_CARD}, {"/sliders", ASK_SLIDERS}};

static void answer(Server *server, const WebRequest *r, Answer *a)
{
    if (!strcmp(r->path, "/cards")) return cards(&server->benches, a);
    for (size_t k = 0; k < sizeof asks / sizeof *asks; k++)
        if (!strcmp(r->path, asks[k].path)) return move(server, r, asks[k].ask, a);
    fail(a, NOT_FOUND, "there is no such page", "/ is all there is to see");
}

/* A page of the web may make a browser ask a name that leads here: of this machine alone only its own names are answered. */
static int is_for_us(const Server *server, const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    if (!server->local || !host) return 1;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const size_t n = strlen(names[k]);
        if (!strncasecmp(host, names[k], n) && (!host[n] || host[n] == ':')) return 1;
    }
    return 0;
}

/* 1: it is one of the pages. */
static int give_page(const char *path, WebReply *reply)
{
    for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
        if (strcmp(path, pages[k].path) != 0) continue;
        *reply = (WebReply){.status = OK, .type = pages[k].type, .text = pages[k].text};
        return reply->length = strlen(reply->text), 1;
    }
    return 0;
}

void server_answer(void *context, const WebRequest *r, WebReply *reply)
{
    Server *server = context;
    Answer a = {.status = OK, .type = JSON};
    if (strcmp(r->method, "GET") != 0 && strcmp(r->method, "HEAD") != 0)
        fail(&a, NOT_ALLOWED, "only GET is answered", "");
    else if (!is_for_us(server, r->host)) fail(&a, FORBIDDEN, "not for this name", "use 127.0.0.1 or localhost");
    else if (give_page(r->path, reply)) return;
    else answer(server, r, &a);
    if (a.text.failed) text_free(&a.text);
    *reply =
        (WebReply){.status = a.status, .type = a.type, .file = a.file, .owned = a.text.data, .length = a.text.length};
}
