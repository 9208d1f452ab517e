/* Opening: every offset and index of the file is checked once, and the records that callers see
 * are built. After that no lookup needs to check anything. */
#include "lexicon/inside.h"
#include <stdlib.h>

typedef sayso_lexicon L;

static sayso_status bad(const L *lx, const char *section, size_t i, const char *what,
                        sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, lx->file.name, SAYSO_NOWHERE,
                      "section %s, record %zu: %s; build the file again", section, i, what);
}

static sayso_status load(L *lx, const char *section, size_t size, const void **items, uint32_t *n,
                         sayso_error *err)
{
    size_t count;
    const sayso_status st = sayso_file_array(&lx->file, section, size, items, &count, err);
    if (st) return st;
    if (count >= UINT32_MAX) return bad(lx, section, count, "too many", err);
    *n = (uint32_t)count;
    return SAYSO_OK;
}

static bool in_range(uint32_t first, uint32_t n, uint32_t count)
{
    return first <= count && n <= count - first;
}
static bool is_string(const L *lx, uint32_t s) { return s < lx->n_strings; }
static bool is_string_or_none(const L *lx, uint32_t s) { return s == LEX_NONE || is_string(lx, s); }
static const char *string_at(const L *lx, uint32_t s)
{
    return s == LEX_NONE ? NULL : lx->strings + s;
}
static bool is_power_of_two(uint32_t n) { return n && !(n & (n - 1)); }

#define LOAD(section, field, count) \
    do { \
        const void *items_; \
        if ((st = load(lx, section, sizeof *lx->field, &items_, &lx->count, err))) return st; \
        lx->field = items_; \
    } while (0)

#define BUILD(field, count) \
    if (!(lx->field = sayso_arena_array(&lx->arena, (size_t)(count) + 1, sizeof *lx->field))) \
    return sayso_no_memory(err)

/* ---- plain sections -------------------------------------------------------------------------- */

static sayso_status version_check(const L *lx, sayso_error *err)
{
    size_t n;
    uint32_t version = 0;
    const void *at = sayso_file_section(&lx->file, "version", &n);
    if (at && n == sizeof version) memcpy(&version, at, n);
    if (version == LEX_VERSION) return SAYSO_OK;
    return sayso_fail(err, SAYSO_BAD_MODEL, lx->file.name, SAYSO_NOWHERE,
                      "word lists of version %u, not %d; build the file again", version,
                      LEX_VERSION);
}

static sayso_status plain_load(L *lx, sayso_error *err)
{
    sayso_status st;
    LOAD("strings", strings, n_strings);
    if (!lx->n_strings || lx->strings[lx->n_strings - 1])
        return bad(lx, "strings", lx->n_strings, "the last string is not ended", err);
    LOAD("langs", langs, n_langs);
    LOAD("strlists", strlists, n_strlists);
    LOAD("items", items, n_items);
    LOAD("runs", runs, n_runs);
    LOAD("names", names, n_names);
    LOAD("nameparts", nameparts, n_nameparts);
    LOAD("parts", parts, n_parts);
    LOAD("postings", postings, n_postings);
    LOAD("index", index, n_index);
    LOAD("filter", filter, n_filter);
    LOAD("cameo", cameo, n_cameo);
    LOAD("roles", roles, n_roles);
    return SAYSO_OK;
}

