/* Opening a ledger on a server: made, or refused. */
#include "postgres.h"
#include "connection.h"
#include "ledger/digest.h"
#include "schema_sql.h"
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_VERSION = 6 /* that was on servers */ };

static void silent(void *user, const PGresult *r) { (void)user, (void)r; }

static sayso_status refused(const sayso_ledger *l, sayso_error *err, const char *what)
{
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE, "%s", what);
}

static sayso_status connect_to(sayso_ledger *l, const char *address, sayso_error *err)
{
    static const char *const names[] = { "dbname", "client_encoding", "fallback_application_name",
                                         NULL };
    const char *const values[] = { address, "UTF8", "sayso", NULL };
    sayso_led_postgres *p = calloc(1, sizeof *p);
    if (!p) return sayso_no_memory(err);
    p->base = (sayso_led_db){ .driver = &sayso_led_postgres_driver, .l = l };
    l->db = &p->base;
    p->c = PQconnectdbParams(names, values, 1);
    if (!p->c) return sayso_no_memory(err);
    if (PQstatus(p->c) != CONNECTION_OK) {
        char why[120];
        const char *message = PQerrorMessage(p->c);
        snprintf(why, sizeof why, "%.*s", (int)strcspn(message, "\n"), message);
        return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                          "no connection to the server: %s", why);
    }
    PQsetNoticeReceiver(p->c, silent, NULL);
    if (!PQenterPipelineMode(p->c)) return refused(l, err, "libpq refused; report this");
    /* questions are short: to compile them costs more than it saves */
    return sayso_led_run(l, "SET jit = off; SET bytea_output = 'hex'; SET extra_float_digits = 1", err);
}

/* What there is: a ledger of some version (0: none), other tables, the database's encoding. */
static sayso_status look(sayso_ledger *l, int64_t *version, bool *others, sayso_error *err)
{
    sayso_led_postgres *p = (sayso_led_postgres *)l->db;
    PGresult *r;
    *version = 0;
    if (!sayso_led_postgres_run(
            p,
            "SELECT to_regclass('sayso_ledger') IS NOT NULL, current_schema() IS NOT NULL, "
            "pg_encoding_to_char(encoding) = 'UTF8', EXISTS (SELECT 1 FROM pg_class WHERE "
            "relnamespace = to_regnamespace(quote_ident(current_schema())) AND relkind IN ('r', 'v', "
            "'m', 'p', 'f')) FROM pg_database WHERE datname = current_database()",
            &r))
        return sayso_led_fail(l, err);
    const bool there = *PQgetvalue(r, 0, 0) == 't', schema = *PQgetvalue(r, 0, 1) == 't',
               utf8 = *PQgetvalue(r, 0, 2) == 't';
    *others = *PQgetvalue(r, 0, 3) == 't';
    PQclear(r);
    if (!utf8) return refused(l, err, "the database is not in UTF-8; make one with ENCODING 'UTF8'");
    if (!there)
        return schema ? SAYSO_OK
                      : refused(l, err, "no schema of that name; make it with CREATE SCHEMA");
    if (!sayso_led_postgres_run(p, "SELECT version FROM sayso_ledger", &r))
        return sayso_led_fail(l, err);
    *version = PQntuples(r) ? strtoll(PQgetvalue(r, 0, 0), NULL, 10) : -1;
    PQclear(r);
    if (*version == LG_VERSION || (*version >= FIRST_VERSION && *version < LG_VERSION)) return SAYSO_OK;
    return sayso_fail(err, SAYSO_LEDGER, l->path, SAYSO_NOWHERE,
                      "a ledger of version %lld, this sayso knows %d; %s", (long long)*version,
                      LG_VERSION, *version > LG_VERSION ? "use a newer sayso"
                                                        : "read the documents into a new one");
}

static sayso_status functions_make(sayso_ledger *l, sayso_error *err)
{
    sayso_buf sql = SAYSO_BUF_EMPTY;
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && sayso_led_dialect_function(i, &sql); i++)
        if (sql.failed) st = sayso_no_memory(err);
        else if (!sayso_led_postgres_run((sayso_led_postgres *)l->db, sql.at, NULL))
            st = sayso_led_fail(l, err);
    sayso_buf_free(&sql);
    return st;
}

