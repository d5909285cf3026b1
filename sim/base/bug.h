/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/bug.h - attributes and assertions every file may use. */
#ifndef DC_BASE_BUG_H
#define DC_BASE_BUG_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dealcycle/diag.h" /* DC_MUST_CHECK, DC_PRINTF, enum dc_status */

#define DC_LIKELY(x) __builtin_expect(!!(x), 1)
#define DC_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define DC_COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* A statement about our own code, never about input. Checked where DC_CHECK is
 * defined (the asan, tsan and debug flavours); free in a release. */
#ifdef DC_CHECK
#define DC_BUG_UNLESS(x) assert(x)
#else
#define DC_BUG_UNLESS(x) ((void)0)
#endif

#endif
