/* barred_doers: who has not done it, though he stands in the sentence or before it. */
#include "events/barred.h"
#include "events/judge.h"

enum { MOST_CLIMB = 6 };

/* Is it a place where something is? */
static bool is_place(const sayso_ctx *c, uint32_t w)
{
    return sayso_is_located(c, w) && c->place_of[w] >= 0;
}

/* ---- by where he stands ---- */

/* *Twenty were arrested and two officers hurt*: the subject of a clause without its verb's form,
 * coordinated with the verb before it, does nothing in that. */
static bool is_gapped(const sayso_ctx *c, uint32_t w)
{
    const uint32_t head = c->tree.parent[w];
    return word_at(c, w)->rel == SAYSO_CONJ && head != SAYSO_NO_WORD && head < w &&
           word_at(c, head)->upos == SAYSO_VERB && sayso_has_passive_subject(c, head);
}

/* Do the lists know the word as a deed that its object suffers? Not *sont intervenus*. */
static bool has_sufferer(const sayso_event_entry *e)
{
    for (uint32_t k = 0; k < e->recipient.n; k++)
        if (e->recipient.slots[k].kind == SAYSO_SLOT_OBJ) return true;
    return false;
}

/* Nobody's name or role: *the remarks of the president*, though they be his. */
static bool is_thing(const sayso_ctx *c, uint32_t w)
{
    const sayso_mention *m = mention_at(c, w);
    return !m || strcmp(m->via, "description") == 0;
}

/* *Norway was outraged by the remarks*: whom a thing brings to blame somebody blames. */
static bool is_moved(const sayso_nominals *s)
{
    const sayso_ctx *c = s->v->c;
    const sayso_slot agent = { .kind = SAYSO_SLOT_AGENT };
    uint32_t at[SAYSO_MOST_FILLERS];
    if (s->event->type != SAYSO_ACCUSE) return false;
    const uint32_t n = sayso_slot_fill(c, &s->event->frame, &agent, at, SAYSO_MOST_FILLERS);
    for (uint32_t k = 0; k < n; k++)
        if (is_thing(c, at[k])) return true;
    return false;
}

/* *Turkey is under sanctions and was condemned by Egypt*: the subject of the passive does not do
 * it. A participle behind another verb, *shot two men found guilty*, may be said of its object. */
static bool is_passive_subject(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word;
    const uint8_t rel = word_at(c, verb)->rel;
    if (!s->event->frame.passive || !has_sufferer(s->event->entry) || rel == SAYSO_XCOMP ||
        (rel == SAYSO_ADVCL && c->tree.parent[verb] < verb) || is_moved(s))
        return false;
    return sayso_grammatical_subject(c, verb) == sayso_first_conjunct(c, w);
}

/* Does the deed do something to him itself: *the shooting killed three*? */
static bool is_hit(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t deed = s->event->word, verb = c->tree.parent[deed];
    const sayso_word *x = word_at(c, deed);
    if (s->event->frame.light || x->rel != SAYSO_NSUBJ || x->sub == SAYSO_SUB_PASS ||
        verb == SAYSO_NO_WORD || w < verb || !sayso_is_verbal(c, verb))
        return false;
    const uint32_t object = sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD);
    return object != SAYSO_NO_WORD && (w == object || sayso_tree_above(c, object, w));
}

bool sayso_is_patient(const sayso_nominals *s, uint32_t i)
{
    if (s->at[i].far || !sayso_is_one_sided(s->event->type)) return false;
    const uint32_t w = s->at[i].word;
    return s->event->frame.nominal ? is_hit(s, w) : is_passive_subject(s, w);
}

/* *An attack on a convoy escorted by the army*: who is told of the target has not done it. */
static bool is_with_target(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    for (int i = 0; i < MOST_CLIMB && c->tree.parent[w] != SAYSO_NO_WORD; i++) {
        const uint32_t target = c->tree.parent[w], deed = c->tree.parent[target];
        if (word_at(c, w)->rel == SAYSO_ACL && word_at(c, target)->rel == SAYSO_NMOD &&
            deed != SAYSO_NO_WORD && s->v->verdicts[deed].type >= 0 &&
            word_at(c, deed)->upos == SAYSO_NOUN &&
            (deed == s->event->word || sayso_tree_above(c, s->event->word, deed)))
            return true;
        w = target;
    }
    return false;
}

