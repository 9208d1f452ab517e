/* The trained models on sentences in the manner of news: tokens MODEL tokens.tsv. */
#include "check.h"
#include <stdio.h>
#include <stdlib.h>

enum { LEAST_OF_TEN = 8 };

/* Surface tokens with | between, || between sentences. */
static void put_split(sayso_buf *b, const sayso_text *t)
{
    for (uint32_t i = 0; i < t->n_sents; i++)
        for (uint32_t k = 0; k < t->sents[i].n_words; k++) {
            const sayso_word *w = &t->words[t->sents[i].first_word + k];
            if (w->mwt_index) continue;
            sayso_buf_puts(b, k ? "|" : i ? "||" : "");
            sayso_buf_put(b, t->bytes + w->span.start, w[w->mwt_len - 1].span.end - w->span.start);
        }
}

/* One row, text TAB expected; true if it came out as expected. */
static bool run_case(const sayso_textkit *kit, sayso_str text, sayso_str want)
{
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf got = SAYSO_BUF_EMPTY;
    sayso_text *t;
    bool right = false;
    if (sayso_text_split(kit, text.at, text.len, 0, &arena, NULL, &t, NULL) == SAYSO_OK &&
        !sayso_text_wrong(t)) {
        put_split(&got, t);
        right = sayso_str_eq((sayso_str){ got.at, (uint32_t)got.len }, want);
        if (!right) printf("want %.*s\n got %s\n", (int)want.len, want.at, got.at ? got.at : "");
    }
    sayso_buf_free(&got);
    sayso_arena_free(&arena);
    return right;
}

static int run_cases(const sayso_textkit *kit, const sayso_map *cases)
{
    unsigned right = 0, all = 0;
    const char *p = (const char *)cases->at, *end = p + cases->len;
    for (const char *stop; p < end; p = stop + 1) {
        stop = memchr(p, '\n', (size_t)(end - p));
        if (!stop) stop = end;
        const char *tab = stop > p ? memchr(p, '\t', (size_t)(stop - p)) : NULL;
        if (*p == '#' || !tab) continue;
        all++;
        right += run_case(kit, (sayso_str){ p, (uint32_t)(tab - p) },
                          (sayso_str){ tab + 1, (uint32_t)(stop - tab - 1) });
    }
    printf("%u of %u right\n", right, all);
    return all && right * 10 >= all * LEAST_OF_TEN ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const char *const codes[] = { "xx" };
    sayso_file model;
    sayso_map cases = SAYSO_MAP_NONE;
    sayso_error err = { 0 };
    sayso_textkit *kit = NULL;
    if (argc != 3) return 2;
    sayso_status st = sayso_file_open(&model, argv[1], "model", &err);
    const sayso_file *models[] = { &model };
    if (!st) st = sayso_textkit_new(&kit, models, codes, 1, NULL, &err);
    if (!st) st = sayso_map_open(&cases, argv[2], &err);
    int rc = 1;
    if (!st) rc = run_cases(kit, &cases);
    else printf("%s: %s\n", err.name, err.msg);
    sayso_map_close(&cases);
    sayso_textkit_free(kit);
    sayso_file_close(&model);
    return rc;
}
