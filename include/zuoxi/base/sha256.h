#ifndef ZUOXI_BASE_SHA256_H
#define ZUOXI_BASE_SHA256_H

/* SHA-256 (FIPS 180-4), for the audit's chain and the migrations' checksums. */

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE     32
#define SHA256_HEX_SIZE 65

struct sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    unsigned char block[64];
};

void sha256_init(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *bytes, size_t length);
/* Ends it; init again before another use. */
void sha256_end(struct sha256 *sha, unsigned char digest[SHA256_SIZE]);
/* Lower-case hexadecimal, terminated. */
void sha256_hex(const unsigned char digest[SHA256_SIZE], char out[SHA256_HEX_SIZE]);

#endif
