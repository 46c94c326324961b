/* cellsim ocp: an equilibrium curve for cards, from slow charges and discharges or from titrations. */
#include "../report/files.h"
#include "../report/folder.h"
#include "../report/figures/gnuplot.h"
#include "../report/names.h"
#include "../report/ocp_output.h"
#include "interrupts.h"
#include "session.h"
#include "took.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const double DRAWING_S = 30, SLOW_H = 10; /* h that a charge takes at least where it is called slow */

typedef struct OcpCommand {
    const Options *o;
    OcpSet set;
    OcpCurve curve;
    OcpReport report;
    json_t *took;
    int drawn;
} OcpCommand;

static Status read_file(OcpCommand *c, int k, Error *e)
{
    const char *file = c->o->card[k];
    Measured m;
    Status s = measured_read(file, &c->o->measured, &m, e);
    if (s) return s;
    if (!c->o->quiet) took_print(file, &m);
    json_append(&c->took, took_json(file, &m));
    if (m.spectra) s = error_set(e, CELLSIM_BAD_CARD, file, 0, "impedance has no equilibrium curve");
    else s = ocp_add(&c->set, k, &m.series, m.segments, m.segment, m.kind == MEASURED_GITT, e);
    if (s && e && !e->file[0]) snprintf(e->file, sizeof e->file, "%s", file);
    measured_free(&m);
    return s;
}

static Status draw(OcpCommand *c, const char *dir, Error *e)
{
    char drawn[GNUPLOT_SCRIPT_SIZE + 8];
    GnuplotJob job = {.script = "ocp.gp"};
    snprintf(job.output, sizeof job.output, FOLDER_HIDDEN "ocp.%ld.tmp", (long)getpid());
    gnuplot_run(dir, 1, &job, 1, DRAWING_S, interrupts_stop, NULL);
    Status s = CELLSIM_OK;
    for (int k = 0; k < 2 && !s && job.done; k++) {
        snprintf(drawn, sizeof drawn, "%s%s", job.output, k ? ".png" : ".svg");
        s = file_stage_as(dir, drawn, k ? "ocp.png" : "ocp.svg", e);
    }
    if (!s) s = files_publish(dir, e);
    c->drawn = !s && job.done;
    return s;
}

static Status write_files(void *command, const char *dir, Error *e)
{
    OcpCommand *c = command;
    Text t = {0};
    ocp_csv(&c->report, &t);
    Status s = file_write_last(dir, "ocp.csv", &t, e);
    if (!s) ocp_csv_data(&c->report, &t), s = file_write_last(dir, "ocp_data.csv", &t, e);
    if (!s) ocp_script(&c->report, &t), s = file_write_last(dir, "ocp.gp", &t, e);
    if (!s && c->o->figures) s = draw(c, dir, e);
    if (s) return s;
    json_t *o = ocp_json(&c->report);
    json_print(o, JSON_INDENT(2), &t);
    text_add(&t, "\n");
    json_decref(o);
    return file_write_last(dir, "summary.json", &t, e);
}

static Status write_folder(OcpCommand *c, char path[512], Error *e)
{
    char name[200], clean[96];
    Folder folder;
    Report report = {0};
    measured_name(c->o->card[0], name, sizeof name);
    file_name_clean(name, clean, sizeof clean - 8);
    snprintf(name, sizeof name, "%s_ocp", clean);
    Status s = results_path(c->o, name, path, e);
    if (!s) s = folder_open(path, 0, &folder, e);
    if (s) return s;
    s = write_listed(c->o, &report, path, write_files, c, e);
    folder_clean(&folder);
    folder_close(&folder);
    return s;
}

static void print_branches(const OcpCommand *c)
{
    char words[160], a[NUMBER_SIZE];
    printf("\nmade of\n");
    for (int k = 0; k < c->set.branches; k++) {
        const OcpBranch *b = &c->set.branch[k];
        ocp_branch_words(&c->report, k, words);
        printf("  %s, %s mAh\n", words, number_text(b->charge / 3.6, 5, a));
        if (!b->rests && b->duration < 3600 * SLOW_H)
            printf("  note: %s h are not slow: the curve holds the polarisation of that current\n",
                   number_text(b->duration / 3600, 3, a));
    }
}

static Status say(OcpCommand *c, const char *path, Error *e)
{
    char words[3][200];
    if (c->o->json) {
        json_t *o = ocp_json(&c->report);
        json_put(&o, "input", c->took ? json_incref(c->took) : NULL);
        return o ? print_json(o, e) : error_memory(e);
    }
    if (c->o->quiet) return CELLSIM_OK;
    print_branches(c);
    for (int k = 0, n = ocp_words(&c->report, words); k < n; k++) printf("%s\n", words[k]);
    printf("\nIn a card: U_table_V = \"%s/ocp.csv\" (path from the card's folder)", path);
    if (c->o->figures && !c->drawn) printf("; no figure: gnuplot is not installed");
    printf("\n");
    return CELLSIM_OK;
}

Status command_ocp(const Options *o, Error *e)
{
    char path[512];
    OcpCommand *c = calloc(1, sizeof *c);
    if (!c) return error_memory(e);
    c->o = o;
    c->took = json_array();
    c->report = (OcpReport){&c->set, &c->curve, o->cards, o->card, o->x[0], o->x[1]};
    Status s = CELLSIM_OK;
    for (int k = 0; k < o->cards && !s; k++) s = read_file(c, k, e);
    if (!s) s = ocp_make(&c->set, &c->curve, e);
    if (!s) s = write_folder(c, path, e);
    if (!s) s = say(c, path, e);
    ocp_free(&c->set);
    json_decref(c->took);
    free(c);
    return s;
}
