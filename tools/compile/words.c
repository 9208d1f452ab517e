/* What is written in an entry: lemma and part of speech, slots, conditions, runs of words
 * (docs/languages.md). */
#include "compile/compile.h"
#include <stdlib.h>

static bool is_upos_name(const char *s)
{
    return strcmp(s, "PREP") == 0 || sayso_upos_of(sayso_str_of(s)) != SAYSO_UPOS_NONE;
}

/* "sign.VERB": splits at the last full stop if a part of speech follows it. */
bool compile_entry(compile *c, const row *r, const char *entry, const char **lemma,
                   const char **upos)
{
    const char *dot = strrchr(entry, '.');
    *lemma = *upos = "";
    if (!dot || dot == entry || !is_upos_name(dot + 1)) {
        if (r)
            compile_mistake(
                c, r, "entry %s has no part of speech; write lemma.VERB, lemma.NOUN or lemma.ADJ",
                entry);
        return false;
    }
    *lemma = compile_dup(c, entry, (size_t)(dot - entry));
    *upos = dot + 1;
    return true;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    sayso_slot_kind kind;
    bool only_condition;
} slot_names[] = {
    { "subj", SAYSO_SLOT_SUBJ, false },  { "obj", SAYSO_SLOT_OBJ, false },
    { "iobj", SAYSO_SLOT_IOBJ, false },  { "poss", SAYSO_SLOT_POSS, false },
    { "adj", SAYSO_SLOT_ADJ, false },    { "agent", SAYSO_SLOT_AGENT, false },
    { "comp", SAYSO_SLOT_COMP, false },  { "expl", SAYSO_SLOT_EXPL, true },
    { "prt", SAYSO_SLOT_PRT, true },     { "xcomp", SAYSO_SLOT_XCOMP, true },
    { "ccomp", SAYSO_SLOT_CCOMP, true }, { "advmod", SAYSO_SLOT_ADVMOD, true },
    { "amod", SAYSO_SLOT_AMOD, true },   { "mark", SAYSO_SLOT_MARK, true },
    { "head", SAYSO_SLOT_HEAD, true },
};

/* "+Gen+Dat" as case bits; 0 if it names none. */
static uint64_t cases_of(compile *c, const char *s)
{
    const str_list l = compile_split(c, s, '+');
    uint64_t cases = 0;
    for (uint32_t i = 0; i < l.n; i++) {
        const uint64_t bit = sayso_feats_of(sayso_str_of(compile_printf(c, "Case=%s", l.at[i])), NULL);
        if (!bit) return 0;
        cases |= bit;
    }
    return cases;
}

static bool marker_fits(const char *s)
{
    for (; *s; s++)
        if ((*s > 0 && *s < 'A' && *s != '\'' && *s != '-' && *s != '.') || strchr("[]\\^`{}~", *s))
            return false;
    return true;
}

static bool slot_of(compile *c, const row *r, const char *name, bool in_condition, lex_slot *out)
{
    *out = (lex_slot){ .marker = LEX_NONE, .name = compile_string(c, name) };
    for (size_t i = 0; i < sizeof slot_names / sizeof *slot_names; i++)
        if (strcmp(name, slot_names[i].name) == 0) {
            out->kind = (uint32_t)slot_names[i].kind;
            if (!slot_names[i].only_condition || in_condition) return true;
            compile_mistake(c, r, "slot %s serves only in conditions; name a participant's slot",
                            name);
            return false;
        }
    const char *plus = strchr(name, '+');
    out->kind = SAYSO_SLOT_MARKED;
    if (plus && !(out->cases = cases_of(c, plus))) {
        compile_mistake(c, r, "slot %s names no case; write +Gen, +Dat, +Acc, +Ins, +Loc or +Nom",
                        name);
        return false;
    }
    const char *marker =
        compile_folded(c, plus ? compile_dup(c, name, (size_t)(plus - name)) : name);
    if (*marker) out->marker = compile_string(c, marker);
    if ((*marker || plus) && marker_fits(marker)) return true;
    compile_mistake(c, r, "%s is no slot; name one of docs/languages.md or an adposition",
                    *name ? name : "an empty word");
    return false;
}

