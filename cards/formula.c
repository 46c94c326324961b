#include "formula_program.h"

#include "../model/constants.h"
#include "decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Recursive descent: every function compiles one rule of the grammar in formula.h and leaves its value on the stack.
 * The first error sticks. */
typedef struct Compiler {
    const char *text;
    int at; /* offset of the next character */
    int names;
    const FormulaName *name;
    Formula *f;
    int depth; /* of recursion */
    int stack; /* values on the evaluator's stack */
    int failed;
    Error *e;
} Compiler;

static void sum(Compiler *c);

static void fail(Compiler *c, int column, const char *text, const char *hint)
{
    if (c->failed) return;
    c->failed = 1;
    error_set(c->e, CELLSIM_BAD_CARD, NULL, 0, "column %d of the formula: %s", column + 1, text);
    error_hint(c->e, "%s", hint);
    error_column(c->e, column + 1, 1); /* of the formula: node_locate makes it one of the line */
}

static void emit(Compiler *c, OpCode code, int slot, double number, int growth)
{
    if (c->failed) return;
    c->stack += growth;
    if (c->f->length >= FORMULA_MAX_CODE || c->stack > FORMULA_MAX_DEPTH * 2) {
        fail(c, c->at, "too long", "at most 1000 terms; give a table of points instead");
        return;
    }
    c->f->op[c->f->length++] = (Op){code, slot, number};
}

static char peek(Compiler *c)
{
    while (c->text[c->at] == ' ' || c->text[c->at] == '\t' || c->text[c->at] == '\n' || c->text[c->at] == '\r') c->at++;
    return c->failed ? '\0' : c->text[c->at];
}

static int accept(Compiler *c, char wanted)
{
    if (peek(c) != wanted) return 0;
    c->at++;
    return 1;
}

static int enter(Compiler *c)
{
    if (++c->depth > FORMULA_MAX_DEPTH) fail(c, c->at, "nested too deeply", "at most 60 levels of parentheses");
    return !c->failed;
}

static int is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}
static int is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
}

static void number(Compiler *c)
{
    const int start = c->at, n = decimal_span(c->text + start);
    double value;
    if (n == 0) {
        fail(c, start, "expected a number", "write numbers as 0.5 or 1.2e-14");
        return;
    }
    const char *fault = decimal_value(c->text + start, n, &value);
    c->at += n;
    if (fault) {
        char text[64];
        snprintf(text, sizeof text, "the number %s", fault);
        fail(c, start, text, "numbers reach from about 1e-307 to 1e308");
    }
    if (is_letter(c->text[c->at])) fail(c, c->at, "a name follows a number", "write products with *: 2*x");
    emit(c, OP_NUMBER, 0, value, 1);
}

static void call(Compiler *c, OpCode code, int arguments)
{
    for (int k = 0; k < arguments; k++) {
        if (k > 0 && !accept(c, ','))
            fail(c, c->at, "expected ',' and a second argument", "min(a, b), max(a, b), pow(a, b)");
        sum(c);
    }
    if (peek(c) == ',') fail(c, c->at, "too many arguments", "only min, max and pow take two");
    if (!accept(c, ')')) fail(c, c->at, "expected ')'", "every '(' needs its ')'");
    emit(c, code, 0, 0, 1 - arguments);
}

static int constant(const char *word, double *value)
{
    if (!strcmp(word, "pi")) *value = 3.14159265358979323846;
    else if (!strcmp(word, "R")) *value = GAS_CONSTANT;
    else if (!strcmp(word, "F")) *value = FARADAY;
    else return 0;
    return 1;
}

int formula_knows(const char *name)
{
    OpCode code;
    double value;
    return formula_function(name, &code) > 0 || constant(name, &value);
}

static void unknown_name(Compiler *c, const char *word, int start)
{
    char names[160] = "", text[96];
    for (int k = 0; k < c->names; k++) {
        strncat(names, c->name[k].name, sizeof names - strlen(names) - 3);
        strncat(names, " ", sizeof names - strlen(names) - 1);
    }
    snprintf(text, sizeof text, "unknown name '%.40s'", word);
    fail(c, start, text, "");
    error_hint(c->e, "known here: %spi R F, and the functions %s", names, formula_function_list());
}

