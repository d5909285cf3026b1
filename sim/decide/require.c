/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/require.c - judging a condition.
 *
 * TEAM is a team's name; in a comparison of scenarios it is judged in every scenario that has
 * it, or with SCENARIO/TEAM in that one. A value that is missing does not meet anything. */
#include "decide/require.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "decide/words.h"

struct judging {
    const struct dc_condition *condition;
    const char *text; /* as given */
    char metric[128], part[128];
    size_t n_teams; /* judged */
    bool is_met;
    char *said;
    size_t size;
};

static enum dc_status refuse(struct dc_diags *diags, const char *condition, const char *why)
{
    const struct dc_span at = {.file = "--require"};
    dc_report(diags, DC_USAGE, at, NULL, "'%s' %s", condition, why);
    return DC_BAD_INPUT;
}

static void copy(struct dc_text from, char to[128])
{
    snprintf(to, 128, "%.*s", (int)(from.n < 127 ? from.n : 127), from.at);
}

static bool is_meant(struct dc_text team, const struct dc_model *model, uint32_t i_team)
{
    const char *const name = dc_model_team(model, i_team);
    const char *const scenario = dc_model_name(model);
    const size_t n_scenario = strlen(scenario);
    if (dc_text_equals(team, name)) {
        return true;
    }
    return team.n == n_scenario + 1 + strlen(name) &&
           memcmp(team.at, scenario, n_scenario) == 0 && team.at[n_scenario] == '/' &&
           memcmp(team.at + n_scenario + 1, name, strlen(name)) == 0;
}

/* The row of the metric, of a segment, or of a role; UINT32_MAX: none. A name that is both a
 * segment and a role means the segment. */
static uint32_t row_find(const struct dc_tally *tally, const char *metric, const char *part)
{
    if (part[0] == '\0') {
        return dc_tally_find(tally, metric, NULL, NULL, -1);
    }
    const uint32_t i_row = dc_tally_find(tally, metric, part, NULL, -1);
    return i_row != UINT32_MAX ? i_row : dc_tally_find(tally, metric, NULL, part, -1);
}

static void say(struct judging *j, const char *scenario, const char *found)
{
    const size_t n = strlen(j->said);
    if (n < j->size) {
        snprintf(j->said + n, j->size - n, "%s%s%s%s", n > 0 ? "; " : "", scenario,
                 scenario[0] != '\0' ? ": " : "", found);
    }
}

static enum dc_status team_judge(struct judging *j, const struct dc_tally *tally,
                                 const char *scenario)
{
    char words[DC_WORDS_SIZE];
    bool has = false;
    double x = 0.0;
    const uint32_t i_row = row_find(tally, j->metric, j->part);
    enum dc_status status = DC_OK;
    if (i_row != UINT32_MAX) {
        status = dc_statistic_of(tally, i_row, j->condition->statistic, &has, &x);
    }
    if (status != DC_OK) {
        return status;
    }
    j->n_teams++;
    j->is_met =
        j->is_met && has && dc_relation_holds(j->condition->relation, x, j->condition->value);
    if (has && j->condition->statistic == DC_STAT_N) {
        dc_words_fixed(x, 0, words);
    } else if (has) {
        dc_words_quantity(x, dc_tally_row(tally, i_row)->unit, words);
    }
    say(j, scenario, has ? words : "no value");
    return DC_OK;
}

/* Every team that is meant. */
static enum dc_status results_judge(struct judging *j, const struct dc_results *results)
{
    const struct dc_plan *const plan = dc_results_plan(results);
    const size_t n_cases = dc_plan_n_cases(plan);
    enum dc_status status = DC_OK;
    for (size_t i = 0; i < n_cases; i++) {
        const struct dc_model *const model = dc_plan_model(plan, i);
        for (uint32_t t = 0; t < dc_model_n_teams(model) && status == DC_OK; t++) {
            const struct dc_tally *const tally = dc_results_tally(results, i, t);
            if (tally != NULL && is_meant(j->condition->team, model, t)) {
                status = team_judge(j, tally, n_cases > 1 ? dc_model_name(model) : "");
            }
        }
    }
    return status;
}

