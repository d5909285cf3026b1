/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan/plan.c - the cases of a run, in order of adding. */
#include "dealcycle/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct plan_case {
    const char *name;
    const struct dc_model *model;
    uint64_t n_replications;
};

struct dc_plan {
    struct dc_arena arena;
    struct plan_case *item;
    size_t n, room;
};

struct dc_plan *dc_plan_new(void)
{
    return calloc(1, sizeof(struct dc_plan));
}

void dc_plan_free(struct dc_plan *plan)
{
    if (plan != NULL) {
        dc_arena_free(&plan->arena);
        free(plan->item);
        free(plan);
    }
}

static bool make_room(struct dc_plan *plan)
{
    if (plan->n < plan->room) {
        return true;
    }
    const size_t room = plan->room == 0 ? 8 : 2 * plan->room;
    struct plan_case *const item = realloc(plan->item, room * sizeof *item);
    if (item == NULL) {
        return false;
    }
    plan->item = item;
    plan->room = room;
    return true;
}

enum dc_status dc_plan_add(struct dc_plan *plan, const char *name, const struct dc_model *model,
                           uint64_t n_replications)
{
    const char *const copy = dc_arena_text(&plan->arena, name, strlen(name));
    if (copy == NULL || !make_room(plan)) {
        return DC_FAILED;
    }
    plan->item[plan->n++] = (struct plan_case){copy, model, n_replications};
    return DC_OK;
}

size_t dc_plan_n_cases(const struct dc_plan *plan)
{
    return plan->n;
}

const struct dc_model *dc_plan_model(const struct dc_plan *plan, size_t i_case)
{
    return plan->item[i_case].model;
}

const char *dc_plan_name(const struct dc_plan *plan, size_t i_case)
{
    return plan->item[i_case].name;
}

uint64_t dc_plan_replications(const struct dc_plan *plan, size_t i_case)
{
    return plan->item[i_case].n_replications;
}

uint64_t dc_plan_n_blocks(const struct dc_plan *plan, size_t i_case)
{
    return (plan->item[i_case].n_replications + DC_BLOCK - 1) / DC_BLOCK;
}
