#define _XOPEN_SOURCE 700
#include "tables.h"
#include "text/utf8.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

void tables_write(tables *t, const char *path, const char *text)
{
    char whole[256];
    sayso_error err;
    snprintf(whole, sizeof whole, "%s/%s", t->dir, path);
    for (char *p = whole + strlen(t->dir) + 1; (p = strchr(p, '/')) != NULL; p++) {
        *p = 0;
        mkdir(whole, 0777);
        *p = '/';
    }
    assert_int_equal(sayso_file_write(whole, text, strlen(text), &err), SAYSO_OK);
}

void tables_copy(tables *t, const char *path, const char *from)
{
    sayso_map map;
    sayso_buf text = SAYSO_BUF_EMPTY;
    assert_int_equal(sayso_map_open(&map, from, NULL), SAYSO_OK);
    sayso_buf_put(&text, map.at, map.len);
    tables_write(t, path, text.at);
    sayso_buf_free(&text);
    sayso_map_close(&map);
}

void tables_begin(tables *t)
{
    *t = (tables){ 0 };
    snprintf(t->dir, sizeof t->dir, "/tmp/sayso-tables-XXXXXX");
    assert_non_null(mkdtemp(t->dir));
    tables_write(t, "languages/xx/language.tsv",
                 "code\txx\nname\tExample\nnative\texample\nscript\tLatn\n");
    tables_write(t, "knowledge/roles.tsv",
                 "# "
                 "code\tkind\ttraits\twhat\nGOV\trole\tpolitical|"
                 "state\tgovernment\nMIL\trole\tarmed|state\tarmed forces\n"
                 "IGO\tbody\tpolitical\tinternational\nREB\trole\tarmed\trebels\n");
    tables_write(t, "knowledge/cameo.tsv",
                 "036\tExpress intent to meet\t4.0\n042\tMake a visit\t1.9\n190\tUse "
                 "force\t-10.0\n057\tSign\t8.0\n");
}

sayso_status tables_compile(tables *t)
{
    char languages[96], knowledge[96];
    sayso_error err;
    snprintf(languages, sizeof languages, "%s/languages", t->dir);
    snprintf(knowledge, sizeof knowledge, "%s/knowledge", t->dir);
    const compile_options options = { .languages_dir = languages, .knowledge_dir = knowledge };
    compile_result_free(&t->result);
    return compile_run(&options, &t->result, &err);
}

void tables_open(tables *t)
{
    sayso_error err;
    assert_int_equal(tables_compile(t), SAYSO_OK);
    if (t->result.n_mistakes) print_error("%s", t->result.mistakes.at);
    assert_int_equal(t->result.n_mistakes, 0);
    assert_int_equal(posix_memalign((void **)&t->bytes, 64, t->result.file.len), 0);
    memcpy(t->bytes, t->result.file.at, t->result.file.len);
    const sayso_status st = sayso_lexicon_open_memory(&t->lexicon, t->bytes, t->result.file.len,
                                                      "test", &err);
    if (st) print_error("%s\n", err.msg);
    assert_int_equal(st, SAYSO_OK);
}

static int entry_remove(const char *path, const struct stat *s, int kind, struct FTW *w)
{
    (void)s, (void)kind, (void)w;
    return remove(path);
}

void tables_end(tables *t)
{
    sayso_lexicon_close(t->lexicon);
    compile_result_free(&t->result);
    free(t->bytes);
    nftw(t->dir, entry_remove, 8, FTW_DEPTH | FTW_PHYS);
}

static sayso_word word_of(char *token, sayso_arena *arena)
{
    sayso_word w = { .mwt_len = 1, .flags = SAYSO_WORD_SPACE_AFTER };
    char *slash = strchr(token, '/'), *dot = slash ? strrchr(slash, '.') : NULL;
    if (dot) {
        w.upos = (uint8_t)sayso_upos_of(sayso_str_of(dot + 1));
        *dot = 0;
    }
    if (slash) {
        *slash = 0;
        w.lemma = sayso_str_of(slash + 1);
    }
    w.form = sayso_str_of(token);
    if (!w.upos) w.upos = sayso_lex_capital(w.form) ? SAYSO_PROPN : SAYSO_NOUN;
    if (!slash) {
        char *lower = sayso_arena_alloc(arena, w.form.len * 3 + 4);
        w.lemma = (sayso_str){ lower, sayso_text_fold(w.form, lower, w.form.len * 3 + 4) };
    }
    return w;
}

uint32_t tables_words(const char *text, sayso_word *out, uint32_t cap, sayso_arena *arena)
{
    uint32_t n = 0;
    char *rest = NULL;
    for (char *token = strtok_r(sayso_arena_dup(arena, text, strlen(text)), " ", &rest);
         token && n < cap; token = strtok_r(NULL, " ", &rest))
        out[n++] = word_of(token, arena);
    return n;
}
