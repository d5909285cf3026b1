/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/copula.h - a Gaussian copula: normals that hang together, each the score of a uniform,
 * so that every input keeps its own distribution. */
#ifndef DC_NUM_COPULA_H
#define DC_NUM_COPULA_H

#include "base/bug.h"

/* 2 sin(pi rho / 6): the normals' correlation that gives Spearman's rho. */
double dc_copula_normal(double rho);

/* The lower-triangular L with L L' = a (n x n, row by row, read only below the diagonal), into
 * out by rows; rows have length 1. false if a's smallest eigenvalue is below -1e-9; bad[i] then
 * says whether i takes part in the contradiction. `work` has room for n * n. */
DC_MUST_CHECK bool dc_copula_factor(const double a[], uint32_t n, double work[], double out[],
                                    bool bad[]);

/* Uniforms to correlated uniforms Phi(L z), in place; z has room for n. What is correlated with
 * nothing before it keeps its very bits. */
void dc_copula_draw(const double factor[], uint32_t n, double u[], double z[]);

#endif
