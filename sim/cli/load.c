/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/load.c - a scenario under a command line. */
#include "cli/load.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum dc_status dc_load(const struct dc_args *args, const char *file, const char *const more[],
                       size_t n_more, struct dc_diags *diags, struct dc_model **out)
{
    const struct dc_given *const set = &args->opt[DC_OPT_SET];
    const char **const text = calloc(set->n_list + n_more + 1, sizeof *text);
    struct dc_overlay overlay = { .set = text,
                                  .teams = args->opt[DC_OPT_TEAMS].text,
                                  .allow_outside = args->opt[DC_OPT_ALLOW_OUTSIDE].given };
    char seed[48];

    *out = NULL;
    if (text == NULL) {
        return DC_FAILED;
    }
    for (size_t i = 0; i < set->n_list; i++) {
        text[overlay.n_set++] = set->list[i];
    }
    if (args->opt[DC_OPT_SEED].given) {
        snprintf(seed, sizeof seed, "scenario.seed=%" PRIu64, args->opt[DC_OPT_SEED].count);
        text[overlay.n_set++] = seed;
    }
    for (size_t i = 0; i < n_more; i++) {
        text[overlay.n_set++] = more[i];
    }
    const enum dc_status status = dc_model_load(file, &overlay, diags, out);
    free(text);
    return status;
}