/* Whether any team has such a row at all: else the condition is a mistake, not a failure. */
static bool row_exists(const struct judging *j, const struct dc_results *results)
{
    const struct dc_plan *const plan = dc_results_plan(results);
    for (size_t i = 0; i < dc_plan_n_cases(plan); i++) {
        for (uint32_t t = 0; t < dc_model_n_teams(dc_plan_model(plan, i)); t++) {
            const struct dc_tally *const tally = dc_results_tally(results, i, t);
            if (tally != NULL && row_find(tally, j->metric, j->part) != UINT32_MAX) {
                return true;
            }
        }
    }
    return false;
}

static enum dc_status condition_read(const char *condition, struct dc_diags *diags,
                                     struct dc_condition *out, char metric[128])
{
    const char *const wrong = dc_condition_parse(condition, out);
    if (wrong != NULL) {
        return refuse(diags, condition, wrong);
    }
    copy(out->metric, metric);
    return dc_metric_find(metric) != NULL
               ? DC_OK
               : refuse(diags, condition, "names no metric (see: help metrics)");
}

enum dc_status dc_require_check(const char *condition, struct dc_diags *diags)
{
    struct dc_condition parsed;
    char metric[128];
    return condition_read(condition, diags, &parsed, metric);
}

/* What a plan has of what a condition names. */
struct named {
    bool team, row, ok;
};

static void team_look(struct named *named, const struct judging *j,
                      const struct dc_model *model, uint32_t i_team)
{
    struct dc_tally *const tally = dc_tally_new(model, i_team, 1); /* for its rows only */
    named->ok = named->ok && tally != NULL;
    named->team = named->team || is_meant(j->condition->team, model, i_team);
    named->row =
        named->row || (tally != NULL && row_find(tally, j->metric, j->part) != UINT32_MAX);
    dc_tally_free(tally);
}

enum dc_status dc_require_plan(const struct dc_plan *plan, const char *condition,
                               struct dc_diags *diags)
{
    struct dc_condition parsed;
    struct judging j = {.condition = &parsed, .text = condition};
    struct named named = {.ok = true};
    if (condition_read(condition, diags, &parsed, j.metric) != DC_OK) {
        return DC_BAD_INPUT;
    }
    copy(parsed.part, j.part);
    for (size_t i = 0; i < dc_plan_n_cases(plan); i++) {
        const struct dc_model *const model = dc_plan_model(plan, i);
        for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
            team_look(&named, &j, model, t);
        }
    }
    if (!named.ok) {
        dc_report(diags, DC_NO_MEMORY, dc_nowhere, NULL, "memory ran out while judging");
        return DC_FAILED;
    }
    if (!named.team) {
        return refuse(diags, condition, "names a team that is not simulated");
    }
    return named.row || dc_metric_find(j.metric)->needs_target
               ? DC_OK
               : refuse(diags, condition,
                        "asks for a segment, role or stage without such a row");
}

enum dc_status dc_require(const struct dc_results *results, const char *condition,
                          struct dc_diags *diags, char *text_out, size_t size)
{
    struct dc_condition parsed;
    char found[512] = "";
    struct judging j = {.condition = &parsed,
                        .text = condition,
                        .is_met = true,
                        .said = found,
                        .size = sizeof found};
    if (condition_read(condition, diags, &parsed, j.metric) != DC_OK) {
        return DC_BAD_INPUT;
    }
    copy(parsed.part, j.part);
    if (!dc_metric_find(j.metric)->needs_target && !row_exists(&j, results)) {
        return refuse(diags, condition, "asks for a segment, role or stage without such a row");
    }
    if (results_judge(&j, results) != DC_OK) {
        dc_report(diags, DC_NO_MEMORY, dc_nowhere, NULL, "memory ran out while judging");
        return DC_FAILED;
    }
    if (j.n_teams == 0) {
        return refuse(diags, condition, "names a team that is not simulated");
    }
    snprintf(text_out, size, "%s: %s (found: %s)", condition, j.is_met ? "met" : "NOT met",
             found);
    return j.is_met ? DC_OK : DC_NOT_MET;
}
