/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/owned.c - whether a folder is dealcycle's to replace.
 *
 * It is if it is empty, or if its manifest says that dealcycle wrote it and nothing lies in it
 * that the manifest does not list: a user's notes beside our tables are not ours to remove. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "emit/folder.h"
#include "emit/fs.h"
#include "emit/manifest.h"

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

/* Pictures may be redrawn in other formats: plots/NAME.{svg,png,pdf} of a listed NAME.gp. */
static bool is_redrawn(const struct search *search, const char *name)
{
    char script[256];
    const char *const dot = strrchr(name, '.');
    if (strncmp(name, "plots/", 6) != 0 || dot == NULL) {
        return false;
    }
    if (strcmp(dot, ".svg") != 0 && strcmp(dot, ".png") != 0 && strcmp(dot, ".pdf") != 0) {
        return false;
    }
    snprintf(script, sizeof script, "%.*s.gp", (int)(dot - name), name);
    return json_object_get(search->files, script) != NULL;
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
                      is_folder_of_ours(search, name) || is_redrawn(search, name);
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
    json_t *const manifest = dc_manifest_load(place);
    search.files = json_object_get(manifest, "files");
    const int error = dc_fs_each(place, look, &search);
    json_decref(manifest);
    if (error != 0) {
        return dc_fs_report(diags, place, "cannot be looked at", error);
    }
    if (search.is_empty) {
        return DC_OK;
    }
    if (manifest == NULL) {
        return refuse(diags, place, "is a folder that dealcycle did not write", NULL);
    }
    return search.is_found
               ? refuse(diags, place, "holds what dealcycle did not write", search.foreign)
               : DC_OK;
}