/* *Ten were killed when rockets hit a school*: a clause that has its own subject tells of no deed
 * of those whom the clause above has suffer. */
static bool suffers_above(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word, above = c->tree.parent[verb];
    const uint32_t who = sayso_first_conjunct(c, w);
    const uint32_t subject = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    if (s->event->frame.nominal || word_at(c, verb)->rel != SAYSO_ADVCL ||
        c->tree.parent[who] != above || subject == SAYSO_NO_WORD ||
        word_at(c, subject)->upos == SAYSO_PRON)
        return false;
    const sayso_word *x = word_at(c, who);
    return x->rel == SAYSO_OBJ || (x->rel == SAYSO_NSUBJ && x->sub == SAYSO_SUB_PASS);
}

/* *Killed in a raid on Gao*: whom the adposition of an event word names, no agent and no owner, is
 * whom that was done to. */
static bool is_of_deed(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t noun = c->tree.parent[w];
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return word_at(c, w)->rel == SAYSO_NMOD && mark != SAYSO_NO_WORD &&
           s->v->verdicts[noun].type >= 0 && !sayso_in_class(c, mark, SAYSO_CLASS_AGENT, NULL) &&
           !sayso_in_class(c, mark, SAYSO_CLASS_GENITIVE, NULL);
}

/* *Was jailed for criticising the party*, *were freed in Niger*: what is done to somebody is not
 * done by whom a clause below the verb tells of, nor by where it is done. */
static bool is_apart(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word;
    if (!sayso_tree_above(c, verb, w)) return false;
    if (is_place(c, w) || is_of_deed(s, w)) return true;
    for (; w != verb; w = c->tree.parent[w]) {
        const uint8_t rel = word_at(c, w)->rel;
        if (rel == SAYSO_ADVCL || rel == SAYSO_CCOMP || rel == SAYSO_XCOMP) return true;
    }
    return false;
}

/* *Взлом сети*: a thing that suffers what the noun names, does not do it. */
static bool is_done_to(const sayso_nominals *s, uint32_t w)
{
    const sayso_frame *f = &s->event->frame;
    return f->nominal && s->v->c->tree.parent[w] == f->word && is_thing(s->v->c, w) &&
           sayso_suffers_noun(s->v->c, w);
}

/* *Police broke up a rally*: who does something to a protest does not protest. */
static bool puts_down(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t deed = s->event->word, verb = c->tree.parent[deed];
    const int t = verb == SAYSO_NO_WORD ? -1 : s->v->verdicts[verb].type;
    return s->event->type == SAYSO_PROTEST && s->event->frame.nominal &&
           word_at(c, deed)->rel == SAYSO_OBJ && (t == SAYSO_ASSAULT || t == SAYSO_COERCE) &&
           sayso_grammatical_subject(c, verb) == w;
}

/* Does the place of w in its sentence say that it did something else, or nothing? */
static bool is_elsewhere(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    if (is_gapped(c, w) && !sayso_tree_above(c, w, s->event->word)) return true;
    if (is_with_target(s, w) || suffers_above(s, w) || is_done_to(s, w) || puts_down(s, w))
        return true;
    if (s->event->type != SAYSO_ASSAULT && sayso_is_cause(c, w, s->event->word)) return true;
    return !f->nominal && f->passive &&
           (is_apart(s, w) || sayso_is_speaking_head(c, s->event->word, w));
}

/* ---- by what he is ---- */

/* Do the lists have where force is used at the place of w below the noun (`de=%place`), were that
 * a place? Towns that stand for governments are none yet. */
static bool is_listed_scene(const sayso_ctx *c, uint32_t noun, uint32_t w)
{
    const sayso_frame f = sayso_frame_of(c, noun);
    uint32_t n, at[SAYSO_MOST_FILLERS];
    const sayso_event_entry *e = sayso_event_entries(c, noun, &n);
    for (uint32_t i = 0; i < n; i++) {
        bool holds = e[i].type == SAYSO_ASSAULT, here = false;
        for (uint32_t k = 0; k < e[i].n_with && holds; k++) {
            const sayso_condition *with = &e[i].with[k];
            const bool place = with->test == SAYSO_TEST_PLACE && !with->negated &&
                               sayso_slot_fill(c, &f, &with->slot, at, SAYSO_MOST_FILLERS) == 1 &&
                               at[0] == w;
            holds = place || sayso_conditions_hold(c, &f, with, 1);
            here |= place;
        }
        if (holds && here) return true;
    }
    return false;
}

