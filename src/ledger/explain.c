/* Why a record is there: its sentence, tree, and every field with the bytes and the rule that it
 * came from. */
#include "inside.h"
#include "base/base.h"
#include "decisions.h"
#include "deflate.h"
#include "slice.h"
#include "words.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct explaining {
    sayso_explanation shown;  /* first: what is handed out is this */
    sayso_arena   arena;
    sayso_ledger *l;
    sayso_error  *err;
    sayso_led_slices     slices;
    sayso_explained *lines; uint32_t n, cap;
    int64_t       document;
    char          key[SAYSO_KEY_SIZE];
    bool          no_memory;
} explaining;

static const char *dup(explaining *x, const char *z)
{
    const char *copy = z ? sayso_arena_dup(&x->arena, z, strlen(z)) : NULL;
    if (z && !copy) x->no_memory = true;
    return copy;
}

static void line(explaining *x, const char *what, uint32_t start, uint32_t end, const char *text,
                 const char *via)
{
    if (!text && start == SAYSO_NO_OFFSET) return;
    if (!sayso_grow(x->lines, x->n, x->cap)) x->no_memory = true;
    else x->lines[x->n++] = (sayso_explained){ what, { start, end }, dup(x, text), dup(x, via) };
}
static void fact(explaining *x, const char *what, const char *text, const char *via)
{
    if (text && *text) line(x, what, SAYSO_NO_OFFSET, SAYSO_NO_OFFSET, text, via);
}

static uint32_t offset(sayso_led_stmt *s, int i)
{
    return sayso_led_null(s, i) ? SAYSO_NO_OFFSET
                                                    : (uint32_t)sayso_led_whole(s, i);
}

/* A column's words; "" and "?" where there are none. */
static const char *words_of(sayso_led_stmt *s, int i)
{
    const char *z = sayso_led_column(s, i);
    return z ? z : "";
}
static const char *known(sayso_led_stmt *s, int i)
{
    const char *z = sayso_led_column(s, i);
    return z ? z : "?";
}

/* Runs `each` for the rows of a statement whose parameters are bound; *count counts them. The
 * statement is done with then. */
static sayso_status rows_of(explaining *x, sayso_led_stmt *s,
                            void (*each)(explaining *, sayso_led_stmt *), uint32_t *count)
{
    sayso_status st;
    bool row = false;
    if (count) *count = 0;
    while (!(st = sayso_led_step(x->l, s, &row, x->err)) && row) {
        each(x, s);
        if (count) ++*count;
        if (x->no_memory) {
            st = sayso_no_memory(x->err);
            break;
        }
    }
    sayso_led_finalize(s);
    return st;
}

/* The same of `sql` with the parameters a and b (b only where it has two). */
static sayso_status rows(explaining *x, const char *sql, int64_t a, int64_t b,
                         void (*each)(explaining *, sayso_led_stmt *), uint32_t *count)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_prepare(x->l, sql, &s, x->err);
    if (st) return st;
    sayso_led_int(s, 1, a);
    if (sayso_led_parameters(s) > 1) sayso_led_int(s, 2, b);
    return rows_of(x, s, each, count);
}

/* What is told of a record: rows of each statement, one behind the other. */
typedef struct section { const char *sql; void (*each)(explaining *, sayso_led_stmt *); } section;

static sayso_status sections(explaining *x, const section *list, size_t n, int64_t a, int64_t b)
{
    sayso_status st = SAYSO_OK;
    for (size_t i = 0; i < n && !st; i++) st = rows(x, list[i].sql, a, b, list[i].each, NULL);
    return st;
}
#define SECTIONS(x, list, a, b) sections(x, list, sizeof(list) / sizeof *(list), a, b)

/* ---- document and sentence ---- */

#define DOCUMENT_HEAD "SELECT id, date, publisher, version FROM documents WHERE document = ?"

static void document_head(explaining *x, sayso_led_stmt *s)
{
    x->shown.document = dup(x, sayso_led_column(s, 0));
    x->shown.document_date = dup(x, sayso_led_column(s, 1));
    x->shown.publisher = dup(x, sayso_led_column(s, 2));
    fact(x, "read by", sayso_arena_printf(&x->arena, "sayso %s", known(s, 3)), NULL);
}

static void sentence_head(explaining *x, sayso_led_stmt *s)
{
    x->shown.sentence_span = (sayso_span){ offset(s, 0), offset(s, 1) };
    fact(x, "language", sayso_led_column(s, 2), NULL);
}

