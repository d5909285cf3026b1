/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/exact.h - exp, log and their kin with the same bits on every x86-64.
 *
 * glibc chooses other code, and gives other last bits, where the processor has FMA;
 * these use only + - * / and sqrt, which IEEE 754 fixes, and the build turns
 * contraction off. Everything that reaches a draw or a result file goes through here. */
#ifndef DC_NUM_EXACT_H
#define DC_NUM_EXACT_H

#include "base/bug.h"

double dc_exp(double x);             /* <= 1 ulp; 0 and inf past the ends */
double dc_expm1(double x);           /* <= 2 ulp */
double dc_log(double x);             /* <= 1 ulp; -inf at 0, nan below */
double dc_log1p(double x);           /* <= 2 ulp */
double dc_pow(double x, double y);   /* x >= 0; <= 1 ulp, exact where the result is a double */
double dc_lgamma(double x);          /* x > 0; 1e-14 relative or absolute near its zeros */
double dc_logit(double p);           /* -inf and inf at 0 and 1 */
double dc_logistic(double x);        /* exactly 0 and 1 at -inf and inf */
double dc_normal_cdf(double x);      /* relative 1e-14 in the lower tail */
double dc_normal_quantile(double u); /* 0 < u < 1; relative 1e-15 */
double dc_gamma_p(double a, double x);          /* lower regularised incomplete gamma */
double dc_gamma_q(double a, double x);          /* upper */
double dc_beta_p(double a, double b, double x); /* regularised incomplete beta */
double dc_t_quantile(double u, double nu);      /* Student's t, 1e-12 relative */

#endif
