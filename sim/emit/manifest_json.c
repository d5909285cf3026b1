/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/manifest_json.c - the manifest's contents. */
#include "emit/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sha256.h"
#include "base/text.h"
#include "dealcycle.h"
#include "emit/folder.h"
#include "emit/fs.h"
#include "emit/plot.h"
#include "emit/tables.h"

enum { LARGEST_INPUT = 1 << 28, LARGEST_FILE = 1 << 30 };

json_t *dc_json_text(const char *text)
{
    char *const copy = text != NULL ? strdup(text) : NULL;
    if (copy == NULL) {
        return json_null();
    }
    const size_t n = strlen(copy);
    for (size_t i = dc_text_bad_utf8(copy, n); i < n; i = dc_text_bad_utf8(copy, n)) {
        copy[i] = '?';
    }
    json_t *const value = json_string(copy);
    free(copy);
    return value;
}

/* Adds what is given, also where memory ran out for it: the owner asks once at the end. */
static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

/* A count that JSON's integers may not hold becomes text. */
static json_t *whole(uint64_t n)
{
    char text[24];
    if (n <= INT64_MAX) {
        return json_integer((json_int_t)n);
    }
    snprintf(text, sizeof text, "%" PRIu64, n);
    return json_string(text);
}

static json_t *hexadecimal(uint64_t x)
{
    char text[20];
    snprintf(text, sizeof text, "%016" PRIx64, x);
    return json_string(text);
}

static json_t *file_hash(const char *path, size_t most)
{
    char hash[DC_SHA256_SIZE];
    size_t n = 0;
    char *const text = dc_fs_read(path, most, &n);
    if (text == NULL) {
        return json_null();
    }
    dc_sha256_text(text, n, hash);
    free(text);
    return json_string(hash);
}

struct inputs {
    json_t *rows, *files;
    const char *scenario;
    bool ok;
};

/* Names that are places but no files: defaults, the command line, standard input. */
static bool is_file(const char *file)
{
    return file != NULL && file[0] != '-' && strcmp(file, "default") != 0;
}

static bool input_spread(json_t *row, const struct dc_resolved_row *from)
{
    return !from->is_random ||
           (put(row, "mean", json_real(from->mean)) && put(row, "p10", json_real(from->p10)) &&
            put(row, "p50", json_real(from->p50)) && put(row, "p90", json_real(from->p90)));
}

static void input_add(void *self, const struct dc_resolved_row *from)
{
    struct inputs *const inputs = self;
    json_t *const row = json_object();
    inputs->ok = put(row, "scenario", dc_json_text(inputs->scenario)) &&
                 put(row, "path", dc_json_text(from->path)) &&
                 put(row, "value", dc_json_text(from->value)) &&
                 put(row, "unit", dc_json_text(from->unit)) &&
                 put(row, "source", dc_json_text(from->source)) &&
                 put(row, "file", dc_json_text(from->file)) &&
                 put(row, "line", json_integer(from->line)) &&
                 put(row, "used_by", dc_json_text(from->used_by)) && input_spread(row, from) &&
                 json_array_append_new(inputs->rows, row) == 0 && inputs->ok;
    if (is_file(from->file) && json_object_get(inputs->files, from->file) == NULL) {
        (void)put(inputs->files, from->file, file_hash(from->file, LARGEST_INPUT));
    }
}

static json_t *teams_list(const struct dc_model *model)
{
    json_t *const list = json_array();
    for (uint32_t i = 0; i < dc_model_n_teams(model); i++) {
        json_array_append_new(list, json_pack("{s:o,s:o}", "team",
                                              dc_json_text(dc_model_team(model, i)), "label",
                                              dc_json_text(dc_model_team_label(model, i))));
    }
    return list;
}

static json_t *scenario_new(const struct dc_model *model, uint64_t n_replications)
{
    double target;
    const uint32_t horizon = dc_model_horizon_months(model);
    const uint32_t warmup = dc_model_warmup_months(model);
    json_t *const out = json_object();
    const bool ok =
        put(out, "scenario", dc_json_text(dc_model_name(model))) &&
        put(out, "title", dc_json_text(dc_model_title(model))) &&
        put(out, "currency", dc_json_text(dc_model_currency(model))) &&
        put(out, "horizon_months", json_integer(horizon)) &&
        put(out, "warmup_months", json_integer(warmup)) &&
        put(out, "target", dc_model_target(model, &target) ? json_real(target) : json_null()) &&
        put(out, "seed", whole(dc_model_seed(model))) &&
        put(out, "replications", whole(n_replications)) &&
        put(out, "hash", hexadecimal(dc_model_hash(model))) &&
        put(out, "teams", teams_list(model));
    if (!ok) {
        json_decref(out);
        return NULL;
    }
    return out;
}

