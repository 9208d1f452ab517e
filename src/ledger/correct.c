/* What people put right: claims merged and split, records withdrawn and corrected. Each decision is
 * written down and stands when the document is read again. */
#include "correct.h"
#include "base/day.h"
#include "base/modes.h"
#include "blocks.h"
#include "columns.h"
#include "digest.h"
#include "facts.h"
#include "settle.h"
#include "shown.h"
#include "withdrawn.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The number that SQL gives for a text and a number; 0 where there is none. */
static sayso_status number_of(sayso_ledger *l, const char *sql, const char *text, int64_t number,
                              int64_t *out, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *out = 0;
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, text);
    if (sayso_led_parameters(s) > 1) sayso_led_int(s, 2, number);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) *out = sayso_led_whole(s, 0);
    sayso_led_reset(s);
    return st;
}

static sayso_status not_there(const char *id, sayso_error *err)
{
    return sayso_fail(err, SAYSO_NOT_FOUND, id, SAYSO_NOWHERE,
                      "no such record; the lists tell ids, as `sayso events` does");
}

static sayso_status writable(const sayso_ledger *l, sayso_error *err)
{
    return l->write ? SAYSO_OK
                    : sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                                 "the ledger was opened for reading; open it for writing");
}

/* ---- a document whose records change ---- */

/* Its claims are behind then, and its tellings are made anew. */
static sayso_status document_open(sayso_ledger *l, int64_t document, sayso_error *err)
{
    sayso_status st = sayso_led_unsettle(l, document, err);
    if (!st) st = sayso_led_facts_touch(l, document, err);
    if (!st) st = sayso_led_shown_touch(l, document, err);
    if (!st)
        st = sayso_led_run_with(l, "UPDATE stored_events SET claim = NULL WHERE document = ?",
                                document, 0, err);
    if (!st)
        st = sayso_led_run_with(
            l, "DELETE FROM tellings WHERE telling IN (SELECT event FROM events WHERE "
               "document = ?)",
            document, 0, err);
    return st ? st
              : sayso_led_run_with(l, "UPDATE documents SET settled = 0 WHERE document = ?",
                                   document, 0, err);
}

/* ---- withdrawing ---- */

static sayso_status document_withdraw(sayso_ledger *l, int64_t document, const char *key,
                                      sayso_error *err)
{
    sayso_status st = sayso_led_withdrawn_document_keep(l, document, key, err);
    if (!st) st = document_open(l, document, err);
    if (!st) st = sayso_led_unlink(l, document, err);
    if (!st) st = l->db->driver->search_take(l, document, err);
    return st ? st
              : sayso_led_run_with(l, "DELETE FROM documents WHERE document = ?", document, 0,
                                   err);
}

/* Events of one telling go by the first of them. */
static sayso_status event_withdraw(sayso_ledger *l, int64_t document, int64_t number,
                                   sayso_error *err)
{
    sayso_status st = sayso_led_run_with(
        l,
        "UPDATE stored_events SET telling = x.first FROM (SELECT min(number) AS first FROM events WHERE "
        "document = ?1 AND telling = ?2 AND number <> ?2) x "
        "WHERE document = ?1 AND telling = ?2 AND number <> ?2",
        document, number, err);
    return st ? st
              : sayso_led_run_with(
                  l, "DELETE FROM stored_events WHERE document = ?1 AND number = ?2",
                  document, number, err);
}

static sayso_status attribution_withdraw(sayso_ledger *l, int64_t document, int64_t number,
                                         sayso_error *err)
{
    static const char *const sql[] = {
        "UPDATE stored_events SET under = NULL WHERE document = ?1 AND under = ?2",
        "UPDATE stored_attributions SET inside = NULL WHERE document = ?1 AND inside = ?2",
        ("UPDATE numbers SET attribution = NULL WHERE attribution = ?2 AND event IN (SELECT event "
         "FROM events WHERE document = ?1)"),
        "DELETE FROM stored_attributions WHERE document = ?1 AND number = ?2",
    };
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < sizeof sql / sizeof *sql; i++)
        st = sayso_led_run_with(l, sql[i], document, number, err);
    return st;
}

/* ---- correcting ---- */

static bool named(const char *value, const char *(*of)(int), int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(of(i), value) == 0) return true;
    return false;
}
static const char *type_at(int i) { return sayso_type_name((sayso_type)i); }
static const char *status_at(int i) { return sayso_event_status_name((sayso_event_status)i); }
static const char *stance_at(int i) { return sayso_stance_name((sayso_stance)i); }

