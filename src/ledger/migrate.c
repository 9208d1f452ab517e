/* Ledgers of older versions, brought to this one. */
#include "blocks.h"
#include "deflate.h"
#include "digest.h"
#include "facts.h"
#include "settle.h"
#include "shown.h"
#include "trees.h"
#include "words.h"
#include "schema_sql.h"

#define LED_SCHEMA_4                                                                               \
    "ALTER TABLE documents ADD COLUMN origin INTEGER; "                                            \
    "ALTER TABLE documents ADD COLUMN digest INTEGER; "                                            \
    "ALTER TABLE claims ADD COLUMN digest INTEGER; "                                               \
    "CREATE INDEX documents_origin ON documents (origin); "                                        \
    "CREATE TABLE decisions (decision INTEGER PRIMARY KEY, what TEXT NOT NULL, key TEXT NOT NULL, " \
    "record TEXT NOT NULL, field TEXT, value TEXT, note TEXT, version TEXT NOT NULL); "            \
    "CREATE INDEX decisions_key ON decisions (key); "                                              \
    "CREATE TABLE pins (key TEXT NOT NULL, number INTEGER NOT NULL, pin INTEGER NOT NULL, "        \
    "PRIMARY KEY (key, number)) WITHOUT ROWID; CREATE INDEX pins_pin ON pins (pin); "              \
    "CREATE INDEX claims_reversal ON claims (claim) WHERE reversal = 1; "                          \
    "CREATE TABLE digests (name TEXT PRIMARY KEY, digest INTEGER NOT NULL) WITHOUT ROWID; "        \
    "CREATE TABLE bands (band INTEGER NOT NULL, document INTEGER NOT NULL, "                       \
    "PRIMARY KEY (band, document)) WITHOUT ROWID; "                                                \
    "ALTER TABLE claims ADD COLUMN independent INTEGER NOT NULL DEFAULT 0; "                       \
    "CREATE TABLE words (word INTEGER PRIMARY KEY, text TEXT NOT NULL, digest INTEGER); "          \
    "INSERT INTO words (text) SELECT DISTINCT rule FROM mentions WHERE rule IS NOT NULL; "         \
    "ALTER TABLE mentions RENAME TO mentions_3; "                                                  \
    "CREATE TABLE mentions (document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, "    \
    "actor INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "                    \
    "\"end\" INTEGER NOT NULL, name_start INTEGER, name_end INTEGER, rule INTEGER, "               \
    "score INTEGER, PRIMARY KEY (document, actor, number)) WITHOUT ROWID; "                        \
    "INSERT INTO mentions SELECT m.document, m.actor, row_number() OVER (PARTITION BY "            \
    "m.document, m.actor ORDER BY m.rowid) - 1, m.start, m.\"end\", m.name_start, m.name_end, "    \
    "w.word, CAST(round(m.score * 100) AS INTEGER) FROM mentions_3 m LEFT JOIN words w ON "        \
    "w.text = m.rule; DROP TABLE mentions_3; "                                                     \
    "ALTER TABLE contents RENAME TO contents_3; "                                                  \
    "CREATE TABLE contents (attribution INTEGER NOT NULL REFERENCES attributions ON DELETE "       \
    "CASCADE, number INTEGER NOT NULL, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, "         \
    "PRIMARY KEY (attribution, number)) WITHOUT ROWID; "                                           \
    "INSERT INTO contents SELECT attribution, row_number() OVER (PARTITION BY attribution "        \
    "ORDER BY rowid) - 1, start, \"end\" FROM contents_3; DROP TABLE contents_3; "                 \
    "CREATE TABLE tellings (telling INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE, "     \
    "report BLOB NOT NULL); "                                                                      \
    "CREATE TABLE named (key INTEGER NOT NULL, at INTEGER NOT NULL, telling INTEGER NOT NULL, "    \
    "PRIMARY KEY (key, at, telling)) WITHOUT ROWID; "                                              \
    "CREATE TABLE pending (lane INTEGER NOT NULL, loose INTEGER NOT NULL, at INTEGER NOT NULL, "   \
    "key TEXT NOT NULL, number INTEGER NOT NULL, telling INTEGER NOT NULL, "                       \
    "PRIMARY KEY (lane, loose, at, key, number)) WITHOUT ROWID; "

