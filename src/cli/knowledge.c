/* sayso knowledge import: lists of names into one file. sayso knowledge lookup: what a name may
 * mean, and why. */
#include "cli.h"
#include "engine/engine.h"
#include "formats/import/import.h"
#include <stdlib.h>

const char *cli_knowledge_path(const cli_args *args)
{
    const char *named = getenv("SAYSO_KNOWLEDGE");
    return args->value[OPT_KNOWLEDGE] ? args->value[OPT_KNOWLEDGE] : named && *named ? named : NULL;
}

/* ---- import ---------------------------------------------------------------------------------- */

enum { MOST_TOLD = 20 }; /* rows of one file that are told one by one */

typedef struct mistakes { const char *path; uint64_t of_file; } mistakes;

static void mistakes_rest(const mistakes *m)
{
    if (m->of_file > MOST_TOLD)
        cli_message("%s: %llu more rows could not be read; mend the first ones and see", m->path,
                    (unsigned long long)(m->of_file - MOST_TOLD));
}

static void mistake(void *user, const char *path, uint64_t line, const char *what)
{
    mistakes *m = user;
    if (m->path != path) {
        mistakes_rest(m);
        *m = (mistakes){ .path = path };
    }
    const char *shown = strcmp(path, "-") == 0 ? "standard input" : path;
    if (++m->of_file > MOST_TOLD) return;
    if (line) cli_message("%s:%llu: %s", shown, (unsigned long long)line, what);
    else cli_message("%s: %s", shown, what);
}

static int counts_show(const char *out, const sayso_import_counts *n)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    sayso_buf_printf(&b,
                     "%s: %llu people and bodies, %llu places, met by %llu names; %llu rows read, "
                     "%llu could not be\n",
                     out, (unsigned long long)n->entities, (unsigned long long)n->places,
                     (unsigned long long)n->names, (unsigned long long)n->rows,
                     (unsigned long long)n->bad);
    const bool ok = cli_write(&b);
    sayso_buf_free(&b);
    return !ok ? CLI_USAGE : n->bad ? CLI_SOME_FAILED : CLI_DONE;
}

int cmd_knowledge_import(const cli_args *args)
{
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_import_counts counts;
    mistakes m = { 0 };
    const char *named = getenv("SAYSO_KNOWLEDGE");
    const sayso_options options = cli_engine_options(args);
    if (sayso_engine_open(&engine, &options, &err)) return cli_fail(&err);
    const sayso_import_options o = {
        .paths = args->operands,
        .n_paths = (size_t)args->n_operands,
        .kind = (sayso_import_kind)(cli_import_kind(args) + 1),
        .out = args->value[OPT_OUT] ? args->value[OPT_OUT]
               : named && *named    ? named
                                    : "knowledge.sayso",
        .lexicon = engine->lexicon,
        .gazetteer = engine->gazetteer,
        .stop = &cli_interrupted,
        .mistake = mistake,
        .user = &m,
    };
    cli_interrupts_catch();
    const sayso_status st = sayso_import(&o, &counts, &err);
    mistakes_rest(&m);
    sayso_engine_close(engine);
    return st ? cli_fail(&err) : counts_show(o.out, &counts);
}

/* ---- lookup ---------------------------------------------------------------------------------- */

#define FIELD(named, of, member, columns, ...)                                                     \
    {                                                                                              \
        .name = named, .kind = SAYSO_FIELD_##of, .at = offsetof(sayso_candidate, member),          \
        .width = columns, __VA_ARGS__                                                              \
    }
static const sayso_field fields[] = {
    FIELD("name", TEXT, name, 36, .digits = 0),
    FIELD("code", WORD, code, 12, .digits = 0),
    FIELD("kind", TEXT, kind, 12, .digits = 0),
    FIELD("rule", TEXT, rule, 12, .digits = 0),
    FIELD("score", REAL, score, 5, .digits = 2),
    FIELD("country", WORD, country, 7, .digits = 0),
    FIELD("admin1", WORD, admin1, 7, .digits = 0),
    FIELD("lat", REAL, lat_deg, 0, .digits = 5),
    FIELD("lon", REAL, lon_deg, 0, .digits = 5),
    FIELD("population", REAL, population, 0, .digits = 0),
    FIELD("languages", TEXT, languages, 16, .digits = 0),
    FIELD("id", TEXT, id, 48, .digits = 0),
    FIELD("basis", WORD, basis, 40, .digits = 0),
};
static const sayso_record record = { "candidate", fields, sizeof fields / sizeof *fields,
                                     sizeof(sayso_candidate) };

int cmd_knowledge_lookup(const cli_args *args)
{
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf out = SAYSO_BUF_EMPTY, name = SAYSO_BUF_EMPTY;
    sayso_candidate *found = NULL;
    uint32_t n = 0;
    for (int i = 0; i < args->n_operands; i++)
        sayso_buf_printf(&name, "%s%s", i ? " " : "", args->operands[i]);
    sayso_options options = cli_engine_options(args);
    options.knowledge = cli_knowledge_path(args);
    sayso_status st = name.failed ? sayso_no_memory(&err)
                                  : sayso_engine_open(&engine, &options, &err);
    if (!st)
        st = sayso_candidates(engine, name.at, args->value[OPT_DATE], args->value[OPT_LANGUAGE],
                              &arena, &found, &n, &err);
    int code = st ? cli_fail(&err) : CLI_USAGE;
    if (!st) {
        sayso_out *o = sayso_out_open(cli_format(args), &record, cli_bold(), &out);
        for (uint32_t i = 0; o && i < n; i++) sayso_out_record(o, &found[i]);
        if (o && sayso_out_close(o) && cli_write(&out))
            code = args->value[OPT_EXIT_STATUS] && !n ? CLI_NOTHING : CLI_DONE;
    }
    if (!st && !n && strcmp(cli_format(args)->name, "table") == 0)
        cli_message("nothing bears the name %s", name.at);
    sayso_buf_free(&out);
    sayso_buf_free(&name);
    sayso_arena_free(&arena);
    sayso_engine_close(engine);
    return code;
}
