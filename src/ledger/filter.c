/* Filters. Whatever a caller writes goes into parameters, never into SQL. */
#include "filter.h"
#include "base/day.h"
#include <stdlib.h>

/* ---- statements ---- */

void sayso_led_sql_text(sayso_led_sql *q, const char *text)
{
    if (!text || q->n == LG_MOST_PARAMETERS) q->failed = true;
    else q->parameters[q->n++].text = text;
}
void sayso_led_sql_int(sayso_led_sql *q, int64_t number)
{
    if (q->n == LG_MOST_PARAMETERS) q->failed = true;
    else q->parameters[q->n++].number = number;
}

sayso_status sayso_led_sql_prepare(sayso_led_sql *q, const sayso_ledger *l, sayso_arena *kept,
                                   sayso_led_stmt **out, sayso_error *err)
{
    *out = NULL;
    if (q->failed || q->sql.failed) return sayso_no_memory(err);
    const sayso_status st = sayso_led_list(l, q->sql.at, out, err);
    for (uint32_t i = 0; !st && i < q->n; i++) {
        const char *text = q->parameters[i].text;
        if (!text) sayso_led_int(*out, (int)i + 1, q->parameters[i].number);
        else if ((text = sayso_arena_dup(kept, text, strlen(text)))) /* it outlives the question */
            sayso_led_text(*out, (int)i + 1, text);
        else {
            sayso_led_finalize(*out);
            *out = NULL;
            return sayso_no_memory(err);
        }
    }
    return st;
}

void sayso_led_sql_free(sayso_led_sql *q)
{
    sayso_buf_free(&q->sql);
    sayso_arena_free(&q->arena);
}

/* ---- lists of names ---- */

static const char *type_name(int i)
{
    return i < SAYSO_N_TYPES ? sayso_type_name((sayso_type)i) : NULL;
}
static const char *status_name(int i)
{
    return i < SAYSO_N_EVENT_STATUSES ? sayso_event_status_name((sayso_event_status)i) : NULL;
}

/* The constant that `name[n]` stands for, without regard to the case of ASCII letters; NULL where
 * it is none. */
static const char *canonical(const char *name, size_t n, const char *(*of)(int))
{
    for (int i = 0; of(i); i++) {
        const char *z = of(i);
        size_t k = 0;
        while (k < n && z[k] && (z[k] | 0x20) == (name[k] | 0x20)) k++;
        if (k == n && !z[k]) return z;
    }
    return NULL;
}

static sayso_status names_check(const char *what, const char *list, const char *(*of)(int),
                                sayso_error *err)
{
    char all[180] = "";
    size_t used = 0, items = 0;
    for (int i = 0; of(i); i++) { /* the lists are short and fixed; they fit */
        const size_t k = strlen(of(i));
        if (used + k + 2 >= sizeof all) break;
        if (used) all[used++] = ' ';
        memcpy(all + used, of(i), k + 1);
        used += k;
    }
    for (const char *s = list;; s++) {
        const size_t k = strcspn(s, ",");
        if (!canonical(s, k, of))
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE, "no %s %.*s; one of %s",
                              what, (int)(k < 20 ? k : 20), s, all);
        if (++items > 16)
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                              "more than 16 names for %s; give each once", what);
        if (!s[k]) return SAYSO_OK;
        s += k;
    }
}

static void names_put(sayso_led_sql *q, const char *column, const char *list,
                      const char *(*of)(int))
{
    if (!list) return;
    sayso_buf_printf(&q->sql, " AND %s IN (", column);
    for (const char *s = list;; s++) {
        const size_t k = strcspn(s, ",");
        sayso_buf_puts(&q->sql, s == list ? "?" : ",?");
        sayso_led_sql_text(q, canonical(s, k, of));
        if (!s[k]) break;
        s += k;
    }
    sayso_buf_puts(&q->sql, ")");
}

/* ---- checking ---- */

sayso_status sayso_led_filter_check(const sayso_filter *f, sayso_error *err)
{
    sayso_day day;
    sayso_status st = SAYSO_OK;
    if (f->type && (st = names_check("type", f->type, type_name, err))) return st;
    if (f->status && (st = names_check("status", f->status, status_name, err))) return st;
    if (f->since && !sayso_day_parse(f->since, &day))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no date %.40s; write YYYY-MM-DD", f->since);
    if (f->until && !sayso_day_parse(f->until, &day))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no date %.40s; write YYYY-MM-DD", f->until);
    const char *const words[] = { f->actor,  f->recipient, f->place, f->source, f->document,
                                  f->after,  f->by,        f->words, f->claim };
    if (!(f->min_confidence >= 0 && f->min_confidence <= 1))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "a least confidence out of range; give a number from 0 to 1");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i] && !*words[i])
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                              "an empty filter; give a code or part of a name");
        if (words[i] && strlen(words[i]) > 1000)
            return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                              "a filter of more than 1000 bytes; give a shorter one");
    }
    return SAYSO_OK;
}

bool sayso_led_filter_any(const sayso_filter *f, int parts)
{
    return ((parts & LG_BY_EVENT) &&
            (f->actor || f->recipient || f->type || f->place || f->status || f->reversals ||
             f->claim || f->min_confidence > 0)) ||
           ((parts & LG_BY_DATE) && (f->since || f->until)) ||
           ((parts & LG_BY_SOURCE) && f->source);
}

