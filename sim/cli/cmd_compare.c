/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_compare.c - several scenarios on common random numbers. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/say.h"
#include "cli/session.h"

/* Common random numbers need one seed: the first file's, unless --seed gives one. */
static enum dc_status load_later(struct dc_session *s, const char *file)
{
    char seed[48];
    const char *const set[] = {seed};
    const struct dc_more more = {.set = set, .n_set = 1};

    if (s->n_models == 0 || s->args->opt[DC_OPT_SEED].given) {
        return dc_session_load(s, file, NULL);
    }
    snprintf(seed, sizeof seed, "scenario.seed=%" PRIu64, dc_model_seed(s->model[0]));
    return dc_session_load(s, file, &more);
}

static bool names_differ(const struct dc_session *s)
{
    bool ok = true;

    for (size_t i = 1; i < dc_plan_n_cases(s->plan); i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(dc_plan_name(s->plan, i), dc_plan_name(s->plan, j)) == 0) {
                dc_say("compare: two scenarios are called '%s': rename one file",
                       dc_plan_name(s->plan, i));
                ok = false;
            }
        }
    }
    return ok;
}

static uint32_t counted_months(const struct dc_model *model)
{
    return dc_model_horizon_months(model) - dc_model_warmup_months(model);
}

/* Amounts are compared as they stand. */
static void warn_of_differences(const struct dc_session *s)
{
    const uint32_t months = counted_months(s->model[0]);
    const char *const first = dc_model_currency(s->model[0]);

    for (size_t i = 1; i < s->n_models; i++) {
        const char *const own = dc_model_currency(s->model[i]);
        if (counted_months(s->model[i]) != months) {
            dc_say("warning: %s counts %" PRIu32 " months and %s %" PRIu32
                   ": amounts are compared as they add up over them",
                   dc_plan_name(s->plan, 0), months, dc_plan_name(s->plan, i),
                   counted_months(s->model[i]));
        }
        if (strcmp(own, first) != 0) {
            dc_say("warning: %s counts in %s and %s in %s: amounts are compared without "
                   "conversion",
                   dc_plan_name(s->plan, 0), first, dc_plan_name(s->plan, i), own);
        }
    }
}

/* Every file, so that all that is wrong in any of them is said at once. */
static enum dc_status load_all(struct dc_session *s)
{
    enum dc_status worst = DC_OK;

    for (size_t i = 0; i < s->args->n_files; i++) {
        const enum dc_status status = load_later(s, s->args->file[i]);
        worst = worst == DC_OK || status == DC_FAILED ? status : worst;
    }
    if (worst != DC_OK) {
        return worst;
    }
    warn_of_differences(s);
    return names_differ(s) ? DC_OK : DC_BAD_INPUT;
}

/* `a-vs-b-vs-c` */
static char *joined_name(const struct dc_session *s)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);

    if (to == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < dc_plan_n_cases(s->plan); i++) {
        fprintf(to, "%s%s", i > 0 ? "-vs-" : "", dc_plan_name(s->plan, i));
    }
    if (fclose(to) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

static enum dc_status simulate(struct dc_session *s)
{
    enum dc_status status = load_all(s);

    if (status != DC_OK) {
        return status;
    }
    char *const name = joined_name(s);
    status = name != NULL ? dc_session_place(s, name) : DC_FAILED;
    free(name);
    if (status == DC_OK) {
        status = dc_session_simulate(s);
    }
    return status == DC_OK ? dc_session_finish(s) : status;
}

static enum dc_status compare_run(const struct dc_args *args)
{
    struct dc_session s;
    enum dc_status status = dc_session_open(&s, args);

    if (status == DC_OK) {
        status = simulate(&s);
    }
    dc_session_close(&s);
    return status;
}

const struct dc_command dc_cmd_compare = {
    .name = "compare",
    .operands = "FILE FILE...",
    .operand = DC_SCENARIO_FILE,
    .min_files = 2,
    .max_files = SIZE_MAX,
    .summary = "simulates several scenarios on common random numbers and ranks them",
    .details =
        "Simulates the teams of several scenario files in the same futures, ranks them all "
        "and writes one results folder, results/NAME1-vs-NAME2. All files take the first "
        "one's seed, unless --seed gives another.",
    .options = DC_SIMULATING,
    .shared = DC_SIMULATING,
    .example = {{"dealcycle compare today.csv plan.csv", "is the plan worth it?"}},
    .run = compare_run,
};
