/* sayso languages: what can be read. */
#include "cli.h"

#define FIELD(named, of, member, columns)                                                          \
    {                                                                                              \
        .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(sayso_language, member),           \
        .width = columns                                                                           \
    }
static const sayso_field fields[] = {
    FIELD("code", TEXT, code, 8),        FIELD("name", TEXT, name, 20),
    FIELD("events", COUNT, n_events, 8), FIELD("cues", COUNT, n_cues, 8),
    FIELD("model", TEXT, model, 80),
};
static const sayso_record record = { "language", fields, sizeof fields / sizeof *fields,
                                     sizeof(sayso_language) };

int cmd_languages(const cli_args *args)
{
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_buf out = SAYSO_BUF_EMPTY;
    const sayso_options options = cli_engine_options(args);
    if (sayso_engine_open(&engine, &options, &err)) return cli_fail(&err);
    sayso_out *o = sayso_out_open(cli_format(args), &record, cli_bold(), &out);
    size_t n;
    const sayso_language *l = sayso_engine_languages(engine, &n);
    for (size_t i = 0; o && i < n; i++) sayso_out_record(o, &l[i]);
    const bool ok = o && sayso_out_close(o) && cli_write(&out);
    sayso_buf_free(&out);
    sayso_engine_close(engine);
    return ok ? CLI_DONE : CLI_USAGE;
}
