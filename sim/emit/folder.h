/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/folder.h - a results folder that appears whole or not at all.
 *
 * It is written aside as `.NAME.tmp-PID` beside its place and renamed into it at the end. A
 * folder that stands there is replaced only if it is empty or dealcycle wrote all of it. */
#ifndef DC_EMIT_FOLDER_H
#define DC_EMIT_FOLDER_H

#include <jansson.h>
#include <stdio.h>

#include "base/diag.h"

struct dc_folder {
    char *place;    /* where it shall stand, links resolved */
    char *aside;    /* where it is written */
    json_t *hashes; /* fingerprints of the files written, by name */
    int lock;       /* held on `aside` so that others do not clear it away; -1: none */
    const volatile int *stop; /* writing ends where it is not 0; NULL (as begun): never */
};

/* The name in the manifest by which a folder is known as ours. */
#define DC_FOLDER_MARK "dealcycle results"

/* Checks the place, makes the folders above it, clears away what killed runs left aside, and
 * makes the folder to write in. On failure there is nothing to abandon. */
DC_MUST_CHECK enum dc_status dc_folder_begin(struct dc_folder *folder, const char *dir,
                                             struct dc_diags *diags);
/* Writes one file of the folder: write(self, stream). Whatever fails is recorded;
 * DC_INTERRUPTED: told to stop. */
typedef enum dc_status dc_file_write(const void *self, FILE *to);
DC_MUST_CHECK enum dc_status dc_folder_write(struct dc_folder *folder, const char *name,
                                             dc_file_write *write, const void *self,
                                             struct dc_diags *diags);
/* Renames it into its place and removes what stood there. */
DC_MUST_CHECK enum dc_status dc_folder_end(struct dc_folder *folder, struct dc_diags *diags);
/* Removes what was written. */
void dc_folder_abandon(struct dc_folder *folder);

/* DC_OK: nothing is there, or an empty folder, or one that dealcycle wrote. */
DC_MUST_CHECK enum dc_status dc_folder_may_replace(const char *place, struct dc_diags *diags);

#endif
