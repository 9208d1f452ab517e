/* Trains or tries the splitting of text alone:
 *   sayso-train-text model OUT PACK_DIR FILE.conllu…
 *   sayso-train-text ident OUT LANGUAGES_TSV CODE=FILE.conllu[,FILE…]…
 *   sayso-train-text split MODEL < TEXT          CoNLL-U with every word on the first
 *   sayso-train-text time MODEL < TEXT           words a second */
#include "train_text.h"
#include "text/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int complain(const sayso_error *err)
{
    fprintf(stderr, "sayso-train-text: %s: %s\n", err->name, err->msg);
    return 3;
}

static sayso_status finish(sayso_file_writer *w, const char *kind, const char *path, sayso_error *err)
{
    sayso_buf out = SAYSO_BUF_EMPTY;
    sayso_status st = sayso_file_finish(w, kind, &out, err);
    if (!st) st = sayso_file_write(path, out.at, out.len, err);
    sayso_buf_free(&out);
    return st;
}

static int train_model(int argc, char **argv, sayso_error *err)
{
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_status st = sayso_train_text((const char *const *)(argv + 4), (size_t)(argc - 4), argv[3], &w, err);
    if (!st) st = finish(&w, "model", argv[2], err);
    sayso_file_writer_free(&w);
    return st ? complain(err) : 0;
}

static void read_all(sayso_buf *b)
{
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, stdin)) > 0;) sayso_buf_put(b, chunk, n);
}

static void put_word(const sayso_text *t, const sayso_word *w, uint32_t id)
{
    const char *misc = w->flags & SAYSO_WORD_SPACE_AFTER ? "_" : "SpaceAfter=No";
    if (w->mwt_len > 1 && w->mwt_index == 0)
        printf("%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, id + w->mwt_len - 1u, (int)(w->span.end - w->span.start), t->bytes + w->span.start, misc);
    printf("%u\t%.*s\t_\tX\t_\t_\t%u\t%s\t_\t%s\n", id, (int)w->form.len, w->form.at, id > 1, id > 1 ? "dep" : "root", w->mwt_len > 1 ? "_" : misc);
}

static void put_text(const sayso_text *t)
{
    for (uint32_t i = 0; i < t->n_sents; i++) {
        const sayso_sent *s = &t->sents[i];
        if (!i || s->paragraph != s[-1].paragraph) printf("# newpar language = %s\n", t->paras[s->paragraph].code);
        for (uint32_t k = 0; k < s->n_words; k++) put_word(t, &t->words[s->first_word + k], k + 1);
        putchar('\n');
    }
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static sayso_status split(const sayso_textkit *kit, const sayso_buf *in, bool timed, sayso_error *err)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_text *text = NULL;
    sayso_status st = SAYSO_OK;
    uint64_t words = 0;
    const double begin = now_s();
    for (int i = 0; !st && i < (timed ? 20 : 1); i++) {
        sayso_arena_reset(&arena);
        st = sayso_text_split(kit, in->at ? in->at : "", (uint32_t)in->len, timed ? SAYSO_NO_LANGUAGE : 0, &arena, &text, err);
        if (!st) words += text->n_words;
    }
    if (!st && timed) printf("%.0f words/s\n", (double)words / (now_s() - begin));
    else if (!st) put_text(text);
    sayso_arena_free(&arena);
    return st;
}

static int try_model(char **argv, bool timed, sayso_error *err)
{
    sayso_file model, ident = { 0 };
    sayso_buf in = SAYSO_BUF_EMPTY;
    sayso_textkit *kit = NULL;
    sayso_status st = sayso_file_open(&model, argv[2], "model", err);
    const sayso_file *models[] = { &model };
    static const char *const codes[] = { "xx" };
    if (!st) st = sayso_textkit_new(&kit, models, codes, 1, NULL, err);
    if (!st) {
        read_all(&in);
        st = split(kit, &in, timed, err);
    }
    sayso_textkit_free(kit);
    sayso_buf_free(&in);
    sayso_file_close(&model);
    sayso_file_close(&ident);
    return st ? complain(err) : 0;
}

int main(int argc, char **argv)
{
    sayso_error err = { 0 };
    if (argc >= 5 && strcmp(argv[1], "model") == 0) return train_model(argc, argv, &err);
    if (argc == 3 && strcmp(argv[1], "split") == 0) return try_model(argv, false, &err);
    if (argc == 3 && strcmp(argv[1], "time") == 0) return try_model(argv, true, &err);
    fputs("usage: sayso-train-text model OUT PACK_DIR FILE.conllu… | split MODEL | time MODEL\n", stderr);
    return 2;
}