/* Blocks of three letters: a country, roles. */
static bool is_code(const char *s)
{
    const size_t n = strlen(s);
    return n >= 3 && n <= 18 && n % 3 == 0 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

/* The Goldstein value of a code of CAMEO, NAN where it is none. */
static double goldstein_of(const char *cameo)
{
    static const struct { const char *code; double goldstein; } all[] = { LED_CAMEO };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].code, cameo) == 0) return all[i].goldstein;
    return NAN;
}

static const char known_fields[] =
    "an event's type, mode, cameo, status, date, actor or recipient, an attribution's stance";

/* What a field can be: one of `names`, or what `fits` says; `how` tells it. */
typedef struct field_kind {
    char letter;               /* of the records that have it */
    const char *field;
    const char *(*names)(int); int n_names;
    bool (*fits)(const char *value);
    const char *how;
} field_kind;

static bool is_day(const char *s)
{
    sayso_day day;
    return sayso_day_parse(s, &day);
}
static bool is_mode(const char *s) { return !*s || sayso_mode_number(s) >= 0; }
static bool is_cameo(const char *s) { return !*s || !isnan(goldstein_of(s)); }

static const field_kind field_kinds[] = {
    { 'a', "stance", stance_at, SAYSO_N_STANCES, NULL, NULL },
    { 'e', "type", type_at, SAYSO_N_TYPES, NULL, NULL },
    { 'e', "status", status_at, SAYSO_N_EVENT_STATUSES, NULL, NULL },
    { 'e', "date", NULL, 0, is_day, "write YYYY-MM-DD, YYYY-MM or YYYY" },
    { 'e', "actor", NULL, 0, is_code, "write a code in capitals, as RUSGOV" },
    { 'e', "recipient", NULL, 0, is_code, "write a code in capitals, as RUSGOV" },
    { 'e', "mode", NULL, 0, is_mode, "write it as `sayso counts --by mode` does, or nothing" },
    { 'e', "cameo", NULL, 0, is_cameo, "write a code of CAMEO 1.1b3, as 0251, or nothing" },
};

static sayso_status value_refuse(const field_kind *k, const char *value, sayso_error *err)
{
    char how[160] = "one of";
    size_t n = strlen(how);
    for (int i = 0; i < k->n_names && n < sizeof how; i++)
        n += (size_t)snprintf(how + n, sizeof how - n, " %s", k->names(i));
    return sayso_fail(err, SAYSO_BAD_ARGUMENT, k->field, SAYSO_NOWHERE, "it cannot be %.40s; %s",
                      value, k->how ? k->how : how);
}

/* Is that a field of such a record, and can it be that? */
static sayso_status field_check(char letter, const char *field, const char *value,
                                sayso_error *err)
{
    for (size_t i = 0; i < sizeof field_kinds / sizeof *field_kinds; i++) {
        const field_kind *k = &field_kinds[i];
        if (k->letter != letter || strcmp(k->field, field) != 0) continue;
        const bool ok = k->names ? named(value, k->names, k->n_names) : k->fits(value);
        return ok ? SAYSO_OK : value_refuse(k, value, err);
    }
    return sayso_fail(err, SAYSO_BAD_ARGUMENT, field, SAYSO_NOWHERE, "no field to correct; %s",
                      known_fields);
}

/* SQL that sets a field: ?1 document, ?2 number, ?3 the value, NULL for ""; ?4 and ?5 what it is
 * made of; ?6 "person", ?7 the side, which has the field's name; that tells what was read, as a
 * reader sees it first and then all that setting changes; and that sets that again, where it is
 * more than a value. Texts are numbers of words. */
#define HERE " WHERE document = ?1 AND number = ?2"
#define SET_EVENT(columns) "UPDATE stored_events SET " columns HERE
#define SET_DATE SET_EVENT("date = ?3, day_from = ?4, day_to = ?5, date_via = ?6")
#define SET_CAMEO SET_EVENT("cameo = ?3, goldstein = ?4")
#define OF_EVENT " AND number = 0 AND event = (SELECT event FROM stored_events" HERE ")"
#define SET_SIDE                                                                                   \
    "UPDATE stored_participants SET country = ?4, role = ?5, via = ?6 WHERE side = ?7" OF_EVENT
#define SIDE(side)                                                                                 \
    { side, SET_SIDE " AND CAST(?3 AS BIGINT) IS NOT NULL",                                        \
      "SELECT code, country, role, via FROM participants WHERE side = '" side "'" OF_EVENT,        \
      SET_SIDE " AND coalesce(CAST(?3 AS BIGINT), 0) >= 0" }
