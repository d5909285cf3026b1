/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/bench/engine.c - the engine alone: replications of every team of a scenario on one
 * core, without tallies or files. usage: engine SCENARIO REPLICATIONS [events]
 * With `events` every run goes through the event loop, also where a shorter way applies.
 * Prints deals, stage tasks, processor seconds and the way that was gone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "path/path.h"
#include "scenario/model.h"

struct count {
    double deals, tasks;
};

static bool run_all(struct dc_path *path, const struct dc_model *model, uint64_t n,
                    struct count *c)
{
    for (uint64_t r = 0; r < n; r++) {
        if (dc_path_begin(path, r) != DC_OK) {
            return false;
        }
        for (uint32_t t = 0; t < model->n_teams; t++) {
            const struct dc_record *record = NULL;
            if (dc_path_run(path, t, NULL, &record) != DC_OK) {
                return false;
            }
            for (uint32_t m = 0; m < record->n_months; m++) {
                c->deals += (double)record->month[m].n_leads;
            }
            for (uint32_t k = 0; k < record->n_stages; k++) {
                c->tasks += (double)record->stage[k].n_starts;
            }
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    struct count c = {0.0, 0.0};
    struct dc_diags *diags = dc_diags_new();
    struct dc_model *model = NULL;
    if (argc < 3 || dc_model_load(argv[1], NULL, diags, &model) != DC_OK) {
        fprintf(stderr, "engine: cannot read %s\n", argc > 1 ? argv[1] : "nothing");
        return 2;
    }
    struct dc_path *path = dc_path_new(model);
    if (argc > 3 && strcmp(argv[3], "events") == 0) {
        dc_path_go_by_events(path);
    }
    const clock_t start = clock();
    const bool ok = run_all(path, model, strtoull(argv[2], NULL, 10), &c);
    const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    printf("deals %.0f tasks %.0f seconds %.4f express %d\n", c.deals, c.tasks, seconds,
           dc_path_is_express(path));
    dc_path_free(path);
    dc_model_free(model);
    dc_diags_free(diags);
    return ok ? 0 : 1;
}
