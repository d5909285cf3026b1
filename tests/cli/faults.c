/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/cli/faults.c - a library to load before the program: the n-th change that it asks of
 * the file system fails, once.
 *
 * FAULT_AT is n, from 1 (0: none fails), counted from the first change of a file whose name has
 * FAULT_FROM in it, if that is set; FAULT_ERROR the errno, as a number (0: the program is
 * killed before the change); FAULT_LOG a file that gets a line for each change. Time stands
 * still, so that two runs may have the same manifest, or runs FAULT_SPEED times as fast, so
 * that work is kept as often. Changes are: opening a file to write, writing, cutting, syncing,
 * closing what was written, making a folder, renaming.
 *
 * Streams write by calls that nothing can step before, so those opened to write are streams of
 * our own over the same file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FILES = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int n_asked;
static int log_fd = -1;
static bool is_written[MOST_FILES]; /* by descriptor */

#define NEXT(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

static int number_of(const char *variable)
{
    const char *const text = getenv(variable);
    return text != NULL ? atoi(text) : 0;
}

/* Only the program itself: not what it starts. */
static bool is_meant(void)
{
    extern char *program_invocation_short_name;
    return strcmp(program_invocation_short_name, "dealcycle") == 0;
}

static void tell(const char *what, const char *name)
{
    char line[600];
    const char *const to = getenv("FAULT_LOG");
    if (log_fd < 0 && to != NULL) {
        log_fd = NEXT(open)(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    const int n = snprintf(line, sizeof line, "%s %s\n", what, name);
    if (log_fd >= 0) {
        (void)!NEXT(write)(log_fd, line, (size_t)n);
    }
}

/* Whether this change fails; errno is set. */
static bool fails(const char *what, const char *name)
{
    if (!is_meant()) {
        return false;
    }
    pthread_mutex_lock(&lock);
    const char *const from = getenv("FAULT_FROM");
    const bool counts = from == NULL || n_asked > 0 || strstr(name, from) != NULL;
    n_asked += counts;
    const bool yes = counts && n_asked == number_of("FAULT_AT");
    tell(what, name);
    pthread_mutex_unlock(&lock);
    if (yes && number_of("FAULT_ERROR") == 0) {
        kill(getpid(), SIGKILL);
    }
    if (yes) {
        errno = number_of("FAULT_ERROR");
    }
    return yes;
}

static int mark(int fd)
{
    if (fd >= 0 && fd < MOST_FILES) {
        is_written[fd] = true;
    }
    return fd;
}

static bool is_to_write(int flags)
{
    return (flags & (O_WRONLY | O_RDWR)) != 0;
}

int open(const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (!is_to_write(flags)) {
        return NEXT(open)(name, flags, mode);
    }
    return fails("open", name) ? -1 : mark(NEXT(open)(name, flags, mode));
}

int openat(int folder, const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (!is_to_write(flags)) {
        return NEXT(openat)(folder, name, flags, mode);
    }
    return fails("openat", name) ? -1 : mark(NEXT(openat)(folder, name, flags, mode));
}

int mkstemp(char *name)
{
    return fails("mkstemp", name) ? -1 : mark(NEXT(mkstemp)(name));
}

int clock_gettime(clockid_t which, struct timespec *now)
{
    const long speed = number_of("FAULT_SPEED");
    const int status = NEXT(clock_gettime)(which, now);
    const long nanoseconds = speed * (now->tv_nsec / 1000) * 1000;
    *now = speed == 0 ? (struct timespec){1000, 0}
                      : (struct timespec){now->tv_sec * speed + nanoseconds / 1000000000,
                                          nanoseconds % 1000000000};
    return status;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    return fd > 2 && fails("write", "") ? -1 : NEXT(write)(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    return fails("pwrite", "") ? -1 : NEXT(pwrite)(fd, bytes, n, at);
}

int ftruncate(int fd, off_t n)
{
    return fails("ftruncate", "") ? -1 : NEXT(ftruncate)(fd, n);
}

int fsync(int fd)
{
    return fails("fsync", "") ? -1 : NEXT(fsync)(fd);
}

int close(int fd)
{
    const bool is_ours = fd >= 0 && fd < MOST_FILES && is_written[fd];
    const bool no = is_ours && fails("close", "");
    if (is_ours) {
        is_written[fd] = false;
    }
    const int status = NEXT(close)(fd);
    errno = no ? number_of("FAULT_ERROR") : errno;
    return no ? -1 : status;
}

int mkdir(const char *name, mode_t mode)
{
    return fails("mkdir", name) ? -1 : NEXT(mkdir)(name, mode);
}

int rename(const char *from, const char *to)
{
    return fails("rename", to) ? -1 : NEXT(rename)(from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    return fails("renameat", to) ? -1 : NEXT(renameat)(a, from, b, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    return fails("renameat2", to) ? -1 : NEXT(renameat2)(a, from, b, to, flags);
}

/* A stream of ours: its cookie is the descriptor. */
static ssize_t stream_read(void *cookie, char *bytes, size_t n)
{
    return read((int)(long)cookie, bytes, n);
}

static ssize_t stream_write(void *cookie, const char *bytes, size_t n)
{
    const ssize_t done =
        fails("write", "(stream)") ? -1 : NEXT(write)((int)(long)cookie, bytes, n);
    return done < 0 ? 0 : done; /* what fopencookie takes for an error */
}

static int stream_seek(void *cookie, off64_t *at, int from)
{
    const off64_t to = lseek64((int)(long)cookie, *at, from);
    *at = to;
    return to < 0 ? -1 : 0;
}

static int stream_close(void *cookie)
{
    return close((int)(long)cookie);
}

static FILE *stream_of(int fd, const char *mode)
{
    const cookie_io_functions_t calls = {stream_read, stream_write, stream_seek, stream_close};
    char plain[4] = {mode[0], strchr(mode, '+') != NULL ? '+' : '\0'};
    return fopencookie((void *)(long)fd, plain, calls);
}

static int flags_of(const char *mode)
{
    return (strchr(mode, '+') != NULL ? O_RDWR : O_WRONLY) | O_CREAT |
           (mode[0] == 'a' ? O_APPEND : O_TRUNC) | (strchr(mode, 'x') != NULL ? O_EXCL : 0) |
           (strchr(mode, 'e') != NULL ? O_CLOEXEC : 0);
}

FILE *fopen(const char *name, const char *mode)
{
    if (!is_meant() || (mode[0] != 'w' && mode[0] != 'a')) {
        return NEXT(fopen)(name, mode);
    }
    const int fd = open(name, flags_of(mode), 0666);
    return fd < 0 ? NULL : stream_of(fd, mode);
}

FILE *fopen64(const char *name, const char *mode)
{
    return fopen(name, mode);
}

FILE *fdopen(int fd, const char *mode)
{
    const bool to_write = is_meant() && fd >= 0 && fd < MOST_FILES && is_written[fd];
    return to_write ? stream_of(fd, mode) : NEXT(fdopen)(fd, mode);
}
