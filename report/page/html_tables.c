/* The tables of the HTML report. */
#include "../names.h"
#include "../trust.h"
#include "html.h"

#include "../../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void cell(Text *out, const char *s)
{
    text_add(out, "<td>");
    html_escape(out, s);
    text_add(out, "</td>");
}

static void number_cell(Text *out, double x, int digits, const char *unit)
{
    text_add(out, "<td class=\"n\">");
    text_number(out, x, digits);
    if (!isfinite(x)) text_add(out, "–");
    else if (*unit) {
        text_add(out, "&nbsp;");
        html_escape(out, unit);
    }
    text_add(out, "</td>");
}

static void percent_cell(Text *out, double x, int sign)
{
    char text[NUMBER_SIZE + 8];
    text_addf(out, "<td class=\"n\">%s</td>", *percent_text(x, sign, text) ? text : "–");
}

static void target_row(Text *out, const Answer *a)
{
    char label[LABEL_SIZE];
    const char *verdict = isnan(a->simulated) ? "not measured" : a->ok ? "ok" : "no";
    target_label(a->target, label);
    text_add(out, "<tr>");
    cell(out, a->target->id);
    cell(out, label);
    number_cell(out, a->target->value, 5, unit_words(a->target->unit));
    number_cell(out, a->simulated, 5, unit_words(a->target->unit));
    percent_cell(out, a->error_percent, 1);
    percent_cell(out, a->target->tolerance_percent, 0);
    text_addf(out, "<td class=\"%s\">%s</td>", isnan(a->simulated) ? "none" : verdict, verdict);
    cell(out, a->target->how);
    text_add(out, "</tr>\n");
}

void html_targets(Text *out, const Report *r)
{
    if (r->answers == 0) return;
    text_add(out, "<h2>Published numbers</h2>\n<div class=\"wide\"><table>\n<tr><th>id</th><th>quantity</th><th class=\"n\">paper</th>"
                  "<th class=\"n\">simulated</th><th class=\"n\">error</th><th "
                  "class=\"n\">tolerance</th><th>ok</th><th>how</th></tr>\n");
    for (int k = 0; k < r->answers; k++) target_row(out, &r->answer[k]);
    text_add(out, "</table></div>\n");
}

void html_trust(Text *out, const Report *r)
{
    TrustItem items[TRUST_ITEMS];
    const RunTrust t = trust_total(r);
    if (r->runs == 0) return;
    trust_items(r, items);
    text_add(out, "<h2>How far to trust it</h2>\n<p>The worst of all runs.</p>\n<div class=\"wide\"><table>\n"
                  "<tr><th>check</th><th class=\"n\">value</th><th></th><th>meaning</th></tr>\n");
    for (int k = 0; k < TRUST_ITEMS; k++) {
        const int high = items[k].value > items[k].limit;
        text_add(out, "<tr>");
        cell(out, items[k].name);
        number_cell(out, items[k].value, 2, items[k].unit);
        text_addf(out, "<td class=\"%s\">%s</td>", high ? "no" : "ok",
                  isnan(items[k].value) ? ""
                  : high                ? "high"
                                        : "ok");
        char words[256];
        snprintf(words, sizeof words, "%s%s", items[k].meaning, items[k].cut ? " " TRUST_CUT : "");
        cell(out, isnan(items[k].value) ? "Not estimated in this run." : words);
        text_add(out, "</tr>\n");
    }
    text_addf(out,
              "</table></div>\n<p>%ld solver steps, %ld residuals, %ld Jacobians, %ld error-test failures, %ld Newton "
              "failures.</p>\n",
              t.steps, t.residuals, t.jacobians, t.error_test_failures, t.newton_failures);
    for (int j = 0; j < r->runs; j++) {
        char words[CHOICE_SIZE];
        choice_words(&r->run[j], words);
        if (!*words) continue;
        text_add(out, "<p>");
        html_escape(out, r->run[j].protocol);
        text_add(out, ": ");
        html_escape(out, words);
        text_add(out, "</p>\n");
    }
}