/* *The Kabul bombing*, *l'attentat d'Ankara*: the town that force is named by is where it was
 * used. */
static bool is_scene(const sayso_view *v, uint32_t noun, uint32_t w)
{
    const sayso_ctx *c = v->c;
    const sayso_mention *m = mention_at(c, w);
    if (!m || m->kind != SAYSO_ENT_CAPITAL || c->tree.parent[w] != noun ||
        word_at(c, noun)->upos != SAYSO_NOUN || !(v->words[noun].types & 1u << SAYSO_ASSAULT))
        return false;
    return word_at(c, w)->rel == SAYSO_COMPOUND ||
           (word_at(c, w)->rel == SAYSO_NMOD && is_listed_scene(c, noun, w));
}

/* Is the nominal where force was used, *the killing of a journalist in Syria*, or that force, named
 * by where it was? */
static bool is_of_scene(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    if (s->event->type == SAYSO_ASSAULT && c->tree.parent[w] == s->event->word && is_place(c, w))
        return true;
    if (s->event->frame.nominal) return is_scene(s->v, s->event->word, w);
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (is_scene(s->v, w, d)) return true;
    return false;
}

/* *Will send the army if the protests go on*, *parliament voted despite protests*: ministers,
 * soldiers, police, legislatures and courts are not they who protest, where they only stand in
 * the same sentence. */
static bool is_protested_at(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_mention *m = mention_at(c, w);
    if (s->event->type != SAYSO_PROTEST || !s->event->frame.nominal || s->event->frame.light ||
        !m || sayso_tree_above(c, s->event->word, w))
        return false;
    const char *role = m->code.role;
    return !strcmp(role, "GOV") || !strcmp(role, "MIL") || !strcmp(role, "COP") ||
           !strcmp(role, "LEG") || !strcmp(role, "JUD");
}

/* *Розігнали водометами*, *по телефону*: a thing that no list knows as somebody's, and with or by
 * which something is done, is no party. */
static bool is_means(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_word *x = word_at(c, w);
    const sayso_mention *m = mention_at(c, w);
    const bool stands = x->rel == SAYSO_OBL ||
                        (x->rel == SAYSO_NMOD && (x->feats & SAYSO_F(CASE_INS)));
    return !s->event->frame.passive && x->upos == SAYSO_NOUN && stands &&
           (x->feats & (SAYSO_F(CASE_INS) | SAYSO_F(CASE_DAT))) &&
           !(x->feats & SAYSO_F(ANIMACY_ANIM)) && !(m && sayso_code_known(m->code));
}

/* *Discussed the return of refugees*: what a verb that several do to each other has as its object,
 * where its entry does not name that as a party. */
