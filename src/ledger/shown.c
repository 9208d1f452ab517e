/* The table `shown`: rows of the list of events, packed by columns, and the list made of them. */
#include "shown.h"
#include "deflate.h"
#include "facts.h"
#include "pack.h"
#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

static int64_t chunk_of(int64_t document) { return document / LG_SHOWN_DOCUMENTS; }

/* ---- what of a row is packed ---- */

/* Ids are made when the row is shown. */
static bool packed(const sayso_field *f)
{
    return f->kind != SAYSO_FIELD_HIDDEN && f->at != offsetof(sayso_event_row, id) &&
           f->at != offsetof(sayso_event_row, claim);
}

/* What an offset is counted from: the one before it, as an end from the beginning. */
static uint32_t base_of(const sayso_record *r, size_t i, const void *row)
{
    const bool second = i && r->fields[i].kind == SAYSO_FIELD_OFFSET &&
                        r->fields[i - 1].kind == SAYSO_FIELD_OFFSET;
    return second ? *(const uint32_t *)(const void *)((const char *)row + r->fields[i - 1].at) : 0;
}

/* ---- rows as bytes ---- */

/* The number of rows; their documents, numbers and events, of which documents and events by how
 * much each is more than the one before; then of each field the texts that are in it, each once,
 * and a number for each value: 0 NULL, else one more than that of its text. Reals are texts of
 * eight bytes, other numbers stand for themselves, lists begin with how many there are. */
typedef struct column { sayso_led_fact_texts texts; sayso_buf numbers; } column;

typedef struct packing {
    const sayso_record *record;
    sayso_led_facts holder;    /* of the texts */
    column  *columns;          /* [record->n] */
    sayso_buf keys[3]; int64_t before, event; /* of the last row */
    uint32_t n;
    bool     failed;
} packing;

static void number_put(column *c, uint64_t x) { sayso_led_put_number(&c->numbers, x); }

static void text_put(packing *p, column *c, const void *at, size_t n)
{
    const uint32_t number = at ? sayso_led_facts_text(&p->holder, &c->texts,
                                                      (sayso_str){ at, (uint32_t)n })
                               : 0;
    p->failed |= number == UINT32_MAX;
    number_put(c, at ? (uint64_t)number + 1 : 0);
}

static void word_put(packing *p, column *c, const char *z)
{
    text_put(p, c, z, z ? strlen(z) : 0);
}

static void parties_put(packing *p, column *c, const sayso_field *f, const void *at)
{
    const sayso_party *all = *(const sayso_party *const *)at;
    const uint32_t n = *(const uint32_t *)(const void *)((const char *)at + sizeof(void *));
    if (f->kind == SAYSO_FIELD_CODES) number_put(c, n);
    for (uint32_t i = 0; i < n; i++)
        word_put(p, c, f->kind == SAYSO_FIELD_CODES ? all[i].code : all[i].text);
}

static void row_put(packing *p, const void *row)
{
    for (size_t i = 0; i < p->record->n; i++) {
        const sayso_field *f = &p->record->fields[i];
        const void *at = (const char *)row + f->at;
        column *c = &p->columns[i];
        if (!packed(f)) continue;
        switch (f->kind) {
        case SAYSO_FIELD_TEXT: word_put(p, c, *(const char *const *)at); break;
        case SAYSO_FIELD_REAL: text_put(p, c, at, sizeof(double)); break;
        case SAYSO_FIELD_COUNT:
        case SAYSO_FIELD_OFFSET:
            number_put(c, *(const uint32_t *)at - base_of(p->record, i, row));
            break;
        case SAYSO_FIELD_CODES:
        case SAYSO_FIELD_NAMES: parties_put(p, c, f, at); break;
        default: assert(!"a field that no event has");
        }
    }
    p->n++;
}

static void key_put(packing *p, int i, int64_t x)
{
    sayso_led_put_number(&p->keys[i], (uint64_t)x);
}

static void joined(sayso_buf *to, const sayso_buf *from)
{
    if (from->len) sayso_buf_put(to, from->at, from->len);
    to->failed |= from->failed;
}

