/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/batch_plot.c - what the one picture over all cases says: stress.gp, or of a batch lines
 * (one path with numbers varies), a map (two paths with few values) or rows of its best cases.
 */
#include <stdlib.h>
#include <string.h>

#include "decide/words.h"
#include "emit/batch.h"
#include "emit/stress.h"

enum { MOST_ROWS = 24, MOST_VALUES = 12 };

static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

/* The scenario and teams of the first case that is done: the others have the same teams. */
static bool put_teams(const struct dc_batch *batch, json_t *index)
{
    json_t *manifest = NULL;
    char path[4096];

    for (size_t i = 0; i < batch->n_cases && manifest == NULL; i++) {
        if (batch->item[i].error == NULL) {
            snprintf(path, sizeof path, "%s/%s", batch->dir, batch->item[i].name);
            manifest = dc_manifest_load(path);
        }
    }
    json_t *const scenarios = json_array();
    json_array_append(scenarios, json_array_get(json_object_get(manifest, "scenarios"), 0));
    json_t *const ranking = json_object_get(manifest, "ranking");
    const bool ok =
        put(index, "scenarios", scenarios) &&
        put(index, "ranking", ranking != NULL ? json_incref(ranking) : json_array());
    json_decref(manifest);
    return ok;
}

/* The metric in words, with a capital. */
static json_t *metric_words(const char *metric)
{
    char name[DC_WORDS_SIZE];

    dc_words_metric(metric, name);
    name[0] = name[0] >= 'a' && name[0] <= 'z' ? (char)(name[0] - 'a' + 'A') : name[0];
    return json_string(name);
}

/* The different values of a path, in order of appearance; NULL: too many, or text that gnuplot
 * would not read as it stands. */
static json_t *values_of(const struct dc_batch *batch, size_t i_path)
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
        if (text == NULL || strpbrk(text, ",\"") != NULL || k == MOST_VALUES) {
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

/* Which picture: `lines`, `map` or `rows`. */
static bool put_axes(const struct dc_batch *batch, json_t *about)
{
    json_t *const x = batch->n_paths > 0 ? values_of(batch, 0) : NULL;
    json_t *const y = batch->n_paths == 2 ? values_of(batch, 1) : NULL;
    const bool is_map =
        x != NULL && y != NULL && json_array_size(x) * json_array_size(y) == batch->n_cases;
    const bool is_line =
        batch->n_paths == 1 && x != NULL && json_array_size(x) > 1 && are_numbers(x);
    bool ok = put(about, "kind", json_string(is_map ? "map" : is_line ? "lines" : "rows"));

    if (is_map || is_line) {
        ok = put(about, "x_path", dc_json_text(batch->path[0])) && ok;
    }
    if (is_map) {
        ok = put(about, "y_path", dc_json_text(batch->path[1])) &&
             put(about, "x_value", json_incref(x)) && put(about, "y_value", json_incref(y)) &&
             ok;
    }
    json_decref(x);
    json_decref(y);
    return ok;
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

/* `a.b = 3`, or the name of a case, with its values where there are two. */
static void write_place(const struct dc_batch *batch, const struct dc_batch_case *item,
                        char *buf, size_t size)
{
    const char *const x = item->value != NULL && batch->n_paths > 0 ? item->value[0] : NULL;
    const char *const y = item->value != NULL && batch->n_paths == 2 ? item->value[1] : NULL;

    if (x != NULL && batch->n_paths == 1) {
        snprintf(buf, size, "%s = %s", batch->path[0], x);
    } else if (x != NULL && y != NULL) {
        snprintf(buf, size, "%s (%s, %s)", item->name, x, y);
    } else {
        snprintf(buf, size, "%s", item->name);
    }
}

static bool batch_title(json_t *index, const struct dc_batch *batch,
                        const struct dc_batch_best *best, const struct dc_metric *metric)
{
    char text[1024], place[512], words[DC_WORDS_SIZE], name[DC_WORDS_SIZE];

    dc_words_quantity(best->mean, best->unit, words);
    dc_words_metric(metric->name, name);
    write_place(batch, best->item, place, sizeof place);
    snprintf(text, sizeof text, "%s, %s %s: best at %s", label_of(index, best->team), words,
             name, place);
    return put(index, "titles", json_pack("{s:o}", "sweep", dc_json_text(text)));
}

static bool batch_picture(const struct dc_batch *batch, json_t *index, json_t *about)
{
    const struct dc_metric *metric;
    struct dc_batch_best *best;
    size_t n;

    if (!dc_batch_rank(batch, &metric, &best, &n)) {
        return false;
    }
    bool ok = put(about, "metric", json_string(metric->name)) &&
              put(about, "metric_name", metric_words(metric->name)) && put_axes(batch, about) &&
              put_best_rows(about, best, n);
    if (ok && n > 0) {
        ok = put(about, "unit", dc_json_text(best[0].unit)) &&
             put(about, "best_team", dc_json_text(best[0].team)) &&
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

    return put_teams(batch, index) &&
           (batch->stress != NULL ? stress_picture(batch->stress, index, about)
                                  : batch_picture(batch, index, about)) &&
           put(index, "about", about);
}
