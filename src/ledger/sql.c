/* SQL of the caller's, that only reads, as a list. */
#include "queries/query.h"
#include <stdlib.h>

static const sayso_led_query sql_query = {
    .about = { .name = "sql" },
    .keys = "",
};

static sayso_status fields_make(sayso_cursor *c, sayso_error *err)
{
    enum { WIDTH = 40 };
    const size_t n = (size_t)sayso_led_columns(c->rows);
    c->fields = calloc(n, sizeof *c->fields);
    c->columns = calloc(n, sizeof *c->columns);
    if (!c->fields || !c->columns) return sayso_no_memory(err);
    for (size_t i = 0; i < n; i++) {
        const char *name = sayso_led_column_name(c->rows, (int)i);
        if (name) name = sayso_arena_dup(&c->kept, name, strlen(name));
        if (!name) return sayso_no_memory(err);
        c->columns[i] = name[0] ? name : "?"; /* it has a value, whatever it is called */
        c->fields[i] = (sayso_field){ .name = name,
                                      .kind = SAYSO_FIELD_VALUE,
                                      .at = i * sizeof(sayso_value),
                                      .width = WIDTH };
    }
    c->record = (sayso_record){ "sql", c->fields, n, n * sizeof(sayso_value) };
    return SAYSO_OK;
}

sayso_status sayso_ledger_sql(sayso_cursor **out, sayso_ledger *l, const char *sql,
                              sayso_error *err)
{
    *out = NULL;
    if (!sql || !*sql)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE, "no SQL; write one SELECT");
    sayso_cursor *c = calloc(1, sizeof *c);
    if (!c) return sayso_no_memory(err);
    *c = (sayso_cursor){ .query = &sql_query, .l = l, .slices = { .l = l } };
    sayso_status st = l->db->driver->ask(l, sql, &c->rows, err);
    if (!st) st = fields_make(c, err);
    if (st) {
        sayso_cursor_close(c);
        return st;
    }
    *out = c;
    return sayso_ok(err);
}
