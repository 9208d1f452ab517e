/* Facts as bytes, and back. What is written and what is read is said once: each field goes through
 * `number` or `real`, which does the one or the other. What is alike stands together, a column a
 * kind of thing with its length before it, so that a question reads over what it does not ask. */
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
    f->failed = false;
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

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
enum { KEY_DIGITS = 12 };

uint64_t sayso_led_facts_key(const char *key)
{
    uint64_t bits = 0;
    for (int i = 0; i < KEY_DIGITS; i++) {
        const char *d = *key ? strchr(digits, *key) : NULL;
        bits = bits << 5 | (uint64_t)(d ? d - digits : 0);
        key += *key != 0;
    }
    return bits;
}

void sayso_led_facts_key_text(uint64_t bits, char key[SAYSO_KEY_SIZE])
{
    for (int i = KEY_DIGITS; i-- > 0; bits >>= 5) key[i] = digits[bits & 31];
    key[KEY_DIGITS] = 0;
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
INLINE uint64_t bits(io *x, uint64_t value)
{
    uint8_t bytes[8];
    for (int i = 0; x->out && i < 8; i++) bytes[i] = (uint8_t)(value >> 8 * i);
    if (x->out) sayso_buf_put(x->out, bytes, 8);
    if (x->out) return value;
    if (x->in.end - x->in.at < 8) {
        x->in.bad = true;
        return 0;
    }
    const uint8_t *at = x->in.at;
    x->in.at += 8;
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

INLINE double real(io *x, double value)
{
    uint64_t as_bits = 0;
    memcpy(&as_bits, &value, sizeof as_bits);
    as_bits = bits(x, as_bits);
    memcpy(&value, &as_bits, sizeof value);
    return value;
}

/* What is mostly a whole number of parts, since it has few decimals; all else, NAN too, is bits. */
INLINE double in_parts(io *x, double value, double parts)
{
    const int64_t n = x->out && fabs(value) < 1e6 ? llround(value * parts) : 0;
    const bool so = x->out && (double)n / parts == value;
    if (!number(x, so)) return real(x, value);
    return (double)whole(x, n) / parts;
}

/* A number below n. */
INLINE uint32_t of(io *x, uint32_t value, uint32_t n)
{
    const uint32_t v = small(x, value);
    if (v < n) return v;
    x->in.bad = true;
    return 0;
}

/* Reads over two numbers: where the second of the bytes without a sign that more follow is. */
INLINE void two_passed(io *x)
{
    const uint8_t *at = x->in.at;
    if (x->in.end - at >= 4) {
        const uint32_t four = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
                              (uint32_t)at[3] << 24;
        uint32_t last = ~four & 0x80808080;
        last &= last - 1;
        if (last) {
            x->in.at += (__builtin_ctz(last) >> 3) + 1;
            return;
        }
    }
    number(x, 0);
    number(x, 0);
}

/* ---- columns ---- */

/* Nothing is there more often than its bytes have room for, so a count cannot ask for more memory
 * than that. `apart`: what stands in `more` is read; `whole`: of parties not only countries. */
typedef struct bounds { uint32_t n_names, rows, more; bool apart, whole; } bounds;

INLINE uint32_t count(io *x, uint32_t most, uint32_t value)
{
    return of(x, value, x->out || most == UINT32_MAX ? UINT32_MAX : most + 1);
}

#define ROOM(x, f, what, n)                                                                        \
    ((x)->out || sayso_reserve((f)->what, (f)->cap_##what, n) || ((x)->in.bad = (f)->failed = true, false))

/* Nothing may be NULL, to which C adds not even 0. */
#define EACH(f, what, type, at)                                                                    \
    for (type *at = (f)->what, *at##_end = (f)->n_##what ? at + (f)->n_##what : at; at < at##_end; \
         at++)
#define EACH_DOCUMENT(f, d) EACH(f, documents, sayso_led_fact_document, d)
#define EACH_EVENT(f, e) EACH(f, events, sayso_led_fact, e)
#define EVENTS_OF(f, d, e)                                                                         \
    for (sayso_led_fact *e = (d)->n_events ? (f)->events + (d)->events : NULL,                     \
                        *e##_end = e ? e + (d)->n_events : NULL;                                   \
         e < e##_end; e++)

/* t: texts or names of f. */
INLINE void texts_io(io *x, sayso_led_facts *f, sayso_led_fact_texts *t)
{
    const uint32_t n = small(x, t->n);
    if (!x->out) {
        t->n = 0;
        x->in.bad |= n > (size_t)(x->in.end - x->in.at);
        if (x->in.bad) return;
        if (!sayso_reserve(t->at, t->cap, n)) {
            x->in.bad = f->failed = true;
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

INLINE void text_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    texts_io(x, f, &f->texts);
}

/* The documents, and how many there are of all else. */
INLINE void document_column(io *x, sayso_led_facts *f, const bounds *b)
{
    const sayso_led_fact_document *before = NULL;
    const uint32_t n_documents = count(x, b->rows, f->n_documents),
                   n_places = count(x, b->rows, f->n_places);
    uint64_t n_said = 0, n_events = 0;
    if (!ROOM(x, f, documents, n_documents) || !ROOM(x, f, places, n_places)) return;
    f->n_documents = n_documents;
    f->n_places = n_places;
    EACH_DOCUMENT(f, d) {
        d->document = from_other(x, d->document, before ? before->document : 0);
        d->day = day(x, d->day, before ? before->day : 0);
        d->said = (uint32_t)n_said;
        d->events = (uint32_t)n_events;
        n_said += d->n_said = count(x, b->more, d->n_said);
        n_events += d->n_events = count(x, b->rows, d->n_events);
        before = d;
    }
    if (x->out) return;
    if (!b->apart) n_said = 0;
    x->in.bad |= n_said > b->more || n_events > b->rows;
    if (x->in.bad || !ROOM(x, f, said, (uint32_t)n_said) ||
        !ROOM(x, f, events, (uint32_t)n_events))
        return;
    f->n_said = (uint32_t)n_said;
    f->n_events = (uint32_t)n_events;
    if (n_events) memset(f->events, 0, f->n_events * sizeof *f->events); /* what nobody asks for */
}

INLINE void key_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_DOCUMENT(f, d) d->key = bits(x, d->key);
}

INLINE void origin_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_DOCUMENT(f, d) d->origin = from_other(x, d->origin, d->document);
}

INLINE void publisher_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_DOCUMENT(f, d) d->publisher = of(x, d->publisher, f->texts.n);
}

INLINE void said_column(io *x, sayso_led_facts *f, const bounds *b)
{
    int64_t before = 0;
    EACH(f, said, sayso_led_fact_said, s) {
        s->attribution = before = from_other(x, s->attribution, before);
        s->number = small(x, s->number);
        s->code = of(x, s->code, f->texts.n);
        s->name = of(x, s->name, b->n_names);
    }
}

INLINE void place_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH(f, places, sayso_led_fact_place, p) {
        p->country = of(x, p->country, f->texts.n);
        p->admin1 = of(x, p->admin1, f->texts.n);
        p->name = of(x, p->name, f->texts.n);
        const bool known = number(x, !isnan(p->lat_deg) && !isnan(p->lon_deg)) != 0;
        p->lat_deg = known ? in_parts(x, p->lat_deg, 100000) : NAN;
        p->lon_deg = known ? in_parts(x, p->lon_deg, 100000) : NAN;
    }
}

INLINE void id_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    int64_t before = 0;
    EACH_EVENT(f, e) {
        e->event = before = from_other(x, e->event, before);
        e->claim = from_other(x, e->claim, e->event);
    }
}

INLINE void numbered_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->number = small(x, e->number);
}

INLINE void type_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->type = of(x, e->type, f->texts.n);
}

