/* sayso parse: trees in CoNLL-U. */
#include "cli.h"
#include <stdlib.h>

static int parse_all(const cli_args *args, sayso_input *in, sayso_reader *reader)
{
    cli_progress progress = { .quiet = args->value[OPT_QUIET] != NULL };
    sayso_item item;
    while (sayso_input_next(in, &item)) {
        sayso_error err;
        sayso_buf b = SAYSO_BUF_EMPTY;
        size_t n;
        const sayso_status st = item.status
                                    ? item.status
                                    : sayso_parse_conllu(reader, &item.document, &b.at, &n, &err);
        if (!item.status && st) sayso_item_fail(&item, st, "%s", err.msg);
        if (st) cli_item_message(&item, item.message);
        else b.len = n;
        cli_count(&progress, st);
        sayso_item_clear(&item);
        const bool ok = cli_write(&b);
        sayso_buf_free(&b);
        if (!ok) return CLI_USAGE;
    }
    cli_summary(&progress);
    return progress.failed ? CLI_SOME_FAILED : CLI_DONE;
}

int cmd_parse(const cli_args *args)
{
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_reader *reader = NULL;
    sayso_input *in = NULL;
    const sayso_options options = cli_engine_options(args);
    const sayso_input_options io = cli_input_options(args);
    const sayso_limits limits = { .size = sizeof limits, .cancel = cli_out_of_patience };
    cli_standard_input_tell(args);
    cli_interrupts_catch();
    int code;
    if (sayso_engine_open(&engine, &options, &err) || sayso_reader_new(&reader, engine, &err) ||
        sayso_reader_limit(reader, &limits, &err) || sayso_input_open(&in, &io, &err))
        code = cli_fail(&err);
    else code = parse_all(args, in, reader);
    sayso_input_close(in);
    sayso_reader_free(reader);
    sayso_engine_close(engine);
    return code;
}
