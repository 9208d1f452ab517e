/* text: from bytes to paragraphs, sentences, tokens and words.
 *
 * Offsets always refer to the bytes as they came in. Broken UTF-8 is marked (the shortest bad
 * run) and stands as a token of its own; positions stay exact. */
#ifndef SAYSO_TEXT_H
#define SAYSO_TEXT_H

#include "base/base.h"
#include "model/file.h"

#define SAYSO_ROOT UINT16_MAX       /* a word's head when it is the root */
/* Words in a sentence; a longer one is cut at its best comma, else anywhere. */
#define SAYSO_MOST_WORDS 400
#define SAYSO_NO_LANGUAGE UINT16_MAX

/* Universal POS tags, alphabetical as UD lists them. 0 means not tagged yet. */
typedef enum sayso_upos {
    SAYSO_UPOS_NONE, SAYSO_ADJ, SAYSO_ADP, SAYSO_ADV, SAYSO_AUX, SAYSO_CCONJ, SAYSO_DET, SAYSO_INTJ,
    SAYSO_NOUN, SAYSO_NUM,
    SAYSO_PART, SAYSO_PRON, SAYSO_PROPN, SAYSO_PUNCT, SAYSO_SCONJ, SAYSO_SYM, SAYSO_VERB, SAYSO_X,
    SAYSO_N_UPOS
} sayso_upos;

/* Universal relations, alphabetical. */
typedef enum sayso_rel {
    SAYSO_REL_NONE, SAYSO_ACL, SAYSO_ADVCL, SAYSO_ADVMOD, SAYSO_AMOD, SAYSO_APPOS, SAYSO_REL_AUX,
    SAYSO_CASE, SAYSO_CC,
    SAYSO_CCOMP, SAYSO_CLF, SAYSO_COMPOUND, SAYSO_CONJ, SAYSO_COP, SAYSO_CSUBJ, SAYSO_DEP,
    SAYSO_REL_DET, SAYSO_DISCOURSE,
    SAYSO_DISLOCATED, SAYSO_EXPL, SAYSO_FIXED, SAYSO_FLAT, SAYSO_GOESWITH, SAYSO_IOBJ, SAYSO_LIST,
    SAYSO_MARK, SAYSO_NMOD,
    SAYSO_NSUBJ, SAYSO_NUMMOD, SAYSO_OBJ, SAYSO_OBL, SAYSO_ORPHAN, SAYSO_PARATAXIS, SAYSO_REL_PUNCT,
    SAYSO_REPARANDUM,
    SAYSO_REL_ROOT, SAYSO_VOCATIVE, SAYSO_XCOMP, SAYSO_N_RELS
} sayso_rel;

/* Subtypes that rules ask for; any other one is SAYSO_SUB_OTHER (its name is in word.deprel). */
typedef enum sayso_sub {
    SAYSO_SUB_NONE, SAYSO_SUB_PASS, SAYSO_SUB_AGENT, SAYSO_SUB_POSS, SAYSO_SUB_NAME, SAYSO_SUB_TMOD,
    SAYSO_SUB_TITLE,
    SAYSO_SUB_RELCL, SAYSO_SUB_ARG, SAYSO_SUB_OTHER
} sayso_sub;

/* Universal features that rules ask for, as bits: a word's feats is the sum of what holds. In
 * UD's order (by attribute, capitals not counting, then by value). All others are text, in
 * word.morph; a feature may move from one to the other at any time, since models name features. */
