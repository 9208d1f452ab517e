/* Features of the three classifiers. Order and numbering are part of the model: a change needs
 * new models. */
#include "split.h"

typedef struct bag { uint32_t *out, n, template; } bag;

static void put1(bag *b, uint32_t x)
{
    b->out[b->n++] = sayso_mix(sayso_chain(++b->template * 0x9e3779b9u, x));
}
static void put2(bag *b, uint32_t x, uint32_t y)
{
    b->out[b->n++] = sayso_mix(sayso_chain(sayso_chain(++b->template * 0x9e3779b9u, x), y));
}
static void put3(bag *b, uint32_t x, uint32_t y, uint32_t z)
{
    b->out[b->n++] = sayso_mix(
        sayso_chain(sayso_chain(sayso_chain(++b->template * 0x9e3779b9u, x), y), z));
}
static void put4(bag *b, uint32_t x, uint32_t y, uint32_t z, uint32_t w)
{
    b->out[b->n++] = sayso_mix(sayso_chain(
        sayso_chain(sayso_chain(sayso_chain(++b->template * 0x9e3779b9u, x), y), z), w));
}

/* 0, 1, 2, … 6, then by doubling. */
static uint32_t bucket(uint32_t n)
{
    if (n < 7) return n;
    return n < 10 ? 7 : n < 15 ? 8 : n < 25 ? 9 : n < 50 ? 10 : 11;
}

/* ---- word lists ------------------------------------------------------------------------------ */

uint32_t sayso_splitter_traits(const sayso_splitter *s, uint32_t hash)
{
    const uint32_t want = hash & ~(uint32_t)SAYSO_TRAIT_MASK;
    /* the trainer places every word within 16 cells */
    for (uint32_t probe = 0; probe < 16; probe++) {
        const uint32_t cell = s->traits[((hash >> 6) + probe) & s->trait_mask];
        if (!cell) return 0;
        if ((cell & ~(uint32_t)SAYSO_TRAIT_MASK) == want) return cell & SAYSO_TRAIT_MASK;
    }
    return 0;
}

/* ---- where tokens end ------------------------------------------------------------------------ */

static const sayso_atom no_atom = { .gap = SAYSO_GAP_EDGE };

static const sayso_atom *atom_at(const sayso_atom *a, uint32_t n, uint32_t i) /* i wraps below 0 */
{
    return i < n ? &a[i] : &no_atom;
}

/* Kind, shape and gap in one number: what an atom looks like from afar. */
static uint32_t look_of(const sayso_atom *a)
{
    const uint32_t len = a->kind == SAYSO_C_DIGIT ? (a->chars < 4 ? a->chars : 4u) : 0;
    return a->kind | (uint32_t)a->shape << 8 | (uint32_t)a->gap << 12 | len << 16;
}
static uint32_t word_or_kind(const sayso_atom *a)
{
    return a->kind == SAYSO_C_DIGIT ? look_of(a) : a->hash;
}

bool sayso_split_asks(const sayso_atom *a, uint32_t n, uint32_t i)
{
    if (a[i].gap == SAYSO_GAP_NONE) return true;
    if (a[i].gap != SAYSO_GAP_SPACE || a[i].kind != SAYSO_C_DIGIT || a[i].chars != 3 ||
        a[i].start - a[i - 1].end > 3)
        return false;
    const bool runs_on = i + 1 < n && a[i + 1].gap == SAYSO_GAP_NONE &&
                         a[i + 1].kind == SAYSO_C_LETTER;
    return a[i - 1].kind == SAYSO_C_DIGIT && a[i - 1].chars <= 3 && !runs_on;
}

/* The shape of everything between two gaps, which tells an address from a sentence's end. */
static uint32_t chunk_shape(const sayso_atom *a, uint32_t n, uint32_t first, uint32_t i)
{
    uint32_t h = 1;
    for (uint32_t j = first; j < n && j < first + 12 && (j == first || a[j].gap == SAYSO_GAP_NONE);
         j++)
        h = sayso_chain(h, (uint32_t)a[j].kind + (j == i ? 64 : 0));
    return h;
}

