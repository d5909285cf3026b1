/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_plot.c - what the one picture over all cases says: stress.gp, or of a batch lines
 * (one path with numbers varies), a map (two paths with few values) or rows of its best cases.
 */
#include <stdlib.h>
#include <string.h>

#include "decide/words.h"
#include "emit/batch.h"
#include "emit/stress.h"

enum { MOST_ROWS = 24, MOST_VALUES = 12, MOST_POINTS = 2000 };

static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

/* What the first case that is done says of itself: the others have the same teams. */
static json_t *first_manifest(const struct dc_batch *batch)
{
    json_t *manifest = NULL;
    char path[4096];

    for (size_t i = 0; i < batch->n_cases && manifest == NULL; i++) {
        if (batch->item[i].error == NULL) {
            snprintf(path, sizeof path, "%s/%s", batch->dir, batch->item[i].name);
            manifest = dc_manifest_load(path);
        }
    }
    return manifest;
}

static bool put_teams(const json_t *manifest, json_t *index)
{
    json_t *const scenarios = json_array();
    json_t *const ranking = json_object_get(manifest, "ranking");

    json_array_append(scenarios, json_array_get(json_object_get(manifest, "scenarios"), 0));
    return put(index, "scenarios", scenarios) &&
           put(index, "ranking", ranking != NULL ? json_incref(ranking) : json_array());
}

/* The metric in words, with a capital. */
static json_t *metric_words(const char *metric)
{
    char name[DC_WORDS_SIZE];

    dc_words_metric(metric, name);
    name[0] = name[0] >= 'a' && name[0] <= 'z' ? (char)(name[0] - 'a' + 'A') : name[0];
    return json_string(name);
}

/* The different values of a path, in order of appearance; NULL: more than `most`, or text that
 * gnuplot would not read as it stands. */
static json_t *values_of(const struct dc_batch *batch, size_t i_path, size_t most)
{
    json_t *const values = json_array();

    for (size_t i = 0; i < batch->n_cases; i++) {
        const char *const text =
            batch->item[i].value != NULL ? batch->item[i].value[i_path] : NULL;
        size_t k = 0;
        while (text != NULL && k < json_array_size(values) &&
               strcmp(json_string_value(json_array_get(values, k)), text) != 0) {
            k++;
        }
        if (text == NULL || strpbrk(text, ",\"") != NULL || k == most) {
            json_decref(values);
            return NULL;
        }
        if (k == json_array_size(values)) {
            json_array_append_new(values, dc_json_text(text));
        }
    }
    return values;
}

static bool are_numbers(const json_t *values)
{
    size_t i;
    json_t *value;
    double x;

    json_array_foreach((json_t *)values, i, value)
    {
        const char *const text = json_string_value(value);
        if (!dc_number_parse(text, strlen(text), &x)) {
            return false;
        }
    }
    return true;
}

/* `team.hybrid.role.field_ae.ramp (months)`: the unit is the one in force. */
static json_t *axis_words(const json_t *manifest, const char *path)
{
    size_t i;
    json_t *input;
    char words[300];
    const char *unit = "";

    json_array_foreach(json_object_get(manifest, "inputs"), i, input)
    {
        const char *const own = json_string_value(json_object_get(input, "path"));
        const char *const given = json_string_value(json_object_get(input, "unit"));
        if (own != NULL && given != NULL && strcmp(own, path) == 0) {
            unit = given;
        }
    }
    snprintf(words, sizeof words, "%.200s%s%.60s%s", path, unit[0] != '\0' ? " (" : "", unit,
             unit[0] != '\0' ? ")" : "");
    return dc_json_text(words);
}

/* One path: a line through its values, with a tick at each where they are few. */
static bool put_line(const struct dc_batch *batch, const json_t *manifest, json_t *about)
{
    json_t *const x = values_of(batch, 0, MOST_POINTS);
    const bool is_line = x != NULL && json_array_size(x) > 1 && are_numbers(x);
    const bool is_few = is_line && json_array_size(x) <= MOST_VALUES;
    const bool ok =
        put(about, "kind", json_string(is_line ? "lines" : "rows")) &&
        (!is_line || (put(about, "x_path", dc_json_text(batch->path[0])) &&
                      put(about, "x_name", axis_words(manifest, batch->path[0])) &&
                      put(about, "x_value", is_few ? json_incref(x) : json_array())));

    json_decref(x);
    return ok;
}

/* Two paths: a map, where every pair of their values is a case. */
static bool put_map(const struct dc_batch *batch, const json_t *manifest, json_t *about)
{
    json_t *const x = values_of(batch, 0, MOST_VALUES);
    json_t *const y = values_of(batch, 1, MOST_VALUES);
    const bool is_map =
        x != NULL && y != NULL && json_array_size(x) * json_array_size(y) == batch->n_cases;
    const bool ok = put(about, "kind", json_string(is_map ? "map" : "rows")) &&
                    (!is_map || (put(about, "x_path", dc_json_text(batch->path[0])) &&
                                 put(about, "y_path", dc_json_text(batch->path[1])) &&
                                 put(about, "x_name", axis_words(manifest, batch->path[0])) &&
                                 put(about, "y_name", axis_words(manifest, batch->path[1])) &&
                                 put(about, "x_value", json_incref(x)) &&
                                 put(about, "y_value", json_incref(y))));

    json_decref(x);
    json_decref(y);
    return ok;
}

