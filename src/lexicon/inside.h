/* inside: the lexicon as it is open. */
#ifndef SAYSO_LEXICON_INSIDE_H
#define SAYSO_LEXICON_INSIDE_H

#include "lexicon/fold.h"
#include "lexicon/format.h"
#include "lexicon/lexicon.h"

struct sayso_lexicon {
    sayso_file  file;
    bool        borrowed;            /* the file lies in memory of the caller */
    sayso_arena arena;                /* all that is built at opening */

    const char *strings;       uint32_t n_strings;
    const lex_language *langs; uint32_t n_langs;
    const uint32_t *strlists;  uint32_t n_strlists;
    const lex_item *items;     uint32_t n_items;
    const uint64_t *runs;      uint32_t n_runs;
    const lex_name *names;     uint32_t n_names;
    const uint32_t *nameparts; uint32_t n_nameparts;
    const lex_part *parts;     uint32_t n_parts;
    const uint32_t *postings;  uint32_t n_postings;
    const lex_index *index;    uint32_t n_index;  /* a power of two */
    const uint64_t *filter;    uint32_t n_filter; /* words of 64 bits, a power of two */
    const lex_cameo *cameo;    uint32_t n_cameo;
    const lex_role *roles;     uint32_t n_roles;
    sayso_sense *senses;       uint32_t n_senses;

    sayso_slot        *slots;    uint32_t n_slots;
    sayso_condition   *conds;    uint32_t n_conds;
    const char       **words;    /* [n_strlists] strlists as pointers */
    sayso_event_entry *events;   uint32_t n_events;
    sayso_cue_entry   *cues;     uint32_t n_cues;
    sayso_entity      *entities; uint32_t n_entities;
    sayso_office      *offices;  uint32_t n_offices;
    lex_endings       *endings;  /* [n_langs] */
};

/* names.c: puts m among the matches out[n], of cap: longest first, then by score, then by
 * entity; of one entity and length the better stays, and the last falls out of a full list. How
 * many there are then. */
uint32_t sayso_lex_match_put(sayso_name_match *out, uint32_t n, uint32_t cap, sayso_name_match m);
/* Hashes of a word's form, and of its lemma or, without one, its form. */
static inline uint64_t lex_form_hash(const sayso_word *w)
{
    return w->form_hash ? w->form_hash : sayso_lex_fold_hash(w->form);
}
static inline uint64_t lex_lemma_hash(const sayso_word *w)
{
    return !w->lemma.len ? lex_form_hash(w)
           : w->lemma_hash ? w->lemma_hash
                           : sayso_lex_fold_hash(w->lemma);
}
/* The index entry of a key, or NULL. */
const lex_index *sayso_lex_find(const sayso_lexicon *lx, uint64_t key);

#endif
