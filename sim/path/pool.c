/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/pool.c - arrays that grow by doubling. */
#include "path/pool.h"

#include <stdlib.h>

bool dc_pool_enlarge(struct dc_pool *pool, size_t need, size_t size, struct dc_growth *growth)
{
    size_t room = pool->room > 0 ? pool->room : 64;
    while (room < need) {
        room *= 2;
    }
    void *items = room > SIZE_MAX / size ? NULL : realloc(pool->items, room * size);
    growth->n_allocations++;
    if (items == NULL) {
        growth->trouble = "memory ran out";
        return false;
    }
    pool->items = items;
    pool->room = room;
    return true;
}

void dc_pool_free(struct dc_pool *pool)
{
    free(pool->items);
    *pool = (struct dc_pool){NULL, 0};
}
