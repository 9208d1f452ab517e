/* heads: gold readings become examples. A gold span stands for the word of it that the others
 * depend on; records whose word the reader cannot ask about (punctuation, a cue phrase) teach
 * nothing. */
#include "train/heads.h"
#include "events/judge.h"
#include "train/gold.h"
#include "train/choice.h"
#include "train/heads_codes.h"
#include "train/heads_reference.h"
#include "train/pairs.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct lesson {
    softmax_data word, cue, status, mode;
    choice_data source;
    pairs_data side;
    codes_lesson codes;
    const json_t *gold;     /* of the document at hand */
    uint32_t lost, met;     /* gold records without, with a word to ask about */
    bool failed;
} lesson;

/* ---- gold spans to words ---- */

static uint32_t cue_word(const sayso_ctx *c, const json_t *record)
{
    sayso_span s;
    return gold_span(json_object_get(record, "cue"), &s) ? gold_head(c, s) : SAYSO_NO_WORD;
}

static int named(const json_t *record, const char *field, const char *(*name)(int), int n)
{
    const char *value = json_string_value(json_object_get(record, field));
    for (int i = 0; value && i < n; i++)
        if (strcmp(value, name(i)) == 0) return i;
    return -1;
}
static const char *type_name(int t) { return sayso_type_name((sayso_type)t); }
static const char *stance_name(int s) { return sayso_stance_name((sayso_stance)s); }
static const char *status_name(int s) { return sayso_event_status_name((sayso_event_status)s); }

/* ---- sides and sources ---- */

/* *The singer Slipak*: does one word stand beside the other for the same? */
static bool apposed(const sayso_ctx *c, uint32_t head, uint32_t w)
{
    const uint8_t rel = word_at(c, w)->rel;
    return c->tree.parent[w] == head && (rel == SAYSO_APPOS || rel == SAYSO_FLAT);
}

/* Which of the candidates the span names; n if none. */
static uint32_t candidate_of(const sayso_ctx *c, sayso_span s, const uint32_t *at, uint32_t n)
{
    uint32_t h = gold_head(c, s);
    if (h != SAYSO_NO_WORD) h = sayso_antecedent(c, h); /* *who*, *qui* */
    for (uint32_t i = 0; i < n; i++)
        if (at[i] == h) return i;
    for (uint32_t i = 0; i < n; i++) {
        const int32_t m = c->mention_of[at[i]];
        if (m >= 0 && h != SAYSO_NO_WORD && c->mentions[m].first <= h && h <= c->mentions[m].last)
            return i;
    }
    for (uint32_t i = 0; i < n; i++)
        if (gold_touches(word_at(c, at[i]), s)) return i;
    for (uint32_t i = 0; i < n; i++)
        if (h != SAYSO_NO_WORD && (apposed(c, h, at[i]) || apposed(c, at[i], h))) return i;
    for (uint32_t i = 0; i < n; i++) /* *Polish* stands for the border that it is of */
        if (h != SAYSO_NO_WORD && c->tree.parent[h] == at[i] && c->mention_of[h] >= 0 &&
            c->mention_of[at[i]] >= 0)
            return i;
    return n;
}

static bool gold_mentions(const json_t *actor, const sayso_word *x)
{
    size_t i;
    const json_t *m;
    sayso_span s;
    json_array_foreach(json_object_get(actor, "mentions"), i, m)
        if (gold_span(m, &s) && gold_touches(x, s)) return true;
    return false;
}

/* The nominal that a gold participant names: one of the event's sentence, or else whoever he is in
 * a sentence before; 0 if none. */
static uint32_t nominal_of(const lesson *l, const sayso_nominals *s, const json_t *gold)
{
    const sayso_ctx *c = s->v->c;
    uint32_t at[SAYSO_MOST_NOMINALS] = { 0 }, n = 0;
    sayso_span span;
    if (!gold_span(gold, &span)) return 0;
    while (n + 1 < s->n && !s->at[n + 1].far) at[n] = s->at[n + 1].word, n++;
    const uint32_t k = candidate_of(c, span, at, n);
    if (k < n) return k + 1;
    const json_t *actor =
        json_array_get(json_object_get(l->gold, "actors"),
                       (size_t)json_integer_value(json_object_get(gold, "actor")));
    for (uint32_t i = n + 1; i < s->n; i++)
        if (gold_mentions(actor, word_at(c, s->at[i].word))) return i;
    return 0;
}

