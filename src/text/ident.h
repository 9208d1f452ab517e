/* ident: which language a paragraph is in.
 *
 * Languages that can be read are told apart by a naive Bayes model over the letters' n-grams and
 * the words; others are named by their frequent words and their own letters, or by their script
 * alone. Paragraphs that say too little take the language of the nearest one that says enough.
 * The file (kind "ident"):
 *
 *   idn.conf     int32[8]: version, trained languages n, log2 of buckets, buckets' unit: 1 /
 *                this many nats
 *   idn.cells    int8[n << log2]: for each bucket the n languages' weights
 *   idn.langs    sayso_ident_language[]: first the n trained ones, then those that are only
 *                named; at most 64
 *   idn.words    sayso_ident_mark[]: hashes of frequent words, sorted
 *   idn.letters  sayso_ident_mark[]: letters that others do not have, sorted
 *   idn.pool     strings ended by NUL */
#ifndef SAYSO_TEXT_IDENT_H
#define SAYSO_TEXT_IDENT_H

#include "text/chars.h"
#include "text/paras.h"
#include "model/file.h"

/* offsets in the pool; script: ICU's number */
typedef struct sayso_ident_language { uint32_t code, name, script, flags; } sayso_ident_language;
enum { SAYSO_IDENT_BY_SCRIPT = 1 }; /* the script alone names it */
/* bits by language */
typedef struct sayso_ident_mark { uint32_t key, zero; uint64_t languages; } sayso_ident_mark;

enum {
    SAYSO_IDENT_VERSION = 1, SAYSO_IDENT_N_CONF = 8, SAYSO_IDENT_MOST_TRAINED = 16,
    SAYSO_IDENT_MOST_NAMED = 64
};
enum { SAYSO_IDENT_C_VERSION, SAYSO_IDENT_C_TRAINED, SAYSO_IDENT_C_LOG2, SAYSO_IDENT_C_UNIT };

typedef struct sayso_ident sayso_ident;

/* Checks the identifier's file completely. `codes[n]` are the languages that can be read.
 * SAYSO_BAD_MODEL. */
sayso_status sayso_ident_open(sayso_ident **out, const sayso_file *file, const char *const *codes,
                              uint32_t n, sayso_error *err);
void         sayso_ident_close(sayso_ident *id);

/* Sets code and language of every paragraph. False without memory. */
bool sayso_ident_paras(const sayso_ident *id, const sayso_chars *t, const char *bytes,
                       sayso_para *paras, uint32_t n);

/* ---- features, shared with the trainer ---- */

/* Goes over the words of bytes[0, len), at most `most` bytes of them; calls gram for each
 * n-gram, and word at each word's end with the hash of the folded word and its first letter. */
typedef struct sayso_ident_visit {
    void (*gram)(void *to, uint32_t hash);
    void (*letter)(void *to, uint32_t c); /* each letter, lower case */
    void (*word)(void *to, uint32_t hash, uint32_t first);
    void *to;
} sayso_ident_visit;
void sayso_ident_walk(const sayso_chars *t, const char *bytes, uint32_t len,
                      const sayso_ident_visit *v);

#endif
