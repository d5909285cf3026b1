/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/scarce.h - memory that is counted, and runs out when a test says so. For
 * programs linked with --wrap=malloc,calloc,realloc: name them in the Makefile. */
#ifndef DC_TESTS_SCARCE_H
#define DC_TESTS_SCARCE_H

/* The n-th allocation from here is refused, and all after it. */
void scarce_from(long n);
/* Memory is plentiful again, as at the start. */
void scarce_end(void);

/* Allocations asked for since the start, refused or not. */
unsigned scarce_asked(void);

#endif