static const struct { const char *field, *sql, *read, *back; } setters[] = {
    { "type", SET_EVENT("type = ?3"), "SELECT type FROM events" HERE, NULL },
    { "mode", SET_EVENT("mode = ?3"), "SELECT mode FROM events" HERE, NULL },
    { "cameo", SET_CAMEO, "SELECT cameo, goldstein FROM events" HERE, SET_CAMEO },
    { "status", SET_EVENT("status = ?3"), "SELECT status FROM events" HERE, NULL },
    { "date", SET_DATE, "SELECT date, day_from, day_to, date_via FROM events" HERE, SET_DATE },
    SIDE("actor"),
    SIDE("recipient"),
    { "stance", "UPDATE stored_attributions SET stance = ?3" HERE, "SELECT stance FROM attributions" HERE,
      NULL },
};
enum { N_SETTERS = sizeof setters / sizeof *setters };

static size_t setter_of(const char *field)
{
    size_t i = 0;
    while (i < N_SETTERS && strcmp(setters[i].field, field) != 0) i++;
    return i;
}

/* "RUSGOV" is RUS and GOV, "IGOUNO" no country. */
static void parts_put(sayso_led_stmt *s, const char *field, const char *value, sayso_code *code)
{
    static const char roles[] = LED_NO_COUNTRIES;
    char quoted[6];
    sayso_day day;
    snprintf(quoted, sizeof quoted, "'%.3s'", value);
    if (is_code(value)) {
        const bool none = strstr(roles, quoted) != NULL;
        snprintf(code->country, sizeof code->country, "%.3s", none ? "" : value);
        snprintf(code->role, sizeof code->role, "%.15s", none ? value : value + 3);
    }
    if (strcmp(field, "cameo") == 0) sayso_led_real(s, 4, *value ? goldstein_of(value) : 0);
    else if (strcmp(field, "date") == 0 && sayso_day_parse(value, &day)) {
        sayso_led_int(s, 4, day.from);
        sayso_led_int(s, 5, day.to);
    } else if (sayso_led_parameters(s) > 3) {
        sayso_led_shared(s, 4, code->country);
        sayso_led_shared(s, 5, code->role);
    }
    if (sayso_led_parameters(s) > 5) sayso_led_shared(s, 6, "person");
    if (sayso_led_parameters(s) > 6) sayso_led_shared(s, 7, field);
}

static sayso_status field_set(sayso_ledger *l, int64_t document, int64_t number, const char *field,
                              const char *value, sayso_error *err)
{
    const size_t i = setter_of(field);
    sayso_led_stmt *s;
    sayso_code c = { "", "" };
    if (i == N_SETTERS) return SAYSO_OK; /* of a newer sayso */
    sayso_status st = sayso_led_kept(l, setters[i].sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, number);
    sayso_led_shared(s, 3, sayso_led_word(value));
    parts_put(s, field, value, &c);
    st = sayso_led_done(l, s, err);
    if (!st && l->db->driver->changes(s) == 0)
        st = sayso_fail(err, SAYSO_NOT_FOUND, field, SAYSO_NOWHERE,
                        "the record has none to correct; `sayso explain` shows it");
    if (st || strcmp(field, "stance") != 0) return st;
    if ((st = sayso_led_kept(l,
                             "UPDATE stored_says SET stance = ?3 WHERE attribution = (SELECT attribution "
                             "FROM attributions WHERE document = ?1 AND number = ?2)",
                             &s, err)))
        return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, number);
    sayso_led_shared(s, 3, value);
    return sayso_led_done(l, s, err);
}

/* ---- what was read, kept beside the corrections of it ---- */

/* Decisions about a field of a record: of ?1, the document's key, ?2 and ?3; "" of none. */
#define ABOUT " x.key = ?1 AND x.record = ?2 AND coalesce(x.field, '') = ?3"

/* SQL with these three, and a number; its first row's number, and its text in the arena (NULL: no
 * row). */
static sayso_status about(sayso_ledger *l, const char *sql, const sayso_led_decision *d,
                          int64_t than, sayso_arena *a, int64_t *number, const char **text,
                          sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *number = 0;
    *text = NULL;
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_text(s, 1, d->key);
    sayso_led_text(s, 2, d->record);
    sayso_led_text(s, 3, d->field ? d->field : "");
    if (sayso_led_parameters(s) > 3) sayso_led_int(s, 4, than);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) {
        const char *z = sayso_led_column(s, 1);
        *number = sayso_led_whole(s, 0);
        if (!(*text = sayso_arena_dup(a, z ? z : "", z ? strlen(z) : 0))) st = sayso_no_memory(err);
    }
    sayso_led_reset(s);
    return st;
}

