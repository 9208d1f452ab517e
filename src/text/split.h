/* split: where tokens end, where sentences end, which tokens hold several words. The features of
 * the three classifiers live here, since the trainer must see exactly what the reader sees. */
#ifndef SAYSO_TEXT_SPLIT_H
#define SAYSO_TEXT_SPLIT_H

#include "text/atoms.h"
#include "text/scorer.h"
#include "model/file.h"

/* A surface token: atoms first .. first + n - 1. */
typedef struct sayso_token {
    uint32_t start, end;   /* bytes of the document */
    uint32_t hash;         /* of the folded form; that of the atom, or a chain of those of its atoms
                              */
    uint32_t tail;         /* of the last atom */
    uint8_t  kind;         /* sayso_class of the first atom */
    uint8_t  last_kind;    /* sayso_class of the last atom */
    uint8_t  shape;        /* sayso_shape of the first atom that is letters */
    uint8_t  gap;          /* sayso_gap before it */
    uint8_t  chars;        /* characters, 255 where more */
    uint8_t  traits;       /* SAYSO_TRAIT_… of the language's word table */
    uint8_t  n_atoms;      /* 255 where more */
} sayso_token;

enum { /* what a language's word table says of a folded token */
    SAYSO_TRAIT_ABBREVIATION = 1, /* usually followed by a full stop inside a sentence */
    SAYSO_TRAIT_LOWER = 2,        /* seldom written with a capital inside a sentence */
    SAYSO_TRAIT_NAME = 4,         /* nearly always written with a capital */
    SAYSO_TRAIT_OPENS = 8,        /* often opens a sentence */
    SAYSO_TRAIT_EXPANDS = 16,     /* the table of expansions has it whole */
    SAYSO_TRAIT_WORD = 32,        /* a common word that no full stop belongs to */
    SAYSO_TRAIT_MASK = 63
};

/* How a token becomes words. A rule of suffix or prefix cuts the surface; a table entry has its
 * own forms. */
typedef struct sayso_expansion {
    uint32_t key;     /* hash: whole folded token, or the folded suffix or prefix */
    uint32_t words;   /* offset in the string pool: words ended by NUL */
    uint16_t n_words; /* 2..8; for a rule 2 */
    uint8_t  how;     /* sayso_how */
    uint8_t  always;  /* 1: no classifier is asked */
    uint32_t chars;   /* of the suffix or prefix */
} sayso_expansion;

typedef enum sayso_how {
    SAYSO_HOW_WHOLE, SAYSO_HOW_SUFFIX, SAYSO_HOW_PREFIX, SAYSO_N_HOW
} sayso_how;

/* One language's splitter over its mapped model file; immutable. */
typedef struct sayso_splitter {
    sayso_scorer split, sent, mwt;
    const uint32_t *traits;            uint32_t trait_mask; /* open addressing; a cell is hash & ~63
                                                               | traits, 0 empty */
    const uint64_t *gate;              /* [64] by category of the token before: bits by that of the
                                          token after */
    const sayso_expansion *expansions; uint32_t n_expansions; /* sorted by key */
    const char *pool;                  uint32_t pool_len;
    uint32_t longest_affix;            /* characters */
} sayso_splitter;

/* Numbers in the section "tok.conf", int32 each. */
enum { SAYSO_TOK_VERSION = 1, SAYSO_TOK_N_CONF = 16 };
enum {
    SAYSO_CONF_VERSION,
    SAYSO_CONF_SPLIT_LOG2,
    SAYSO_CONF_SPLIT_BIAS,
    SAYSO_CONF_SENT_LOG2,
    SAYSO_CONF_SENT_BIAS,
    SAYSO_CONF_MWT_LOG2,
    SAYSO_CONF_MWT_BIAS
};

/* Checks the "tok…" sections of a language's file completely. SAYSO_BAD_MODEL. */
sayso_status sayso_splitter_open(sayso_splitter *out, const sayso_file *file, sayso_error *err);

uint32_t sayso_splitter_traits(const sayso_splitter *s, uint32_t hash);

/* ---- features; each function fills at most SAYSO_MOST_TEXT_FEATURES and returns how many ---- */

enum { SAYSO_MOST_TEXT_FEATURES = 64 };

/* May a token reach over the boundary before atom i? No when a gap lies there, unless it looks
 * like a grouped number. */
bool sayso_split_asks(const sayso_atom *a, uint32_t n, uint32_t i);
/* Does a token end before atom i (0 < i < n), where the running token began at atom `first`? */
uint32_t sayso_split_features(const sayso_splitter *s, const sayso_atom *a, uint32_t n,
                              uint32_t first, uint32_t i, uint32_t *out);

/* Shape of a token of letters, kind of any other: below 64. */
static inline uint32_t sayso_token_category(const sayso_token *t)
{
    return t->kind == SAYSO_C_LETTER ? 40u + t->shape : t->kind;
}
/* May a sentence end between two tokens of these categories at all? Closed where training saw
 * (nearly) none. */
static inline bool sayso_sent_asks(const sayso_splitter *s, const sayso_token *l,
                                   const sayso_token *r)
{
    return s->gate[sayso_token_category(l)] >> sayso_token_category(r) & 1;
}

/* What stands open where a sentence may end. */
typedef struct sayso_sent_state {
    uint32_t since;   /* tokens since the sentence began */
    int32_t  quotes;  /* 1 inside " … ", 0 outside */
    int32_t  depth;   /* brackets and paired quotes open */
} sayso_sent_state;

/* t now belongs to the sentence */
void sayso_sent_step(sayso_sent_state *st, const sayso_token *t);
/* a sentence ended before the next token */
void sayso_sent_begin(sayso_sent_state *st);
/* Does a sentence end after token i (i + 1 < n)? `st` has stepped over token i. */
uint32_t sayso_sent_features(const sayso_token *t, uint32_t n, uint32_t i,
                             const sayso_sent_state *st, uint32_t *out);

/* Does token i stand for several words by expansion e? */
uint32_t sayso_mwt_features(const sayso_token *t, uint32_t n, uint32_t i, const sayso_expansion *e,
                            uint32_t *out);

/* ---- running them ---- */

/* Where an address (URL, e-mail, host with a path, @name, #tag) that begins at atom `first`
 * ends, or 0: no classifier is asked about these, which look alike in all languages. */
uint32_t sayso_address_end(const sayso_atom *a, uint32_t n, uint32_t first);
/* Number of tokens of the dateline that a paragraph's tokens t[n] begin with, its dash included;
 * 0: none. */
uint32_t sayso_dateline_end(const sayso_token *t, uint32_t n);

/* heap; free(items) */
typedef struct sayso_tokens { sayso_token *items; uint32_t n, cap; } sayso_tokens;

/* Makes the token of atoms first .. last - 1. */
sayso_token sayso_token_make(const sayso_splitter *s, const sayso_atom *a, uint32_t first,
                             uint32_t last);
/* Cuts a paragraph's atoms into tokens, replacing what `out` holds. False without memory. */
bool sayso_tokens_read(const sayso_splitter *s, const sayso_atoms *atoms, sayso_tokens *out);
/* The expansion that token t may have, or NULL. *cut is the byte where a rule cuts, 0 for a
 * table entry. */
const sayso_expansion *sayso_expansion_of(const sayso_splitter *s, const char *bytes,
                                          const sayso_token *t, uint32_t *cut);
/* The expansion that token i has, or NULL for a plain word. *cut as above. */
const sayso_expansion *sayso_expand(const sayso_splitter *s, const char *bytes,
                                    const sayso_token *t, uint32_t n, uint32_t i, uint32_t *cut);

#endif