#define SPLIT_CODES(table)                                                                         \
    "ALTER TABLE " table " ADD COLUMN country TEXT NOT NULL DEFAULT ''; "                          \
    "ALTER TABLE " table " ADD COLUMN role TEXT NOT NULL DEFAULT ''; "                             \
    "UPDATE " table " SET country = substr(code, 1, 3) WHERE length(code) >= 3 "                   \
    "AND substr(code, 1, 3) NOT IN (" LED_NO_COUNTRIES "); "                                       \
    "UPDATE " table " SET role = substr(code, 1 + length(country)); "                              \
    "ALTER TABLE " table " DROP COLUMN code; "                                                     \
    "ALTER TABLE " table " ADD COLUMN code TEXT AS (country || role); "

#define LED_WORD(text) "(SELECT word FROM words WHERE text = " text ")"

/* A table gives way to one that has numbers for texts; what refers to it in a file refers to the
 * new one. */
#define LED_STORE_9(cascade, table, columns, tail, values)                                         \
    "ALTER TABLE " table " RENAME TO stored_" table "; PRAGMA legacy_alter_table = ON; "           \
    "ALTER TABLE stored_" table " RENAME TO " table "_8; PRAGMA legacy_alter_table = OFF; "        \
    "CREATE TABLE stored_" table " (" columns ")" tail "; "                                        \
    "INSERT INTO stored_" table " SELECT " values " FROM " table "_8; DROP TABLE " table "_8" cascade "; "

/* Texts of a file are packed; a server packs by itself. */
#define LED_TEXTS_9                                                                                \
    "PRAGMA legacy_alter_table = ON; ALTER TABLE documents RENAME TO documents_8; PRAGMA "         \
    "legacy_alter_table = OFF; CREATE TABLE documents (document INTEGER PRIMARY KEY, key "         \
    "TEXT NOT NULL UNIQUE, hash BLOB NOT NULL, id TEXT, date TEXT, day INTEGER, title "            \
    "TEXT, publisher TEXT, url TEXT, text_via TEXT, languages TEXT NOT NULL, packed BLOB "         \
    "NOT NULL, text BLOB AS (sayso_unpack(packed)), words INTEGER NOT NULL, version TEXT "         \
    "NOT NULL, settled INTEGER NOT NULL DEFAULT 0, origin INTEGER, digest INTEGER); "              \
    "INSERT INTO documents (document, key, hash, id, date, day, title, publisher, url, "           \
    "text_via, languages, packed, words, version, settled, origin, digest) SELECT "                \
    "document, key, hash, id, date, day, title, publisher, url, text_via, languages, "             \
    "sayso_pack(text), words, version, settled, origin, digest FROM documents_8; DROP "            \
    "TABLE documents_8; CREATE INDEX documents_unsettled ON documents (document) WHERE "           \
    "settled = 0; CREATE INDEX documents_origin ON documents (origin); CREATE INDEX "              \
    "documents_order ON documents (ifnull(day, 2147483647), key); "

/* And its words are searched for without their places. */
#define LED_SEARCH_9                                                                               \
    "DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, " \
    "detail=none, tokenize='ascii'); INSERT INTO search (rowid, title, text) SELECT document, "    \
    "sayso_cut(title), sayso_cut(text) FROM documents; "

/* What a server's tables have lost with those that they referred to. */
#define LED_REFERENCES_9                                                                           \
    "ALTER TABLE contents ADD FOREIGN KEY (attribution) REFERENCES stored_attributions ON DELETE CASCADE; " \
    "ALTER TABLE numbers ADD FOREIGN KEY (event) REFERENCES stored_events ON DELETE CASCADE; "     \
    "ALTER TABLE tellings ADD FOREIGN KEY (telling) REFERENCES stored_events ON DELETE CASCADE; "

