/* sayso export: the ledger in the formats of other projects. */
#include "cli.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool to_stdout(void *user, sayso_buf *out)
{
    (void)user;
    return cli_write(out) && !cli_interrupted;
}

static bool to_file(void *user, sayso_buf *out)
{
    sayso_new_file *f = user;
    sayso_new_file_put(f, out->at, out->len);
    out->len = 0;
    return !f->why && !cli_interrupted;
}

static sayso_status file_export(const char *path, const sayso_export_format *format,
                                sayso_ledger *l, const sayso_filter *filter, uint64_t *n,
                                sayso_error *err)
{
    sayso_new_file f;
    sayso_status st = sayso_new_file_begin(&f, path, err);
    if (st) return st;
    st = sayso_export_run(format, l, filter, to_file, &f, n, err);
    if (!st || f.why) return sayso_new_file_end(&f, err);
    sayso_new_file_drop(&f);
    return st;
}

/* The file that --out names; NULL: standard output, by whatever name: it may be gone on with. */
static const char *file_of(const cli_args *args)
{
    struct stat file, standard;
    const char *path = args->value[OPT_OUT];
    if (!path || strcmp(path, "-") == 0) return NULL;
    const bool same = stat(path, &file) == 0 && fstat(STDOUT_FILENO, &standard) == 0 &&
                      file.st_dev == standard.st_dev && file.st_ino == standard.st_ino;
    return same ? NULL : path;
}

int cmd_export(const cli_args *args)
{
    const sayso_export_format *f = cli_export_format(args);
    const sayso_filter filter = cli_filter(args);
    const char *out = file_of(args);
    sayso_error err;
    sayso_ledger *ledger = NULL;
    uint64_t n = 0;
    int code = CLI_DONE;
    cli_interrupts_catch();
    sayso_status st = cli_ledger_settled(args, &ledger, &err);
    if (!st && cli_export_site(args)) {
        st = sayso_page_site(ledger, &filter, args->operands[0], cli_cancelled, NULL, &n, &err);
    } else if (!st && out)
        st = file_export(out, f, ledger, &filter, &n, &err);
    else if (!st) {
        st = sayso_export_run(f, ledger, &filter, to_stdout, NULL, &n, &err);
        if (st == SAYSO_CANCELLED) code = CLI_USAGE; /* stdout failed, which was told, or a signal */
    }
    if (st && !code) code = cli_fail(&err);
    sayso_ledger_close(ledger);
    return code == CLI_DONE && args->value[OPT_EXIT_STATUS] && !n ? CLI_NOTHING : code;
}
