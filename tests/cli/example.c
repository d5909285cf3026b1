/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/cli/example.c - the library from a program of one's own: mean contribution by team. */
#include <dealcycle.h>
#include <stdio.h>

static void print_diags(struct dc_diags *diags)
{
    char line[1024];
    const struct dc_diag *diag;

    for (size_t i = 0; (diag = dc_diags_at(diags, i)) != NULL; i++) {
        dc_diag_write(diag, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

int main(int argc, char **argv)
{
    struct dc_diags *const diags = dc_diags_new();
    struct dc_plan *const plan = dc_plan_new();
    const struct dc_run_options options = {.threads = 2};
    struct dc_model *model = NULL;
    struct dc_results *results = NULL;
    struct dc_stats stats;
    enum dc_status status =
        argc == 2 ? dc_model_load(argv[1], NULL, diags, &model) : DC_BAD_INPUT;

    if (status == DC_OK) {
        status = dc_plan_add(plan, "example", model, dc_model_replications(model));
    }
    if (status == DC_OK) {
        status = dc_run(plan, &options, diags, &results);
    }
    for (uint32_t t = 0; status == DC_OK && t < dc_model_n_teams(model); t++) {
        const struct dc_tally *const tally = dc_results_tally(results, 0, t);
        const uint32_t row = dc_tally_find(tally, "contribution", NULL, NULL, -1);
        status = dc_tally_stats(tally, row, &stats);
        printf("%s %.17g\n", dc_model_team(model, t), stats.mean);
    }
    print_diags(diags);
    dc_results_free(results);
    dc_plan_free(plan);
    dc_model_free(model);
    dc_diags_free(diags);
    return (int)status;
}