static sayso_status langs_build(L *lx, sayso_error *err)
{
    const lex_rule *rules;
    const void *items;
    uint32_t n_rules = 0;
    sayso_status st = load(lx, "rules", sizeof *rules, &items, &n_rules, err);
    if (st) return st;
    rules = items;
    if (!lx->n_langs || lx->n_langs > LEX_MOST_LANGUAGES)
        return bad(lx, "langs", lx->n_langs, "no language, or too many", err);
    lex_ending *built = sayso_arena_array(&lx->arena, (size_t)n_rules + 1, sizeof *built);
    if (!built) return sayso_no_memory(err);
    for (uint32_t i = 0; i < n_rules; i++) {
        if (!is_string(lx, rules[i].ending) || !is_string(lx, rules[i].base) || rules[i].common > 1)
            return bad(lx, "rules", i, "a value is out of range", err);
        const char *ending = string_at(lx, rules[i].ending), *base = string_at(lx, rules[i].base);
        const size_t n = strlen(ending), m = strlen(base);
        if (n >= LEX_MOST_BYTES || m >= LEX_MOST_BYTES) return bad(lx, "rules", i, "too long", err);
        built[i] = (lex_ending){ ending, base, (uint16_t)n, (uint16_t)m, rules[i].common != 0 };
    }
    BUILD(endings, lx->n_langs);
    for (uint32_t i = 0; i < lx->n_langs; i++) {
        const lex_language *l = &lx->langs[i];
        if (!is_string(lx, l->code) || !is_string(lx, l->name) || !is_string(lx, l->native) ||
            !is_string(lx, l->script))
            return bad(lx, "langs", i, "a string lies outside", err);
        if (!in_range(l->rule_first, l->rule_n, n_rules))
            return bad(lx, "langs", i, "rules lie outside", err);
        if (!sayso_lex_endings_make(&lx->endings[i], built + l->rule_first, l->rule_n, &lx->arena))
            return sayso_no_memory(err);
    }
    return SAYSO_OK;
}

/* ---- slots, conditions, entries -------------------------------------------------------------- */

static sayso_status slots_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "slots", sizeof(lex_slot), &items, &lx->n_slots, err);
    if (st) return st;
    const lex_slot *from = items;
    BUILD(slots, lx->n_slots);
    for (uint32_t i = 0; i < lx->n_slots; i++) {
        if (from[i].kind >= SAYSO_N_SLOT_KINDS) return bad(lx, "slots", i, "unknown kind", err);
        if (!is_string_or_none(lx, from[i].marker) || !is_string(lx, from[i].name))
            return bad(lx, "slots", i, "a string lies outside", err);
        lx->slots[i] = (sayso_slot){ .kind = (sayso_slot_kind)from[i].kind,
                                     .marker = string_at(lx, from[i].marker),
                                     .cases = from[i].cases, .name = string_at(lx, from[i].name) };
    }
    return SAYSO_OK;
}

static sayso_status words_build(L *lx, sayso_error *err)
{
    BUILD(words, lx->n_strlists);
    for (uint32_t i = 0; i < lx->n_strlists; i++) {
        if (!is_string(lx, lx->strlists[i]))
            return bad(lx, "strlists", i, "a string lies outside", err);
        lx->words[i] = string_at(lx, lx->strlists[i]);
    }
    return SAYSO_OK;
}

static sayso_status conds_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "conds", sizeof(lex_condition), &items, &lx->n_conds, err);
    if (st) return st;
    const lex_condition *from = items;
    BUILD(conds, lx->n_conds);
    for (uint32_t i = 0; i < lx->n_conds; i++) {
        const lex_condition *c = &from[i];
        if (c->slot >= lx->n_slots || c->test > SAYSO_TEST_PERSON || c->negated > 1 ||
            !in_range(c->word_first, c->n_words, lx->n_strlists))
            return bad(lx, "conds", i, "a value is out of range", err);
        lx->conds[i] = (sayso_condition){ .slot = lx->slots[c->slot], .test = (sayso_test)c->test,
                                          .negated = c->negated, .words = lx->words + c->word_first,
                                          .n_words = c->n_words };
    }
    return SAYSO_OK;
}

static bool slots_fit(const L *lx, const lex_slots *s)
{
    return s->how <= SAYSO_NEVER && s->or_never <= 1 && in_range(s->first, s->n, lx->n_slots);
}
static sayso_slots slots_of(const L *lx, const lex_slots *s)
{
    return (sayso_slots){ (sayso_slots_how)s->how, lx->slots + s->first, s->n, s->or_never != 0 };
}

