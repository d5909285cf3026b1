/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_limits.c - large and strange scenarios: limits are errors, and what
 * keeps to them is read. */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *at;
    size_t n, room;
};

static void DC_PRINTF(2, 3) add(struct text *t, const char *fmt, ...)
{
    va_list args;
    if (t->room - t->n < 1000) {
        t->room = 2 * t->room + 100000;
        t->at = realloc(t->at, t->room);
        assert_non_null(t->at);
    }
    va_start(args, fmt);
    t->n += (size_t)vsnprintf(t->at + t->n, t->room - t->n, fmt, args);
    va_end(args);
}

/* 60 segments, 26 stages, both channels: every row in force, a third of them distributions. */
static void a_hundred_thousand_rows_make_a_model(void **state)
{
    struct text t = {NULL, 0, 0};
    size_t n = 0;
    (void)state;
    add(&t, "scenario.horizon,24\nrole.r.channel,inside\nrole.o.channel,outside\n");
    for (int s = 0; s < 60; s++) {
        add(&t, "segment.s%d.leads,10\nsegment.s%d.deal_value,%d\n", s, s, 1000 + s);
    }
    for (int team = 0; team < 2; team++) {
        add(&t, "team.t%d.stages,a0", team);
        for (int k = 1; k < 26; k++) {
            add(&t, " a%d", k);
        }
        add(&t, "\nteam.t%d.role.%c.headcount,5\n", team, "ro"[team]);
        for (int k = 0; k < 26; k++) {
            add(&t, "team.t%d.stage.a%d.role,%c\n", team, k, "ro"[team]);
        }
    }
    for (int k = 0; n < 99000; k++) {
        static const char *const rows[] = {
            "conversion,0.5",
            "dm_effect,-0.1",
            "effort,\"gamma(mean=%d, sd=3)\"",
            "delay,\"lognormal(mean=%d, sd=9)\"",
            "calls,4",
            "call_time,0.1",
            "emails,3",
            "email_time,0.05",
            "delay_lost,\"weibull(shape=2, scale=%d)\"",
            "value_factor,0.98",
            "voicemails,1",
            "voicemail_time,0.02",
            "social,1",
            "social_time,0.1",
            "meetings,\"discrete(1:3, 2:%d)\"",
            "meeting_time,1",
        };
        const int i = k % 16;
        const int stage = k / 16 % 26;
        const int segment = k / 16 / 26 % 60;
        const int team = k / 16 / 26 / 60;
        char value[100];
        if (team < 2) {
            snprintf(value, sizeof value, rows[i], 1 + k % 7);
            add(&t, "team.t%d.segment.s%d.stage.a%d.%s\n", team, segment, stage, value);
        } else {
            add(&t, "input.i%d,\"normal(mean=1, sd=0.1)\"\n", k);
        }
        n++;
    }
    struct script s = script_read(t.at, NULL);
    script_expect_model(&s);
    script_free(&s);
    free(t.at);
}

static void expect_too_large(struct text *t, const char *part)
{
    struct script s = script_read(t->at, NULL);
    assert_null(s.model);
    script_expect(&s, "too-large", part);
    script_free(&s);
    free(t->at);
}

static void each_limit_is_an_error_that_names_it(void **state)
{
    struct text t = {NULL, 0, 0};
    (void)state;
    for (int i = 0; i <= DC_MAX_ROWS; i++) {
        add(&t, "input.i%d,1\n", i);
    }
    expect_too_large(&t, "200000");
    t = (struct text){NULL, 0, 0};
    add(&t, SCRIPT_BASE);
    for (int i = 0; i < 63; i++) {
        add(&t, "team.t%d.like,in\n", i);
    }
    expect_too_large(&t, "64 teams");
    t = (struct text){NULL, 0, 0};
    add(&t, SCRIPT_BASE);
    for (int i = 0; i < 63; i++) {
        add(&t, "segment.s%d.leads,1\nsegment.s%d.deal_value,1\n", i, i);
    }
    expect_too_large(&t, "64 segments");
    t = (struct text){NULL, 0, 0};
    add(&t, SCRIPT_BASE "team.many.stages,a0");
    for (int i = 1; i < 32; i++) {
        add(&t, " a%d", i);
    }
    add(&t, "\n");
    expect_too_large(&t, "32 stages");
    t = (struct text){NULL, 0, 0};
    add(&t,
        SCRIPT_BASE "team.in.role.visitor.headcount,9990\nteam.in.role.visitor.hires,+8@3\n");
    expect_too_large(&t, "10000");
}

static void as_many_as_the_limits_allow_are_taken(void **state)
{
    struct text t = {NULL, 0, 0};
    (void)state;
    add(&t, SCRIPT_BASE "team.in.role.visitor.headcount,9997\n");
    for (int i = 0; i < 62; i++) {
        add(&t, "segment.s%d.leads,1\nsegment.s%d.deal_value,1\nteam.t%d.like,in\n", i, i, i);
    }
    add(&t, "team.out.followup,a0");
    for (int i = 1; i < 31; i++) {
        add(&t, " a%d", i);
    }
    for (int i = 0; i < 31; i++) {
        add(&t, "\nteam.out.stage.a%d.role,visitor", i);
    }
    add(&t, "\n");
    struct script s = script_read(t.at, NULL);
    script_expect_model(&s);
    assert_int_equal(s.model->n_segments, 64);
    assert_int_equal(s.model->n_teams, 64);
    assert_int_equal(s.model->n_stages, 32);
    script_free(&s);
    free(t.at);
}

static void long_and_odd_texts_are_told_without_harm(void **state)
{
    struct text t = {NULL, 0, 0};
    (void)state;
    add(&t, SCRIPT_BASE "stage.close.delay,");
    for (int i = 0; i < 100000; i++) {
        add(&t, "9");
    }
    add(&t, "\nstage.close.effort,\"discrete(");
    for (int i = 0; i < 50000; i++) {
        add(&t, "%d:1,", i);
    }
    add(&t, "\"\nteam.in.role.rep.hires,\"");
    for (int i = 0; i < 20000; i++) {
        add(&t, "+1@3 ");
    }
    add(&t, "\"\n");
    for (int i = 0; i < 300; i++) {
        add(&t, "a.");
    }
    add(&t, ",1\n....,1\n.,1\nteam..stages,1\nteam.in.role.rep.headcount.x,1\n");
    struct script s = script_read(t.at, NULL);
    assert_null(s.model);
    script_expect(&s, "bad-number", "...' is not a number");
    script_expect(&s, "too-large", "10000 items");
    assert_true(script_says(&s, "unknown-path"));
    script_free(&s);
    free(t.at);
}

/* 50 are kept, all are counted. */
static void errors_come_at_once(void **state)
{
    struct text t = {NULL, 0, 0};
    (void)state;
    add(&t, SCRIPT_BASE);
    for (int i = 0; i < 70; i++) {
        add(&t, "stage.close.convrsion%d,1\n", i);
    }
    struct script s = script_read(t.at, NULL);
    size_t n = 0;
    while (dc_diags_at(s.diags, n) != NULL) {
        n++;
    }
    assert_int_equal(n, 50);
    assert_int_equal(dc_diags_errors(s.diags), 70);
    script_free(&s);
    free(t.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_thousand_rows_make_a_model),
        cmocka_unit_test(each_limit_is_an_error_that_names_it),
        cmocka_unit_test(as_many_as_the_limits_allow_are_taken),
        cmocka_unit_test(long_and_odd_texts_are_told_without_harm),
        cmocka_unit_test(errors_come_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
