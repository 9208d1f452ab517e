/* Texts of words by their number. */
#include "spell.h"
#include <stdlib.h>

/* What a number has that was asked for, and is no word. */
static const char none[] = "";

/* The slot of the number, or the free one where it belongs. */
static sayso_led_spelt *slot(const sayso_led_speller *sp, int64_t number)
{
    uint32_t i = (uint32_t)sayso_hash_mix((uint64_t)number) & (sp->cap - 1);
    while (sp->slots[i].number && sp->slots[i].number != number) i = (i + 1) & (sp->cap - 1);
    return &sp->slots[i];
}

static bool room(sayso_led_speller *sp)
{
    if (2 * (sp->n + 1) <= sp->cap) return true;
    sayso_led_speller more = { .cap = sp->cap ? 2 * sp->cap : 256 };
    if (!more.cap || !(more.slots = calloc(more.cap, sizeof *more.slots))) return false;
    for (uint32_t i = 0; i < sp->cap; i++)
        if (sp->slots[i].number) *slot(&more, sp->slots[i].number) = sp->slots[i];
    free(sp->slots);
    sp->slots = more.slots;
    sp->cap = more.cap;
    return true;
}

const char *sayso_led_spell(const sayso_led_speller *sp, int64_t number, bool *known)
{
    const char *text = number && sp->cap ? slot(sp, number)->text : NULL;
    *known = text || !number;
    return text == none ? NULL : text;
}

bool sayso_led_spell_want(sayso_led_speller *sp, int64_t number)
{
    if (!number) return true;
    if (!room(sp)) return false;
    sayso_led_spelt *x = slot(sp, number);
    if (x->number) return true; /* known, or wanted already */
    if (!sayso_grow(sp->wanted, sp->n_wanted, sp->cap_wanted)) return false;
    sp->wanted[sp->n_wanted++] = x->number = number;
    sp->n++;
    return true;
}

static sayso_status texts_read(sayso_led_speller *sp, const sayso_ledger *l, sayso_error *err)
{
    bool row = false, ok = true;
    sayso_status st;
    while (!(st = sayso_led_step(l, sp->rows, &row, err)) && row) {
        sayso_led_spelt *x = slot(sp, sayso_led_whole(sp->rows, 0));
        const char *text = sayso_led_column_dup(sp->rows, 1, &sp->texts, &ok);
        if (x->number && text) x->text = text;
        if (!ok) return sayso_no_memory(err);
    }
    return st;
}

sayso_status sayso_led_spell_ask(sayso_led_speller *sp, const sayso_ledger *l, sayso_error *err)
{
    sayso_buf json = SAYSO_BUF_EMPTY;
    sayso_status st = SAYSO_OK;
    if (!sp->n_wanted) return SAYSO_OK;
    if (!sp->rows)
        st = sayso_led_prepare(l,
                               "SELECT w.word, w.text FROM json_each(?) z CROSS JOIN words w ON "
                               "w.word = CAST(z.value AS BIGINT)",
                               &sp->rows, err);
    for (uint32_t i = 0; i < sp->n_wanted; i++)
        sayso_buf_printf(&json, "%c%lld", i ? ',' : '[', (long long)sp->wanted[i]);
    sayso_buf_puts(&json, "]");
    if (!st && json.failed) st = sayso_no_memory(err);
    if (!st) {
        sayso_led_text(sp->rows, 1, json.at);
        st = texts_read(sp, l, err);
        sayso_led_reset(sp->rows);
    }
    for (uint32_t i = 0; !st && i < sp->n_wanted; i++) {
        sayso_led_spelt *x = slot(sp, sp->wanted[i]);
        if (!x->text) x->text = none;
    }
    if (!st) sp->n_wanted = 0;
    sayso_buf_free(&json);
    return st;
}

void sayso_led_speller_free(sayso_led_speller *sp)
{
    sayso_led_finalize(sp->rows);
    sayso_arena_free(&sp->texts);
    free(sp->slots);
    free(sp->wanted);
    *sp = (sayso_led_speller){ .n = 0 };
}
