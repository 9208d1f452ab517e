/* format: the records of lexicon.sayso, as they lie in the file. Shared by the compiler and the
 * lexicon; nobody else.
 *
 *   section   item             what
 *   strings   char             NUL-ended strings; LEX_NONE stands for NULL
 *   langs     lex_language     by code
 *   rules     lex_rule         of each language, by ending
 *   slots     lex_slot
 *   conds     lex_condition
 *   strlists  u32 (strings)    words of conditions, contexts of events
 *   events    lex_event        entries of one word and part of speech stand together, in the
 *             table's order
 *   cues      lex_cue          likewise; phrases come last
 *   items     lex_item         runs of words: phrase cues, word classes, date words
 *   runs      u64              sayso_lex_fold_hash of the words of items
 *   entities  lex_entity
 *   offices   lex_office
 *   names     lex_name
 *   nameparts u32 (parts)
 *   parts     lex_part         each word that occurs in a name, once
 *   postings  u32              indexes into items or names, as the index entry's space says
 *   index     lex_index        open addressing, linear probing, a power of two of entries, at
 *             least one of them empty
 *   filter    u64              one bit for each key of the index, so that most words are turned
 *             away by one load
 *   cameo     lex_cameo        by code
 *   roles     lex_role         by code, each once
 *   senses    lex_sense        in the table's order
 *
 * Version 4 of the records is what this header says; "version" holds LEX_VERSION as one u32. */
#ifndef SAYSO_LEXICON_FORMAT_H
#define SAYSO_LEXICON_FORMAT_H

#include "base/base.h"

#define LEX_VERSION 4
#define LEX_NONE UINT32_MAX
#define LEX_ANY_LANGUAGE UINT16_MAX

enum {
    LEX_MOST_LANGUAGES = 64,
    LEX_MOST_PARTS = 12,      /* words of a name or phrase */
    LEX_MOST_SENSES = 1024,
    LEX_FILTER_BITS_A_KEY = 16,
};

typedef struct lex_language {
    uint64_t agent_cases;          /* SAYSO_F bits */
    uint32_t code, name, native, script;
    uint32_t n_events, n_cues, n_senses;
    uint32_t rule_first, rule_n, zero;
} lex_language;

/* a word that ends with `ending` may come from one that ends with `base` */
typedef struct lex_rule { uint32_t ending, base, common; } lex_rule;

typedef struct lex_slot { uint64_t cases; uint32_t kind, marker, name, zero; } lex_slot;
typedef struct lex_slots { uint32_t first, n; uint16_t how, or_never; } lex_slots;
typedef struct lex_condition {
    uint32_t slot, test, negated, word_first, n_words, zero;
} lex_condition;

typedef struct lex_event {
    double    goldstein;
    uint32_t  name, mode, cameo;
    int32_t   type;
    uint32_t  cond_first, n_conds;
    lex_slots actor, recipient;
    uint32_t  context_first, n_context, line, zero;
} lex_event;

typedef struct lex_cue {
    uint32_t  name, stance, phrase, n_words, cond_first, n_conds;
    lex_slots source, content;
    uint32_t  line, zero;
} lex_cue;

typedef enum lex_item_kind {
    LEX_ITEM_PHRASE, LEX_ITEM_CLASS, LEX_ITEM_DATE, LEX_ITEM_SENSE, LEX_ITEM_NUMBER,
    LEX_ITEM_CHANCE, LEX_N_ITEM_KINDS
} lex_item_kind;
typedef struct lex_item {
    uint32_t kind;       /* lex_item_kind */
    uint32_t what;       /* index of the cue, sayso_class, sayso_date_word_kind, index of the
                            sense, sayso_number_word_kind, 10 times the event type and a chance
                            in ten */
    uint32_t run_first, n_words;
    uint32_t upos;       /* 0: any */
    uint32_t value, extra, zero;
} lex_item;

typedef struct lex_entity {
    double   lat_deg, lon_deg;
    uint32_t kind, id, name, code, country, admin1, detail, basis;
    uint32_t office_first, n_offices;
    uint32_t population, zero;   /* of a place; 0 unknown */
} lex_entity;
typedef struct lex_office { uint32_t code, title; int32_t from, to; } lex_office;

