/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/copula.c - rank correlations to factors of a Gaussian copula.
 *
 * Spearman's rho of two normals with correlation r is 6/pi asin(r/2) (Pearson 1907), so
 * r = 2 sin(pi rho / 6). A matrix of such r need not be positive semi-definite, which only
 * contradictory rows bring about. */
#include "num/copula.h"

#include <math.h>

#include "num/exact.h"

#define SMALLEST_EIGENVALUE (-1e-9)

/* Taylor's series: |x| <= pi/6, where eleven terms leave less than 1e-18. */
static double sine(double x)
{
    double term = x;
    double sum = x;

    for (int k = 1; k <= 11; k++) {
        term *= -x * x / (2.0 * k * (2.0 * k + 1.0));
        sum += term;
    }
    return sum;
}

double dc_copula_normal(double rho)
{
    return 2.0 * sine(rho * (3.14159265358979323846 / 6.0));
}

/* Cholesky's factor of a + shift I into `work` (n x n). Returns the first row whose pivot is
 * not positive, or n. A pivot below `zero` counts as an exact 0: its column stays 0. */
static uint32_t cholesky(const double a[], uint32_t n, double shift, double zero, double work[])
{
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j <= i; j++) {
            double sum = a[(size_t)i * n + j] + (i == j ? shift : 0.0);
            for (uint32_t k = 0; k < j; k++) {
                sum -= work[(size_t)i * n + k] * work[(size_t)j * n + k];
            }
            if (i == j && !(sum > zero)) {
                if (zero <= 0.0) {
                    return i;
                }
                sum = 0.0;
            }
            const double pivot = work[(size_t)j * n + j];
            work[(size_t)i * n + j] = i == j ? sqrt(sum) : pivot > 0.0 ? sum / pivot : 0.0;
        }
    }
    return n;
}

/* The combination of inputs 0..i whose variance would be negative: solves for the vector
 * that the failed pivot belongs to, from the factor of the rows before it. */
static void find_bad(const double a[], uint32_t n, uint32_t i, double work[], bool bad[])
{
    double *x = work + (size_t)i * n; /* row i is free from here on */

    for (uint32_t j = 0; j < i; j++) {
        double sum = a[(size_t)i * n + j];
        for (uint32_t k = 0; k < j; k++) {
            sum -= work[(size_t)j * n + k] * x[k];
        }
        x[j] = sum / work[(size_t)j * n + j];
    }
    for (uint32_t j = i; j-- > 0;) {
        double sum = x[j];
        for (uint32_t k = j + 1; k < i; k++) {
            sum -= work[(size_t)k * n + j] * x[k];
        }
        x[j] = sum / work[(size_t)j * n + j];
    }
    for (uint32_t j = 0; j < n; j++) {
        bad[j] = j == i || (j < i && fabs(x[j]) > 1e-6);
    }
}

bool dc_copula_factor(const double a[], uint32_t n, double work[], double out[], bool bad[])
{
    const uint32_t failed = cholesky(a, n, -SMALLEST_EIGENVALUE, 0.0, work);
    double *to = out;

    if (failed < n) {
        find_bad(a, n, failed, work, bad);
        return false;
    }
    (void)cholesky(a, n, 0.0, 1e-9, work);
    for (uint32_t i = 0; i < n; i++) {
        double length = 0.0;
        for (uint32_t j = 0; j <= i; j++) {
            length += work[(size_t)i * n + j] * work[(size_t)i * n + j];
        }
        for (uint32_t j = 0; j <= i; j++) {
            *to++ = work[(size_t)i * n + j] / sqrt(length);
        }
    }
    return true;
}

void dc_copula_draw(const double factor[], uint32_t n, double u[], double z[])
{
    const double *row = factor;

    for (uint32_t i = 0; i < n; row += ++i) {
        double sum = 0.0;
        z[i] = dc_normal_quantile(u[i]);
        if (row[i] == 1.0) { /* rows have length 1: alone so far */
            continue;
        }
        for (uint32_t k = 0; k <= i; k++) {
            sum += row[k] * z[k];
        }
        const double p = dc_normal_cdf(sum);
        u[i] = p < 0x1p-60 ? 0x1p-60 : p < 1.0 ? p : 0x1.fffffffffffffp-1;
    }
}
