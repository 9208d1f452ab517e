/* who: the inner side of finding actors. The steps, each a file:
 *
 *   hits.c       what the lexicon knows by name, once over the text
 *   who.c        a draft for every nominal of which something is known; order of the steps
 *   who_phrase.c titles, names and countries of one phrase put together: *Foreign Ministry spokeswoman Maria Zakharova*
 *   who_code.c   codes: offices on a day, roles with countries
 *   who_refer.c  one pass over the drafts in text order: who is who, what *he*, *the ministry*, *both sides* stand for
 *   who_actor.c  actor records
 *
 * A draft is a mention in the making. Dependents are drafted before their heads, so that a head can take what they know;
 * a draft that its head has taken in is gone and its words point to the head's. */
#ifndef SAYSO_READING_WHO_H
#define SAYSO_READING_WHO_H

#include "reading/reading.h"

enum { WHO_FEM = 1, WHO_MASC = 2, WHO_NEUT = 4 }; /* genders that a mention may have; 0 if nothing is known */

typedef struct who_draft {
    sayso_mention m;
    uint32_t noun;       /* role noun of the phrase, SAYSO_NO_WORD: *minister* in *the minister John Doe* */
    uint32_t name_first, name_last; /* words of the proper name, SAYSO_NO_WORD */
    int32_t  role;       /* entity of the role, -1 */
    char     role_code[16]; /* "GOV"; "" */
    uint8_t  gender;
    bool     gone;       /* taken in by its head */
    bool     group_noun; /* *sides*, *countries*: class group */
    bool     possessive; /* *its*: m.head modifies what is owned */
    bool     reflexive;
    bool     personal;   /* a pronoun that stands for people only */
    bool     collective; /* … or never for one person */
    bool     institution;/* role of kind institution */
    bool     weak;       /* a lone name that nothing else speaks for */
} who_draft;

typedef struct who {
    sayso_ctx *c;
    who_draft *drafts; uint32_t n, cap;
    int32_t   *draft_of;            /* [n_words] draft of a word, -1 */
    uint32_t  *ext_first, *ext_last;/* [n_words] extent of the phrase that the word heads */
} who;

/* ---- hits.c ---- */
bool sayso_hits_find(sayso_ctx *c);
/* Does the word begin with a capital that means something? */
bool sayso_word_capital(const sayso_ctx *c, uint32_t w);
/* Meaning of the hit with the given kind, or NULL; kinds is a set of 1u << sayso_entity_kind. */
const sayso_name_match *sayso_hit_kind(const sayso_ctx *c, const sayso_hit *h, uint32_t kinds);

/* ---- who_code.c ---- */
/* Code of an entity on the document's date. out[16]; *via_office may be NULL. */
void sayso_who_entity_code(const sayso_ctx *c, const sayso_entity *e, char out[16]);
/* country + role; a role that is a code of its own (longer than three letters) stands alone. */
void sayso_who_compose(const char *country, const char *role, char out[16]);
/* Fills political, armed from m->code. */
void sayso_who_flags(who_draft *d);
/* The part of a code behind its country; the whole of one that has none. */
const char *sayso_who_role_of(const char *code, const char *country);
/* The country a code begins with as a string that lives as long as the lexicon or arena: "" if none. */
const char *sayso_who_country_of(const sayso_ctx *c, const sayso_entity *e);

/* ---- who_phrase.c ---- */
/* Drafts word w, whose dependents have been drafted. False only without memory. */
bool sayso_who_draft(who *d, uint32_t w);
/* Shares countries over coordination: *the ministries of defence and of foreign affairs of Russia*. */
void sayso_who_share(who *d, uint32_t first_draft);

/* ---- who_refer.c, who_actor.c ---- */
bool sayso_who_refer(who *d);

typedef struct who_map { uint64_t *keys; int32_t *values; uint32_t n, cap; } who_map; /* keys are never 0 */
int32_t *sayso_who_map_at(who_map *m, sayso_arena *a, uint64_t key, bool *fresh); /* NULL without memory; new ones hold -1 */
int32_t  sayso_who_map_get(const who_map *m, uint64_t key);                        /* -1 if absent */

#endif
