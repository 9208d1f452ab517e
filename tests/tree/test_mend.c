/* Each mend on a tree as parsers give it: before, after, and a tree that it must leave. */
#include "syntax/syntax.h"
#include "tree/mend.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static sayso_lexicon *lexicon; /* the one that is shipped, all sentences taken for English */
static uint16_t lex_of[1];

/* One word a line: form lemma UPOS feats head deprel; `after`: head deprel of each. */
typedef struct triad { sayso_mend mend; const char *before, *after; } triad;

static const triad triads[] = {
    { SAYSO_MEND_NAME_VERB_THING,
      "Veltra Veltra PROPN Number=Sing 3 compound\n"
      "fired fire VERB Tense=Past|VerbForm=Part|Voice=Pass 3 amod\n"
      "rockets rocket NOUN Number=Plur 0 root\n"
      "at at ADP _ 5 case\n"
      "Dorn Dorn PROPN Number=Sing 3 nmod\n"
      ". . PUNCT _ 3 punct\n",
      "2 nsubj|0 root|2 obj|5 case|3 nmod|2 punct" },
    { 0,
      "The the DET _ 3 det\n"
      "fired fire VERB Tense=Past|VerbForm=Part|Voice=Pass 3 amod\n"
      "rockets rocket NOUN Number=Plur 0 root\n",
      "3 det|3 amod|0 root" },
    { SAYSO_MEND_NAME_VERB_THING,
      "Police police NOUN Number=Plur 2 compound\n"
      "seized seize VERB Tense=Past|VerbForm=Part|Voice=Pass 3 amod\n"
      "weapons weapon NOUN Number=Plur 0 root\n"
      "and and CCONJ _ 5 cc\n"
      "documents document NOUN Number=Plur 3 conj\n",
      "2 nsubj|0 root|2 obj|5 cc|3 conj" },
    { SAYSO_MEND_REDUCED,
      "The the DET _ 3 det\n"
      "Northern northern ADJ _ 3 amod\n"
      "Union union PROPN Number=Sing 0 root\n"
      "imposed impose VERB Tense=Past|VerbForm=Part 3 acl\n"
      "sanctions sanction NOUN Number=Plur 4 obj\n",
      "3 det|3 amod|4 nsubj|0 root|4 obj" },
    { 0,
      "sanctions sanction NOUN Number=Plur 0 root\n"
      "imposed impose VERB Tense=Past|VerbForm=Part 1 acl\n"
      "by by ADP _ 4 case\n"
      "Veltra Veltra PROPN _ 2 obl:agent\n",
      "0 root|1 acl|4 case|2 obl:agent" },
    { SAYSO_MEND_LAST_PARTICIPLE,
      "Guards guard NOUN Number=Plur 2 nsubj:pass\n"
      "backed back VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root\n"
      "by by ADP _ 4 case\n"
      "dogs dog NOUN Number=Plur 2 obl:agent\n"
      "entered enter VERB Tense=Past|VerbForm=Part|Voice=Pass 4 acl\n"
      "houses house NOUN Number=Plur 5 obj\n",
      "5 nsubj|1 acl|4 case|2 obl:agent|0 root|5 obj" },
    { SAYSO_MEND_LAST_RELATIVE,
      "Село село NOUN Case=Nom|Gender=Neut|Number=Sing 0 root\n"
      ", , PUNCT _ 4 punct\n"
      "яке який DET Case=Acc|Gender=Neut|Number=Sing|PronType=Rel 4 obj\n"
      "обстріляли обстріляти VERB Number=Plur|Tense=Past|VerbForm=Fin 1 acl:relcl\n"
      ", , PUNCT _ 4 punct\n"
      "спорожніло спорожніти VERB Gender=Neut|Number=Sing|Tense=Past|VerbForm=Fin 1 acl:relcl\n"
      ". . PUNCT _ 1 punct\n",
      "6 nsubj|4 punct|4 obj|1 acl:relcl|4 punct|0 root|6 punct" },
    { SAYSO_MEND_LAST_RELATIVE, /* with the other clause's relative word */
      "The the DET _ 2 det\n"
      "village village NOUN Number=Sing 0 root\n"
      "which which PRON PronType=Rel 6 nsubj\n"
      "rebels rebel NOUN Number=Plur 5 nsubj\n"
      "held hold VERB Tense=Past|VerbForm=Fin 2 acl:relcl\n"
      "burns burn VERB Number=Sing|Person=3|Tense=Pres|VerbForm=Fin 2 acl:relcl\n",
      "2 det|6 nsubj|5 obj|5 nsubj|2 acl:relcl|0 root" },
    { 0, /* two relative clauses of a headline */
      "Village village NOUN Number=Sing 0 root\n"
      "which which PRON PronType=Rel 3 obj\n"
      "fell fall VERB Tense=Past|VerbForm=Fin 1 acl:relcl\n"
      "and and CCONJ _ 6 cc\n"
      "which which PRON PronType=Rel 6 nsubj\n"
      "burns burn VERB Number=Sing|VerbForm=Fin 1 acl:relcl\n",
      "0 root|3 obj|1 acl:relcl|6 cc|6 nsubj|1 acl:relcl" },
    { SAYSO_MEND_SECOND_CONJUNCT,
      "le le DET _ 2 det\n"
      "Kavar Kavar PROPN _ 6 nsubj\n"
      "et et CCONJ _ 4 cc\n"
      "Dorn Dorn PROPN _ 6 nsubj\n"
      "ont avoir AUX VerbForm=Fin 6 aux:tense\n"
      "promis promettre VERB VerbForm=Part 0 root\n",
      "2 det|6 nsubj|4 cc|2 conj|6 aux:tense|0 root" },
    { 0,
      "Kavar Kavar PROPN _ 2 nsubj\n"
      "promet promettre VERB VerbForm=Fin 0 root\n"
      "et et CCONJ _ 5 cc\n"
      "Dorn Dorn PROPN _ 5 nsubj\n"
      "refuse refuser VERB VerbForm=Fin 2 conj\n",
      "2 nsubj|0 root|5 cc|5 nsubj|2 conj" },
    { SAYSO_MEND_HEADING,
      "Tchad Tchad PROPN _ 4 nsubj\n"
      ": : PUNCT _ 4 punct\n"
      "police police NOUN Gender=Fem|Number=Sing 4 nsubj\n"
      "disperse disperser VERB Number=Sing|VerbForm=Fin 0 root\n",
      "4 dislocated|4 punct|4 nsubj|0 root" },
    { 0, /* no other subject: it is one */
      "Tchad Tchad PROPN _ 3 nsubj\n"
      ": : PUNCT _ 3 punct\n"
      "disperse disperser VERB Number=Sing|VerbForm=Fin 0 root\n",
      "3 nsubj|3 punct|0 root" },
    { SAYSO_MEND_TWO_SIDES, /* both of one gender, one in the nominative */
      "Латвию Латвия PROPN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "похвалила похвалить VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "Норвегия Норвегия PROPN Case=Nom|Gender=Fem|Number=Sing 2 obj\n",
      "2 obj|0 root|2 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* many do, one does not */
      "Мост мост NOUN Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "обстреляли обстрелять VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n"
      "подразделения подразделение NOUN Case=Acc|Gender=Neut|Number=Plur 2 obj\n",
      "2 obj|0 root|2 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* a form that is no lemma is no nominative */
      "Поправку поправка NOUN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "підтримала підтримати VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "Данія Данія PROPN Case=Acc|Gender=Fem|Number=Sing 2 obj\n",
      "2 obj|0 root|2 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* the form of either case, but the verb agrees with one */
      "Эстонию Эстония PROPN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "упрекнул упрекнуть VERB Gender=Masc|Number=Sing|VerbForm=Fin 0 root\n"
      "Израиль Израиль PROPN Case=Acc|Gender=Masc|Number=Sing 2 obj\n",
      "2 obj|0 root|2 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* two subjects of which one agrees */
      "Табір табір NOUN Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "оточила оточити VERB Gender=Fem|Number=Sing|VerbForm=Fin 0 root\n"
      "міліція міліція NOUN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n",
      "2 obj|0 root|2 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* a nominative that does not agree, before one that does */
      "Канцлера канцлера NOUN Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "похвалила похвалити VERB Gender=Fem|Number=Sing|VerbForm=Fin 0 root\n"
      "рада рада NOUN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n",
      "2 obj|0 root|2 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* a body with a genitive plural is no quantity where the verb agrees with it */
      "Консула консул NOUN Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing 2 obj\n"
      "приняло принять VERB Gender=Neut|Number=Sing|VerbForm=Fin 0 root\n"
      "собрание собрание NOUN Case=Acc|Gender=Neut|Number=Sing 2 obj\n"
      "старейшин старейшина NOUN Case=Gen|Gender=Masc|Number=Plur 3 nmod\n",
      "2 obj|0 root|2 nsubj|3 nmod" },
    { SAYSO_MEND_TWO_SIDES, /* of two in the plural the living one, the pronoun before it its owner's */
      "Міни міна NOUN Animacy=Inan|Case=Nom|Gender=Fem|Number=Plur 2 nsubj\n"
      "поставили поставити VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n"
      "його він PRON Case=Acc|Gender=Masc|Number=Sing|Person=3 2 obj\n"
      "моряки моряк NOUN Animacy=Anim|Case=Nom|Gender=Masc|Number=Plur 2 obj\n",
      "2 obj|0 root|4 det|2 nsubj" },
    { 0, /* in the accusative it is no doer */
      "Міни міна NOUN Animacy=Inan|Case=Nom|Gender=Fem|Number=Plur 2 nsubj\n"
      "поранили поранити VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n"
      "моряків моряк NOUN Animacy=Anim|Case=Acc|Gender=Masc|Number=Plur 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { SAYSO_MEND_TWO_SIDES, /* both before the verb, a neuter one that has a neuter beside it */
      "Шахтёра шахтёр NOUN Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing 3 nsubj\n"
      "ведомство ведомство NOUN Case=Nom|Gender=Neut|Number=Sing 3 nsubj\n"
      "наградило наградить VERB Gender=Neut|Number=Sing|VerbForm=Fin 0 root\n",
      "3 obj|3 nsubj|0 root" },
    { 0, /* an impersonal one has no subject */
      "Дорогу дорога NOUN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "завалило завалить VERB Gender=Neut|Number=Sing|VerbForm=Fin 0 root\n"
      "снегом снег NOUN Case=Nom|Gender=Masc|Number=Sing 2 obj\n",
      "2 obj|0 root|2 obj" },
    { 0, /* both agree */
      "Завод завод NOUN Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "купил купить VERB Gender=Masc|Number=Sing|VerbForm=Fin 0 root\n"
      "банк банк NOUN Case=Acc|Gender=Masc|Number=Sing 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* a number of people in the genitive */
      "Десятка десяток NOUN Case=Gen|Gender=Masc|Number=Sing 2 nsubj\n"
      "заняли занять VERB Number=Plur|VerbForm=Fin 0 root\n"
      "места место NOUN Case=Acc|Gender=Neut|Number=Plur 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* a passive has no object */
      "Табір табір NOUN Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "оточена оточити VERB Gender=Fem|Number=Sing|VerbForm=Fin|Voice=Pass 0 root\n"
      "міліція міліція NOUN Case=Nom|Gender=Fem|Number=Sing 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* one noun has no rival */
      "Табір табір NOUN Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "оточила оточити VERB Gender=Fem|Number=Sing|VerbForm=Fin 0 root\n",
      "2 nsubj|0 root" },
    { 0, /* a language without cases */
      "Togo Togo PROPN Number=Sing 2 nsubj\n"
      "thanked thank VERB Number=Sing|VerbForm=Fin 0 root\n"
      "ministers minister NOUN Number=Plur 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* several are one or many */
      "Эстонию Эстония PROPN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "упрекнули упрекнуть VERB Number=Plur|VerbForm=Fin 0 root\n"
      "подразделения подразделение NOUN Case=Gen|Gender=Neut|Number=Sing 2 obj\n"
      "и и CCONJ _ 5 cc\n"
      "войска войско NOUN Case=Nom|Gender=Neut|Number=Plur 3 conj\n",
      "2 obj|0 root|2 obj|5 cc|3 conj" },
    { 0, /* a quantity: its verb agrees with what is counted */
      "Ряд ряд NOUN Case=Nom|Gender=Masc|Number=Sing 3 nsubj\n"
      "стран страна NOUN Case=Gen|Gender=Fem|Number=Plur 1 nmod\n"
      "осудили осудить VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n"
      "удары удар NOUN Case=Acc|Gender=Masc|Number=Plur 3 obj\n",
      "3 nsubj|1 nmod|0 root|3 obj" },
    { SAYSO_MEND_TWO_SIDES, /* a numeral in the noun's case makes no quantity */
      "Трёх три NUM Case=Gen 2 nummod\n"
      "журналистов журналист NOUN Animacy=Anim|Case=Gen|Gender=Masc|Number=Plur 3 nsubj\n"
      "задержала задержать VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "Эритрея Эритрея PROPN Case=Nom|Gender=Fem|Number=Sing 3 nsubj\n",
      "2 nummod|3 obj|0 root|3 nsubj" },
    { SAYSO_MEND_TWO_SIDES, /* nor does *one* */
      "Одно один NUM Case=Nom|Gender=Neut|Number=Sing 2 nummod\n"
      "пояснение пояснение NOUN Case=Nom|Gender=Neut|Number=Sing 3 nsubj\n"
      "дают давать VERB Number=Plur|Person=3|VerbForm=Fin 0 root\n"
      "соседи сосед NOUN Animacy=Anim|Case=Nom|Gender=Masc|Number=Plur 3 nsubj\n",
      "2 nummod|3 obj|0 root|3 nsubj" },
    { 0, /* subject and object as they stand */
      "Россия Россия PROPN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n"
      "осудила осудить VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "атаку атака NOUN Case=Acc|Gender=Fem|Number=Sing 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { SAYSO_MEND_FAR_SUBJECT,
      "Сербию Сербия PROPN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "упрекнула упрекнуть VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "в в ADP _ 4 case\n"
      "обмане обман NOUN Case=Loc|Gender=Masc|Number=Sing 2 obl\n"
      "Албания Албания PROPN Case=Nom|Gender=Fem|Number=Sing 4 nmod\n",
      "2 obj|0 root|4 case|2 obl|2 nsubj" },
    { SAYSO_MEND_FAR_SUBJECT, /* a feminine as its lemma, called a genitive */
      "Сербію Сербія PROPN Case=Acc|Gender=Fem|Number=Sing 2 obj\n"
      "дорікнула дорікнути VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "в в ADP _ 4 case\n"
      "обмані обман NOUN Case=Loc|Gender=Masc|Number=Sing 2 obl\n"
      "Албанія Албанія PROPN Case=Gen|Gender=Fem|Number=Sing 4 nmod\n",
      "2 obj|0 root|4 case|2 obl|2 nsubj" },
    { SAYSO_MEND_LONE_OBJECT,
      "Вчера вчера ADV _ 2 advmod\n"
      "прибыла прибыть VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "делегация делегация NOUN Case=Nom|Gender=Fem|Number=Sing 2 obj\n",
      "2 advmod|0 root|2 nsubj" },
    { SAYSO_MEND_LONE_SUBJECT,
      "Комиссию комиссия NOUN Case=Acc|Gender=Fem|Number=Sing 2 nsubj\n"
      "распустили распустить VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n",
      "2 obj|0 root" },
    { SAYSO_MEND_SECOND_CONJUNCT,
      "Selon selon ADP _ 2 case\n"
      "Lind Lind PROPN _ 9 obl\n"
      ", , PUNCT _ 2 punct\n"
      "le le DET _ 5 det\n"
      "préfet préfet NOUN Gender=Masc|Number=Sing 9 nsubj\n"
      ", , PUNCT _ 2 punct\n"
      "le le DET _ 8 det\n"
      "pont pont NOUN Gender=Masc|Number=Sing 9 nsubj\n"
      "cède céder VERB Mood=Ind|Number=Sing|Person=3|VerbForm=Fin 0 root\n",
      "2 case|9 obl|2 punct|5 det|2 appos|2 punct|8 det|9 nsubj|0 root" },
    { SAYSO_MEND_SECOND_CONJUNCT,
      "словам слово NOUN Case=Dat|Number=Plur 7 parataxis\n"
      "Линда Линд PROPN Case=Gen|Number=Sing 1 nmod\n"
      ", , PUNCT _ 1 punct\n"
      "главы глава NOUN Case=Gen|Number=Sing 1 nmod\n"
      "района район NOUN Case=Gen|Number=Sing 4 nmod\n"
      ", , PUNCT _ 1 punct\n"
      "темно темно ADV _ 0 root\n",
      "7 parataxis|1 nmod|1 punct|2 appos|4 nmod|1 punct|0 root" },
    { SAYSO_MEND_PASSIVE_SUBJECT,
      "Four four NUM _ 2 nummod\n"
      "men man NOUN Number=Plur 4 nsubj\n"
      "were be AUX VerbForm=Fin 4 aux:pass\n"
      "arrested arrest VERB VerbForm=Part 0 root\n",
      "2 nummod|4 nsubj:pass|4 aux:pass|0 root" },
    { SAYSO_MEND_INVERTED,
      "Non non INTJ _ 0 root\n"
      ", , PUNCT _ 1 punct\n"
      "a avoir AUX Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin 4 aux:tense\n"
      "répondu répondre VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part 1 parataxis\n"
      "le le DET _ 6 det\n"
      "roi roi NOUN Gender=Masc|Number=Sing 4 obj\n",
      "0 root|1 punct|4 aux:tense|1 parataxis|6 det|4 nsubj" },
    { 0, /* it has a subject */
      "Ils il PRON Number=Plur|Person=3 2 nsubj\n"
      "quittent quitter VERB Mood=Ind|Number=Plur|Person=3|VerbForm=Fin 0 root\n"
      "Kavar Kavar PROPN _ 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { SAYSO_MEND_CALLED,
      "Traoré Traoré PROPN _ 2 vocative\n"
      "rencontre rencontrer VERB Mood=Ind|Number=Sing|Person=3|VerbForm=Fin 0 root\n"
      "Diallo Diallo PROPN _ 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { 0,
      "Traoré Traoré PROPN _ 3 vocative\n"
      ", , PUNCT _ 1 punct\n"
      "rencontre rencontrer VERB Mood=Imp|Person=2|VerbForm=Fin 0 root\n"
      "Diallo Diallo PROPN _ 3 obj\n",
      "3 vocative|1 punct|0 root|3 obj" },
    { SAYSO_MEND_ACTIVE,
      "Guards guard NOUN Number=Plur 2 nsubj\n"
      "arrested arrest VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root\n"
      "the the DET _ 4 det\n"
      "accused accuse VERB Tense=Past|VerbForm=Part|Voice=Pass 2 xcomp\n",
      "2 nsubj|0 root|4 det|2 xcomp" },
    { 0, /* with his hands tied */
      "He he PRON _ 2 nsubj\n"
      "slept sleep VERB Tense=Past|VerbForm=Fin 0 root\n"
      "hands hand NOUN Number=Plur 4 nsubj\n"
      "tied tie VERB Tense=Past|VerbForm=Part|Voice=Pass 2 advcl\n",
      "2 nsubj|0 root|4 nsubj|2 advcl" },
    { 0, /* agrees: a participle for certain */
      "Министр министр NOUN Case=Nom|Number=Sing 2 nsubj\n"
      "уволен уволить VERB Number=Sing|Tense=Past|VerbForm=Part|Voice=Pass 0 root\n",
      "2 nsubj|0 root" },
    { SAYSO_MEND_NEXT_SUBJECT, /* a conjunct that the next clause begins with */
      "Envoys envoy NOUN Number=Plur 2 nsubj\n"
      "met meet VERB Tense=Past|VerbForm=Fin 0 root\n"
      "in in ADP _ 4 case\n"
      "Dorn Dorn PROPN Number=Sing 2 obl\n"
      "and and CCONJ _ 6 cc\n"
      "Kavar Kavar PROPN Number=Sing 4 conj\n"
      "freed free VERB Tense=Past|VerbForm=Fin 2 conj\n"
      "sailors sailor NOUN Number=Plur 7 obj\n",
      "2 nsubj|0 root|4 case|2 obl|7 cc|7 nsubj|2 conj|7 obj" },
    { SAYSO_MEND_NEXT_SUBJECT, /* its conjunction already at the verb, which has an auxiliary */
      "La le DET PronType=Art 2 det\n"
      "foule foule NOUN Gender=Fem|Number=Sing 3 nsubj\n"
      "pille piller VERB Number=Sing|VerbForm=Fin 0 root\n"
      "cafés café NOUN Gender=Masc|Number=Plur 3 obj\n"
      "et et CCONJ _ 8 cc\n"
      "police police NOUN Gender=Fem|Number=Sing 4 conj\n"
      "a avoir AUX Number=Sing|Person=3|VerbForm=Fin 8 aux:tense\n"
      "tiré tirer VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part 3 conj\n",
      "2 det|3 nsubj|0 root|3 obj|8 cc|8 nsubj|8 aux:tense|3 conj" },
    { 0, /* both are shelled, and a verb with a conjunction of its own follows */
      "Kavar Kavar PROPN Number=Sing 2 nsubj\n"
      "shelled shell VERB Tense=Past|VerbForm=Fin 0 root\n"
      "Dorn Dorn PROPN Number=Sing 2 obj\n"
      "and and CCONJ _ 5 cc\n"
      "Veltra Veltra PROPN Number=Sing 3 conj\n"
      "and and CCONJ _ 7 cc\n"
      "fled flee VERB Tense=Past|VerbForm=Fin 2 conj\n",
      "2 nsubj|0 root|2 obj|5 cc|3 conj|7 cc|2 conj" },
    { SAYSO_MEND_SECOND_SUBJECT, /* the order tells */
      "Норвегия Норвегия PROPN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n"
      "обстреляла обстрелять VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "Тарту Тарту PROPN Case=Acc|Gender=Masc|Number=Sing 2 nsubj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* and a nominative for certain is no object */
      "Норвегия Норвегия PROPN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n"
      "похвалила похвалить VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "Дания Дания PROPN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n",
      "2 nsubj|0 root|2 nsubj" },
    { SAYSO_MEND_FIRST_SIDE, /* the verb agrees with a name of one form */
      "ДНР ДНР PROPN Case=Gen|Gender=Fem|Number=Sing 2 obj\n"
      "задержала задержать VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "журналистов журналист NOUN Animacy=Anim|Case=Acc|Gender=Masc|Number=Plur 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* a name that has cases is in one */
      "Данії Данія PROPN Case=Gen|Gender=Fem|Number=Sing 2 obj\n"
      "передала передати VERB Gender=Fem|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "судно судно NOUN Case=Acc|Gender=Neut|Number=Sing 2 obj\n",
      "2 obj|0 root|2 obj" },
    { SAYSO_MEND_UNCHANGING,
      "Осло Осло PROPN Case=Dat|Gender=Masc|Number=Sing 2 iobj\n"
      "вернул вернуть VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "Латвии Латвия PROPN Case=Dat|Gender=Fem|Number=Sing 2 iobj\n"
      "корабль корабль NOUN Case=Acc|Gender=Masc|Number=Sing 2 obj\n",
      "2 nsubj|0 root|2 iobj|2 obj" },
    { 0, /* somebody else returns it */
      "Осло Осло PROPN Case=Dat|Gender=Masc|Number=Sing 3 iobj\n"
      "порт порт NOUN Case=Nom|Gender=Masc|Number=Sing 3 nsubj\n"
      "вернул вернуть VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "корабль корабль NOUN Case=Acc|Gender=Masc|Number=Sing 3 obj\n",
      "3 iobj|3 nsubj|0 root|3 obj" },
    { SAYSO_MEND_THING, /* an article makes it a noun */
      "The the DET PronType=Art 2 det\n"
      "drone drone VERB Number=Sing|Tense=Past|VerbForm=Fin 3 nsubj\n"
      "hit hit VERB Tense=Past|VerbForm=Fin 0 root\n"
      "trucks truck NOUN Number=Plur 3 obj\n",
      "2 det|3 nsubj|0 root|3 obj" },
    { SAYSO_MEND_NAMED_THING,
      "Kavar Kavar PROPN Number=Sing 2 nsubj\n"
      "rejected reject VERB Tense=Past|VerbForm=Fin 0 root\n"
      "a a DET Definite=Ind|PronType=Art 4 det\n"
      "Isles isle PROPN Number=Plur 5 nsubj\n"
      "demand demand VERB Number=Plur|Tense=Pres|VerbForm=Fin 2 ccomp\n"
      "to to PART _ 7 mark\n"
      "leave leave VERB VerbForm=Inf 5 xcomp\n",
      "2 nsubj|0 root|5 det|5 compound|2 obj|7 mark|5 acl" },
    { 0, /* several with an article of their own */
      "Kavar Kavar PROPN Number=Sing 2 nsubj\n"
      "fears fear VERB Tense=Pres|VerbForm=Fin 0 root\n"
      "des un DET Definite=Ind|Number=Plur|PronType=Art 4 det\n"
      "pirates pirate NOUN Number=Plur 5 nsubj\n"
      "attack attack VERB Number=Plur|Tense=Pres|VerbForm=Fin 2 ccomp\n",
      "2 nsubj|0 root|4 det|5 nsubj|2 ccomp" },
    { SAYSO_MEND_TO_COME, /* a name that has something to do */
      "Kavar Kavar PROPN Number=Sing 0 root\n"
      "to to PART _ 3 mark\n"
      "send send VERB VerbForm=Inf 1 acl\n"
      "tents tent NOUN Number=Plur 3 obj\n",
      "3 nsubj|3 mark|0 root|3 obj" },
    { 0, /* a noun has */
      "Right right NOUN Number=Sing 0 root\n"
      "to to PART _ 3 mark\n"
      "vote vote VERB VerbForm=Inf 1 acl\n",
      "0 root|3 mark|1 acl" },
    { SAYSO_MEND_INFINITIVE,
      "Plans plan NOUN Number=Plur 0 root\n"
      "to to PART _ 3 mark\n"
      "free free ADJ _ 1 amod\n"
      "sailors sailor NOUN Number=Plur 3 obj\n",
      "0 root|3 mark|1 acl|3 obj" },
    { 0, /* nothing that it does */
      "Plans plan NOUN Number=Plur 0 root\n"
      "too too ADV _ 3 advmod\n"
      "free free ADJ _ 1 amod\n",
      "0 root|3 advmod|1 amod" },
    { SAYSO_MEND_RESULT,
      "Guards guard NOUN Number=Plur 2 nsubj\n"
      "shot shoot VERB Tense=Past|VerbForm=Fin 0 root\n"
      "dead dead ADJ _ 5 amod\n"
      "two two NUM _ 5 nummod\n"
      "sailors sailor NOUN Number=Plur 2 obj\n",
      "2 nsubj|0 root|2 xcomp|5 nummod|2 obj" },
    { 0, /* an attribute behind the number */
      "Guards guard NOUN Number=Plur 2 nsubj\n"
      "found find VERB Tense=Past|VerbForm=Fin 0 root\n"
      "two two NUM _ 5 nummod\n"
      "dead dead ADJ _ 5 amod\n"
      "sailors sailor NOUN Number=Plur 2 obj\n",
      "2 nsubj|0 root|5 nummod|5 amod|2 obj" },
    { SAYSO_MEND_TENSE,
      "Дания Дания PROPN Case=Nom|Gender=Fem|Number=Sing 2 nsubj\n"
      "вышлет выслать VERB Aspect=Perf|Number=Sing|Person=3|Tense=Past|VerbForm=Fin 0 root\n"
      "атташе атташе NOUN Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing 2 obj\n",
      "2 nsubj|0 root|2 obj" },
    { SAYSO_MEND_LONE_SUBJECT, /* one living being, many who do it */
      "Консула консул NOUN Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n"
      "вызвали вызвать VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n"
      "вчера вчера ADV _ 2 advmod\n",
      "2 obj|0 root|2 advmod" },
    { SAYSO_MEND_LONE_SUBJECT, /* names are not counted */
      "Консула консул NOUN Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing 3 nsubj\n"
      "США США PROPN Case=Gen|Number=Plur 1 nmod\n"
      "вызвали вызвать VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n",
      "3 obj|1 nmod|0 root" },
    { SAYSO_MEND_OWNED,
      "Военные военный ADJ Case=Nom|Degree=Pos|Number=Plur 2 amod\n"
      "Перу Перу PROPN Animacy=Inan|Case=Nom|Gender=Neut|Number=Sing 3 nsubj\n"
      "ушли уйти VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n",
      "3 nsubj|1 nmod|0 root" },
    { SAYSO_MEND_PAIR, /* the first addressed */
      "Chad Chad PROPN Number=Sing 4 vocative\n"
      ", , PUNCT _ 1 punct\n"
      "Niger Niger PROPN Number=Sing 4 nsubj\n"
      "reopen reopen VERB Tense=Pres|VerbForm=Fin 0 root\n"
      "roads road NOUN Number=Plur 4 obj\n",
      "4 nsubj|1 punct|1 conj|0 root|4 obj" },
    { 0, /* a town and its country */
      "Oslo Oslo PROPN Number=Sing 4 vocative\n"
      ", , PUNCT _ 1 punct\n"
      "Norway Norway PROPN Number=Sing 4 nsubj\n"
      "reopens reopen VERB Number=Sing|Person=3|Tense=Pres|VerbForm=Fin 0 root\n"
      "roads road NOUN Number=Plur 4 obj\n",
      "4 vocative|1 punct|4 nsubj|0 root|4 obj" },
    { SAYSO_MEND_ABBREVIATION,
      "ЗСУ ЗСУ PROPN Abbr=Yes|Animacy=Inan|Case=Acc|Gender=Masc|Number=Sing 2 obj\n"
      "знищили знищити VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n"
      "міст міст NOUN Animacy=Inan|Case=Nom|Gender=Masc|Number=Sing 2 nsubj\n",
      "2 nsubj|0 root|2 obj" },
    { SAYSO_MEND_OWNERS, /* coordinated with the noun */
      "Послы посол NOUN Animacy=Anim|Case=Nom|Gender=Masc|Number=Plur 7 nsubj\n"
      "Перу Перу PROPN Case=Gen|Number=Sing 1 nmod\n"
      ", , PUNCT _ 4 punct\n"
      "Чили Чили PROPN Case=Nom|Number=Sing 1 conj\n"
      "и и CCONJ _ 6 cc\n"
      "Кубы Куба PROPN Case=Gen|Number=Sing 4 conj\n"
      "уехали уехать VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n",
      "7 nsubj|1 nmod|4 punct|2 conj|6 cc|4 conj|0 root" },
    { SAYSO_MEND_OWNERS, /* a further subject */
      "Envoys envoy NOUN Number=Plur 8 nsubj\n"
      "of of ADP _ 3 case\n"
      "Kenya Kenya PROPN Number=Sing 1 nmod\n"
      ", , PUNCT _ 5 punct\n"
      "Peru Peru PROPN Number=Sing 8 nsubj\n"
      "and and CCONJ _ 7 cc\n"
      "Chad Chad PROPN Number=Sing 5 conj\n"
      "left leave VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n",
      "8 nsubj|3 case|1 nmod|5 punct|3 conj|7 cc|5 conj|0 root" },
    { SAYSO_MEND_ACCUSATIVE,
      "Перу Пера PROPN Animacy=Anim|Case=Acc|Gender=Masc|Number=Sing 2 obj\n"
      "отрицал отрицать VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Fin 0 root\n"
      "обстрел обстрел NOUN Animacy=Inan|Case=Acc|Gender=Masc|Number=Sing 2 nsubj\n",
      "2 nsubj|0 root|2 obj" },
    { 0, /* one envoy, and Peru */
      "Envoy envoy NOUN Number=Sing 6 nsubj\n"
      "of of ADP _ 3 case\n"
      "Kenya Kenya PROPN Number=Sing 1 nmod\n"
      "and and CCONJ _ 5 cc\n"
      "Peru Peru PROPN Number=Sing 1 conj\n"
      "left leave VERB Number=Plur|Tense=Past|VerbForm=Fin 0 root\n",
      "6 nsubj|3 case|1 nmod|5 cc|1 conj|0 root" },
    { SAYSO_MEND_REDUCED, /* an attribute behind its noun, an object on a noun */
      "Danish danish ADJ _ 2 amod\n"
      "nurses nurse NOUN Number=Plur 0 root\n"
      "blocked block VERB Tense=Past|VerbForm=Part 4 amod\n"
      "bridges bridge NOUN Number=Plur 2 obj\n"
      "near near ADP _ 6 case\n"
      "Aarhus Aarhus PROPN Number=Sing 3 nmod\n",
      "2 amod|3 nsubj|0 root|3 obj|6 case|3 nmod" },
    { SAYSO_MEND_HEADING, /* what a heading is about is no other word for it */
      "Veltra Veltra PROPN Number=Sing 0 root\n"
      ": : PUNCT _ 4 punct\n"
      "un un DET _ 4 det\n"
      "juge juge NOUN Number=Sing 1 appos\n"
      "condamné condamner VERB Tense=Past|VerbForm=Part 4 acl\n",
      "0 root|4 punct|4 det|1 parataxis|4 acl" },
    { 0, /* an apposition behind a comma */
      "Veltra Veltra PROPN Number=Sing 0 root\n"
      ", , PUNCT _ 4 punct\n"
      "un un DET _ 4 det\n"
      "État état NOUN Number=Sing 1 appos\n",
      "0 root|4 punct|4 det|1 appos" },
    { SAYSO_MEND_HEADLINE, /* a number behind the verb */
      "Veltra Veltra PROPN Number=Sing 2 compound\n"
      "frees free NOUN Number=Sing 0 root\n"
      "two two NUM _ 4 nummod\n"
      "poets poet NOUN Number=Plur 2 appos\n"
      "in in ADP _ 6 case\n"
      "Dorn Dorn PROPN Number=Sing 2 nmod\n",
      "2 nsubj|0 root|4 nummod|2 obj|6 case|2 obl" },
    { SAYSO_MEND_HEADLINE, /* behind a heading */
      "Mali Mali PROPN Number=Sing 6 dislocated\n"
      ": : PUNCT _ 6 punct\n"
      "army army NOUN Number=Sing 4 compound\n"
      "jails jail NOUN Number=Plur 6 compound\n"
      "former former ADJ _ 6 amod\n"
      "mayor mayor NOUN Number=Sing 0 root\n",
      "4 dislocated|4 punct|4 nsubj|0 root|6 amod|4 obj" },
    { SAYSO_MEND_HEADLINE, /* what is cut, taken for the verb */
      "Veltra Veltra PROPN Number=Sing 2 compound\n"
      "cuts cut NOUN Number=Plur 3 nsubj\n"
      "aid aid VERB VerbForm=Fin 0 root\n"
      "to to ADP _ 5 case\n"
      "Dorn Dorn PROPN Number=Sing 3 obl\n",
      "2 nsubj|0 root|2 obj|5 case|3 obl" },
    { SAYSO_MEND_HEADLINE, /* several act in the form of the lemma, which the lists know */
      "Coastal coastal ADJ _ 2 amod\n"
      "rebels rebel NOUN Number=Plur 0 root\n"
      "free free ADJ _ 4 amod\n"
      "soldiers soldier NOUN Number=Plur 2 appos\n",
      "2 amod|3 nsubj|0 root|3 obj" },
    { 0, /* a noun that makes events, and nothing begins a phrase behind it */
      "Veltra Veltra PROPN Number=Sing 2 compound\n"
      "sanctions sanction NOUN Number=Plur 3 compound\n"
      "relief relief NOUN Number=Sing 0 root\n",
      "2 compound|3 compound|0 root" },
    { 0, /* *judges strike* */
      "Veltra Veltra PROPN Number=Sing 2 compound\n"
      "judges judge NOUN Number=Plur 3 nsubj\n"
      "strike strike VERB VerbForm=Fin 0 root\n"
      "over over ADP _ 5 case\n"
      "pay pay NOUN Number=Sing 3 obl\n",
      "2 compound|3 nsubj|0 root|5 case|3 obl" },
    { SAYSO_MEND_RECEIVER,
      "Veltra Veltra PROPN Number=Sing 2 nsubj\n"
      "sent send VERB Tense=Past|VerbForm=Fin 0 root\n"
      "Kenya Kenya PROPN Number=Sing 4 compound\n"
      "two two NUM _ 5 nummod\n"
      "ships ship NOUN Number=Plur 2 obj\n",
      "2 nsubj|0 root|2 iobj|5 nummod|2 obj" },
    { 0,
      "Veltra Veltra PROPN Number=Sing 2 nsubj\n"
      "hit hit VERB Tense=Past|VerbForm=Fin 0 root\n"
      "Dorn Dorn PROPN Number=Sing 5 compound\n"
      "military military ADJ _ 5 amod\n"
      "bases base NOUN Number=Plur 2 obj\n",
      "2 nsubj|0 root|5 compound|5 amod|2 obj" },
};

/* Columns by blanks into CoNLL-U. */
static void conllu_of(sayso_buf *b, const char *words)
{
    char form[40], lemma[40], upos[8], feats[90], head[4], rel[16];
    for (unsigned i = 1; *words; i++) {
        assert_int_equal(sscanf(words, "%39s %39s %7s %89s %3s %15s", form, lemma, upos, feats,
                                head, rel),
                         6);
        sayso_buf_printf(b, "%u\t%s\t%s\t%s\t_\t%s\t%s\t%s\t_\t_\n", i, form, lemma, upos, feats,
                         head, rel);
        words = strchr(words, '\n') + 1;
    }
    sayso_buf_puts(b, "\n");
}

static void each_mend_does_what_it_says_and_no_more(void **unused)
{
    bool seen[SAYSO_N_MENDS] = { false };
    (void)unused;
    for (unsigned i = 0; i < sizeof triads / sizeof *triads; i++) {
        const triad *t = &triads[i];
        sayso_arena arena = SAYSO_ARENA_EMPTY;
        sayso_buf in = SAYSO_BUF_EMPTY, got = SAYSO_BUF_EMPTY;
        sayso_text *text;
        sayso_error err;
        conllu_of(&in, t->before);
        assert_int_equal(sayso_conllu_read(in.at, in.len, &arena, &text, &err), SAYSO_OK);
        sayso_mend_text(text, lexicon, lex_of);
        for (uint32_t k = 0; k < text->n_words; k++) {
            const sayso_word *w = &text->words[k];
            sayso_buf_printf(&got, "%s%u %s", k ? "|" : "",
                             w->head == SAYSO_ROOT ? 0u : w->head + 1u, w->deprel);
            sayso_sub sub;
            assert_int_equal(sayso_rel_of(sayso_str_of(w->deprel), &sub), w->rel);
            assert_int_equal(sub, w->sub);
        }
        assert_string_equal(got.at, t->after);
        assert_int_equal(text->sents[0].mended, t->mend ? 1u << t->mend : 0u);
        seen[t->mend] = true;
        sayso_buf_free(&in);
        sayso_buf_free(&got);
        sayso_arena_free(&arena);
    }
    for (unsigned m = 0; m < SAYSO_N_MENDS; m++) assert_true(seen[m]);
}

/* A past tense is no longer called a passive, neither in the rules' bits nor in CoNLL-U. */
static void active_verbs_are_finite(void **unused)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf in = SAYSO_BUF_EMPTY, out = SAYSO_BUF_EMPTY;
    sayso_text *text;
    sayso_error err;
    (void)unused;
    conllu_of(&in, "Guards guard NOUN Number=Plur 2 nsubj\n"
                   "arrested arrest VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root\n"
                   "them they PRON _ 2 obj\n");
    assert_int_equal(sayso_conllu_read(in.at, in.len, &arena, &text, &err), SAYSO_OK);
    sayso_mend_text(text, lexicon, lex_of);
    assert_true(text->words[1].feats & SAYSO_F(VERBFORM_FIN));
    assert_false(text->words[1].feats & (SAYSO_F(VERBFORM_PART) | SAYSO_F(VOICE_PASS)));
    sayso_conllu_put(&out, text, NULL);
    assert_non_null(strstr(out.at, "\tTense=Past|VerbForm=Fin\t"));
    sayso_buf_free(&in);
    sayso_buf_free(&out);
    sayso_arena_free(&arena);
}

