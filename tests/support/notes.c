/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/notes.c - see notes.h. */
#include "notes.h"

#include <math.h>
#include <string.h>

static struct rep *holder(struct notes *a, int role, int64_t seat)
{
    for (int i = a->n_reps - 1; i >= 0; i--) {
        if (a->rep[i].role == role && a->rep[i].seat == seat) {
            return isinf(a->rep[i].to) ? &a->rep[i] : NULL;
        }
    }
    return NULL;
}

static void see_rep(struct notes *a, const struct dc_event *e, int m)
{
    const int role = strcmp(e->role, "ae") == 0 ? AE : SDR;
    struct rep *rep = holder(a, role, e->seat);
    if (e->kind == DC_EV_FILLED) {
        assert_true(a->n_reps < N_REPS);
        a->rep[a->n_reps++] = (struct rep){.role = role,
                                           .seat = e->seat,
                                           .from = e->time_days,
                                           .to = INFINITY,
                                           .is_new = e->time_days > 0.0};
        if (e->time_days > 0.0) {
            a->cost[DC_HIRING][m] += role == SDR ? 2000.0 : 0.0;
            a->cost[DC_TRAINING][m] += role == AE ? 2345.6 : 0.0;
        }
    } else if (e->kind != DC_EV_OPENED && rep != NULL) {
        rep->to = e->time_days;
    }
    if (e->kind == DC_EV_OPENED || e->kind == DC_EV_CLOSED) {
        a->change[a->n_changes++] =
            (struct change){e->time_days, e->kind == DC_EV_OPENED ? 1 : -1};
    }
}

static void see_win(struct notes *a, const struct dc_event *e, int m)
{
    const bool recurring = e->segment[0] == 'r';
    const double csat = 4.0 - 0.3 * log2(1.0 + a->waited[1][e->deal]);
    struct rep *rep = holder(a, AE, e->seat);
    assert_true(a->n_wins < N_DEALS);
    a->win[a->n_wins++] =
        (struct win){recurring,      e->deal,  e->time_days,
                     e->value_money, INFINITY, recurring ? fmax(csat, 1.0) : 4.0};
    a->bookings[m] += e->value_money;
    if (rep != NULL) {
        rep->credit[m] += e->value_money;
    }
}

void notes_see(void *self, const struct dc_event *e)
{
    struct notes *a = self;
    const int m = (int)(e->time_days / MONTH);
    const bool recurring = e->segment != NULL && e->segment[0] == 'r';
    if (e->kind == DC_EV_LEAD) {
        a->cost[DC_LEADS][m] += recurring ? 0.0 : 13.3;
    } else if (e->kind == DC_EV_START) {
        assert_true(e->deal < N_DEALS);
        a->waited[recurring][e->deal] += e->wait_days;
        if (e->stage[0] == 'b' && !recurring) { /* 4 hours, and one for each meeting */
            a->cost[DC_TRAVEL][m] += (e->hours - 4.0) * 77.0;
        }
    } else if (e->kind == DC_EV_WON) {
        see_win(a, e, m);
    } else if (e->kind == DC_EV_CHURNED) {
        for (int i = 0; i < a->n_wins; i++) {
            if (a->win[i].recurring && a->win[i].deal == e->deal) {
                a->win[i].left = e->time_days;
            }
        }
    } else if (e->kind == DC_EV_FILLED || e->kind == DC_EV_LEFT || e->kind == DC_EV_OPENED ||
               e->kind == DC_EV_CLOSED) {
        see_rep(a, e, m);
    }
}