#define LED_TABLES_9(cascade)                                                                      \
    "CREATE TABLE bands_8 AS SELECT DISTINCT band >> 16 AS band, document FROM bands; DELETE FROM " \
    "bands; INSERT INTO bands SELECT band, document FROM bands_8; DROP TABLE bands_8; "            \
    "CREATE TABLE trees (document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, "    \
    "bytes BLOB NOT NULL); CREATE INDEX words_text ON words (text); INSERT INTO words (word, "     \
    "text) SELECT (SELECT ifnull(max(word), 0) FROM words) + row_number() OVER (ORDER BY x), x FROM " \
    "(SELECT country AS x FROM actors UNION SELECT role FROM actors UNION SELECT kind "            \
    "FROM actors UNION SELECT via FROM actors UNION SELECT name FROM places UNION SELECT "         \
    "country FROM places UNION SELECT admin1 FROM places UNION SELECT via FROM places "            \
    "UNION SELECT country FROM attributions UNION SELECT role FROM attributions UNION "            \
    "SELECT via FROM attributions UNION SELECT kind FROM attributions UNION SELECT stance"         \
    " FROM attributions UNION SELECT date FROM attributions UNION SELECT rule FROM "               \
    "attributions UNION SELECT type FROM events UNION SELECT mode FROM events UNION "              \
    "SELECT cameo FROM events UNION SELECT status FROM events UNION SELECT date FROM "             \
    "events UNION SELECT date_via FROM events UNION SELECT contexts FROM events UNION "            \
    "SELECT rule FROM events UNION SELECT side FROM participants UNION SELECT country "            \
    "FROM participants UNION SELECT role FROM participants UNION SELECT via FROM "                 \
    "participants UNION SELECT stance FROM says UNION SELECT institution FROM says UNION "         \
    "SELECT date FROM says UNION SELECT date_via FROM says UNION SELECT type FROM claims "         \
    "UNION SELECT mode FROM claims UNION SELECT actor FROM claims UNION SELECT recipient "         \
    "FROM claims UNION SELECT place FROM claims UNION SELECT country FROM claims UNION "           \
    "SELECT date FROM claims UNION SELECT statuses FROM claims UNION SELECT institution "          \
    "FROM positions UNION SELECT source FROM positions UNION SELECT institution FROM "             \
    "stances) u WHERE x IS NOT NULL AND x NOT IN (SELECT text FROM words); "                       \
    LED_STORE_9(cascade, "actors",                                                                 \
                "document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT" \
                " NULL, name TEXT NOT NULL, country INTEGER NOT NULL, role INTEGER NOT NULL, kind " \
                "INTEGER NOT NULL, via INTEGER, PRIMARY KEY (document, number)", " WITHOUT ROWID", \
                "document, number, name, " LED_WORD("country") ", " LED_WORD("role") ", "          \
                LED_WORD("kind") ", " LED_WORD("via"))                                             \
    LED_STORE_9(cascade, "mentions",                                                               \
                "document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, actor INTEGER NOT NULL, " \
                "number INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, skipped " \
                "INTEGER, named INTEGER, rule INTEGER, score INTEGER, PRIMARY KEY (document, actor, number)", \
                " WITHOUT ROWID",                                                                  \
                "document, actor, number, start, \"end\" - start, name_start - start, name_end - name_start, " \
                "rule, score")                                                                     \
    LED_STORE_9(cascade, "places",                                                                 \
                "document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT" \
                " NULL, start INTEGER, \"end\" INTEGER, name INTEGER NOT NULL, country INTEGER, "  \
                "admin1 INTEGER, lat REAL, lon REAL, via INTEGER, PRIMARY KEY (document, number)", " WITHOUT ROWID", \
                "document, number, start, \"end\", " LED_WORD("name") ", " LED_WORD("country")     \
                ", " LED_WORD("admin1") ", lat, lon, " LED_WORD("via"))                            \
    LED_STORE_9(cascade, "attributions",                                                           \
                "attribution INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON " \
                "DELETE CASCADE, number INTEGER NOT NULL, sentence INTEGER NOT NULL, country INTEGER " \
                "NOT NULL, role INTEGER NOT NULL, text TEXT, actor INTEGER, start INTEGER, \"end\" " \
                "INTEGER, via INTEGER, kind INTEGER NOT NULL, cue TEXT, cue_start INTEGER, cue_end " \
                "INTEGER, stance INTEGER NOT NULL, direct INTEGER NOT NULL, inside INTEGER, date " \
                "INTEGER, rule INTEGER, UNIQUE (document, number)", "",                            \
                "attribution, document, number, sentence, " LED_WORD("country") ", "               \
                LED_WORD("role") ", text, actor, start, \"end\", " LED_WORD("via") ", "            \
                LED_WORD("kind") ", cue, cue_start, cue_end, " LED_WORD("stance")                  \
                ", direct, inside, " LED_WORD("date") ", " LED_WORD("rule"))                       \
    LED_STORE_9(cascade, "events",                                                                 \
                "event INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE " \
                "CASCADE, number INTEGER NOT NULL, sentence INTEGER NOT NULL, type INTEGER NOT NULL, " \
                "mode INTEGER, cameo INTEGER, goldstein REAL NOT NULL, status INTEGER NOT NULL, cue " \
                "TEXT, cue_start INTEGER, cue_end INTEGER, date INTEGER, date_via INTEGER, day_from " \
                "INTEGER, day_to INTEGER, place INTEGER, contexts INTEGER, under INTEGER, rule "   \
                "INTEGER, confidence REAL NOT NULL, why TEXT, telling INTEGER NOT NULL, claim "    \
                "INTEGER, UNIQUE (document, number)", "",                                          \
                "event, document, number, sentence, " LED_WORD("type") ", " LED_WORD("mode")       \
                ", " LED_WORD("cameo") ", goldstein, " LED_WORD("status")                          \
                ", cue, cue_start, cue_end, " LED_WORD("date") ", " LED_WORD("date_via")           \
                ", day_from, day_to, place, " LED_WORD("contexts") ", under, " LED_WORD("rule")    \
                ", confidence, why, telling, claim")                                               \
    LED_STORE_9(cascade, "participants",                                                           \
                "event INTEGER NOT NULL REFERENCES stored_events ON DELETE CASCADE, side INTEGER NOT " \
                "NULL, number INTEGER NOT NULL, country INTEGER NOT NULL, role INTEGER NOT NULL, text" \
                " TEXT NOT NULL, actor INTEGER, start INTEGER, \"end\" INTEGER, via INTEGER, PRIMARY " \
                "KEY (event, side, number)", " WITHOUT ROWID",                                     \
                "event, " LED_WORD("side") ", number, " LED_WORD("country") ", "                   \
                LED_WORD("role") ", text, actor, start, \"end\", " LED_WORD("via"))                \
    LED_STORE_9(cascade, "says",                                                                   \
                "event INTEGER NOT NULL REFERENCES stored_events ON DELETE CASCADE, attribution "  \
                "INTEGER NOT NULL REFERENCES stored_attributions ON DELETE CASCADE, stance INTEGER " \
                "NOT NULL, institution INTEGER NOT NULL, date INTEGER, date_via INTEGER, day INTEGER," \
                " PRIMARY KEY (event, attribution)", " WITHOUT ROWID",                             \
                "event, attribution, " LED_WORD("stance") ", " LED_WORD("institution") ", "        \
                LED_WORD("date") ", " LED_WORD("date_via") ", day")                                \
    LED_STORE_9(cascade, "claims",                                                                 \
                "claim INTEGER PRIMARY KEY, first INTEGER NOT NULL, type INTEGER NOT NULL, mode "  \
                "INTEGER, actor INTEGER NOT NULL, recipient INTEGER NOT NULL, place INTEGER, country " \
                "INTEGER, date INTEGER, day INTEGER, statuses INTEGER NOT NULL, events INTEGER NOT " \
                "NULL, documents INTEGER NOT NULL, independent INTEGER NOT NULL DEFAULT 0, sources " \
                "INTEGER NOT NULL, reversal INTEGER NOT NULL, disputed INTEGER NOT NULL DEFAULT 0, " \
                "digest INTEGER", "",                                                              \
                "claim, first, " LED_WORD("type") ", " LED_WORD("mode") ", " LED_WORD("actor")     \
                ", " LED_WORD("recipient") ", " LED_WORD("place") ", " LED_WORD("country") ", "    \
                LED_WORD("date") ", day, " LED_WORD("statuses")                                    \
                ", events, documents, independent, sources, reversal, disputed, digest")           \
    LED_STORE_9(cascade, "positions",                                                              \
                "claim INTEGER NOT NULL REFERENCES stored_claims ON DELETE CASCADE, institution "  \
                "INTEGER NOT NULL, source INTEGER NOT NULL, reversal INTEGER NOT NULL, PRIMARY KEY " \
                "(claim, institution)", " WITHOUT ROWID",                                          \
                "claim, " LED_WORD("institution") ", " LED_WORD("source") ", reversal")            \
    LED_STORE_9(cascade, "stances",                                                                \
                "claim INTEGER NOT NULL, institution INTEGER NOT NULL, number INTEGER NOT NULL, event" \
                " INTEGER NOT NULL, attribution INTEGER NOT NULL, PRIMARY KEY (claim, institution, " \
                "number), FOREIGN KEY (claim, institution) REFERENCES stored_positions ON DELETE " \
                "CASCADE", " WITHOUT ROWID",                                                       \
                "claim, " LED_WORD("institution") ", number, event, attribution")                  \
    "CREATE INDEX events_claim ON stored_events (claim); CREATE INDEX claims_reversal ON "         \
    "stored_claims (claim) WHERE reversal = 1; CREATE INDEX claims_order ON stored_claims"         \
    " (ifnull(day, 2147483647)); CREATE INDEX positions_reversal ON stored_positions "             \
    "(claim) WHERE reversal = 1; DROP INDEX words_text; "