INLINE void status_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->status = of(x, e->status, f->texts.n);
}

INLINE void mode_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->mode = of(x, e->mode, f->texts.n);
}

INLINE void day_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_DOCUMENT(f, d)
        EVENTS_OF(f, d, e) {
            e->from = day(x, e->from, d->day);
            e->to = day(x, e->to, e->from);
        }
}

INLINE void goldstein_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->goldstein = whole(x, e->goldstein);
}

INLINE void confidence_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->confidence = in_parts(x, e->confidence, 100);
}

INLINE void at_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_EVENT(f, e) e->place = of(x, e->place, f->n_places + 1);
}

INLINE void flag_column(io *x, sayso_led_facts *f, const bounds *b)
{
    (void)b;
    EACH_DOCUMENT(f, d)
        EVENTS_OF(f, d, e) {
            e->flags = small(x, e->flags);
            if (e->flags & LG_FACT_FIRST) e->day = day(x, e->day, d->day);
            else if (!x->out) e->day = INT32_MIN;
        }
}

INLINE void says_column(io *x, sayso_led_facts *f, const bounds *b)
{
    EACH_DOCUMENT(f, d)
        EVENTS_OF(f, d, e) {
            e->under = of(x, e->under, d->n_said + 1);
            const uint32_t begin = x->out ? e->says : f->n_says;
            e->says = begin;
            e->n_says = count(x, b->more, e->n_says);
            if (!ROOM(x, f, says, begin + e->n_says)) return;
            if (!x->out) f->n_says = begin + e->n_says;
            for (uint32_t i = begin; i < begin + e->n_says; i++)
                f->says[i] = of(x, f->says[i], d->n_said);
        }
}