static bool is_topic(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_proposal *k = s->event;
    const sayso_mention *m = mention_at(c, w);
    if (m && m->political && (m->person || m->plural)) return false; /* *received the soldiers* */
    while (word_at(c, w)->rel == SAYSO_NMOD &&
           sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        w = c->tree.parent[w];
    if (k->frame.nominal || word_at(c, w)->rel != SAYSO_OBJ || c->tree.parent[w] != k->word)
        return false;
    for (uint32_t i = 0; i < k->entry->actor.n; i++)
        if (k->entry->actor.slots[i].kind == SAYSO_SLOT_OBJ) return false;
    return true;
}

/* *In Tiraspol they arrested two*: what a verb in the plural tells, without a subject, no single
 * person or state does. Of a place nothing is said, *in Washington they warned*. */
static bool is_too_few(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    const sayso_mention *m = mention_at(c, w);
    const uint64_t v = word_at(c, f->verb)->feats;
    const bool one = m && (word_at(c, w)->feats & SAYSO_F(NUMBER_SING)) &&
                     (m->person || m->kind == SAYSO_ENT_COUNTRY || m->kind == SAYSO_ENT_CAPITAL);
    return one && !f->nominal && !f->passive && (v & SAYSO_F(VERBFORM_FIN)) &&
           (v & SAYSO_F(NUMBER_PLUR)) && !sayso_is_located(c, w) &&
           sayso_grammatical_subject(c, f->verb) == SAYSO_NO_WORD &&
           sayso_first_conjunct(c, w) == w &&
           sayso_tree_child(c, w, SAYSO_CONJ, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

/* *Abuses against civilians*: whom an adposition of the entry of a noun of force marks as him that
 * suffers it, and none as him that does it. */
static bool is_aimed_at(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_event_entry *e = s->event->entry;
    const sayso_frame *f = &s->event->frame;
    uint32_t at[SAYSO_MOST_FILLERS];
    if (s->event->type != SAYSO_ASSAULT || !f->nominal || c->place_of[w] >= 0) return false;
    const uint32_t first = sayso_first_conjunct(c, w);
    const uint32_t mark = sayso_tree_child(c, first, SAYSO_CASE, SAYSO_NO_WORD);
    if (mark == SAYSO_NO_WORD || sayso_in_class(c, mark, SAYSO_CLASS_GENITIVE, NULL)) return false;
    for (int side = 0; side < 2; side++) {
        const sayso_slots *list = side ? &e->recipient : &e->actor;
        for (uint32_t i = 0; i < list->n; i++) {
            const sayso_slot *slot = &list->slots[i];
            if (side && slot->kind != SAYSO_SLOT_MARKED) continue;
            const uint32_t n = sayso_slot_fill(c, f, slot, at, SAYSO_MOST_FILLERS);
            if (sayso_listed(at, n, first)) return side;
        }
    }
    return false;
}

/* Is w nobody who does such a thing, by what he or it is? */
static bool is_no_doer(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    if (is_of_scene(s, w) || is_protested_at(s, w) || is_means(s, w)) return true;
    if (is_aimed_at(s, w) || sayso_is_helper(s, w)) return true;
    if (f->nominal && !f->light && sayso_is_nobody(c, w)) return true; /* *nobody told of a raid* */
    return is_too_few(s, w);
}

/* ---- the answers ---- */

/* *Two hospitals were hit by a cyber attack*, *ten were arrested*: a passive whose agent is nobody,
 * or the force itself, leaves the doer open; he is nobody whom only the sentences before name. */
static bool is_unsigned(const sayso_nominals *s)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    if (!f->nominal) return f->passive;
    return word_at(c, f->word)->rel == SAYSO_OBL &&
           sayso_has_passive_subject(c, c->tree.parent[f->word]);
}

/* *A judge freed a reporter who had been held*: of force that a relative clause in the passive
 * tells, who stands outside it is not the doer. */
static bool is_over_relative(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    const sayso_word *x = word_at(c, f->verb);
    const int t = s->event->type;
    const bool force = t == SAYSO_ASSAULT || t == SAYSO_COERCE || t == SAYSO_SANCTION;
    return force && !f->nominal && f->passive && x->rel == SAYSO_ACL && x->sub == SAYSO_SUB_RELCL &&
           !sayso_tree_above(c, f->verb, w);
}

bool sayso_may_do(const sayso_nominals *s, uint32_t i)
{
    const uint32_t w = s->at[i].word;
    const int t = s->event->type;
    if (s->at[i].far && (is_unsigned(s) || word_at(s->v->c, w)->upos == SAYSO_ADJ))
        return false; /* *Russian firms. An explosion* */
    if ((t == SAYSO_ASSAULT || t == SAYSO_COERCE || t == SAYSO_PROTEST) &&
        sayso_only_speaks(s, i, true))
        return false;
    return !is_over_relative(s, w) && !is_elsewhere(s, w) && !sayso_is_patient(s, i) &&
           !is_no_doer(s, w);
}

/* *Egypt hosted a meeting but the rebels were not invited*: who is the subject of a denied clause
 * coordinated with that of the event. */
static bool is_left_out(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t first = sayso_first_conjunct(c, w), verb = c->tree.parent[first];
    return word_at(c, first)->rel == SAYSO_NSUBJ && verb != SAYSO_NO_WORD &&
           word_at(c, verb)->rel == SAYSO_CONJ && verb != s->event->frame.verb &&
           verb > s->event->word && sayso_negated(c, verb) &&
           !sayso_tree_above(c, verb, s->event->word);
}

bool sayso_may_join(const sayso_nominals *s, uint32_t i)
{
    const uint32_t w = s->at[i].word;
    return !is_left_out(s, w) && !is_means(s, w) && !is_topic(s, w) && !is_place(s->v->c, w);
}
