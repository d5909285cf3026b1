/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/system.c - what the operating system says of an error. */
#include "base/system.h"

#include <locale.h>
#include <string.h>

const char *dc_system_error(int error)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);

    if (c == (locale_t)0) {
        return "system error";
    }
    const char *text = strerror_l(error, c);
    freelocale(c);
    return text;
}

locale_t dc_point_enter(void)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return c != (locale_t)0 ? uselocale(c) : (locale_t)0;
}

void dc_point_leave(locale_t before)
{
    if (before != (locale_t)0) {
        freelocale(uselocale(before));
    }
}