static const char read_sql[] = "SELECT x.decision, x.value FROM decisions x WHERE x.what = 'read' AND" ABOUT;
/* The last correction before number ?4 that nobody took back. */
static const char standing_sql[] =
    "SELECT x.decision, x.value FROM decisions x WHERE x.what = 'correct' AND" ABOUT
    " AND x.decision < ?4 AND NOT EXISTS (" LED_UNDONE ") ORDER BY x.decision DESC LIMIT 1";

/* "denied", "RUSGOV|RUS|GOV|subj": as the setter's SQL reads it. False where there is no such
 * field. */
static sayso_status read_now(sayso_ledger *l, int64_t document, int64_t number, const char *field,
                             sayso_buf *out, bool *is, sayso_error *err)
{
    sayso_led_stmt *s;
    *is = false;
    sayso_status st = sayso_led_kept(l, setters[setter_of(field)].read, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, number);
    st = sayso_led_step(l, s, is, err);
    for (int i = 0; !st && *is && i < sayso_led_columns(s); i++) {
        const char *z = sayso_led_null(s, i) ? "" : sayso_led_column(s, i);
        sayso_buf_printf(out, "%s%s", i ? "|" : "", z);
    }
    sayso_led_reset(s);
    return st ? st : out->failed ? sayso_no_memory(err) : SAYSO_OK;
}

/* Before the first correction of a field. */
static sayso_status read_keep(sayso_ledger *l, int64_t document, int64_t number,
                              const sayso_led_decision *d, sayso_error *err)
{
    int64_t there;
    bool is = false;
    const char *text;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (setter_of(d->field) == N_SETTERS) return SAYSO_OK; /* of a newer sayso */
    sayso_status st = about(l, read_sql, d, 0, &a, &there, &text, err);
    if (!st && !there) st = read_now(l, document, number, d->field, &b, &is, err);
    const sayso_led_decision read = { "read", d->key, d->record, d->field, b.at, NULL };
    if (!st && is) st = sayso_led_decision_put(l, &read, err);
    sayso_buf_free(&b);
    sayso_arena_free(&a);
    return st;
}

/* Sets a field to what was read; `read` is taken apart. */
static sayso_status read_set(sayso_ledger *l, int64_t document, int64_t number, const char *field,
                             char *read, sayso_error *err)
{
    enum { PARTS = 4 };
    const char *part[PARTS] = { read, "", "", "" };
    const bool day = strcmp(field, "date") == 0, real = strcmp(field, "cameo") == 0;
    sayso_led_stmt *s;
    for (int i = 1; i < PARTS && (read = strchr(read, '|')); i++) {
        *read++ = 0;
        part[i] = read;
    }
    const char *sql = setters[setter_of(field)].back;
    if (!sql) return field_set(l, document, number, field, part[0], err);
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, number);
    sayso_led_shared(s, 3, sayso_led_word(part[0]));
    for (int i = 1; i < PARTS && sayso_led_parameters(s) > 2 + i; i++) {
        if (real) sayso_led_real(s, 3 + i, *part[i] ? strtod(part[i], NULL) : (double)NAN);
        else if (day && i < 3 && *part[i]) sayso_led_int(s, 3 + i, strtoll(part[i], NULL, 10));
        else sayso_led_shared(s, 3 + i, !*part[i] && (day || i == 3) ? NULL : part[i]);
    }
    if (sayso_led_parameters(s) > 6) sayso_led_shared(s, 7, field);
    return sayso_led_done(l, s, err);
}

/* ---- one decision of a document, done ---- */

static sayso_status decision_do(sayso_ledger *l, int64_t document, char letter, int64_t number,
                                const sayso_led_decision *d, sayso_error *err)
{
    if (strcmp(d->what, "correct") == 0) {
        const sayso_status st = read_keep(l, document, number, d, err);
        return st ? st : field_set(l, document, number, d->field, d->value, err);
    }
    const sayso_led_record r = { document, letter, number, d->key, d->record };
    const sayso_status st = sayso_led_withdrawn_keep(l, &r, err);
    if (st) return st;
    return letter == 'a' ? attribution_withdraw(l, document, number, err)
                         : event_withdraw(l, document, number, err);
}

typedef struct kept { char what[12], record[40], field[16], value[80]; } kept;

