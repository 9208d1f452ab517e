/* sayso languages: what can be read. */
#include "cli.h"
#include <stdio.h>

static const sayso_column columns[] = {
    { "code", SAYSO_CELL_TEXT, 8 }, { "name", SAYSO_CELL_TEXT, 20 }, { "events", SAYSO_CELL_NUMBER, 8 },
    { "cues", SAYSO_CELL_NUMBER, 8 }, { "model", SAYSO_CELL_TEXT, 80 },
};

int cmd_languages(const cli_args *args)
{
    static const sayso_sheet_format formats[] = { SAYSO_TABLE, SAYSO_JSONL, SAYSO_CSV };
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_buf out = SAYSO_BUF_EMPTY;
    const sayso_options options = cli_engine_options(args);
    if (sayso_engine_open(&engine, &options, &err)) return cli_fail(&err);
    sayso_sheet *sheet = sayso_sheet_new(formats[cli_format(args)], columns, sizeof columns / sizeof *columns, cli_bold(), &out);
    size_t n;
    const sayso_language *l = sayso_engine_languages(engine, &n);
    for (size_t i = 0; sheet && i < n; i++) {
        char events[16], cues[16];
        snprintf(events, sizeof events, "%u", l[i].n_events);
        snprintf(cues, sizeof cues, "%u", l[i].n_cues);
        const char *const row[] = { l[i].code, l[i].name, events, cues, l[i].model };
        sayso_sheet_row(sheet, row);
    }
    const bool ok = sheet && sayso_sheet_end(sheet) && cli_write(&out);
    sayso_buf_free(&out);
    sayso_engine_close(engine);
    return ok ? CLI_DONE : CLI_USAGE;
}
