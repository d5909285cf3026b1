/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/said.c - each line once. */
#include "cli/said.h"

#include <stdlib.h>

#include "cli/say.h"

#define LINE_SIZE 4096

/* FNV-1a; two lines that meet in 64 bits cost one of them its place on the screen. */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    return hash;
}

static bool is_new(struct dc_said *said, const char *line)
{
    const uint64_t hash = hash_of(line);

    for (size_t i = 0; i < said->n; i++) {
        if (said->hash[i] == hash) {
            return false;
        }
    }
    if (said->n == said->n_room) {
        const size_t n_room = said->n_room > 0 ? 2 * said->n_room : 64;
        uint64_t *const grown = realloc(said->hash, n_room * sizeof *grown);
        if (grown == NULL) {
            return true;
        }
        said->hash = grown;
        said->n_room = n_room;
    }
    said->hash[said->n++] = hash;
    return true;
}

static void say_line(struct dc_said *said, const char *line)
{
    if (!is_new(said, line)) {
        return;
    }
    if (said->n_lines >= DC_DIAGS_MAX) {
        said->n_more++;
        return;
    }
    said->n_lines++;
    dc_say_plain("%s", line);
}

void dc_said_diags(struct dc_said *said, struct dc_diags *diags)
{
    char line[LINE_SIZE];
    const struct dc_diag *diag;

    dc_diags_sort(diags);
    for (size_t i = 0; (diag = dc_diags_at(diags, i)) != NULL; i++) {
        dc_diag_write(diag, line, sizeof line);
        say_line(said, line);
    }
}

void dc_said_end(struct dc_said *said)
{
    if (said->n_more > 0) {
        dc_say_plain("... and %zu more", said->n_more);
    }
    free(said->hash);
    *said = (struct dc_said){.n = 0};
}
