#include "html.h"

#include <stdint.h>
#include <string.h>

/* Length of the valid UTF-8 sequence at s (RFC 3629: shortest form, no surrogates, up to U+10FFFF); 0: none. */
static size_t utf8_length(const unsigned char *s)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const size_t n = s[0] < 0x80                   ? 1
                     : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
                     : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                     : s[0] >= 0xF0 && s[0] < 0xF5 ? 4
                                                   : 0;
    if (n < 2) return n;
    uint32_t c = s[0] & (0xFFu >> (n + 1));
    for (size_t k = 1; k < n; k++) {
        if ((s[k] & 0xC0) != 0x80) return 0;
        c = c << 6 | (s[k] & 0x3Fu);
    }
    return c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0 : n;
}

static const char *entity(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return c < 32 || c == 127 ? " " : NULL;
    }
}

void html_escape(Text *out, const char *s)
{
    while (*s) {
        const size_t n = utf8_length((const unsigned char *)s);
        const char *special = n == 1 ? entity((unsigned char)*s) : n == 0 ? "\xEF\xBF\xBD" : NULL;
        if (special) text_add(out, special);
        else text_bytes(out, s, n);
        s += n ? n : 1;
    }
}

void html_base64(Text *out, const char *bytes, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t k = 0; k < n; k += 3) {
        const size_t left = n - k;
        uint32_t v = (uint32_t)(unsigned char)bytes[k] << 16;
        if (left > 1) v |= (uint32_t)(unsigned char)bytes[k + 1] << 8;
        if (left > 2) v |= (unsigned char)bytes[k + 2];
        const char four[4] = {digit[v >> 18], digit[v >> 12 & 63], left > 1 ? digit[v >> 6 & 63] : '=',
                              left > 2 ? digit[v & 63] : '='};
        text_bytes(out, four, 4);
    }
}
