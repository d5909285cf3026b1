/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/factor.c - the uncertain values of a model. */
#include "scenario/factor.h"

#include <string.h>

#include "scenario/inputs.h"
#include "scenario/resolved.h"

struct listing {
    const struct dc_model *model;
    struct dc_arena *arena;
    struct dc_factor *out;
    uint32_t room, n;
    bool ok;
};

static void add(struct listing *list, const char *name, bool is_input, uint32_t i)
{
    char *const copy = dc_arena_text(list->arena, name, strlen(name));
    list->ok = list->ok && copy != NULL;
    if (list->n < list->room && copy != NULL) {
        list->out[list->n++] = (struct dc_factor){copy, is_input, i};
    }
}

/* A row that draws by itself is known by the hash of its path; a product of inputs is not
 * uncertain of its own. */
static void row_see(void *self, const struct dc_resolved_row *row)
{
    struct listing *const list = self;
    const struct dc_model *const model = list->model;
    const uint64_t entity = dc_hash_text(row->path);
    for (uint32_t k = 0; k < model->inputs->n_random && row->is_random; k++) {
        const uint32_t i = model->inputs->random[k];
        if (model->once[i].entity == entity && model->chance[model->once[i].draws].is_dynamic) {
            continue;
        }
        if (model->once[i].entity == entity) {
            add(list, row->path, false, i);
            return;
        }
    }
}

bool dc_factors_list(const struct dc_model *model, struct dc_arena *arena,
                     struct dc_factor out[], uint32_t room, uint32_t *n)
{
    struct listing list = {model, arena, out, room, 0, true};
    for (uint32_t i = 0; model->inputs != NULL && i < model->inputs->n; i++) {
        if (model->inputs->input[i].takes_u) {
            add(&list, model->inputs->input[i].name, true, i);
        }
    }
    if (model->inputs != NULL && model->inputs->n_random > 0) {
        dc_resolved_each_known(model, row_see, &list);
    }
    *n = list.n;
    return list.ok;
}