#define LED_FACTS_10                                                                               \
    "DROP TABLE facts; CREATE TABLE facts (chunk INTEGER PRIMARY KEY, first INTEGER, last INTEGER, " \
    "rows BLOB NOT NULL, more BLOB NOT NULL, names BLOB NOT NULL); "

/* What brings a ledger from version i + 1 to the next, as `read` of that sayso would have made it.
 * What an older sayso did not store stays NULL. */
static const char *const migrations[LG_VERSION - 1] = {
    /* 2: how a mention was recognised */
    "ALTER TABLE mentions ADD COLUMN name_start INTEGER; ALTER TABLE mentions ADD COLUMN name_end "
    "INTEGER; "
    "ALTER TABLE mentions ADD COLUMN rule TEXT; ALTER TABLE mentions ADD COLUMN score REAL; PRAGMA "
    "user_version = 2",
    /* 3: codes as country and role, of which `code` is made. Where one text was stored, its first
     * block is a country or region unless it is a role or body of knowledge/roles.tsv. */
    "DROP INDEX participants_code; " SPLIT_CODES("actors") SPLIT_CODES("attributions")
        SPLIT_CODES("participants") "CREATE INDEX participants_code ON participants (code); "
                                    "PRAGMA user_version = 3",
    /* 4: claims are found telling by telling; those there are, are worked out anew */
    "DROP TABLE unsettled; UPDATE documents SET settled = 0; UPDATE events SET claim = NULL; "
    "DELETE FROM stances; DELETE FROM positions; DELETE FROM claims; " LED_SCHEMA_4
    "PRAGMA user_version = 4",
    /* 5: numbers of events, full-text search, lists in order by index */
    "CREATE TABLE numbers (event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE, number "
    "INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, low INTEGER, high INTEGER, exact "
    "INTEGER NOT NULL, text TEXT, start INTEGER, \"end\" INTEGER, who TEXT, who_start INTEGER, "
    "who_end INTEGER, attribution INTEGER, rule TEXT, PRIMARY KEY (event, number)) WITHOUT ROWID; "
    "CREATE INDEX documents_order ON documents (ifnull(day, 2147483647), key); "
    "CREATE INDEX claims_order ON claims (ifnull(day, 2147483647)); "
    "CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, "
    "tokenize=\"unicode61 remove_diacritics 0\"); "
    "INSERT INTO search (rowid, title, text) SELECT document, sayso_words(title), "
    "sayso_words(text) FROM documents; PRAGMA user_version = 5",
    /* 6: what the judge thought of an event */
    "ALTER TABLE events ADD COLUMN why TEXT; PRAGMA user_version = 6",
    /* 7: what the text of an item of a feed is */
    "ALTER TABLE documents ADD COLUMN text_via TEXT; PRAGMA user_version = 7",
    /* 8: what lists filter and count by, packed (derived_renew makes it); disputes by an index */
    "CREATE TABLE facts (chunk INTEGER PRIMARY KEY, first INTEGER, last INTEGER, rows BLOB NOT "
    "NULL, "
    "names BLOB NOT NULL); "
    "CREATE INDEX positions_reversal ON positions (claim) WHERE reversal = 1; "
    "ALTER TABLE claims ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0; "
    "UPDATE claims SET disputed = " LED_DISPUTED "; PRAGMA user_version = 8",
    /* 9: what many rows say is a number of words, and shown by views; texts packed; search without
     * places of words; shorter bands */
    LED_TEXTS_9 LED_TABLES_9("") LED_SEARCH_9 "PRAGMA user_version = 9",
    /* 10: of facts a question reads what it asks for */
    LED_FACTS_10 "PRAGMA user_version = 10",
    /* 11: facts in fewer bytes; what a table of all events shows (derived_renew makes both) */
    ("DELETE FROM facts; CREATE TABLE shown (chunk INTEGER PRIMARY KEY, rows BLOB); CREATE INDEX "
     "shown_waiting ON shown (chunk) WHERE rows IS NULL; PRAGMA user_version = 11"),
};

