/* Lines with fewer points that look the same. */
#ifndef CELLSIM_THIN_H
#define CELLSIM_THIN_H

/* Marks the points of a line that are kept: straight lines between them are within `share` of the ranges of x and y of every
 * other one (Douglas and Peucker, Cartographica 10 (1973) 112). First, last and not finite ones stay. */
void thin_line(int points, const double *x, const double *y, double share, char *keep);

#endif
