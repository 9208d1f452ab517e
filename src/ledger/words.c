/* The table `words`: texts that the ledger's records share, by number. It only grows, so what is
 * known of it stays true; what another process has added is behind what is known. */
#include "words.h"
#include "digest.h"
#include <stdlib.h>

typedef struct word { sayso_str text; uint32_t number; } word;

struct sayso_led_word_list {
    sayso_ledger *l;
    sayso_arena   arena;
    word    *slots; uint32_t n, cap;  /* by hash; cap a power of two */
    uint32_t last;                    /* the highest number that is known */
    uint64_t learned;                 /* in which transaction of ours all others were */
    sayso_led_words_table table;
};

static word *slot(const sayso_led_word_list *w, sayso_str text)
{
    uint32_t i = (uint32_t)sayso_hash(text.at, text.len, 0) & (w->cap - 1);
    while (w->slots[i].number && !sayso_str_eq(w->slots[i].text, text)) i = (i + 1) & (w->cap - 1);
    return &w->slots[i];
}

static bool word_add(sayso_led_word_list *w, sayso_str text, uint32_t number)
{
    if (2 * (w->n + 1) > w->cap) {
        sayso_led_word_list more = { .cap = w->cap ? 2 * w->cap : 1024 };
        if (!(more.slots = calloc(more.cap, sizeof *more.slots))) return false;
        for (uint32_t i = 0; i < w->cap; i++)
            if (w->slots[i].number) *slot(&more, w->slots[i].text) = w->slots[i];
        free(w->slots);
        w->slots = more.slots;
        w->cap = more.cap;
    }
    char *copy = sayso_arena_dup(&w->arena, text.at, text.len);
    if (!copy) return false;
    *slot(w, text) = (word){ { copy, text.len }, number };
    w->n++;
    if (number > w->last) w->last = number;
    return true;
}

/* What has been added behind what is known. */
static sayso_status learn(sayso_led_word_list *w, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(
        w->l, "SELECT word, text FROM words WHERE word > ? ORDER BY word", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, w->last);
    while (!(st = sayso_led_step(w->l, s, &row, err)) && row) {
        if (!word_add(w, sayso_led_blob(s, 1), (uint32_t)sayso_led_whole(s, 0))) {
            st = sayso_no_memory(err);
            break;
        }
    }
    sayso_led_reset(s);
    return st;
}

static sayso_status insert(sayso_led_word_list *w, sayso_str text, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        w->l, "INSERT INTO words (word, text, digest) VALUES (?, ?, ?)", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, (int64_t)w->last + 1);
    sayso_led_str(s, 2, text);
    sayso_led_int(s, 3, sayso_led_digest_word(text));
    return sayso_led_done(w->l, s, err);
}

static sayso_status number_of(void *user, sayso_str text, uint32_t *out, sayso_error *err)
{
    sayso_led_word_list *w = user;
    *out = w->cap ? slot(w, text)->number : 0;
    if (*out) return SAYSO_OK;
    /* nobody else adds any while we write */
    sayso_status st = w->learned == w->l->transactions ? SAYSO_OK : learn(w, err);
    w->learned = w->l->transactions;
    *out = !st && w->cap ? slot(w, text)->number : 0;
    if (st || *out) return st;
    *out = w->last + 1;
    if ((st = insert(w, text, err))) return st;
    return word_add(w, text, *out) ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status text_of(void *user, uint32_t number, sayso_arena *a, sayso_str *out,
                            sayso_error *err)
{
    sayso_led_word_list *w = user;
    sayso_led_stmt *s;
    bool row = false;
    *out = (sayso_str){ NULL, 0 };
    sayso_status st = sayso_led_kept(w->l, "SELECT text FROM words WHERE word = ?", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, number);
    if (!(st = sayso_led_step(w->l, s, &row, err)) && row && sayso_led_column(s, 0)) {
        out->len = sayso_led_blob(s, 0).len;
        if (!(out->at = sayso_arena_dup(a, sayso_led_column(s, 0), out->len)))
            st = sayso_no_memory(err);
    }
    sayso_led_reset(s);
    return st;
}

/* After a transaction was rolled back, and at the end. */
static void forget(sayso_ledger *l)
{
    free(l->words->slots);
    sayso_arena_free(&l->words->arena);
    free(l->words);
    l->words = NULL;
    l->forget = NULL;
}

sayso_status sayso_led_words_of(sayso_ledger *l, const sayso_led_words_table **out,
                                sayso_error *err)
{
    if (!l->words) {
        sayso_led_word_list *w = l->words = calloc(1, sizeof *w);
        if (!w) return sayso_no_memory(err);
        w->l = l;
        l->forget = forget;
        w->table = (sayso_led_words_table){ w, number_of, text_of };
    }
    *out = &l->words->table;
    return SAYSO_OK;
}

void sayso_led_shared(sayso_led_stmt *s, int i, const char *text)
{
    const sayso_led_words_table *words = NULL;
    sayso_led_db *db = s->db;
    uint32_t number = 0;
    sayso_error err;
    if (!text) {
        sayso_led_text(s, i, NULL);
        return;
    }
    sayso_status st = sayso_led_words_of(db->l, &words, &err);
    if (!st) st = words->number(words->user, sayso_str_of(text), &number, &err);
    if (st && !db->unbound.code) db->unbound = err;
    sayso_led_int(s, i, number);
}

static sayso_status word_seal(sayso_ledger *l, int64_t number, sayso_str text, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(l, "UPDATE words SET digest = ? WHERE word = ?", &s,
                                           err);
    if (st) return st;
    sayso_led_int(s, 1, sayso_led_digest_word(text));
    sayso_led_int(s, 2, number);
    return sayso_led_done(l, s, err);
}

sayso_status sayso_led_words_seal(sayso_ledger *l, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(
        l, "SELECT word, text FROM words WHERE digest IS NULL ORDER BY word", &s, err);
    if (st) return st;
    while (!(st = sayso_led_step(l, s, &row, err)) && row)
        if ((st = word_seal(l, sayso_led_whole(s, 0), sayso_led_blob(s, 1), err))) break;
    sayso_led_reset(s);
    return st;
}
