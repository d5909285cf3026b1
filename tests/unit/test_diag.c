/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_diag.c - the list of located diagnostics. */
#include "tests/support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"

static struct dc_span at(const char *file, uint32_t line, uint32_t column)
{
    return (struct dc_span){file, line, column, 4};
}

static int setup(void **state)
{
    *state = dc_diags_new();
    return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    dc_diags_free(*state);
    return 0;
}

static void expect_line(const struct dc_diags *diags, size_t i, const char *expected)
{
    char line[256];
    const struct dc_diag *d = dc_diags_at(diags, i);

    assert_non_null(d);
    const size_t n = dc_diag_write(d, line, sizeof(line));
    assert_string_equal(line, expected);
    assert_int_equal(n, strlen(expected));
}

static void a_line_says_where_which_and_what(void **state)
{
    struct dc_diags *diags = *state;

    assert_false(dc_report(diags, DC_BAD_NUMBER, at("hybrid.csv", 14, 19), "role.field_ae.ote",
                           "'%s' is not a number or distribution", "ninety"));
    expect_line(
        diags, 0,
        "hybrid.csv:14:19: role.field_ae.ote: 'ninety' is not a number or distribution");
    dc_report_also(diags, DC_DUPLICATE, at("a.csv", 9, 1), at("a.csv", 4, 1), "x.y",
                   "set twice");
    expect_line(diags, 1, "a.csv:9:1: x.y: set twice (see a.csv:4:1)");
    dc_report(diags, DC_IO, at("b.csv", 0, 0), NULL, "is a folder");
    expect_line(diags, 2, "b.csv: is a folder");
    dc_report(diags, DC_USAGE, dc_nowhere, NULL, "no file is named");
    expect_line(diags, 3, "no file is named");
    assert_string_equal(dc_diags_at(diags, 1)->slug, "duplicate");
}

static void a_line_is_cut_like_snprintf_does(void **state)
{
    struct dc_diags *diags = *state;
    char small[9] = "........";

    dc_report(diags, DC_IO, at("b.csv", 2, 3), "p", "text");
    const struct dc_diag *d = dc_diags_at(diags, 0);
    const size_t n = dc_diag_write(d, small, sizeof(small));
    assert_string_equal(small, "b.csv:2:");
    assert_int_equal(n, strlen("b.csv:2:3: p: text"));
    assert_int_equal(dc_diag_write(d, NULL, 0), n);
}

static void texts_and_file_names_are_copied(void **state)
{
    struct dc_diags *diags = *state;
    char file[] = "a.csv";
    char path[] = "segment.a.leads";

    dc_report(diags, DC_BAD_NUMBER, at(file, 2, 5), path, "%s", "words");
    memset(file, 'x', 5);
    memset(path, 'x', 7);
    expect_line(diags, 0, "a.csv:2:5: segment.a.leads: words");
}

static void only_fifty_errors_are_kept_but_all_are_counted(void **state)
{
    struct dc_diags *diags = *state;

    for (uint32_t i = 1; i <= 73; i++) {
        dc_report(diags, DC_BAD_NUMBER, at("a.csv", i, 1), NULL, "wrong");
    }
    assert_int_equal(dc_diags_errors(diags), 73);
    assert_non_null(dc_diags_at(diags, DC_DIAGS_MAX - 1));
    assert_null(dc_diags_at(diags, DC_DIAGS_MAX));
}

static void the_same_finding_is_told_once(void **state)
{
    struct dc_diags *diags = *state;

    for (int i = 0; i < 3; i++) {
        dc_report(diags, DC_BAD_NUMBER, at("a.csv", 7, 3), "p", "wrong");
    }
    dc_report(diags, DC_BAD_NUMBER, at("a.csv", 7, 4), "p", "wrong");
    dc_report(diags, DC_BAD_NUMBER, at("a.csv", 7, 3), "q", "wrong");
    dc_report(diags, DC_BAD_NUMBER, at("a.csv", 7, 3), "p", "else");
    assert_int_equal(dc_diags_errors(diags), 4);
}

