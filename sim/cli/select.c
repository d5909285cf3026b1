/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/select.c - see select.h. */
#include "cli/select.h"

#include <string.h>

#include "cli/command.h"
#include "cli/say.h"

static bool refuse(const struct dc_args *args, const char *why)
{
    dc_say("%s: %s", args->command->name, why);
    return false;
}

static bool check_companions(const struct dc_args *args)
{
    const bool selects = args->opt[DC_OPT_SELECT].given;
    bool ok = true;

    if (selects && !args->opt[DC_OPT_INDIFFERENCE].given) {
        ok = refuse(args, "--select needs --indifference AMOUNT, the smallest lead that "
                          "matters to you, such as --indifference 50k");
    }
    if (!selects && args->opt[DC_OPT_INDIFFERENCE].given) {
        ok = refuse(args, "--indifference belongs to --select P");
    }
    if (!selects && args->opt[DC_OPT_BUDGET].given) {
        ok = refuse(args, "--budget belongs to --select P");
    }
    return ok;
}

bool dc_select_check(const struct dc_args *args)
{
    const struct dc_given *const amount = &args->opt[DC_OPT_INDIFFERENCE];
    const struct dc_given *const n = &args->opt[DC_OPT_REPLICATIONS];
    bool ok = check_companions(args);

    if (amount->given && !(amount->number > 0.0)) {
        ok = refuse(args, "--indifference must be above 0");
    }
    if (!args->opt[DC_OPT_SELECT].given) {
        return ok;
    }
    if (args->opt[DC_OPT_PRECISION].given) {
        ok = refuse(args, "--select and --precision contradict each other: each says when to "
                          "stop");
    }
    if (args->opt[DC_OPT_BUDGET].given && n->given) {
        ok = refuse(args, "--budget counts the replications of all teams together, "
                          "--replications those of each: give one of them");
    }
    if (n->given && n->count > DC_SELECT_MOST) {
        ok = refuse(args, "--select simulates at most 1,000,000 replications of a team");
    }
    return ok;
}

bool dc_select_among(const struct dc_args *args, uint32_t n, char why[DC_SELECT_WHY])
{
    const double p = args->opt[DC_OPT_SELECT].number;
    const struct dc_given *const budget = &args->opt[DC_OPT_BUDGET];

    if (!args->opt[DC_OPT_SELECT].given) {
        return true;
    }
    if (n < 2) {
        snprintf(why, DC_SELECT_WHY,
                 "--select needs two teams to choose from; there is only one");
    } else if (!(p * n > 1.0)) {
        snprintf(why, DC_SELECT_WHY,
                 "--select: blind choice among %u teams is right with %.3g%% already; ask for "
                 "more than that",
                 (unsigned)n, 100.0 / n);
    } else if (budget->given && budget->count / n < DC_BLOCK) {
        snprintf(why, DC_SELECT_WHY,
                 "--budget: %u teams need %u replications at least, %d each", (unsigned)n,
                 (unsigned)(n * DC_BLOCK), DC_BLOCK);
    } else {
        return true;
    }
    return false;
}

bool dc_select_fits(const struct dc_args *args, const struct dc_plan *plan)
{
    char why[DC_SELECT_WHY];
    uint32_t n = 0;

    for (size_t i = 0; i < dc_plan_n_cases(plan); i++) {
        n += dc_model_n_teams(dc_plan_model(plan, i));
    }
    return dc_select_among(args, n, why) || refuse(args, why);
}

uint64_t dc_select_replications(const struct dc_args *args)
{
    const struct dc_given *const n = &args->opt[DC_OPT_REPLICATIONS];
    const struct dc_given *const budget = &args->opt[DC_OPT_BUDGET];

    if (n->given) {
        return n->count;
    }
    return budget->given && budget->count < DC_SELECT_MOST ? budget->count : DC_SELECT_MOST;
}

/* Replications of all teams of the cases, and what the selection says, which is the same for
 * each; false: none. */
static bool sum_up(const struct dc_results *results, size_t first, size_t n_cases,
                   struct dc_selection *out, uint64_t *n)
{
    bool has = false;

    *n = 0;
    for (size_t i = first; i < first + n_cases; i++) {
        const struct dc_model *const model = dc_plan_model(dc_results_plan(results), i);
        for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
            has = dc_results_selection(results, i, t, out);
            *n += has ? out->n : 0;
        }
    }
    return has;
}

void dc_select_say(const struct dc_args *args, const struct dc_results *results, size_t first,
                   size_t n_cases, const char *name)
{
    const char *const p = args->opt[DC_OPT_SELECT].text;
    struct dc_selection s;
    char n[DC_COUNT_SIZE];
    uint64_t n_all = 0;

    if (!args->opt[DC_OPT_SELECT].given || !sum_up(results, first, n_cases, &s, &n_all)) {
        return;
    }
    dc_count_write(n_all, n);
    if (!s.is_reached) {
        dc_say("warning: %s: %s replications of all teams were not enough for --select %s",
               name, n, p);
    } else if (!args->opt[DC_OPT_QUIET].given) {
        dc_say("%s: --select %s took %s replications of all teams", name, p, n);
    }
}
