/* whose: what speaks for and against somebody having a role, and being of one of the countries that
 * the document names, where the words for him do not say it: *the minister*, *Ms Trabelsi*, *the
 * gunners*. Features, as in evidence.h. */
#ifndef SAYSO_EVENTS_WHOSE_H
#define SAYSO_EVENTS_WHOSE_H

#include "events/evidence.h"

enum { SAYSO_MOST_COUNTRIES = 24 };

/* The roles that a code may have (docs/codebook.md, "Codes"), as the judge numbers them; 0 is none.
 */
enum { SAYSO_N_ROLES = 30 };
const char *sayso_role_name(int role);   /* 1 to SAYSO_N_ROLES */
/* Of a role as codes have it: the first block counts; 0 where it is "" or none of these. */
int         sayso_role_number(const char *role);

/* In what place of the sentence a country is named: *in Oslo*, *the Danish navy*, *from Oslo*, … */
typedef enum sayso_naming_how {
    SAYSO_NAMED_ELSE, SAYSO_NAMED_WHERE, SAYSO_NAMED_SUBJECT, SAYSO_NAMED_OBJECT, SAYSO_NAMED_OWNER,
    SAYSO_NAMED_ORIGIN, SAYSO_NAMED_OBLIQUE, SAYSO_NAMED_ROOT, SAYSO_N_NAMED
} sayso_naming_how;

/* One place of the text where a country is named, or somebody of it. */
typedef struct sayso_naming {
    uint32_t word;
    uint16_t country;       /* index into sayso_nations.country */
    uint16_t role;          /* number of who is named there, 0 for the country itself */
    bool     place;         /* a place in it */
    uint8_t  how;           /* a sayso_naming_how */
} sayso_naming;

/* How the document names one country. */
typedef struct sayso_standing {
    uint32_t how[SAYSO_N_NAMED];        /* namings of each kind */
    uint32_t paragraphs;                /* that name it */
    uint32_t offices;                   /* namings of its own institutions: its police, its minister */
    uint32_t first;                     /* 0: the first two sentences do not name it; else how they do first */
} sayso_standing;

typedef struct sayso_nations { /* of a document, in the order in which they are first named */
    const char *country[SAYSO_MOST_COUNTRIES];
    uint32_t n, named[SAYSO_MOST_COUNTRIES], placed[SAYSO_MOST_COUNTRIES], all, all_placed;
    sayso_naming *at; uint32_t n_at;    /* in text order */
    sayso_standing of[SAYSO_MOST_COUNTRIES];
    sayso_standing sum;                 /* sums; of paragraphs the most */
    uint32_t n_first;                   /* countries that the first two sentences name */
    uint32_t home;                      /* the country that its dateline lies in; SAYSO_MOST_COUNTRIES: none */
    uint32_t *from;                     /* [n_sents + 1] the first of them in each sentence */
    int32_t *mention_of;                /* [n_actors] first mention of an actor, -1 */
    int32_t *next_mention;              /* [n_mentions] the next one of the same actor, -1 */
} sayso_nations;
/* whose_scene.c. False only without memory. */
bool sayso_nations_find(const sayso_ctx *c, sayso_nations *n);
/* The police, a ministry: of the country's own, where a role is named at all? */
bool sayso_is_office(const sayso_ctx *c, const sayso_naming *at);

/* Somebody where he takes part, speaks or is just named. */
typedef struct sayso_whose {
    uint32_t word;          /* the head of his phrase */
    int      type;          /* of the event he takes part in, -1 of a saying, -2 of nothing */
    int      side;          /* 1 actor, 2 recipient, 0 source */
    uint32_t event;         /* the event's word; SAYSO_NO_WORD */
    const char *place;      /* country that the event happened in, or "" */
    uint32_t mine, other;   /* sets of countries named on his and on the other side: bit i for
                               nations->country[i] */
    int      role;          /* as far as it is known, 0 none */
} sayso_whose;

/* Whoever the word heads; type, side and event as in the record. Role and place are what mentions
 * and places say, the sides are empty. */
sayso_whose sayso_whose_at(const sayso_ctx *c, uint32_t word, int type, int side, uint32_t event);
/* Countries of those who are named by these words, as a set. */
uint32_t sayso_nations_of(const sayso_ctx *c, const sayso_nations *n, const uint32_t *words,
                          uint32_t n_words);

/* Is the actor in a table? */
bool sayso_actor_is_known(const sayso_actor *a);
/* What kind of somebody a mention (NULL: none) is of, whatever he is called. */
uint64_t sayso_whose_kind(const sayso_mention *m);

/* Is somebody's role, or country, a question at all? Whom tables know has his. */
bool sayso_role_is_open(const sayso_ctx *c, uint32_t word);
bool sayso_country_is_open(const sayso_ctx *c, uint32_t word);
/* He himself, then where else the document speaks of him, the first mentions first; at most cap.
 * Whom the tables know, and whoever is no actor of his own, speaks for himself alone. */
enum { SAYSO_MOST_WITNESSES = 6 };
uint32_t sayso_whose_all(const sayso_ctx *c, const sayso_nations *n, const sayso_whose *k,
                         sayso_whose *out, uint32_t cap);
/* What all n of them say of the role. */
void sayso_evidence_role(const sayso_view *v, const sayso_whose *k, uint32_t n, sayso_evidence *e);
/* whose_country.c: the country that his own phrase names in so many words, *a court in Oslo*, *a
 * lawyer from Bata*, *the mayor of Lyon*, where it names one only; NULL. Role: his, as far as known,
 * since troops and guests are not of where they are. */
const char *sayso_country_of_phrase(const sayso_ctx *c, const sayso_nations *n, uint32_t word,
                                    const char *role);
/* Is he of country i - 1, or, i being 0, of none of those that the document names?
 */
void sayso_evidence_owner(const sayso_view *v, const sayso_nations *n, const sayso_whose *k,
                          uint32_t i, sayso_evidence *e);

#endif