/* New rows of one table go together, so that one may come before the row that it refers to: what they
 * refer to is looked at when the transaction ends. */
static sayso_status references_defer(sayso_ledger *l, sayso_error *err)
{
    static const char sql[] =
        "DO $$ DECLARE x record; BEGIN FOR x IN SELECT conrelid::regclass AS t, conname FROM "
        "pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace LOOP "
        "EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', x.t, "
        "x.conname); END LOOP; END $$";
    return sayso_led_postgres_run((sayso_led_postgres *)l->db, sql, NULL) ? SAYSO_OK
                                                                          : sayso_led_fail(l, err);
}

/* Words that wait to be put into the index take up to 4 MB, which it never gives back. */
#define FEW_WAIT "ALTER INDEX search_words SET (gin_pending_list_limit = 256)"

/* Two that begin a ledger at once: the second finds it made. */
static sayso_status make(sayso_ledger *l, sayso_error *err)
{
    char own[300];
    int64_t version;
    bool others;
    snprintf(own, sizeof own,
             "CREATE TABLE sayso_ledger (version INTEGER NOT NULL); INSERT INTO sayso_ledger VALUES "
             "(%d); CREATE INDEX search_words ON search USING gin (words); " FEW_WAIT, LG_VERSION);
    sayso_status st = sayso_led_run(l, "BEGIN; SELECT pg_advisory_xact_lock(1398896499, 0)", err);
    if (st || (st = look(l, &version, &others, err)) || version) return st;
    if (others)
        return refused(l, err, "the schema has other tables, but no ledger of sayso; name another "
                               "one with ?options=-csearch_path%3DNAME");
    if ((st = functions_make(l, err)) || (st = sayso_led_run(l, schema_sql, err)) ||
        (st = references_defer(l, err)) || (st = sayso_led_run(l, views_sql, err)) || (st = sayso_led_run(l, own, err)))
        return st;
    return sayso_led_schema_seal(l, err);
}

/* What a writer asks, it asks by key: tables that grow under it must not be read as the small ones that they were when a
 * question was first planned. `set` may be for the transaction alone. */
static sayso_status by_key(const sayso_ledger *l, const char *set, sayso_error *err)
{
    char sql[200];
    snprintf(sql, sizeof sql, "%s enable_seqscan = off; %s enable_hashjoin = off; %s enable_mergejoin = off; "
                              "%s plan_cache_mode = force_generic_plan", set, set, set, set);
    return sayso_led_run(l, sql, err);
}

/* Brings an older ledger to our version, in one transaction; one that another has brought there meanwhile is left. */
static sayso_status bring_along(sayso_ledger *l, sayso_error *err)
{
    char own[60];
    int64_t version;
    bool others;
    snprintf(own, sizeof own, "UPDATE sayso_ledger SET version = %d", LG_VERSION);
    sayso_status st = sayso_led_begin(l, err);
    if (st) return st;
    if (!(st = look(l, &version, &others, err)) && version < LG_VERSION && !(st = by_key(l, "SET LOCAL", err)) &&
        !(st = functions_make(l, err)) &&
        !(st = sayso_led_run(l, own, err)) && !(st = sayso_led_migrate(l, version, err)) &&
        !(st = references_defer(l, err)))
        st = sayso_led_run(l, FEW_WAIT, err);
    return sayso_led_end(l, st, err);
}

sayso_status sayso_led_postgres_open(sayso_ledger *l, const char *address, bool *older, sayso_error *err)
{
    int64_t version = 0;
    bool others;
    sayso_status st = connect_to(l, address, err);
    if (!st) st = look(l, &version, &others, err);
    if (st) return st;
    *older = version && version < LG_VERSION;
    if (*older && l->write && (st = bring_along(l, err))) return st;
    *older = *older && !l->write;
    if (!l->write)
        return version ? sayso_led_run(l, "SET default_transaction_read_only = on", err)
                       : sayso_fail(err, SAYSO_NOT_FOUND, l->path, SAYSO_NOWHERE,
                                    "no ledger there; read some documents into it first");
    if (!version && (st = make(l, err))) {
        sayso_led_run(l, "ROLLBACK", NULL);
        return st;
    }
    if (!version && (st = sayso_led_run(l, "COMMIT", err))) return st;
    return by_key(l, "SET", err);
}
