/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/asked.c - a finding's contenders on any metric. */
#include "decide/finding.h"

#include <string.h>

enum dc_status dc_finding_difference(const struct dc_finding *finding, uint32_t a, uint32_t b,
                                     const char *metric, struct dc_difference *out)
{
    const struct dc_contender both[2] = {finding->contender[a], finding->contender[b]};
    struct dc_arena arena = {0};
    struct dc_panel panel;
    const bool ok = dc_panel_read(both, 2, metric, &arena, &panel);
    if (ok) {
        *out = dc_panel_difference(&panel, 0, 1);
        out->a = a;
        out->b = b;
    }
    dc_arena_free(&arena);
    return ok ? DC_OK : DC_FAILED;
}

enum dc_status dc_finding_pairs(const struct dc_finding *finding, const char *metric,
                                struct dc_difference *out)
{
    struct dc_arena arena = {0};
    struct dc_panel panel;
    const bool ok = dc_panel_read(finding->contender, finding->n, metric, &arena, &panel);
    for (uint32_t a = 0; ok && a < finding->n; a++) {
        for (uint32_t b = a + 1; b < finding->n; b++) {
            *out++ = dc_panel_difference(&panel, a, b);
        }
    }
    dc_arena_free(&arena);
    return ok ? DC_OK : DC_FAILED;
}

enum dc_status dc_finding_standings(const struct dc_finding *finding, const char *metric,
                                    struct dc_standing *out)
{
    struct dc_arena arena = {0};
    struct dc_panel panel;
    const bool ok = dc_panel_read(finding->contender, finding->n, metric, &arena, &panel);
    if (ok) {
        dc_panel_standings(&panel, out);
    }
    dc_arena_free(&arena);
    return ok ? DC_OK : DC_FAILED;
}

enum dc_status dc_finding_dominance(const struct dc_finding *finding, uint32_t a, uint32_t b,
                                    enum dc_dominance *out)
{
    struct dc_arena arena = {0};
    const bool ok = dc_panel_dominance(&finding->panel, a, b, &arena, out);
    dc_arena_free(&arena);
    return ok ? DC_OK : DC_FAILED;
}
