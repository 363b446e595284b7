#ifndef ZUOXI_BASE_SHA256_X86_H
#define ZUOXI_BASE_SHA256_X86_H

/*
 * SHA-256's inner loop by the processor's own instructions: an eighth of a save's computing was hashing for
 * the audit. The C library knows what the processor has; asking that itself is dear in a virtual machine.
 */

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)

#include <immintrin.h>
#include <sys/platform/x86.h>

static inline bool sha256_x86_is_there(void)
{
    return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1);
}

/* The instructions hold the state as ABEF and CDGH. Four rounds a turn; words holds the next sixteen words of
 * the schedule, four at a time. */
__attribute__((target("sha,sse4.1"))) static inline void
sha256_x86_compress(uint32_t state[8], const unsigned char *block, const uint32_t constants[64])
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)&state[0]), 0xb1);
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)&state[4]), 0x1b);
    __m128i abef = _mm_alignr_epi8(high, low, 8), cdgh = _mm_blend_epi16(low, high, 0xf0);
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i words[4];
    for (int i = 0; i < 4; i++) {
        words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), swap);
    }
    for (int i = 0; i < 16; i++) {
        __m128i *now = &words[i % 4], next = words[(i + 1) % 4], after = words[(i + 2) % 4],
                last = words[(i + 3) % 4];
        __m128i sum = _mm_add_epi32(*now, _mm_loadu_si128((const __m128i *)&constants[4 * i]));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        __m128i first = _mm_add_epi32(_mm_sha256msg1_epu32(*now, next), _mm_alignr_epi8(last, after, 4));
        *now = _mm_sha256msg2_epu32(first, last);
    }
    abef = _mm_shuffle_epi32(_mm_add_epi32(abef, abef_before), 0x1b);
    cdgh = _mm_shuffle_epi32(_mm_add_epi32(cdgh, cdgh_before), 0xb1);
    _mm_storeu_si128((__m128i *)&state[0], _mm_blend_epi16(abef, cdgh, 0xf0));
    _mm_storeu_si128((__m128i *)&state[4], _mm_alignr_epi8(cdgh, abef, 8));
}

#else

static inline bool sha256_x86_is_there(void)
{
    return false;
}

static inline void sha256_x86_compress(uint32_t state[8], const unsigned char *block,
                                       const uint32_t constants[64])
{
    (void)state;
    (void)block;
    (void)constants;
}

#endif
#endif
