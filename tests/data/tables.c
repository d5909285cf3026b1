/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/tables.c - reading tables, and saying what was expected and what came. */
#include "tests/data/tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(struct tries *tries, bool ok)
{
    tries->n++;
    tries->n_bad += ok ? 0 : 1;
    fputs(ok ? "ok - " : "not ok - ", stdout);
}

void expect(struct tries *tries, const char *what, double got, double expected,
            double tolerance)
{
    say(tries, fabs(got - expected) <= tolerance);
    printf("%s: %.9g, expected %.9g\n", what, got, expected);
}

void expect_within(struct tries *tries, const char *what, double got, double low, double high)
{
    say(tries, got >= low && got <= high);
    printf("%s: %.9g, expected within %.6g to %.6g\n", what, got, low, high);
}

bool table_read(struct tries *tries, struct table *t, const char *dir, const char *name)
{
    char path[4096];
    const char *text;
    size_t n;
    struct dc_diags *const diags = dc_diags_new();
    snprintf(path, sizeof path, "%s/%s", dir, name);
    const bool ok = dc_csv_slurp(path, SIZE_MAX / 2, &t->arena, diags, &text, &n) &&
                    dc_csv_parse(path, text, n, 0, 0, &t->arena, diags, &t->csv);
    if (!ok) {
        printf("not ok - %s cannot be read\n", path);
        tries->n_bad++;
    }
    dc_diags_free(diags);
    return ok;
}

uint32_t table_column(const struct table *t, const char *name)
{
    const struct dc_csv_row *const header = &t->csv.row[0];
    for (uint32_t i = 0; i < header->n_cells; i++) {
        if (strcmp(header->cell[i].text, name) == 0) {
            return i;
        }
    }
    return UINT32_MAX;
}

const char *table_cell(const struct table *t, size_t i_row, const char *column)
{
    const uint32_t i = table_column(t, column);
    return i < t->csv.row[i_row].n_cells ? t->csv.row[i_row].cell[i].text : "";
}

double table_number(const struct table *t, size_t i_row, const char *column)
{
    double x = 0.0;
    const char *const text = table_cell(t, i_row, column);
    (void)!dc_number_parse(text, strlen(text), &x);
    return x;
}

double table_day(const char *text)
{
    int y = atoi(text);
    const int m = atoi(text + 5);
    const int d = atoi(text + 8);
    y -= m <= 2 ? 1 : 0;
    const int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return 365.0 * y + y / 4 - y / 100 + y / 400 + doy - 719468;
}
