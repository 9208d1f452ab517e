/* lexicon: compiled word lists of all languages, and the names that the knowledge tables hold.
 *
 * One mapped file, `lexicon.sayso` (kind "lexicon"), made at build time by tools/compile from
 * languages/ and knowledge/. Immutable, shared by threads; every pointer handed out lives as
 * long as the lexicon. Strings end with NUL. docs/languages.md describes the sources. */
#ifndef SAYSO_LEXICON_H
#define SAYSO_LEXICON_H

#include "syntax/syntax.h"

typedef struct sayso_lexicon sayso_lexicon;

/* Checks the whole file; SAYSO_NOT_FOUND, SAYSO_BAD_MODEL. */
sayso_status sayso_lexicon_open(sayso_lexicon **out, const char *path, sayso_error *err);
/* The same over bytes in memory, which are borrowed and aligned to 64 (tests, fuzzers). */
sayso_status sayso_lexicon_open_memory(sayso_lexicon **out, const void *bytes, size_t n,
                                       const char *name, sayso_error *err);
void         sayso_lexicon_close(sayso_lexicon *lx);

/* number of packs; by code, index 0 … */
uint32_t    sayso_lexicon_languages(const sayso_lexicon *lx);
const char *sayso_lexicon_code(const sayso_lexicon *lx, uint32_t language); /* BCP 47 */
const char *sayso_lexicon_name(const sayso_lexicon *lx, uint32_t language); /* English name */

/* ---- slots and conditions (docs/languages.md, "Slots") --------------------------------------- */

typedef enum sayso_slot_kind {
    SAYSO_SLOT_SUBJ, SAYSO_SLOT_OBJ, SAYSO_SLOT_IOBJ, SAYSO_SLOT_POSS, SAYSO_SLOT_ADJ,
    SAYSO_SLOT_AGENT, SAYSO_SLOT_COMP,
    SAYSO_SLOT_MARKED,   /* `marker` and/or `cases` */
    /* only in conditions: the dependent of one relation, or the head */
    SAYSO_SLOT_EXPL, SAYSO_SLOT_PRT, SAYSO_SLOT_XCOMP, SAYSO_SLOT_CCOMP, SAYSO_SLOT_ADVMOD,
    SAYSO_SLOT_AMOD, SAYSO_SLOT_MARK, SAYSO_SLOT_HEAD,
    SAYSO_N_SLOT_KINDS
} sayso_slot_kind;

typedef struct sayso_slot {
    sayso_slot_kind kind;
    const char *marker;  /* adposition, words joined with '_'; NULL: none may mark it */
    uint64_t    cases;   /* SAYSO_F(CASE_…) bits, any of which; 0: any */
    const char *name;    /* as the table writes it: "subj", "with", "+Gen" */
} sayso_slot;

typedef enum sayso_slots_how {
    SAYSO_FIRST_FILLED, SAYSO_ALL_FILLED, SAYSO_SYMMETRIC, SAYSO_NEVER
} sayso_slots_how;
typedef struct sayso_slots {
    sayso_slots_how how; const sayso_slot *slots; uint32_t n;
    bool or_never;       /* the list ends with 0: where no slot is filled, there is nobody to be
                            named (cues: unnamed source) */
} sayso_slots;

typedef enum sayso_test {
    SAYSO_TEST_PRESENT, SAYSO_TEST_WORD, SAYSO_TEST_ACTOR, SAYSO_TEST_ARMED, SAYSO_TEST_PLACE,
    SAYSO_TEST_PERSON
} sayso_test;
typedef struct sayso_condition {
    sayso_slot slot;
    sayso_test test;
    bool       negated;
    const char *const *words; uint32_t n_words; /* SAYSO_TEST_WORD: folded lemmas, classes already
                                                   expanded, sorted by bytes */
} sayso_condition;

/* ---- entries --------------------------------------------------------------------------------- */

typedef struct sayso_event_entry {
    const char *name;        /* "fr/soutien.NOUN" */
    int         type;        /* sayso_type, or -1: looks like an event and is none */
    const char *mode;        /* or NULL */
    const char *cameo;
    double      goldstein;   /* of the CAMEO code */
    const sayso_condition *with; uint32_t n_with;
    sayso_slots actor, recipient; /* defaults already filled in */
    const char *const *context; uint32_t n_context;
    uint32_t    line;        /* in events.tsv, for explain */
} sayso_event_entry;

/* Fills in the hashes of words, after which looking them up is cheap; once form and lemma are
 * settled. */
