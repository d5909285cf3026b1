/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan/sweep.c - the cases of a sweep, however they were stated. */
#include "plan/sweep.h"

#include <stdlib.h>
#include <string.h>

struct dc_sweep_case *dc_sweep_add(struct dc_sweep *sweep, const char *name)
{
    void *items = sweep->item;
    const bool has_room = dc_arena_grow(&sweep->arena, &items, &sweep->n_room,
                                        sweep->n_cases + 1, sizeof *sweep->item);
    if (!has_room) {
        return NULL;
    }
    sweep->item = items;
    struct dc_sweep_case *const item = &sweep->item[sweep->n_cases];
    *item = (struct dc_sweep_case){
        .name = name,
        .value = dc_arena_zero(&sweep->arena, sweep->n_paths, sizeof *item->value),
        .set = dc_arena_zero(&sweep->arena, sweep->n_paths, sizeof *item->set),
        .set_at = dc_arena_zero(&sweep->arena, sweep->n_paths, sizeof *item->set_at),
    };
    if (name == NULL || item->value == NULL || item->set == NULL || item->set_at == NULL) {
        return NULL;
    }
    sweep->n_cases++;
    return item;
}

bool dc_sweep_put(struct dc_sweep *sweep, struct dc_sweep_case *item, size_t i_path,
                  const char *value, struct dc_span at)
{
    const char *const set = dc_arena_printf(&sweep->arena, "%s=%s", sweep->path[i_path], value);

    if (set == NULL) {
        return false;
    }
    item->value[i_path] = value;
    item->set_at[item->n_set] = at;
    item->set[item->n_set++] = set;
    return true;
}

void dc_sweep_free(struct dc_sweep *sweep)
{
    if (sweep != NULL) {
        dc_arena_free(&sweep->arena);
        free(sweep);
    }
}

size_t dc_sweep_n_cases(const struct dc_sweep *sweep)
{
    return sweep->n_cases;
}

size_t dc_sweep_n_paths(const struct dc_sweep *sweep)
{
    return sweep->n_paths;
}

const char *dc_sweep_path(const struct dc_sweep *sweep, size_t i_path)
{
    return sweep->path[i_path];
}

const char *dc_sweep_name(const struct dc_sweep *sweep, size_t i_case)
{
    return sweep->item[i_case].name;
}

const char *dc_sweep_value(const struct dc_sweep *sweep, size_t i_case, size_t i_path)
{
    return sweep->item[i_case].value[i_path];
}

size_t dc_sweep_n_set(const struct dc_sweep *sweep, size_t i_case)
{
    return sweep->item[i_case].n_set;
}

const char *const *dc_sweep_set(const struct dc_sweep *sweep, size_t i_case)
{
    return sweep->item[i_case].set;
}

const struct dc_span *dc_sweep_set_at(const struct dc_sweep *sweep, size_t i_case)
{
    return sweep->item[i_case].set_at;
}

bool dc_sweep_is_name(const char *name)
{
    static const char *const taken[] = {
        ".", "..", "batch.csv", "stress.csv", "manifest.json", "plots"};
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-";
    const size_t n = strlen(name);

    for (size_t i = 0; i < DC_COUNT_OF(taken); i++) {
        if (strcmp(name, taken[i]) == 0) {
            return false;
        }
    }
    return n >= 1 && n <= 80 && strspn(name, allowed) == n;
}
