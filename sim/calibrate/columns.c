/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calibrate/columns.c - which column is what: usual names, the map file, labels. */
#include <string.h>

#include "calibrate/deals.h"
#include "csv/reader.h"
#include "num/rng.h"

/* Names of columns in common exports, letters and digits only; surest first in each field. */
static const struct synonym {
    enum dc_field field;
    const char *name;
} synonyms[] = {
    {DC_FIELD_ID, "opportunityid"},
    {DC_FIELD_ID, "opportunitynumber"},
    {DC_FIELD_ID, "dealid"},
    {DC_FIELD_ID, "dealnumber"},
    {DC_FIELD_ID, "recordid"},
    {DC_FIELD_ID, "leadid"},
    {DC_FIELD_ID, "mqlid"},
    {DC_FIELD_ID, "id"},
    {DC_FIELD_OPENED, "createddate"},
    {DC_FIELD_OPENED, "createdate"},
    {DC_FIELD_OPENED, "datecreated"},
    {DC_FIELD_OPENED, "createdat"},
    {DC_FIELD_OPENED, "createdon"},
    {DC_FIELD_OPENED, "created"},
    {DC_FIELD_OPENED, "dealcreated"},
    {DC_FIELD_OPENED, "addtime"},
    {DC_FIELD_OPENED, "engagedate"},
    {DC_FIELD_OPENED, "firstcontactdate"},
    {DC_FIELD_OPENED, "firstcontact"},
    {DC_FIELD_OPENED, "identifieddate"},
    {DC_FIELD_OPENED, "opendate"},
    {DC_FIELD_OPENED, "opened"},
    {DC_FIELD_OPENED, "startdate"},
    {DC_FIELD_CLOSED, "closedate"},
    {DC_FIELD_CLOSED, "closeddate"},
    {DC_FIELD_CLOSED, "dateclosed"},
    {DC_FIELD_CLOSED, "closedat"},
    {DC_FIELD_CLOSED, "actualclosedate"},
    {DC_FIELD_CLOSED, "closed"},
    {DC_FIELD_CLOSED, "wondate"},
    {DC_FIELD_CLOSED, "wontime"},
    {DC_FIELD_CLOSED, "enddate"},
    {DC_FIELD_OUTCOME, "outcome"},
    {DC_FIELD_OUTCOME, "result"},
    {DC_FIELD_OUTCOME, "opportunityresult"},
    {DC_FIELD_OUTCOME, "iswon"},
    {DC_FIELD_OUTCOME, "dealstage"},
    {DC_FIELD_OUTCOME, "stagename"},
    {DC_FIELD_OUTCOME, "stage"},
    {DC_FIELD_OUTCOME, "opportunitystage"},
    {DC_FIELD_OUTCOME, "dealstatus"},
    {DC_FIELD_OUTCOME, "opportunitystatus"},
    {DC_FIELD_OUTCOME, "status"},
    {DC_FIELD_AMOUNT, "amount"},
    {DC_FIELD_AMOUNT, "opportunityamountusd"},
    {DC_FIELD_AMOUNT, "opportunityamount"},
    {DC_FIELD_AMOUNT, "dealamount"},
    {DC_FIELD_AMOUNT, "dealvalue"},
    {DC_FIELD_AMOUNT, "closevalue"},
    {DC_FIELD_AMOUNT, "acv"},
    {DC_FIELD_AMOUNT, "annualcontractvalue"},
    {DC_FIELD_AMOUNT, "contractvalue"},
    {DC_FIELD_AMOUNT, "value"},
    {DC_FIELD_OWNER, "opportunityowner"},
    {DC_FIELD_OWNER, "dealowner"},
    {DC_FIELD_OWNER, "owner"},
    {DC_FIELD_OWNER, "ownername"},
    {DC_FIELD_OWNER, "salesagent"},
    {DC_FIELD_OWNER, "salesrep"},
    {DC_FIELD_OWNER, "salesperson"},
    {DC_FIELD_OWNER, "agent"},
    {DC_FIELD_OWNER, "seller"},
    {DC_FIELD_OWNER, "rep"},
    {DC_FIELD_OWNER, "srid"},
    {DC_FIELD_CHANNEL, "channel"},
    {DC_FIELD_CHANNEL, "saleschannel"},
    {DC_FIELD_CHANNEL, "routetomarket"},
    {DC_FIELD_CHANNEL, "route"},
    {DC_FIELD_CHANNEL, "type"},
    {DC_FIELD_CHANNEL, "leadsource"},
    {DC_FIELD_CHANNEL, "source"},
    {DC_FIELD_CHANNEL, "origin"},
    {DC_FIELD_SEGMENT, "segment"},
    {DC_FIELD_SEGMENT, "customersegment"},
    {DC_FIELD_SEGMENT, "companysize"},
    {DC_FIELD_SEGMENT, "size"},
    {DC_FIELD_SEGMENT, "clientsize"},
    {DC_FIELD_SEGMENT, "industry"},
    {DC_FIELD_SEGMENT, "sector"},
    {DC_FIELD_SEGMENT, "product"},
    {DC_FIELD_SEGMENT, "suppliesgroup"},
    {DC_FIELD_CYCLE, "daysincycle"},
    {DC_FIELD_CYCLE, "cycledays"},
    {DC_FIELD_CYCLE, "salescycledays"},
    {DC_FIELD_CYCLE, "salescycle"},
    {DC_FIELD_CYCLE, "daystoclose"},
    {DC_FIELD_CYCLE, "totaldaysidentifiedthroughclosing"},
};
static const char *const names[DC_N_FIELDS + 1] = {"id",     "opened", "closed",  "outcome",
                                                   "amount", "owner",  "channel", "segment",
                                                   "cycle",  "stage"};

