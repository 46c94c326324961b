/* A 64-bit hash of bytes (FNV-1a over words, mixed): tells files and states apart. It is no proof against forgery. */
#ifndef CELLSIM_HASH_H
#define CELLSIM_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HASH_START 14695981039346656037ULL

static inline uint64_t hash_bytes(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (uint64_t word; n > 0; p += 8) {
        const size_t part = n < 8 ? n : 8;
        word = part; /* so that trailing zeros count */
        if (part == 8) memcpy(&word, p, 8);
        else
            for (size_t k = 0; k < part; k++) word = word << 8 | p[k];
        h = (h ^ word) * 1099511628211ULL;
        h ^= h >> 32;
        n -= part;
    }
    return h;
}

static inline uint64_t hash_text(uint64_t h, const char *s)
{
    return hash_bytes(h, s ? s : "", s ? strlen(s) + 1 : 0);
}

#endif
