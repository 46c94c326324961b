#include "losses.h"

#include "../../model/constants.h"
#include "../names.h"

#include <math.h>

enum { DIGITS = 12 };

static const char *const names[LOSSES] = {
    [LOSS_EQUILIBRIUM] = "Equilibrium",
    [LOSS_UNEVEN_NEGATIVE] = "Uneven Filling Negative",
    [LOSS_UNEVEN_POSITIVE] = "Uneven Filling Positive",
    [LOSS_PARTICLE_NEGATIVE] = "Diffusion in Particles Negative",
    [LOSS_PARTICLE_POSITIVE] = "Diffusion in Particles Positive",
    [LOSS_TRANSFER_NEGATIVE] = "Charge Transfer Negative",
    [LOSS_TRANSFER_POSITIVE] = "Charge Transfer Positive",
    [LOSS_HYSTERESIS_NEGATIVE] = "Hysteresis Negative",
    [LOSS_HYSTERESIS_POSITIVE] = "Hysteresis Positive",
    [LOSS_FILM_NEGATIVE] = "Film Negative",
    [LOSS_FILM_POSITIVE] = "Film Positive",
    [LOSS_CONCENTRATION] = "Electrolyte Concentration",
    [LOSS_PORES_NEGATIVE] = "Ohmic Pores Negative",
    [LOSS_SEPARATOR] = "Ohmic Separator",
    [LOSS_PORES_POSITIVE] = "Ohmic Pores Positive",
    [LOSS_SOLID_NEGATIVE] = "Ohmic Solid Negative",
    [LOSS_SOLID_POSITIVE] = "Ohmic Solid Positive",
    [LOSS_CONTACT] = "Contact",
};

int loss_column(const Run *r, LossId which)
{
    int column = LOSS_COLUMNS;
    for (int k = 0; k <= (int)which; k++) column += r->has_loss[k];
    return r->has_loss[which] ? column : 0;
}

static void row(const Run *r, const LossRow *l, Text *out)
{
    const double q = fabs(l->charge) / SECONDS_PER_HOUR; /* Ah/m2 */
    const double before[] = {q * MAH_CM2_PER_AH_M2, l->current * MA_CM2_PER_A_M2};
    text_number(out, r->loading > 0 ? q / r->loading : NAN, DIGITS);
    text_add(out, ",");
    text_number(out, before[0], DIGITS);
    text_add(out, ",");
    text_number(out, l->t, 15);
    text_addf(out, ",%d,%d,%s,", l->step + 1, l->cycle, l->charge < 0 || l->current < 0 ? "discharge" : "charge");
    text_number(out, before[1], DIGITS);
    text_add(out, ",");
    text_number(out, l->voltage, DIGITS);
    for (int k = 0; k < LOSSES; k++) {
        if (!r->has_loss[k]) continue;
        text_add(out, ",");
        text_number(out, l->part[k], DIGITS);
    }
    text_add(out, "\n");
}

void csv_losses(const Run *r, Text *out)
{
    text_add(out, "Capacity / mAh g-1,Capacity / mAh cm-2,Test Time / s,Step Count / 1,Cycle Count / 1,Direction,"
                  "Current / mA cm-2,Voltage / V");
    for (int k = 0; k < LOSSES; k++)
        if (r->has_loss[k]) text_addf(out, ",%s / V", names[k]);
    text_add(out, "\n");
    for (int k = 0; k < r->losses; k++) row(r, &r->loss[k], out);
}