static void packing_end(packing *p, sayso_buf *to)
{
    to->failed |= p->failed;
    sayso_led_put_number(to, p->n);
    for (int i = 0; i < 3; i++) joined(to, &p->keys[i]);
    for (size_t i = 0; i < p->record->n; i++) {
        column *c = &p->columns[i];
        if (!packed(&p->record->fields[i])) continue;
        sayso_led_put_number(to, c->texts.n);
        for (uint32_t k = 0; k < c->texts.n; k++) {
            sayso_led_put_number(to, c->texts.at[k].len);
            sayso_buf_put(to, c->texts.at[k].at, c->texts.at[k].len);
            sayso_buf_put(to, "", 1);
        }
        joined(to, &c->numbers);
    }
}

static void packing_free(packing *p)
{
    for (size_t i = 0; p->columns && i < p->record->n; i++) {
        free(p->columns[i].texts.at);
        free(p->columns[i].texts.slots);
        sayso_buf_free(&p->columns[i].numbers);
    }
    for (int i = 0; i < 3; i++) sayso_buf_free(&p->keys[i]);
    free(p->columns);
    sayso_led_facts_free(&p->holder);
}

/* The list's rows, and beside them the numbers that it does not show. */
static sayso_status rows_pack(packing *p, sayso_cursor *list, sayso_led_stmt *keys, sayso_ledger *l,
                              sayso_error *err)
{
    const void *row = NULL;
    bool any = false;
    sayso_status st;
    while (!(st = sayso_cursor_next(list, &row, err)) && row &&
           !(st = sayso_led_step(l, keys, &any, err)) && any) {
        key_put(p, 0, sayso_led_whole(keys, 0) - p->before);
        key_put(p, 1, sayso_led_whole(keys, 1));
        key_put(p, 2, sayso_led_whole(keys, 2) - p->event);
        p->before = sayso_led_whole(keys, 0);
        p->event = sayso_led_whole(keys, 2);
        row_put(p, row);
    }
    return st;
}

/* Appends the rows of a chunk's documents, from the tables. */
static sayso_status chunk_pack(sayso_ledger *l, int64_t chunk, sayso_buf *to, sayso_error *err)
{
    const sayso_led_stretch of = { .first = chunk * LG_SHOWN_DOCUMENTS,
                                   .last = (chunk + 1) * LG_SHOWN_DOCUMENTS - 1 };
    sayso_led_stmt *keys;
    sayso_cursor *list;
    sayso_status st = sayso_led_kept(l,
                                     "SELECT document, number, event FROM stored_events WHERE "
                                     "document BETWEEN ? AND ? ORDER BY document, number",
                                     &keys, err);
    if (st || (st = sayso_led_stretch_query(&list, l, "events", NULL, of, true, err))) return st;
    packing p = { .record = sayso_cursor_record(list), .before = of.first };
    p.columns = calloc(p.record->n, sizeof *p.columns);
    sayso_led_int(keys, 1, of.first);
    sayso_led_int(keys, 2, of.last);
    st = p.columns ? rows_pack(&p, list, keys, l, err) : sayso_no_memory(err);
    sayso_led_reset(keys);
    if (!st) packing_end(&p, to);
    if (!st && to->failed) st = sayso_no_memory(err);
    packing_free(&p);
    sayso_cursor_close(list);
    return st;
}

/* ---- and back ---- */

typedef struct unpacked {
    int64_t number;                /* -1: none is there */
    sayso_buf bytes;               /* from which texts are borrowed */
    sayso_arena arena;
    sayso_event_row *rows;         /* [n], as all below */
    uint32_t *documents, *numbers; int64_t *events; uint32_t n;
    uint32_t first[LG_SHOWN_DOCUMENTS + 1]; /* of each document's rows */
    bool failed;                   /* without memory */
} unpacked;

/* sayso_arena_array of what is unpacked. */
static void *array_make(unpacked *c, size_t n, size_t size)
{
    void *made = sayso_arena_array(&c->arena, n, size);
    c->failed |= !made;
    return made;
}

