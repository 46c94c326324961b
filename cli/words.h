/* Private to cli/: the words of the command line, said once. --help, help TOPIC, the man page and the completions are made
 * of them. */
#ifndef CELLSIM_WORDS_H
#define CELLSIM_WORDS_H

#include "option_values.h"

#include "../report/text.h"

/* A command, by Command. */
typedef struct CommandWords {
    const char *name;
    const char *arguments; /* of the synopsis: "CARD..." */
    const char *complete;  /* what a shell offers for them: "cells", "files", "cells files", "topics"; "" = nothing */
    const char *summary;   /* one line */
    const char *text;      /* lines of at most 80 columns; "" = the summary says it all */
    const char *examples;  /* whole lines, each a call with a remark after '#' */
} CommandWords;
extern const CommandWords command_words[COMMAND_VERSION + 1];

/* An option, by OptionId. */
typedef struct OptionWords {
    const char *value; /* of the synopsis: "NAME|FILE"; "" = a flag */
    const char
        *complete;    /* what a shell offers: "protocols", "files", "folders", or the words there are; "" = nothing */
    const char *text; /* one sentence; its part before the first of ;:( is the short form */
} OptionWords;
extern const OptionWords option_words[OPT_VERSION + 1];

/* A topic of help that is no command. */
typedef struct TopicWords {
    const char *name;
    const char *summary; /* one line */
    const char *text;    /* lines of at most 80 columns; those that begin with two blanks are shown as they are */
} TopicWords;
enum { TOPICS = 11 };
extern const TopicWords topic_words[TOPICS];

/* What an option takes, and which commands take it. */
typedef enum { FLAG, VALUE, VALUES } Takes; /* nothing, one value, one more each time */
typedef struct OptionName {
    const char *name, *alias; /* NULL: it has none */
    OptionId id;
    Takes takes;
    int commands; /* bits */
} OptionName;

/* Option k in the order of help; NULL: there are no more. */
const OptionName *option_name(int k);

/* "run, check and compare" of the commands that take an option; "" if all do. */
enum { TAKERS_SIZE = 128 };
void option_takers(const OptionName *name, char out[TAKERS_SIZE]);

/* The short form of an option's text, without quotes and brackets. */
enum { BRIEF_SIZE = 96 };
void option_brief(const OptionName *name, char out[BRIEF_SIZE]);

/* The pages (help.c, man.c, completions.c). `topic` NULL: the overview; a command, a topic, or "man", "bash", "zsh", "fish". CELLSIM_USAGE: no such topic. */
Status help_write(const char *topic, Text *out, Error *e);
void man_write(Text *out);
void bash_write(Text *out);
void zsh_write(Text *out);
void fish_write(Text *out);

#endif
