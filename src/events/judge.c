#include "events/judge.h"
#include <stdlib.h>

/* Where precision and recall meet on the corpus' dev part and on the development sentences: below
 * one half, since what is common is "none" (docs/reading.md, "Propose, judge, settle"). A cue whose
 * list entry holds needs little more. JOINED is chosen by hand, not measured. */
enum { MOST_CLIMB = 6 };
static const float LEAST_EVENT = 0.38f, LEAST_RULED_OUT = 0.9f, LEAST_RULED_IN[2] = { 0.1f, 0.2f },
                   LEAST_LISTED = 0.3f, LEAST_CUE = 0.45f, LEAST_LISTED_CUE = 0.1f,
                   LEAST_JOINED = 0.1f, LEAST_POLITICAL = 0.1f, LEAST_PARTY = 0.25f;

sayso_status sayso_judge_open(sayso_judge **out, const char *path, sayso_error *err)
{
    *out = NULL;
    sayso_judge *j = calloc(1, sizeof *j);
    if (!j) return sayso_no_memory(err);
    sayso_status st = sayso_file_open(&j->file, path, "heads", err);
    if (!st) st = sayso_softmax_open(&j->word, &j->file, "word", SAYSO_JUDGE_WORD, err);
    if (!st) st = sayso_softmax_open(&j->cue, &j->file, "cue", SAYSO_JUDGE_CUE, err);
    if (!st) st = sayso_softmax_open(&j->side, &j->file, "side", SAYSO_JUDGE_SIDE, err);
    if (!st) st = sayso_softmax_open(&j->source, &j->file, "source", SAYSO_JUDGE_SOURCE, err);
    if (!st) st = sayso_softmax_open(&j->status, &j->file, "status", SAYSO_JUDGE_STATUS, err);
    if (!st) st = sayso_softmax_open(&j->owner, &j->file, "owner", SAYSO_JUDGE_OWNER, err);
    if (!st) st = sayso_softmax_open(&j->role, &j->file, "role", SAYSO_JUDGE_ROLE, err);
    if (!st) st = sayso_softmax_open(&j->mode, &j->file, "mode", SAYSO_JUDGE_MODE, err);
    if (!st)
        st = sayso_softmax_open(&j->reference, &j->file, "refer", SAYSO_JUDGE_REFERENCE, err);
    if (st) sayso_judge_close(j);
    else *out = j;
    return st;
}

void sayso_judge_close(sayso_judge *j)
{
    if (!j) return;
    sayso_file_close(&j->file);
    free(j);
}

/* The most probable of the classes but "none" and `but` (0: of all). */
static int best_of(const float *p, int n, int but)
{
    int best = but == 1 ? 2 : 1;
    for (int k = best + 1; k < n; k++)
        if (k != but && p[k] > p[best]) best = k;
    return best;
}

/* The best class but "none", if all of them together are probable enough; -1. What the lists say
 * (`listed`, -1: nothing) stays where it is at least a twelfth as probable as the best. */
static int best_but_none(const float *p, int n, float least, int listed)
{
    const int best = best_of(p, n, 0);
    if (1.0f - p[0] < least) return -1;
    return listed >= 0 && p[listed + 1] >= p[best] / 12 ? listed : best - 1;
}

/* A type that no list entry gives has to be probable itself, and almost certain where an entry says of
 * these very neighbours that it is none; where the entry's stays, that there is an event of any type,
 * which needs little where the entry names neighbours, less for a noun than for a verb. */
static void event_judge(const sayso_judge *j, const sayso_seen *s, bool verb, const sayso_evidence *e,
                        sayso_verdict *v)
{
    float p[SAYSO_JUDGE_WORD];
    sayso_softmax_score(&j->word, e->at, e->n, p);
    const float any = s->ruled_in ? LEAST_RULED_IN[verb] : LEAST_LISTED;
    const int type = best_but_none(p, SAYSO_JUDGE_WORD, any, s->rule);
    const float least = s->ruled_out ? LEAST_RULED_OUT : LEAST_EVENT;
    if (type < 0 || (type != s->rule && p[type + 1] < least)) return;
    v->type = (int8_t)type;
    v->sure = p[type + 1];
    v->next = (int8_t)(best_of(p, SAYSO_JUDGE_WORD, type + 1) - 1);
    v->next_sure = p[v->next + 1];
}

static void cue_judge(const sayso_judge *j, const sayso_seen *s, const sayso_evidence *e,
                      sayso_verdict *v)
{
    float p[SAYSO_JUDGE_CUE];
    sayso_softmax_score(&j->cue, e->at, e->n, p);
    v->stance = (int8_t)best_but_none(p, SAYSO_JUDGE_CUE,
                                      s->says >= 0 ? LEAST_LISTED_CUE : LEAST_CUE, s->says);
    v->cue_sure = 1.0f - p[0];
}

/* How often an event of a type that the judge thinks so probable, in tenths from 0 to 1, is right
 * (tools/measure/confidence.py on the corpus' dev part). Soft-max is too sure of itself at the upper
 * end, and at the lower what it doubts is often an event of the type all the same. */
