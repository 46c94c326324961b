/* Messages between processes that a launcher such as mpirun started. The one implementation, mpi.c, is a module
 * (cards/module.h): no other run pays for loading MPI. One thread's at a time. */
#ifndef CELLSIM_LINK_H
#define CELLSIM_LINK_H

typedef struct Link {
    /* Joins the others: this process is *self of *count. 0: done. */
    int (*begin)(int *self, int *count);
    /* Sends a copy of `size` bytes without waiting for whom it is for, who may be dead. 0: on its way. */
    int (*send)(int to, int kind, const void *data, int size);
    /* Takes the message that waits, if any: 1 and all about it, or 0. One of more than `room` bytes: its size alone. */
    int (*receive)(void *data, int room, int *from, int *kind, int *size);
    /* Leaves; `together`: all processes are there and leave, too, without it some may be dead. */
    void (*end)(int together);
} Link;

#define LINK_SYMBOL "cellsim_link" /* the module's `const Link` */
#define LINK_MODULE "cellsim_mpi.so"

#endif
