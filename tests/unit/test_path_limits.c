/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/unit/test_path_limits.c - what a path cannot hold ends it with a sentence, and a path
 * that takes very long can be stopped on its way. No chance decides. */
#include "tests/support/lab.h"

#include "path/state.h"

static const char visits[] = "scenario.horizon,6\n"
                             "segment.s.leads,23\n"
                             "segment.s.arrivals,even\n"
                             "segment.s.deal_value,1700\n"
                             "stage.visit.conversion,1\n"
                             "stage.visit.delay,900\n"
                             "stage.visit.meetings,%s\n"
                             "stage.visit.meeting_time,0.0001\n"
                             "role.rep.channel,outside\n"
                             "team.t.stages,visit\n"
                             "team.t.stage.visit.role,rep\n"
                             "team.t.role.rep.headcount,37\n";

static struct dc_model *visits_of(const char *meetings)
{
    char rows[sizeof(visits) + 100];
    snprintf(rows, sizeof(rows), visits, meetings);
    return lab_model(rows);
}

/* The run fails with this trouble; NULL: it ends well. */
static void expect_trouble(const struct dc_model *model, const struct dc_observer *observer,
                           const char *expected)
{
    const struct dc_record *record = NULL;
    struct dc_path *path = dc_path_new(model);
    assert_non_null(path);
    assert_int_equal(dc_path_begin(path, 11), DC_OK);
    const enum dc_status status = dc_path_run(path, 0, observer, &record);
    assert_int_equal(status, expected == NULL ? DC_OK : DC_FAILED);
    if (expected != NULL) {
        assert_string_equal(dc_path_trouble(path), expected);
    }
    dc_path_free(path);
}

static void a_task_of_too_many_meetings_is_told(void **state)
{
    (void)state;
    struct dc_model *at_most = visits_of("\"discrete(1000000:1)\"");
    struct dc_model *above = visits_of("\"discrete(1000001:1)\"");
    expect_trouble(above, NULL, "more than 1,000,000 meetings in one task of an outside role");
    expect_trouble(at_most, NULL, NULL);
    dc_model_free(at_most);
    dc_model_free(above);
}

/* Says that so many deals are open once the first has come. */
static void pretend_full(void *self, const struct dc_event *event)
{
    struct dc_path **path = self;
    if (event->kind == DC_EV_LEAD) {
        (*path)->n_deals = DC_MAX_OPEN_DEALS;
    }
}

static void more_open_deals_than_there_is_room_for_are_told(void **state)
{
    (void)state;
    struct dc_model *model = visits_of("1");
    struct dc_path *path = dc_path_new(model);
    const struct dc_observer observer = {pretend_full, &path};
    const struct dc_record *record = NULL;
    assert_non_null(path);
    assert_int_equal(dc_path_begin(path, 11), DC_OK);
    assert_int_equal(dc_path_run(path, 0, &observer, &record), DC_FAILED);
    assert_string_equal(dc_path_trouble(path), "more than 20,000,000 deals are open at once");
    dc_path_free(path);
    dc_model_free(model);
}

/* Asked for the third time it says stop. */
static bool is_third(const void *self)
{
    unsigned *n_asked = *(unsigned *const *)self;
    return ++*n_asked >= 3;
}

/* Far fewer events than there are between two looks; the meetings are many. */
static void a_run_of_few_events_and_many_meetings_can_be_stopped(void **state)
{
    (void)state;
    unsigned n_asked = 0;
    unsigned *const at = &n_asked;
    const struct dc_record *record = NULL;
    struct dc_model *model = visits_of("\"discrete(70001:1)\"");
    struct dc_path *path = dc_path_new(model);
    assert_non_null(path);
    dc_path_heed(path, is_third, &at);
    assert_int_equal(dc_path_begin(path, 11), DC_OK);
    assert_int_equal(dc_path_run(path, 0, NULL, &record), DC_INTERRUPTED);
    assert_int_equal(n_asked, 3);
    dc_path_free(path);
    dc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_of_too_many_meetings_is_told),
        cmocka_unit_test(more_open_deals_than_there_is_room_for_are_told),
        cmocka_unit_test(a_run_of_few_events_and_many_meetings_can_be_stopped),
    };
    return cmocka_run_group_tests_name("path_limits", tests, NULL, NULL);
}
