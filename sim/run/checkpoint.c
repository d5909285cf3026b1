/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/checkpoint.c - the folder of finished work and its lock. */
#include "run/checkpoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dealcycle/run.h"
#include "base/system.h"
#include "run/folder.h"

#define LOCK "lock"

static bool complain(struct dc_diags *diags, const char *folder, const char *what)
{
    const struct dc_span at = {dc_diags_file(diags, folder), 0, 0, 0};
    return dc_report(diags, DC_IO, at, NULL, "%s", what);
}

/* The file locked is still the one that the name stands for: another run may have removed it.
 */
static bool is_in_place(int folder, int fd)
{
    struct stat mine, named;
    return fstat(fd, &mine) == 0 && fstatat(folder, LOCK, &named, 0) == 0 &&
           mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

/* The lock's descriptor; -1: another holds it, -2: it cannot be made. */
static int take_lock(int folder)
{
    for (int i = 0; i < 100; i++) {
        const int fd = openat(folder, LOCK, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0) {
            return -2;
        }
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            const int status = errno == EWOULDBLOCK ? -1 : -2;
            close(fd);
            return status;
        }
        if (is_in_place(folder, fd)) {
            return fd;
        }
        close(fd);
    }
    return -1;
}

/* Like mkdir -p. */
static bool make_folder(const char *folder)
{
    char *const path = strdup(folder);
    bool ok = path != NULL;
    for (char *p = path; ok && (p = strchr(p + 1, '/')) != NULL;) {
        *p = '\0';
        ok = mkdir(path, 0777) == 0 || errno == EEXIST || errno == EISDIR;
        *p = '/';
    }
    ok = ok && (mkdir(path, 0777) == 0 || errno == EEXIST);
    free(path);
    return ok;
}

static bool enter(struct dc_checkpoint *c, const char *folder, struct dc_diags *diags)
{
    if (!make_folder(folder)) {
        return complain(diags, folder, dc_system_error(errno));
    }
    c->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (c->folder < 0) {
        return complain(diags, folder, dc_system_error(errno));
    }
    c->lock = take_lock(c->folder);
    if (c->lock == -1) {
        return complain(diags, folder, "another run is at work here; let it end, or stop it");
    }
    return c->lock >= 0 || complain(diags, folder, dc_system_error(errno));
}

enum dc_status dc_checkpoint_open(const char *folder, struct dc_diags *diags,
                                  struct dc_checkpoint **out)
{
    struct dc_checkpoint *c = malloc(sizeof *c);
    *out = NULL;
    if (c == NULL) {
        dc_report(diags, DC_NO_MEMORY, dc_nowhere, NULL, "memory ran out");
        return DC_FAILED;
    }
    *c = (struct dc_checkpoint){-1, -1};
    if (!enter(c, folder, diags)) {
        dc_checkpoint_close(c);
        return DC_FAILED;
    }
    *out = c;
    return DC_OK;
}

void dc_checkpoint_close(struct dc_checkpoint *checkpoint)
{
    if (checkpoint == NULL) {
        return;
    }
    if (checkpoint->lock >= 0) {
        close(checkpoint->lock);
    }
    if (checkpoint->folder >= 0) {
        close(checkpoint->folder);
    }
    free(checkpoint);
}

/* `0123456789abcdef-0.blocks`, `.state`, `.state.new` */
static bool is_ours(const char *name)
{
    static const char *const endings[] = {".blocks", ".state", ".state.new"};
    const char *const dot = strchr(name, '.');
    for (size_t i = 0; dot != NULL && dot > name && i < DC_COUNT_OF(endings); i++) {
        if (strcmp(dot, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

void dc_checkpoint_prune(struct dc_checkpoint *checkpoint,
                         bool (*keep)(const void *self, const char *name), const void *self)
{
    const int fd = openat(checkpoint->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *const dir = fd < 0 ? NULL : fdopendir(fd);
    if (dir == NULL) {
        if (fd >= 0) {
            close(fd);
        }
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(dir)) != NULL) {
        if (is_ours(entry->d_name) && !keep(self, entry->d_name)) {
            unlinkat(checkpoint->folder, entry->d_name, 0);
        }
    }
    closedir(dir);
}

static bool keep_none(const void *self, const char *name)
{
    (void)self;
    (void)name;
    return false;
}

enum dc_status dc_run_hold(const char *partial, struct dc_diags *diags,
                           struct dc_checkpoint **out)
{
    return dc_checkpoint_open(partial, diags, out);
}

void dc_run_let_go(struct dc_checkpoint *held)
{
    dc_checkpoint_close(held);
}

/* The lock goes last, so that no other run starts in a folder half gone. */
void dc_run_done(const char *partial)
{
    struct dc_checkpoint c = {open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC), -1};
    if (c.folder < 0) {
        return;
    }
    dc_checkpoint_prune(&c, keep_none, NULL);
    unlinkat(c.folder, LOCK, 0);
    close(c.folder);
    rmdir(partial);
}
