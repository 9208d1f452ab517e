/* tree: a document as trees, and what a tree says of its words.
 *
 * One sayso_ctx per document holds what the rooms of reading hand on to each other, in this
 * order:
 *   tree → names → who (mentions, actors), when (dates), where (places) → events (events,
 *   attributions, status)
 * Each reads what came before it and adds its own arrays; none reaches back. All arrays live in
 * the reading's arena. Words are addressed by their index in text->words ("global"), NO_WORD
 * where there is none. */
#ifndef SAYSO_TREE_H
#define SAYSO_TREE_H

#include "lexicon/knowledge.h"
#include "lexicon/lexicon.h"

#define SAYSO_NO_WORD UINT32_MAX

/* The trees of a document as child lists. */
typedef struct sayso_tree {
    uint32_t *parent;        /* [n_words] global index of the head, or SAYSO_NO_WORD at a root */
    uint32_t *first_child;   /* [n_words] leftmost dependent, or SAYSO_NO_WORD */
    uint32_t *next_sibling;  /* [n_words] next dependent of the same head, in text order */
    uint32_t *sentence;      /* [n_words] index of the sentence */
    uint32_t *first, *last;  /* [n_words] edges of the subtree */
} sayso_tree;

/* A run of words that the lexicon knows as a name, with what it may mean: all matches of the
 * greatest length. Found once, read by who (as an actor) and by where (as a place). */
enum { SAYSO_MOST_MEANINGS = 6 };
typedef struct sayso_hit {
    uint32_t first, last;       /* words, inclusive; hits do not overlap */
    uint32_t head;              /* the word among them that the others depend on */
    uint32_t n;                 /* meanings, best first */
    sayso_name_match meaning[SAYSO_MOST_MEANINGS];
} sayso_hit;

/* A run of words that the recogniser calls a name. */
typedef struct sayso_name {
    uint32_t first, last;       /* words of one sentence, inclusive; names do not overlap */
    uint32_t head;              /* the word among them that the others depend on */
    sayso_name_kind kind;       /* person, organisation, place */
    uint8_t  sure;              /* the least of its words' name_sure */
} sayso_name;

/* A nominal that names or describes somebody or something. One per nominal head. */
typedef struct sayso_mention {
    uint32_t    head;           /* word that governs the phrase */
    uint32_t    first, last;    /* words of the name or description proper, inclusive */
    sayso_span  span;           /* bytes of the phrase to be shown as a participant's text */
    sayso_span  name;           /* bytes of the proper name in it; SAYSO_NO_OFFSET if it has none */
    int32_t     entity;         /* index for sayso_ctx_entity, -1 */
    sayso_entity_kind kind;     /* of what matched; SAYSO_ENT_ROLE for descriptions, with entity -1
                                   if unknown */
    sayso_code  code;           /* on the document's date */
    const char *country;        /* alpha-3, or "" */
    int32_t     actor;          /* index into actors, -1 for what is no actor (places as such,
                                   things) */
    const char *via;            /* "knowledge:<id>", "role:<lemma>", "description",
                                   "coreference:<rule>" */
    const char *rule;           /* how the words were matched: a rule of sayso_name_match; NULL: via
                                   says it */
    float       score;          /* how sure that is, 0..1 */
    bool        political;      /* codebook §2: state, people, institution, armed or opposition
                                   group, party, public figure, population */
    bool        armed;          /* MIL, REB, SEP, INS, UAF, COP */
    bool        person;
    bool        plural;         /* grammatical number, or a group */
    bool        pronoun;        /* resolved by coreference */
    bool        unnamed;        /* "officials", "experts" */
    bool        of_body;        /* what an armed group that the tables have is: "Houthi gunmen" */
    const int32_t *group;       /* actors that *both sides*, *the two countries* stand for; `actor`
                                   is the first of them */
    uint32_t    n_group;        /* 0 for all other mentions */
} sayso_mention;

