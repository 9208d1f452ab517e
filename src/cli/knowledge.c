/* sayso knowledge import: lists of names into one file. sayso knowledge lookup: what a name may mean, and why. */
#include "cli.h"
#include "formats/import.h"
#include "engine/engine.h"
#include <math.h>
#include <stdlib.h>

const char *cli_knowledge_path(const cli_args *args)
{
    const char *named = getenv("SAYSO_KNOWLEDGE");
    return args->value[OPT_KNOWLEDGE] ? args->value[OPT_KNOWLEDGE] : named && *named ? named : NULL;
}

/* ---- import ---------------------------------------------------------------------------------------------------------------- */

enum { MOST_TOLD = 20 }; /* rows of one file that are told one by one */

typedef struct mistakes { const char *path; uint64_t of_file; } mistakes;

static void mistakes_rest(const mistakes *m)
{
    if (m->of_file > MOST_TOLD) cli_message("%s: %llu more rows could not be read; mend the first ones and see", m->path, (unsigned long long)(m->of_file - MOST_TOLD));
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
    sayso_buf_printf(&b, "%s: %llu people and bodies, %llu places, met by %llu names; %llu rows read, %llu could not be\n", out, (unsigned long long)n->entities,
                     (unsigned long long)n->places, (unsigned long long)n->names, (unsigned long long)n->rows, (unsigned long long)n->bad);
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
        .paths = args->operands, .n_paths = (size_t)args->n_operands, .kind = (sayso_import_kind)(cli_import_kind(args) + 1),
        .out = args->value[OPT_OUT] ? args->value[OPT_OUT] : named && *named ? named : "knowledge.sayso",
        .lexicon = engine->lexicon, .gazetteer = engine->gazetteer, .stop = &cli_interrupted, .mistake = mistake, .user = &m,
    };
    cli_interrupts_catch();
    const sayso_status st = sayso_import(&o, &counts, &err);
    mistakes_rest(&m);
    sayso_engine_close(engine);
    return st ? cli_fail(&err) : counts_show(o.out, &counts);
}

/* ---- lookup ---------------------------------------------------------------------------------------------------------------- */

enum { L_NAME, L_CODE, L_KIND, L_RULE, L_SCORE, L_COUNTRY, L_ADMIN1, L_LAT, L_LON, L_POPULATION, L_LANGUAGES, L_ID, L_BASIS, N_L };

static const sayso_column columns[N_L] = {
    [L_NAME] = { "name", SAYSO_CELL_TEXT, 36 },         [L_CODE] = { "code", SAYSO_CELL_TEXT, 12 },
    [L_KIND] = { "kind", SAYSO_CELL_TEXT, 12 },         [L_RULE] = { "rule", SAYSO_CELL_TEXT, 12 },
    [L_SCORE] = { "score", SAYSO_CELL_NUMBER, 5 },      [L_COUNTRY] = { "country", SAYSO_CELL_TEXT, 7 },
    [L_ADMIN1] = { "admin1", SAYSO_CELL_TEXT, 7 },      [L_LAT] = { "lat", SAYSO_CELL_NUMBER, 0 },
    [L_LON] = { "lon", SAYSO_CELL_NUMBER, 0 },          [L_POPULATION] = { "population", SAYSO_CELL_NUMBER, 0 },
    [L_LANGUAGES] = { "languages", SAYSO_CELL_TEXT, 16 }, [L_ID] = { "id", SAYSO_CELL_TEXT, 48 },
    [L_BASIS] = { "basis", SAYSO_CELL_TEXT, 40 },
};

static const char *number(sayso_arena *a, double x, int digits)
{
    sayso_buf b = SAYSO_BUF_EMPTY;
    if (isnan(x)) return NULL;
    sayso_json_number(&b, x, digits);
    const char *z = b.failed ? NULL : sayso_arena_dup(a, b.at, b.len);
    sayso_buf_free(&b);
    return z;
}

static const char *text(const char *s) { return s && *s ? s : NULL; }

static void candidate_row(sayso_sheet *sheet, sayso_arena *a, const sayso_candidate *c)
{
    const char *const row[N_L] = {
        [L_NAME] = c->name, [L_CODE] = text(c->code), [L_KIND] = c->kind, [L_RULE] = c->rule, [L_SCORE] = number(a, c->score, 2), [L_COUNTRY] = text(c->country),
        [L_ADMIN1] = text(c->admin1), [L_LAT] = number(a, c->lat_deg, 5), [L_LON] = number(a, c->lon_deg, 5),
        [L_POPULATION] = c->population ? number(a, c->population, 0) : NULL, [L_LANGUAGES] = c->languages, [L_ID] = c->id, [L_BASIS] = text(c->basis),
    };
    sayso_sheet_row(sheet, row);
}

int cmd_knowledge_lookup(const cli_args *args)
{
    static const sayso_sheet_format formats[] = { SAYSO_TABLE, SAYSO_JSONL, SAYSO_CSV };
    sayso_error err;
    sayso_engine *engine = NULL;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_buf out = SAYSO_BUF_EMPTY, name = SAYSO_BUF_EMPTY;
    sayso_candidate *found = NULL;
    uint32_t n = 0;
    for (int i = 0; i < args->n_operands; i++) sayso_buf_printf(&name, "%s%s", i ? " " : "", args->operands[i]);
    sayso_options options = cli_engine_options(args);
    options.knowledge = cli_knowledge_path(args);
    sayso_status st = name.failed ? sayso_no_memory(&err) : sayso_engine_open(&engine, &options, &err);
    if (!st) st = sayso_candidates(engine, name.at, args->value[OPT_DATE], args->value[OPT_LANGUAGE], &arena, &found, &n, &err);
    int code = st ? cli_fail(&err) : CLI_USAGE;
    if (!st) {
        sayso_sheet *sheet = sayso_sheet_new(formats[cli_format(args)], columns, N_L, cli_bold(), &out);
        for (uint32_t i = 0; sheet && i < n; i++) candidate_row(sheet, &arena, &found[i]);
        if (sheet && sayso_sheet_end(sheet) && cli_write(&out)) code = args->value[OPT_EXIT_STATUS] && !n ? CLI_NOTHING : CLI_DONE;
    }
    sayso_buf_free(&out);
    sayso_buf_free(&name);
    sayso_arena_free(&arena);
    sayso_engine_close(engine);
    return code;
}
