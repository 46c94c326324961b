#include "overview.h"

#include "../../model/constants.h"
#include "../files.h"
#include "csv.h"

#include <math.h>
#include <string.h>

static int is_discharge(const StepRecord *s)
{
    return step_is_curve(s->kind) && record_is_whole(s) && s->c_rate > 0 && s->charge < 0;
}

/* The next charge of its cycle. */
static const StepRecord *charge_after(const Run *r, int k)
{
    for (int j = k + 1; j < r->records && r->record[j].cycle == r->record[k].cycle; j++)
        if (step_is_curve(r->record[j].kind) && r->record[j].charge != 0)
            return r->record[j].charge > 0 && record_is_whole(&r->record[j]) ? &r->record[j] : NULL;
    return NULL;
}

int rate_rows(const Run *r, RateRow row[MOST_RATES])
{
    int n = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        int j = 0;
        if (!is_discharge(s)) continue;
        while (j < n && fabs(row[j].rate - s->c_rate) > 0.01 * s->c_rate) j++;
        if (j == MOST_RATES) continue;
        row[j] = (RateRow){s->c_rate, s, charge_after(r, k)};
        if (j == n) n++;
    }
    return n;
}

int rate_rows_before(const Report *r, int k)
{
    RateRow row[MOST_RATES];
    int n = 0;
    for (int j = 0; j < k; j++) n += rate_rows(&r->run[j], row);
    return n;
}

double rate_row_energy(const Run *r, const RateRow *row)
{
    return r->loading > 0 ? fabs(row->discharge->energy) / SECONDS_PER_HOUR / r->loading : NAN;
}

double rate_row_power(const Run *r, const RateRow *row)
{
    const double t = row->discharge->t_end - row->discharge->t_start;
    return r->loading > 0 && t > 0 ? fabs(row->discharge->energy) / t / r->loading : NAN;
}

/* A text field in quotes, in which quotes are doubled and lines do not end (RFC 4180). */
static void words(Text *out, const char *s)
{
    text_add(out, "\"");
    for (; *s; s++) {
        if (*s == '"') text_add(out, "\"");
        text_bytes(out, (unsigned char)*s < 32 ? " " : s, 1);
    }
    text_add(out, "\"");
}

static void one_row(const Run *r, const RateRow *row, Text *out)
{
    const StepRecord *d = row->discharge, *c = row->charge;
    const double areal = fabs(d->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2;
    words(out, r->cell);
    text_add(out, ",");
    words(out, r->protocol);
    text_add(out, ",");
    words(out, r->varies);
    csv_analysed(out, r->varied);
    csv_analysed(out, r->loading > 0 ? r->loading * MG_CM2_PER_KG_M2 : NAN);
    csv_analysed(out, row->rate);
    text_addf(out, ",%d", d->cycle);
    csv_analysed(out, record_capacity_mAh_g(r, d));
    csv_analysed(out, areal);
    csv_analysed(out, c ? record_capacity_mAh_g(r, c) : NAN);
    csv_analysed(out, c ? 100 * c->charge / -d->charge : NAN);
    csv_analysed(out, d->mean_voltage);
    csv_analysed(out, rate_row_energy(r, row));
    csv_analysed(out, rate_row_power(r, row));
    csv_analysed(out, fabs(d->energy) / SECONDS_PER_HOUR * MWH_CM2_PER_WH_M2);
    csv_analysed(out, d->t_end - d->t_start);
    text_add(out, "\n");
}

void csv_overview(const Report *r, Text *out)
{
    if (rate_rows_before(r, r->runs) == 0) return;
    text_add(out,
             "Cell,Protocol,Varied,Value,Loading / mg cm-2,C Rate / 1,Cycle Count / 1,Discharge Capacity / mAh g-1,"
             "Discharge Capacity / mAh cm-2,Charge Capacity After / mAh g-1,Charge over Discharge / %,Mean Voltage / V,"
             "Energy / W h kg-1,Mean Power / W kg-1,Energy / mW h cm-2,Discharge Time / s\n");
    for (int k = 0; k < r->runs; k++) {
        RateRow row[MOST_RATES];
        const int n = rate_rows(&r->run[k], row);
        for (int j = 0; j < n; j++) one_row(&r->run[k], &row[j], out);
    }
}

Status overview_write(const Report *r, const char *dir, Error *e)
{
    Text text = {0};
    csv_overview(r, &text);
    const Status s = text.length || text.failed ? file_write(dir, "overview.csv", &text, e) : CELLSIM_OK;
    text_free(&text);
    return s;
}

void csv_answers(const Report *r, Text *out)
{
    char label[LABEL_SIZE];
    if (!out->data && r->answers)
        text_add(out, "Cell,Id,Quantity,Unit,Published,Simulated,Error / %,Tolerance / %,Ok\n");
    for (int k = 0; k < r->answers; k++) {
        const Answer *a = &r->answer[k];
        if (isnan(a->simulated)) continue;
        target_label(a->target, label);
        words(out, report_cell(r));
        text_add(out, ",");
        words(out, a->target->id);
        text_add(out, ",");
        words(out, label);
        text_add(out, ",");
        words(out, a->target->unit);
        csv_analysed(out, a->target->value);
        csv_analysed(out, a->simulated);
        csv_analysed(out, a->error_percent);
        csv_analysed(out, a->target->tolerance_percent);
        text_addf(out, ",%s\n", a->ok ? "yes" : "no");
    }
}
