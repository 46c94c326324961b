#include "formula_program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    OpCode code;
    int arguments;
} functions[] = {
    {"exp", OP_EXP, 1},     {"log", OP_LOG, 1},   {"ln", OP_LOG, 1},    {"log10", OP_LOG10, 1},
    {"sqrt", OP_SQRT, 1},   {"abs", OP_ABS, 1},   {"sin", OP_SIN, 1},   {"cos", OP_COS, 1},
    {"tan", OP_TAN, 1},     {"sinh", OP_SINH, 1}, {"cosh", OP_COSH, 1}, {"tanh", OP_TANH, 1},
    {"asinh", OP_ASINH, 1}, {"min", OP_MIN, 2},   {"max", OP_MAX, 2},   {"pow", OP_POW, 2},
};

int formula_function(const char *name, OpCode *code)
{
    for (size_t k = 0; k < sizeof functions / sizeof functions[0]; k++)
        if (!strcmp(name, functions[k].name)) {
            *code = functions[k].code;
            return functions[k].arguments;
        }
    return 0;
}

const char *formula_function_list(void)
{
    return "exp log ln log10 sqrt abs sin cos tan sinh cosh tanh asinh min max pow";
}

static double apply1(OpCode code, double a)
{
    switch (code) {
    case OP_NEG: return -a;
    case OP_EXP: return exp(a);
    case OP_LOG: return log(a);
    case OP_LOG10: return log10(a);
    case OP_SQRT: return sqrt(a);
    case OP_ABS: return fabs(a);
    case OP_SIN: return sin(a);
    case OP_COS: return cos(a);
    case OP_TAN: return tan(a);
    case OP_SINH: return sinh(a);
    case OP_COSH: return cosh(a);
    case OP_TANH: return tanh(a);
    default: return asinh(a);
    }
}

static double apply2(OpCode code, double a, double b)
{
    switch (code) {
    case OP_ADD: return a + b;
    case OP_SUB: return a - b;
    case OP_MUL: return a * b;
    case OP_DIV: return a / b;
    case OP_MIN: return a < b ? a : b;
    case OP_MAX: return a > b ? a : b;
    default: return pow(a, b);
    }
}

/* The compiler guarantees that the stack neither overflows nor runs empty. */
double formula_eval(const Formula *f, const double *values)
{
    double stack[FORMULA_MAX_DEPTH * 2];
    int top = 0;
    for (int k = 0; k < f->length; k++) {
        const Op *op = &f->op[k];
        if (op->code == OP_NUMBER) stack[top++] = op->number;
        else if (op->code == OP_VARIABLE) stack[top++] = values[op->slot];
        else if (op->code >= OP_ADD && op->code <= OP_MAX && op->code != OP_NEG) {
            top--;
            stack[top - 1] = apply2(op->code, stack[top - 1], stack[top]);
        } else stack[top - 1] = apply1(op->code, stack[top - 1]);
    }
    return stack[0];
}

int formula_uses(const Formula *f, int slot)
{
    for (int k = 0; k < f->length; k++)
        if (f->op[k].code == OP_VARIABLE && f->op[k].slot == slot) return 1;
    return 0;
}

void formula_free(Formula *f)
{
    if (!f) return;
    free(f->op);
    free(f);
}
