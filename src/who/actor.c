/* Identities: which mentions are one actor, and the records that the outside sees. */
#include "who/inside.h"

#include <stdlib.h>
#include <stdio.h>

enum { KEY_CAP = 64, SEVERAL = -2, MOST_OWNERS = 8 };

/* ---- keys ------------------------------------------------------------------------------------ */

static uint64_t key_of(char space, const void *bytes, size_t n, uint64_t more)
{
    return sayso_hash(bytes, n, sayso_hash_mix((uint64_t)(unsigned char)space + 0x100 * more)) | 1;
}

uint64_t sayso_who_noun_key(const sayso_ctx *c, uint32_t w)
{
    const sayso_str lemma = word_at(c, w)->lemma.len ? word_at(c, w)->lemma : word_at(c, w)->form;
    return key_of('n', lemma.at, lemma.len, sayso_ctx_language(c, w));
}

uint64_t sayso_who_role_key(int32_t role) { return key_of('r', &role, sizeof role, 0); }

/* The key of one word of a name, the same in every script. 0 if the word has none. */
static uint64_t name_key(const sayso_ctx *c, uint32_t w, char *initial)
{
    char key[KEY_CAP];
    const sayso_word *x = word_at(c, w);
    /* A lemma undoes inflection where the tagger knows how; unknown names keep their form's
     * capital. */
    const sayso_str word = x->lemma.len ? x->lemma : x->form;
    const uint32_t n = sayso_name_key(word, key, sizeof key);
    if (initial) *initial = n ? key[0] : 0;
    return n ? key_of('w', key, n, 0) : 0;
}

/* The key of a run of words, whatever their endings. */
static uint64_t words_key(const sayso_ctx *c, uint32_t first, uint32_t last)
{
    uint64_t key = 0;
    for (uint32_t w = first; w <= last; w++) {
        const uint64_t word = name_key(c, w, NULL);
        if (word) key = key_of('o', &key, sizeof key, word); /* quotation marks have none */
    }
    return key;
}

static uint64_t identity_of_entity(const who_draft *x, const sayso_entity *e)
{
    switch (x->m.kind) {
    case SAYSO_ENT_COUNTRY:
    case SAYSO_ENT_COUNTRY_ADJ:
    case SAYSO_ENT_CAPITAL: return key_of('c', e->country, strlen(e->country), 0);
    case SAYSO_ENT_INHABITANT:
        return key_of('i', x->m.country, strlen(x->m.country),
                      strcmp(x->m.country, e->country) != 0 ? x->m.entity + 1u : 0);
    default: return key_of('e', e->id, strlen(e->id), 0);
    }
}

int32_t sayso_who_country_actor(const who_doc *k, const char *country)
{
    return country[0] ? sayso_dict_get(&k->by_key, key_of('c', country, strlen(country), 0)) : -1;
}

/* ---- actors ---------------------------------------------------------------------------------- */

static int32_t actor_new(who_doc *k, uint32_t draft)
{
    if (!sayso_grow(k->actors, k->n, k->cap)) return -1;
    const who_draft *x = &k->d->drafts[draft];
    who_actor *a = &k->actors[k->n];
    *a = (who_actor){ .entity = x->m.entity, .kind = x->m.kind, .country = x->m.country,
                      .via = x->m.via, .first = draft, .person = x->m.person, .plural = x->m.plural,
                      .unnamed = x->m.unnamed, .named = x->name_first != SAYSO_NO_WORD,
                      .institution = x->institution };
    a->code = x->m.code;
    return (int32_t)k->n++;
}

static void actor_called(who_actor *a, uint64_t key)
{
    for (uint32_t i = 0; i < a->n_nouns; i++)
        if (a->nouns[i] == key) return;
    if (a->n_nouns < WHO_NOUNS) a->nouns[a->n_nouns++] = key;
}

