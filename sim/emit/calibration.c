/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/calibration.c - the folder of a calibration, and its scenario. */
#include "emit/calibration.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dealcycle.h" /* DC_VERSION */
#include "emit/folder.h"
#include "emit/fs.h"
#include "emit/manifest.h"
#include "emit/plot.h"

static const struct file {
    const char *name;
    dc_file_write *write;
} files[] = {
    {"calibration.csv", dc_calibration_fits_write},
    {"curves.csv", dc_calibration_curves_write},
    {"rejected.csv", dc_calibration_rejected_write},
};

static const struct title {
    const char *curve, *stem, *text;
} titles[] = {
    {"survival", "calibration_survival", "How long deals stay open, as seen and as fitted"},
    {"incidence", "calibration_incidence", "What share of deals is won and lost by a day"},
    {"size", "calibration_size", "How large won deals are: share above an amount"},
    {"density", "calibration_density", "Where deal sizes lie, as seen and as drawn"},
    {"channel", "calibration_channel", "Win rate by channel, raw and like for like"},
    {"reps", "calibration_reps", "Win rates of reps, and what chance alone allows"},
};

static bool has_curve(const struct dc_calibration *c, const char *curve)
{
    for (size_t i = 0; i < c->n_curves; i++) {
        if (strcmp(c->curve[i].curve, curve) == 0) {
            return true;
        }
    }
    return false;
}

/* Groups that have sizes, for the plot. */
static json_t *segments_list(const struct dc_calibration *c)
{
    json_t *const list = json_array();
    for (size_t i = 0; i < c->n_groups; i++) {
        if (c->group[i].size.has) {
            json_array_append_new(list, dc_json_text(c->group[i].name));
        }
    }
    return list;
}

static json_t *manifest_new(const struct dc_calibration *c,
                            const struct dc_emit_options *options)
{
    json_t *const list = json_object();
    json_t *const verdict = json_array();
    for (size_t i = 0; i < DC_COUNT_OF(titles); i++) {
        if (has_curve(c, titles[i].curve)) {
            json_object_set_new(list, titles[i].stem, json_string(titles[i].text));
        }
    }
    for (size_t i = 0; i < c->n_sentences; i++) {
        json_array_append_new(verdict, dc_json_text(c->sentence[i]));
    }
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:[], s:[], s:{s:o}}", "what", DC_FOLDER_MARK,
                     "version", DC_VERSION, "command", dc_json_text(options->command),
                     "verdict", verdict, "titles", list, "ranking", "scenarios", "about",
                     "segments", segments_list(c));
}

static enum dc_status folder_fill(struct dc_folder *folder, const struct dc_calibration *c,
                                  const struct dc_emit_options *options, json_t *manifest,
                                  struct dc_diags *diags)
{
    enum dc_status status = DC_OK;
    for (size_t i = 0; i < DC_COUNT_OF(files) && status == DC_OK; i++) {
        status = dc_folder_write(folder, files[i].name, files[i].write, c, diags);
    }
    if (status == DC_OK && options->plots != 0) {
        const struct dc_drawing drawing = {options->plots, options->stop};
        status = dc_plot_folder(folder->aside, manifest, &drawing, diags);
    }
    if (status == DC_OK) {
        const struct dc_calibration_page page = {c, manifest, folder->aside};
        status = dc_folder_write(folder, "calibration.html", dc_calibration_html_write, &page,
                                 diags);
    }
    if (status == DC_OK && !dc_manifest_add_files(manifest, folder)) {
        status = dc_fs_report(diags, options->dir, "cannot be read back", EIO);
    }
    if (status == DC_OK) {
        status = dc_folder_write(folder, "manifest.json", dc_manifest_write, manifest, diags);
    }
    return status;
}

static bool is_ours(const char *file)
{
    char line[sizeof DC_CALIBRATION_MARK] = "";
    FILE *const from = fopen(file, "re");
    if (from == NULL) {
        return errno == ENOENT;
    }
    const size_t n = fread(line, 1, sizeof line - 1, from);
    fclose(from);
    return n == sizeof line - 1 && strcmp(line, DC_CALIBRATION_MARK) == 0;
}

static bool may_replace(const char *file, struct dc_diags *diags)
{
    if (is_ours(file)) {
        return true;
    }
    const struct dc_span at = {.file = dc_diags_file(diags, file)};
    return dc_report(diags, DC_IO, at, NULL,
                     "is there already, and calibrate did not write it; name another file");
}

static enum dc_status rows_write(const void *calibration, FILE *to)
{
    return dc_calibration_scenario_write(calibration, to);
}

static enum dc_status seen_write(const void *calibration, FILE *to)
{
    return dc_calibration_seen_write(calibration, to);
}

/* The folder of a file, to free. */
static char *folder_of(const char *file)
{
    const char *const slash = strrchr(file, '/');
    const size_t n = slash != NULL ? (size_t)(slash - file) : 0;
    return slash == NULL ? strdup(".") : n == 0 ? strdup("/") : strndup(file, n);
}

/* A table that calibrate did not write stays as well. */
static bool table_may_replace(const struct dc_calibration *c, const char *dir,
                              struct dc_diags *diags)
{
    const size_t size = strlen(dir) + strlen(c->table) + 2;
    char *const table = malloc(size);
    if (table == NULL) {
        return dc_fs_report(diags, dir, "cannot be written", ENOMEM) == DC_OK;
    }
    snprintf(table, size, "%s/%s", dir, c->table);
    const bool may = may_replace(table, diags);
    free(table);
    return may;
}

/* Whole or not at all: what was calibrated before stays until then. The table of values goes
 * first: a scenario never stands there without it. */
static enum dc_status scenario_write(const struct dc_calibration *c, const char *file,
                                     struct dc_diags *diags)
{
    const char *const slash = strrchr(file, '/');
    char *const dir = folder_of(file);
    enum dc_status status = DC_OK;
    if (dir == NULL) {
        return dc_fs_report(diags, file, "cannot be written", ENOMEM);
    }
    if (c->n_seen > 0) {
        status = table_may_replace(c, dir, diags)
                     ? dc_fs_put(dir, c->table, seen_write, c, diags)
                     : DC_FAILED;
    }
    if (status == DC_OK) {
        status = dc_fs_put(dir, slash != NULL ? slash + 1 : file, rows_write, c, diags);
    }
    free(dir);
    return status;
}

/* The scenario last of what can fail, but for the folder's name. */
static enum dc_status all_write(struct dc_folder *folder, const struct dc_calibration *c,
                                const char *scenario_file,
                                const struct dc_emit_options *options, struct dc_diags *diags)
{
    json_t *const manifest = manifest_new(c, options);
    enum dc_status status = manifest == NULL
                                ? dc_fs_report(diags, options->dir, "cannot be written", ENOMEM)
                                : folder_fill(folder, c, options, manifest, diags);
    json_decref(manifest);
    return status == DC_OK ? scenario_write(c, scenario_file, diags) : status;
}

enum dc_status dc_emit_calibration(const struct dc_calibration *calibration,
                                   const char *scenario_file,
                                   const struct dc_emit_options *options,
                                   struct dc_diags *diags)
{
    struct dc_folder folder;
    if (!may_replace(scenario_file, diags) ||
        dc_folder_begin(&folder, options->dir, diags) != DC_OK) {
        return DC_FAILED;
    }
    folder.stop = options->stop;
    const enum dc_status status =
        all_write(&folder, calibration, scenario_file, options, diags);
    if (status == DC_OK) {
        return dc_folder_end(&folder, diags);
    }
    dc_folder_abandon(&folder);
    return status;
}
