/* Size and hash of a file that a manifest lists. */
#include "manifest.h"

#include "../../model/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads a whole block, or what is left: 0 at the end, -1 on a failure. No stream, which would need memory. */
static ssize_t fill(int fd, unsigned char *block, size_t room)
{
    size_t filled = 0;
    while (filled < room) {
        const ssize_t n = read(fd, block + filled, room - filled);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        if (n == 0) break;
        filled += (size_t)n;
    }
    return (ssize_t)filled;
}

int manifest_measure(int at, const char *name, ListedFile *out)
{
    struct stat s;
    unsigned char block[1 << 16]; /* whole words of the hash */
    const int fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return 0;
    ssize_t n = !fstat(fd, &s) && S_ISREG(s.st_mode) ? fill(fd, block, sizeof block) : -1;
    out->bytes = 0;
    out->hash = HASH_START;
    for (; n > 0; n = fill(fd, block, sizeof block)) {
        out->hash = hash_bytes(out->hash, block, (size_t)n);
        out->bytes += (unsigned long long)n;
    }
    close(fd);
    return n == 0;
}
