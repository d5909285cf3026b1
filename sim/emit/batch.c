/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch.c - the folder of a batch: whose it is, which cases are done, its index. */
#include "emit/batch.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sha256.h"
#include "dealcycle.h"
#include "emit/fs.h"
#include "emit/plot.h"
#include "emit/workbook.h"

enum { LARGEST_INDEX = 1 << 28 };

json_t *dc_batch_load(const char *dir)
{
    char *const path = dc_fs_join(dir, "manifest.json");
    size_t n = 0;
    char *const text = path != NULL ? dc_fs_read(path, LARGEST_INDEX, &n) : NULL;
    json_t *root = text != NULL ? json_loadb(text, n, 0, NULL) : NULL;
    const char *const mark = json_string_value(json_object_get(root, "what"));

    if (mark == NULL || strcmp(mark, DC_BATCH_MARK) != 0) {
        json_decref(root);
        root = NULL;
    }
    free(text);
    free(path);
    return root;
}

/* Whether nothing stands in the folder but what a killed batch left before its index. */
static bool is_empty(const char *dir)
{
    DIR *const stream = opendir(dir);
    bool empty = stream != NULL;
    const struct dirent *entry;

    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        empty = empty && entry->d_name[0] == '.';
    }
    if (stream != NULL) {
        closedir(stream);
    }
    return empty;
}

static json_t *index_new(const struct dc_batch *batch, bool is_complete)
{
    json_t *const root = json_object();
    json_t *const cases = json_array();

    json_object_set_new(root, "what", json_string(DC_BATCH_MARK));
    json_object_set_new(root, "version", json_string(DC_VERSION));
    json_object_set_new(root, "command", dc_json_text(batch->command));
    json_object_set_new(root, "metric",
                        json_string(batch->metric != NULL ? batch->metric : "contribution"));
    json_object_set_new(root, "complete", json_boolean(is_complete));
    for (size_t i = 0; i < batch->n_cases; i++) {
        const struct dc_batch_case *const item = &batch->item[i];
        const char *const status = !is_complete          ? "asked"
                                   : item->error != NULL ? "failed"
                                                         : "done";
        json_array_append_new(cases,
                              json_pack("{s:o,s:s,s:o}", "case", dc_json_text(item->name),
                                        "status", status, "error", dc_json_text(item->error)));
    }
    json_object_set_new(root, "cases", cases);
    if (is_complete && !dc_batch_picture(batch, root)) {
        json_decref(root);
        return NULL;
    }
    return root;
}

static enum dc_status refuse(const char *dir, const char *why, struct dc_diags *diags)
{
    const struct dc_span at = {.file = dc_diags_file(diags, dir)};

    dc_report(diags, DC_IO, at, NULL, "%s; name another folder with --out", why);
    return DC_FAILED;
}

enum dc_status dc_batch_begin(const struct dc_batch *batch, struct dc_diags *diags)
{
    struct stat st;
    json_t *const found = dc_batch_load(batch->dir);
    const bool is_ours = found != NULL;

    json_decref(found);
    if (!is_ours && stat(batch->dir, &st) == 0) {
        if (!S_ISDIR(st.st_mode)) {
            return refuse(batch->dir, "is a file, not a folder", diags);
        }
        if (!is_empty(batch->dir)) {
            return refuse(batch->dir, "is a folder that no batch made", diags);
        }
    }
    const int error = dc_fs_make_path(batch->dir);
    if (error != 0) {
        return dc_fs_report(diags, batch->dir, "cannot be made", error);
    }
    json_t *const index = index_new(batch, false);
    const enum dc_status status =
        dc_fs_put(batch->dir, "manifest.json", dc_manifest_write, index, diags);
    json_decref(index);
    return status;
}

