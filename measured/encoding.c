#include "encoding.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

int put_utf8(unsigned c, char *out)
{
    if (c < 0x80) return out[0] = (char)c, 1;
    const int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (int k = n - 1; k > 0; k--, c >>= 6) out[k] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[n] | c);
    return n;
}

/* Length of the character that a byte begins; 0: none. */
static size_t utf8_length(unsigned char c)
{
    return c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
}

int is_utf8(const unsigned char *s, size_t n)
{
    for (size_t k = 0; k < n;) {
        const size_t length = utf8_length(s[k]);
        if (length == 0) return 0;
        for (size_t j = 1; j < length && k + j < n; j++)
            if ((s[k + j] & 0xC0) != 0x80) return 0;
        k += length;
    }
    return 1;
}

char *to_utf8(const char *line, size_t n, Encoding from)
{
    char *out = malloc(4 * n + 1), *to = out, *in = (char *)line; /* iconv does not change what it reads */
    size_t left = n, room = 4 * n;
    if (!out) return NULL;
    const iconv_t cd = from == ENCODING_GB18030 ? iconv_open("UTF-8", "GB18030") : (iconv_t)-1;
    while (left > 0) {
        if (cd != (iconv_t)-1 && iconv(cd, &in, &left, &to, &room) != (size_t)-1) break;
        const unsigned char c = (unsigned char)*in++;
        const int length = put_utf8(from == ENCODING_GB18030 && c >= 0x80 ? '?' : c, to);
        to += length;
        room -= (size_t)length;
        left--;
    }
    if (cd != (iconv_t)-1) iconv_close(cd);
    *to = '\0';
    return out;
}

/* 1: read as GB18030 the text holds words of cyclers: "current", "voltage", "time", "cycle" or "step". */
static int is_chinese(const unsigned char *bytes, size_t n)
{
    static const char *const word[] = {"电流", "电压", "时间", "循环", "工步", "容量"};
    char *text = to_utf8((const char *)bytes, n < 8192 ? n : 8192, ENCODING_GB18030);
    int found = 0;
    for (size_t k = 0; text && k < sizeof word / sizeof *word; k++) found |= strstr(text, word[k]) != NULL;
    free(text);
    return found;
}

/* UTF-16 without a mark: of ASCII text every second byte is 0. */
static int is_utf16(const unsigned char *s, size_t n, size_t high)
{
    size_t zeros = 0, others = 0;
    if (n > 512) n = 512;
    for (size_t k = 0; k + 1 < n; k += 2) {
        zeros += s[k + high] == 0;
        others += s[k + 1 - high] == 0;
    }
    return n >= 8 && zeros > n / 4 && others == 0;
}

Encoding encoding_find(const unsigned char *s, size_t n, int *mark)
{
    *mark = 0;
    if (n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3)) return *mark = 3, ENCODING_UTF8;
    if (n >= 2 && !memcmp(s, "\xFF\xFE", 2)) return *mark = 2, ENCODING_UTF16LE;
    if (n >= 2 && !memcmp(s, "\xFE\xFF", 2)) return *mark = 2, ENCODING_UTF16BE;
    if (is_utf16(s, n, 1)) return ENCODING_UTF16LE;
    if (is_utf16(s, n, 0)) return ENCODING_UTF16BE;
    if (is_utf8(s, n)) return ENCODING_UTF8;
    return is_chinese(s, n) ? ENCODING_GB18030 : ENCODING_LATIN1;
}
