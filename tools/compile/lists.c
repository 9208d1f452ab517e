/* The smaller tables of a language: language.tsv, endings.tsv, words.tsv, dates.tsv,
 * numbers.tsv. */
#include "compile/compile.h"
#include <stdio.h>
#include <stdlib.h>

static char *basis_dir(compile *c, const language *l)
{
    return compile_printf(c, "languages/%s", l->code);
}

/* ---- language.tsv ---------------------------------------------------------------------------- */

void compile_language_head(compile *c, language *l)
{
    table t;
    const char *code = "", *name = "", *native = "", *script = "";
    compile_table(c, l->dir, basis_dir(c, l), "language.tsv", 2, 2, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const char *key = r->cell[0], *value = r->cell[1];
        if (!*value) compile_mistake(c, r, "%s has no value; fill it in", key);
        else if (strcmp(key, "code") == 0) code = value;
        else if (strcmp(key, "name") == 0) name = value;
        else if (strcmp(key, "native") == 0) native = value;
        else if (strcmp(key, "script") == 0) script = value;
        else
            compile_mistake(c, r, "unknown key %s; the keys are code, name, native and script",
                            key);
    }
    const char *path = compile_printf(c, "%s/language.tsv", l->dir);
    if (strcmp(code, l->code) != 0)
        compile_mistake_at(c, path, 1, "code is %s in folder %s; make them equal",
                           *code ? code : "missing", l->code);
    if (!*name || !*native || strlen(script) != 4)
        compile_mistake_at(c, path, 1,
                           "name, native or script is missing; add a row for each (script: four "
                           "letters of ISO 15924)");
    l->record.code = compile_string(c, l->code);
    l->record.name = compile_string(c, name);
    l->record.native = compile_string(c, native);
    l->record.script = compile_string(c, script);
    free(t.rows);
}

/* ---- endings.tsv ----------------------------------------------------------------------------- */

static int ending_order(const void *a, const void *b)
{
    const lex_ending *x = a, *y = b;
    const int k = strcmp(x->ending, y->ending);
    const int m = k ? k : strcmp(x->base, y->base);
    return m ? m : x->common - y->common; /* what names have too comes first and is kept */
}

/* As sayso_lex_fold writes it, which is what endings are compared with. */
static const char *fully_folded(compile *c, const char *s)
{
    char folded[LEX_MOST_BYTES];
    return compile_dup(c, folded, sayso_lex_fold(sayso_str_of(s), folded));
}

static void ending_row(compile *c, language *l, const row *r, bool common)
{
    const char *base = fully_folded(c, r->cell[1]);
    const str_list endings = compile_split(c, r->cell[2], '|');
    if (!endings.n) compile_mistake(c, r, "no endings; name at least one, 0 being none");
    for (uint32_t i = 0; i < endings.n; i++) {
        const char *ending = strcmp(endings.at[i], "0") == 0 ? "" : fully_folded(c, endings.at[i]);
        if (strcmp(ending, base) == 0) {
            compile_mistake(c, r, "ending %s is its own base; leave it out", endings.at[i]);
            continue;
        }
        lex_ending *p = COMPILE_ADD(c, l->endings, l->n_endings, l->cap_endings);
        if (p)
            *p = (lex_ending){ ending, base, (uint16_t)strlen(ending), (uint16_t)strlen(base),
                               common };
    }
}

static void skip_row(compile *c, language *l, const row *r)
{
    const str_list words = compile_split(c, r->cell[2], '|');
    if (!words.n) compile_mistake(c, r, "no words; name at least one");
    for (uint32_t i = 0; i < words.n; i++) {
        compile_push(c, &l->skips, compile_folded(c, words.at[i]));
        compile_key(c, LEX_SPACE_SKIP, l->index, sayso_lex_fold_hash(sayso_str_of(words.at[i])), 0);
    }
}

static void contraction_row(compile *c, language *l, const row *r)
{
    if (!*r->cell[1] || !*r->cell[2]) {
        compile_mistake(c, r, "a contraction and its words joined with _ are wanted; fill both in");
        return;
    }
    compile_push(c, &l->contracted, r->cell[1]);
    compile_push(c, &l->expanded, r->cell[2]);
}