static sayso_status kept_load(sayso_ledger *l, const char *key, int64_t after, kept *out,
                              int64_t *number, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    *number = 0;
    sayso_status st = sayso_led_kept(
        l,
        "SELECT x.decision, x.what, x.record, x.field, x.value FROM decisions x WHERE x.key = ?1 AND "
        "x.decision > ?2 AND x.what IN ('withdraw', 'correct') AND NOT EXISTS (" LED_UNDONE
        ") ORDER BY x.decision LIMIT 1",
        &s, err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    sayso_led_int(s, 2, after);
    if (!(st = sayso_led_step(l, s, &row, err)) && row) {
        const char *z[4];
        for (int i = 0; i < 4; i++) z[i] = sayso_led_column(s, i + 1);
        *number = sayso_led_whole(s, 0);
        snprintf(out->what, sizeof out->what, "%s", z[0] ? z[0] : "");
        snprintf(out->record, sizeof out->record, "%s", z[1] ? z[1] : "");
        snprintf(out->field, sizeof out->field, "%s", z[2] ? z[2] : "");
        snprintf(out->value, sizeof out->value, "%s", z[3] ? z[3] : "");
    }
    sayso_led_reset(s);
    return st;
}

sayso_status sayso_led_decisions_apply(sayso_ledger *l, int64_t document, const char *key,
                                       sayso_error *err)
{
    kept k;
    sayso_led_stmt *s;
    int64_t at = 0;
    sayso_status st = sayso_led_kept(l, "DELETE FROM decisions WHERE key = ? AND what = 'read'", &s,
                                     err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    if ((st = sayso_led_done(l, s, err))) return st;
    while (!(st = kept_load(l, key, at, &k, &at, err)) && at) {
        char of[SAYSO_KEY_SIZE];
        int64_t number;
        const char letter = sayso_led_id_split(k.record, of, &number);
        const sayso_led_decision d = { k.what, key, k.record, k.field, k.value, NULL };
        if (letter) st = decision_do(l, document, letter, number, &d, err);
        if (st == SAYSO_NOT_FOUND) st = SAYSO_OK; /* the new reading has no such record */
        if (st) break;
    }
    return st;
}

/* ---- what callers ask for ---- */

/* The document of a record's id, or of a key; letter 0 of the latter. */
static sayso_status record_find(sayso_ledger *l, const char *id, char key[SAYSO_KEY_SIZE],
                                char *letter, int64_t *number, int64_t *document, sayso_error *err)
{
    int64_t there = 1;
    *letter = sayso_led_id_split(id, key, number);
    if (!*letter) snprintf(key, SAYSO_KEY_SIZE, "%s", id);
    sayso_status st = number_of(l, "SELECT document FROM documents WHERE key = ?", key, 0, document,
                                err);
    if (!st && *document && *letter)
        st = number_of(l,
                       *letter == 'a'
                           ? "SELECT count(*) FROM attributions a JOIN documents d USING "
                             "(document) WHERE d.key = ? AND a.number = ?"
                           : "SELECT count(*) FROM events e JOIN documents d USING (document) "
                             "WHERE d.key = ? AND e.number = ?",
                       key, *number, &there, err);
    return st ? st : *document && there ? SAYSO_OK : not_there(id, err);
}

/* By what words a record is known when its document is read again: "start-end". */
static sayso_status words_of(sayso_ledger *l, char letter, int64_t document, int64_t number,
                             char out[32], sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(
        l,
        letter == 'a' ? "SELECT cue_start, cue_end FROM attributions WHERE document = ? AND "
                        "number = ?"
                      : "SELECT cue_start, cue_end FROM events WHERE document = ? AND number = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, document);
    sayso_led_int(s, 2, number);
    if (!(st = sayso_led_step(l, s, &row, err)) && row)
        snprintf(out, 32, "%u-%u",
                 sayso_led_null(s, 0) ? SAYSO_NO_OFFSET
                                                          : (unsigned)sayso_led_whole(s, 0),
                 sayso_led_null(s, 1) ? SAYSO_NO_OFFSET
                                                          : (unsigned)sayso_led_whole(s, 1));
    sayso_led_reset(s);
    return st;
}

static sayso_status record_change(sayso_ledger *l, const sayso_led_decision *given,
                                  sayso_error *err)
{
    char key[SAYSO_KEY_SIZE], letter;
    int64_t number, document;
    sayso_led_decision d = *given;
    sayso_status st = record_find(l, d.record, key, &letter, &number, &document, err);
    if (st) return st;
    d.key = key;
    if (letter == 'c')
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, d.record, SAYSO_NOWHERE,
                          "a claim is what its events say; give the id of one of them");
    if (d.field && (st = field_check(letter, d.field, d.value, err))) return st;
    char words[32] = "";
    if (letter && !d.field) {
        if ((st = words_of(l, letter, document, number, words, err))) return st;
        d.field = "cue";
        d.value = words;
    }
    if (!letter) st = document_withdraw(l, document, key, err);
    else if (!(st = document_open(l, document, err)) &&
             !(st = decision_do(l, document, letter, number, &d, err)))
        st = sayso_led_document_seal(l, document, err);
    return st ? st : sayso_led_decision_put(l, &d, err);
}

/* The last correction of the field is taken back: what was corrected before, or read, is so again.
 */
static sayso_status undo(sayso_ledger *l, sayso_led_decision *d, sayso_arena *a, sayso_error *err)
{
    char key[SAYSO_KEY_SIZE], letter, of[24];
    int64_t number, document, last, before, read;
    const char *text, *value, *was;
    sayso_status st = record_find(l, d->record, key, &letter, &number, &document, err);
    d->key = key;
    if (!st) st = about(l, standing_sql, d, INT64_MAX, a, &last, &text, err);
    if (!st) st = about(l, standing_sql, d, last, a, &before, &value, err);
    if (!st) st = about(l, read_sql, d, 0, a, &read, &was, err);
    if (st) return st;
    if (!last)
        return sayso_fail(err, SAYSO_NOT_FOUND, d->record, SAYSO_NOWHERE,
                          "no correction of its %.20s stands; `sayso explain` shows it", d->field);
    if (!before && !read)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, d->record, SAYSO_NOWHERE,
                          "an older sayso corrected it, and did not keep what was read; correct it anew");
    char *copy = read ? strdup(was) : NULL;
    if (read && !copy) return sayso_no_memory(err);
    if (!(st = document_open(l, document, err)))
        st = before ? field_set(l, document, number, d->field, value, err)
                    : read_set(l, document, number, d->field, copy, err);
    free(copy);
    if (!st) st = sayso_led_document_seal(l, document, err);
    snprintf(of, sizeof of, "%lld", (long long)last);
    d->value = of;
    return st ? st : sayso_led_decision_put(l, d, err);
}

/* The last withdrawal that nobody took back, as standing_sql. */
static const char withdrawn_sql[] =
    "SELECT x.decision, x.value FROM decisions x WHERE x.what = 'withdraw' AND" ABOUT
    " AND x.decision < ?4 AND NOT EXISTS (" LED_UNDONE ") ORDER BY x.decision DESC LIMIT 1";

/* What is derived of a document that was put back is made as of a new one. */
static sayso_status document_back(sayso_ledger *l, const char *key, int64_t *document, bool *is,
                                  sayso_arena *a, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_withdrawn_document_restore(l, key, document, is, err);
    if (st || !*is) return st;
    if ((st = sayso_led_kept(l, "SELECT title, text FROM documents WHERE document = ?", &s, err)))
        return st;
    sayso_led_int(s, 1, *document);
    if (!(st = sayso_led_step(l, s, &row, err)) && row)
        st = sayso_led_search_put(l, *document, sayso_led_column(s, 0), sayso_led_blob(s, 1), a, err);
    sayso_led_reset(s);
    if (!st) st = sayso_led_facts_touch(l, *document, err);
    return st ? st : sayso_led_shown_touch(l, *document, err);
}

static sayso_status record_back(sayso_ledger *l, const sayso_led_record *r, bool *is,
                                sayso_error *err)
{
    const sayso_status st = document_open(l, r->document, err);
    return st ? st : sayso_led_withdrawn_restore(l, r, is, err);
}

/* A withdrawn event, attribution or document is put back, as it was. */
static sayso_status put_back(sayso_ledger *l, sayso_led_decision *d, sayso_arena *a,
                             sayso_error *err)
{
    char key[SAYSO_KEY_SIZE], of[24];
    int64_t number = 0, document = 0, last = 0;
    const char *words;
    bool is = false;
    const char letter = sayso_led_id_split(d->record, key, &number);
    sayso_status st = SAYSO_OK;
    if (!letter) snprintf(key, sizeof key, "%s", d->record);
    d->key = key;
    d->field = letter ? "cue" : NULL;
    if (letter)
        st = number_of(l, "SELECT document FROM documents WHERE key = ?", key, 0, &document, err);
    if (!st && (document || !letter))
        st = about(l, withdrawn_sql, d, INT64_MAX, a, &last, &words, err);
    if (st) return st;
    if (!last)
        return sayso_fail(err, SAYSO_NOT_FOUND, d->record, SAYSO_NOWHERE,
                          "nothing of that id is withdrawn; `sayso explain` of a document lists what is");
    const sayso_led_record r = { document, letter, number, key, d->record };
    st = letter ? record_back(l, &r, &is, err) : document_back(l, key, &document, &is, a, err);
    if (!st && !is)
        st = sayso_fail(err, SAYSO_BAD_ARGUMENT, d->record, SAYSO_NOWHERE,
                        "nothing is kept of it: an older sayso withdrew it, or the document was read "
                        "again without it");
    if (!st) st = sayso_led_document_seal(l, document, err);
    snprintf(of, sizeof of, "%lld", (long long)last);
    d->value = of;
    return st ? st : sayso_led_decision_put(l, d, err);
}

static sayso_status change(sayso_ledger *l, const sayso_led_decision *d, sayso_error *err)
{
    sayso_status st = writable(l, err);
    if (st || (st = sayso_led_begin(l, err))) return st;
    st = sayso_led_end(l, record_change(l, d, err), err);
    return st ? st : sayso_ok(err);
}

sayso_status sayso_ledger_withdraw(sayso_ledger *l, const char *id, const char *note,
                                   sayso_error *err)
{
    const sayso_led_decision d = { .what = "withdraw", .record = id, .note = note };
    return change(l, &d, err);
}

sayso_status sayso_ledger_correct(sayso_ledger *l, const char *id, const char *field,
                                  const char *value, const char *note, sayso_error *err)
{
    const sayso_led_decision d = { .what = "correct", .record = id, .field = field, .value = value,
                         .note = note };
    return change(l, &d, err);
}

sayso_status sayso_ledger_undo(sayso_ledger *l, const char *id, const char *field, const char *note,
                               sayso_error *err)
{
    sayso_led_decision d = { .what = "undo", .record = id, .field = field, .note = note };
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = writable(l, err);
    if (!st) st = sayso_led_begin(l, err);
    if (!st) st = sayso_led_end(l, field ? undo(l, &d, &a, err) : put_back(l, &d, &a, err), err);
    if (!st) st = sayso_ok(err);
    sayso_arena_free(&a);
    return st;
}

/* ---- claims ---- */

static sayso_status claim_find(sayso_ledger *l, const char *id, char key[SAYSO_KEY_SIZE],
                               int64_t *claim, sayso_error *err)
{
    int64_t number;
    const char letter = sayso_led_id_split(id, key, &number);
    sayso_status st = SAYSO_OK;
    *claim = 0;
    if (letter == 'c')
        st = number_of(l,
                       "SELECT c.claim FROM claims c JOIN events e ON e.event = c.first JOIN "
                       "documents d USING (document) WHERE d.key = ? AND e.number = ?",
                       key, number, claim, err);
    return st ? st : *claim ? SAYSO_OK : not_there(id, err);
}

static sayso_status pin_next(sayso_ledger *l, int64_t *pin, sayso_error *err)
{
    static const char *const last[] = { "SELECT max(pin) FROM pins" };
    return sayso_led_next(l, last, 1, pin, err);
}

/* All tellings of a claim get the pin. */
static sayso_status claim_pin(sayso_ledger *l, int64_t claim, int64_t pin, sayso_error *err)
{
    return sayso_led_run_with(
        l, "INSERT INTO pins (key, number, pin) SELECT d.key, e.number, ?2 FROM events e JOIN "
           "documents d USING (document) WHERE e.claim = ?1 AND e.number = e.telling "
           "ON CONFLICT (key, number) DO UPDATE SET pin = excluded.pin",
        claim, pin, err);
}

/* Those that have a pin look for their claim again. *one: all of them can be compared. */
static sayso_status pinned_wait(sayso_ledger *l, int64_t pin, bool *one, sayso_error *err)
{
    uint32_t lane = UINT32_MAX;
    sayso_led_stmt *s;
    bool row = false;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = sayso_led_prepare(
        l,
        "SELECT e.event FROM pins p JOIN documents d USING (key) JOIN events e ON e.document = "
        "d.document AND e.number = p.number JOIN tellings t ON t.telling = e.event WHERE p.pin = ?",
        &s, err);
    if (st) return st;
    sayso_led_int(s, 1, pin);
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        sayso_led_telling t = { .group = 0 };
        if ((st = sayso_led_telling_load(l, sayso_led_whole(s, 0), &a, &t, err)) ||
            (st = sayso_led_pending_put(l, &t, err)))
            break;
        *one &= lane == UINT32_MAX || lane == t.p.lane;
        lane = t.p.lane;
    }
    sayso_led_finalize(s);
    sayso_arena_free(&a);
    return st;
}

