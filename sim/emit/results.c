/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/results.c - the results folder: every table, the plots, the manifest last. */
#include <errno.h>

#include "emit/batch.h"
#include "emit/folder.h"
#include "emit/fs.h"
#include "emit/manifest.h"
#include "emit/plot.h"
#include "emit/report.h"
#include "emit/tables.h"
#include "emit/workbook.h"

struct table_file {
    const char *name;
    dc_table_write *write;
};
static const struct table_file tables[] = {
    {"summary.csv", dc_summary_write},           {"monthly.csv", dc_monthly_write},
    {"compare.csv", dc_compare_write},           {"best.csv", dc_best_write},
    {"distribution.csv", dc_distribution_write}, {"attainment.csv", dc_attainment_write},
};
static const struct table_file selected = {"selection.csv", dc_selection_write};
static const struct table_file kept = {"replications.csv", dc_replications_write};

struct job {
    const struct dc_finding *finding;
    dc_table_write *write;
};

static enum dc_status table_write(const void *self, FILE *to)
{
    const struct job *const job = self;
    return job->write(job->finding, DC_CSV, to);
}

static enum dc_status tables_write(struct dc_folder *folder, const struct dc_finding *finding,
                                   const struct dc_emit_options *options,
                                   struct dc_diags *diags)
{
    enum dc_status status = DC_OK;
    for (size_t i = 0; i < DC_COUNT_OF(tables) && status == DC_OK; i++) {
        const struct job job = {finding, tables[i].write};
        status = dc_folder_write(folder, tables[i].name, table_write, &job, diags);
    }
    uint32_t chosen;
    if (status == DC_OK && dc_finding_selected(finding, &chosen)) {
        const struct job job = {finding, selected.write};
        status = dc_folder_write(folder, selected.name, table_write, &job, diags);
    }
    if (status == DC_OK && options->keep_replications) {
        const struct job job = {finding, kept.write};
        status = dc_folder_write(folder, kept.name, table_write, &job, diags);
    }
    return status;
}

/* Plots that cannot be drawn are a warning; their folder's scripts are still there. */
static enum dc_status folder_fill(struct dc_folder *folder, const struct dc_finding *finding,
                                  const struct dc_emit_options *options, json_t *manifest,
                                  struct dc_diags *diags)
{
    enum dc_status status = tables_write(folder, finding, options, diags);
    if (status == DC_OK && options->plots != 0) {
        const struct dc_drawing drawing = {options->plots, options->stop};
        status = dc_plot_folder(folder->aside, manifest, &drawing, diags);
    }
    if (status == DC_OK && !options->no_report) {
        const struct dc_report report = {.dir = folder->aside, .manifest = manifest};
        status = dc_folder_write(folder, "report.html", dc_report_write, &report, diags);
    }
    if (status == DC_OK && options->xlsx) {
        status = dc_workbook_write(folder->aside, manifest, diags);
    }
    if (status == DC_OK && !dc_manifest_add_files(manifest, folder)) {
        status = dc_fs_report(diags, options->dir, "cannot be read back", EIO);
    }
    if (status == DC_OK) {
        status = dc_folder_write(folder, "manifest.json", dc_manifest_write, manifest, diags);
    }
    return status;
}

enum dc_status dc_emit_results(const struct dc_results *results,
                               const struct dc_finding *finding,
                               const struct dc_emit_options *options, struct dc_diags *diags)
{
    (void)results;
    struct dc_folder folder;
    if (dc_folder_begin(&folder, options->dir, diags) != DC_OK) {
        return DC_FAILED;
    }
    folder.stop = options->stop;
    json_t *const manifest = dc_manifest_new(finding, options);
    enum dc_status status = manifest == NULL
                                ? dc_fs_report(diags, options->dir, "cannot be written", ENOMEM)
                                : folder_fill(&folder, finding, options, manifest, diags);
    json_decref(manifest);
    if (status == DC_OK) {
        return dc_folder_end(&folder, diags);
    }
    dc_folder_abandon(&folder);
    return status;
}

enum dc_status dc_emit_may_replace(const char *dir, struct dc_diags *diags)
{
    return dc_folder_may_replace(dir, diags);
}

static void refuse(const char *dir, const char *why, struct dc_diags *diags)
{
    const struct dc_span at = {.file = dc_diags_file(diags, dir)};
    dc_report(diags, DC_IO, at, NULL, "%s", why);
}

static const char not_ours[] = "is no results folder that dealcycle wrote";

enum dc_status dc_emit_plots(const char *dir, unsigned plots, struct dc_diags *diags)
{
    json_t *const own = dc_manifest_load(dir);
    json_t *const manifest = own != NULL ? own : dc_batch_load(dir);
    if (manifest == NULL) {
        refuse(dir, not_ours, diags);
        return DC_FAILED;
    }
    const struct dc_drawing drawing = {.plots = plots};
    const enum dc_status status = dc_plot_folder(dir, manifest, &drawing, diags);
    json_decref(manifest);
    return status;
}

enum dc_status dc_emit_report(const char *dir, struct dc_diags *diags)
{
    json_t *const manifest = dc_manifest_load(dir);
    if (manifest == NULL) {
        json_t *const batch = dc_batch_load(dir);
        refuse(dir, batch != NULL ? "holds many cases: name the folder of one" : not_ours,
               diags);
        json_decref(batch);
        return DC_FAILED;
    }
    const struct dc_report report = {.dir = dir, .manifest = manifest};
    const enum dc_status status =
        dc_fs_put(dir, "report.html", dc_report_write, &report, diags);
    json_decref(manifest);
    return status;
}
