/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dealcycle/batch.h - a folder that holds one results folder per case, and what is said over
 * all of them.
 *
 * The case folders are the truth: which cases are done and every row of batch.csv is read
 * from them, so a batch that was killed, grew or changed needs no other memory. */
#ifndef DEALCYCLE_BATCH_H
#define DEALCYCLE_BATCH_H

#include "dealcycle/emit.h"
#include "dealcycle/stress.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dc_batch_case {
    const char *name;         /* its folder below the batch's; see dc_sweep_is_name */
    const char *error;        /* why it failed; NULL: done */
    const char *const *value; /* [n_paths], NULL items: as in the base; may be NULL */
};
struct dc_batch {
    const char *dir;
    const char *command;     /* the command line, as in dc_emit_options */
    const char *metric;      /* ranks the cases; NULL: contribution */
    const char *const *path; /* what varies */
    size_t n_paths;
    const struct dc_batch_case *item;
    size_t n_cases;
    unsigned plots; /* of the overview; 0: none */
    bool xlsx;      /* workbook.xlsx, too */
    const struct dc_stress_table
        *stress; /* NULL: a batch; else stress.csv stands for batch.csv */
    /* Polled while batch.csv is written and the overview drawn, see dc_emit_options. */
    const volatile int *stop;
};

/* Makes the folder and puts down that it is a batch's. DC_FAILED (recorded): something else
 * stands there, or it cannot be made. */
DC_MUST_CHECK enum dc_status dc_batch_begin(const struct dc_batch *batch,
                                            struct dc_diags *diags);

/* Whether dir/name holds the whole results of this very model (inputs and seed), written by
 * this version for this command, as dc_emit_results wrote them. */
bool dc_batch_is_done(const char *dir, const char *name, const struct dc_model *model,
                      const char *command);

/* Judges a condition (see dc_require) by the tables of dir/name, which are whole: what was
 * computed for another condition need not be computed again. DC_OK: met; DC_NOT_MET. */
DC_MUST_CHECK enum dc_status dc_batch_require(const char *dir, const char *name,
                                              const char *condition, struct dc_diags *diags,
                                              char *text_out, size_t size);

/* Writes batch.csv (or stress.csv), the overview and the index of the folder. */
DC_MUST_CHECK enum dc_status dc_batch_end(const struct dc_batch *batch, struct dc_diags *diags);

/* The best cases for people (fits 80 columns), or all of batch.csv as CSV or JSON. */
DC_MUST_CHECK enum dc_status dc_batch_print(const struct dc_batch *batch, enum dc_format format,
                                            FILE *to);

#ifdef __cplusplus
}
#endif
#endif
