/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_trace.c - events as rows, and days as dates. */
#include "tests/support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/model.h"
#include "tests/support/fakes.h"

static const double bookings[1] = {1.0};
static const struct fake_team teams[] = {{"hybrid", "It's \"ours\"", bookings, 0.0}};

/* The row of one event, without the header. */
static char *row_of(uint32_t year, uint32_t month, const struct dc_event *event)
{
    struct fake_case fake;
    char *text = NULL;
    size_t n = 0;
    FILE *const to = open_memstream(&text, &n);
    fake_new(&fake, "quick", teams, 1, 1);
    fake.model->start_year = year;
    fake.model->start_month = month;
    struct dc_trace_writer *const writer = dc_trace_new(fake.model, 0, 12, to);
    assert_non_null(writer);
    const struct dc_observer observer = dc_trace_observer(writer);
    observer.see(observer.self, event);
    assert_int_equal(dc_trace_end(writer), DC_OK);
    assert_int_equal(fclose(to), 0);
    fake_free(&fake);
    static const char head[] =
        "replication,team,time,date,event,deal,segment,stage,role,seat,rep,"
        "value,wait,hours,probability,outcome\n";
    assert_memory_equal(text, head, strlen(head));
    char *const row = strdup(text + strlen(head));
    free(text);
    return row;
}

static void assert_row(const struct dc_event *event, const char *expected)
{
    char *const row = row_of(2026, 0, event);
    assert_string_equal(row, expected);
    free(row);
}

static void fields_stand_in_their_columns(void **state)
{
    (void)state;
    assert_row(
        &(struct dc_event){.kind = DC_EV_START,
                           .time_days = 0.5,
                           .segment = "smb",
                           .stage = "closing",
                           .role = "ae",
                           .deal = 17,
                           .seat = 2,
                           .rep = 1,
                           .value_money = 12500.25,
                           .wait_days = 0.0,
                           .hours = 3.5,
                           .probability = -1.0},
        "12,hybrid,0.5,2026-01-01 12:13,start,smb.17,smb,closing,ae,2,1,12500.25,0,3.5,,\n");
    assert_row(&(struct dc_event){.kind = DC_EV_OUTCOME,
                                  .time_days = 30.4375,
                                  .segment = "smb",
                                  .stage = "closing",
                                  .role = "ae",
                                  .origin = "sdr",
                                  .source_seat = 3,
                                  .deal = 5,
                                  .seat = 2,
                                  .rep = 1,
                                  .wait_days = -1.0,
                                  .hours = -1.0,
                                  .probability = 0.25,
                                  .outcome = "advanced"},
               "12,hybrid,30.4375,2026-02-01 00:00,outcome,sdr.3.5,smb,closing,ae,2,1,0,,,0.25,"
               "advanced\n");
    assert_row(&(struct dc_event){.kind = DC_EV_LEFT,
                                  .time_days = 1.0,
                                  .role = "ae",
                                  .seat = 1,
                                  .rep = 2,
                                  .wait_days = -1.0,
                                  .hours = -1.0,
                                  .probability = -1.0},
               "12,hybrid,1,2026-01-02 00:26,left,,,,ae,1,2,,,,,\n");
}

static void months_begin_on_their_first_day(void **state)
{
    (void)state;
    for (int m = 0; m < 240; m++) {
        char expected[32];
        char *const row = row_of(2027, 7,
                                 &(struct dc_event){.kind = DC_EV_LEAD,
                                                    .time_days = m * (365.25 / 12.0),
                                                    .wait_days = -1.0,
                                                    .hours = -1.0,
                                                    .probability = -1.0});
        snprintf(expected, sizeof expected, ",%d-%02d-01 00:00,", 2027 + (7 + m) / 12,
                 (7 + m) % 12 + 1);
        if (strstr(row, expected) == NULL) {
            fail_msg("month %d: expected %s in %s", m, expected, row);
        }
        free(row);
    }
}

static void half_of_a_leap_february_is_its_fifteenth(void **state)
{
    (void)state;
    const struct dc_event event = {.kind = DC_EV_LEAD,
                                   .time_days = 1.5 * (365.25 / 12.0),
                                   .wait_days = -1.0,
                                   .hours = -1.0,
                                   .probability = -1.0};
    char *row = row_of(2028, 0, &event);
    assert_non_null(strstr(row, ",2028-02-15 12:00,"));
    free(row);
    row = row_of(2027, 0, &event);
    assert_non_null(strstr(row, ",2027-02-15 00:00,"));
    free(row);
}

static void full_disk_fails_the_trace(void **state)
{
    (void)state;
    struct fake_case fake;
    FILE *const to = fopen("/dev/full", "w");
    if (to == NULL) {
        skip();
    }
    fake_new(&fake, "quick", teams, 1, 1);
    struct dc_trace_writer *const writer = dc_trace_new(fake.model, 0, 0, to);
    assert_int_equal(dc_trace_end(writer), DC_FAILED);
    fclose(to);
    fake_free(&fake);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_stand_in_their_columns),
        cmocka_unit_test(months_begin_on_their_first_day),
        cmocka_unit_test(half_of_a_leap_february_is_its_fifteenth),
        cmocka_unit_test(full_disk_fails_the_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
