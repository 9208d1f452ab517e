/* Opening a syntax model: every section is checked completely, so that parsing needs no checks. */
#include "syntax/model.h"
#include <stdlib.h>

static sayso_status bad(const sayso_file *f, const char *what, sayso_error *err)
{
    return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                      "%s; train or install the model again", what);
}

/* A section of exactly `count` items. */
static sayso_status exactly(const sayso_file *f, const char *section, size_t size, size_t count,
                            const void **items, sayso_error *err)
{
    size_t n;
    const sayso_status st = sayso_file_array(f, section, size, items, &n, err);
    if (st) return st;
    if (n != count)
        return sayso_fail(err, SAYSO_BAD_MODEL, f->name, SAYSO_NOWHERE,
                          "section %s has the wrong size; train or install the model again",
                          section);
    return SAYSO_OK;
}

static bool whole16(uint32_t n, uint32_t most)
{
    return n > 0 && n <= most && n % SAYSO_LANES == 0;
}

static sayso_status head_open(sayso_syntax *m, const sayso_file *f, sayso_error *err)
{
    const void *at;
    const sayso_status st = exactly(f, "syn.head", sizeof m->head, 1, &at, err);
    if (st) return st;
    memcpy(&m->head, at, sizeof m->head);
    const sayso_net_head *h = &m->head;
    const sayso_net_shape *s = &h->shape;
    if (h->version != SAYSO_NET_VERSION) return bad(f, "the network is of another version", err);
    if (!whole16(s->D, SAYSO_NET_MOST_UNITS) || s->D % 32 ||
        !whole16(2 * s->H, SAYSO_NET_MOST_UNITS) || !whole16(s->H, SAYSO_NET_MOST_UNITS) ||
        !whole16(s->A, SAYSO_NET_MOST_UNITS) || !whole16(s->B, SAYSO_NET_MOST_UNITS) ||
        !whole16(s->T, SAYSO_NET_MOST_CLASSES) || !whole16(s->R, SAYSO_NET_MOST_CLASSES) ||
        (s->N && (!whole16(s->N, SAYSO_NET_MOST_CLASSES) || s->N < SAYSO_N_NAME_TAGS)))
        return bad(f, "the network's shape is out of bounds", err);
    if (!s->L || s->L > SAYSO_NET_MOST_LAYERS || s->tag_layer >= s->L)
        return bad(f, "the network's layers are out of bounds", err);
    if (!h->n_rows || h->n_rows > 1u << 24 || h->key_log2 < 4 || h->key_log2 > 24)
        return bad(f, "the feature table is out of bounds", err);
    if (h->n_relations < 2 || h->n_relations > s->R)
        return bad(f, "the relations are out of bounds", err);
    return SAYSO_OK;
}

/* A feature goes into CoNLL-U as it is: an attribute, "=", values parted by commas, of letters and
 * figures ("Gender[psor]=Fem"). */
static bool feature_ok(const char *z)
{
    const char *equals = strchr(z, '=');
    if (!equals || equals == z || !equals[1]) return false;
    for (const char *at = z; *at; at++) {
        const bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                           (*at >= '0' && *at <= '9') || *at == '[' || *at == ']';
        if (!plain && at != equals && !(*at == ',' && at > equals)) return false;
    }
    return true;
}

