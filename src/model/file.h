/* The flat file that models and compiled word lists live in: one header, a table of sections, the sections.
 *
 *   0   magic "SAYSO\r\n\x1a"   8 bytes
 *   8   format version          u32, this build writes SAYSO_FILE_VERSION and reads 1 too, whose checksums are
 *                               sayso_hash with seed 0
 *   12  byte order              u32 0x01020304, written little-endian
 *   16  total size              u64, must equal the file's
 *   24  kind                    8 bytes, "model", "lexicon", … padded with NUL
 *   32  number of sections      u32, then u32 zero
 *   40  checksum of the table   u64 (sayso_hash, seed 0)
 *   48  section table           per section: name 16 bytes, offset u64, length u64, checksum u64 (sayso_digest)
 *   …   sections, each aligned to 64 bytes, in table order, zeros between
 *
 * Opening checks all of that, checksums included, before the first use; what a section holds is checked by its owner.
 * Integers in sections are little-endian; big-endian machines are refused at build time. */
#ifndef SAYSO_MODEL_FILE_H
#define SAYSO_MODEL_FILE_H

#include "base/base.h"

#define SAYSO_FILE_VERSION 2

typedef struct sayso_file { sayso_map map; char name[120]; uint32_t n_sections; } sayso_file;

/* Checksum of a section, the same on every machine; many times faster than sayso_hash, since a start sums all models. */
uint64_t sayso_digest(const void *bytes, size_t n);

/* Maps and checks a file of the given kind. On failure *out is closed. SAYSO_NOT_FOUND, SAYSO_IO, SAYSO_BAD_MODEL. */
sayso_status sayso_file_open(sayso_file *out, const char *path, const char *kind, sayso_error *err);
/* The same over bytes in memory, which are borrowed (tests, fuzzers). 64-byte alignment of `bytes` is required. */
sayso_status sayso_file_open_memory(sayso_file *out, const void *bytes, size_t n, const char *name, const char *kind, sayso_error *err);
void         sayso_file_close(sayso_file *f);

/* A section: its bytes (aligned to 64) and length, or NULL. */
const void *sayso_file_section(const sayso_file *f, const char *section, size_t *len);
/* The name of section i in table order, or NULL past the last. */
const char *sayso_file_section_name(const sayso_file *f, uint32_t i);
/* A section as an array of items of `size` bytes; SAYSO_BAD_MODEL if absent or not a whole number of items. */
sayso_status sayso_file_array(const sayso_file *f, const char *section, size_t size, const void **items, size_t *count, sayso_error *err);

/* ---- writing ---- */

typedef struct sayso_file_writer {
    struct sayso_file_part { char name[16]; const void *bytes; void *copy; size_t len; } *parts; /* copy: NULL where the bytes are lent */
    uint32_t n, cap;
    bool failed;
} sayso_file_writer;

#define SAYSO_FILE_WRITER_EMPTY ((sayso_file_writer){ 0 })
void sayso_file_put(sayso_file_writer *w, const char *section, const void *bytes, size_t len);  /* copies */
void sayso_file_lend(sayso_file_writer *w, const char *section, const void *bytes, size_t len); /* borrows until the writer is freed: large sections */
/* The whole file as bytes, appended to out; deterministic. */
sayso_status sayso_file_finish(sayso_file_writer *w, const char *kind, sayso_buf *out, sayso_error *err);
/* The same straight to a file, whole or not at all. SAYSO_IO, SAYSO_NO_MEMORY. */
sayso_status sayso_file_save(sayso_file_writer *w, const char *kind, const char *path, sayso_error *err);
/* Writes a file of whatever kind, of any version that is read, as one of this version. What opening says, and SAYSO_IO. */
sayso_status sayso_file_renew(const char *from, const char *to, sayso_error *err);
void sayso_file_writer_free(sayso_file_writer *w);

#endif
