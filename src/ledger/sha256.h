/* SHA-256, as FIPS 180-4 gives it. Documents are known by it: two texts that a stranger may have
 * written must not share a key by design, which a fast hash would allow. */
#ifndef SAYSO_LEDGER_SHA256_H
#define SAYSO_LEDGER_SHA256_H

#include "base/base.h"

typedef struct sayso_sha256 { uint32_t state[8]; uint64_t bytes; uint8_t block[64]; } sayso_sha256;

void sayso_sha256_init(sayso_sha256 *h);
void sayso_sha256_put(sayso_sha256 *h, const void *bytes, size_t n);
void sayso_sha256_end(sayso_sha256 *h, uint8_t out[32]);

#endif