/* The rules go to the file by bytes of their endings, so that the lexicon can search them. */
static void endings_put(compile *c, language *l)
{
    if (l->n_endings) qsort(l->endings, l->n_endings, sizeof *l->endings, ending_order);
    l->record.rule_first = c->n_rules;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < l->n_endings; i++) /* each once */
        if (!kept || strcmp(l->endings[i].ending, l->endings[kept - 1].ending) != 0 ||
            strcmp(l->endings[i].base, l->endings[kept - 1].base) != 0)
            l->endings[kept++] = l->endings[i];
    l->n_endings = kept;
    if (!sayso_lex_endings_make(&l->rules, l->endings, l->n_endings, &c->arena))
        c->no_memory = true;
    for (uint32_t i = 0; i < l->n_endings; i++) {
        lex_rule *p = COMPILE_ADD(c, c->rules, c->n_rules, c->cap_rules);
        if (p)
            *p = (lex_rule){ compile_string(c, l->endings[i].ending),
                             compile_string(c, l->endings[i].base), l->endings[i].common };
    }
    l->record.rule_n = c->n_rules - l->record.rule_first;
}

void compile_endings(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, basis_dir(c, l), "endings.tsv", 3, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        if (strcmp(r->cell[0], "ending") == 0) ending_row(c, l, r, false);
        else if (strcmp(r->cell[0], "common") == 0) ending_row(c, l, r, true);
        else if (strcmp(r->cell[0], "contraction") == 0) contraction_row(c, l, r);
        else if (strcmp(r->cell[0], "skip") == 0) skip_row(c, l, r);
        else
            compile_mistake(c, r,
                            "unknown kind %s; the kinds are ending, common, contraction and skip",
                            r->cell[0]);
    }
    endings_put(c, l);
    free(t.rows);
}

/* ---- words.tsv ------------------------------------------------------------------------------- */

static const char *const class_names[SAYSO_N_CLASSES] = {
    "agent",  "dative",  "negation",    "refrain",  "hedge",      "modal",
    "intend", "call",    "condition",   "light",    "pronoun",    "group",
    "title",  "unnamed", "past-marker", "genitive", "object-does", "anaphor",
    "story",  "game",    "origin",      "laid-to", "undergo",
    "hold-up", "gets-done", "set-phrase", "captive", "cause", "end",
    "happen", "topic", "remark"
};
_Static_assert(SAYSO_N_CLASSES == 32, "a class added to the lexicon needs its name here");

/* What the third column may hold, where that is a closed list. */
static const char *const class_values[SAYSO_N_CLASSES] = {
    [SAYSO_CLASS_NEGATION] = "only",
    [SAYSO_CLASS_REFRAIN] = "infinitive|negated",
    [SAYSO_CLASS_OBJECT_DOES] = "perfect",
    [SAYSO_CLASS_ANAPHOR] = "person|body",
    [SAYSO_CLASS_GAME] = "player",
    [SAYSO_CLASS_HOLD_UP] = "ahead",
    [SAYSO_CLASS_HAPPEN] = "object",
    [SAYSO_CLASS_HEDGE] = "possible|future|hypothetical",
    [SAYSO_CLASS_MODAL] = "future|possible|hypothetical",
    [SAYSO_CLASS_INTEND] = "future",
    [SAYSO_CLASS_CALL] = "hypothetical",
    [SAYSO_CLASS_CONDITION] = "hypothetical|ahead",
    [SAYSO_CLASS_PRONOUN] =
        "person|group|any|none|person.masc|person.fem|any.masc|any.fem|any.plur|group.plur"
};

static int class_of(const char *name)
{
    for (int i = 0; i < SAYSO_N_CLASSES; i++)
        if (strcmp(name, class_names[i]) == 0) return i;
    return -1;
}

static void class_value_check(compile *c, const row *r, int class, const char *value)
{
    if (!*value || !class_values[class]) return;
    const str_list allowed = compile_split(c, class_values[class], '|');
    for (uint32_t i = 0; i < allowed.n; i++)
        if (strcmp(allowed.at[i], value) == 0) return;
    compile_mistake(c, r, "value %s does not fit class %s; it may be %s", value, r->cell[0],
                    class_values[class]);
}

static void class_member(compile *c, language *l, const char *name, const char *folded)
{
    for (uint32_t i = 0; i < l->n_classes; i++)
        if (strcmp(l->classes[i].name, name) == 0) {
            compile_push(c, &l->classes[i].words, folded);
            return;
        }
    word_class *k = COMPILE_ADD(c, l->classes, l->n_classes, l->cap_classes);
    if (!k) return;
    k->name = name;
    compile_push(c, &k->words, folded);
}

