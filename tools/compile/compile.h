/* compile: word lists and knowledge tables into lexicon.sayso.
 *
 * A table's mistake never stops the work: it is written down as FILE:LINE: what; what to do, its
 * row is left out, and the next row is read. The caller decides what mistakes mean. Everything
 * lives in one arena. */
#ifndef SAYSO_TOOLS_COMPILE_H
#define SAYSO_TOOLS_COMPILE_H

#include "lexicon/fold.h"
#include "lexicon/format.h"
#include "lexicon/lexicon.h"

/* ---- what the program calls ------------------------------------------------------------------ */

typedef struct compile_options {
    const char *languages_dir, *knowledge_dir;
    /* where iso-codes and its translations are ("/usr/share"), or NULL: without them */
    const char *share_dir;
} compile_options;

typedef struct compile_result {
    sayso_buf file;             /* lexicon.sayso's bytes */
    sayso_buf mistakes;         /* a line each */
    uint32_t  n_mistakes;
    sayso_buf files;            /* what was read, a path a line: for the build */
    sayso_buf summary;          /* what the file holds, for people */
} compile_result;

/* SAYSO_OK also with mistakes in tables. SAYSO_NOT_FOUND (no folder), SAYSO_IO, SAYSO_NO_MEMORY. */
sayso_status compile_run(const compile_options *options, compile_result *out, sayso_error *err);
void         compile_result_free(compile_result *r);

/* ---- tables ---------------------------------------------------------------------------------- */

typedef struct row {
    const char *path, *basis;   /* as opened; as a basis names it, "knowledge/people.tsv" */
    uint32_t line;
    char   **cell;              /* [n_cells], trimmed; "-" is given as "" */
    uint32_t n_cells;
} row;

typedef struct str_list { const char **at; uint32_t n, cap; } str_list;

typedef struct table {
    row *rows; uint32_t n, cap;
    /* names of the columns, of a comment with tabs above the rows: "# id	code" */
    str_list head;
} table;

/* ---- what is collected ----------------------------------------------------------------------- */

typedef struct u32_list { uint32_t *at; uint32_t n, cap; } u32_list;
typedef struct u64_list { uint64_t *at; uint32_t n, cap; } u64_list;

/* words folded, without part of speech */
typedef struct word_class { const char *name; str_list words; } word_class;

typedef struct slots_default { lex_slots actor, recipient; bool set; } slots_default;

typedef struct language {
    const char *code, *dir;     /* folder "…/languages/fr" */
    uint32_t    index;
    lex_language record;
    word_class *classes; uint32_t n_classes, cap_classes;
    lex_ending *endings; uint32_t n_endings, cap_endings;
    lex_endings rules;          /* the same, sorted and each once, to be searched */
    str_list    contracted, expanded; /* au, à_le: the words that a tokeniser makes of one */
    str_list    skips;          /* folded words that names may leave out */
    slots_default event_default[SAYSO_N_UPOS], cue_default[SAYSO_N_UPOS];
} language;

typedef struct key_entry { uint64_t key; uint32_t value, space, order; } key_entry;
typedef struct event_draft {
    lex_event record;
    const char *lemma;
    uint32_t language, upos, order;
} event_draft;
typedef struct cue_draft {
    lex_cue record;
    const char *lemma;
    uint32_t language, upos, order;
} cue_draft;
typedef struct country {
    const char *iso3, *iso2, *region, *capital, *basis;
    double   lat_deg, lon_deg;
    /* by sayso_entity_kind: LEX_NONE until something is named so */
    uint32_t entity[SAYSO_ENT_METONYM + 1];
} country;

/* Runs of records that are stored once: most rows of a list share their slots and conditions. */
typedef struct run_table {
    struct run_place {
        uint64_t hash;
        uint32_t first, n;
    } *at;
    uint32_t slots, n;
} run_table;

typedef struct compile {
    const compile_options *options;
    compile_result *result;
    sayso_arena arena;
    bool no_memory;

    sayso_buf pool;             /* strings */
    uint32_t *pool_index; uint32_t pool_slots, pool_n; /* open addressing: offset + 1 into pool */

    language *langs; uint32_t n_langs, cap_langs;
    lex_rule *rules; uint32_t n_rules, cap_rules;
    run_table slot_runs, cond_runs, word_runs;
    lex_slot *slots; uint32_t n_slots, cap_slots;
    lex_condition *conds; uint32_t n_conds, cap_conds;
    u32_list strlists;
    event_draft *events; uint32_t n_events, cap_events;
    cue_draft *cues; uint32_t n_cues, cap_cues;
    lex_item *items; uint32_t n_items, cap_items;
    u64_list runs;
    lex_entity *entities; uint32_t n_entities, cap_entities;
    lex_office *offices; uint32_t n_offices, cap_offices;
    lex_name *names; uint32_t n_names, cap_names;
    u32_list nameparts;
    lex_part *parts; uint32_t n_parts, cap_parts;
    uint32_t *part_index; uint32_t part_slots;
    lex_cameo *cameo; uint32_t n_cameo, cap_cameo;
    lex_sense *senses; uint32_t n_senses, cap_senses;
    lex_role *roles; uint32_t n_roles, cap_roles; /* by code */
    key_entry *keys; uint32_t n_keys, cap_keys;
    country *countries; uint32_t n_countries, cap_countries;
    str_list division_types;    /* of ISO 3166-2 that are wanted */
    str_list division_nots;     /* names that are not taken */
    str_list latin;             /* alpha-3 of countries that write names in Latin letters */
    str_list surname_first;     /* alpha-3 of countries whose people write the surname first */
    str_list particles;         /* folded words that begin a surname: von, al, de */
    str_list fathers;           /* of these, the ones that a name never goes without: bin, ibn */
    str_list common;            /* folded surnames that are borne by many, or ordinary words */
} compile;

