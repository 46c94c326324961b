/* A version's table: KERNELS is its name, and the functions are that version's (meson.build). */
#include "kernels.h"

const Kernels KERNELS = {.factor = pocket_factor,
                         .forward = pocket_forward,
                         .backward = pocket_backward,
                         .condense = pocket_condense,
                         .solve_lanes = sparse_lanes_solve,
                         .create_vector = vector_create};
