/* Requests and answers, by libmicrohttpd. Nothing is kept between requests: what a page shows stands in its own address. */
#include "server.h"

#include "move.h"

#include "../report/json_build.h"
#include "../report/page/assets.h"
#include "assets.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NOT_COMPUTED = 422, MOST_WORDS = 40 };

/* An answer under way. */
typedef struct Answer {
    unsigned status;
    const char *type;
    const char *file; /* name to save it under; NULL: it is shown */
    Text text;
} Answer;

static const char JSON[] = "application/json";

static const char POLICY[] = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                             "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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

/* The words after the '?', borrowed from the connection. */
typedef struct Words {
    int count, card; /* card: index of the word that names it; -1: none */
    const char *name[MOST_WORDS], *value[MOST_WORDS];
} Words;

static enum MHD_Result take_word(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    Words *w = context;
    (void)kind;
    if (w->count == MOST_WORDS) return w->count++, MHD_NO;
    if (name && !strcmp(name, "card")) w->card = w->count;
    w->name[w->count] = name ? name : "";
    w->value[w->count++] = value ? value : "";
    return MHD_YES;
}

/* Fills the move from the words; 0: *error says what is wrong. */
static int read_move(const Words *w, const BenchCard *c, Move *m, cellsim_error *error)
{
    m->rates = 1;
    m->rate[0] = 1;
    for (int k = 0; k < w->count; k++)
        if (k != w->card && !move_take(m, c, w->name[k], w->value[k], error)) return 0;
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

static void on_bench(Ask ask, const Benches *b, Bench *bench, const Words *w, Answer *a)
{
    static const char *const type[] = {JSON, "text/csv; charset=utf-8", "text/plain; charset=utf-8", JSON};
    static const char *const file[] = {NULL, "curves.csv", "card.cfg", NULL};
    cellsim_error error = {0};
    Move m = {.card = benches_find(b, w->value[w->card])};
    if (m.card < 0) return fail(a, MHD_HTTP_NOT_FOUND, "there is no such card", "/cards lists them");
    BenchCard *c = bench_card(b, bench, m.card, &error);
    if (!c) return fail(a, NOT_COMPUTED, error.message, error.hint);
    if (!read_move(w, c, &m, &error)) return fail(a, MHD_HTTP_BAD_REQUEST, error.message, error.hint);
    const cellsim_status s = answer_of(ask, b, &m, c, a);
    a->status = s == CELLSIM_OK ? MHD_HTTP_OK : NOT_COMPUTED;
    a->type = s == CELLSIM_OK ? type[ask] : JSON;
    a->file = s == CELLSIM_OK ? file[ask] : NULL;
}

static void move(Server *server, struct MHD_Connection *connection, Ask ask, Answer *a)
{
    Words w = {.card = -1};
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_word, &w);
    if (w.count > MOST_WORDS)
        return fail(a, MHD_HTTP_BAD_REQUEST, "too many values", "a card, rates, and one value for each slider");
    if (w.card < 0) return fail(a, MHD_HTTP_BAD_REQUEST, "no card is named", "card=NAME");
    Bench *bench = benches_take(&server->benches);
    on_bench(ask, &server->benches, bench, &w, a);
    benches_give(&server->benches, bench);
}

static void cards(const Benches *b, Answer *a)
{
    json_t *list = json_array();
    for (int k = 0; k < b->cards; k++) json_append(&list, text_json(b->name[k]));
    json_print(list, JSON_COMPACT, &a->text);
    json_decref(list);
    a->type = JSON;
    a->status = MHD_HTTP_OK;
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

static void answer(Server *server, struct MHD_Connection *connection, const char *path, Answer *a)
{
    if (!strcmp(path, "/cards")) return cards(&server->benches, a);
    for (size_t k = 0; k < sizeof asks / sizeof *asks; k++)
        if (!strcmp(path, asks[k].path)) return move(server, connection, asks[k].ask, a);
    fail(a, MHD_HTTP_NOT_FOUND, "there is no such page", "/ is all there is to see");
}

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status, const char *type,
                                     const char *file, struct MHD_Response *r)
{
    char disposition[80];
    if (!r) return MHD_NO;
    MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    MHD_add_response_header(r, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(r, "Content-Security-Policy", POLICY);
    if (file) {
        snprintf(disposition, sizeof disposition, "attachment; filename=\"%s\"", file);
        MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_DISPOSITION, disposition);
    }
    const enum MHD_Result sent = MHD_queue_response(connection, status, r);
    MHD_destroy_response(r);
    return sent;
}

static enum MHD_Result send_asset(struct MHD_Connection *connection, const char *type, const char *text)
{
    union {
        const char *borrowed;
        void *data;
    } asset = {text}; /* not written to: it is persistent */
    return send_response(connection, MHD_HTTP_OK, type, NULL,
                         MHD_create_response_from_buffer(strlen(text), asset.data, MHD_RESPMEM_PERSISTENT));
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, Answer *a)
{
    if (a->text.failed || !a->text.data) return text_free(&a->text), MHD_NO; /* no memory: the connection ends */
    struct MHD_Response *r = MHD_create_response_from_buffer(a->text.length, a->text.data, MHD_RESPMEM_MUST_FREE);
    if (!r) text_free(&a->text);
    return send_response(connection, a->status, a->type, a->file, r);
}

/* A page of the web may make a browser ask a name that leads here: of this machine alone only its own names are answered. */
static int is_for_us(const Server *server, struct MHD_Connection *connection)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    if (!server->local || !host) return 1;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const size_t n = strlen(names[k]);
        if (!strncasecmp(host, names[k], n) && (!host[n] || host[n] == ':')) return 1;
    }
    return 0;
}

enum MHD_Result server_handle(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *upload, size_t *uploaded, void **begun)
{
    static int yes;
    Server *server = context;
    Answer a = {.status = MHD_HTTP_OK, .type = JSON};
    (void)version, (void)upload;
    if (!*begun) return *begun = &yes, MHD_YES;   /* its head; what follows ends it */
    if (*uploaded) return *uploaded = 0, MHD_YES; /* nothing that is sent is looked at */
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        fail(&a, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET is answered", "");
    else if (!is_for_us(server, connection))
        fail(&a, MHD_HTTP_FORBIDDEN, "not for this name", "use 127.0.0.1 or localhost");
    else {
        for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
            if (!strcmp(path, pages[k].path)) return send_asset(connection, pages[k].type, pages[k].text);
        answer(server, connection, path, &a);
    }
    return send_answer(connection, &a);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* A zero would end the text before its end: what stands for one stays as it is. */
size_t server_unescape(void *context, struct MHD_Connection *connection, char *s)
{
    char *to = s;
    (void)context, (void)connection;
    for (const char *from = s; *from; from++) {
        const int high = *from == '%' ? hex_digit(from[1]) : -1, low = high < 0 ? -1 : hex_digit(from[2]);
        if (low >= 0 && high + low > 0) {
            *to++ = (char)(16 * high + low);
            from += 2;
        } else *to++ = *from;
    }
    *to = '\0';
    return (size_t)(to - s);
}
