/* Stories: what several documents tell of one event, in what they agree and in what not. */
#include "query.h"

static const char *const columns[] = {
#define STORY_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};
static const char *const version_columns[] = {
#define VERSION_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_where_claims(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
}

/* Columns of the statement before the version's own: the least and the most that it says, NULL
 * where it leaves that open, and how two are compared. */
enum { LEAST, MOST, COMPARED, VERSION_KEYS };
typedef enum compared {
    BY_RANGE,
    BY_TEXT,
    AS_WHOLE /* a text, too: of what may hold the other, as a country does a town */
} compared;

typedef struct told {
    const char *what, *value;
    int64_t  least, most;
    compared how;
    bool     several, differs;
} told;

static int64_t column_or(sayso_led_stmt *s, int i, int64_t otherwise)
{
    return sayso_led_null(s, i) ? otherwise : sayso_led_whole(s, i);
}

static told told_read(sayso_led_stmt *s, const sayso_version_row *v)
{
    return (told){ .what = v->what, .value = v->value, .least = column_or(s, LEAST, INT64_MIN),
                   .most = column_or(s, MOST, INT64_MAX),
                   .how = (compared)(int)sayso_led_whole(s, COMPARED) };
}

/* Of one kind of thing: takes in what another source says of it. What is left is what all of them
 * may mean. */
static void told_add(told *all, const told *one)
{
    const bool same = strcmp(all->value, one->value) == 0;
    all->several = true;
    if (all->how == BY_TEXT && one->how == BY_TEXT) all->differs |= !same;
    if (all->how == AS_WHOLE && one->how == BY_TEXT) {
        all->value = one->value; /* the nearer one says more, here and below */
        all->how = one->how;
    }
    if (one->how != BY_RANGE || same) return;
    if (one->least > all->least || one->most < all->most) all->value = one->value;
    if (one->least > all->least) all->least = one->least;
    if (one->most < all->most) all->most = one->most;
    all->differs |= all->least > all->most;
}

static bool told_put(sayso_cursor *c, sayso_story_row *r, const told *t)
{
    if (!t->what || !t->several) return true;
    const char **at = t->differs ? &r->disputed : &r->agreed;
    const char *before = *at ? *at : "", *comma = !*at ? "" : t->differs ? ", " : "; ";
    *at = t->differs ? sayso_arena_printf(&c->arena, "%s%s%s", before, comma, t->what)
                     : sayso_arena_printf(&c->arena, "%s%s%s %s", before, comma, t->what, t->value);
    return *at != NULL;
}

static sayso_status versions(sayso_cursor *c, sayso_story_row *r, sayso_version_row **rows,
                             sayso_error *err)
{
    uint32_t cap = 0;
    bool any = false, ok = true;
    told all = { .what = NULL };
    sayso_status st;
    sayso_led_int(c->more, 1, sayso_led_key(c, 0));
    while (!(st = sayso_led_step(c->l, c->more, &any, err)) && any) {
        if (!(ok = sayso_arena_grow(&c->arena, *rows, r->n_versions, cap))) break;
        sayso_version_row *v = &(*rows)[r->n_versions++];
        if (!(ok = sayso_led_row_read(c, c->more, VERSION_KEYS, &sayso_rec_version_row,
                                      version_columns, true, v) && v->what && v->value))
            break;
        const told one = told_read(c->more, v);
        if (all.what && strcmp(all.what, one.what) == 0) told_add(&all, &one);
        else {
            if (!(ok = told_put(c, r, &all))) break;
            all = one;
        }
    }
    sayso_led_reset(c->more);
    if (st) return st;
    return ok && told_put(c, r, &all) ? SAYSO_OK : sayso_no_memory(err);
}

static sayso_status fill(sayso_cursor *c, void *row, sayso_error *err)
{
    sayso_story_row *r = row;
    sayso_version_row *rows = NULL;
    const sayso_status st = versions(c, r, &rows, err);
    r->versions = rows;
    return st;
}

/* What one event says: its date where the text gives one, its place, its numbers. Who says the same
 * twice stands once, with the first report of it; so do reprints. Two places differ where both lie in a division
 * that is known: a country, or a division by itself, may hold the other. */
#define VERSION(kind, what, value, least, most, compared, with, said)                              \
    "SELECT " kind " AS kind, " what " AS what, " value " AS value, " least " AS least, " most     \
    " AS most, " compared " AS compared, CASE WHEN a.code <> '' THEN a.code ELSE "                 \
    "ifnull(a.name, a.text) END AS source, d.origin, d.publisher, d.key, e.number, " LED_DAY("d") " AS day " \
    "FROM events e JOIN documents d USING (document) " with " LEFT JOIN attributions a ON "        \
    "a.document = e.document AND a.number = " said " WHERE e.claim = ?1"
#define VERSIONS                                                                                   \
    VERSION("1", "'date'", "e.date", "e.day_from", "e.day_to", "0", "", "e.under")                 \
    " AND e.date_via = 'text' AND e.date IS NOT NULL UNION ALL "                                   \
    VERSION("2", "'place'", "p.name", "NULL", "NULL", "CASE WHEN p.admin1 IS NULL THEN 2 ELSE 1 END",                    \
            "JOIN places p ON p.document = e.document AND p.number = e.place", "e.under")          \
    " UNION ALL "                                                                                  \
    VERSION("3", "n.kind", "n.value", "n.low", "n.high", "0",                                      \
            "JOIN numbers n ON n.event = e.event", "n.attribution")

const sayso_led_query sayso_led_query_stories = {
    .about = { "stories", "list what several documents tell of one event, and where they differ",
               "Lists the claims that more than one document reports: when first and last, how "
               "many reports are left when reprints count as one, on what they agree, and what is "
               "in dispute between them (date, place, numbers of dead and others) with each "
               "source's version.",
               "sayso stories", .settled = true },
    .row = &sayso_rec_story_row,
    .columns = columns,
    .keys = "c.claim",
    .walk = "FROM claims c ",
    .found = LED_FOUND "claims c ON c.claim = CAST(z.value AS BIGINT) ",
    .kind = LG_FIND_CLAIMS,
    .parts = LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE,
    .flag = LG_FACT_STORY,
    .from = "JOIN events e0 ON e0.event = c.first "
            "JOIN documents d ON d.document = e0.document WHERE c.documents > 1",
    .order = { LED_DAY("c"), "d.key", "e0.number" },
    .where = where,
    .fill = fill,
    .inner = &sayso_rec_version_row,
    .inner_columns = version_columns,
    .more = "SELECT v.least, v.most, v.compared, @ FROM (SELECT *, row_number() OVER (PARTITION BY "
            "what, value, ifnull(source, CAST(origin AS TEXT)) ORDER BY day, key, number) AS nth FROM (" VERSIONS ") u) v "
            "WHERE v.nth = 1 ORDER BY v.kind, v.what, v.day, v.key, v.number, v.value",
};
