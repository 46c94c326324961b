/* cellsim run, cellsim compare: card -> cell -> protocols -> figures, tables, trust. */
#include "../report/measured.h"
#include "interrupts.h"
#include "session.h"

#include <math.h>

/* Protocols from the command line, else the card's own. */
static Status read_protocols(Session *s, Error *e)
{
    const char *const *own;
    const int count = card_experiments(s->card, &own);
    return s->o->configs ? session_protocols(s, s->o->configs, s->o->config, e) : session_protocols(s, count, own, e);
}

static Status run_card(const Options *o, const char *file, const Run *measured, Error *e)
{
    Session *s = NULL;
    Report report;
    Status status = session_open(o, file, &s, e);
    if (!status) s->estimate = 1;
    if (!status) status = read_protocols(s, e);
    if (!status) status = session_claim(s, e);
    if (!status) status = session_run(s, e);
    if (!status) status = session_report(s, &report, e);
    if (!status) report.measured = measured;
    if (!status) status = write_results(o, &report, s->folder.path, s->start, e);
    if (!status) s->complete = !s->stopped;
    if (!status) status = session_worst(s, e);
    session_free(s);
    return status;
}

static Status run_cards(const Options *o, const Run *measured, Error *e)
{
    Status worst = CELLSIM_OK;
    for (int k = 0; k < o->cards; k++) {
        const Status status = run_card(o, o->card[k], measured, e);
        if (status > CELLSIM_EARLY) return status;
        if (status > worst) worst = status;
        if (interrupts_stop(NULL)) return CELLSIM_EARLY;
    }
    return worst;
}

Status command_run(const Options *o, Error *e)
{
    return run_cards(o, NULL, e);
}

Status command_compare(const Options *o, Error *e)
{
    Run measured = {0};
    Status status = measured_files(o, 1, &o->with, &measured, e);
    if (!status) status = run_cards(o, &measured, e);
    run_free(&measured);
    return status;
}