/* The most futures that any team (of a model, or NULL: of any) went through. */
static uint64_t n_most(const struct dc_finding *finding, const struct dc_model *model)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < dc_finding_n(finding); i++) {
        const struct dc_tally *const tally = dc_finding_contender(finding, i)->tally;
        const bool is_meant = model == NULL || dc_tally_model(tally) == model;
        n = is_meant && dc_tally_n(tally) > n ? dc_tally_n(tally) : n;
    }
    return n;
}

/* The scenarios compared, each once, with what was put into them. */
static bool scenarios_add(json_t *manifest, const struct dc_finding *finding)
{
    json_t *const list = json_array();
    struct inputs inputs = {.rows = json_array(), .files = json_object(), .ok = true};
    bool ok = put(manifest, "scenarios", list) && put(manifest, "input_files", inputs.files) &&
              put(manifest, "inputs", inputs.rows);
    const struct dc_model *last = NULL;
    for (uint32_t i = 0; i < dc_finding_n(finding) && ok; i++) {
        const struct dc_contender *const c = dc_finding_contender(finding, i);
        const struct dc_model *const model = dc_tally_model(c->tally);
        if (model == last) {
            continue;
        }
        last = model;
        inputs.scenario = c->scenario;
        ok = json_array_append_new(list, scenario_new(model, n_most(finding, model))) == 0;
        dc_model_each(model, DC_EACH_ROW, input_add, &inputs);
        ok = ok && inputs.ok;
    }
    return ok;
}

static double mean_contribution(const struct dc_finding *finding, uint32_t i)
{
    double mean;
    return dc_contribution_of(finding, i, &mean) ? mean : 0.0;
}