/* The trees of the document, in out; nothing where it has none. */
static sayso_status trees_load(explaining *x, sayso_buf *out)
{
    sayso_led_stmt *s;
    bool row = false;
    sayso_status st = sayso_led_kept(x->l, "SELECT bytes FROM trees WHERE document = ?", &s,
                                     x->err);
    if (st) return st;
    sayso_led_int(s, 1, x->document);
    if (!(st = sayso_led_step(x->l, s, &row, x->err)) && row &&
        (st = sayso_led_inflate(sayso_led_blob(s, 0), out)))
        st = st == SAYSO_NO_MEMORY ? sayso_no_memory(x->err) : sayso_led_damaged(x->l, x->err);
    sayso_led_reset(s);
    return st;
}

/* The tree as it was. */
static sayso_status tree_show(explaining *x, int64_t number)
{
    const sayso_led_words_table *words;
    sayso_buf all = SAYSO_BUF_EMPTY, b = SAYSO_BUF_EMPTY;
    const sayso_str text = sayso_str_of(x->shown.sentence);
    sayso_status st = sayso_led_words_of(x->l, &words, x->err);
    if (!st) st = trees_load(x, &all);
    const sayso_str packed = st ? (sayso_str){ NULL, 0 }
                                : sayso_led_trees_find((sayso_str){ all.at, (uint32_t)all.len },
                                                       (uint64_t)number);
    if (packed.at) st = sayso_led_tree_unpack(packed.at, packed.len, text, words, &b, x->err);
    if (!st && b.at) x->shown.tree = dup(x, b.at);
    sayso_buf_free(&all);
    sayso_buf_free(&b);
    return st;
}

static sayso_status sentence_show(explaining *x, int64_t number)
{
    uint32_t n;
    sayso_status st = rows(x, DOCUMENT_HEAD, x->document, 0, document_head, NULL);
    if (!st)
        st = rows(x, "SELECT start, \"end\", language FROM sentences WHERE document = ? AND number = ?",
                  x->document, number, sentence_head, &n);
    if (st || !n) return st;
    st = sayso_led_slice(&x->slices, x->document, x->shown.sentence_span.start,
                         x->shown.sentence_span.end, &x->arena, &x->shown.sentence, x->err);
    return st ? st : tree_show(x, number);
}

/* ---- attributions ---- */

/* SQL: by what rule and with what score the mention of `who` (a table with actor, start and end)
 * was recognised. */
#define MENTION(document, who)                                                                     \
    "(SELECT w.text || ifnull(' ' || (m.score / 100) || '.' || "                                   \
    "substr(CAST((100 + m.score % 100) AS TEXT), 2), '') FROM mentions m JOIN words w "              \
    "ON w.word = m.rule WHERE m.document "                                                         \
    "= " document " AND m.actor = " who ".actor AND m.start < " who                                \
    ".\"end\" AND m.\"end\" > " who ".start ORDER BY m.start LIMIT 1)"

/* "subj; code: knowledge:person:x; recognised by: surname 0.85", of what is known. */
static const char *ways(explaining *x, const char *via, const char *code, const char *mention)
{
    const char *all = via;
    if (code)
        all = sayso_arena_printf(&x->arena, "%s%scode: %s", all ? all : "", all ? "; " : "", code);
    if (mention && (!code || all))
        all = sayso_arena_printf(&x->arena, "%s%srecognised by: %s", all ? all : "",
                                 all ? "; " : "", mention);
    if (!all && (via || code || mention)) x->no_memory = true;
    return all;
}

/* "soldiers of the country = Belarusian soldiers BLRMIL" of the columns that have them. */
static const char *party(explaining *x, const char *text, sayso_led_stmt *s, int name, int code)
{
    return sayso_arena_printf(&x->arena, "%s%s%s%s%s", text, sayso_led_null(s, name) ? "" : " = ",
                              words_of(s, name), *words_of(s, code) ? " " : "", words_of(s, code));
}

