#include "events/propose.h"

enum { MOST_GOVERNORS = 5 };

/* ---- entries ---- */

const sayso_event_entry *sayso_event_entries(const sayso_ctx *c, uint32_t w, uint32_t *n)
{
    const sayso_word *x = word_at(c, w);
    const uint16_t language = sayso_ctx_language(c, w);
    *n = 0;
    if (language == UINT16_MAX) return NULL;
    const sayso_event_entry *e =
        sayso_lexicon_word_events(c->lexicon, language, x, (sayso_upos)x->upos, n);
    const bool participle = x->upos == SAYSO_ADJ && (x->feats & SAYSO_F(VERBFORM_PART));
    return *n || !participle ? e
                             : sayso_lexicon_word_events(c->lexicon, language, x, SAYSO_VERB, n);
}

const sayso_event_entry *sayso_rule_event(const sayso_ctx *c, uint32_t w)
{
    uint32_t n;
    const sayso_event_entry *e = sayso_event_entries(c, w, &n);
    if (!n) return NULL;
    const sayso_frame frame = sayso_frame_of(c, w);
    for (uint32_t i = 0; i < n; i++)
        if (sayso_conditions_hold(c, &frame, e[i].with, e[i].n_with)) return &e[i];
    return NULL;
}

const sayso_event_entry *sayso_entry_for(const sayso_view *v, uint32_t w, int type)
{
    const sayso_ctx *c = v->c;
    uint32_t n;
    if (v->words[w].rule == type) return sayso_rule_event(c, w);
    const sayso_event_entry *e = sayso_event_entries(c, w, &n);
    for (uint32_t i = 0; i < n; i++)
        if (e[i].type == type) return &e[i];
    return NULL;
}

bool sayso_inside_name(const sayso_ctx *c, uint32_t w)
{
    const sayso_hit *h = c->hit_of[w] >= 0 ? &c->hits[c->hit_of[w]] : NULL;
    if (!h || h->last == h->first || !h->n) return false;
    const sayso_entity_kind k = sayso_ctx_entity(c, h->meaning[0].entity)->kind;
    return k == SAYSO_ENT_ORGANISATION || k == SAYSO_ENT_MEDIUM || k == SAYSO_ENT_PERSON ||
           k == SAYSO_ENT_PLACE || k == SAYSO_ENT_COUNTRY;
}

/* ---- filling slots ---- */

bool sayso_listed(const uint32_t *set, uint32_t n, uint32_t w)
{
    for (uint32_t i = 0; i < n; i++)
        if (set[i] == w) return true;
    return false;
}

bool sayso_any_political(const sayso_ctx *c, const uint32_t *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const sayso_mention *m = mention_at(c, words[i]);
        if (m && m->political) return true;
    }
    return false;
}

/* Puts the fillers of one slot, with what is coordinated with them, behind those already there. */
static void put_slot(const sayso_ctx *c, const sayso_proposal *k, const sayso_slot *slot,
                     uint32_t *out, uint32_t *n)
{
    uint32_t heads[SAYSO_MOST_FILLERS], all[SAYSO_MOST_FILLERS];
    const uint32_t h = sayso_slot_fill(c, &k->frame, slot, heads, SAYSO_MOST_FILLERS);
    for (uint32_t i = 0; i < h; i++) {
        const uint32_t m = sayso_conjuncts(c, heads[i], all, SAYSO_MOST_FILLERS);
        for (uint32_t j = 0; j < m && *n < SAYSO_MOST_PARTICIPANTS; j++)
            if (all[j] != k->word && !sayso_listed(out, *n, all[j])) out[(*n)++] = all[j];
    }
}

static const char *fill(const sayso_ctx *c, const sayso_proposal *k, const sayso_slots *slots,
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
static void inherit_subject(const sayso_ctx *c, sayso_proposal *k)
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
        if (!sayso_listed(words, kept, w)) words[kept++] = w;
    }
    *n = kept;
}

