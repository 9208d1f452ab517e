/* events: which words are events of the codebook, and who takes part.
 *
 * For each verb, noun or adjective that the language's events.tsv knows, the first entry whose
 * conditions hold gives the type; its slot lists give actors and recipients. Then what is no
 * event of its own is taken out: words without a political participant, the content of promises,
 * demands, refusals and threats, and second namings of one event. */
#include "events/inside.h"
#include <stdlib.h>

enum { MOST_PARTICIPANTS = 12, MOST_GOVERNORS = 5 };

typedef struct candidate {
    uint32_t word;
    sayso_frame frame;
    const sayso_event_entry *entry;
    uint32_t actor[MOST_PARTICIPANTS], n_actor;         /* words */
    uint32_t recipient[MOST_PARTICIPANTS], n_recipient; /* words */
    const char *via_actor, *via_recipient;              /* slot names */
    bool dropped;
} candidate;

typedef struct finder {
    sayso_ctx *c;
    candidate *found; uint32_t n, cap; /* of the whole document, in text order; heap */
    int32_t *at_word;                  /* [n_words] candidate of a word, -1 */
} finder;

static const sayso_mention *mention_at(const sayso_ctx *c, uint32_t w)
{
    return c->mention_of[w] >= 0 ? &c->mentions[c->mention_of[w]] : NULL;
}

/* ---- filling slots ---- */

static bool listed(const uint32_t *set, uint32_t n, uint32_t w)
{
    for (uint32_t i = 0; i < n; i++)
        if (set[i] == w) return true;
    return false;
}

/* Puts the fillers of one slot, with what is coordinated with them, behind those already there. */
static void put_slot(const sayso_ctx *c, const candidate *k, const sayso_slot *slot, uint32_t *out,
                     uint32_t *n)
{
    uint32_t heads[SAYSO_MOST_FILLERS], all[SAYSO_MOST_FILLERS];
    const uint32_t h = sayso_slot_fill(c, &k->frame, slot, heads, SAYSO_MOST_FILLERS);
    for (uint32_t i = 0; i < h; i++) {
        const uint32_t m = sayso_conjuncts(c, heads[i], all, SAYSO_MOST_FILLERS);
        for (uint32_t j = 0; j < m && *n < MOST_PARTICIPANTS; j++)
            if (all[j] != k->word && !listed(out, *n, all[j])) out[(*n)++] = all[j];
    }
}

static const char *fill(const sayso_ctx *c, const candidate *k, const sayso_slots *slots,
                        uint32_t *out, uint32_t *n)
{
    const char *via = NULL;
    *n = 0;
    for (uint32_t i = 0; i < slots->n; i++) {
        put_slot(c, k, &slots->slots[i], out, n);
        if (*n && !via) via = slots->slots[i].name;
        if (*n && slots->how == SAYSO_FIRST_FILLED) break;
    }
    return via;
}

/* A light verb's subject is the actor of the noun it carries, where the noun names none itself. */
static void inherit_subject(const sayso_ctx *c, candidate *k)
{
    static const sayso_slot subject = { .kind = SAYSO_SLOT_SUBJ, .name = "subj" };
    if (!k->frame.light || (k->n_actor && k->entry->actor.how != SAYSO_SYMMETRIC)) return;
    uint32_t before = k->n_actor;
    put_slot(c, k, &subject, k->actor, &k->n_actor);
    if (k->n_actor > before && !k->via_actor) k->via_actor = subject.name;
}

static void owners_put(const sayso_ctx *c, uint32_t *words, uint32_t *n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++) {
        const uint32_t w = sayso_owner(c, words[i], true);
        /* *this*, *nobody* */
        if (!mention_at(c, w) && c->text->words[w].upos == SAYSO_PRON &&
            (c->text->words[w].feats & (SAYSO_F(PRONTYPE_DEM) | SAYSO_F(PRONTYPE_NEG))))
            continue;
        if (!listed(words, kept, w)) words[kept++] = w;
    }
    *n = kept;
}

static void remove_shared(candidate *k) /* nobody is recipient of what he does */
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_recipient; i++)
        if (!listed(k->actor, k->n_actor, k->recipient[i])) k->recipient[n++] = k->recipient[i];
    k->n_recipient = n;
}

