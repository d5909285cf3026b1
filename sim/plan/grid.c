/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan/grid.c - grids `PATH=A,B,C` to the cases of a sweep. */
#include <stdlib.h>
#include <string.h>

#include "plan/sweep.h"

struct grid {
    const char **value;
    size_t n_values;
};

static const struct dc_span on_line = {.file = "--grid"};

/* Bytes up to the next comma that stands outside parentheses and quotes. */
static size_t item_length(const char *text)
{
    size_t n = 0;
    int depth = 0;
    bool quoted = false;

    for (; text[n] != '\0' && (text[n] != ',' || depth > 0 || quoted); n++) {
        quoted = text[n] == '"' ? !quoted : quoted;
        depth += text[n] == '(' ? 1 : text[n] == ')' && depth > 0 ? -1 : 0;
    }
    return n;
}

/* The values behind `PATH=`. */
static bool read_values(struct dc_sweep *sweep, const char *text, struct grid *grid,
                        const char *path, struct dc_diags *diags)
{
    size_t n_room = 0;

    for (;; text++) {
        const size_t n = item_length(text);
        void *values = grid->value;
        if (n == 0) {
            return dc_report(diags, DC_USAGE, on_line, path, "a value is empty: PATH=A,B,C");
        }
        const size_t quote = n > 1 && text[0] == '"' && text[n - 1] == '"' ? 1 : 0;
        const char *const value = dc_arena_text(&sweep->arena, text + quote, n - 2 * quote);
        if (value == NULL || !dc_arena_grow(&sweep->arena, &values, &n_room, grid->n_values + 1,
                                            sizeof *grid->value)) {
            return dc_report(diags, DC_NO_MEMORY, on_line, path, "memory ran out");
        }
        grid->value = values;
        grid->value[grid->n_values++] = value;
        text += n;
        if (*text == '\0') {
            return true;
        }
    }
}

static bool read_grid(struct dc_sweep *sweep, const char *text, struct grid *grid,
                      struct dc_diags *diags)
{
    const char *const equals = strchr(text, '=');

    if (equals == NULL || equals == text) {
        return dc_report(diags, DC_USAGE, on_line, NULL, "'%s' is not PATH=A,B,C", text);
    }
    const char *const path = dc_arena_text(&sweep->arena, text, (size_t)(equals - text));
    if (path == NULL) {
        return dc_report(diags, DC_NO_MEMORY, on_line, NULL, "memory ran out");
    }
    for (size_t i = 0; i < sweep->n_paths; i++) {
        if (strcmp(sweep->path[i], path) == 0) {
            return dc_report(diags, DC_USAGE, on_line, path, "two grids vary this path");
        }
    }
    sweep->path[sweep->n_paths++] = path;
    return read_values(sweep, equals + 1, grid, path, diags);
}

/* The case of number i: its digits in the mixed base of the grids' sizes. */
static bool add_case(struct dc_sweep *sweep, const struct grid grid[], size_t i)
{
    struct dc_sweep_case *const item =
        dc_sweep_add(sweep, dc_arena_printf(&sweep->arena, "grid-%04zu", i + 1));
    size_t below = 1;

    for (size_t j = 0; j < sweep->n_paths; j++) {
        below *= grid[j].n_values;
    }
    for (size_t j = 0; j < sweep->n_paths && item != NULL; j++) {
        below /= grid[j].n_values;
        const char *const value = grid[j].value[i / below % grid[j].n_values];
        if (!dc_sweep_put(sweep, item, j, value, on_line)) {
            return false;
        }
    }
    return item != NULL;
}

static enum dc_status add_cases(struct dc_sweep *sweep, const struct grid grid[],
                                struct dc_diags *diags)
{
    size_t n = 1;

    for (size_t j = 0; j < sweep->n_paths; j++) {
        n *= grid[j].n_values;
        if (n > DC_MAX_CASES) {
            dc_report(diags, DC_USAGE, on_line, NULL, "the grids make more than %d cases",
                      DC_MAX_CASES);
            return DC_BAD_INPUT;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (!add_case(sweep, grid, i)) {
            dc_report(diags, DC_NO_MEMORY, on_line, NULL, "memory ran out");
            return DC_FAILED;
        }
    }
    return DC_OK;
}

static enum dc_status read_grids(struct dc_sweep *sweep, const char *const text[], size_t n,
                                 struct dc_diags *diags)
{
    struct grid *const grid = dc_arena_zero(&sweep->arena, n, sizeof *grid);
    bool ok = true;

    sweep->path = dc_arena_zero(&sweep->arena, n, sizeof *sweep->path);
    if (grid == NULL || sweep->path == NULL) {
        dc_report(diags, DC_NO_MEMORY, on_line, NULL, "memory ran out");
        return DC_FAILED;
    }
    for (size_t i = 0; i < n; i++) {
        ok = read_grid(sweep, text[i], &grid[i], diags) && ok;
    }
    return ok ? add_cases(sweep, grid, diags) : DC_BAD_INPUT;
}

enum dc_status dc_sweep_grid(const char *const grid[], size_t n, struct dc_diags *diags,
                             struct dc_sweep **out)
{
    struct dc_sweep *const sweep = calloc(1, sizeof *sweep);

    *out = NULL;
    if (sweep == NULL) {
        dc_report(diags, DC_NO_MEMORY, on_line, NULL, "memory ran out");
        return DC_FAILED;
    }
    const enum dc_status status = read_grids(sweep, grid, n, diags);
    if (status == DC_OK) {
        *out = sweep;
    } else {
        dc_sweep_free(sweep);
    }
    return status;
}
