#include "json_build.h"

#include <errno.h>
#include <math.h>

static void settle(json_t **whole, int failed)
{
    if (!failed) return;
    json_decref(*whole);
    *whole = NULL;
}

void json_put(json_t **object, const char *key, json_t *value)
{
    settle(object, json_object_set_new(*object, key, value)); /* jansson refuses NULL, and frees the other one */
}

void json_append(json_t **array, json_t *value)
{
    settle(array, json_array_append_new(*array, value));
}

json_t *number_json(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static int append(const char *bytes, size_t n, void *text)
{
    text_bytes(text, bytes, n);
    return 0;
}

void json_print(const json_t *whole, size_t flags, Text *out)
{
    if (!whole || json_dump_callback(whole, append, out, flags))
        out->failed = 1; /* jansson fails for want of memory only: every string was checked to be UTF-8 */
}

json_t *text_json(const char *s)
{
    char ascii[512];
    size_t n = 0;
    errno = 0;
    json_t *text = json_string(s);
    if (text || errno == ENOMEM) return text;
    for (; s[n] && n + 1 < sizeof ascii; n++) ascii[n] = (char)((unsigned char)s[n] < 128 ? s[n] : '?');
    ascii[n] = '\0';
    return json_string(ascii);
}
