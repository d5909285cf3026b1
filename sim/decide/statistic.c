/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/statistic.c - one statistic of one row. */
#include "decide/require.h"

static enum dc_status tail_of(const struct dc_tally *tally, uint32_t i_row,
                              enum dc_tail_kind kind, bool *has, double *out)
{
    struct dc_tail tail;
    const enum dc_status status = dc_tally_tail(tally, i_row, kind, &tail);
    *has = status == DC_OK && tail.n > 0;
    *out = *has ? tail.estimate : 0.0;
    return status;
}

static double value_of(const struct dc_stats *s, enum dc_statistic statistic)
{
    switch (statistic) {
    case DC_STAT_MEAN:
        return s->mean;
    case DC_STAT_SD:
        return s->sd;
    case DC_STAT_MIN:
        return s->min;
    case DC_STAT_P5:
        return s->p5;
    case DC_STAT_P10:
        return s->p10;
    case DC_STAT_P25:
        return s->p25;
    case DC_STAT_P50:
        return s->p50;
    case DC_STAT_P75:
        return s->p75;
    case DC_STAT_P90:
        return s->p90;
    case DC_STAT_P95:
        return s->p95;
    case DC_STAT_MAX:
        return s->max;
    case DC_STAT_CI_LOW:
        return s->ci_low;
    case DC_STAT_CI_HIGH:
        return s->ci_high;
    case DC_STAT_N:
        return (double)s->n;
    case DC_STAT_VAR95:
    case DC_STAT_CVAR95:
    case DC_N_STATISTICS:
        break;
    }
    return 0.0;
}

enum dc_status dc_statistic_of(const struct dc_tally *tally, uint32_t i_row,
                               enum dc_statistic statistic, bool *has, double *out)
{
    struct dc_stats stats;
    if (statistic == DC_STAT_VAR95 || statistic == DC_STAT_CVAR95) {
        return tail_of(tally, i_row, statistic == DC_STAT_VAR95 ? DC_VAR95 : DC_CVAR95, has,
                       out);
    }
    const enum dc_status status = dc_tally_stats(tally, i_row, &stats);
    if (status != DC_OK) {
        *has = false;
        return status;
    }
    const bool needs_spread =
        statistic == DC_STAT_SD || statistic == DC_STAT_CI_LOW || statistic == DC_STAT_CI_HIGH;
    *has = statistic == DC_STAT_N || (stats.n > 0 && (!needs_spread || stats.has_spread));
    *out = *has ? value_of(&stats, statistic) : 0.0;
    return DC_OK;
}
