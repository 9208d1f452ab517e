/* Tokens, sentences and words of multiword tokens: three linear classifiers over hashed features
 * (features.c) asked from left to right. UDPipe asks a recurrent network the same questions. */
#include "split.h"
#include "text/utf8.h"

/* ---- opening --------------------------------------------------------------------------------- */

static sayso_status bad(const sayso_file *f, const char *section, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                      "section %s is not well-formed; train or install the model again", section);
}

static sayso_status scorer_open(sayso_scorer *out, const sayso_file *f, const char *section,
                                int32_t log2, int32_t bias, sayso_error *err)
{
    const void *cells;
    size_t n;
    const sayso_status st = sayso_file_array(f, section, sizeof(uint16_t), &cells, &n, err);
    if (st) return st;
    if (log2 < SAYSO_SCORER_LEAST_LOG2 || log2 > SAYSO_SCORER_MOST_LOG2 || n != (size_t)1 << log2)
        return bad(f, section, err);
    if (bias < -(1 << 20) || bias > 1 << 20) return bad(f, section, err);
    *out = (sayso_scorer){ cells, 32 - (uint32_t)log2, bias };
    return SAYSO_OK;
}

static bool expansion_ok(const sayso_splitter *s, const sayso_expansion *e)
{
    if (e->how >= SAYSO_N_HOW || e->n_words < 2 || e->n_words > 8 || e->words >= s->pool_len)
        return false;
    if (e->how != SAYSO_HOW_WHOLE && (e->n_words != 2 || e->chars < 1 || e->chars > 16))
        return false;
    uint32_t at = e->words;
    for (uint32_t k = 0; k < e->n_words; k++) { /* the pool ends with NUL: strlen stays inside */
        if (at >= s->pool_len) return false;
        const uint32_t len = (uint32_t)strlen(s->pool + at);
        if (!len || len > SAYSO_MOST_ATOM) return false;
        at += len + 1;
    }
    return true;
}

static sayso_status expansions_open(sayso_splitter *s, const sayso_file *f, sayso_error *err)
{
    const void *items, *pool;
    size_t n, len;
    sayso_status st = sayso_file_array(f, "tok.expand", sizeof(sayso_expansion), &items, &n, err);
    if (!st) st = sayso_file_array(f, "tok.pool", 1, &pool, &len, err);
    if (st) return st;
    if (n > 1 << 20 || !len || len > 1 << 24 || ((const char *)pool)[len - 1])
        return bad(f, "tok.pool", err);
    s->expansions = items;
    s->n_expansions = (uint32_t)n;
    s->pool = pool;
    s->pool_len = (uint32_t)len;
    for (uint32_t i = 0; i < s->n_expansions; i++) {
        const sayso_expansion *e = &s->expansions[i];
        if (!expansion_ok(s, e) || (i && e->key < e[-1].key)) return bad(f, "tok.expand", err);
        if (e->how != SAYSO_HOW_WHOLE && e->chars > s->longest_affix) s->longest_affix = e->chars;
    }
    return SAYSO_OK;
}

static sayso_status tables_open(sayso_splitter *s, const sayso_file *f, sayso_error *err)
{
    const void *traits, *gate;
    size_t n, n_gate;
    sayso_status st = sayso_file_array(f, "tok.traits", sizeof(uint32_t), &traits, &n, err);
    if (!st) st = sayso_file_array(f, "tok.gate", sizeof(uint64_t), &gate, &n_gate, err);
    if (st) return st;
    if (n < 16 || n > 1 << 20 || (n & (n - 1))) return bad(f, "tok.traits", err);
    if (n_gate != 64) return bad(f, "tok.gate", err);
    s->traits = traits;
    s->trait_mask = (uint32_t)n - 1;
    s->gate = gate;
    return expansions_open(s, f, err);
}

sayso_status sayso_splitter_open(sayso_splitter *out, const sayso_file *f, sayso_error *err)
{
    *out = (sayso_splitter){ 0 };
    const void *items;
    size_t n;
    sayso_status st = sayso_file_array(f, "tok.conf", sizeof(int32_t), &items, &n, err);
    if (st) return st;
    const int32_t *conf = items;
    if (n != SAYSO_TOK_N_CONF) return bad(f, "tok.conf", err);
    if (conf[SAYSO_CONF_VERSION] != SAYSO_TOK_VERSION)
        return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                          "made by another version of the trainer; train the model again");
    st = scorer_open(&out->split, f, "tok.split", conf[SAYSO_CONF_SPLIT_LOG2],
                     conf[SAYSO_CONF_SPLIT_BIAS], err);
    if (!st)
        st = scorer_open(&out->sent, f, "tok.sent", conf[SAYSO_CONF_SENT_LOG2],
                         conf[SAYSO_CONF_SENT_BIAS], err);
    if (!st)
        st = scorer_open(&out->mwt, f, "tok.mwt", conf[SAYSO_CONF_MWT_LOG2],
                         conf[SAYSO_CONF_MWT_BIAS], err);
    if (!st) st = tables_open(out, f, err);
    return st ? st : sayso_ok(err);
}

/* ---- tokens ---------------------------------------------------------------------------------- */