/* What was mended is told in CoNLL-U. */
static void conllu_tells_what_was_mended(void **unused)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf in = SAYSO_BUF_EMPTY, out = SAYSO_BUF_EMPTY;
    sayso_text *text;
    sayso_error err;
    (void)unused;
    conllu_of(&in, triads[0].before);
    assert_int_equal(sayso_conllu_read(in.at, in.len, &arena, &text, &err), SAYSO_OK);
    sayso_mend_text(text, lexicon, lex_of);
    sayso_conllu_put(&out, text, NULL);
    assert_non_null(strstr(out.at, "# mended = 1\n# text ="));
    sayso_buf_free(&in);
    sayso_buf_free(&out);
    sayso_arena_free(&arena);
}

/* Without lists the mends that ask them rest. */
static void without_lists_headlines_stay(void **unused)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf in = SAYSO_BUF_EMPTY;
    sayso_text *text;
    sayso_error err;
    (void)unused;
    conllu_of(&in, "Veltra Veltra PROPN Number=Sing 2 compound\n"
                   "frees free NOUN Number=Sing 0 root\n"
                   "two two NUM _ 4 nummod\n"
                   "poets poet NOUN Number=Plur 2 appos\n");
    assert_int_equal(sayso_conllu_read(in.at, in.len, &arena, &text, &err), SAYSO_OK);
    sayso_mend_text(text, NULL, NULL);
    assert_int_equal(text->sents[0].mended, 0);
    sayso_buf_free(&in);
    sayso_arena_free(&arena);
}

