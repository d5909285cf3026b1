/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_model_memory.c - memory that runs out at any moment of loading a model:
 * linked with --wrap=malloc,calloc,realloc. */
#include "tests/support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dealcycle.h"
#include "tests/support/scarce.h"

/* Loads with the i-th allocation refused, and all after it; true if it needed fewer. */
static bool load(const char *file, const struct dc_overlay *overlay, long i)
{
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;

    scarce_from(i);
    const enum dc_status status = dc_model_load(file, overlay, diags, &model);
    scarce_end();
    if ((status == DC_OK) != (model != NULL)) {
        fail_msg("%s, allocation %ld: status %d", file, i, status);
    }
    if (status != DC_OK && dc_diags_errors(diags) == 0) {
        fail_msg("%s, allocation %ld: no word of it", file, i);
    }
    dc_model_free(model);
    dc_diags_free(diags);
    return status == DC_OK;
}

static void expect_told(const char *file, const struct dc_overlay *overlay, long fewest)
{
    long i = 1;

    while (i < 500 && !load(file, overlay, i)) {
        i++;
    }
    if (i < fewest || i == 500) {
        fail_msg("%s: %ld allocations were refused in turn", file, i - 1);
    }
}

static void loading_ends_with_an_error_whenever_memory_runs_out(void **state)
{
    const char *const set[] = {"segment.commercial.leads=0.5*$market",
                               "stage.closing.delay=mixture(0.5*gamma(mean=$market, sd=3) + "
                               "0.5*discrete(1:2, 3:$market))"};
    const struct dc_overlay overlay = {.set = set, .n_set = 2, .teams = "inside,hybrid"};
    (void)state;
    expect_told("tests/bench/r2.csv", NULL, 8);
    expect_told("tests/bench/r2.csv", &overlay, 8);
    expect_told("scenarios/quickstart.csv", NULL, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_ends_with_an_error_whenever_memory_runs_out),
    };
    return cmocka_run_group_tests_name("memory of models", tests, NULL, NULL);
}
