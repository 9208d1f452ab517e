/* Names: their words hashed for every way of being met, and the shorter ways of naming a person. */
#include "compile/compile.h"
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { LEAST_KEY_ALONE = 4, LEAST_KEY_OF_PLACE = 5 }; /* letters of the key of a name of one word */

/* ---- knowledge/naming.tsv -------------------------------------------------------------------- */

void compile_naming(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "naming.tsv", 2, 2, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const str_list words = compile_split(c, r->cell[1], '|');
        for (uint32_t k = 0; k < words.n; k++) {
            if (strcmp(r->cell[0], "latin") == 0) compile_push(c, &c->latin, words.at[k]);
            else if (strcmp(r->cell[0], "surname-first") == 0)
                compile_push(c, &c->surname_first, words.at[k]);
            else if (strcmp(r->cell[0], "particle") == 0)
                compile_push(c, &c->particles, compile_folded(c, words.at[k]));
            else if (strcmp(r->cell[0], "father") == 0) {
                compile_push(c, &c->particles, compile_folded(c, words.at[k]));
                compile_push(c, &c->fathers, compile_folded(c, words.at[k]));
            } else if (strcmp(r->cell[0], "common") == 0)
                compile_push(c, &c->common, compile_folded(c, words.at[k]));
            else
                compile_mistake(c, r,
                                "unknown kind %s; the kinds are latin, surname-first, particle, "
                                "father and common",
                                r->cell[0]);
        }
    }
    free(t.rows);
}

static bool is_listed(const str_list *l, const char *word)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (strcmp(l->at[i], word) == 0) return true;
    return false;
}

/* ---- words of a name ------------------------------------------------------------------------- */

/* word: which blank-separated word it is of */
typedef struct name_part { const char *text; uint32_t word; } name_part;
enum { MOST_WORDS = 2 * LEX_MOST_PARTS }; /* as written, before words that may be left out are */
typedef struct name_parts { name_part at[MOST_WORDS]; uint32_t n; bool too_many; } name_parts;

static void part_push(compile *c, name_parts *p, const char *s, size_t n, uint32_t word)
{
    while (n && strchr("\"(),", s[0])) s++, n--;
    while (n && strchr("\"(),", s[n - 1])) n--;
    if (n > 3 && (memcmp(s, "«", 2) == 0 || memcmp(s, "“", 3) == 0 || memcmp(s, "„", 3) == 0)) {
        const size_t k = (uint8_t)s[0] == 0xc2 ? 2 : 3;
        s += k;
        n -= k;
    }
    if (n > 3 && (memcmp(s + n - 2, "»", 2) == 0 || memcmp(s + n - 3, "”", 3) == 0))
        n -= (uint8_t)s[n - 1] == 0xbb ? 2 : 3;
    if (!n) return;
    if (p->n == MOST_WORDS) p->too_many = true;
    else p->at[p->n++] = (name_part){ compile_dup(c, s, n), word };
}

/* A word's parts between hyphens; an elided article is a part of its own, a possessive ending that
 * is skipped is none. */
static void word_push(compile *c, const language *l, name_parts *p, const char *word,
                      uint32_t index)
{
    const char *folded = compile_folded(c, word), *quote = strchr(folded, '\'');
    const char *from = word;
    if (quote && quote[1] && l &&
        is_listed(&l->skips, compile_dup(c, folded, (size_t)(quote - folded) + 1))) {
        /* ' or ’: folding keeps the letters before it as many bytes long or not */
        const char *after = strpbrk(word, "'\xe2");
        const size_t k = after ? (size_t)(after - word) + (*after == '\'' ? 1 : 3) : 0;
        if (after && k < strlen(word)) {
            part_push(c, p, word, k, index);
            from = word + k;
        }
    }
    if (quote && l && is_listed(&l->skips, quote)) /* People's is People and 's */
        from = compile_dup(c, from, strcspn(from, "'\xe2"));
    for (const char *end; (end = strchr(from, '-')) != NULL && !p->too_many; from = end + 1)
        part_push(c, p, from, (size_t)(end - from), index);
    part_push(c, p, from, strlen(from), index);
}

