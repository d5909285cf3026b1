/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/finding.c - from results to a finding: who is compared, ranked and told. */
#include "decide/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

static enum dc_status no_memory(struct dc_diags *diags)
{
    dc_report(diags, DC_NO_MEMORY, dc_nowhere, NULL, "memory ran out while comparing");
    return DC_FAILED;
}

void dc_finding_free(struct dc_finding *finding)
{
    if (finding != NULL) {
        dc_arena_free(&finding->arena);
        free(finding);
    }
}

/* The unit as the first contender's row shows it, with the currency in. */
static const char *unit_of(const struct dc_finding *finding, const char *name)
{
    for (uint32_t i = 0; i < finding->n; i++) {
        const struct dc_tally *const tally = finding->contender[i].tally;
        const uint32_t i_row = dc_tally_find(tally, name, NULL, NULL, -1);
        if (i_row != UINT32_MAX) {
            return dc_tally_row(tally, i_row)->unit;
        }
    }
    return NULL;
}

static bool contenders_copy(struct dc_finding *finding, const struct dc_contender *contender,
                            uint32_t n)
{
    struct dc_contender *const copy = dc_arena_zero(&finding->arena, n, sizeof *copy);
    if (copy == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        copy[i] = contender[i];
        copy[i].label =
            dc_arena_text(&finding->arena, contender[i].label, strlen(contender[i].label));
        if (copy[i].label == NULL) {
            return false;
        }
    }
    finding->contender = copy;
    finding->n = n;
    return true;
}

static bool finding_fill(struct dc_finding *finding)
{
    finding->standing = dc_arena_zero(&finding->arena, finding->n, sizeof *finding->standing);
    if (finding->standing == NULL ||
        !dc_panel_read(finding->contender, finding->n, finding->name, &finding->arena,
                       &finding->panel)) {
        return false;
    }
    dc_panel_standings(&finding->panel, finding->standing);
    dc_panel_rank(&finding->panel, finding->standing);
    dc_selected_rank(finding);
    return dc_verdict_write(finding);
}

enum dc_status dc_decide_among(const struct dc_contender *contender, uint32_t n,
                               const char *metric, struct dc_diags *diags,
                               struct dc_finding **out)
{
    const char *const asked = metric == NULL ? "contribution" : metric;
    struct dc_finding *const finding = calloc(1, sizeof *finding);
    *out = NULL;
    if (finding == NULL || !contenders_copy(finding, contender, n)) {
        dc_finding_free(finding);
        return no_memory(diags);
    }
    finding->metric = dc_metric_find(asked);
    finding->unit = unit_of(finding, asked);
    if (finding->metric == NULL || finding->unit == NULL) {
        dc_report(diags, DC_USAGE, dc_nowhere, NULL,
                  finding->metric == NULL ? "no metric is called '%s' (see: help metrics)"
                                          : "no team has a total of the metric '%s'",
                  asked);
        dc_finding_free(finding);
        return DC_BAD_INPUT;
    }
    finding->name = dc_arena_text(&finding->arena, asked, strlen(asked));
    if (finding->name == NULL || !finding_fill(finding)) {
        dc_finding_free(finding);
        return no_memory(diags);
    }
    *out = finding;
    return DC_OK;
}

enum dc_status dc_decide_check(const struct dc_plan *plan, const char *metric,
                               struct dc_diags *diags)
{
    const struct dc_span at = {.file = "--metric"};
    for (size_t i = 0; i < dc_plan_n_cases(plan); i++) {
        const struct dc_model *const model = dc_plan_model(plan, i);
        for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
            struct dc_tally *const tally = dc_tally_new(model, t, 1); /* for its rows only */
            if (tally == NULL) {
                return no_memory(diags);
            }
            const bool has = dc_tally_find(tally, metric, NULL, NULL, -1) != UINT32_MAX;
            dc_tally_free(tally);
            if (has) {
                return DC_OK;
            }
        }
    }
    dc_report(diags, DC_USAGE, at, NULL, "no team has a total of '%s'%s", metric,
              strcmp(metric, "target_hit") == 0 || strcmp(metric, "shortfall") == 0
                  ? ": there is no scenario.target"
                  : "");
    return DC_BAD_INPUT;
}

