/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/trace_csv.c - every event of one replication as CSV.
 *
 * `time` is in days from the start. `date` says the same on the calendar: the model's months
 * are all 365.25/12 days long, so the share of a model month that has passed is shown as
 * that share of the calendar month, and a month begins on its first day. `deal` names a lead:
 * `smb.17` is the 17th of segment smb, `sdr.2.5` the fifth that seat 2 of role sdr sourced. */
#include <math.h>
#include <stdlib.h>

#include "csv/writer.h"
#include "dealcycle/emit.h"
#include "scenario/model.h"

struct dc_trace_writer {
    struct dc_csv_out csv;
    const struct dc_model *model;
    const char *team;
    uint64_t replication;
};

static const char *const columns[] = {
    "replication", "team", "time", "date",  "event", "deal",  "segment",     "stage",
    "role",        "seat", "rep",  "value", "wait",  "hours", "probability", "outcome"};

static const char *const event_name[DC_N_EVENT_KINDS] = {
    [DC_EV_LEAD] = "lead",     [DC_EV_READY] = "ready",       [DC_EV_START] = "start",
    [DC_EV_DONE] = "done",     [DC_EV_OUTCOME] = "outcome",   [DC_EV_WON] = "won",
    [DC_EV_LOST] = "lost",     [DC_EV_EXPIRED] = "expired",   [DC_EV_MOVED] = "moved",
    [DC_EV_FILLED] = "filled", [DC_EV_LEFT] = "left",         [DC_EV_OPENED] = "opened",
    [DC_EV_CLOSED] = "closed", [DC_EV_FOLLOWED] = "followed", [DC_EV_CHURNED] = "churned",
};

struct dc_trace_writer *dc_trace_new(const struct dc_model *model, uint32_t i_team,
                                     uint64_t replication, FILE *to)
{
    struct dc_trace_writer *const writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        return NULL;
    }
    *writer = (struct dc_trace_writer){.csv = {.to = to},
                                       .model = model,
                                       .team = model->team[i_team].name,
                                       .replication = replication};
    for (size_t i = 0; i < DC_COUNT_OF(columns); i++) {
        dc_csv_text(&writer->csv, columns[i]);
    }
    dc_csv_end_row(&writer->csv);
    return writer;
}

static int days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (month == 1 && leap);
}

static void put_date(struct dc_trace_writer *writer, double time_days)
{
    char text[48];
    const double months = time_days / DC_MONTH_DAYS;
    const double whole =
        floor(months + 1e-9); /* 3 ms, so that a month's start is not a minute early */
    const double share = fmax(0.0, months - whole);
    const int at = (int)writer->model->start_month + (int)whole;
    const int year = (int)writer->model->start_year + at / 12;
    const int month = at % 12;
    const int minutes = (int)(share * days_in_month(year, month) * 1440.0);
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", year, month + 1, minutes / 1440 + 1,
             minutes / 60 % 24, minutes % 60);
    dc_csv_text(&writer->csv, text);
}

static void put_deal(struct dc_csv_out *csv, const struct dc_event *event)
{
    char text[160];
    if (event->deal == 0) {
        dc_csv_empty(csv);
        return;
    }
    if (event->origin != NULL) {
        snprintf(text, sizeof text, "%.100s.%lld.%llu", event->origin,
                 (long long)event->source_seat, (unsigned long long)event->deal);
    } else {
        snprintf(text, sizeof text, "%.120s.%llu", event->segment != NULL ? event->segment : "",
                 (unsigned long long)event->deal);
    }
    dc_csv_text(csv, text);
}

static void put_if(struct dc_csv_out *csv, bool has, double x)
{
    if (has) {
        dc_csv_number(csv, x);
    } else {
        dc_csv_empty(csv);
    }
}

static void put_number_of(struct dc_csv_out *csv, int64_t number)
{
    if (number > 0) {
        dc_csv_count(csv, (uint64_t)number);
    } else {
        dc_csv_empty(csv);
    }
}

static void event_see(void *self, const struct dc_event *event)
{
    struct dc_trace_writer *const writer = self;
    struct dc_csv_out *const csv = &writer->csv;
    dc_csv_count(csv, writer->replication);
    dc_csv_text(csv, writer->team);
    dc_csv_number(csv, event->time_days);
    put_date(writer, event->time_days);
    dc_csv_text(csv, event_name[event->kind]);
    put_deal(csv, event);
    dc_csv_text(csv, event->segment);
    dc_csv_text(csv, event->stage);
    dc_csv_text(csv, event->role);
    put_number_of(csv, event->seat);
    put_number_of(csv, event->rep);
    put_if(csv, event->deal != 0 || event->value_money > 0.0, event->value_money);
    put_if(csv, event->wait_days >= 0.0, event->wait_days);
    put_if(csv, event->hours >= 0.0, event->hours);
    put_if(csv, event->probability >= 0.0, event->probability);
    dc_csv_text(csv, event->outcome);
    dc_csv_end_row(csv);
}

struct dc_observer dc_trace_observer(struct dc_trace_writer *writer)
{
    return (struct dc_observer){.see = event_see, .self = writer};
}

enum dc_status dc_trace_end(struct dc_trace_writer *writer)
{
    const bool whole = dc_csv_finish(&writer->csv);
    free(writer);
    return whole ? DC_OK : DC_FAILED;
}