/* The same of a server, where that is another. */
static const char *const on_servers[LG_VERSION - 1] = {
    [7] = LED_TABLES_9(" CASCADE") LED_REFERENCES_9,
    [8] = LED_FACTS_10,
};

static sayso_status step(const sayso_ledger *l, int64_t version, sayso_error *err)
{
    const char *own = l->db->driver->pack ? NULL : on_servers[version - 1];
    return sayso_led_run(l, own ? own : migrations[version - 1], err);
}

/* Views, or columns under them could not go. */
static sayso_status views_drop(const sayso_ledger *l, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_prepare(l, l->db->driver->views, &s, err);
    if (st) return st;
    sayso_buf drop = SAYSO_BUF_EMPTY;
    while (!(st = sayso_led_step(l, s, &row, err)) && row)
        sayso_buf_printf(&drop, "DROP VIEW %s; ", sayso_led_column(s, 0));
    sayso_led_finalize(s);
    if (!st)
        st = drop.failed ? sayso_no_memory(err)
             : drop.at   ? sayso_led_run(l, drop.at, err)
                         : SAYSO_OK;
    sayso_buf_free(&drop);
    return st;
}

static sayso_status trees_insert(sayso_ledger *l, int64_t document, sayso_buf *trees,
                                 sayso_error *err)
{
    sayso_led_stmt *s;
    sayso_str packed;
    sayso_arena a = SAYSO_ARENA_EMPTY;
    sayso_status st = sayso_led_kept(l, "INSERT INTO trees (document, bytes) VALUES (?, ?)", &s,
                                     err);
    if (!st && (trees->failed ||
                !sayso_led_deflate((sayso_str){ trees->at, (uint32_t)trees->len }, &a, &packed)))
        st = sayso_no_memory(err);
    if (!st) {
        sayso_led_int(s, 1, document);
        sayso_led_memory(s, 2, packed.at, packed.len);
        st = sayso_led_done(l, s, err);
    }
    trees->len = 0;
    sayso_arena_free(&a);
    return st;
}

