/* E-11b. N = g [B(u) c_0 - B(-u) c_1] with u = z f (phi_1 - phi_0) and B(u) = u/(e^u - 1) is the flux between two nodes where
 * field and flux are uniform (Scharfetter, Gummel, IEEE Trans. Electron Devices 16 (1969) 64). B > 0: it takes nothing from a
 * node that has nothing, however strong the field. */
#include "fitted.h"

/* B(u) and its derivative for re(u) >= 0; by its series near 0, where the closed form is 0/0. */
static real bernoulli(real u, real *slope)
{
    if (re(u) < 0.3) {
        const real q = u * u;
        *slope = -0.5 + u * (1 / 6.0 - q * (1 / 180.0 - q * (1 / 5040.0 - q * (1 / 151200.0 - q / 4790016.0))));
        return 1 - 0.5 * u +
               q * (1 / 12.0 - q * (1 / 720.0 - q * (1 / 30240.0 - q * (1 / 1209600.0 - q / 47900160.0))));
    }
    const real E = exp(-u), rest = 1 - E;
    *slope = E * (rest - u) / (rest * rest);
    return u * E / rest;
}

FittedFlux fitted_flux(double g, double zf, const real *c, const real *phi)
{
    const real u = zf * (phi[1] - phi[0]), size = re(u) < 0 ? -u : u;
    real slope;
    const real small = bernoulli(size, &slope), large = small + size; /* B(|u|), B(-|u|) */
    const real up = re(u) < 0 ? large : small, down = re(u) < 0 ? small : large;
    const real d_up = re(u) < 0 ? -slope - 1 : slope, d_down = -1 - d_up; /* B'(u), B'(-u) */
    const real per_phi = g * zf * (d_up * c[0] + d_down * c[1]);
    return (FittedFlux){.N = g * (up * c[0] - down * c[1]), .dc = {g * up, -g * down}, .dphi = {-per_phi, per_phi}};
}
