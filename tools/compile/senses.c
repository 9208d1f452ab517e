/* knowledge/senses.tsv, and the senses.tsv of each language: what words may mean, by senses that
 * all languages share; its chances.tsv: how often they are an event. */
#include "base/modes.h"
#include "compile/compile.h"
#include <stdlib.h>

static int vocabulary_find(const char *name, const char *(*of)(int), int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(name, of(i)) == 0) return i;
    return -1;
}

static const char *type_name(int t) { return sayso_type_name((sayso_type)t); }
static const char *upos_name(int u) { return sayso_upos_name((sayso_upos)u); }
static const char *stance_name(int s) { return sayso_stance_name((sayso_stance)s); }

static const lex_sense *sense_find(const compile *c, const char *id, uint32_t *index)
{
    for (*index = 0; *index < c->n_senses; ++*index)
        if (strcmp(c->pool.at + c->senses[*index].name, id) == 0) return &c->senses[*index];
    return NULL;
}

static void sense_row(compile *c, const row *r)
{
    const char *id = r->cell[0], *kind = r->cell[1], *mode = r->cell[2];
    uint32_t index;
    lex_sense s = { .type = vocabulary_find(kind, type_name, SAYSO_N_TYPES),
                    .stance = vocabulary_find(kind, stance_name, SAYSO_N_STANCES),
                    .mode = LEX_NONE,
                    .topic = strcmp(kind, "topic") == 0 };
    if (*kind && s.type < 0 && s.stance < 0 && !s.topic) {
        compile_mistake(c, r, "unknown kind %s; it is a type, a stance, topic or -", kind);
        return;
    }
    if (*mode && !sayso_mode_fits(s.type, sayso_mode_number(mode))) {
        compile_mistake(c, r, "mode %s is none of %s; see docs/codebook.md", mode,
                        *kind ? kind : "a sense without type");
        return;
    }
    if (!*id || sense_find(c, id, &index)) {
        compile_mistake(c, r, "sense %s stands twice or has no name; leave one row", id);
        return;
    }
    s.name = compile_string(c, id);
    if (*mode) s.mode = compile_string(c, mode);
    lex_sense *p = COMPILE_ADD(c, c->senses, c->n_senses, c->cap_senses);
    if (p) *p = s;
}

void compile_sense_kinds(compile *c)
{
    table t;
    compile_table(c, c->options->knowledge_dir, "knowledge", "senses.tsv", 4, 4, &t);
    for (uint32_t i = 0; i < t.n; i++) sense_row(c, &t.rows[i]);
    free(t.rows);
    if (c->n_senses > LEX_MOST_SENSES)
        compile_mistake_at(c, compile_printf(c, "%s/senses.tsv", c->options->knowledge_dir), 0,
                           "more than %d senses; join some", LEX_MOST_SENSES);
}

static void words_put(compile *c, language *l, const row *r, uint32_t sense, sayso_upos upos,
                      const char *cell)
{
    const str_list words = compile_split(c, cell, '|');
    for (uint32_t i = 0; i < words.n; i++) {
        const lex_item item = { .kind = LEX_ITEM_SENSE,
                                .what = sense,
                                .upos = (uint32_t)upos,
                                .value = LEX_NONE,
                                .extra = LEX_NONE };
        for (uint32_t k = 0; k < i; k++)
            if (strcmp(words.at[k], words.at[i]) == 0)
                compile_mistake(c, r, "%s stands twice; leave one", words.at[i]);
        l->record.n_senses += compile_item(c, r, l, LEX_SPACE_SENSE, item, words.at[i]);
    }
}

void compile_senses(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, compile_printf(c, "languages/%s", l->code), "senses.tsv", 2, 4, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        uint32_t sense;
        if (!sense_find(c, r->cell[0], &sense)) {
            compile_mistake(c, r, "sense %s is not in knowledge/senses.tsv; add it there",
                            r->cell[0]);
            continue;
        }
        words_put(c, l, r, sense, SAYSO_VERB, r->cell[1]);
        words_put(c, l, r, sense, SAYSO_NOUN, r->cell[2]);
        words_put(c, l, r, sense, SAYSO_ADJ, r->cell[3]);
    }
    free(t.rows);
}

/* "ASSAULT 7 ACCUSE 1" */
static void chances_put(compile *c, language *l, const row *r, lex_item item)
{
    const str_list said = compile_split(c, r->cell[2], ' ');
    uint32_t seen = 0;
    if (!said.n) { /* none of ten */
        item.what = 0;
        compile_item(c, r, l, LEX_SPACE_CHANCE, item, r->cell[0]);
        return;
    }
    for (uint32_t i = 0; i < said.n; i += 2) {
        const int type = vocabulary_find(said.at[i], type_name, SAYSO_N_TYPES);
        const char *n = i + 1 < said.n ? said.at[i + 1] : "";
        if (type < 0 || *n < '1' || *n > '9' || n[1] || seen >> type & 1) {
            compile_mistake(c, r, "%s: want - or types, each once and with a figure from 1 to 9",
                            r->cell[2]);
            return;
        }
        seen |= 1u << type;
        item.what = (uint32_t)(type * 10 + *n - '0');
        compile_item(c, r, l, LEX_SPACE_CHANCE, item, r->cell[0]);
    }
}

void compile_chances(compile *c, language *l)
{
    table t;
    compile_table(c, l->dir, compile_printf(c, "languages/%s", l->code), "chances.tsv", 3, 3, &t);
    for (uint32_t i = 0; i < t.n; i++) {
        const row *r = &t.rows[i];
        const int upos = vocabulary_find(r->cell[1], upos_name, SAYSO_N_UPOS);
        if (upos < 0) compile_mistake(c, r, "unknown word class %s; VERB for instance", r->cell[1]);
        else
            chances_put(c, l, r, (lex_item){ .kind = LEX_ITEM_CHANCE, .upos = (uint32_t)upos,
                                             .value = LEX_NONE, .extra = LEX_NONE });
    }
    free(t.rows);
}
