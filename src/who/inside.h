/* who, inside: drafts of mentions, and actors in the making. The steps, each a file:
 *
 *   who.c      order of the steps
 *   draft.c    a draft for every nominal of which something is known
 *   name.c     names that no table has: persons, organisations, institutions
 *   phrase.c   titles, names and countries of one phrase put together: *Foreign Ministry
 *              spokeswoman Maria Zakharova*
 *   code.c     codes: offices on a day, roles with countries
 *   refer.c    one pass over the drafts in text order: who is who
 *   clause.c   who does what in the clause of a mention
 *   pronoun.c  what *he*, *the ministry* stand for
 *   reference.c  which of those named before it is, as a referee says
 *   group.c    what *both sides* stand for
 *   actor.c    actor records
 *   called.c   their names
 *
 * A draft is a mention in the making. Dependents are drafted before their heads, so that a head
 * can take what they know; a draft that its head has taken in is gone and its words point to the
 * head's. */
#ifndef SAYSO_WHO_INSIDE_H
#define SAYSO_WHO_INSIDE_H

#include "base/code.h"
#include "base/dict.h"
#include "names/names.h"
#include "who/who.h"

/* genders that a mention may have; 0 if nothing is known */
enum {
    WHO_FEM = 1, WHO_MASC = 2, WHO_NEUT = 4
};

typedef struct who_draft {
    sayso_mention m;
    uint32_t noun;       /* role noun of the phrase, SAYSO_NO_WORD: *minister* in *the minister John
                            Doe* */
    uint32_t name_first, name_last; /* words of the proper name, SAYSO_NO_WORD */
    int32_t  role;       /* entity of the role, -1 */
    char     role_code[16]; /* "GOV"; "" */
    uint8_t  gender;
    bool     gone;       /* taken in by its head */
    bool     group_noun; /* *sides*, *countries*: class group */
    bool     country_noun; /* … of which each is a country: *nations* */
    bool     possessive; /* *its*: m.head modifies what is owned */
    bool     reflexive;
    bool     personal;   /* a pronoun that stands for people only */
    bool     collective; /* … or never for one person */
    bool     institution;/* role of kind institution */
    bool     recognised; /* the recogniser calls it a name */
    bool     weak;       /* a lone name that nothing else speaks for */
    bool     done;       /* identity has been settled */
    bool     titled;     /* coded by the title beside the name */
    bool     thing;      /* *Russian drones*: known by its owner only */
    bool     anaphor;    /* … *the man*, *the group*: or it stands for somebody named before, */
    bool     of_person;  /* for a person */
    uint32_t owner;      /* word that gave the country, SAYSO_NO_WORD */
} who_draft;

typedef struct who {
    sayso_ctx *c;
    who_draft *drafts; uint32_t n, cap;
    int32_t   *draft_of;            /* [n_words] draft of a word, -1 */
    uint32_t  *ext_first, *ext_last;/* [n_words] extent of the phrase that the word heads */
} who;

/* ---- code.c ---- */
/* country + role; a role that is a code of its own (longer than three letters) stands alone. */
sayso_code sayso_who_compose(const char *country, const char *role);
/* Fills political, armed from m->code. */
void sayso_who_flags(const sayso_ctx *c, sayso_mention *m);
/* Codes a listed person of an undated document by the office that the title beside the name says
 * (*President Poroshenko*), whoever else he was later; false where there is no such office. */
bool sayso_who_take_office(const sayso_ctx *c, who_draft *x, const char *role);
/* Traits of a role that is one block; 0 for others. */
uint32_t sayso_who_traits(const sayso_ctx *c, const char *role);
/* The country a code begins with as a string that lives as long as the lexicon or arena: "" if
 * none. */
const char *sayso_who_country_of(const sayso_ctx *c, const sayso_entity *e);

/* ---- name.c: names that no table has ---- */
/* The first word of the name that ends with words first … last. */
uint32_t sayso_who_name_begin(const sayso_ctx *c, uint32_t first, uint32_t last);
/* Person, organisation or place; w heads the name. */
sayso_entity_kind sayso_who_name_kind(const sayso_ctx *c, uint32_t w, uint32_t first,
                                      uint32_t last);
/* Does the phrase of a word for institutions that begins at `first` name one: *the Agency for
 * Water*? The last word of that name. */
bool     sayso_who_is_body(const sayso_ctx *c, uint32_t first, uint32_t noun);
uint32_t sayso_who_body_end(const sayso_ctx *c, uint32_t w, uint32_t phrase_last);

/* ---- draft.c ---- */
/* Drafts word w, whose dependents have been drafted. False only without memory. */
bool sayso_who_draft(who *d, uint32_t w);

/* ---- phrase.c ---- */
/* Puts the phrase of a draft together; its dependents are complete. */
void sayso_who_phrase(who *d, who_draft *x);
/* Shares countries over coordination within one sentence: *the ministries of defence and of
 * foreign affairs of Russia*. */
void sayso_who_share(who *d, uint32_t first_draft);
/* Code of a described actor from its country and role; flags too. */
void sayso_who_describe(const sayso_ctx *c, who_draft *x);
/* Gives x the role of the body that it leads or speaks for; false if it does not stand for it. */
bool sayso_who_take_body(const sayso_ctx *c, who_draft *x, const who_draft *body);
/* ---- refer.c, actor.c ---- */

