/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/poisson.h - Poisson regression of counts, log link, with an exposure. */
#ifndef DC_NUM_POISSON_H
#define DC_NUM_POISSON_H

#include "base/bug.h"

enum { DC_POISSON_MAX = 14 }; /* the most coefficients */

struct dc_count {
    double n, exposure; /* exposure above 0 */
    double x[DC_POISSON_MAX];
};
struct dc_poisson {
    double beta[DC_POISSON_MAX], se[DC_POISSON_MAX]; /* as if not overdispersed */
    double correlation;                              /* of the first two */
    double loglik, dispersion; /* Pearson's chi-squared over its degrees of freedom; near 1 */
    double p_dispersion;       /* of that much or more, if the counts were Poisson */
};

/* k coefficients; false: no convergence, or not enough counts. McCullagh and Nelder (1989). */
DC_MUST_CHECK bool dc_poisson_fit(const struct dc_count *count, size_t n, size_t k,
                                  struct dc_poisson *out);
/* P(a chi-squared variate of `df` degrees of freedom is above x). */
double dc_chi_squared_above(double x, double df);

#endif
