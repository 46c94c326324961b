#include "interrupts.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int requested; /* read by every thread */

static void request(int signal_number)
{
    if (requested) {
        signal(signal_number, SIG_DFL);
        raise(signal_number); /* delivered when this handler returns */
    }
    requested = 1;
}

static void catch_one(int signal_number)
{
    struct sigaction action = {.sa_handler = request, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

/* nohup. */
static int is_ignored(int signal_number)
{
    struct sigaction present;
    return sigaction(signal_number, NULL, &present) == 0 && present.sa_handler == SIG_IGN;
}

void interrupts_catch(void)
{
    catch_one(SIGINT);
    catch_one(SIGTERM);
    if (!is_ignored(SIGHUP)) catch_one(SIGHUP);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

int interrupts_stop(void *unused)
{
    (void)unused;
    return requested;
}
