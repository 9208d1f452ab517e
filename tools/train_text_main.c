/* Trains or tries the splitting of text alone:
 *   sayso-train-text model OUT PACK_DIR FILE.conllu…
 *   sayso-train-text ident OUT LANGUAGES_TSV CODE=FILE.conllu[,FILE…]…
 *   sayso-train-text split [CODE=]MODEL… [ident=FILE] < TEXT    CoNLL-U with every word on the first
 *   sayso-train-text time [CODE=]MODEL… [ident=FILE] < TEXT     words a second */
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

/* CODE=FILE[,FILE]…: cut in place. */
static size_t source_of(char *arg, sayso_ident_source *out, const char **files, size_t most)
{
    char *eq = strchr(arg, '=');
    if (!eq) return 0;
    *eq = 0;
    size_t n = 0;
    for (char *p = eq + 1; p && n < most; n++) {
        files[n] = p;
        if ((p = strchr(p, ','))) *p++ = 0;
    }
    *out = (sayso_ident_source){ arg, files, n };
    return n;
}

static int train_ident(int argc, char **argv, sayso_error *err)
{
    enum { MOST = 16, FILES = 8 };
    sayso_ident_source sources[MOST];
    const char *files[MOST][FILES];
    size_t n = 0;
    for (int i = 4; i < argc && n < MOST; i++, n++)
        if (!source_of(argv[i], &sources[n], files[n], FILES)) return fprintf(stderr, "sayso-train-text: %s: not CODE=FILE\n", argv[i]), 2;
    sayso_file_writer w = SAYSO_FILE_WRITER_EMPTY;
    sayso_status st = sayso_train_ident(sources, n, argv[3], &w, err);
    if (!st) st = finish(&w, "ident", argv[2], err);
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

static sayso_status split(const sayso_textkit *kit, const sayso_buf *in, bool timed, bool forced, sayso_error *err)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_text *text = NULL;
    sayso_status st = SAYSO_OK;
    uint64_t words = 0;
    const double begin = now_s();
    for (int i = 0; !st && i < (timed ? 20 : 1); i++) {
        sayso_arena_reset(&arena);
        st = sayso_text_split(kit, in->at ? in->at : "", (uint32_t)in->len, forced ? 0 : SAYSO_NO_LANGUAGE, &arena, &text, err);
        if (!st) words += text->n_words;
    }
    if (!st && timed) printf("%.0f words/s\n", (double)words / (now_s() - begin));
    else if (!st) put_text(text);
    sayso_arena_free(&arena);
    return st;
}

typedef struct opened { sayso_file models[8], ident; const sayso_file *list[8]; const char *codes[8]; uint32_t n; } opened;

/* Models are CODE=FILE; a language `ident` is the identifier. */
static sayso_status open_all(opened *o, int argc, char **argv, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (int i = 2; !st && i < argc && o->n < 8; i++) {
        char *eq = strchr(argv[i], '=');
        if (eq) *eq = 0;
        if (strcmp(argv[i], "ident") == 0 && eq) st = sayso_file_open(&o->ident, eq + 1, "ident", err);
        else {
            o->codes[o->n] = eq ? argv[i] : "und";
            st = sayso_file_open(&o->models[o->n], eq ? eq + 1 : argv[i], "model", err);
            o->list[o->n] = &o->models[o->n];
            o->n++;
        }
    }
    return st;
}

static int try_model(int argc, char **argv, bool timed, sayso_error *err)
{
    opened o = { 0 };
    sayso_buf in = SAYSO_BUF_EMPTY;
    sayso_textkit *kit = NULL;
    sayso_status st = open_all(&o, argc, argv, err);
    if (!st) st = sayso_textkit_new(&kit, o.list, o.codes, o.n, o.ident.map.at ? &o.ident : NULL, err);
    if (!st) {
        read_all(&in);
        st = split(kit, &in, timed, o.n == 1, err);
    }
    sayso_textkit_free(kit);
    sayso_buf_free(&in);
    for (uint32_t i = 0; i < o.n; i++) sayso_file_close(&o.models[i]);
    sayso_file_close(&o.ident);
    return st ? complain(err) : 0;
}

int main(int argc, char **argv)
{
    sayso_error err = { 0 };
    if (argc >= 5 && strcmp(argv[1], "model") == 0) return train_model(argc, argv, &err);
    if (argc >= 5 && strcmp(argv[1], "ident") == 0) return train_ident(argc, argv, &err);
    if (argc >= 3 && strcmp(argv[1], "split") == 0) return try_model(argc, argv, false, &err);
    if (argc >= 3 && strcmp(argv[1], "time") == 0) return try_model(argc, argv, true, &err);
    fputs("usage: sayso-train-text model OUT PACK_DIR FILE.conllu… | ident OUT TSV CODE=FILE[,FILE]… |\n"
          "       split|time [CODE=]MODEL… [ident=FILE]\n", stderr);
    return 2;
}
