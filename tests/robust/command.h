/* The command as a user meets it: run it, keep what it says and how it ends. */
#ifndef CELLSIM_TEST_COMMAND_H
#define CELLSIM_TEST_COMMAND_H

#include <stddef.h>
#include <sys/types.h>

/* What one call left. */
typedef struct Outcome {
    int exit;        /* exit code, -1 if a signal ended it */
    int signal;      /* 0, or what ended it; SIGALRM: it ran too long */
    char *out, *err; /* owned: standard output and error */
} Outcome;

/* Where standard output goes. */
typedef enum { OUTPUT_KEPT, OUTPUT_CLOSED, OUTPUT_FULL } Output;

/* Runs the command with these arguments (NULL ends them), at most `seconds`. */
Outcome command_run(Output output, unsigned seconds, const char *const *arguments);
/* The same in two parts; one command at a time. */
pid_t command_start(Output output, unsigned seconds, const char *const *arguments);
Outcome command_end(pid_t child);
void outcome_free(Outcome *o);

/* A directory of this test's own; `name` joined to it. Paths hold until scratch_remove. */
const char *scratch(const char *name);
void scratch_remove(void);
void tree_remove(const char *directory);

/* Writes n bytes to a file. Reads a whole file (NULL: cannot; free it). */
void write_bytes(const char *path, const void *bytes, size_t n);
char *read_text(const char *path);

int exists(const char *path);

/* 1 if the text holds nan or inf as a word, in any case. */
int has_nan(const char *text);

/* The same for every file under a directory; prints the first one found. */
int tree_has_nan(const char *directory);

#endif