uint32_t sayso_split_features(const sayso_splitter *s, const sayso_atom *a, uint32_t n,
                              uint32_t first, uint32_t i, uint32_t *out)
{
    bag b = { .out = out };
    const sayso_atom *l1 = atom_at(a, n, i - 1), *l2 = i >= 2 ? atom_at(a, n, i - 2) : &no_atom,
                     *l3 = i >= 3 ? atom_at(a, n, i - 3) : &no_atom;
    const sayso_atom *r1 = &a[i], *r2 = atom_at(a, n, i + 1), *r3 = atom_at(a, n, i + 2),
                     *r4 = atom_at(a, n, i + 3);
    const uint32_t fl1 = word_or_kind(l1), fl2 = word_or_kind(l2), fr1 = word_or_kind(r1),
                   fr2 = word_or_kind(r2);
    const uint32_t kl1 = look_of(l1), kl2 = look_of(l2), kr1 = look_of(r1), kr2 = look_of(r2),
                   kr3 = look_of(r3);
    const uint32_t runs = i - first < 4 ? i - first : 4; /* atoms of the token so far */
    const uint32_t traits = sayso_splitter_traits(s, l1->hash),
                   traits2 = sayso_splitter_traits(s, l2->hash);
    put3(&b, kl1, kr1, runs);
    put4(&b, kl2, kl1, kr1, kr2);
    put4(&b, kl1, kr1, kr2, kr3);
    put2(&b, fl1, fr1);
    put3(&b, fl1, kr1, kr2);
    put3(&b, kl1, fr1, kl2);
    put3(&b, kl1, fr1, kr2);
    put3(&b, fl2, fl1, fr1);
    put3(&b, fl1, fr1, fr2);
    put4(&b, fl1, fr1, kr2, kl2);
    put4(&b, fl1, fr1, fr2, word_or_kind(r3));
    put4(&b, fr1, fr2, word_or_kind(r3), word_or_kind(r4));
    put4(&b, fl2, fl1, fr1, fr2);
    put4(&b, word_or_kind(l3), fl2, fl1, fr1);
    put4(&b, kl1, fr1, fr2, kr3);
    put3(&b, l1->tail, fr1, fr2);
    put3(&b, fl1, fr1, r2->tail);
    put4(&b, kl1, kr1, l1->chars < 6 ? l1->chars : 6u, r2->gap);
    put4(&b, kl1, r2->chars < 6 ? r2->chars : 6u, fr1, kr2);
    put3(&b, chunk_shape(a, n, first, i), i - first, kl1);
    put4(&b, chunk_shape(a, n, first, i), fl1, fr1, i - first);
    put4(&b, traits, kl1, fr1, kr2);
    put4(&b, traits, traits2, fr1, sayso_splitter_traits(s, r2->hash));
    put3(&b, a[first].hash, fr1, runs);
    put3(&b, kl1, fr1, kr3);
    put4(&b, kl2, fl1, kr1, kr2);
    put1(&b, fl1);
    put1(&b, fr1);
    return b.n;
}

/* ---- where sentences end --------------------------------------------------------------------- */

static const sayso_token no_token = { .gap = SAYSO_GAP_EDGE };

/* i wraps below 0 */
static const sayso_token *token_at(const sayso_token *t, uint32_t n, uint32_t i)
{
    return i < n ? &t[i] : &no_token;
}

void sayso_sent_begin(sayso_sent_state *st)
{
    st->since = 0;
}

void sayso_sent_step(sayso_sent_state *st, const sayso_token *t)
{
    st->since++;
    switch (t->kind) {
    case SAYSO_C_QUOTE: st->quotes = !st->quotes; break;
    case SAYSO_C_OPEN: case SAYSO_C_QUOTE_OPEN: st->depth += st->depth < 1000; break;
    case SAYSO_C_CLOSE: case SAYSO_C_QUOTE_CLOSE: st->depth -= st->depth > 0; break;
    default: break;
    }
}

/* Tokens from i on until one that ends sentences; 12 where there is none near. */
static uint32_t until_final(const sayso_token *t, uint32_t n, uint32_t i)
{
    for (uint32_t k = 0; k < 12; k++) {
        if (i + k >= n) return k;
        const uint8_t kind = t[i + k].last_kind;
        if (kind == SAYSO_C_DOT || kind == SAYSO_C_FINAL || kind == SAYSO_C_ELLIPSIS) return k;
    }
    return 12;
}

static uint32_t word_of(const sayso_token *t)
{
    return t->kind == SAYSO_C_DIGIT ? 77u + (t->chars < 5 ? t->chars : 5u) : t->hash;
}

/* What a token looks like as a neighbour of a boundary. */
static uint32_t face(const sayso_token *t)
{
    return sayso_token_category(t) | (uint32_t)t->gap << 8 | (uint32_t)(t->traits & 15) << 12 |
           (uint32_t)t->last_kind << 20;
}

