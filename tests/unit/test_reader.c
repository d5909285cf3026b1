/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_reader.c - cells, their places, and what is refused. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csv/reader.h"

struct fixture {
    struct dc_arena arena;
    struct dc_diags *diags;
    struct dc_csv csv;
    bool ok;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    f->diags = dc_diags_new();
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    dc_arena_free(&f->arena);
    dc_diags_free(f->diags);
    free(f);
    return 0;
}

static void parse_bytes(struct fixture *f, const char *text, size_t n)
{
    f->ok = dc_csv_parse("a.csv", text, n, '\0', 0, &f->arena, f->diags, &f->csv);
}

static void parse(struct fixture *f, const char *text)
{
    parse_bytes(f, text, strlen(text));
}

/* Expects cell [i, j] to be `text` at line:column+width. */
static void expect_cell(const struct fixture *f, size_t i, size_t j, const char *text,
                        uint32_t line, uint32_t column, uint32_t width)
{
    if (i >= f->csv.n_rows || j >= f->csv.row[i].n_cells) {
        fail_msg("no cell [%zu, %zu]", i, j);
    }
    const struct dc_cell *c = &f->csv.row[i].cell[j];
    if (strcmp(c->text, text) != 0 || c->n != strlen(text) || c->line != line ||
        c->column != column || c->width != width) {
        fail_msg("cell [%zu, %zu] is '%s' %u:%u+%u, expected '%s' %u:%u+%u", i, j, c->text,
                 c->line, c->column, c->width, text, line, column, width);
    }
}

/* Expects the i-th diagnostic to stand at line:column with this slug. */
static void expect_diag(const struct fixture *f, size_t i, const char *slug, uint32_t line,
                        uint32_t column)
{
    const struct dc_diag *d = dc_diags_at(f->diags, i);
    if (d == NULL) {
        fail_msg("no diagnostic %zu", i);
    }
    if (strcmp(d->slug, slug) != 0 || d->at.line != line || d->at.column != column) {
        fail_msg("diagnostic %zu is %s %u:%u (%s), expected %s %u:%u", i, d->slug, d->at.line,
                 d->at.column, d->text, slug, line, column);
    }
}

static void cells_know_their_line_column_and_width(void **state)
{
    struct fixture *f = *state;
    parse(f, "parameter,value,unit\nsegment.a.leads,37.5,per month\n");
    assert_true(f->ok);
    assert_int_equal(f->csv.n_rows, 2);
    assert_int_equal(f->csv.separator, ',');
    expect_cell(f, 0, 1, "value", 1, 11, 5);
    expect_cell(f, 1, 0, "segment.a.leads", 2, 1, 15);
    expect_cell(f, 1, 1, "37.5", 2, 17, 4);
    expect_cell(f, 1, 2, "per month", 2, 22, 9);
}

static void blanks_around_a_cell_are_cut_and_not_in_its_span(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b,c\n  x ,\t17 , \xC2\xA0"
             "3\xC2\xA0\n");
    expect_cell(f, 1, 0, "x", 2, 3, 1);
    expect_cell(f, 1, 1, "17", 2, 7, 2);
    expect_cell(f, 1, 2, "3", 2, 14, 1);
}

static void the_opening_quote_is_the_start_of_a_quoted_cell(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b,c\nx, \"1,5 \"\"y\"\"\" ,\" z \"\n");
    assert_true(f->ok);
    expect_cell(f, 1, 1, "1,5 \"y\"", 2, 4, 11);
    expect_cell(f, 1, 2, "z", 2, 17, 5);
}

static void a_quoted_line_break_moves_the_lines_behind_it(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b,c\nx,\"two\r\nlines, \"\"7\"\"\nthree\",tail\nnext,8,9\n");
    assert_true(f->ok);
    expect_cell(f, 1, 1, "two\r\nlines, \"7\"\nthree", 2, 3, 25);
    expect_cell(f, 1, 2, "tail", 4, 8, 4);
    expect_cell(f, 2, 0, "next", 5, 1, 4);
}

static void every_kind_of_line_break_counts_once(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b\r\nc,1\r\n\r\nd,2\re,3\r\rf,4\n\ng,5");
    assert_true(f->ok);
    assert_int_equal(f->csv.n_rows, 6);
    expect_cell(f, 1, 1, "1", 2, 3, 1);
    expect_cell(f, 2, 1, "2", 4, 3, 1);
    expect_cell(f, 3, 1, "3", 5, 3, 1);
    expect_cell(f, 4, 1, "4", 7, 3, 1);
    expect_cell(f, 5, 1, "5", 9, 3, 1);
}

