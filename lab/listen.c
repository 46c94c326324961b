/* Where the lab listens, until it is told to stop. */
#include "lab.h"
#include "server.h"

#include "../cards/module.h"
#include "../report/page/assets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MOST_CONNECTIONS = 256, IDLE_S = 30, REQUEST_BYTES = 32 << 10 };

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

static void wait_for_stop(const LabOptions *o)
{
    while (!o->stop || !o->stop(o->context)) nanosleep(&(struct timespec){0, 100000000}, NULL);
}

static void tell(const LabOptions *o, const Address *a, int port)
{
    char url[128];
    const int six = a->any.sa_family == AF_INET6;
    snprintf(url, sizeof url, "http://%s%.64s%s:%d/", six ? "[" : "", o->listen, six ? "]" : "", port);
    if (o->ready) o->ready(url, o->context);
}

static Status serve(const LabOptions *o, const Web *web, const Address *a, Server *server, Error *e)
{
    const WebOptions options = {.address = &a->any,
                                .threads = (unsigned)o->workers,
                                .connections = MOST_CONNECTIONS,
                                .idle_s = IDLE_S,
                                .request_bytes = REQUEST_BYTES,
                                .header = server_headers,
                                .answer = server_answer,
                                .context = server};
    void *started = web->start(&options);
    if (!started) {
        error_set(e, CELLSIM_IO, NULL, 0, "cannot listen on %.64s, port %d: %s", o->listen, o->port,
                  errno ? strerror(errno) : "it cannot be had");
        return error_hint(e, "--port names another one"), CELLSIM_IO;
    }
    tell(o, a, web->port(started, o->port));
    wait_for_stop(o);
    web->stop(started);
    return CELLSIM_OK;
}

Status lab_serve(const LabOptions *o, Error *e)
{
    Address address;
    Server server = {0};
    char why[MODULE_WHY];
    if (!*asset_library_js) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "this cellsim was built without Chart.js, which the lab draws with");
        return error_hint(e, "install libjs-chart.js, then: meson setup build --reconfigure"), CELLSIM_USAGE;
    }
    if (!read_address(o->listen, o->port, &address)) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "--listen: '%.64s' is no address", o->listen);
        return error_hint(e, "a numeric one: 127.0.0.1 for this machine alone, 0.0.0.0 for all that can reach it"),
               CELLSIM_USAGE;
    }
    const Web *web = module_table(WEB_MODULE, WEB_SYMBOL, why);
    if (!web) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "this cellsim cannot answer requests: %s", why);
        return error_hint(e, "install libmicrohttpd, and cellsim as a whole: " WEB_MODULE " belongs to it"),
               CELLSIM_USAGE;
    }
    server.local = is_local(&address);
    Status s = benches_create(o->cards, o->card, o->library, o->workers, &server.benches, e);
    if (!s) {
        s = serve(o, web, &address, &server, e);
        benches_free(&server.benches);
    }
    return s;
}
