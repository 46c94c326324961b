/* What all runs gave, in the page: the rows of overview.csv that a reader compares. */
#include "../tables/overview.h"
#include "html.h"

#include <math.h>

static void number(Text *out, double x, int digits)
{
    text_add(out, "<td class=\"n\">");
    text_number(out, x, digits);
    text_add(out, isfinite(x) ? "</td>" : "–</td>");
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
    text_add(out, "</td>");
    number(out, run->loading > 0 ? run->loading * MG_CM2_PER_KG_M2 : NAN, 4);
    text_addf(out, "<td class=\"n\">%s</td>", rate);
    number(out, record_capacity_mAh_g(run, row->discharge), 4);
    number(out, row->discharge->mean_voltage, 4);
    number(out, rate_row_energy(run, row), 4);
    number(out, rate_row_power(run, row), 4);
    text_add(out, "</tr>\n");
}

void html_overview(Text *out, const Report *r)
{
    if (r->is_measured || rate_rows_before(r, r->runs) == 0) return;
    text_addf(out, "<h2>Discharges</h2>\n<p>The last at each rate; overview.csv has more.</p>\n<div class=\"wide\"><table>\n<tr>%s<th>protocol</th>"
                   "<th class=\"n\">mg/cm2</th><th class=\"n\">rate</th><th class=\"n\">mAh/g</th><th class=\"n\">mean V</th>"
                   "<th class=\"n\">Wh/kg</th><th class=\"n\">mean W/kg</th></tr>\n", r->card_of ? "<th>cell</th>" : "");
    for (int k = 0; k < r->runs; k++) {
        RateRow row[MOST_RATES];
        const int n = rate_rows(&r->run[k], row);
        for (int j = 0; j < n; j++) row_of(out, r, &r->run[k], &row[j]);
    }
    text_add(out, "</table></div>\n");
}
