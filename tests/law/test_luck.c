/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/law/test_luck.c - same luck: what is added leaves every draw of everything else as
 * it was. Read from traces: when a lead arrives and what it is worth, how long a buyer
 * thinks and what he decides, when reps leave.
 *
 * Nobody waits here (no effort), so that a change cannot reach another deal through a queue.
 * Nothing is statistical: figures must agree to 1e-9 (a stage before shifts times, and
 * differences of times round). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/lab.h"

#define N_FACTS_MAX 60000
#define REPLICATIONS 5

/* One draw as a trace shows it. */
struct fact {
    char what[64]; /* who and which */
    double a, b;
};
struct facts {
    struct fact *at;
    size_t n;
    double ready_days[2][4096]; /* [segment][deal] */
};

static struct fact *fact_new(struct facts *f)
{
    if (f->n == N_FACTS_MAX) {
        fail_msg("more than %d facts", N_FACTS_MAX);
    }
    return &f->at[f->n++];
}

static void take_fact(void *self, const struct dc_event *e)
{
    struct facts *f = self;
    struct fact *x;
    const int i = e->segment != NULL && strcmp(e->segment, "two") == 0;
    if (e->segment != NULL && (e->deal >= 4096 || strcmp(e->segment, "three") == 0)) {
        return;
    }
    switch (e->kind) {
    case DC_EV_LEAD:
        x = fact_new(f);
        snprintf(x->what, sizeof(x->what), "lead %s %llu", e->segment,
                 (unsigned long long)e->deal);
        x->a = e->time_days;
        x->b = e->value_money;
        break;
    case DC_EV_READY:
        f->ready_days[i][e->deal] = e->time_days;
        break;
    case DC_EV_OUTCOME:
        x = fact_new(f);
        snprintf(x->what, sizeof(x->what), "outcome %s %s %llu", e->stage, e->segment,
                 (unsigned long long)e->deal);
        x->a = e->time_days - f->ready_days[i][e->deal];
        x->b = e->outcome[0] == 'a';
        break;
    case DC_EV_LEFT:
        x = fact_new(f);
        snprintf(x->what, sizeof(x->what), "left %s %lld %lld", e->role, (long long)e->seat,
                 (long long)e->rep);
        x->a = e->time_days;
        x->b = 0.0;
        break;
    default:
        break;
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct fact *)a)->what, ((const struct fact *)b)->what);
}

static struct facts facts_of(const char *rows, uint64_t replication, uint32_t i_team)
{
    const struct dc_record *record = NULL;
    struct facts f = {.at = calloc(N_FACTS_MAX, sizeof(struct fact))};
    struct dc_model *model = lab_model(rows);
    struct dc_path *path = dc_path_new(model);
    const struct dc_observer observer = {take_fact, &f};
    assert_non_null(f.at);
    assert_int_equal(dc_path_begin(path, replication), DC_OK);
    assert_int_equal(dc_path_run(path, i_team, &observer, &record), DC_OK);
    dc_path_free(path);
    dc_model_free(model);
    qsort(f.at, f.n, sizeof(*f.at), by_name);
    return f;
}

static const char market[] =
    "scenario.horizon,13\nscenario.seed,71\n"
    "segment.one.leads,37.1\nsegment.one.deal_value,\"lognormal(mean=9100, sd=7300)\"\n"
    "segment.two.leads,11.3\nsegment.two.deal_value,\"gamma(mean=43000, sd=21000)\"\n"
    "segment.two.growth,20%\n"
    "stage.a.conversion,0.61\nstage.a.delay,\"gamma(mean=4.1, sd=2.7)\"\n"
    "stage.b.conversion,0.53\nstage.b.delay,\"lognormal(mean=11.3, sd=13)\"\n"
    "role.rep.channel,inside\nrole.rep.attrition,41%\nrole.rep.time_to_fill,exponential(mean="
    "19)\n";
static const char team[] =
    "team.t.stages,a b\nteam.t.stage.a.role,rep\nteam.t.stage.b.role,rep\n"
    "team.t.role.rep.headcount,3\n";

/* Every fact of the base must stand in the changed scenario too, with the same figures. */
static void expect_kept(const char *changed_rows)
{
    char base_rows[2000];
    snprintf(base_rows, sizeof(base_rows), "%s%s", market, team);
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        struct facts base = facts_of(base_rows, r, 0);
        struct facts changed = facts_of(changed_rows, r, 0);
        assert_true(base.n > 400);
        for (size_t i = 0; i < base.n; i++) {
            const struct fact *x =
                bsearch(&base.at[i], changed.at, changed.n, sizeof(*changed.at), by_name);
            /* a stage before may carry an outcome past the horizon */
            if (x == NULL && base.at[i].what[0] == 'o') {
                continue;
            }
            if (x == NULL || fabs(x->a - base.at[i].a) > 1e-9 ||
                fabs(x->b - base.at[i].b) > 1e-9) {
                fail_msg("%s: %.12g %.12g became %.12g %.12g", base.at[i].what, base.at[i].a,
                         base.at[i].b, x == NULL ? NAN : x->a, x == NULL ? NAN : x->b);
            }
        }
        free(base.at);
        free(changed.at);
    }
}

static void expect_kept_with(const char *more)
{
    char rows[3000];
    snprintf(rows, sizeof(rows), "%s%s%s", market, team, more);
    expect_kept(rows);
}

static void a_seat_more_changes_no_other_draw(void **state)
{
    char rows[3000];
    (void)state;
    snprintf(rows, sizeof(rows),
             "%steam.t.stages,a b\nteam.t.stage.a.role,rep\nteam.t.stage.b.role,rep\n"
             "team.t.role.rep.headcount,4\n",
             market);
    expect_kept(rows);
}

