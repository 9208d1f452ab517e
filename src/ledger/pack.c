/* Reports as bytes, and back. */
#include "pack.h"

/* ---- writing ---- */

void sayso_led_put_number(sayso_buf *b, uint64_t x)
{
    uint8_t bytes[10];
    size_t n = 0;
    for (; x >= 0x80; x >>= 7) bytes[n++] = (uint8_t)(x | 0x80);
    bytes[n++] = (uint8_t)x;
    sayso_buf_put(b, bytes, n);
}

static void put_signed(sayso_buf *b, int64_t x)
{
    sayso_led_put_number(b, (uint64_t)x << 1 ^ (x < 0 ? UINT64_MAX : 0));
}

/* With the NUL behind it; a 1 before it, or 0 alone where it is NULL. */
static void put_text(sayso_buf *b, const char *z)
{
    sayso_led_put_number(b, z != NULL);
    if (z) sayso_buf_put(b, z, strlen(z) + 1);
}

static void put_side(sayso_buf *b, const sayso_led_side *s)
{
    sayso_led_put_number(b, s->n * 2 + s->more);
    for (uint32_t i = 0; i < s->n; i++) {
        put_text(b, s->at[i].code.country);
        put_text(b, s->at[i].code.role);
        put_text(b, s->at[i].name);
    }
}

void sayso_led_pack(sayso_buf *b, const sayso_led_report *r)
{
    sayso_led_put_number(b, (uint64_t)r->type);
    sayso_led_put_number(b, (uint64_t)r->phase * 2 + r->dated);
    put_signed(b, r->from);
    put_signed(b, r->from == INT32_MIN ? 0 : (int64_t)r->to - r->from);
    sayso_led_put_number(b, r->stances);
    put_text(b, r->mode);
    put_text(b, r->cameo);
    put_text(b, r->place);
    put_text(b, r->country);
    put_text(b, r->admin1);
    put_text(b, r->source);
    put_text(b, r->denier);
    put_text(b, r->granter);
    put_side(b, &r->actor);
    put_side(b, &r->recipient);
}

/* ---- reading ---- */

static int64_t get_signed(sayso_led_bytes *b)
{
    const uint64_t x = sayso_led_get_number(b);
    return (int64_t)(x >> 1 ^ (x & 1 ? UINT64_MAX : 0));
}

static const char *get_text(sayso_led_bytes *b)
{
    if (!sayso_led_get_number(b) || b->bad) return NULL;
    const char *z = (const char *)b->at;
    const uint8_t *end = memchr(b->at, 0, (size_t)(b->end - b->at));
    if (!end) b->bad = true;
    else b->at = end + 1;
    return end ? z : NULL;
}

static void get_code(sayso_led_bytes *b, char *out, size_t room)
{
    const char *z = get_text(b);
    const size_t n = z ? strlen(z) : 0;
    if (n >= room) b->bad = true;
    else memcpy(out, z ? z : "", n + 1);
}

static void get_side(sayso_led_bytes *b, sayso_led_side *s)
{
    const uint64_t n = sayso_led_get_number(b);
    if (n / 2 > LG_MOST_PARTIES) b->bad = true;
    if (b->bad) return;
    s->n = (uint32_t)(n / 2);
    s->more = n & 1;
    for (uint32_t i = 0; i < s->n; i++) {
        get_code(b, s->at[i].code.country, sizeof s->at[i].code.country);
        get_code(b, s->at[i].code.role, sizeof s->at[i].code.role);
        s->at[i].name = get_text(b);
    }
}

bool sayso_led_unpack(const void *bytes, size_t n, sayso_led_report *out)
{
    sayso_led_bytes b = { bytes, (const uint8_t *)bytes + n, false };
    const uint64_t type = sayso_led_get_number(&b), phase = sayso_led_get_number(&b);
    const int64_t from = get_signed(&b), days = get_signed(&b);
    *out = (sayso_led_report){ .type = (sayso_type)type, .phase = (sayso_led_phase)(phase / 2),
                               .dated = phase & 1, .from = (int32_t)from };
    out->to = from == INT32_MIN ? INT32_MIN : (int32_t)(from + days);
    out->stances = (uint32_t)sayso_led_get_number(&b);
    out->mode = get_text(&b);
    out->cameo = get_text(&b);
    out->place = get_text(&b);
    out->country = get_text(&b);
    out->admin1 = get_text(&b);
    get_code(&b, out->source, sizeof out->source);
    get_code(&b, out->denier, sizeof out->denier);
    get_code(&b, out->granter, sizeof out->granter);
    get_side(&b, &out->actor);
    get_side(&b, &out->recipient);
    return !b.bad && b.at == b.end && type < SAYSO_N_TYPES && phase / 2 <= LG_HYPOTHETICAL &&
           from >= INT32_MIN && from <= INT32_MAX && days >= 0 && from + days <= INT32_MAX;
}
