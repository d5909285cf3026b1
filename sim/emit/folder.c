/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/folder.c - written aside, renamed into place. */
#define _GNU_SOURCE /* realpath, fopencookie */
#include "emit/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sha256.h"
#include "emit/fs.h"

static enum dc_status refuse(struct dc_diags *diags, const char *dir, const char *why)
{
    const struct dc_span at = {.file = dc_diags_file(diags, dir)};
    dc_report(diags, DC_IO, at, NULL, "%s", why);
    return DC_FAILED;
}

static void strip_slashes(char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        path[--n] = '\0';
    }
}

/* The place in full: a link to a folder is followed, so that it stays a link. */
static char *place_of(const char *dir)
{
    struct stat st;
    char *place = lstat(dir, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(dir, NULL) : NULL;
    place = place != NULL ? place : strdup(dir);
    if (place != NULL) {
        strip_slashes(place);
    }
    return place;
}

static const char *base_of(const char *place)
{
    const char *const slash = strrchr(place, '/');
    return slash == NULL ? place : slash + 1;
}

static char *parent_of(const char *place)
{
    const char *const base = base_of(place);
    return base == place ? strdup(".") : strndup(place, (size_t)(base - place));
}

static bool is_usable(const char *base)
{
    return base[0] != '\0' && strcmp(base, ".") != 0 && strcmp(base, "..") != 0;
}

/* Folders that a killed run left aside: their lock is free. */
struct litter {
    const char *parent;
    char prefix[300]; /* .NAME.tmp- */
};

static bool clear_litter(void *self, const char *name)
{
    const struct litter *const litter = self;
    const size_t n = strlen(litter->prefix);
    if (strchr(name, '/') != NULL) {
        return false;
    }
    if (strncmp(name, litter->prefix, n) != 0 || name[n] < '0' || name[n] > '9') {
        return false; /* not to be looked into */
    }
    char *const path = dc_fs_join(litter->parent, name);
    const int fd = path != NULL ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        dc_fs_remove(path);
    }
    if (fd >= 0) {
        close(fd);
    }
    free(path);
    return false;
}

static int make_aside(struct dc_folder *folder, const char *parent)
{
    struct litter litter = {.parent = parent};
    const char *const base = base_of(folder->place);
    snprintf(litter.prefix, sizeof litter.prefix, ".%s.tmp-", base);
    (void)!dc_fs_each(parent, clear_litter, &litter);

    const size_t size = strlen(folder->place) + 64;
    folder->aside = malloc(size);
    if (folder->aside == NULL) {
        return ENOMEM;
    }
    snprintf(folder->aside, size, "%.*s.%s.tmp-%ld", (int)(base - folder->place), folder->place,
             base, (long)getpid());
    if (mkdir(folder->aside, 0777) != 0) {
        return errno;
    }
    folder->lock = open(folder->aside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->lock >= 0) {
        (void)flock(folder->lock, LOCK_EX | LOCK_NB);
    }
    return 0;
}

static void folder_free(struct dc_folder *folder)
{
    if (folder->lock >= 0) {
        close(folder->lock);
    }
    json_decref(folder->hashes);
    free(folder->place);
    free(folder->aside);
    *folder = (struct dc_folder){.lock = -1};
}

static enum dc_status folder_make(struct dc_folder *folder, const char *dir,
                                  struct dc_diags *diags)
{
    if (folder->place == NULL) {
        return dc_fs_report(diags, dir, "cannot be written", ENOMEM);
    }
    if (!is_usable(base_of(folder->place))) {
        return refuse(diags, dir, "is no place for a results folder: name a folder to create");
    }
    if (dc_folder_may_replace(folder->place, diags) != DC_OK) {
        return DC_FAILED;
    }
    char *const parent = parent_of(folder->place);
    int error = parent == NULL ? ENOMEM : dc_fs_make_path(parent);
    error = error == 0 ? make_aside(folder, parent) : error;
    free(parent);
    return error == 0 ? DC_OK : dc_fs_report(diags, dir, "cannot be created", error);
}