/* What stands in an adposition must be somebody to be a recipient: *deployed troops at the
 * border* has none. Nor is a word said to a thing: *approved the plan*; only force is used on
 * things. */
static void remove_things(const sayso_ctx *c, candidate *k)
{
    const bool force = k->entry->type == SAYSO_ASSAULT || k->entry->type == SAYSO_COERCE;
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_recipient; i++) {
        const uint32_t w = k->recipient[i];
        const sayso_mention *m = mention_at(c, w);
        const bool coded = m && sayso_code_known(m->code), named = m || force;
        if (coded || (named && c->date_of[w] < 0 &&
                      sayso_tree_child(c, w, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD))
            k->recipient[n++] = w;
    }
    k->n_recipient = n;
}

static uint32_t political_subject(const sayso_ctx *c, uint32_t verb)
{
    const uint32_t s = sayso_grammatical_subject(c, verb);
    const sayso_mention *m = s == SAYSO_NO_WORD ? NULL : mention_at(c, s);
    return m && m->political ? s : SAYSO_NO_WORD;
}

/* *At a meeting with Putin, Xi said …*, *That was during a meeting with Putin*: who else meets
 * is the subject of the clause around the noun, or, where that is nobody, of the sentence
 * before. */
static uint32_t other_party(const sayso_ctx *c, uint32_t word)
{
    uint32_t w = c->tree.parent[word], root = word;
    for (int i = 0; i < MOST_GOVERNORS && w != SAYSO_NO_WORD; i++, w = c->tree.parent[w]) {
        root = w;
        if (c->text->words[w].upos != SAYSO_VERB) continue;
        const uint32_t s = sayso_grammatical_subject(c, w);
        if (s == SAYSO_NO_WORD || sayso_tree_above(c, s, word)) continue;
        const sayso_mention *m = mention_at(c, s);
        if (m) return m->political ? s : SAYSO_NO_WORD;
        if (c->text->words[s].upos == SAYSO_NOUN) return SAYSO_NO_WORD; /* some thing does it */
    }
    const uint32_t sentence = c->tree.sentence[word];
    if (root == word || sentence == 0 ||
        c->text->sents[sentence - 1].paragraph != c->text->sents[sentence].paragraph)
        return SAYSO_NO_WORD;
    const sayso_sent *before = &c->text->sents[sentence - 1];
    const uint32_t end = before->first_word + before->n_words;
    for (uint32_t v = before->first_word; v < end; v++) {
        const uint32_t s = c->tree.parent[v] == SAYSO_NO_WORD ? political_subject(c, v)
                                                              : SAYSO_NO_WORD;
        if (s != SAYSO_NO_WORD) return s;
    }
    /* or the first person that no adposition marks */
    for (uint32_t v = before->first_word; v < end; v++) {
        const sayso_mention *m = mention_at(c, v);
        if (m && m->head == v && m->person && m->political && !m->pronoun &&
            sayso_tree_child(c, v, SAYSO_CASE, SAYSO_NO_WORD) == SAYSO_NO_WORD)
            return v;
    }
    return SAYSO_NO_WORD;
}

/* *The meeting of Kim and Putin*: parsers hang the second name on the noun, but nobody is
 * coordinated with a meeting. */
static uint32_t coordinated_party(const sayso_ctx *c, uint32_t word)
{
    for (uint32_t d = sayso_tree_child(c, word, SAYSO_CONJ, SAYSO_NO_WORD); d != SAYSO_NO_WORD;
         d = sayso_tree_child(c, word, SAYSO_CONJ, d)) {
        const sayso_mention *m = mention_at(c, d);
        if (m && m->political && c->text->words[d].upos == SAYSO_PROPN) return d;
    }
    return SAYSO_NO_WORD;
}