static sayso_status merge(sayso_ledger *l, const char *claim, const char *with, const char *note,
                          sayso_error *err)
{
    char key[SAYSO_KEY_SIZE], other[SAYSO_KEY_SIZE];
    int64_t a, b, pin;
    bool one = true;
    sayso_status st = claim_find(l, claim, key, &a, err);
    if (!st) st = claim_find(l, with, other, &b, err);
    if (!st) st = pin_next(l, &pin, err);
    if (!st) st = claim_pin(l, a, pin, err);
    if (!st) st = claim_pin(l, b, pin, err);
    if (!st) st = pinned_wait(l, pin, &one, err);
    if (!st && !one)
        st = sayso_fail(err, SAYSO_BAD_ARGUMENT, with, SAYSO_NOWHERE,
                        "it is of another type, has not happened like the other, or one of them "
                        "has no date; correct its events first");
    const sayso_led_decision d = {
        .what = "merge", .key = key, .record = claim, .value = with, .note = note
    };
    return st ? st : sayso_led_decision_put(l, &d, err);
}

sayso_status sayso_ledger_merge(sayso_ledger *l, const char *claim, const char *with,
                                const char *note, sayso_error *err)
{
    sayso_status st = writable(l, err);
    if (st || (st = sayso_led_begin(l, err))) return st;
    st = sayso_led_end(l, merge(l, claim, with, note, err), err);
    return st ? st : sayso_ok(err);
}

