/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/about_gp.c - about.gp: what the plot scripts know of a results folder.
 *
 * The only place where a user's text gets into a gnuplot script. It stands in single quotes,
 * within which gnuplot substitutes nothing; a quote becomes a typographic one (a doubled one at
 * the start of a text breaks its arrays), controls become blanks, and the terminals are set to
 * noenhanced, so markup is shown as it is. */
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "emit/plot.h"

enum { LONGEST_LABEL = 24, LONGEST_TITLE = 100 };

static size_t character_size(const char *at)
{
    size_t n = 1;
    while (((unsigned char)at[n] & 0xC0) == 0x80) {
        n++;
    }
    return n;
}

/* 'text', at most `most` characters of it. */
static void put_quoted(FILE *to, const char *text, size_t most)
{
    size_t n = 0;
    fputc('\'', to);
    for (const char *at = text; *at != '\0' && n < most; n++) {
        const size_t size = character_size(at);
        if (n + 1 == most && at[size] != '\0') {
            fputs("\xE2\x80\xA6", to); /* an ellipsis */
        } else if (*at == '\'') {
            fputs("\xE2\x80\x99", to); /* a quotation mark that ends nothing */
        } else if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            fputc(' ', to);
        } else {
            fwrite(at, 1, size, to);
        }
        at += size;
    }
    fputc('\'', to);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *const text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* gnuplot reads a quoted cell up to a comma or quote within it. */
static void put_as_read(FILE *to, const char *text)
{
    char head[256];
    snprintf(head, sizeof head, "%.*s", (int)strcspn(text, ",\""), text);
    put_quoted(to, head, sizeof head);
}

/* Ranks, in order of first appearance, of the best: the ranking is best first, so a rank's
 * place is by the scenario's and the team's position in the tables. */
struct shown {
    const json_t *who[DC_PLOT_TEAMS];
    size_t n;
};

static bool is_shown(const json_t *ranking, const char *scenario, const char *team,
                     const json_t **out)
{
    size_t i;
    json_t *who;
    json_array_foreach((json_t *)ranking, i, who)
    {
        if (i < DC_PLOT_TEAMS && strcmp(text_of(who, "scenario"), scenario) == 0 &&
            strcmp(text_of(who, "team"), team) == 0) {
            *out = who;
            return true;
        }
    }
    return false;
}

static struct shown shown_find(const json_t *manifest)
{
    struct shown shown = {.n = 0};
    size_t i, k;
    json_t *scenario, *team;
    const json_t *const ranking = json_object_get(manifest, "ranking");
    json_array_foreach(json_object_get(manifest, "scenarios"), i, scenario)
    {
        json_array_foreach(json_object_get(scenario, "teams"), k, team)
        {
            const json_t *who;
            if (shown.n < DC_PLOT_TEAMS &&
                is_shown(ranking, text_of(scenario, "scenario"), text_of(team, "team"), &who)) {
                shown.who[shown.n++] = who;
            }
        }
    }
    return shown;
}

/* `Hybrid in q...ith_more`: the ends of a long label, for labels that begin alike. */
static void cut_middle(const char *label, char *buf, size_t size)
{
    enum { HEAD = 11, TAIL = LONGEST_LABEL - HEAD - 1 };
    const char *tail = label + strlen(label);
    size_t n_head = 0;
    size_t n = 0;
    for (; n < HEAD && label[n_head] != '\0'; n++) {
        n_head += character_size(label + n_head);
    }
    for (n = 0; n < TAIL && tail > label + n_head; n++) {
        do {
            tail--;
        } while (((unsigned char)*tail & 0xC0) == 0x80);
    }
    snprintf(buf, size, "%.*s%s%s", (int)n_head, label,
             tail > label + n_head ? "\xE2\x80\xA6" : "", tail);
}

/* Ways to shorten labels, each for where the one before leaves two of them alike. */
enum shortening { CUT_END, CUT_MIDDLE, TEAM_NAMES };

static void shorten(const json_t *who, enum shortening way, char *buf, size_t size)
{
    const char *const label = text_of(who, "label");
    if (way == CUT_MIDDLE) {
        cut_middle(label, buf, size);
        return;
    }
    /* put_quoted cuts at the end */
    snprintf(buf, size, "%s", way == CUT_END ? label : text_of(who, "team"));
}

static bool are_alike(const struct shown *shown, enum shortening way)
{
    char a[512], b[512];
    for (size_t i = 0; i < shown->n; i++) {
        for (size_t k = 0; k < i; k++) {
            shorten(shown->who[i], way, a, sizeof a);
            shorten(shown->who[k], way, b, sizeof b);
            size_t n = 0;
            for (size_t m = 0; m + 1 < LONGEST_LABEL && a[n] != '\0'; m++) {
                n += character_size(a + n);
            }
            if (strncmp(a, b, n + 1) == 0 || (a[n] != '\0' && strncmp(a, b, n) == 0)) {
                return true;
            }
        }
    }
    return false;
}

