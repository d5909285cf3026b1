/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide/words.h - numbers as people read them: sensible digits, units, no locale.
 *
 * Every function writes a NUL-ended text into a buffer of DC_WORDS_SIZE and returns it. */
#ifndef DC_DECIDE_WORDS_H
#define DC_DECIDE_WORDS_H

#include "base/bug.h"

#define DC_WORDS_SIZE 96

/* `decimals` places (0 to 6), half away from 0, never `-0`: 1234.50. */
const char *dc_words_fixed(double x, int decimals, char buf[DC_WORDS_SIZE]);
/* The same with whole digits in threes: 1,234,567.5. */
const char *dc_words_grouped(double x, int decimals, char buf[DC_WORDS_SIZE]);
/* Three digits and a power of a thousand, without zeros at the end: 412k, 1.2M, -31.5k, 0. */
const char *dc_words_short(double x, char buf[DC_WORDS_SIZE]);
/* The same for columns: always three digits, and a blank before the suffix: 1.20 M. */
const char *dc_words_column(double x, char buf[DC_WORDS_SIZE]);
/* A share in running text: 87%, 2.4%, more than 99.9%. */
const char *dc_words_share(double share, char buf[DC_WORDS_SIZE]);
/* A value with its unit (as in a row; `share` gives percent): 412k USD, 83.2%, 3.2 days, 455.
 */
const char *dc_words_quantity(double x, const char *unit, char buf[DC_WORDS_SIZE]);
/* The same without the unit where it is a word (for the ends of an interval). */
const char *dc_words_bare(double x, const char *unit, char buf[DC_WORDS_SIZE]);
/* A metric's name in running text: win_rate -> win rate, cac -> cost per win. */
const char *dc_words_metric(const char *name, char buf[DC_WORDS_SIZE]);

#endif
