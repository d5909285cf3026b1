/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/near.h - numbers that are to be nearly others; both are shown if not. */
#ifndef DC_TESTS_NEAR_H
#define DC_TESTS_NEAR_H

/* Fails unless |observed - expected| <= relative |expected|. */
void assert_near(const char *what, double observed, double expected, double relative);
/* Fails unless |observed - expected| <= bound. */
void assert_within(const char *what, double observed, double expected, double bound);

#endif