/* ---- conditions ---- */

/* Codes are written in capitals; names hardly ever are, and then say no more than the code does. */
bool sayso_led_filter_is_code(const char *s)
{
    const size_t n = strlen(s);
    for (size_t i = 0; i < n; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    return n >= 3;
}

void sayso_led_filter_who(sayso_led_sql *q, const char *t, const char *who)
{
    if (sayso_led_filter_is_code(who)) { /* the beginning of a code, or a role at its end */
        sayso_buf_printf(
            &q->sql,
            "(substr(%s.code, 1, ?) = ? OR (? = 3 AND substr(%s.code, length(%s.code) - 2) = ?))",
            t, t, t);
        sayso_led_sql_int(q, (int64_t)strlen(who));
        sayso_led_sql_text(q, who);
        sayso_led_sql_int(q, (int64_t)strlen(who));
        sayso_led_sql_text(q, who);
    } else {
        sayso_buf_printf(
            &q->sql, "instr(sayso_fold(ifnull(%s.text, '') || ifnull('\n' || %s.name, '')), ?) > 0",
            t, t);
        sayso_led_sql_text(q, sayso_led_fold(&q->arena, who, NULL));
    }
}

static void party_put(sayso_led_sql *q, const char *side, const char *who)
{
    if (!who) return;
    sayso_buf_printf(
        &q->sql,
        " AND EXISTS (SELECT 1 FROM participants p WHERE p.event = e.event AND p.side = '%s' AND ",
        side);
    sayso_led_filter_who(q, "p", who);
    sayso_buf_puts(&q->sql, ")");
}

/* The claim whose id that is: a key of 12 letters, "-c" and the number of its first report. */
static void claim_put(sayso_led_sql *q, const char *id)
{
    if (!id) return;
    /* by the claim's own number: there is no index of first reports, and making one takes longer
     * than all else */
    sayso_buf_puts(&q->sql, " AND e.claim = (SELECT z.claim FROM documents y JOIN events x "
                            "USING (document) JOIN claims z ON z.claim = x.claim WHERE z.first = x.event AND "
                            "y.key = substr(?, 1, 12) AND y.key || '-c' || x.number = ?)");
    sayso_led_sql_text(q, id);
    sayso_led_sql_text(q, id);
}

void sayso_led_filter_document(sayso_led_sql *q, const sayso_filter *f, const char *t)
{
    if (!f->document) return;
    sayso_buf_printf(
        &q->sql, " AND %s.document IN (SELECT document FROM documents WHERE key = ? OR id = ?)", t);
    sayso_led_sql_text(q, f->document);
    sayso_led_sql_text(q, f->document);
}

static void place_put(sayso_led_sql *q, const char *place)
{
    if (!place) return;
    sayso_buf_puts(&q->sql, " AND EXISTS (SELECT 1 FROM places x WHERE x.document = e.document AND "
                            "x.number = e.place AND "
                            "(x.country = ? OR x.admin1 = ? OR instr(sayso_fold(x.name), ?) > 0))");
    sayso_led_sql_text(q, place);
    sayso_led_sql_text(q, place);
    sayso_led_sql_text(q, sayso_led_fold(&q->arena, place, NULL));
}

void sayso_led_filter_days(sayso_led_sql *q, const sayso_filter *f, const char *from,
                           const char *to)
{
    sayso_day day;
    if (f->since && sayso_day_parse(f->since, &day)) {
        sayso_buf_printf(&q->sql, " AND %s >= ?", to);
        sayso_led_sql_int(q, day.from);
    }
    if (f->until && sayso_day_parse(f->until, &day)) {
        sayso_buf_printf(&q->sql, " AND %s <= ?", from);
        sayso_led_sql_int(q, day.to);
    }
}

void sayso_led_filter_events(sayso_led_sql *q, const sayso_filter *f, int parts)
{
    if (parts & LG_BY_EVENT) {
        party_put(q, "actor", f->actor);
        party_put(q, "recipient", f->recipient);
        /* +: by no index, or a walk in the list's order would look all events of the type up again
         * for each document */
        names_put(q, "+e.type", f->type, type_name);
        names_put(q, "+e.status", f->status, status_name);
        place_put(q, f->place);
        claim_put(q, f->claim);
        if (f->min_confidence > 0)
            sayso_buf_printf(&q->sql, " AND e.confidence >= %.9f", f->min_confidence);
        if (f->reversals)
            sayso_buf_puts(&q->sql,
                           " AND e.claim IN (SELECT claim FROM claims WHERE reversal = 1)");
    }
    if (parts & LG_BY_DATE) sayso_led_filter_days(q, f, "e.day_from", "e.day_to");
    if ((parts & LG_BY_SOURCE) && f->source) {
        sayso_buf_puts(&q->sql, " AND EXISTS (SELECT 1 FROM says s JOIN attributions a USING "
                                "(attribution) WHERE s.event = e.event AND ");
        sayso_led_filter_who(q, "a", f->source);
        sayso_buf_puts(&q->sql, ")");
    }
}