static const float right_of[11] = { 0.50f, 0.52f, 0.56f, 0.59f, 0.605f, 0.625f,
                                    0.65f, 0.70f, 0.81f, 0.915f, 0.965f };

double sayso_judge_confidence(float sure)
{
    const float at = sure < 0 ? 0 : sure > 1 ? 10 : sure * 10;
    const int i = at >= 10 ? 9 : (int)at;
    return (double)(right_of[i] + (at - (float)i) * (right_of[i + 1] - right_of[i]));
}

/* One document speaks of one kind of *strikes*: the surest of its nouns of a lemma takes along those of
 * which its type is the next best and nearly as probable. False only without memory. */
static bool nouns_agree(sayso_view *v)
{
    const sayso_ctx *c = v->c;
    uint32_t *at = sayso_arena_array(c->arena, c->text->n_words, sizeof *at), n = 0;
    if (!at) return false;
    for (uint32_t w = 0; w < c->text->n_words; w++)
        if (v->verdicts[w].type >= 0 && word_at(c, w)->upos == SAYSO_NOUN) at[n++] = w;
    for (uint32_t i = 0; i < n; i++) {
        sayso_verdict *x = &v->verdicts[at[i]];
        const sayso_verdict *best = x, was = *x;
        for (uint32_t k = 0; k < n; k++)
            if (v->words[at[k]].lemma == v->words[at[i]].lemma && v->verdicts[at[k]].sure > best->sure)
                best = &v->verdicts[at[k]];
        if (best->type != was.next || was.next_sure < was.sure / 12) continue;
        x->type = was.next;
        x->next = was.type;
    }
    return true;
}

sayso_view *sayso_judge_document(const sayso_judge *j, sayso_ctx *c)
{
    sayso_view *v = sayso_arena_alloc(c->arena, sizeof *v);
    if (!v || !sayso_view_make(v, c)) return NULL;
    sayso_verdict *verdicts = sayso_arena_array(c->arena, c->text->n_words, sizeof *verdicts);
    if (!verdicts) return NULL;
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        sayso_evidence e;
        verdicts[w] = (sayso_verdict){ .type = -1, .next = -1, .stance = -1 };
        if (!sayso_may_be_event(v, w)) continue;
        sayso_evidence_word(v, w, &e);
        event_judge(j, &v->words[w], word_at(c, w)->upos == SAYSO_VERB, &e, &verdicts[w]);
        sayso_evidence_cue(v, w, &e);
        cue_judge(j, &v->words[w], &e, &verdicts[w]);
    }
    v->verdicts = verdicts;
    if (!nouns_agree(v)) return NULL;
    sayso_borne_settle(v);
    return v;
}

/* ---- who takes part ---- */

/* The pairs of nominals that may be both sides of an event, with their probabilities; how probable
 * each nominal is as actor and as recipient, whoever the other is. */
typedef struct side_table {
    sayso_nominals of;
    float pair[SAYSO_MOST_SIDES * SAYSO_MOST_SIDES];
    float side[2][SAYSO_MOST_SIDES];
} side_table;

/* *Twenty were arrested and two officers hurt*: the subject of a clause without its verb's form,
 * coordinated with the verb before it, does nothing in that. */
static bool is_gapped(const sayso_ctx *c, uint32_t w)
{
    const uint32_t head = c->tree.parent[w];
    return word_at(c, w)->rel == SAYSO_CONJ && head != SAYSO_NO_WORD && head < w &&
           word_at(c, head)->upos == SAYSO_VERB && sayso_has_passive_subject(c, head);
}

/* *Two hospitals were hit by a cyber attack*, *ten were arrested*: a passive whose agent is nobody, or
 * the force itself, leaves the doer open; he is nobody whom only the sentences before name. */
static bool is_unsigned(const sayso_nominals *s)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    if (!f->nominal) return f->passive;
    return word_at(c, f->word)->rel == SAYSO_OBL && sayso_has_passive_subject(c, c->tree.parent[f->word]);
}

/* *The Union condemned the attack on a convoy*: who condemns a deed, apologises for it or tells of
 * it is not whom it was done to, which would be said of *its* convoy; nor has he done it who
 * condemns it, or *a series of attacks*. */
static bool only_speaks(const sayso_nominals *s, uint32_t i, bool condemns)
{
    const sayso_ctx *c = s->v->c;
    uint32_t deed = s->event->word;
    while (condemns && word_at(c, deed)->rel == SAYSO_NMOD) deed = c->tree.parent[deed];
    const uint32_t verb = c->tree.parent[deed];
    const uint8_t rel = word_at(c, deed)->rel;
    if (!s->event->frame.nominal || s->event->frame.light || verb == SAYSO_NO_WORD ||
        s->at[i].far)
        return false;
    if (rel == SAYSO_NSUBJ && sayso_has_passive_subject(c, verb) &&
        s->v->verdicts[verb].type == SAYSO_ACCUSE)
        /* *was condemned by Spain* */
        return c->tree.parent[sayso_first_conjunct(c, s->at[i].word)] == verb;
    if ((rel != SAYSO_OBJ && rel != SAYSO_OBL) || !sayso_is_verbal(c, verb) ||
        sayso_grammatical_subject(c, verb) != sayso_first_conjunct(c, s->at[i].word))
        return false;
    const sayso_verdict *v = &s->v->verdicts[verb];
    return v->type == SAYSO_ACCUSE ||
           (!condemns && (v->type == SAYSO_CONCEDE || (v->type < 0 && v->stance >= 0)));
}

