/* events: which words are events of the codebook, and who takes part.
 *
 * For each verb, noun or adjective that the language's events.tsv knows, the first entry whose
 * conditions hold gives the type; its slot lists give actors and recipients. Then what is no
 * event of its own is taken out: words without a political participant, the content of promises,
 * demands, refusals and threats, and second namings of one event. */
#include "events/judge.h"
#include "events/propose.h"
#include "events/told.h"
#include <stdlib.h>

enum { MOST_GOVERNORS = 5 };

/* An event of which no political participant is found is one where its word leaves little doubt: what
 * stands around it tells of one who is not recognised (docs/reading.md, "Propose, judge, settle"). */
static const float LEAST_UNNAMED = 0.65f;

typedef struct finder {
    sayso_ctx *c;
    sayso_proposal *found; uint32_t n, cap; /* of the whole document, in text order; heap */
    int32_t *at_word;                  /* [n_words] candidate of a word, -1 */
} finder;

/* ---- candidates ---- */

/* What the lists say: the first entry whose conditions hold. */
static bool by_rule(const sayso_ctx *c, uint32_t w, sayso_proposal *k)
{
    const uint8_t u = word_at(c, w)->upos;
    if (u != SAYSO_VERB && u != SAYSO_NOUN && u != SAYSO_ADJ && u != SAYSO_AUX) return false;
    if (sayso_inside_name(c, w)) return false;
    *k = (sayso_proposal){ .word = w, .entry = sayso_rule_event(c, w), .sure = 1.0f };
    if (!k->entry || k->entry->type < 0) return false;
    k->type = k->entry->type;
    k->frame = sayso_frame_of(c, w);
    sayso_propose_sides(c, k);
    return true;
}

/* *Police reported an attack on the mayor*: who tells of violence did not do it; of those with arms
 * one cannot say: *the army reported a strike on a depot*. */
static void tellers_drop(const sayso_ctx *c, sayso_proposal *k)
{
    const uint32_t cue = c->tree.parent[k->word];
    if (cue == SAYSO_NO_WORD || !c->view->words[cue].cues || c->view->verdicts[cue].type >= 0 ||
        word_at(c, k->word)->upos != SAYSO_NOUN ||
        (k->type != SAYSO_ASSAULT && !(k->entry->mode && strcmp(k->entry->mode, "cyber") == 0)))
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_actor; i++) {
        const uint32_t a = k->actor[i];
        const sayso_mention *m = mention_at(c, a);
        const bool tells = c->tree.parent[a] == cue && word_at(c, a)->rel == SAYSO_NSUBJ;
        if (!tells || (m && m->armed && strcmp(m->code.role, "COP") != 0)) k->actor[n++] = a;
    }
    k->n_actor = n;
}

/* *Teachers went on strike*: those who protest are political by what they do, whatever they are
 * else. */
static bool is_stand(const sayso_ctx *c, const sayso_proposal *k)
{
    const sayso_mention *m = k->n_actor ? mention_at(c, k->actor[0]) : NULL;
    return k->type == SAYSO_PROTEST && m && m->code.role[0];
}

/* What was learned: a type, which the lists need not know for the word, and a side for each
 * nominal that may take part. */
static bool by_judge(const sayso_ctx *c, uint32_t w, sayso_proposal *k)
{
    const sayso_verdict *v = &c->view->verdicts[w];
    if (v->type < 0) return false;
    *k = (sayso_proposal){ .sure = v->sure };
    if (!sayso_propose_for(c->view, w, v->type, k)) return false;
    sayso_judge_sides(c->judge, c->view, k);
    tellers_drop(c, k);
    return k->sure >= LEAST_UNNAMED || sayso_any_political(c, k->actor, k->n_actor) ||
           sayso_any_political(c, k->recipient, k->n_recipient) || is_stand(c, k);
}

static bool candidate_find(finder *f, uint32_t w)
{
    sayso_proposal k;
    if (!(f->c->judge ? by_judge(f->c, w, &k) : by_rule(f->c, w, &k)) || sayso_only_told(f->c, &k)) return true;
    if (!sayso_grow(f->found, f->n, f->cap)) return false;
    f->at_word[w] = (int32_t)f->n;
    f->found[f->n++] = k;
    return true;
}