void sayso_lexicon_hash_words(sayso_word *words, uint32_t n);
/* Is the word's form that of its lemma, but for capitals and the like? */
bool sayso_lexicon_is_lemma(const sayso_word *word);
/* Entries of a word, in the list's order; NULL and *n = 0 if none. `lemma` is compared folded.
 * VERB also serves AUX, PROPN serves NOUN where no PROPN entry is. */
const sayso_event_entry *sayso_lexicon_events(const sayso_lexicon *lx, uint32_t language,
                                              sayso_str lemma, sayso_upos upos, uint32_t *n);
/* The same for a word as parsed, forgiving the lemmatiser: by lemma, then by form, then by form
 * without endings (endings.tsv), always as `upos`, which the caller may choose differently from
 * the word's own (participles). */
const sayso_event_entry *sayso_lexicon_word_events(const sayso_lexicon *lx, uint32_t language,
                                                   const sayso_word *word, sayso_upos upos,
                                                   uint32_t *n);
uint32_t sayso_lexicon_n_events(const sayso_lexicon *lx, uint32_t language);

typedef struct sayso_cue_entry {
    const char *name;        /* "en/according_to.PREP" */
    sayso_stance stance;
    bool        phrase;      /* .PREP: a run of words, then the source */
    uint32_t    n_words;     /* of a phrase */
    const sayso_condition *with; uint32_t n_with;
    sayso_slots source, content;
    uint32_t    line;
} sayso_cue_entry;

const sayso_cue_entry *sayso_lexicon_cues(const sayso_lexicon *lx, uint32_t language,
                                          sayso_str lemma, sayso_upos upos, uint32_t *n);
const sayso_cue_entry *sayso_lexicon_word_cues(const sayso_lexicon *lx, uint32_t language,
                                               const sayso_word *word, sayso_upos upos,
                                               uint32_t *n);
/* The longest phrase cue that begins at words[0] of n, or NULL. Compared by folded form, then by
 * lemma. */
const sayso_cue_entry *sayso_lexicon_phrase(const sayso_lexicon *lx, uint32_t language,
                                            const sayso_word *words, uint32_t n);
uint32_t sayso_lexicon_n_cues(const sayso_lexicon *lx, uint32_t language);

/* What words of all languages may mean (knowledge/senses.tsv, languages/XX/senses.tsv): evidence for
 * the judge, which decides nothing by itself. */
typedef struct sayso_sense {
    const char *name, *mode;   /* mode: PLOVER's, or NULL */
    uint64_t    key;           /* hash of the name */
    int         type, stance;  /* that it speaks for, or -1 */
    bool        topic;         /* what a text is about where there are no events */
} sayso_sense;
const sayso_sense *sayso_lexicon_sense(const sayso_lexicon *lx, uint32_t sense);
/* Senses of the word, or of the run of words, that begins at words[0], which is looked up as `upos`
 * and forgiving the lemmatiser; each once, in the table's order, at most cap. */
uint32_t sayso_lexicon_senses(const sayso_lexicon *lx, uint32_t language, const sayso_word *words,
                              uint32_t n, sayso_upos upos, uint16_t *out, uint32_t cap);
uint32_t sayso_lexicon_n_senses(const sayso_lexicon *lx);
/* how many words and runs of the language have a sense, each once a sense */
uint32_t sayso_lexicon_n_sense_words(const sayso_lexicon *lx, uint32_t language);

/* Of ten uses in news of the longest run of words that is listed, looked up like senses, how many are
 * an event of each type (languages/XX/chances.tsv): written by judgement, evidence like senses. How
 * many words the run has, 0 where none is listed. */
uint32_t sayso_lexicon_chances(const sayso_lexicon *lx, uint32_t language, const sayso_word *words,
                               uint32_t n, sayso_upos upos, uint8_t out[SAYSO_N_TYPES]);

/* Name and Goldstein value of a CAMEO 1.1b3 code, or NULL and *goldstein untouched. */
const char *sayso_lexicon_cameo(const sayso_lexicon *lx, const char *code, double *goldstein);

/* ---- small word classes (words.tsv) ---------------------------------------------------------- */

