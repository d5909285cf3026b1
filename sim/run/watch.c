/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/watch.c - one replication of one team, told event by event. */
#include "base/diag.h"
#include "dealcycle/run.h"
#include "path/path.h"

static enum dc_status watch(struct dc_path *path, uint32_t i_team, uint64_t replication,
                            const struct dc_observer *observer)
{
    const struct dc_record *record;
    const enum dc_status status = dc_path_begin(path, replication);
    return status != DC_OK ? status : dc_path_run(path, i_team, observer, &record);
}

enum dc_status dc_run_watch(const struct dc_model *model, uint32_t i_team, uint64_t replication,
                            const struct dc_observer *observer, struct dc_diags *diags)
{
    struct dc_path *const path = dc_path_new(model);
    const enum dc_status status =
        path == NULL ? DC_FAILED : watch(path, i_team, replication, observer);
    const char *const trouble = path == NULL ? NULL : dc_path_trouble(path);
    if (status != DC_OK) {
        dc_report(diags, trouble == NULL ? DC_NO_MEMORY : DC_TOO_LARGE, dc_nowhere, NULL, "%s",
                  trouble == NULL ? "memory ran out" : trouble);
    }
    dc_path_free(path);
    return status;
}