/* ---- what is no event of its own ---- */

static bool governs_content(sayso_type t)
{
    return t == SAYSO_AGREE || t == SAYSO_REQUEST || t == SAYSO_REJECT || t == SAYSO_THREATEN;
}

/* *Halted deliveries*, *is delaying a shipment of aid*, *stopped sending shells*, *called off a visit*: the proposal
 * that holds back what so does not come about, NULL if none. */
static sayso_proposal *cut_off_by(const finder *f, const sayso_proposal *k)
{
    const sayso_ctx *c = f->c;
    const bool thing = k->type == SAYSO_AID || k->type == SAYSO_COOPERATE,
               may = thing || k->type == SAYSO_CONSULT || k->type == SAYSO_AGREE;
    const uint32_t verb = may ? sayso_bearer(c, k->word) : SAYSO_NO_WORD;
    sayso_proposal *g = verb == SAYSO_NO_WORD || f->at_word[verb] < 0 ? NULL : &f->found[f->at_word[verb]];
    const bool cuts = g && !g->dropped &&
                      (g->type == SAYSO_SANCTION || g->type == SAYSO_COERCE || g->type == SAYSO_REJECT),
               plain = thing && k->frame.nominal && cuts && !g->frame.nominal;
    return plain || (cuts && sayso_in_class(c, verb, SAYSO_CLASS_HOLD_UP, NULL)) ? g : NULL;
}

/* *Talks on a ceasefire*, *held talks on a ceasefire*: what they are about has not come to pass.
 * The word for them bears it or stands right before it. */
