/* What the text says of where a place lies, and notes on what cannot be. */
#include "where/inside.h"

#include "text/utf8.h"

enum { KEY_CAP = 48, MOST_NAMES = 64, CLIMB = 4 };


/* ---- containment ----------------------------------------------------------------------------- */

/* *в Харкові, у Польщі*: two of one adposition without a conjunction, the second the wider,
 * though the parser coordinates them. */
static bool is_put_beside(const sayso_ctx *c, uint32_t head, uint32_t k)
{
    return sayso_is_located(c, head) && sayso_is_located(c, k) &&
           sayso_tree_child(c, k, SAYSO_CC, SAYSO_NO_WORD) == SAYSO_NO_WORD &&
           sayso_tree_child(c, head, SAYSO_CONJ, SAYSO_NO_WORD) == k &&
           sayso_tree_child(c, head, SAYSO_CONJ, k) == SAYSO_NO_WORD;
}

/* *Gori in Georgia*, *Gori, Georgia*: a country below the place's word. */
static const char *container_below(const sayso_ctx *c, const sayso_hit *h)
{
    for (uint32_t k = c->tree.first_child[h->head]; k != SAYSO_NO_WORD;
         k = c->tree.next_sibling[k]) {
        if (k >= h->first && k <= h->last) continue;
        const sayso_word *x = word_at(c, k);
        const uint32_t marker = sayso_tree_child(c, k, SAYSO_CASE, SAYSO_NO_WORD);
        const bool within = x->rel == SAYSO_NMOD && x->sub != SAYSO_SUB_POSS &&
                            marker != SAYSO_NO_WORD &&
                            (sayso_is_locative(c, marker) || sayso_is_genitive(c, k));
        if (!within && x->rel != SAYSO_APPOS &&
            !(x->rel == SAYSO_CONJ && is_put_beside(c, h->head, k)))
            continue;
        const char *country = sayso_country_named(c, k);
        if (country[0]) return country;
    }
    return "";
}

/* The head of the locative phrase that w stands in, by way of genitives and the like;
 * SAYSO_NO_WORD if it is in none. *la région de Koursk*: from Koursk to région. */
static uint32_t phrase_head(const sayso_ctx *c, uint32_t w)
{
    for (int i = 0; i < CLIMB; i++) {
        if (sayso_is_located(c, w) && !sayso_is_genitive(c, w)) return w;
        const uint8_t rel = word_at(c, w)->rel;
        if ((rel != SAYSO_NMOD && rel != SAYSO_COMPOUND && rel != SAYSO_AMOD &&
             rel != SAYSO_APPOS && rel != SAYSO_FLAT) ||
            c->tree.parent[w] == SAYSO_NO_WORD)
            return SAYSO_NO_WORD;
        w = c->tree.parent[w];
    }
    return SAYSO_NO_WORD;
}

/* Is there nothing but punctuation and adverbs between a and b? */
static bool only_adverbs(const sayso_ctx *c, uint32_t a, uint32_t b)
{
    if (b <= a || b - a > 6) return false;
    for (uint32_t w = a + 1; w < b; w++)
        if (word_at(c, w)->upos != SAYSO_PUNCT && word_at(c, w)->upos != SAYSO_ADV &&
            word_at(c, w)->upos != SAYSO_PART)
            return false;
    return true;
}

/* The last country named before word `at` in the phrase that ends just there. */
static const char *country_before(const sayso_ctx *c, uint32_t at, uint32_t *found)
{
    const sayso_sent *s = sent_of(c, at);
    for (uint32_t w = at; w > s->first_word && at - w < 8; w--) {
        const char *country = sayso_country_named(c, w - 1);
        if (country[0]) { *found = w - 1; return country; }
        const uint8_t u = word_at(c, w - 1)->upos;
        if (u != SAYSO_PUNCT && u != SAYSO_ADV && u != SAYSO_PART) break;
    }
    return "";
}

/* *dans l'est de l'Ukraine, notamment dans la région de Koursk*: two locative phrases side by
 * side under one adposition, the second more exact than the first. */
static const char *container_beside(const sayso_ctx *c, const sayso_hit *h)
{
    const uint32_t inner = phrase_head(c, h->head);
    if (inner == SAYSO_NO_WORD) return "";
    const uint32_t marker = sayso_tree_child(c, inner, SAYSO_CASE, SAYSO_NO_WORD);
    const sayso_sent *s = sent_of(c, inner);
    if (marker == SAYSO_NO_WORD || marker <= s->first_word || marker > inner) return "";
    uint32_t at = 0;
    const char *country = country_before(c, marker, &at);
    if (!country[0] || !only_adverbs(c, at, marker)) return "";
    bool comma = false;
    for (uint32_t w = at + 1; w < marker; w++) comma |= word_at(c, w)->upos == SAYSO_PUNCT;
    const uint32_t other = sayso_place_marker(c, at);
    return comma && other != SAYSO_NO_WORD &&
                   sayso_str_eq(word_at(c, marker)->lemma, word_at(c, other)->lemma)
               ? country
               : "";
}

const char *sayso_where_container(const where *x, const sayso_hit *h)
{
    const sayso_ctx *c = x->c;
    if (sayso_country_named(c, h->head)[0]) return "";
    const char *country = container_below(c, h);
    if (!country[0]) country = sayso_country_written(c, h);
    return country[0] ? country : container_beside(c, h);
}

/* ---- notes ----------------------------------------------------------------------------------- */

bool sayso_where_conflict(where *x, const sayso_hit *h, const where_sense *e, const char *container)
{
    return sayso_ctx_note(x->c, "place-conflict", sayso_words_span(x->c, h->first, h->last),
                          "%s%s%s%s is in %s, not in %s", e->name, e->admin1[0] ? " (" : "",
                          e->admin1, e->admin1[0] ? ")" : "", e->country, container);
}

