/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/fs.c - folders made, listed, swapped and removed. */
#define _GNU_SOURCE /* renameat2 */
#include "emit/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system.h"

enum { DEEPEST = 16 }; /* folders below a results folder that are looked into */

enum dc_status dc_fs_report(struct dc_diags *diags, const char *path, const char *what,
                            int error)
{
    const struct dc_span at = {.file = dc_diags_file(diags, path)};
    dc_report(diags, DC_IO, at, NULL, "%s: %s", what, dc_system_error(error));
    return DC_FAILED;
}

char *dc_fs_join(const char *dir, const char *name)
{
    const size_t size = strlen(dir) + strlen(name) + 2;
    char *const path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s%s%s", dir, name[0] != '\0' ? "/" : "", name);
    }
    return path;
}

static int make_one(const char *dir)
{
    struct stat st;
    if (mkdir(dir, 0777) == 0) {
        return 0;
    }
    const int error = errno;
    return error == EEXIST && stat(dir, &st) == 0 && S_ISDIR(st.st_mode) ? 0 : error;
}

int dc_fs_make_path(const char *dir)
{
    char *const path = strdup(dir);
    int error = path == NULL ? ENOMEM : 0;
    for (char *at = path; error == 0 && (at = strchr(at + 1, '/')) != NULL;) {
        *at = '\0';
        error = make_one(path);
        *at = '/';
    }
    error = error == 0 ? make_one(dir) : error;
    free(path);
    return error;
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void dc_fs_remove(const char *path)
{
    DIR *const dir = is_folder(path) ? opendir(path) : NULL;
    struct dirent *entry;
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        char *const below = is_dots(entry->d_name) ? NULL : dc_fs_join(path, entry->d_name);
        if (below != NULL) {
            dc_fs_remove(below);
        }
        free(below);
    }
    if (dir != NULL) {
        closedir(dir);
        (void)rmdir(path);
    } else {
        (void)unlink(path);
    }
}

struct walk {
    const char *top;
    bool (*see)(void *self, const char *name);
    void *self;
};

static int walk_folder(const struct walk *walk, const char *name, int depth);

static int walk_entry(const struct walk *walk, const char *name, int depth)
{
    if (!walk->see(walk->self, name) || depth >= DEEPEST) {
        return 0; /* without asking what it is: a folder may hold very many */
    }
    char *const path = dc_fs_join(walk->top, name);
    const int error = path == NULL ? ENOMEM : 0;
    const bool deeper = path != NULL && is_folder(path);
    free(path);
    return deeper ? walk_folder(walk, name, depth + 1) : error;
}

static int walk_folder(const struct walk *walk, const char *name, int depth)
{
    char *const path = dc_fs_join(walk->top, name);
    DIR *const dir = path != NULL ? opendir(path) : NULL;
    int error = dir == NULL ? (path == NULL ? ENOMEM : errno) : 0;
    struct dirent *entry;
    while (dir != NULL && error == 0 && (entry = readdir(dir)) != NULL) {
        if (is_dots(entry->d_name)) {
            continue;
        }
        char *const below =
            name[0] == '\0' ? strdup(entry->d_name) : dc_fs_join(name, entry->d_name);
        error = below == NULL ? ENOMEM : walk_entry(walk, below, depth);
        free(below);
    }
    if (dir != NULL) {
        closedir(dir);
    }
    free(path);
    return error;
}

int dc_fs_each(const char *dir, bool (*see)(void *self, const char *name), void *self)
{
    const struct walk walk = {dir, see, self};
    return walk_folder(&walk, "", 0);
}

/* Two steps where the file system cannot swap: for a moment nothing stands at `to`, but never
 * half of anything. */
static int replace_in_steps(const char *from, const char *to)
{
    char *const old = malloc(strlen(from) + 5);
    int error = old == NULL ? ENOMEM : 0;
    if (error == 0) {
        sprintf(old, "%s.old", from);
        error = rename(to, old) == 0 ? 0 : errno;
    }
    if (error == 0 && rename(from, to) != 0) {
        error = errno;
        (void)rename(old, to);
    } else if (error == 0) {
        error = rename(old, from) == 0 ? 0 : errno;
    }
    free(old);
    return error;
}

int dc_fs_replace(const char *from, const char *to)
{
    if (!is_folder(to)) {
        return rename(from, to) == 0 ? 0 : errno;
    }
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0) {
        return 0;
    }
    const bool cannot_swap = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
    return cannot_swap ? replace_in_steps(from, to) : errno;
}

static char *stream_read(FILE *file, size_t most, size_t *n)
{
    size_t room = 4096;
    char *text = malloc(room + 1);
    *n = 0;
    while (text != NULL && !feof(file)) {
        *n += fread(text + *n, 1, room - *n, file);
        if (ferror(file) || *n > most) {
            errno = ferror(file) ? EIO : EFBIG;
            free(text);
            return NULL;
        }
        if (*n == room) {
            room *= 2;
            char *const more = realloc(text, room + 1);
            if (more == NULL) {
                free(text);
            }
            text = more;
        }
    }
    if (text != NULL) {
        text[*n] = '\0';
    }
    return text;
}

char *dc_fs_read(const char *path, size_t most, size_t *n)
{
    FILE *const file = fopen(path, "rbe");
    if (file == NULL) {
        return NULL;
    }
    char *const text = stream_read(file, most, n);
    const int error = errno;
    fclose(file);
    errno = error;
    return text;
}

int dc_fs_close(FILE *to)
{
    int error = 0;
    if (ferror(to) != 0 || fflush(to) != 0) {
        error = errno != 0 ? errno : EIO;
    }
    if (fclose(to) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

/* 0 or errno; EINTR: told to stop. */
static int put_aside(const char *aside, enum dc_status (*write)(const void *self, FILE *to),
                     const void *self)
{
    FILE *const to = fopen(aside, "we");
    if (to == NULL) {
        return errno;
    }
    errno = 0;
    const enum dc_status status = write(self, to);
    const int error = status == DC_OK            ? 0
                      : status == DC_INTERRUPTED ? EINTR
                      : errno != 0               ? errno
                                                 : EIO;
    const int closed = dc_fs_close(to);
    return error != 0 ? error : closed;
}

enum dc_status dc_fs_put(const char *dir, const char *name,
                         enum dc_status (*write)(const void *self, FILE *to), const void *self,
                         struct dc_diags *diags)
{
    char *const path = dc_fs_join(dir, name);
    const size_t size = strlen(dir) + strlen(name) + 8;
    char *const aside = malloc(size);
    int error = ENOMEM;

    if (path != NULL && aside != NULL) {
        snprintf(aside, size, "%s/.%s.new", dir, name);
        error = put_aside(aside, write, self);
        if (error == 0 && rename(aside, path) != 0) {
            error = errno;
        }
        if (error != 0) {
            (void)unlink(aside);
        }
    }
    const enum dc_status status =
        error == 0 ? DC_OK
        : error == EINTR
            ? DC_INTERRUPTED
            : dc_fs_report(diags, path != NULL ? path : dir, "cannot be written", error);
    free(path);
    free(aside);
    return status;
}