#define SAYSO_FEATS(X) \
    X(ANIMACY_ANIM, "Animacy", "Anim") X(ASPECT_PERF, "Aspect", "Perf") \
    X(CASE_ACC, "Case", "Acc") X(CASE_DAT, "Case", "Dat") X(CASE_GEN, "Case", "Gen") \
    X(CASE_INS, "Case", "Ins") X(CASE_LOC, "Case", "Loc") X(CASE_NOM, "Case", "Nom") \
    X(CASE_PAR, "Case", "Par") X(CASE_VOC, "Case", "Voc") X(DEFINITE_DEF, "Definite", "Def") \
    X(DEFINITE_IND, "Definite", "Ind") X(GENDER_FEM, "Gender", "Fem") \
    X(GENDER_MASC, "Gender", "Masc") X(GENDER_NEUT, "Gender", "Neut") X(MOOD_CND, "Mood", "Cnd") \
    X(MOOD_IMP, "Mood", "Imp") X(NUMBER_PLUR, "Number", "Plur") \
    X(NUMBER_SING, "Number", "Sing") X(NUMTYPE_ORD, "NumType", "Ord") X(PERSON_0, "Person", "0") \
    X(PERSON_1, "Person", "1") X(PERSON_2, "Person", "2") X(PERSON_3, "Person", "3") \
    X(POSS_YES, "Poss", "Yes") X(PRONTYPE_ART, "PronType", "Art") \
    X(PRONTYPE_DEM, "PronType", "Dem") X(PRONTYPE_EMP, "PronType", "Emp") \
    X(PRONTYPE_IND, "PronType", "Ind") X(PRONTYPE_INT, "PronType", "Int") \
    X(PRONTYPE_NEG, "PronType", "Neg") X(PRONTYPE_PRS, "PronType", "Prs") \
    X(PRONTYPE_RCP, "PronType", "Rcp") X(PRONTYPE_REL, "PronType", "Rel") \
    X(PRONTYPE_TOT, "PronType", "Tot") X(REFLEX_YES, "Reflex", "Yes") X(TENSE_FUT, "Tense", "Fut") \
    X(TENSE_IMP, "Tense", "Imp") X(TENSE_PAST, "Tense", "Past") X(TENSE_PRES, "Tense", "Pres") \
    X(VERBFORM_CONV, "VerbForm", "Conv") X(VERBFORM_FIN, "VerbForm", "Fin") \
    X(VERBFORM_GER, "VerbForm", "Ger") X(VERBFORM_INF, "VerbForm", "Inf") \
    X(VERBFORM_PART, "VerbForm", "Part") X(VOICE_ACT, "Voice", "Act") \
    X(VOICE_PASS, "Voice", "Pass")

enum {
#define X(id, attribute, value) SAYSO_BIT_##id,
    SAYSO_FEATS(X)
#undef X
    SAYSO_N_FEATS
};
_Static_assert(SAYSO_N_FEATS <= 64, "features of a word fit one machine word");
#define SAYSO_F(id) (UINT64_C(1) << SAYSO_BIT_##id) /* SAYSO_F(CASE_NOM) */

/* Where a word stands in a name, and of what the name is: 0 outside, else kind and place put
 * together (IOBES). */
typedef enum sayso_name_kind {
    SAYSO_NAME_NONE, SAYSO_NAME_PER, SAYSO_NAME_ORG, SAYSO_NAME_LOC, SAYSO_N_NAME_KINDS
} sayso_name_kind;
typedef enum sayso_name_place {
    SAYSO_NAME_BEGIN, SAYSO_NAME_INSIDE, SAYSO_NAME_END, SAYSO_NAME_SINGLE, SAYSO_N_NAME_PLACES
} sayso_name_place;
enum { SAYSO_N_NAME_TAGS = 1 + (SAYSO_N_NAME_KINDS - 1) * SAYSO_N_NAME_PLACES };
static inline uint8_t sayso_name_tag(sayso_name_kind kind, sayso_name_place place)
{
    return (uint8_t)(1 + (kind - 1) * SAYSO_N_NAME_PLACES + place);
}
static inline sayso_name_kind sayso_name_kind_of(uint8_t tag)
{
    return tag ? (sayso_name_kind)(1 + (tag - 1) / SAYSO_N_NAME_PLACES) : SAYSO_NAME_NONE;
}
static inline bool sayso_name_begins(uint8_t tag)
{
    return tag && ((tag - 1) % SAYSO_N_NAME_PLACES == SAYSO_NAME_BEGIN ||
                   (tag - 1) % SAYSO_N_NAME_PLACES == SAYSO_NAME_SINGLE);
}
static inline bool sayso_name_ends(uint8_t tag)
{
    return tag && (tag - 1) % SAYSO_N_NAME_PLACES >= SAYSO_NAME_END;
}

/* A syntactic word. `text` fills form, span, flags; `syntax` fills the rest. Order follows the
 * text. */