/* A symmetrical noun that names one party only. */
static void party_add(const sayso_ctx *c, candidate *k)
{
    if (k->entry->actor.how != SAYSO_SYMMETRIC || !k->frame.nominal || k->frame.light ||
        k->n_actor != 1)
        return;
    const sayso_mention *one = mention_at(c, k->actor[0]);
    uint32_t w = coordinated_party(c, k->word);
    if (w == SAYSO_NO_WORD && one && one->political && one->n_group < 2)
        w = other_party(c, k->word);
    if (w == SAYSO_NO_WORD || !one || mention_at(c, w)->actor == one->actor ||
        strcmp(mention_at(c, w)->country, one->country) == 0)
        return;
    k->actor[k->n_actor++] = w;
}

static void participants_find(const sayso_ctx *c, candidate *k)
{
    k->via_actor = fill(c, k, &k->entry->actor, k->actor, &k->n_actor);
    inherit_subject(c, k);
    if (k->entry->recipient.how != SAYSO_NEVER && k->entry->actor.how != SAYSO_SYMMETRIC)
        k->via_recipient = fill(c, k, &k->entry->recipient, k->recipient, &k->n_recipient);
    owners_put(c, k->actor, &k->n_actor);
    owners_put(c, k->recipient, &k->n_recipient);
    remove_things(c, k);
    remove_shared(k);
    party_add(c, k);
}

/* ---- candidates ---- */

static const sayso_event_entry *entry_for(const sayso_ctx *c, uint16_t lang, uint32_t w,
                                          sayso_upos upos, candidate *k)
{
    uint32_t n;
    const sayso_event_entry *e = sayso_lexicon_word_events(c->lexicon, lang, &c->text->words[w],
                                                           upos, &n);
    for (uint32_t i = 0; i < n; i++)
        if (sayso_conditions_hold(c, &k->frame, e[i].with, e[i].n_with)) return &e[i];
    return NULL;
}

/* *Democratic Forces for the Liberation of Rwanda* liberate nobody: a word inside a proper name
 * is no event. */
static bool inside_name(const sayso_ctx *c, uint32_t w)
{
    const sayso_hit *h = c->hit_of[w] >= 0 ? &c->hits[c->hit_of[w]] : NULL;
    if (!h || h->last == h->first || !h->n) return false;
    const sayso_entity_kind k = sayso_ctx_entity(c, h->meaning[0].entity)->kind;
    return k == SAYSO_ENT_ORGANISATION || k == SAYSO_ENT_MEDIUM || k == SAYSO_ENT_PERSON ||
           k == SAYSO_ENT_PLACE || k == SAYSO_ENT_COUNTRY;
}

