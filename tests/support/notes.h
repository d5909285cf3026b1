/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/notes.h - what an observer is told, as an auditor would note it down: who held
 * which seat when, what was won by whom, who left. For roles sdr and ae, stages a and b, and
 * segments s (one_off) and r (recurring), with the prices of tests/law/test_audit.c. */
#ifndef DC_TESTS_NOTES_H
#define DC_TESTS_NOTES_H

#include "lab.h"

#define MONTH (365.25 / 12.0)
#define YEAR 365.25
#define N_MONTHS 31
#define N_DEALS 4000
#define N_REPS 200

enum { SDR, AE };

struct rep {
    int role;
    int64_t seat;
    double from, to;
    bool is_new; /* else fully ramped */
    double credit[N_MONTHS];
};
struct win {
    bool recurring;
    uint64_t deal;
    double at, value, left, csat;
};
struct change {
    double at;
    int by;
};

struct notes {
    struct rep rep[N_REPS];
    struct win win[N_DEALS];
    struct change change[20]; /* of ae's open seats */
    int n_reps, n_wins, n_changes;
    double waited[2][N_DEALS];
    double bookings[N_MONTHS], revenue[N_MONTHS], gross_profit[N_MONTHS], received[N_MONTHS];
    double cost[DC_N_COSTS][N_MONTHS];
    double attainment, n_periods;
};

/* A dc_observer's see; self is the notes. */
void notes_see(void *self, const struct dc_event *event);

#endif