bool compile_slots(compile *c, const row *r, const char *cell, lex_slots *out)
{
    *out = (lex_slots){ .first = c->n_slots, .how = SAYSO_FIRST_FILLED };
    if (strcmp(cell, "0") == 0) {
        out->how = SAYSO_NEVER;
        return true;
    }
    if (strncmp(cell, "sym:", 4) == 0) out->how = SAYSO_SYMMETRIC;
    else if (strncmp(cell, "all:", 4) == 0) out->how = SAYSO_ALL_FILLED;
    const str_list names = compile_split(c, out->how == SAYSO_FIRST_FILLED ? cell : cell + 4, '|');
    if (!names.n) {
        compile_mistake(
            c, r, "a slot list without slots; write for instance subj|agent, or - for the default");
        return false;
    }
    for (uint32_t i = 0; i < names.n; i++) {
        lex_slot slot;
        if (i > 0 && i + 1 == names.n && strcmp(names.at[i], "0") == 0) {
            out->or_never = 1;
            break;
        }
        if (!slot_of(c, r, names.at[i], false, &slot)) return false;
        lex_slot *p = COMPILE_ADD(c, c->slots, c->n_slots, c->cap_slots);
        if (p) *p = slot;
    }
    out->n = c->n_slots - out->first;
    compile_share(c, &c->slot_runs, c->slots, sizeof *c->slots, &out->first, &c->n_slots);
    return true;
}

/* ---- conditions ------------------------------------------------------------------------------ */

static const word_class *class_find(const language *l, const char *name)
{
    for (uint32_t i = 0; i < l->n_classes; i++)
        if (strcmp(l->classes[i].name, name) == 0 ||
            (name[0] == '@' && strcmp(l->classes[i].name, name + 1) == 0))
            return &l->classes[i];
    return NULL;
}

static int str_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Words and classes of a condition, expanded, sorted, each once. */
static bool condition_words(compile *c, const row *r, const language *l, const char *value,
                            lex_condition *out)
{
    const str_list alternatives = compile_split(c, value, '|');
    str_list words = { 0 };
    bool good = alternatives.n > 0;
    if (!good) compile_mistake(c, r, "a condition without words; write slot=lemma|lemma");
    for (uint32_t i = 0; i < alternatives.n; i++) {
        const char *a = alternatives.at[i];
        if (a[0] == '%') {
            compile_mistake(c, r, "%s cannot stand beside words; make it a condition of its own",
                            a);
            good = false;
        } else if (a[0] == '@') {
            const word_class *k = class_find(l, a);
            if (!k)
                compile_mistake(c, r,
                                "class %s is not in words.tsv; add it there or correct the name",
                                a);
            good &= k != NULL;
            for (uint32_t j = 0; k && j < k->words.n; j++) compile_push(c, &words, k->words.at[j]);
        } else compile_push(c, &words, compile_folded(c, a));
    }
    if (words.n) qsort(words.at, words.n, sizeof *words.at, str_order);
    out->word_first = c->strlists.n;
    for (uint32_t i = 0; i < words.n; i++) {
        if (i && strcmp(words.at[i], words.at[i - 1]) == 0) continue;
        uint32_t *p = COMPILE_ADD(c, c->strlists.at, c->strlists.n, c->strlists.cap);
        if (p) *p = compile_string(c, words.at[i]);
    }
    out->n_words = c->strlists.n - out->word_first;
    compile_share(c, &c->word_runs, c->strlists.at, sizeof *c->strlists.at, &out->word_first,
                  &c->strlists.n);
    free(words.at);
    return good;
}

static bool condition_test(compile *c, const row *r, const language *l, const char *value,
                           lex_condition *out)
{
    static const struct { const char *name; sayso_test test;
    } tests[] = {
        { "%actor", SAYSO_TEST_ACTOR },
        { "%armed", SAYSO_TEST_ARMED },
        { "%place", SAYSO_TEST_PLACE },
        { "%person", SAYSO_TEST_PERSON },
    };
    if (value[0] != '%') {
        out->test = SAYSO_TEST_WORD;
        return condition_words(c, r, l, value, out);
    }
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (strcmp(value, tests[i].name) == 0) {
            out->test = (uint32_t)tests[i].test;
            return true;
        }
    compile_mistake(c, r, "%s is no test; write %%actor, %%armed, %%place or %%person", value);
    return false;
}