static void a_stage_more_changes_no_other_draw(void **state)
{
    char rows[3000];
    (void)state;
    snprintf(rows, sizeof(rows),
             "%sstage.x.conversion,1\nstage.x.delay,exponential(mean=3.3)\n"
             "team.t.stages,a x b\nteam.t.stage.a.role,rep\nteam.t.stage.b.role,rep\n"
             "team.t.stage.x.role,rep\nteam.t.role.rep.headcount,3\n",
             market);
    expect_kept(rows);
}

static void a_role_more_changes_no_other_draw(void **state)
{
    (void)state;
    expect_kept_with(
        "role.aide.channel,outside\nrole.aide.attrition,33%\nrole.aide.skill_sd,0.7\n"
        "team.t.role.aide.headcount,2\n");
}

static void a_team_more_changes_no_other_draw(void **state)
{
    (void)state;
    expect_kept_with("role.far.channel,outside\nrole.far.attrition,22%\n"
                     "team.u.stages,b a\nteam.u.stage.a.role,far\nteam.u.stage.b.role,far\n"
                     "team.u.role.far.headcount,5\n");
}

static void a_segment_more_changes_no_other_draw(void **state)
{
    (void)state;
    expect_kept_with(
        "segment.three.leads,17.9\nsegment.three.deal_value,\"normal(mean=5, sd=1)\"\n"
        "segment.three.patience,exponential(mean=2)\n");
}

static void an_input_more_changes_no_other_draw(void **state)
{
    (void)state;
    expect_kept_with(
        "input.mood,\"normal(mean=0.5, sd=0.1)\"\nsegment.one.lead_cost,100*$mood\n");
}

/* All teams of a replication meet the same leads. */
static void the_same_leads_reach_every_team(void **state)
{
    (void)state;
    char rows[3000];
    snprintf(rows, sizeof(rows),
             "%s%steam.u.stages,b\nteam.u.stage.b.role,rep\nteam.u.role.rep.headcount,1\n"
             "team.v.like,t\nteam.v.role.rep.headcount,9\n",
             market, team);
    struct dc_model *model = lab_model(rows);
    struct dc_path *path = dc_path_new(model);
    for (uint64_t r = 0; r < 50; r++) {
        uint64_t first[2] = {0, 0};
        assert_int_equal(dc_path_begin(path, r), DC_OK);
        for (uint32_t t = 0; t < 3; t++) {
            const struct dc_record *record = NULL;
            assert_int_equal(dc_path_run(path, t, NULL, &record), DC_OK);
            for (int s = 0; s < 2; s++) {
                first[s] = t == 0 ? record->segment[s].n_leads : first[s];
                if (record->segment[s].n_leads != first[s]) {
                    fail_msg(
                        "replication %llu, segment %d: team %u meets %llu leads, team 0 %llu",
                        (unsigned long long)r, s, t,
                        (unsigned long long)record->segment[s].n_leads,
                        (unsigned long long)first[s]);
                }
            }
        }
    }
    dc_path_free(path);
    dc_model_free(model);
}

/* A team whose losses come at once, beside one whose do not: both have the same delay. */
static void losses_take_their_own_time_beside_other_teams(void **state)
{
    (void)state;
    char rows[3000];
    snprintf(rows, sizeof(rows),
             "%s%srole.far.channel,outside\nchannel.outside.stage.a.delay_lost,0\n"
             "team.u.stages,a b\nteam.u.stage.a.role,far\nteam.u.stage.b.role,far\n"
             "team.u.role.far.headcount,3\n",
             market, team);
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        struct facts own = facts_of(rows, r, 1);
        size_t n_lost = 0;
        for (size_t i = 0; i < own.n; i++) {
            const struct fact *x = &own.at[i];
            const bool lost = strncmp(x->what, "outcome a", 9) == 0 && x->b == 0.0;
            n_lost += lost;
            if (lost && x->a != 0.0) {
                fail_msg("%s is lost after %.12g days, expected 0", x->what, x->a);
            }
        }
        assert_true(n_lost > 100);
        free(own.at);
    }
}

static void a_warm_path_allocates_nothing(void **state)
{
    (void)state;
    char rows[3000];
    snprintf(rows, sizeof(rows), "%s%sstage.a.effort,exponential(mean=3)\n", market, team);
    struct dc_model *model = lab_model(rows);
    struct dc_path *path = dc_path_new(model);
    uint64_t warm = 0;
    for (uint64_t r = 0; r < 2000; r++) {
        const struct dc_record *record = NULL;
        warm = r == 1000 ? dc_path_allocations(path) : warm;
        assert_int_equal(dc_path_begin(path, r % 1000), DC_OK);
        assert_int_equal(dc_path_run(path, 0, NULL, &record), DC_OK);
    }
    if (dc_path_allocations(path) != warm) {
        fail_msg("%llu allocations in the second round of 1,000 replications, expected 0",
                 (unsigned long long)(dc_path_allocations(path) - warm));
    }
    dc_path_free(path);
    dc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seat_more_changes_no_other_draw),
        cmocka_unit_test(a_stage_more_changes_no_other_draw),
        cmocka_unit_test(a_role_more_changes_no_other_draw),
        cmocka_unit_test(a_team_more_changes_no_other_draw),
        cmocka_unit_test(a_segment_more_changes_no_other_draw),
        cmocka_unit_test(an_input_more_changes_no_other_draw),
        cmocka_unit_test(the_same_leads_reach_every_team),
        cmocka_unit_test(losses_take_their_own_time_beside_other_teams),
        cmocka_unit_test(a_warm_path_allocates_nothing),
    };
    return cmocka_run_group_tests_name("luck", tests, NULL, NULL);
}