static bool talks_about(const finder *f, const sayso_proposal *k)
{
    const sayso_ctx *c = f->c;
    const uint32_t w = k->word, first = c->tree.first[w];
    if ((k->type != SAYSO_RETREAT && k->type != SAYSO_COOPERATE && k->type != SAYSO_AID) ||
        word_at(c, w)->upos != SAYSO_NOUN ||
        first == SAYSO_NO_WORD || first <= sent_of(c, w)->first_word ||
        sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
        return false;
    const uint32_t noun = word_at(c, w)->rel == SAYSO_NMOD ? c->tree.parent[w] : first - 1;
    const bool carried = word_at(c, noun)->rel == SAYSO_OBJ && f->at_word[noun] < 0;
    const int32_t talks = f->at_word[carried ? c->tree.parent[noun] : noun];
    return word_at(c, noun)->upos == SAYSO_NOUN && talks >= 0 &&
           f->found[talks].type == SAYSO_CONSULT;
}

/* *Signed a ceasefire*, *conclu une trêve*: what is signed is to come, and the signing the event; *put its veto to a
 * loan*: so is what hangs on the light verb of a refusal. The governing proposal, NULL if none. */
static sayso_proposal *settled_by(const finder *f, const sayso_proposal *k)
{
    const sayso_ctx *c = f->c;
    const uint32_t verb = c->tree.parent[k->word];
    const uint8_t rel = word_at(c, k->word)->rel;
    if (verb == SAYSO_NO_WORD || !k->frame.nominal || (rel != SAYSO_OBJ && rel != SAYSO_OBL)) return NULL;
    sayso_proposal *g = f->at_word[verb] < 0 ? NULL : &f->found[f->at_word[verb]];
    if (g && g->type == SAYSO_SUPPORT && g->entry->actor.how == SAYSO_SYMMETRIC && rel == SAYSO_OBJ &&
        (k->type == SAYSO_RETREAT || k->type == SAYSO_COOPERATE || k->type == SAYSO_AID))
        return g;
    for (uint32_t d = sayso_tree_child(c, verb, SAYSO_OBJ, SAYSO_NO_WORD); d != SAYSO_NO_WORD && rel == SAYSO_OBL;
         d = sayso_tree_child(c, verb, SAYSO_OBJ, d)) {
        g = f->at_word[d] < 0 ? NULL : &f->found[f->at_word[d]];
        if (g && d < k->word && g->frame.light && g->frame.verb == verb && governs_content((sayso_type)g->type)) return g;
    }
    return NULL;
}

/* *Parliament voted the expulsion of*, *approved sanctions*: what a legislature passes is its deed, and the vote none
 * beside it. */
static bool is_passed_by(const sayso_ctx *c, const sayso_proposal *g, const sayso_proposal *k)
{
    const sayso_mention *m = g->n_actor ? mention_at(c, g->actor[0]) : NULL;
    return g->type == SAYSO_SUPPORT && m && strcmp(m->code.role, "LEG") == 0 && word_at(c, k->word)->rel == SAYSO_OBJ &&
           (k->type == SAYSO_COERCE || k->type == SAYSO_SANCTION) && sayso_listed(k->actor, k->n_actor, g->actor[0]);
}

/* *Received an apology*, *a essuyé des critiques*: what is received is the event. */
static bool is_received(const sayso_ctx *c, const sayso_proposal *g, const sayso_proposal *k)
{
    const uint32_t who = sayso_undergoes(c, k->word);
    return who != SAYSO_NO_WORD && !g->frame.nominal &&
           sayso_in_class(c, g->word, SAYSO_CLASS_UNDERGO, NULL) &&
           (g->type != k->type || sayso_listed(k->recipient, k->n_recipient, who));
}

static void take_recipient(sayso_proposal *governor, const sayso_proposal *content)
{
    /* *agreed to extend sanctions against Russia*: no promise to Russia */
    if (governor->type == SAYSO_AGREE && sayso_type_quad((sayso_type)content->type) > 2) return;
    if (governor->n_recipient || governor->entry->recipient.how == SAYSO_NEVER ||
        governor->entry->actor.how == SAYSO_SYMMETRIC)
        return;
    for (int side = 0; side < 2 && !governor->n_recipient; side++) {
        const uint32_t *from = side ? content->actor : content->recipient;
        const uint32_t n = side ? content->n_actor : content->n_recipient;
        for (uint32_t i = 0; i < n; i++)
            if (!sayso_listed(governor->actor, governor->n_actor, from[i]) &&
                governor->n_recipient < SAYSO_MOST_PARTICIPANTS)
                governor->recipient[governor->n_recipient++] = from[i];
    }
    if (governor->n_recipient) governor->via_recipient = "content";
}

static bool ties_content(uint8_t rel)
{
    return rel == SAYSO_XCOMP || rel == SAYSO_CCOMP || rel == SAYSO_OBJ || rel == SAYSO_OBL ||
           rel == SAYSO_ACL || rel == SAYSO_NMOD || rel == SAYSO_ADVCL || rel == SAYSO_CONJ ||
           rel == SAYSO_IOBJ;
}

/* *promised to send troops*, *the demand for a withdrawal*, *suspended the aid*: the promise, demand or
 * suspension is the event, what is promised its content. Relative clauses and finite adverbial clauses stand for
 * themselves. */
static void drop_content(finder *f, sayso_proposal *k)
{
    sayso_ctx *c = f->c;
    uint32_t w = k->word;
    sayso_proposal *cut = cut_off_by(f, k);
    if (!cut) cut = settled_by(f, k);
    if (cut) take_recipient(cut, k);
    if (cut || talks_about(f, k)) {
        k->dropped = true;
        return;
    }
    for (int i = 0; i < MOST_GOVERNORS; i++) {
        const sayso_word *x = &c->text->words[w];
        if (!ties_content(x->rel) || x->sub == SAYSO_SUB_RELCL) return;
        if (x->rel == SAYSO_ADVCL && (x->feats & SAYSO_F(VERBFORM_FIN))) return;
        if (x->rel == SAYSO_CONJ && w == k->word && f->at_word[c->tree.parent[w]] >= 0) return;
        const uint32_t head = c->tree.parent[w];
        if (head == SAYSO_NO_WORD) return;
        const int32_t g = f->at_word[head];
        if (g >= 0 && (x->rel == SAYSO_OBJ || x->rel == SAYSO_OBL) && is_received(c, &f->found[g], k))
            f->found[g].dropped = true;
        if (g >= 0 && w == k->word && is_passed_by(c, &f->found[g], k)) f->found[g].dropped = true;
        if (g >= 0 && !f->found[g].dropped && governs_content((sayso_type)f->found[g].type)) {
            take_recipient(&f->found[g], k);
            k->dropped = true;
            return;
        }
        w = head;
    }
}

/* Same actors and recipients by code, or one side of the pair says nothing that the other
 * contradicts. */
static bool same_side(const sayso_ctx *c, const uint32_t *a, uint32_t n, const uint32_t *b,
                      uint32_t m)
{
    if (!n || !m) return true;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++) {
            if (a[i] == b[j]) return true;
            const sayso_mention *x = mention_at(c, a[i]), *y = mention_at(c, b[j]);
            if (x && y &&
                ((x->actor >= 0 && x->actor == y->actor) ||
                 (sayso_code_known(x->code) && sayso_code_eq(x->code, y->code))))
                return true;
        }
    return false;
}

