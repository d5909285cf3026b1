/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/same.h - two ways to one record. */
#ifndef DC_TESTS_SAME_H
#define DC_TESTS_SAME_H

#include "tests/support/lab.h"

/* Fails, and names scenario i, unless both records have the same bytes. */
void same_record(uint64_t i, const struct dc_record *a, const struct dc_record *b);

#endif
