/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/lab.h - scenarios from inline text, paths run one by one, and means
 * with their standard errors. */
#ifndef DC_TESTS_LAB_H
#define DC_TESTS_LAB_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "dealcycle.h"
#include "path/path.h"

/* Parses `parameter,value` rows (the header is put before them); fails the test with the
 * diagnostics if they are not a scenario. */
struct dc_model *lab_model(const char *rows);
/* The same under a stress: rows of `stress,parameter,operation,value,from,to`, stress s. */
struct dc_model *lab_model_stressed(const char *rows, const char *stress_rows);
/* A new file of such rows, to remove; its name goes where LAB_STRESS_FILE stands. */
#define LAB_STRESS_FILE "/tmp/dealcycle-stress-XXXXXX"
void lab_stress_file(char *file, const char *stress_rows);

/* Samples folded in order (Welford). */
struct lab_mean {
    double n, mean, ssd;
};
void lab_add(struct lab_mean *m, double x);
double lab_variance(const struct lab_mean *m);
double lab_error(const struct lab_mean *m); /* standard error of the mean */

/* Fails unless |mean - expected| <= errors * standard error and the standard error is
 * below `share` of expected. Prints both values. */
void lab_expect(const char *what, const struct lab_mean *m, double expected, double errors,
                double share);

/* The record of a replication of the first team; it holds until the next run. */
const struct dc_record *lab_record(struct dc_path *path, uint64_t replication,
                                   const struct dc_observer *observer);

/* Runs replications [0, n) of a team and shows each record. */
void lab_each(const struct dc_model *model, uint32_t i_team, uint64_t n,
              const struct dc_observer *observer,
              void (*see)(void *self, uint64_t r, const struct dc_record *record), void *self);

#endif
