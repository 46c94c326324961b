/* The module cellsim_web.so: a Web by libmicrohttpd, and all of libmicrohttpd that there is in cellsim. */
#include "web.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

/* --- requests -------------------------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* %41 becomes A, in place; returns the length that is left. A zero would end the text before its end: what stands for one stays as
 * it is. */
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

static enum MHD_Result take_word(void *request, enum MHD_ValueKind kind, const char *name, const char *value)
{
    WebRequest *r = request;
    (void)kind;
    if (r->words == WEB_WORDS) return r->words++, MHD_NO;
    r->word[r->words].name = name ? name : "";
    r->word[r->words++].value = value ? value : "";
    return MHD_YES;
}

/* --- replies --------------------------------------------------------------------------------------------------------- */

static struct MHD_Response *response_of(const WebReply *reply)
{
    union {
        const char *borrowed;
        void *data;
    } text = {reply->text}; /* not written to: it is persistent */
    if (reply->text) return MHD_create_response_from_buffer(reply->length, text.data, MHD_RESPMEM_PERSISTENT);
    if (!reply->owned) return NULL;
    struct MHD_Response *r = MHD_create_response_from_buffer(reply->length, reply->owned, MHD_RESPMEM_MUST_FREE);
    if (!r) free(reply->owned);
    return r;
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, const WebHeader *h, const WebReply *reply)
{
    char disposition[80];
    struct MHD_Response *r = response_of(reply);
    if (!r) return MHD_NO;
    MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
    for (; h->name; h++) MHD_add_response_header(r, h->name, h->value);
    if (reply->file) {
        snprintf(disposition, sizeof disposition, "attachment; filename=\"%s\"", reply->file);
        MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_DISPOSITION, disposition);
    }
    const enum MHD_Result sent = MHD_queue_response(connection, reply->status, r);
    MHD_destroy_response(r);
    return sent;
}

static enum MHD_Result handle(void *options, struct MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *upload, size_t *uploaded, void **begun)
{
    static int yes;
    const WebOptions *o = options;
    WebReply reply = {0};
    (void)version, (void)upload;
    if (!*begun) return *begun = &yes, MHD_YES;   /* its head; what follows ends it */
    if (*uploaded) return *uploaded = 0, MHD_YES; /* nothing that is sent is looked at */
    WebRequest request = {.method = method, .path = path};
    request.host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_word, &request);
    o->answer(o->context, &request, &reply);
    return send_reply(connection, o->header, &reply);
}

/* --- from start to stop ---------------------------------------------------------------------------------------------- */

static void *start(const WebOptions *o)
{
    union {
        const WebOptions *borrowed;
        void *context;
    } options = {o}; /* not written to */
    const unsigned flags =
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | (o->address->sa_family == AF_INET6 ? MHD_USE_IPv6 : 0u);
    const unsigned pool = o->threads > 1 ? o->threads : 0; /* 0: the one thread there is */
    errno = 0;
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, options.context, MHD_OPTION_SOCK_ADDR, o->address,
                            MHD_OPTION_THREAD_POOL_SIZE, pool, MHD_OPTION_CONNECTION_LIMIT, o->connections,
                            MHD_OPTION_CONNECTION_TIMEOUT, o->idle_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            o->request_bytes, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_UNESCAPE_CALLBACK,
                            unescape, NULL, MHD_OPTION_END);
}

static int port(void *daemon, int otherwise)
{
    const union MHD_DaemonInfo *bound = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return bound ? bound->port : otherwise;
}

static void stop(void *daemon)
{
    MHD_stop_daemon(daemon);
}

extern const Web cellsim_web;
__attribute__((visibility("default"))) const Web cellsim_web = {start, port, stop};
