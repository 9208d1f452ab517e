/* The training of a language as a whole: teachers, what they teach, the last network, lemmas. */
#include "train/syntax.h"
#include "train/lemma.h"
#include "train/teach.h"
#include "train/vectors.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST_TEACHERS = 8, MOST_BANKS = 32 };

/* Weight and share of tagged text, and teachers at all: docs/syntax.md, "What was tried" (1.6
 * and 1.7 points of LAS, and 0.2). The other weights and shares, the shape and the number of rows
 * are chosen by hand and not measured; the shape is what reads 200,000 words a second
 * (docs/syntax.md, "Scores"). */
syntax_options syntax_options_default(void)
{
    return (syntax_options){
        .fit = fit_options_default(),
        .shape = { .D = 128, .H = 128, .L = 3, .A = 64, .B = 96, .tag_layer = 1 },
        .most_rows = 56000, .most_given = 14000, .teachers = 3, .teacher_epochs = 20,
        .tagged = { 0.3f, 0.3f }, .taught_tagged = { 0.5f, 0.4f },
        .taught_raw = { 0.5f, 0.3f }, .named = { 1.0f, 0.5f },
        .silver = { 0.5f, 0.5f },
    };
}

static uint32_t pad16(uint32_t n) { return (n + 15) / 16 * 16; }

/* One kind of sentences: a stretch of the course's array. */
/* taught: what it counts once teachers have parsed it */
typedef struct part { uint32_t first, n; net_word *words; text_share taught; } part;

typedef struct course {
    const syntax_data *data;
    const syntax_options *o;
    tagset   *g;
    row_keys  k;
    uint32_t  n_given;          /* of its rows: those of vectors alone */
    sayso_arena arena;
    net_sentence *s;            /* all training sentences */
    uint32_t  n;
    part      parts[MOST_BANKS];
    uint32_t  n_parts;
    net_sentence *dev;
    uint32_t  n_dev;
} course;

static sayso_status part_add(course *c, const treebank *t, text_share now, text_share taught,
                             sayso_error *err)
{
    net_sentence *s;
    uint32_t n;
    const sayso_status st =
        sentences_of(t, c->g, &c->k, (net_sentence){ .weight = now.weight, .share = now.share },
                     &c->arena, &s, &n, err);
    if (st || !n) return st;
    memcpy(c->s + c->n, s, n * sizeof *s);
    c->parts[c->n_parts++] = (part){ c->n, n, s[0].words, taught };
    c->n += n;
    return SAYSO_OK;
}

static sayso_status parts_add(course *c, sayso_error *err)
{
    const text_share whole = { 1, 1 }, none = { 0, 0 };
    const syntax_data *d = c->data;
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < d->n_banks; i++)
        st = d->banks[i]->n_trees
                 ? part_add(c, d->banks[i], whole, whole, err)
                 : part_add(c, d->banks[i], c->o->tagged, c->o->taught_tagged, err);
    if (!st && d->silver) st = part_add(c, d->silver, c->o->silver, c->o->silver, err);
    if (!st && d->raw) st = part_add(c, d->raw, none, c->o->taught_raw, err);
    if (!st && d->named) st = part_add(c, d->named, c->o->named, c->o->named, err);
    return st;
}

static sayso_status course_new(course *c, sayso_error *err)
{
    const syntax_data *d = c->data;
    const treebank *all[MOST_BANKS];
    uint32_t n = 0, sentences = 0;
    if (d->n_banks + 3 >= MOST_BANKS)
        return sayso_fail(err, SAYSO_TOO_LARGE, "treebanks", SAYSO_NOWHERE,
                          "too many files; join some");
    for (; n < d->n_banks; n++) all[n] = d->banks[n];
    if (d->silver) all[n++] = d->silver;
    if (d->raw) all[n++] = d->raw;
    if (d->named) all[n++] = d->named;
    for (uint32_t i = 0; i < n; i++) sentences += all[i]->text->n_sents;
    sayso_status st = tagset_of(c->g, d->banks, d->n_banks, err);
    if (!st) st = row_keys_of(&c->k, all, n, c->o->most_rows, err);
    const uint32_t seen = c->k.n_rows;
    if (!st && c->o->vectors)
        st = vectors_rows(c->o->vectors, &c->k, c->o->most_given, err);
    c->n_given = c->k.n_rows - seen;
    if (!st && !(c->s = sayso_arena_array(&c->arena, sentences, sizeof *c->s)))
        st = sayso_no_memory(err);
    if (!st) st = parts_add(c, err);
    if (!st && d->dev)
        st = sentences_of(d->dev, c->g, &c->k, (net_sentence){ .weight = 1, .share = 1 }, &c->arena,
                          &c->dev, &c->n_dev, err);
    return st;
}

