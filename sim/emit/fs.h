/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/fs.h - what the results folder needs of the file system. */
#ifndef DC_EMIT_FS_H
#define DC_EMIT_FS_H

#include <stdio.h>

#include "base/diag.h"

/* Records "TEXT 'path': reason" and returns DC_FAILED. */
enum dc_status dc_fs_report(struct dc_diags *diags, const char *path, const char *what,
                            int error);

/* dir/name in fresh memory, to free; NULL: memory. */
char *dc_fs_join(const char *dir, const char *name);

/* Creates the folder and those above it where they are missing; 0 or errno. */
DC_MUST_CHECK int dc_fs_make_path(const char *dir);
/* Removes a tree; what cannot be removed stays. Does not follow links. */
void dc_fs_remove(const char *path);
/* Calls see(self, path below dir) for every file and folder below dir (plots/fan.svg);
 * stops where see gives false. 0, or errno. */
DC_MUST_CHECK int dc_fs_each(const char *dir, bool (*see)(void *self, const char *name),
                             void *self);
/* Puts `from` in the place of `to`, in one step if `to` is there and the file system can swap;
 * what was at `to` is then at `from`. 0 or errno. */
DC_MUST_CHECK int dc_fs_replace(const char *from, const char *to);
/* A whole file in fresh memory with a NUL behind it, at most `most` bytes; NULL: errno says
 * why. */
char *dc_fs_read(const char *path, size_t most, size_t *n);
/* Writes dir/name, whole or not at all: write(self, stream). Whatever fails is recorded;
 * DC_INTERRUPTED if write says so. */
DC_MUST_CHECK enum dc_status dc_fs_put(const char *dir, const char *name,
                                       enum dc_status (*write)(const void *self, FILE *to),
                                       const void *self, struct dc_diags *diags);
/* Closes what was written; 0, or the errno of the first failure (of the stream's writing as
 * well, if errno was 0 before it). A write that fails within a longer one may show in nothing
 * but the stream's mark of an error. */
DC_MUST_CHECK int dc_fs_close(FILE *to);

#endif