static name_parts parts_of(compile *c, const language *l, const char *name)
{
    name_parts p = { .n = 0 };
    char *blank = compile_dup(c, name, strlen(name));
    for (char *s = blank; *s; s++)
        if (*s == '_') *s = ' ';
    const str_list words = compile_split(c, blank, ' ');
    for (uint32_t i = 0; i < words.n; i++) word_push(c, l, &p, words.at[i], i);
    return p;
}

/* Articles and prepositions of the language's skipped words go; the text may have them or not. */
static void skips_drop(compile *c, const language *l, bool whole, name_parts *p)
{
    name_parts kept = { .n = 0 };
    if (!l || p->n < 2) return;
    for (uint32_t i = 0; i < p->n; i++)
        if ((i == 0 && whole) || !is_listed(&l->skips, compile_folded(c, p->at[i].text)))
            kept.at[kept.n++] = p->at[i];
    if (kept.n) *p = kept;
}

/* ---- parts in the file ----------------------------------------------------------------------- */

static uint64_t part_hash(const lex_part *p) { return sayso_hash(p, sizeof *p, 0); }

static bool part_table_grow(compile *c)
{
    if ((uint64_t)c->n_parts * 2 < c->part_slots) return true;
    const uint32_t slots = c->part_slots ? c->part_slots * 2 : 1024;
    uint32_t *index = calloc(slots, sizeof *index);
    if (!index) return false;
    for (uint32_t i = 0; i < c->n_parts; i++) {
        uint32_t at = (uint32_t)part_hash(&c->parts[i]) & (slots - 1);
        while (index[at]) at = (at + 1) & (slots - 1);
        index[at] = i + 1;
    }
    free(c->part_index);
    c->part_index = index;
    c->part_slots = slots;
    return true;
}

static uint32_t part_intern(compile *c, const lex_part *part)
{
    if (!part_table_grow(c)) {
        c->no_memory = true;
        return 0;
    }
    uint32_t at = (uint32_t)part_hash(part) & (c->part_slots - 1);
    for (; c->part_index[at]; at = (at + 1) & (c->part_slots - 1))
        if (memcmp(&c->parts[c->part_index[at] - 1], part, sizeof *part) == 0)
            return c->part_index[at] - 1;
    lex_part *p = COMPILE_ADD(c, c->parts, c->n_parts, c->cap_parts);
    if (!p) return 0;
    *p = *part;
    c->part_index[at] = c->n_parts;
    return c->n_parts - 1;
}

typedef struct name_draft {
    const language *language;
    const char *part[LEX_MOST_PARTS]; uint32_t n;
    uint32_t entity;
    uint16_t given;
    uint8_t shape, flags, initial;
    bool folded;             /* compare abbreviations without their case too */
} name_draft;

static lex_part part_make(const name_draft *d, const char *text)
{
    lex_part p = { 0 };
    char folded[LEX_MOST_BYTES], key[LEX_MOST_BYTES];
    const sayso_str s = sayso_str_of(text);
    if (!d->folded && sayso_lex_all_capitals(s)) {
        p.fold = sayso_lex_exact_hash(s);
        return p;
    }
    const uint32_t n = sayso_lex_fold(s, folded);
    p.fold = lex_folded_hash(folded, n);
    if (d->language && d->n > 1)
        p.stem = lex_folded_hash(folded, sayso_lex_stem(&d->language->rules, folded, n));
    if (d->flags & LEX_KEYED) {
        const uint32_t k = sayso_name_key(s, key, sizeof key);
        const uint32_t least = d->shape == LEX_COMMON ? LEAST_KEY_OF_PLACE : LEAST_KEY_ALONE;
        p.key = d->n == 1 && k < least ? 0 : sayso_lex_key_hash(key, k);
        p.skeleton = sayso_lex_skeleton_hash(key, k, NULL);
    }
    return p;
}

static void name_index(compile *c, const name_draft *d, const lex_part *first, uint32_t name)
{
    compile_key(c, LEX_SPACE_NAME, 0, first->fold, name);
    if (first->stem && d->n > 1) compile_key(c, LEX_SPACE_STEM, 0, first->stem, name);
    if (first->key) compile_key(c, LEX_SPACE_KEY, 0, first->key, name);
    if (first->skeleton && d->n > 1 && ((d->given & 1) || (d->flags & LEX_SKELETON)))
        compile_key(c, LEX_SPACE_SKELETON, 0, first->skeleton, name);
}

