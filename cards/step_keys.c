#include "steps.h"

Status step_refuse_idle(StepReader *s, const Value *v, StepKind kind)
{
    enum {
        CC = 1 << STEP_CC,
        CV = 1 << STEP_CCCV,
        H = 1 << STEP_CV_HOLD,
        R = 1 << STEP_REST,
        SW = 1 << STEP_CV_SWEEP,
        G = 1 << STEP_GITT,
        EI = 1 << STEP_EIS,
        P = 1 << STEP_POWER,
        LD = 1 << STEP_RESISTANCE,
        PR = 1 << STEP_PROFILE,
        RP = 1 << STEP_REPEAT
    };
    static const int used_by[STEP_SLOTS] = {
        [STEP_DO] = ~0,
        [STEP_DIRECTION] = CC | CV | G | P,
        [STEP_RATE] = CC | CV | G,
        [STEP_VOLTAGE] = CV | H,
        [STEP_SCAN] = SW,
        [STEP_VERTICES] = SW,
        [STEP_BELOW] = CC | R | G | P | LD | PR,
        [STEP_ABOVE] = CC | R | G | P | LD | PR,
        [STEP_CURRENT] = CV | H,
        [STEP_TIME] = CC | CV | H | R | P | LD | PR,
        [STEP_CAPACITY] = CC | CV | H | P | LD,
        [STEP_TO_SOC] = CC | CV | G | P | LD,
        [STEP_F_MAX] = EI,
        [STEP_F_MIN] = EI,
        [STEP_POINTS] = EI,
        [STEP_COUNT] = RP,
        [STEP_ADVANCES] = RP,
        [STEP_STEPS] = RP,
        [STEP_PULSE] = G,
        [STEP_PAUSE] = G,
        [STEP_PULSES] = G,
        [STEP_WATTS] = P,
        [STEP_OHMS] = LD,
        [STEP_FILE] = PR,
        [STEP_DRIVEN] = PR,
        [STEP_HELD] = PR,
        [STEP_SAMPLE] = ~(RP | EI),
        [STEP_EARLY] = ~(RP | EI),
    };
    for (int k = 0; k < STEP_SLOTS; k++) {
        if (!v[k].key || used_by[k] & (1 << kind)) continue;
        node_error(s->r->e, v[k].node, "%s has no meaning in a %s step", v[k].key->name, step_names[kind]);
        return error_hint(s->r->e, "remove it; %s: %s", v[k].key->name, v[k].key->help), CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}