static void put_labels(FILE *to, const struct shown *shown)
{
    enum shortening way = CUT_END;
    char label[512];
    while (way < TEAM_NAMES && are_alike(shown, way)) {
        way++;
    }
    fprintf(to, "array label[%zu] = [", shown->n > 0 ? shown->n : 1);
    for (size_t i = 0; i < shown->n; i++) {
        fputs(i > 0 ? ", " : "", to);
        shorten(shown->who[i], way, label, sizeof label);
        put_quoted(to, label, LONGEST_LABEL);
    }
    fputs(shown->n > 0 ? "]\n" : "'']\n", to);
}

static void put_array(FILE *to, const struct shown *shown, const char *name, bool is_any)
{
    fprintf(to, "array %s[%zu] = [", name, shown->n > 0 ? shown->n : 1);
    for (size_t i = 0; i < shown->n; i++) {
        const char *const text = text_of(shown->who[i], name);
        fputs(i > 0 ? ", " : "", to);
        if (strcmp(name, "scenario") == 0) {
            put_as_read(to, is_any ? "" : text);
        } else {
            put_quoted(to, text, LONGEST_LABEL);
        }
    }
    fputs(shown->n > 0 ? "]\n" : "'']\n", to);
}

/* Which of those shown has the most contribution, from 1: the ranking may be by another metric.
 */
static size_t best_of(const struct shown *shown)
{
    size_t best = 0;
    double most = 0.0;
    for (size_t i = 0; i < shown->n; i++) {
        const double own = json_number_value(json_object_get(shown->who[i], "contribution"));
        if (i == 0 || own > most) {
            best = i;
            most = own;
        }
    }
    return best + 1;
}

static void put_number(FILE *to, const char *name, const json_t *value)
{
    char text[DC_NUMBER_SIZE] = "NaN";
    if (json_is_number(value)) {
        dc_number_write(json_number_value(value), text);
    }
    fprintf(to, "%s = %s\n", name, text);
}

/* The target of the best one's scenario, which the title speaks of, and whose it is where that
 * is not plain. */
static void put_target(FILE *to, const json_t *manifest)
{
    size_t i;
    json_t *scenario;
    const json_t *const best = json_array_get(json_object_get(manifest, "ranking"), 0);
    const json_t *target = NULL;
    const char *owner = "";
    bool is_plain = true;
    json_array_foreach(json_object_get(manifest, "scenarios"), i, scenario)
    {
        const json_t *const own = json_object_get(scenario, "target");
        const char *const name = text_of(scenario, "scenario");
        is_plain = is_plain && (i == 0 || json_equal(own, target) != 0);
        if (i == 0 || strcmp(name, text_of(best, "scenario")) == 0) {
            target = own;
            owner = name;
        }
    }
    put_number(to, "target", target);
    fputs("target_of = ", to);
    put_quoted(to, is_plain ? "" : owner, LONGEST_LABEL);
    fputc('\n', to);
}

static void put_texts(FILE *to, const char *name, const json_t *texts)
{
    size_t i;
    json_t *text;
    const size_t n = json_array_size(texts);
    fprintf(to, "n_%s = %zu\narray %s[%zu] = [", name, n, name, n > 0 ? n : 1);
    json_array_foreach((json_t *)texts, i, text)
    {
        fputs(i > 0 ? ", " : "", to);
        put_quoted(to, json_string_value(text), LONGEST_TITLE);
    }
    fputs(n > 0 ? "]\n" : "'']\n", to);
}

/* What one picture alone needs: texts, and arrays of them. */
static void put_more(FILE *to, const json_t *about)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)about, name, value)
    {
        if (json_is_array(value)) {
            put_texts(to, name, value);
        } else {
            fprintf(to, "%s = ", name);
            put_quoted(to, json_string_value(value), LONGEST_TITLE);
            fputc('\n', to);
        }
    }
}

enum dc_status dc_about_write(const void *manifest, FILE *to)
{
    const struct shown shown = shown_find(manifest);
    json_t *const scenarios = json_object_get(manifest, "scenarios");
    const json_t *const first = json_array_get(scenarios, 0);
    const char *stem;
    json_t *title;
    fputs("# about.gp - who is compared here; written by dealcycle, read by style.gp.\n", to);
    fprintf(to, "n = %zu\n", shown.n);
    put_array(to, &shown, "scenario", json_array_size(scenarios) < 2);
    put_array(to, &shown, "team", false);
    put_labels(to, &shown);
    fprintf(to, "best = %zu\n", best_of(&shown));
    fputs("currency = ", to);
    put_quoted(to, text_of(first, "currency"), LONGEST_LABEL);
    fputc('\n', to);
    put_target(to, manifest);
    json_object_foreach(json_object_get(manifest, "titles"), stem, title)
    {
        fprintf(to, "title_%s = ", stem);
        put_quoted(to, json_string_value(title), LONGEST_TITLE);
        fputc('\n', to);
    }
    put_more(to, json_object_get(manifest, "about"));
    return ferror(to) == 0 ? DC_OK : DC_FAILED;
}
