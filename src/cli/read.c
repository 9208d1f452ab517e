/* sayso read: reports in, ledger and events out. */
#include "pool.h"
#include <stdlib.h>
#include <unistd.h>

typedef struct reading_run {
    const cli_args *args;
    sayso_ledger *ledger;      /* NULL with --no-ledger */
    sayso_out    *sheet;       /* of events; NULL where whole readings are written */
    sayso_buf     out;
    cli_progress  progress;
    uint64_t      n_failed, n_events;
    int           code;        /* why the run ended early, or CLI_DONE */
} reading_run;

static bool store(reading_run *run, const cli_job *j, char *key)
{
    sayso_error err;
    if (!run->ledger || !sayso_ledger_add(run->ledger, j->reading,
                                          run->args->value[OPT_AGAIN] != NULL, key, NULL, &err))
        return true;
    run->code = cli_fail(&err);
    return false;
}

static bool show(reading_run *run, cli_job *j, const char *key)
{
    run->n_events += j->reading->n_events;
    if (!run->sheet) return cli_write(&j->json);
    if (sayso_out_events(run->sheet, j->reading, run->ledger ? key : NULL))
        return cli_write(&run->out);
    cli_message("out of memory; read smaller documents or use fewer jobs");
    return false;
}

static bool document_done(void *user, cli_job *j)
{
    reading_run *run = user;
    char key[SAYSO_KEY_SIZE];
    if (!j->item.status && j->error.code) /* the library knows what is wrong, the item where it came
                                             from */
        sayso_item_fail(&j->item, j->error.code, "%s", j->error.msg);
    if (j->item.status == SAYSO_CANCELLED) { /* cut by the interrupt: the next run reads it */
        cli_message("%s: interrupted, not read; read it again", j->item.file);
        return false;
    }
    if (j->item.status) {
        cli_item_failed(&j->item);
        run->n_failed++;
        return true;
    }
    if (!store(run, j, key)) return false;
    if (!show(run, j, key)) {
        run->code = CLI_USAGE;
        return false;
    }
    run->progress.documents++;
    run->progress.words += j->reading->n_words;
    cli_progress_show(&run->progress, false);
    return true;
}

/* One thread a processor; one where standard input alone is read, so that each line is answered
 * before the next is asked. */
static unsigned jobs(const cli_args *a)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const bool standard = a->n_operands == 0 ||
                          (a->n_operands == 1 && strcmp(a->operands[0], "-") == 0);
    return (unsigned)cli_number(a, OPT_JOBS,
                                standard || processors < 1 ? 1
                                : processors > 64          ? 64
                                                           : (uint64_t)processors);
}

static int read_all(reading_run *run, const sayso_engine *engine, bool json)
{
    sayso_error err;
    const sayso_input_options io = cli_input_options(run->args);
    cli_pool_options po = { .engine = engine, .jobs = jobs(run->args), .json = json };
    if (sayso_input_open(&po.input, &io, &err)) return cli_fail(&err);
    cli_interrupts_catch();
    const bool ok = cli_pool_run(&po, document_done, run, &err);
    sayso_input_close(po.input);
    return ok ? run->code : cli_fail(&err);
}

static int finish(reading_run *run, int code)
{
    sayso_error err;
    if (run->sheet && !sayso_out_close(run->sheet)) {
        cli_message("out of memory; read smaller documents or use fewer jobs");
        code = CLI_USAGE;
    }
    if (!cli_write(&run->out)) code = CLI_USAGE;
    cli_progress_show(&run->progress, true);
    /* what is committed and not settled stays marked in the ledger: after an interrupt the next
     * command does it */
    if (run->ledger && !cli_interrupted && code == CLI_DONE &&
        sayso_ledger_settle(run->ledger, &err))
        code = cli_fail(&err);
    sayso_ledger_close(run->ledger);
    sayso_buf_free(&run->out);
    if (code != CLI_DONE) return code;
    if (run->n_failed) return CLI_SOME_FAILED;
    return run->args->value[OPT_EXIT_STATUS] && !run->n_events ? CLI_NOTHING : CLI_DONE;
}

int cmd_read(const cli_args *args)
{
    sayso_error err;
    sayso_engine *engine = NULL;
    reading_run run = { .args = args,
                        .progress.on = isatty(STDERR_FILENO) && !args->value[OPT_QUIET] &&
                                       !isatty(STDOUT_FILENO) };
    const sayso_out_format *format = cli_format(args);
    sayso_options options = cli_engine_options(args);
    options.knowledge = cli_knowledge_path(args);
    options.trees = !args->value[OPT_NO_LEDGER];
    if (!args->value[OPT_NO_LEDGER] &&
        sayso_ledger_open(&run.ledger, cli_ledger_path(args), true, &err))
        return cli_fail(&err);
    if (sayso_engine_open(&engine, &options, &err)) {
        sayso_ledger_close(run.ledger);
        return cli_fail(&err);
    }
    int code = CLI_USAGE;
    if (format->flat &&
        !(run.sheet = sayso_out_open(format, &sayso_rec_event_row, cli_bold(), &run.out)))
        cli_message("out of memory; read smaller documents or use fewer jobs");
    else code = read_all(&run, engine, !format->flat);
    code = finish(&run, code);
    sayso_engine_close(engine);
    return code;
}