static sayso_status network_fit(const course *c, net *nn, uint64_t seed, uint32_t epochs,
                                sayso_error *err)
{
    fit_options f = c->o->fit;
    f.seed = seed;
    f.epochs = epochs;
    *nn = (net){ .shape = c->o->shape,
                 .groups = c->g->groups,
                 .n_relations = c->g->n_relations,
                 .n_rows = c->k.n_rows,
                 .n_given = c->n_given };
    nn->shape.T = pad16(c->g->n_tags);
    nn->shape.R = pad16(c->g->n_relations);
    nn->shape.N = c->data->named ? pad16(SAYSO_N_NAME_TAGS) : 0;
    if (!net_new(nn, seed)) return sayso_no_memory(err);
    if (c->o->vectors) {
        const sayso_status st = vectors_start(c->o->vectors, &c->k, nn->rows, nn->shape.D, err);
        if (st) return st;
    }
    if (!f.quiet)
        fprintf(stderr,
                "network %llu: %u sentences, %u feature rows, %u tags, %u relations, %zu weights\n",
                (unsigned long long)seed, c->n, c->k.n_rows, c->g->n_tags, c->g->n_relations,
                nn->at.total);
    return fit(nn, c->s, c->n, c->dev, c->n_dev, &f, err);
}

/* Is there text of which something can be taught? Names alone are not worth parsing for: their text
 * may be a dev file's. */
static bool can_teach(const course *c)
{
    for (uint32_t i = 0; i < c->data->n_banks; i++)
        if (!c->data->banks[i]->n_trees) return c->o->teachers > 0;
    return c->data->raw && c->o->teachers > 0;
}

/* Parses what has no tree, names what has no names, and puts it among the training data. */
static sayso_status parts_teach(course *c, const net *const *teachers, uint32_t n, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < c->n_parts; i++) {
        const part *p = &c->parts[i];
        /* only text with names known, whose trees nobody asks for */
        if (c->s[p->first].names) continue;
        for (uint32_t k = p->first; k < p->first + p->n; k++) {
            c->s[k].weight = p->taught.weight;
            c->s[k].share =
                c->s[k].tree || (c->s[k].n > 2 && c->s[k].n < 120) ? p->taught.share : 0;
        }
        st = teach(teachers, n, c->s + p->first, p->n, p->words, err);
    }
    return st;
}

static sayso_status teachers_run(course *c, sayso_error *err)
{
    net teachers[MOST_TEACHERS] = { 0 };
    const net *list[MOST_TEACHERS];
    const uint32_t n = c->o->teachers < MOST_TEACHERS ? c->o->teachers : MOST_TEACHERS;
    sayso_status st = SAYSO_OK;
    for (uint32_t i = 0; !st && i < n; i++) {
        list[i] = &teachers[i];
        st = network_fit(c, &teachers[i], c->o->fit.seed + 1 + i, c->o->teacher_epochs, err);
    }
    if (!st) st = parts_teach(c, list, n, err);
    for (uint32_t i = 0; i < n; i++) net_free(&teachers[i]);
    return st;
}

sayso_status train_syntax(const syntax_data *data, const syntax_options *o, sayso_file_writer *out,
                          sayso_error *err)
{
    course c = { .data = data, .o = o, .g = calloc(1, sizeof(tagset)), .arena = SAYSO_ARENA_EMPTY };
    net nn = { 0 };
    sayso_status st = c.g ? course_new(&c, err) : sayso_no_memory(err);
    if (!st && can_teach(&c)) st = teachers_run(&c, err);
    if (!st) st = network_fit(&c, &nn, o->fit.seed, o->fit.epochs, err);
    if (!st) st = net_put(&nn, c.g, &c.k, out, err);
    if (!st) st = train_lemmas(data->banks, data->n_banks, data->words, out, err);
    net_free(&nn);
    row_keys_free(&c.k);
    sayso_arena_free(&c.arena);
    if (c.g) tagset_free(c.g);
    free(c.g);
    return st;
}
