/* Positions: for each source, the stances that it has taken towards a claim, in order of time. */
#include "columns.h"
#include "settle.h"
#include <stdlib.h>

typedef struct said {
    int64_t     event, attribution;
    const char *institution, *code, *name;
    sayso_stance stance;
    int32_t     day;              /* INT32_MAX unknown: last */
    const char *key;              /* of the document */
    uint32_t    number, event_number;
} said;

static const sayso_led_column_def positions_columns[] = {
#define TABLE_POSITIONS(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_column_def stances_columns[] = {
#define TABLE_STANCES(name, type, bind, value, about) LED_COLUMN(name, bind)
#include "base/fields.def"
};
static const sayso_led_table positions_table = LED_TABLE("INSERT", positions);
static const sayso_led_table stances_table = LED_TABLE("INSERT", stances);

typedef struct writing { sayso_ledger *l; sayso_arena *arena; int64_t claim; } writing;

/* By source, then time, then document and place in the text; one attribution of several events by
 * the first of them. */
static int by_source_and_time(const void *a, const void *b)
{
    const said *x = a, *y = b;
    int c = strcmp(x->institution, y->institution);
    if (c) return c;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    if ((c = strcmp(x->key, y->key))) return c;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    return (x->event_number > y->event_number) - (x->event_number < y->event_number);
}

static bool said_load(const writing *g, sqlite3_stmt *s, said *x)
{
    bool ok = true;
    *x = (said) { .event = sqlite3_column_int64(s, 0),
                  .attribution = sqlite3_column_int64(s, 1),
                  .stance = sayso_led_stance_named(sayso_led_column(s, 5)),
                  .day = sqlite3_column_type(s, 6) == SQLITE_NULL ? INT32_MAX
                                                                  : sqlite3_column_int(s, 6),
                  .number = (uint32_t)sqlite3_column_int64(s, 8),
                  .event_number = (uint32_t)sqlite3_column_int64(s, 9) };
    x->institution = sayso_led_column_dup(s, 2, g->arena, &ok);
    x->code = sayso_led_column_dup(s, 3, g->arena, &ok);
    x->name = sayso_led_column_dup(s, 4, g->arena, &ok);
    x->key = sayso_led_column_dup(s, 7, g->arena, &ok);
    return ok && x->institution && x->code && x->key && x->stance != SAYSO_N_STANCES;
}

/* What the position is shown under: the institution's code, without GOV where no stance has it;
 * else a name. */
static const char *shown(const said *s, uint32_t n)
{
    if (*s->institution != '=' && *s->institution != '~') {
        for (uint32_t i = 0; i < n; i++)
            if (strcmp(s[i].code, s->institution) == 0) return s->institution;
        return s->code;
    }
    return s->name ? s->name : *s->code ? s->code : "unnamed";
}

static bool reverses(const said *s, uint32_t n)
{
    bool denied = false;
    for (uint32_t i = 0; i < n; i++) {
        if (denied && (s[i].stance == SAYSO_ADMIT || s[i].stance == SAYSO_CONFIRM)) return true;
        denied |= s[i].stance == SAYSO_DENY;
    }
    return false;
}

/* One source's stances x[n], in order. */
static sayso_status position_write(const writing *g, const said *x, uint32_t n, bool reversal,
                                   sayso_error *err)
{
    const int64_t claim = g->claim;
    sqlite3_stmt *s;
    int bound = 0;
    sayso_status st = sayso_led_insert(g->l, &positions_table, &s, err);
    if (st) return st;
#define TABLE_POSITIONS(name, type, bind, value, about) LED_PUT_##bind(s, bound, value);
#include "base/fields.def"
    if (!(st = sayso_led_done(g->l, s, err))) st = sayso_led_insert(g->l, &stances_table, &s, err);
    for (uint32_t i = 0; !st && i < n; i++) {
        bound = 0;
#define TABLE_STANCES(name, type, bind, value, about) LED_PUT_##bind(s, bound, value);
#include "base/fields.def"
        st = sayso_led_done(g->l, s, err);
    }
    return st;
}

static sayso_status all_said(const writing *g, said **out, uint32_t *n, sayso_error *err)
{
    uint32_t cap = 0;
    bool row = false;
    sqlite3_stmt *s;
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
    sqlite3_reset(s);
    return st;
}

/* Is the attribution among those of its source already? One that speaks of several of the claim's
 * reports counts once. */
static bool heard(const said *s, uint32_t n, const said *x)
{
    for (; n && strcmp(s[n - 1].institution, x->institution) == 0; n--)
        if (s[n - 1].attribution == x->attribution) return true;
    return false;
}

/* Does one source affirm what another denies or doubts? As LED_DISPUTED. */
static bool contradicted(const said *s, uint32_t n, uint32_t sources)
{
    bool yes = false, no = false;
    for (uint32_t i = 0; i < n; i++) {
        yes |= s[i].stance == SAYSO_ASSERT || s[i].stance == SAYSO_CONFIRM ||
               s[i].stance == SAYSO_ADMIT;
        no |= s[i].stance == SAYSO_DENY || s[i].stance == SAYSO_DOUBT;
    }
    return yes && no && sources > 1;
}

static sayso_status outcome_write(const writing *g, uint32_t sources, bool reversal, bool disputed,
                                  sayso_error *err)
{
    sqlite3_stmt *s;
    const sayso_status st = sayso_led_kept(
        g->l, "UPDATE claims SET sources = ?, reversal = ?, disputed = ? WHERE claim = ?", &s,
        err);
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
    said *s;
    uint32_t n, kept = 0, sources = 0;
    bool any_reversal = false;
    sayso_status st = all_said(&g, &s, &n, err);
    if (!st && n) qsort(s, n, sizeof *s, by_source_and_time);
    for (uint32_t i = 0; i < n; i++)
        if (!heard(s, kept, &s[i])) s[kept++] = s[i];
    for (uint32_t i = 0, j; !st && i < kept; i = j) {
        for (j = i + 1; j < kept && strcmp(s[j].institution, s[i].institution) == 0; j++) {}
        const bool reversal = reverses(s + i, j - i);
        st = position_write(&g, s + i, j - i, reversal, err);
        any_reversal |= reversal;
        sources++;
    }
    const bool disputed = contradicted(s, kept, sources);
    free(s);
    return st ? st : outcome_write(&g, sources, any_reversal, disputed, err);
}
