/* Elements of one region along x. */
#ifndef CELLSIM_MESH_H
#define CELLSIM_MESH_H

typedef enum { GRADE_LEFT, GRADE_RIGHT, GRADE_BOTH } GradedEnd;

/* Lengths h[0..n-1] that fill `length` (E-16), in a geometric series whose shortest element (at the graded end, or at both
 * ends) is `grading` in (0, 1] times the longest: all the way, or, with `ratio` > 1 of neighbours, until they are that long. */
void mesh_lengths(double length, int n, double grading, double ratio, GradedEnd end, double *h);

#endif