void sayso_who_assign(who_doc *k, uint32_t draft, int32_t actor)
{
    who_draft *x = &k->d->drafts[draft];
    who_actor *a = &k->actors[actor];
    x->m.actor = actor;
    a->n_mentions++;
    if (x->noun != SAYSO_NO_WORD && !x->m.pronoun) {
        actor_called(a, sayso_who_noun_key(k->c, x->noun));
        if (x->role >= 0) actor_called(a, sayso_who_role_key(x->role));
    }
    if (a->person && !x->m.n_group) x->m.person = true;
    if (a->person && !a->gender) a->gender = x->gender;
    /* an unknown person described later: *John Doe … the mayor, Doe* */
    if (!sayso_code_known(a->code) && sayso_code_known(x->m.code)) {
        a->code = x->m.code;
        a->country = x->m.country;
    }
    if (x->titled && !a->titled) {
        a->titled = true;
        a->code = x->m.code;
    }
    const bool lacks = !sayso_code_known(x->m.code) && sayso_code_known(a->code);
    if ((a->titled && !x->m.pronoun) || lacks) {
        x->m.code = a->code;
        x->m.country = a->country;
        sayso_who_flags(k->c, &x->m);
    }
    if (x->m.kind == SAYSO_ENT_PLACE) return;
    k->recent[k->n_recent++ % WHO_RECENT] = draft;
}

static int32_t actor_at(who_doc *k, uint32_t draft, uint64_t key)
{
    bool fresh;
    int32_t *at = sayso_dict_at(&k->by_key, k->c->arena, key, &fresh);
    if (!at) return -1;
    if (*at < 0) *at = actor_new(k, draft);
    return *at;
}

int32_t sayso_who_country_make(who_doc *k, const char *country, uint32_t draft)
{
    const int32_t known = sayso_who_country_actor(k, country);
    const int32_t entity = known >= 0 || !country[0] ? -1 : sayso_who_country_entity(k->c, country);
    if (known >= 0 || entity < 0) return known;
    const int32_t actor = actor_at(k, draft, key_of('c', country, strlen(country), 0));
    if (actor < 0) return -1;
    const sayso_entity *e = sayso_ctx_entity(k->c, (uint32_t)entity);
    who_actor *a = &k->actors[actor];
    *a = (who_actor){ .entity = entity, .kind = SAYSO_ENT_COUNTRY, .country = e->country,
                      .first = draft,
                      .via = sayso_arena_printf(k->c->arena, "knowledge:%s", e->id) };
    if (!a->via) a->via = "";
    a->code = sayso_code_make(country, "");
    return actor;
}

/* A surname or abbreviation that another actor has had before means several from now on. */
static bool alias_put(who_doc *k, uint64_t key, int32_t actor)
{
    if (!key) return true;
    bool fresh;
    int32_t *at = sayso_dict_at(&k->by_name, k->c->arena, key, &fresh);
    if (!at) return false;
    *at = fresh || *at == actor ? actor : SEVERAL;
    return true;
}

/* *Union of Free Farmers (UFF)*: what stands alone in brackets right behind a name is its short
 * form. */
static bool alias_in_brackets(who_doc *k, uint32_t draft, int32_t actor)
{
    const sayso_ctx *c = k->c;
    const who_draft *x = &k->d->drafts[draft];
    const uint32_t open = k->d->ext_last[x->m.head] + 1;
    const sayso_sent *s = sent_of(c, x->m.head);
    if (open + 2 >= s->first_word + s->n_words || x->m.pronoun) return true;
    if (!sayso_str_eq(word_at(c, open)->form, SAYSO_STR("(")) ||
        !sayso_str_eq(word_at(c, open + 2)->form, SAYSO_STR(")")))
        return true;
    if (!sayso_is_capital(c, open + 1) || c->hit_of[open + 1] >= 0) return true;
    return alias_put(k, name_key(c, open + 1, NULL), actor);
}

/* How far the recogniser says that the draft's name reaches; NULL where it says nothing or calls
 * it something else. */
