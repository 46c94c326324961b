/* A page on this machine on which cells are tried out: sliders, and curves, profiles and losses that follow. */
#ifndef CELLSIM_LAB_H
#define CELLSIM_LAB_H

#include "../model/status.h"

typedef struct LabOptions {
    const char *listen; /* numeric address, v4 or v6 */
    int port;           /* 0: any that is free */
    int workers;        /* requests that are computed at a time, each with cards of its own */
    int cards;
    const char *const *card;                       /* their files */
    const char *library;                           /* as of card_read */
    void (*ready)(const char *url, void *context); /* told once requests are answered; may be NULL */
    int (*stop)(void *context);                    /* asked a few times a second; nonzero: ends it */
    void *context;
} LabOptions;

/* Answers requests until it is told to stop. CELLSIM_USAGE: an address that is none, a program that was built without
 * libmicrohttpd or Chart.js, or that does not find the former (web.h) any more; CELLSIM_IO: the port is taken. */
Status lab_serve(const LabOptions *o, Error *e);

#endif