static bool condition_of(compile *c, const row *r, const language *l, const char *s,
                         lex_condition *out)
{
    const char *equals = strchr(s, '=');
    lex_slot slot;
    *out = (lex_condition){ .test = SAYSO_TEST_PRESENT };
    if (!equals && s[0] == '!') {
        out->negated = 1;
        s++;
    }
    const char *name =
        equals ? compile_split(c, compile_dup(c, s, (size_t)(equals - s)), ' ').at[0] : s;
    if (!name || !slot_of(c, r, name, true, &slot)) return false;
    out->slot = c->n_slots;
    lex_slot *p = COMPILE_ADD(c, c->slots, c->n_slots, c->cap_slots);
    if (p) *p = slot;
    compile_share(c, &c->slot_runs, c->slots, sizeof *c->slots, &out->slot, &c->n_slots);
    if (!equals) return true;
    const char *value = equals + 1;
    if (*value == '!') {
        out->negated = 1;
        value++;
    }
    return condition_test(c, r, l, value, out);
}

/* A test among words ("obj=@territory|%place") is written as two: negated, both must hold; else
 * either row may. */
static const char *without(compile *c, const str_list *words, bool tests)
{
    const char *out = "";
    for (uint32_t i = 0; i < words->n; i++)
        if ((words->at[i][0] == '%') == tests)
            out = compile_printf(c, "%s%s%s", out, *out ? "|" : "", words->at[i]);
    return out;
}

str_list compile_alternatives(compile *c, const char *cell)
{
    enum { MOST_ROWS = 16 };
    str_list rows = compile_split(c, "x", '|'); /* one row to begin with */
    const str_list all = compile_split(c, cell, ';');
    rows.at = sayso_arena_array(&c->arena, MOST_ROWS, sizeof *rows.at);
    if (!rows.at) {
        c->no_memory = true;
        return (str_list){ 0 };
    }
    rows.at[0] = "";
    for (uint32_t i = 0; i < all.n; i++) {
        const char *equals = strchr(all.at[i], '='),
                   *name =
                       equals ? compile_dup(c, all.at[i], (size_t)(equals - all.at[i]) + 1) : "";
        const bool not = equals && equals[1] == '!';
        const str_list words = compile_split(c, equals ? equals + 1 + not : "", '|');
        const char *plain = without(c, &words, false), *tests = without(c, &words, true);
        const bool mixed = *plain && *tests;
        const char *first =
            mixed ? compile_printf(c, "%s%s%s", name, not ? "!" : "", plain) : all.at[i];
        const char *second = mixed ? compile_printf(c, "%s%s%s", name, not ? "!" : "", tests) : "";
        const uint32_t n = rows.n;
        for (uint32_t k = 0; k < n; k++) {
            const char *before = rows.at[k];
            rows.at[k] = compile_printf(c, "%s%s;%s%s", before, first, not ? second : "",
                                        not && mixed ? ";" : "");
            if (mixed && !not && rows.n < MOST_ROWS)
                rows.at[rows.n++] = compile_printf(c, "%s%s;", before, second);
        }
    }
    return rows;
}

bool compile_conditions(compile *c, const row *r, const language *l, const char *cell,
                        uint32_t *first, uint32_t *n)
{
    const str_list all = compile_split(c, cell, ';');
    bool good = true;
    *first = c->n_conds;
    for (uint32_t i = 0; i < all.n; i++) {
        lex_condition cond;
        if (!condition_of(c, r, l, all.at[i], &cond)) {
            good = false;
            continue;
        }
        lex_condition *p = COMPILE_ADD(c, c->conds, c->n_conds, c->cap_conds);
        if (p) *p = cond;
    }
    *n = c->n_conds - *first;
    compile_share(c, &c->cond_runs, c->conds, sizeof *c->conds, first, &c->n_conds);
    return good;
}

