/* Private to lab/: what the HTTP library calls. */
#ifndef CELLSIM_LAB_SERVER_H
#define CELLSIM_LAB_SERVER_H

#include "bench.h"

#include <microhttpd.h>

typedef struct Server {
    Benches benches;
    int local; /* 1: it listens on this machine only */
} Server;

/* Answers a request; `server`: a Server. By several threads at once. */
enum MHD_Result server_handle(void *server, struct MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *upload, size_t *uploaded, void **begun);

/* %41 becomes A, in place; returns the length that is left. */
size_t server_unescape(void *context, struct MHD_Connection *connection, char *s);

#endif
