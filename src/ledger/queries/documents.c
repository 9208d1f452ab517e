/* Documents, with the number of what was read in each. */
#include "query.h"

static const char *const columns[] = {
#define DOCUMENT_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

static void where(sayso_led_sql *q, const sayso_filter *f)
{
    sayso_led_filter_document(q, f, "d");
    sayso_led_filter_days(q, f, "d.day", "d.day"); /* of the document: its events may lie far before
                                                      it */
    if (!sayso_led_filter_any(f, LG_BY_EVENT | LG_BY_SOURCE)) return;
    sayso_buf_puts(&q->sql, " AND d.document IN (SELECT e.document FROM events e WHERE 1");
    sayso_led_filter_events(q, f, LG_BY_EVENT | LG_BY_SOURCE);
    sayso_buf_puts(&q->sql, ")");
}

const sayso_led_query sayso_led_query_documents = {
    .about = { "documents", "list the documents of the ledger",
               "Lists documents with their key, with which the ids of their records begin.",
               "sayso documents --since 2031-01-01", .settled = false },
    .row = &sayso_rec_document_row,
    .columns = columns,
    .keys = "",
    .from = "FROM documents d WHERE 1",
    .order = LED_BY_DOCUMENT,
    .where = where,
};
