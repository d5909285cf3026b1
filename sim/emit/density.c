/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit/density.c - a kernel density on 200 points.
 *
 * Gaussian kernel, Silverman's rule of thumb (Density Estimation, 1986, eq. 3.31), linear
 * binning on a grid eight times as fine as the points (Wand, J. Comput. Graph. Statist. 3
 * (1994) 433), so that the cost does not grow with the number of values. */
#include "emit/density.h"

#include <math.h>

#include "num/exact.h"
#include "tally/quantile.h"

enum {
    FINE = 8, /* bins a step */
    N_BINS = (DC_DENSITY_POINTS - 1) * FINE + 1
};

static double sd_of(const double sorted[], uint64_t n)
{
    double mean = 0.0;
    double square = 0.0;
    for (uint64_t i = 0; i < n; i++) {
        mean += sorted[i] / (double)n;
    }
    for (uint64_t i = 0; i < n; i++) {
        square += (sorted[i] - mean) * (sorted[i] - mean);
    }
    return n > 1 ? sqrt(square / (double)(n - 1)) : 0.0;
}

/* Never 0: values that are all alike become a narrow peak. */
static double bandwidth(const double sorted[], uint64_t n)
{
    const double sd = sd_of(sorted, n);
    const double iqr = dc_quantile_at(sorted, n, 0.75) - dc_quantile_at(sorted, n, 0.25);
    const double size = fmax(fabs(sorted[0]), fabs(sorted[n - 1]));
    const double least = fmax(1e-3 * size, 1e-3);
    if (!(sd > 0.0) || sorted[n - 1] - sorted[0] < 1e-9 * size) {
        return least;
    }
    const double spread = iqr > 0.0 ? fmin(sd, iqr / 1.34) : sd;
    const double rule = 0.9 * spread * dc_pow((double)n, -0.2);
    /* Far outliers would make the grid coarser than the kernel. */
    return fmax(rule, (sorted[n - 1] - sorted[0]) / (DC_DENSITY_POINTS - 10.0));
}

static void bin_values(const double sorted[], uint64_t n, double from, double step,
                       double weight[N_BINS])
{
    for (int k = 0; k < N_BINS; k++) {
        weight[k] = 0.0;
    }
    for (uint64_t i = 0; i < n; i++) {
        const double at = fmin(fmax((sorted[i] - from) / step, 0.0), N_BINS - 1.0);
        const int k = (int)fmin(floor(at), N_BINS - 2.0);
        weight[k] += 1.0 - (at - k);
        weight[k + 1] += at - k;
    }
}

static void smooth(const double weight[N_BINS], const double kernel[], int reach, double total,
                   double out[DC_DENSITY_POINTS])
{
    for (int i = 0; i < DC_DENSITY_POINTS; i++) {
        const int centre = i * FINE;
        double sum = weight[centre] * kernel[0];
        for (int k = 1; k <= reach; k++) {
            sum += centre >= k ? weight[centre - k] * kernel[k] : 0.0;
            sum += centre + k < N_BINS ? weight[centre + k] * kernel[k] : 0.0;
        }
        out[i] = sum / total;
    }
}

/* Adds what the kernel would put below the first bin, mirrored there (Silverman 1986, 2.10). */
static void fold_back(const double weight[N_BINS], const double kernel[], int reach,
                      double total, double out[DC_DENSITY_POINTS])
{
    for (int i = 0; i < DC_DENSITY_POINTS; i++) {
        double sum = 0.0;
        for (int k = 0; i * FINE + k <= reach && k < N_BINS; k++) {
            sum += weight[k] * kernel[i * FINE + k];
        }
        out[i] += sum / total;
    }
}

void dc_density_of(const double sorted[], uint64_t n, double least, struct dc_density *out)
{
    double weight[N_BINS];
    double kernel[N_BINS];
    const double h = bandwidth(sorted, n);
    const bool is_cut = sorted[0] - 4.0 * h < least;
    const double from = is_cut ? least : sorted[0] - 4.0 * h;
    const double width = sorted[n - 1] + 4.0 * h - from;
    const double step = width / (N_BINS - 1);
    const int reach = (int)fmin(floor(4.0 * h / step), N_BINS - 1.0);
    bin_values(sorted, n, from, step, weight);
    for (int k = 0; k <= reach; k++) {
        const double z = k * step / h;
        kernel[k] = dc_exp(-0.5 * z * z) / (h * 2.5066282746310002); /* sqrt(2 pi) */
    }
    smooth(weight, kernel, reach, (double)n, out->density);
    if (is_cut) {
        fold_back(weight, kernel, reach, (double)n, out->density);
    }
    uint64_t below = 0;
    for (int i = 0; i < DC_DENSITY_POINTS; i++) {
        out->x[i] = from + width * i / (DC_DENSITY_POINTS - 1);
        while (below < n && sorted[below] < out->x[i]) {
            below++;
        }
        out->exceedance[i] = (double)(n - below) / (double)n;
    }
}