static void side_mark(const lesson *l, const sayso_nominals *s, json_t *list, unsigned side,
                      unsigned *class)
{
    size_t i;
    const json_t *x;
    json_array_foreach(list, i, x) {
        const uint32_t k = nominal_of(l, s, x);
        if (k) class[k] = side;
    }
}

/* *France and Chad agreed*: several who do it to each other are each other's other side. */
static bool is_mutual(const json_t *event, int type)
{
    return (type == SAYSO_AGREE || type == SAYSO_CONSULT || type == SAYSO_SUPPORT ||
            type == SAYSO_COOPERATE || type == SAYSO_ASSAULT) &&
           json_array_size(json_object_get(event, "actor")) > 1 &&
           !json_array_size(json_object_get(event, "recipient"));
}

/* Who takes part is of a country, and has a role. */
static void codes_of_event(lesson *l, const sayso_nominals *s, const json_t *event)
{
    static const char *const sides[] = { "actor", "recipient" };
    const sayso_ctx *c = s->v->c;
    uint32_t set[2] = { 0, 0 };
    for (int pass = 0; pass < 2; pass++)
        for (int side = 0; side < 2; side++) {
            size_t i;
            const json_t *x;
            json_array_foreach(json_object_get(event, sides[side]), i, x) {
                const uint32_t k = nominal_of(l, s, x);
                if (!k) continue;
                const uint32_t at = s->at[k].word;
                if (!pass) set[side] |= sayso_nations_of(c, &l->codes.nations, &at, 1);
                sayso_whose q = sayso_whose_at(c, at, s->event->type, side + 1, s->event->word);
                q.mine = set[side];
                q.other = set[1 - side];
                const char *code = json_string_value(json_object_get(x, "code"));
                if (pass) l->failed |= !codes_learn(&l->codes, s->v, &q, code);
            }
        }
}

/* So has whoever else is named. */
static void codes_of_mentions(lesson *l, const sayso_view *v)
{
    size_t i, k;
    const json_t *actor, *x;
    json_array_foreach(json_object_get(l->gold, "actors"), i, actor) {
        const char *code = json_string_value(json_object_get(actor, "code"));
        json_array_foreach(json_object_get(actor, "mentions"), k, x) {
            sayso_span span;
            const uint32_t w = gold_span(x, &span) ? gold_head(v->c, span) : SAYSO_NO_WORD;
            if (w == SAYSO_NO_WORD || l->codes.asked[w]) continue;
            const sayso_whose q = sayso_whose_at(v->c, w, -2, 0, SAYSO_NO_WORD);
            l->failed |= !codes_learn(&l->codes, v, &q, code);
        }
    }
}

static void sides_learn(lesson *l, const sayso_view *v, const json_t *event, uint32_t w, int type)
{
    unsigned class[SAYSO_MOST_SIDES] = { 0 };
    sayso_proposal k = { 0 };
    sayso_nominals s;
    sayso_evidence e;
    sayso_propose_for(v, w, type, &k);
    sayso_nominals_find(&s, v, &k);
    side_mark(l, &s, json_object_get(event, "recipient"), 2, class);
    side_mark(l, &s, json_object_get(event, "actor"), is_mutual(event, type) ? 3 : 1, class);
    codes_of_event(l, &s, event);
    l->failed |= !pairs_begin(&l->side, s.n);
    for (uint32_t i = 0; i < s.n; i++) {
        sayso_evidence_side(&s, i, &e);
        l->failed |= !softmax_put(&l->side.items, e.at, e.n, class[i]);
    }
    for (uint32_t i = 0; i < s.n * s.n; i++) {
        sayso_evidence_pair(&s, i / s.n, i % s.n, &e);
        l->failed |= !softmax_put(&l->side.items, e.at, e.n, 0);
    }
    for (uint32_t i = 1; i < s.n; i++)
        if (class[i]) sayso_deed_note(v, &k, &s.at[i].word, 1, class[i] == 2 ? 2 : 1);
}