typedef enum sayso_class {
    SAYSO_CLASS_AGENT, SAYSO_CLASS_DATIVE, SAYSO_CLASS_NEGATION, SAYSO_CLASS_REFRAIN,
    SAYSO_CLASS_HEDGE, SAYSO_CLASS_MODAL,
    SAYSO_CLASS_INTEND, SAYSO_CLASS_CALL, SAYSO_CLASS_CONDITION, SAYSO_CLASS_LIGHT,
    SAYSO_CLASS_PRONOUN, SAYSO_CLASS_GROUP,
    SAYSO_CLASS_TITLE, SAYSO_CLASS_UNNAMED, SAYSO_CLASS_PAST_MARKER, SAYSO_CLASS_GENITIVE,
    SAYSO_CLASS_OBJECT_DOES, SAYSO_CLASS_ANAPHOR, SAYSO_CLASS_STORY, SAYSO_CLASS_GAME, SAYSO_CLASS_ORIGIN,
    SAYSO_CLASS_LAID_TO, SAYSO_CLASS_UNDERGO, SAYSO_CLASS_HOLD_UP, SAYSO_CLASS_GETS_DONE,
    SAYSO_CLASS_SET_PHRASE, SAYSO_CLASS_CAPTIVE, SAYSO_CLASS_CAUSE, SAYSO_CLASS_END,
    SAYSO_CLASS_HAPPEN, SAYSO_CLASS_TOPIC, SAYSO_CLASS_REMARK,
    SAYSO_N_CLASSES
} sayso_class;

/* Is the run of words that begins at words[0] in the class? Number of words matched, 0 if none;
 * *value (may be NULL) receives the third column or NULL. Single words are compared by folded
 * lemma (and UPOS where the row gives one), longer runs by folded form or lemma. */
uint32_t sayso_lexicon_class(const sayso_lexicon *lx, uint32_t language, sayso_class c,
                             const sayso_word *words, uint32_t n, const char **value);
/* Does the bare case (SAYSO_F(CASE_…)) mark agents ("agent +Ins")? */
bool sayso_lexicon_agent_case(const sayso_lexicon *lx, uint32_t language, uint64_t feats);

/* ---- names: countries, people, organisations, media, places, roles --------------------------- */

typedef enum sayso_entity_kind {
    SAYSO_ENT_COUNTRY, SAYSO_ENT_COUNTRY_ADJ, SAYSO_ENT_INHABITANT, SAYSO_ENT_CAPITAL,
    SAYSO_ENT_METONYM, SAYSO_ENT_PERSON,
    SAYSO_ENT_ORGANISATION, SAYSO_ENT_MEDIUM, SAYSO_ENT_PLACE, SAYSO_ENT_ROLE, SAYSO_N_ENTITY_KINDS
} sayso_entity_kind;

typedef struct sayso_office { /* a person's office, or an organisation's standing */
    const char *code;         /* "RUSGOV" */
    const char *title;        /* "secretary of the Security Council", may be "" */
    int32_t     from, to;     /* days since 1970-01-01, first and last day; INT32_MIN / INT32_MAX
                                 open */
} sayso_office;

typedef struct sayso_entity {
    sayso_entity_kind kind;
    const char *id;           /* stable: "country:RUS", "person:sergei-shoigu", "role:minister" */
    const char *name;         /* canonical, English or Latin */
    const char *code;         /* actor code without a date; role alone for roles ("GOV"); "" if
                                 none */
    const char *country;      /* alpha-3 or "" */
    const char *admin1;       /* ISO 3166-2 of a place, or "" */
    const char *detail;       /* role: "person", "group", "institution"; medium: "state", "private";
                                 place: "city", "region", "sea", … */
    double      lat_deg, lon_deg; /* NAN where none */
    uint32_t    population;   /* of a place, to choose among namesakes; 0 unknown */
    const sayso_office *offices; uint32_t n_offices; /* persons; by from */
    const char *basis;        /* table and line: "knowledge/people.tsv:17" */
} sayso_entity;

typedef struct sayso_name_match {
    uint32_t n_words;         /* that the name covers, from the first word on */
    uint32_t entity;          /* index for sayso_lexicon_entity */
    float    score;           /* 1 exact, less for inflected, transliterated, shortened */
    const char *rule;         /* "exact", "inflected", "key", "surname", … constant */
    bool     common;          /* a surname alone that many bear or that is an ordinary word: means
                                 the person only where the full name stands too */
} sayso_name_match;

/* Every name that begins at words[0], longest first, then by score, then by entity; at most cap.
 * Words of a multiword token that are adpositions or determiners are skipped inside a name. A
 * surname alone matches its persons with rule "surname". */
uint32_t sayso_lexicon_match(const sayso_lexicon *lx, uint32_t language, const sayso_word *words,
                             uint32_t n, sayso_name_match *out, uint32_t cap);