/* Bits and text of class c, whose features are z. */
static sayso_status value_open(sayso_syntax *m, uint32_t c, const char *z, sayso_error *err)
{
    sayso_buf morph = SAYSO_BUF_EMPTY;
    m->values[c] = sayso_feats_of(sayso_str_of(z), &morph);
    if (morph.len) m->morphs[c] = sayso_arena_dup(&m->arena, morph.at, morph.len);
    const bool ok = !morph.failed && (!morph.len || m->morphs[c]);
    sayso_buf_free(&morph);
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status values_open(sayso_syntax *m, const sayso_file *f, sayso_error *err)
{
    size_t len;
    const char *at = sayso_file_section(f, "syn.values", &len), *end = at ? at + len : NULL;
    m->values = sayso_arena_array(&m->arena, m->head.shape.T, sizeof *m->values);
    m->morphs = sayso_arena_array(&m->arena, m->head.shape.T, sizeof *m->morphs);
    if (!m->values || !m->morphs) return sayso_no_memory(err);
    for (uint32_t i = 0; i < m->head.shape.T; i++) m->values[i] = 0, m->morphs[i] = NULL;
    for (uint32_t g = 1; g < m->head.n_groups; g++)
        for (uint32_t c = 1; c < m->head.group_sizes[g]; c++) {
            const char *stop = at && at < end ? memchr(at, 0, (size_t)(end - at)) : NULL;
            if (!stop || !feature_ok(at)) return bad(f, "a feature is missing or malformed", err);
            const sayso_status st = value_open(m, m->group_first[g] + c, at, err);
            if (st) return st;
            at = stop + 1;
        }
    return at == end ? SAYSO_OK : bad(f, "there are more features than classes", err);
}

static sayso_status groups_open(sayso_syntax *m, const sayso_file *f, sayso_error *err)
{
    const uint32_t n_groups = m->head.n_groups;
    uint32_t at = 0;
    if (n_groups == 0 || n_groups > SAYSO_NET_MOST_GROUPS)
        return bad(f, "the groups of tags are out of bounds", err);
    for (uint32_t g = 0; g < n_groups; g++) {
        const uint32_t n = m->head.group_sizes[g];
        if (n == 0 || n > SAYSO_NET_MOST_VALUES || (g == 0 && n != SAYSO_N_UPOS - 1))
            return bad(f, "a group of tags is out of bounds", err);
        m->group_first[g] = at;
        at += n;
    }
    if (at > m->head.shape.T) return bad(f, "there are more tags than outputs", err);
    const void *allowed;
    sayso_status st = exactly(f, "syn.allowed", 1, (size_t)SAYSO_N_UPOS * m->head.shape.T, &allowed,
                              err);
    if (!st) st = values_open(m, f, err);
    if (st) return st;
    m->allowed = allowed;
    /* most groups have nothing to choose for most UPOS */
    for (unsigned u = 0; u < SAYSO_N_UPOS; u++)
        for (uint32_t g = 1; g < n_groups; g++)
            for (uint32_t c = 1; c < m->head.group_sizes[g]; c++)
                if (m->allowed[(size_t)u * m->head.shape.T + m->group_first[g] + c])
                    m->open_groups[u] |= UINT64_C(1) << g;
    return SAYSO_OK;
}

/* A relation is lower-case letters, perhaps with a colon and more of them: it goes into CoNLL-U
 * as it is. */
static bool relation_ok(const char *z)
{
    for (; *z; z++)
        if (!((*z >= 'a' && *z <= 'z') || *z == ':' || *z == '_')) return false;
    return true;
}

static sayso_status relations_open(sayso_syntax *m, const sayso_file *f, sayso_error *err)
{
    size_t len;
    const uint32_t n = m->head.n_relations;
    const char *at = sayso_file_section(f, "syn.rels", &len), *end = at ? at + len : NULL;
    m->deprels = sayso_arena_array(&m->arena, n, sizeof *m->deprels);
    m->rels = sayso_arena_array(&m->arena, n, 1);
    m->subs = sayso_arena_array(&m->arena, n, 1);
    if (!m->deprels || !m->rels || !m->subs) return sayso_no_memory(err);
    m->root_relation = n;
    for (uint32_t i = 0; i < n; i++) {
        const char *stop = at && at < end ? memchr(at, 0, (size_t)(end - at)) : NULL;
        if (!stop || stop == at || !relation_ok(at))
            return bad(f, "a relation's name is malformed", err);
        sayso_sub sub;
        m->deprels[i] = at;
        m->rels[i] = (uint8_t)sayso_rel_of(sayso_str_of(at), &sub);
        m->subs[i] = (uint8_t)sub;
        if (strcmp(at, "root") == 0) m->root_relation = i;
        if (m->rels[i] == SAYSO_REL_NONE) return bad(f, "a relation is not UD's", err);
        at = stop + 1;
    }
    if (m->root_relation == n) return bad(f, "the relation root is missing", err);
    return SAYSO_OK;
}

static sayso_status rows_open(sayso_syntax *m, const sayso_file *f, sayso_error *err)
{
    const void *keys, *rows;
    const size_t n_keys = (size_t)1 << m->head.key_log2;
    sayso_status st = exactly(f, "syn.keys", sizeof(sayso_net_key), n_keys, &keys, err);
    if (!st) st = exactly(f, "syn.rows", 1, (size_t)m->head.n_rows * m->head.shape.D, &rows, err);
    if (st) return st;
    m->keys = keys;
    m->rows = rows;
    uint32_t astray = 0; /* bit 31: a row that is neither below their number nor none, which is all ones */
    for (size_t i = 0; i < n_keys; i++) {
        const uint32_t next = m->keys[i].row + 1;
        astray |= next | (m->head.n_rows - next);
    }
    if (astray >> 31) return bad(f, "a feature names no row", err);
    return SAYSO_OK;
}

static sayso_status matrices_open(sayso_syntax *m, const sayso_file *f, sayso_error *err)
{
    size_t n_weights = 0, n_rows = 0;
    uint32_t rows, inputs;
    const uint32_t n = m->head.shape.L + SAYSO_NET_N_HEADS;
    for (uint32_t i = 0; i < n; i++) {
        sayso_net_matrix(&m->head.shape, i, &rows, &inputs);
        n_weights += (size_t)rows * inputs;
        n_rows += rows;
    }
    const void *weights, *scales, *biases, *roots;
    sayso_status st;
    if ((st = exactly(f, "syn.weights", 1, n_weights, &weights, err)) ||
        (st = exactly(f, "syn.scales", sizeof(float), n_rows, &scales, err)) ||
        (st = exactly(f, "syn.biases", sizeof(float), n_rows, &biases, err)) ||
        (st = exactly(f, "syn.roots", sizeof(float), m->head.shape.A + m->head.shape.B, &roots,
                      err)))
        return st;
    m->roots = roots;
    int32_t *offsets = sayso_arena_array(&m->arena, n_rows, sizeof *offsets);
    if (!offsets) return sayso_no_memory(err);
    const int8_t *w = weights;
    const float *scale = scales, *bias = biases;
    for (uint32_t i = 0; i < n; i++) {
        sayso_net_matrix(&m->head.shape, i, &rows, &inputs);
        m->matrices[i] = (sayso_matrix){ rows, inputs, w, scale, bias, offsets };
        sayso_matrix_offsets(offsets, w, rows, inputs);
        w += (size_t)rows * inputs, scale += rows, bias += rows, offsets += rows;
    }
    return SAYSO_OK;
}

sayso_status sayso_syntax_open(sayso_syntax **out, const sayso_file *file, sayso_error *err)
{
    sayso_syntax *m = calloc(1, sizeof *m);
    sayso_status st;
    *out = NULL;
    if (!m) return sayso_no_memory(err);
    m->kernels = sayso_kernels_best();
    if ((st = head_open(m, file, err)) || (st = groups_open(m, file, err)) ||
        (st = relations_open(m, file, err)) || (st = rows_open(m, file, err)) ||
        (st = matrices_open(m, file, err)) || (st = sayso_lemmas_open(&m->lemmas, file, err))) {
        sayso_syntax_close(m);
        return st;
    }
    *out = m;
    return sayso_ok(err);
}

bool sayso_syntax_finds_names(const sayso_syntax *m) { return m->head.shape.N > 0; }

void sayso_syntax_close(sayso_syntax *m)
{
    if (!m) return;
    sayso_arena_free(&m->arena);
    free(m);
}
