/* sayso events, claims, search, counts and so on: the ledger's lists, filtered, in one of the
 * formats. sayso sql: the caller's own question. */
#include "cli.h"

enum { PIECE = 1 << 16 }; /* bytes written at once: a long list needs little memory and begins at
                             once */

sayso_status cli_ledger_settled(const cli_args *args, sayso_ledger **out, sayso_error *err)
{
    uint64_t behind = 0;
    sayso_status st = cli_ledger_open(args, false, out, err);
    if (st || (st = sayso_ledger_unsettled(*out, &behind, err)) || !behind) return st;
    sayso_ledger *writer = NULL;
    sayso_error why;
    if (cli_ledger_open(args, true, &writer, &why) ||
        sayso_ledger_settle(writer, &why))
        cli_message("%s: claims do not count the last %llu documents: %s", cli_ledger_path(args),
                    (unsigned long long)behind, why.msg);
    sayso_ledger_close(writer);
    return SAYSO_OK;
}

static bool needs_settled(const char *list)
{
    const sayso_query_about *q;
    for (size_t i = 0; (q = sayso_query_nth(i)); i++)
        if (strcmp(q->name, list) == 0) return q->settled;
    return false;
}

/* All rows; *failed where stdout cannot be written. */
static sayso_status rows_put(sayso_cursor *c, sayso_out *o, bool *failed, sayso_error *err)
{
    const void *row;
    sayso_status st;
    while (!(st = sayso_cursor_next(c, &row, err)) && row && !*failed && !cli_interrupted) {
        sayso_out_record(o, row);
        if (o->to->len >= PIECE) *failed = !cli_write(o->to);
    }
    return st;
}

/* What stands behind the rows: where the next page begins, and of a table for people that it is empty. */
static void rows_end(const cli_args *args, sayso_cursor *cursor, uint64_t n)
{
    const char *after = sayso_cursor_after(cursor);
    if (after) cli_message("%llu row%s; --after %s gives the next", (unsigned long long)n,
                           n == 1 ? "" : "s", after);
    if (!n && strcmp(cli_format(args)->name, "table") == 0) cli_message("nothing fits");
}

/* Writes all that the cursor gives, and closes it. `st`: how opening it went. */
static int rows_write(const cli_args *args, sayso_cursor *cursor, sayso_status st, sayso_error *err)
{
    sayso_buf out = SAYSO_BUF_EMPTY;
    sayso_out *o = NULL;
    bool failed = false;
    if (!st && !(o = sayso_out_open(cli_format(args), sayso_cursor_record(cursor), cli_bold(), &out)))
        st = sayso_no_memory(err);
    if (!st) st = rows_put(cursor, o, &failed, err);
    const uint64_t n = o ? o->n : 0;
    if (!sayso_out_close(o) && !st) st = sayso_no_memory(err);
    int code = st ? cli_fail(err) : failed || !cli_write(&out) ? CLI_USAGE : CLI_DONE;
    if (code == CLI_DONE && cursor) rows_end(args, cursor, n);
    sayso_buf_free(&out);
    sayso_cursor_close(cursor);
    return code == CLI_DONE && args->value[OPT_EXIT_STATUS] && !n ? CLI_NOTHING : code;
}

/* The operands as one text; NULL without memory. */
static const char *words_join(const cli_args *args, sayso_arena *a)
{
    const char *all = "";
    for (int i = 0; all && i < args->n_operands; i++)
        all = sayso_arena_printf(a, "%s%s%s", all, i ? " " : "", args->operands[i]);
    return all;
}

int cmd_list(const cli_args *args)
{
    const char *list = args->command.name;
    sayso_filter f = cli_filter(args);
    sayso_error err;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_ledger *ledger = NULL;
    sayso_cursor *cursor = NULL;
    sayso_status st = SAYSO_OK;
    if (args->n_operands && !(f.words = words_join(args, &arena))) st = sayso_no_memory(&err);
    if (!st)
        st = needs_settled(list) ? cli_ledger_settled(args, &ledger, &err)
                                 : sayso_ledger_open(&ledger, cli_ledger_path(args), false, &err);
    if (!st) st = sayso_ledger_query(&cursor, ledger, list, &f, &err);
    const int code = rows_write(args, cursor, st, &err);
    sayso_ledger_close(ledger);
    sayso_arena_free(&arena);
    return code;
}

int cmd_sql(const cli_args *args)
{
    sayso_error err;
    sayso_ledger *ledger = NULL;
    sayso_cursor *cursor = NULL;
    sayso_status st = cli_ledger_settled(args, &ledger, &err);
    if (!st) st = sayso_ledger_sql(&cursor, ledger, args->operands[0], &err);
    const int code = rows_write(args, cursor, st, &err);
    sayso_ledger_close(ledger);
    return code;
}
