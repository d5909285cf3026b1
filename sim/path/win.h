/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/win.h - what a win is worth, and to whom. */
#ifndef DC_PATH_WIN_H
#define DC_PATH_WIN_H

#include "path/state.h"

/* A win as money and counts see it. */
struct dc_win {
    uint32_t i_segment, i_role; /* role that worked the last stage */
    double value_money, waited_days, cycle_days;
    bool opportunity;
};

/* What is drawn for a win: uniforms. */
struct dc_win_luck {
    double satisfaction, lifetime;
};

/* What deals that waited so long are satisfied with: csat as drawn, less the penalty, within
 * the scale; n up to whole vectors. */
void dc_win_csat(double csat[restrict], const double waited_days[restrict], uint32_t n,
                 double penalty);

/* Enters a win of now into the record and the ledger; returns the day the customer leaves. */
double dc_win_enter(struct dc_path *p, const struct dc_win *win, struct dc_win_luck luck);

/* Counts a deal won now: money, csat, credit. Its seat still is that of the last stage. */
void dc_win_count(struct dc_path *p, const struct dc_deal *d);
/* The same without credit, where nobody has a quota: won by the role. */
void dc_win_uncredited(struct dc_path *p, const struct dc_deal *d, uint32_t i_role);
/* The customers that recurring segments start with. */
void dc_win_opening(struct dc_path *p);

#endif
