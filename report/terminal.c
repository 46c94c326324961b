#include "comparison.h"
#include "names.h"
#include "trust.h"

#include <math.h>
#include <string.h>

enum { SHOWN_PER_RUN = 5 };

typedef struct Terminal {
    FILE *out;
    int colour;
} Terminal;

static const char *const GREEN = "32", *const RED = "31", *const YELLOW = "33", *const BOLD = "1";

/* Columns a UTF-8 text takes: bytes that do not continue a character. */
static int columns(const char *s)
{
    int n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

/* Prints `s` (control characters as '?': a card must not drive the terminal), padded to |width|, left if < 0. */
static void cell(const Terminal *t, const char *s, int width, const char *style)
{
    const int pad = (width < 0 ? -width : width) - columns(s);
    if (width > 0) fprintf(t->out, "%*s", pad > 0 ? pad : 0, "");
    if (t->colour && style) fprintf(t->out, "\033[%sm", style);
    for (; *s; s++) fputc((unsigned char)*s < 32 || *s == 127 ? '?' : *s, t->out);
    if (t->colour && style) fputs("\033[0m", t->out);
    if (width < 0) fprintf(t->out, "%*s", pad > 0 ? pad : 0, "");
}

static void number_cell(const Terminal *t, double x, int digits, const char *unit, int width)
{
    char number[NUMBER_SIZE], text[NUMBER_SIZE + 20];
    number_text(x, digits, number);
    snprintf(text, sizeof text, "%s%s%.16s", *number ? number : "-", *number && *unit ? " " : "", *number ? unit : "");
    cell(t, text, width, NULL);
}

static void percent_cell(const Terminal *t, double x, int sign, int width)
{
    char text[NUMBER_SIZE + 8];
    cell(t, *percent_text(x, sign, text) ? text : "-", width, NULL);
}

enum { ANSWER_LABEL_SIZE = LABEL_SIZE + 20 };

static void answer_label(const Answer *a, int id_width, char out[ANSWER_LABEL_SIZE])
{
    char label[LABEL_SIZE];
    target_label(a->target, label);
    const int pad = id_width - columns(a->target->id);
    snprintf(out, ANSWER_LABEL_SIZE, "%s%*s  %s", a->target->id, pad > 0 ? pad : 0, "", label);
}

static void print_answer(const Terminal *t, const Answer *a, int id_width, int width)
{
    char label[ANSWER_LABEL_SIZE];
    answer_label(a, id_width, label);
    cell(t, label, -width, NULL);
    number_cell(t, a->target->value, 5, unit_words(a->target->unit), 18);
    number_cell(t, a->simulated, 5, unit_words(a->target->unit), 18);
    percent_cell(t, a->error_percent, 1, 11);
    percent_cell(t, a->target->tolerance_percent, 0, 11);
    fputs("  ", t->out);
    if (isnan(a->simulated)) cell(t, "not measured", 0, YELLOW);
    else cell(t, a->ok ? "ok" : "NO", 0, a->ok ? GREEN : RED);
    fputc('\n', t->out);
}

/* Whether the protocol that measures a target was run. */
static int was_run(const Report *r, const Answer *a)
{
    for (int k = 0; k < r->runs; k++)
        if (!strcmp(r->run[k].protocol, a->target->protocol)) return 1;
    return 0;
}

static void print_answers(const Terminal *t, const Report *r)
{
    int id_width = 0, width = 0, others = 0;
    for (int k = 0; k < r->answers; k++) {
        const int n = columns(r->answer[k].target->id);
        if (n > id_width) id_width = n;
        others += !was_run(r, &r->answer[k]);
    }
    if (others == r->answers) return;
    for (int k = 0; k < r->answers; k++) {
        char label[ANSWER_LABEL_SIZE];
        if (!was_run(r, &r->answer[k])) continue;
        answer_label(&r->answer[k], id_width, label);
        if (columns(label) > width) width = columns(label);
    }
    fputc('\n', t->out);
    cell(t, "target", -width, BOLD);
    cell(t, "paper", 18, BOLD);
    cell(t, "simulated", 18, BOLD);
    cell(t, "error", 11, BOLD);
    cell(t, "tolerance", 11, BOLD);
    fputs("  ", t->out);
    cell(t, "ok", 0, BOLD);
    fputc('\n', t->out);
    for (int k = 0; k < r->answers; k++)
        if (was_run(r, &r->answer[k])) print_answer(t, &r->answer[k], id_width, width);
    if (others)
        fprintf(t->out, "(%d more %s measured by protocols that were not run)\n", others, others > 1 ? "are" : "is");
}

/* Steps that ended other than planned or ran low of salt, said in words. */
static void print_early_steps(const Terminal *t, const Run *run)
{
    int found = 0;
    for (int k = 0; k < run->records; k++) {
        const StepRecord *s = &run->record[k];
        char label[LABEL_SIZE], after[NUMBER_SIZE], note[NOTE_SIZE];
        record_note(s, note);
        if (!end_is_early(s->end) && !*note) continue;
        if (++found > SHOWN_PER_RUN) continue;
        record_label(s, label);
        fprintf(t->out, "    step %d (%s) ended after %s s: %s", s->step + 1, label,
                number_text(s->t_end - s->t_start, 4, after), end_words(s->end));
        fprintf(t->out, "%s%s\n", *note ? ": " : "", note);
    }
    if (run->early > found) found = run->early; /* the run holds a selection */
    if (found > SHOWN_PER_RUN) fprintf(t->out, "    and %d more steps\n", found - SHOWN_PER_RUN);
}

static void print_run(const Terminal *t, const Run *run)
{
    char loading[NUMBER_SIZE], solve[NUMBER_SIZE];
    char name[LABEL_SIZE], value[NUMBER_SIZE];
    snprintf(name, sizeof name, "%s", run->protocol);
    if (*run->varies)
        snprintf(name, sizeof name, "%s %s=%s", run->protocol, run->varies, number_text(run->varied, 4, value));
    cell(t, name, -22, BOLD);
    if (run->loading > 0) fprintf(t->out, "%8s mg/cm2", number_text(run->loading * MG_CM2_PER_KG_M2, 4, loading));
    else cell(t, "", 15, NULL);
    const int long_run = run->solve_s >= 1;
    fprintf(t->out, "  %5d steps  %10s %-2s  ", run->executed,
            number_text(run->solve_s * (long_run ? 1 : 1e3), 3, solve), long_run ? "s" : "ms");
    cell(t, status_name(run->status), 0,
         run->status == CELLSIM_OK      ? GREEN
         : run->status == CELLSIM_EARLY ? YELLOW
                                        : RED);
    fputc('\n', t->out);
    if (run->status != CELLSIM_OK && *run->error.text) {
        fputs("    ", t->out);
        cell(t, run->error.text, 0, NULL);
        fputs(*run->error.hint ? "\n    hint: " : "", t->out);
        cell(t, run->error.hint, 0, NULL);
        fputc('\n', t->out);
    }
    print_early_steps(t, run);
    char words[SELECTION_SIZE], choice[CHOICE_SIZE];
    choice_words(run, choice);
    if (*choice) fprintf(t->out, "    %s\n", choice);
    selection_words(run, words);
    if (*words) fprintf(t->out, "    %s\n", words);
}

static void print_trust(const Terminal *t, const Report *r)
{
    TrustItem items[TRUST_ITEMS];
    const RunTrust total = trust_total(r);
    trust_items(r, items);
    fputc('\n', t->out);
    cell(t, "trust (worst run)", 0, BOLD);
    fputc('\n', t->out);
    for (int k = 0; k < TRUST_ITEMS; k++) {
        cell(t, items[k].name, -18, NULL);
        if (isnan(items[k].value)) cell(t, "not estimated", 14, NULL);
        else number_cell(t, items[k].value, 2, items[k].unit, 14);
        fputs("  ", t->out);
        cell(t, items[k].value > items[k].limit ? "HIGH" : "", -5, RED);
        cell(t, items[k].meaning, 0, NULL);
        if (items[k].cut) cell(t, " " TRUST_CUT, 0, RED);
        fputc('\n', t->out);
    }
    fprintf(t->out,
            "solver            %ld steps, %ld residuals, %ld Jacobians, %ld error-test and %ld Newton failures\n",
            total.steps, total.residuals, total.jacobians, total.error_test_failures, total.newton_failures);
}

/* What was done to tables of the card so that they could be used. */
static void print_changes(const Terminal *t, const Report *r)
{
    const Provenance *p;
    const int values = r->card ? card_provenance(r->card, &p) : 0;
    for (int k = 0, said = 0; k < values; k++) {
        if (!*p[k].note || !strncmp(p[k].note, "no effect", 9)) continue;
        fprintf(t->out, "%s%s: %s\n", said++ ? "" : "\n", p[k].path, p[k].note);
    }
}

void report_print(const Report *r, FILE *out, int colour)
{
    const Terminal t = {out, colour};
    cell(&t, report_cell(r), 0, BOLD);
    fputc('\n', out);
    for (int k = 0; k < r->runs; k++) print_run(&t, &r->run[k]);
    print_answers(&t, r);
    comparison_print(r, out);
    if (r->runs > 0) print_trust(&t, r);
    print_changes(&t, r);
    if (!r->stopped) return;
    fprintf(out, "\nstopped on request; %d run%s not begun%s\n", r->missing, r->missing == 1 ? " was" : "s were",
            r->resumable ? "; the same command with --resume goes on" : "");
}
