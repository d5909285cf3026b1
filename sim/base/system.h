/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/system.h - what the operating system says of an error. */
#ifndef DC_BASE_SYSTEM_H
#define DC_BASE_SYSTEM_H

#include "base/bug.h"

/* The system's words for an errno, in English whatever the locale is; safe in any thread.
 * Valid until the thread asks again. */
const char *dc_system_error(int error);

#endif
