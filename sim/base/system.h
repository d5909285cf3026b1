/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/system.h - what the operating system says of an error. */
#ifndef DC_BASE_SYSTEM_H
#define DC_BASE_SYSTEM_H

#include <locale.h>

#include "base/bug.h"

/* The system's words for an errno, in English whatever the locale is; safe in any thread.
 * Valid until the thread asks again. */
const char *dc_system_error(int error);

/* Numbers that this thread prints have a decimal point, whatever the process's locale is,
 * until dc_point_leave takes what dc_point_enter returned; other threads see nothing. */
locale_t dc_point_enter(void);
void dc_point_leave(locale_t before);

#endif
