/* Impedance spectra for programs. */
#include "../../analysis/kk.h"
#include "../json_build.h"
#include "../run_analysis.h"
#include "../tables/spectra.h"
#include "json_analysis.h"

#include <stdio.h>

static json_t *fit_json(const EisFit *fit)
{
    json_t *o = json_object(), *arcs = json_array();
    for (int k = 0; k < fit->arcs; k++) {
        json_t *arc = json_object();
        json_put(&arc, "R_ohm", number_json(fit->arc[k].R));
        json_put(&arc, "tau_s", number_json(fit->arc[k].tau));
        json_put(&arc, "alpha", number_json(fit->arc[k].alpha));
        json_append(&arcs, arc);
    }
    json_put(&o, "arcs", arcs);
    json_put(&o, "warburg_ohm_s-0.5", number_json(fit->warburg));
    json_put(&o, "lowest_frequency_Hz", number_json(fit->f_low));
    json_put(&o, "residual", number_json(fit->residual));
    return o;
}

/* Of measured spectra: do they obey the relations of Kramers and Kronig? */
static void test_json(const Run *run, int k, json_t **o)
{
    KkTest t;
    if (kk_test(run->spectrum[k].points, run->spectrum[k].point, &t, NULL)) return;
    json_put(o, "kramers_kronig_rms_percent", number_json(100 * t.rms));
    json_put(o, "kramers_kronig_largest_percent", number_json(100 * t.largest));
    kk_free(&t);
}

json_t *spectra_json(const Report *r, int k)
{
    char name[STEM_SIZE + NUMBER_SIZE], stem[STEM_SIZE], ending[NUMBER_SIZE];
    const Run *run = &r->run[k];
    json_t *list = json_array();
    run_stem(r->run, k, r->runs, stem);
    for (int j = 0; j < run->spectra; j++) {
        const Spectrum *s = &run->spectrum[j];
        json_t *o = json_object();
        EisFit fit;
        spectrum_ending(s, ".csv", ending);
        snprintf(name, sizeof name, "%s%s", stem, ending);
        json_put(&o, "file", text_json(name));
        json_put(&o, "step", json_integer(s->step + 1));
        json_put(&o, "cycle", json_integer(s->cycle));
        json_put(&o, "voltage_V", number_json(s->voltage));
        json_put(&o, "current_A", number_json(s->current * run->area));
        const Status fitted = spectrum_fit(run, j, &fit);
        if (fitted == CELLSIM_IO) json_put(&o, "fit", NULL);
        if (!fitted) {
            json_put(&o, "R_ohmic_ohm", number_json(fit.R_ohm));
            json_put(&o, "R_ct_ohm", number_json(fit.R_ct));
            json_put(&o, "arc_peak_Hz", number_json(fit.f_peak));
            json_put(&o, "arc_end_Hz", number_json(fit.f_end));
            json_put(&o, "fit", fit_json(&fit));
        }
        if (r->is_measured) test_json(run, j, &o);
        json_append(&list, o);
    }
    return list;
}
