/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/plot.h - pictures of a results folder, drawn by gnuplot. */
#ifndef DC_EMIT_PLOT_H
#define DC_EMIT_PLOT_H

#include "emit/manifest.h"

struct dc_drawing {
    unsigned plots;           /* of enum dc_plots */
    const volatile int *stop; /* polled between pictures; may be NULL */
};
/* Writes the scripts that the folder's pictures need (where they are not there yet, so a user's
 * changes hold) and about.gp into dir/plots and draws every picture whose tables are there.
 * What gnuplot cannot draw is a warning; DC_FAILED: a file cannot be written. */
DC_MUST_CHECK enum dc_status dc_plot_folder(const char *dir, const json_t *manifest,
                                            const struct dc_drawing *drawing,
                                            struct dc_diags *diags);

/* The most teams a picture shows: the best by mean, in order of first appearance. */
enum { DC_PLOT_TEAMS = 6 };

/* What there is to see in a picture, for those who cannot; "" for others than ours. */
const char *dc_plot_description(const char *stem);

/* What each picture says, by the stem of its script; false: memory. */
DC_MUST_CHECK bool dc_plot_titles(json_t *titles, const struct dc_finding *finding);

/* The about.gp of a folder: who is compared, in quoted and escaped text. (a dc_file_write) */
enum dc_status dc_about_write(const void *manifest, FILE *to);

/* Behind the name of a picture that is being drawn. */
#define DC_PLOT_PART ".part"

/* One gnuplot at work on a script in its folder, without a shell. */
struct dc_gnuplot {
    long pid;
    int said; /* where its messages come */
};
/* DC_NOT_MET: gnuplot is not installed. On DC_OK it must be ended. */
DC_MUST_CHECK enum dc_status dc_gnuplot_start(struct dc_gnuplot *plot, const char *folder,
                                              const char *script, const char *format);
/* Waits for it; DC_FAILED: it failed, and `said` holds the end of what it said. */
DC_MUST_CHECK enum dc_status dc_gnuplot_end(struct dc_gnuplot *plot, char *said, size_t size);

#endif
