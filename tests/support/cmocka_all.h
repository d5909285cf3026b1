/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/cmocka_all.h - cmocka and what it wants included before it. */
#ifndef DC_TESTS_CMOCKA_ALL_H
#define DC_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
