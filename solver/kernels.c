/* A version's table: KERNELS is its name, and the functions are that version's (meson.build). */
#include "kernels.h"

const Kernels KERNELS = {.factor = pocket_factor,
                         .forward = pocket_forward,
                         .backward = pocket_backward,
                         .factor_elements = element_factor,
                         .forward_elements = element_forward,
                         .backward_elements = element_backward,
                         .front = element_front,
                         .condense_element = element_condense,
                         .condense = pocket_condense,
                         .entries = sparse_lanes_entries,
                         .solve_lanes = sparse_lanes_solve,
                         .create_vector = vector_create};
