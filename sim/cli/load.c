/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/load.c - a scenario under a command line. */
#include "cli/load.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/say.h"

#define MOST_INPUT ((size_t)256 << 20) /* bytes, as of any file */

#include "cli/select.h"

/* The texts of the overlay: those of the command line, then those of `more`, each with its
 * place. */
struct texts {
    const char **set;
    struct dc_span *at;
    size_t n;
    char seed[48];
};

static void put(struct texts *texts, const char *set, const char *file)
{
    texts->at[texts->n] = (struct dc_span){.file = file};
    texts->set[texts->n++] = set;
}

static bool gather(struct texts *texts, const struct dc_args *args, const struct dc_more *more)
{
    const struct dc_given *const set = &args->opt[DC_OPT_SET];
    const struct dc_given *const seed = &args->opt[DC_OPT_SEED];
    const size_t n_most = set->n_list + 1 + more->n_set;

    texts->set = calloc(n_most, sizeof *texts->set);
    texts->at = calloc(n_most, sizeof *texts->at);
    if (texts->set == NULL || texts->at == NULL) {
        return false;
    }
    for (size_t i = 0; i < set->n_list; i++) {
        put(texts, set->list[i], "--set");
    }
    if (seed->given) {
        snprintf(texts->seed, sizeof texts->seed, "scenario.seed=%" PRIu64, seed->count);
        put(texts, texts->seed, "--seed");
    }
    for (size_t i = 0; i < more->n_set; i++) {
        put(texts, more->set[i], "--set");
        if (more->set_at != NULL) {
            texts->at[texts->n - 1] = more->set_at[i];
        }
    }
    return true;
}

/* All of standard input, once; 0 or errno. */
static int input_read(struct dc_input *input)
{
    size_t room = 0;

    while (input->n <= MOST_INPUT) {
        if (input->n == room) {
            room = room > 0 ? 2 * room : 65536;
            char *const grown = realloc(input->text, room);
            if (grown == NULL) {
                return ENOMEM;
            }
            input->text = grown;
        }
        const ssize_t got = read(STDIN_FILENO, input->text + input->n, room - input->n);
        if (got < 0 && errno != EINTR) {
            return errno;
        }
        if (got == 0) {
            input->is_read = true;
            return 0;
        }
        input->n += got > 0 ? (size_t)got : 0;
    }
    return EFBIG;
}

static enum dc_status load_file(const struct dc_args *args, const char *file,
                                const struct dc_overlay *overlay, struct dc_diags *diags,
                                struct dc_model **out)
{
    struct dc_input *const input = args->input;

    if (strcmp(file, "-") != 0) {
        return dc_model_load(file, overlay, diags, out);
    }
    const int error = input->is_read ? 0 : input_read(input);
    if (error != 0) {
        dc_say("standard input cannot be read: %s", strerror(error));
        return DC_FAILED;
    }
    return dc_model_parse(file, input->text, input->n, overlay, diags, out);
}

enum dc_status dc_load(const struct dc_args *args, const char *file, const struct dc_more *more,
                       struct dc_diags *diags, struct dc_model **out)
{
    static const struct dc_more nothing;
    struct texts texts = {.n = 0};
    enum dc_status status = DC_FAILED;

    *out = NULL;
    more = more != NULL ? more : &nothing;
    if (gather(&texts, args, more)) {
        const struct dc_overlay overlay = {
            .set = texts.set,
            .set_at = texts.at,
            .n_set = texts.n,
            .teams = more->teams != NULL ? more->teams : args->opt[DC_OPT_TEAMS].text,
            .allow_outside = args->opt[DC_OPT_ALLOW_OUTSIDE].given,
            .stress_file = more->stress_file,
            .stress_name = more->stress_name,
            .has_stress_scale = more->has_scale,
            .stress_scale = more->scale,
        };
        status = load_file(args, file, &overlay, diags, out);
    }
    free(texts.set);
    free(texts.at);
    return status;
}

uint64_t dc_load_replications(const struct dc_args *args, const struct dc_model *model)
{
    const struct dc_given *const given = &args->opt[DC_OPT_REPLICATIONS];

    if (args->opt[DC_OPT_SELECT].given) {
        return dc_select_replications(args);
    }
    return given->given ? given->count : dc_model_replications(model);
}

unsigned dc_load_plots(const struct dc_args *args, unsigned otherwise)
{
    if (args->opt[DC_OPT_NO_PLOTS].given) {
        return 0;
    }
    /* the bits of the row's words are those of enum dc_plots */
    return args->opt[DC_OPT_PLOTS].given ? args->opt[DC_OPT_PLOTS].words : otherwise;
}
