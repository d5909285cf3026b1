/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base/diag.c - the list of located diagnostics. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Errors and warnings have each their own room: many warnings hide no error. */
#define ROOM (2 * DC_DIAGS_MAX)

struct file_name {
    struct file_name *next;
    const char *name;
};

struct dc_diags {
    struct dc_arena arena; /* texts, paths, file names */
    struct dc_diag kept[ROOM];
    size_t n_kept, n_kept_errors;
    size_t n_errors, n_warnings; /* those not kept included */
    bool strict;
    struct file_name *files; /* in order of first reading */
};

const struct dc_code_row dc_code_rows[DC_N_CODES] = {
#define ROW(code, slug, severity, meaning) {#code, slug, severity, meaning},
    DC_CODES(ROW)
#undef ROW
};

struct dc_diags *dc_diags_new(void)
{
    return calloc(1, sizeof(struct dc_diags));
}

void dc_diags_free(struct dc_diags *diags)
{
    if (diags != NULL) {
        dc_arena_free(&diags->arena);
        free(diags);
    }
}

size_t dc_diags_errors(const struct dc_diags *diags)
{
    return diags->n_errors;
}

size_t dc_diags_warnings(const struct dc_diags *diags)
{
    return diags->n_warnings;
}

void dc_diags_be_strict(struct dc_diags *diags)
{
    diags->strict = true;
    diags->n_errors += diags->n_warnings;
    diags->n_warnings = 0;
    diags->n_kept_errors = diags->n_kept;
    for (size_t i = 0; i < diags->n_kept; i++) {
        diags->kept[i].severity = DC_ERROR;
    }
}

const char *dc_diags_file(struct dc_diags *diags, const char *file)
{
    struct file_name **end = &diags->files;

    for (; *end != NULL; end = &(*end)->next) {
        if ((*end)->name == file || strcmp((*end)->name, file) == 0) {
            return (*end)->name;
        }
    }
    struct file_name *added = dc_arena_zero(&diags->arena, 1, sizeof(*added));
    const char *name = dc_arena_text(&diags->arena, file, strlen(file));
    if (added == NULL || name == NULL) {
        return NULL;
    }
    added->name = name;
    *end = added;
    return name;
}

static struct dc_span span_kept(struct dc_diags *diags, struct dc_span span)
{
    if (span.file != NULL) {
        const char *name = dc_diags_file(diags, span.file);
        span.file = name != NULL ? name : "?";
    }
    return span;
}

static bool is_same_place(struct dc_span a, struct dc_span b)
{
    return a.line == b.line && a.column == b.column && (a.file == NULL) == (b.file == NULL) &&
           (a.file == NULL || strcmp(a.file, b.file) == 0);
}

/* A rule that looks at one row from several sides says the same thing only once. */
static bool is_known(const struct dc_diags *diags, const struct dc_diag *d)
{
    for (size_t i = 0; i < diags->n_kept; i++) {
        const struct dc_diag *k = &diags->kept[i];
        const bool same_path = k->path == d->path || (k->path != NULL && d->path != NULL &&
                                                      strcmp(k->path, d->path) == 0);
        if (k->slug == d->slug && same_path && is_same_place(k->at, d->at) &&
            strcmp(k->text, d->text) == 0) {
            return true;
        }
    }
    return false;
}

static void count_and_keep(struct dc_diags *diags, const struct dc_diag *d)
{
    const bool is_error = d->severity == DC_ERROR;
    const size_t n_alike =
        is_error ? diags->n_kept_errors : diags->n_kept - diags->n_kept_errors;

    if (is_known(diags, d)) {
        return;
    }
    diags->n_errors += is_error ? 1 : 0;
    diags->n_warnings += is_error ? 0 : 1;
    if (n_alike < DC_DIAGS_MAX && diags->n_kept < ROOM) {
        diags->kept[diags->n_kept++] = *d;
        diags->n_kept_errors += is_error ? 1 : 0;
    }
}

static const char *text_kept(struct dc_diags *diags, const char *text)
{
    char *copy = dc_arena_text(&diags->arena, text, strlen(text));
    if (copy != NULL) {
        dc_text_tame(copy, strlen(copy));
    }
    return copy;
}

