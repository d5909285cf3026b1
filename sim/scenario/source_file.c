/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario/source_file.c - which file a name in a scenario means, and data files. */
#define _XOPEN_SOURCE 700 /* realpath */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/rng.h"
#include "scenario/source.h"

struct dc_file {
    struct dc_file *next;
    const char *name;
    bool is_ok;
    struct dc_csv csv;
    uint64_t hash;
};

const char *dc_source_folder(struct dc_arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    return dc_arena_text(arena, file, slash != NULL ? (size_t)(slash + 1 - file) : 0);
}

/* The folder's own path, without links; "" if it cannot be found. */
static void real_folder(const char *folder, char out[PATH_MAX])
{
    char *found = realpath(folder[0] != '\0' ? folder : ".", NULL);
    snprintf(out, PATH_MAX, "%s", found != NULL ? found : "");
    free(found);
}

static bool is_below(const char *file, const char *folder)
{
    const size_t n = strlen(folder);
    return strncmp(file, folder, n) == 0 && (n == 1 || file[n] == '/');
}

/* Steps of a relative name never lead above where it starts, `depth` folders down. */
static bool climbs_out(const char *name, size_t depth)
{
    size_t at = depth;

    for (const char *part = name; part != NULL;) {
        const char *slash = strchr(part, '/');
        const size_t n = slash != NULL ? (size_t)(slash - part) : strlen(part);
        if (n == 2 && memcmp(part, "..", 2) == 0) {
            if (at == 0) {
                return true;
            }
            at--;
        } else if (n > 0 && !(n == 1 && part[0] == '.')) {
            at++;
        }
        part = slash != NULL ? slash + 1 : NULL;
    }
    return false;
}

static size_t n_folders(const char *path)
{
    size_t n = 0;
    for (const char *part = path; *part != '\0';) {
        const char *slash = strchr(part, '/');
        const size_t width = slash != NULL ? (size_t)(slash - part) : strlen(part);
        if (width == 2 && memcmp(part, "..", 2) == 0) {
            n -= n > 0 ? 1 : 0;
        } else if (width > 0 && !(width == 1 && part[0] == '.')) {
            n++;
        }
        part = slash != NULL ? slash + 1 : part + width;
    }
    return n;
}

/* By the words of the name, and by where links lead if the file exists. */
static bool is_inside(const struct dc_draft *d, const char *folder, const char *name,
                      const char *file)
{
    const size_t n_own = strlen(d->folder);
    const char *below = strncmp(folder, d->folder, n_own) == 0 ? folder + n_own : "";
    char own[PATH_MAX];

    if (name[0] == '/' || climbs_out(name, n_folders(below))) {
        return false;
    }
    char *found = realpath(file, NULL);
    real_folder(d->folder, own);
    const bool inside = found == NULL || own[0] == '\0' || is_below(found, own);
    free(found);
    return inside;
}

bool dc_source_file(struct dc_draft *d, struct dc_file_name *name)
{
    const char *own = dc_arena_text(d->arena, name->name.at, name->name.n);
    const char *folder = own != NULL && own[0] == '/' ? "" : name->folder;

    name->file = own != NULL ? dc_arena_printf(d->arena, "%s%s", folder, own) : NULL;
    name->error[0] = '\0';
    if (name->file == NULL) {
        return dc_draft_no_memory(d);
    }
    const bool is_free = d->overlay != NULL && d->overlay->allow_outside;
    if (!is_free && !is_inside(d, name->folder, own, name->file)) {
        char buf[72];
        snprintf(name->error, sizeof name->error,
                 "'%s' is not below the scenario's folder; write a name relative to this file, "
                 "or allow it with --allow-outside",
                 dc_value_quote(name->name.at, name->name.n, buf));
        return false;
    }
    return true;
}

const struct dc_csv *dc_source_data(struct dc_draft *d, const char *file)
{
    struct dc_file *f = d->files;
    while (f != NULL && strcmp(f->name, file) != 0) {
        f = f->next;
    }
    if (f != NULL) {
        return f->is_ok ? &f->csv : NULL;
    }
    const char *text;
    size_t n;
    f = dc_arena_zero(d->arena, 1, sizeof *f);
    if (f == NULL) {
        dc_draft_no_memory(d);
        return NULL;
    }
    f->name = file;
    f->next = d->files;
    d->files = f;
    if (!dc_csv_slurp(file, DC_FILE_BYTES_MAX, d->arena, d->diags, &text, &n)) {
        return NULL;
    }
    f->hash = dc_hash(text, n);
    f->is_ok = dc_csv_parse(file, text, n, '\0', 0, d->arena, d->diags, &f->csv);
    return f->is_ok ? &f->csv : NULL;
}

uint64_t dc_source_data_hash(const struct dc_draft *d)
{
    const size_t n_own = strlen(d->folder);
    uint64_t h = 0;

    for (const struct dc_file *f = d->files; f != NULL; f = f->next) {
        /* From the scenario's folder on: the same from wherever the program is started. */
        const bool is_below_own = strncmp(f->name, d->folder, n_own) == 0;
        const char *name = is_below_own ? f->name + n_own : f->name;
        h += dc_index_mix(dc_hash_text(name), f->hash); /* in any order */
    }
    return h;
}