static json_t *contenders_list(const struct dc_finding *finding)
{
    json_t *const list = json_array();
    for (uint32_t rank = 0; rank < dc_finding_n(finding); rank++) {
        const struct dc_standing *const s = dc_finding_standing(finding, rank);
        const struct dc_contender *const c = dc_finding_contender(finding, s->contender);
        json_t *const who = json_object();
        const bool ok =
            put(who, "scenario", dc_json_text(c->scenario)) &&
            put(who, "team", dc_json_text(c->team)) &&
            put(who, "label", dc_json_text(c->label)) &&
            put(who, "contribution", json_real(mean_contribution(finding, s->contender))) &&
            put(who, "mean", json_real(s->mean)) && put(who, "p_best", json_real(s->p_best)) &&
            put(who, "regret", json_real(s->regret));
        if (!ok || json_array_append_new(list, who) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

/* What was asked of a selection and what came of it; null without one. */
static json_t *selection_new(const struct dc_finding *finding)
{
    uint32_t chosen;
    if (!dc_finding_selected(finding, &chosen)) {
        return json_null();
    }
    const struct dc_contender *const c = dc_finding_contender(finding, chosen);
    const struct dc_selection *const s = &c->selection;
    json_t *const out = json_object();
    const bool ok =
        put(out, "scenario", dc_json_text(c->scenario)) &&
        put(out, "team", dc_json_text(c->team)) && put(out, "p", json_real(s->p)) &&
        put(out, "indifference", json_real(s->indifference)) &&
        put(out, "budget", s->budget > 0 ? whole(s->budget) : json_null()) &&
        put(out, "reached", json_boolean(s->is_reached)) &&
        put(out, "p_estimate", s->budget > 0 ? json_real(s->p_estimate) : json_null());
    if (!ok) {
        json_decref(out);
        return NULL;
    }
    return out;
}

static json_t *verdict_list(const struct dc_finding *finding)
{
    json_t *const list = json_array();
    const char *text;
    for (size_t i = 0; (text = dc_finding_sentence(finding, i)) != NULL; i++) {
        json_array_append_new(list, dc_json_text(text));
    }
    return list;
}

static bool run_add(json_t *manifest, const struct dc_finding *finding,
                    const struct dc_emit_options *options)
{
    const struct dc_contender *const first = dc_finding_contender(finding, 0);
    return put(manifest, "what", json_string(DC_FOLDER_MARK)) &&
           put(manifest, "version", json_string(DC_VERSION)) &&
           put(manifest, "command", dc_json_text(options->command)) &&
           put(manifest, "seed",
               first != NULL ? whole(dc_model_seed(dc_tally_model(first->tally)))
                             : json_null()) &&
           put(manifest, "replications",
               first != NULL ? whole(n_most(finding, NULL)) : json_null()) &&
           put(manifest, "selection", selection_new(finding)) &&
           put(manifest, "verdict", verdict_list(finding)) &&
           put(manifest, "metric", dc_json_text(dc_finding_metric(finding))) &&
           put(manifest, "ranking", contenders_list(finding)) &&
           put(manifest, "wall_seconds", json_real(options->wall_seconds));
}

json_t *dc_manifest_new(const struct dc_finding *finding, const struct dc_emit_options *options)
{
    json_t *const manifest = json_object();
    json_t *const titles = json_object();
    if (!run_add(manifest, finding, options) || !scenarios_add(manifest, finding) ||
        !put(manifest, "titles", titles) || !dc_plot_titles(titles, finding)) {
        json_decref(manifest);
        return NULL;
    }
    return manifest;
}

struct listing {
    const struct dc_folder *folder;
    json_t *files;
    bool ok;
};

static bool file_add(void *self, const char *name)
{
    struct listing *const listing = self;
    json_t *const known = json_object_get(listing->folder->hashes, name);
    if (known != NULL) {
        listing->ok = json_object_set(listing->files, name, known) == 0 && listing->ok;
        return true;
    }
    char *const path = dc_fs_join(listing->folder->aside, name);
    struct stat st;
    const bool is_there = path != NULL && stat(path, &st) == 0;
    if (is_there && !S_ISDIR(st.st_mode)) { /* the files of a folder follow */
        json_t *const hash = file_hash(path, LARGEST_FILE);
        listing->ok = !json_is_null(hash) && put(listing->files, name, hash) && listing->ok;
    }
    listing->ok = listing->ok && is_there;
    free(path);
    return true;
}

bool dc_manifest_add_files(json_t *manifest, const struct dc_folder *folder)
{
    struct listing listing = {.folder = folder, .files = json_object(), .ok = true};
    const int error = dc_fs_each(folder->aside, file_add, &listing);
    errno = error;
    return put(manifest, "files", listing.files) && listing.ok && error == 0;
}

enum dc_status dc_manifest_write(const void *manifest, FILE *to)
{
    const size_t flags = JSON_INDENT(1) | JSON_REAL_PRECISION(12);
    const bool ok = json_dumpf(manifest, to, flags) == 0 && fputc('\n', to) != EOF;
    return ok ? DC_OK : DC_FAILED;
}

static char *manifest_read(const char *dir, size_t *n)
{
    char *const path = dc_fs_join(dir, "manifest.json");
    char *const text = path != NULL ? dc_fs_read(path, LARGEST_INPUT, n) : NULL;
    free(path);
    return text;
}

/* NULL if it has not our mark. */
static json_t *manifest_parse(const char *text, size_t n)
{
    json_t *const root = text != NULL ? json_loadb(text, n, 0, NULL) : NULL;
    const char *const mark = json_string_value(json_object_get(root, "what"));
    if (mark == NULL || strcmp(mark, DC_FOLDER_MARK) != 0) {
        json_decref(root);
        return NULL;
    }
    return root;
}

json_t *dc_manifest_load(const char *dir)
{
    size_t n = 0;
    char *const text = manifest_read(dir, &n);
    json_t *const root = manifest_parse(text, n);
    free(text);
    return root;
}

/* The list of files of a manifest that is laid out as dc_manifest_write does: it begins with
 * the mark and ends with them. Line breaks within texts are escaped, so no text looks so. */
static json_t *files_at_end(const char *text, size_t n)
{
    static const char first[] = "{\n \"what\": \"" DC_FOLDER_MARK "\",\n";
    static const char before[] = "\n \"files\": {";
    static const char last[] = "}\n}\n";
    const char *const at = strstr(text, before);
    if (at == NULL || n < sizeof last || strncmp(text, first, sizeof first - 1) != 0 ||
        strcmp(text + n - (sizeof last - 1), last) != 0) {
        return NULL;
    }
    const char *const list = at + sizeof before - 2;
    return json_loadb(list, (size_t)(text + n - list) - (sizeof last - 2), 0, NULL);
}

json_t *dc_manifest_load_files(const char *dir)
{
    size_t n = 0;
    char *const text = manifest_read(dir, &n);
    json_t *files = text != NULL ? files_at_end(text, n) : NULL;
    if (files == NULL) {
        json_t *const root = manifest_parse(text, n);
        json_t *const list = json_object_get(root, "files");
        files = list != NULL ? json_incref(list) : root != NULL ? json_object() : NULL;
        json_decref(root);
    }
    free(text);
    return files;
}