/* A name by its key, which any script shares, and as written, since the key leaves endings out. */
typedef struct known_name {
    char key[KEY_CAP], form[KEY_CAP];
    uint32_t len, form_len;
    uint32_t place;
} known_name;

static void name_take(known_name *k, sayso_str form)
{
    k->len = sayso_name_key(form, k->key, KEY_CAP);
    k->form_len = sayso_text_fold(form, k->form, KEY_CAP);
}

/* Letters to change, insert or leave out, at most `most`; most + 1 if more. Wagner and Fischer
 * 1974, one row. */
static uint32_t distance(const char *a, uint32_t n, const char *b, uint32_t m, uint32_t most)
{
    uint32_t row[KEY_CAP + 1];
    if (n > m + most || m > n + most) return most + 1;
    for (uint32_t j = 0; j <= m; j++) row[j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            const uint32_t change = diagonal + (a[i - 1] != b[j - 1]);
            const uint32_t other = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = change < other ? change : other;
        }
    }
    return row[m] <= most ? row[m] : most + 1;
}

/* Does no table have the place? */
static bool is_nobodys(const sayso_place *p) { return strncmp(p->via, "recogniser", 10) == 0; }

/* The names of cities and regions of the document, word by word, each once. */
static uint32_t names_known(const where *x, known_name *out)
{
    const sayso_ctx *c = x->c;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_places && n < MOST_NAMES; i++) {
        const sayso_hit *h = &x->names[x->name_of_place[i]].h;
        if (sayso_country_named(c, h->head)[0] || is_nobodys(&c->places[i])) continue;
        /* of the canonical name: *Kursk Oblast*, *Gaza Strip* are known by their first word */
        known_name first = { .place = i };
        name_take(&first,
                  (sayso_str){ c->places[i].name, (uint32_t)strcspn(c->places[i].name, " ") });
        for (uint32_t w = h->first; w <= h->last && n < MOST_NAMES; w++) { /* *région de Koursk* */
            known_name k = { .place = i };
            name_take(&k, word_at(c, w)->form);
            if (h->first != h->last && (k.len != first.len || memcmp(k.key, first.key, k.len) != 0))
                continue;
            bool known = k.len < 4;
            for (uint32_t j = 0; j < n && !known; j++)
                known = out[j].len == k.len && memcmp(out[j].key, k.key, k.len) == 0;
            if (!known) out[n++] = k;
        }
    }
    return n;
}

/* A capitalised name that nobody knows, where a place should stand. */
static bool is_unknown_place(const sayso_ctx *c, uint32_t w)
{
    const sayso_word *x = word_at(c, w);
    if ((x->upos != SAYSO_PROPN && x->upos != SAYSO_NOUN && x->upos != SAYSO_X) ||
        c->hit_of[w] >= 0 || c->date_of[w] >= 0)
        return false;
    if (c->place_of[w] >= 0)
        return is_nobodys(&c->places[c->place_of[w]]) && sayso_name_at(c, w) &&
               sayso_name_at(c, w)->first == sayso_name_at(c, w)->last;
    if (!sayso_is_capital(c, w) || (x->rel != SAYSO_OBL && x->rel != SAYSO_NMOD)) return false;
    if (c->mention_of[w] >= 0 && c->mentions[c->mention_of[w]].actor >= 0) return false;
    return sayso_is_located(c, w) &&
           sayso_tree_child(c, w, SAYSO_FLAT, SAYSO_NO_WORD) == SAYSO_NO_WORD;
}

/* One letter apart, or two where length and beginning are alike; 0 for the same name, 3 for
 * another. Non-Latin letters take two bytes of which one tells them apart, so bytes count as
 * letters; only a beginning of three is six bytes long. */
static uint32_t spelling_apart(const char *a, uint32_t n, const char *b, uint32_t m)
{
    if (n < 4 || m < 4) return 3;
    const uint32_t d = distance(a, n, b, m, 2), start = (uint8_t)a[0] < 0x80 ? 3 : 6;
    const uint32_t longer = n > m ? n - m : m - n;
    return d == 2 && (longer > start / 3 || n < start + 1 || m < start + 1 ||
                      memcmp(a, b, start) != 0)
               ? 3
               : d;
}

static bool unknown_one(where *x, uint32_t w, const known_name *names, uint32_t n)
{
    sayso_ctx *c = x->c;
    known_name k = { .place = 0 };
    name_take(&k, word_at(c, w)->form);
    uint32_t best = SAYSO_NO_WORD, least = 3;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t by_key = spelling_apart(k.key, k.len, names[i].key, names[i].len);
        const uint32_t by_form = spelling_apart(k.form, k.form_len, names[i].form,
                                                names[i].form_len);
        const uint32_t d = by_key < by_form ? by_key : by_form;
        if (d > 0 && d < least) { least = d; best = i; }
    }
    if (best == SAYSO_NO_WORD) return true;
    const sayso_place *p = &c->places[names[best].place];
    char *written = sayso_span_text(c, word_at(c, w)->span);
    if (!written) return false;
    return sayso_ctx_note(c, "unknown-place", word_at(c, w)->span,
                          "no place called %s is known; perhaps %s (%s%s%s)", written, p->name,
                          p->admin1[0] ? p->admin1 : p->country, p->admin1[0] ? ", " : "",
                          p->admin1[0] ? p->country : "");
}

bool sayso_where_unknown(where *x)
{
    known_name names[MOST_NAMES];
    const uint32_t n = names_known(x, names);
    if (n == 0) return true;
    for (uint32_t w = 0; w < x->c->text->n_words; w++)
        if (is_unknown_place(x->c, w) && !unknown_one(x, w, names, n)) return false;
    return true;
}