static bool candidate_find(finder *f, uint32_t w)
{
    sayso_ctx *c = f->c;
    const sayso_word *x = &c->text->words[w];
    const uint16_t lang = sayso_ctx_language(c, w);
    if (lang == UINT16_MAX || (x->upos != SAYSO_VERB && x->upos != SAYSO_NOUN &&
                               x->upos != SAYSO_ADJ && x->upos != SAYSO_AUX))
        return true;
    candidate k = { .word = w };
    uint32_t any, as_verb;
    sayso_lexicon_word_events(c->lexicon, lang, x, (sayso_upos)x->upos, &any);
    sayso_lexicon_word_events(c->lexicon, lang, x, SAYSO_VERB, &as_verb);
    const bool participle = x->upos == SAYSO_ADJ && as_verb && (x->feats & SAYSO_F(VERBFORM_PART));
    if ((!any && !participle) || inside_name(c, w)) return true;
    k.frame = sayso_frame_of(c, w);
    k.entry = entry_for(c, lang, w, any ? (sayso_upos)x->upos : SAYSO_VERB, &k);
    if (!k.entry || k.entry->type < 0) return true;
    participants_find(c, &k);
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

static void take_recipient(candidate *governor, const candidate *content)
{
    if (governor->n_recipient || governor->entry->recipient.how == SAYSO_NEVER ||
        governor->entry->actor.how == SAYSO_SYMMETRIC)
        return;
    for (int side = 0; side < 2 && !governor->n_recipient; side++) {
        const uint32_t *from = side ? content->actor : content->recipient;
        const uint32_t n = side ? content->n_actor : content->n_recipient;
        for (uint32_t i = 0; i < n; i++)
            if (!listed(governor->actor, governor->n_actor, from[i]) &&
                governor->n_recipient < MOST_PARTICIPANTS)
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

/* *promised to send troops*, *the demand for a withdrawal*: the promise or demand is the event,
 * what is promised its content. Relative clauses and finite adverbial clauses stand for
 * themselves. */
static void drop_content(finder *f, candidate *k)
{
    sayso_ctx *c = f->c;
    uint32_t w = k->word;
    for (int i = 0; i < MOST_GOVERNORS; i++) {
        const sayso_word *x = &c->text->words[w];
        if (!ties_content(x->rel) || x->sub == SAYSO_SUB_RELCL) return;
        if (x->rel == SAYSO_ADVCL && (x->feats & SAYSO_F(VERBFORM_FIN))) return;
        if (x->rel == SAYSO_CONJ && w == k->word && f->at_word[c->tree.parent[w]] >= 0) return;
        const uint32_t head = c->tree.parent[w];
        if (head == SAYSO_NO_WORD) return;
        const int32_t g = f->at_word[head];
        if (g >= 0 && !f->found[g].dropped &&
            governs_content((sayso_type)f->found[g].entry->type)) {
            take_recipient(&f->found[g], k);
            k->dropped = true;
            return;
        }
        w = head;
    }
}

static bool political(const sayso_ctx *c, const uint32_t *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const sayso_mention *m = mention_at(c, words[i]);
        if (m && m->political) return true;
    }
    return false;
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
static void repeat_drop(const sayso_ctx *c, candidate *kept, candidate *gone)
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
    remove_shared(kept);
}

/* Two words of one sentence that name one event: *the visit …, during which he visited*. The
 * fuller one stays. */
static void drop_repeats(finder *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        for (uint32_t j = i + 1; j < to && !f->found[i].dropped; j++) {
            candidate *a = &f->found[i], *b = &f->found[j];
            if (b->dropped || a->entry->type != b->entry->type) continue;
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
    for (uint32_t i = 0; i < f->n; i++) {
        candidate *k = &f->found[i];
        if (!political(c, k->actor, k->n_actor) && !political(c, k->recipient, k->n_recipient))
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

/* How sure the reading of an event is: each doubt takes its share. The shares were chosen by
 * hand and are not measured; a learned head is to replace them. */
static double confidence_of(const sayso_ctx *c, const candidate *k)
{
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

static bool record_make(finder *f, const candidate *k)
{
    sayso_ctx *c = f->c;
    sayso_event *e = &c->events[c->n_events];
    const sayso_word *x = &c->text->words[k->word];
    *e = (sayso_event){
        .sentence = c->tree.sentence[k->word], .type = (sayso_type)k->entry->type,
        .mode = k->entry->mode, .cameo = k->entry->cameo, .goldstein = k->entry->goldstein,
        .status = SAYSO_ACTUAL, .cue = x->span, .cue_text = sayso_span_text(c, x->span),
        .place = -1, .context = k->entry->context, .n_context = k->entry->n_context,
        .attribution = -1, .rule = k->entry->name, .confidence = confidence_of(c, k),
    };
    sayso_participant *actor, *recipient;
    if (!e->cue_text || !side_make(c, k->actor, k->n_actor, k->via_actor, &actor, &e->n_actor) ||
        !side_make(c, k->recipient, k->n_recipient, k->via_recipient, &recipient, &e->n_recipient))
        return false;
    e->actor = actor;
    e->recipient = recipient;
    c->sides[c->n_events] = (sayso_sides){ actor, recipient };
    members_drop(e, recipient);
    const uint32_t when = sayso_date_governing(c, k->word, MOST_GOVERNORS),
                   where = sayso_governed_by(c, k->word, c->place_of, MOST_GOVERNORS);
    if (when != SAYSO_NO_WORD) {
        e->date = c->dates[c->date_of[when]].day;
        e->date_via = "text";
    } else {
        e->date = c->day;
        e->date_via = c->day.precision == SAYSO_UNDATED ? NULL : "document";
    }
    if (where != SAYSO_NO_WORD) e->place = c->place_of[where];
    c->event_word[c->n_events++] = k->word;
    return true;
}

bool sayso_events_find(sayso_ctx *c)
{
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
        if (!f.found[i].dropped) ok = record_make(&f, &f.found[i]);
    free(f.found);
    return ok;
}
