/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bench/least.c - the least processor seconds (user and system) that each of some
 * commands took in TIMES runs, one after the other in turn, so that a slow minute falls on
 * all. usage: least TIMES COMMAND... [-- COMMAND...]...
 * Prints one line, a number for each command; what the commands print is thrown away. */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 16 };

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static void become(char **command)
{
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
    }
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

/* Below 0: the command failed. */
static double run(char **command)
{
    struct rusage usage;
    int status;
    if (command[0] == NULL) {
        return -1.0;
    }
    const pid_t child = fork();
    if (child == 0) {
        become(command);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        return -1.0;
    }
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

/* Cuts the arguments at each `--`; how many commands they are. */
static int commands_find(char **argument, char **command[MOST])
{
    int n = 0;
    while (*argument != NULL && n < MOST) {
        command[n++] = argument;
        while (*argument != NULL && strcmp(*argument, "--") != 0) {
            argument++;
        }
        if (*argument != NULL) {
            *argument++ = NULL;
        }
    }
    return n;
}

int main(int argc, char **argv)
{
    char **command[MOST];
    double least[MOST];
    const long times = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    const int n = argc > 2 ? commands_find(argv + 2, command) : 0;
    for (long t = 0; t < times; t++) {
        for (int i = 0; i < n; i++) {
            const double seconds = run(command[i]);
            if (seconds < 0.0) {
                fprintf(stderr, "least: command %d failed\n", i + 1);
                return 1;
            }
            least[i] = t == 0 || seconds < least[i] ? seconds : least[i];
        }
    }
    for (int i = 0; i < n && times > 0; i++) {
        printf("%.6f%c", least[i], i + 1 < n ? ' ' : '\n');
    }
    return n > 0 && times > 0 ? 0 : 2;
}