/* Whether a file still has the hash that the manifest has of it. */
static bool is_unharmed(const char *folder, const char *name, const char *hash)
{
    char got[DC_SHA256_SIZE];
    char *const path = dc_fs_join(folder, name);
    size_t n = 0;
    char *const text = path != NULL ? dc_fs_read(path, LARGEST_INDEX, &n) : NULL;
    const bool is_read = text != NULL;

    if (is_read) {
        dc_sha256_text(text, n, got);
    }
    free(text);
    free(path);
    return is_read && hash != NULL && strcmp(got, hash) == 0;
}

static bool are_tables_unharmed(const char *folder, const json_t *manifest)
{
    const char *name;
    json_t *hash;
    size_t n = 0;

    json_object_foreach(json_object_get(manifest, "files"), name, hash)
    {
        const char *const dot = strrchr(name, '.');
        if (dot == NULL || strcmp(dot, ".csv") != 0) {
            continue;
        }
        n++;
        if (!is_unharmed(folder, name, json_string_value(hash))) {
            return false;
        }
    }
    return n > 0;
}

static bool has_text(const json_t *object, const char *key, const char *expected)
{
    const char *const text = json_string_value(json_object_get(object, key));

    return text != NULL && strcmp(text, expected) == 0;
}

/* Seeds above JSON's integers are text. */
static bool has_seed(const json_t *scenario, uint64_t seed)
{
    char text[24];
    const json_t *const value = json_object_get(scenario, "seed");

    snprintf(text, sizeof text, "%" PRIu64, seed);
    return json_is_integer(value) ? (uint64_t)json_integer_value(value) == seed
                                  : has_text(scenario, "seed", text);
}

static bool is_manifest_of(const json_t *manifest, const struct dc_model *model,
                           const char *command)
{
    char hash[20];
    const json_t *const scenario = json_array_get(json_object_get(manifest, "scenarios"), 0);

    snprintf(hash, sizeof hash, "%016" PRIx64, dc_model_hash(model));
    return has_text(manifest, "version", DC_VERSION) &&
           has_text(manifest, "command", command) && has_text(scenario, "hash", hash) &&
           has_seed(scenario, dc_model_seed(model));
}

bool dc_batch_is_done(const char *dir, const char *name, const struct dc_model *model,
                      const char *command)
{
    char *const folder = dc_fs_join(dir, name);
    json_t *const manifest = folder != NULL ? dc_manifest_load(folder) : NULL;
    const bool is_done = manifest != NULL && is_manifest_of(manifest, model, command) &&
                         are_tables_unharmed(folder, manifest);

    json_decref(manifest);
    free(folder);
    return is_done;
}

static enum dc_status csv_write(const void *self, FILE *to)
{
    return dc_batch_write(self, DC_CSV, to);
}

static enum dc_status stress_write(const void *self, FILE *to)
{
    return dc_stress_print(self, DC_CSV, to);
}

static enum dc_status table_write(const struct dc_batch *batch, struct dc_diags *diags)
{
    return batch->stress != NULL
               ? dc_fs_put(batch->dir, "stress.csv", stress_write, batch->stress, diags)
               : dc_fs_put(batch->dir, "batch.csv", csv_write, batch, diags);
}

/* The picture is drawn in place: it is the last, and another run draws it again. */
enum dc_status dc_batch_end(const struct dc_batch *batch, struct dc_diags *diags)
{
    enum dc_status status = table_write(batch, diags);
    json_t *const index = status == DC_OK ? index_new(batch, true) : NULL;

    if (status == DC_OK && index == NULL) {
        status = dc_fs_report(diags, batch->dir, "its index cannot be written", ENOMEM);
    }
    if (status == DC_OK) {
        status = dc_fs_put(batch->dir, "manifest.json", dc_manifest_write, index, diags);
    }
    if (status == DC_OK && batch->xlsx) {
        status = dc_workbook_write(batch->dir, index, diags);
    }
    if (status == DC_OK && batch->plots != 0) {
        const struct dc_drawing drawing = {batch->plots, batch->stop};
        status = dc_plot_folder(batch->dir, index, &drawing, diags);
    }
    json_decref(index);
    return status;
}
