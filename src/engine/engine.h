/* engine: what all readers of a program share. Immutable once open. */
#ifndef SAYSO_ENGINE_H
#define SAYSO_ENGINE_H

#include "lexicon/knowledge.h"
#include "tree/tree.h"
#include "who/reference.h"

enum { SAYSO_MOST_LANGUAGES = 64 };

struct sayso_engine {
    sayso_options  options;
    sayso_lexicon *lexicon;
    sayso_gazetteer *gazetteer;                    /* NULL: its file is absent */
    sayso_knowledge *knowledge;                    /* imported names; NULL: none */
    struct sayso_judge *judge;                     /* NULL: its file is absent, the word lists
                                                      decide alone */
    sayso_referee  referee;                        /* the judge's, where there is one */
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
 * from there (training); false from it counts as want of memory. Whom pronouns stand for says
 * `referee`, NULL: nobody. */
sayso_status sayso_reader_visit(sayso_reader *r, const sayso_document *d,
                                const sayso_referee *referee, bool (*visit)(sayso_ctx *, void *),
                                void *user, sayso_error *err);

/* ---- parts.c ---- */

/* Documents of more bytes are read a part at a time. No report is as long; chosen so that a part is
 * read within the second in which an interrupt is to be answered. */
enum { SAYSO_PART_BYTES = 1 << 18 };

typedef struct sayso_part_language { const char *code; uint64_t bytes; } sayso_part_language;
/* Readings of parts being put together. Arrays are on the heap until all are there. */
typedef struct sayso_parts {
    sayso_reading *whole;     /* whose counts grow */
    sayso_arena   *arena;     /* of the whole: what the records point to */
    void         **kept;      /* [2] receives heap blocks that are the whole's from then on */
    uint32_t       offset;    /* of the part at hand */
    sayso_sentence *sentences; uint32_t n_sentences, cap_sentences;
    sayso_actor *actors; uint32_t n_actors, cap_actors;
    sayso_place *places; uint32_t n_places, cap_places;
    sayso_date *dates; uint32_t n_dates, cap_dates;
    sayso_event *events; uint32_t n_events, cap_events;
    sayso_attribution *attributions; uint32_t n_attributions, cap_attributions;
    sayso_note *notes; uint32_t n_notes, cap_notes;
    sayso_part_language *languages; uint32_t n_languages, cap_languages;
} sayso_parts;

/* Where the part that begins at `from` ends: at a blank line, else at another break, if there is
 * one in its last half. */
size_t sayso_part_end(const char *text, size_t from, size_t len);
/* That the document is read so is a note of it, the first. False without memory. */
bool sayso_parts_note(sayso_parts *p);
/* Takes over what was found of the part that begins at `offset`. False without memory. */
bool sayso_parts_add(sayso_parts *p, const sayso_reading *part, uint32_t offset);
bool sayso_parts_end(sayso_parts *p); /* the whole has its arrays; false without memory */
void sayso_parts_free(sayso_parts *p); /* at any time, also of a zeroed one */

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