static void name(Compiler *c)
{
    char word[48];
    int n = 0;
    const int start = c->at;
    while (is_letter(c->text[c->at]) || is_digit(c->text[c->at])) {
        if (n < (int)sizeof word - 1) word[n++] = c->text[c->at];
        c->at++;
    }
    word[n] = '\0';
    OpCode code = OP_NUMBER;
    double value = 0;
    const int arguments = formula_function(word, &code);
    if (arguments > 0) {
        if (!accept(c, '(')) fail(c, c->at, "a function needs '(' after its name", "write exp(x), not exp x");
        call(c, code, arguments);
        return;
    }
    for (int k = 0; k < c->names; k++)
        if (!strcmp(word, c->name[k].name)) {
            if (c->name[k].slot == FORMULA_CONSTANT) emit(c, OP_NUMBER, 0, c->name[k].value, 1);
            else emit(c, OP_VARIABLE, c->name[k].slot, 0, 1);
            return;
        }
    if (constant(word, &value)) emit(c, OP_NUMBER, 0, value, 1);
    else unknown_name(c, word, start);
}

static void atom(Compiler *c)
{
    const char ch = peek(c);
    if (c->failed) return;
    if (ch == '(') {
        c->at++;
        sum(c);
        if (!accept(c, ')')) fail(c, c->at, "expected ')'", "every '(' needs its ')'");
    } else if (is_digit(ch) || ch == '.') number(c);
    else if (is_letter(ch)) name(c);
    else if (ch == '\0')
        fail(c, c->at, "it ends where a value is expected", "complete the formula or remove the last operator");
    else fail(c, c->at, "unexpected character", "a number, a name or '(' is expected here");
}

static void sign(Compiler *c)
{
    if (!enter(c)) return;
    if (accept(c, '-')) {
        sign(c);
        emit(c, OP_NEG, 0, 0, 0);
    } else if (accept(c, '+')) sign(c);
    else {
        atom(c);
        const int stars = peek(c) == '*' && c->text[c->at + 1] == '*';
        if (stars) c->at += 2;
        if (stars || accept(c, '^')) {
            sign(c);
            emit(c, OP_POW, 0, 0, -1);
        }
    }
    c->depth--;
}

static void product(Compiler *c)
{
    sign(c);
    for (;;) {
        OpCode code;
        if (accept(c, '*')) code = OP_MUL;
        else if (accept(c, '/')) code = OP_DIV;
        else return;
        sign(c);
        emit(c, code, 0, 0, -1);
    }
}

static void sum(Compiler *c)
{
    if (!enter(c)) return;
    product(c);
    for (;;) {
        OpCode code;
        if (accept(c, '+')) code = OP_ADD;
        else if (accept(c, '-')) code = OP_SUB;
        else break;
        product(c);
        emit(c, code, 0, 0, -1);
    }
    c->depth--;
}

static void whole(Compiler *c)
{
    sum(c);
    const char rest = peek(c);
    if (rest == ')') fail(c, c->at, "')' without '('", "remove it or open the parenthesis");
    else if (is_letter(rest) || is_digit(rest) || rest == '(')
        fail(c, c->at, "an operator is missing", "write products with *: 2*x, (1-x)*(1+x)");
    else if (rest != '\0') fail(c, c->at, "unexpected character", "operators are + - * / ^ **");
}

Status formula_compile(const char *text, int names, const FormulaName *name, Formula **out, Error *e)
{
    *out = NULL;
    if (strlen(text) > FORMULA_MAX_TEXT) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the formula has more than %d characters", FORMULA_MAX_TEXT);
        error_hint(e, "give a table of points instead");
        return CELLSIM_BAD_CARD;
    }
    Formula *f = calloc(1, sizeof *f);
    if (f) f->op = calloc(FORMULA_MAX_CODE, sizeof *f->op);
    if (!f || !f->op) {
        formula_free(f);
        return error_memory(e);
    }
    Compiler c = {.text = text, .names = names, .name = name, .f = f, .e = e};
    whole(&c);
    if (c.failed) {
        formula_free(f);
        return CELLSIM_BAD_CARD;
    }
    *out = f;
    return CELLSIM_OK;
}
