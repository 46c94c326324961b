#include "trust.h"

#include <math.h>
#include <stdio.h>

RunTrust trust_total(const Report *r)
{
    RunTrust all = {
        .lithium_balance = NAN, .salt_balance = NAN, .charge_balance = NAN, .current_error = NAN, .mesh_error_mV = NAN, .time_error_mV = NAN, .mesh_error = NAN, .time_error = NAN};
    for (int k = 0; k < r->runs; k++) {
        const RunTrust *t = &r->run[k].trust;
        all.lithium_balance = fmax(all.lithium_balance, fabs(t->lithium_balance)); /* fmax passes over NaN */
        all.salt_balance = fmax(all.salt_balance, fabs(t->salt_balance));
        all.charge_balance = fmax(all.charge_balance, fabs(t->charge_balance));
        all.current_error = fmax(all.current_error, fabs(t->current_error));
        all.mesh_error_mV = fmax(all.mesh_error_mV, fabs(t->mesh_error_mV));
        all.time_error_mV = fmax(all.time_error_mV, fabs(t->time_error_mV));
        all.mesh_error = fmax(all.mesh_error, t->mesh_error);
        all.time_error = fmax(all.time_error, t->time_error);
        all.mesh_error_cut |= t->mesh_error_cut;
        all.time_error_cut |= t->time_error_cut;
        all.steps += t->steps;
        all.residuals += t->residuals;
        all.jacobians += t->jacobians;
        all.error_test_failures += t->error_test_failures;
        all.newton_failures += t->newton_failures;
    }
    return all;
}

void trust_items(const Report *r, TrustItem out[TRUST_ITEMS])
{
    const RunTrust t = trust_total(r);
    const TrustItem items[TRUST_ITEMS] = {
        {"lithium_balance", "guest balance", "", 1e-8,
         "What the electrodes took up, against the charge passed, per capacity for the guest ion.", t.lithium_balance, 0},
        {"salt_balance", "salt balance", "", 1e-8,
         "Change of the amount of salt that the electrode reactions do not explain, per salt.", t.salt_balance, 0},
        {"charge_balance", "charge balance", "", 1e-8,
         "What one electrode took up, against what the other (or the foil) gave, per capacity.",
         t.charge_balance, 0},
        {"current_error", "current error", "", 1e-2,
         "Ionic current by Ohm's law in the separator, against the current applied, at its worst instant.",
         t.current_error, 0},
        {"mesh_error_mV", "mesh error", "mV", 5.0, "Voltage error of the mesh, RMS over the step where it is largest, from a finer mesh.",
         t.mesh_error_mV, t.mesh_error_cut},
        {"time_error_mV", "time error", "mV", 5.0,
         "Voltage error of the time steps, RMS over the step where it is largest, from 3 % of the tolerance.",
         t.time_error_mV, t.time_error_cut},
        {"mesh_error", "mesh error, I, Z", "", 0.02, "The same of the mesh in currents of sweeps and holds and in impedances, relative.",
         t.mesh_error, t.mesh_error_cut},
        {"time_error", "time error, I, Z", "", 0.02, "The same of the time steps.", t.time_error, t.time_error_cut},
    };
    for (int k = 0; k < TRUST_ITEMS; k++) {
        out[k] = items[k];
        out[k].cut = items[k].cut && !isnan(items[k].value);
    }
    snprintf(out[0].name, sizeof out[0].name, "%s balance", r->card ? card_guest(r->card) : "guest");
}
