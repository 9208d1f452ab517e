/* sayso events, claims, positions, documents: the ledger's records, filtered, in one of the formats. */
#include "cli.h"
#include <stdlib.h>

typedef struct listing {
    sayso_sheet *sheet;
    sayso_buf    out;
    bool         only_reversals, failed;
} listing;

/* Rows are written in pieces, so that a long list needs little memory and begins at once. */
static bool row_done(listing *l)
{
    if (l->out.len >= 1u << 16 && !cli_write(&l->out)) l->failed = true;
    return !l->failed && !cli_interrupted;
}

static bool event_row(void *user, const sayso_event_row *row)
{
    listing *l = user;
    sayso_sheet_event(l->sheet, row);
    return row_done(l);
}
static bool claim_row(void *user, const sayso_claim_row *row)
{
    listing *l = user;
    if (!l->only_reversals || row->reversal) sayso_sheet_claim(l->sheet, row);
    return row_done(l);
}
static bool position_row(void *user, const sayso_position_row *row)
{
    listing *l = user;
    if (!l->only_reversals || row->reversal) sayso_sheet_position(l->sheet, row);
    return row_done(l);
}
static bool document_row(void *user, const sayso_document_row *row)
{
    listing *l = user;
    sayso_sheet_document(l->sheet, row);
    return row_done(l);
}

static sayso_status list_rows(const cli_args *args, sayso_ledger *ledger, listing *l, sayso_error *err)
{
    const sayso_filter f = cli_filter(args);
    switch (args->command) {
    case CMD_EVENTS: return sayso_ledger_events(ledger, &f, event_row, l, err);
    case CMD_CLAIMS: return sayso_ledger_claims(ledger, &f, claim_row, l, err);
    case CMD_POSITIONS: return sayso_ledger_positions(ledger, &f, position_row, l, err);
    default: return sayso_ledger_documents(ledger, &f, document_row, l, err);
    }
}

/* Opens for writing where claims are behind, so that they can be worked out; where that is refused, says so and lists
 * what there is. */
static sayso_status ledger_open(const cli_args *args, sayso_ledger **out, sayso_error *err)
{
    uint64_t behind = 0;
    sayso_status st = sayso_ledger_open(out, cli_ledger_path(args), false, err);
    if (st || args->command == CMD_DOCUMENTS || (st = sayso_ledger_unsettled(*out, &behind, err)) || !behind) return st;
    sayso_ledger *writer = NULL;
    sayso_error why;
    if (sayso_ledger_open(&writer, cli_ledger_path(args), true, &why) || sayso_ledger_settle(writer, &why))
        cli_message("%s: claims do not count the last %llu documents: %s", cli_ledger_path(args), (unsigned long long)behind, why.msg);
    sayso_ledger_close(writer);
    return SAYSO_OK;
}

static int list(const cli_args *args, const sayso_column *columns, size_t n_columns)
{
    static const sayso_sheet_format formats[] = { SAYSO_TABLE, SAYSO_JSONL, SAYSO_CSV };
    sayso_error err;
    sayso_ledger *ledger = NULL;
    listing l = { .only_reversals = args->value[OPT_REVERSALS] != NULL };
    const sayso_sheet_format format = formats[cli_format(args)];
    if (args->command == CMD_POSITIONS) columns = sayso_position_columns(format, &n_columns);
    sayso_status st = ledger_open(args, &ledger, &err);
    if (!st && !(l.sheet = sayso_sheet_new(format, columns, n_columns, cli_bold(), &l.out))) st = sayso_no_memory(&err);
    if (!st) st = list_rows(args, ledger, &l, &err);
    sayso_ledger_close(ledger);
    int code = st && st != SAYSO_CANCELLED ? cli_fail(&err) : l.failed ? CLI_USAGE : CLI_DONE;
    const uint64_t rows = l.sheet ? sayso_sheet_rows(l.sheet) : 0;
    if (code == CLI_DONE && !sayso_sheet_end(l.sheet)) code = cli_fail((sayso_no_memory(&err), &err));
    else if (code != CLI_DONE) sayso_sheet_end(l.sheet);
    if (code == CLI_DONE && !cli_write(&l.out)) code = CLI_USAGE;
    sayso_buf_free(&l.out);
    return code == CLI_DONE && args->value[OPT_EXIT_STATUS] && !rows ? CLI_NOTHING : code;
}

int cmd_events(const cli_args *args) { return list(args, sayso_event_columns, sayso_n_event_columns); }
int cmd_claims(const cli_args *args) { return list(args, sayso_claim_columns, sayso_n_claim_columns); }
int cmd_positions(const cli_args *args) { return list(args, NULL, 0); }
int cmd_documents(const cli_args *args) { return list(args, sayso_document_columns, sayso_n_document_columns); }
