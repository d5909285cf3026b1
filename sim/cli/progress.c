/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/progress.c - the bar. */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/say.h"

#define BAR_COLUMNS 24

double dc_clock_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void dc_bar_begin(struct dc_bar *bar, const struct dc_args *args)
{
    const char *const term = getenv("TERM");

    memset(bar, 0, sizeof *bar);
    bar->is_shown = !args->opt[DC_OPT_QUIET].given && isatty(STDERR_FILENO) == 1 &&
                    (term == NULL || strcmp(term, "dumb") != 0);
}

/* `0:42`, `12:05`, `3:07:10`. */
static void write_time(double seconds, char *buf, size_t size)
{
    const unsigned long s = seconds < 3.6e6 ? (unsigned long)(seconds + 0.5) : 3600000UL;

    if (s >= 3600) {
        snprintf(buf, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
    } else {
        snprintf(buf, size, "%lu:%02lu", s / 60, s % 60);
    }
}

/* How much of everything is done: of a batch, cases weigh alike. */
static double share_done(const struct dc_bar *bar)
{
    const struct dc_progress *const p = &bar->last;
    const double share = p->n_all > 0 ? (double)p->n_done / (double)p->n_all : 1.0;

    if (bar->n_cases == 0) {
        return share;
    }
    return ((double)bar->n_cases_before + share * (double)p->n_cases) / (double)bar->n_cases;
}

/* `12,300 of 28,000`, or of a batch `case 37 of 100`. */
static void write_done(const struct dc_bar *bar, char *buf, size_t size)
{
    char done[DC_COUNT_SIZE], all[DC_COUNT_SIZE];
    const struct dc_progress *const p = &bar->last;

    if (bar->i_round > 0) {
        snprintf(buf, size, "round %zu, %s of %s", bar->i_round,
                 dc_count_write(p->n_done, done), dc_count_write(p->n_all, all));
    } else if (bar->n_cases > 0) {
        const size_t i = bar->n_cases_before + p->n_cases_done;
        snprintf(buf, size, "case %s of %s", dc_count_write(i < bar->n_cases ? i + 1 : i, done),
                 dc_count_write(bar->n_cases, all));
    } else {
        snprintf(buf, size, "%s of %s", dc_count_write(p->n_done, done),
                 dc_count_write(p->n_all, all));
    }
}

void dc_bar_line(const struct dc_bar *bar, double seconds, char buf[DC_BAR_SIZE])
{
    const double share = share_done(bar);
    const double n_new = (double)(bar->n_before + bar->last.n_done - bar->n_first);
    char rate[DC_COUNT_SIZE], left[24], done[80], tail[64] = "", marks[BAR_COLUMNS + 1];
    char line[200];

    memset(marks, '.', BAR_COLUMNS);
    memset(marks, '#', (size_t)(share * BAR_COLUMNS));
    marks[BAR_COLUMNS] = '\0';
    if (n_new > 0.0 && share > bar->first_share && seconds > 0.2) {
        write_time(seconds * (1.0 - share) / (share - bar->first_share), left, sizeof left);
        snprintf(tail, sizeof tail, "  %s/s  %s left",
                 dc_count_write((uint64_t)(n_new / seconds + 0.5), rate), left);
    }
    write_done(bar, done, sizeof done);
    const char *const what = bar->n_cases == 0 ? " futures" : "";
    const int n = snprintf(line, sizeof line, "[%s] %3.0f%%  %s%s%s", marks, 100.0 * share,
                           done, what, tail);
    if (n >= DC_BAR_SIZE) { /* numbers of nine digits */
        snprintf(line, sizeof line, "%3.0f%%  %s%s", 100.0 * share, done, tail);
    }
    snprintf(buf, DC_BAR_SIZE, "%.79s", line);
}

void dc_bar_batch(struct dc_bar *bar, size_t n_before, size_t n_cases)
{
    bar->n_cases_before = n_before;
    bar->n_cases = n_cases;
    bar->n_before += bar->last.n_done;
    memset(&bar->last, 0, sizeof bar->last);
}

void dc_bar_round(struct dc_bar *bar, size_t i_round)
{
    bar->i_round = i_round;
    bar->has_first = false;
    memset(&bar->last, 0, sizeof bar->last);
}

void dc_bar_progress(void *self, const struct dc_progress *progress)
{
    struct dc_bar *const bar = self;
    const double now = dc_clock_seconds();
    char line[DC_BAR_SIZE];

    bar->last = *progress;
    if (!bar->has_first) {
        bar->has_first = true;
        bar->first_seconds = now;
        bar->n_first = progress->n_done;
        bar->first_share = share_done(bar);
    }
    if (bar->is_shown) {
        dc_bar_line(bar, now - bar->first_seconds, line);
        fprintf(stderr, "\r%-79s", line);
        fflush(stderr);
        bar->is_drawn = true;
    }
}

void dc_bar_note(struct dc_bar *bar, const char *text)
{
    if (bar->is_shown) {
        fprintf(stderr, "\r%-79s", text);
        fflush(stderr);
        bar->is_drawn = true;
    }
}

void dc_bar_end(struct dc_bar *bar)
{
    if (bar->is_drawn) {
        fprintf(stderr, "\r%79s\r", "");
        fflush(stderr);
        bar->is_drawn = false;
    }
}
