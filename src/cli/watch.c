/* sayso watch: feeds followed into the ledger. */
#include "watch/watch.h"
#include "cli.h"
#include <stdio.h>
#include <stdlib.h>

enum { MOST_BYTES = 8 << 20, GAP_S = 2, TIMEOUT_S = 60 };

static void say(void *user, const char *line)
{
    (void)user;
    cli_message("%s", line);
}

static bool print(void *user, const char *line)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    (void)user;
    sayso_buf_printf(&b, "%s\n", line);
    const bool ok = cli_write(&b) && fflush(stdout) == 0;
    sayso_buf_free(&b);
    return ok;
}

static void row_put(void *user, const void *row) { sayso_out_record(user, row); }

/* --journal and --feeds. */
static int list(const cli_args *args, const char *state)
{
    sayso_error err;
    sayso_buf out = SAYSO_BUF_EMPTY;
    const bool journal = args->value[OPT_JOURNAL] != NULL;
    sayso_out *o = sayso_out_open(cli_format(args), journal ? &sayso_follow_failure_record
                                                            : &sayso_follow_feed_record,
                                  cli_bold(), &out);
    sayso_status st = o ? (journal ? sayso_follow_journal : sayso_follow_feeds)(state, row_put, o, &err)
                        : sayso_no_memory(&err);
    if (!sayso_out_close(o) && !st) st = sayso_no_memory(&err);
    const int code = st ? cli_fail(&err) : cli_write(&out) ? CLI_DONE : CLI_USAGE;
    sayso_buf_free(&out);
    return code;
}

static sayso_status run(const cli_args *args, const char *state, sayso_follow_count *n,
                        sayso_error *err)
{
    sayso_ledger *ledger = NULL;
    sayso_engine *engine = NULL;
    sayso_options options = cli_engine_options(args);
    options.knowledge = cli_knowledge_path(args);
    options.max_document_bytes = 0;
    options.trees = true;
    const sayso_follow_options o = {
        .state = state,
        .feeds = args->operands, .n_feeds = (size_t)args->n_operands,
        .alerts = args->alerts, .n_alerts = (size_t)args->n_alerts,
        .contact = args->value[OPT_CONTACT], .agent = args->value[OPT_AGENT],
        .ca = args->value[OPT_CA],
        .since = args->value[OPT_SINCE],
        .once = args->value[OPT_ONCE] != NULL,
        .allow_private = args->value[OPT_ALLOW_PRIVATE] != NULL,
        .most_s = (int64_t)cli_seconds(args, OPT_FOR),
        .gap_s = (uint32_t)cli_number(args, OPT_GAP, GAP_S),
        .timeout_s = (uint32_t)cli_number(args, OPT_TIMEOUT, TIMEOUT_S),
        .most_bytes = (size_t)cli_number(args, OPT_MAX_BYTES, MOST_BYTES),
        .cancel = cli_cancelled,
        .say = args->value[OPT_QUIET] ? NULL : say,
        .print = print,
    };
    sayso_status st = cli_ledger_open(args, true, &ledger, err);
    if (!st) st = sayso_engine_open(&engine, &options, err);
    if (!st) st = sayso_follow_run(&o, ledger, engine, n, err);
    sayso_engine_close(engine);
    sayso_ledger_close(ledger);
    return st;
}

int cmd_watch(const cli_args *args)
{
    sayso_error err;
    sayso_follow_count n = { 0 };
    sayso_buf state = SAYSO_BUF_EMPTY;
    if (strstr(cli_ledger_path(args), "://")) {
        sayso_fail(&err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                   "what is followed stands beside the ledger; name one that is a file with --ledger");
        return cli_fail(&err);
    }
    sayso_buf_printf(&state, "%s.watch", cli_ledger_path(args));
    if (state.failed) {
        sayso_no_memory(&err);
        return cli_fail(&err);
    }
    int code;
    if (args->value[OPT_JOURNAL] || args->value[OPT_FEEDS]) code = list(args, state.at);
    else {
        cli_interrupts_catch();
        const sayso_status st = run(args, state.at, &n, &err);
        code = st ? cli_fail(&err) : n.failed ? CLI_SOME_FAILED : CLI_DONE;
        if (!args->value[OPT_QUIET] && (!st || n.polls))
            cli_message("feeds asked: %llu, documents read: %llu, alerts: %llu, failures: %llu",
                        (unsigned long long)n.polls, (unsigned long long)n.documents,
                        (unsigned long long)n.alerts, (unsigned long long)n.failed);
    }
    sayso_buf_free(&state);
    return code;
}