/* How a name stands to its entity. */
typedef enum lex_shape {
    LEX_FULL, LEX_SHORTENED, LEX_REVERSED, LEX_SURNAME, LEX_COMMON, LEX_N_SHAPES
} lex_shape;
enum {
    LEX_CASED = 1, /* begins with a capital, so the text must too */
    LEX_KEYED = 2, /* a proper name: its words may be met by key */
    LEX_COMMON_FORMS = 16, /* has the forms of common nouns and adjectives: plurals, genders
                              (endings.tsv, "common") */
    LEX_TITLE_CASE = 64, /* every word begins with a capital */
    LEX_COMMON_SURNAME = 32, /* borne by many, or an ordinary word: says nothing by itself */
    /* written alike in all languages of the Latin script, so that no key is needed there */
    LEX_LATIN = 8,
    /* no spelling in the other script is known: consonants alone may meet it there */
    LEX_SKELETON = 4,
};

typedef struct lex_name {
    uint32_t entity, part_first;
    uint16_t n_parts, language;    /* LEX_ANY_LANGUAGE: of no language in particular */
    uint16_t given;                /* bit i: part i is a given name, which languages write more
                                      freely than surnames */
    uint8_t  shape, flags;
    uint8_t  initial;              /* of a surname: first letter of the given name's key, 0
                                      unknown */
    uint8_t  zero[3];
} lex_name;

typedef struct lex_part { /* hashes of one word of a name; 0: not to be met that way */
    /* sayso_lex_fold_hash, or sayso_lex_exact_hash of an abbreviation in capitals */
    uint64_t fold;
    uint64_t stem;        /* of the word without any ending, in the name's language */
    uint64_t key;         /* of sayso_name_key */
    uint64_t skeleton;    /* of the key's consonants */
} lex_part;

/* What an index entry leads to. For events and cues `first` counts in events and cues
 * themselves, else in postings. */
typedef enum lex_space {
    LEX_SPACE_EMPTY, LEX_SPACE_EVENT, LEX_SPACE_CUE, LEX_SPACE_PHRASE, LEX_SPACE_CLASS,
    LEX_SPACE_DATE,
    LEX_SPACE_NAME, LEX_SPACE_STEM, LEX_SPACE_KEY, LEX_SPACE_SKELETON, LEX_SPACE_SKIP,
    LEX_SPACE_SENSE, LEX_SPACE_NUMBER, LEX_SPACE_CHANCE, LEX_N_SPACES
} lex_space;
typedef struct lex_index { uint64_t key; uint32_t first; uint16_t n, space; } lex_index;

typedef struct lex_cameo { double goldstein; uint32_t code, name; } lex_cameo;

/* type and stance -1: none */
typedef struct lex_sense { uint32_t name, mode; int32_t type, stance; uint32_t topic; } lex_sense;

/* ended by NUL; SAYSO_ROLE_… */
typedef struct lex_role { char code[4]; uint32_t traits; } lex_role;

_Static_assert(sizeof(lex_language) == 48 && sizeof(lex_slot) == 24 && sizeof(lex_condition) == 24,
               "no padding");
_Static_assert(sizeof(lex_event) == 72 && sizeof(lex_cue) == 56 && sizeof(lex_item) == 32,
               "no padding");
_Static_assert(sizeof(lex_entity) == 64 && sizeof(lex_name) == 20 && sizeof(lex_part) == 32 &&
                   sizeof(lex_index) == 16,
               "no padding");

/* The index's key for a word's hash: `salt` is a language, or language and part of speech. Names
 * know no language here. */
static inline uint64_t lex_index_key(lex_space space, uint32_t salt, uint64_t hash)
{
    const uint64_t key = sayso_hash_mix(hash ^ ((uint64_t)space << 56 | (uint64_t)salt << 32) *
                                                   0x9e3779b97f4a7c15ULL);
    return key ? key : 1;
}
static inline uint32_t lex_upos_salt(uint32_t language, uint32_t upos)
{
    return language << 8 | upos;
}

#endif
