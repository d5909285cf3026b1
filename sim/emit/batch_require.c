/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_require.c - judging a condition by the summary of a folder that is whole. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "decide/require.h"
#include "decide/words.h"
#include "emit/batch.h"
#include "emit/fs.h"
#include "emit/html.h"

struct judging {
    const struct dc_table *summary;
    const struct dc_condition *condition;
    bool is_met;
    char *said; /* [size] what was found */
    size_t size;
};

static bool is_cell(const struct judging *j, size_t i, const char *column, const char *text)
{
    return strcmp(dc_table_cell(j->summary, i, column), text) == 0;
}

/* TEAM, or SCENARIO/TEAM. */
static bool is_meant(const struct judging *j, size_t i)
{
    const struct dc_text team = j->condition->team;
    const char *const own = dc_table_cell(j->summary, i, "team");
    const char *const scenario = dc_table_cell(j->summary, i, "scenario");
    const size_t n = strlen(scenario);

    return dc_text_equals(team, own) ||
           (team.n == n + 1 + strlen(own) && memcmp(team.at, scenario, n) == 0 &&
            team.at[n] == '/' && memcmp(team.at + n + 1, own, strlen(own)) == 0);
}

/* var95 and cvar95 are rows of their own. */
static bool is_tail(enum dc_statistic statistic)
{
    return statistic == DC_STAT_VAR95 || statistic == DC_STAT_CVAR95;
}

static bool is_metric(const struct judging *j, size_t i)
{
    const struct dc_condition *const c = j->condition;
    const char *const own = dc_table_cell(j->summary, i, "metric");

    if (!is_tail(c->statistic)) {
        return dc_text_equals(c->metric, own);
    }
    return strlen(own) > c->metric.n && memcmp(own, c->metric.at, c->metric.n) == 0 &&
           own[c->metric.n] == '.' &&
           strcmp(own + c->metric.n + 1, dc_statistic_name[c->statistic]) == 0;
}

/* The row of a team's total, or of its segment or role; a name that is both means the segment.
 * false: none. */
static bool row_find(const struct judging *j, const char *team, size_t *out)
{
    const struct dc_text part = j->condition->part;
    bool found = false;

    for (size_t i = 0; i < dc_table_n(j->summary); i++) {
        if (!is_cell(j, i, "team", team) || !is_metric(j, i)) {
            continue;
        }
        const bool is_all = is_cell(j, i, "segment", "all") && is_cell(j, i, "role", "all");
        const bool is_segment = dc_text_equals(part, dc_table_cell(j->summary, i, "segment"));
        const bool is_role = dc_text_equals(part, dc_table_cell(j->summary, i, "role"));
        if ((part.n == 0 && is_all) || (part.n > 0 && is_segment)) {
            *out = i;
            return true;
        }
        if (part.n > 0 && is_role && !found) {
            *out = i;
            found = true;
        }
    }
    return found;
}

static void team_judge(struct judging *j, const char *team)
{
    const struct dc_condition *const c = j->condition;
    const char *const column = is_tail(c->statistic) ? "mean" : dc_statistic_name[c->statistic];
    char words[DC_WORDS_SIZE] = "no value";
    double x = 0.0;
    size_t i = 0;
    const bool has = row_find(j, team, &i) && dc_table_number(j->summary, i, column, &x);

    j->is_met = j->is_met && has && dc_relation_holds(c->relation, x, c->value);
    if (has && c->statistic == DC_STAT_N) {
        dc_words_fixed(x, 0, words);
    } else if (has) {
        dc_words_quantity(x, dc_table_cell(j->summary, i, "unit"), words);
    }
    snprintf(j->said, j->size, "%s", words);
}

/* A case is one scenario, so the condition means one team of it at most. */
static void table_judge(struct judging *j)
{
    for (size_t i = 0; i < dc_table_n(j->summary); i++) {
        if (is_meant(j, i)) {
            team_judge(j, dc_table_cell(j->summary, i, "team"));
            return;
        }
    }
    j->is_met = false;
    snprintf(j->said, j->size, "no such team");
}

enum dc_status dc_batch_require(const char *dir, const char *name, const char *condition,
                                struct dc_diags *diags, char *text_out, size_t size)
{
    struct dc_arena arena = {0};
    struct dc_table summary;
    struct dc_condition parsed;
    char found[DC_WORDS_SIZE] = "";
    char *const folder = dc_fs_join(dir, name);

    if (dc_require_check(condition, diags) != DC_OK ||
        dc_condition_parse(condition, &parsed) != NULL) {
        free(folder);
        return DC_BAD_INPUT;
    }
    struct judging j = {&summary, &parsed, true, found, sizeof found};
    const bool is_read =
        folder != NULL && dc_table_load(folder, "summary.csv", &arena, &summary);
    if (is_read) {
        table_judge(&j);
        snprintf(text_out, size, "%s: %s (found: %s)", condition, j.is_met ? "met" : "NOT met",
                 found);
    }
    dc_arena_free(&arena);
    free(folder);
    if (!is_read) {
        return dc_fs_report(diags, dir, "summary.csv of a case cannot be read back", EIO);
    }
    return j.is_met ? DC_OK : DC_NOT_MET;
}
