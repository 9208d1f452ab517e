/* sayso export: the ledger in the formats of other projects. */
#include "cli.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static bool to_stdout(void *user, sayso_buf *out)
{
    (void)user;
    return cli_write(out) && !cli_interrupted;
}

typedef struct target { FILE *file; bool failed; } target;

static bool to_file(void *user, sayso_buf *out)
{
    target *t = user;
    t->failed = fwrite(out->at ? out->at : "", 1, out->len, t->file) != out->len;
    out->len = 0;
    return !t->failed && !cli_interrupted;
}

static int file_fail(const char *path)
{
    cli_message("%s: cannot be written: %s; free some space or name another with --out", path,
                strerror(errno));
    return CLI_USAGE;
}

/* Writes beside the file and puts it in its place when it is whole. */
static sayso_status file_export(const cli_args *args, const sayso_export_format *f,
                                sayso_ledger *l, const sayso_filter *filter, uint64_t *n, int *code,
                                sayso_error *err)
{
    const char *path = args->value[OPT_OUT];
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    const char *part = sayso_arena_printf(&arena, "%s.part", path);
    target t = { .file = part ? fopen(part, "wb") : NULL };
    sayso_status st = part ? SAYSO_OK : sayso_no_memory(err);
    if (!t.file) *code = file_fail(path);
    else {
        st = sayso_export_run(f, l, filter, to_file, &t, n, err);
        if (fclose(t.file) || t.failed || (!st && rename(part, path))) *code = file_fail(path);
        if (st || *code) unlink(part);
        if (*code) st = SAYSO_OK; /* told already */
    }
    sayso_arena_free(&arena);
    return st;
}

int cmd_export(const cli_args *args)
{
    const sayso_export_format *f = cli_export_format(args);
    const sayso_filter filter = cli_filter(args);
    sayso_error err;
    sayso_ledger *ledger = NULL;
    uint64_t n = 0;
    int code = CLI_DONE;
    cli_interrupts_catch();
    sayso_status st = cli_ledger_settled(args, &ledger, &err);
    if (!st && cli_export_site(args)) {
        st = sayso_page_site(ledger, &filter, args->operands[0], cli_cancelled, NULL, &n, &err);
    } else if (!st && args->value[OPT_OUT])
        st = file_export(args, f, ledger, &filter, &n, &code, &err);
    else if (!st) {
        st = sayso_export_run(f, ledger, &filter, to_stdout, NULL, &n, &err);
        if (st == SAYSO_CANCELLED) code = CLI_USAGE; /* stdout failed, which was told, or a signal */
    }
    if (st && !code) code = cli_fail(&err);
    sayso_ledger_close(ledger);
    return code == CLI_DONE && args->value[OPT_EXIT_STATUS] && !n ? CLI_NOTHING : code;
}
