#include "cursor.h"

#include <stddef.h>

enum { MAX_CYCLES = 1000000 };

typedef struct List {
    int n;
    const Step *step;
} List;

static int has_steps(const Step *s)
{
    return s->kind == STEP_REPEAT || s->kind == STEP_GITT;
}

/* The list of a level. */
static List list_at(const Cursor *c, const Protocol *p, int depth)
{
    List list = {p->steps, p->step};
    for (int k = 0; k < depth; k++) {
        const Step *s = &list.step[c->level[k].at];
        list = (List){s->step ? s->steps : 0, s->step};
    }
    return list;
}

/* -1 discharges, +1 charges, 0 neither as a whole. */
static int direction_of(const Step *s)
{
    double drive = 0;
    if (s->kind == STEP_CC || s->kind == STEP_CCCV) drive = s->current;
    if (s->kind == STEP_GITT) drive = s->step[0].current;
    if (s->kind == STEP_POWER) drive = s->power;
    if (s->kind == STEP_RESISTANCE) drive = -1;
    return (drive > 0) - (drive < 0);
}

/* A step of the protocol's own list begins, or has begun, which changes nothing more. */
static void count_outside(Cursor *c, const Step *s)
{
    const int direction = direction_of(s);
    if (direction == 0 || c->depth > 0) return;
    if (direction == -c->first) c->turned = 1;
    else if ((c->first == 0 || c->turned) && c->cycle < MAX_CYCLES) {
        c->cycle++;
        c->first = direction;
        c->turned = 0;
    }
}

static int begin_pass(Cursor *c, const Step *s, int pass)
{
    if (pass >= s->count || c->cycle >= MAX_CYCLES) return 0;
    if (s->kind == STEP_REPEAT && s->advances_cycle) {
        c->cycle++;
        c->first = c->turned = 0;
    }
    c->block++;
    c->level[c->depth + (pass == 0)] = (Level){.pass = pass, .first_end = END_TIME};
    return 1;
}

/* A titration's pulse that meets its voltage, or cannot begin, is the last one. */
static void end_pass(Cursor *c, const Protocol *p)
{
    const Level *l = &c->level[c->depth], *outer = l - 1;
    const Step *s = &list_at(c, p, c->depth - 1).step[outer->at];
    const int over = s->kind == STEP_GITT && l->first_end != END_TIME;
    if (over || !begin_pass(c, s, l->pass + 1)) c->level[--c->depth].at++;
}

const Step *cursor_step(Cursor *c, const Protocol *p)
{
    for (;;) {
        const List list = list_at(c, p, c->depth);
        Level *l = &c->level[c->depth];
        if (l->at < list.n) {
            const Step *s = &list.step[l->at];
            count_outside(c, s);
            if (!has_steps(s)) return s;
            if (begin_pass(c, s, 0)) c->depth++;
            else l->at++;
        } else if (c->depth == 0) return NULL;
        else end_pass(c, p);
    }
}

int cursor_titrates(const Cursor *c, const Protocol *p)
{
    if (c->depth == 0 || c->level[c->depth].pass == 0) return 0;
    return list_at(c, p, c->depth - 1).step[c->level[c->depth - 1].at].kind == STEP_GITT;
}

void cursor_advance(Cursor *c, const Step *step, EndReason why)
{
    Level *l = &c->level[c->depth];
    if (step->kind == STEP_CV_SWEEP && ++c->vertex < step->vertices) return;
    c->vertex = 0;
    if (l->at == 0) l->first_end = why;
    l->at++;
}

int cursor_reaches(int n, const Step *steps, int depth)
{
    if (depth == DEEPEST) return 0;
    for (int k = 0; k < n; k++)
        if (has_steps(&steps[k]) && !cursor_reaches(steps[k].step ? steps[k].steps : 0, steps[k].step, depth + 1))
            return 0;
    return 1;
}

int cursor_is_sound(const Cursor *c, const Protocol *p)
{
    if (c->depth < 0 || c->depth >= DEEPEST || c->vertex < 0 || c->cycle < 0 || c->cycle > MAX_CYCLES || c->block < 0)
        return 0;
    if (c->first < -1 || c->first > 1 || c->turned < 0 || c->turned > 1) return 0;
    for (int k = 0; k <= c->depth; k++) {
        const List list = list_at(c, p, k);
        const Level *l = &c->level[k];
        if (l->at < 0 || l->at > list.n || l->pass < 0) return 0;
        if (k == c->depth) return c->vertex == 0 || (l->at < list.n && c->vertex < list.step[l->at].vertices);
        if (l->at == list.n || !has_steps(&list.step[l->at]) || c->level[k + 1].pass >= list.step[l->at].count) return 0;
    }
    return 0;
}
