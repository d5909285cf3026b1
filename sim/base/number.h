/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/number.h - the only place where text becomes a double and back, whatever
 * the process's locale is. */
#ifndef DC_BASE_NUMBER_H
#define DC_BASE_NUMBER_H

#include "base/bug.h"
#include "dealcycle/text.h" /* dc_number_parse */

/* Room for any double that dc_number_write prints, with its NUL. */
#define DC_NUMBER_SIZE 32

/* The shortest decimal text that reads back as the same double, with a NUL;
 * returns its length. x must be finite; -0 is written `0`. */
size_t dc_number_write(double x, char buf[DC_NUMBER_SIZE]);

#endif
