/* Counts: reports by any of month, type, actor and so on: data for panels. */
#include "query.h"

static const char *const columns[] = {
#define COUNT_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* The first letters of "2031-05-07". */
#define DAY_AS(letters) "ifnull(substr(date(e.day_from * 86400, 'unixepoch'), 1, " letters "), '')"

/* What may be counted by. A report with several values counts once under each of them. */
static const struct by { const char *name, *sql, *join; } bys[] = {
    { "year", DAY_AS("4"), "" },
    { "month", DAY_AS("7"), "" },
    { "day", DAY_AS("10"), "" },
    { "type", "e.type", "" },
    { "quad", LED_QUAD, "" },
    { "mode", "ifnull(e.mode, '')", "" },
    { "status", "e.status", "" },
    { "actor", "ifnull(pa.country, '')",
      " LEFT JOIN participants pa ON pa.event = e.event AND pa.side = 'actor'" },
    { "recipient", "ifnull(pr.country, '')",
      " LEFT JOIN participants pr ON pr.event = e.event AND pr.side = 'recipient'" },
    { "country", "ifnull(p.country, '')",
      " LEFT JOIN places p ON p.document = e.document AND p.number = e.place" },
    { "source", "ifnull(a.code, '')",
      " LEFT JOIN attributions a ON a.document = e.document AND a.number = e.under" },
    { "publisher", "ifnull(d.publisher, '')", " JOIN documents d USING (document)" },
};
enum { N_BYS = sizeof bys / sizeof *bys };
#define BY_DEFAULT "month,type"

static bool named(const sayso_filter *f, const char *name)
{
    const size_t n = strlen(name);
    for (const char *s = f->by ? f->by : BY_DEFAULT;; s++) {
        const size_t k = strcspn(s, ",");
        if (k == n && memcmp(s, name, n) == 0) return true;
        if (!s[k]) return false;
        s += k;
    }
}

/* Of "g.month" as of "month"; what is no name of `bys` is a count and always there. */
static bool wanted(const sayso_filter *f, const char *name)
{
    if (strncmp(name, "g.", 2) == 0) name += 2;
    for (int i = 0; i < N_BYS; i++)
        if (strcmp(bys[i].name, name) == 0) return named(f, name);
    return true;
}

static sayso_status check(const sayso_filter *f, sayso_error *err)
{
    for (const char *s = f->by ? f->by : BY_DEFAULT;; s++) {
        const size_t k = strcspn(s, ",");
        int i = 0;
        while (i < N_BYS && (strlen(bys[i].name) != k || memcmp(bys[i].name, s, k) != 0)) i++;
        if (i == N_BYS)
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                              "nothing to count by is called %.*s; year, month, day, type, quad, "
                              "mode, status, actor, recipient, country, source, publisher",
                              (int)(k < 20 ? k : 20), s);
        if (!s[k]) return SAYSO_OK;
        s += k;
    }
}

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    /* of two actors of one country a report has both, and is counted once */
    sayso_buf_printf(&q->sql, "FROM (SELECT %s e.event, e.claim, e.document, e.goldstein",
                     named(f, "actor") || named(f, "recipient") ? "DISTINCT" : "");
    for (int i = 0; i < N_BYS; i++)
        if (named(f, bys[i].name))
            sayso_buf_printf(&q->sql, ", %s AS %s", bys[i].sql, bys[i].name);
    sayso_buf_puts(&q->sql, " FROM events e");
    for (int i = 0; i < N_BYS; i++)
        if (named(f, bys[i].name)) sayso_buf_puts(&q->sql, bys[i].join);
    sayso_buf_puts(&q->sql, " WHERE true");
    sayso_led_filter_document(q, f, "e");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_DATE | LG_BY_SOURCE);
    sayso_buf_puts(&q->sql, ") g GROUP BY ");
    const char *comma = "";
    for (int i = 0; i < N_BYS; i++) {
        if (!named(f, bys[i].name)) continue;
        sayso_buf_printf(&q->sql, "%sg.%s", comma, bys[i].name);
        comma = ", ";
    }
    sayso_buf_puts(&q->sql, " HAVING true");
}

const sayso_led_query sayso_led_query_counts = {
    .about = { "counts", "count reports by month, type, actor and so on",
               "Counts reports, the events that they tell of and their documents, by what --by "
               "names, with commas between them: year, month, day, type, quad, mode, status, "
               "actor, recipient, country, source, publisher. A report with several actors counts "
               "under each of their countries. Without --by: month and type.",
               "sayso counts --by month,type,actor", .settled = true, .by = true },
    .row = &sayso_rec_count_row,
    .columns = columns,
    .keys = "",
    .from = "",
    .order = { "g.year", "g.month", "g.day", "g.type", "g.quad", "g.mode", "g.status", "g.actor",
               "g.recipient", "g.country", "g.source", "g.publisher" },
    .where = where,
    .wanted = wanted,
    .check = check,
};
