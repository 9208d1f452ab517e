/* Facts as bytes, and back. What is written and what is read is said once: each field goes through
 * `number` or `real`, which does the one or the other. */
#include "facts.h"
#include "pack.h"
#include <math.h>
#include <stdlib.h>

/* ---- texts ---- */

static bool slots_make(sayso_led_fact_texts *t)
{
    const uint32_t n = t->n_slots ? 2 * t->n_slots : 256;
    uint32_t *slots = calloc(n, sizeof *slots);
    if (!slots) return false;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t at = (uint32_t)sayso_hash(t->at[i].at, t->at[i].len, 0) & (n - 1);
        while (slots[at]) at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    free(t->slots);
    t->slots = slots;
    t->n_slots = n;
    return true;
}

static bool text_add(sayso_led_fact_texts *t, sayso_str text)
{
    if (!sayso_grow(t->at, t->n, t->cap)) return false;
    t->at[t->n++] = text;
    return true;
}

uint32_t sayso_led_facts_text(sayso_led_facts *f, sayso_led_fact_texts *t, sayso_str text)
{
    if (!t->n && !text_add(t, (sayso_str){ "", 0 })) return UINT32_MAX;
    if (!text.len) return 0;
    while (2 * (t->n + 1) > t->n_slots)
        if (!slots_make(t)) return UINT32_MAX;
    uint32_t at = (uint32_t)sayso_hash(text.at, text.len, 0) & (t->n_slots - 1);
    for (; t->slots[at]; at = (at + 1) & (t->n_slots - 1))
        if (sayso_str_eq(t->at[t->slots[at] - 1], text)) return t->slots[at] - 1;
    const char *copy = sayso_arena_dup(&f->arena, text.at, text.len);
    if (!copy || !text_add(t, (sayso_str){ copy, text.len })) return UINT32_MAX;
    t->slots[at] = t->n;
    return t->n - 1;
}

static void texts_reset(sayso_led_fact_texts *t)
{
    t->n = 0;
    if (t->n_slots) memset(t->slots, 0, t->n_slots * sizeof *t->slots);
}

void sayso_led_facts_reset(sayso_led_facts *f)
{
    sayso_arena_reset(&f->arena);
    texts_reset(&f->texts);
    texts_reset(&f->names);
    f->n_documents = f->n_events = f->n_said = f->n_parties = f->n_places = f->n_says = 0;
}

void sayso_led_facts_free(sayso_led_facts *f)
{
    sayso_arena_free(&f->arena);
    free(f->texts.at);
    free(f->texts.slots);
    free(f->names.at);
    free(f->names.slots);
    free(f->documents);
    free(f->events);
    free(f->said);
    free(f->parties);
    free(f->places);
    free(f->says);
    *f = (sayso_led_facts){ .n_documents = 0 };
}

uint64_t sayso_led_facts_key(const char *key)
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    uint64_t bits = 0;
    for (int i = 0; i < 12; i++) {
        const char *d = *key ? strchr(digits, *key) : NULL;
        bits = bits << 5 | (uint64_t)(d ? d - digits : 0);
        key += *key != 0;
    }
    return bits;
}

/* ---- one field, to or from the bytes ---- */

/* Whole within writing and within reading: each is made without the other, which is half the time.
 */
#define INLINE static inline __attribute__((always_inline))

typedef struct io {
    sayso_buf *out;            /* NULL: is read */
    sayso_led_bytes in;
} io;

/* A number of several bytes, and where it ends; NULL where there is none. Not by the address of an
 * io, so that this stays in registers. */
typedef struct got { uint64_t value; const uint8_t *end; } got;

static __attribute__((noinline)) got number_get(const uint8_t *at, const uint8_t *end)
{
    sayso_led_bytes in = { at, end, false };
    const uint64_t value = sayso_led_get_number(&in);
    return (got){ value, in.bad ? NULL : in.at };
}

INLINE uint64_t number(io *x, uint64_t value)
{
    if (x->out) sayso_led_put_number(x->out, value);
    else if (x->in.at < x->in.end && *x->in.at < 0x80) return *x->in.at++;
    else if (x->in.end - x->in.at >= 2 && x->in.at[1] < 0x80) {
        value = (uint64_t)(x->in.at[0] & 0x7f) | (uint64_t)x->in.at[1] << 7;
        x->in.at += 2;
    } else {
        const got g = number_get(x->in.at, x->in.end);
        value = g.value;
        x->in.bad |= !g.end;
        x->in.at = g.end ? g.end : x->in.end;
    }
    return value;
}

