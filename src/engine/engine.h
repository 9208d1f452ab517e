/* engine: what all readers of a program share. Immutable once open. */
#ifndef SAYSO_ENGINE_H
#define SAYSO_ENGINE_H

#include "lexicon/knowledge.h"
#include "tree/tree.h"

enum { SAYSO_MOST_LANGUAGES = 64 };

struct sayso_engine {
    sayso_options  options;
    sayso_lexicon *lexicon;
    sayso_gazetteer *gazetteer;                    /* NULL: its file is absent */
    sayso_knowledge *knowledge;                    /* imported names; NULL: none */
    struct sayso_judge *judge;                     /* NULL: its file is absent, the word lists
                                                      decide alone */
    sayso_file     ident;                          /* the language identifier; closed if absent */
    uint32_t       n;                              /* languages that have a model */
    sayso_file     models[SAYSO_MOST_LANGUAGES];
    sayso_syntax  *syntax[SAYSO_MOST_LANGUAGES];
    sayso_language languages[SAYSO_MOST_LANGUAGES];
    const char    *codes[SAYSO_MOST_LANGUAGES];    /* of the languages; the kit borrows the array */
    uint16_t       lex_of[SAYSO_MOST_LANGUAGES];   /* index of each in the lexicon */
    bool           finds_names[SAYSO_MOST_LANGUAGES];
    sayso_textkit *kit;
};

/* Index of the language that a BCP 47 tag names ("en", "en-GB", "UK"), or SAYSO_NO_LANGUAGE. */
uint16_t sayso_engine_language(const sayso_engine *e, const char *tag);

/* ---- reader.c ---- */

/* All rooms in their order, from lexicon, document, day, text, lex_of and arena.
 * SAYSO_NO_MEMORY, or what the watch says. */
sayso_status sayso_reading_steps(sayso_ctx *c, const sayso_watch *watch, sayso_error *err);
/* Reads as far as mentions, dates and places are known and shows that to `visit`, which may go on
 * from there (training); false from it counts as want of memory. */
sayso_status sayso_reader_visit(sayso_reader *r, const sayso_document *d,
                                bool (*visit)(sayso_ctx *, void *), void *user, sayso_error *err);

/* ---- candidates.c: all that a name may mean, and why; for people who ask, not for reading ---- */

typedef struct sayso_candidate {
    const char *name, *code;     /* canonical; on the day asked for, "" none */
    const char *kind;            /* "person", "organisation", "country", "role", "town", "division",
                                    … */
    const char *rule;            /* "exact", "inflected", "key", "surname", "abbreviation", … */
    double      score;
    const char *country, *admin1; /* alpha-3, ISO 3166-2, or "" */
    double      lat_deg, lon_deg; /* NAN where none */
    double      population;      /* NAN unknown */
    const char *languages;       /* in which the name is met so: "en,fr" */
    const char *id;              /* as `via` shows it: "knowledge:person:x",
                                    "gazetteer:geonames/7" */
    const char *basis;           /* table or file, and line; "" where the id says it all */
} sayso_candidate;

/* Whatever the whole name means, built-in before imported, better scores before worse. date: ISO
 * 8601, NULL: the latest office counts; language: of one pack, NULL: of all. All in the arena.
 * SAYSO_BAD_ARGUMENT (no such language, malformed date), SAYSO_NO_MEMORY. */
sayso_status sayso_candidates(const sayso_engine *e, const char *name, const char *date,
                              const char *language, sayso_arena *arena, sayso_candidate **out,
                              uint32_t *n, sayso_error *err);

#endif
