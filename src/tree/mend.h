/* mend: known mistakes of parsers, mended in the tree before anybody reads it.
 *
 * Each mend is a numbered rule over one sentence: where tags, features and order contradict a
 * relation, the relation gives way. None asks for a language: what it needs (cases, agreement)
 * a language has or has not. The table with an example each is in docs/syntax.md, a tree before
 * and after in tests/tree/test_mend.c. */
#ifndef SAYSO_TREE_MEND_H
#define SAYSO_TREE_MEND_H

#include "lexicon/lexicon.h"

/* Bits of sayso_sent.mended; their numbers are what CoNLL-U and the documents say. */
typedef enum sayso_mend {
    SAYSO_MEND_NAME_VERB_THING = 1, /* *Hamas | fired | rockets*: a noun phrase with a participle */
    SAYSO_MEND_REDUCED,         /* *The Union | imposed | sanctions*: a participle with an object */
    SAYSO_MEND_LAST_PARTICIPLE, /* *Guards backed by dogs | entered | it*: not the root */
    SAYSO_MEND_LAST_RELATIVE,   /* *Село, яке обстріляли, спорожніло*: no root */
    SAYSO_MEND_SECOND_CONJUNCT, /* *le Kenya et la Jamaïque ont promis*: two subjects */
    SAYSO_MEND_HEADING,         /* *Mali: the army arrests*: two subjects, a heading the first */
    SAYSO_MEND_TWO_SIDES,       /* *Латвию похвалила Норвегия*: which agrees */
    SAYSO_MEND_FAR_SUBJECT,     /* *упрекнула в обмане Албания*: on the noun */
    SAYSO_MEND_LONE_OBJECT,     /* *Прибула делегація*: an object in the nominative that agrees */
    SAYSO_MEND_LONE_SUBJECT,    /* *Послів викликали*: a subject in the accusative */
    SAYSO_MEND_PASSIVE_SUBJECT, /* *was arrested*: a subject that is not called passive */
    SAYSO_MEND_CALLED,          /* *Traoré rencontre Diallo*: a subject taken for one addressed */
    SAYSO_MEND_INVERTED,        /* *a déclaré le général*: the speaker as object */
    SAYSO_MEND_ACTIVE,          /* *Police arrested them*: a past tense taken for a participle */
    SAYSO_MEND_NEXT_SUBJECT,    /* *met in Bern and Iran freed two*: coordinated with what precedes it */
    SAYSO_MEND_SECOND_SUBJECT,  /* *Росія минулої ночі обстріляла Харків*: which agrees is told by order */
    SAYSO_MEND_FIRST_SIDE,       /* *ДНР арестовала журналистов*: one form for all cases, taken for the object */
    SAYSO_MEND_UNCHANGING,      /* *Баку передаст Еревану*: one form for all cases, for the dative */
    SAYSO_MEND_THING,           /* *A drone attacked*: a noun with an article taken for a verb */
    SAYSO_MEND_INFINITIVE,      /* *Iran to free two*: a verb taken for an adjective */
    SAYSO_MEND_TO_COME,         /* *EU to send troops*: the verb of a headline below its subject */
    SAYSO_MEND_RESULT,          /* *shot dead one man*: what became of him as an attribute */
    SAYSO_MEND_TENSE,           /* *вышлет*: past with an ending of person */
    SAYSO_MEND_NAMED_THING,     /* *rejected a United States demand*: a noun taken for a verb */
    SAYSO_MEND_OWNERS,          /* *ministers of Kenya, Uganda and Rwanda*: all are theirs */
    SAYSO_MEND_OWNED,           /* *военные Пакистана уничтожили*: those owned as an attribute of the owner */
    SAYSO_MEND_PAIR,            /* *Chad, Niger reopen a bridge*: a comma for *and* */
    SAYSO_MEND_ABBREVIATION,    /* *ЗСУ знищили корабель*: who is called by capitals as object */
    SAYSO_MEND_ACCUSATIVE,      /* *Баку отрицал обстрел*: an accusative as subject, the name as object */
    SAYSO_MEND_HEADLINE,        /* *Burma frees 2,000 prisoners*: the verb of a headline taken for a noun */
    SAYSO_MEND_RECEIVER,        /* *gave Kenya two ships*: to whom, taken for part of what */
    SAYSO_N_MENDS
} sayso_mend;

/* Mends all sentences that are read; sent.mended tells which mends each has met. Words keep their
 * order; heads form a tree with one root as before. The verb of a headline is known from the lists
 * of event words; lexicon NULL: it stays what it is. lex_of [kit languages]: each one's index in
 * the lexicon, UINT16_MAX none. Time linear in words for sentences of bounded length. */
void sayso_mend_text(sayso_text *text, const sayso_lexicon *lexicon, const uint16_t *lex_of);

#endif
