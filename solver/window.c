/* A vector for some elements of others. */
#include "vector.h"

#include <stdlib.h>

/* The content of a window: that of a serial vector, to which the functions of those come to it, and what it shows. */
typedef struct Window {
    struct _N_VectorContent_Serial serial;
    sunindextype first;
} Window;

static int combine_window(int terms, sunrealtype *c, N_Vector *x, N_Vector z)
{
    const Window *w = z->content;
    for (sunindextype k = 0; k < w->serial.length; k++) {
        sunrealtype sum = c[0] * vector_data(x[0])[w->first + k];
        for (int j = 1; j < terms; j++) sum += c[j] * vector_data(x[j])[w->first + k];
        w->serial.data[k] = sum;
    }
    return 0;
}

N_Vector vector_window_create(sunindextype first, sunindextype n, SUNContext context)
{
    N_Vector v = N_VNew_Serial(n, context);
    Window *w = v ? malloc(sizeof *w) : NULL;
    if (!w) {
        if (v) N_VDestroy(v);
        return NULL;
    }
    *w = (Window){*(struct _N_VectorContent_Serial *)v->content, first};
    free(v->content);
    v->content = w;
    v->ops->nvlinearcombination = combine_window;
    return v;
}
