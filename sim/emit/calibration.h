/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/calibration.h - the files of a calibration. */
#ifndef DC_EMIT_CALIBRATION_H
#define DC_EMIT_CALIBRATION_H

#include <jansson.h>
#include <stdio.h>

#include "calibrate/fits.h"

/* The first line of a scenario that calibrate wrote: such a file may be written again. */
#define DC_CALIBRATION_MARK "# Written by dealcycle calibrate"

/* Each writes one file of a dc_calibration (a dc_file_write). */
enum dc_status dc_calibration_fits_write(const void *calibration, FILE *to);
enum dc_status dc_calibration_curves_write(const void *calibration, FILE *to);
enum dc_status dc_calibration_rejected_write(const void *calibration, FILE *to);
enum dc_status dc_calibration_scenario_write(const void *calibration, FILE *to);
enum dc_status dc_calibration_seen_write(const void *calibration, FILE *to);

/* The page is the last: its pictures are read from dir/plots. */
struct dc_calibration_page {
    const struct dc_calibration *calibration;
    const json_t *manifest;
    const char *dir;
};
enum dc_status dc_calibration_html_write(const void *page, FILE *to);

#endif
