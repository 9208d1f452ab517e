/* Which of its meanings a name has where it stands. The meanings are the lexicon's; which of
 * them is likely is told by the word's class, by what the recogniser takes the name for, and by
 * whether something happens there. */
#include "names/names.h"

/* How likely a kind is for a word of this class, on top of how well the name matched. Chosen by
 * hand, not measured; only the order within a column matters: a noun is a role before it is a
 * surname, a proper name is a country before a town. */
static float meaning_bias(sayso_entity_kind k, uint8_t upos, bool modifier, bool surname)
{
    const bool common = upos == SAYSO_NOUN || upos == SAYSO_ADJ;
    switch (k) {
    case SAYSO_ENT_COUNTRY: return 0.30f;
    case SAYSO_ENT_ORGANISATION: case SAYSO_ENT_MEDIUM: return 0.25f;
    case SAYSO_ENT_METONYM: return 0.26f;
    case SAYSO_ENT_CAPITAL: return 0.20f;
    case SAYSO_ENT_PERSON: return (surname ? 0.05f : 0.24f) - (common ? 0.2f : 0.0f);
    case SAYSO_ENT_COUNTRY_ADJ: return modifier || upos == SAYSO_ADJ ? 0.40f : 0.15f;
    case SAYSO_ENT_INHABITANT: return modifier ? 0.10f : 0.35f;
    case SAYSO_ENT_ROLE: return upos == SAYSO_NOUN ? 0.35f : 0.22f;
    default: return 0.10f;
    }
}

/* Is the hit within a name of which the recogniser says that it is of that kind? */
static bool fits_name(const sayso_ctx *c, const sayso_hit *h, sayso_entity_kind kind)
{
    const sayso_name *n = sayso_name_around(c, h->first, h->last);
    switch (kind) {
    case SAYSO_ENT_PERSON: return n && n->kind == SAYSO_NAME_PER;
    case SAYSO_ENT_ORGANISATION:
    case SAYSO_ENT_MEDIUM:
    case SAYSO_ENT_METONYM: return n && n->kind == SAYSO_NAME_ORG;
    case SAYSO_ENT_COUNTRY:
    case SAYSO_ENT_CAPITAL:
    case SAYSO_ENT_PLACE: return n && n->kind == SAYSO_NAME_LOC;
    default: return false;
    }
}

/* *Представитель компании*: a word for several, which another word's form is spelt like, is not meant
 * by a singular: less than by that word inflected. */
static bool many_of_one(const sayso_word *x, const sayso_entity *e)
{
    return e->kind == SAYSO_ENT_ROLE && e->detail && strcmp(e->detail, "group") == 0 &&
           (x->feats & SAYSO_F(NUMBER_SING));
}

const sayso_name_match *sayso_hit_meaning(const sayso_ctx *c, const sayso_hit *h)
{
    const sayso_word *x = word_at(c, h->head);
    const bool modifier = sayso_is_modifier(c, h->head);
    const bool located = h->n > 1 && sayso_is_located(c, h->head);
    const sayso_name_match *best = NULL;
    float top = 0;
    for (uint32_t i = 0; i < h->n; i++) {
        const sayso_name_match *m = &h->meaning[i];
        const sayso_entity *e = sayso_ctx_entity(c, m->entity);
        float s = m->score + meaning_bias(e->kind, x->upos, modifier, sayso_match_is_surname(m));
        /* more than kinds differ by, less than a name inflected and one written exactly may; not
         * measured */
        if (fits_name(c, h, e->kind)) s += 0.15f;
        if (located && (e->kind == SAYSO_ENT_PLACE || e->kind == SAYSO_ENT_CAPITAL ||
                        e->kind == SAYSO_ENT_COUNTRY))
            s += 0.2f;
        if (many_of_one(x, e)) s -= 0.08f;
        if (!best || s > top) { best = m; top = s; }
    }
    return best;
}
