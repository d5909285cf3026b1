/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/fuzz/fuzz_overlay.c - any bytes as what lies over a scenario. The first byte says as
 * what: `s` a stress file, `w` a sweep file, `=` lines of --set, `g` lines of --grid. */
#define _GNU_SOURCE /* memfd_create */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "dealcycle.h"
#include "require.h"

#define MOST_LINES 8
#define MOST_CASES 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The scenario below, read once. */
static const char *base(void)
{
    static char text[10000];

    if (text[0] == '\0') {
        FILE *from = fopen("tests/fuzz/whole.csv", "r");
        require(from != NULL, "run this where tests/fuzz is");
        text[fread(text, 1, sizeof(text) - 1, from)] = '\0';
        fclose(from);
    }
    return text;
}

/* A file that no disk holds; its name is good until the next one. */
static const char *file_of(const uint8_t *data, size_t n)
{
    static int fd = -1;
    static char name[40];

    if (fd < 0) {
        fd = memfd_create("overlay", 0);
        snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
    }
    require(fd >= 0 && ftruncate(fd, 0) == 0 && pwrite(fd, data, n, 0) == (ssize_t)n,
            "there is no room for a file");
    return name;
}

static bool model_try(const struct dc_overlay *overlay, struct dc_diags *diags)
{
    struct dc_model *model = NULL;
    const char *text = base();
    const size_t before = dc_diags_errors(diags);
    const enum dc_status status =
        dc_model_parse("whole.csv", text, strlen(text), overlay, diags, &model);

    require((status == DC_OK) == (model != NULL), "status and model disagree");
    require((status == DC_OK) == (dc_diags_errors(diags) == before),
            "status and errors disagree");
    dc_model_free(model);
    return status == DC_OK;
}

struct names {
    char name[MOST_CASES][100];
    size_t n;
};

static void name_see(void *self, const char *name)
{
    struct names *names = self;
    if (names->n < MOST_CASES && strlen(name) < sizeof(names->name[0])) {
        strcpy(names->name[names->n++], name);
    }
}

static void stress_try(const uint8_t *data, size_t n, struct dc_diags *diags)
{
    const char *file = file_of(data, n);
    struct names names = {.n = 0};

    if (dc_stress_each(file, diags, name_see, &names) != DC_OK) {
        return;
    }
    for (size_t i = 0; i < names.n; i++) {
        const struct dc_overlay overlay = {.stress_file = file, .stress_name = names.name[i]};
        if (model_try(&overlay, diags)) {
            const struct dc_overlay half = {.stress_file = file,
                                            .stress_name = names.name[i],
                                            .stress_scale = 0.5,
                                            .has_stress_scale = true};
            (void)model_try(&half, diags);
        }
    }
}

static void cases_try(const struct dc_sweep *sweep, struct dc_diags *diags)
{
    const size_t n = dc_sweep_n_cases(sweep);

    for (size_t i = 0; i < n && i < MOST_CASES; i++) {
        const struct dc_overlay overlay = {.set = dc_sweep_set(sweep, i),
                                           .n_set = dc_sweep_n_set(sweep, i),
                                           .set_at = dc_sweep_set_at(sweep, i)};
        require(dc_sweep_is_name(dc_sweep_name(sweep, i)), "a case has no name");
        (void)model_try(&overlay, diags);
    }
}

/* Lines of the text, ended with NUL where they stand. */
static size_t lines_split(char *text, const char *line[])
{
    size_t n = 0;

    for (char *at = text; at != NULL && n < MOST_LINES; n++) {
        line[n] = at;
        at = strchr(at, '\n');
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    return n;
}

static void lines_try(char kind, const uint8_t *data, size_t n, struct dc_diags *diags)
{
    const char *line[MOST_LINES];
    char *text = malloc(n + 1);

    memcpy(text, data, n);
    text[n] = '\0';
    const size_t n_lines = lines_split(text, line);
    if (kind == '=') {
        const struct dc_overlay overlay = {.set = line, .n_set = n_lines};
        (void)model_try(&overlay, diags);
    } else {
        struct dc_sweep *sweep = NULL;
        if (dc_sweep_grid(line, n_lines, diags, &sweep) == DC_OK) {
            cases_try(sweep, diags);
        }
        dc_sweep_free(sweep);
    }
    free(text);
}

static void sweep_try(const uint8_t *data, size_t n, struct dc_diags *diags)
{
    struct dc_sweep *sweep = NULL;

    if (dc_sweep_read(file_of(data, n), diags, &sweep) == DC_OK) {
        cases_try(sweep, diags);
    }
    dc_sweep_free(sweep);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct dc_diags *diags = dc_diags_new();

    if (n > 0 && data[0] == 's') {
        stress_try(data + 1, n - 1, diags);
    } else if (n > 0 && data[0] == 'w') {
        sweep_try(data + 1, n - 1, diags);
    } else if (n > 0) {
        lines_try(data[0] == 'g' ? 'g' : '=', data + 1, n - 1, diags);
    }
    dc_diags_free(diags);
    return 0;
}
