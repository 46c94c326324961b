/* Where the lab listens, until it is told to stop. */
#include "lab.h"
#include "server.h"

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

static struct MHD_Daemon *start(const LabOptions *o, const Address *a, Server *server)
{
    const unsigned flags =
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | (a->any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0u);
    const unsigned pool = o->workers > 1 ? (unsigned)o->workers : 0; /* 0: the one thread there is */
    return MHD_start_daemon(flags, 0, NULL, NULL, server_handle, server, MHD_OPTION_SOCK_ADDR, &a->any,
                            MHD_OPTION_THREAD_POOL_SIZE, pool, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)REQUEST_BYTES, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_UNESCAPE_CALLBACK,
                            server_unescape, NULL, MHD_OPTION_END);
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
    snprintf(url, sizeof url, "http://%s%.64s%s:%d/", six ? "[" : "", o->listen, six ? "]" : "",
             bound ? bound->port : o->port);
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
        return error_hint(e, "a numeric one: 127.0.0.1 for this machine alone, 0.0.0.0 for all that can reach it"),
               CELLSIM_USAGE;
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
        s = error_set(e, CELLSIM_IO, NULL, 0, "cannot listen on %.64s, port %d: %s", o->listen, o->port,
                      errno ? strerror(errno) : "it cannot be had");
        error_hint(e, "--port names another one");
    }
    benches_free(&server.benches);
    return s;
}