static void a_byte_order_mark_is_no_column(void **state)
{
    struct fixture *f = *state;
    parse(f, "\xEF\xBB\xBFparameter,value\nx,1\n");
    assert_true(f->ok);
    expect_cell(f, 0, 0, "parameter", 1, 1, 9);
    expect_cell(f, 0, 1, "value", 1, 11, 5);
}

static void comments_and_blank_rows_are_passed_over_but_counted(void **state)
{
    struct fixture *f = *state;
    parse(f, "# a \"quote, unbalanced\n\n  # another\na,b\n,,,\n \t \n\"# said \"\"so\"\", "
             "twice\",,\n"
             "c,1,,,\n#end");
    assert_true(f->ok);
    assert_int_equal(f->csv.n_rows, 2);
    expect_cell(f, 0, 0, "a", 4, 1, 1);
    expect_cell(f, 1, 0, "c", 8, 1, 1);
    assert_int_equal(f->csv.n_comments, 4);
    assert_string_equal(f->csv.comment[0], " a \"quote, unbalanced");
    assert_string_equal(f->csv.comment[2], " said \"so\", twice");
    assert_string_equal(f->csv.comment[3], "end");
}

/* Their text once was kept twice, beyond its room. */
static void a_file_of_quoted_comments_keeps_its_rows(void **state)
{
    struct fixture *f = *state;
    char text[8000];
    size_t n = (size_t)sprintf(text, "a,b\n");

    for (int i = 0; i < 150; i++) {
        n += (size_t)sprintf(text + n, "\"# note, the %dth of a row of them\",\n", i);
    }
    sprintf(text + n, "x,17\n");
    parse(f, text);
    assert_true(f->ok);
    expect_cell(f, 0, 1, "b", 1, 3, 1);
    expect_cell(f, 1, 1, "17", 152, 3, 2);
    assert_string_equal(f->csv.comment[149], " note, the 149th of a row of them");
}

static void empty_cells_behind_the_header_are_dropped(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b,c,,\nx,,,,,,\ny,1,,,,\nz,,,,5,\n");
    assert_int_equal(f->csv.row[0].n_cells, 3);
    assert_int_equal(f->csv.row[1].n_cells, 3);
    expect_cell(f, 1, 1, "", 2, 3, 0);
    assert_int_equal(f->csv.row[2].n_cells, 3);
    assert_int_equal(f->csv.row[3].n_cells, 5);
    expect_cell(f, 3, 4, "5", 4, 6, 1);
}

static void the_header_tells_the_separator(void **state)
{
    static const struct {
        const char *text;
        char separator;
    } row[] = {
        {"a;b\nx;1,5\n", ';'},
        {"a\tb\nx\t1\n", '\t'},
        {"a,b;c\nx,1\n", ','},
        {"# no; header, yet\n\"# nor, here\";\na;b\n", ';'},
        {"\"a,a\";b\n", ';'},
        {"a\n1\n", ','},
        {"a;b\tc\n", ';'},
        {"sep=;\na;b,c\n", ';'},
        {"\xEF\xBB\xBFsep=\t\r\na\tb,c\r\n", '\t'},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        parse(f, row[i].text);
        if (f->csv.separator != row[i].separator || !f->ok) {
            fail_msg("'%s': separator '%c', expected '%c'", row[i].text, f->csv.separator,
                     row[i].separator);
        }
    }
}

static void a_tab_separated_row_may_begin_with_an_empty_cell(void **state)
{
    struct fixture *f = *state;
    parse(f, "a\tb\n\t 17\n");
    expect_cell(f, 1, 0, "", 2, 1, 0);
    expect_cell(f, 1, 1, "17", 2, 3, 2);
}

static void a_sep_line_is_no_row(void **state)
{
    struct fixture *f = *state;
    parse(f, "sep=;\r\na;b\r\nx;1\r\n");
    assert_int_equal(f->csv.n_rows, 2);
    expect_cell(f, 1, 1, "1", 3, 3, 1);
}

