/* Control volumes of one region along x. */
#ifndef CELLSIM_MESH_H
#define CELLSIM_MESH_H

typedef enum { GRADE_LEFT, GRADE_RIGHT, GRADE_BOTH } GradedEnd;

/* Thicknesses h[0..n-1] that fill `length` (E-16), in a geometric series whose thinnest volume (at the graded end, or
 * at both ends) is `grading` in (0, 1] times the thickest. */
void mesh_thicknesses(double length, int n, double grading, GradedEnd end, double *h);

#endif
