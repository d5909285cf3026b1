/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/reverse_search.h - the parts of stress --reverse: the searches, what is kept of them, and
 * their answers. */
#ifndef DC_CLI_REVERSE_SEARCH_H
#define DC_CLI_REVERSE_SEARCH_H

#include "cli/args.h"
#include "dealcycle.h"

struct dc_searches {
    const struct dc_args *args;
    char *const *name; /* of stresses; [0] is the base */
    size_t n_names;
    struct dc_model *base;
    uint32_t n_teams;
    struct dc_reverse *search; /* [stress * n_teams + team], stress from 1 */
};

static inline struct dc_reverse *dc_searches_at(const struct dc_searches *s, size_t stress,
                                                uint32_t team)
{
    return &s->search[stress * s->n_teams + team];
}

/* What tries follow from: the question, and every model they are tries of. */
uint64_t dc_searches_question(const struct dc_args *args);
uint64_t dc_searches_mix(uint64_t identity, const struct dc_args *args,
                         const struct dc_model *model);
/* Takes up what an earlier search of this identity kept in the folder; false: nothing. */
DC_MUST_CHECK bool dc_searches_read(struct dc_searches *s, const char *folder,
                                    uint64_t identity);
/* Keeps all tries there, whole or not at all; false: they cannot be written. */
DC_MUST_CHECK bool dc_searches_write(const struct dc_searches *s, const char *folder,
                                     uint64_t identity);
/* Removes what is kept, and the folder. */
void dc_searches_done(const char *folder);

/* Prints every answer. */
DC_MUST_CHECK enum dc_status dc_searches_print(const struct dc_searches *s);

#endif