static void sorting_goes_by_first_reading_then_line_then_column(void **state)
{
    struct dc_diags *diags = *state;

    assert_non_null(dc_diags_file(diags, "z.csv"));
    dc_report(diags, DC_IO, at("a.csv", 2, 1), NULL, "fourth");
    dc_report(diags, DC_IO, at("z.csv", 10, 9), NULL, "third");
    dc_report(diags, DC_IO, at("z.csv", 10, 2), NULL, "second");
    dc_report(diags, DC_IO, at("z.csv", 9, 30), NULL, "first");
    dc_report(diags, DC_IO, at("a.csv", 2, 1), NULL, "fifth");
    dc_diags_sort(diags);
    static const char *const order[] = {"first", "second", "third", "fourth", "fifth"};
    for (size_t i = 0; i < DC_COUNT_OF(order); i++) {
        assert_string_equal(dc_diags_at(diags, i)->text, order[i]);
    }
}

/* The first code that warns, if the table has one. */
static enum dc_code warning_code(void)
{
    for (int code = 0; code < DC_N_CODES; code++) {
        if (dc_code_rows[code].severity == DC_WARNING) {
            return (enum dc_code)code;
        }
    }
    return DC_N_CODES;
}

static void strict_turns_warnings_into_errors_past_and_to_come(void **state)
{
    struct dc_diags *diags = *state;
    const enum dc_code code = warning_code();

    if (code == DC_N_CODES) {
        skip();
    }
    dc_report(diags, code, at("a.csv", 1, 1), NULL, "doubtful");
    assert_int_equal(dc_diags_errors(diags), 0);
    assert_int_equal(dc_diags_warnings(diags), 1);
    expect_line(diags, 0, "a.csv:1:1: warning: doubtful");
    dc_diags_be_strict(diags);
    dc_report(diags, code, at("a.csv", 2, 1), NULL, "doubtful too");
    assert_int_equal(dc_diags_errors(diags), 2);
    assert_int_equal(dc_diags_warnings(diags), 0);
    expect_line(diags, 0, "a.csv:1:1: doubtful");
}

static void many_warnings_hide_no_error(void **state)
{
    struct dc_diags *diags = *state;
    const enum dc_code code = warning_code();

    if (code == DC_N_CODES) {
        skip();
    }
    for (uint32_t i = 1; i <= 200; i++) {
        dc_report(diags, code, at("a.csv", i, 1), NULL, "doubtful");
    }
    dc_report(diags, DC_BAD_NUMBER, at("a.csv", 500, 1), NULL, "wrong");
    assert_int_equal(dc_diags_warnings(diags), 200);
    assert_string_equal(dc_diags_at(diags, DC_DIAGS_MAX)->text, "wrong");
}

static void what_would_play_tricks_on_a_terminal_is_tamed(void **state)
{
    struct dc_diags *diags = *state;

    dc_report(diags, DC_BAD_NUMBER, at("a\033[2J.csv", 1, 1), "p\n.q", "'%s' and '%s'",
              "\033]0;x\007\xC2\x9B",
              "\xE2\x80\xAE"
              "caf\xC3\xA9 \xE9\t.");
    expect_line(diags, 0, "a?[2J.csv:1:1: p .q: '?]0;x?\?' and '?caf\xC3\xA9 ? .'");
}

static void every_code_has_a_slug_of_its_own_and_a_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < DC_N_CODES; i++) {
        const char *slug = dc_code_rows[i].slug;
        if (slug[0] == '\0' ||
            strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(slug) ||
            strlen(dc_code_rows[i].meaning) < 10) {
            fail_msg("row %zu: '%s', '%s'", i, slug, dc_code_rows[i].meaning);
        }
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(slug, dc_code_rows[j].slug);
        }
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_line_says_where_which_and_what),
        CASE(a_line_is_cut_like_snprintf_does),
        CASE(texts_and_file_names_are_copied),
        CASE(only_fifty_errors_are_kept_but_all_are_counted),
        CASE(the_same_finding_is_told_once),
        CASE(sorting_goes_by_first_reading_then_line_then_column),
        CASE(strict_turns_warnings_into_errors_past_and_to_come),
        CASE(many_warnings_hide_no_error),
        CASE(what_would_play_tricks_on_a_terminal_is_tamed),
        CASE(every_code_has_a_slug_of_its_own_and_a_meaning),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
