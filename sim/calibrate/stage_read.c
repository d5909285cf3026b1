/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/stage_read.c - dates of stages, and shares of the cycle, from rows. */
#include "calibrate/stage_read.h"

#include <stdlib.h>
#include <string.h>

#include "num/rng.h"

static bool is_in(const char *name, const char *const list[])
{
    for (size_t i = 0; list[i] != NULL; i++) {
        if (strcmp(name, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Lower case, what is no letter or digit as one blank. */
static size_t words_of(struct dc_text text, char out[64])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n + 2 < 64; i++) {
        const char c = dc_char_lower(text.at[i]);
        const bool ok = (c >= 'a' && c <= 'z') || dc_char_is_digit(c);
        if (ok || (n > 0 && out[n - 1] != ' ')) {
            out[n++] = ok ? c : ' ';
        }
    }
    while (n > 0 && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
    return n;
}

/* The text between a beginning and an ending, both of which must be there. */
static bool between(const char *words, const char *from, const char *to, struct dc_text *out)
{
    const size_t n = strlen(words);
    const size_t a = strlen(from);
    const size_t b = strlen(to);
    if (n <= a + b || strncmp(words, from, a) != 0 || strcmp(words + n - b, to) != 0) {
        return false;
    }
    *out = (struct dc_text){words + a, n - a - b};
    return true;
}

/* Whether a header's words are usually those of a stage, not of a reminder or a contract. */
static bool is_stage_word(struct dc_text name)
{
    static const char *const stage[] = {"qualif",  "discover", "demo",  "propos",  "negotia",
                                        "present", "quot",     "trial", "evaluat", "verbal"};
    static const char *const other[] = {"last", "next", "expected", "due", "valid", "expir"};
    char text[64];
    bool is = false;
    const size_t n = name.n < sizeof text ? name.n : sizeof text - 1;
    memcpy(text, name.at, n);
    text[n] = '\0';
    for (size_t i = 0; i < DC_COUNT_OF(stage); i++) {
        is = is || strstr(text, stage[i]) != NULL;
    }
    for (size_t i = 0; i < DC_COUNT_OF(other); i++) {
        is = is && strstr(text, other[i]) == NULL;
    }
    return is;
}

/* `Date entered X` is always a stage; `X date` and `date X` if X is a stage's word. */
static bool date_header(const char *words, struct dc_text *name)
{
    static const char *const form[][2] = {
        {"", " date"}, {"date ", ""}, {"", " at"}, {"", " on"}, {"entered ", ""}};
    if (between(words, "date entered ", "", name) ||
        between(words, "entered ", " date", name) ||
        between(words, "", " entered date", name) || between(words, "", " stage date", name)) {
        return true;
    }
    for (size_t i = 0; i < DC_COUNT_OF(form); i++) {
        if (between(words, form[i][0], form[i][1], name)) {
            return is_stage_word(*name);
        }
    }
    return false;
}

static bool is_taken(uint32_t column, const int field_column[])
{
    for (unsigned f = 0; f < DC_N_FIELDS; f++) {
        if (field_column[f] == (int)column) {
            return true;
        }
    }
    return false;
}

/* What the map calls a column of dates. */
static const char *mapped_name(const struct dc_deals *deals, struct dc_text header)
{
    for (size_t i = 0; i < deals->n_meanings; i++) {
        const struct dc_meaning *const m = &deals->meaning[i];
        if (m->field == DC_FIELD_STAGE && dc_text_alike(header, m->column)) {
            return m->meaning[0] != '\0' ? m->meaning : m->column;
        }
    }
    return NULL;
}

static bool stage_name_add(struct dc_deals *deals, struct dc_text name, const char **out)
{
    *out = dc_arena_text(&deals->arena, name.at, name.n);
    return *out != NULL;
}

bool dc_stage_columns_find(struct dc_deals *deals, const struct dc_text cell[], size_t n_cells,
                           const int field_column[], struct dc_stage_columns *out)
{
    static const char *const stages[] = {"new stage",  "to stage", "stage",     "stage name",
                                         "deal stage", "status",   "new value", NULL};
    static const char *const days[] = {"entered",     "entered date", "entered at", "changed",
                                       "change date", "changed at",   "changed on", "date",
                                       "timestamp",   "created date", "created at", NULL};
    bool ok = true;
    *out =
        (struct dc_stage_columns){.entered_stage = DC_NO_COLUMN, .entered_day = DC_NO_COLUMN};
    for (uint32_t i = 0; i < n_cells && ok; i++) {
        char words[64];
        struct dc_text name;
        const char *const mapped = mapped_name(deals, cell[i]);
        words_of(cell[i], words);
        if (mapped != NULL) {
            name = (struct dc_text){mapped, strlen(mapped)};
        }
        const bool is_date =
            mapped != NULL || (!is_taken(i, field_column) && date_header(words, &name));
        if (is_date && out->n_dates < DC_MOST_STAGES) {
            ok = stage_name_add(deals, name, &deals->stage[out->n_dates]);
            out->date[out->n_dates++] = i;
        } else if (between(words, "ratio days ", " to total days", &name) &&
                   out->n_shares < DC_MOST_STAGES) {
            ok = stage_name_add(deals, name, &deals->ratio[out->n_shares]);
            out->share[out->n_shares++] = i;
        }
        out->entered_stage = is_in(words, stages) ? i : out->entered_stage;
        out->entered_day = is_in(words, days) ? i : out->entered_day;
    }
    return ok;
}

static bool days_grow(struct dc_deals *deals, size_t i)
{
    if (i < deals->room_days) {
        return true;
    }
    const size_t room = 2 * i + 1024;
    struct dc_day *const more = realloc(deals->stage_at, room * DC_MOST_STAGES * sizeof *more);
    if (more == NULL) {
        return false;
    }
    memset(more + deals->room_days * DC_MOST_STAGES, 0,
           (room - deals->room_days) * DC_MOST_STAGES * sizeof *more);
    deals->stage_at = more;
    deals->room_days = room;
    return true;
}

static bool history_add(struct dc_deals *deals, const struct dc_stage_columns *h,
                        const struct dc_text cell[], uint64_t key)
{
    void *items = deals->history;
    const struct dc_text stage = cell[h->entered_stage];
    const enum dc_outcome o = dc_outcome_of(stage);
    if (stage.n == 0 || o == DC_WON || o == DC_LOST || cell[h->entered_day].n == 0) {
        return true;
    }
    if (!dc_arena_grow(&deals->arena, &items, &deals->room_history, deals->n_history + 1,
                       sizeof *deals->history)) {
        return false;
    }
    deals->history = items;
    deals->history[deals->n_history++] = (struct dc_entry){
        key, dc_day_parse(cell[h->entered_day]),
        dc_label_at(&deals->entered, &deals->arena, stage), deals->deal[deals->n - 1].line};
    return true;
}

bool dc_stage_row_take(struct dc_deals *deals, const struct dc_stage_columns *h,
                       const struct dc_text cell[], size_t n_cells, size_t i)
{
    const struct dc_deal *const d = &deals->deal[i];
    if (deals->is_second) {
        const bool has = h->entered_stage < n_cells && h->entered_day < n_cells;
        return !has || history_add(deals, h, cell, d->key);
    }
    deals->n_stages = h->n_dates;
    if (h->n_dates > 0 && !days_grow(deals, i)) {
        return false;
    }
    for (size_t k = 0; k < h->n_dates; k++) {
        const struct dc_text text = cell[h->date[k]];
        if (!dc_cell_is_missing(text)) {
            deals->stage_at[i * DC_MOST_STAGES + k] = dc_day_parse(text);
        }
    }
    for (size_t k = 0; k < h->n_shares && d->has_cycle; k++) {
        double share;
        if (dc_amount_parse(cell[h->share[k]], &share) && share >= 0.0 && share <= 1.0 &&
            (d->outcome == DC_WON || d->outcome == DC_LOST)) {
            struct dc_ratio_sum *const sum = &deals->ratio_sum[k][d->outcome == DC_WON];
            sum->n += 1.0;
            sum->days += share * d->cycle_days;
            sum->n_there += share > 0.0 ? 1.0 : 0.0;
        }
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const uint64_t p = *(const uint64_t *)a;
    const uint64_t q = *(const uint64_t *)b;
    return p < q ? -1 : p > q;
}

static bool keys_repeat(const struct dc_deals *deals, size_t n_main, bool *out)
{
    const size_t n = deals->n - n_main;
    uint64_t *const key = malloc((n + 1) * sizeof *key);
    size_t n_again = 0;
    if (key == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        key[i] = deals->deal[n_main + i].key;
    }
    qsort(key, n, sizeof *key, by_key);
    for (size_t i = 1; i < n; i++) {
        n_again += key[i] == key[i - 1] ? 1 : 0;
    }
    free(key);
    *out = n_again * 10 > n;
    return true;
}

struct place {
    uint64_t key;
    size_t i;
};

/* The first date of each stage counts: a deal that comes back was there. */
static void entry_lay(struct dc_deals *deals, const struct dc_entry *e, size_t i)
{
    struct dc_day *const at = &deals->stage_at[i * DC_MOST_STAGES + e->stage];
    if (at->kind == DC_DAY_NONE ||
        (at->kind == DC_DAY_KNOWN && e->day.kind == DC_DAY_KNOWN && e->day.day < at->day)) {
        *at = e->day;
    }
}

static bool entries_lay(struct dc_deals *deals, size_t n_main)
{
    struct place *const place = malloc((n_main + 1) * sizeof *place);
    if (place == NULL) {
        return false;
    }
    for (size_t i = 0; i < n_main; i++) {
        place[i] = (struct place){deals->deal[i].key, i};
    }
    qsort(place, n_main, sizeof *place, by_key);
    for (size_t k = 0; k < deals->n_history; k++) {
        const struct dc_entry *const e = &deals->history[k];
        const struct place *const p = bsearch(&e->key, place, n_main, sizeof *place, by_key);
        if (p == NULL) {
            dc_deals_touch(deals, NULL, e->line, DC_RULE_NOT_JOINED);
        } else if (e->stage < deals->n_stages) {
            entry_lay(deals, e, p->i);
        }
    }
    free(place);
    return true;
}

bool dc_stage_history_take(struct dc_deals *deals, size_t n_main, bool *is_history)
{
    *is_history = false;
    if (!keys_repeat(deals, n_main, is_history)) {
        return false;
    }
    *is_history = *is_history && deals->n_history > 0;
    if (!*is_history) {
        return true;
    }
    deals->n_stages = deals->entered.n < DC_MOST_STAGES ? deals->entered.n : DC_MOST_STAGES;
    for (size_t k = 0; k < deals->n_stages; k++) {
        deals->stage[k] = deals->entered.text[k];
    }
    deals->n = n_main;
    return days_grow(deals, n_main) && entries_lay(deals, n_main);
}
