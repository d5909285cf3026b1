/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/system.h - what the operating system says of an error, and large memory. */
#ifndef DC_BASE_SYSTEM_H
#define DC_BASE_SYSTEM_H

#include <locale.h>

#include "base/bug.h"

/* The system's words for an errno, in English whatever the locale is; safe in any thread.
 * Valid until the thread asks again. */
const char *dc_system_error(int error);

/* Memory as of malloc, to be freed as such, in large pages where it is large and the system has
 * them: reading far apart then waits less. */
void *dc_system_large(size_t n_bytes);

/* Numbers that this thread prints have a decimal point, whatever the process's locale is,
 * until dc_point_leave takes what dc_point_enter returned; other threads see nothing. */
locale_t dc_point_enter(void);
void dc_point_leave(locale_t before);

#endif
