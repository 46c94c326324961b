/* cellsim help: the words as text. */
#include "../cards/node.h"
#include "commands.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 88, INDENT = 30, NAME_WIDTH = 12 };

static void blanks(Text *t, int n)
{
    while (n-- > 0) text_add(t, " ");
}

/* Words of a sentence from column `column` on, in lines that begin at INDENT. */
static void wrapped(Text *t, int column, const char *sentence)
{
    if (column >= INDENT) text_add(t, "\n"), column = 0;
    blanks(t, INDENT - column);
    for (column = INDENT; *sentence;) {
        const size_t n = strcspn(sentence, " ");
        if (column > INDENT && column + 1 + (int)n > WIDTH) {
            text_add(t, "\n");
            blanks(t, column = INDENT);
        } else if (column > INDENT) text_add(t, " "), column++;
        text_bytes(t, sentence, n);
        column += (int)n;
        sentence += n + strspn(sentence + n, " ");
    }
    text_add(t, "\n");
}

/* One option; with the commands that take it, unless only one command's are shown. */
static void add_option(Text *t, const OptionName *name, int takers)
{
    const OptionWords *w = &option_words[name->id];
    char head[80], commands[TAKERS_SIZE], sentence[400];
    const int n = snprintf(head, sizeof head, "  %s%s%s%s%s", name->alias ? name->alias : "    ",
                           name->alias ? ", " : "", name->name, *w->value ? " " : "", w->value);
    option_takers(name, commands);
    if (takers && *commands) snprintf(sentence, sizeof sentence, "%s [%s]", w->text, commands);
    else snprintf(sentence, sizeof sentence, "%s", w->text);
    text_add(t, head);
    wrapped(t, n, sentence);
}

static void add_name(Text *t, const char *name, const char *summary)
{
    text_add(t, "  ");
    text_add(t, name);
    blanks(t, NAME_WIDTH - (int)strlen(name));
    text_add(t, summary);
    text_add(t, "\n");
}

/* Lines, each after two blanks. */
static void add_examples(Text *t, const char *lines)
{
    while (*lines) {
        const size_t n = strcspn(lines, "\n");
        text_add(t, "  ");
        text_bytes(t, lines, n);
        text_add(t, "\n");
        lines += n + (lines[n] == '\n');
    }
}

static void overview(Text *t)
{
    const OptionName *name;
    text_add(t, "cellsim - from a material card to the figures a battery lab draws\n\n"
                "usage: cellsim COMMAND [OPTION...] [ARGUMENT...]\n\nCommands\n");
    for (Command k = 0; k <= COMMAND_VERSION; k++) add_name(t, command_words[k].name, command_words[k].summary);
    text_add(t, "\ncellsim help COMMAND has the options of one, with examples. Topics of help:\n");
    for (int k = 0; k < TOPICS; k++) add_name(t, topic_words[k].name, topic_words[k].summary);
    text_add(t, "\nOptions, with the commands that take them\n");
    for (int k = 0; (name = option_name(k)); k++) add_option(t, name, 1);
    text_add(t, "An option that the command does not use is an error.\n\nExamples\n"
                "  cellsim run r175_li\n"
                "  cellsim new my_cell && cellsim run my_cell\n"
                "  cellsim analyze cycling.csv --mass-mg 2.3\n");
}

static void of_command(Text *t, Command command)
{
    const CommandWords *w = &command_words[command];
    const OptionName *name;
    text_addf(t, "cellsim %s%s%s - %s\n", w->name, *w->arguments ? " " : "", w->arguments, w->summary);
    if (*w->text) text_addf(t, "\n%s", w->text);
    text_add(t, "\nOptions\n");
    for (int k = 0; (name = option_name(k)); k++)
        if (name->commands >> command & 1) add_option(t, name, 0);
    if (!*w->examples) return;
    text_add(t, "\nExamples\n");
    add_examples(t, w->examples);
}

static Status no_topic(const char *topic, Error *e)
{
    const char *names[COMMAND_VERSION + 1 + TOPICS];
    int n = 0;
    for (Command k = 0; k <= COMMAND_VERSION; k++) names[n++] = command_words[k].name;
    for (int k = 0; k < TOPICS; k++) names[n++] = topic_words[k].name;
    const char *near = did_you_mean(topic, n, names);
    error_set(e, CELLSIM_USAGE, NULL, 0, "there is no help on '%.60s'", topic);
    if (near) return error_hint(e, "did you mean '%s'?", near);
    return error_hint(e, "cellsim --help lists the commands and topics");
}

Status help_write(const char *topic, Text *out, Error *e)
{
    static const struct {
        const char *name;
        void (*write)(Text *);
    } pages[] = {{"man", man_write}, {"bash", bash_write}, {"zsh", zsh_write}, {"fish", fish_write}};
    if (!topic) return overview(out), text_status(out, e);
    for (Command k = 0; k <= COMMAND_VERSION; k++)
        if (!strcmp(topic, command_words[k].name)) return of_command(out, k), text_status(out, e);
    for (int k = 0; k < TOPICS; k++) {
        if (strcmp(topic, topic_words[k].name) != 0) continue;
        text_addf(out, "%s - %s\n\n%s", topic, topic_words[k].summary, topic_words[k].text);
        return text_status(out, e);
    }
    for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
        if (!strcmp(topic, pages[k].name)) return pages[k].write(out), text_status(out, e);
    return no_topic(topic, e);
}

Status command_help(const Options *o, Error *e)
{
    Text page = {0};
    const Status s = help_write(o->topic ? o->topic : o->cards ? o->card[0] : NULL, &page, e);
    if (!s) fputs(page.data, stdout);
    text_free(&page);
    return s;
}

void option_brief(const OptionName *name, char out[BRIEF_SIZE])
{
    const char *text = option_words[name->id].text;
    size_t used = 0;
    for (; *text && !strchr(";:(", *text) && used + 1 < BRIEF_SIZE; text++)
        if (!strchr("'\"[]`$\\", *text)) out[used++] = *text;
    while (used && strchr(" ,", out[used - 1])) used--;
    out[used] = '\0';
}
