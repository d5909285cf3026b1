/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/interrupt.c - the one flag that a signal sets. */
#include "cli/interrupt.h"

#include <signal.h>
#include <string.h>

/* A handler has no argument to carry a pointer, so its flag must live as long as the program.
 */
static volatile sig_atomic_t *flag(void)
{
    static volatile sig_atomic_t stopped;

    return &stopped;
}

static void on_signal(int number)
{
    (void)number;
    *flag() = 1;
}

void dc_interrupt_begin(void)
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = (int)SA_RESETHAND; /* the second signal does what it does by default */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

const volatile int *dc_interrupt_flag(void)
{
    return flag();
}
