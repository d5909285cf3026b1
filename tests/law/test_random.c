/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_random.c - what must hold in every replication of every scenario: 200
 * scenarios drawn from the parameter table.
 *
 * Conservation: open at the warm-up's end + leads = won + lost + expired + open. No rep works
 * two tasks at once. Time does not run backwards, and nothing happens outside the horizon.
 * What the observer sees adds up to the record: an auditor can recompute it from a trace.
 * No chance is involved: one failure is a bug. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/chance.h"
#include "tests/support/lab.h"
#include "tests/support/same.h"

#define N_SCENARIOS 200
#define N_REPLICATIONS 3
#define N_SEATS_MAX 32
#define N_REPS_MAX 64

/* Who works on what, and what has been seen so far. */
struct audit {
    double now, warmup_days, horizon_days;
    char at_work[2][N_SEATS_MAX][N_REPS_MAX][96]; /* the deal; "" if idle */
    double n_won, n_lost, n_expired, n_leads, won_money, wait_days, n_responses, hours;
    const char *wrong;
};

static void deal_name(const struct dc_event *e, char name[96])
{
    snprintf(name, 96, "%s/%s/%lld/%llu", e->segment, e->origin == NULL ? "" : e->origin,
             (long long)e->source_seat, (unsigned long long)e->deal);
}

static char *work_of(struct audit *a, const struct dc_event *e)
{
    const int role = strcmp(e->role, "far") == 0;
    if (e->seat < 1 || e->seat > N_SEATS_MAX || e->rep < 1 || e->rep > N_REPS_MAX) {
        a->wrong = "a seat or rep number out of range";
        return a->at_work[0][0][0];
    }
    return a->at_work[role][e->seat - 1][e->rep - 1];
}

static void starts(struct audit *a, const struct dc_event *e)
{
    char *work = work_of(a, e);
    if (e->hours > 0.0) {
        if (work[0] != '\0') {
            a->wrong = "a rep starts a task while at work on another";
        }
        deal_name(e, work);
    }
}

/* A rep may have left meanwhile: the task is looked for among all of the role's. */
static void done(struct audit *a, const struct dc_event *e)
{
    char name[96];
    const int role = strcmp(e->role, "far") == 0;
    deal_name(e, name);
    for (int s = 0; s < N_SEATS_MAX; s++) {
        for (int r = 0; r < N_REPS_MAX; r++) {
            if (strcmp(a->at_work[role][s][r], name) == 0) {
                a->at_work[role][s][r][0] = '\0';
            }
        }
    }
}

static void audit_event(void *self, const struct dc_event *e)
{
    struct audit *a = self;
    const bool counted = e->time_days >= a->warmup_days;
    if (e->time_days < a->now || !(e->time_days < a->horizon_days)) {
        a->wrong = "time runs backwards or past the horizon";
    }
    a->now = e->time_days;
    switch (e->kind) {
    case DC_EV_LEAD:
        a->n_leads += counted;
        break;
    case DC_EV_START:
        starts(a, e);
        a->hours += counted ? e->hours : 0.0;
        a->n_responses += counted && strcmp(e->stage, "call") == 0;
        a->wait_days += counted && strcmp(e->stage, "call") == 0 ? e->wait_days : 0.0;
        break;
    case DC_EV_DONE:
        done(a, e);
        break;
    case DC_EV_WON:
        a->n_won += counted;
        a->won_money += counted ? e->value_money : 0.0;
        break;
    case DC_EV_LOST:
        a->n_lost += counted;
        break;
    case DC_EV_EXPIRED:
        a->n_expired += counted;
        break;
    default:
        break;
    }
}

struct sums {
    double leads, won, lost, expired, open, bookings, response, n_responses, hours;
    double month_bookings, month_won, month_cost, role_cost, months_gross;
};

static struct sums sums_of(const struct dc_record *r)
{
    struct sums s = {0};
    for (uint32_t i = 0; i < r->n_segments; i++) {
        s.leads += (double)r->segment[i].n_leads;
        s.won += (double)r->segment[i].n_won;
        s.lost += (double)r->segment[i].n_lost;
        s.expired += (double)r->segment[i].n_expired;
        s.open += (double)r->segment[i].n_open;
        s.bookings += r->segment[i].bookings_money;
        s.response += r->segment[i].response_days;
        s.n_responses += (double)r->segment[i].n_responses;
    }
    for (uint32_t i = 0; i < r->n_roles; i++) {
        s.hours += r->role[i].work_hours;
        for (int k = 0; k < DC_N_COSTS; k++) {
            s.role_cost += r->role[i].cost_money[k];
        }
    }
    for (uint32_t m = r->n_warmup; m < r->n_months; m++) {
        s.month_bookings += r->month[m].bookings_money;
        s.month_won += (double)r->month[m].n_won;
        for (int k = 0; k < DC_N_COSTS; k++) {
            s.month_cost +=
                k == DC_MANAGEMENT || k == DC_LEADS ? 0.0 : r->month[m].cost_money[k];
        }
    }
    return s;
}

