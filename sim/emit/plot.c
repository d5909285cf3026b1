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

/* Every picture: its script's stem, the table without which it is not drawn, and what there is
 * to see. */
static const struct picture {
    const char *stem, *table, *description;
} pictures[] = {
    {"fan", "monthly.csv",
     "Cumulative contribution by month: a line for each team's mean, and a band that holds 90% "
     "of "
     "the futures."},
    {"distribution", "distribution.csv",
     "How each team's contribution spreads over the futures, with marks at the levels that 5%, "
     "50% "
     "and 95% of them stay below."},
    {"exceedance", "distribution.csv",
     "The share of futures that reach a level of contribution (left) and of bookings (right, "
     "with "
     "the target where there is one)."},
    {"difference", "compare.csv",
     "How far every other team stays behind the best in the same futures: mean difference and "
     "its "
     "95% interval."},
    {"cost", "summary.csv", "What each team's mean cost is made of."},
    {"cash", "monthly.csv",
     "Mean bookings of each month, and mean cumulative cash with its lowest point."},
    {"funnel", "summary.csv",
     "How many deals reach each stage and how many are won, with the share of the stage "
     "before."},
    {"people", "monthly.csv",
     "Mean seats filled (thin: productive ones) and how busy the reps are, by month."},
    {"response", "monthly.csv",
     "How long leads wait for a first answer, by month: mean, and a band that holds 90% of the "
     "futures."},
    {"attainment", "attainment.csv",
     "How rep-periods spread over the attainment of their quota."},
    {"stress", "stress.csv",
     "What each stress makes of every team, beside the base: mean difference and its 95% "
     "interval."},
    {"sweep", "batch.csv", "Mean contribution of every team over the cases."},
    {"calibration_survival", "curves.csv",
     "The share of deals still open by age, as seen with its band and as the best family has "
     "it."},
    {"calibration_incidence", "curves.csv",
     "The shares of deals won and lost by age, with 95% bands."},
    {"calibration_size", "curves.csv",
     "The share of won deals above an amount, by segment: dots as seen, lines as fitted."},
    {"calibration_channel", "curves.csv",
     "Win rates of inside and outside, raw and among deals of like size, with 95% bars."},
    {"calibration_reps", "curves.csv",
     "Each rep's win rate by closed deals, and the band in which chance alone keeps 95 of "
     "100."},
};

const char *dc_plot_description(const char *stem)
{
    for (size_t i = 0; i < DC_COUNT_OF(pictures); i++) {
        if (strcmp(pictures[i].stem, stem) == 0) {
            return pictures[i].description;
        }
    }
    return "";
}

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

static const struct format {
    unsigned bit;
    const char *name;
} formats[] = {{DC_PLOT_SVG, "svg"}, {DC_PLOT_PNG, "png"}, {DC_PLOT_PDF, "pdf"}};
enum { N_FORMATS = 3 };

static void say_failure(struct dc_diags *diags, const char *stem, const char *format,
                        const char *said)
{
    dc_report(diags, DC_NO_PLOTS, dc_nowhere, NULL, "plots/%s.%s could not be drawn: %s", stem,
              format, said);
}

/* One picture in every format wanted, all at once; a failure is a warning. false: there is no
 * gnuplot. */
static bool draw_formats(const char *folder, const char *stem, unsigned plots,
                         struct dc_diags *diags)
{
    struct dc_gnuplot plot[N_FORMATS];
    enum dc_status started[N_FORMATS];
    char script[64];
    char said[256] = "";
    bool is_there = true;
    snprintf(script, sizeof script, "%s.gp", stem);
    for (size_t f = 0; f < N_FORMATS; f++) {
        started[f] = (plots & formats[f].bit) == 0
                         ? DC_INTERRUPTED
                         : dc_gnuplot_start(&plot[f], folder, script, formats[f].name);
        is_there = is_there && started[f] != DC_NOT_MET;
    }
    for (size_t f = 0; f < N_FORMATS; f++) {
        if (started[f] == DC_FAILED) {
            say_failure(diags, stem, formats[f].name, "it could not be started");
        } else if (started[f] == DC_OK &&
                   dc_gnuplot_end(&plot[f], said, sizeof said) != DC_OK) {
            say_failure(diags, stem, formats[f].name, said);
        }
    }
    return is_there;
}

/* Every picture that has something to say (a title) and its table. */
static void draw_all(const char *dir, const char *folder, const json_t *manifest,
                     unsigned plots, struct dc_diags *diags)
{
    const json_t *const titles = json_object_get(manifest, "titles");
    for (size_t i = 0; i < DC_COUNT_OF(pictures); i++) {
        const bool has_title = json_object_get(titles, pictures[i].stem) != NULL;
        if (has_title && exists(dir, pictures[i].table) &&
            !draw_formats(folder, pictures[i].stem, plots, diags)) {
            dc_report(diags, DC_NO_PLOTS, dc_nowhere, NULL,
                      "gnuplot is not installed, so no plots were drawn (Debian: gnuplot-nox)");
            return;
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
    if (error == 0) {
        draw_all(dir, folder, manifest, plots, diags);
    }
    free(folder);
    return error == 0 ? DC_OK : dc_fs_report(diags, dir, "plots cannot be written", error);
}