static void attribution_fields(explaining *x, sayso_led_stmt *s)
{
    const char *text = sayso_led_null(s, 1) ? "(not in the text)" : words_of(s, 1);
    line(x, "source", offset(s, 3), offset(s, 4), party(x, text, s, 2, 0),
         ways(x, sayso_led_column(s, 5), NULL, sayso_led_column(s, 14)));
    fact(x, "kind", sayso_led_column(s, 6), NULL);
    line(x, "says", offset(s, 8), offset(s, 9), sayso_led_column(s, 7), sayso_led_column(s, 13));
    fact(x, "stance", sayso_led_column(s, 10), NULL);
    fact(x, "said on", sayso_led_column(s, 11), NULL);
    if (!sayso_led_null(s, 12))
        fact(x, "inside",
             sayso_arena_printf(&x->arena, "%s-a%lld", x->key,
                                (long long)sayso_led_whole(s, 12)),
             NULL);
}

static void content_field(explaining *x, sayso_led_stmt *s)
{
    const char *text = NULL;
    if (sayso_led_slice(&x->slices, x->document, offset(s, 0), offset(s, 1), &x->arena, &text,
                        NULL))
        x->no_memory = true;
    line(x, "content", offset(s, 0), offset(s, 1), text, NULL);
}

static void says_field(explaining *x, sayso_led_stmt *s)
{
    fact(x, "towards",
         sayso_arena_printf(&x->arena, "%s-e%lld: %s", x->key, (long long)sayso_led_whole(s, 0), known(s, 1)),
         NULL);
}

static sayso_status attribution_show(explaining *x, int64_t number)
{
    static const section list[] = {
        { "SELECT code, text, name, start, \"end\", via, kind, cue, cue_start, cue_end, stance, "
          "date, inside, rule, " MENTION("attributions.document", "attributions")
          " FROM attributions WHERE document = ? AND number = ?", attribution_fields },
        { "SELECT c.start, c.\"end\" FROM contents c JOIN attributions a USING (attribution) "
          "WHERE a.document = ? AND a.number = ? ORDER BY c.start", content_field },
        { "SELECT e.number, s.stance FROM says s JOIN attributions a USING (attribution) "
          "JOIN events e USING (event) WHERE a.document = ? AND a.number = ? ORDER BY e.number", says_field },
    };
    return SECTIONS(x, list, x->document, number);
}

/* ---- events ---- */

static void event_fields(explaining *x, sayso_led_stmt *s)
{
    line(x, "event", offset(s, 1), offset(s, 2), sayso_led_column(s, 0), sayso_led_column(s, 3));
    fact(x, "type",
         sayso_arena_printf(&x->arena, "%s%s%s", known(s, 4), sayso_led_null(s, 5) ? "" : " ", words_of(s, 5)),
         NULL);
    if (!sayso_led_null(s, 6))
        fact(x, "cameo",
             sayso_arena_printf(&x->arena, "%s (CAMEO 1.1b3), Goldstein %.1f", words_of(s, 6),
                                sayso_led_number(s, 7)),
             NULL);
    fact(x, "status", sayso_led_column(s, 8), NULL);
    fact(x, "when", sayso_led_column(s, 9), sayso_led_column(s, 10));
    fact(x, "contexts", sayso_led_column(s, 11), NULL);
    fact(x, "confidence", sayso_arena_printf(&x->arena, "%.2f", sayso_led_number(s, 12)),
         NULL);
    fact(x, "judged", sayso_led_column(s, 13), NULL);
}

static void number_field(explaining *x, sayso_led_stmt *s)
{
    line(x, dup(x, sayso_led_column(s, 0)), offset(s, 4), offset(s, 5),
         sayso_arena_printf(&x->arena, "%s: %s%s%s", known(s, 1), words_of(s, 2),
                            sayso_led_null(s, 3) ? "" : " ", words_of(s, 3)),
         sayso_led_column(s, 6));
}

static void party_field(explaining *x, sayso_led_stmt *s)
{
    line(x, strcmp(words_of(s, 0), "actor") == 0 ? "actor" : "recipient", offset(s, 4), offset(s, 5),
         party(x, known(s, 1), s, 2, 3),
         ways(x, sayso_led_column(s, 6), sayso_led_column(s, 7), sayso_led_column(s, 8)));
}

static void place_field(explaining *x, sayso_led_stmt *s)
{
    line(x, "place", offset(s, 3), offset(s, 4),
         sayso_arena_printf(&x->arena, "%s%s%s%s%s", known(s, 0), sayso_led_null(s, 1) ? "" : " ",
                            words_of(s, 1), sayso_led_null(s, 2) ? "" : " ", words_of(s, 2)),
         sayso_led_column(s, 5));
}