static uint32_t contenders_count(const struct dc_results *results, size_t first, size_t n_cases)
{
    uint32_t n = 0;
    for (size_t i = first; i < first + n_cases; i++) {
        n += dc_model_n_teams(dc_plan_model(dc_results_plan(results), i));
    }
    return n;
}

/* What a person calls it: the label, with the scenario's name where there are several. */
static const char *label_of(const struct dc_contender *c, const struct dc_model *model,
                            bool is_one_case, struct dc_arena *arena)
{
    const char *const label = dc_model_team_label(model, c->i_team);
    return is_one_case ? label : dc_arena_printf(arena, "%s in %s", label, c->scenario);
}

/* The contenders of some cases into `to`; those without a tally are passed over. SIZE_MAX:
 * memory. */
static size_t contenders_list(const struct dc_results *results, size_t first, size_t n_cases,
                              struct dc_arena *arena, struct dc_contender *to)
{
    size_t n = 0;
    for (size_t i = first; i < first + n_cases; i++) {
        const struct dc_model *const model = dc_plan_model(dc_results_plan(results), i);
        for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
            struct dc_contender c = {.i_case = i,
                                     .i_team = t,
                                     .scenario = dc_model_name(model),
                                     .team = dc_model_team(model, t),
                                     .tally = dc_results_tally(results, i, t)};
            c.label = label_of(&c, model, n_cases == 1, arena);
            if (c.label == NULL) {
                return SIZE_MAX;
            }
            c.has_selection = dc_results_selection(results, i, t, &c.selection);
            if (c.tally != NULL) {
                to[n++] = c;
            }
        }
    }
    return n;
}

enum dc_status dc_decide_cases(const struct dc_results *results, size_t first, size_t n_cases,
                               const char *metric, struct dc_diags *diags,
                               struct dc_finding **out)
{
    struct dc_arena arena = {0};
    const uint32_t room = contenders_count(results, first, n_cases);
    struct dc_contender *const list = dc_arena_zero(&arena, room, sizeof *list);
    *out = NULL;
    const size_t n =
        list == NULL ? SIZE_MAX : contenders_list(results, first, n_cases, &arena, list);
    const enum dc_status status = n == SIZE_MAX
                                      ? no_memory(diags)
                                      : dc_decide_among(list, (uint32_t)n, metric, diags, out);
    dc_arena_free(&arena);
    return status;
}

enum dc_status dc_decide(const struct dc_results *results, const char *metric,
                         struct dc_diags *diags, struct dc_finding **out)
{
    return dc_decide_cases(results, 0, dc_plan_n_cases(dc_results_plan(results)), metric, diags,
                           out);
}

const char *dc_finding_metric(const struct dc_finding *finding)
{
    return finding->name;
}

uint32_t dc_finding_n(const struct dc_finding *finding)
{
    return finding->n;
}

const struct dc_contender *dc_finding_contender(const struct dc_finding *finding, uint32_t i)
{
    return i < finding->n ? &finding->contender[i] : NULL;
}

const struct dc_standing *dc_finding_standing(const struct dc_finding *finding, uint32_t rank)
{
    return rank < finding->n ? &finding->standing[rank] : NULL;
}

uint32_t dc_finding_find(const struct dc_finding *finding, size_t i_case, uint32_t i_team)
{
    for (uint32_t i = 0; i < finding->n; i++) {
        if (finding->contender[i].i_case == i_case && finding->contender[i].i_team == i_team) {
            return i;
        }
    }
    return UINT32_MAX;
}

const char *dc_finding_sentence(const struct dc_finding *finding, size_t i)
{
    return i < finding->n_sentences ? finding->sentence[i] : NULL;
}
