/* cellsim help man: the words as a manual page, in the macros of man(7). */
#include "words.h"

#include <string.h>

static const char date[] = "2026-11-27"; /* of the words */

/* Text without what troff takes for its own. */
static void escaped(Text *t, const char *text, size_t n)
{
    for (const char *end = text + n; text < end; text++) {
        if (*text == '-') text_add(t, "\\-");
        else if (*text == '\\') text_add(t, "\\e");
        else if (*text == '\'') text_add(t, "\\(aq");
        else if (*text == '"') text_add(t, "\\(dq");
        else if (*text == '`') text_add(t, "\\(ga");
        else if (*text == '~') text_add(t, "\\(ti");
        else if (*text == '^') text_add(t, "\\(ha");
        else text_bytes(t, text, 1);
    }
}

static void plain(Text *t, const char *text)
{
    escaped(t, text, strlen(text));
}

static void macro(Text *t, const char *name, const char *text)
{
    text_add(t, name);
    text_add(t, " ");
    plain(t, text);
    text_add(t, "\n");
}

/* Lines as paragraphs: those that begin with two blanks as they are, an empty one begins the next. */
static void paragraphs(Text *t, const char *lines)
{
    int shown = 0, begun = 0;
    for (size_t n; *lines; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        const int as_is = n >= 2 && !strncmp(lines, "  ", 2);
        if (shown && !as_is) text_add(t, ".EE\n.RE\n");
        if (n == 0) {
            begun = shown = 0;
            continue;
        }
        if (!begun || (shown && !as_is)) text_add(t, ".PP\n");
        if (as_is && !shown) text_add(t, ".RS\n.EX\n");
        begun = 1;
        shown = as_is;
        text_add(t, *lines == '.' ? "\\&" : "");
        escaped(t, lines + 2 * as_is, n - 2 * (size_t)as_is);
        text_add(t, "\n");
    }
    if (shown) text_add(t, ".EE\n.RE\n");
}

static void example_lines(Text *t, const char *lines)
{
    if (!*lines) return;
    text_add(t, ".PP\n.RS\n.EX\n");
    plain(t, lines);
    text_add(t, ".EE\n.RE\n");
}

static void add_command(Text *t, Command command)
{
    const CommandWords *w = &command_words[command];
    const OptionName *name;
    int options = 0;
    text_addf(t, ".SS %s", w->name);
    if (*w->arguments) text_add(t, " "), plain(t, w->arguments);
    text_add(t, "\n");
    plain(t, w->summary);
    text_add(t, ".\n");
    paragraphs(t, w->text);
    example_lines(t, w->examples);
    for (int k = 0; (name = option_name(k)); k++) {
        if (!(name->commands >> command & 1) || name->id == OPT_HELP || name->id == OPT_VERSION) continue;
        text_add(t, options++ ? ",\n" : ".PP\nOptions:\n");
        plain(t, name->name);
    }
    text_add(t, options ? ".\n" : "");
}

static void add_option(Text *t, const OptionName *name)
{
    char takers[TAKERS_SIZE];
    const OptionWords *w = &option_words[name->id];
    text_add(t, ".TP\n.B ");
    if (name->alias) plain(t, name->alias), text_add(t, ", ");
    plain(t, name->name);
    if (*w->value) text_add(t, " "), plain(t, w->value);
    text_add(t, "\n");
    plain(t, w->text);
    text_add(t, ".\n");
    option_takers(name, takers);
    if (*takers) text_addf(t, "Of %s.\n", takers);
}

void man_write(Text *t)
{
    const OptionName *name;
    text_addf(t, ".TH CELLSIM 1 \"%s\" \"cellsim %s\"\n", date, CELLSIM_VERSION);
    text_add(t,
             ".SH NAME\ncellsim \\- from a material card to the figures a battery lab draws\n.SH SYNOPSIS\n"
             ".B cellsim\n.I command\n.RI [ option ...]\n.RI [ argument ...]\n.SH DESCRIPTION\n"
             "An electrochemical cell simulator: the porous\\-electrode (Newman) model of half cells and full cells,\n"
             "from text files of material parameters, with protocols as on a cycler.\n.SH COMMANDS\n");
    for (Command k = 0; k <= COMMAND_VERSION; k++) add_command(t, k);
    text_add(t, ".SH OPTIONS\nAn option that the command does not use is an error.\n");
    for (int k = 0; (name = option_name(k)); k++) add_option(t, name);
    for (int k = 0; k < TOPICS; k++) {
        text_add(t, k ? "" : ".SH TOPICS\n");
        text_add(t, ".SS ");
        plain(t, topic_words[k].name);
        text_add(t, "\n");
        macro(t, ".I", topic_words[k].summary);
        paragraphs(t, topic_words[k].text);
    }
    text_add(t, ".SH SEE ALSO\n.BR gnuplot (1)\n");
}
