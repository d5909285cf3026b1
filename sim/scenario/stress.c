/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/stress.c - stress files: rows that act on values in force. */
#include "scenario/stress.h"

bool dc_stress_read(struct dc_draft *d)
{
    return !d->no_memory;
}

uint32_t dc_stress_ops(struct dc_draft *d, const struct dc_place *use)
{
    (void)d;
    (void)use;
    return 0;
}

double dc_stress_amount(struct dc_draft *d, const struct dc_place *use, double x)
{
    (void)d;
    (void)use;
    return x;
}

const struct dc_row *dc_stress_row(struct dc_draft *d, const struct dc_place *use)
{
    (void)d;
    (void)use;
    return NULL;
}

const struct dc_window *dc_stress_freezes(struct dc_draft *d, const struct dc_place *use,
                                          uint32_t *n)
{
    (void)d;
    (void)use;
    *n = 0;
    return NULL;
}

uint64_t dc_stress_hash(const struct dc_draft *d)
{
    (void)d;
    return 0;
}
