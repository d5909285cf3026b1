/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/script.h - scenarios from inline rows and files of a folder of their own,
 * what was said of them, and the values in force in them. */
#ifndef DC_TESTS_SCRIPT_H
#define DC_TESTS_SCRIPT_H

#include "cmocka_all.h"

#include <stdbool.h>

#include "dealcycle.h"
#include "scenario/env.h"

/* Two segments and two teams of one stage each: enough for most questions. Later rows of the
 * same path come as --set. */
#define SCRIPT_BASE                                                                            \
    "scenario.horizon,24\n"                                                                    \
    "segment.small.leads,30\nsegment.small.deal_value,7000\n"                                  \
    "segment.large.leads,4\nsegment.large.deal_value,90000\n"                                  \
    "stage.close.conversion,0.25\n"                                                            \
    "role.rep.channel,inside\nrole.visitor.channel,outside\n"                                  \
    "team.in.stages,close\nteam.in.stage.close.role,rep\nteam.in.role.rep.headcount,3\n"       \
    "team.out.stages,close\nteam.out.stage.close.role,visitor\n"                               \
    "team.out.role.visitor.headcount,2\n"

struct script {
    struct dc_diags *diags;
    struct dc_model *model; /* NULL: refused */
    enum dc_status status;
    struct dc_arena keep, scratch;
    struct dc_env env; /* of replication 0, if there is a model */
};

/* Rows without the header; overlay may be NULL. */
struct script script_read(const char *rows, const struct dc_overlay *overlay);
/* With one or two --set, NULL for none. */
struct script script_set(const char *rows, const char *set, const char *set2);
struct script script_load(const char *file, const struct dc_overlay *overlay);
void script_draw(struct script *s, uint64_t replication);
void script_free(struct script *s);

/* Fails the test, with what was said, unless there is a model. */
void script_expect_model(const struct script *s);
/* Fails unless a diagnostic of the slug has the part in its text. */
void script_expect(const struct script *s, const char *slug, const char *part);
bool script_says(const struct script *s, const char *slug);

/* What the one stage of a team does for a segment, in the model's order. */
const struct dc_work *script_work(const struct script *s, uint32_t i_team, uint32_t i_segment);
double script_once(const struct script *s, struct dc_ref ref, double months);
double script_chance(const struct script *s, const struct dc_chance *chance, double u,
                     double months);

/* Fails unless |found - expected| <= 1e-12 |expected|. */
void script_near(const char *what, double found, double expected);

/* A file below a folder of this process; its name is static until the next call. */
const char *script_file(const char *name, const char *text);
const char *script_folder(void);
void script_clean(void); /* removes them */

#endif