static bool name_is(const compile *c, const lex_name *n, const name_draft *d)
{
    if (n->language != d->language->index || n->n_parts != d->n) return false;
    for (uint32_t i = 0; i < d->n; i++)
        if (c->parts[c->nameparts.at[n->part_first + i]].fold !=
            sayso_lex_fold_hash(sayso_str_of(d->part[i])))
            return false;
    return true;
}

bool compile_name_is_taken(compile *c, const language *l, const char *name)
{
    name_parts p = parts_of(c, l, name);
    skips_drop(c, l, false, &p);
    name_draft d = { .language = l, .n = p.n };
    for (uint32_t i = 0; i < p.n && i < LEX_MOST_PARTS; i++) d.part[i] = p.at[i].text;
    for (uint32_t i = 0; p.n && p.n <= LEX_MOST_PARTS && i < c->n_names; i++)
        if (name_is(c, &c->names[i], &d)) return true;
    return false;
}

static void name_put(compile *c, const name_draft *d)
{
    const uint32_t at = c->n_names, first = c->nameparts.n;
    lex_part first_part = { 0 };
    for (uint32_t i = 0; i < d->n; i++) {
        const lex_part part = part_make(d, d->part[i]);
        if (i == 0) first_part = part;
        const uint32_t id = part_intern(c, &part);
        uint32_t *p = COMPILE_ADD(c, c->nameparts.at, c->nameparts.n, c->nameparts.cap);
        if (p) *p = id;
    }
    lex_name *n = COMPILE_ADD(c, c->names, c->n_names, c->cap_names);
    if (!n) return;
    *n = (lex_name){ .entity = d->entity,
                     .part_first = first,
                     .n_parts = (uint16_t)d->n,
                     .given = d->given,
                     .shape = d->shape,
                     .flags = d->flags,
                     .initial = d->initial,
                     .language = d->language ? (uint16_t)d->language->index : LEX_ANY_LANGUAGE };
    name_index(c, d, &first_part, at);
}

/* ---- plain names ----------------------------------------------------------------------------- */

static bool has_capital(const name_parts *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (sayso_lex_capital(sayso_str_of(p->at[i].text))) return true;
    return false;
}

static uint32_t letters_of(const char *s)
{
    uint32_t n = 0;
    for (; *s; s++) n += ((uint8_t)*s & 0xc0) != 0x80 && *s != '.';
    return n;
}

static void name_as_written(compile *c, const row *r, name_spec spec, const char *name)
{
    enum { TITLE_CASE_FROM = 4 }; /* "Nato" stands for NATO, "Us" not for US */
    name_parts p = parts_of(c, spec.language, name);
    if (!p.too_many) skips_drop(c, spec.language, spec.whole, &p);
    if (!p.n || p.too_many || p.n > LEX_MOST_PARTS) {
        compile_mistake(c, r, "name %s has no words, or more than %d; shorten it", name,
                        LEX_MOST_PARTS);
        return;
    }
    name_draft d = {
        .language = spec.language, .n = p.n, .entity = spec.entity, .shape = LEX_COMMON
    };
    if (has_capital(&p)) d.flags |= LEX_CASED;
    bool all = p.n > 1;
    for (uint32_t i = 0; i < p.n; i++) all &= sayso_lex_capital(sayso_str_of(p.at[i].text));
    if (all) d.flags |= LEX_TITLE_CASE;
    if (spec.common || !(d.flags & LEX_CASED)) d.flags |= LEX_COMMON_FORMS;
    if (spec.keyed && (d.flags & LEX_CASED)) d.flags |= LEX_KEYED;
    for (uint32_t i = 0; i < p.n; i++) d.part[i] = p.at[i].text;
    name_put(c, &d);
    if (!spec.title_case || p.n > 1 || !sayso_lex_all_capitals(sayso_str_of(p.at[0].text)) ||
        letters_of(p.at[0].text) < TITLE_CASE_FROM)
        return;
    d.folded = true;
    name_put(c, &d);
}

