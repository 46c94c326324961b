/* What all runs gave, in the page: the rows of overview.csv that a reader compares. */
#include "../tables/overview.h"
#include "html.h"

#include "../../model/constants.h"

#include <math.h>

/* Columns that a cell of unknown loading has nothing in are left out where no run has a loading. */
typedef struct Column {
    const char *heading;
    int of_loading;
    double (*value)(const Run *run, const RateRow *row);
} Column;

static double loading(const Run *run, const RateRow *row)
{
    (void)row;
    return run->loading > 0 ? run->loading * MG_CM2_PER_KG_M2 : NAN;
}

static double capacity(const Run *run, const RateRow *row)
{
    return record_capacity_mAh_g(run, row->discharge);
}

static double areal_capacity(const Run *run, const RateRow *row)
{
    (void)run;
    return fabs(row->discharge->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2;
}

static double areal_energy(const Run *run, const RateRow *row)
{
    (void)run;
    return fabs(row->discharge->energy) / SECONDS_PER_HOUR * MWH_CM2_PER_WH_M2;
}

static double mean_voltage(const Run *run, const RateRow *row)
{
    (void)run;
    return row->discharge->mean_voltage;
}

static const Column columns[] = {{"mg/cm2", 1, loading},          {"mAh/g", 1, capacity},         {"mAh/cm2", 0, areal_capacity},
                                 {"mean V", 0, mean_voltage},     {"mWh/cm2", 0, areal_energy},   {"Wh/kg", 1, rate_row_energy},
                                 {"mean W/kg", 1, rate_row_power}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static int has_loading(const Report *r)
{
    int any = 0;
    for (int k = 0; k < r->runs; k++) any |= r->run[k].loading > 0;
    return any;
}

static void row_of(Text *out, const Report *r, const Run *run, const RateRow *row)
{
    char title[TITLE_SIZE], rate[NUMBER_SIZE];
    run_title(run, title);
    rate_label(row->rate, rate);
    text_add(out, "<tr><td>");
    if (r->card_of) {
        html_escape(out, run->cell);
        text_add(out, "</td><td>");
    }
    html_escape(out, title);
    text_addf(out, "</td><td class=\"n\">%s</td>", rate);
    for (int k = 0; k < COLUMNS; k++) {
        const double x = columns[k].value(run, row);
        if (columns[k].of_loading && !has_loading(r)) continue;
        text_add(out, "<td class=\"n\">");
        text_number(out, x, 4);
        text_add(out, isfinite(x) ? "</td>" : "–</td>");
    }
    text_add(out, "</tr>\n");
}

void html_overview(Text *out, const Report *r)
{
    if (r->is_measured || rate_rows_before(r, r->runs) == 0) return;
    text_addf(out, "<h2>Discharges</h2>\n<p>The last at each rate; overview.csv has more.</p>\n<div class=\"wide\"><table>\n<tr>%s<th>protocol</th>"
                   "<th class=\"n\">rate</th>", r->card_of ? "<th>cell</th>" : "");
    for (int k = 0; k < COLUMNS; k++)
        if (!columns[k].of_loading || has_loading(r)) text_addf(out, "<th class=\"n\">%s</th>", columns[k].heading);
    text_add(out, "</tr>\n");
    for (int k = 0; k < r->runs; k++) {
        RateRow row[MOST_RATES];
        const int n = rate_rows(&r->run[k], row);
        for (int j = 0; j < n; j++) row_of(out, r, &r->run[k], &row[j]);
    }
    text_add(out, "</table></div>\n");
}