typedef struct sayso_word {
    sayso_str   form;       /* UD form; a word of a multiword token has its form from the language's
                               table */
    sayso_str   lemma;      /* {NULL, 0} until lemmatised */
    uint64_t    form_hash, lemma_hash; /* by which word lists know them; 0 until asked for
                                          (sayso_lexicon_hash_words), sayso_word_as clears them */
    uint64_t    feats;      /* SAYSO_F(…) bits */
    const char *morph;      /* the other features, one value each: "Aspect=Imp|Mood=Ind"; NULL: none;
                               a constant of the model or in the arena */
    const char *deprel;     /* full relation, "nsubj:pass"; a constant of the model */
    sayso_span  span;       /* bytes of the word; those of a multiword token have their own parts of it where
                               these add up to it (*I'm*), else all have the whole (*du*) */
    uint16_t    head;       /* index of the head within the sentence, or SAYSO_ROOT */
    uint8_t     upos, rel, sub; /* sayso_upos, sayso_rel, sayso_sub */
    uint8_t     mwt_index, mwt_len; /* place within a multiword token, its length; 0, 1 for a plain
                                       word */
    uint8_t     flags;      /* SAYSO_WORD_… */
    uint8_t     name;       /* a tag as above */
    uint8_t     name_sure;  /* by how much its score exceeds the next best, in sixteenths of a
                               logit, at most 255 */
} sayso_word;

enum {
    SAYSO_WORD_SPACE_AFTER = 1, /* white space follows the surface token */
    SAYSO_WORD_BROKEN = 2, /* not UTF-8 */
    SAYSO_WORD_CASE_LOST = 4, /* in a headline in ALL CAPS, Title Case or none: case tells nothing */
};

/* The word with another form and lemma. */
static inline sayso_word sayso_word_as(const sayso_word *w, sayso_str form, sayso_str lemma)
{
    sayso_word as = *w;
    as.form = form;
    as.lemma = lemma;
    as.form_hash = as.lemma_hash = 0;
    return as;
}

typedef struct sayso_sent {
    sayso_span span;           /* first to last token */
    uint32_t first_word, n_words; /* into sayso_text.words; n_words <= SAYSO_MOST_WORDS, never 0 */
    uint32_t paragraph;        /* index */
    uint16_t language;         /* index into the kit's languages, or SAYSO_NO_LANGUAGE: not read */
    uint32_t mended;           /* bit m: the tree was mended by mend m (tree/mend.h) */
} sayso_sent;

typedef struct sayso_para {
    sayso_span  span;
    const char *code;          /* BCP 47, constant; also of languages that are only named; "und" */
    uint16_t    language;      /* index into the kit's languages, or SAYSO_NO_LANGUAGE */
} sayso_para;

/* lives in the arena it was split into; borrows the document's bytes */
typedef struct sayso_text {
    const char *bytes; uint32_t len;
    sayso_para *paras; uint32_t n_paras;
    sayso_sent *sents; uint32_t n_sents;
    sayso_word *words; uint32_t n_words;
    sayso_span *broken; uint32_t n_broken; /* runs that are not UTF-8 */
} sayso_text;

/* What splitting needs for all languages of an engine; immutable, shared by threads. */
typedef struct sayso_textkit sayso_textkit;

/* `models[i]` is the open model file of the language with index i ("tok…" sections), `codes[i]`
 * its BCP 47 code; files and strings are borrowed and outlive the kit, the arrays need not.
 * `ident` is the open file of the language identifier, or NULL. */
sayso_status sayso_textkit_new(sayso_textkit **out, const sayso_file *const *models,
                               const char *const *codes, uint32_t n, const sayso_file *ident,
                               sayso_error *err);
void         sayso_textkit_free(sayso_textkit *kit);

/* Splits a document. `language` is an index that forces the language of all paragraphs, or
 * SAYSO_NO_LANGUAGE to find each one's own. Time linear in len. SAYSO_NO_MEMORY only. */
sayso_status sayso_text_split(const sayso_textkit *kit, const char *bytes, uint32_t len,
                              uint16_t language, sayso_arena *arena, const sayso_watch *watch,
                              sayso_text **out, sayso_error *err);

#endif