void compile_name(compile *c, const row *r, name_spec spec, const char *name)
{
    const char *plain = spec.keyed ? compile_plain(c, name) : NULL;
    name_as_written(c, r, spec, name);
    if (plain) name_as_written(c, r, spec, plain);
}

/* The word without accents, as hurried typists write it (Vucic), or NULL where there are none. */
const char *compile_plain(compile *c, const char *s)
{
    UErrorCode st = U_ZERO_ERROR;
    UChar wide[256], apart[512];
    char out[512];
    int32_t n = 0, k = 0;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&st);
    u_strFromUTF8(wide, 256, &n, s, -1, &st);
    n = unorm2_normalize(nfd, wide, U_SUCCESS(st) ? n : 0, apart, 512, &st);
    if (U_FAILURE(st)) return NULL;
    for (int32_t i = 0; i < n; i++) {
        const bool latin = k > 0 && apart[k - 1] < 0x250;
        if (apart[i] >= 0x300 && apart[i] < 0x370 && latin) continue;
        apart[k++] = apart[i] == 0x142   ? 'l'
                     : apart[i] == 0x141 ? 'L'
                     : apart[i] == 0x131 ? 'i'
                     : apart[i] == 0xf8  ? 'o'
                     : apart[i] == 0x111 ? 'd'
                                         : apart[i];
    }
    k = unorm2_normalize(unorm2_getNFCInstance(&st), apart, k, wide, 256, &st);
    u_strToUTF8(out, sizeof out, &n, wide, U_SUCCESS(st) ? k : 0, &st);
    return U_FAILURE(st) || n >= (int32_t)sizeof out || strcmp(out, s) == 0
               ? NULL
               : compile_dup(c, out, (size_t)n);
}

/* ---- people ---------------------------------------------------------------------------------- */

typedef struct person {
    const person_spec *spec;
    name_parts p;
    uint32_t surname; /* part where it begins */
    uint8_t initial;
    bool surname_first;
} person;

static void variant_put(compile *c, const person *q, lex_shape shape, const uint32_t *parts,
                        uint32_t n)
{
    name_draft d = { .n = n,
                     .entity = q->spec->entity,
                     .shape = (uint8_t)shape,
                     .flags = LEX_CASED | LEX_KEYED,
                     .initial = q->initial };
    if (q->spec->skeleton) d.flags |= LEX_SKELETON;
    if (q->spec->latin) d.flags |= LEX_LATIN;
    /* a surname with one way in Latin and its listed ways in Cyrillic needs no key: Yellen is not
     * Елена, Пауэлл is not Павел */
    const bool is_latin = (uint8_t)q->p.at[q->surname].text[0] < 0xd0;
    if (shape == LEX_SURNAME && q->spec->latin && !q->spec->skeleton && (is_latin || q->spec->both))
        d.flags &= (uint8_t)~LEX_KEYED;
    if (shape == LEX_SURNAME && n == 1 &&
        is_listed(&c->common, compile_folded(c, q->p.at[parts[0]].text)))
        d.flags |= LEX_COMMON_SURNAME;
    for (uint32_t i = 0; i < n; i++) {
        const bool given = q->surname_first ? parts[i] >= q->surname : parts[i] < q->surname;
        d.part[i] = q->p.at[parts[i]].text;
        if (given && n > 1) d.given |= (uint16_t)(1u << i);
    }
    name_put(c, &d);
}

static void range_put(compile *c, const person *q, lex_shape shape, uint32_t from, uint32_t to,
                      uint32_t then_from, uint32_t then_to)
{
    uint32_t parts[LEX_MOST_PARTS], n = 0;
    for (uint32_t i = from; i < to; i++) parts[n++] = i;
    for (uint32_t i = then_from; i < then_to; i++) parts[n++] = i;
    if (n) variant_put(c, q, shape, parts, n);
}

static uint8_t initial_of(const char *given)
{
    char key[LEX_MOST_BYTES];
    return sayso_name_key(sayso_str_of(given), key, sizeof key) ? (uint8_t)key[0] : 0;
}

/* Where the surname begins: at the first particle after the first word, else at the last word. */
static uint32_t surname_begin(compile *c, const name_parts *p)
{
    for (uint32_t i = 1; i + 1 < p->n; i++)
        if (p->at[i].word > 0 && is_listed(&c->particles, compile_folded(c, p->at[i].text)))
            return i;
    uint32_t i = p->n - 1;
    while (i > 0 && p->at[i - 1].word == p->at[i].word) i--;
    return i;
}

