/* parties: who takes part as what, once everybody's code is known. */
#include "events/inside.h"
#include "events/judge.h"

enum { MOST_CLIMB = 6 };

/* *Extradited a Chilean banker*: one man or woman is handed over, and no party to that. */
static bool is_handed(const sayso_ctx *c, const sayso_event *e, const sayso_participant *p)
{
    if (p->span.start == SAYSO_NO_OFFSET) return false;
    const sayso_mention *m = mention_at(c, sayso_word_of_span(c, e->sentence, p->span));
    return m && m->person && !m->plural && !(sayso_lexicon_role(c->lexicon, p->code.role) & SAYSO_ROLE_POLITICAL);
}

/* *France handed Spain the suspect*, *extradited to Spain*: what serves both has no recipient
 * (codebook, section 2). */
static bool join(sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    uint32_t n = e->n_actor;
    if (e->type != SAYSO_COOPERATE || !n || !e->n_recipient) return true;
    sayso_participant *all = sayso_arena_array(c->arena, n + e->n_recipient, sizeof *all);
    if (!all) return false;
    memcpy(all, e->actor, n * sizeof *all);
    for (uint32_t k = 0; k < e->n_recipient; k++)
        if (!is_handed(c, e, &e->recipient[k])) all[n++] = e->recipient[k];
    e->actor = c->sides[i].actor = all;
    e->n_actor = n;
    e->n_recipient = 0;
    return true;
}

/* *The Danes*, *les Russes*, *шведы*, and no more than that: not *two Danes*, *Danes in exile*, *thousands
 * of Danes*. */
static bool is_bare_people(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    const uint8_t rel = word_at(c, sayso_first_conjunct(c, w))->rel;
    const uint32_t verb = c->tree.parent[w];
    const bool several = m && (m->plural || (verb != SAYSO_NO_WORD && rel == SAYSO_NSUBJ &&
                                             word_at(c, verb)->feats & SAYSO_F(NUMBER_PLUR)));
    if (!several || m->kind != SAYSO_ENT_INHABITANT || m->head != w) return false;
    if (rel != SAYSO_NSUBJ && rel != SAYSO_OBJ && rel != SAYSO_IOBJ && rel != SAYSO_OBL) return false;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        if (x->rel == SAYSO_NUMMOD || x->rel == SAYSO_NMOD || x->rel == SAYSO_AMOD || x->rel == SAYSO_COMPOUND ||
            x->rel == SAYSO_APPOS || (x->rel == SAYSO_ACL && x->sub != SAYSO_SUB_RELCL))
            return false;
    }
    return true;
}

/* What a people does is its state's doing, unless it protests and asks, which people do themselves; what
 * is done to a people is done to them, unless it is said to a state. */
static bool is_of_states(const sayso_event *e, int side)
{
    if (side == 0) return e->type != SAYSO_PROTEST && e->type != SAYSO_REQUEST;
    const bool spoken = e->type == SAYSO_REQUEST || e->type == SAYSO_THREATEN || e->type == SAYSO_REJECT ||
                        e->type == SAYSO_AGREE || e->type == SAYSO_ACCUSE;
    return spoken && e->n_actor && !e->actor[0].code.role[0];
}

/* *The Danes gave Kenya two ships*: Denmark did. */
static void peoples_settle(sayso_ctx *c, uint32_t i)
{
    const sayso_event *e = &c->events[i];
    const uint32_t n[2] = { e->n_actor, e->n_recipient };
    sayso_participant *side[2] = { c->sides[i].actor, c->sides[i].recipient };
    for (int s = 0; s < 2; s++)
        for (uint32_t k = 0; k < n[s] && is_of_states(e, s); k++) {
            sayso_participant *p = &side[s][k];
            if (p->span.start == SAYSO_NO_OFFSET || strcmp(p->code.role, "CVL") != 0 || !p->code.country[0] ||
                !is_bare_people(c, sayso_word_of_span(c, e->sentence, p->span)))
                continue;
            p->code = sayso_code_make(p->code.country, "");
        }
}

/* ---- headlines ------------------------------------------------------------------------------- */