/* An event's own arrays, which the public record shows as const. */
typedef struct sayso_sides { sayso_participant *actor, *recipient; } sayso_sides;

typedef struct sayso_ctx {
    const sayso_lexicon *lexicon;
    const sayso_gazetteer *gazetteer; /* NULL: only the places that the lexicon has */
    sayso_imported imported;    /* names beside the lexicon's that this document has met */
    const sayso_document *document;
    sayso_day   day;            /* the document's date */
    const sayso_text *text;
    const uint16_t *lex_of;     /* [kit languages] index of a text language in the lexicon, or
                                   UINT16_MAX */
    const bool *finds_names;    /* [kit languages] does the language's model find names? NULL: none
                                   does */
    sayso_arena *arena;
    sayso_tree  tree;

    sayso_name *names; uint32_t n_names; /* none where the model knows none */
    int32_t    *name_of;        /* [n_words] name that this word is part of, -1 */
    sayso_hit  *hits; uint32_t n_hits;
    int32_t    *hit_of;         /* [n_words] hit that this word is part of, -1 */
    sayso_mention *mentions; uint32_t n_mentions; /* by head */
    int32_t    *mention_of;     /* [n_words] mention whose head this word is, -1 */
    sayso_actor *actors; uint32_t n_actors;   /* public records, done by who */

    sayso_date *dates; uint32_t n_dates;      /* public records */
    int32_t    *date_of;        /* [n_words] date that this word is part of, -1 */
    sayso_place *places; uint32_t n_places;   /* public records */
    int32_t    *place_of;       /* [n_words] place that this word heads, -1 */

    const struct sayso_referee *referee; /* who/reference.h; NULL: pronouns stand for nobody */
    const struct sayso_judge *judge; /* NULL: the word lists decide alone */
    double min_confidence;      /* events that are less sure are left out */
    struct sayso_view *view;    /* what the judge saw, once events are found */
    sayso_event *events; uint32_t n_events;
    uint32_t   *event_word;     /* [n_events] the event's word */
    sayso_sides *sides;         /* [n_events] the event's participants, while they may still change
                                   */
    sayso_attribution *attributions; uint32_t n_attributions;
    sayso_note *notes; uint32_t n_notes, cap_notes;
} sayso_ctx;

