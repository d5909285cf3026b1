/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/deals.h - the opportunities of an export as numbers. */
#ifndef DC_CALIBRATE_DEALS_H
#define DC_CALIBRATE_DEALS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "dealcycle/calibrate.h"

enum dc_field {
    DC_FIELD_ID,
    DC_FIELD_OPENED,
    DC_FIELD_CLOSED,
    DC_FIELD_OUTCOME,
    DC_FIELD_AMOUNT,
    DC_FIELD_OWNER,
    DC_FIELD_CHANNEL,
    DC_FIELD_SEGMENT,
    DC_FIELD_CYCLE,
    DC_N_FIELDS,
    DC_FIELD_STAGE = DC_N_FIELDS /* of maps only: a column of dates for each stage */
};
const char *dc_field_name(enum dc_field field);
/* Whether a column of this header is usually that field; lower is surer, -1: it is not. */
int dc_field_rank(enum dc_field field, struct dc_text header);

enum dc_outcome { DC_OUTCOME_NONE, DC_OPEN, DC_WON, DC_LOST, DC_OUTCOME_UNKNOWN };
enum dc_side { DC_SIDE_OTHER, DC_SIDE_INSIDE, DC_SIDE_OUTSIDE };

/* What was done to rows; each has a row in dc_touch_rows. */
enum dc_rule {
    DC_RULE_REPEATED_HEADER,
    DC_RULE_CELLS,
    DC_RULE_OUTCOME,
    DC_RULE_BAD_DATE,
    DC_RULE_NEGATIVE_CYCLE,
    DC_RULE_OPENED_LATER,
    DC_RULE_REPEAT,
    DC_RULE_NOT_JOINED,
    DC_RULE_CONFLICT,
    DC_RULE_ZERO_CYCLE,
    DC_RULE_NO_START,
    DC_RULE_NO_END,
    DC_RULE_BAD_AMOUNT,
    DC_RULE_ZERO_AMOUNT,
    DC_RULE_NO_AMOUNT,
    DC_RULE_FUTURE_CLOSE,
    DC_RULE_OPEN_WITH_CLOSE,
    DC_RULE_BAD_STAGE,
    DC_N_RULES
};
struct dc_touch_row {
    bool rejects;
    const char *text;
};
extern const struct dc_touch_row dc_touch_rows[DC_N_RULES];

/* A date as it stands: a/b/year until the order of a column is known. */
struct dc_day {
    int32_t day; /* from 1970-01-01; valid if kind is DC_DAY_KNOWN */
    int16_t year;
    uint8_t a, b, kind;
};
enum { DC_DAY_NONE, DC_DAY_KNOWN, DC_DAY_SLASHED, DC_DAY_BAD };

#define DC_NO_LABEL UINT32_MAX
#define DC_NO_DAY INT32_MAX
enum { DC_MOST_STAGES = 7 };
struct dc_ratio_sum {
    double n, n_there, days; /* deals, those that spent time in the stage, the time of all */
};
struct dc_entry { /* a line of a stage history */
    uint64_t key;
    struct dc_day day;
    uint32_t stage; /* of `entered` */
    uint32_t line;
};
struct dc_deal {
    uint64_t id, row, key; /* hashes of the id, of the whole row, of the cell to join by */
    double amount, cycle_days;
    struct dc_day opened, closed;
    uint32_t line, owner, channel, segment, group;
    uint8_t outcome, side;
    bool has_id, has_amount, is_bad_amount, has_cycle, is_out;
};

struct dc_labels {
    const char **text;
    uint32_t *slot; /* hash table of indexes + 1 */
    size_t n, room, n_slots;
};
/* The number of a text, new or known; DC_NO_LABEL: memory. */
uint32_t dc_label_at(struct dc_labels *labels, struct dc_arena *arena, struct dc_text text);

struct dc_touched {
    uint32_t line;
    enum dc_rule rule;
};
struct dc_meaning {
    enum dc_field field;
    const char *column, *value, *meaning; /* value NULL: names the column only */
    bool is_used;
};
struct dc_deals {
    struct dc_arena arena;
    struct dc_deal *deal;
    size_t n, room;
    struct dc_labels owner, channel, segment, unknown; /* unknown: outcome words */
    struct dc_touched *touched;
    size_t n_touched, room_touched;
    uint64_t n_rule[DC_N_RULES];
    size_t n_rows; /* below the headers */
    uint32_t header_line;
    char separator; /* of the main file */
    const char *column[DC_N_FIELDS];
    bool is_win_date; /* the close date's column speaks of wins only */
    struct dc_meaning *meaning;
    size_t n_meanings;
    const char *stage[DC_MOST_STAGES]; /* names of stages with dates, as they were found */
    struct dc_day *stage_at;           /* [deal][DC_MOST_STAGES] as they stand; to free */
    size_t n_stages, room_days;
    int32_t *stage_day; /* [deal][n_stages], once settled; DC_NO_DAY: none; to free */
    const char *ratio[DC_MOST_STAGES]; /* names of stages with shares of the cycle */
    struct dc_ratio_sum ratio_sum[DC_MOST_STAGES][2]; /* of lost deals, of won ones */
    struct dc_entry *history;
    size_t n_history, room_history;
    struct dc_labels entered; /* stages of the history */
    bool is_second;           /* the second file is being read */
    int32_t as_of;            /* day */
    int32_t first_day, last_day;
    bool has_as_of, has_dates;
};

void dc_deals_touch(struct dc_deals *deals, struct dc_deal *deal, uint32_t line,
                    enum dc_rule rule);
/* Reads one file's rows at the end of deals. join_column may be NULL. */
DC_MUST_CHECK bool dc_deals_read(struct dc_deals *deals, const char *file,
                                 const char *join_column, struct dc_diags *diags);
DC_MUST_CHECK bool dc_map_read(struct dc_deals *deals, const char *file,
                               struct dc_diags *diags);
/* Lays deals[n_main, n) over deals[0, n_main) where the keys are equal. */
DC_MUST_CHECK bool dc_deals_join(struct dc_deals *deals, size_t n_main);
/* Dates, cycles, duplicates: the rules. */
DC_MUST_CHECK bool dc_deals_settle(struct dc_deals *deals,
                                   const struct dc_calibrate_options *options,
                                   struct dc_diags *diags);

/* Cells. */
struct dc_day dc_day_parse(struct dc_text text);
int32_t dc_day_of(int year, int month, int day); /* of a valid date */
void dc_day_month(int32_t day, int *year, int *month, int *day_of_month);
bool dc_amount_parse(struct dc_text text, double *out);
enum dc_outcome dc_outcome_of(struct dc_text text);
enum dc_side dc_side_of(struct dc_text text);
bool dc_cell_is_missing(struct dc_text text);

#endif