/* The telling that an event of the claim belongs to gets the pin. */
static sayso_status event_pin(sayso_ledger *l, int64_t claim, const char *id, int64_t pin,
                              sayso_error *err)
{
    char key[SAYSO_KEY_SIZE], letter;
    int64_t number, document, of = 0, event;
    sayso_status st = record_find(l, id, key, &letter, &number, &document, err);
    if (!st && letter == 'e')
        st = number_of(l,
                       "SELECT e.claim FROM events e JOIN documents d USING (document) WHERE "
                       "d.key = ? AND e.number = ?",
                       key, number, &of, err);
    if (st) return st;
    if (letter != 'e' || of != claim)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, id, SAYSO_NOWHERE,
                          "no event of that claim; `sayso explain CLAIM` lists them");
    st = number_of(l,
                   "SELECT e.event FROM events e JOIN documents d USING (document) WHERE "
                   "d.key = ? AND e.number = ?",
                   key, number, &event, err);
    return st ? st
              : sayso_led_run_with(
                  l, "INSERT INTO pins (key, number, pin) SELECT d.key, e.telling, ?2 FROM events "
                     "e JOIN documents d USING (document) WHERE e.event = ?1 "
                     "ON CONFLICT (key, number) DO UPDATE SET pin = excluded.pin",
                  event, pin, err);
}

