/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/slip.h - what a user of a spreadsheet most likely meant by what is no number. */
#ifndef DC_SCENARIO_SLIP_H
#define DC_SCENARIO_SLIP_H

#include "scenario/draft.h"

#define DC_SLIP_SIZE 160

/* What to do about the row's value, to be put behind the message that it is no number
 * (`; ...`); empty where nothing can be guessed. `currency` is the scenario's. */
void dc_slip_write(const struct dc_row *row, const char *currency, char buf[DC_SLIP_SIZE]);

#endif