void sayso_remove_shared(sayso_proposal *k) /* nobody is recipient of what he does */
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n_recipient; i++)
        if (!sayso_listed(k->actor, k->n_actor, k->recipient[i]))
            k->recipient[n++] = k->recipient[i];
    k->n_recipient = n;
}

/* What stands in an adposition must be somebody to be a recipient: *deployed troops at the
 * border* has none. Nor is a word said to a thing: *approved the plan*; only force is used on
 * things. */
static void remove_things(const sayso_ctx *c, sayso_proposal *k)
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
static void party_add(const sayso_ctx *c, sayso_proposal *k)
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

void sayso_propose_sides(const sayso_ctx *c, sayso_proposal *k)
{
    k->via_actor = fill(c, k, &k->entry->actor, k->actor, &k->n_actor);
    inherit_subject(c, k);
    if (k->entry->recipient.how != SAYSO_NEVER && k->entry->actor.how != SAYSO_SYMMETRIC)
        k->via_recipient = fill(c, k, &k->entry->recipient, k->recipient, &k->n_recipient);
    owners_put(c, k->actor, &k->n_actor);
    owners_put(c, k->recipient, &k->n_recipient);
    remove_things(c, k);
    sayso_remove_shared(k);
    party_add(c, k);
}

/* ---- events that the lists do not know ---- */

static const sayso_slot object = { .kind = SAYSO_SLOT_OBJ, .name = "obj" };
static const sayso_slot owners[] = {
    { .kind = SAYSO_SLOT_POSS, .name = "poss" },
    { .kind = SAYSO_SLOT_ADJ, .name = "adj" },
    { .kind = SAYSO_SLOT_AGENT, .name = "agent" },
};
static const sayso_slot agents[] = { { .kind = SAYSO_SLOT_SUBJ, .name = "subj" },
                                     { .kind = SAYSO_SLOT_AGENT, .name = "agent" } };

/* CAMEO's root of each type, where no entry says more. */
static const char *const roots[SAYSO_N_TYPES] = {
    [SAYSO_AGREE] = "030", [SAYSO_CONSULT] = "040", [SAYSO_SUPPORT] = "050", [SAYSO_CONCEDE] = "080", [SAYSO_COOPERATE] = "060",
    [SAYSO_AID] = "070", [SAYSO_RETREAT] = "084", [SAYSO_REQUEST] = "100", [SAYSO_ACCUSE] = "110", [SAYSO_REJECT] = "120",
    [SAYSO_THREATEN] = "130", [SAYSO_PROTEST] = "140", [SAYSO_SANCTION] = "160", [SAYSO_MOBILIZE] = "150", [SAYSO_COERCE] = "170",
    [SAYSO_ASSAULT] = "190",
};

static const sayso_event_entry *general_entry(const sayso_ctx *c, int type, bool nominal)
{
    sayso_event_entry *e = sayso_arena_alloc(c->arena, sizeof *e);
    if (!e) return NULL;
    *e = (sayso_event_entry){ .name = nominal ? "learned.NOUN" : "learned.VERB",
                              .type = type,
                              .cameo = roots[type] };
    sayso_lexicon_cameo(c->lexicon, e->cameo, &e->goldstein);
    e->actor = nominal ? (sayso_slots){ .how = SAYSO_FIRST_FILLED, .slots = owners, .n = 3 }
                       : (sayso_slots){ .how = SAYSO_FIRST_FILLED, .slots = agents, .n = 2 };
    e->recipient =
        (sayso_slots){ .how = SAYSO_FIRST_FILLED, .slots = &object, .n = nominal ? 0 : 1 };
    return e;
}

bool sayso_propose_for(const sayso_view *v, uint32_t w, int type, sayso_proposal *k)
{
    const sayso_ctx *c = v->c;
    k->word = w;
    k->type = type;
    k->frame = sayso_frame_of(c, w);
    k->entry = sayso_entry_for(v, w, type);
    if (!k->entry) k->entry = general_entry(c, type, k->frame.nominal);
    if (k->entry) sayso_propose_sides(c, k);
    return k->entry != NULL;
}
