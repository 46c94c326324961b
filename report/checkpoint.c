#include "checkpoint.h"

#include "../experiments/run.h"
#include "../model/hash.h"
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FORMAT = 9, LARGEST = 1 << 30 };

/* Fixed sizes, and no holes between the members. */
typedef struct Head {
    char what[32];
    char version[32];
    uint64_t layout; /* of the structures in it: another compiler or processor may lay them out otherwise */
    uint64_t inputs;
    uint64_t length; /* bytes that follow */
    uint64_t sum;    /* of them, and of the head with sum = 0 */
} Head;

static Head head_of(uint64_t inputs, const unsigned char *state, size_t length)
{
    const uint64_t sizes[] = {FORMAT,          1,
                              sizeof(Run),     sizeof(StepRecord),
                              sizeof(Sample),  sizeof(Profile),
                              sizeof(long),    sizeof(Spectrum),
                              sizeof(CycleRow), sizeof(LossRow)};
    Head h = {.what = "cellsim checkpoint", .version = CELLSIM_VERSION, .inputs = inputs, .length = length};
    h.layout = hash_bytes(HASH_START, sizes, sizeof sizes);
    h.sum = hash_bytes(hash_bytes(HASH_START, &h, sizeof h), state, length);
    return h;
}

Status checkpoint_write(const Folder *f, uint64_t inputs, const Archive *state, Error *e)
{
    Head h = head_of(inputs, state->data, state->length);
    const Text part[] = {{.data = (char *)&h, .length = sizeof h}, {.data = (char *)state->data, .length = state->length}};
    return file_write_parts(f->path, FOLDER_CHECKPOINT, part, 2, e);
}

static Status refuse(const Folder *f, const char *why, Error *e)
{
    error_set(e, CELLSIM_USAGE, f->path, 0, "cannot resume: %s", why);
    return error_hint(e, "without --resume the run begins anew (and the checkpoint in this folder is removed)");
}

static Status check(const Folder *f, uint64_t inputs, const Text *bytes, Error *e)
{
    Head h;
    if (bytes->length < sizeof h) return refuse(f, "the checkpoint is damaged", e);
    memcpy(&h, bytes->data, sizeof h);
    const unsigned char *state = (const unsigned char *)bytes->data + sizeof h;
    const Head as_of_here = head_of(h.inputs, state, bytes->length - sizeof h);
    if (memcmp(h.what, as_of_here.what, sizeof h.what) != 0) return refuse(f, "the checkpoint is damaged", e);
    if (memcmp(h.version, as_of_here.version, sizeof h.version) != 0 || h.layout != as_of_here.layout)
        return refuse(f, "the checkpoint is of another version of cellsim", e);
    if (memcmp(&h, &as_of_here, sizeof h) != 0) return refuse(f, "the checkpoint is damaged", e);
    if (h.inputs == inputs) return CELLSIM_OK;
    return refuse(f, "the checkpoint is of another card, protocol or option", e);
}

Status checkpoint_read(const Folder *f, uint64_t inputs, Text *bytes, Archive *state, int *found, Error *e)
{
    char *path = path_join(f->path, FOLDER_CHECKPOINT);
    struct stat info;
    *found = 0;
    if (!path) return error_memory(e);
    const int missing = lstat(path, &info) && errno == ENOENT;
    Status s = missing ? CELLSIM_OK : file_read(path, LARGEST, bytes, e);
    free(path);
    if (missing || s) return s;
    s = check(f, inputs, bytes, e);
    if (s) return s;
    *found = 1;
    *state = archive_of((const unsigned char *)bytes->data + sizeof(Head), bytes->length - sizeof(Head));
    return CELLSIM_OK;
}