/* Is it a deed that somebody does and another suffers: not done with or beside him, as a visit, nor
 * by him whom it seems to be done to, as a withdrawal? */
static bool is_one_sided(int type)
{
    return type != SAYSO_CONSULT && type != SAYSO_COOPERATE && type != SAYSO_RETREAT &&
           type != SAYSO_MOBILIZE && type != SAYSO_PROTEST;
}

/* Do the lists know the word as a deed that its object suffers? Not *sont intervenus*. */
static bool has_sufferer(const sayso_event_entry *e)
{
    for (uint32_t k = 0; k < e->recipient.n; k++)
        if (e->recipient.slots[k].kind == SAYSO_SLOT_OBJ) return true;
    return false;
}

/* *Turkey is under sanctions and was condemned by Egypt*: the subject of the passive does not do it. A
 * participle behind another verb, *shot two men found guilty*, may be said of its object. */
static bool is_passive_subject(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word;
    const uint8_t rel = word_at(c, verb)->rel;
    if (!s->event->frame.passive || !has_sufferer(s->event->entry) || rel == SAYSO_XCOMP ||
        (rel == SAYSO_ADVCL && c->tree.parent[verb] < verb))
        return false;
    return sayso_grammatical_subject(c, verb) == sayso_first_conjunct(c, w);
}

/* Does the deed do something to him itself: *the shooting killed three*? */
static bool is_hit(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t deed = s->event->word, verb = c->tree.parent[deed];
    const sayso_word *x = word_at(c, deed);
    if (x->rel != SAYSO_NSUBJ || x->sub == SAYSO_SUB_PASS || verb == SAYSO_NO_WORD || w < verb ||
        !sayso_is_verbal(c, verb))
        return false;
    const uint32_t object = sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD);
    return object != SAYSO_NO_WORD && (w == object || sayso_tree_above(c, object, w));
}

/* Is he, in the sentence, whom a one-sided deed is done to? */
static bool is_patient(const sayso_nominals *s, uint32_t i)
{
    if (s->at[i].far || !is_one_sided(s->event->type)) return false;
    const uint32_t w = s->at[i].word;
    return s->event->frame.nominal ? is_hit(s, w) : is_passive_subject(s, w);
}

/* *Killed in a raid on Gao*: whom the adposition of an event word names, no agent and no owner, is whom that was
 * done to. */