static void take_side(const uint32_t *from, uint32_t n, uint32_t *to, uint32_t *m)
{
    if (*m) return;
    for (uint32_t i = 0; i < n; i++) to[i] = from[i];
    *m = n;
}

/* *their part in the war on Ukraine*: of one event named twice, one word hanging on the other,
 * each may know a side. */
static void repeat_drop(const sayso_ctx *c, sayso_proposal *kept, sayso_proposal *gone)
{
    gone->dropped = true;
    if (c->tree.parent[gone->word] != kept->word && c->tree.parent[kept->word] != gone->word)
        return;
    if (kept->entry->actor.how == SAYSO_SYMMETRIC || gone->entry->actor.how == SAYSO_SYMMETRIC)
        return;
    if (!kept->n_actor) kept->via_actor = gone->via_actor;
    take_side(gone->actor, gone->n_actor, kept->actor, &kept->n_actor);
    if (kept->entry->recipient.how == SAYSO_NEVER) return;
    if (!kept->n_recipient) kept->via_recipient = gone->via_recipient;
    take_side(gone->recipient, gone->n_recipient, kept->recipient, &kept->n_recipient);
    sayso_remove_shared(kept);
}

/* *Came out to a rally*: a protest right below a word of protesting, whoever is taken for its
 * doer. */
static bool is_way_of_protest(const sayso_ctx *c, const sayso_proposal *a, const sayso_proposal *b)
{
    return a->type == SAYSO_PROTEST && !a->frame.nominal && b->frame.nominal &&
           c->tree.parent[b->word] == a->word;
}

/* Two words of one sentence that name one event: *the visit …, during which he visited*. The
 * fuller one stays. */
static void drop_repeats(finder *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        for (uint32_t j = i + 1; j < to && !f->found[i].dropped; j++) {
            sayso_proposal *a = &f->found[i], *b = &f->found[j];
            if (b->dropped || a->type != b->type) continue;
            if (is_way_of_protest(f->c, a, b)) {
                repeat_drop(f->c, a, b);
                continue;
            }
            if (!same_side(f->c, a->actor, a->n_actor, b->actor, b->n_actor)) continue;
            if (!same_side(f->c, a->recipient, a->n_recipient, b->recipient, b->n_recipient))
                continue;
            if (a->n_actor + a->n_recipient >= b->n_actor + b->n_recipient) repeat_drop(f->c, a, b);
            else repeat_drop(f->c, b, a);
        }
}

static void prune(finder *f)
{
    const sayso_ctx *c = f->c;
    for (uint32_t i = 0; i < f->n; i++) drop_content(f, &f->found[i]);
    for (uint32_t i = 0; i < f->n && !c->judge; i++) { /* the judge has learned who is */
        sayso_proposal *k = &f->found[i];
        if (!sayso_any_political(c, k->actor, k->n_actor) && !sayso_any_political(c, k->recipient, k->n_recipient))
            k->dropped = true;
    }
    for (uint32_t i = 0, j; i < f->n; i = j) {
        for (j = i + 1;
             j < f->n && c->tree.sentence[f->found[j].word] == c->tree.sentence[f->found[i].word];)
            j++;
        drop_repeats(f, i, j);
    }
}

/* ---- records ---- */

static bool side_make(sayso_ctx *c, const uint32_t *words, uint32_t n, const char *via,
                      sayso_participant **out, uint32_t *n_out)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < n; i++) all += sayso_participants_of(c, words[i]);
    sayso_participant *p = sayso_arena_array(c->arena, all, sizeof *p);
    if (!p) return false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < sayso_participants_of(c, words[i]); k++)
            if (!sayso_participant_make(c, words[i], k, via, &p[(*n_out)++])) return false;
    *out = p;
    return true;
}

