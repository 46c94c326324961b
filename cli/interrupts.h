/* Signals. The first request to end makes what is under way end at the next good place; the second one ends at once. */
#ifndef CELLSIM_INTERRUPTS_H
#define CELLSIM_INTERRUPTS_H

/* From now on SIGINT, SIGTERM and (unless it is ignored, as under nohup) SIGHUP are requests, and writing to a closed pipe
 * or beyond a limit on file sizes fails like any other write. */
void interrupts_catch(void);

/* A StopFunction: 1 once a request came. */
int interrupts_stop(void *unused);

#endif