static const sayso_name *name_reach(const sayso_ctx *c, const who_draft *x)
{
    const sayso_name *n = x->name_first == SAYSO_NO_WORD
                              ? sayso_name_at(c, x->m.head)
                              : sayso_name_around(c, x->name_first, x->name_last);
    if (!n) return NULL;
    switch (x->m.kind) {
    case SAYSO_ENT_PERSON: return n->kind == SAYSO_NAME_PER ? n : NULL;
    case SAYSO_ENT_ORGANISATION:
    case SAYSO_ENT_MEDIUM:
    case SAYSO_ENT_METONYM: return n->kind == SAYSO_NAME_ORG ? n : NULL;
    case SAYSO_ENT_ROLE: return n->kind == SAYSO_NAME_ORG && x->institution ? n : NULL;
    default: return NULL;
    }
}

/* ---- who is it? ------------------------------------------------------------------------------ */

static bool give(who_doc *k, uint32_t draft, int32_t actor)
{
    if (actor < 0) return false;
    sayso_who_assign(k, draft, actor);
    return true;
}

/* A person (or body) whom no table has: by first and last name; by last name alone or with an
 * initial if that is clear. */
static bool identify_unknown(who_doc *k, uint32_t draft)
{
    const sayso_ctx *c = k->c;
    who_draft *x = &k->d->drafts[draft];
    char initial = 0;
    const bool body = x->m.kind == SAYSO_ENT_ORGANISATION && x->name_first != x->name_last;
    const uint64_t whole = body ? words_key(c, x->name_first, x->name_last) : 0;
    if (whole) return give(k, draft, actor_at(k, draft, whole));
    const uint64_t last = name_key(c, x->name_last, NULL),
                   first = name_key(c, x->name_first, &initial);
    if (!last || !first) { x->gone = true; return true; }
    const int32_t known = sayso_dict_get(&k->by_name, last);
    const bool lone = x->name_first == x->name_last;
    const bool short_first = !lone && word_at(c, x->name_first)->form.len <= 3;
    if (lone && known == SEVERAL && !x->recognised) { x->gone = true; return true; }
    if (lone && known >= 0) return give(k, draft, known);
    if (short_first && known >= 0 && k->actors[known].initial == initial)
        return give(k, draft, known);
    if (x->weak && !x->m.person) { x->gone = true; return true; }
    const int32_t actor = actor_at(k, draft, key_of('p', &last, sizeof last, lone ? 0 : first));
    if (actor < 0) return false;
    if (!lone) k->actors[actor].initial = initial;
    return alias_put(k, last, actor) && give(k, draft, actor);
}

bool sayso_who_named_before(who_doc *k, uint32_t draft)
{
    const sayso_ctx *c = k->c;
    who_draft *x = &k->d->drafts[draft];
    const uint32_t w = x->m.head;
    if (w != sent_of(c, w)->first_word || x->owner != SAYSO_NO_WORD) return true;
    const int32_t known = sayso_dict_get(&k->by_name, name_key(c, w, NULL));
    if (known < 0 || !k->actors[known].person) return true;
    x->thing = x->gone = false;
    x->done = x->m.person = true;
    x->m.kind = SAYSO_ENT_PERSON;
    x->name_first = x->name_last = w;
    return give(k, draft, known);
}

static bool identify_described(who_doc *k, uint32_t draft)
{
    const who_draft *x = &k->d->drafts[draft];
    /* *the Housing Authority*, *the Port Authority* are two */
    const sayso_name *reach = x->m.country[0] ? NULL : name_reach(k->c, x);
    const uint64_t name = reach ? words_key(k->c, reach->first, reach->last) : 0;
    if (name) return give(k, draft, actor_at(k, draft, name));
    /* nothing is known: a mention without an actor */
    if (!sayso_code_known(x->m.code) && !x->m.unnamed) return true;
    const uint64_t noun = x->noun == SAYSO_NO_WORD ? 0 : sayso_who_noun_key(k->c, x->noun);
    /* *a soldier* and *a soldier* are two */
    const bool one_of_many = x->m.person && !x->m.plural && !x->m.unnamed;
    const bool definite = x->owner != SAYSO_NO_WORD && x->m.country[0];
    if (one_of_many && !definite) return give(k, draft, actor_new(k, draft));
    char code[SAYSO_CODE_SIZE];
    sayso_code_text(x->m.code, code);
    return give(k, draft, actor_at(k, draft, key_of('d', code, strlen(code), noun)));
}