static sayso_status events_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "events", sizeof(lex_event), &items, &lx->n_events, err);
    if (st) return st;
    const lex_event *from = items;
    BUILD(events, lx->n_events);
    for (uint32_t i = 0; i < lx->n_events; i++) {
        const lex_event *e = &from[i];
        if (!is_string(lx, e->name) || !is_string_or_none(lx, e->mode) || !is_string(lx, e->cameo))
            return bad(lx, "events", i, "a string lies outside", err);
        if (e->type < -1 || e->type >= SAYSO_N_TYPES ||
            !in_range(e->cond_first, e->n_conds, lx->n_conds) || !slots_fit(lx, &e->actor) ||
            !slots_fit(lx, &e->recipient) ||
            !in_range(e->context_first, e->n_context, lx->n_strlists) ||
            !(e->goldstein >= -10 && e->goldstein <= 10))
            return bad(lx, "events", i, "a value is out of range", err);
        lx->events[i] = (sayso_event_entry){ .name = string_at(lx, e->name), .type = e->type,
                                             .mode = string_at(lx, e->mode),
                                             .cameo = string_at(lx, e->cameo),
                                             .goldstein = e->goldstein,
                                             .with = lx->conds + e->cond_first,
                                             .n_with = e->n_conds, .actor = slots_of(lx, &e->actor),
                                             .recipient = slots_of(lx, &e->recipient),
                                             .context = lx->words + e->context_first,
                                             .n_context = e->n_context, .line = e->line };
    }
    return SAYSO_OK;
}

static sayso_status cues_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "cues", sizeof(lex_cue), &items, &lx->n_cues, err);
    if (st) return st;
    const lex_cue *from = items;
    BUILD(cues, lx->n_cues);
    for (uint32_t i = 0; i < lx->n_cues; i++) {
        const lex_cue *c = &from[i];
        if (!is_string(lx, c->name) || c->stance >= SAYSO_N_STANCES || c->phrase > 1 ||
            !in_range(c->cond_first, c->n_conds, lx->n_conds) || !slots_fit(lx, &c->source) ||
            !slots_fit(lx, &c->content))
            return bad(lx, "cues", i, "a value is out of range", err);
        lx->cues[i] = (sayso_cue_entry){ .name = string_at(lx, c->name),
                                         .stance = (sayso_stance)c->stance, .phrase = c->phrase,
                                         .n_words = c->n_words, .with = lx->conds + c->cond_first,
                                         .n_with = c->n_conds, .source = slots_of(lx, &c->source),
                                         .content = slots_of(lx, &c->content), .line = c->line };
    }
    return SAYSO_OK;
}

/* ---- entities and their names ---------------------------------------------------------------- */

static sayso_status offices_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "offices", sizeof(lex_office), &items, &lx->n_offices, err);
    if (st) return st;
    const lex_office *from = items;
    BUILD(offices, lx->n_offices);
    for (uint32_t i = 0; i < lx->n_offices; i++) {
        if (!is_string(lx, from[i].code) || !is_string(lx, from[i].title))
            return bad(lx, "offices", i, "a string lies outside", err);
        lx->offices[i] = (sayso_office){ string_at(lx, from[i].code), string_at(lx, from[i].title),
                                         from[i].from, from[i].to };
    }
    return SAYSO_OK;
}

static sayso_status entities_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "entities", sizeof(lex_entity), &items, &lx->n_entities, err);
    if (st) return st;
    const lex_entity *from = items;
    BUILD(entities, lx->n_entities);
    for (uint32_t i = 0; i < lx->n_entities; i++) {
        const lex_entity *e = &from[i];
        if (!is_string(lx, e->id) || !is_string(lx, e->name) || !is_string(lx, e->code) ||
            !is_string(lx, e->country) || !is_string(lx, e->admin1) || !is_string(lx, e->detail) ||
            !is_string(lx, e->basis))
            return bad(lx, "entities", i, "a string lies outside", err);
        if (e->kind >= SAYSO_N_ENTITY_KINDS ||
            !in_range(e->office_first, e->n_offices, lx->n_offices))
            return bad(lx, "entities", i, "a value is out of range", err);
        lx->entities[i] = (sayso_entity){ .kind = (sayso_entity_kind)e->kind,
                                          .id = string_at(lx, e->id),
                                          .name = string_at(lx, e->name),
                                          .code = string_at(lx, e->code),
                                          .country = string_at(lx, e->country),
                                          .admin1 = string_at(lx, e->admin1),
                                          .detail = string_at(lx, e->detail), .lat_deg = e->lat_deg,
                                          .lon_deg = e->lon_deg, .population = e->population,
                                          .offices = lx->offices + e->office_first,
                                          .n_offices = e->n_offices,
                                          .basis = string_at(lx, e->basis) };
    }
    return SAYSO_OK;
}