static void class_word(compile *c, language *l, const row *r, int class, const char *word)
{
    const char *lemma, *upos;
    lex_item item = { .kind = LEX_ITEM_CLASS,
                      .what = (uint32_t)class,
                      .value = *r->cell[2] ? compile_string(c, r->cell[2]) : LEX_NONE,
                      .extra = LEX_NONE };
    if (class == SAYSO_CLASS_AGENT && word[0] == '+') {
        const uint64_t bit = sayso_feats_of(sayso_str_of(compile_printf(c, "Case=%s", word + 1)), NULL);
        if (!bit) compile_mistake(c, r, "%s is no case; write +Ins, +Dat, …", word);
        l->record.agent_cases |= bit;
        return;
    }
    if (compile_entry(c, NULL, word, &lemma, &upos))
        item.upos = (uint32_t)sayso_upos_of(sayso_str_of(upos));
    else lemma = word;
    class_member(c, l, r->cell[0], compile_folded(c, lemma));
    if (class >= 0) compile_item(c, r, l, LEX_SPACE_CLASS, item, lemma);
}

void compile_classes(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, basis_dir(c, l), "words.tsv", 2, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const int class = class_of(r->cell[0]);
        const str_list words = compile_split(c, r->cell[1], '|');
        if (class < 0 && r->cell[0][0] != '@') {
            compile_mistake(
                c, r,
                "unknown class %s; use a class of docs/languages.md, or begin your own with @",
                r->cell[0]);
            continue;
        }
        if (!words.n) compile_mistake(c, r, "no word; fill in the second field");
        if (class >= 0) class_value_check(c, r, class, r->cell[2]);
        for (uint32_t k = 0; k < words.n; k++) class_word(c, l, r, class, words.at[k]);
    }
    free(t.rows);
}

/* ---- dates.tsv ------------------------------------------------------------------------------- */

static const char *const date_names[SAYSO_N_DATE_WORDS] = {
    "month",   "weekday",     "relative", "unit",  "direction", "part",   "season",
    "daypart", "preposition", "number",   "range", "decade",    "feast",  "anchor",
    "about",   "exact",       "habit",    "name",  "ahead",     "suffix", "mday"
};

static int date_kind_of(const char *name)
{
    for (int i = 0; i < SAYSO_N_DATE_WORDS; i++)
        if (strcmp(name, date_names[i]) == 0) return i;
    return -1;
}

static bool is_number_within(const char *s, long low, long high)
{
    char *end;
    const long v = strtol(s, &end, 10);
    return *s && !*end && v >= low && v <= high;
}

static bool is_unit(const char *s) /* d, 2w, 10y; e is a weekend, h an hour */
{
    while (*s >= '0' && *s <= '9') s++;
    return *s && strchr("hdewmy", *s) && !s[1];
}

/* -1d, +2w, 0d; <1d, >1d count from the date told before, <-1d from there or else from today */
static bool is_offset(const char *s)
{
    if (*s == '<' || *s == '>') s++;
    if (*s == '+' || *s == '-') s++;
    return *s >= '0' && *s <= '9' && is_unit(s);
}

static bool is_feast(const char *s) /* 12-25 */
{
    return strlen(s) == 5 && s[2] == '-' && strspn(s, "0123456789") == 2 &&
           strspn(s + 3, "0123456789") == 2;
}

static bool is_one_of(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(s, *list) == 0) return true;
    return false;
}

static bool date_value_fits(sayso_date_word_kind kind, const char *v)
{
    /* "-" arrives as the empty field */
    static const char *const directions[] = { "-",  "",   "+",  "0",  "<", ">",
                                              "+>", "+?", "--", "++", NULL };
    static const char *const parts[] = { "first", "mid", "last", "1/2", "2/2", NULL };
    static const char *const aheads[] = { "verb", "case", NULL };
    static const char *const suffixes[] = { "year", "decade", NULL };
    static const char *const places[] = { "at", "from", "to", NULL };
    switch (kind) {
    case SAYSO_DW_MONTH: return is_number_within(v, 1, 12);
    case SAYSO_DW_WEEKDAY: return is_number_within(v, 1, 7);
    case SAYSO_DW_RELATIVE: return is_offset(v);
    case SAYSO_DW_UNIT: return is_unit(v);
    case SAYSO_DW_DIRECTION: return is_one_of(v, directions);
    case SAYSO_DW_PREPOSITION: return is_one_of(v, places);
    case SAYSO_DW_NUMBER: return is_number_within(v, 0, 3000);
    case SAYSO_DW_PART: return is_one_of(v, parts);
    case SAYSO_DW_DECADE: return is_number_within(v, 0, 90);
    case SAYSO_DW_FEAST: return is_feast(v);
    case SAYSO_DW_ANCHOR: return is_one_of(v, directions);
    case SAYSO_DW_AHEAD: return is_one_of(v, aheads);
    case SAYSO_DW_SUFFIX: return is_one_of(v, suffixes);
    default: return true;
    }
}

