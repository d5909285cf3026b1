/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_warm.c - replications take no memory once they are warm. Linked with
 * --wrap=malloc,calloc,realloc. */
#include "path/path.h"
#include "tests/support/runs.h"
#include "tests/support/scarce.h"

static void replicate(struct dc_path *path, struct dc_tally *const tally[2], uint64_t r)
{
    const struct dc_record *record;
    assert_int_equal(dc_path_begin(path, r), DC_OK);
    for (uint32_t t = 0; t < 2; t++) {
        assert_int_equal(dc_path_run(path, t, NULL, &record), DC_OK);
        assert_true(dc_tally_add(tally[t], r, record));
    }
}

/* Replications 0 to 1,000 may grow the path's memory to its largest size; a few after them may
 * still be larger than any before, by chance, and those say so. */
static void replications_1001_to_2000_take_only_what_a_larger_one_needs(void **state)
{
    (void)state;
    struct dc_model *const model = runs_model(3);
    struct dc_tally *const tally[2] = {dc_tally_new(model, 0, 2000),
                                       dc_tally_new(model, 1, 2000)};
    struct dc_path *const path = dc_path_new(model);
    for (uint64_t r = 0; r <= 1000; r++) {
        replicate(path, tally, r);
    }
    const unsigned n_before = scarce_asked();
    const uint64_t grown = dc_path_allocations(path);
    for (uint64_t r = 1001; r < 2000; r++) {
        replicate(path, tally, r);
    }
    const unsigned n_taken = scarce_asked() - n_before;
    print_message("taken: %u, growth of the path: %lu\n", n_taken,
                  (unsigned long)(dc_path_allocations(path) - grown));
    assert_int_equal(n_taken, dc_path_allocations(path) - grown);
    assert_true(n_taken <= 2);
    dc_path_free(path);
    dc_tally_free(tally[0]);
    dc_tally_free(tally[1]);
    dc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replications_1001_to_2000_take_only_what_a_larger_one_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
