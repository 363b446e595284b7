#ifndef ZUOXI_STORE_AUDIT_CHAIN_H
#define ZUOXI_STORE_AUDIT_CHAIN_H

/*
 * The hash chain of the audit: what exactly is hashed, for writing (audit.c) and for verifying. Every text
 * goes in as "length:bytes", so no two different lines hash the same bytes.
 */

#include "zuoxi/base/sha256.h"
#include "zuoxi/store/store.h"

#define AUDIT_SALT_SIZE 16

struct audit_line {
    int64_t id, at, object_id;
    const char *badge, *origin, *action, *object, *place;
};

/* Number of lines and hash of the last; kept in meta too, so a cut tail shows. */
struct audit_head {
    int64_t count;
    unsigned char hash[SHA256_SIZE];
};

void audit_chain_digest(const void *salt, size_t salt_size, const char *value, size_t length,
                        unsigned char digest[SHA256_SIZE]);
void audit_chain_begin(struct sha256 *chain, const unsigned char before[SHA256_SIZE],
                       const struct audit_line *line);
void audit_chain_value(struct sha256 *chain, const char *field, int side,
                       const unsigned char digest[SHA256_SIZE]);

/* "count hash" as it is stored, spelled in the one way; false for anything else. */
bool audit_chain_parse(const char *text, struct audit_head *head);
enum status audit_chain_head(struct store *store, struct audit_head *head, struct err *err);
enum status audit_chain_set_head(struct store *store, const struct audit_head *head, struct err *err);

#endif
