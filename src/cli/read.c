/* sayso read: reports in, ledger and events out. */
#include "pool.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct reading_run {
    const cli_args *args;
    sayso_ledger *ledger;      /* NULL with --no-ledger */
    sayso_out    *sheet;       /* of events; NULL where whole readings are written */
    sayso_buf     out;
    cli_progress  progress;
    cli_told      told;
    uint64_t      n_events;
    int           code;        /* why the run ended early, or CLI_DONE */
} reading_run;

/* A document that was withdrawn stays so; who gives it again is told. False on error. */
static bool withdrawn_tell(reading_run *run, const cli_job *j, const char *key, bool *is)
{
    sayso_error err;
    if (sayso_ledger_withdrawn(run->ledger, key, is, &err)) {
        run->code = cli_fail(&err);
        return false;
    }
    char what[120];
    snprintf(what, sizeof what, "withdrawn from this ledger; `sayso undo %s` puts it back", key);
    if (*is) cli_item_message(&j->item, what);
    return true;
}

/* *withdrawn: it was not stored. */
static bool store(reading_run *run, const cli_job *j, char *key, bool *withdrawn)
{
    sayso_error err;
    bool added;
    if (!run->ledger) return true;
    if (sayso_ledger_add(run->ledger, j->reading, run->args->value[OPT_AGAIN] != NULL, key, &added,
                         &err)) {
        run->code = cli_fail(&err);
        return false;
    }
    return added || withdrawn_tell(run, j, key, withdrawn);
}

/* What the reading found of the text as such: paragraphs in languages that are not read, broken
 * bytes: one line a document and language. */
static void text_tell(const cli_job *j)
{
    const sayso_reading *r = j->reading;
    for (uint32_t i = 0; i < r->n_notes; i++) {
        uint32_t n = 0, k = 0;
        const char *kind = r->notes[i].kind;
        const bool broken = strcmp(kind, "invalid-utf8") == 0;
        if (strcmp(kind, "language") == 0 || strcmp(kind, "long-document") == 0)
            cli_item_message(&j->item, r->notes[i].text);
        if (!broken && strcmp(kind, "language-not-read") != 0) continue;
        while (k < i && (strcmp(r->notes[k].kind, r->notes[i].kind) != 0 ||
                         strcmp(r->notes[k].text, r->notes[i].text) != 0))
            k++;
        if (k < i) continue; /* told with the first of them */
        for (; k < r->n_notes; k++) n += strcmp(r->notes[k].text, r->notes[i].text) == 0;
        char what[200];
        snprintf(what, sizeof what, "%.80s; %u %s%s, the first at byte %u", r->notes[i].text, n,
                 broken ? "place" : "paragraph",
                 broken ? n == 1 ? " is left out" : "s are left out"
                        : n == 1 ? " is not read" : "s are not read",
                 r->notes[i].span.start);
        cli_item_message(&j->item, what);
    }
}

/* Tells of a document that gave no reading. False where the run ends with it. */
static bool document_failed(reading_run *run, const cli_job *j)
{
    if (j->item.status == SAYSO_CANCELLED) { /* cut by the interrupt: the next run reads it */
        cli_item_message(&j->item, "interrupted, not read; read it again");
        return false;
    }
    cli_item_message(&j->item, j->item.message);
    cli_count(&run->progress, j->item.status);
    return true;
}

/* Events of a document that the ledger has already, as its reading would show them. */
static bool stored_show(reading_run *run, const cli_job *j)
{
    sayso_error err;
    sayso_cursor *c;
    const void *row;
    const sayso_filter f = { .size = sizeof f, .document = j->key };
    sayso_status st = sayso_ledger_query(&c, run->ledger, "events", &f, &err);
    while (!st && !(st = sayso_cursor_next(c, &row, &err)) && row) {
        sayso_event_row e = *(const sayso_event_row *)row;
        e.claim = NULL; /* as in a reading: claims are the ledger's */
        sayso_out_record(run->sheet, &e);
        run->n_events++;
    }
    sayso_cursor_close(c);
    if (st) cli_fail(&err);
    return !st && cli_write(&run->out);
}

static bool show(reading_run *run, cli_job *j, const char *key)
{
    if (run->sheet && run->ledger && run->args->value[OPT_AGAIN]) {
        memcpy(j->key, key, sizeof j->key); /* ids are those of the reading before */
        return stored_show(run, j);
    }
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
    /* the library knows what is wrong, the item where it came from */
    if (!j->item.status && j->error.code)
        sayso_item_fail(&j->item, j->error.code, "%s", j->error.msg);
    if (j->item.status) return document_failed(run, j);
    cli_item_notes(&run->told, &j->item);
    bool withdrawn = false;
    if (j->stored) {
        run->progress.stored++;
        if (!withdrawn_tell(run, j, j->key, &withdrawn)) return false;
        if (withdrawn || stored_show(run, j)) return true;
        run->code = CLI_USAGE;
        return false;
    }
    if (!store(run, j, key, &withdrawn)) return false;
    if (withdrawn) {
        run->progress.stored++;
        return true;
    }
    if (!j->item.reading) text_tell(j);
    if (!show(run, j, key)) {
        run->code = CLI_USAGE;
        return false;
    }
    cli_count(&run->progress, SAYSO_OK);
    run->progress.words += j->reading->n_words;
    run->progress.undated += !j->reading->date && j->reading->n_events;
    cli_progress_show(&run->progress);
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
    cli_standard_input_tell(run->args);
    const sayso_input_options io = cli_input_options(run->args);
    cli_pool_options po = { .engine = engine, .jobs = jobs(run->args), .json = json,
                            .with_text = run->args->value[OPT_WITH_TEXT] != NULL };
    /* whole readings have to be read; rows of events the ledger can give */
    if (!json && !run->args->value[OPT_AGAIN]) po.ledger = run->ledger;
    if (sayso_input_open(&po.input, &io, &err)) return cli_fail(&err);
    cli_interrupts_catch();
    const bool ok = cli_pool_run(&po, document_done, run, &err);
    sayso_input_close(po.input);
    return ok ? run->code : cli_fail(&err);
}