/* A tree of a sentence, as version 4 and later had it, or the text of those before. */
static void tree_add(sayso_buf *trees, sayso_led_stmt *s)
{
    const sayso_str tree = sayso_led_blob(s, 2);
    sayso_buf text = SAYSO_BUF_EMPTY;
    const bool plain = sayso_led_kind_of(s, 2) == LED_TEXT;
    if (plain) {
        sayso_buf_put(&text, "", 1);
        sayso_buf_put(&text, tree.at, tree.len);
    }
    sayso_led_trees_add(trees, (uint64_t)sayso_led_whole(s, 1),
                        plain ? (sayso_str){ text.at, (uint32_t)text.len } : tree);
    trees->failed |= text.failed;
    sayso_buf_free(&text);
}

/* 9: trees of a document, which stood with its sentences, go together. */
static sayso_status trees_move(sayso_ledger *l, sayso_error *err)
{
    sayso_led_stmt *s;
    sayso_buf trees = SAYSO_BUF_EMPTY;
    bool row = false;
    int64_t document = 0;
    sayso_status st = sayso_led_prepare(l,
                                        "SELECT document, number, tree FROM sentences WHERE tree "
                                        "IS NOT NULL ORDER BY document, number",
                                        &s, err);
    while (!st && !(st = sayso_led_step(l, s, &row, err)) && row) {
        if (trees.len && document != sayso_led_whole(s, 0))
            st = trees_insert(l, document, &trees, err);
        document = sayso_led_whole(s, 0);
        tree_add(&trees, s);
    }
    if (!st && trees.len) st = trees_insert(l, document, &trees, err);
    sayso_led_finalize(s);
    sayso_buf_free(&trees);
    return st ? st : sayso_led_run(l, "ALTER TABLE sentences DROP COLUMN tree", err);
}

