/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_sweep.c - sweep files and grids to cases. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dealcycle/sweep.h"

struct fixture {
    struct dc_diags *diags;
    struct dc_sweep *sweep;
    enum dc_status status;
    char file[64];
};

static int setup(void **state)
{
    struct fixture *const f = calloc(1, sizeof *f);
    f->diags = dc_diags_new();
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *const f = *state;
    dc_sweep_free(f->sweep);
    dc_diags_free(f->diags);
    free(f);
    return 0;
}

static void read_text(struct fixture *f, const char *text)
{
    snprintf(f->file, sizeof f->file, "/tmp/dealcycle-sweep.XXXXXX");
    const int fd = mkstemp(f->file);
    const size_t n = strlen(text);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, n), (ssize_t)n);
    close(fd);
    f->status = dc_sweep_read(f->file, f->diags, &f->sweep);
    unlink(f->file);
}

static void read_grids(struct fixture *f, const char *const grid[], size_t n)
{
    f->status = dc_sweep_grid(grid, n, f->diags, &f->sweep);
}

static void expect_text(const char *what, const char *got, const char *expected)
{
    if (got == NULL || strcmp(got, expected) != 0) {
        fail_msg("%s is '%s', expected '%s'", what, got != NULL ? got : "(none)", expected);
    }
}

/* Expects exactly one error, with this code, line and column. */
static void expect_error(const struct fixture *f, const char *slug, uint32_t line,
                         uint32_t column)
{
    const struct dc_diag *const diag = dc_diags_at(f->diags, 0);
    if (f->status != DC_BAD_INPUT || f->sweep != NULL || dc_diags_errors(f->diags) != 1) {
        fail_msg("status %d, %zu errors, expected %d and 1", (int)f->status,
                 dc_diags_errors(f->diags), (int)DC_BAD_INPUT);
    }
    if (strcmp(diag->slug, slug) != 0 || diag->at.line != line || diag->at.column != column) {
        fail_msg("%s at %u:%u (%s), expected %s at %u:%u", diag->slug, diag->at.line,
                 diag->at.column, diag->text, slug, line, column);
    }
}

static void a_row_is_a_case_and_an_empty_cell_is_the_base(void **state)
{
    struct fixture *const f = *state;
    read_text(f, "name,segment.smb.leads,role.ae.ramp\n"
                 "few,37,\n"
                 "many,\"lognormal(median=110, p90=173)\",2.5\n");
    assert_int_equal(f->status, DC_OK);
    assert_int_equal(dc_sweep_n_cases(f->sweep), 2);
    assert_int_equal(dc_sweep_n_paths(f->sweep), 2);
    expect_text("path 1", dc_sweep_path(f->sweep, 1), "role.ae.ramp");
    expect_text("name 0", dc_sweep_name(f->sweep, 0), "few");
    assert_null(dc_sweep_value(f->sweep, 0, 1));
    assert_int_equal(dc_sweep_n_set(f->sweep, 0), 1);
    expect_text("set", dc_sweep_set(f->sweep, 0)[0], "segment.smb.leads=37");
    expect_text("set", dc_sweep_set(f->sweep, 1)[0],
                "segment.smb.leads=lognormal(median=110, p90=173)");
}

static void a_value_knows_its_cell(void **state)
{
    struct fixture *const f = *state;
    read_text(f, "role.ae.ramp,name\n\n3.25,slow\n");
    assert_int_equal(f->status, DC_OK);
    const struct dc_span at = dc_sweep_set_at(f->sweep, 0)[0];
    expect_text("file", at.file, f->file);
    assert_int_equal(at.line, 3);
    assert_int_equal(at.column, 1);
}

static void a_file_without_a_name_column_is_refused(void **state)
{
    read_text(*state, "case,role.ae.ramp\na,3\n");
    expect_error(*state, "bad-header", 1, 1);
}

static void a_file_that_varies_nothing_is_refused(void **state)
{
    read_text(*state, "name\na\n");
    expect_error(*state, "bad-header", 1, 1);
}

static void a_column_twice_is_refused(void **state)
{
    read_text(*state, "name,role.ae.ramp,role.ae.ramp\na,3,4\n");
    expect_error(*state, "bad-header", 1, 19);
}