static int finish(reading_run *run, int code)
{
    sayso_error err;
    cli_notes_end(&run->told);
    if (run->sheet && !sayso_out_close(run->sheet)) {
        cli_message("out of memory; read smaller documents or use fewer jobs");
        code = CLI_USAGE;
    }
    if (!cli_write(&run->out)) code = CLI_USAGE;
    cli_summary(&run->progress);
    /* what is committed and not settled stays marked in the ledger: after an interrupt the next
     * command does it */
    if (run->ledger && !cli_interrupted && code == CLI_DONE &&
        sayso_ledger_settle(run->ledger, &err))
        code = cli_fail(&err);
    sayso_ledger_close(run->ledger);
    sayso_buf_free(&run->out);
    if (code != CLI_DONE) return code;
    if (run->progress.failed) return CLI_SOME_FAILED;
    return run->args->value[OPT_EXIT_STATUS] && !run->n_events ? CLI_NOTHING : CLI_DONE;
}

/* ---- --dry-run: what would be read as what ---- */

typedef struct planned {
    const char *file, *format, *id, *date, *title, *publisher, *language;
    uint64_t    line, bytes;
} planned;

#define FIELD(named, of, member, columns) \
    { .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(planned, member), .width = columns }
static const sayso_field planned_fields[] = {
    FIELD("file", TEXT, file, 40),
    FIELD("line", TOTAL, line, 8),
    FIELD("format", TEXT, format, 8),
    FIELD("bytes", TOTAL, bytes, 10),
    FIELD("date", TEXT, date, 10),
    FIELD("language", TEXT, language, 8),
    FIELD("id", TEXT, id, 0),
    FIELD("title", TEXT, title, 40),
    FIELD("publisher", TEXT, publisher, 20),
};
static const sayso_record planned_record = { "planned", planned_fields,
                                             sizeof planned_fields / sizeof *planned_fields,
                                             sizeof(planned) };

static int dry_run(const cli_args *args)
{
    sayso_error err;
    sayso_input *in = NULL;
    sayso_item item;
    sayso_buf out = SAYSO_BUF_EMPTY;
    cli_progress progress = { .quiet = args->value[OPT_QUIET] != NULL };
    cli_told told = { .n = 0 };
    bool ok = true;
    const sayso_input_options io = cli_input_options(args);
    cli_interrupts_catch();
    sayso_out *o = sayso_out_open(cli_format(args), &planned_record, cli_bold(), &out);
    if (!o || sayso_input_open(&in, &io, &err)) {
        sayso_out_close(o);
        return cli_fail(o ? &err : (sayso_no_memory(&err), &err));
    }
    while (ok && sayso_input_next(in, &item)) {
        const sayso_document *d = &item.document;
        const planned p = { item.file,    item.format, d->id,     d->date,    d->title,
                            d->publisher, d->language, item.line, d->text_len };
        if (item.status) cli_item_message(&item, item.message);
        else sayso_out_record(o, &p);
        cli_count(&progress, item.status);
        cli_item_notes(&told, &item);
        sayso_item_clear(&item);
        ok = cli_write(&out);
    }
    cli_notes_end(&told);
    ok = sayso_out_close(o) && ok && cli_write(&out);
    sayso_input_close(in);
    sayso_buf_free(&out);
    if (!ok) return CLI_USAGE;
    cli_summary(&progress);
    if (progress.failed) return CLI_SOME_FAILED;
    return args->value[OPT_EXIT_STATUS] && !progress.documents ? CLI_NOTHING : CLI_DONE;
}

int cmd_read(const cli_args *args)
{
    if (args->value[OPT_DRY_RUN]) return dry_run(args);
    sayso_error err;
    sayso_engine *engine = NULL;
    reading_run run = { .args = args,
                        .progress.quiet = args->value[OPT_QUIET] != NULL };
    const sayso_out_format *format = cli_format(args);
    sayso_options options = cli_engine_options(args);
    options.knowledge = cli_knowledge_path(args);
    options.trees = !args->value[OPT_NO_LEDGER];
    if (!args->value[OPT_NO_LEDGER] &&
        cli_ledger_open(args, true, &run.ledger, &err))
        return cli_fail(&err);
    if (sayso_engine_open(&engine, &options, &err)) {
        sayso_ledger_close(run.ledger);
        return cli_fail(&err);
    }
    int code = CLI_USAGE;
    if (!format->readings &&
        !(run.sheet = sayso_out_open(format, &sayso_rec_event_row, cli_bold(), &run.out)))
        cli_message("out of memory; read smaller documents or use fewer jobs");
    else code = read_all(&run, engine, format->readings);
    code = finish(&run, code);
    sayso_engine_close(engine);
    return code;
}