static bool keys_get(unpacked *c, sayso_led_bytes *b)
{
    uint32_t document = 0;
    int64_t event = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        document += (uint32_t)sayso_led_get_number(b);
        if (document >= LG_SHOWN_DOCUMENTS) return false;
        c->documents[i] = document;
    }
    for (uint32_t i = 0; i < c->n; i++)
        c->numbers[i] = (uint32_t)sayso_led_get_number(b);
    for (uint32_t i = 0; i < c->n; i++)
        c->events[i] = event = (int64_t)((uint64_t)event + sayso_led_get_number(b));
    for (uint32_t d = 0, i = 0; d <= LG_SHOWN_DOCUMENTS; d++) {
        while (i < c->n && c->documents[i] < d) i++;
        c->first[d] = i;
    }
    return true;
}

/* The texts of a column; NULL without memory, or where they are none. Of reals, what has not their
 * eight bytes is none. */
static const char **texts_get(unpacked *c, sayso_led_bytes *b, bool reals, uint64_t *n)
{
    *n = sayso_led_get_number(b);
    if (b->bad || *n > (size_t)(b->end - b->at)) return NULL;
    const char **texts = array_make(c, *n + 1, sizeof *texts);
    for (uint64_t i = 0; texts && i < *n; i++) {
        const uint64_t len = sayso_led_get_number(b);
        if (b->bad || len >= (size_t)(b->end - b->at) || b->at[len]) return NULL;
        texts[i + 1] = !reals || len == sizeof(double) ? (const char *)b->at : NULL;
        b->at += len + 1;
    }
    if (texts) texts[0] = NULL;
    return texts;
}

/* Texts are numbered from 1; whatever is no number of one is NULL, and the bytes are bad. */
typedef struct values { sayso_led_bytes *b; const char **texts; uint64_t n; } values;

static inline const char *value_get(values *v)
{
    const uint64_t number = sayso_led_get_number(v->b);
    if (number <= v->n) return v->texts[number];
    v->b->bad = true;
    return NULL;
}

static bool parties_get(unpacked *c, const sayso_field *f, values *v, void *at)
{
    sayso_party **all = at;
    uint32_t *n = (uint32_t *)(void *)((char *)at + sizeof(void *));
    if (f->kind == SAYSO_FIELD_CODES) {
        const uint64_t more = sayso_led_get_number(v->b);
        if (more > (size_t)(v->b->end - v->b->at)) return false;
        *n = (uint32_t)more;
        if (*n && !(*all = array_make(c, *n, sizeof **all))) return false;
        if (*n) memset(*all, 0, *n * sizeof **all);
    }
    for (uint32_t i = 0; i < *n; i++)
        *(f->kind == SAYSO_FIELD_CODES ? &(*all)[i].code : &(*all)[i].text) = value_get(v);
    return true;
}

/* One field of all rows. */
static bool field_get(unpacked *c, const sayso_record *r, size_t i, values *v)
{
    const sayso_field *f = &r->fields[i];
    const char *eight;
    bool ok = true;
    for (uint32_t k = 0; ok && k < c->n; k++) {
        void *at = (char *)&c->rows[k] + f->at;
        switch (f->kind) {
        case SAYSO_FIELD_TEXT: *(const char **)at = value_get(v); break;
        case SAYSO_FIELD_REAL:
            if ((ok = (eight = value_get(v)) != NULL)) memcpy(at, eight, sizeof(double));
            break;
        case SAYSO_FIELD_COUNT:
        case SAYSO_FIELD_OFFSET:
            *(uint32_t *)at = (uint32_t)sayso_led_get_number(v->b) + base_of(r, i, &c->rows[k]);
            break;
        default: ok = parties_get(c, f, v, at);
        }
    }
    return ok;
}

/* False where the bytes are none, or, which c->failed tells, without memory. */
static bool chunk_unpack(unpacked *c)
{
    const sayso_record *r = &sayso_rec_event_row;
    const uint8_t *at = (const uint8_t *)c->bytes.at;
    sayso_led_bytes b = { at, at + c->bytes.len, false };
    const uint64_t n = sayso_led_get_number(&b);
    if (b.bad || n > c->bytes.len) return false;
    c->n = (uint32_t)n;
    c->rows = array_make(c, n + 1, sizeof *c->rows);
    c->documents = array_make(c, n + 1, sizeof *c->documents);
    c->numbers = array_make(c, n + 1, sizeof *c->numbers);
    c->events = array_make(c, n + 1, sizeof *c->events);
    if (!c->rows || !c->documents || !c->numbers || !c->events || !keys_get(c, &b)) return false;
    memset(c->rows, 0, n * sizeof *c->rows);
    for (size_t i = 0; i < r->n && !b.bad; i++) {
        values v = { .b = &b };
        if (!packed(&r->fields[i])) continue;
        const bool reals = r->fields[i].kind == SAYSO_FIELD_REAL;
        if (!(v.texts = texts_get(c, &b, reals, &v.n)) || !field_get(c, r, i, &v)) return false;
    }
    return !b.bad && b.at == b.end;
}