/* ---- whatever comes, a tree stays one ---- */

enum { MOST_RANDOM = 12, RANDOM_TREES = 400000 };

static uint32_t chance(uint64_t *seed, uint32_t n)
{
    return (uint32_t)((*seed = sayso_hash_mix(*seed + 1)) >> 20) % n;
}

/* Words as headlines have them, each with another it hangs on and a relation by chance. */
static void random_tree(sayso_buf *b, uint64_t *seed)
{
    static const char *const words[] = {
        "Veltra\tVeltra\tPROPN\t_\tNumber=Sing", "Dorn\tDorn\tPROPN\t_\tNumber=Sing",
        "rebels\trebel\tNOUN\t_\tNumber=Plur", "cuts\tcut\tNOUN\t_\tNumber=Plur",
        "frees\tfree\tVERB\t_\tTense=Pres|VerbForm=Fin", "abduct\tabduct\tNOUN\t_\tNumber=Sing",
        "seized\tseize\tVERB\t_\tTense=Past|VerbForm=Part|Voice=Pass", "aid\taid\tVERB\t_\tVerbForm=Inf",
        "prisoners\tprisoner\tNOUN\t_\tNumber=Plur", "two\ttwo\tNUM\t_\t_", "its\tits\tPRON\t_\tPoss=Yes",
        "German\tGerman\tADJ\t_\t_", "in\tin\tADP\t_\t_", ":\t:\tPUNCT\t_\t_", ",\t,\tPUNCT\t_\t_",
        "Баку\tБаку\tPROPN\t_\tCase=Nom|Number=Sing", "обстріл\tобстріл\tNOUN\t_\tCase=Acc|Number=Sing",
    };
    static const char *const relations[] = {
        "nsubj", "obj", "obl", "nmod", "amod", "compound", "appos", "conj", "acl", "acl:relcl",
        "punct", "case", "nummod", "parataxis", "nsubj:pass", "xcomp", "aux", "dep", "flat", "expl",
    };
    const uint32_t n = 3 + chance(seed, MOST_RANDOM - 2), root = chance(seed, n);
    uint32_t head[MOST_RANDOM], hung[MOST_RANDOM] = { root }, at[MOST_RANDOM];
    for (uint32_t i = 0; i < n; i++) at[i] = i;
    for (uint32_t i = 0, k = 1; i < n; i++) { /* in an order by chance, each on one that hangs already */
        const uint32_t j = i + chance(seed, n - i), w = at[j];
        at[j] = at[i];
        if (w == root) continue;
        head[w] = hung[chance(seed, k)] + 1;
        hung[k++] = w;
    }
    head[root] = 0;
    for (uint32_t i = 0; i < n; i++)
        sayso_buf_printf(b, "%u\t%s\t%u\t%s\t_\t_\n", i + 1, words[chance(seed, sizeof words / sizeof *words)], head[i],
                         i == root ? "root" : relations[chance(seed, sizeof relations / sizeof *relations)]);
    sayso_buf_puts(b, "\n");
}