static void source_learn(lesson *l, const sayso_view *v, const json_t *attribution, uint32_t w)
{
    const sayso_ctx *c = v->c;
    uint32_t at[1 + SAYSO_MOST_NOMINALS] = { SAYSO_NO_WORD }, source = 0;
    sayso_span s;
    const json_t *of = json_object_get(attribution, "source");
    const uint32_t rule = sayso_source_by_rule(c, w),
                   n = sayso_may_take_part(v, w, &rule, rule != SAYSO_NO_WORD, at + 1,
                                           SAYSO_MOST_NOMINALS);
    if (gold_span(of, &s)) {
        source = 1 + candidate_of(c, s, at + 1, n);
        if (source > n) return; /* the sentence does not name him */
        const sayso_whose q = sayso_whose_at(c, at[source], -1, 0, SAYSO_NO_WORD);
        l->failed |=
            !codes_learn(&l->codes, v, &q, json_string_value(json_object_get(of, "code")));
    }
    l->failed |= !choice_begin(&l->source, n + 1);
    for (uint32_t i = 0; i <= n; i++) {
        sayso_evidence e;
        sayso_evidence_source(v, w, at[i], rule, &e);
        l->failed |= !softmax_put(&l->source.items, e.at, e.n, i == source);
    }
}

/* ---- one document ---- */

static void mode_learn(lesson *l, const sayso_view *v, const json_t *event, uint32_t w, int type)
{
    const int mode = sayso_mode_number(json_string_value(json_object_get(event, "mode")));
    const sayso_event_entry *entry = sayso_entry_for(v, w, type);
    sayso_evidence e;
    sayso_evidence_mode(v, w, type, entry ? entry->mode : NULL, &e);
    l->failed |=
        !softmax_put(&l->mode, e.at, e.n, sayso_mode_fits(type, mode) ? (unsigned)mode + 1 : 0);
}

static void records_find(lesson *l, const sayso_view *v, int8_t *types, int8_t *stances)
{
    const sayso_ctx *c = v->c;
    size_t i;
    const json_t *x;
    json_array_foreach(json_object_get(l->gold, "events"), i, x) {
        const uint32_t w = cue_word(c, x);
        const int type = named(x, "type", type_name, SAYSO_N_TYPES),
                  status = named(x, "status", status_name, SAYSO_N_EVENT_STATUSES);
        sayso_evidence e;
        if (w == SAYSO_NO_WORD || type < 0 || status < 0 || !sayso_may_be_event(v, w)) {
            l->lost++;
            continue;
        }
        l->met++;
        types[w] = (int8_t)type;
        sides_learn(l, v, x, w, type);
        sayso_evidence_status(v, w, type, (int)sayso_status_by_rule(c, w), &e);
        l->failed |= !softmax_put(&l->status, e.at, e.n, (unsigned)status);
        mode_learn(l, v, x, w, type);
    }
    json_array_foreach(json_object_get(l->gold, "attributions"), i, x) {
        const uint32_t w = cue_word(c, x);
        const int stance = named(x, "stance", stance_name, SAYSO_N_STANCES);
        /* phrases are the lists' */
        if (w == SAYSO_NO_WORD || stance < 0 || !sayso_may_be_event(v, w)) continue;
        stances[w] = (int8_t)stance;
        source_learn(l, v, x, w);
    }
}

static bool document_learn(sayso_ctx *c, void *user)
{
    lesson *l = user;
    sayso_view v = { 0 };
    const uint32_t n = c->text->n_words;
    int8_t *types = sayso_arena_array(c->arena, n, 1), *stances = sayso_arena_array(c->arena, n, 1);
    l->codes.asked = sayso_arena_array(c->arena, n, sizeof *l->codes.asked);
    if (!sayso_view_make(&v, c) || !sayso_nations_find(c, &l->codes.nations) || !types ||
        !stances || !l->codes.asked)
        return false;
    memset(types, -1, n);
    memset(stances, -1, n);
    records_find(l, &v, types, stances);
    codes_of_mentions(l, &v);
    for (uint32_t w = 0; w < n && !l->failed; w++) {
        sayso_evidence e;
        if (!sayso_may_be_event(&v, w)) continue;
        sayso_evidence_word(&v, w, &e);
        l->failed = !softmax_put(&l->word, e.at, e.n, (unsigned)(types[w] + 1));
        sayso_evidence_cue(&v, w, &e);
        l->failed |= !softmax_put(&l->cue, e.at, e.n, (unsigned)(stances[w] + 1));
    }
    return !l->failed;
}

/* ---- all ---- */

enum { N_HEADS = 5 };

/* The single choices: their names, their classes, where a lesson has their examples, for how many
 * rounds they are taught, in what share of steps without a language's own words, so that senses are
 * learned that other words share, what share of features each step leaves out, and how often a feature
 * has to be met (all chosen on the corpus' dev part, by its loss; the role's dropout on thirds of it and
 * of the training part). */
