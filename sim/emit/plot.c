/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/plot.c - the pictures: scripts laid into the folder, then drawn. */
#include "emit/plot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emit/asset.h"
#include "emit/fs.h"

/* Every picture: its script's stem, and the tables without which it is not drawn. */
static const struct picture {
    const char *stem, *table;
} pictures[] = {
    {"fan", "monthly.csv"},
    {"distribution", "distribution.csv"},
};

static bool exists(const char *dir, const char *name)
{
    char *const path = dc_fs_join(dir, name);
    const bool is_there = path != NULL && access(path, F_OK) == 0;
    free(path);
    return is_there;
}

static int text_write(const char *dir, const char *name, const char *text, size_t n)
{
    char *const path = dc_fs_join(dir, name);
    FILE *const to = path != NULL ? fopen(path, "we") : NULL;
    int error = to == NULL ? errno : 0;
    if (error == 0 && fwrite(text, 1, n, to) != n) {
        error = errno;
    }
    if (to != NULL && fclose(to) != 0 && error == 0) {
        error = errno;
    }
    free(path);
    return error;
}

static int scripts_write(const char *dir)
{
    int error = 0;
    for (size_t i = 0; i < dc_n_assets && error == 0; i++) {
        const struct dc_asset *const asset = &dc_assets[i];
        if (strncmp(asset->name, "plots/", 6) == 0 && !exists(dir, asset->name)) {
            error = text_write(dir, asset->name, asset->text, asset->n);
        }
    }
    return error;
}

static int about_write(const char *dir, const json_t *manifest)
{
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);
    int error = to == NULL ? errno : 0;
    if (to != NULL) {
        error = dc_about_write(manifest, to) == DC_OK ? 0 : ENOMEM;
        error = fclose(to) == 0 ? error : ENOMEM;
    }
    error = error == 0 ? text_write(dir, "plots/about.gp", text, n) : error;
    free(text);
    return error;
}

/* One picture in one format; a failure is a warning. DC_NOT_MET: there is no gnuplot. */
static enum dc_status draw(const char *dir, const char *stem, const char *format,
                           struct dc_diags *diags)
{
    char script[64];
    char said[256];
    char *const folder = dc_fs_join(dir, "plots");
    snprintf(script, sizeof script, "%s.gp", stem);
    const enum dc_status status =
        folder == NULL ? DC_FAILED : dc_gnuplot_run(folder, script, format, said, sizeof said);
    free(folder);
    if (status == DC_NOT_MET) {
        dc_report(diags, DC_NO_PLOTS, dc_nowhere, NULL,
                  "gnuplot is not installed, so no plots were drawn (Debian: gnuplot-nox)");
    } else if (status != DC_OK) {
        dc_report(diags, DC_NO_PLOTS, dc_nowhere, NULL, "plots/%s.%s could not be drawn: %s",
                  stem, format, said);
    }
    return status;
}

static void draw_all(const char *dir, unsigned plots, struct dc_diags *diags)
{
    static const struct {
        unsigned bit;
        const char *name;
    } format[] = {{DC_PLOT_SVG, "svg"}, {DC_PLOT_PNG, "png"}, {DC_PLOT_PDF, "pdf"}};
    for (size_t i = 0; i < DC_COUNT_OF(pictures); i++) {
        for (size_t f = 0; f < DC_COUNT_OF(format) && exists(dir, pictures[i].table); f++) {
            const bool is_wanted = (plots & format[f].bit) != 0;
            if (is_wanted && draw(dir, pictures[i].stem, format[f].name, diags) == DC_NOT_MET) {
                return;
            }
        }
    }
}

enum dc_status dc_plot_folder(const char *dir, const json_t *manifest, unsigned plots,
                              struct dc_diags *diags)
{
    char *const folder = dc_fs_join(dir, "plots");
    int error = folder == NULL ? ENOMEM : dc_fs_make_path(folder);
    error = error == 0 ? scripts_write(dir) : error;
    error = error == 0 ? about_write(dir, manifest) : error;
    free(folder);
    if (error != 0) {
        return dc_fs_report(diags, dir, "plots cannot be written", error);
    }
    draw_all(dir, plots, diags);
    return DC_OK;
}
