/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/source.h - files and overlays to rows: the uppermost row of each path. */
#ifndef DC_SCENARIO_SOURCE_H
#define DC_SCENARIO_SOURCE_H

#include "scenario/draft.h"

#define DC_FILE_BYTES_MAX ((size_t)256 << 20)

/* Reads the scenario (text NULL: the file), what it includes and the overlay's --set into
 * d->row and d->by_place. false if nothing can be built of them. */
DC_MUST_CHECK bool dc_source_read(struct dc_draft *d, const char *text, size_t n);

/* The folder of a file name with its last `/`, "" for the current one; NULL: memory. */
const char *dc_source_folder(struct dc_arena *arena, const char *file);
/* A file name in a scenario, the folder of the file that it stands in, and what it means. */
struct dc_file_name {
    const char *folder;
    struct dc_text name;
    const char *file; /* to open; in the arena */
    char error[320];
};
/* Finds out which file is meant; refuses one outside the scenario's folder, with the reason
 * in its error, unless the overlay allows it. */
DC_MUST_CHECK bool dc_source_file(struct dc_draft *d, struct dc_file_name *name);

/* A data file (for empirical), read once however often it is named; its hash counts in the
 * model's. NULL: reported, or memory. */
const struct dc_csv *dc_source_data(struct dc_draft *d, const char *file);
uint64_t dc_source_data_hash(const struct dc_draft *d);

/* The row at a place, or NULL. */
struct dc_row *dc_source_row(const struct dc_draft *d, const struct dc_place *place);

#endif
