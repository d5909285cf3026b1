/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/comma_locale.h - puts the process into a locale with a decimal comma. */
#ifndef DC_TESTS_COMMA_LOCALE_H
#define DC_TESTS_COMMA_LOCALE_H

#include <stdbool.h>

/* Makes such a locale in a temporary folder (no package with locales is needed) and sets
 * it; false if it cannot be made. printf("%g", 0.5) then gives `0,5`. */
bool comma_locale_enter(void);
void comma_locale_leave(void);

#endif
