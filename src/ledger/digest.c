/* Digests of rows: a hash over all values of the tables in a fixed order. */
#include "digest.h"

/* What a value is, whatever way it was bound: a whole number in a column of numbers is one. */
static uint64_t value_put(uint64_t h, sayso_led_stmt *s, int i)
{
    const sayso_led_kind kind = sayso_led_kind_of(s, i);
    if (kind == LED_NULL) return sayso_hash_mix(h + 1);
    if (kind == LED_WHOLE || kind == LED_REAL) {
        const double x = sayso_led_number(s, i);
        uint64_t bits;
        memcpy(&bits, &x, sizeof bits);
        return sayso_hash_mix(h ^ bits) + (uint64_t)sayso_led_whole(s, i);
    }
    const sayso_str bytes = sayso_led_blob(s, i);
    return sayso_hash(bytes.at ? bytes.at : "", bytes.len, h + (uint64_t)kind);
}

static sayso_status rows_ask(sayso_ledger *l, const char *sql, int64_t of, sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, of);
    return sayso_led_ahead(l, s, err);
}

static sayso_status rows_put(sayso_ledger *l, const char *sql, uint64_t *h, sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    while (!(st = sayso_led_step(l, s, &row, err)) && row) {
        const int n = sayso_led_columns(s);
        for (int i = 0; i < n; i++) *h = value_put(*h, s, i);
    }
    sayso_led_reset(s);
    *h = sayso_hash_mix(*h + 2);
    return st;
}

/* Not what settling works out (events.claim, documents.origin), nor what is made of other columns;
 * words by their numbers, since each of them has a digest of its own. */
static const char *const of_document[] = {
    "SELECT key, hash, id, date, day, title, publisher, url, languages, text, words, version "
    "FROM documents WHERE document = ?",
    "SELECT * FROM sentences WHERE document = ? ORDER BY number",
    "SELECT * FROM trees WHERE document = ?",
    "SELECT * FROM stored_actors WHERE document = ? ORDER BY number",
    "SELECT * FROM stored_mentions WHERE document = ? ORDER BY actor, number",
    "SELECT * FROM stored_places WHERE document = ? ORDER BY number",
    "SELECT * FROM dates WHERE document = ? ORDER BY number",
    "SELECT * FROM stored_attributions WHERE document = ? ORDER BY number",
    "SELECT c.* FROM stored_attributions a JOIN contents c USING (attribution) WHERE a.document = ? "
    "ORDER BY a.number, c.number",
    "SELECT event, number, sentence, type, mode, cameo, goldstein, status, cue, cue_start, "
    "cue_end, date, date_via, day_from, day_to, place, contexts, under, rule, confidence, telling "
    "FROM stored_events WHERE document = ? ORDER BY number",
    "SELECT p.* FROM stored_events e JOIN stored_participants p USING (event) WHERE e.document = ? "
    "ORDER BY e.number, p.side, p.number",
    "SELECT n.* FROM stored_events e JOIN numbers n USING (event) WHERE e.document = ? "
    "ORDER BY e.number, n.number",
    "SELECT s.* FROM stored_events e JOIN stored_says s USING (event) WHERE e.document = ? "
    "ORDER BY e.number, s.attribution",
    "SELECT * FROM notes WHERE document = ? ORDER BY number",
};
static const char *const of_claim[] = {
    ("SELECT claim, first, type, mode, actor, recipient, place, country, date, day, statuses, "
     "events, documents, sources, reversal FROM stored_claims WHERE claim = ?"),
    "SELECT event FROM stored_events WHERE claim = ? ORDER BY event",
    "SELECT * FROM stored_positions WHERE claim = ? ORDER BY institution",
    "SELECT * FROM stored_stances WHERE claim = ? ORDER BY institution, number",
};

static sayso_status all_put(sayso_ledger *l, const char *const *sql, size_t n, int64_t of,
                            int64_t *out, sayso_error *err)
{
    uint64_t h = 0;
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; !st && i < n; i++) st = rows_ask(l, sql[i], of, err);
    for (size_t i = 0; !st && i < n; i++) st = rows_put(l, sql[i], &h, err);
    *out = (int64_t)(h >> 1);
    return st;
}

sayso_status sayso_led_digest_document(sayso_ledger *l, int64_t document, int64_t *out,
                                       sayso_error *err)
{
    return all_put(l, of_document, sizeof of_document / sizeof *of_document, document, out, err);
}

sayso_status sayso_led_digest_claim(sayso_ledger *l, int64_t claim, int64_t *out, sayso_error *err)
{
    return all_put(l, of_claim, sizeof of_claim / sizeof *of_claim, claim, out, err);
}

int64_t sayso_led_digest_word(sayso_str text)
{
    return (int64_t)(sayso_hash(text.at, text.len, 3) >> 33);
}

static sayso_status seal(sayso_ledger *l, const char *sql, int64_t digest, int64_t of,
                         sayso_error *err)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_kept(l, sql, &s, err);
    if (st) return st;
    sayso_led_int(s, 1, digest);
    sayso_led_int(s, 2, of);
    return sayso_led_done(l, s, err);
}

sayso_status sayso_led_document_seal(sayso_ledger *l, int64_t document, sayso_error *err)
{
    int64_t digest;
    const sayso_status st = sayso_led_digest_document(l, document, &digest, err);
    return st ? st
              : seal(l, "UPDATE documents SET digest = ? WHERE document = ?", digest, document,
                     err);
}

sayso_status sayso_led_claim_seal(sayso_ledger *l, int64_t claim, sayso_error *err)
{
    int64_t digest;
    const sayso_status st = sayso_led_digest_claim(l, claim, &digest, err);
    return st ? st
              : seal(l, "UPDATE stored_claims SET digest = ? WHERE claim = ?", digest, claim, err);
}

static sayso_status seal_each(sayso_ledger *l, const char *next,
                              sayso_status (*one)(sayso_ledger *, int64_t, sayso_error *),
                              sayso_error *err)
{
    sayso_led_stmt *s;
    bool row = true;
    sayso_status st = SAYSO_OK;
    for (int64_t at = 0; !st && row;) {
        if ((st = sayso_led_kept(l, next, &s, err))) break;
        sayso_led_int(s, 1, at);
        st = sayso_led_step(l, s, &row, err);
        if (!st && row) at = sayso_led_whole(s, 0);
        sayso_led_reset(s);
        if (!st && row) st = one(l, at, err);
    }
    return st;
}

sayso_status sayso_led_rows_seal(sayso_ledger *l, sayso_error *err)
{
    const sayso_status st = seal_each(
        l,
        "SELECT document FROM documents WHERE document > ? AND digest IS NOT "
        "NULL ORDER BY document LIMIT 1",
        sayso_led_document_seal, err);
    return st ? st
              : seal_each(l,
                          "SELECT claim FROM stored_claims WHERE claim > ? AND digest IS NOT NULL "
                          "ORDER BY claim LIMIT 1",
                          sayso_led_claim_seal, err);
}

sayso_status sayso_led_digest_schema(sayso_ledger *l, int64_t *out, sayso_error *err)
{
    return all_put(l, &l->db->driver->schema, 1, 0, out, err);
}

sayso_status sayso_led_schema_seal(sayso_ledger *l, sayso_error *err)
{
    int64_t digest;
    const sayso_status st = sayso_led_digest_schema(l, &digest, err);
    return st ? st
              : seal(l, "INSERT INTO digests (digest, name) SELECT ?1, 'schema' WHERE ?2 = 0 "
                        "ON CONFLICT (name) DO UPDATE SET digest = excluded.digest", digest, 0, err);
}
