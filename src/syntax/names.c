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
static const struct { const char *attribute, *value; } feats[SAYSO_N_FEATS] = {
#define X(id, a, v) [SAYSO_BIT_##id] = { a, v },
    SAYSO_FEATS(X)
#undef X
};
/* UD's order of attributes: by name, case ignored. */
static const char *const attributes[SAYSO_N_ATTRIBUTES] = {
    "Abbr",   "Animacy",  "Aspect", "Case",    "Definite", "Degree",   "Foreign",
    "Gender", "Mood",     "Number", "NumType", "Person",   "Polarity", "Polite",
    "Poss",   "PronType", "Reflex", "Tense",   "VerbForm", "Voice",
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

const char *sayso_attribute_name(unsigned a)
{
    return a < SAYSO_N_ATTRIBUTES ? attributes[a] : "_";
}

uint64_t sayso_attribute_mask(unsigned a)
{
    uint64_t mask = 0;
    for (unsigned b = 0; b < SAYSO_N_FEATS; b++)
        if (strcmp(feats[b].attribute, sayso_attribute_name(a)) == 0) mask |= UINT64_C(1) << b;
    return mask;
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

uint64_t sayso_feats_of(sayso_str s)
{
    uint64_t bits = 0;
    while (s.len) {
        sayso_str values = cut(&s, '|');
        const sayso_str attribute = cut(&values, '=');
        while (values.len) {
            const sayso_str value = cut(&values, ',');
            for (unsigned b = 0; b < SAYSO_N_FEATS; b++)
                if (is(attribute, feats[b].attribute) && is(value, feats[b].value))
                    bits |= UINT64_C(1) << b;
        }
    }
    return bits;
}

/* The values of one attribute that hold, sorted by name; returns how many. */
static unsigned values_of(const char *attribute, uint64_t bits, const char *values[SAYSO_N_FEATS])
{
    unsigned n = 0;
    for (unsigned b = 0; b < SAYSO_N_FEATS; b++) {
        if (!(bits >> b & 1) || strcmp(feats[b].attribute, attribute) != 0) continue;
        unsigned i = n++;
        for (; i && strcmp(values[i - 1], feats[b].value) > 0; i--) values[i] = values[i - 1];
        values[i] = feats[b].value;
    }
    return n;
}

void sayso_feats_put(sayso_buf *b, uint64_t bits)
{
    const char *values[SAYSO_N_FEATS];
    bool any = false;
    for (unsigned a = 0; bits && a < SAYSO_N_ATTRIBUTES; a++) {
        const unsigned n = values_of(attributes[a], bits, values);
        for (unsigned i = 0; i < n; i++)
            if (i) sayso_buf_printf(b, ",%s", values[i]);
            else sayso_buf_printf(b, "%s%s=%s", any ? "|" : "", attributes[a], values[i]);
        any = any || n;
    }
    if (!any) sayso_buf_puts(b, "_");
}