INLINE uint32_t small(io *x, uint32_t value)
{
    const uint64_t v = number(x, value);
    if (v > UINT32_MAX) x->in.bad = true;
    return (uint32_t)v;
}

INLINE int64_t whole(io *x, int64_t value)
{
    const uint64_t v = number(x, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
    return (int64_t)(v >> 1 ^ (v & 1 ? UINT64_MAX : 0));
}

/* What is counted from another number; not a small one, where either may be unknown. */
INLINE int64_t from_other(io *x, int64_t value, int64_t other)
{
    return (int64_t)((uint64_t)other +
                     (uint64_t)whole(x, (int64_t)((uint64_t)value - (uint64_t)other)));
}

INLINE int32_t day(io *x, int32_t value, int32_t near)
{
    const int64_t v = from_other(x, value, near);
    if (v < INT32_MIN || v > INT32_MAX) x->in.bad = true;
    return (int32_t)v;
}

/* Eight bytes, the lowest first. */
INLINE double real(io *x, double value)
{
    uint8_t bytes[8];
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; x->out && i < 8; i++) bytes[i] = (uint8_t)(bits >> 8 * i);
    if (x->out) sayso_buf_put(x->out, bytes, 8);
    if (x->out) return value;
    if (x->in.end - x->in.at < 8) {
        x->in.bad = true;
        return 0;
    }
    const uint8_t *at = x->in.at;
    bits = (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
    x->in.at += 8;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* A number below n. */
INLINE uint32_t of(io *x, uint32_t value, uint32_t n)
{
    const uint32_t v = small(x, value);
    if (v < n) return v;
    x->in.bad = true;
    return 0;
}

/* How many there are of something; room is made where they are read, for fields that are all read
 * then. */
#define COUNT(x, f, what, cap_what, begin, n)                                                      \
    count(x, (uint32_t)((x)->out ? (n) : 0), (begin),                                              \
          (void **)&(f)->what, &(f)->n_##what, &(f)->cap_what, sizeof *(f)->what)

INLINE uint32_t count(io *x, uint32_t n, uint32_t begin, void **items, uint32_t *n_items,
                      uint32_t *cap, size_t size)
{
    n = small(x, n);
    if (x->out) return n;
    /* each is a byte at least, so a count cannot ask for more memory than the bytes have */
    if (x->in.bad || n > (size_t)(x->in.end - x->in.at) ||
        (begin + n > *cap && !sayso_grow_(items, cap, begin + n, size))) {
        x->in.bad = true;
        return 0;
    }
    *n_items = begin + n;
    return n;
}

/* ---- all of them ---- */

INLINE void texts_io(io *x, sayso_led_fact_texts *t)
{
    const uint32_t n = small(x, t->n);
    if (!x->out) {
        t->n = 0;
        if (x->in.bad || n > (size_t)(x->in.end - x->in.at) || !sayso_reserve(t->at, t->cap, n)) {
            x->in.bad = true;
            return;
        }
        t->n = n;
    }
    for (uint32_t i = 0; i < n && !x->in.bad; i++) {
        const uint32_t len = small(x, x->out ? t->at[i].len : 0);
        if (x->out) sayso_buf_put(x->out, t->at[i].at, len);
        else if (len > (size_t)(x->in.end - x->in.at)) x->in.bad = true;
        else {
            t->at[i] = (sayso_str){ (const char *)x->in.at, len };
            x->in.at += len;
        }
    }
}

INLINE void place_io(io *x, const sayso_led_facts *f, sayso_led_fact_place *p)
{
    p->country = of(x, p->country, f->texts.n);
    p->admin1 = of(x, p->admin1, f->texts.n);
    p->name = of(x, p->name, f->texts.n);
    const bool known = number(x, !isnan(p->lat_deg) && !isnan(p->lon_deg)) != 0;
    p->lat_deg = known ? real(x, p->lat_deg) : NAN;
    p->lon_deg = known ? real(x, p->lon_deg) : NAN;
}

INLINE void said_io(io *x, const sayso_led_facts *f, sayso_led_fact_said *s,
                    const sayso_led_fact_said *before, uint32_t n_names)
{
    s->attribution = from_other(x, s->attribution, before ? before->attribution : 0);
    s->number = small(x, s->number);
    s->code = of(x, s->code, f->texts.n);
    s->name = of(x, s->name, n_names);
}

INLINE void parties_io(io *x, sayso_led_facts *f, sayso_led_fact *e, uint32_t n_names)
{
    const uint32_t begin = x->out ? e->parties : f->n_parties;
    const uint32_t n = COUNT(x, f, parties, cap_parties, begin, e->n_actors + e->n_recipients);
    e->parties = begin;
    e->n_actors = of(x, e->n_actors, n + 1);
    e->n_recipients = n - e->n_actors;
    for (uint32_t i = begin; i < begin + n; i++) {
        sayso_led_fact_party *p = &f->parties[i];
        p->country = of(x, p->country, f->texts.n);
        p->code = of(x, p->code, f->texts.n);
        p->name = of(x, p->name, n_names);
    }
}

INLINE void says_io(io *x, sayso_led_facts *f, sayso_led_fact *e, uint32_t n_said)
{
    const uint32_t begin = x->out ? e->says : f->n_says;
    e->says = begin;
    e->n_says = COUNT(x, f, says, cap_says, begin, e->n_says);
    for (uint32_t i = begin; i < begin + e->n_says; i++) f->says[i] = of(x, f->says[i], n_said);
}

INLINE void event_io(io *x, sayso_led_facts *f, const sayso_led_fact_document *d, uint32_t i,
                     uint32_t n_names)
{
    sayso_led_fact *e = &f->events[i];
    e->event = from_other(x, e->event, i ? f->events[i - 1].event : 0);
    e->number = small(x, e->number);
    e->type = of(x, e->type, f->texts.n);
    e->status = of(x, e->status, f->texts.n);
    e->mode = of(x, e->mode, f->texts.n);
    e->from = day(x, e->from, d->day);
    e->to = day(x, e->to, e->from);
    e->goldstein = whole(x, e->goldstein);
    e->confidence = real(x, e->confidence);
    e->place = of(x, e->place, f->n_places + 1);
    e->under = of(x, e->under, d->n_said + 1);
    e->claim = from_other(x, e->claim, e->event);
    e->flags = small(x, e->flags);
    if (e->flags & LG_FACT_FIRST) e->day = day(x, e->day, e->from);
    else if (!x->out) e->day = INT32_MIN;
    says_io(x, f, e, d->n_said);
    parties_io(x, f, e, n_names);
}

INLINE void document_io(io *x, sayso_led_facts *f, uint32_t i, uint32_t n_names)
{
    sayso_led_fact_document *d = &f->documents[i];
    d->document = from_other(x, d->document, i ? f->documents[i - 1].document : 0);
    d->origin = from_other(x, d->origin, d->document);
    d->key = (uint64_t)whole(x, (int64_t)d->key);
    d->day = day(x, d->day, i ? f->documents[i - 1].day : 0);
    d->publisher = of(x, d->publisher, f->texts.n);
    uint32_t begin = x->out ? d->said : f->n_said;
    d->said = begin;
    d->n_said = COUNT(x, f, said, cap_said, begin, d->n_said);
    for (uint32_t k = begin; k < begin + d->n_said && !x->in.bad; k++)
        said_io(x, f, &f->said[k], k ? &f->said[k - 1] : NULL, n_names);
    begin = x->out ? d->events : f->n_events;
    d->events = begin;
    d->n_events = COUNT(x, f, events, cap_events, begin, d->n_events);
    for (uint32_t k = begin; k < begin + d->n_events && !x->in.bad; k++)
        event_io(x, f, d, k, n_names);
}

INLINE void facts_io(io *x, sayso_led_facts *f, uint32_t n_names)
{
    texts_io(x, &f->texts);
    const uint32_t n_places = COUNT(x, f, places, cap_places, 0, f->n_places);
    for (uint32_t i = 0; i < n_places && !x->in.bad; i++) place_io(x, f, &f->places[i]);
    const uint32_t n = COUNT(x, f, documents, cap_documents, 0, f->n_documents);
    for (uint32_t i = 0; i < n && !x->in.bad; i++) document_io(x, f, i, n_names);
}

void sayso_led_facts_pack(sayso_led_facts *f, sayso_buf *rows, sayso_buf *names)
{
    io x = { .out = rows }, y = { .out = names };
    facts_io(&x, f, f->names.n);
    texts_io(&y, &f->names);
}

bool sayso_led_facts_unpack(sayso_led_facts *f, const void *rows, size_t n, const void *names,
                            size_t n_names)
{
    io x = { .in = { rows, rows ? (const uint8_t *)rows + n : NULL, false } };
    io y = { .in = { names, names ? (const uint8_t *)names + n_names : NULL, false } };
    sayso_led_facts_reset(f);
    if (names) texts_io(&y, &f->names);
    facts_io(&x, f, names ? f->names.n : UINT32_MAX);
    return !x.in.bad && !y.in.bad && x.in.at == x.in.end && (!names || y.in.at == y.in.end);
}