enum dc_status dc_folder_begin(struct dc_folder *folder, const char *dir,
                               struct dc_diags *diags)
{
    *folder = (struct dc_folder){.place = place_of(dir), .hashes = json_object(), .lock = -1};
    const enum dc_status status = folder_make(folder, dir, diags);
    if (status != DC_OK) {
        folder_free(folder);
    }
    return status;
}

static bool is_told_to_stop(const struct dc_folder *folder)
{
    return folder->stop != NULL && *folder->stop != 0;
}

/* A stream that takes no more once it is told to stop, so that no writer needs to ask, and has
 * the fingerprint of what passed, so that nothing need be read back for it. */
struct outlet {
    const struct dc_folder *folder;
    struct dc_sha256 sum;
    int fd;
};

/* 0: an error, which the stream remembers. */
static ssize_t outlet_write(void *cookie, const char *bytes, size_t n)
{
    struct outlet *const outlet = cookie;
    size_t done = 0;
    while (done < n) {
        if (is_told_to_stop(outlet->folder)) {
            errno = EINTR;
            return 0;
        }
        const ssize_t put = write(outlet->fd, bytes + done, n - done);
        if (put < 0 && errno != EINTR) {
            return 0;
        }
        if (put > 0) {
            dc_sha256_add(&outlet->sum, bytes + done, (size_t)put);
            done += (size_t)put;
        }
    }
    return (ssize_t)n;
}

static int outlet_close(void *cookie)
{
    return close(((const struct outlet *)cookie)->fd);
}

static FILE *outlet_open(struct outlet *outlet, const char *path)
{
    const cookie_io_functions_t calls = {.write = outlet_write, .close = outlet_close};
    dc_sha256_begin(&outlet->sum);
    outlet->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *const to = outlet->fd >= 0 ? fopencookie(outlet, "w", calls) : NULL;
    if (to == NULL && outlet->fd >= 0) {
        close(outlet->fd);
        errno = ENOMEM;
    }
    return to;
}

static int file_write(const struct dc_folder *folder, const char *path, dc_file_write *write,
                      const void *self, char hash[DC_SHA256_SIZE])
{
    struct outlet outlet = {.folder = folder};
    FILE *const to = outlet_open(&outlet, path);
    if (to == NULL) {
        return errno;
    }
    errno = 0;
    errno = 0;
    const int error = write(self, to) == DC_OK ? 0 : errno != 0 ? errno : ENOMEM;
    const int closed = dc_fs_close(to);
    dc_sha256_end(&outlet.sum, hash);
    return error != 0 ? error : closed;
}

enum dc_status dc_folder_write(struct dc_folder *folder, const char *name, dc_file_write *write,
                               const void *self, struct dc_diags *diags)
{
    if (is_told_to_stop(folder)) {
        return DC_INTERRUPTED;
    }
    char *const path = dc_fs_join(folder->aside, name);
    char *const shown = dc_fs_join(folder->place, name);
    char hash[DC_SHA256_SIZE];
    const int error =
        path == NULL || shown == NULL ? ENOMEM : file_write(folder, path, write, self, hash);
    enum dc_status status = error == 0 ? DC_OK : DC_INTERRUPTED;
    if (error != 0 && !is_told_to_stop(folder)) {
        status = dc_fs_report(diags, shown != NULL ? shown : name,
                              "cannot be written (nothing was replaced)", error);
    }
    if (status == DC_OK) {
        (void)json_object_set_new(folder->hashes, name, json_string(hash));
    }
    free(path);
    free(shown);
    return status;
}

enum dc_status dc_folder_end(struct dc_folder *folder, struct dc_diags *diags)
{
    enum dc_status status = dc_folder_may_replace(folder->place, diags);
    const int error = status == DC_OK ? dc_fs_replace(folder->aside, folder->place) : 0;
    if (error != 0) {
        status = dc_fs_report(diags, folder->place, "cannot be put in its place", error);
    }
    dc_folder_abandon(folder); /* after a swap, aside is what stood there before */
    return status;
}

void dc_folder_abandon(struct dc_folder *folder)
{
    if (folder->aside != NULL) {
        dc_fs_remove(folder->aside);
    }
    folder_free(folder);
}
