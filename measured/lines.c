#include "binary.h"
#include "encoding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BLOCK = 1 << 16 };

static Status io_error(const char *file, int number, Error *e)
{
    return error_set(e, CELLSIM_IO, file, 0, "cannot read: %s", strerror(number));
}

/* Directories and devices can be opened, but are no data. */
static Status open_regular(const char *file, FILE **out, Error *e)
{
    struct stat st;
    *out = fopen(file, "rb");
    if (!*out) return io_error(file, errno, e);
    if (fstat(fileno(*out), &st) == 0 && S_ISREG(st.st_mode)) return CELLSIM_OK;
    fclose(*out);
    *out = NULL;
    return error_set(e, CELLSIM_IO, file, 0, "cannot read: not a regular file");
}

static Status fill(Lines *l, Error *e)
{
    l->at = 0;
    l->filled = fread(l->block, 1, BLOCK, l->stream);
    return l->filled == 0 && ferror(l->stream) ? io_error(l->file, errno, e) : CELLSIM_OK;
}

Status lines_open(const char *file, Lines *l, Error *e)
{
    *l = (Lines){.file = file, .room = 4096};
    Status s = open_regular(file, &l->stream, e);
    if (s) return s;
    l->block = malloc(BLOCK);
    l->line = malloc(l->room);
    s = l->block && l->line ? fill(l, e) : error_memory(e);
    if (!s) s = binary_refuse(file, l->block, l->filled, e);
    if (!s) {
        l->encoding = encoding_find(l->block, l->filled, &l->byte_order_mark);
        l->at = (size_t)l->byte_order_mark;
    }
    if (s) lines_close(l);
    return s;
}

void lines_close(Lines *l)
{
    if (l->stream) fclose(l->stream);
    free(l->block);
    free(l->line);
    free(l->converted);
    *l = (Lines){0};
}

Status lines_rewind(Lines *l, Error *e)
{
    if (fseek(l->stream, 0, SEEK_SET)) return io_error(l->file, errno, e);
    l->number = 0;
    l->half = 0;
    const Status s = fill(l, e);
    l->at = (size_t)l->byte_order_mark;
    return s;
}

/* The next byte; -1 at the end (or an error, which fill has set). */
static int next_byte(Lines *l, Status *s, Error *e)
{
    if (l->at >= l->filled) {
        if (l->filled == 0) return -1;
        *s = fill(l, e);
        if (*s || l->filled == 0) return -1;
    }
    return l->block[l->at++];
}

/* Room for n more bytes and the terminator. */
static Status reserve(Lines *l, size_t n, Error *e)
{
    if (l->length + n < l->room) return CELLSIM_OK;
    if (l->length > LONGEST_LINE) {
        error_set(e, CELLSIM_BAD_CARD, l->file, l->number + 1, "a line of more than %d bytes", LONGEST_LINE);
        return error_hint(e, "is this a text file with one row per line?"), CELLSIM_BAD_CARD;
    }
    const size_t room = 2 * l->room + n;
    char *bigger = realloc(l->line, room);
    if (!bigger) return error_memory(e);
    l->line = bigger;
    l->room = room;
    return CELLSIM_OK;
}

/* The rest of a line within the block, as far as it is plain; the way of nearly all bytes. */
static Status take_plain(Lines *l, Error *e)
{
    const unsigned char *from = l->block + l->at, *end = memchr(from, '\n', l->filled - l->at);
    const size_t n = end ? (size_t)(end - from) : l->filled - l->at;
    const unsigned char *cr = memchr(from, '\r', n);
    const size_t plain = cr ? (size_t)(cr - from) : n;
    const Status s = reserve(l, plain, e);
    if (s) return s;
    memcpy(l->line + l->length, from, plain);
    if (memchr(from, 0, plain)) l->has_nul = 1;
    l->length += plain;
    l->at += plain;
    return CELLSIM_OK;
}

/* After a CR: more CRs and an LF belong to the same end of line. */
static Status skip_end(Lines *l, Error *e)
{
    Status s = CELLSIM_OK;
    int c = '\r';
    while (c == '\r') c = next_byte(l, &s, e);
    if (c >= 0 && c != '\n') l->at--;
    return s;
}

static Status next_8bit(Lines *l, int *any, Error *e)
{
    Status s = CELLSIM_OK;
    for (;;) {
        const int c = next_byte(l, &s, e);
        if (c < 0) return s;
        *any = 1;
        if (c == '\n') return CELLSIM_OK;
        if (c == '\r') return skip_end(l, e);
        l->at--;
        s = take_plain(l, e);
        if (s) return s;
    }
}

/* A unit of UTF-16, -1 at the end. */
static int next_unit(Lines *l, Status *s, Error *e)
{
    const int a = next_byte(l, s, e), b = a < 0 ? -1 : next_byte(l, s, e);
    if (b < 0) return -1;
    return l->encoding == ENCODING_UTF16LE ? a | b << 8 : b | a << 8;
}

static void add_unit(Lines *l, unsigned c)
{
    if (c >= 0xD800 && c < 0xDC00) {
        l->surrogate = c;
        l->half = 1;
        return;
    }
    if (c >= 0xDC00 && c < 0xE000) c = l->half ? 0x10000 + ((l->surrogate - 0xD800) << 10) + (c - 0xDC00) : '?';
    l->half = 0;
    if (c == 0) l->has_nul = 1;
    l->length += (size_t)put_utf8(c, l->line + l->length);
}

static Status next_16bit(Lines *l, int *any, Error *e)
{
    Status s = CELLSIM_OK;
    for (int c; (c = next_unit(l, &s, e)) >= 0;) {
        *any = 1;
        if (c == '\n') return CELLSIM_OK;
        if (c == '\r') continue;
        s = reserve(l, 4, e);
        if (s) return s;
        add_unit(l, (unsigned)c);
    }
    return s;
}

static Status convert(Lines *l, Error *e)
{
    size_t k = 0;
    while (k < l->length && (unsigned char)l->line[k] < 0x80) k++;
    if (k == l->length || (l->encoding == ENCODING_UTF8 && is_utf8((unsigned char *)l->line, l->length)))
        return CELLSIM_OK;
    free(l->converted);
    l->converted = to_utf8(l->line, l->length, l->encoding == ENCODING_UTF8 ? ENCODING_LATIN1 : l->encoding);
    return l->converted ? CELLSIM_OK : error_memory(e);
}

Status lines_next(Lines *l, char **line, Error *e)
{
    const int wide = l->encoding == ENCODING_UTF16LE || l->encoding == ENCODING_UTF16BE;
    int any = 0;
    *line = NULL;
    l->length = 0;
    l->has_nul = 0;
    free(l->converted);
    l->converted = NULL;
    Status s = wide ? next_16bit(l, &any, e) : next_8bit(l, &any, e);
    if (s || !any) return s;
    l->line[l->length] = '\0';
    l->number++;
    if (!wide) s = convert(l, e);
    if (!s) *line = l->converted ? l->converted : l->line;
    return s;
}

const char *encoding_name(const Lines *l)
{
    switch (l->encoding) {
    case ENCODING_UTF16LE: return "UTF-16, little-endian";
    case ENCODING_UTF16BE: return "UTF-16, big-endian";
    case ENCODING_GB18030: return "GB18030";
    case ENCODING_LATIN1: return "Latin-1";
    default: return l->byte_order_mark ? "UTF-8 with a byte-order mark" : "UTF-8";
    }
}