/* Is somebody the object of such a deed by this word, as the lists have it? */
static bool is_done_to(const sayso_ctx *c, uint32_t w, sayso_type type)
{
    const uint16_t language = sayso_ctx_language(c, w);
    uint32_t n = 0;
    if (language == UINT16_MAX) return false;
    const sayso_event_entry *e = sayso_lexicon_word_events(c->lexicon, language, word_at(c, w), SAYSO_VERB, &n);
    for (uint32_t i = 0; i < n; i++)
        if (e[i].type == (int)type && e[i].recipient.n && strcmp(e[i].recipient.slots[0].name, "obj") == 0)
            return true;
    return false;
}

/* *Inspectors denied access*: the object of what is denied to somebody stays beside him, as the
 * lists have it. */
static bool is_withheld(const sayso_ctx *c, uint32_t verb, uint32_t object)
{
    uint32_t n = 0;
    const sayso_frame f = sayso_frame_of(c, verb);
    const sayso_event_entry *e = sayso_event_entries(c, verb, &n);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < e[i].n_with; k++)
            if (e[i].with[k].slot.kind == SAYSO_SLOT_OBJ && e[i].with[k].test == SAYSO_TEST_WORD &&
                e[i].recipient.n && e[i].recipient.slots[0].kind == SAYSO_SLOT_IOBJ &&
                !mention_at(c, object) && sayso_conditions_hold(c, &f, &e[i].with[k], 1))
                return true;
    return false;
}

/* *Police ambushed near Oslo*, no full stop behind it: a past tense without what the verb asks for. Only
 * where no ending tells participles from it: the subject has no case. */
static bool is_headline_passive(const sayso_ctx *c, uint32_t w)
{
    static const uint64_t cases = SAYSO_F(CASE_NOM) | SAYSO_F(CASE_ACC) | SAYSO_F(CASE_GEN) | SAYSO_F(CASE_DAT) |
                                  SAYSO_F(CASE_INS) | SAYSO_F(CASE_LOC);
    const sayso_sent *s = sent_of(c, w);
    const sayso_word *v = word_at(c, w), *last = word_at(c, s->first_word + s->n_words - 1);
    const uint32_t subject = sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD);
    if (v->upos != SAYSO_VERB || !(v->feats & SAYSO_F(TENSE_PAST)) || sayso_str_eq(last->form, SAYSO_STR(".")) ||
        v->rel != SAYSO_REL_ROOT || subject == SAYSO_NO_WORD || (word_at(c, subject)->feats & cases))
        return false;
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const uint8_t rel = word_at(c, d)->rel;
        if ((rel == SAYSO_OBJ && c->date_of[d] < 0 && !is_withheld(c, w, d)) ||
            rel == SAYSO_IOBJ || rel == SAYSO_CCOMP || rel == SAYSO_XCOMP ||
            rel == SAYSO_REL_AUX || rel == SAYSO_EXPL)
            return false;
    }
    return true;
}

/* *Israel attacked overnight*, *rebels attacked at dawn*: states and soldiers may well be the doers. */
static bool may_attack(const sayso_ctx *c, const sayso_participant *p)
{
    const bool police = strcmp(p->code.role, "COP") == 0;
    return !p->code.role[0] || (!police && sayso_lexicon_role(c->lexicon, p->code.role) & SAYSO_ROLE_ARMED);
}

static void headline_turn(sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    const bool force = e->type == SAYSO_ASSAULT || e->type == SAYSO_COERCE || e->type == SAYSO_SANCTION ||
                       (e->type == SAYSO_RETREAT && e->mode && strcmp(e->mode, "release") == 0);
    const uint32_t w = c->event_word[i], object = sayso_tree_child(c, w, SAYSO_OBJ, SAYSO_NO_WORD);
    const bool withheld = object != SAYSO_NO_WORD && is_withheld(c, w, object);
    if (!force || !e->n_actor || strcmp(e->actor[0].via, "subj") != 0 ||
        may_attack(c, &e->actor[0]) ||
        !is_headline_passive(c, w) || !(withheld || is_done_to(c, w, e->type)))
        return;
    /* *denied entry to Peru*: the state that they were not let into */
    if (e->n_recipient && (!withheld || e->n_recipient > 1 || e->recipient[0].code.role[0])) return;
    sayso_participant *gets = c->sides[i].actor;
    const uint32_t n = e->n_recipient;
    e->actor = c->sides[i].actor = c->sides[i].recipient;
    e->recipient = c->sides[i].recipient = gets;
    e->n_recipient = e->n_actor;
    e->n_actor = n;
}

