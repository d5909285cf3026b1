/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/chance.h - scenarios drawn at random from the parameter table, so that a new
 * parameter joins by itself. */
#ifndef DC_TESTS_CHANCE_H
#define DC_TESTS_CHANCE_H

#include <stddef.h>
#include <stdint.h>

/* Rows (without the header) of scenario number `seed`: 1 to 2 segments, 2 to 4 stages, 2 roles
 * and 2 teams, every optional parameter set with probability 1/2. */
void chance_rows(uint64_t seed, char *rows, size_t size);

#endif
