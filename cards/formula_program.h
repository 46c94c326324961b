/* The stack program that a formula is compiled to; shared by the compiler and the evaluator only. */
#ifndef CELLSIM_FORMULA_PROGRAM_H
#define CELLSIM_FORMULA_PROGRAM_H

#include "formula.h"

typedef enum {
    OP_NUMBER,
    OP_VARIABLE,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_POW,
    OP_NEG,
    OP_MIN,
    OP_MAX,
    OP_EXP,
    OP_LOG,
    OP_LOG10,
    OP_SQRT,
    OP_ABS,
    OP_SIN,
    OP_COS,
    OP_TAN,
    OP_SINH,
    OP_COSH,
    OP_TANH,
    OP_ASINH
} OpCode;

typedef struct Op {
    OpCode code;
    int slot;      /* OP_VARIABLE */
    double number; /* OP_NUMBER */
} Op;

struct Formula {
    int length;
    Op *op; /* owned */
};

/* Looks a function up by name; its number of arguments, or 0 if there is none. */
int formula_function(const char *name, OpCode *code);

/* Names of all functions, for hints. */
const char *formula_function_list(void);

#endif