static sayso_status shown_renew(sayso_ledger *l, sayso_error *err)
{
    int64_t chunk = -1;
    sayso_status st = sayso_led_shown_all(l, err);
    if (!st) st = sayso_led_shown_waiting(l, &chunk, err);
    while (!st && chunk >= 0 && !(st = sayso_led_shown_make(l, chunk, err)))
        st = sayso_led_shown_waiting(l, &chunk, err);
    return st;
}

/* What is made of tables that are as they shall be. */
static sayso_status derived_renew(sayso_ledger *l, int64_t version, sayso_error *err)
{
    sayso_status st = sayso_led_run(l, views_sql, err);
    if (!st && version < LG_NAMED_SO) st = sayso_led_tellings_renew(l, err);
    if (!st) st = sayso_led_facts_all(l, err);
    if (!st) st = shown_renew(l, err);
    if (!st && version < LG_SEALED_SO) st = sayso_led_words_seal(l, err);
    if (!st && version < LG_SEALED_SO) st = sayso_led_rows_seal(l, err);
    return st ? st : sayso_led_schema_seal(l, err);
}

sayso_status sayso_led_migrate(sayso_ledger *l, int64_t version, sayso_error *err)
{
    sayso_status st = views_drop(l, err);
    for (int64_t at = version; !st && at < LG_VERSION; at++) st = step(l, at, err);
    if (!st && version < 9) st = trees_move(l, err);
    return st ? st : derived_renew(l, version, err);
}