const char *dc_field_name(enum dc_field field)
{
    return names[field];
}

int dc_field_rank(enum dc_field field, struct dc_text header)
{
    char plain[64];
    size_t n = 0;
    for (size_t i = 0; i < header.n && n + 1 < sizeof plain; i++) {
        const char c = dc_char_lower(header.at[i]);
        if ((c >= 'a' && c <= 'z') || dc_char_is_digit(c)) {
            plain[n++] = c;
        }
    }
    plain[n] = '\0';
    for (size_t i = 0; i < DC_COUNT_OF(synonyms); i++) {
        if (synonyms[i].field == field && strcmp(synonyms[i].name, plain) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static bool slots_grow(struct dc_labels *l, struct dc_arena *arena)
{
    const size_t n = l->n_slots > 0 ? l->n_slots * 2 : 64;
    uint32_t *const slot = dc_arena_zero(arena, n, sizeof *slot);
    if (slot == NULL) {
        return false;
    }
    for (size_t i = 0; i < l->n; i++) {
        size_t at = dc_hash_text(l->text[i]) & (n - 1);
        while (slot[at] != 0) {
            at = (at + 1) & (n - 1);
        }
        slot[at] = (uint32_t)i + 1;
    }
    l->slot = slot;
    l->n_slots = n;
    return true;
}

uint32_t dc_label_at(struct dc_labels *l, struct dc_arena *arena, struct dc_text text)
{
    if (2 * (l->n + 1) > l->n_slots && !slots_grow(l, arena)) {
        return DC_NO_LABEL;
    }
    size_t at = dc_hash(text.at, text.n) & (l->n_slots - 1);
    for (; l->slot[at] != 0; at = (at + 1) & (l->n_slots - 1)) {
        if (dc_text_equals(text, l->text[l->slot[at] - 1])) {
            return l->slot[at] - 1;
        }
    }
    char *const copy = dc_arena_text(arena, text.at, text.n);
    void *items = (void *)l->text;
    if (copy == NULL || !dc_arena_grow(arena, &items, &l->room, l->n + 1, sizeof *l->text)) {
        return DC_NO_LABEL;
    }
    l->text = items;
    l->text[l->n] = copy;
    l->slot[at] = (uint32_t)++l->n;
    return (uint32_t)l->n - 1;
}

static bool meaning_add(struct dc_deals *deals, const struct dc_csv *csv,
                        const struct dc_csv_row *row, struct dc_diags *diags)
{
    const char *cell[4] = {"", "", "", ""};
    for (uint32_t i = 0; i < row->n_cells && i < 4; i++) {
        cell[i] = row->cell[i].text;
    }
    for (unsigned f = 0; f <= DC_FIELD_STAGE; f++) {
        if (strcmp(cell[0], names[f]) == 0 && cell[1][0] != '\0') {
            deals->meaning[deals->n_meanings++] =
                (struct dc_meaning){.field = f,
                                    .column = cell[1],
                                    .value = cell[2][0] != '\0' ? cell[2] : NULL,
                                    .meaning = cell[3]};
            return true;
        }
    }
    return dc_report(diags, DC_BAD_WORD, dc_cell_span(csv, &row->cell[0]), NULL,
                     "'%s' is no field with a column; fields are id, opened, closed, outcome, "
                     "amount, owner, channel, segment, cycle, stage",
                     cell[0]);
}

bool dc_map_read(struct dc_deals *deals, const char *file, struct dc_diags *diags)
{
    const char *text;
    size_t n;
    struct dc_csv csv;
    if (!dc_csv_slurp(file, 1 << 24, &deals->arena, diags, &text, &n) ||
        !dc_csv_parse(file, text, n, 0, 100000, &deals->arena, diags, &csv)) {
        return false;
    }
    if (csv.row[0].n_cells < 2 || strcmp(csv.row[0].cell[0].text, "field") != 0 ||
        strcmp(csv.row[0].cell[1].text, "column") != 0) {
        return dc_report(diags, DC_BAD_HEADER, dc_cell_span(&csv, &csv.row[0].cell[0]), NULL,
                         "a map has the header field,column,value,meaning");
    }
    deals->meaning = dc_arena_zero(&deals->arena, csv.n_rows, sizeof *deals->meaning);
    bool ok = deals->meaning != NULL;
    for (size_t i = 1; i < csv.n_rows && deals->meaning != NULL; i++) {
        ok = meaning_add(deals, &csv, &csv.row[i], diags) && ok;
    }
    return ok;
}
