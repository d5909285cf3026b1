/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cases_item.c - one of many cases: its command, its folder, its conditions. */
#include "cli/cases_item.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/line.h"
#include "cli/say.h"

/* `dealcycle run FILE --set 'PATH=VALUE' ...`: what a case's report says of how to get it. */
char *dc_cases_item_command(const struct dc_cases *cases, const struct dc_cases_item *item,
                            const struct dc_model *model)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);

    if (to == NULL) {
        return NULL;
    }
    fprintf(to, "%s run", DC_PROGRAM);
    dc_line_word(to, " ", dc_line_base(item->file));
    for (size_t i = 0; i < item->more.n_set; i++) {
        fputs(" --set", to);
        dc_line_word(to, " ", item->more.set[i]);
    }
    fputs(cases->args->shared, to);
    if (!cases->args->opt[DC_OPT_REPLICATIONS].given &&
        !cases->args->opt[DC_OPT_SELECT].given) {
        fprintf(to, " --replications %u", dc_model_replications(model));
    }
    if (fclose(to) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

bool dc_cases_item_is_done(const struct dc_cases *cases, const struct dc_cases_item *item,
                           const struct dc_model *model)
{
    return !cases->is_one_run && dc_batch_is_done(cases->dir, item->name, model, item->command);
}

enum dc_status dc_cases_item_judge(struct dc_cases *cases, const struct dc_cases_item *item,
                                   struct dc_diags *diags)
{
    const struct dc_given *const require = &cases->args->opt[DC_OPT_REQUIRE];
    char line[512];

    for (size_t i = 0; i < require->n_list; i++) {
        const enum dc_status status = dc_batch_require(cases->dir, item->name, require->list[i],
                                                       diags, line, sizeof line);
        if (status == DC_NOT_MET) {
            cases->is_unmet = true;
            dc_bar_end(&cases->bar);
            dc_say_plain("%s: %s", item->name, line);
        } else if (status != DC_OK) {
            return status;
        }
    }
    return DC_OK;
}

char *dc_cases_item_folder(const struct dc_cases *cases, const struct dc_cases_item *item)
{
    const size_t size = strlen(cases->dir) + strlen(item->name) + 2;
    char *const dir = malloc(size);

    if (dir != NULL) {
        snprintf(dir, size, "%s/%s", cases->dir, item->name);
    }
    return dir;
}

bool dc_cases_item_may_begin(struct dc_cases *cases, const struct dc_cases_item *item,
                             const struct dc_model *model, struct dc_diags *diags)
{
    const struct dc_given *const require = &cases->args->opt[DC_OPT_REQUIRE];
    struct dc_plan *const plan = dc_plan_new();
    char *const dir = dc_cases_item_folder(cases, item);
    bool ok = plan != NULL && dir != NULL && dc_plan_add(plan, item->name, model, 1) == DC_OK;

    for (size_t i = 0; ok && i < require->n_list; i++) {
        ok = dc_require_plan(plan, require->list[i], diags) == DC_OK;
    }
    if (ok && dc_emit_may_replace(dir, diags) != DC_OK) {
        cases->is_refused = true;
        ok = false;
    }
    free(dir);
    dc_plan_free(plan);
    return ok;
}
