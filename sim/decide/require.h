/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/require.h - a condition on the results, as a script states it. */
#ifndef DC_DECIDE_REQUIRE_H
#define DC_DECIDE_REQUIRE_H

#include "base/text.h"
#include "dealcycle/decide.h"

/* What is read out of a row. */
enum dc_statistic {
    DC_STAT_MEAN,
    DC_STAT_SD,
    DC_STAT_MIN,
    DC_STAT_P5,
    DC_STAT_P10,
    DC_STAT_P25,
    DC_STAT_P50,
    DC_STAT_P75,
    DC_STAT_P90,
    DC_STAT_P95,
    DC_STAT_MAX,
    DC_STAT_CI_LOW,
    DC_STAT_CI_HIGH,
    DC_STAT_VAR95,
    DC_STAT_CVAR95,
    DC_STAT_N,
    DC_N_STATISTICS
};
enum dc_relation { DC_AT_LEAST, DC_AT_MOST, DC_ABOVE, DC_BELOW, DC_EQUAL, DC_UNEQUAL };

/* `METRIC[TEAM] STATISTIC OP VALUE`, METRIC may be metric@segment or metric@role. */
struct dc_condition {
    struct dc_text metric, part /* behind @; n 0: none */, team;
    enum dc_statistic statistic;
    enum dc_relation relation;
    double value;
    struct dc_text value_text;
};

/* NULL, or what is wrong (static). */
const char *dc_condition_parse(const char *text, struct dc_condition *out);
/* The words for all statistics, for messages. */
extern const char *const dc_statistic_name[DC_N_STATISTICS];
bool dc_relation_holds(enum dc_relation relation, double x, double value);

/* The statistic of a row: false in *has: no value. DC_FAILED: memory. */
DC_MUST_CHECK enum dc_status dc_statistic_of(const struct dc_tally *tally, uint32_t i_row,
                                             enum dc_statistic statistic, bool *has,
                                             double *out);

#endif
