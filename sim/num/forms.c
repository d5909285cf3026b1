/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/forms.c - the table of everything a distribution can be called and stated by. */
#include "num/family.h"
#include "num/solve.h"

/* clang-format off */
const struct dc_form dc_forms[] = {
    {"uniform", &dc_family_uniform, {"min", "max"}, {0}, {0},
     dc_uniform_of_range, dc_point_of_range, "any value between min and max, all alike"},
    {"triangular", &dc_family_triangular, {"min", "mode", "max"}, {0}, {0},
     dc_triangular_of_range, dc_point_of_three, "rises straight to the mode, falls straight to max"},
    {"normal", &dc_family_normal, {"mean", "sd"}, {0}, {0},
     dc_normal_of_mean_sd, dc_point_of_mean_sd, "the bell; both sides without end"},
    {"lognormal", &dc_family_lognormal, {"mean", "sd"}, {0}, {0},
     dc_lognormal_of_mean_sd, dc_point_of_positive, "above 0, a long right tail; of the values themselves"},
    {"lognormal", &dc_family_lognormal, {"mu", "sigma"}, {0}, {0},
     dc_lognormal_of_mu_sigma, NULL, "mean and sd of the natural logarithm"},
    {"lognormal", &dc_family_lognormal, {"median", "p90"}, {0}, {0},
     dc_lognormal_of_median_p90, dc_point_of_range, "half below the median, one in ten above p90"},
    {"lognormal", &dc_family_lognormal, {"p10", "p90"}, {0}, {0},
     dc_lognormal_of_p10_p90, dc_point_of_range, "one in ten below p10, one in ten above p90"},
    {"weibull", &dc_family_weibull, {"shape", "scale"}, {0}, {0},
     dc_weibull_of_shape_scale, NULL, "a wait whose hazard rises (shape > 1) or falls"},
    {"weibull", &dc_family_weibull, {"mean", "sd"}, {0}, {0},
     dc_weibull_of_mean_sd, dc_point_of_positive, "the same by its mean and sd"},
    {"loglogistic", &dc_family_loglogistic, {"shape", "scale"}, {0}, {0},
     dc_power_of_shape_scale, NULL, "median scale; tails of power shape"},
    {"exponential", &dc_family_exponential, {"mean"}, {0}, {0},
     dc_exponential_of_mean, dc_point_of_zero_mean, "a wait without memory"},
    {"pareto", &dc_family_pareto, {"shape", "scale"}, {0}, {0},
     dc_power_of_shape_scale, NULL, "at least scale; the tail falls with power shape"},
    {"metalog", &dc_family_metalog, {"p10", "p50", "p90", "low", "high"}, {0, 0, 0, 1, 1},
     {0, 0, 0, NAN, NAN},
     dc_metalog_of_percentiles, dc_point_of_three, "through three percentiles, between optional ends"},
    {"discrete", &dc_family_table, {NULL}, {0}, {0}, NULL, NULL, "values with weights, value:weight"},
    {"empirical", &dc_family_table, {NULL}, {0}, {0}, NULL, NULL, "the values of a column of a CSV file"},
    {NULL, NULL, {NULL}, {0}, {0}, NULL, NULL, NULL},
};
/* clang-format on */