/* How sure the reading of an event is. Without the judge each doubt takes its share, which was chosen
 * by hand and is not measured. */
static double confidence_of(const sayso_ctx *c, const sayso_proposal *k)
{
    if (c->judge) return sayso_judge_confidence(k->sure);
    double p = 0.9;
    if (k->frame.nominal) p *= 0.9;
    if (!k->n_actor) p *= 0.75;
    if (!k->n_recipient && k->entry->actor.how != SAYSO_SYMMETRIC &&
        k->entry->recipient.how != SAYSO_NEVER)
        p *= 0.9;
    for (uint32_t i = 0; i < k->n_actor; i++) {
        const sayso_mention *m = mention_at(c, k->actor[i]);
        p *= m ? 0.7 + 0.3 * (double)m->score : 0.8;
    }
    return p;
}

/* *China asked the three capitals*: of those whom a word for several stands for, nobody asks
 * himself. */
static void members_drop(sayso_event *e, sayso_participant *recipient)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->n_recipient; i++) {
        bool self = false;
        for (uint32_t j = 0; j < e->n_actor; j++)
            self |= recipient[i].actor >= 0 &&
                    sayso_code_kin(recipient[i].code, e->actor[j].code) &&
                    strcmp(recipient[i].via, "coreference") == 0;
        if (!self) recipient[n++] = recipient[i];
    }
    /* where all go, the word stands for somebody else than was thought */
    if (n) e->n_recipient = n;
}

static const char *mode_of(const sayso_ctx *c, const sayso_proposal *k)
{
    const char *mode = k->entry->mode;
    if (c->judge) mode = sayso_judge_mode(c->judge, c->view, k->word, k->type, mode);
    uint32_t parties = 0;
    for (uint32_t i = 0; i < k->n_actor; i++) parties += sayso_participants_of(c, k->actor[i]);
    for (uint32_t i = 0; i < k->n_recipient; i++)
        parties += sayso_participants_of(c, k->recipient[i]);
    /* two who meet are not many, though *talks* often are */
    return mode && parties == 2 && strcmp(mode, "multilateral") == 0 ? NULL : mode;
}

/* "ASSAULT 0.81, COERCE 0.12; en/attack.NOUN; senses attack, fight": the two best types and how
 * probable they are, then the list entry and the senses that agree. */
static const char *why_of(const sayso_ctx *c, const sayso_proposal *k)
{
    if (!c->judge) return NULL;
    const sayso_verdict *v = &c->view->verdicts[k->word];
    const sayso_seen *s = &c->view->words[k->word];
    const char *out = sayso_arena_printf(c->arena, "%s %.2f, %s %.2f%s%s",
                                         sayso_type_name((sayso_type)v->type), (double)v->sure,
                                         sayso_type_name((sayso_type)v->next),
                                         (double)v->next_sure, s->rule == k->type ? "; " : "",
                                         s->rule == k->type ? k->entry->name : "");
    const char *between = "; senses ";
    for (uint32_t i = 0; out && i < s->n_senses; i++) {
        const sayso_sense *x = sayso_lexicon_sense(c->lexicon, s->senses[i]);
        if (x->type != k->type) continue;
        out = sayso_arena_printf(c->arena, "%s%s%s", out, between, x->name);
        between = ", ";
    }
    return out;
}

/* Where the words of a side put it: *a crowd in Basra pelted the consulate*, *arrested four deputies in
 * Nairobi*. Of a deed alone: the ambassador in Kyiv may speak anywhere. */
