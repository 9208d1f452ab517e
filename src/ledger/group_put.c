/* Groups as JSON. */
#include "groups.h"
#include <math.h>

static void text_put(sayso_buf *b, const char *z)
{
    sayso_buf_puts(b, "\"");
    for (; *z; z++) {
        const uint8_t c = (uint8_t)*z;
        if (c < 0x20) sayso_buf_printf(b, "\\u%04x", c);
        else {
            if (c == '"' || c == '\\') sayso_buf_puts(b, "\\");
            sayso_buf_put(b, z, 1);
        }
    }
    sayso_buf_puts(b, "\"");
}

/* The name of sayso_led_time_key's number. */
static void time_put(sayso_buf *b, sayso_led_by by, uint32_t key)
{
    if (!key) sayso_buf_puts(b, "\"\"");
    else if (by == LG_PER_YEAR) sayso_buf_printf(b, "\"%04u\"", key - 1);
    else if (by == LG_PER_MONTH)
        sayso_buf_printf(b, "\"%04u-%02u\"", (key - 1) / 12, (key - 1) % 12 + 1);
    else
        sayso_buf_printf(b, "\"%04u-%02u-%02u\"", (key / 32 - 1) / 12, (key / 32 - 1) % 12 + 1,
                         key % 32);
}

static void number_put(sayso_buf *b, int64_t x)
{
    sayso_buf_puts(b, ",");
    sayso_buf_whole(b, x);
}

static void day_put(sayso_buf *b, int32_t day)
{
    if (day == INT32_MIN) sayso_buf_puts(b, ",null");
    else number_put(b, day);
}

static void degrees_put(sayso_buf *b, double x)
{
    if (isnan(x)) sayso_buf_puts(b, ",null");
    else sayso_buf_printf(b, ",%.17g", x);
}

static void group_put(const sayso_led_groups *g, uint32_t number, sayso_buf *b)
{
    const sayso_led_tally *x = sayso_led_group_at(g, number);
    const sayso_led_point where = g->points ? g->points[number]
                                                  : (sayso_led_point){ NAN, NAN };
    sayso_buf_puts(b, "[");
    for (uint32_t i = 0; i < g->by->n; i++) {
        const sayso_led_by_value v = sayso_led_group_value(g, x, i);
        if (i) sayso_buf_puts(b, ",");
        if (sayso_led_by_time(g->by->by[i])) time_put(b, g->by->by[i], x->key[i]);
        else if (v.text) text_put(b, v.text);
        else sayso_buf_whole(b, v.number);
    }
    if (g->by->n) number_put(b, (int64_t)x->events);
    else sayso_buf_whole(b, (int64_t)x->events);
    number_put(b, (int64_t)x->claims);
    number_put(b, (int64_t)x->documents);
    number_put(b, (int64_t)x->independent);
    for (int q = 0; q < 4; q++) number_put(b, (int64_t)x->quads[q]);
    number_put(b, x->goldstein);
    day_put(b, x->first);
    day_put(b, x->last);
    day_put(b, x->end);
    degrees_put(b, where.lat_deg);
    degrees_put(b, where.lon_deg);
    sayso_buf_puts(b, "]");
}

void sayso_led_groups_put(const sayso_led_groups *g, const uint32_t *order, uint32_t n,
                          sayso_buf *json)
{
    sayso_buf_puts(json, "[");
    for (uint32_t i = 0; i < n; i++) {
        if (i) sayso_buf_puts(json, ",");
        group_put(g, order[i], json);
    }
    sayso_buf_puts(json, "]");
}
