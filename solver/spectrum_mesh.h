/* Private to solver/: the mesh in x on which spectra are computed (E-eis-6), and the state on it. */
#ifndef CELLSIM_SPECTRUM_MESH_H
#define CELLSIM_SPECTRUM_MESH_H

#include "linear_private.h"

typedef struct SpectrumMesh {
    CellSpec spec; /* what it owns is borrowed */
    Model *m;
    LinearSystem *linear;
    double *y;
} SpectrumMesh;

/* A mesh for frequencies up to f_max [Hz], in place of *mesh (NULL: none yet), which stays if it serves, with the state
 * y of m on it. `like`: linear system of m. */
Status spectrum_mesh_prepare(const Model *m, const LinearSystem *like, const double *y, double f_max,
                             SpectrumMesh **mesh, Error *e);
void spectrum_mesh_free(SpectrumMesh *mesh);

#endif