static sayso_status names_check(const L *lx, sayso_error *err)
{
    for (uint32_t i = 0; i < lx->n_nameparts; i++)
        if (lx->nameparts[i] >= lx->n_parts) return bad(lx, "nameparts", i, "no such part", err);
    for (uint32_t i = 0; i < lx->n_names; i++) {
        const lex_name *n = &lx->names[i];
        if (n->entity >= lx->n_entities || !in_range(n->part_first, n->n_parts, lx->n_nameparts) ||
            !n->n_parts || n->n_parts > LEX_MOST_PARTS ||
            (n->language != LEX_ANY_LANGUAGE && n->language >= lx->n_langs) ||
            n->shape >= LEX_N_SHAPES)
            return bad(lx, "names", i, "a value is out of range", err);
    }
    return SAYSO_OK;
}

/* ---- runs of words and the index ------------------------------------------------------------- */

static sayso_status items_check(const L *lx, sayso_error *err)
{
    const uint32_t ends[LEX_N_ITEM_KINDS] = { [LEX_ITEM_PHRASE] = lx->n_cues,
                                              [LEX_ITEM_CLASS] = SAYSO_N_CLASSES,
                                              [LEX_ITEM_DATE] = SAYSO_N_DATE_WORDS,
                                              [LEX_ITEM_SENSE] = lx->n_senses,
                                              [LEX_ITEM_NUMBER] = SAYSO_N_NUMBER_WORDS,
                                              [LEX_ITEM_CHANCE] = SAYSO_N_TYPES * 10 };
    for (uint32_t i = 0; i < lx->n_items; i++) {
        const lex_item *it = &lx->items[i];
        if (it->kind >= LEX_N_ITEM_KINDS || it->what >= ends[it->kind] || !it->n_words || it->n_words > LEX_MOST_PARTS ||
            !in_range(it->run_first, it->n_words, lx->n_runs) || it->upos >= SAYSO_N_UPOS ||
            !is_string_or_none(lx, it->value) || !is_string_or_none(lx, it->extra))
            return bad(lx, "items", i, "a value is out of range", err);
    }
    return SAYSO_OK;
}

/* The kind of items that a space's postings name; of the others, names. */
enum { NAMES = LEX_N_ITEM_KINDS };
static const uint8_t posted[LEX_N_SPACES] = {
    [LEX_SPACE_PHRASE] = LEX_ITEM_PHRASE, [LEX_SPACE_CLASS] = LEX_ITEM_CLASS,
    [LEX_SPACE_DATE] = LEX_ITEM_DATE,     [LEX_SPACE_SENSE] = LEX_ITEM_SENSE,
    [LEX_SPACE_NUMBER] = LEX_ITEM_NUMBER, [LEX_SPACE_CHANCE] = LEX_ITEM_CHANCE,
    [LEX_SPACE_NAME] = NAMES,             [LEX_SPACE_STEM] = NAMES,
    [LEX_SPACE_KEY] = NAMES,              [LEX_SPACE_SKELETON] = NAMES,
};

static bool postings_fit(const L *lx, const lex_index *x)
{
    const uint32_t *p = lx->postings + x->first, *end = p + x->n;
    const uint8_t kind = posted[x->space];
    if (kind == NAMES)
        while (p < end && *p < lx->n_names) p++;
    else
        while (p < end && *p < lx->n_items && lx->items[*p].kind == kind) p++;
    return p == end;
}

static bool entry_fits(const L *lx, const lex_index *x)
{
    switch (x->space) {
    case LEX_SPACE_EVENT: return in_range(x->first, x->n, lx->n_events);
    case LEX_SPACE_CUE: return in_range(x->first, x->n, lx->n_cues);
    case LEX_SPACE_SKIP: case LEX_SPACE_EMPTY: return !x->first && !x->n;
    default:
        return x->space < LEX_N_SPACES && in_range(x->first, x->n, lx->n_postings) &&
               postings_fit(lx, x);
    }
}