static sayso_status split(sayso_ledger *l, const char *claim, const char *const *events, size_t n,
                          const char *note, sayso_error *err)
{
    char key[SAYSO_KEY_SIZE];
    int64_t of, rest, left;
    bool one = true; /* told, not asked */
    sayso_status st = claim_find(l, claim, key, &of, err);
    if (!st) st = pin_next(l, &rest, err);
    if (!st) st = claim_pin(l, of, rest, err);
    for (size_t i = 0; !st && i < n; i++) {
        const sayso_led_decision d = { .what = "split", .key = key, .record = claim, .value = events[i],
                             .note = note };
        if (!(st = event_pin(l, of, events[i], rest + 1, err))) st = sayso_led_decision_put(l, &d, err);
    }
    if (!st) st = number_of(l, "SELECT count(*) FROM pins WHERE ?1 = '' AND pin = ?2", "", rest,
                            &left, err);
    if (!st && !left)
        st = sayso_fail(err, SAYSO_BAD_ARGUMENT, claim, SAYSO_NOWHERE,
                        "nothing would be left of it; name some of its events, not all");
    if (!st) st = pinned_wait(l, rest, &one, err);
    return st ? st : pinned_wait(l, rest + 1, &one, err);
}

sayso_status sayso_ledger_split(sayso_ledger *l, const char *claim, const char *const *events,
                                size_t n, const char *note, sayso_error *err)
{
    sayso_status st = writable(l, err);
    if (st || (st = sayso_led_begin(l, err))) return st;
    st = sayso_led_end(l, split(l, claim, events, n, note, err), err);
    return st ? st : sayso_ok(err);
}
