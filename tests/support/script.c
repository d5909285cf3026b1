/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/script.c - see script.h. */
#include "script.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void env_ready(struct script *s)
{
    if (s->model != NULL) {
        assert_true(dc_env_new(&s->env, s->model, &s->keep, &s->scratch));
        script_draw(s, 0);
    }
}

void script_draw(struct script *s, uint64_t replication)
{
    s->env.scratch = &s->scratch; /* the struct may have been copied since */
    assert_true(dc_env_draw(&s->env, replication));
}

struct script script_read(const char *rows, const struct dc_overlay *overlay)
{
    static const char header[] = "parameter,value\n";
    struct script s = {.diags = dc_diags_new()};
    const size_t n = sizeof(header) + strlen(rows);
    char *text = malloc(n);

    snprintf(text, n, "%s%s", header, rows);
    s.status = dc_model_parse("script.csv", text, strlen(text), overlay, s.diags, &s.model);
    free(text);
    env_ready(&s);
    return s;
}

struct script script_set(const char *rows, const char *set, const char *set2)
{
    const char *const both[] = {set, set2};
    const struct dc_overlay overlay = {.set = both,
                                       .n_set = set == NULL    ? 0
                                                : set2 == NULL ? 1
                                                               : 2};
    return script_read(rows, &overlay);
}

struct script script_load(const char *file, const struct dc_overlay *overlay)
{
    struct script s = {.diags = dc_diags_new()};

    s.status = dc_model_load(file, overlay, s.diags, &s.model);
    env_ready(&s);
    return s;
}

void script_free(struct script *s)
{
    dc_model_free(s->model);
    dc_diags_free(s->diags);
    dc_arena_free(&s->keep);
    dc_arena_free(&s->scratch);
}

static void print_all(const struct script *s)
{
    char line[1200];
    for (size_t i = 0; dc_diags_at(s->diags, i) != NULL; i++) {
        dc_diag_write(dc_diags_at(s->diags, i), line, sizeof line);
        print_error("%s (%s)\n", line, dc_diags_at(s->diags, i)->slug);
    }
}

void script_expect_model(const struct script *s)
{
    if (s->model == NULL) {
        print_all(s);
        fail_msg("the scenario was refused");
    }
}

bool script_says(const struct script *s, const char *slug)
{
    bool says = false;
    for (size_t i = 0; dc_diags_at(s->diags, i) != NULL; i++) {
        says = says || strcmp(dc_diags_at(s->diags, i)->slug, slug) == 0;
    }
    return says;
}

void script_expect(const struct script *s, const char *slug, const char *part)
{
    const struct dc_diag *d;
    for (size_t i = 0; (d = dc_diags_at(s->diags, i)) != NULL; i++) {
        if (strcmp(d->slug, slug) == 0 && strstr(d->text, part) != NULL) {
            return;
        }
    }
    print_all(s);
    fail_msg("nothing said of %s with '%s'", slug, part);
}

const struct dc_work *script_work(const struct script *s, uint32_t i_team, uint32_t i_segment)
{
    const struct dc_team *team = &s->model->team[i_team];
    return &team->step[i_segment * (team->n_stages + team->n_followup)].by[0];
}

double script_once(const struct script *s, struct dc_ref ref, double months)
{
    return dc_env_at(&s->env, ref, months * DC_MONTH_DAYS);
}

double script_chance(const struct script *s, const struct dc_chance *chance, double u,
                     double months)
{
    assert_true(chance->given);
    return dc_env_chance(&s->env, chance, u, months * DC_MONTH_DAYS);
}

void script_near(const char *what, double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-12 * fabs(expected))) {
        fail_msg("%s: found %.17g, expected %.17g", what, found, expected);
    }
}

const char *script_folder(void)
{
    static char folder[64];
    snprintf(folder, sizeof folder, "/tmp/dealcycle-script-%ld", (long)getpid());
    mkdir(folder, 0700);
    return folder;
}

const char *script_file(const char *name, const char *text)
{
    static char file[300];
    snprintf(file, sizeof file, "%s/%s", script_folder(), name);
    char *slash = strrchr(file, '/');
    *slash = '\0';
    mkdir(file, 0700);
    *slash = '/';
    FILE *to = fopen(file, "w");
    assert_non_null(to);
    fputs(text, to);
    fclose(to);
    return file;
}

void script_clean(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", script_folder());
    if (system(command) != 0) {
        print_error("%s is left behind\n", script_folder());
    }
}
