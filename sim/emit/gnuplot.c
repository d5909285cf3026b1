/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/gnuplot.c - one gnuplot process: no shell, no start-up files of the user, C locale. */
#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np, pipe2 */
#include "emit/plot.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The process's environment in the C locale: numbers in files have a point whatever the user's
 * locale is. NULL: memory. */
static char **environment_new(void)
{
    static const char c_locale[] = "LC_ALL=C.UTF-8"; /* execve only reads it */
    size_t n = 0;
    while (environ != NULL && environ[n] != NULL) {
        n++;
    }
    char **const copy = calloc(n + 2, sizeof *copy);
    if (copy == NULL) {
        return NULL;
    }
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (strncmp(environ[i], "LC_", 3) != 0 && strncmp(environ[i], "GNU", 3) != 0) {
            copy[n_kept++] = environ[i];
        }
    }
    copy[n_kept] = (char *)c_locale;
    return copy;
}

static int spawn(const char *folder, const char *script, const char *format, int said_fd,
                 pid_t *pid)
{
    char setting[64];
    char *const copy = strdup(script);
    char **const environment = environment_new();
    char *const argv[] = {"gnuplot", "-d", "-e", setting, copy, NULL};
    posix_spawn_file_actions_t actions;
    int error = copy == NULL || environment == NULL ? ENOMEM : 0;
    snprintf(setting, sizeof setting, "format='%s'; part='" DC_PLOT_PART "'", format);
    if (error == 0) {
        error = posix_spawn_file_actions_init(&actions);
    }
    if (error == 0) {
        posix_spawn_file_actions_addchdir_np(&actions, folder);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, said_fd, 1);
        posix_spawn_file_actions_adddup2(&actions, said_fd, 2);
        error = posix_spawnp(pid, "gnuplot", &actions, NULL, argv, environment);
        posix_spawn_file_actions_destroy(&actions);
    }
    free(environment);
    free(copy);
    return error;
}

/* Reads all, keeps the end, where the error stands. */
static void listen(int fd, char *said, size_t size)
{
    char buf[512];
    size_t n = 0;
    ssize_t got;
    while ((got = read(fd, buf, sizeof buf)) > 0 || (got < 0 && errno == EINTR)) {
        for (ssize_t i = 0; i < got; i++) {
            if (n + 1 == size) {
                memmove(said, said + size / 2, size - 1 - size / 2);
                n -= size / 2;
            }
            said[n++] = buf[i] == '\n' || buf[i] == '\t' ? ' ' : buf[i];
        }
    }
    said[n] = '\0';
}

static bool finished_well(pid_t pid)
{
    int status = 0;
    pid_t got;
    do {
        got = waitpid(pid, &status, 0);
    } while (got < 0 && errno == EINTR);
    return got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

enum dc_status dc_gnuplot_start(struct dc_gnuplot *plot, const char *folder, const char *script,
                                const char *format)
{
    int fd[2];
    pid_t pid = -1;
    if (pipe2(fd, O_CLOEXEC) != 0) {
        return DC_FAILED;
    }
    const int error = spawn(folder, script, format, fd[1], &pid);
    close(fd[1]);
    if (error != 0) {
        close(fd[0]);
        return error == ENOENT ? DC_NOT_MET : DC_FAILED;
    }
    *plot = (struct dc_gnuplot){.pid = pid, .said = fd[0]};
    return DC_OK;
}

enum dc_status dc_gnuplot_end(struct dc_gnuplot *plot, char *said, size_t size)
{
    listen(plot->said, said, size);
    close(plot->said);
    return finished_well((pid_t)plot->pid) ? DC_OK : DC_FAILED;
}