static void claim_field(explaining *x, sayso_led_stmt *s)
{
    const int64_t n = sayso_led_whole(s, 1);
    fact(x, "claim",
         sayso_arena_printf(&x->arena, "%s (%lld report%s)", known(s, 0), (long long)n,
                            n == 1 ? "" : "s"),
         NULL);
}

static int64_t attribution_of(explaining *x, int64_t event, sayso_status *st)
{
    sayso_led_stmt *s;
    bool row = false;
    int64_t number = -1;
    if ((*st = sayso_led_prepare(
             x->l,
             "SELECT under FROM events WHERE document = ? AND number = ? AND under IS NOT NULL", &s,
             x->err)))
        return -1;
    sayso_led_int(s, 1, x->document);
    sayso_led_int(s, 2, event);
    *st = sayso_led_step(x->l, s, &row, x->err);
    if (!*st && row) number = sayso_led_whole(s, 0);
    sayso_led_finalize(s);
    return number;
}

static sayso_status event_show(explaining *x, int64_t number)
{
    static const section list[] = {
        { "SELECT cue, cue_start, cue_end, rule, type, mode, cameo, goldstein, status, date, date_via, "
          "contexts, confidence, why FROM events WHERE document = ? AND number = ?", event_fields },
        { "SELECT p.side, p.text, p.name, p.code, p.start, p.\"end\", p.via, a.via, " MENTION("e.document", "p")
          " FROM participants p JOIN events e USING (event) "
          "LEFT JOIN actors a ON a.document = e.document AND a.number = p.actor "
          "WHERE e.document = ? AND e.number = ? ORDER BY p.side, p.number", party_field },
        { "SELECT n.kind, n.value, n.text, n.who, n.start, n.\"end\", n.rule FROM numbers n "
          "JOIN events e USING (event) WHERE e.document = ? AND e.number = ? ORDER BY n.number", number_field },
        { "SELECT p.name, p.country, p.admin1, p.start, p.\"end\", p.via FROM places p JOIN events e "
          "ON e.document = p.document AND e.place = p.number WHERE e.document = ? AND e.number = ?", place_field },
        { "SELECT d.key || '-c' || f.number, c.events FROM events e JOIN claims c ON c.claim = e.claim "
          "JOIN events f ON f.event = c.first JOIN documents d ON d.document = f.document "
          "WHERE e.document = ? AND e.number = ?", claim_field },
    };
    sayso_status st = SECTIONS(x, list, x->document, number);
    const int64_t said = st ? -1 : attribution_of(x, number, &st);
    return said < 0 ? st : attribution_show(x, said);
}

/* ---- claims ---- */

static void report_field(explaining *x, sayso_led_stmt *s)
{
    const char *text = NULL;
    if (sayso_led_slice(&x->slices, sayso_led_whole(s, 4), offset(s, 5), offset(s, 6),
                        &x->arena, &text, NULL))
        x->no_memory = true;
    line(x, "report", SAYSO_NO_OFFSET, SAYSO_NO_OFFSET,
         sayso_arena_printf(&x->arena, "%s-e%lld %s, %s: %s", known(s, 0), (long long)sayso_led_whole(s, 1),
                            known(s, 2), words_of(s, 3), text ? text : ""),
         NULL);
}

static void stance_field(explaining *x, sayso_led_stmt *s)
{
    line(x, (int)sayso_led_whole(s, 7) ? "reversal" : "position", SAYSO_NO_OFFSET, SAYSO_NO_OFFSET,
         sayso_arena_printf(&x->arena, "%s %s %s (%s, %s-a%lld)", known(s, 0), known(s, 1),
                            sayso_led_null(s, 2) ? "undated" : words_of(s, 2), known(s, 4), known(s, 5),
                            (long long)sayso_led_whole(s, 6)),
         sayso_led_column(s, 3));
}

static sayso_status claim_show(explaining *x, int64_t claim)
{
    static const section list[] = {
        { "SELECT d.key, e.number, e.status, d.id, d.document, s.start, s.\"end\" "
          "FROM events e JOIN documents d USING (document) "
          "JOIN sentences s ON s.document = e.document AND s.number = e.sentence "
          "WHERE e.claim = ? ORDER BY d.day IS NULL, d.day, d.key, e.number", report_field },
        { "SELECT p.source, y.stance, y.date, y.date_via, ifnull(a.name, a.text), d.key, "
          "a.number, p.reversal FROM positions p JOIN stances t USING (claim, institution) "
          "JOIN says y ON y.event = t.event AND y.attribution = t.attribution JOIN attributions a "
          "ON a.attribution = t.attribution JOIN documents d ON d.document = a.document "
          "WHERE p.claim = ? ORDER BY p.institution, t.number", stance_field },
    };
    return SECTIONS(x, list, claim, 0);
}

