/* The module cellsim_mpi.so: a Link by MPI, and all of MPI that there is in cellsim. */
#include "link.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>

/* On its way. Those to a dead process never arrive, and stay. */
typedef struct Letter {
    MPI_Request request;
    struct Letter *next;
    char data[];
} Letter;

static Letter *letters;

static int begin(int *self, int *count)
{
    int level;
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level) || level < MPI_THREAD_FUNNELED) return 1;
    /* a process that dies is no reason for the others to end */
    return MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN) || MPI_Comm_rank(MPI_COMM_WORLD, self) ||
           MPI_Comm_size(MPI_COMM_WORLD, count);
}

static void forget_arrived(void)
{
    for (Letter **at = &letters; *at;) {
        Letter *l = *at;
        int arrived = 0;
        if (MPI_Test(&l->request, &arrived, MPI_STATUS_IGNORE) || arrived) *at = l->next, free(l);
        else at = &l->next;
    }
}

static int send(int to, int kind, const void *data, int size)
{
    Letter *l = malloc(sizeof *l + (size_t)size);
    if (!l) return 1;
    forget_arrived();
    if (size) memcpy(l->data, data, (size_t)size);
    if (MPI_Isend(l->data, size, MPI_BYTE, to, kind, MPI_COMM_WORLD, &l->request)) return free(l), 1;
    l->next = letters;
    letters = l;
    return 0;
}

static int receive(void *data, int room, int *from, int *kind, int *size)
{
    MPI_Status s;
    int waits = 0;
    if (MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &waits, &s) || !waits) return 0;
    if (MPI_Get_count(&s, MPI_BYTE, size)) return 0;
    *from = s.MPI_SOURCE;
    *kind = s.MPI_TAG;
    if (*size > room) return 1;
    return !MPI_Recv(data, *size, MPI_BYTE, *from, *kind, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/* MPI_Finalize waits for everybody, also, with some transports, for the dead: then leaving without it is all there is. */
static void end(int together)
{
    forget_arrived();
    if (together) MPI_Finalize();
}

extern const Link cellsim_link;
__attribute__((visibility("default"))) const Link cellsim_link = {begin, send, receive, end};
