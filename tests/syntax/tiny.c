#include "tiny.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#define NAMED(id, form, lemma, upos, feats, head, rel, misc)                                       \
#id "\t" form "\t" lemma "\t" upos "\t_\t" feats "\t" #head "\t" rel "\t_\t" misc "\n"
#define WORD(id, form, lemma, upos, feats, head, rel)                                              \
    NAMED(id, form, lemma, upos, feats, head, rel, "_")
#define STOP(id, head) #id "\t.\t.\tPUNCT\t_\t_\t" #head "\tpunct\t_\t_\n\n"

const char tiny_treebank[] = WORD(1, "The", "the", "DET", "Definite=Def", 2, "det")
    WORD(2, "minister", "minister", "NOUN", "Number=Sing", 3,
         "nsubj") WORD(3, "visited", "visit", "VERB", "Tense=Past", 0, "root")
        NAMED(4, "Lutovia", "Lutovia", "PROPN", "Number=Sing", 3, "obj",
              "NER=S-LOC") STOP(5, 3) WORD(1, "The", "the", "DET", "Definite=Def", 2, "det")
            WORD(2, "ministers", "minister", "NOUN", "Number=Plur", 3,
                 "nsubj") WORD(3, "visit", "visit", "VERB", "Tense=Pres", 0,
                               "root") WORD(4, "the", "the", "DET", "Definite=Def", 5, "det")
                WORD(5, "border", "border", "NOUN", "Number=Sing", 3, "obj") STOP(6, 3)
                    WORD(1, "Rebels", "rebel", "NOUN", "Number=Plur", 2, "nsubj")
                        WORD(2, "attacked", "attack", "VERB", "Tense=Past", 0, "root")
                            WORD(3, "the", "the", "DET", "Definite=Def", 4, "det")
                                WORD(4, "port", "port", "NOUN", "Number=Sing", 2, "obj")
                                    WORD(5, "of", "of", "ADP", "_", 6, "case")
                                        NAMED(6, "Lutovia", "Lutovia", "PROPN", "Number=Sing",
                                              4, "nmod", "NER=S-LOC") STOP(7, 2)
                                            WORD(1, "The", "the", "DET", "Definite=Def", 2, "det")
                                                WORD(2, "ports", "port", "NOUN", "Number=Plur", 4,
                                                     "nsubj:pass") WORD(3, "were", "be", "AUX",
                                                                        "Tense=Past", 4, "aux:pass")
                                                    WORD(4, "attacked", "attack", "VERB",
                                                         "VerbForm=Part", 0, "root") STOP(5, 4);

void tiny_read(treebank *t)
{
    sayso_error err;
    *t = (treebank){ .arena = SAYSO_ARENA_EMPTY };
    assert_int_equal(sayso_conllu_read(tiny_treebank, strlen(tiny_treebank), &t->arena, &t->text,
                                       &err),
                     SAYSO_OK);
    t->n_trees = t->text->n_sents;
    t->named = true;
}

tiny_model tiny_copy(const void *bytes, size_t n)
{
    tiny_model m = { aligned_alloc(64, (n + 63) / 64 * 64), n };
    assert_non_null(m.bytes);
    memcpy(m.bytes, bytes, n);
    return m;
}

tiny_model tiny_train(uint64_t seed)
{
    treebank t;
    const treebank *list[1] = { &t };
    sayso_error err;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_buf out = SAYSO_BUF_EMPTY;
    syntax_options o = syntax_options_default();
    o.shape = (sayso_net_shape){ .D = 32, .H = 16, .L = 2, .A = 16, .B = 16, .tag_layer = 0 };
    o.fit = (fit_options){
        .epochs = 300, .batch_words = 16, .rate = 6e-3f, .seed = seed, .quiet = true
    };
    tiny_read(&t);
    const syntax_data data = { .banks = list, .n_banks = 1, .named = &t };
    assert_int_equal(train_syntax(&data, &o, &w, &err), SAYSO_OK);
    assert_int_equal(sayso_file_finish(&w, "model", &out, &err), SAYSO_OK);
    const tiny_model m = tiny_copy(out.at, out.len);
    sayso_buf_free(&out);
    sayso_file_writer_free(&w);
    treebank_free(&t);
    return m;
}

void tiny_free(tiny_model *m)
{
    free(m->bytes);
    *m = (tiny_model){ 0 };
}
