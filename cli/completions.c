/* cellsim help bash, zsh and fish: the words as completions of shells. The names of cells and protocols are those that
 * `cellsim list` prints when a shell asks. */
#include "words.h"

#include <stdio.h>
#include <string.h>

/* Prints the names below a heading of `cellsim list`, which is the shell's $1. */
static const char names_awk[] = "awk -v heading=%s '/^[A-Z]/ { on = $1 == heading } /^  / && on { print $1 }'";

static void all_commands(Text *t, const char *between)
{
    for (Command k = 0; k <= COMMAND_VERSION; k++) text_addf(t, "%s%s", k ? between : "", command_words[k].name);
}

/* Topics and commands. */
static void all_topics(Text *t)
{
    all_commands(t, " ");
    for (int k = 0; k < TOPICS; k++) text_addf(t, " %s", topic_words[k].name);
}

static void names_of(Text *t, const OptionName *name, const char *between)
{
    text_add(t, name->name);
    if (name->alias) text_addf(t, "%s%s", between, name->alias);
}

static int takes(const OptionName *name, Command command)
{
    return name->commands >> command & 1;
}

/* --- bash ------------------------------------------------------------------------------------------------------------ */

static const char bash_head[] = "# bash completion of cellsim\n"
                                "_cellsim_names() { \"${COMP_WORDS[0]}\" list 2>/dev/null | ";
static const char bash_body[] =
    "; }\n"
    "\n"
    "# Words, and files that end in .cfg\n"
    "_cellsim_offer() {\n"
    "  local cur=$1 cards=$2\n"
    "  mapfile -t COMPREPLY < <(compgen -W \"$3\" -- \"$cur\"; [ -z \"$cards\" ] || { compgen -f -X '!*.cfg' -- "
    "\"$cur\"; "
    "compgen -d -S / -- \"$cur\"; })\n"
    "  [ \"${#COMPREPLY[@]}\" -gt 0 ] || compopt +o default +o bashdefault 2>/dev/null\n"
    "  [[ ${COMPREPLY[0]-} != */ ]] || compopt -o nospace 2>/dev/null\n"
    "}\n"
    "\n"
    "_cellsim() {\n"
    "  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= word=\n"
    "  COMPREPLY=()\n"
    "  # --config=gcd is three words\n"
    "  if [ \"$cur\" = = ]; then cur=\n"
    "  elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}\n"
    "  fi\n"
    "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
    "    case $word in ";

static void bash_option(Text *t, const OptionName *name)
{
    const char *complete = option_words[name->id].complete;
    if (name->takes == FLAG) return;
    text_add(t, "    ");
    names_of(t, name, "|");
    if (!strcmp(complete, "protocols"))
        text_add(t, ") _cellsim_offer \"$cur\" .cfg \"$(_cellsim_names Protocols)\"; return ;;\n");
    else if (!strcmp(complete, "files")) text_add(t, ") return ;;\n"); /* readline's own */
    else if (!strcmp(complete, "folders"))
        text_add(t, ") mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); return ;;\n");
    else text_addf(t, ") _cellsim_offer \"$cur\" '' '%s'; return ;;\n", complete);
}

static void bash_options_of(Text *t, Command command)
{
    const OptionName *name;
    text_addf(t, "      %s) _cellsim_offer \"$cur\" '' '", command_words[command].name);
    for (int k = 0, n = 0; (name = option_name(k)); k++)
        if (takes(name, command)) text_addf(t, "%s%s", n++ ? " " : "", name->name);
    text_add(t, "' ;;\n");
}

static void bash_arguments_of(Text *t, Command command)
{
    const char *complete = command_words[command].complete;
    text_addf(t, "      %s) ", command_words[command].name);
    if (!strcmp(complete, "cells")) text_add(t, "_cellsim_offer \"$cur\" .cfg \"$(_cellsim_names Cells)\"");
    else if (!strcmp(complete, "cells files"))
        text_add(
            t, "mapfile -t COMPREPLY < <(compgen -W \"$(_cellsim_names Cells)\" -- \"$cur\"; compgen -f -- \"$cur\")");
    else if (!strcmp(complete, "topics")) text_add(t, "_cellsim_offer \"$cur\" '' '"), all_topics(t), text_add(t, "'");
    else if (!strcmp(complete, "files")) text_add(t, ": ");
    else text_add(t, "_cellsim_offer \"$cur\" '' ''");
    text_add(t, " ;;\n");
}

