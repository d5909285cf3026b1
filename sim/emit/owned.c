/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/owned.c - whether a folder is dealcycle's to replace.
 *
 * It is if it is empty, or if its manifest says that dealcycle wrote it and nothing lies in it
 * that the manifest does not list: a user's notes beside our tables are not ours to remove. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "emit/asset.h"
#include "emit/folder.h"
#include "emit/fs.h"
#include "emit/manifest.h"
#include "emit/plot.h"

static enum dc_status refuse(struct dc_diags *diags, const char *place, const char *why,
                             const char *name)
{
    const struct dc_span at = {.file = dc_diags_file(diags, place)};
    dc_report(diags, DC_IO, at, NULL, "%s%s%s; name another folder with --out", why,
              name != NULL ? ": " : "", name != NULL ? name : "");
    return DC_FAILED;
}

struct search {
    const json_t *files; /* names that the manifest lists */
    char foreign[256];   /* the first that it does not */
    bool is_empty, is_found;
};

static bool is_script(const struct search *search, const char *name)
{
    bool found =
        strcmp(name, "plots/about.gp") == 0 || json_object_get(search->files, name) != NULL;
    for (size_t i = 0; i < dc_n_assets && !found; i++) {
        found = strcmp(dc_assets[i].name, name) == 0;
    }
    return found;
}

/* What `plot` puts there later: our scripts, and plots/NAME.{svg,png,pdf} of a script NAME.gp,
 * also half drawn where it was killed. */
static bool is_redrawn(const struct search *search, const char *name)
{
    char whole[256], script[260];
    const size_t n = strlen(name), n_part = sizeof DC_PLOT_PART - 1;
    const bool is_part = n > n_part && strcmp(name + n - n_part, DC_PLOT_PART) == 0;
    if (strcmp(name, "plots") == 0 || is_script(search, name)) {
        return true;
    }
    snprintf(whole, sizeof whole, "%.*s", (int)(is_part ? n - n_part : n), name);
    char *const dot = strrchr(whole, '.');
    if (strncmp(whole, "plots/", 6) != 0 || dot == NULL) {
        return false;
    }
    if (strcmp(dot, ".svg") != 0 && strcmp(dot, ".png") != 0 && strcmp(dot, ".pdf") != 0) {
        return false;
    }
    *dot = '\0';
    snprintf(script, sizeof script, "%s.gp", whole);
    return is_script(search, script);
}

/* `.NAME.new`: a NAME of ours that was being written when its writer was killed. */
static bool is_unfinished(const struct search *search, const char *name)
{
    char whole[256];
    const char *const slash = strrchr(name, '/');
    const char *const base = slash != NULL ? slash + 1 : name;
    const size_t n = strlen(base);
    if (base[0] != '.' || n < 6 || strcmp(base + n - 4, ".new") != 0) {
        return false;
    }
    snprintf(whole, sizeof whole, "%.*s%.*s", (int)(base - name), name, (int)(n - 5), base + 1);
    return strcmp(whole, "manifest.json") == 0 || strcmp(whole, "report.html") == 0 ||
           is_script(search, whole);
}

static bool is_folder_of_ours(const struct search *search, const char *name)
{
    const char *file;
    json_t *value;
    const size_t n = strlen(name);
    json_object_foreach((json_t *)search->files, file, value)
    {
        if (strncmp(file, name, n) == 0 && file[n] == '/') {
            return true;
        }
    }
    return false;
}

static bool look(void *self, const char *name)
{
    struct search *const search = self;
    search->is_empty = false;
    const bool ours = strcmp(name, "manifest.json") == 0 ||
                      json_object_get(search->files, name) != NULL ||
                      is_folder_of_ours(search, name) || is_redrawn(search, name) ||
                      strcmp(name, "report.html") == 0 || is_unfinished(search, name);
    if (!ours && !search->is_found) {
        snprintf(search->foreign, sizeof search->foreign, "%s", name);
        search->is_found = true;
    }
    return ours;
}

enum dc_status dc_folder_may_replace(const char *place, struct dc_diags *diags)
{
    struct stat st;
    struct search search = {.is_empty = true};
    if (stat(place, &st) != 0) {
        return errno == ENOENT || errno == ENOTDIR
                   ? DC_OK
                   : dc_fs_report(diags, place, "cannot be looked at", errno);
    }
    if (!S_ISDIR(st.st_mode)) {
        return refuse(diags, place, "is a file, not a folder", NULL);
    }
    json_t *const files = dc_manifest_load_files(place);
    const bool has_our_mark = files != NULL;
    search.files = files;
    const int error = dc_fs_each(place, look, &search);
    json_decref(files);
    if (error != 0) {
        return dc_fs_report(diags, place, "cannot be looked at", error);
    }
    if (search.is_empty) {
        return DC_OK;
    }
    if (!has_our_mark) {
        return refuse(diags, place, "is a folder that dealcycle did not write", NULL);
    }
    return search.is_found
               ? refuse(diags, place, "holds what dealcycle did not write", search.foreign)
               : DC_OK;
}
