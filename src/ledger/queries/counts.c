/* Counts: reports by any of month, type, actor and so on: data for panels. */
#include "query.h"

static const char *const columns[] = {
#define COUNT_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

/* What may be counted by. A report with several values counts once under each of them. */
static const char *const bys[] = { "year",  "month",     "day",     "type",   "quad",     "mode",
                                   "status", "actor",    "recipient", "country", "source", "publisher" };
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
        if (strcmp(bys[i], name) == 0) return named(f, name);
    return true;
}

static sayso_status check(const sayso_filter *f, sayso_error *err)
{
    for (const char *s = f->by ? f->by : BY_DEFAULT;; s++) {
        const size_t k = strcspn(s, ",");
        int i = 0;
        while (i < N_BYS && (strlen(bys[i]) != k || memcmp(bys[i], s, k) != 0)) i++;
        if (i == N_BYS)
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                              "--by %.*s is nothing to count by; take year, month, day, type, quad, mode, status, "
                              "actor, recipient (both: a dyad), country, source, publisher",
                              (int)(k < 20 ? k : 20), s);
        if (!s[k]) return SAYSO_OK;
        s += k;
    }
}

static const sayso_led_by by[] = {
    LG_PER_YEAR, LG_PER_MONTH, LG_PER_DAY, LG_PER_TYPE, LG_PER_QUAD, LG_PER_MODE, LG_PER_STATUS,
    LG_PER_ACTOR, LG_PER_RECIPIENT, LG_PER_COUNTRY, LG_PER_SAID, LG_PER_PUBLISHER,
};

const sayso_led_query sayso_led_query_counts = {
    .about = { "counts", "count reports by month, type, actor and so on",
               "Counts reports, the events that they tell of and their documents, by what --by "
               "names, with commas between them: year, month, day, type, quad, mode, status, "
               "actor, recipient, country, source, publisher; month,actor,recipient is dyads over "
               "time. A report with several actors counts under each of their countries. "
               "Without --by: month and type.",
               "sayso counts --by month,type,actor", .settled = true, .by = true },
    .row = &sayso_rec_count_row,
    .columns = columns,
    .keys = "",
    .by = by,
    .with = LG_WITH_GOLDSTEIN,
    .order = { "g.year", "g.month", "g.day", "g.type", "g.quad", "g.mode", "g.status", "g.actor",
               "g.recipient", "g.country", "g.source", "g.publisher" },
    .wanted = wanted,
    .check = check,
};
