/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/toy.h - a model and a record made by hand: metrics without an engine.
 *
 * Two segments (smb, corp), two roles (inside `ae` with quota, outside `field` with
 * max_open_deals), stages `first`, `close` and follow-up `care`; months 0 to 29, of which 4
 * to 29 count; currency EUR. The record's numbers have no simple relation to each other. */
#ifndef DC_TESTS_TOY_H
#define DC_TESTS_TOY_H

#include "dealcycle.h"
#include "scenario/model.h"

#define TOY_MONTHS 30
#define TOY_WARMUP 4

struct toy {
    struct dc_model model;
    struct dc_team team;
    struct dc_segment segment[2];
    struct dc_role role[2];
    struct dc_stage stage[3];
    struct dc_step step[6];
    struct dc_record record;
    struct dc_month_sum month[TOY_MONTHS];
    struct dc_segment_sum of_segment[2];
    struct dc_role_sum of_role[2];
    struct dc_stage_sum of_stage[3];
    uint32_t bins[2 * DC_ATTAINMENT_BINS];
};

/* Fills it; it must not move afterwards. */
void toy_new(struct toy *toy);
/* Replication r: all bookings and wins, smb's, are of month 7; the first TOY_WITHOUT win
 * nothing. */
#define TOY_WITHOUT 137
void toy_vary(struct toy *toy, uint64_t r);
/* A record in which nothing happened at all. */
void toy_empty(struct toy *toy);

#endif