/* ---- kept up to date ---- */

bool sayso_led_shown_kept(const sayso_ledger *l) { return l->db->driver->version != NULL; }

sayso_status sayso_led_shown_touch(sayso_ledger *l, int64_t document, sayso_error *err)
{
    if (!sayso_led_shown_kept(l)) return SAYSO_OK;
    return sayso_led_run_with(
        l, "INSERT INTO shown (chunk) VALUES (?) ON CONFLICT (chunk) DO UPDATE SET rows = "
           "NULL WHERE rows IS NOT NULL",
        chunk_of(document), 0, err);
}

sayso_status sayso_led_shown_all(sayso_ledger *l, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    if (!sayso_led_shown_kept(l)) return st;
    if ((st = sayso_led_run(l, "DELETE FROM shown", err))) return st;
    return sayso_led_run_with(
        l, "INSERT INTO shown (chunk) SELECT DISTINCT document / ? FROM documents",
        LG_SHOWN_DOCUMENTS, 0, err);
}

sayso_status sayso_led_shown_waiting(sayso_ledger *l, int64_t *chunk, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *chunk = -1;
    if (!sayso_led_shown_kept(l)) return SAYSO_OK;
    sayso_status st = sayso_led_kept(l,
                                     "SELECT chunk FROM shown WHERE rows IS NULL AND chunk < "
                                     "(SELECT max(document) FROM documents) / ? "
                                     "ORDER BY chunk LIMIT 1",
                                     &s, err);
    if (st) return st;
    sayso_led_int(s, 1, LG_SHOWN_DOCUMENTS);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *chunk = sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_shown_make(sayso_ledger *l, int64_t chunk, sayso_error *err)
{
    sayso_led_stmt *s;
    sayso_str small;
    sayso_buf bytes = SAYSO_BUF_EMPTY;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = chunk_pack(l, chunk, &bytes, err);
    if (!st && !sayso_led_deflate((sayso_str){ bytes.at, (uint32_t)bytes.len }, &a, &small))
        st = sayso_no_memory(err);
    if (!st) st = sayso_led_kept(l, "UPDATE shown SET rows = ? WHERE chunk = ?", &s, err);
    if (!st) {
        sayso_led_memory(s, 1, small.at, small.len);
        sayso_led_int(s, 2, chunk);
        st = sayso_led_done(l, s, err);
    }
    sayso_arena_free(&a);
    sayso_buf_free(&bytes);
    return st;
}

/* *there: the row was made, and these are its bytes. */
static sayso_status bytes_load(sayso_ledger *l, int64_t chunk, sayso_led_inflater *by, bool *there,
                               sayso_buf *out, sayso_error *err)
{
    sayso_led_stmt *s;
    *there = false;
    sayso_status st = sayso_led_kept(
        l, "SELECT rows FROM shown WHERE chunk = ? AND rows IS NOT NULL", &s, err);
    if (st) return st;
    sayso_led_int(s, 1, chunk);
    if (!(st = sayso_led_step(l, s, there, err)) && *there)
        st = sayso_led_inflate_by(by, sayso_led_blob(s, 0), out);
    sayso_led_reset(s);
    return !st ? st : st == SAYSO_NO_MEMORY ? sayso_no_memory(err) : sayso_led_damaged(l, err);
}

sayso_status sayso_led_shown_same(sayso_ledger *l, int64_t chunk, bool *same, sayso_error *err)
{
    sayso_buf was = SAYSO_BUF_EMPTY, now = SAYSO_BUF_EMPTY;
    sayso_led_inflater *by = sayso_led_inflater_new();
    sayso_status st = by ? bytes_load(l, chunk, by, same, &was, err) : sayso_no_memory(err);
    const bool there = *same;
    *same = !there;
    if (!st && there) st = chunk_pack(l, chunk, &now, err);
    if (!st && there) *same = was.len == now.len && memcmp(was.at, now.at, now.len) == 0;
    if (by) sayso_led_inflater_free(by);
    sayso_buf_free(&was);
    sayso_buf_free(&now);
    return st;
}

/* ---- claims ---- */

static void claims_take(sayso_led_shown_claims *c, const sayso_led_facts *f)
{
    for (uint32_t d = 0; d < f->n_documents; d++)
        for (uint32_t i = 0; i < f->documents[d].n_events; i++) {
            const sayso_led_fact *e = &f->events[f->documents[d].events + i];
            const bool sound = e->event > 0 && e->event < c->n && e->claim > 0 && e->claim < c->n;
            if (!sound) continue; /* in no claim yet */
            c->of[e->event] = (uint32_t)e->claim;
            if (!(e->flags & LG_FACT_FIRST)) continue;
            c->keys[e->claim] = f->documents[d].key;
            c->numbers[e->claim] = e->number + 1;
        }
}

static sayso_status claims_load(sayso_led_shown_claims *c, sayso_ledger *l, sayso_led_stmt *s,
                                sayso_error *err)
{
    const uint32_t wanted = LG_FACTS_IDS | LG_FACTS_FLAGS | LG_FACTS_KEYS;
    const sayso_str nothing = { NULL, 0 };
    sayso_led_facts f = { .n_documents = 0 };
    bool row = false;
    sayso_status st;
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        if ((st = sayso_led_facts_read(&f, l, wanted, sayso_led_blob(s, 0), nothing, nothing, err)))
            break;
        claims_take(c, &f);
    }
    sayso_led_facts_free(&f);
    return st;
}

