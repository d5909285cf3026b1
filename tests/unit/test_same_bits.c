/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_same_bits.c - a million draws and function values hash to a constant: on any processor,
 * under any C library, in any build of ours. The program runs itself again with processor
 * features masked; single draws are compiled for the oldest x86-64, batches for the newest
 * there is, and both are hashed. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "num/exact.h"
#include "num/rng.h"
#include "tests/support/oracle.h"

#define EXPECTED UINT64_C(0x445dfbcecd91c393)
#define BATCH 1000

static uint64_t mixed(uint64_t hash, const double x[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hash = hash * UINT64_C(0x9e3779b97f4a7c15) + dc_hash((const char *)&x[i], sizeof x[i]);
    }
    return hash;
}

/* 12,000 draws in batches, 2,000 one by one. */
static uint64_t draws_hash(uint64_t hash, const struct dc_dist *d, uint64_t stream)
{
    double u[BATCH];
    double x[BATCH];
    for (uint64_t b = 0; b < 14; b++) {
        for (uint64_t i = 0; i < BATCH; i++) {
            u[i] = uniform_of(3000 + stream, b * BATCH + i);
        }
        for (uint64_t i = 0; i < BATCH && b >= 12; i++) {
            x[i] = dc_dist_at(d, u[i]);
        }
        if (b < 12) {
            dc_dist_run(d, u, x, BATCH);
        }
        hash = mixed(hash, x, BATCH);
    }
    return hash;
}

static uint64_t tables_hash(uint64_t hash, struct dc_arena *arena)
{
    const struct dc_bound none = {false, 0.0};
    const double few[] = {7.25, 0.0};
    const double many[] = {123456.7, 0.0};
    const double spread[] = {9.5, 0.8};
    struct dc_dist part[3];
    struct dc_dist d;
    part[0] = dist_of("poisson", "mean", few, arena);
    part[1] = dist_of("negbinomial", "mean", spread, arena);
    part[2] = dist_of("lognormal", "mean", (double[]){5.0, 4.0}, arena);
    const struct dc_dist large = dist_of("poisson", "mean", many, arena);
    assert_null(dc_dist_mix(part, (double[]){0.2, 0.3, 0.5}, 3, none, none, arena, &d));
    hash = draws_hash(draws_hash(hash, &part[0], 900), &part[1], 901);
    return draws_hash(draws_hash(hash, &large, 902), &d, 903);
}

static uint64_t functions_hash(uint64_t hash)
{
    for (uint64_t i = 0; i < 40000; i++) {
        const double u = uniform_of(1, i);
        const double v = uniform_of(2, i);
        const double a = dc_exp(9.0 * v - 3.0);
        const double b = dc_exp(9.0 * u - 3.0);
        const double x[] = {
            dc_exp(1400.0 * (u - 0.5)),
            dc_log(u),
            dc_log1p(u - 0.6),
            dc_expm1(3.0 * v - 1.5),
            dc_pow(9.0 * u, 7.0 * v),
            dc_lgamma(a),
            dc_logit(v),
            dc_logistic(a - b),
            dc_normal_cdf(9.0 * u - 6.0),
            dc_normal_quantile(v),
        };
        hash = mixed(hash, x, DC_COUNT_OF(x));
        if (i % 100 == 0) {
            const double y[] = {dc_gamma_p(a, b), dc_gamma_q(a, b), dc_beta_p(a, b, u),
                                dc_t_quantile(v, a)};
            hash = mixed(hash, y, DC_COUNT_OF(y));
        }
    }
    return hash;
}

static uint64_t everything_hash(void)
{
    struct dc_arena arena = {0};
    uint64_t hash = functions_hash(1);
    for (size_t k = 0; k < n_oracles; k++) {
        const struct oracle *o = &oracles[k];
        const struct dc_dist d = oracle_dist(o, &arena);
        hash = draws_hash(hash, &d, k);
        if (!o->is_bounded) {
            const double cut = dc_dist_at(&d, 0.3);
            const struct dc_dist above = dist_cut(o->form, o->first, o->arg, cut, NAN, &arena);
            const double moments[] = {dc_dist_mean(&above), dc_dist_sd(&above)};
            hash = mixed(draws_hash(hash, &above, k), moments, 2);
        }
    }
    hash = tables_hash(hash, &arena);
    dc_arena_free(&arena);
    return hash;
}

static void a_million_draws_are_the_known_bits(void **state)
{
    (void)state;
    const uint64_t hash = everything_hash();
    if (hash != EXPECTED) {
        fail_msg("expected %016jx, observed %016jx", (uintmax_t)EXPECTED, (uintmax_t)hash);
    }
}

static const char *const masks[] = {
    "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F",
    "glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX512F_Usable,-AVX_Usable,-SSE4_1,-SSE4_2",
    "glibc.cpu.x86_ibt=off",
};

static void masking_the_processor_changes_no_bit(void **state)
{
    (void)state;
    char exe[1024];
    const ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    assert_true(n > 0);
    exe[n] = '\0';
    for (size_t i = 0; i < DC_COUNT_OF(masks); i++) {
        char command[1400];
        char line[64] = "";
        char expected[64];
        snprintf(command, sizeof command, "GLIBC_TUNABLES='%s' '%s' hash", masks[i], exe);
        snprintf(expected, sizeof expected, "%016jx", (uintmax_t)EXPECTED);
        FILE *p = popen(command, "r");
        assert_non_null(p);
        assert_non_null(fgets(line, sizeof line, p));
        assert_int_equal(pclose(p), 0);
        assert_string_equal(line, expected);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "hash") == 0) {
        printf("%016jx", (uintmax_t)everything_hash());
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_million_draws_are_the_known_bits),
        cmocka_unit_test(masking_the_processor_changes_no_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
