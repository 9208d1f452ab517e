/* Lemmas of a made-up language: what a lexicon knows goes before what endings alone propose. */
#include "model/file.h"
#include "syntax/syntax.h"
#include "train/lemma.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

typedef struct taught { sayso_file file; sayso_lemmas lemmas; sayso_buf bytes; void *at; } taught;

/* Verbs in -ed drop it, those in -led most often; nouns in -s drop it. */
static const char bank[] = "tarked tark VERB|melked melk VERB|borked bork VERB|firked firk VERB|"
                           "dusked dusk VERB|timbled timbl VERB|gorbled gorbl VERB|"
                           "rumpled rumpl VERB|tormes torme NOUN|galts galt NOUN|"
                           "dremes dreme NOUN|norts nort NOUN|shune shone VERB|";
/* Four verbs show that -led may also be -le; fimble and sturgle have no forms of their own. */
static const char words[] = "sable\tVERB\tsabled\nnoodle\tVERB\tnoodled\nwaggle\tVERB\twaggled\n"
                            "pedle\tVERB\tpedled\nfimble\tVERB\nsturgle\tVERB\nkrim\tNOUN\tkrom\n"
                            "torm\tNOUN\n";

static void words_read(lexicon *x, const char *text, sayso_status want, uint64_t line)
{
    char path[] = "/tmp/lexicon.XXXXXX";
    sayso_error err;
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    assert_int_equal(lexicon_read(x, path, &err), want);
    if (want) assert_int_equal(err.at, line);
    remove(path);
}

static sayso_buf conllu_of(const char *rows)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    char form[32], lemma[32], upos[8];
    for (int used; sscanf(rows, "%31s %31s %7[A-Z]|%n", form, lemma, upos, &used) == 3; rows += used)
        sayso_buf_printf(&b, "1\t%s\t%s\t%s\t_\t_\t0\troot\t_\t_\n\n", form, lemma, upos);
    return b;
}

static taught teach(const char *lexicon_text)
{
    taught t = { 0 };
    treebank tb = { .arena = SAYSO_ARENA_EMPTY };
    const treebank *list[1] = { &tb };
    lexicon x = LEXICON_EMPTY;
    sayso_error err;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf conllu = conllu_of(bank);
    assert_int_equal(sayso_conllu_read(conllu.at, conllu.len, &tb.arena, &tb.text, &err), SAYSO_OK);
    tb.n_trees = tb.text->n_sents;
    if (lexicon_text) words_read(&x, lexicon_text, SAYSO_OK, 0);
    assert_int_equal(train_lemmas(list, 1, lexicon_text ? &x : NULL, &w, &err), SAYSO_OK);
    assert_int_equal(sayso_file_finish(&w, "model", &t.bytes, &err), SAYSO_OK);
    t.at = aligned_alloc(64, (t.bytes.len + 63) / 64 * 64);
    assert_non_null(t.at);
    memcpy(t.at, t.bytes.at, t.bytes.len);
    assert_int_equal(sayso_file_open_memory(&t.file, t.at, t.bytes.len, "made-up", "model", &err),
                     SAYSO_OK);
    assert_int_equal(sayso_lemmas_open(&t.lemmas, &t.file, &err), SAYSO_OK);
    sayso_buf_free(&conllu);
    sayso_file_writer_free(&w);
    lexicon_free(&x);
    treebank_free(&tb);
    return t;
}

static void forget(taught *t)
{
    sayso_buf_free(&t->bytes);
    free(t->at);
}

static void check(const taught *t, const char *form, sayso_upos upos, const char *want)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const sayso_word w = { .form = sayso_str_of(form), .upos = (uint8_t)upos, .mwt_len = 1 };
    sayso_str lemma;
    assert_int_equal(sayso_lemma_of(&t->lemmas, &w, &arena, &lemma), SAYSO_OK);
    char got[64] = "";
    assert_true(lemma.len < sizeof got);
    memcpy(got, lemma.at, lemma.len);
    assert_string_equal(got, want);
    sayso_arena_free(&arena);
}

static void endings_say_what_treebanks_have(void **unused)
{
    (void)unused;
    taught t = teach(NULL);
    check(&t, "tarked", SAYSO_VERB, "tark");
    check(&t, "shune", SAYSO_VERB, "shone");
    check(&t, "fimbled", SAYSO_VERB, "fimbl");
    check(&t, "gelts", SAYSO_NOUN, "gelt");
    forget(&t);
}

static void known_lemmas_go_first(void **unused)
{
    (void)unused;
    taught t = teach(words);
    check(&t, "fimbled", SAYSO_VERB, "fimble");        /* by a rule that other words of -led have */
    check(&t, "sturgled", SAYSO_VERB, "sturgle");
    check(&t, "re-fimbled", SAYSO_VERB, "re-fimble");  /* by its last part */
    check(&t, "krom", SAYSO_NOUN, "krim");             /* a form by itself */
    check(&t, "timbled", SAYSO_VERB, "timbl");         /* what treebanks have stays */
    check(&t, "tormes", SAYSO_NOUN, "torme");
    forget(&t);
}

static void the_same_lexicon_gives_the_same_bytes(void **unused)
{
    (void)unused;
    taught a = teach(words), b = teach(words), c = teach(NULL);
    assert_int_equal(a.bytes.len, b.bytes.len);
    assert_memory_equal(a.bytes.at, b.bytes.at, a.bytes.len);
    assert_true(c.bytes.len != a.bytes.len || memcmp(a.bytes.at, c.bytes.at, a.bytes.len) != 0);
    forget(&a), forget(&b), forget(&c);
}

static void bad_lines_are_told(void **unused)
{
    (void)unused;
    lexicon x;
    sayso_error err;
    words_read(&x, "sable\tVERB\tsabled\nwaggle\n", SAYSO_BAD_DATA, 2);
    words_read(&x, "sable\tVERBS\tsabled\n", SAYSO_BAD_DATA, 1);
    words_read(&x, "\tVERB\tsabled\n", SAYSO_BAD_DATA, 1);
    words_read(&x, "sable\tVERB\n\n", SAYSO_BAD_DATA, 2);
    assert_int_equal(lexicon_read(&x, "/nowhere/lexicon.tsv", &err), SAYSO_NOT_FOUND);
    words_read(&x, "sable\tVERB\tsabled\t\tsables\r\n", SAYSO_OK, 0);
    assert_int_equal(x.n, 3); /* the lemma, two forms */
    lexicon_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(endings_say_what_treebanks_have),
                                        cmocka_unit_test(known_lemmas_go_first),
                                        cmocka_unit_test(the_same_lexicon_gives_the_same_bytes),
                                        cmocka_unit_test(bad_lines_are_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
