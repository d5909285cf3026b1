/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle.h - simulates sales teams by Monte Carlo: include this for everything.
 *
 *   CSV text -> dc_model (scenario.h) -> dc_plan (plan.h) -> dc_results of tallies (run.h,
 *   tally.h) -> dc_finding (decide.h) -> files and text (emit.h)
 *
 * The library never exits, prints, reads the environment or the locale, or keeps mutable
 * global state; two models may run in two threads at once. One exception: the first dc_
 * call turns GSL's aborting error handler off for the process. */
#ifndef DEALCYCLE_H
#define DEALCYCLE_H

#define DC_VERSION "0.1.0"

#include "dealcycle/diag.h"
#include "dealcycle/text.h"
#include "dealcycle/scenario.h"
#include "dealcycle/record.h"
#include "dealcycle/plan.h"
#include "dealcycle/sweep.h"
#include "dealcycle/tally.h"
#include "dealcycle/run.h"
#include "dealcycle/decide.h"
#include "dealcycle/emit.h"
#include "dealcycle/listing.h"
#include "dealcycle/batch.h"
#include "dealcycle/reverse.h"
#include "dealcycle/calibrate.h"

#endif
