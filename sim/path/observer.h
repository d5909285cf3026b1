/* SPDX-License-Identifier: GPL-3.0-or-later */
/* path/observer.h - telling whoever watches; nothing is done when nobody does. */
#ifndef DC_PATH_OBSERVER_H
#define DC_PATH_OBSERVER_H

#include "path/state.h"

/* Figures of an event; those that do not apply are negative. */
struct dc_seen {
    enum dc_event_kind kind;
    double wait_days, hours, probability;
    const char *outcome;
};
#define DC_SEEN(kind_) ((struct dc_seen){(kind_), -1.0, -1.0, -1.0, NULL})

void dc_tell_deal_seen(const struct dc_path *p, const struct dc_deal *d,
                       const struct dc_seen *seen);

static inline void dc_tell_deal(const struct dc_path *p, const struct dc_deal *d,
                                struct dc_seen seen)
{
    if (DC_UNLIKELY(p->observer != NULL)) {
        dc_tell_deal_seen(p, d, &seen);
    }
}
void dc_tell_seat(const struct dc_path *p, const struct dc_seat *s, enum dc_event_kind kind,
                  const char *outcome);
void dc_tell_churn(const struct dc_path *p, uint32_t i_customer);

#endif