static void a_file_without_a_last_line_break_loses_nothing(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b\nx,\"1\"");
    assert_true(f->ok);
    expect_cell(f, 1, 1, "1", 2, 3, 3);
    parse(f, "a,b\nx,");
    expect_cell(f, 1, 1, "", 2, 3, 0);
}

static void a_quote_out_of_place_is_located_and_reading_goes_on(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b\nx,5\" pipe\ny,\"1\"2\nz,3\n");
    assert_false(f->ok);
    assert_int_equal(dc_diags_errors(f->diags), 2);
    expect_diag(f, 0, "bad-csv", 2, 4);
    expect_diag(f, 1, "bad-csv", 3, 6);
    assert_int_equal(f->csv.n_rows, 2);
    expect_cell(f, 1, 1, "3", 4, 3, 1);
}

static void a_quote_never_closed_is_shown_where_it_opens(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b\nx,1\ny,  \"open\nz,3\n");
    assert_false(f->ok);
    assert_int_equal(dc_diags_errors(f->diags), 1);
    expect_diag(f, 0, "bad-csv", 3, 5);
}

static void text_behind_a_quote_lines_below_its_opening_names_both_places(void **state)
{
    struct fixture *f = *state;
    parse(f, "a,b\nx,\"35\ny,\"two\"\n");
    expect_diag(f, 0, "bad-csv", 3, 4);
    assert_int_equal(dc_diags_at(f->diags, 0)->also.line, 2);
    assert_int_equal(dc_diags_at(f->diags, 0)->also.column, 3);
}

static void what_is_not_utf8_is_located(void **state)
{
    static const struct {
        const char *text;
        uint32_t line, column;
    } row[] = {
        {"a,b\nx,caf\xE9\n", 2, 6},
        {"a,b\r\nx,\xC0\xAF\r\n", 2, 3},
        {"a,b\nx,\xED\xA0\x80\n", 2, 3},
        {"\xEF\xBB\xBF"
         "a\xFF,b\n",
         1, 2},
        {"a,b\rx,\xF5\x80\x80\x80", 2, 3},
        {"a,b\nx,\xE2\x82", 2, 3},
    };
    for (size_t i = 0; i < DC_COUNT_OF(row); i++) {
        struct fixture *f;
        setup((void **)&f);
        parse(f, row[i].text);
        assert_false(f->ok);
        expect_diag(f, 0, "not-utf8", row[i].line, row[i].column);
        teardown((void **)&f);
    }
    (void)state;
}

static void nul_bytes_and_utf16_are_refused(void **state)
{
    struct fixture *f = *state;
    static const char nul[] = "a,b\nx,1\0,2\n";
    static const char utf16[] = "\xFF\xFE"
                                "a\0,\0b\0\n\0";
    parse_bytes(f, nul, sizeof(nul) - 1);
    assert_false(f->ok);
    expect_diag(f, 0, "not-utf8", 2, 4);
    parse_bytes(f, utf16, sizeof(utf16) - 1);
    assert_false(f->ok);
    expect_diag(f, 1, "not-utf8", 1, 1);
    assert_int_equal(f->csv.n_rows, 0);
}

static void a_file_without_rows_lacks_its_header(void **state)
{
    static const char *const text[] = {"", "\xEF\xBB\xBF", "# only a comment\n", "\r\n ,,\n"};
    for (size_t i = 0; i < DC_COUNT_OF(text); i++) {
        struct fixture *f;
        setup((void **)&f);
        parse(f, text[i]);
        assert_false(f->ok);
        expect_diag(f, 0, "bad-header", 1, 1);
        teardown((void **)&f);
    }
    (void)state;
}

static void the_row_past_the_limit_is_named(void **state)
{
    struct fixture *f = *state;
    const char *text = "a,b\nx,1\n\ny,2\nz,3\nw,4\n";
    assert_false(
        dc_csv_parse("a.csv", text, strlen(text), ',', 2, &f->arena, f->diags, &f->csv));
    assert_int_equal(dc_diags_errors(f->diags), 1);
    expect_diag(f, 0, "too-large", 5, 1);
    assert_int_equal(f->csv.n_rows, 3);
    assert_true(
        dc_csv_parse("a.csv", text, strlen(text), ',', 4, &f->arena, f->diags, &f->csv));
}