/* Countries of those that the owner stands for: *the governments of the two countries*. */
static uint32_t group_of(const who_doc *k, const who_draft *owner, const char **country,
                         uint32_t cap)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < owner->m.n_group && n < cap; i++) {
        const char *of = k->actors[owner->m.group[i]].country;
        if (of[0]) country[n++] = of;
    }
    return n;
}

/* Countries of those coordinated with the owner, their own first: *the governments of Norway and
 * Sweden*. Those words then stand for nobody else. */
static uint32_t owners_of(who_doc *k, const who_draft *x, const char **country, uint32_t cap)
{
    const sayso_ctx *c = k->c;
    const int32_t owner = k->d->draft_of[x->owner];
    uint32_t words[MOST_OWNERS], n = 0;
    if (owner >= 0 && k->d->drafts[owner].m.n_group > 1)
        return group_of(k, &k->d->drafts[owner], country, cap);
    const uint32_t many = sayso_conjuncts(c, x->owner, words, MOST_OWNERS);
    for (uint32_t i = 0; i < many && n < cap; i++) {
        const int32_t at = k->d->draft_of[words[i]];
        who_draft *y = at >= 0 ? &k->d->drafts[at] : NULL;
        const bool national = y && y != x && y->m.entity >= 0 && !y->m.code.role[0];
        if (words[i] == x->owner) country[n++] = x->m.country;
        else if (national && y->m.country[0] && strcmp(y->m.country, x->m.country) != 0) {
            country[n++] = y->m.country;
            y->gone = y->m.actor < 0; /* those before the head have been met already */
        }
    }
    return n;
}

bool sayso_who_each(who_doc *k, uint32_t draft)
{
    who_draft *x = &k->d->drafts[draft];
    const char *country[MOST_OWNERS];
    if (x->gone || !x->m.plural || x->role < 0 || x->owner == SAYSO_NO_WORD || !x->m.country[0] ||
        strlen(x->role_code) != 3 || x->name_first != SAYSO_NO_WORD)
        return true;
    const uint32_t n = owners_of(k, x, country, MOST_OWNERS);
    if (n < 2) return true;
    int32_t *group = sayso_arena_array(k->c->arena, n, sizeof *group);
    if (!group) return false;
    const uint64_t noun = sayso_who_noun_key(k->c, x->noun);
    for (uint32_t i = 0; i < n; i++) {
        const sayso_code code = sayso_who_compose(country[i], x->role_code);
        char text[SAYSO_CODE_SIZE];
        sayso_code_text(code, text);
        group[i] = actor_at(k, draft, key_of('d', text, strlen(text), noun));
        if (group[i] < 0) return false;
        k->actors[group[i]].code = code;
        k->actors[group[i]].country = country[i];
    }
    x->m.actor = group[0];
    x->m.group = group;
    x->m.n_group = n;
    return true;
}

/* An imported person is met by the full name; from then on the surname means the same. (Surnames
 * of the lexicon's own people are names of their own there.) */
static bool imported_surname(who_doc *k, const who_draft *x)
{
    if (x->m.kind != SAYSO_ENT_PERSON || x->m.actor < 0 ||
        (uint32_t)x->m.entity < sayso_lexicon_n_entities(k->c->lexicon))
        return true;
    name_key(k->c, x->name_first, &k->actors[x->m.actor].initial);
    return alias_put(k, name_key(k->c, x->name_last, NULL), x->m.actor);
}

