/* HTTP for the lab. The one implementation, web_mhd.c, is a module (cards/module.h): no other run pays for loading libmicrohttpd and
 * the nine libraries of GnuTLS behind it. */
#ifndef CELLSIM_LAB_WEB_H
#define CELLSIM_LAB_WEB_H

#include <stddef.h>
#include <sys/socket.h>

enum { WEB_WORDS = 40 };

/* One request, borrowed from the connection. What is sent with it is not looked at. */
typedef struct WebRequest {
    const char *method, *path;
    const char *host; /* of its head; NULL: it names none */
    int words;        /* behind the '?'; WEB_WORDS + 1: there are more than are here */
    struct {
        const char *name, *value; /* "" for none */
    } word[WEB_WORDS];
} WebRequest;

typedef struct WebReply {
    unsigned status;
    const char *type;
    const char *file; /* name to save it under; NULL: it is shown */
    const char *text; /* static; NULL: `owned` */
    char *owned;      /* freed when it is sent; NULL, too: there is no memory, and the connection ends */
    size_t length;
} WebReply;

typedef struct WebHeader {
    const char *name, *value;
} WebHeader;

/* Stays as it is until the end. */
typedef struct WebOptions {
    const struct sockaddr *address;
    unsigned threads;        /* that answer at the same time */
    unsigned connections;    /* at most */
    unsigned idle_s;         /* a connection is closed that says nothing for so long */
    size_t request_bytes;    /* of memory for each connection: longer requests are refused */
    const WebHeader *header; /* of every reply; the last one has no name */
    void (*answer)(void *context, const WebRequest *request, WebReply *reply); /* by several threads at once */
    void *context;
} WebOptions;

typedef struct Web {
    /* Answers requests from now on, in threads of its own. NULL: it cannot listen there; errno says why, or is 0. */
    void *(*start)(const WebOptions *options);
    /* The port it listens on; `otherwise`: it cannot be told. */
    int (*port)(void *started, int otherwise);
    /* Ends it, once what is being answered is. */
    void (*stop)(void *started);
} Web;

#define WEB_SYMBOL "cellsim_web" /* the module's `const Web` */
#define WEB_MODULE "cellsim_web.so"

#endif
