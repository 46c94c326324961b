/* Private to lab/: what is asked, and what is answered. */
#ifndef CELLSIM_LAB_SERVER_H
#define CELLSIM_LAB_SERVER_H

#include "bench.h"
#include "web.h"

typedef struct Server {
    Benches benches;
    int local; /* 1: it listens on this machine only */
} Server;

/* Of every reply. */
extern const WebHeader server_headers[];

/* Answers a request; `server`: a Server. By several threads at once. */
void server_answer(void *server, const WebRequest *request, WebReply *reply);

#endif