bool sayso_who_identify(who_doc *k, uint32_t draft)
{
    who_draft *x = &k->d->drafts[draft];
    if (x->m.kind == SAYSO_ENT_PLACE) return true;
    if (x->m.entity >= 0) {
        const sayso_entity *e = sayso_ctx_entity(k->c, (uint32_t)x->m.entity);
        if (!give(k, draft, actor_at(k, draft, identity_of_entity(x, e))) ||
            !imported_surname(k, x))
            return false;
    } else if (x->name_first != SAYSO_NO_WORD) {
        if (!identify_unknown(k, draft)) return false;
    } else if (!identify_described(k, draft)) {
        return false;
    }
    return x->gone || x->m.actor < 0 || alias_in_brackets(k, draft, x->m.actor);
}

/* ---- records --------------------------------------------------------------------------------- */

static const char *actor_kind(const who_actor *a)
{
    switch (a->kind) {
    case SAYSO_ENT_PERSON: return "person";
    case SAYSO_ENT_ORGANISATION: case SAYSO_ENT_METONYM: return "organisation";
    case SAYSO_ENT_MEDIUM: return "medium";
    case SAYSO_ENT_COUNTRY: case SAYSO_ENT_COUNTRY_ADJ: case SAYSO_ENT_CAPITAL: return "country";
    case SAYSO_ENT_INHABITANT: return "group";
    default: break;
    }
    if (a->unnamed) return "unnamed";
    if (a->institution) return "organisation";
    return a->plural || !a->person ? "group" : "person";
}

/* Bytes of a phrase. An article that has grown together with an adposition (*du* = *de* + *le*)
 * is left to it. */
static sayso_span phrase_span(const who_doc *k, const who_draft *x)
{
    const sayso_ctx *c = k->c;
    const uint32_t h = x->m.head;
    uint32_t first = k->d->ext_first[h], last = k->d->ext_last[h];
    if (x->name_last != SAYSO_NO_WORD && x->name_last > last) last = x->name_last;
    if (x->m.entity >= 0 && x->noun == SAYSO_NO_WORD && !x->m.pronoun &&
        (x->m.kind == SAYSO_ENT_COUNTRY || x->m.kind == SAYSO_ENT_CAPITAL ||
         x->m.kind == SAYSO_ENT_PLACE ||
         x->m.kind == SAYSO_ENT_COUNTRY_ADJ)) {
        /* what else hangs on a country is a parser's mistake */
        last = x->m.last;
        if (first + 1 < x->m.first) first = x->m.first;
    }
    while (first < h && word_at(c, first)->mwt_index > 0 && word_at(c, first)->upos == SAYSO_DET &&
           first > 0 && word_at(c, first - 1)->upos == SAYSO_ADP &&
           word_at(c, first - 1)->span.start == word_at(c, first)->span.start)
        first++;
    return sayso_span_trim(c, sayso_words_span(c, first, last));
}

/* Bytes of the proper name in a phrase whose last word is `last`. */
static sayso_span name_span(const sayso_ctx *c, const who_draft *x, uint32_t last)
{
    const sayso_name *n = x->m.pronoun || x->thing ? NULL : name_reach(c, x);
    if (n) return sayso_words_span(c, n->first, n->last);
    if (x->institution && x->noun != SAYSO_NO_WORD && x->name_first == SAYSO_NO_WORD &&
        x->m.entity < 0 && !sayso_names_known(c, x->m.head) &&
        sayso_who_is_body(c, x->m.first, x->noun))
        return sayso_span_trim(
            c, sayso_words_span(c, x->m.first, sayso_who_body_end(c, x->m.last, last)));
    const bool named = x->name_first != SAYSO_NO_WORD && !x->m.pronoun && !x->thing &&
                       x->m.kind != SAYSO_ENT_COUNTRY_ADJ && x->m.kind != SAYSO_ENT_INHABITANT;
    /* a name to nobody but the rules here */
    const bool unsaid = x->m.entity < 0 && sayso_names_known(c, x->m.head);
    if (!named || unsaid) return (sayso_span){ SAYSO_NO_OFFSET, SAYSO_NO_OFFSET };
    return sayso_span_trim(c, sayso_words_span(c, x->name_first, x->name_last));
}