void compile_dates(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, basis_dir(c, l), "dates.tsv", 2, 4, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const int kind = date_kind_of(r->cell[0]);
        if (kind < 0) {
            compile_mistake(c, r, "unknown kind %s; use a kind of docs/languages.md", r->cell[0]);
            continue;
        }
        const bool signs = kind == SAYSO_DW_DIRECTION || kind == SAYSO_DW_ANCHOR;
        const char *value = signs && !*r->cell[2] ? "-" : r->cell[2];
        if (!date_value_fits((sayso_date_word_kind)kind, value)) {
            compile_mistake(c, r, "value %s does not fit %s; see docs/languages.md",
                            *value ? value : "-", date_names[kind]);
            continue;
        }
        const lex_item item = { .kind = LEX_ITEM_DATE,
                                .what = (uint32_t)kind,
                                .value = *value ? compile_string(c, value) : LEX_NONE,
                                .extra = *r->cell[3] ? compile_string(c, r->cell[3]) : LEX_NONE };
        const str_list words = compile_split(c, r->cell[1], '|');
        if (!words.n) compile_mistake(c, r, "no words; fill in the second field");
        for (uint32_t k = 0; k < words.n; k++)
            compile_item(c, r, l, LEX_SPACE_DATE, item, words.at[k]);
    }
    free(t.rows);
}

/* ---- numbers.tsv ----------------------------------------------------------------------------- */

static const char *const number_names[SAYSO_N_NUMBER_WORDS] = {
    "number", "many", "about", "range", "object", "subject", "of", "counted", "nobody"
};

static bool number_value_fits(sayso_number_word_kind kind, const char *v)
{
    static const char *const abouts[] = { "~", "+", "-", "", NULL }; /* "-" arrives empty */
    static const char *const kinds[] = { SAYSO_NUMBER_KINDS, NULL };
    switch (kind) {
    case SAYSO_NW_NUMBER: return is_number_within(v + (*v == 'x'), 0, 1000000000);
    case SAYSO_NW_MANY: return is_number_within(v, 2, 1000000000);
    case SAYSO_NW_ABOUT: return is_one_of(v, abouts);
    case SAYSO_NW_RANGE: return !*v || strcmp(v, "+") == 0;
    case SAYSO_NW_NOBODY: return !*v;
    default: return is_one_of(v, kinds);
    }
}

static void number_word(compile *c, language *l, const row *r, int kind, const char *word)
{
    const char *value = kind == SAYSO_NW_ABOUT && !*r->cell[2] ? "-" : r->cell[2];
    const char *lemma, *upos;
    lex_item item = { .kind = LEX_ITEM_NUMBER,
                      .what = (uint32_t)kind,
                      .value = *value ? compile_string(c, value) : LEX_NONE,
                      .extra = LEX_NONE };
    if (compile_entry(c, NULL, word, &lemma, &upos))
        item.upos = (uint32_t)sayso_upos_of(sayso_str_of(upos));
    else lemma = word;
    compile_item(c, r, l, LEX_SPACE_NUMBER, item, lemma);
}

void compile_numbers(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, basis_dir(c, l), "numbers.tsv", 2, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        int kind = 0;
        while (kind < SAYSO_N_NUMBER_WORDS && strcmp(r->cell[0], number_names[kind]) != 0) kind++;
        if (kind == SAYSO_N_NUMBER_WORDS) {
            compile_mistake(c, r, "unknown kind %s; use a kind of docs/languages.md", r->cell[0]);
            continue;
        }
        if (!number_value_fits((sayso_number_word_kind)kind, r->cell[2])) {
            compile_mistake(c, r, "value %s does not fit %s; see docs/languages.md",
                            *r->cell[2] ? r->cell[2] : "-", number_names[kind]);
            continue;
        }
        const str_list words = compile_split(c, r->cell[1], '|');
        if (!words.n) compile_mistake(c, r, "no words; fill in the second field");
        for (uint32_t k = 0; k < words.n; k++) number_word(c, l, r, kind, words.at[k]);
    }
    free(t.rows);
}
