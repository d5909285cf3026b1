/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/pool.h - the growing arrays of a path's workspace. They only grow, so a warm
 * workspace allocates nothing; every growth is counted. */
#ifndef DC_PATH_POOL_H
#define DC_PATH_POOL_H

#include "base/bug.h"

struct dc_pool {
    void *items;
    size_t room; /* items */
};

struct dc_growth {
    uint64_t n_allocations;
    const char *trouble; /* why the run cannot go on; NULL while it can */
};

/* Makes room for at least `need` items, which there is not. */
DC_MUST_CHECK bool dc_pool_enlarge(struct dc_pool *pool, size_t need, size_t size,
                                   struct dc_growth *growth);

/* Room for at least `need` items, old ones kept; false, with `trouble` set, if memory ran out.
 */
DC_MUST_CHECK static inline bool dc_pool_grow(struct dc_pool *pool, size_t need, size_t size,
                                              struct dc_growth *growth)
{
    return DC_LIKELY(need <= pool->room) || dc_pool_enlarge(pool, need, size, growth);
}
void dc_pool_free(struct dc_pool *pool);

#endif