static bool records_of_mentions(who_doc *k)
{
    sayso_ctx *c = k->c;
    who *d = k->d;
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n; i++) n += !d->drafts[i].gone;
    c->mentions = sayso_arena_array(c->arena, n, sizeof *c->mentions);
    c->mention_of = sayso_arena_array(c->arena, c->text->n_words, sizeof *c->mention_of);
    int32_t *at = sayso_arena_array(c->arena, d->n, sizeof *at);
    if (!c->mentions || !c->mention_of || !at) return false;
    for (uint32_t i = 0; i < d->n; i++) {
        who_draft *x = &d->drafts[i];
        at[i] = x->gone ? -1 : (int32_t)c->n_mentions;
        x->m.span = phrase_span(k, x);
        x->m.name = name_span(c, x, d->ext_last[x->m.head]);
        if (!x->gone) c->mentions[c->n_mentions++] = x->m;
    }
    for (uint32_t w = 0; w < c->text->n_words; w++)
        c->mention_of[w] = d->draft_of[w] >= 0 ? at[d->draft_of[w]] : -1;
    /* a parse that hangs the clause on another word of the name still finds it */
    for (uint32_t i = 0; i < c->n_hits; i++)
        for (uint32_t w = c->hits[i].first; w <= c->hits[i].last; w++)
            if (c->mention_of[w] < 0 &&
                (word_at(c, w)->upos == SAYSO_NOUN || word_at(c, w)->upos == SAYSO_PROPN))
                c->mention_of[w] = c->mention_of[c->hits[i].head];
    return true;
}

/* The actors of a mention: *both sides* is one of each of them. */
static uint32_t actors_of(const sayso_mention *m, const int32_t **actors)
{
    *actors = m->n_group ? m->group : &m->actor;
    return m->n_group ? m->n_group : m->actor >= 0;
}

/* Actors with at least one mention, in order of the first; spans of mentions are sorted since
 * mentions are. */
static bool records_of_actors(who_doc *k)
{
    sayso_ctx *c = k->c;
    uint32_t total = 0, n = 0;
    const int32_t *of;
    for (uint32_t i = 0; i < c->n_mentions; i++) n += actors_of(&c->mentions[i], &of);
    sayso_actor_mention *mentions = sayso_arena_array(c->arena, n, sizeof *mentions);
    c->actors = sayso_arena_array(c->arena, k->n, sizeof *c->actors);
    uint32_t *begin = sayso_arena_array(c->arena, (size_t)k->n + 1, sizeof *begin);
    char **name = sayso_arena_array(c->arena, k->n, sizeof *name);
    if (!mentions || !c->actors || !begin || !name || !sayso_who_call(k, name)) return false;
    for (uint32_t i = 0; i < c->n_mentions; i++)
        for (uint32_t g = actors_of(&c->mentions[i], &of); g > 0; g--) begin[of[g - 1] + 1]++;
    for (uint32_t i = 0; i < k->n; i++) {
        const who_actor *a = &k->actors[i];
        sayso_actor *out = &c->actors[i];
        *out = (sayso_actor){ .code = a->code,
                              .kind = actor_kind(a), .via = a->via, .name = name[i],
                              .mentions = mentions + total, .n_mentions = begin[i + 1] };
        total += begin[i + 1];
        begin[i + 1] = total;
    }
    c->n_actors = k->n;
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        const sayso_mention *m = &c->mentions[i];
        for (uint32_t g = actors_of(m, &of); g > 0; g--) {
            mentions[begin[of[g - 1]]++] = (sayso_actor_mention){ m->span, m->name,
                                                                  m->rule ? m->rule : m->via,
                                                                  (double)m->score };
        }
    }
    return true;
}

bool sayso_who_records(who_doc *k)
{
    return records_of_mentions(k) && records_of_actors(k);
}
