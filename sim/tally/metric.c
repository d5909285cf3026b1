/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tally/metric.c - the metric table as one list. */
#include "tally/metric.h"

#include <string.h>

static const struct dc_metric_list *const lists[] = {
    &dc_metric_deals, &dc_metric_money, &dc_metric_people, &dc_metric_costs, &dc_metric_months,
};

const struct dc_metric_row *dc_metric_row_at(size_t i)
{
    for (size_t l = 0; l < DC_COUNT_OF(lists); l++) {
        if (i < lists[l]->n) {
            return &lists[l]->row[i];
        }
        i -= lists[l]->n;
    }
    return NULL;
}

const struct dc_metric *dc_metric_at(size_t i)
{
    const struct dc_metric_row *const row = dc_metric_row_at(i);
    return row == NULL ? NULL : &row->shown;
}

/* `stage_wait.K` fits `stage_wait.closing` (and itself). */
static bool fits(const struct dc_metric *metric, const char *name)
{
    if (!metric->by_stage) {
        return strcmp(metric->name, name) == 0;
    }
    const size_t n = strlen(metric->name) - 1; /* with the dot, without the K */
    return strncmp(metric->name, name, n) == 0 && name[n] != '\0';
}

const struct dc_metric *dc_metric_find(const char *name)
{
    const struct dc_metric *metric;
    for (size_t i = 0; (metric = dc_metric_at(i)) != NULL; i++) {
        if (fits(metric, name)) {
            return metric;
        }
    }
    return NULL;
}
