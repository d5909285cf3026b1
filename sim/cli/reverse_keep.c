/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/reverse_keep.c - the tries of a search in a file, for the same command to go on from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/reverse_search.h"

#define TRIES "tries"
#define NEW ".new"

static const char magic[16] = "dealcycle try 1\n";

/* FNV-1a over bytes. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *const byte = bytes;

    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ byte[i]) * 1099511628211u;
    }
    return hash;
}

uint64_t dc_searches_mix(uint64_t hash, const struct dc_args *args,
                         const struct dc_model *model)
{
    const uint64_t word[] = {dc_model_hash(model), dc_model_seed(model),
                             dc_load_replications(args, model)};

    return mix(hash, word, sizeof word);
}

uint64_t dc_searches_question(const struct dc_args *args)
{
    uint64_t hash = 14695981039346656037u;
    const double number[] = {
        args->opt[DC_OPT_BELOW].number,
        args->opt[DC_OPT_PROBABILITY].given ? args->opt[DC_OPT_PROBABILITY].number : -1.0};
    const char *const metric = args->opt[DC_OPT_METRIC].text;

    hash = mix(hash, DC_VERSION, sizeof DC_VERSION);
    hash = mix(hash, metric, strlen(metric));
    return mix(hash, number, sizeof number);
}

struct head {
    char magic[16];
    uint64_t identity, n_bytes;
};

static struct head head_of(const struct dc_searches *s, uint64_t identity)
{
    struct head head = {.identity = identity};

    memcpy(head.magic, magic, sizeof magic);
    head.n_bytes = s->n_names * s->n_teams * sizeof *s->search;
    return head;
}

/* `folder/NAME`, to free. */
static char *path_of(const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *const path = malloc(size);

    if (path != NULL) {
        snprintf(path, size, "%s/%s", folder, name);
    }
    return path;
}

static bool are_sound(const struct dc_searches *s)
{
    for (size_t i = 0; i < s->n_names * s->n_teams; i++) {
        if (s->search[i].n > DC_REVERSE_TRIES) {
            return false;
        }
    }
    return true;
}

bool dc_searches_read(struct dc_searches *s, const char *folder, uint64_t identity)
{
    const struct head wanted = head_of(s, identity);
    struct head found;
    char *const path = path_of(folder, TRIES);
    FILE *const from = path != NULL ? fopen(path, "rbe") : NULL;
    const bool ok = from != NULL && fread(&found, sizeof found, 1, from) == 1 &&
                    memcmp(&found, &wanted, sizeof found) == 0 &&
                    fread(s->search, wanted.n_bytes, 1, from) == 1 && are_sound(s);

    if (!ok) {
        memset(s->search, 0, wanted.n_bytes);
    }
    if (from != NULL) {
        fclose(from);
    }
    free(path);
    return ok;
}

bool dc_searches_write(const struct dc_searches *s, const char *folder, uint64_t identity)
{
    const struct head head = head_of(s, identity);
    char *const path = path_of(folder, TRIES);
    char *const aside = path_of(folder, TRIES NEW);
    FILE *const to = path != NULL && aside != NULL ? fopen(aside, "wbe") : NULL;
    bool ok = to != NULL && fwrite(&head, sizeof head, 1, to) == 1 &&
              fwrite(s->search, head.n_bytes, 1, to) == 1 && fflush(to) == 0 && ferror(to) == 0;

    ok = (to == NULL || fclose(to) == 0) && ok;
    ok = ok && rename(aside, path) == 0;
    free(path);
    free(aside);
    return ok;
}

void dc_searches_done(const char *folder)
{
    static const char *const names[] = {TRIES, TRIES NEW};

    for (size_t i = 0; i < 2; i++) {
        char *const path = path_of(folder, names[i]);
        if (path != NULL) {
            (void)unlink(path);
        }
        free(path);
    }
    dc_run_done(folder);
}