static bool is_tree(const sayso_text *text)
{
    const uint32_t n = text->n_words;
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t w = i, steps = 0;
        const sayso_word *x = &text->words[i];
        roots += x->head == SAYSO_ROOT;
        if ((x->head == SAYSO_ROOT) != (x->rel == SAYSO_REL_ROOT)) return false;
        while (text->words[w].head != SAYSO_ROOT && steps++ < n)
            if ((w = text->words[w].head) >= n) return false;
        if (steps > n) return false;
    }
    return roots == 1;
}

static void trees_stay_trees(void **unused)
{
    uint64_t seed = 2031;
    uint32_t met = 0;
    (void)unused;
    for (unsigned i = 0; i < RANDOM_TREES; i++) {
        sayso_arena arena = SAYSO_ARENA_EMPTY;
        sayso_buf in = SAYSO_BUF_EMPTY;
        sayso_text *text;
        sayso_error err;
        random_tree(&in, &seed);
        assert_int_equal(sayso_conllu_read(in.at, in.len, &arena, &text, &err), SAYSO_OK);
        assert_true(is_tree(text));
        sayso_mend_text(text, lexicon, lex_of);
        met |= text->sents[0].mended;
        if (!is_tree(text)) {
            sayso_buf out = SAYSO_BUF_EMPTY;
            sayso_conllu_put(&out, text, NULL);
            print_error("%s became\n%s", in.at, out.at);
            fail();
        }
        sayso_buf_free(&in);
        sayso_arena_free(&arena);
    }
    assert_true(met & 1u << SAYSO_MEND_HEADLINE && met & 1u << SAYSO_MEND_RECEIVER);
}

int main(int argc, char **argv)
{
    sayso_error err;
    if (argc != 2 || sayso_lexicon_open(&lexicon, argv[1], &err)) return 1;
    while (strcmp(sayso_lexicon_code(lexicon, lex_of[0]), "en") != 0) lex_of[0]++;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mend_does_what_it_says_and_no_more),
        cmocka_unit_test(active_verbs_are_finite),
        cmocka_unit_test(conllu_tells_what_was_mended),
        cmocka_unit_test(trees_stay_trees),
        cmocka_unit_test(without_lists_headlines_stay),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sayso_lexicon_close(lexicon);
    return failed;
}