enum { WHO_NOUNS = 8, WHO_RECENT = 48 };

typedef struct who_actor { /* an actor record in the making */
    int32_t     entity;    /* -1 */
    sayso_entity_kind kind;
    sayso_code  code;
    const char *country, *via;
    uint32_t    first;     /* draft that it was first met in */
    uint32_t    n_mentions;
    uint64_t    nouns[WHO_NOUNS]; uint8_t n_nouns; /* hashes of the nouns it has been called by */
    uint8_t     gender;
    bool        person, plural, unnamed, named, institution;
    bool        titled;    /* coded by a title, which holds for later mentions */
    char        initial;   /* first letter of the key of an unknown person's first name, 0 */
} who_actor;

typedef struct who_doc { /* what the pass over a document knows so far */
    who        *d;
    sayso_ctx  *c;
    who_actor  *actors; uint32_t n, cap;
    sayso_dict     by_key;    /* identity -> actor */
    sayso_dict     by_name;   /* key of a surname or abbreviation -> actor, -2 if it means
                                 several */
    uint32_t    recent[WHO_RECENT]; uint32_t n_recent; /* drafts with an actor, ring */
    uint8_t    *articles;  /* [languages of the lexicon] does the text's language use articles? */
    uint8_t    *genders;   /* … have its nouns gender? */
    uint8_t    *depth;     /* [n_words] quotations open at a word */
} who_doc;

/* actor.c: finds or makes the actor of a named or described draft; sets x->m.actor. False only
 * without memory. */
bool sayso_who_identify(who_doc *k, uint32_t draft);
/* *The governments of Norway and Sweden*: a role in the plural under several countries stands for
 * one actor a country. False only without memory. */
bool sayso_who_each(who_doc *k, uint32_t draft);
/* A noun with a capital that is the name of an unknown person met before, tagged amiss where a
 * sentence begins, becomes a mention of them. False only without memory. */
bool sayso_who_named_before(who_doc *k, uint32_t draft);
/* Gives the draft to an actor: its nouns, gender and code become known of it. */
void sayso_who_assign(who_doc *k, uint32_t draft, int32_t actor);
/* The actor that stands for a country itself, or -1. */
int32_t sayso_who_country_actor(const who_doc *k, const char *country);
/* The same, made if the document has not named the country by itself yet; -1 if no table has it
 * or without memory. */
int32_t sayso_who_country_make(who_doc *k, const char *country, uint32_t draft);
/* Mentions and actors as the outside sees them. */
bool sayso_who_records(who_doc *k);
/* Keys of what an actor is called: a noun's lemma; a role of the lists, which may have several
 * words. */
uint64_t sayso_who_noun_key(const sayso_ctx *c, uint32_t w);
uint64_t sayso_who_role_key(int32_t role);

/* called.c: the lexicon's record of a country, -1 if it has none (it holds countries first). */
int32_t sayso_who_country_entity(const sayso_ctx *c, const char *country);
/* What each actor is called; name [k->n], strings in the arena. False only without memory. */
bool sayso_who_call(const who_doc *k, char **name);

/* refer.c: walks the drafts in text order. */
bool sayso_who_refer(who *d);
/* pronoun.c, group.c: try to resolve; true if they did. */
bool sayso_who_pronoun(who_doc *k, uint32_t draft);
bool sayso_who_description(who_doc *k, uint32_t draft);
bool sayso_who_anaphor(who_doc *k, uint32_t draft);
bool sayso_who_group(who_doc *k, uint32_t draft, bool *no_memory);

/* reference.c: the last mention of the one that the referee chooses, -1 nobody. */
int32_t sayso_who_refers_to(const who_doc *k, uint32_t draft, bool description);
bool sayso_who_is_definite(const who_doc *k, const who_draft *x);

/* ---- clause.c: what the steps of reference ask ---- */
uint32_t sayso_who_sentence(const who_doc *k, const who_draft *x);
/* Walks back over recent drafts: n = 0 is the last. NULL when there are no more. */
who_draft *sayso_who_recent(const who_doc *k, uint32_t n);
bool sayso_who_is_subject(const sayso_ctx *c, uint32_t w);
/* Draft becomes a mention of the actor; y: the mention it takes after, NULL for the actor's record. */
void sayso_who_stand_for(who_doc *k, uint32_t draft, const who_draft *y, int32_t actor,
                         const char *via);
/* *Israel and its allies*: what w owns is coordinated with the candidate. */
bool sayso_who_owned_beside(const sayso_ctx *c, uint32_t candidate, uint32_t w);
/* Who does to w what its verb says, also where the subject stands with a verb before that one;
 * NULL if w does it, or nobody known. */
const who_draft *sayso_who_doer_to(const who_doc *k, uint32_t w);
/* An object, or what stands in the dative or is marked like it: *demandé à Israël*. */
bool sayso_who_is_addressed(const sayso_ctx *c, uint32_t w);
/* *urged Belarus to withdraw its forces*: the object of `verb` that governs the infinitive which
 * w stands in, or SAYSO_NO_WORD. */
uint32_t sayso_who_controller(const sayso_ctx *c, uint32_t verb, uint32_t w);

#endif