static void put_words(bag *b, const sayso_token *const *l, const sayso_token *const *r)
{
    const uint32_t l1 = word_of(l[0]), l2 = word_of(l[1]), r1 = word_of(r[0]), r2 = word_of(r[1]),
                   r3 = word_of(r[2]);
    const uint32_t fl1 = face(l[0]), fl2 = face(l[1]), fl3 = face(l[2]), fr1 = face(r[0]),
                   fr2 = face(r[1]), fr3 = face(r[2]);
    put1(b, l1);
    put2(b, r1, fr1);
    put2(b, l1, r1);
    put2(b, fl1, fr1);
    put4(b, fl2, fl1, fr1, fr2);
    put3(b, fl3, fl2, fl1);
    put3(b, fr1, fr2, fr3);
    put2(b, l2, l1);
    put3(b, r1, r2, fr1);
    put2(b, l1, fr1);
    put3(b, fl1, r1, fr1);
    put3(b, l2, l1, fr1);
    put3(b, fl2, l1, fr1);
    put3(b, fl1, fr1, fr2);
    put4(b, fl1, fr1, r2, fr2);
    put4(b, fl1, fr1, fr2, fr3);
    put3(b, l2, fl1, fr1);
    put3(b, l1, fr1, fr2);
    put2(b, l[0]->tail, fr1);
    put3(b, fl1, r[0]->tail, fr1);
    put3(b, fl1, fr1, r[1]->tail);
    put3(b, l2, l1, r1);
    put3(b, l1, r1, r2);
    put3(b, fl1, fr1, r3);
    put4(b, fl2, fl1, fr1, r1);
    put4(b, sayso_token_category(l[1]), l[1]->chars < 5 ? l[1]->chars : 5u, l1, fr1);
    put3(b, word_of(l[2]), fl1, fr1);
    put4(b, sayso_token_category(l[0]), sayso_token_category(r[0]), r[0]->gap,
         sayso_token_category(r[1]));
}

uint32_t sayso_sent_features(const sayso_token *t, uint32_t n, uint32_t i,
                             const sayso_sent_state *st, uint32_t *out)
{
    bag b = { .out = out };
    const sayso_token *l[3], *r[4];
    for (uint32_t k = 0; k < 3; k++) l[k] = i >= k ? &t[i - k] : &no_token;
    for (uint32_t k = 0; k < 4; k++) r[k] = token_at(t, n, i + 1 + k);
    put_words(&b, l, r);
    const uint32_t cl1 = sayso_token_category(l[0]), fl1 = face(l[0]), fr1 = face(r[0]);
    const uint32_t open = (uint32_t)st->quotes | (st->depth ? 2u : 0), since = bucket(st->since),
                   final = bucket(until_final(t, n, i + 1));
    put3(&b, since, cl1, fr1);
    put3(&b, since, word_of(l[0]), fr1);
    put3(&b, open, word_of(l[0]), fr1);
    put4(&b, open, fl1, fr1, sayso_token_category(r[1]));
    put4(&b, open, sayso_token_category(l[1]), fl1, fr1);
    put3(&b, open, cl1, word_of(r[0]));
    put3(&b, final, cl1, fr1);
    put4(&b, final, since, cl1, fr1);
    put4(&b, st->since < 3, fl1, face(l[1]), fr1);
    put4(&b, r[0]->gap, r[1]->gap, cl1, fr1);
    put4(&b, l[0]->chars < 4, cl1, l[0]->gap, fr1);
    put4(&b, fr1, face(r[1]), face(r[2]), face(r[3]));
    put4(&b, since, sayso_token_category(l[1]), word_of(l[0]), fr1);
    put4(&b, since, face(l[1]) & 0xff, cl1, sayso_token_category(r[0]));
    return b.n;
}

/* ---- which tokens hold several words --------------------------------------------------------- */

uint32_t sayso_mwt_features(const sayso_token *t, uint32_t n, uint32_t i, const sayso_expansion *e,
                            uint32_t *out)
{
    bag b = { .out = out };
    const sayso_token *w = &t[i], *l1 = i >= 1 ? &t[i - 1] : &no_token,
                      *l2 = i >= 2 ? &t[i - 2] : &no_token, *l3 = i >= 3 ? &t[i - 3] : &no_token;
    const sayso_token *r1 = token_at(t, n, i + 1), *r2 = token_at(t, n, i + 2),
                      *r3 = token_at(t, n, i + 3);
    const uint32_t k = e->key;
    put1(&b, k);
    put2(&b, k, w->hash);
    put2(&b, k, w->shape);
    put2(&b, k, l1->hash);
    put2(&b, k, r1->hash);
    put2(&b, k, l2->hash);
    put2(&b, k, r2->hash);
    put2(&b, k, l3->hash);
    put2(&b, k, r3->hash);
    put3(&b, k, l2->hash, l1->hash);
    put3(&b, k, r1->hash, r2->hash);
    put3(&b, k, l1->hash, r1->hash);
    put2(&b, k, l1->tail);
    put2(&b, k, r1->tail);
    put2(&b, k, r2->tail);
    put2(&b, k, l2->tail);
    put3(&b, k, l1->tail, r1->tail);
    put3(&b, k, l2->hash, l1->tail);
    put3(&b, k, l2->tail, l1->tail);
    put3(&b, k, r1->tail, r2->tail);
    put3(&b, k, face(l1), face(r1));
    put3(&b, k, sayso_token_category(l1), l1->hash);
    put3(&b, k, sayso_token_category(r1), r1->tail);
    put3(&b, k, l1->tail, l1->shape);
    put4(&b, k, sayso_token_category(l2), sayso_token_category(l1), sayso_token_category(r1));
    put3(&b, k, l1->hash, r1->tail);
    put3(&b, k, l1->tail, r1->hash);
    return b.n;
}