/* ---- runs of words --------------------------------------------------------------------------- */

static bool is_skip(const compile *c, const language *l, const char *folded)
{
    (void)c;
    for (uint32_t i = 0; l && i < l->skips.n; i++)
        if (strcmp(l->skips.at[i], folded) == 0) return true;
    return false;
}

/* "d'après" is two words where the language elides "d'"; "об'єднаний" is one. */
static void elided_push(compile *c, const language *l, const char *word, str_list *out)
{
    const char *folded = compile_folded(c, word), *at = strchr(folded, '\'');
    if (at && at[1] && is_skip(c, l, compile_dup(c, folded, (size_t)(at - folded) + 1))) {
        compile_push(c, out, compile_dup(c, folded, (size_t)(at - folded) + 1));
        compile_push(c, out, at + 1);
    } else compile_push(c, out, folded);
}

const char *compile_expanded(compile *c, const language *l, const char *s)
{
    char *joined = compile_dup(c, s, strlen(s));
    const char *out = "";
    bool any = false;
    for (char *p = joined; *p; p++)
        if (*p == ' ') *p = '_';
    const str_list words = compile_split(c, joined, '_');
    for (uint32_t i = 0; i < words.n; i++) {
        const char *word = words.at[i];
        for (uint32_t k = 0; k < l->contracted.n; k++)
            if (strcmp(l->contracted.at[k], word) == 0) {
                word = l->expanded.at[k];
                any = true;
                break;
            }
        out = compile_printf(c, "%s%s%s", out, i ? "_" : "", word);
    }
    return any ? out : NULL;
}

bool compile_run_words(compile *c, const language *l, const char *s, str_list *out)
{
    char *joined = compile_dup(c, s, strlen(s));
    for (char *p = joined; *p; p++)
        if (*p == ' ') *p = '_';
    const str_list words = compile_split(c, joined, '_');
    *out = (str_list){ 0 };
    for (uint32_t i = 0; i < words.n; i++) elided_push(c, l, words.at[i], out);
    return out->n > 0 && out->n <= LEX_MOST_PARTS;
}

static bool item_put(compile *c, const row *r, const language *l, lex_space space, lex_item item,
                     const char *words)
{
    str_list run;
    const bool fits = compile_run_words(c, l, words, &run);
    if (!fits)
        compile_mistake(c, r, "%s has no words, or more than %d; shorten it", words,
                        LEX_MOST_PARTS);
    item.run_first = c->runs.n;
    item.n_words = run.n;
    for (uint32_t i = 0; fits && i < run.n; i++) {
        uint64_t *p = COMPILE_ADD(c, c->runs.at, c->runs.n, c->runs.cap);
        if (p) *p = sayso_lex_fold_hash(sayso_str_of(run.at[i]));
    }
    if (fits) {
        const uint32_t salt =
            space == LEX_SPACE_SENSE || space == LEX_SPACE_CHANCE
                ? lex_upos_salt(l->index, item.upos)
                : l->index;
        compile_key(c, space, salt, sayso_lex_fold_hash(sayso_str_of(run.at[0])), c->n_items);
        lex_item *p = COMPILE_ADD(c, c->items, c->n_items, c->cap_items);
        if (p) *p = item;
    }
    free(run.at);
    return fits;
}

/* With contractions as they are written and as a tokeniser undoes them: "des" may be one article or
 * "de les". */
bool compile_item(compile *c, const row *r, const language *l, lex_space space, lex_item item,
                  const char *words)
{
    const char *expanded = compile_expanded(c, l, words);
    const bool good = item_put(c, r, l, space, item, words);
    return expanded && good ? item_put(c, r, l, space, item, expanded) : good;
}

/* A phrase cue knows its own number of words, so that each way of writing it is an entry of its
 * own. */
bool compile_phrase(compile *c, const row *r, const language *l, lex_item item, const char *words)
{
    return item_put(c, r, l, LEX_SPACE_PHRASE, item, words);
}
