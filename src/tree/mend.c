/* The mends, in the order in which they run: first what makes clauses, then their sides. */
#include "tree/mend_inside.h"

_Static_assert(SAYSO_N_MENDS <= 32, "sayso_sent.mended has a bit for each");
static bool (*const mends[SAYSO_N_MENDS])(clause_words *) = {
    [SAYSO_MEND_NAME_VERB_THING] = sayso_mend_name_verb_thing,
    [SAYSO_MEND_REDUCED] = sayso_mend_reduced,
    [SAYSO_MEND_LAST_PARTICIPLE] = sayso_mend_last_participle,
    [SAYSO_MEND_LAST_RELATIVE] = sayso_mend_last_relative,
    [SAYSO_MEND_SECOND_CONJUNCT] = sayso_mend_second_conjunct,
    [SAYSO_MEND_HEADING] = sayso_mend_heading,
    [SAYSO_MEND_TWO_SIDES] = sayso_mend_two_sides,
    [SAYSO_MEND_FAR_SUBJECT] = sayso_mend_far_subject,
    [SAYSO_MEND_LONE_OBJECT] = sayso_mend_lone_object,
    [SAYSO_MEND_LONE_SUBJECT] = sayso_mend_lone_subject,
    [SAYSO_MEND_PASSIVE_SUBJECT] = sayso_mend_passive_subject,
    [SAYSO_MEND_INVERTED] = sayso_mend_inverted,
    [SAYSO_MEND_CALLED] = sayso_mend_called,
    [SAYSO_MEND_ACTIVE] = sayso_mend_active,
    [SAYSO_MEND_NEXT_SUBJECT] = sayso_mend_next_subject,
    [SAYSO_MEND_SECOND_SUBJECT] = sayso_mend_second_subject,
    [SAYSO_MEND_FIRST_SIDE] = sayso_mend_first_side,
    [SAYSO_MEND_UNCHANGING] = sayso_mend_unchanging,
    [SAYSO_MEND_THING] = sayso_mend_thing,
    [SAYSO_MEND_INFINITIVE] = sayso_mend_infinitive,
    [SAYSO_MEND_TO_COME] = sayso_mend_to_come,
    [SAYSO_MEND_RESULT] = sayso_mend_result,
    [SAYSO_MEND_TENSE] = sayso_mend_tense,
    [SAYSO_MEND_NAMED_THING] = sayso_mend_named_thing,
    [SAYSO_MEND_OWNERS] = sayso_mend_owners,
    [SAYSO_MEND_OWNED] = sayso_mend_owned,
    [SAYSO_MEND_PAIR] = sayso_mend_pair,
    [SAYSO_MEND_ABBREVIATION] = sayso_mend_abbreviation,
    [SAYSO_MEND_ACCUSATIVE] = sayso_mend_accusative,
    [SAYSO_MEND_HEADLINE] = sayso_mend_headline,
    [SAYSO_MEND_RECEIVER] = sayso_mend_receiver,
};

void sayso_mend_text(sayso_text *text, const sayso_lexicon *lexicon, const uint16_t *lex_of)
{
    for (uint32_t i = 0; i < text->n_sents; i++) {
        sayso_sent *sent = &text->sents[i];
        if (sent->language == SAYSO_NO_LANGUAGE) continue;
        const uint16_t language = lexicon ? lex_of[sent->language] : UINT16_MAX;
        clause_words s = { text->words + sent->first_word, (uint16_t)sent->n_words,
                           language == UINT16_MAX ? NULL : lexicon, language };
        for (unsigned m = 1; m < SAYSO_N_MENDS; m++)
            if (mends[m](&s)) sent->mended |= 1u << m;
    }
}