/* Makes room for one more item and clears it; NULL without memory, which stops the work at the next
 * check. */
#define COMPILE_ADD(c, items, n, cap)                                                              \
    (sayso_grow(items, n, cap) ? (memset(&(items)[n], 0, sizeof *(items)), &(items)[(n)++])        \
                               : ((c)->no_memory = true, (void *)0))

/* table.c */
void     compile_mistake(compile *c, const row *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void     compile_mistake_at(compile *c, const char *path, uint32_t line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Reads dir/name; rows with fewer than `least` or more than `most` cells are mistakes, missing
 * cells up to `most` are empty. Most 0: as many as the table's head names, which must stand there.
 * False if there is no such file (no mistake), the table empty then. The table's rows live in the
 * arena. */
bool     compile_table(compile *c, const char *dir, const char *basis_dir, const char *name,
                       uint32_t least, uint32_t most, table *out);
char    *compile_dup(compile *c, const char *s, size_t n);
char    *compile_printf(compile *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void     compile_push(compile *c, str_list *l, const char *s);
/* The parts of s between separators, trimmed; empty ones are left out. */
str_list compile_split(compile *c, const char *s, char separator);
const char *compile_folded(compile *c, const char *s);
void     compile_read_note(compile *c, const char *path); /* for the build's list of files */

/* words.c: what is written in an entry */
/* "sign.VERB" */
bool     compile_entry(compile *c, const row *r, const char *entry, const char **lemma,
                       const char **upos);
/* cell not empty */
bool     compile_slots(compile *c, const row *r, const char *cell, lex_slots *out);
/* The condition cells that together say what one cell with a test among words says, to be tried in
 * this order. */
str_list compile_alternatives(compile *c, const char *cell);
bool     compile_conditions(compile *c, const row *r, const language *l, const char *cell,
                            uint32_t *first, uint32_t *n);
/* Splits words joined with '_' or blanks, and elided words (d'après) after their apostrophe; false
 * if there are too many. */
/* The words with contractions undone, or NULL where there are none. */
const char *compile_expanded(compile *c, const language *l, const char *words);
bool     compile_run_words(compile *c, const language *l, const char *s, str_list *out);
bool     compile_item(compile *c, const row *r, const language *l, lex_space space, lex_item item,
                      const char *words);
bool     compile_phrase(compile *c, const row *r, const language *l, lex_item item,
                        const char *words);

/* lists.c: the tables of a language */
void     compile_language_head(compile *c, language *l);
void     compile_endings(compile *c, language *l);
void     compile_classes(compile *c, language *l);
void     compile_dates(compile *c, language *l);
void     compile_numbers(compile *c, language *l);

/* events.c */
void     compile_cameo(compile *c);
void     compile_events(compile *c, language *l);
void     compile_cues(compile *c, language *l);

/* senses.c */
void     compile_sense_kinds(compile *c);
void     compile_senses(compile *c, language *l);
void     compile_chances(compile *c, language *l);

/* names.c */
typedef struct name_spec {
    uint32_t    entity;
    /* whose endings and skipped words serve; NULL: a name of no language */
    const language *language;
    bool        keyed;         /* a proper name that other languages spell alike */
    /* inflects like a noun or adjective even where it has a capital (Français, Françaises) */
    bool        common;
    bool        title_case;    /* an abbreviation of it may be written Nato, Unicef */
    bool        whole;         /* articles at its beginning belong to it (Le Monde) */
} name_spec;
typedef struct person_spec { /* of all names of one person, the fullest of which comes first */
    uint32_t    entity;
    const char *country;
    bool        skeleton;      /* no spelling in the other script */
    /* more than one spelling in the other script: Ukrainian and Russian have theirs */
    bool        both;
    bool        latin;         /* of a country that writes in Latin letters; filled in */
    /* NULL at first: what the first name gives serves those that are surnames only */
    const char *given;
} person_spec;
void     compile_naming(compile *c);
void     compile_name(compile *c, const row *r, name_spec spec, const char *name);
void     compile_person_name(compile *c, const row *r, person_spec *spec, const char *name);
/* Is the name, in this language, one that something has already? */
bool     compile_name_is_taken(compile *c, const language *l, const char *name);
const char *compile_plain(compile *c, const char *s);

/* roles.c */
country *compile_country(compile *c, const char *iso3); /* NULL: not in countries.tsv */
void     compile_role_codes(compile *c);
/* Is it an actor code: blocks of three capitals, the first a country, region, kind of body or
 * role? */
bool     compile_code_fits(compile *c, const row *r, const char *code);

/* knowledge.c */
void     compile_countries(compile *c);
void     compile_people(compile *c);
void     compile_organisations(compile *c);
void     compile_media(compile *c);
void     compile_places(compile *c);
uint32_t compile_entity(compile *c, sayso_entity_kind kind, const char *id, const char *name,
                        const char *code, const char *country, const char *detail,
                        const char *basis);
void     compile_country_words(compile *c, language *l);
void     compile_roles(compile *c, language *l);

/* iso.c: names of countries and divisions that ICU and iso-codes know */
void     compile_iso(compile *c);
void     compile_divisions(compile *c);

/* pool.c */
uint32_t compile_string(compile *c, const char *s);   /* offset; NULL gives LEX_NONE */
/* The last items of a vector, from *first on: where the same run stands already, they are taken off
 * and *first is moved there. */
void     compile_share(compile *c, run_table *t, const void *items, size_t size, uint32_t *first,
                       uint32_t *n_items);
void     compile_key(compile *c, lex_space space, uint32_t salt, uint64_t hash, uint32_t value);

/* write.c */
sayso_status compile_write(compile *c, sayso_error *err);

#endif