/* The surname as it stands, and without its particles where people drop them (Assad, Leyen). */
static void surnames_put(compile *c, const person *q)
{
    const name_parts *p = &q->p;
    if (!sayso_lex_capital(sayso_str_of(p->at[p->n - 1].text))) return; /* George Bush père */
    range_put(c, q, LEX_SURNAME, q->surname, p->n, 0, 0);
    uint32_t i = q->surname;
    for (; i + 1 < p->n && is_listed(&c->particles, compile_folded(c, p->at[i].text)); i++)
        if (is_listed(&c->fathers, compile_folded(c, p->at[i].text))) return;
    if (i > q->surname) range_put(c, q, LEX_SURNAME, i, p->n, 0, 0);
}

static void western_put(compile *c, const person *q)
{
    const name_parts *p = &q->p;
    const uint32_t s = q->surname;
    range_put(c, q, LEX_FULL, 0, p->n, 0, 0);
    range_put(c, q, LEX_REVERSED, s, p->n, 0, s);
    if (s > 1) {
        for (uint32_t i = 0; i < s; i++)
            if (i == 0 || letters_of(p->at[i].text) > 2)
                range_put(c, q, LEX_SHORTENED, i, i + 1, s, p->n);
        range_put(c, q, LEX_REVERSED, s, p->n, 0, 1);
    }
    surnames_put(c, q);
}

static void eastern_put(compile *c, const person *q)
{
    const uint32_t n = q->p.n;
    range_put(c, q, LEX_FULL, 0, n, 0, 0);
    range_put(c, q, LEX_REVERSED, 1, n, 0, 1);
    range_put(c, q, LEX_SURNAME, 0, 1, 0, 0);
}

/* The given names of the person's first name with a surname of another spelling: Donald + Трамп. */
static void other_surname_put(compile *c, const person_spec *spec, const name_parts *surname,
                              bool surname_first)
{
    person q = { .spec = spec, .surname_first = surname_first };
    const name_parts given = parts_of(c, NULL, spec->given ? spec->given : "");
    const name_parts *first = surname_first ? surname : &given,
                     *second = surname_first ? &given : surname;
    if (given.n + surname->n > LEX_MOST_PARTS) return;
    for (uint32_t i = 0; i < first->n; i++) q.p.at[q.p.n++] = first->at[i];
    q.surname = q.p.n;
    for (uint32_t i = 0; i < second->n; i++) q.p.at[q.p.n++] = second->at[i];
    q.initial = initial_of(spec->given ? spec->given : "");
    if (!given.n) range_put(c, &q, LEX_FULL, 0, q.p.n, 0, 0);
    else if (surname_first) eastern_put(c, &q);
    else western_put(c, &q);
}

static void person_as_written(compile *c, const row *r, person_spec *spec, const char *name)
{
    person q = { .spec = spec, .p = parts_of(c, NULL, name) };
    if (!q.p.n || q.p.too_many || q.p.n > LEX_MOST_PARTS) {
        compile_mistake(c, r, "name %s has no words, or more than %d; shorten it", name,
                        LEX_MOST_PARTS);
        return;
    }
    q.surname_first = is_listed(&c->surname_first, spec->country);
    if (q.p.at[q.p.n - 1].word == 0 ||
        is_listed(&c->particles, compile_folded(c, q.p.at[0].text))) {
        other_surname_put(c, spec, &q.p, q.surname_first);
        return;
    }
    q.surname = q.surname_first ? 1 : surname_begin(c, &q.p);
    const char *given = q.p.at[q.surname_first ? 1 : 0].text;
    q.initial = initial_of(given);
    if (!spec->given) spec->given = given;
    if (q.surname_first) eastern_put(c, &q);
    else western_put(c, &q);
}

void compile_person_name(compile *c, const row *r, person_spec *spec, const char *name)
{
    const char *plain = compile_plain(c, name);
    spec->latin = is_listed(&c->latin, spec->country);
    person_as_written(c, r, spec, name);
    if (plain) person_as_written(c, r, spec, plain);
}
