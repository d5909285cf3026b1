/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/interrupt.c - the one flag that a signal sets. */
#include "cli/interrupt.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define INTERRUPTED 130 /* the exit status, as of DC_INTERRUPTED */

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

/* A program that was told to outlive its terminal (nohup) does. */
static void listen(void (*handler)(int))
{
    struct sigaction action, before;

    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = (int)SA_RESETHAND; /* the second signal does what it does by default */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
        sigaction(SIGHUP, &action, NULL);
    }
}

void dc_interrupt_begin(void)
{
    listen(on_signal);
}

static const char **last_words(void)
{
    static const char *words = "";

    return &words;
}

static void on_signal_leave(int number)
{
    (void)number;
    (void)!write(STDERR_FILENO, *last_words(), strlen(*last_words()));
    _exit(INTERRUPTED);
}

void dc_interrupt_leave(const char *words)
{
    *last_words() = words;
    listen(on_signal_leave);
}

const volatile int *dc_interrupt_flag(void)
{
    return flag();
}
