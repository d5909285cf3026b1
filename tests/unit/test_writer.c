/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_writer.c - cells out, and back in through the reader. */
#include "tests/support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv/reader.h"
#include "csv/writer.h"

static void cells_are_quoted_only_where_they_must_be(void **state)
{
    char *text = NULL;
    size_t n = 0;
    struct dc_csv_out out = {.to = open_memstream(&text, &n)};
    (void)state;

    dc_csv_text(&out, "plain words");
    dc_csv_text(&out, "a, b");
    dc_csv_text(&out, "say \"so\"");
    dc_csv_text(&out, NULL);
    dc_csv_number(&out, -0.125);
    dc_csv_count(&out, UINT64_MAX);
    dc_csv_count(&out, 0);
    dc_csv_end_row(&out);
    dc_csv_text(&out, "# no comment");
    dc_csv_text(&out, " ends ");
    dc_csv_text(&out, "two\nlines");
    dc_csv_empty(&out);
    dc_csv_end_row(&out);
    assert_true(dc_csv_finish(&out));
    fclose(out.to);
    assert_string_equal(text, "plain words,\"a, b\",\"say \"\"so\"\"\",,-0.125,"
                              "18446744073709551615,0\n"
                              "\"# no comment\",\" ends \",\"two\nlines\",\n");
    free(text);
}

static void what_is_written_is_read_back(void **state)
{
    static const char *const cell[] = {
        "header",  "\"",   "\"\"", ",", ";", "a\rb\nc\r\nd", "\xE2\x82\xAC \"5\"",
        "tab\tin", "=1+1", "'",    "0"};
    char *text = NULL;
    size_t n = 0;
    struct dc_csv_out out = {.to = open_memstream(&text, &n)};
    struct dc_arena arena = {0};
    struct dc_diags *diags = dc_diags_new();
    struct dc_csv csv;
    (void)state;

    for (size_t i = 0; i < DC_COUNT_OF(cell); i++) {
        dc_csv_text(&out, "x");
        dc_csv_text(&out, cell[i]);
        dc_csv_end_row(&out);
    }
    assert_true(dc_csv_finish(&out));
    fclose(out.to);
    assert_true(dc_csv_parse("a.csv", text, n, '\0', 0, &arena, diags, &csv));
    assert_int_equal(csv.n_rows, DC_COUNT_OF(cell));
    for (size_t i = 0; i < DC_COUNT_OF(cell); i++) {
        assert_string_equal(csv.row[i].cell[1].text, cell[i]);
    }
    free(text);
    dc_arena_free(&arena);
    dc_diags_free(diags);
}

static void an_error_on_the_way_is_told_at_the_end(void **state)
{
    struct dc_csv_out out = {.to = fopen("/dev/full", "w")};
    (void)state;

    if (out.to == NULL) {
        skip();
    }
    for (int i = 0; i < 10000; i++) {
        dc_csv_text(&out, "more than a buffer holds");
    }
    dc_csv_end_row(&out);
    assert_false(dc_csv_finish(&out));
    fclose(out.to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_only_where_they_must_be),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(an_error_on_the_way_is_told_at_the_end),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
