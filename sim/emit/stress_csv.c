/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/stress_csv.c - stress.csv: base and stresses, metric by metric. */
#include "emit/stress.h"
#include "emit/tables.h"

static const char *const columns[] = {
    "scenario", "stress", "team",       "metric",         "unit",
    "n",        "mean",   "ci_low",     "ci_high",        "p5",
    "p50",      "p95",    "difference", "difference_low", "difference_high"};

static void put_value(struct dc_listing *listing, const struct dc_stress_value *value)
{
    dc_cell_if(listing, value->has, value->mean);
    dc_cell_if(listing, value->has && value->has_interval, value->low);
    dc_cell_if(listing, value->has && value->has_interval, value->high);
}

static void put_row(struct dc_listing *listing, const struct dc_stress_table *table,
                    const struct dc_stress_row *row)
{
    dc_listing_text(listing, table->scenario);
    dc_listing_text(listing, row->stress);
    dc_listing_text(listing, row->team);
    dc_listing_text(listing, row->metric);
    dc_listing_text(listing, row->unit);
    dc_listing_count(listing, row->n);
    put_value(listing, &row->value);
    dc_cell_if(listing, row->has_quantiles, row->p5);
    dc_cell_if(listing, row->has_quantiles, row->p50);
    dc_cell_if(listing, row->has_quantiles, row->p95);
    put_value(listing, &row->difference);
}

enum dc_status dc_stress_print(const struct dc_stress_table *table, enum dc_format format,
                               FILE *to)
{
    if (format == DC_TEXT) {
        return dc_stress_text(table, to);
    }
    struct dc_listing *const listing =
        dc_listing_new(format, columns, DC_COUNT_OF(columns), to);
    if (listing == NULL) {
        return DC_FAILED;
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        put_row(listing, table, &table->row[i]);
    }
    return dc_listing_end(listing);
}
