#define _DEFAULT_SOURCE /* struct winsize */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int terminal_moves(int fd)
{
    const char *term = getenv("TERM");
    return isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

int terminal_colours(int fd)
{
    const char *no = getenv("NO_COLOR");
    return terminal_moves(fd) && !(no && *no);
}

int terminal_width(int fd)
{
    struct winsize size;
    const char *said = getenv("COLUMNS");
    const long columns = said ? strtol(said, NULL, 10) : 0;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return columns > 0 && columns < 10000 ? (int)columns : 80;
}
