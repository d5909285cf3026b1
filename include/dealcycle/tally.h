/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/tally.h - metrics: the table of all of them, and their values over the
 * replications of one team.
 *
 * A tally holds one column of doubles per metric row (8 bytes a row and replication, taken
 * block by block as replications come). Replications write their own place, so any order of
 * writing gives the same columns; everything folded from a column is folded in order of
 * replications.
 *
 * Above DC_TALLY_STORED replications memory is bounded: of the headline metrics the first
 * DC_TALLY_STORED values are kept (what compares, ranks and draws uses these), of all
 * others none; means, sd and intervals are still exact, quantiles come from a histogram
 * on the bits of the values: at most DC_TALLY_SKETCH_ERROR of the value nearer to 0. */
#ifndef DEALCYCLE_TALLY_H
#define DEALCYCLE_TALLY_H

#include "dealcycle/record.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DC_TALLY_STORED 1000000
#define DC_TALLY_SKETCH_ERROR 0x1p-11

/* One metric: a row of the table that text, CSV, JSON, docs and tests walk. `K` in a
 * name stands for each stage of the team. */
struct dc_metric {
    const char *name;
    const char
        *unit; /* count, share, days, money, money per year, ...: `money` is the currency */
    const char *meaning;
    bool total, by_segment, by_role, by_month, by_stage; /* where rows of it stand */
    bool headline;                                       /* in compare.csv, replications.csv */
    bool lower_better;
    bool needs_target;
    bool has_tail; /* var95 and cvar95 rows */
};
/* The i-th metric, or NULL past the end. */
const struct dc_metric *dc_metric_at(size_t i);
/* The metric of a name as a row shows it (`stage_wait.closing` finds stage_wait.K), or NULL. */
const struct dc_metric *dc_metric_find(const char *name);

/* One row of a team: which metric, of what. */
struct dc_tally_row {
    const struct dc_metric *metric;
    const char *name;                    /* as shown: `stage_wait.closing` */
    const char *unit;                    /* with the currency put in: `EUR per year` */
    const char *segment;                 /* "all" unless by segment */
    const char *role;                    /* "all" unless by role */
    int32_t month;                       /* -1 unless by month; counted months only */
    uint32_t i_stage, i_segment, i_role; /* UINT32_MAX: none */
};

/* What a column comes to. Quantiles are R type 7. */
struct dc_stats {
    uint64_t n; /* replications with a value; the rest holds only if n > 0 */
    double mean, sd;
    bool has_spread;        /* sd, ci_low and ci_high hold: n > 1 */
    double ci_low, ci_high; /* 95% t interval of the mean */
    double min, p5, p10, p25, p50, p75, p90, p95, max;
};

struct dc_tally;

/* Columns for team i of a model, with room for n replications; NULL: memory. The model must
 * outlive it. */
struct dc_tally *dc_tally_new(const struct dc_model *model, uint32_t i_team, uint64_t n_room);
void dc_tally_free(struct dc_tally *tally);
const struct dc_model *dc_tally_model(const struct dc_tally *tally);
uint32_t dc_tally_team(const struct dc_tally *tally);

/* Computes every row of one record into the place of replication r < n_room, over what it held;
 * the last one added of a block may be added again, no other. Threads may add
 * different replications at once when r differs by block (64). Above 256 MB memory is taken
 * with the first replication of a block, else by dc_tally_new; false: it ran out. */
DC_MUST_CHECK bool dc_tally_add(struct dc_tally *tally, uint64_t r,
                                const struct dc_record *record);

/* The replications that count: 0 to n-1; set once they are all added. */
void dc_tally_close(struct dc_tally *tally, uint64_t n);
uint64_t dc_tally_n(const struct dc_tally *tally);

uint32_t dc_tally_n_rows(const struct dc_tally *tally); /* summary rows first, then months */
uint32_t dc_tally_n_summary_rows(const struct dc_tally *tally);
const struct dc_tally_row *dc_tally_row(const struct dc_tally *tally, uint32_t i_row);
/* Row by what it shows; segment, role "all" (or NULL) for totals, month -1; UINT32_MAX: none.
 */
uint32_t dc_tally_find(const struct dc_tally *tally, const char *metric, const char *segment,
                       const char *role, int32_t month);

/* The value in replication r; false where it has none (or none is kept: see above). */
DC_MUST_CHECK bool dc_tally_value(const struct dc_tally *tally, uint32_t i_row, uint64_t r,
                                  double *out);
/* The same of replications [0, n), n at most dc_tally_n_stored: 0 where there is none; how many
 * have one. */
uint64_t dc_tally_values(const struct dc_tally *tally, uint32_t i_row, uint64_t n, double out[],
                         bool has[]);
/* DC_FAILED: memory (it sorts a copy). */
DC_MUST_CHECK enum dc_status dc_tally_stats(const struct dc_tally *tally, uint32_t i_row,
                                            struct dc_stats *out);

/* The values of a row in order of replications, those that have none left out, into
 * out[0, dc_tally_n_stored); returns how many. */
uint64_t dc_tally_n_stored(const struct dc_tally *tally); /* replications with values kept */
uint64_t dc_tally_column(const struct dc_tally *tally, uint32_t i_row, double out[]);

/* Tail risk of a row: `METRIC.var95`, the 5% quantile, with the interval of order statistics
 * that encloses it with 95% confidence; `METRIC.cvar95`, the mean of the ceil(0.05 n)
 * lowest, with the 95% interval of its influence function. */
enum dc_tail_kind { DC_VAR95, DC_CVAR95, DC_N_TAILS };
struct dc_tail {
    uint64_t n; /* replications with a value; the rest holds only if n > 0 */
    double estimate;
    bool has_interval; /* n is large enough: 72 for var95, 2 for cvar95 */
    double ci_low, ci_high;
};
const char *dc_tail_suffix(enum dc_tail_kind kind); /* `.var95`, `.cvar95` */
DC_MUST_CHECK enum dc_status dc_tally_tail(const struct dc_tally *tally, uint32_t i_row,
                                           enum dc_tail_kind kind, struct dc_tail *out);

/* Rep-periods of a role by attainment, summed over the counted replications. */
const uint64_t *dc_tally_attainment(const struct dc_tally *tally, uint32_t i_role);

/* A block's cells as bytes, for checkpoints: size, writing out, reading in (false: memory). */
size_t dc_tally_block_size(const struct dc_tally *tally);
void dc_tally_block_write(const struct dc_tally *tally, uint64_t i_block, void *bytes);
DC_MUST_CHECK bool dc_tally_block_read(struct dc_tally *tally, uint64_t i_block,
                                       const void *bytes);

#ifdef __cplusplus
}
#endif
#endif