void bash_write(Text *t)
{
    const OptionName *name;
    text_add(t, bash_head);
    text_addf(t, names_awk, "\"$1\"");
    text_add(t, bash_body);
    all_commands(t, "|");
    text_add(t, ") command=$word; break ;; esac\n  done\n  case $before in\n");
    for (int k = 0; (name = option_name(k)); k++) bash_option(t, name);
    text_add(t, "  esac\n  if [ -z \"$command\" ]; then _cellsim_offer \"$cur\" '' '");
    all_commands(t, " ");
    text_add(t, " --help --version'\n  elif [[ $cur == -* ]]; then\n    case $command in\n");
    for (Command k = 0; k <= COMMAND_VERSION; k++) bash_options_of(t, k);
    text_add(t, "    esac\n  else\n    case $command in\n");
    for (Command k = 0; k <= COMMAND_VERSION; k++) bash_arguments_of(t, k);
    text_add(t, "    esac\n  fi\n}\ncomplete -o bashdefault -o default -F _cellsim cellsim\n");
}

/* --- zsh ------------------------------------------------------------------------------------------------------------- */

static const char zsh_head[] = "#compdef cellsim\n"
                               "_cellsim_names() {\n"
                               "  local -a names\n"
                               "  names=(${(f)\"$($program list 2>/dev/null | ";
static const char zsh_body[] = ")\"})\n"
                               "  _describe -t names $2 names\n"
                               "}\n"
                               "_cellsim_cells() { _cellsim_names Cells cell; _files -g '*.cfg(-.)' }\n"
                               "_cellsim_protocols() { _cellsim_names Protocols protocol; _files -g '*.cfg(-.)' }\n"
                               "_cellsim_data() { _cellsim_names Cells cell; _files }\n"
                               "\n"
                               "_cellsim() {\n"
                               "  local program=$words[1] curcontext=$curcontext state line\n"
                               "  local -a commands\n"
                               "  commands=(\n";

/* Without what ends a word of _arguments. */
static void zsh_message(Text *t, const char *text)
{
    for (; *text; text++) {
        if (*text == ':') text_add(t, "\\");
        text_bytes(t, text, 1);
    }
}

static void zsh_option(Text *t, const OptionName *name)
{
    const OptionWords *w = &option_words[name->id];
    char brief[BRIEF_SIZE];
    const char *sign = name->takes == FLAG ? "" : "=";
    option_brief(name, brief);
    text_add(t, "        ");
    if (name->takes == VALUES) text_add(t, "'*'");
    else if (name->alias) text_addf(t, "'(%s %s)'", name->alias, name->name);
    if (name->alias) text_addf(t, "{%s%s,%s%s}", name->alias, *sign ? "+" : "", name->name, sign);
    else text_addf(t, "%s%s", name->name, sign);
    text_addf(t, "'[%s]", brief);
    if (*sign) {
        text_add(t, ":");
        zsh_message(t, w->value);
        if (!strcmp(w->complete, "protocols")) text_add(t, ":_cellsim_protocols");
        else if (!strcmp(w->complete, "files")) text_add(t, ":_files");
        else if (!strcmp(w->complete, "folders")) text_add(t, ":_files -/");
        else if (*w->complete) text_addf(t, ":(%s)", w->complete);
        else text_add(t, ":");
    }
    text_add(t, "' \\\n");
}

