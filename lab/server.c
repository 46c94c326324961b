/* Requests and answers, by libmicrohttpd. Nothing is kept between requests: what a page shows stands in its own address. */
#include "lab.h"
#include "move.h"

#include "../report/json_build.h"
#include "../report/page/assets.h"
#include "assets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { NOT_COMPUTED = 422, MOST_CONNECTIONS = 256, IDLE_S = 30, REQUEST_BYTES = 32 << 10, MOST_WORDS = 40 };

typedef struct Server {
    Benches benches;
    int local; /* 1: it listens on this machine only */
} Server;

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
    if (w.count > MOST_WORDS) return fail(a, MHD_HTTP_BAD_REQUEST, "too many values", "a card, rates, and one value for each slider");
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
    {"/", "text/html; charset=utf-8", asset_lab_html},       {"/lab.css", "text/css; charset=utf-8", asset_lab_css},
    {"/page.css", "text/css; charset=utf-8", asset_page_css}, {"/library.js", "text/javascript; charset=utf-8", asset_library_js},
    {"/charts.js", "text/javascript; charset=utf-8", asset_charts_js}, {"/lab.js", "text/javascript; charset=utf-8", asset_lab_js},
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

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status, const char *type, const char *file,
                                     struct MHD_Response *r)
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

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *upload, size_t *uploaded, void **begun)
{
    static int yes;
    Server *server = context;
    Answer a = {.status = MHD_HTTP_OK, .type = JSON};
    (void)version, (void)upload;
    if (!*begun) return *begun = &yes, MHD_YES; /* its head; what follows ends it */
    if (*uploaded) return *uploaded = 0, MHD_YES; /* nothing that is sent is looked at */
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        fail(&a, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET is answered", "");
    else if (!is_for_us(server, connection)) fail(&a, MHD_HTTP_FORBIDDEN, "not for this name", "use 127.0.0.1 or localhost");
    else {
        for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
            if (!strcmp(path, pages[k].path)) return send_asset(connection, pages[k].type, pages[k].text);
        answer(server, connection, path, &a);
    }
    return send_answer(connection, &a);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %41 becomes A, in place. A zero would end the text before its end: what stands for one stays as it is. */
static size_t unescape(void *context, struct MHD_Connection *connection, char *s)
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

/* --- listening ------------------------------------------------------------------------------------------------------- */

typedef union Address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} Address;

static int read_address(const char *text, int port, Address *a)
{
    memset(a, 0, sizeof *a);
    if (inet_pton(AF_INET, text, &a->v4.sin_addr) == 1) {
        a->v4.sin_family = AF_INET;
        a->v4.sin_port = htons((uint16_t)port);
        return 1;
    }
    if (inet_pton(AF_INET6, text, &a->v6.sin6_addr) != 1) return 0;
    a->v6.sin6_family = AF_INET6;
    a->v6.sin6_port = htons((uint16_t)port);
    return 1;
}

static int is_local(const Address *a)
{
    if (a->any.sa_family == AF_INET6) return IN6_IS_ADDR_LOOPBACK(&a->v6.sin6_addr);
    return ntohl(a->v4.sin_addr.s_addr) >> 24 == 127;
}

static struct MHD_Daemon *start(const LabOptions *o, const Address *a, Server *server)
{
    const unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | (a->any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0u);
    const unsigned pool = o->workers > 1 ? (unsigned)o->workers : 0; /* 0: the one thread there is */
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, &a->any, MHD_OPTION_THREAD_POOL_SIZE, pool,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
                            MHD_OPTION_UNESCAPE_CALLBACK, unescape, NULL,
                            MHD_OPTION_END);
}

static void wait_for_stop(const LabOptions *o)
{
    while (!o->stop || !o->stop(o->context)) nanosleep(&(struct timespec){0, 100000000}, NULL);
}

static void tell(const LabOptions *o, const Address *a, struct MHD_Daemon *daemon)
{
    char url[128];
    const union MHD_DaemonInfo *bound = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    const int six = a->any.sa_family == AF_INET6;
    snprintf(url, sizeof url, "http://%s%.64s%s:%d/", six ? "[" : "", o->listen, six ? "]" : "", bound ? bound->port : o->port);
    if (o->ready) o->ready(url, o->context);
}

Status lab_serve(const LabOptions *o, Error *e)
{
    Address address;
    Server server = {0};
    if (!*asset_library_js) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "this cellsim was built without Chart.js, which the lab draws with");
        return error_hint(e, "install libjs-chart.js, then: meson setup build --reconfigure"), CELLSIM_USAGE;
    }
    if (!read_address(o->listen, o->port, &address)) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "--listen: '%.64s' is no address", o->listen);
        return error_hint(e, "a numeric one: 127.0.0.1 for this machine alone, 0.0.0.0 for all that can reach it"), CELLSIM_USAGE;
    }
    server.local = is_local(&address);
    Status s = benches_create(o->cards, o->card, o->library, o->workers, &server.benches, e);
    if (s) return s;
    errno = 0;
    struct MHD_Daemon *daemon = start(o, &address, &server);
    if (daemon) {
        tell(o, &address, daemon);
        wait_for_stop(o);
        MHD_stop_daemon(daemon);
    } else {
        s = error_set(e, CELLSIM_IO, NULL, 0, "cannot listen on %.64s, port %d: %s", o->listen, o->port, errno ? strerror(errno) : "it cannot be had");
        error_hint(e, "--port names another one");
    }
    benches_free(&server.benches);
    return s;
}
