/* The table `words`: texts that the ledger's records share, by number. It only grows, so what is
 * known of it stays true; what another process has added is behind what is known. */
#include "words.h"
#include "digest.h"
#include <stdlib.h>

typedef struct word {
    int64_t   number;
    sayso_str text;                   /* at NULL: not known */
    bool      wanted;                 /* is asked for at the next occasion */
} word;

struct sayso_led_word_list {
    sayso_ledger *l;
    sayso_arena   texts;              /* as long as the ledger */
    word    *all; uint32_t n, cap;    /* each number once */
    uint32_t *by_number, *by_text;    /* of each which one it is, from 1; those that are known */
    uint32_t n_slots;                 /* of either; a power of two */
    uint32_t *wanted; uint32_t n_wanted, cap_wanted; /* which ones */
    uint32_t last;                    /* the highest number up to which all are known */
    uint64_t learned;                 /* in which transaction of ours all others were */
    sayso_led_words_table table;
};

/* ---- what is known ---- */

/* Where the number belongs, or is. */
static uint32_t *slot_of_number(const sayso_led_word_list *w, int64_t number)
{
    uint32_t i = (uint32_t)sayso_hash_mix((uint64_t)number) & (w->n_slots - 1);
    while (w->by_number[i] && w->all[w->by_number[i] - 1].number != number)
        i = (i + 1) & (w->n_slots - 1);
    return &w->by_number[i];
}

static uint32_t *slot_of_text(const sayso_led_word_list *w, sayso_str text)
{
    uint32_t i = (uint32_t)sayso_hash(text.at, text.len, 0) & (w->n_slots - 1);
    while (w->by_text[i] && !sayso_str_eq(w->all[w->by_text[i] - 1].text, text))
        i = (i + 1) & (w->n_slots - 1);
    return &w->by_text[i];
}

static bool slots_make(sayso_led_word_list *w)
{
    const uint32_t n = w->n_slots ? 2 * w->n_slots : 1024;
    uint32_t *by_number = calloc(n, sizeof *by_number), *by_text = calloc(n, sizeof *by_text);
    if (!by_number || !by_text) {
        free(by_number);
        free(by_text);
        return false;
    }
    free(w->by_number);
    free(w->by_text);
    w->by_number = by_number;
    w->by_text = by_text;
    w->n_slots = n;
    for (uint32_t i = 0; i < w->n; i++) {
        *slot_of_number(w, w->all[i].number) = i + 1;
        if (w->all[i].text.at) *slot_of_text(w, w->all[i].text) = i + 1;
    }
    return true;
}

/* The word of that number; NULL without memory. */
static word *word_of(sayso_led_word_list *w, int64_t number)
{
    if (2 * (w->n + 1) > w->n_slots && !slots_make(w)) return NULL;
    uint32_t *slot = slot_of_number(w, number);
    if (!*slot) {
        if (!sayso_grow(w->all, w->n, w->cap)) return NULL;
        w->all[w->n] = (word){ .number = number };
        *slot = ++w->n;
    }
    return &w->all[*slot - 1];
}

static bool word_know(sayso_led_word_list *w, int64_t number, sayso_str text)
{
    word *x = word_of(w, number);
    if (!x || x->text.at) return x != NULL;
    const char *copy = sayso_arena_dup(&w->texts, text.at ? text.at : "", text.len);
    if (!copy) return false;
    x->text = (sayso_str){ copy, text.len };
    *slot_of_text(w, x->text) = (uint32_t)(x - w->all) + 1;
    return true;
}

static int64_t number_known(const sayso_led_word_list *w, sayso_str text)
{
    const uint32_t i = w->n_slots ? *slot_of_text(w, text) : 0;
    return i ? w->all[i - 1].number : 0;
}

static sayso_led_word_list *list_of(sayso_ledger *l);

/* ---- texts of numbers ---- */

static sayso_str text_known(const sayso_led_word_list *w, int64_t number)
{
    const uint32_t i = w && w->n_slots ? *slot_of_number(w, number) : 0;
    return i ? w->all[i - 1].text : (sayso_str){ NULL, 0 };
}

const char *sayso_led_word_text(const sayso_ledger *l, int64_t number)
{
    return text_known(l->words, number).at;
}

bool sayso_led_word_want(sayso_ledger *l, int64_t number)
{
    if (!number) return true;
    sayso_led_word_list *w = list_of(l);
    if (!w) return false;
    word *x = word_of(w, number);
    if (!x || x->text.at || x->wanted) return x != NULL;
    if (!sayso_grow(w->wanted, w->n_wanted, w->cap_wanted)) return false;
    w->wanted[w->n_wanted++] = (uint32_t)(x - w->all);
    return x->wanted = true;
}

