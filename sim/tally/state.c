/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/state.c - what a bounded tally has settled, as bytes and back. */
#include <stdlib.h>

#include "tally/tally.h"

struct state_head {
    uint64_t n_rows, n_places, n_bins, n_settled;
};

static struct state_head head_of(const struct dc_tally *tally)
{
    return (struct state_head){tally->rows.n, tally->n_places, dc_tally_n_bins(tally),
                               tally->n_settled};
}

/* Settled blocks that keep the headlines' values. */
static uint64_t n_kept(uint64_t n_settled)
{
    const uint64_t n_all = (DC_TALLY_STORED + DC_BLOCK - 1) / DC_BLOCK;
    return n_settled < n_all ? n_settled : n_all;
}

static size_t size_of_kept(const struct dc_tally *tally)
{
    return (size_t)tally->n_places * DC_BLOCK * sizeof(double);
}

bool dc_tally_state_write(const struct dc_tally *tally,
                          bool (*put)(void *self, const void *bytes, size_t n), void *self)
{
    const struct state_head head = head_of(tally);
    bool ok = put(self, &head, sizeof head) &&
              put(self, tally->attainment, dc_tally_n_bins(tally) * sizeof *tally->attainment);
    for (uint32_t i = 0; ok && i < tally->rows.n; i++) {
        ok = put(self, &tally->sum[i].moments, sizeof tally->sum[i].moments) &&
             dc_sketch_write(&tally->sum[i].sketch, put, self);
    }
    for (uint64_t b = 0; ok && b < n_kept(tally->n_settled); b++) {
        ok = put(self, tally->block[b].cell, size_of_kept(tally));
    }
    return ok;
}

static bool read_kept(struct dc_tally *tally, uint64_t i_block,
                      bool (*get)(void *self, void *bytes, size_t n), void *self)
{
    double *const cell = malloc(size_of_kept(tally) + 1);
    tally->block[i_block].cell = cell;
    return cell != NULL && get(self, cell, size_of_kept(tally));
}

bool dc_tally_state_read(struct dc_tally *tally, bool (*get)(void *self, void *bytes, size_t n),
                         void *self)
{
    const struct state_head own = head_of(tally);
    struct state_head head;
    if (!get(self, &head, sizeof head) || head.n_rows != own.n_rows ||
        head.n_places != own.n_places || head.n_bins != own.n_bins ||
        head.n_settled > tally->n_blocks ||
        !get(self, tally->attainment, dc_tally_n_bins(tally) * sizeof *tally->attainment)) {
        return false;
    }
    bool ok = true;
    for (uint32_t i = 0; ok && i < tally->rows.n; i++) {
        ok = get(self, &tally->sum[i].moments, sizeof tally->sum[i].moments) &&
             dc_sketch_read(&tally->sum[i].sketch, get, self);
    }
    for (uint64_t b = 0; ok && b < n_kept(head.n_settled); b++) {
        ok = read_kept(tally, b, get, self);
    }
    tally->n_settled = ok ? head.n_settled : 0;
    return ok;
}