static const struct { const char *name; uint32_t classes; size_t at; uint32_t epochs;
    float wordless, dropout, l1;
    uint32_t least_count;
} heads[] = {
    { .name = "word", .classes = SAYSO_JUDGE_WORD, .at = offsetof(lesson, word), .epochs = 3,
      .wordless = 0.15f, .dropout = 0, .l1 = 1, .least_count = 5 },
    { .name = "cue", .classes = SAYSO_JUDGE_CUE, .at = offsetof(lesson, cue), .epochs = 6,
      .wordless = 0.15f, .dropout = 0, .l1 = 1, .least_count = 5 },
    { .name = "status", .classes = SAYSO_JUDGE_STATUS, .at = offsetof(lesson, status), .epochs = 6,
      .wordless = 0, .dropout = 0, .l1 = 0.5f, .least_count = 3 },
    { .name = "mode", .classes = SAYSO_JUDGE_MODE, .at = offsetof(lesson, mode), .epochs = 12,
      .wordless = 0.15f, .dropout = 0, .l1 = 1, .least_count = 5 },
    { .name = "role", .classes = SAYSO_JUDGE_ROLE, .at = offsetof(lesson, codes.role), .epochs = 6,
      .wordless = 0, .dropout = 0.4f, .l1 = 1, .least_count = 5 },
};
_Static_assert(sizeof heads / sizeof *heads == N_HEADS, "each head has a name");

static softmax_data *examples_of(lesson *l, int head)
{
    return (softmax_data *)((char *)l + heads[head].at);
}

static void lesson_free(lesson *l)
{
    for (int h = 0; h < N_HEADS; h++) softmax_data_free(examples_of(l, h));
    pairs_data_free(&l->side);
    choice_data_free(&l->codes.owner);
    choice_data_free(&l->source);
}

static sayso_status lessons_read(const heads_data *d, sayso_reader *reader,
                                 const sayso_referee *referee, lesson *train, lesson *dev,
                                 sayso_error *err)
{
    const gold_pupil pupil = { document_learn, referee, &train->gold, train },
                     examined = { document_learn, referee, &dev->gold, dev };
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < d->n_files; i++)
        st = gold_read(reader, d->files[i], &pupil, err);
    if (!st && d->dev) st = gold_read(reader, d->dev, &examined, err);
    if (!st)
        fprintf(stderr, "heads: %u events, %u of which no word can be asked about\n",
                train->met + train->lost, train->lost);
    return st;
}

/* Who is who is learned first: the others see pronouns as the reader will. */
static sayso_status all_read(const heads_data *d, lesson *train, lesson *dev, sayso_file_writer *w,
                             sayso_error *err)
{
    sayso_options options = sayso_options_default();
    sayso_engine *engine = NULL;
    sayso_reader *reader = NULL;
    learned_referee learned = { 0 };
    options.data_dir = d->data_dir;
    sayso_status st = sayso_engine_open(&engine, &options, err);
    if (!st) st = sayso_reader_new(&reader, engine, err);
    if (!st) st = reference_train(d, reader, w, &learned, err);
    if (!st) st = lessons_read(d, reader, &learned.referee, train, dev, err);
    learned_referee_free(&learned);
    sayso_reader_free(reader);
    sayso_engine_close(engine);
    return st;
}

sayso_status heads_train(const heads_data *d, sayso_file_writer *w, sayso_error *err)
{
    lesson train = { 0 }, dev = { 0 };
    sayso_status st = all_read(d, &train, &dev, w, err);
    for (int h = 0; !st && h < N_HEADS; h++) {
        softmax_options o = softmax_options_default();
        o.epochs = heads[h].epochs;
        o.wordless = heads[h].wordless;
        o.dropout = heads[h].dropout;
        o.l1 = heads[h].l1;
        o.least_count = heads[h].least_count;
        st = softmax_train(examples_of(&train, h), examples_of(&dev, h), heads[h].name,
                           heads[h].classes, &o, w, err);
    }
    const softmax_options o = softmax_options_default();
    if (!st) st = pairs_train(&train.side, &dev.side, "side", &o, w, err);
    softmax_options owner = o; /* which soon knows its countries by heart */
    owner.epochs = 4;
    owner.alpha = 0.02f;
    owner.l1 = 1;
    if (!st) st = choice_train(&train.codes.owner, &dev.codes.owner, "owner", &owner, w, err);
    if (!st) st = choice_train(&train.source, &dev.source, "source", &o, w, err);
    lesson_free(&train);
    lesson_free(&dev);
    return st;
}
