/* Private to experiments/: states along steps against capacity, for what is looked up in them when the run is over (losses,
 * profiles). A bounded number is held of every step, and of the last step at every rate, each way. */
#ifndef CELLSIM_INSIDE_H
#define CELLSIM_INSIDE_H

#include "result.h"

#include "../solver/simulation.h"

enum { MOST_INSTANTS = 64, MOST_COURSES = 24 };

/* When a state was. */
typedef struct Instant {
    double t, charge, voltage, current; /* s, C/m2 since the step began, V, A/m2 */
} Instant;

/* A step as its states. */
typedef struct Course {
    StepKind kind;
    int step, cycle, line, way; /* way: 1 charge, -1 */
    double key;                 /* |current| asked for; 0: none was, and `line` tells such steps apart */
    int instants;
    Instant at[MOST_INSTANTS + 1];
    double *state; /* of every instant, one after the other; owned */
} Course;

typedef struct Inside {
    int unknowns; /* 0: nothing is recorded */
    int recording;
    double spacing, charge,
        voltage; /* of the step under way: least distance of states held, and the size that 1 stands for */
    Course now;
    int courses;
    Course course[MOST_COURSES];
} Inside;

void inside_free(Inside *in);

/* A step begins; `record` is its. */
Status inside_begin(Inside *in, const StepRecord *record, Error *e);

/* The state of the simulation now, at this charge since the step began; `last`: it is the step's end. */
void inside_take(Inside *in, const Simulation *s, double charge, int last);

/* The step is over: it takes the place of the last one of its rate and way, if it went to its end. */
void inside_end(Inside *in, const StepRecord *record);

/* Fills the run's losses and the profiles along its steps. */
Status inside_finish(Inside *in, const Model *m, Run *run, Error *e);

void inside_archive(Inside *in, Archive *a);

#endif