static uint32_t place_of_sides(const sayso_ctx *c, const sayso_proposal *k)
{
    if (k->type != SAYSO_ASSAULT && k->type != SAYSO_COERCE && k->type != SAYSO_PROTEST && k->type != SAYSO_MOBILIZE)
        return SAYSO_NO_WORD;
    for (uint32_t i = 0; i < k->n_recipient + k->n_actor; i++) {
        const uint32_t w = i < k->n_recipient ? k->recipient[i] : k->actor[i - k->n_recipient];
        for (uint32_t d = sayso_tree_child(c, w, SAYSO_NMOD, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
             d = sayso_tree_child(c, w, SAYSO_NMOD, d))
            if (c->place_of[d] >= 0 && sayso_is_located(c, d)) return d;
    }
    return SAYSO_NO_WORD;
}

/* *A strike by Russia on Dnipro*: where the doer is from, no adposition putting it there, is not
 * where it was done, but rather to whom. */
static uint32_t place_not_of_doer(const sayso_ctx *c, const sayso_proposal *k, uint32_t where)
{
    for (uint32_t i = 0; where != SAYSO_NO_WORD && i < k->n_actor; i++) {
        if (k->actor[i] != where || sayso_is_located(c, where)) continue;
        for (uint32_t r = 0; r < k->n_recipient; r++)
            if (c->place_of[k->recipient[r]] >= 0) return k->recipient[r];
        return SAYSO_NO_WORD;
    }
    return where;
}

static bool record_make(finder *f, const sayso_proposal *k)
{
    sayso_ctx *c = f->c;
    sayso_event *e = &c->events[c->n_events];
    const sayso_word *x = &c->text->words[k->word];
    *e = (sayso_event){
        .sentence = c->tree.sentence[k->word], .type = (sayso_type)k->type,
        .mode = mode_of(c, k), .cameo = k->entry->cameo, .goldstein = k->entry->goldstein,
        .status = SAYSO_ACTUAL, .cue = x->span, .cue_text = sayso_span_text(c, x->span),
        .place = -1, .context = k->entry->context, .n_context = k->entry->n_context,
        .attribution = -1, .same = -1, .rule = k->entry->name, .confidence = confidence_of(c, k),
        .why = why_of(c, k),
    };
    sayso_participant *actor, *recipient;
    if (!e->cue_text || (c->judge && !e->why) || !side_make(c, k->actor, k->n_actor, k->via_actor, &actor, &e->n_actor) ||
        !side_make(c, k->recipient, k->n_recipient, k->via_recipient, &recipient, &e->n_recipient))
        return false;
    e->actor = actor;
    e->recipient = recipient;
    c->sides[c->n_events] = (sayso_sides){ actor, recipient };
    members_drop(e, recipient);
    const uint32_t when = sayso_date_governing(c, k->word, MOST_GOVERNORS);
    uint32_t where =
        place_not_of_doer(c, k, sayso_governed_by(c, k->word, c->place_of, MOST_GOVERNORS));
    if (when != SAYSO_NO_WORD) {
        e->date = c->dates[c->date_of[when]].day;
        e->date_via = "text";
    } else {
        e->date = c->day;
        e->date_via = c->day.precision == SAYSO_UNDATED ? NULL : "document";
    }
    if (where == SAYSO_NO_WORD) where = place_of_sides(c, k);
    if (where != SAYSO_NO_WORD) e->place = c->place_of[where];
    c->event_word[c->n_events++] = k->word;
    return true;
}

bool sayso_events_find(sayso_ctx *c)
{
    if (c->judge && !(c->view = sayso_judge_document(c->judge, c))) return false;
    finder f = { .c = c,
                 .at_word = sayso_arena_array(c->arena, c->text->n_words, sizeof(int32_t)) };
    bool ok = f.at_word != NULL;
    for (uint32_t w = 0; ok && w < c->text->n_words; w++) f.at_word[w] = -1;
    for (uint32_t w = 0; ok && w < c->text->n_words; w++) ok = candidate_find(&f, w);
    if (ok) {
        prune(&f);
        c->events = sayso_arena_array(c->arena, f.n, sizeof *c->events);
        c->event_word = sayso_arena_array(c->arena, f.n, sizeof *c->event_word);
        c->sides = sayso_arena_array(c->arena, f.n, sizeof *c->sides);
        ok = c->events && c->event_word && c->sides;
    }
    for (uint32_t i = 0; ok && i < f.n; i++)
        if (!f.found[i].dropped && confidence_of(c, &f.found[i]) >= c->min_confidence)
            ok = record_make(&f, &f.found[i]);
    free(f.found);
    return ok;
}