sayso_status sayso_led_shown_claims_read(sayso_led_shown_claims *c, sayso_ledger *l,
                                         sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(l, "SELECT ifnull(max(event), 0) FROM stored_events", &s, err);
    if (st) return st;
    if (!(st = sayso_led_step(l, s, &row, err)) && row) c->n = sayso_led_whole(s, 0) + 1;
    sayso_led_reset(s);
    c->of = calloc((size_t)c->n, sizeof *c->of);
    c->keys = calloc((size_t)c->n, sizeof *c->keys);
    c->numbers = calloc((size_t)c->n, sizeof *c->numbers);
    if (!st && (!c->of || !c->keys || !c->numbers)) st = sayso_no_memory(err);
    if (!st) st = sayso_led_kept(l, "SELECT rows FROM facts ORDER BY chunk", &s, err);
    if (st) return st;
    st = claims_load(c, l, s, err);
    sayso_led_reset(s);
    return st;
}

void sayso_led_shown_claims_free(sayso_led_shown_claims *c)
{
    free(c->of);
    free(c->keys);
    free(c->numbers);
}

/* ---- the list ---- */

enum { ID_SIZE = SAYSO_KEY_SIZE + 16 };

struct sayso_led_shown {
    sayso_ledger *l;
    const sayso_led_shown_claims *claims;
    sayso_led_inflater *by;
    unpacked chunks[LG_SHOWN_HELD];
    sayso_led_stmt *walk;          /* documents in the list's order */
    sayso_arena kept;              /* of what the walk is asked with */
    unpacked *at; uint32_t i, end;    /* rows of the document at hand */
    char key[SAYSO_KEY_SIZE], id[ID_SIZE], claim[ID_SIZE];
};

bool sayso_led_shown_missed(int64_t held[LG_SHOWN_HELD], int64_t document)
{
    int64_t *has = &held[(uint64_t)chunk_of(document) % LG_SHOWN_HELD];
    const bool missed = *has != chunk_of(document);
    *has = chunk_of(document);
    return missed;
}

sayso_led_shown *sayso_led_shown_new(sayso_ledger *l, const sayso_led_shown_claims *claims)
{
    sayso_led_shown *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->l = l;
    s->claims = claims;
    for (int i = 0; i < LG_SHOWN_HELD; i++) s->chunks[i].number = -1;
    if ((s->by = sayso_led_inflater_new())) return s;
    free(s);
    return NULL;
}

