/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/progress.h - a bar with rate and time left on standard error, if that is a terminal. */
#ifndef DC_CLI_PROGRESS_H
#define DC_CLI_PROGRESS_H

#include "cli/args.h"
#include "dealcycle.h"

struct dc_bar {
    bool is_shown;  /* a terminal, and not --quiet */
    bool is_drawn;  /* a bar stands on the current line */
    bool has_first; /* first_seconds and n_first hold */
    double first_seconds;
    uint64_t n_first;        /* done at the first call: resumed, so no part of the rate */
    double first_share;      /* share of everything done then */
    uint64_t n_before;       /* replications of the earlier runs of a batch */
    struct dc_progress last; /* as told last, shown or not */
    size_t n_cases_before;   /* of a batch: cases done before those of the current run */
    size_t n_cases;          /* of a batch: all of them; 0: no batch */
    size_t i_round;          /* of a search, from 1; 0: none */
};

/* Seconds of a clock that only goes forward. */
double dc_clock_seconds(void);

void dc_bar_begin(struct dc_bar *bar, const struct dc_args *args);
/* The callback of dc_run: self is a dc_bar. */
void dc_bar_progress(void *self, const struct dc_progress *progress);
/* The next round of a search, whose rounds nobody can count before. */
void dc_bar_round(struct dc_bar *bar, size_t i_round);
/* A short text in the bar's place, for what cannot say how far it is. */
void dc_bar_note(struct dc_bar *bar, const char *text);
/* Takes the bar off the terminal. */
void dc_bar_end(struct dc_bar *bar);

/* The next run of a batch of n_cases begins, n_before of which are done. */
void dc_bar_batch(struct dc_bar *bar, size_t n_before, size_t n_cases);

/* Line of the bar `seconds` after the first call, without CR and newline: at most 79 columns.
 */
#define DC_BAR_SIZE 80
void dc_bar_line(const struct dc_bar *bar, double seconds, char buf[DC_BAR_SIZE]);

#endif
