/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_memory.c - memory that runs out at any moment: linked with
 * --wrap=malloc,calloc,realloc. */
#include "tests/support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv/reader.h"
#include "tests/support/scarce.h"

static void an_arena_stays_valid(void **state)
{
    struct dc_arena arena = {0};
    (void)state;

    scarce_from(1);
    assert_null(dc_arena_take(&arena, 100));
    scarce_end();
    char *piece = dc_arena_text(&arena, "kept", 4);
    scarce_from(1);
    assert_null(dc_arena_take(&arena, 1000000));
    assert_null(dc_arena_printf(&arena, "%05000d", 7));
    assert_string_equal(piece, "kept");
    scarce_end();
    assert_non_null(dc_arena_take(&arena, 1000000));
    scarce_from(1);
    dc_arena_reset(&arena);
    assert_int_equal(arena.total, 0);
    scarce_end();
    assert_non_null(dc_arena_take(&arena, 100));
    dc_arena_free(&arena);
}

static void a_list_still_counts_and_places_what_it_cannot_store(void **state)
{
    (void)state;
    scarce_from(1);
    assert_null(dc_diags_new());
    scarce_end();
    struct dc_diags *diags = dc_diags_new();
    scarce_from(1);
    assert_null(dc_diags_file(diags, "a.csv"));
    assert_false(
        dc_report(diags, DC_BAD_NUMBER, (struct dc_span){"a.csv", 3, 5, 1}, "x", "text"));
    scarce_end();
    assert_int_equal(dc_diags_errors(diags), 1);
    assert_int_equal(dc_diags_at(diags, 0)->at.line, 3);
    assert_string_equal(dc_diags_at(diags, 0)->slug, "bad-number");
    dc_diags_sort(diags);
    char line[100];
    dc_diag_write(dc_diags_at(diags, 0), line, sizeof(line));
    assert_non_null(strstr(line, "memory ran out"));
    dc_diags_free(diags);
}

/* 400 rows with long quoted cells, comments and an error: every kind of growth. */
static char *long_text(void)
{
    char *text = malloc(400 * 400);
    size_t n = (size_t)sprintf(text, "# comment\na,b\n");

    for (int i = 0; i < 400; i++) {
        n += (size_t)sprintf(text + n, "#%d\nx%d,\"%0200d\"\n", i, i, i);
    }
    return text;
}

static void reading_ends_with_an_error_whenever_memory_runs_out(void **state)
{
    char *text = long_text();
    bool done = false;
    long i = 1;
    (void)state;

    for (; !done && i < 1000; i++) {
        struct dc_arena arena = {0};
        struct dc_diags *diags = dc_diags_new();
        struct dc_csv csv;
        scarce_from(i);
        done = dc_csv_parse("a.csv", text, strlen(text), '\0', 0, &arena, diags, &csv);
        scarce_end();
        if (!done) {
            assert_true(dc_diags_errors(diags) > 0);
            assert_string_equal(dc_diags_at(diags, 0)->slug, "no-memory");
        }
        dc_arena_free(&arena);
        dc_diags_free(diags);
    }
    free(text);
    assert_true(done);
    if (i < 6) { /* text, rows and libcsv's cell each ask at least once */
        fail_msg("only %ld allocations were refused in turn", i - 2);
    }
}

static void a_file_that_does_not_fit_is_told(void **state)
{
    bool done = false;
    (void)state;

    for (long i = 1; !done && i < 10; i++) {
        struct dc_arena arena = {0};
        struct dc_diags *diags = dc_diags_new();
        const char *text = NULL;
        size_t n = 0;
        scarce_from(i);
        done = dc_csv_slurp("/etc/passwd", 100000000, &arena, diags, &text, &n);
        scarce_end();
        assert_int_equal(dc_diags_errors(diags), done ? 0 : 1);
        dc_arena_free(&arena);
        dc_diags_free(diags);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_stays_valid),
        cmocka_unit_test(a_list_still_counts_and_places_what_it_cannot_store),
        cmocka_unit_test(reading_ends_with_an_error_whenever_memory_runs_out),
        cmocka_unit_test(a_file_that_does_not_fit_is_told),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
