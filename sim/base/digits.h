/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/digits.h - the fewest decimal digits that read back as a double. */
#ifndef DC_BASE_DIGITS_H
#define DC_BASE_DIGITS_H

#include <locale.h>

#include "base/bug.h"

/* Room for the 17 digits that any double needs at most, and a NUL. */
#define DC_DIGITS_SIZE 18

/* The shortest digits of x > 0 (finite), without zeros at the end: x is nearly
 * digit[0].digit[1]digit[2]... times 10^exponent. Of equally short ones the nearest to x.
 * Returns how many. */
size_t dc_digits_find(double x, char digit[DC_DIGITS_SIZE], int *exponent);

/* The same by trying longer and longer texts: for what the fast way does not cover, and
 * to test it. */
size_t dc_digits_try(double x, char digit[DC_DIGITS_SIZE], int *exponent);

/* The "C" locale for this thread, from enter to leave. */
struct dc_c_locale {
    locale_t c, before;
};
void dc_c_locale_enter(struct dc_c_locale *l);
void dc_c_locale_leave(const struct dc_c_locale *l);

/* Writes a whole number in decimal, NUL-ended; returns its length. */
#define DC_WHOLE_SIZE 21
size_t dc_digits_whole(uint64_t x, char to[DC_WHOLE_SIZE]);

#endif