static sayso_status wanted_read(sayso_led_word_list *w, const char *numbers, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false, ok = true;
    sayso_status st = sayso_led_kept(w->l,
                                     "SELECT w.word, w.text FROM json_each(?) z CROSS JOIN words w "
                                     "ON w.word = CAST(z.value AS BIGINT)",
                                     &s, err);
    if (st) return st;
    sayso_led_text(s, 1, numbers);
    while (ok && !(st = sayso_led_step(w->l, s, &row, err)) && row)
        if (!sayso_led_null(s, 1)) ok = word_know(w, sayso_led_whole(s, 0), sayso_led_blob(s, 1));
    sayso_led_reset(s);
    return st || ok ? st : sayso_no_memory(err);
}

sayso_status sayso_led_words_ask(sayso_ledger *l, sayso_error *err)
{
    sayso_led_word_list *w = l->words;
    sayso_buf numbers = SAYSO_BUF_EMPTY;
    if (!w || !w->n_wanted) return SAYSO_OK;
    for (uint32_t i = 0; i < w->n_wanted; i++) {
        word *x = &w->all[w->wanted[i]];
        sayso_buf_printf(&numbers, "%c%lld", i ? ',' : '[', (long long)x->number);
        x->wanted = false;
    }
    w->n_wanted = 0;
    sayso_buf_puts(&numbers, "]");
    sayso_buf_put(&numbers, "", 1);
    const sayso_status st = numbers.failed ? sayso_no_memory(err) : wanted_read(w, numbers.at, err);
    sayso_buf_free(&numbers);
    return st;
}

static sayso_status text_of(void *user, uint32_t number, sayso_str *out, sayso_error *err)
{
    sayso_led_word_list *w = user;
    sayso_status st = SAYSO_OK;
    if (!text_known(w, number).at) {
        if (!sayso_led_word_want(w->l, number)) return sayso_no_memory(err);
        st = sayso_led_words_ask(w->l, err);
    }
    *out = text_known(w, number);
    return st;
}

/* ---- numbers of texts ---- */

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
        const int64_t number = sayso_led_whole(s, 0);
        if (!word_know(w, number, sayso_led_blob(s, 1))) {
            st = sayso_no_memory(err);
            break;
        }
        w->last = (uint32_t)number;
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
    *out = (uint32_t)number_known(w, text);
    if (*out) return SAYSO_OK;
    /* nobody else adds any while we write */
    sayso_status st = w->learned == w->l->transactions ? SAYSO_OK : learn(w, err);
    w->learned = w->l->transactions;
    *out = st ? 0 : (uint32_t)number_known(w, text);
    if (st || *out) return st;
    *out = w->last + 1;
    if ((st = insert(w, text, err))) return st;
    w->last = *out;
    return word_know(w, *out, text) ? SAYSO_OK : sayso_no_memory(err);
}

/* ---- the list ---- */

/* After a transaction was rolled back. Texts stay, for somebody may hold one. */
static void forget(sayso_ledger *l)
{
    sayso_led_word_list *w = l->words;
    for (uint32_t i = 0; i < w->n_slots; i++) w->by_number[i] = w->by_text[i] = 0;
    w->n = w->n_wanted = w->last = 0;
    w->learned = 0;
}

void sayso_led_words_end(sayso_ledger *l)
{
    sayso_led_word_list *w = l->words;
    if (!w) return;
    free(w->all);
    free(w->by_number);
    free(w->by_text);
    free(w->wanted);
    sayso_arena_free(&w->texts);
    free(w);
    l->words = NULL;
    l->forget = NULL;
}

/* NULL without memory. */
static sayso_led_word_list *list_of(sayso_ledger *l)
{
    if (l->words) return l->words;
    sayso_led_word_list *w = l->words = calloc(1, sizeof *w);
    if (!w) return NULL;
    w->l = l;
    w->table = (sayso_led_words_table){ w, number_of, text_of };
    l->forget = forget;
    return w;
}

sayso_status sayso_led_words_of(sayso_ledger *l, const sayso_led_words_table **out,
                                sayso_error *err)
{
    sayso_led_word_list *w = list_of(l);
    *out = w ? &w->table : NULL;
    return w ? SAYSO_OK : sayso_no_memory(err);
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