static void too_many_columns_are_refused_without_losing_the_next_row(void **state)
{
    struct fixture *f = *state;
    char *text = malloc(20100);
    memcpy(text, "a,b\n", 4);
    memset(text + 4, ',', 20000);
    memcpy(text + 20004, "x\ny,1\n", 7);
    parse(f, text);
    free(text);
    assert_false(f->ok);
    expect_diag(f, 0, "bad-csv", 2, 1);
    expect_cell(f, f->csv.n_rows - 1, 1, "1", 3, 3, 1);
}

static void a_hundred_thousand_rows_are_read(void **state)
{
    struct fixture *f = *state;
    const size_t n = 100000;
    char *text = malloc(n * 80);
    size_t at = (size_t)sprintf(text, "parameter,value,unit,source\n");

    for (size_t i = 0; i < n; i++) {
        at +=
            (size_t)sprintf(text + at, "input.name_%zu,%zu.5,,\"a source, quoted\"\r\n", i, i);
    }
    parse_bytes(f, text, at);
    free(text);
    assert_true(f->ok);
    assert_int_equal(f->csv.n_rows, n + 1);
    expect_cell(f, n, 1, "99999.5", (uint32_t)n + 1, 18, 7);
}

static void a_file_comes_back_byte_for_byte(void **state)
{
    struct fixture *f = *state;
    char name[] = "/tmp/dealcycle-test-XXXXXX";
    const int fd = mkstemp(name);
    const char bytes[] = "a,b\r\nx,\0y";
    const char *text = NULL;
    size_t n = 0;

    assert_int_equal(write(fd, bytes, sizeof(bytes)), sizeof(bytes));
    assert_true(dc_csv_slurp(name, 1000, &f->arena, f->diags, &text, &n));
    assert_int_equal(n, sizeof(bytes));
    assert_memory_equal(text, bytes, n);
    assert_true(dc_csv_slurp(name, sizeof(bytes), &f->arena, f->diags, &text, &n));
    assert_false(dc_csv_slurp(name, sizeof(bytes) - 1, &f->arena, f->diags, &text, &n));
    expect_diag(f, 0, "too-large", 0, 0);
    close(fd);
    unlink(name);
}

static void folders_and_missing_files_are_told_apart(void **state)
{
    struct fixture *f = *state;
    const char *text;
    size_t n;

    assert_false(dc_csv_slurp("/tmp", 1000, &f->arena, f->diags, &text, &n));
    expect_diag(f, 0, "io", 0, 0);
    assert_string_equal(dc_diags_at(f->diags, 0)->text, "is a folder, not a file");
    assert_false(dc_csv_slurp("/tmp/no/such.csv", 1000, &f->arena, f->diags, &text, &n));
    assert_string_equal(dc_diags_at(f->diags, 1)->text,
                        "cannot be opened: No such file or directory");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(cells_know_their_line_column_and_width),
        CASE(blanks_around_a_cell_are_cut_and_not_in_its_span),
        CASE(the_opening_quote_is_the_start_of_a_quoted_cell),
        CASE(a_quoted_line_break_moves_the_lines_behind_it),
        CASE(every_kind_of_line_break_counts_once),
        CASE(a_byte_order_mark_is_no_column),
        CASE(comments_and_blank_rows_are_passed_over_but_counted),
        CASE(a_file_of_quoted_comments_keeps_its_rows),
        CASE(empty_cells_behind_the_header_are_dropped),
        CASE(the_header_tells_the_separator),
        CASE(a_tab_separated_row_may_begin_with_an_empty_cell),
        CASE(a_sep_line_is_no_row),
        CASE(a_file_without_a_last_line_break_loses_nothing),
        CASE(a_quote_out_of_place_is_located_and_reading_goes_on),
        CASE(a_quote_never_closed_is_shown_where_it_opens),
        CASE(text_behind_a_quote_lines_below_its_opening_names_both_places),
        CASE(what_is_not_utf8_is_located),
        CASE(nul_bytes_and_utf16_are_refused),
        CASE(a_file_without_rows_lacks_its_header),
        CASE(the_row_past_the_limit_is_named),
        CASE(too_many_columns_are_refused_without_losing_the_next_row),
        CASE(a_hundred_thousand_rows_are_read),
        CASE(a_file_comes_back_byte_for_byte),
        CASE(folders_and_missing_files_are_told_apart),
    };
    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