static bool is_of_deed(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t noun = c->tree.parent[w], mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return word_at(c, w)->rel == SAYSO_NMOD && mark != SAYSO_NO_WORD && s->v->verdicts[noun].type >= 0 &&
           !sayso_in_class(c, mark, SAYSO_CLASS_AGENT, NULL) && !sayso_in_class(c, mark, SAYSO_CLASS_GENITIVE, NULL);
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

/* Is the nominal where force was used, or that force, named by where it was? */
static bool is_of_scene(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    if (s->event->frame.nominal) return is_scene(s->v, s->event->word, w);
    for (uint32_t d = c->tree.first_child[w]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (is_scene(s->v, w, d)) return true;
    return false;
}

/* *Will send the army if the protests go on*: ministers, soldiers and police are not they who
 * protest, where they only stand in the same sentence. */
static bool is_protested_at(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_mention *m = mention_at(c, w);
    if (s->event->type != SAYSO_PROTEST || !s->event->frame.nominal || s->event->frame.light ||
        !m || sayso_tree_above(c, s->event->word, w))
        return false;
    const char *role = m->code.role;
    return !strcmp(role, "GOV") || !strcmp(role, "MIL") || !strcmp(role, "COP");
}

/* *Was jailed for criticising the party*, *were freed in Niger*: what is done to somebody is not done by whom a
 * clause below the verb tells of, nor by where it is done. */
static bool is_apart(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word;
    if (!sayso_tree_above(c, verb, w)) return false;
    if ((sayso_is_located(c, w) && c->place_of[w] >= 0) || is_of_deed(s, w)) return true;
    for (; w != verb; w = c->tree.parent[w]) {
        const uint8_t rel = word_at(c, w)->rel;
        if (rel == SAYSO_ADVCL || rel == SAYSO_CCOMP || rel == SAYSO_XCOMP) return true;
    }
    return false;
}

/* *Stopped its aid because of Danish raids*: what a cause is told with, and whatever stands below
 * that, is not whom something is done to, nor who does anything but kill. The words of such a
 * phrase may hang anywhere, so it is looked for right before. */
static bool is_cause(const sayso_ctx *c, uint32_t w, uint32_t verb)
{
    for (int i = 0; i < MOST_CLIMB && w != SAYSO_NO_WORD && w != verb; i++, w = c->tree.parent[w]) {
        const uint32_t first = c->tree.first[w], start = sent_of(c, w)->first_word;
        for (uint32_t b = first >= start + 2 ? first - 2 : start; b <= first; b++)
            if (b + sayso_in_class(c, b, SAYSO_CLASS_CAUSE, NULL) > first) return true;
    }
    return false;
}

/* *The killing of a journalist in Syria*: where force is used, nobody used it who is only a place. */
static bool is_only_place(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    return s->event->type == SAYSO_ASSAULT && c->tree.parent[w] == s->event->word &&
           sayso_is_located(c, w) && c->place_of[w] >= 0;
}

/* *Police broke up a rally*: who does something to a protest does not protest. */
static bool puts_down(const sayso_nominals *s, uint32_t a)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t deed = s->event->word, verb = c->tree.parent[deed];
    const int t = verb == SAYSO_NO_WORD ? -1 : s->v->verdicts[verb].type;
    return s->event->type == SAYSO_PROTEST && s->event->frame.nominal &&
           word_at(c, deed)->rel == SAYSO_OBJ && (t == SAYSO_ASSAULT || t == SAYSO_COERCE) &&
           sayso_grammatical_subject(c, verb) == s->at[a].word;
}

/* *Розігнали водометами*, *по телефону*: a thing that no list knows as somebody's, and with or by which
 * something is done, is no party. */
static bool is_means(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_word *x = word_at(c, w);
    const sayso_mention *m = mention_at(c, w);
    const bool stands = x->rel == SAYSO_OBL || (x->rel == SAYSO_NMOD && (x->feats & SAYSO_F(CASE_INS)));
    return !s->event->frame.passive && x->upos == SAYSO_NOUN && stands &&
           (x->feats & (SAYSO_F(CASE_INS) | SAYSO_F(CASE_DAT))) &&
           !(x->feats & SAYSO_F(ANIMACY_ANIM)) && !(m && sayso_code_known(m->code));
}

/* Is the list's recipient of a noun of force its bare genitive, which so is not its doer?
 * *Убийство рыбаков*. */
static bool genitive_suffers(const sayso_ctx *c, uint32_t noun)
{
    uint32_t n;
    const sayso_event_entry *e = sayso_event_entries(c, noun, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].type != SAYSO_ASSAULT && e[i].type != SAYSO_COERCE) continue;
        for (uint32_t k = 0; k < e[i].recipient.n; k++) {
            const sayso_slot *slot = &e[i].recipient.slots[k];
            if (slot->kind == SAYSO_SLOT_MARKED && !slot->marker &&
                (slot->cases & SAYSO_F(CASE_GEN)))
                return true;
        }
    }
    return false;
}

