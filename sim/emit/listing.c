/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/listing.c - tables of named columns as CSV or JSON. */
#include "dealcycle/listing.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "csv/writer.h"

struct dc_listing {
    struct dc_csv_out csv;
    bool json;
    const char *const *column;
    size_t n_columns, i_column;
    uint64_t n_rows;
};

struct dc_listing *dc_listing_new(enum dc_format format, const char *const column[], size_t n,
                                  FILE *to)
{
    struct dc_listing *const listing = calloc(1, sizeof *listing);
    if (listing == NULL) {
        return NULL;
    }
    listing->csv.to = to;
    listing->json = format == DC_JSON;
    listing->column = column;
    listing->n_columns = n;
    for (size_t i = 0; i < n && !listing->json; i++) {
        dc_csv_text(&listing->csv, column[i]);
    }
    if (!listing->json) {
        dc_csv_end_row(&listing->csv);
    }
    return listing;
}

static void put(struct dc_listing *listing, const char *text)
{
    if (fputs(text, listing->csv.to) < 0) {
        listing->csv.failed = true;
    }
}

/* A copy in which every byte that is not UTF-8 is `?`: file names may hold any. */
static char *made_utf8(const char *text)
{
    char *const copy = strdup(text);
    if (copy == NULL) {
        return NULL;
    }
    const size_t n = strlen(copy);
    for (size_t i = dc_text_bad_utf8(copy, n); i < n; i = dc_text_bad_utf8(copy, n)) {
        copy[i] = '?';
    }
    return copy;
}

static void put_json_text(struct dc_listing *listing, const char *text)
{
    char *const copy = made_utf8(text);
    json_t *const value = copy != NULL ? json_string(copy) : NULL;

    if (value == NULL || json_dumpf(value, listing->csv.to, JSON_ENCODE_ANY) != 0) {
        listing->csv.failed = true;
    }
    json_decref(value);
    free(copy);
}

/* What stands before a JSON value: the object's beginning, its name. */
static void put_name(struct dc_listing *listing)
{
    if (listing->i_column == 0) {
        put(listing, listing->n_rows == 0 ? "[\n  {" : ",\n  {");
    } else {
        put(listing, ", ");
    }
    put_json_text(listing, listing->column[listing->i_column]);
    put(listing, ": ");
}

static void next_cell(struct dc_listing *listing)
{
    listing->i_column++;
    if (listing->i_column < listing->n_columns) {
        return;
    }
    listing->i_column = 0;
    listing->n_rows++;
    if (listing->json) {
        put(listing, "}");
    } else {
        dc_csv_end_row(&listing->csv);
    }
}

void dc_listing_text(struct dc_listing *listing, const char *text)
{
    if (!listing->json) {
        dc_csv_text(&listing->csv, text);
    } else {
        put_name(listing);
        if (text == NULL) {
            put(listing, "null");
        } else {
            put_json_text(listing, text);
        }
    }
    next_cell(listing);
}

void dc_listing_number(struct dc_listing *listing, double x)
{
    if (!listing->json) {
        dc_csv_number(&listing->csv, x);
    } else {
        char text[DC_NUMBER_SIZE];
        dc_number_write(x, text);
        put_name(listing);
        put(listing, text);
    }
    next_cell(listing);
}

void dc_listing_count(struct dc_listing *listing, uint64_t n)
{
    if (!listing->json) {
        dc_csv_count(&listing->csv, n);
    } else {
        char text[24];
        snprintf(text, sizeof text, "%llu", (unsigned long long)n);
        put_name(listing);
        put(listing, text);
    }
    next_cell(listing);
}

bool dc_listing_is_broken(const struct dc_listing *listing)
{
    return listing->csv.failed || ferror(listing->csv.to) != 0;
}

enum dc_status dc_listing_end(struct dc_listing *listing)
{
    if (listing->json) {
        put(listing, listing->n_rows == 0 ? "[]\n" : "\n]\n");
    }
    const bool whole = dc_csv_finish(&listing->csv);
    free(listing);
    return whole ? DC_OK : DC_FAILED;
}
