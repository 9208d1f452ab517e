/* Documents, with the number of what was read in each. */
#include "query.h"

static const char *const columns[] = {
#define DOCUMENT_ROW(declared, member, of, name, about, sql, ...) sql,
#include "base/fields.def"
};

const sayso_led_query sayso_led_query_documents = {
    .about = { "documents", "list the documents of the ledger",
               "Lists documents with their key, with which the ids of their records begin.",
               "sayso documents --since 2031-01-01", .settled = false },
    .row = &sayso_rec_document_row,
    .columns = columns,
    .keys = "",
    .walk = "FROM documents d ",
    .found = LED_FOUND "documents d ON d.document = CAST(z.value AS BIGINT) ",
    .kind = LG_FIND_DOCUMENTS,
    .parts = LG_BY_EVENT | LG_BY_SOURCE,
    .from = "WHERE true",
    .order = { LED_BY_DOCUMENT },
    .where = sayso_led_where_texts,
};