static void zsh_command(Text *t, Command command)
{
    const char *complete = command_words[command].complete;
    const OptionName *name;
    text_addf(t, "      %s) _arguments -s -S \\\n", command_words[command].name);
    for (int k = 0; (name = option_name(k)); k++)
        if (takes(name, command)) zsh_option(t, name);
    if (!strcmp(complete, "cells")) text_add(t, "        '*:card:_cellsim_cells' ;;\n");
    else if (!strcmp(complete, "cells files")) text_add(t, "        '*:card or data:_cellsim_data' ;;\n");
    else if (!strcmp(complete, "files")) text_add(t, "        '*:data:_files' ;;\n");
    else if (!strcmp(complete, "topics")) text_add(t, "        '1:topic:("), all_topics(t), text_add(t, ")' ;;\n");
    else text_add(t, "        '*: :' ;;\n");
}

void zsh_write(Text *t)
{
    text_add(t, zsh_head);
    text_addf(t, names_awk, "$1");
    text_add(t, zsh_body);
    for (Command k = 0; k <= COMMAND_VERSION; k++) {
        text_addf(t, "    '%s:", command_words[k].name);
        text_addf(t, "%s'\n", command_words[k].summary);
    }
    text_add(t, "  )\n"
                "  _arguments -C '(-)'{-h,--help}'[help]' '(-)'{-V,--version}'[the version]' '1:command:->command' "
                "'*::argument:->argument'\n"
                "  case $state in\n"
                "    command) _describe -t commands command commands ;;\n"
                "    argument) case $words[1] in\n");
    for (Command k = 0; k <= COMMAND_VERSION; k++) zsh_command(t, k);
    text_add(t, "    esac ;;\n  esac\n}\nif [ \"$funcstack[1]\" = _cellsim ]; then _cellsim \"$@\"; else compdef "
                "_cellsim cellsim; fi\n");
}

/* --- fish ------------------------------------------------------------------------------------------------------------ */

static const char fish_head[] = "# fish completion of cellsim\n"
                                "function __cellsim_names\n"
                                "    set -l program (commandline -opc)[1]\n"
                                "    $program list 2>/dev/null | ";

static void fish_option(Text *t, const OptionName *name)
{
    const OptionWords *w = &option_words[name->id];
    char brief[BRIEF_SIZE];
    option_brief(name, brief);
    text_add(t, "complete -c cellsim");
    for (Command k = 0, n = 0; k < COMMAND_HELP && name->id != OPT_HELP && name->id != OPT_VERSION; k++)
        if (takes(name, k))
            text_addf(t, "%s%s", n++ ? " " : " -n '__fish_seen_subcommand_from ", command_words[k].name);
    text_addf(t, "%s -l %s", name->id != OPT_HELP && name->id != OPT_VERSION ? "'" : "", name->name + 2);
    if (name->alias) text_addf(t, " -s %s", name->alias + 1);
    if (!strcmp(w->complete, "protocols"))
        text_add(t, " -x -a '(__cellsim_names Protocols; __fish_complete_suffix .cfg)'");
    else if (!strcmp(w->complete, "files")) text_add(t, " -r -F");
    else if (!strcmp(w->complete, "folders")) text_add(t, " -x -a '(__fish_complete_directories)'");
    else if (name->takes != FLAG) text_addf(t, " -x -a '%s'", w->complete);
    text_addf(t, " -d '%s'\n", brief);
}

static void fish_command(Text *t, Command command)
{
    const CommandWords *w = &command_words[command];
    text_addf(t, "complete -c cellsim -n __fish_use_subcommand -a %s -d '%s'\n", w->name, w->summary);
    if (!*w->complete) return;
    text_addf(t, "complete -c cellsim -n '__fish_seen_subcommand_from %s'", w->name);
    if (strstr(w->complete, "cells")) text_add(t, " -a '(__cellsim_names Cells; __fish_complete_suffix .cfg)'");
    if (strstr(w->complete, "files")) text_add(t, " -F");
    if (!strcmp(w->complete, "topics")) text_add(t, " -a '"), all_topics(t), text_add(t, "'");
    text_add(t, "\n");
}

void fish_write(Text *t)
{
    const OptionName *name;
    text_add(t, fish_head);
    text_addf(t, names_awk, "$argv[1]");
    text_add(t, "\nend\ncomplete -c cellsim -f\n");
    for (Command k = 0; k <= COMMAND_VERSION; k++) fish_command(t, k);
    for (int k = 0; (name = option_name(k)); k++) fish_option(t, name);
}
