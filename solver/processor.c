/* What the processor at hand can do. */
#include "kernels.h"

extern const Kernels kernels_plain, kernels_avx;

const Kernels *kernels_for(Instructions instructions)
{
#ifdef HAVE_KERNELS_AVX
    if (instructions == INSTRUCTIONS_BEST && __builtin_cpu_supports("avx")) return &kernels_avx;
#endif
    (void)instructions;
    return &kernels_plain;
}
