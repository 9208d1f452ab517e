#include "trees.h"
#include "who/reference.h"
#include "base/day.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdio.h>

static void line_put(sayso_buf *b, const char *line, size_t len, int index)
{
    char copy[256];
    const char *field[7] = { 0 };
    assert_true(len < sizeof copy);
    memcpy(copy, line, len);
    copy[len] = '\0';
    int n = 0;
    for (char *p = copy; p && n < 7; n++) {
        field[n] = p;
        if ((p = strchr(p, ' '))) *p++ = '\0';
    }
    assert_in_range(n, 6, 7);
    sayso_buf_printf(b, "%d\t%s\t%s\t%s\t_\t%s\t%s\t%s\t_\t%s%s\n", index, field[0], field[1],
                     field[2], field[3], field[4], field[5], field[6] ? "NER=" : "",
                     field[6] ? field[6] : "_");
}

static void conllu_of(sayso_buf *b, const char *words)
{
    int index = 0;
    for (const char *p = words; *p;) {
        const size_t len = strcspn(p, "\n");
        if (len) line_put(b, p, len, ++index);
        else if (index) { sayso_buf_puts(b, "\n"); index = 0; }
        p += len + (p[len] == '\n');
    }
    if (index) sayso_buf_puts(b, "\n");
}

void trees_read(trees *t, const char *lexicon, const char *language, const char *date,
                const char *words)
{
    sayso_error err;
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_text *text;
    *t = (trees){ .arena = SAYSO_ARENA_EMPTY };
    assert_int_equal(sayso_lexicon_open(&t->lexicon, lexicon, &err), SAYSO_OK);
    conllu_of(&b, words);
    const char *bytes = sayso_arena_dup(&t->arena, b.at, b.len);
    assert_non_null(bytes);
    const sayso_status st = sayso_conllu_read(bytes, b.len, &t->arena, &text, &err);
    if (st) print_message("%s at %lu\n", err.msg, (unsigned long)err.at);
    assert_int_equal(st, SAYSO_OK);
    sayso_buf_free(&b);
    t->lex_of[0] = UINT16_MAX;
    for (uint32_t i = 0; i < sayso_lexicon_languages(t->lexicon); i++)
        if (strcmp(sayso_lexicon_code(t->lexicon, i), language) == 0) t->lex_of[0] = (uint16_t)i;
    for (uint32_t i = 0; i < text->n_sents; i++) text->sents[i].language = 0;
    t->document.date = date;
    t->c = (sayso_ctx){ .lexicon = t->lexicon,
                        .document = &t->document,
                        .text = text,
                        .lex_of = t->lex_of,
                        .arena = &t->arena };
    if (date) assert_true(sayso_day_parse(date, &t->c.day));
    assert_true(sayso_tree_build(&t->c) && sayso_names(&t->c));
}

void trees_gazetteer(trees *t, const char *path)
{
    sayso_error err;
    assert_int_equal(sayso_gazetteer_open(&t->gazetteer, path, &err), SAYSO_OK);
    t->c.gazetteer = t->gazetteer;
}

/* No model is asked: a pronoun stands for whoever grammar lets it and was named last. */
static uint32_t last_named(void *user, const sayso_question *q)
{
    (void)user;
    return q->n > 1;
}

void trees_who(trees *t)
{
    static const sayso_referee last = { last_named, NULL };
    if (!t->c.referee) t->c.referee = &last;
    assert_true(sayso_who(&t->c));
}

void trees_all(trees *t)
{
    trees_who(t);
    assert_true(sayso_when(&t->c));
    assert_true(sayso_where(&t->c));
}

void trees_free(trees *t)
{
    sayso_arena_free(&t->arena);
    sayso_gazetteer_close(t->gazetteer);
    sayso_lexicon_close(t->lexicon);
}

uint32_t trees_word(const trees *t, const char *form, uint32_t n)
{
    for (uint32_t w = 0; w < t->c.text->n_words; w++)
        if (sayso_str_eq(t->c.text->words[w].form, sayso_str_of(form)) && n-- == 0) return w;
    fail_msg("no word %s", form);
    return 0;
}

const sayso_mention *trees_mention(const trees *t, const char *form, uint32_t n)
{
    const int32_t m = t->c.mention_of[trees_word(t, form, n)];
    return m < 0 ? NULL : &t->c.mentions[m];
}

const char *trees_code(const trees *t, const char *form, uint32_t n)
{
    const sayso_mention *m = trees_mention(t, form, n);
    static char code[SAYSO_CODE_SIZE];
    return m ? sayso_code_text(m->code, code) : "-";
}

const char *trees_actor(const trees *t, const char *form, uint32_t n)
{
    const sayso_mention *m = trees_mention(t, form, n);
    return m && m->actor >= 0 ? t->c.actors[m->actor].name : "-";
}
