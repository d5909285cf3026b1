/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/text.h - what a program around the library needs to read its own command
 * line as the library reads a scenario: numbers whatever the locale is, and the name
 * that was meant. */
#ifndef DEALCYCLE_TEXT_H
#define DEALCYCLE_TEXT_H

#include "dealcycle/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads all of text[0, n) as one plain decimal number (sign, digits, point,
 * exponent; `_` between digits); no blanks, hex, inf or nan. false, and *out
 * untouched, if it is none or overflows. */
DC_MUST_CHECK bool dc_number_parse(const char *text, size_t n, double *out);

/* The nearest of n candidates, or NULL if none is near enough: at most a third of the
 * longer length in edits, at least 1. */
const char *dc_suggest_nearest(const char *word, size_t n_word, const char *const candidate[],
                               size_t n);

#ifdef __cplusplus
}
#endif
#endif