INLINE void party_io(io *x, sayso_led_fact_party *p, uint32_t n_texts, const bounds *b)
{
    p->country = of(x, p->country, n_texts);
    if (!b->whole) {
        p->code = p->name = 0;
        two_passed(x);
        return;
    }
    p->code = of(x, p->code, n_texts);
    p->name = of(x, p->name, b->n_names);
}

INLINE void party_column(io *x, sayso_led_facts *f, const bounds *b)
{
    /* what has room for so many has it for each event */
    const uint32_t n_texts = f->texts.n,
                   most = x->out ? UINT32_MAX : (uint32_t)(x->in.end - x->in.at) / 3;
    uint32_t begin = 0;
    if (!ROOM(x, f, parties, most + 1)) return;
    EACH_EVENT(f, e) {
        const uint32_t n_actors = count(x, b->rows, e->n_actors),
                       n = n_actors + count(x, b->rows, e->n_recipients);
        if (x->out) begin = e->parties;
        else if (n > most - begin) x->in.bad = true;
        if (x->in.bad) return;
        e->parties = begin;
        e->n_actors = n_actors;
        e->n_recipients = n - n_actors;
        for (sayso_led_fact_party *p = f->parties + begin, *end = p + n; p < end; p++)
            party_io(x, p, n_texts, b);
        begin += n;
    }
    if (!x->out) f->n_parties = begin;
}

/* ---- all of them ---- */

typedef struct column {
    uint32_t what;             /* LG_FACTS_…; 0: without it nothing else can be read */
    bool     more;             /* stands apart from what most questions ask for */
    void (*put)(sayso_buf *to, sayso_led_facts *f, const bounds *b);
    void (*get)(sayso_led_bytes *from, sayso_led_facts *f, const bounds *b);
} column;

#define COLUMN(name)                                                                               \
    static void name##_put(sayso_buf *to, sayso_led_facts *f, const bounds *b)                     \
    {                                                                                              \
        io x = { .out = to };                                                                      \
        name##_column(&x, f, b);                                                                   \
    }                                                                                              \
    static void name##_get(sayso_led_bytes *from, sayso_led_facts *f, const bounds *b)             \
    {                                                                                              \
        io x = { .in = *from };                                                                    \
        name##_column(&x, f, b);                                                                   \
        *from = x.in;                                                                              \
    }

COLUMN(text)
COLUMN(document)
COLUMN(key)
COLUMN(origin)
COLUMN(publisher)
COLUMN(said)
COLUMN(place)
COLUMN(id)
COLUMN(numbered)
COLUMN(type)
COLUMN(status)
COLUMN(mode)
COLUMN(day)
COLUMN(goldstein)
COLUMN(confidence)
COLUMN(at)
COLUMN(flag)
COLUMN(says)
COLUMN(party)

