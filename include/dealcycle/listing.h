/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/listing.h - any table of named columns as CSV or as a JSON array of objects,
 * cell by cell, with a sticky error: write on, ask once at the end. */
#ifndef DEALCYCLE_LISTING_H
#define DEALCYCLE_LISTING_H

#include "dealcycle/emit.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dc_listing;

/* `format` is DC_CSV or DC_JSON; the names of the n columns must outlive the listing.
 * NULL: memory. */
struct dc_listing *dc_listing_new(enum dc_format format, const char *const column[], size_t n,
                                  FILE *to);
/* The next cell; after the n-th a new row begins. NULL is an empty cell, in JSON null. */
void dc_listing_text(struct dc_listing *listing, const char *text);
void dc_listing_number(struct dc_listing *listing,
                       double x); /* reads back as the same double */
void dc_listing_count(struct dc_listing *listing, uint64_t n);
/* Whether anything could not be written so far: what takes long need not go on. */
bool dc_listing_is_broken(const struct dc_listing *listing);
/* Ends the table, flushes and frees; DC_FAILED if anything could not be written. */
DC_MUST_CHECK enum dc_status dc_listing_end(struct dc_listing *listing);

#ifdef __cplusplus
}
#endif
#endif