sayso_token sayso_token_make(const sayso_splitter *s, const sayso_atom *a, uint32_t first,
                             uint32_t last)
{
    const sayso_atom *head = &a[first], *end = &a[last - 1];
    sayso_token t = { .start = head->start, .end = end->end, .hash = head->hash, .tail = end->tail,
                      .kind = head->kind, .last_kind = end->kind, .shape = head->shape,
                      .gap = head->gap };
    uint32_t chars = head->chars;
    for (uint32_t i = first + 1; i < last; i++) {
        t.hash = sayso_chain(t.hash, a[i].hash);
        if (t.shape == SAYSO_SHAPE_NONE) t.shape = a[i].shape;
        chars += a[i].chars;
    }
    t.chars = (uint8_t)(chars < 255 ? chars : 255);
    t.n_atoms = (uint8_t)(last - first < 255 ? last - first : 255);
    t.traits = (uint8_t)sayso_splitter_traits(s, t.hash);
    return t;
}

static bool ends_before(const sayso_splitter *s, const sayso_atom *a, uint32_t n, uint32_t first,
                        uint32_t i)
{
    if (a[i].kind == SAYSO_C_BROKEN || a[i - 1].kind == SAYSO_C_BROKEN ||
        a[i].end - a[first].start > SAYSO_MOST_ATOM)
        return true;
    if (!sayso_split_asks(a, n, i)) return true;
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    const uint32_t k = sayso_split_features(s, a, n, first, i, features);
    return sayso_score(&s->split, features, k) > 0;
}

bool sayso_tokens_read(const sayso_splitter *s, const sayso_atoms *atoms, sayso_tokens *out)
{
    const sayso_atom *a = atoms->items;
    out->n = 0;
    for (uint32_t first = 0, i = 1; i <= atoms->n; i++) {
        const uint32_t address = i == first + 1 ? sayso_address_end(a, atoms->n, first) : 0;
        if (address > i) i = address;
        else if (i < atoms->n && !ends_before(s, a, atoms->n, first, i)) continue;
        if (!sayso_grow(out->items, out->n, out->cap)) return false;
        out->items[out->n++] = sayso_token_make(s, a, first, i);
        first = i;
    }
    return true;
}

/* ---- words ----------------------------------------------------------------------------------- */

static const sayso_expansion *find(const sayso_splitter *s, uint32_t key, sayso_how how)
{
    uint32_t low = 0, high = s->n_expansions;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (s->expansions[mid].key < key) low = mid + 1;
        else high = mid;
    }
    for (; low < s->n_expansions && s->expansions[low].key == key; low++)
        if (s->expansions[low].how == how) return &s->expansions[low];
    return NULL;
}

/* Steps back over one character; p > start. */
static const char *back(const char *p, const char *start)
{
    do p--;
    while (p > start && ((unsigned char)*p & 0xc0) == 0x80);
    return p;
}
static const char *forth(const char *p, const char *end)
{
    do p++;
    while (p < end && ((unsigned char)*p & 0xc0) == 0x80);
    return p;
}

static uint32_t affix_key(const char *from, const char *to)
{
    char folded[4 * 16];
    const uint32_t n = sayso_text_fold((sayso_str){ from, (uint32_t)(to - from) }, folded,
                                       sizeof folded);
    return sayso_word_hash((sayso_str){ folded, n });
}

/* The longest suffix, else the longest prefix, that a rule cuts off. */
static const sayso_expansion *find_affix(const sayso_splitter *s, const char *bytes,
                                         const sayso_token *t, uint32_t *cut)
{
    const char *start = bytes + t->start, *end = bytes + t->end, *p = end, *q = start;
    const sayso_expansion *best = NULL, *e;
    for (uint32_t k = 1; k <= s->longest_affix && (p = back(p, start)) > start; k++) {
        if (!(e = find(s, affix_key(p, end), SAYSO_HOW_SUFFIX))) continue;
        best = e;
        *cut = (uint32_t)(p - bytes);
    }
    for (uint32_t k = 1; !best && k <= s->longest_affix && (q = forth(q, end)) < end; k++) {
        if (!(e = find(s, affix_key(start, q), SAYSO_HOW_PREFIX))) continue;
        best = e;
        *cut = (uint32_t)(q - bytes);
    }
    return best;
}

const sayso_expansion *sayso_expansion_of(const sayso_splitter *s, const char *bytes,
                                          const sayso_token *t, uint32_t *cut)
{
    const sayso_expansion *e = NULL;
    *cut = 0;
    if (t->traits & SAYSO_TRAIT_EXPANDS) e = find(s, t->hash, SAYSO_HOW_WHOLE);
    if (!e && t->n_atoms > 1 && s->longest_affix && t->shape != SAYSO_SHAPE_NONE)
        e = find_affix(s, bytes, t, cut);
    return e;
}

const sayso_expansion *sayso_expand(const sayso_splitter *s, const char *bytes,
                                    const sayso_token *t, uint32_t n, uint32_t i, uint32_t *cut)
{
    const sayso_expansion *e = sayso_expansion_of(s, bytes, &t[i], cut);
    if (!e || e->always) return e;
    uint32_t features[SAYSO_MOST_TEXT_FEATURES];
    const uint32_t k = sayso_mwt_features(t, n, i, e, features);
    return sayso_score(&s->mwt, features, k) > 0 ? e : NULL;
}
