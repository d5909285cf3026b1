/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run/sum_up.c - what the columns of all tallies come to, shared out over threads. */
#include "run/sum_up.h"

#include <stdatomic.h>

#include "run/together.h"
#include "tally/tally.h"

/* Rows taken at a time, and values below which one thread is done before two have begun. */
#define SOME_ROWS 16
#define MANY_VALUES 100000

struct rows {
    struct dc_tally *tally;
    uint32_t n_rows;
    atomic_uint_fast32_t next;
};

static void sum_up(void *self, int i_thread)
{
    struct rows *const rows = self;
    (void)i_thread;
    for (;;) {
        const uint32_t first = (uint32_t)atomic_fetch_add(&rows->next, SOME_ROWS);
        for (uint32_t i = first; i < first + SOME_ROWS && i < rows->n_rows; i++) {
            dc_tally_know(rows->tally, i);
        }
        if (first >= rows->n_rows) {
            return;
        }
    }
}

void dc_sum_up(struct dc_tally *tally, int n_threads)
{
    struct rows rows = {.tally = tally, .n_rows = dc_tally_n_rows(tally)};
    const bool is_much = (double)rows.n_rows * (double)dc_tally_n(tally) > MANY_VALUES;
    if (is_much && !dc_tally_is_bounded(tally) && dc_tally_make_room(tally)) {
        dc_together(n_threads, sum_up, &rows);
    }
}
