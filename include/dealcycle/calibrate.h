/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/calibrate.h - from opportunities as a CRM exports them to a scenario, and how each
 * number came about. */
#ifndef DEALCYCLE_CALIBRATE_H
#define DEALCYCLE_CALIBRATE_H

#include "dealcycle/emit.h"

#ifdef __cplusplus
extern "C" {
#endif

enum dc_date_order { DC_DATES_FOUND_OUT, DC_DATES_DMY, DC_DATES_MDY };

struct dc_calibrate_options {
    const char *file;
    const char *join_file, *join_column; /* both, or NULL */
    const char *map_file;                /* field,column,value,meaning; or NULL */
    const char *as_of;                   /* YYYY-MM-DD; NULL: the latest date in the file */
    enum dc_date_order dates;            /* how 3/4/2026 is meant */
    const char *scenario_file;           /* where the scenario will go: it names its table */
};
struct dc_calibration;

/* Reads the exports and applies the rules; no fits yet. DC_BAD_INPUT: the diagnostics say what
 * is wrong. */
DC_MUST_CHECK enum dc_status dc_calibration_read(const struct dc_calibrate_options *options,
                                                 struct dc_diags *diags,
                                                 struct dc_calibration **out);
/* Fits everything and makes the rows of the scenario. */
DC_MUST_CHECK enum dc_status dc_calibration_fit(struct dc_calibration *calibration,
                                                struct dc_diags *diags);
void dc_calibration_free(struct dc_calibration *calibration);

/* What was recognised and which rules were applied, line by line; NULL past the last. */
const char *dc_calibration_note(const struct dc_calibration *calibration, size_t i);
/* What was found, most important first, in plain words; NULL past the last. */
const char *dc_calibration_sentence(const struct dc_calibration *calibration, size_t i);

/* Writes the scenario (an existing file only if calibrate wrote it), beside it
 * SCENARIO-empirical.csv if it reads values as they were seen, and the folder of options->dir:
 * calibration.csv, curves.csv, rejected.csv, calibration.html, plots. */
DC_MUST_CHECK enum dc_status dc_emit_calibration(const struct dc_calibration *calibration,
                                                 const char *scenario_file,
                                                 const struct dc_emit_options *options,
                                                 struct dc_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
