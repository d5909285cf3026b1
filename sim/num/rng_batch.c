/* SPDX-License-Identifier: GPL-3.0-or-later */
/* num/rng_batch.c - uniforms in batches: Philox4x64-10 on eight counters at once where the
 * processor has AVX-512, which takes two thirds of the time. Integers: the same bits. */
#include "num/rng.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512dq")))
#define LANES 8

struct lanes {
    __m512i c[4]; /* the counter, then the words */
};

/* The product of a constant and each lane: the high half, and the low half in *low. */
TARGET static inline __m512i multiply(__m512i x, uint64_t by, __m512i *low)
{
    const __m512i x_high = _mm512_srli_epi64(x, 32);
    const __m512i by_low = _mm512_set1_epi64((long long)(by & 0xffffffff));
    const __m512i by_high = _mm512_set1_epi64((long long)(by >> 32));
    const __m512i mask = _mm512_set1_epi64(0xffffffff);
    const __m512i a = _mm512_mul_epu32(by_low, x);
    const __m512i b = _mm512_mul_epu32(by_high, x);
    const __m512i c = _mm512_mul_epu32(by_low, x_high);
    const __m512i d = _mm512_mul_epu32(by_high, x_high);
    const __m512i s = _mm512_add_epi64(b, _mm512_srli_epi64(a, 32));
    const __m512i t = _mm512_add_epi64(c, _mm512_and_si512(s, mask));
    *low = _mm512_mullo_epi64(x, _mm512_set1_epi64((long long)by));
    return _mm512_add_epi64(_mm512_add_epi64(d, _mm512_srli_epi64(s, 32)),
                            _mm512_srli_epi64(t, 32));
}

TARGET static inline void round_once(struct lanes *p, struct dc_key key)
{
    __m512i low_0;
    __m512i low_2;
    const __m512i high_0 = multiply(p->c[0], PHILOX_M4x64_0, &low_0);
    const __m512i high_2 = multiply(p->c[2], PHILOX_M4x64_1, &low_2);
    const __m512i key_0 = _mm512_set1_epi64((long long)key.seed);
    const __m512i key_1 = _mm512_set1_epi64((long long)key.entity);
    p->c[0] = _mm512_xor_si512(_mm512_xor_si512(high_2, p->c[1]), key_0);
    p->c[2] = _mm512_xor_si512(_mm512_xor_si512(high_0, p->c[3]), key_1);
    p->c[1] = low_2;
    p->c[3] = low_0;
}

/* dc_uniform of each lane. */
TARGET static inline __m512d uniform(__m512i w)
{
    const __m512d whole = _mm512_cvtepu64_pd(_mm512_srli_epi64(w, 11));
    const __m512d u =
        _mm512_mul_pd(_mm512_add_pd(whole, _mm512_set1_pd(0.5)), _mm512_set1_pd(0x1p-53));
    return _mm512_min_pd(u, _mm512_set1_pd(0x1.fffffffffffffp-1));
}

/* Two sets of lanes at a time hide each other's latency. */
TARGET static size_t uniforms_wide(struct dc_key key, const uint64_t counter[3],
                                   double *const u[4], size_t n)
{
    const __m512i step = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        struct lanes p[2];
        struct dc_key k = key;
        for (int h = 0; h < 2; h++) {
            const uint64_t number = counter[1] + i + LANES * (uint64_t)h;
            p[h].c[0] = _mm512_set1_epi64((long long)counter[0]);
            p[h].c[1] = _mm512_add_epi64(_mm512_set1_epi64((long long)number), step);
            p[h].c[2] = _mm512_set1_epi64((long long)counter[2]);
            p[h].c[3] = _mm512_setzero_si512();
        }
        for (int r = 0; r < 10; r++) {
            round_once(&p[0], k);
            round_once(&p[1], k);
            k.seed += PHILOX_W64_0;
            k.entity += PHILOX_W64_1;
        }
        for (int j = 0; j < 4; j++) {
            if (u[j] != NULL) {
                _mm512_storeu_pd(u[j] + i, uniform(p[0].c[j]));
                _mm512_storeu_pd(u[j] + i + LANES, uniform(p[1].c[j]));
            }
        }
    }
    return i;
}

static bool is_wide(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}
#else
static size_t uniforms_wide(struct dc_key key, const uint64_t counter[3], double *const u[4],
                            size_t n)
{
    (void)key;
    (void)counter;
    (void)u;
    (void)n;
    return 0;
}

static bool is_wide(void)
{
    return false;
}
#endif

void dc_rng_uniforms(struct dc_key key, uint64_t replication, uint64_t number, uint64_t purpose,
                     double *const u[4], size_t n)
{
    const uint64_t counter[3] = {replication, number, purpose};
    for (size_t i = is_wide() ? uniforms_wide(key, counter, u, n) : 0; i < n; i++) {
        const struct dc_bits bits = dc_rng_at(key, replication, number + i, purpose, 0);
        for (int j = 0; j < 4; j++) {
            if (u[j] != NULL) {
                u[j][i] = dc_uniform(bits.w[j]);
            }
        }
    }
}