static DC_PRINTF(2, 0) const
    char *text_printed(struct dc_diags *diags, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    const int n = vsnprintf(NULL, 0, fmt, args);
    char *text = n >= 0 ? dc_arena_take(&diags->arena, (size_t)n + 1) : NULL;
    if (text != NULL) {
        vsnprintf(text, (size_t)n + 1, fmt, again);
        dc_text_tame(text, (size_t)n);
    }
    va_end(again);
    /* Without memory the place and the rule are still told. */
    return text != NULL ? text : "memory ran out while this was reported";
}

static void record(struct dc_diags *diags, struct dc_diag *d, enum dc_code code,
                   const char *path)
{
    d->slug = dc_code_rows[code].slug;
    d->severity = diags->strict ? DC_ERROR : dc_code_rows[code].severity;
    d->at = span_kept(diags, d->at);
    d->also = span_kept(diags, d->also);
    d->path = path != NULL ? text_kept(diags, path) : NULL;
    count_and_keep(diags, d);
}

bool dc_report(struct dc_diags *diags, enum dc_code code, struct dc_span at, const char *path,
               const char *fmt, ...)
{
    if (diags != NULL) {
        va_list args;
        va_start(args, fmt);
        struct dc_diag d = {.at = at, .text = text_printed(diags, fmt, args)};
        va_end(args);
        record(diags, &d, code, path);
    }
    return false;
}

bool dc_report_also(struct dc_diags *diags, enum dc_code code, struct dc_span at,
                    struct dc_span also, const char *path, const char *fmt, ...)
{
    if (diags != NULL) {
        va_list args;
        va_start(args, fmt);
        struct dc_diag d = {.at = at, .also = also, .text = text_printed(diags, fmt, args)};
        va_end(args);
        record(diags, &d, code, path);
    }
    return false;
}

static size_t file_rank(const struct dc_diags *diags, const char *file)
{
    size_t rank = 0;
    for (const struct file_name *f = diags->files; f != NULL && f->name != file; f = f->next) {
        rank++;
    }
    return rank;
}

static bool is_before(const struct dc_diags *diags, const struct dc_diag *a,
                      const struct dc_diag *b)
{
    if (a->at.file != b->at.file) {
        return file_rank(diags, a->at.file) < file_rank(diags, b->at.file);
    }
    if (a->at.line != b->at.line) {
        return a->at.line < b->at.line;
    }
    return a->at.column < b->at.column;
}

/* By insertion: stable, and there are never more than ROOM. */
void dc_diags_sort(struct dc_diags *diags)
{
    for (size_t i = 1; i < diags->n_kept; i++) {
        const struct dc_diag d = diags->kept[i];
        size_t to = i;
        while (to > 0 && is_before(diags, &d, &diags->kept[to - 1])) {
            diags->kept[to] = diags->kept[to - 1];
            to--;
        }
        diags->kept[to] = d;
    }
}

const struct dc_diag *dc_diags_at(const struct dc_diags *diags, size_t i)
{
    return i < diags->n_kept ? &diags->kept[i] : NULL;
}

/* Appends to buf like snprintf; *n counts what would have been written. */
static void DC_PRINTF(4, 5) append(char *buf, size_t size, size_t *n, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const size_t at = *n < size ? *n : size;
    const int more = vsnprintf(size > at ? buf + at : NULL, size - at, fmt, args);
    va_end(args);
    *n += more > 0 ? (size_t)more : 0;
}

static void append_place(char *buf, size_t size, size_t *n, struct dc_span at)
{
    char name[4096]; /* a longer one is cut */
    snprintf(name, sizeof(name), "%s", at.file);
    dc_text_tame(name, strlen(name));
    append(buf, size, n, "%s", name);
    if (at.line > 0) {
        append(buf, size, n, ":%u", at.line);
    }
    if (at.line > 0 && at.column > 0) {
        append(buf, size, n, ":%u", at.column);
    }
}

size_t dc_diag_write(const struct dc_diag *diag, char *buf, size_t size)
{
    size_t n = 0;

    if (size > 0) {
        buf[0] = '\0';
    }
    if (diag->at.file != NULL) {
        append_place(buf, size, &n, diag->at);
        append(buf, size, &n, ": ");
    }
    if (diag->path != NULL) {
        append(buf, size, &n, "%s: ", diag->path);
    }
    append(buf, size, &n, "%s%s", diag->severity == DC_WARNING ? "warning: " : "", diag->text);
    if (diag->also.file != NULL) {
        append(buf, size, &n, " (see ");
        append_place(buf, size, &n, diag->also);
        append(buf, size, &n, ")");
    }
    return n;
}