static void a_file_without_a_case_is_refused(void **state)
{
    read_text(*state, "name,role.ae.ramp\n");
    expect_error(*state, "bad-case", 1, 1);
}

static void a_name_that_leaves_the_folder_is_refused(void **state)
{
    read_text(*state, "name,role.ae.ramp\nok,3\n../up,4\n");
    expect_error(*state, "bad-case", 3, 1);
}

static void two_cases_of_one_name_are_refused_with_both_places(void **state)
{
    struct fixture *const f = *state;
    read_text(f, "role.ae.ramp,name\n3,b\n4,a\n5,b\n");
    expect_error(f, "duplicate", 4, 3);
    assert_int_equal(dc_diags_at(f->diags, 0)->also.line, 2);
}

static void a_row_without_a_name_is_refused(void **state)
{
    read_text(*state, "role.ae.ramp,name\n3,b\n4\n");
    expect_error(*state, "bad-case", 3, 1);
}

static void a_cell_without_a_column_is_refused(void **state)
{
    read_text(*state, "name,role.ae.ramp\na,3,17\n");
    expect_error(*state, "bad-csv", 2, 5);
}

static void names_are_those_of_folders(void **state)
{
    (void)state;
    char long_name[82];
    memset(long_name, 'x', 81);
    long_name[81] = '\0';
    const char *const bad[] = {"",          ".",     "..",       "a/b",    "a b",
                               "batch.csv", "plots", "\xc3\xa4", long_name};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (dc_sweep_is_name(bad[i])) {
            fail_msg("'%s' passes for a name", bad[i]);
        }
    }
    assert_true(dc_sweep_is_name("a-1_b.C"));
    assert_true(dc_sweep_is_name(long_name + 1));
}

static void grids_multiply_and_the_last_runs_fastest(void **state)
{
    struct fixture *const f = *state;
    const char *const grid[] = {"a.x=1,2", "b=pert(min=1, mode=2, max=3),7,9"};
    const char *const expected[][2] = {
        {"1", "pert(min=1, mode=2, max=3)"}, {"1", "7"}, {"1", "9"},
        {"2", "pert(min=1, mode=2, max=3)"}, {"2", "7"}, {"2", "9"},
    };
    read_grids(f, grid, 2);
    assert_int_equal(f->status, DC_OK);
    assert_int_equal(dc_sweep_n_cases(f->sweep), 6);
    expect_text("name 5", dc_sweep_name(f->sweep, 5), "grid-0006");
    for (size_t i = 0; i < 6; i++) {
        expect_text("a.x", dc_sweep_value(f->sweep, i, 0), expected[i][0]);
        expect_text("b", dc_sweep_value(f->sweep, i, 1), expected[i][1]);
    }
    expect_text("set", dc_sweep_set(f->sweep, 4)[1], "b=7");
}

static void grids_that_cannot_be_read_are_all_said(void **state)
{
    struct fixture *const f = *state;
    const char *const grid[] = {"a.x", "=3", "b=1,,2", "c=4", "c=5"};
    read_grids(f, grid, 5);
    assert_int_equal(f->status, DC_BAD_INPUT);
    assert_null(f->sweep);
    assert_int_equal(dc_diags_errors(f->diags), 4);
}

static void grids_of_too_many_cases_are_refused(void **state)
{
    char text[1500] = "a=0";
    for (int i = 1; i < 350; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), ",%d", i);
    }
    char other[1500];
    snprintf(other, sizeof other, "b%s", text + 1);
    const char *const grid[] = {text, other};
    read_grids(*state, grid, 2);
    expect_error(*state, "usage", 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        CASE(a_row_is_a_case_and_an_empty_cell_is_the_base),
        CASE(a_value_knows_its_cell),
        CASE(a_file_without_a_name_column_is_refused),
        CASE(a_file_that_varies_nothing_is_refused),
        CASE(a_column_twice_is_refused),
        CASE(a_file_without_a_case_is_refused),
        CASE(a_name_that_leaves_the_folder_is_refused),
        CASE(two_cases_of_one_name_are_refused_with_both_places),
        CASE(a_row_without_a_name_is_refused),
        CASE(a_cell_without_a_column_is_refused),
        CASE(names_are_those_of_folders),
        CASE(grids_multiply_and_the_last_runs_fastest),
        CASE(grids_that_cannot_be_read_are_all_said),
        CASE(grids_of_too_many_cases_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
