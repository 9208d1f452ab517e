/* evidence: what speaks for and against a word being an event or a cue, or a nominal taking part in
 * it, as features.
 *
 * The trainer and the reader call the same functions, so that what was learned is what is asked. A
 * feature is a 64-bit hash. Those that name a language's own words carry its code; the others
 * (relations, features, what the lists, names and rules say) are shared by all languages, so that
 * each learns from all. */
#ifndef SAYSO_EVENTS_EVIDENCE_H
#define SAYSO_EVENTS_EVIDENCE_H

#include "events/inside.h"
#include "model/evidence.h"

enum {
    SAYSO_MOST_SENSES = 8, SAYSO_MOST_CODES = 6, /* of a word */
    SAYSO_SENSE_KINDS = 1000                     /* kinds of feature from there on: senses.c */
};

/* What is known of a word apart from its neighbours. */
typedef struct sayso_seen {
    uint64_t lemma, form;   /* hashes, with the language */
    /* bit t: the lists have an entry of type t for the word; bit 31: one that says it is none */
    uint32_t types;
    uint8_t  cues;          /* bit s: they have a cue with stance s */
    int8_t   rule;          /* type of the entry whose conditions hold, -1 */
    bool     ruled_in, ruled_out; /* that entry has conditions, and says that it is one, that it is none */
    int8_t   says;          /* stance of the cue entry whose conditions hold, -1 */
    uint8_t  depth;         /* quotation marks open at the word, at most 3 */
    uint32_t role;          /* of the mention it heads, hashed; 0 none */
    uint32_t rule_code;     /* CAMEO code of the entry that holds, hashed; 0 none */
    uint32_t codes[SAYSO_MOST_CODES]; /* of all its entries, each once */
    uint8_t  n_codes;
    uint32_t sense_types;   /* bit t: one of its senses speaks for type t */
    uint16_t senses[SAYSO_MOST_SENSES];
    uint8_t  n_senses;
    uint8_t  chances[SAYSO_N_TYPES]; /* that it is an event of the type, in ten */
    bool     phrase;    /* … because of the words that it stands with */
} sayso_seen;

/* What the judge found: type and stance, -1 none; how probable the type is, and the next best. */
typedef struct sayso_verdict {
    int8_t type, next, stance;
    float  sure, next_sure, cue_sure;
} sayso_verdict;

/* In which event somebody has taken part last, in text order. */
typedef struct sayso_deed {
    uint32_t event;         /* its word; SAYSO_NO_WORD: in none so far */
    uint8_t  type, side;    /* side 1 actor, 2 recipient */
} sayso_deed;

typedef struct sayso_view { /* of one document, in its arena */
    const sayso_ctx *c;
    sayso_verdict *verdicts; /* [n_words] NULL while nothing is judged */
    sayso_seen *words;      /* [n_words] */
    uint32_t *politicals;   /* [n_sents] mentions of political actors */
    uint32_t political_mentions; /* in all */
    uint32_t *topics;       /* [senses] words of each topic */
    uint64_t top[2]; uint32_t n_top; /* the most frequent topics, with their share, hashed */
    sayso_deed *deeds;      /* [n_actors] of the events before the one at hand */
    uint32_t typed[SAYSO_N_TYPES]; /* words that lists or senses know as of the type */
} sayso_view;

/* False only without memory. Mentions, dates and places of c are known. */
bool sayso_view_make(sayso_view *v, sayso_ctx *c);

/* May the word be an event or a cue at all? */
bool sayso_may_be_event(const sayso_view *v, uint32_t w);

/* senses.c: the senses of word w; then, all being known, the document's topics. */
void sayso_senses_look(sayso_view *v, uint32_t w, uint16_t language);
void sayso_topics_rank(sayso_view *v);
/* What stands in the grammatical places around a word, as features. */
typedef struct sayso_around { uint32_t politicals; uint64_t subject, object; } sayso_around;
void sayso_evidence_senses(const sayso_view *v, uint32_t w, const sayso_around *at,
                           sayso_evidence *e);
void sayso_evidence_mode_senses(const sayso_view *v, uint32_t w, int type, const char *listed,
                                sayso_evidence *e);

/* For each question its evidence; e is filled anew. */
/* which event */
void sayso_evidence_word(const sayso_view *v, uint32_t w, sayso_evidence *e);
/* which cue: added to what sayso_evidence_word found */
void sayso_evidence_cue(const sayso_view *v, uint32_t w, sayso_evidence *e);
/* Which mode has an event of the type at w? listed: the mode that its list entry gives, or NULL. */
void sayso_evidence_mode(const sayso_view *v, uint32_t w, int type, const char *listed,
                         sayso_evidence *e);
/* rule: sayso_event_status by rule */
void sayso_evidence_status(const sayso_view *v, uint32_t w, int type, int rule, sayso_evidence *e);

#endif
