/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/emit.h - results to files and text. A folder appears whole or not at all. */
#ifndef DEALCYCLE_EMIT_H
#define DEALCYCLE_EMIT_H

#include <stdio.h>

#include "dealcycle/decide.h"

#ifdef __cplusplus
extern "C" {
#endif

enum dc_format { DC_TEXT, DC_CSV, DC_JSON };
enum dc_plots { DC_PLOT_SVG = 1, DC_PLOT_PNG = 2, DC_PLOT_PDF = 4 };

struct dc_emit_options {
    const char *dir;     /* final place of the results folder */
    const char *command; /* the command line without --threads, --out, --quiet: for the manifest
                            and report */
    unsigned plots;      /* of enum dc_plots; 0: none */
    bool keep_replications, xlsx;
    bool no_report;      /* leaves report.html out (cases of a batch) */
    double wall_seconds; /* for the manifest only */
    /* Polled while files are written and plots drawn: not 0 leaves with DC_INTERRUPTED, and
     * nothing written. May be NULL. */
    const volatile int *stop;
};

/* Writes the folder beside its final place, renames it into it; replaces an existing one only
 * if dealcycle wrote it. DC_FAILED with the reason in the diagnostics; nothing half-written
 * stays. */
DC_MUST_CHECK enum dc_status dc_emit_results(const struct dc_results *results,
                                             const struct dc_finding *finding,
                                             const struct dc_emit_options *options,
                                             struct dc_diags *diags);
/* The comparison for people (fits 80 columns), or the summary as CSV or JSON, to a stream. */
DC_MUST_CHECK enum dc_status dc_emit_comparison(const struct dc_results *results,
                                                const struct dc_finding *finding,
                                                enum dc_format format, FILE *to);
/* Whether a results folder may stand at `dir`: nothing is there, an empty folder, or one that
 * dealcycle wrote. DC_FAILED (recorded) if not: better known before a long run than after. */
DC_MUST_CHECK enum dc_status dc_emit_may_replace(const char *dir, struct dc_diags *diags);
/* Writes the report of an existing results folder again, from its tables and pictures. */
DC_MUST_CHECK enum dc_status dc_emit_report(const char *dir, struct dc_diags *diags);
/* Draws the plots of an existing results folder again. */
DC_MUST_CHECK enum dc_status dc_emit_plots(const char *dir, unsigned plots,
                                           struct dc_diags *diags);

/* The rows of one team of one replication as a trace: an observer that writes CSV to a stream.
 */
struct dc_trace_writer;
struct dc_trace_writer *dc_trace_new(const struct dc_model *model, uint32_t i_team,
                                     uint64_t replication, FILE *to);
struct dc_observer dc_trace_observer(struct dc_trace_writer *writer);
/* Flushes and frees; DC_FAILED if anything could not be written. */
DC_MUST_CHECK enum dc_status dc_trace_end(struct dc_trace_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
