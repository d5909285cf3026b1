/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/manifest.h - manifest.json: what was run, on which inputs, and what came of it. It is
 * also what `plot` and `report` read to draw a folder again. */
#ifndef DC_EMIT_MANIFEST_H
#define DC_EMIT_MANIFEST_H

#include <jansson.h>

#include "dealcycle/emit.h"
#include "emit/folder.h"

/* Everything but the list of files; NULL: memory. To json_decref. */
json_t *dc_manifest_new(const struct dc_finding *finding,
                        const struct dc_emit_options *options);
/* Adds the fingerprint of every file in the folder; false: memory or I/O (errno). */
DC_MUST_CHECK bool dc_manifest_add_files(json_t *manifest, const struct dc_folder *folder);
/* Writes it to a stream (a dc_file_write). */
enum dc_status dc_manifest_write(const void *manifest, FILE *to);
/* The manifest of a folder if dealcycle wrote it, else NULL. To json_decref. */
json_t *dc_manifest_load(const char *dir);
/* Only the files that it lists. */
json_t *dc_manifest_load_files(const char *dir);

/* A JSON string of any bytes: what is not UTF-8 becomes `?`; NULL gives null. */
json_t *dc_json_text(const char *text);

#endif
