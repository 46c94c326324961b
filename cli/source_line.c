#include "source_line.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MOST_BYTES = 8 << 20, /* of a file: as many as a card may have */
    MOST_CELLS = 100,     /* columns of a line that are printed */
    BEFORE = 40,          /* of them before what is underlined, if the line is longer */
    TAB = 4
};

/* O_NONBLOCK: a named pipe in the card's place must not hang the message. */
static FILE *open_text(const char *file)
{
    struct stat st;
    const int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return NULL;
    FILE *f = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MOST_BYTES ? fdopen(fd, "r") : NULL;
    if (!f) close(fd);
    return f;
}

/* The line without its end, owned by the caller; NULL: there is none. */
static char *read_line(const char *file, int line, size_t *length)
{
    char *text = NULL;
    size_t room = 0;
    ssize_t n = -1;
    FILE *f = open_text(file);
    if (!f) return NULL;
    for (int k = 0; k < line && (n = getline(&text, &room, f)) >= 0;) k++;
    fclose(f);
    if (n < 0) {
        free(text);
        return NULL;
    }
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r')) n--;
    *length = (size_t)n;
    return text;
}

/* Bytes of the UTF-8 character at s, of at most n; 0: it is none, or moves the cursor. */
static size_t character(const char *s, size_t n)
{
    const unsigned char c = (unsigned char)*s;
    const size_t need = c < 0x80                ? 1
                        : c >= 0xC2 && c < 0xE0 ? 2
                        : c >= 0xE0 && c < 0xF0 ? 3
                        : c >= 0xF0 && c < 0xF5 ? 4
                                                : 0;
    if (need > n || c < 32 || c == 127) return 0;
    for (size_t k = 1; k < need; k++)
        if (((unsigned char)s[k] & 0xC0) != 0x80) return 0;
    if (need == 2 && c == 0xC2 && (unsigned char)s[1] < 0xA0) return 0; /* C1 controls */
    return need;
}

/* What the terminal shows, a cell each: a character of the text (a blank of a tab, '?'), and where it came from. */
typedef struct Cell {
    const char *text;
    size_t bytes, from;
} Cell;

/* At most `room` cells of a line; returns how many. */
static int cells_of(const char *text, size_t length, int room, Cell *cell)
{
    int n = 0;
    for (size_t k = 0; k < length && n < room;) {
        const size_t bytes = character(text + k, length - k);
        if (text[k] == '\t') {
            do cell[n++] = (Cell){" ", 1, k};
            while (n < room && n % TAB);
        } else cell[n++] = bytes ? (Cell){text + k, bytes, k} : (Cell){"?", 1, k};
        k += bytes ? bytes : 1;
    }
    return n;
}

static void print_row(FILE *out, const Cell *cell, int first, int last, int cells)
{
    if (first > 0) fputs("...", out);
    for (int k = first; k < last; k++) fwrite(cell[k].text, 1, cell[k].bytes, out);
    fputs(last < cells ? "...\n" : "\n", out);
}

static void print_marks(FILE *out, const Cell *cell, int first, int last, size_t from, size_t to)
{
    int marks = 0;
    fprintf(out, "      | %s", first > 0 ? "   " : "");
    for (int k = first; k < last && cell[k].from < to; k++)
        fputc(cell[k].from < from ? ' ' : marks++ == 0 ? '^' : '~', out);
    fputs(marks ? "\n" : "^\n", out); /* behind the end of the line */
}

static void print_cells(FILE *out, int line, const Cell *cell, int cells, size_t from, size_t width)
{
    int begin = 0;
    while (begin < cells && cell[begin].from < from) begin++;
    const int first = cells > MOST_CELLS && begin > BEFORE ? begin - BEFORE : 0;
    const int last = cells - first > MOST_CELLS ? first + MOST_CELLS : cells;
    fprintf(out, "%5d | ", line);
    print_row(out, cell, first, last, cells);
    if (width > 0) print_marks(out, cell, first, last, from, from + width);
}

void source_line_print(FILE *out, const char *file, int line, int column, int width)
{
    size_t length;
    char *text = line > 0 && column > 0 ? read_line(file, line, &length) : NULL;
    if (!text) return;
    const size_t from = (size_t)column - 1, reach = from + 2 * MOST_CELLS;
    const size_t used = length < reach ? length : reach; /* what lies behind is not shown */
    const size_t room = used * TAB + 1;
    Cell *cell = from <= length ? malloc(room * sizeof *cell) : NULL;
    if (cell)
        print_cells(out, line, cell, cells_of(text, used, (int)room, cell), from, (size_t)(width > 0 ? width : 0));
    free(cell);
    free(text);
}
