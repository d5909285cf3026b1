/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/tables.h - published data as tables, and what is expected of them. */
#ifndef DC_TESTS_DATA_TABLES_H
#define DC_TESTS_DATA_TABLES_H

#include "base/number.h"
#include "csv/reader.h"

struct table {
    struct dc_arena arena;
    struct dc_csv csv;
};
struct tries {
    size_t n, n_bad;
};

/* Prints one line; not ok unless |got - expected| <= tolerance. */
void expect(struct tries *tries, const char *what, double got, double expected,
            double tolerance);
/* The same for a range. */
void expect_within(struct tries *tries, const char *what, double got, double low, double high);

/* DIR/NAME; false, said and counted as bad: it cannot be read. */
bool table_read(struct tries *tries, struct table *t, const char *dir, const char *name);
/* The column of a name, or UINT32_MAX. */
uint32_t table_column(const struct table *t, const char *name);
/* "" where the row has no such cell; 0 where it is no number. */
const char *table_cell(const struct table *t, size_t i_row, const char *column);
double table_number(const struct table *t, size_t i_row, const char *column);

/* Days from 1970-01-01 of YYYY-MM-DD. */
double table_day(const char *text);

/* Fits, a market and a team of a telephone centre (calls.c). */
void calls_check(struct tries *tries, const char *dir);

#endif