static bool put_axes(const struct dc_batch *batch, const json_t *manifest, json_t *about)
{
    return batch->n_paths == 1   ? put_line(batch, manifest, about)
           : batch->n_paths == 2 ? put_map(batch, manifest, about)
                                 : put(about, "kind", json_string("rows"));
}

static bool put_best_rows(json_t *about, const struct dc_batch_best *best, size_t n)
{
    json_t *const rows = json_array();

    for (size_t i = 0; i < n && i < MOST_ROWS; i++) {
        json_array_append_new(rows, json_string(best[i].item->name));
    }
    return put(about, "row", rows);
}

/* A team as the pictures call it. */
static const char *label_of(const json_t *index, const char *team)
{
    size_t i;
    json_t *who;

    json_array_foreach(json_object_get(index, "ranking"), i, who)
    {
        const char *const name = json_string_value(json_object_get(who, "team"));
        const char *const label = json_string_value(json_object_get(who, "label"));
        if (name != NULL && label != NULL && strcmp(name, team) == 0) {
            return label;
        }
    }
    return team;
}

static const char *last_part(const char *path)
{
    const char *const dot = strrchr(path, '.');

    return dot != NULL ? dot + 1 : path;
}

/* `with a.b = 3`, `with headcount 3 and ramp 6`, or `in case NAME`. */
static void write_place(const struct dc_batch *batch, const struct dc_batch_case *item,
                        char *buf, size_t size)
{
    const char *const x = item->value != NULL && batch->n_paths > 0 ? item->value[0] : NULL;
    const char *const y = item->value != NULL && batch->n_paths == 2 ? item->value[1] : NULL;

    if (x != NULL && batch->n_paths == 1) {
        snprintf(buf, size, "with %s = %s", batch->path[0], x);
    } else if (x != NULL && y != NULL &&
               strcmp(last_part(batch->path[0]), last_part(batch->path[1])) != 0) {
        snprintf(buf, size, "with %s %s and %s %s", last_part(batch->path[0]), x,
                 last_part(batch->path[1]), y);
    } else {
        snprintf(buf, size, "in case %s", item->name);
    }
}

static bool batch_title(json_t *index, const struct dc_batch *batch,
                        const struct dc_batch_best *best, const struct dc_metric *metric)
{
    char text[1024], place[512], words[DC_WORDS_SIZE], name[DC_WORDS_SIZE];

    dc_words_quantity(best->mean, best->unit, words);
    dc_words_metric(metric->name, name);
    write_place(batch, best->item, place, sizeof place);
    snprintf(text, sizeof text, "%s is best %s: %s %s", label_of(index, best->team), place,
             words, name);
    return put(index, "titles", json_pack("{s:o}", "sweep", dc_json_text(text)));
}

static bool batch_picture(const struct dc_batch *batch, const json_t *manifest, json_t *index,
                          json_t *about)
{
    const struct dc_metric *metric;
    struct dc_batch_best *best;
    size_t n;

    if (!dc_batch_rank(batch, &metric, &best, &n)) {
        return false;
    }
    bool ok = put(about, "metric", json_string(metric->name)) &&
              put(about, "metric_name", metric_words(metric->name)) &&
              put_axes(batch, manifest, about) && put_best_rows(about, best, n);
    if (ok && n > 0) {
        ok = put(about, "unit", dc_json_text(best[0].unit)) &&
             put(about, "best_team", dc_json_text(best[0].team)) &&
             put(about, "best_label", dc_json_text(label_of(index, best[0].team))) &&
             batch_title(index, batch, &best[0], metric);
    }
    free(best);
    return ok;
}

static bool stress_picture(const struct dc_stress_table *table, json_t *index, json_t *about)
{
    char *text = NULL;
    const char *name;
    json_t *const rows = json_array();
    const struct dc_stress_row *const first = dc_stress_team(table, 0);
    const struct dc_stress_row *const row =
        first != NULL ? dc_stress_find(table, first->stress, first->team, table->metric) : NULL;

    for (size_t i = 1; (name = dc_stress_name(table, i)) != NULL && i <= MOST_ROWS; i++) {
        json_array_append_new(rows, dc_json_text(name));
    }
    bool ok = put(about, "row", rows) && put(about, "metric", json_string(table->metric)) &&
              put(about, "metric_name", metric_words(table->metric)) &&
              put(about, "unit", dc_json_text(row != NULL ? row->unit : ""));
    if (ok && dc_stress_title(table, &text)) {
        ok = put(index, "titles", json_pack("{s:o}", "stress", dc_json_text(text)));
    }
    free(text);
    return ok;
}

bool dc_batch_picture(const struct dc_batch *batch, json_t *index)
{
    json_t *const about = json_object();
    json_t *const manifest = first_manifest(batch);
    const bool ok = put_teams(manifest, index) &&
                    (batch->stress != NULL ? stress_picture(batch->stress, index, about)
                                           : batch_picture(batch, manifest, index, about)) &&
                    put(index, "about", json_incref(about));

    json_decref(about);
    json_decref(manifest);
    return ok;
}