/* ---- numbers and participles that stand for people ------------------------------------------- */

/* *Killed five in Odesa*, *14 killed*: the number that the deed is done to, SAYSO_NO_WORD if none. */
static uint32_t number_of_victims(const sayso_ctx *c, uint32_t w)
{
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const sayso_word *x = word_at(c, d);
        const bool suffers = x->rel == SAYSO_OBJ || (x->rel == SAYSO_NSUBJ && (x->sub == SAYSO_SUB_PASS || is_headline_passive(c, w)));
        if (x->upos == SAYSO_NUM && suffers && c->date_of[d] < 0) return d;
    }
    return SAYSO_NO_WORD;
}

/* The verb of a deed: its own word, or what it does as a subject (*a strike kills five*). */
static uint32_t deed_verb(const sayso_ctx *c, uint32_t w)
{
    const uint32_t verb = word_at(c, w)->rel == SAYSO_NSUBJ ? c->tree.parent[w] : SAYSO_NO_WORD;
    if (word_at(c, w)->upos == SAYSO_VERB) return w;
    return verb != SAYSO_NO_WORD && is_done_to(c, verb, SAYSO_ASSAULT) ? verb : SAYSO_NO_WORD;
}

/* They are people of the place where it happens. */
static bool victims_count(sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    const uint32_t verb = e->type == SAYSO_ASSAULT && !e->n_recipient ? deed_verb(c, c->event_word[i]) : SAYSO_NO_WORD,
                   w = verb == SAYSO_NO_WORD ? verb : number_of_victims(c, verb);
    if (w == SAYSO_NO_WORD) return true;
    sayso_participant *p = sayso_arena_array(c->arena, 1, sizeof *p);
    if (!p || !sayso_participant_make(c, w, 0, "number", p)) return false;
    const char *country = e->place >= 0 && c->places[e->place].country ? c->places[e->place].country : "";
    p->code = sayso_code_make(country, "CVL");
    e->recipient = c->sides[i].recipient = p;
    e->n_recipient = 1;
    return true;
}

/* *Police detained ten protesters*, the last word a participle: those who protest are they, not the
 * police. */
static bool participle_settle(sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    const uint32_t w = c->event_word[i];
    const sayso_word *x = word_at(c, w);
    const bool stands = x->rel == SAYSO_OBJ || x->rel == SAYSO_NSUBJ || x->rel == SAYSO_IOBJ || x->rel == SAYSO_OBL;
    if (e->type != SAYSO_PROTEST || !stands || !(x->feats & SAYSO_F(VERBFORM_PART))) return true;
    sayso_participant *p = sayso_arena_array(c->arena, 1, sizeof *p);
    if (!p || !sayso_participant_make(c, w, 0, "self", p)) return false;
    for (uint32_t k = 0; k < c->n_events; k++) /* as what is done to them has them */
        for (uint32_t r = 0; r < c->events[k].n_recipient; r++)
            if (c->events[k].recipient[r].span.start == p->span.start) p->code = c->events[k].recipient[r].code;
    e->actor = c->sides[i].actor = p;
    e->n_actor = 1;
    return true;
}

/* ---- all ------------------------------------------------------------------------------------- */

/* *Not Oslo*: is the nominal itself negated, and not *not only*? */
static bool is_ruled_out(const sayso_ctx *c, const sayso_event *e, const sayso_participant *p)
{
    if (p->span.start == SAYSO_NO_OFFSET) return false;
    const uint32_t w = sayso_word_of_span(c, e->sentence, p->span);
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d]) {
        const char *value = NULL;
        if (word_at(c, d)->rel == SAYSO_ADVMOD && d < w && sayso_in_class(c, d, SAYSO_CLASS_NEGATION, &value) && !value)
            return true;
    }
    return false;
}