/* ---- documents ---- */

static void event_summary(explaining *x, sayso_led_stmt *s)
{
    line(x, "event", offset(s, 2), offset(s, 3),
         sayso_arena_printf(&x->arena, "%s-e%lld %s %s", x->key, (long long)sayso_led_whole(s, 0), known(s, 1),
                            words_of(s, 4)),
         sayso_led_column(s, 5));
}
static void note_field(explaining *x, sayso_led_stmt *s)
{
    line(x, "note", offset(s, 2), offset(s, 3),
         sayso_arena_printf(&x->arena, "%s: %s", known(s, 0), words_of(s, 1)), NULL);
}

static sayso_status document_show(explaining *x)
{
    static const section list[] = {
        { DOCUMENT_HEAD, document_head },
        { "SELECT number, type, cue_start, cue_end, cue, rule FROM events WHERE document = ? ORDER BY number",
          event_summary },
        { "SELECT kind, text, start, \"end\" FROM notes WHERE document = ? ORDER BY number", note_field },
    };
    return SECTIONS(x, list, x->document, 0);
}

/* ---- finding ---- */

static sayso_status find_document(explaining *x, const char *sql, const char *value, bool *found)
{
    sayso_led_stmt *s;
    sayso_status st = sayso_led_prepare(x->l, sql, &s, x->err);
    if (st) return st;
    sayso_led_text(s, 1, value);
    if (!(st = sayso_led_step(x->l, s, found, x->err)) && *found) {
        x->document = sayso_led_whole(s, 0);
        snprintf(x->key, sizeof x->key, "%s", sayso_led_column(s, 1) ? sayso_led_column(s, 1) : "");
    }
    sayso_led_finalize(s);
    return st;
}

/* A number of the document at hand: `sql` gives it for (document, number). */
static sayso_status find_number(explaining *x, const char *sql, int64_t number, int64_t *out,
                                bool *found)
{
    sayso_led_stmt *s;
    sayso_status st = sayso_led_prepare(x->l, sql, &s, x->err);
    if (st) return st;
    sayso_led_int(s, 1, x->document);
    sayso_led_int(s, 2, number);
    if (!(st = sayso_led_step(x->l, s, found, x->err)) && *found) *out = sayso_led_whole(s, 0);
    sayso_led_finalize(s);
    return st;
}

char sayso_led_id_split(const char *id, char key[SAYSO_KEY_SIZE], int64_t *number)
{
    const char *dash = strrchr(id, '-');
    if (!dash || dash == id || (size_t)(dash - id) >= SAYSO_KEY_SIZE || !dash[1] ||
        !strchr("eac", dash[1]) || !dash[2] || strlen(dash + 2) > 9)
        return 0;
    *number = 0;
    for (const char *s = dash + 2; *s; s++) {
        if (*s < '0' || *s > '9') return 0;
        *number = *number * 10 + (*s - '0');
    }
    memcpy(key, id, (size_t)(dash - id));
    key[dash - id] = 0;
    return dash[1];
}

/* ---- what people have put right ---- */

static void corrected_field(explaining *x, sayso_led_stmt *s)
{
    static const char *const became[] = { "was read", "taken back", "corrected" };
    fact(x, became[sayso_led_whole(s, 2)], sayso_led_column(s, 0), sayso_led_column(s, 1));
}

/* SQL: what became of a decision x, as corrected_field has it. */
#define BECAME "CASE WHEN x.what = 'read' THEN 0 WHEN EXISTS (" LED_UNDONE ") THEN 1 ELSE 2 END"

/* SQL: what was corrected of a record, of that letter, behind what was read: of that the part
 * before the first bar is to be seen. */
#define CORRECTIONS(letter)                                                                        \
    "SELECT x.field || ' = ' || CASE WHEN x.what = 'read' THEN substr(x.value, 1, instr(x.value "  \
    "|| '|', '|') - 1) ELSE x.value END, x.note, " BECAME " FROM decisions x JOIN documents d "     \
    "USING (key) WHERE d.document = ? AND x.what IN ('read', 'correct') AND x.record = d.key || '-" \
    letter "' || ? ORDER BY x.field, x.what DESC, x.decision"

