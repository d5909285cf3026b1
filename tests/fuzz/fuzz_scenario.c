/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/fuzz_scenario.c - any bytes as a scenario: a model, or diagnostics that say why
 * there is none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dealcycle.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void row_see(void *self, const struct dc_resolved_row *row)
{
    (void)self;
    require(row->path != NULL && row->value != NULL, "a row lacks a text");
}

static void model_try(const char *text, size_t n)
{
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;
    const enum dc_status status = dc_model_parse("fuzz.csv", text, n, NULL, diags, &model);

    require((status == DC_OK) == (model != NULL), "status and model disagree");
    require((status == DC_OK) == (dc_diags_errors(diags) == 0), "status and errors disagree");
    diags_check(diags);
    if (model != NULL) {
        dc_model_each(model, DC_EACH_ROW, row_see, NULL);
        dc_model_each(model, DC_EACH_USE, row_see, NULL);
    }
    dc_model_free(model);
    dc_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    model_try((const char *)data, n);
    return 0;
}
