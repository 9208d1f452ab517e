/* Names of UD's closed vocabularies, and features as bits. */
#include "syntax/syntax.h"
#include "syntax/feats.h"

static const char *const upos_names[SAYSO_N_UPOS] = {
    "_",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};
static const char *const rel_names[SAYSO_N_RELS] = {
    "dep",       "acl",       "advcl",      "advmod",   "amod",     "appos", "aux",      "case",
    "cc",        "ccomp",     "clf",        "compound", "conj",     "cop",   "csubj",    "dep",
    "det",       "discourse", "dislocated", "expl",     "fixed",    "flat",  "goeswith", "iobj",
    "list",      "mark",      "nmod",       "nsubj",    "nummod",   "obj",   "obl",      "orphan",
    "parataxis", "punct",     "reparandum", "root",     "vocative", "xcomp",
};
static const struct { const char *name; sayso_sub sub;
} sub_names[] = {
    { "pass", SAYSO_SUB_PASS },   { "agent", SAYSO_SUB_AGENT }, { "poss", SAYSO_SUB_POSS },
    { "name", SAYSO_SUB_NAME },   { "tmod", SAYSO_SUB_TMOD },   { "title", SAYSO_SUB_TITLE },
    { "relcl", SAYSO_SUB_RELCL }, { "arg", SAYSO_SUB_ARG },
};
static const struct { const char *attribute, *value, *name; } feats[SAYSO_N_FEATS] = {
#define X(id, a, v) [SAYSO_BIT_##id] = { a, v, a "=" v },
    SAYSO_FEATS(X)
#undef X
};
static const char *const name_tags[SAYSO_N_NAME_TAGS] = {
    "O",     "B-PER", "I-PER", "E-PER", "S-PER", "B-ORG", "I-ORG",
    "E-ORG", "S-ORG", "B-LOC", "I-LOC", "E-LOC", "S-LOC",
};
enum { N_SUBS = sizeof sub_names / sizeof *sub_names };

const char *sayso_upos_name(sayso_upos u)
{
    return (unsigned)u < SAYSO_N_UPOS ? upos_names[u] : "_";
}
const char *sayso_name_tag_name(uint8_t tag)
{
    return tag < SAYSO_N_NAME_TAGS ? name_tags[tag] : "O";
}
const char *sayso_rel_name(sayso_rel r)
{
    return (unsigned)r < SAYSO_N_RELS ? rel_names[r] : "dep";
}

static bool is(sayso_str s, const char *z)
{
    return strlen(z) == s.len && (s.len == 0 || memcmp(z, s.at, s.len) == 0);
}

uint8_t sayso_name_tag_of(sayso_str name)
{
    for (uint8_t tag = 1; tag < SAYSO_N_NAME_TAGS; tag++)
        if (is(name, name_tags[tag])) return tag;
    return 0;
}

sayso_upos sayso_upos_of(sayso_str name)
{
    for (unsigned u = 1; u < SAYSO_N_UPOS; u++)
        if (is(name, upos_names[u])) return (sayso_upos)u;
    return SAYSO_UPOS_NONE;
}

/* The part before the first byte c, and what follows it. */
static sayso_str cut(sayso_str *rest, char c)
{
    const char *at = rest->len ? memchr(rest->at, c, rest->len) : NULL;
    sayso_str first = *rest;
    if (!at) {
        *rest = (sayso_str){ NULL, 0 };
        return first;
    }
    first.len = (uint32_t)(at - rest->at);
    *rest = (sayso_str){ at + 1, rest->len - first.len - 1 };
    return first;
}

sayso_rel sayso_rel_of(sayso_str deprel, sayso_sub *sub)
{
    sayso_str rest = deprel;
    const sayso_str base = cut(&rest, ':');
    if (sub) {
        *sub = rest.len ? SAYSO_SUB_OTHER : SAYSO_SUB_NONE;
        for (unsigned i = 0; rest.len && i < N_SUBS; i++)
            if (is(rest, sub_names[i].name)) *sub = sub_names[i].sub;
    }
    for (unsigned r = 1; r < SAYSO_N_RELS; r++)
        if (is(base, rel_names[r])) return (sayso_rel)r;
    return SAYSO_REL_NONE;
}

