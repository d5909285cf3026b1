/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_rng.c - the generator is the published one, and its keys stay what they are. */
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>

#include "num/gsl.h"
#include "num/quiet.h"
#include "tests/support/oracle.h"

/* Known answers of Random123's own tests (kat_vectors, philox 4x64 10 rounds): counter, key,
 * result; the last are digits of pi. */
static const uint64_t known[][10] = {
    {0, 0, 0, 0, 0, 0, 0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b,
     0x7e68b68aec7ba23b},
    {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, 0x87b092c3013fe90b,
     0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0},
    {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89,
     0x452821e638d01377, 0xbe5466cf34e90c6c, 0xa528f45403e61d95, 0x38c72dbd566e9788,
     0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6},
};

static void the_bits_are_those_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < DC_COUNT_OF(known); i++) {
        const uint64_t *k = known[i];
        const struct dc_bits b = dc_rng_at((struct dc_key){k[4], k[5]}, k[0], k[1], k[2], k[3]);
        for (int j = 0; j < 4; j++) {
            if (b.w[j] != k[6 + j]) {
                fail_msg("vector %zu word %d: expected %016jx, observed %016jx", i, j,
                         (uintmax_t)k[6 + j], (uintmax_t)b.w[j]);
            }
        }
    }
}

static void a_run_is_the_single_draws(void **state)
{
    (void)state;
    const struct dc_key key = {41, dc_hash_text("segment.smb")};
    struct dc_bits out[37];
    dc_rng_run(key, 5, 1000, 77, out, DC_COUNT_OF(out));
    for (uint64_t i = 0; i < DC_COUNT_OF(out); i++) {
        const struct dc_bits one = dc_rng_at(key, 5, 1000 + i, 77, 0);
        assert_memory_equal(&one, &out[i], sizeof one);
    }
}

/* Whole groups of lanes, and what is left of them; only the words that are asked for. */
static void a_batch_of_uniforms_is_the_single_draws(void **state)
{
    (void)state;
    const struct dc_key key = {UINT64_MAX - 3, dc_hash_text("role.ae")};
    double word[4][100];
    for (size_t n = 0; n <= 100; n += 7) {
        for (unsigned mask = 0; mask < 16; mask++) {
            double *u[4];
            for (int j = 0; j < 4; j++) {
                u[j] = mask >> j & 1 ? word[j] : NULL;
                memset(word[j], 0, sizeof word[j]);
            }
            dc_rng_uniforms(key, 77, UINT64_MAX - 40, 3, u, n);
            for (uint64_t i = 0; i < 100; i++) {
                const struct dc_bits one = dc_rng_at(key, 77, UINT64_MAX - 40 + i, 3, 0);
                for (int j = 0; j < 4; j++) {
                    const bool is_drawn = i < n && u[j] != NULL;
                    assert_true(word[j][i] == (is_drawn ? dc_uniform(one.w[j]) : 0.0));
                }
            }
        }
    }
}

/* Golden: names key the draws, so these must never change. */
static void hashes_of_names_are_fixed_for_ever(void **state)
{
    (void)state;
    assert_true(dc_hash_text("") == UINT64_C(0xf52a15e9a9b5e89b));
    assert_true(dc_hash_text("segment.smb") == UINT64_C(0x1ead6a44ad147c36));
    assert_true(dc_hash("segment.smb.x", 11) == UINT64_C(0x1ead6a44ad147c36));
    assert_true(dc_hash_purpose("delay", "closing") == UINT64_C(0xfe42f7fa4ebdb151));
    assert_true(dc_hash_purpose("delay", "closing") == dc_hash("delay\0closing", 13));
    assert_true(dc_hash_purpose("a", "bc") != dc_hash_purpose("ab", "c"));
    assert_true(dc_hash_text("segment.smb") != dc_hash_text("segment.smc"));
}

static void uniforms_stay_inside_the_open_interval(void **state)
{
    (void)state;
    assert_true(dc_uniform(0) == 0x1p-54);
    assert_true(dc_uniform(UINT64_MAX) < 1.0 && dc_uniform(UINT64_MAX) > 1.0 - 0x1p-52);
    double sum = 0.0;
    double square = 0.0;
    const double n = 1e6;
    for (uint64_t i = 0; i < 1000000; i++) {
        const double u = uniform_of(0, i);
        assert_true(u > 0.0 && u < 1.0);
        sum += u - 0.5;
        square += (u - 0.5) * (u - 0.5);
    }
    /* five standard errors: one false alarm in a million seeds */
    expect_near("uniform", "mean", sum / n, 0.0, 0.0, 5.0 * sqrt(1.0 / 12.0 / n));
    expect_near("uniform", "variance", square / n, 1.0 / 12.0, 0.0,
                5.0 * sqrt(1.0 / 180.0 / n));
}

static void gsl_draws_from_the_same_stream(void **state)
{
    (void)state;
    gsl_rng *r = gsl_rng_alloc(dc_rng_gsl_type());
    const struct dc_key key = {9, 8};
    dc_rng_gsl_seek(r, key, 3, 2, 1);
    for (uint64_t i = 0; i < 40; i++) {
        const uint64_t expected = dc_rng_at(key, 3, 2, 1, i / 4).w[i % 4];
        assert_true(gsl_rng_get(r) == expected);
    }
    gsl_rng_set(r, 12);
    assert_true(gsl_rng_get(r) == dc_rng_at((struct dc_key){12, 0}, 0, 0, 0, 0).w[0]);
    assert_true(gsl_rng_uniform(r) ==
                dc_uniform(dc_rng_at((struct dc_key){12, 0}, 0, 0, 0, 0).w[1]));
    assert_true(gsl_rng_max(r) == UINT64_MAX && gsl_rng_min(r) == 0);
    assert_string_equal(gsl_rng_name(r), "philox4x64-10");
    double below = 0.0;
    for (int i = 0; i < 100000; i++) {
        below += gsl_ran_gamma(r, 2.5, 1.0) < 1.7;
    }
    const double p = gsl_cdf_gamma_P(1.7, 2.5, 1.0);
    expect_near("gsl_ran_gamma", "share below 1.7", below / 1e5, p, 0.0,
                5.0 * sqrt(p * (1.0 - p) / 1e5));
    gsl_rng *copy = gsl_rng_clone(r);
    assert_true(gsl_rng_get(copy) == gsl_rng_get(r));
    gsl_rng_free(copy);
    gsl_rng_free(r);
}

static void gsl_does_not_abort_once_quiet(void **state)
{
    (void)state;
    dc_num_quiet_gsl();
    dc_num_quiet_gsl();
    GSL_ERROR_VAL("would abort", GSL_EDOM, );
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bits_are_those_published),
        cmocka_unit_test(a_run_is_the_single_draws),
        cmocka_unit_test(a_batch_of_uniforms_is_the_single_draws),
        cmocka_unit_test(hashes_of_names_are_fixed_for_ever),
        cmocka_unit_test(uniforms_stay_inside_the_open_interval),
        cmocka_unit_test(gsl_draws_from_the_same_stream),
        cmocka_unit_test(gsl_does_not_abort_once_quiet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