/* *Kenya, not Uganda, closed the border*, *not Oslo but Bern*: who did not, beside one who did. */
static uint32_t ruled_out_drop(const sayso_ctx *c, const sayso_event *e, sayso_participant *p, uint32_t n)
{
    uint32_t out = 0, kept = 0;
    for (uint32_t k = 0; k < n; k++) out += is_ruled_out(c, e, &p[k]);
    if (!out || out == n) return n;
    for (uint32_t k = 0; k < n; k++)
        if (!is_ruled_out(c, e, &p[k])) p[kept++] = p[k];
    return kept;
}

/* *Welcomed the truce but criticised Russia*: is he of one sentence whom another event of it
 * blames or strikes? */
static bool is_blamed_beside(const sayso_ctx *c, uint32_t i, const sayso_participant *p)
{
    for (uint32_t k = 0; k < c->n_events; k++) {
        const sayso_event *o = &c->events[k];
        if (o->sentence != c->events[i].sentence || sayso_type_quad(o->type) < 3) continue;
        for (uint32_t r = 0; r < o->n_recipient; r++)
            if (o->recipient[r].span.start == p->span.start &&
                strcmp(o->recipient[r].via, "obj") == 0)
                return true;
    }
    return false;
}

/* *Welcomed the end of the Danish siege*: is he named as he whose force ends? */
static bool is_past_foe(const sayso_ctx *c, uint32_t i, uint32_t w)
{
    const uint32_t force = 1u << SAYSO_ASSAULT | 1u << SAYSO_COERCE;
    for (int k = 0; c->view && k < MOST_CLIMB && w != SAYSO_NO_WORD && w != c->event_word[i]; k++) {
        const uint32_t end = c->tree.parent[w];
        if ((c->view->words[w].types & force) && end != SAYSO_NO_WORD &&
            sayso_in_class(c, end, SAYSO_CLASS_END, NULL))
            return true;
        w = end;
    }
    return false;
}

/* Who is praised by mistake, since nobody else is named. */
static void praise_settle(sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    sayso_participant *p = c->sides[i].recipient;
    uint32_t kept = 0;
    if (e->type != SAYSO_SUPPORT) return;
    for (uint32_t k = 0; k < e->n_recipient; k++) {
        const bool named = p[k].span.start != SAYSO_NO_OFFSET;
        const uint32_t w = named ? sayso_word_of_span(c, e->sentence, p[k].span) : SAYSO_NO_WORD;
        const bool learned = named && strcmp(p[k].via, "learned") == 0;
        if ((learned && is_blamed_beside(c, i, &p[k])) || (named && is_past_foe(c, i, w))) continue;
        p[kept++] = p[k];
    }
    e->n_recipient = kept;
}

/* *Beijing protested*: a state or its government does not march, it complains. */
static void complaint_settle(const sayso_ctx *c, uint32_t i)
{
    sayso_event *e = &c->events[i];
    if (e->type != SAYSO_PROTEST || !e->n_actor || !sayso_is_verbal(c, c->event_word[i]) ||
        (e->mode && strcmp(e->mode, "demo") != 0))
        return;
    for (uint32_t k = 0; k < e->n_actor; k++) {
        if (e->actor[k].span.start == SAYSO_NO_OFFSET) return;
        const uint32_t w = sayso_word_of_span(c, e->sentence, e->actor[k].span);
        const sayso_mention *m = mention_at(c, w);
        const bool state = m && !e->actor[k].code.role[0] &&
                           (m->kind == SAYSO_ENT_COUNTRY || m->kind == SAYSO_ENT_CAPITAL);
        if (!state && strcmp(e->actor[k].code.role, "GOV") != 0) return;
    }
    e->type = SAYSO_ACCUSE;
    e->mode = "disapprove";
    e->cameo = "114";
    sayso_lexicon_cameo(c->lexicon, e->cameo, &e->goldstein);
}

bool sayso_parties_settle(sayso_ctx *c)
{
    for (uint32_t i = 0; i < c->n_events; i++) {
        sayso_event *e = &c->events[i];
        e->n_actor = ruled_out_drop(c, e, c->sides[i].actor, e->n_actor);
        e->n_recipient = ruled_out_drop(c, e, c->sides[i].recipient, e->n_recipient);
        headline_turn(c, i);
        peoples_settle(c, i);
        praise_settle(c, i);
        complaint_settle(c, i);
        if (!participle_settle(c, i) || !victims_count(c, i) || !join(c, i)) return false;
    }
    return true;
}