const sayso_entity *sayso_lexicon_entity(const sayso_lexicon *lx, uint32_t entity);
uint32_t sayso_lexicon_n_entities(const sayso_lexicon *lx);

/* Cross-script key of a name's word: the same for Шойгу, Choïgou, Shoigu. Writes at most cap
 * bytes without NUL, returns the length. Source of the method: lexicon/key.c. */
uint32_t sayso_name_key(sayso_str word, char *out, uint32_t cap);

/* The office a person holds on a day, or NULL: the latest that has begun and not ended; else
 * NULL and the caller codes ELI. */
const sayso_office *sayso_entity_office(const sayso_entity *e, int32_t day);

/* What the reader should know of a role (knowledge/roles.tsv, which says what each means). */
enum {
    SAYSO_ROLE_POLITICAL = 1, SAYSO_ROLE_ARMED = 2, SAYSO_ROLE_PARTY = 4, SAYSO_ROLE_STATE = 8,
    SAYSO_ROLE_PEOPLE = 16,
    SAYSO_ROLE_LOCAL = 32, SAYSO_ROLE_LOCAL_BODY = 64, SAYSO_ROLE_DOMESTIC = 128,
    SAYSO_ROLE_INSURGENT = 256,
};
/* Traits of the block of three letters that `block` begins with; 0 if it is none. */
uint32_t sayso_lexicon_role(const sayso_lexicon *lx, const char *block);

/* ---- dates (dates.tsv) ----------------------------------------------------------------------- */

typedef enum sayso_date_word_kind {
    SAYSO_DW_MONTH, SAYSO_DW_WEEKDAY, SAYSO_DW_RELATIVE, SAYSO_DW_UNIT, SAYSO_DW_DIRECTION,
    SAYSO_DW_PART, SAYSO_DW_SEASON,
    SAYSO_DW_DAYPART, SAYSO_DW_PREPOSITION, SAYSO_DW_NUMBER, SAYSO_DW_RANGE, SAYSO_DW_DECADE,
    SAYSO_DW_FEAST, SAYSO_DW_ANCHOR, SAYSO_DW_ABOUT,
    SAYSO_DW_EXACT, SAYSO_DW_HABIT, SAYSO_DW_NAME, SAYSO_DW_AHEAD, SAYSO_DW_SUFFIX, SAYSO_DW_MDAY,
    SAYSO_N_DATE_WORDS
} sayso_date_word_kind;
typedef struct sayso_date_word {
    sayso_date_word_kind kind;
    const char *value;
    const char *extra;
    uint32_t n_words;
} sayso_date_word;
/* Date words that begin at words[0], longest first; compared by folded form, then lemma. Returns
 * how many, at most cap. */
uint32_t sayso_lexicon_date_words(const sayso_lexicon *lx, uint32_t language,
                                  const sayso_word *words, uint32_t n, sayso_date_word *out,
                                  uint32_t cap);

/* ---- numbers (numbers.tsv) ------------------------------------------------------------------- */

typedef enum sayso_number_word_kind {
    SAYSO_NW_NUMBER,   /* "20"; "x1000" multiplies what stands before it */
    SAYSO_NW_MANY,     /* "24": dozens, at least so many */
    SAYSO_NW_ABOUT,    /* "~" about, "+" at least, "-" at most */
    SAYSO_NW_RANGE,    /* between two numbers: *10 to 15*; "+" also between parts of one: *hundred
                          and five* */
    SAYSO_NW_OBJECT,   /* "killed": a verb whose object is counted; a passive's subject */
    SAYSO_NW_SUBJECT,  /* "killed": a verb whose subject is counted: *died* */
    SAYSO_NW_OF,       /* "killed": a noun whose genitive is counted: *the death of* */
    SAYSO_NW_COUNTED,  /* "killed": a word that is counted itself: *12 dead* */
    SAYSO_NW_NOBODY,   /* what is counted is nobody: years, per cent */
    SAYSO_N_NUMBER_WORDS
} sayso_number_word_kind;
typedef struct sayso_number_word {
    sayso_number_word_kind kind;
    const char *value; /* NULL none */
    uint32_t n_words;
} sayso_number_word;
/* The longest number word of a kind that begins at words[0], compared as date words are, with the
 * part of speech where the row has one. False if there is none. */
bool sayso_lexicon_number_word(const sayso_lexicon *lx, uint32_t language,
                               sayso_number_word_kind kind, const sayso_word *words, uint32_t n,
                               sayso_number_word *out);

#endif