#define AS(name) name##_put, name##_get
static const column columns[] = {
    { 0, false, AS(text) },
    { 0, false, AS(document) },
    { LG_FACTS_DAYS, false, AS(day) },
    { LG_FACTS_TYPES, false, AS(type) },
    { LG_FACTS_STATUSES, false, AS(status) },
    { LG_FACTS_IDS, false, AS(id) },
    { LG_FACTS_GOLDSTEINS, false, AS(goldstein) },
    { LG_FACTS_PARTIES | LG_FACTS_COUNTRIES, false, AS(party) },
    { LG_FACTS_PLACES, false, AS(at) },
    { LG_FACTS_FLAGS, false, AS(flag) },
    { LG_FACTS_KEYS, false, AS(key) },
    { LG_FACTS_KEYS, false, AS(numbered) },
    { LG_FACTS_ORIGINS, false, AS(origin) },
    { LG_FACTS_PLACES, true, AS(place) },
    { LG_FACTS_SAID, true, AS(said) },
    { LG_FACTS_SAID, true, AS(says) },
    { LG_FACTS_MODES, true, AS(mode) },
    { LG_FACTS_CONFIDENCES, true, AS(confidence) },
    { LG_FACTS_PUBLISHERS, true, AS(publisher) },
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

bool sayso_led_facts_apart(uint32_t wanted)
{
    bool apart = false;
    for (size_t i = 0; i < N_COLUMNS; i++) apart |= columns[i].more && (columns[i].what & wanted);
    return apart;
}

void sayso_led_facts_pack(sayso_led_facts *f, sayso_led_fact_bytes *to)
{
    const bounds b = { f->names.n, UINT32_MAX, UINT32_MAX, true, true };
    io names = { .out = &to->names };
    sayso_buf one = SAYSO_BUF_EMPTY;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        sayso_buf *all = columns[i].more ? &to->more : &to->rows;
        one.len = 0;
        columns[i].put(&one, f, &b);
        sayso_led_put_number(all, one.len);
        if (one.len) sayso_buf_put(all, one.at, one.len);
        all->failed |= one.failed;
    }
    sayso_buf_free(&one);
    texts_io(&names, f, &f->names);
}

static sayso_led_bytes bytes_of(sayso_str s)
{
    const uint8_t *at = (const uint8_t *)s.at;
    return (sayso_led_bytes){ at, at ? at + s.len : NULL, false };
}

/* The next column of the bytes: read, or read over. */
static void column_get(const column *c, sayso_led_bytes *all, bool wanted, sayso_led_facts *f,
                       const bounds *b)
{
    const uint64_t n = sayso_led_get_number(all);
    all->bad |= n > (size_t)(all->end - all->at);
    if (all->bad) return;
    sayso_led_bytes one = { all->at, all->at + n, false };
    all->at += n;
    if (!wanted) return;
    c->get(&one, f, b);
    all->bad = one.bad || one.at != one.end;
}

bool sayso_led_facts_unpack(sayso_led_facts *f, uint32_t wanted, sayso_str rows, sayso_str more,
                            sayso_str names)
{
    sayso_led_bytes r = bytes_of(rows), m = bytes_of(more);
    io n = { .in = bytes_of(names) };
    const bool apart = sayso_led_facts_apart(wanted), named = wanted & LG_FACTS_NAMES;
    sayso_led_facts_reset(f);
    /* never NULL: whoever looks for the participants of an event adds to it, were it 0 */
    f->failed = !sayso_reserve(f->parties, f->cap_parties, 1);
    if (f->failed) return false;
    if (named) texts_io(&n, f, &f->names);
    const bounds b = { named ? f->names.n : UINT32_MAX, rows.len, apart ? more.len : UINT32_MAX,
                       apart, wanted & LG_FACTS_PARTIES };
    for (size_t i = 0; i < N_COLUMNS && !r.bad && !m.bad && !n.in.bad; i++) {
        const bool asked = !columns[i].what || columns[i].what & wanted;
        if (!columns[i].more) column_get(&columns[i], &r, asked, f, &b);
        else if (apart) column_get(&columns[i], &m, asked, f, &b);
    }
    return !r.bad && !m.bad && !n.in.bad && r.at == r.end && (!apart || m.at == m.end) &&
           (!named || n.in.at == n.in.end);
}
