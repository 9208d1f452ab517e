/* What is said of a claim's events, and the positions on it that are made of that. */
#include "columns.h"
#include "positions.h"
#include "settle.h"
#include <stdlib.h>

static const sayso_led_column_def positions_columns[] = {
#define TABLE_POSITIONS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def stances_columns[] = {
#define TABLE_STANCES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_table positions_table = LED_STORED(positions);
static const sayso_led_table stances_table = LED_STORED(stances);

typedef struct writing { sayso_ledger *l; sayso_arena *arena; int64_t claim; } writing;

static bool said_load(const writing *g, sayso_led_stmt *s, sayso_led_said *x)
{
    bool ok = true;
    *x = (sayso_led_said){ .event = sayso_led_whole(s, 0),
                           .attribution = sayso_led_whole(s, 1),
                           .stance = sayso_led_stance_named(sayso_led_column(s, 5)),
                           .day = sayso_led_null(s, 6) ? INT32_MAX : (int32_t)sayso_led_whole(s, 6),
                           .number = (uint32_t)sayso_led_whole(s, 8),
                           .event_number = (uint32_t)sayso_led_whole(s, 9) };
    x->institution = sayso_led_column_dup(s, 2, g->arena, &ok);
    x->code = sayso_led_column_dup(s, 3, g->arena, &ok);
    x->name = sayso_led_column_dup(s, 4, g->arena, &ok);
    x->key = sayso_led_column_dup(s, 7, g->arena, &ok);
    return ok && x->institution && x->code && x->key && x->stance != SAYSO_N_STANCES;
}

static sayso_status position_write(const writing *g, const sayso_led_stand *p, sayso_error *err)
{
    const int64_t claim = g->claim;
    sayso_led_stmt *s;
    int bound = 0;
    sayso_status st = sayso_led_insert(g->l, &positions_table, &s, err);
    if (st) return st;
#define TABLE_POSITIONS(name, type, bind, value, about) LED_PUT_##bind(s, bound, value);
#include "base/fields.def"
    if (!(st = sayso_led_done(g->l, s, err))) st = sayso_led_insert(g->l, &stances_table, &s, err);
    for (uint32_t i = 0; !st && i < p->n; i++) {
        bound = 0;
#define TABLE_STANCES(name, type, bind, value, about) LED_PUT_##bind(s, bound, value);
#include "base/fields.def"
        st = sayso_led_done(g->l, s, err);
    }
    return st;
}

static sayso_status all_said(const writing *g, sayso_led_said **out, uint32_t *n, sayso_error *err)
{
    uint32_t cap = 0;
    bool row = false;
    sayso_led_stmt *s;
    *out = NULL;
    *n = 0;
    sayso_status st = sayso_led_kept(
        g->l,
        "SELECT s.event, s.attribution, s.institution, a.code, ifnull(a.name, a.text), s.stance, "
        "s.day, d.key, a.number, e.number FROM events e "
        "JOIN says s USING (event) JOIN attributions a USING (attribution) JOIN documents d ON "
        "d.document = e.document WHERE e.claim = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, g->claim);
    while (!(st = sayso_led_step(g->l, s, &row, err)) && row) {
        if (!sayso_grow(*out, *n, cap) || !said_load(g, s, &(*out)[*n])) {
            st = sayso_no_memory(err);
            break;
        }
        ++*n;
    }
    sayso_led_reset(s);
    return st;
}

static sayso_status outcome_write(const writing *g, uint32_t sources, bool reversal, bool disputed,
                                  sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(
        g->l, "UPDATE stored_claims SET sources = ?, reversal = ?, disputed = ? WHERE claim = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, sources);
    sayso_led_int(s, 2, reversal);
    sayso_led_int(s, 3, disputed);
    sayso_led_int(s, 4, g->claim);
    return sayso_led_done(g->l, s, err);
}

sayso_status sayso_led_positions_write(sayso_ledger *l, int64_t claim, sayso_arena *a,
                                       sayso_error *err)
{
    const writing g = { l, a, claim };
    sayso_led_said *said;
    sayso_led_stand *stands = NULL;
    uint32_t n, sources = 0;
    bool reversal = false;
    sayso_status st = all_said(&g, &said, &n, err);
    if (!st && !sayso_led_stands_of(said, n, a, &stands, &sources)) st = sayso_no_memory(err);
    for (uint32_t i = 0; !st && i < sources; i++) {
        st = position_write(&g, &stands[i], err);
        reversal |= stands[i].reversal;
    }
    if (!st)
        st = outcome_write(&g, sources, reversal, sayso_led_contradicted(stands, sources), err);
    free(said); /* in which the stands lie */
    return st;
}