static sayso_status index_check(const L *lx, sayso_error *err)
{
    bool gap = false;
    if (!is_power_of_two(lx->n_index) || !is_power_of_two(lx->n_filter))
        return bad(lx, "index", lx->n_index, "not a power of two of entries", err);
    for (uint32_t i = 0; i < lx->n_index; i++) {
        const lex_index *x = &lx->index[i];
        gap |= x->space == LEX_SPACE_EMPTY;
        if (!entry_fits(lx, x)) return bad(lx, "index", i, "a value is out of range", err);
    }
    if (!gap) return bad(lx, "index", 0, "no empty entry", err); /* a search would never end */
    for (uint32_t i = 0; i < lx->n_cameo; i++)
        if (!is_string(lx, lx->cameo[i].code) || !is_string(lx, lx->cameo[i].name))
            return bad(lx, "cameo", i, "a string lies outside", err);
    return SAYSO_OK;
}

static sayso_status senses_build(L *lx, sayso_error *err)
{
    const void *items;
    const sayso_status st = load(lx, "senses", sizeof(lex_sense), &items, &lx->n_senses, err);
    if (st) return st;
    const lex_sense *from = items;
    lx->senses = sayso_arena_array(&lx->arena, lx->n_senses, sizeof *lx->senses);
    if (!lx->senses) return sayso_no_memory(err);
    for (uint32_t i = 0; i < lx->n_senses; i++) {
        const lex_sense *s = &from[i];
        if (!is_string(lx, s->name) || !is_string_or_none(lx, s->mode) || s->type < -1 ||
            s->type >= SAYSO_N_TYPES || s->stance < -1 || s->stance >= SAYSO_N_STANCES ||
            lx->n_senses > LEX_MOST_SENSES)
            return bad(lx, "senses", i, "a value is out of range", err);
        const char *name = lx->strings + s->name;
        lx->senses[i] = (sayso_sense){ .name = name,
                                       .mode = s->mode == LEX_NONE ? NULL : lx->strings + s->mode,
                                       .key = sayso_hash(name, strlen(name), 1),
                                       .type = s->type,
                                       .stance = s->stance,
                                       .topic = s->topic != 0 };
    }
    return SAYSO_OK;
}

static sayso_status roles_check(const L *lx, sayso_error *err)
{
    for (uint32_t i = 0; i < lx->n_roles; i++)
        if (lx->roles[i].code[3] || (i && strcmp(lx->roles[i - 1].code, lx->roles[i].code) >= 0))
            return bad(lx, "roles", i, "not in order", err);
    return SAYSO_OK;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static sayso_status build(L *lx, sayso_error *err)
{
    sayso_status st;
    if ((st = version_check(lx, err)) || (st = plain_load(lx, err)) ||
        (st = langs_build(lx, err)) || (st = slots_build(lx, err)) || (st = words_build(lx, err)) ||
        (st = conds_build(lx, err)) || (st = events_build(lx, err)) || (st = cues_build(lx, err)) ||
        (st = offices_build(lx, err)) || (st = entities_build(lx, err)) ||
        (st = names_check(lx, err)) || (st = senses_build(lx, err)) || (st = items_check(lx, err)) || (st = roles_check(lx, err)))
        return st;
    return index_check(lx, err);
}

static sayso_status finish(L *lx, sayso_lexicon **out, sayso_error *err)
{
    const sayso_status st = build(lx, err);
    if (st) {
        sayso_lexicon_close(lx);
        return st;
    }
    *out = lx;
    return sayso_ok(err);
}

sayso_status sayso_lexicon_open(sayso_lexicon **out, const char *path, sayso_error *err)
{
    *out = NULL;
    L *lx = calloc(1, sizeof *lx);
    if (!lx) return sayso_no_memory(err);
    const sayso_status st = sayso_file_open(&lx->file, path, "lexicon", err);
    if (!st) return finish(lx, out, err);
    free(lx);
    return st;
}

/* The map of a file in memory is the caller's; only its pointer is forgotten here. */
sayso_status sayso_lexicon_open_memory(sayso_lexicon **out, const void *bytes, size_t n,
                                       const char *name, sayso_error *err)
{
    *out = NULL;
    L *lx = calloc(1, sizeof *lx);
    if (!lx) return sayso_no_memory(err);
    lx->borrowed = true;
    const sayso_status st = sayso_file_open_memory(&lx->file, bytes, n, name, "lexicon", err);
    if (!st) return finish(lx, out, err);
    free(lx);
    return st;
}

void sayso_lexicon_close(sayso_lexicon *lx)
{
    if (!lx) return;
    sayso_arena_free(&lx->arena);
    if (!lx->borrowed) sayso_file_close(&lx->file);
    free(lx);
}
