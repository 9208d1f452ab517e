#include "train/heads_reference.h"
#include "events/judge.h"
#include "train/gold.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct reference_lesson {
    choice_data data;
    const json_t *gold, *mapped;    /* the document at hand; the one that entity_of is of */
    int32_t *entity_of;             /* [words] gold actor whose mention the word heads, -1 */
    bool failed;
} reference_lesson;

/* ---- gold ---- */

static bool entities_map(reference_lesson *l, const sayso_ctx *c)
{
    const json_t *actor, *mention;
    size_t i, k;
    if (l->mapped == l->gold) return true;
    free(l->entity_of);
    l->entity_of = malloc((c->text->n_words + 1u) * sizeof *l->entity_of);
    if (!l->entity_of) return false;
    memset(l->entity_of, -1, c->text->n_words * sizeof *l->entity_of);
    json_array_foreach(json_object_get(l->gold, "actors"), i, actor)
        json_array_foreach(json_object_get(actor, "mentions"), k, mention) {
            sayso_span s;
            const uint32_t w = gold_span(mention, &s) ? gold_head(c, s) : SAYSO_NO_WORD;
            if (w != SAYSO_NO_WORD) l->entity_of[w] = (int32_t)i;
        }
    l->mapped = l->gold;
    return true;
}

/* Does the candidate bear a word of the gold name? */
static bool bears_name(const sayso_question *q, uint32_t candidate, const char *name)
{
    const uint32_t w = sayso_question_name(q, candidate);
    if (w == SAYSO_NO_WORD || !name) return false;
    const sayso_str s = word_at(sayso_question_ctx(q), w)->form;
    const size_t n = strlen(name);
    for (size_t i = 0; s.len >= 4 && i + s.len <= n; i++)
        if (memcmp(name + i, s.at, s.len) == 0) return true;
    return false;
}

static bool is_right(const reference_lesson *l, const sayso_question *q, uint32_t i, int32_t entity)
{
    const json_t *actor = json_array_get(json_object_get(l->gold, "actors"), (size_t)entity);
    for (uint32_t w = 0; w < q->word; w++)
        if (l->entity_of[w] == entity && sayso_question_actor(q, w) == q->at[i].actor) return true;
    return bears_name(q, i, json_string_value(json_object_get(actor, "name")));
}

static bool met_before(const reference_lesson *l, uint32_t word, int32_t entity)
{
    for (uint32_t w = 0; w < word; w++)
        if (l->entity_of[w] == entity) return true;
    return false;
}

/* The corpus marks who takes part or speaks, so that an unmarked word says nothing; where all
 * mentions are marked, it is nobody. */
static uint32_t teach(void *user, const sayso_question *q)
{
    reference_lesson *l = user;
    if (l->failed || (l->failed = !entities_map(l, sayso_question_ctx(q)))) return 0;
    const bool whole = json_is_true(json_object_get(l->gold, "whole"));
    const int32_t entity = l->entity_of[q->word];
    bool right[SAYSO_MOST_ANTECEDENTS] = { false };
    uint32_t best = 0;
    if (entity < 0 && !whole) return 0;
    for (uint32_t i = q->n - 1; i && entity >= 0; i--)
        if ((right[i] = is_right(l, q, i, entity))) best = i;
    if (!best) {
        if (!whole && (!q->description || met_before(l, q->word, entity))) return 0;
        right[0] = true;
    }
    l->failed = !choice_begin(&l->data, q->n);
    for (uint32_t i = 0; i < q->n && !l->failed; i++) {
        sayso_evidence e;
        sayso_evidence_reference(q, i, &e);
        l->failed = !softmax_put(&l->data.items, e.at, e.n, right[i]);
    }
    return best;
}

static bool seen(sayso_ctx *c, void *user)
{
    (void)c;
    reference_lesson *l = user;
    l->mapped = NULL; /* the next document may lie where this one lay */
    return !l->failed;
}

/* ---- all ---- */

static sayso_status lessons_read(const heads_data *d, sayso_reader *reader, reference_lesson *train,
                                 reference_lesson *dev, sayso_error *err)
{
    const sayso_referee teacher = { teach, train }, examiner = { teach, dev };
    const gold_pupil pupil = { seen, &teacher, &train->gold, train },
                     examined = { seen, &examiner, &dev->gold, dev };
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < d->n_files; i++) st = gold_read(reader, d->files[i], &pupil, err);
    if (!st && d->discourse) st = gold_read(reader, d->discourse, &pupil, err);
    if (!st && d->dev) st = gold_read(reader, d->dev, &examined, err);
    return st;
}

/* The sections written so far, opened. */
static sayso_status referee_open(learned_referee *r, sayso_file_writer *w, sayso_error *err)
{
    enum { ALIGNMENT = 64 };
    sayso_buf bytes = SAYSO_BUF_EMPTY;
    sayso_status st = sayso_file_finish(w, "heads", &bytes, err);
    const size_t room = (bytes.len + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!st && !(r->bytes = aligned_alloc(ALIGNMENT, room))) st = sayso_no_memory(err);
    if (!st) {
        memcpy(r->bytes, bytes.at, bytes.len);
        st = sayso_file_open_memory(&r->file, r->bytes, bytes.len, "heads", "heads", err);
    }
    if (!st) st = sayso_softmax_open(&r->softmax, &r->file, "refer", SAYSO_JUDGE_REFERENCE, err);
    r->referee = (sayso_referee){ sayso_reference_choose, &r->softmax };
    sayso_buf_free(&bytes);
    return st;
}

sayso_status reference_train(const heads_data *d, sayso_reader *reader, sayso_file_writer *w,
                             learned_referee *out, sayso_error *err)
{
    reference_lesson train = { 0 }, dev = { 0 };
    softmax_options o = softmax_options_default();
    sayso_status st = lessons_read(d, reader, &train, &dev, err);
    if (!st) st = choice_train(&train.data, &dev.data, "refer", &o, w, err);
    if (!st) st = referee_open(out, w, err);
    for (int i = 0; i < 2; i++) {
        reference_lesson *l = i ? &dev : &train;
        choice_data_free(&l->data);
        free(l->entity_of);
    }
    return st;
}

void learned_referee_free(learned_referee *r)
{
    sayso_file_close(&r->file);
    free(r->bytes);
}
