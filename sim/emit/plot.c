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
    {"calibration_density", "curves.csv",
     "Won deals by steps of the logarithm of their amount: boxes as seen, line as the scenario "
     "draws them."},
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

/* What is drawn, and how far it came. */
struct work {
    const char *dir, *folder;
    const struct dc_drawing *drawing;
    struct dc_diags *diags;
    int error;     /* that no picture is to blame for; 0: none */
    bool is_there; /* gnuplot */
};

struct text {
    const char *at;
    size_t n;
};

static enum dc_status text_put(const void *self, FILE *to)
{
    const struct text *const text = self;
    return fwrite(text->at, 1, text->n, to) == text->n ? DC_OK : DC_FAILED;
}

/* Whether the folder has something to say with a picture (a title) and its table. */
static bool is_drawn(const char *dir, const json_t *manifest, const struct picture *picture)
{
    const json_t *const titles = json_object_get(manifest, "titles");
    return json_object_get(titles, picture->stem) != NULL && exists(dir, picture->table);
}

static bool is_script_of(const char *asset, const struct picture *picture)
{
    const size_t n = strlen(picture->stem);
    return strncmp(asset, "plots/", 6) == 0 && strncmp(asset + 6, picture->stem, n) == 0 &&
           strcmp(asset + 6 + n, ".gp") == 0;
}

/* What the pictures of this folder need, and no more. */
static bool is_needed(const char *asset, const char *dir, const json_t *manifest)
{
    for (size_t i = 0; i < DC_COUNT_OF(pictures); i++) {
        if (is_script_of(asset, &pictures[i])) {
            return is_drawn(dir, manifest, &pictures[i]);
        }
    }
    return strncmp(asset, "plots/", 6) == 0;
}

static enum dc_status scripts_write(const struct work *work, const json_t *manifest)
{
    enum dc_status status = DC_OK;
    for (size_t i = 0; i < dc_n_assets && status == DC_OK; i++) {
        const struct dc_asset *const asset = &dc_assets[i];
        if (is_needed(asset->name, work->dir, manifest) && !exists(work->dir, asset->name)) {
            const struct text text = {asset->text, asset->n};
            status = dc_fs_put(work->folder, asset->name + strlen("plots/"), text_put, &text,
                               work->diags);
        }
    }
    return status;
}

static const struct format {
    unsigned bit;
    const char *name;
    const char *end; /* of a whole picture */
} formats[] = {{DC_PLOT_SVG, "svg", "</svg>"},
               {DC_PLOT_PNG, "png", "IEND\xae\x42\x60\x82"},
               {DC_PLOT_PDF, "pdf", "%%EOF"}};
enum { N_FORMATS = 3, LARGEST_PICTURE = 1 << 28 };

/* gnuplot does not say when the disk was full. */
static bool ends_well(const char *path, const struct format *format)
{
    size_t n = 0;
    const size_t n_end = strlen(format->end);
    char *const text = dc_fs_read(path, LARGEST_PICTURE, &n);
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r')) {
        n--;
    }
    const bool ok =
        text != NULL && n >= n_end && memcmp(text + n - n_end, format->end, n_end) == 0;
    free(text);
    return ok;
}

/* Puts a picture that is whole in its place, and one that is not away. A script that somebody
 * changed may write to the place itself. */
static int settle(const char *folder, const char *stem, const struct format *format,
                  bool is_drawn_well)
{
    char name[64], part[64 + sizeof DC_PLOT_PART];
    snprintf(name, sizeof name, "%s.%s", stem, format->name);
    snprintf(part, sizeof part, "%s" DC_PLOT_PART, name);
    char *const from = dc_fs_join(folder, part);
    char *const to = dc_fs_join(folder, name);
    int error = from == NULL || to == NULL ? ENOMEM : 0;
    const bool is_part = error == 0 && access(from, F_OK) == 0;
    if (is_part && is_drawn_well && !ends_well(from, format)) {
        error = ENOSPC;
    } else if (is_part && is_drawn_well && rename(from, to) != 0) {
        error = errno;
    }
    if (is_part && (error != 0 || !is_drawn_well)) {
        (void)unlink(from);
    }
    free(from);
    free(to);
    return error;
}

static void say_failure(struct dc_diags *diags, const char *stem, const char *format,
                        const char *said)
{
    dc_report(diags, DC_NO_PLOTS, dc_nowhere, NULL, "plots/%s.%s could not be drawn: %s", stem,
              format, said);
}

/* Waits for one that was started; a picture that gnuplot fails at is a warning. */
static void draw_end(struct work *work, const char *stem, const struct format *format,
                     struct dc_gnuplot *plot)
{
    char said[256] = "";
    const bool is_drawn_well = dc_gnuplot_end(plot, said, sizeof said) == DC_OK;
    const int error = settle(work->folder, stem, format, is_drawn_well);
    work->error = work->error == 0 ? error : work->error;
    if (!is_drawn_well) {
        say_failure(work->diags, stem, format->name, said);
    }
}

/* One picture in every format wanted, all at once. */
static void draw_formats(struct work *work, const char *stem)
{
    struct dc_gnuplot plot[N_FORMATS];
    enum dc_status started[N_FORMATS];
    char script[64];
    snprintf(script, sizeof script, "%s.gp", stem);
    for (size_t f = 0; f < N_FORMATS; f++) {
        started[f] = (work->drawing->plots & formats[f].bit) == 0
                         ? DC_INTERRUPTED
                         : dc_gnuplot_start(&plot[f], work->folder, script, formats[f].name);
        work->is_there = work->is_there && started[f] != DC_NOT_MET;
    }
    for (size_t f = 0; f < N_FORMATS; f++) {
        if (started[f] == DC_FAILED) {
            say_failure(work->diags, stem, formats[f].name, "it could not be started");
        } else if (started[f] == DC_OK) {
            draw_end(work, stem, &formats[f], &plot[f]);
        }
    }
}

static enum dc_status draw_all(struct work *work, const json_t *manifest)
{
    const volatile int *const stop = work->drawing->stop;
    for (size_t i = 0; i < DC_COUNT_OF(pictures) && work->is_there && work->error == 0; i++) {
        if (stop != NULL && *stop != 0) {
            return DC_INTERRUPTED;
        }
        if (is_drawn(work->dir, manifest, &pictures[i])) {
            draw_formats(work, pictures[i].stem);
        }
    }
    if (!work->is_there) {
        dc_report(work->diags, DC_NO_PLOTS, dc_nowhere, NULL,
                  "gnuplot is not installed, so no plots were drawn (Debian: gnuplot-nox)");
    }
    return work->error == 0 ? DC_OK : DC_FAILED;
}

enum dc_status dc_plot_folder(const char *dir, const json_t *manifest,
                              const struct dc_drawing *drawing, struct dc_diags *diags)
{
    char *const folder = dc_fs_join(dir, "plots");
    struct work work = {dir, folder, drawing, diags, .is_there = true};
    int error = folder == NULL ? ENOMEM : dc_fs_make_path(folder);
    enum dc_status status = error == 0 ? scripts_write(&work, manifest) : DC_FAILED;
    if (status == DC_OK) {
        status = dc_fs_put(folder, "about.gp", dc_about_write, manifest, diags);
    }
    if (status == DC_OK) {
        status = draw_all(&work, manifest);
        error = work.error;
    }
    free(folder);
    return error == 0 ? status : dc_fs_report(diags, dir, "plots cannot be written", error);
}