/* The word's language in the lexicon, or UINT16_MAX. */
uint16_t sayso_ctx_language(const sayso_ctx *c, uint32_t word);
/* An entity of the lexicon or of the imported names, by the index that hits and mentions have. */
static inline const sayso_entity *sayso_ctx_entity(const sayso_ctx *c, uint32_t entity)
{
    return sayso_imported_entity(&c->imported, c->lexicon, entity);
}
/* Appends a note; text is copied. False without memory. */
bool sayso_ctx_note(sayso_ctx *c, const char *kind, sayso_span span, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* ---- tree.c ---- */
bool sayso_tree_build(sayso_ctx *c); /* false only without memory */
/* First dependent of w with relation rel (a sayso_rel), after `after` (SAYSO_NO_WORD to begin),
 * or SAYSO_NO_WORD. */
uint32_t sayso_tree_child(const sayso_ctx *c, uint32_t w, sayso_rel rel, uint32_t after);
/* The word of a run that the others depend on; of several a noun. */
uint32_t sayso_tree_run_head(const sayso_ctx *c, uint32_t first, uint32_t last);
/* First and last word of the subtree of w, in text order. */
void sayso_tree_yield(const sayso_ctx *c, uint32_t w, uint32_t *first, uint32_t *last);
/* Is a above b, or b itself? */
bool sayso_tree_above(const sayso_ctx *c, uint32_t a, uint32_t b);
/* Relations from w up to the lowest word above both, and down to d, as a hash; 1 if that is more
 * than six words away from one of them. */
uint64_t sayso_tree_path(const sayso_ctx *c, uint32_t w, uint32_t d);
/* The word that w is coordinated to, from conjunct to conjunct (8 at most); w itself if it is no
 * conj. */
uint32_t sayso_first_conjunct(const sayso_ctx *c, uint32_t w);
/* Conjuncts of w: w itself, then every conj below it, in text order; returns how many, at most
 * cap. */
uint32_t sayso_conjuncts(const sayso_ctx *c, uint32_t w, uint32_t *out, uint32_t cap);

/* ---- span.c ---- */
/* Bytes from the start of word a to the end of word b, without what b's token has grown on to it
 * (*Iran* in *Iran's*). */
sayso_span sayso_words_span(const sayso_ctx *c, uint32_t a, uint32_t b);
/* Span without the punctuation and blanks at its edges. */
sayso_span sayso_span_trim(const sayso_ctx *c, sayso_span s);
char *sayso_span_text(const sayso_ctx *c, sayso_span s); /* arena copy, white space made single */

/* ---- words.c ---- */
static inline const sayso_word *word_at(const sayso_ctx *c, uint32_t w)
{
    return &c->text->words[w];
}
/* The mention that the word heads, or NULL. */
static inline const sayso_mention *mention_at(const sayso_ctx *c, uint32_t w)
{
    return c->mention_of[w] >= 0 ? &c->mentions[c->mention_of[w]] : NULL;
}
static inline const sayso_sent *sent_of(const sayso_ctx *c, uint32_t w)
{
    return &c->text->sents[c->tree.sentence[w]];
}

/* Is the run of words that begins with w in a class of words.tsv? Words matched, 0 if none. */
uint32_t sayso_in_class(const sayso_ctx *c, uint32_t w, sayso_class k, const char **value);
/* First dependent of w that is in the class, or SAYSO_NO_WORD. */
uint32_t sayso_child_in_class(const sayso_ctx *c, uint32_t w, sayso_class k, const char **value);
/* *Mr.*, *street*: what the gazetteer says of the word; 0 nothing. */
sayso_gaz_word sayso_place_word(const sayso_ctx *c, uint32_t w);
/* Does the word begin with a capital, and does that mean something? */
bool sayso_begins_upper(const sayso_word *w);
bool sayso_is_capital(const sayso_ctx *c, uint32_t w);
/* Does the word stand where a noun stands? Adjectives do when used as one: *les Russes*, *the
 * wounded*. */
bool sayso_is_nominal(const sayso_ctx *c, uint32_t w);
/* An adjective in all but its tag: *Polish Foreign Minister*, *Russia talks*. */
bool sayso_is_modifier(const sayso_ctx *c, uint32_t w);
/* Does an adposition below w, or its bare genitive, make w the possessor of its head? */
bool sayso_is_genitive(const sayso_ctx *c, uint32_t w);
/* Is the adposition one of rest in a place or time (*in*, *à*, *у*: those that dates.tsv calls
 * `at`)? */
bool sayso_is_locative(const sayso_ctx *c, uint32_t adposition);
bool sayso_is_located(const sayso_ctx *c, uint32_t w); /* is the first adposition of w one? */
bool sayso_is_nobody(const sayso_ctx *c, uint32_t w); /* *nobody*, *no one*, *aucun groupe* */
/* Does an adposition say that somebody is from w (*from*, *із*: class origin)? */
bool sayso_is_origin(const sayso_ctx *c, uint32_t w);
/* The adposition of rest that leads the phrase which ends with word `at` (*dans l'est de
 * l'Ukraine*), or SAYSO_NO_WORD. By the words alone: parsers hang *de l'Ukraine* elsewhere. */
uint32_t sayso_place_marker(const sayso_ctx *c, uint32_t at);
/* 1 opens a quotation, -1 closes it, 2 may do either, 0 is no quotation mark. */
int sayso_quote_kind(sayso_str form);
/* How many quotations are open at each word, at most 3; depth [n_words] is the caller's. */
void sayso_quote_depths(const sayso_ctx *c, uint8_t *depth);

#endif