void sayso_led_shown_free(sayso_led_shown *s)
{
    if (!s) return;
    for (int i = 0; i < LG_SHOWN_HELD; i++) {
        sayso_buf_free(&s->chunks[i].bytes);
        sayso_arena_free(&s->chunks[i].arena);
    }
    sayso_led_finalize(s->walk);
    sayso_led_inflater_free(s->by);
    sayso_arena_free(&s->kept);
    free(s);
}

sayso_status sayso_led_shown_begin(sayso_led_shown *s, const sayso_led_stretch *of,
                                   sayso_error *err)
{
    sayso_led_sql q = { .driver = s->l->db->driver };
    sayso_led_finalize(s->walk);
    sayso_arena_reset(&s->kept);
    s->walk = NULL;
    s->i = s->end = 0;
    sayso_buf_puts(&q.sql, "SELECT d.document, d.key FROM documents d WHERE true");
    sayso_led_stretch_put(&q, of);
    sayso_buf_puts(&q.sql, " ORDER BY " LED_DAY("d") ", " LED_KEY);
    const sayso_status st = sayso_led_sql_prepare(&q, s->l, &s->kept, &s->walk, err);
    sayso_led_sql_free(&q);
    return st;
}

/* The rows of a chunk: held, stored, or made of the list. */
static sayso_status chunk_get(sayso_led_shown *s, int64_t number, unpacked **out, sayso_error *err)
{
    unpacked *c = *out = &s->chunks[number % LG_SHOWN_HELD];
    bool there = false;
    if (c->number == number) return SAYSO_OK;
    c->number = -1;
    c->bytes.len = 0;
    sayso_arena_reset(&c->arena);
    sayso_status st = bytes_load(s->l, number, s->by, &there, &c->bytes, err);
    if (!st && !there) st = chunk_pack(s->l, number, &c->bytes, err);
    if (st) return st;
    c->failed = false;
    if (!chunk_unpack(c)) return c->failed ? sayso_no_memory(err) : sayso_led_damaged(s->l, err);
    c->number = number;
    return SAYSO_OK;
}

/* Comes to the next document that has rows; none: s->i stays s->end. */
static sayso_status document_next(sayso_led_shown *s, sayso_error *err)
{
    bool any = true;
    sayso_status st = SAYSO_OK;
    while (s->i == s->end && !(st = sayso_led_step(s->l, s->walk, &any, err)) && any) {
        const int64_t document = sayso_led_whole(s->walk, 0);
        const sayso_str key = sayso_led_blob(s->walk, 1);
        if (document < 0 || key.len >= sizeof s->key) return sayso_led_damaged(s->l, err);
        memcpy(s->key, key.at, key.len);
        s->key[key.len] = 0;
        if ((st = chunk_get(s, chunk_of(document), &s->at, err))) break;
        s->i = s->at->first[document % LG_SHOWN_DOCUMENTS];
        s->end = s->at->first[document % LG_SHOWN_DOCUMENTS + 1];
    }
    return st;
}

static const char *id_make(char out[ID_SIZE], const char *key, char letter, uint32_t number)
{
    char end[12], *at = end + sizeof end;
    size_t n = strlen(key);
    *--at = 0;
    do *--at = (char)('0' + number % 10);
    while (number /= 10);
    *--at = letter;
    memcpy(out, key, n);
    out[n++] = '-';
    memcpy(out + n, at, (size_t)(end + sizeof end - at));
    return out;
}

static const char *claim_make(sayso_led_shown *s, int64_t event)
{
    char key[SAYSO_KEY_SIZE];
    const uint32_t claim = event > 0 && event < s->claims->n ? s->claims->of[event] : 0;
    if (!claim || !s->claims->numbers[claim]) return NULL;
    sayso_led_facts_key_text(s->claims->keys[claim], key);
    return id_make(s->claim, key, 'c', s->claims->numbers[claim] - 1);
}

sayso_status sayso_led_shown_next(sayso_led_shown *s, const void **row, sayso_error *err)
{
    *row = NULL;
    const sayso_status st = document_next(s, err);
    if (st || s->i == s->end) return st;
    sayso_event_row *r = &s->at->rows[s->i];
    r->id = id_make(s->id, s->key, 'e', s->at->numbers[s->i]);
    r->claim = claim_make(s, s->at->events[s->i]);
    *row = r;
    s->i++;
    return SAYSO_OK;
}
