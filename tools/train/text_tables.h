/* text_tables: the word table (traits) and the table of expansions of one language. */
#ifndef SAYSO_TRAIN_TEXT_TABLES_H
#define SAYSO_TRAIN_TEXT_TABLES_H

#include "text/split.h"
#include "train/text_gold.h"

typedef struct sayso_word_count { /* all and raw 0: empty */
    uint32_t hash, lower, upper, first, all, dot_inside, dot_joined;
    /* in running text, whose tokens and sentences are not known; lower and upper count it too */
    uint32_t raw;
} sayso_word_count;

typedef struct sayso_multi { /* a surface seen as several words */
    uint32_t hash;           /* of the token */
    uint32_t surface, words; /* folded, in `pool`; words each ended by NUL */
    uint32_t count, all;     /* as several words; at all */
    uint8_t  n_words, n_atoms;
    bool     joins;          /* the two words written together are the surface */
    bool     by_rule;
} sayso_multi;

typedef struct sayso_tables {
    sayso_word_count *counts; uint32_t mask, n_counts;
    sayso_multi *multis;      uint32_t n_multis, cap_multis;
    sayso_buf pool;
    /* hashes from tokens.tsv */
    uint32_t *abbreviations;  uint32_t n_abbreviations, cap_abbreviations;
    uint32_t *traits;         uint32_t trait_mask;
    sayso_expansion *expansions; uint32_t n_expansions, cap_expansions;
} sayso_tables;

/* Reads tokens.tsv of a pack, if there is one: its abbreviations, and its examples as paragraphs of
 * `gold`. */
sayso_status sayso_tables_pack(sayso_tables *t, const char *pack_dir, sayso_gold *gold,
                               sayso_error *err);
/* Points the splitter at empty tables. */
void sayso_tables_begin(sayso_tables *t, sayso_splitter *s);
/* Counts the words of one paragraph; ends[k]: token k ends a sentence. False without memory, as all
 * below. */
bool sayso_tables_count(sayso_tables *t, const sayso_atoms *atoms, const sayso_tokens *tokens,
                        const uint8_t *ends);
/* The same for running text whose tokens and sentences are not known. */
bool sayso_tables_count_raw(sayso_tables *t, const sayso_atoms *atoms);
bool sayso_tables_expansion(sayso_tables *t, const sayso_token *token, sayso_str surface,
                            const char *words, uint32_t n_words);
/* any token, after all expansions */
bool sayso_tables_token(sayso_tables *t, const sayso_token *token);
/* Decides traits and expansions and points the splitter at them. */
bool sayso_tables_build(sayso_tables *t, sayso_splitter *s);
void sayso_tables_write(const sayso_tables *t, sayso_file_writer *out);
void sayso_tables_free(sayso_tables *t);

#endif