/* The bit of a feature, SAYSO_N_FEATS where it has none. */
static unsigned bit_of(sayso_str attribute, sayso_str value)
{
    unsigned b = 0;
    while (b < SAYSO_N_FEATS &&
           (!is(attribute, feats[b].attribute) || !is(value, feats[b].value)))
        b++;
    return b;
}

static void feature_put(sayso_buf *b, sayso_str attribute, sayso_str value)
{
    if (b->len) sayso_buf_puts(b, "|");
    sayso_buf_put(b, attribute.at, attribute.len);
    sayso_buf_puts(b, "=");
    sayso_buf_put(b, value.at, value.len);
}

uint64_t sayso_feats_of(sayso_str s, sayso_buf *morph)
{
    uint64_t bits = 0;
    while (s.len) {
        sayso_str values = cut(&s, '|');
        const sayso_str attribute = cut(&values, '=');
        while (values.len) {
            const sayso_str value = cut(&values, ',');
            const unsigned b = bit_of(attribute, value);
            if (b < SAYSO_N_FEATS) bits |= UINT64_C(1) << b;
            else if (morph && attribute.len && value.len) feature_put(morph, attribute, value);
        }
    }
    return bits;
}

uint64_t sayso_feats_key(uint64_t bits, const char *morph)
{
    uint64_t key = 0;
    for (; bits; bits &= bits - 1) {
        const char *name = feats[__builtin_ctzll(bits)].name;
        key += sayso_hash(name, strlen(name), 0);
    }
    for (sayso_str rest = sayso_str_of(morph ? morph : ""); rest.len;) {
        const sayso_str name = cut(&rest, '|');
        key += sayso_hash(name.at, name.len, 0);
    }
    return key;
}

/* Small letters before all else, as UD sorts attributes; then by bytes. */
int sayso_attribute_order(sayso_str a, sayso_str b)
{
    for (uint32_t i = 0; i < a.len && i < b.len; i++) {
        const int x = a.at[i] | 32, y = b.at[i] | 32; /* attributes are ASCII letters */
        if (x != y) return x < y ? -1 : 1;
    }
    return sayso_str_cmp(a, b);
}

/* Of two features not written yet ("Case=Nom"; empty: none is left), is the first one's turn? */
static bool goes_first(sayso_str a, sayso_str b)
{
    if (!a.len || !b.len) return a.len > 0;
    const sayso_str x = cut(&a, '='), y = cut(&b, '=');
    const int order = sayso_attribute_order(x, y);
    return order ? order < 0 : sayso_str_cmp(a, b) < 0;
}

void sayso_feats_put(sayso_buf *b, uint64_t bits, const char *morph)
{
    sayso_str rest = sayso_str_of(morph ? morph : ""), other = cut(&rest, '|');
    sayso_str last = { NULL, 0 };
    if (!bits && !other.len) sayso_buf_puts(b, "_");
    while (bits || other.len) {
        const sayso_str bit = sayso_str_of(bits ? feats[__builtin_ctzll(bits)].name : "");
        sayso_str next = other;
        if (goes_first(bit, other)) next = bit, bits &= bits - 1;
        else other = cut(&rest, '|');
        const sayso_str attribute = cut(&next, '=');
        if (last.len && sayso_str_eq(attribute, last)) sayso_buf_puts(b, ",");
        else {
            if (last.len) sayso_buf_puts(b, "|");
            sayso_buf_put(b, attribute.at, attribute.len);
            sayso_buf_puts(b, "=");
        }
        sayso_buf_put(b, next.at, next.len);
        last = attribute;
    }
}