static sayso_status corrections_show(explaining *x, char letter, int64_t number)
{
    return rows(x, letter == 'a' ? CORRECTIONS("a") : CORRECTIONS("e"), x->document, number,
                corrected_field, NULL);
}

/* Of the document of that key, which may be withdrawn itself. */
static sayso_status decisions_show(explaining *x, const char *key)
{
    sayso_led_stmt *s;
    const sayso_status st = sayso_led_prepare(
        x->l,
        "SELECT x.record || ': ' || CASE x.what WHEN 'correct' THEN x.field || ' = ' || "
        "x.value WHEN 'withdraw' THEN 'withdrawn' ELSE x.what || ' ' || x.value END, "
        "x.note, " BECAME " FROM decisions x WHERE x.key = ? AND x.what NOT IN ('read', 'undo') "
        "ORDER BY x.decision",
        &s, x->err);
    if (st) return st;
    sayso_led_text(s, 1, key);
    return rows_of(x, s, corrected_field, NULL);
}

static sayso_status record_show(explaining *x, char letter, int64_t number, bool *found)
{
    int64_t at = 0;
    sayso_status st;
    if (letter == 'a') {
        st = find_number(x, "SELECT sentence FROM attributions WHERE document = ? AND number = ?",
                         number, &at, found);
        x->shown.kind = "attribution";
        if (st || !*found || (st = sentence_show(x, at)) || (st = attribution_show(x, number)))
            return st;
        return corrections_show(x, letter, number);
    }
    st = find_number(x, "SELECT sentence FROM events WHERE document = ? AND number = ?", number,
                     &at, found);
    if (st || !*found) return st;
    if (letter == 'e') {
        x->shown.kind = "event";
        if ((st = sentence_show(x, at)) || (st = event_show(x, number))) return st;
        return corrections_show(x, letter, number);
    }
    int64_t claim = 0;
    x->shown.kind = "claim";
    st = find_number(x,
                     "SELECT c.claim FROM claims c JOIN events e ON e.event = c.first WHERE "
                     "e.document = ? AND e.number = ?",
                     number, &claim, found);
    if (st || !*found || (st = sentence_show(x, at))) return st;
    return claim_show(x, claim);
}

static sayso_status show(explaining *x, const char *id)
{
    char key[SAYSO_KEY_SIZE];
    int64_t number = 0;
    bool found = false;
    const char letter = sayso_led_id_split(id, key, &number);
    sayso_status st = SAYSO_OK;
    if (letter) {
        st = find_document(x, "SELECT document, key FROM documents WHERE key = ?", key, &found);
        if (!st && found) st = record_show(x, letter, number, &found);
    }
    if (!st && !found) {
        st = find_document(x,
                           "SELECT document, key FROM documents WHERE key = ?1 OR id = ?1 ORDER BY "
                           "key = ?1 DESC, key LIMIT 1",
                           id, &found);
        x->shown.kind = "document";
        x->n = 0;
        if (!st && found) st = document_show(x);
        else if (!st) st = sayso_ledger_withdrawn(x->l, id, &found, x->err);
        if (!st && found) st = decisions_show(x, *x->key ? x->key : id);
    }
    if (!st && !found)
        st = sayso_fail(x->err, SAYSO_NOT_FOUND, id, SAYSO_NOWHERE,
                        "no such record; the lists tell ids, as `sayso events` does");
    return st;
}

sayso_status sayso_ledger_explain(sayso_ledger *l, const char *id, sayso_explanation **out,
                                  sayso_error *err)
{
    *out = NULL;
    if (!id || !*id)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "no id; give that of an event, attribution, claim or document");
    explaining *x = calloc(1, sizeof *x);
    if (!x) return sayso_no_memory(err);
    x->l = l;
    x->err = err;
    x->slices.l = l;
    sayso_status st = show(x, id);
    sayso_led_slices_end(&x->slices);
    x->shown.id = dup(x, id);
    if (!st && x->no_memory) st = sayso_no_memory(err);
    x->shown.lines = x->lines;
    x->shown.n_lines = x->n;
    if (st) {
        sayso_explanation_free(&x->shown);
        return st;
    }
    *out = &x->shown;
    return sayso_ok(err);
}

void sayso_explanation_free(sayso_explanation *shown)
{
    if (!shown) return;
    explaining *x = (explaining *)shown; /* `shown` is its first member */
    free(x->lines);
    sayso_arena_free(&x->arena);
    free(x);
}
