#include "archive.h"

#include <stdlib.h>
#include <string.h>

Archive archive_of(const unsigned char *data, size_t length)
{
    return (Archive){.data = (unsigned char *)(size_t)data, .length = length, .restoring = 1};
}

static int reserve(Archive *a, size_t n)
{
    if (n <= a->capacity - a->length) return 1;
    const size_t capacity = 2 * (a->length + n) + 4096;
    unsigned char *data = realloc(a->data, capacity);
    if (!data) return 0;
    a->data = data;
    a->capacity = capacity;
    return 1;
}

void archive_starve(Archive *a)
{
    a->failed = a->no_memory = 1;
}

void archive_bytes(Archive *a, void *p, size_t n)
{
    if (a->failed || n == 0) return;
    if (a->restoring) {
        if (n > a->length - a->at) a->failed = 1;
        else {
            memcpy(p, a->data + a->at, n);
            a->at += n;
        }
    } else if (!reserve(a, n)) archive_starve(a);
    else {
        memcpy(a->data + a->length, p, n);
        a->length += n;
    }
}

void archive_array(Archive *a, void **array, int count, size_t size)
{
    const size_t n = count > 0 ? (size_t)count * size : 0;
    if (a->restoring) {
        *array = NULL;
        if (count < 0 || n > a->length - a->at) a->failed = 1;
        if (a->failed) return;
        *array = malloc(n + size);
        if (!*array) archive_starve(a);
    }
    archive_bytes(a, *array, n);
}

int archive_check(Archive *a, int sound)
{
    if (a->restoring && !sound) a->failed = 1;
    return a->failed;
}

void archive_free(Archive *a)
{
    if (!a->restoring) free(a->data);
    *a = (Archive){0};
}
