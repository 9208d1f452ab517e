/* sayso claims merge, claims split, withdraw, correct, undo, verify, backup: care of the ledger. */
#include "cli.h"
#include <stdio.h>
#include <stdlib.h>

/* Opens the ledger, does it, and works out the claims anew. */
static int change(const cli_args *args,
                  sayso_status (*what)(sayso_ledger *, const cli_args *, sayso_error *))
{
    sayso_error err;
    sayso_ledger *ledger = NULL;
    sayso_status st = cli_ledger_open(args, true, &ledger, &err);
    if (!st) st = sayso_ledger_settle(ledger, &err);
    if (!st) st = what(ledger, args, &err);
    const sayso_error first = err;
    if (ledger && sayso_ledger_settle(ledger, &err) && !st) st = err.code;
    else err = first;
    sayso_ledger_close(ledger);
    return !st ? CLI_DONE : st == SAYSO_NOT_FOUND ? (cli_fail(&err), CLI_NOTHING) : cli_fail(&err);
}

static sayso_status merge(sayso_ledger *l, const cli_args *a, sayso_error *err)
{
    return sayso_ledger_merge(l, a->operands[0], a->operands[1], a->value[OPT_NOTE], err);
}
int cmd_merge(const cli_args *args) { return change(args, merge); }

static sayso_status split(sayso_ledger *l, const cli_args *a, sayso_error *err)
{
    return sayso_ledger_split(l, a->operands[0], a->operands + 1, (size_t)a->n_operands - 1,
                              a->value[OPT_NOTE], err);
}
int cmd_split(const cli_args *args) { return change(args, split); }

static sayso_status withdraw(sayso_ledger *l, const cli_args *a, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (int i = 0; !st && i < a->n_operands; i++)
        st = sayso_ledger_withdraw(l, a->operands[i], a->value[OPT_NOTE], err);
    return st;
}
int cmd_withdraw(const cli_args *args) { return change(args, withdraw); }

static sayso_status correct(sayso_ledger *l, const cli_args *a, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    for (int i = 1; !st && i < a->n_operands; i++) {
        const char *is = strchr(a->operands[i], '=');
        char field[20];
        snprintf(field, sizeof field, "%.*s", is ? (int)(is - a->operands[i]) : 0, a->operands[i]);
        st = sayso_ledger_correct(l, a->operands[0], field, is ? is + 1 : "", a->value[OPT_NOTE],
                                  err);
    }
    return st;
}

static sayso_status undo(sayso_ledger *l, const cli_args *a, sayso_error *err)
{
    sayso_status st = SAYSO_OK;
    if (a->n_operands == 1)
        return sayso_ledger_undo(l, a->operands[0], NULL, a->value[OPT_NOTE], err);
    for (int i = 1; !st && i < a->n_operands; i++)
        st = sayso_ledger_undo(l, a->operands[0], a->operands[i], a->value[OPT_NOTE], err);
    return st;
}
int cmd_undo(const cli_args *args) { return change(args, undo); }

int cmd_correct(const cli_args *args)
{
    for (int i = 1; i < args->n_operands; i++)
        if (!strchr(args->operands[i], '=')) {
            cli_message("%s says no value; write FIELD=VALUE", args->operands[i]);
            return CLI_USAGE;
        }
    return change(args, correct);
}

static bool found_tell(void *user, const char *what)
{
    cli_message("%s: %s", (const char *)user, what);
    return !cli_interrupted;
}

int cmd_verify(const cli_args *args)
{
    sayso_error err;
    sayso_ledger *ledger = NULL;
    uint64_t n = 0;
    char path[256];
    snprintf(path, sizeof path, "%s", cli_ledger_path(args));
    sayso_status st = cli_ledger_open(args, false, &ledger, &err);
    if (!st) st = sayso_ledger_verify(ledger, found_tell, path, &n, &err);
    sayso_ledger_close(ledger);
    if (st) return cli_fail(&err);
    if (!n) {
        sayso_buf b = SAYSO_BUF_EMPTY;
        sayso_buf_printf(&b, "%s is as it was written\n", path);
        const bool ok = cli_write(&b);
        sayso_buf_free(&b);
        return ok ? CLI_DONE : CLI_USAGE;
    }
    cli_message("%s: %llu things are not as they were written; restore a backup, or read the "
                "documents into a new ledger",
                path, (unsigned long long)n);
    return CLI_BAD_DATA;
}

int cmd_backup(const cli_args *args)
{
    sayso_error err;
    sayso_ledger *ledger = NULL;
    sayso_status st = cli_ledger_open(args, false, &ledger, &err);
    if (!st) st = sayso_ledger_backup(ledger, args->operands[0], &err);
    sayso_ledger_close(ledger);
    return st ? cli_fail(&err) : CLI_DONE;
}