static void step_row(Text *out, const Run *r, int k)
{
    const StepRecord *s = &r->record[k];
    char label[LABEL_SIZE];
    record_label(s, label);
    text_addf(out, "<tr><td class=\"n\">%d</td>", s->step + 1);
    cell(out, label);
    number_cell(out, record_capacity_mAh_g(r, s), 4, "");
    number_cell(out, fabs(s->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2, 4, "");
    number_cell(out, s->mean_voltage, 4, "");
    number_cell(out, s->t_end - s->t_start, 5, "");
    number_cell(out, s->c_e_min, 4, "");
    number_cell(out, s->c_e_min_x * UM_PER_M, 3, "");
    char note[NOTE_SIZE];
    record_note(s, note);
    cell(out, end_words(s->end));
    cell(out, note);
    text_add(out, "</tr>\n");
}

static void run_heading(Text *out, const Run *run)
{
    char loading[NUMBER_SIZE], words[SELECTION_SIZE], title[TITLE_SIZE];
    text_add(out, "<h3>");
    run_title(run, title);
    html_escape(out, title);
    number_text(run->loading * MG_CM2_PER_KG_M2, 4, loading);
    if (run->loading > 0) text_addf(out, ", %s mg cm<sup>−2</sup>", loading);
    text_add(out, "</h3>\n");
    selection_words(run, words);
    if (*words) text_addf(out, "<p>Here %s.</p>\n", words);
    if (run->status == CELLSIM_OK) return;
    text_addf(out, "<p class=\"early\">%s: ", status_name(run->status));
    html_escape(out, run->error.text);
    text_add(out, *run->error.hint ? "<br>" : "");
    html_escape(out, run->error.hint);
    text_add(out, "</p>\n");
}

/* The steps of a run: of more than the page has room for the first and the last. */
static void step_rows(Text *out, const Report *r, int run, int most)
{
    const Run *of = &r->run[run];
    const int left_out = of->records > most ? of->records - most : 0, first = (of->records - left_out + 1) / 2;
    char stem[STEM_SIZE];
    for (int k = 0; k < first; k++) step_row(out, of, k);
    if (left_out > 0) {
        run_stem(r->run, run, r->runs, stem);
        text_addf(out, "<tr><td></td><td colspan=\"9\">… %d more in ", left_out);
        html_escape(out, stem);
        text_add(out, "_steps.csv</td></tr>\n");
    }
    for (int k = first + left_out; k < of->records; k++) step_row(out, of, k);
}

void html_runs(Text *out, const Report *r)
{
    enum { ROWS = 800, FEWEST = 12 }; /* of the page; of a run */
    const int most = r->runs > 0 && ROWS / r->runs > FEWEST ? ROWS / r->runs : FEWEST;
    if (r->stopped)
        text_addf(out, "<p class=\"early\">Stopped on request; %d run%s not begun.</p>\n", r->missing,
                  r->missing == 1 ? " was" : "s were");
    if (r->runs > 0) text_add(out, "<h2>Steps</h2>\n");
    for (int k = 0; k < r->runs; k++) {
        run_heading(out, &r->run[k]);
        text_addf(out, "<details%s><summary>%d step%s</summary>\n<div class=\"wide\"><table>\n", r->run[k].records <= 12 ? " open" : "",
                  r->run[k].executed, r->run[k].executed == 1 ? "" : "s");
        text_add(out, "<tr><th></th><th>step</th><th class=\"n\">mAh g<sup>−1</sup></th><th class=\"n\">mAh "
                      "cm<sup>−2</sup></th><th class=\"n\">mean V</th>"
                      "<th class=\"n\">s</th><th class=\"n\">lowest c<sub>e</sub>, mol m<sup>−3</sup></th><th "
                      "class=\"n\">at µm</th><th>end</th><th>note</th></tr>\n");
        step_rows(out, r, k, most);
        text_add(out, "</table></div>\n</details>\n");
    }
}

void html_provenance(Text *out, int n, const Provenance *p)
{
    char source[sizeof p->source + sizeof p->note + 4];
    if (n == 0) return;
    text_add(out, "<h2>Where the values come from</h2>\n<div class=\"wide\"><table>\n"
                  "<tr><th>value</th><th></th><th>kind</th><th>source</th></tr>\n");
    for (int k = 0; k < n; k++) {
        text_add(out, "<tr>");
        cell(out, p[k].path);
        cell(out, p[k].value);
        text_addf(out, "<td class=\"%s\">%s</td>", provenance_name(p[k].kind), provenance_name(p[k].kind));
        snprintf(source, sizeof source, "%s%s%s%s", p[k].source, p[k].note[0] ? " (" : "", p[k].note,
                 p[k].note[0] ? ")" : "");
        cell(out, source);
        text_add(out, "</tr>\n");
    }
    text_add(out, "</table></div>\n");
}