static void expect_equal(const char *what, uint64_t scenario, double found, double expected)
{
    const double scale = fmax(1.0, fabs(expected));
    if (!(fabs(found - expected) <= 1e-6 * scale)) {
        fail_msg("scenario %llu: %s: %.12g, expected %.12g", (unsigned long long)scenario, what,
                 found, expected);
    }
}

static void check_record(const struct audit *a, uint64_t scenario, const struct dc_record *r)
{
    const struct sums s = sums_of(r);
    if (a->wrong != NULL) {
        fail_msg("scenario %llu: %s", (unsigned long long)scenario, a->wrong);
    }
    expect_equal("conservation of deals", scenario, s.won + s.lost + s.expired + s.open,
                 (double)r->n_open_at_warmup + s.leads);
    expect_equal("leads of the trace", scenario, a->n_leads, s.leads);
    expect_equal("won of the trace", scenario, a->n_won, s.won);
    expect_equal("lost of the trace", scenario, a->n_lost, s.lost);
    expect_equal("expired of the trace", scenario, a->n_expired, s.expired);
    expect_equal("bookings of the trace", scenario, a->won_money, s.bookings);
    expect_equal("waits of the trace", scenario, a->wait_days, s.response);
    expect_equal("responses of the trace", scenario, a->n_responses, s.n_responses);
    expect_equal("hours of the trace", scenario, a->hours, s.hours);
    expect_equal("bookings by month", scenario, s.month_bookings, s.bookings);
    expect_equal("wins by month", scenario, s.month_won, s.won);
    expect_equal("cost by month", scenario, s.month_cost, s.role_cost);
    for (uint32_t i = 0; i < r->n_roles; i++) {
        if (r->role[i].busy_days > r->role[i].filled_days * (1.0 + 1e-9) + 1e-6) {
            fail_msg("scenario %llu: busy %g of %g filled days", (unsigned long long)scenario,
                     r->role[i].busy_days, r->role[i].filled_days);
        }
    }
}

static void run_scenario(uint64_t scenario, struct audit *a)
{
    static const double month = 365.25 / 12.0;
    char rows[20000];
    chance_rows(scenario, rows, sizeof(rows));
    struct dc_model *model = lab_model(rows);
    struct dc_path *path = dc_path_new(model);
    const struct dc_observer observer = {audit_event, a};
    for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
        assert_int_equal(dc_path_begin(path, r), DC_OK);
        for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
            const struct dc_record *record = NULL;
            *a = (struct audit){.warmup_days = dc_model_warmup_months(model) * month,
                                .horizon_days = dc_model_horizon_months(model) * month};
            assert_int_equal(dc_path_run(path, t, &observer, &record), DC_OK);
            check_record(a, scenario, record);
        }
    }
    dc_path_free(path);
    dc_model_free(model);
}

static void the_truths_hold_in_200_random_scenarios(void **state)
{
    struct audit *a = malloc(sizeof(*a));
    (void)state;
    assert_non_null(a);
    for (uint64_t scenario = 1; scenario <= N_SCENARIOS; scenario++) {
        run_scenario(scenario, a);
    }
    free(a);
}

static void nothing(void *self, const struct dc_event *e)
{
    (void)self;
    (void)e;
}

/* Nobody watching, leads may be foreseen and customers are not followed: the record must not
 * show it. */
static void a_record_is_the_same_whether_or_not_somebody_watches(void **state)
{
    const struct dc_observer observer = {nothing, NULL};
    (void)state;
    for (uint64_t scenario = 201; scenario <= 200 + N_SCENARIOS; scenario++) {
        char rows[20000];
        chance_rows(scenario, rows, sizeof(rows));
        struct dc_model *model = lab_model(rows);
        struct dc_path *alone = dc_path_new(model);
        struct dc_path *watched = dc_path_new(model);
        for (uint64_t r = 0; r < N_REPLICATIONS; r++) {
            assert_int_equal(dc_path_begin(alone, r), DC_OK);
            assert_int_equal(dc_path_begin(watched, r), DC_OK);
            for (uint32_t t = 0; t < dc_model_n_teams(model); t++) {
                const struct dc_record *a = NULL;
                const struct dc_record *b = NULL;
                assert_int_equal(dc_path_run(alone, t, NULL, &a), DC_OK);
                assert_int_equal(dc_path_run(watched, t, &observer, &b), DC_OK);
                same_record(scenario, a, b);
            }
        }
        dc_path_free(alone);
        dc_path_free(watched);
        dc_model_free(model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_the_same_whether_or_not_somebody_watches),
        cmocka_unit_test(the_truths_hold_in_200_random_scenarios),
    };
    return cmocka_run_group_tests_name("random scenarios", tests, NULL, NULL);
}
