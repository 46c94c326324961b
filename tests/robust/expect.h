/* A call of the command that must end with an exit code, within EXPECT_SECONDS: defined before this is included. */
#ifndef CELLSIM_TEST_EXPECT_H
#define CELLSIM_TEST_EXPECT_H

#include "../test.h"
#include "command.h"

static inline Outcome expect(int exit, const char *const *arguments)
{
    Outcome o = command_run(OUTPUT_KEPT, EXPECT_SECONDS, arguments);
    if (o.exit != exit) fprintf(stderr, "%s: exit %d, expected %d\n%s\n", arguments[0], o.exit, exit, o.err);
    CHECK(o.exit == exit);
    return o;
}

#endif