/* *Взлом сети*: a thing that suffers what the noun names, does not do it. */
static bool is_done_to_genitive(const sayso_ctx *c, const sayso_frame *f, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    return f->nominal && c->tree.parent[w] == f->word && x->rel == SAYSO_NMOD &&
           (x->feats & SAYSO_F(CASE_GEN)) && genitive_suffers(c, f->word) &&
           sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

/* *In Tiraspol they arrested two*: what a verb in the plural tells, without a subject, no single person or
 * state does. */
static bool may_do(const sayso_nominals *s, uint32_t a)
{
    const sayso_ctx *c = s->v->c;
    const sayso_frame *f = &s->event->frame;
    if (is_gapped(c, s->at[a].word) && !sayso_tree_above(c, s->at[a].word, s->event->word))
        return false;
    if (s->at[a].far && (is_unsigned(s) || word_at(c, s->at[a].word)->upos == SAYSO_ADJ))
        return false; /* *Russian firms. An explosion* */
    if ((s->event->type == SAYSO_ASSAULT || s->event->type == SAYSO_COERCE ||
         s->event->type == SAYSO_PROTEST) &&
        only_speaks(s, a, true))
        return false;
    if (is_with_target(s, s->at[a].word) || suffers_above(s, s->at[a].word) ||
        is_of_scene(s, s->at[a].word) || is_protested_at(s, s->at[a].word) ||
        (s->event->type != SAYSO_ASSAULT && is_cause(c, s->at[a].word, s->event->word)))
        return false;
    if (is_patient(s, a) || puts_down(s, a) || is_only_place(s, s->at[a].word)) return false;
    if (is_means(s, s->at[a].word) || is_done_to_genitive(c, f, s->at[a].word)) return false;
    if (f->nominal && !f->light && sayso_is_nobody(c, s->at[a].word)) return false; /* *nobody told of a raid* */
    if (!f->nominal && f->passive && (is_apart(s, s->at[a].word) || sayso_is_speaking_head(c, s->event->word, s->at[a].word)))
        return false;
    const uint64_t v = word_at(c, f->verb)->feats, x = word_at(c, s->at[a].word)->feats;
    const sayso_mention *m = mention_at(c, s->at[a].word);
    const bool one = m && (x & SAYSO_F(NUMBER_SING)) && (m->person || m->kind == SAYSO_ENT_COUNTRY || m->kind == SAYSO_ENT_CAPITAL);
    if (!one || f->nominal || f->passive || !(v & SAYSO_F(VERBFORM_FIN)) || !(v & SAYSO_F(NUMBER_PLUR)) ||
        sayso_is_located(c, s->at[a].word)) /* *in Washington they warned* */
        return true;
    return sayso_grammatical_subject(c, f->verb) != SAYSO_NO_WORD ||
           sayso_first_conjunct(c, s->at[a].word) != s->at[a].word ||
           sayso_tree_child(c, s->at[a].word, SAYSO_CONJ, SAYSO_NO_WORD) != SAYSO_NO_WORD;
}

/* Is the word an attribute, or bound to its head as an owner is? Not *teachers by gunmen*. */
static bool is_bound(const sayso_ctx *c, uint32_t w)
{
    const uint32_t mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    return word_at(c, w)->rel == SAYSO_AMOD ||
           (word_at(c, w)->rel == SAYSO_NMOD &&
            (mark == SAYSO_NO_WORD || mark > w || sayso_in_class(c, mark, SAYSO_CLASS_GENITIVE, NULL)));
}

/* Is the word part of the phrase of `whole`, and not of what the event word names? */
static bool is_part_of(const sayso_nominals *s, uint32_t w, uint32_t whole)
{
    const sayso_ctx *c = s->v->c;
    while (w != whole && w != SAYSO_NO_WORD && w != s->event->word && is_bound(c, w))
        w = c->tree.parent[w];
    return w == whole;
}

/* May a do it to r? Those coordinated with each other stand on one side: *killed women and children*; and
 * nobody does to his own what is told of these: *the mayor of Lyon was attacked*. */
static bool may_face(const sayso_nominals *s, uint32_t a, uint32_t r)
{
    const sayso_ctx *c = s->v->c;
    if (!a || !r || s->at[a].far || s->at[r].far || s->event->entry->actor.how == SAYSO_SYMMETRIC) return true;
    return sayso_first_conjunct(c, s->at[a].word) != sayso_first_conjunct(c, s->at[r].word) &&
           !is_part_of(s, s->at[a].word, s->at[r].word);
}

/* Has the noun a genitive that suffers what it names? */
static bool is_done_to(const sayso_ctx *c, uint32_t noun)
{
    for (uint32_t d = c->tree.first_child[noun]; d != SAYSO_NO_WORD; d = c->tree.next_sibling[d])
        if (word_at(c, d)->rel == SAYSO_NMOD && (word_at(c, d)->feats & SAYSO_F(CASE_GEN)) &&
            sayso_tree_child(c, d, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
            return genitive_suffers(c, noun);
    return false;
}

/* *Condemned the bombing of a hospital*: whom the condemned force was used on is not whom the condemning is said
 * to, nor is the bombing, whose country would be the hospital's. */
static bool is_condemned_for(const sayso_view *v, const sayso_proposal *k, uint32_t w)
{
    const sayso_ctx *c = v->c;
    const uint32_t noun = c->tree.parent[w], mark = sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD);
    if (k->type != SAYSO_ACCUSE || k->frame.nominal || noun == SAYSO_NO_WORD) return false;
    if (word_at(c, w)->rel == SAYSO_OBJ && noun == k->word) return is_done_to(c, w);
    if (word_at(c, w)->rel != SAYSO_NMOD || c->tree.parent[noun] != k->word || word_at(c, noun)->rel != SAYSO_OBJ)
        return false;
    if (mark == SAYSO_NO_WORD)
        return (word_at(c, w)->feats & SAYSO_F(CASE_GEN)) && genitive_suffers(c, noun);
    return (v->verdicts[noun].type == SAYSO_ASSAULT || (v->words[noun].types & 1u << SAYSO_ASSAULT)) &&
           !sayso_in_class(c, mark, SAYSO_CLASS_AGENT, NULL);
}

/* *Looters attacked three shops and the police arrested sixty*: force whose verb has subject and object of its
 * own is not used on whom only the clause before tells of. */
static bool may_suffer(const sayso_nominals *s, uint32_t r)
{
    const sayso_ctx *c = s->v->c;
    const uint32_t verb = s->event->word, w = s->at[r].word;
    const uint32_t subject = sayso_tree_child(c, verb, SAYSO_NSUBJ, SAYSO_NO_WORD);
    if (is_condemned_for(s->v, s->event, w) || is_cause(c, w, verb)) return false;
    const int t = s->event->type; /* an invitation that is declined is his whom the clause before names */
    if (t != SAYSO_ASSAULT && t != SAYSO_COERCE && t != SAYSO_SANCTION) return true;
    if (only_speaks(s, r, false) || sayso_is_speaking_head(c, verb, w)) return false;
    if (s->event->frame.nominal || s->event->frame.passive || s->at[r].far || subject == SAYSO_NO_WORD || w > subject ||
        word_at(c, verb)->rel != SAYSO_CONJ || word_at(c, subject)->upos == SAYSO_PRON)
        return true;
    const uint32_t object = sayso_tree_child(c, verb, SAYSO_OBJ, subject);
    return object == SAYSO_NO_WORD || object < verb || word_at(c, object)->upos == SAYSO_PRON || sayso_tree_above(c, verb, w);
}

/* Number of the nominal that the word heads, 0 none. */
static uint32_t nominal_of(const sayso_nominals *s, uint32_t word)
{
    for (uint32_t i = 1; i < s->n && word != SAYSO_NO_WORD; i++)
        if (s->at[i].word == word) return i;
    return 0;
}

/* Is it that nominal, or coordinated with it? */
static bool is_beside(const sayso_nominals *s, uint32_t i, uint32_t other)
{
    const sayso_ctx *c = s->v->c;
    return i == other || (i && sayso_first_conjunct(c, s->at[i].word) ==
                                   sayso_first_conjunct(c, s->at[other].word));
}

/* Whose deed it is, where the words between say so. */
static uint32_t told_doer(const sayso_ctx *c, uint32_t word)
{
    uint32_t who = sayso_laid_to(c, word);
    if (who == SAYSO_NO_WORD) who = sayso_keeps_on(c, word);
    if (who == SAYSO_NO_WORD) who = sayso_charged_with(c, word);
    if (who == SAYSO_NO_WORD) who = sayso_object_doer(c, word);
    return who == SAYSO_NO_WORD ? sayso_given_by(c, word) : who;
}

/* Who suffers or receives it, where the words between say so. Not of what is done with or beside somebody:
 * *faced a visit*, *obtained a withdrawal*. */
static uint32_t told_sufferer(const sayso_ctx *c, int type, uint32_t word)
{
    if (!is_one_sided(type)) return SAYSO_NO_WORD;
    const uint32_t who = sayso_undergoes(c, word);
    return who == SAYSO_NO_WORD ? sayso_receives(c, word) : who;
}

/* By the log-linear model that tools/train/pairs.h tells of. */
static void pairs_score(const sayso_judge *j, side_table *t)
{
    const uint32_t n = t->of.n;
    float z[SAYSO_MOST_SIDES][SAYSO_JUDGE_SIDE], q[SAYSO_JUDGE_SIDE], most = -1e30f, sum = 0;
    sayso_evidence e;
    const sayso_ctx *c = t->of.v->c;
    const uint32_t word = t->of.event->word, doer = nominal_of(&t->of, told_doer(c, word)),
                   sufferer = nominal_of(&t->of, told_sufferer(c, t->of.event->type, word));
    bool does[SAYSO_MOST_SIDES], suffers[SAYSO_MOST_SIDES]; /* may each, whoever the other is? */
    for (uint32_t i = 0; i < n; i++) {
        sayso_evidence_side(&t->of, i, &e);
        sayso_softmax_sum(&j->side, e.at, e.n, z[i]);
        does[i] = (!doer || is_beside(&t->of, i, doer)) && (!i || may_do(&t->of, i));
        suffers[i] = (!sufferer || i == sufferer) && (!i || may_suffer(&t->of, i));
    }
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t r = 0; r < n; r++) {
            t->pair[a * n + r] = -1e30f;
            if ((a == r && a) || !does[a] || !suffers[r] || !may_face(&t->of, a, r)) continue;
            sayso_evidence_pair(&t->of, a, r, &e);
            sayso_softmax_sum(&j->side, e.at, e.n, q);
            t->pair[a * n + r] = z[a][1] + z[r][2] + q[0];
            if (t->pair[a * n + r] > most) most = t->pair[a * n + r];
        }
    for (uint32_t i = 0; i < n * n; i++) sum += t->pair[i] = sayso_exp_down(t->pair[i] - most);
    memset(t->side, 0, sizeof t->side);
    for (uint32_t i = 0; i < n * n; i++) {
        t->pair[i] /= sum;
        t->side[0][i / n] += t->pair[i];
        t->side[1][i % n] += t->pair[i];
    }
}

static int32_t actor_at(const sayso_view *v, uint32_t w)
{
    const int32_t m = v->c->mention_of[w];
    return m >= 0 && v->c->mentions[m].n_group < 2 ? v->c->mentions[m].actor : -1;
}

/* Is the actor he whom the word names, or one of those for whom it stands? */
static bool names(const sayso_view *v, uint32_t w, int32_t actor)
{
    const sayso_mention *m = mention_at(v->c, w);
    for (uint32_t i = 0; m && i < m->n_group; i++)
        if (m->group[i] == actor) return true;
    return m && m->actor == actor;
}

/* *Met his colleague*: do both do it to each other, and nobody suffers it? */
static bool symmetric(const side_table *t)
{
    return t->of.event->entry->actor.how == SAYSO_SYMMETRIC;
}

/* How probable it is that nominal i takes part at all. */
static float party(const side_table *t, uint32_t i) { return t->side[0][i] + t->side[1][i]; }

/* *Discussed the return of refugees*: what a verb that several do to each other has as its object, where its
 * entry does not name that as a party. */
static bool is_topic(const sayso_nominals *s, uint32_t w)
{
    const sayso_ctx *c = s->v->c;
    const sayso_proposal *k = s->event;
    while (word_at(c, w)->rel == SAYSO_NMOD &&
           sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        w = c->tree.parent[w];
    if (k->frame.nominal || word_at(c, w)->rel != SAYSO_OBJ || c->tree.parent[w] != k->word)
        return false;
    for (uint32_t i = 0; i < k->entry->actor.n; i++)
        if (k->entry->actor.slots[i].kind == SAYSO_SLOT_OBJ) return false;
    return true;
}

/* Is nominal i on the side, whose best is another? Those coordinated with the best are told from
 * others: *France and Germany*. */
static bool stands_beside(const side_table *t, int side, uint32_t i, uint32_t best)
{
    const sayso_nominals *s = &t->of;
    const sayso_ctx *c = s->v->c;
    if (s->at[i].far || s->at[best].far) return false;
    if (symmetric(t) && (is_means(s, s->at[i].word) || is_topic(s, s->at[i].word))) return false;
    if (symmetric(t) && sayso_is_located(c, s->at[i].word) && c->place_of[s->at[i].word] >= 0)
        return false; /* *met in Ankara* */
    if (symmetric(t))
        return party(t, i) >= party(t, best) * LEAST_PARTY;
    return t->side[side][i] >= t->side[!side][i] &&
           t->side[side][i] >= t->side[side][best] * LEAST_JOINED &&
           sayso_first_conjunct(c, s->at[i].word) == sayso_first_conjunct(c, s->at[best].word);
}

/* The best of a side and who stands beside him; one actor takes part once. Returns how many. */
static uint32_t side_fill(const side_table *t, int side, uint32_t best, uint32_t other,
                          uint32_t *out)
{
    const sayso_nominals *s = &t->of;
    uint32_t n = 0;
    for (uint32_t i = 1; best && i < s->n && n < SAYSO_MOST_PARTICIPANTS; i++) {
        const int32_t actor = actor_at(s->v, s->at[i].word);
        bool again = i != best && actor >= 0 && names(s->v, s->at[best].word, actor);
        for (uint32_t k = 0; k < n && actor >= 0; k++) again |= names(s->v, out[k], actor);
        if (i == best || (i != other && !again && stands_beside(t, side, i, best)))
            out[n++] = s->at[i].word;
    }
    return n;
}

/* *Monday Traoré met with the bank, then with the minister*: a finite verb whose subject the tree
 * has not, so that one of those who meet is missing. */
static bool lacks_subject(const sayso_ctx *c, const sayso_proposal *k)
{
    return !k->frame.nominal && (word_at(c, k->frame.verb)->feats & SAYSO_F(VERBFORM_FIN)) &&
           sayso_grammatical_subject(c, k->frame.verb) == SAYSO_NO_WORD;
}

/* Do the lists know the word in this sense, and both of its sides? Then they are right more often
 * than what was learned. So they are in any sense where the doer is the object, against what most
 * verbs teach: *received a guest*. Not where they accuse whom the condemned deed was done to. */
static bool rule_is_full(const sayso_view *v, const sayso_proposal *k)
{
    const sayso_ctx *c = v->c;
    const bool inverted = k->entry->actor.n && k->entry->actor.slots[0].kind == SAYSO_SLOT_OBJ;
    if ((!inverted && v->words[k->word].rule != k->type) || !sayso_any_political(c, k->actor, k->n_actor))
        return false;
    if (k->entry->actor.how == SAYSO_SYMMETRIC) return k->n_actor > 1 && !lacks_subject(c, k);
    return sayso_any_political(c, k->recipient, k->n_recipient) &&
           !is_condemned_for(v, k, k->recipient[0]);
}

static bool takes_part(const sayso_nominals *s, uint32_t a, uint32_t r)
{
    const sayso_ctx *c = s->v->c;
    return (a && sayso_any_political(c, &s->at[a].word, 1)) ||
           (r && sayso_any_political(c, &s->at[r].word, 1));
}

/* The most probable pair; before one that names nobody political the best that does, if it is nearly
 * as probable: what is an event has such a side more often than not. */
static uint32_t best_pair(const side_table *t)
{
    const uint32_t n = t->of.n;
    uint32_t best = 0, political = 0;
    for (uint32_t i = 1; i < n * n; i++) {
        if (t->pair[i] > t->pair[best]) best = i;
        if (takes_part(&t->of, i / n, i % n) && (!political || t->pair[i] > t->pair[political]))
            political = i;
    }
    return political && t->pair[political] >= t->pair[best] * LEAST_POLITICAL ? political : best;
}

/* How the side was found: by the slot that the lists name where that gives the same. */
static const char *via_of(const sayso_nominals *s, uint32_t best, int side, const char *slot)
{
    if (s->at[best].far) return "earlier";
    return slot && s->at[best].by_rule == side ? slot : "learned";
}

static void sides_settle(const sayso_judge *j, const sayso_view *v, sayso_proposal *k)
{
    side_table t;
    sayso_nominals_find(&t.of, v, k);
    pairs_score(j, &t);
    const uint32_t n = t.of.n, best = best_pair(&t);
    const bool both = symmetric(&t);
    uint32_t a = best / n, r = best % n;
    if (both && r && !is_patient(&t.of, r) && (!a || party(&t, r) > party(&t, a))) a = r;
    if (both) r = 0;
    k->n_actor = side_fill(&t, 0, a, r, k->actor);
    k->n_recipient = side_fill(&t, 1, r, a, k->recipient);
    k->via_actor = via_of(&t.of, a, 1, k->via_actor);
    k->via_recipient = via_of(&t.of, r, 2, k->via_recipient);
}

/* *Received a note from*: do the words between say who does or suffers it, whatever the lists make of a light
 * verb? */
static bool is_told(const sayso_ctx *c, const sayso_proposal *k)
{
    return told_doer(c, k->word) != SAYSO_NO_WORD || told_sufferer(c, k->type, k->word) != SAYSO_NO_WORD;
}

void sayso_judge_sides(const sayso_judge *j, const sayso_view *v, sayso_proposal *k)
{
    if (!rule_is_full(v, k) || is_told(v->c, k)) sides_settle(j, v, k);
    sayso_deed_note(v, k, k->actor, k->n_actor, 1);
    sayso_deed_note(v, k, k->recipient, k->n_recipient, 2);
}

/* *Telling*, *en disant*: a form that has no subject of its own, nor an auxiliary that would make
 * it finite. */
static bool is_nonfinite(const sayso_ctx *c, uint32_t w)
{
    static const uint64_t forms = SAYSO_F(VERBFORM_PART) | SAYSO_F(VERBFORM_GER) |
                                  SAYSO_F(VERBFORM_INF) | SAYSO_F(VERBFORM_CONV);
    return (word_at(c, w)->feats & forms) &&
           sayso_tree_child(c, w, SAYSO_REL_AUX, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           sayso_tree_child(c, w, SAYSO_NSUBJ, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

/* *Молдову призвал*: the accusative of a cue, told by its form, is no speaker; nor is the object
 * of a participle or infinitive, *telling the paper that*. */
static bool is_spoken_to(const sayso_ctx *c, uint32_t cue, uint32_t w)
{
    if (w != SAYSO_NO_WORD && c->tree.parent[w] == cue && w > cue &&
        (word_at(c, w)->rel == SAYSO_OBJ || word_at(c, w)->rel == SAYSO_IOBJ) &&
        is_nonfinite(c, cue) && !sayso_frame_of(c, cue).passive)
        return true;
    return w != SAYSO_NO_WORD && c->tree.parent[w] == cue && word_at(c, w)->rel == SAYSO_OBJ &&
           (word_at(c, w)->feats & SAYSO_F(CASE_ACC)) && sayso_is_verbal(c, cue) &&
           !sayso_lexicon_is_lemma(word_at(c, w));
}

static bool is_date(const sayso_ctx *c, uint32_t w)
{
    return w != SAYSO_NO_WORD && c->date_of[w] >= 0;
}

static bool has_mark(const sayso_ctx *c, uint32_t from, uint32_t to)
{
    for (uint32_t w = from; w < to; w++)
        if (word_at(c, w)->upos == SAYSO_PUNCT) return true;
    return false;
}

/* *The museum, Mr Bush said, was full*: of two subjects before a cue that behind the comma speaks,
 * of the other it is told; not where another comma makes it a name of the first: *a commander,
 * Yusuf Harun, said*. */
static bool is_told_of(const sayso_ctx *c, uint32_t cue, uint32_t w)
{
    if (w == SAYSO_NO_WORD || w > cue || c->tree.parent[w] != cue ||
        word_at(c, w)->rel != SAYSO_NSUBJ)
        return false;
    for (uint32_t d = sayso_tree_child(c, cue, SAYSO_NSUBJ, w); d != SAYSO_NO_WORD && d < cue;
         d = sayso_tree_child(c, cue, SAYSO_NSUBJ, d))
        if (has_mark(c, w, c->tree.first[d]) && !has_mark(c, d, cue)) return true;
    return false;
}

uint32_t sayso_judge_source(const sayso_judge *j, const sayso_view *v, uint32_t cue,
                            uint32_t by_rule)
{
    uint32_t at[1 + SAYSO_MOST_NOMINALS] = { SAYSO_NO_WORD }, best = 0;
    float most = -1e30f, z;
    const uint32_t n = 1 + sayso_may_take_part(v, cue, &by_rule, by_rule != SAYSO_NO_WORD, at + 1,
                                               SAYSO_MOST_NOMINALS);
    for (uint32_t i = 0; i < n; i++) {
        if (is_spoken_to(v->c, cue, at[i]) || is_told_of(v->c, cue, at[i]) || is_date(v->c, at[i]))
            continue;
        sayso_evidence e;
        sayso_evidence_source(v, cue, at[i], by_rule, &e);
        sayso_softmax_sum(&j->source, e.at, e.n, &z);
        if (z > most) most = z, best = i;
    }
    return at[best];
}
