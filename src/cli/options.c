/* The option table, and the parser that walks it. */
#include "cli.h"
#include "base/day.h"
#include "formats/import/import.h"
#include "watch/watch.h"
#include <stdlib.h>
#include <unistd.h>

#define BIT(c) (1u << CMD_##c)
#define READS (BIT(READ) | BIT(PARSE))
#define LISTS (BIT(LIST) | BIT(COUNT))
#define FILTERED (LISTS | BIT(EXPORT))
#define CARES (BIT(MERGE) | BIT(SPLIT) | BIT(WITHDRAW) | BIT(CORRECT) | BIT(UNDO))
#define SERVES BIT(SERVE)
#define WATCHES BIT(WATCH)
#define ASKS (FILTERED | BIT(SQL) | BIT(EXPLAIN) | SERVES)
#define LEDGERS (CARES | WATCHES | BIT(VERIFY) | BIT(BACKUP) | BIT(READ) | ASKS)
#define IMPORTS BIT(KNOWLEDGE_IMPORT)
#define LOOKS_UP BIT(KNOWLEDGE_LOOKUP)
#define ALL ((1u << N_COMMANDS) - 1)

const cli_option cli_options[N_OPTIONS] = {
    [OPT_FORMAT] = { 'f', "format", "FORMAT", READS | FILTERED | BIT(SQL) | BIT(LANGUAGES) | LOOKS_UP | WATCHES,
                     "how to write the result" },
    [OPT_LEDGER] = { 'l', "ledger", "PATH", LEDGERS,
                     "the ledger: a file, or postgresql://NAME@HOST/DATABASE (default: "
                     "$SAYSO_LEDGER, else sayso.db)" },
    [OPT_NO_LEDGER] = { 'n', "no-ledger", NULL, BIT(READ), "keep nothing" },
    [OPT_AGAIN] = { 0, "again", NULL, BIT(READ),
                    "replace the readings of documents that the ledger has" },
    [OPT_DATE] = { 'd', "date", "DATE", READS | LOOKS_UP,
                   "date of documents that state none, or of the code that is looked up, "
                   "YYYY-MM-DD" },
    [OPT_PUBLISHER] = { 0, "publisher", "NAME", BIT(READ),
                        "publisher of documents that state none" },
    [OPT_LANGUAGE] = { 0, "language", "CODE", READS | LOOKS_UP,
                       "language of documents that state none, for every paragraph; of a name that "
                       "is looked up" },
    [OPT_INPUT] = { 0, "input", "KIND", READS | IMPORTS,
                    "text, reading, labelstudio, jsonl, html, csv or eml, of an import ftm, geonames, alternates, csv or "
                    "actors, instead of by name and content" },
    [OPT_JOBS] = { 'j', "jobs", "N", BIT(READ),
                   "threads (default: one a processor); the output is the same" },
    [OPT_MAX_BYTES] = { 0, "max-bytes", "N", READS | WATCHES,
                        "refuse larger documents (default 33554432), of watch larger answers "
                        "(8388608)" },
    [OPT_ACTOR] = { 0, "actor", "WHO", FILTERED,
                    "who did it: code or its beginning (RUS, RUSGOV), or part of a name" },
    [OPT_RECIPIENT] = { 0, "recipient", "WHO", FILTERED, "to whom, given in the same way" },
    [OPT_TYPE] = { 't', "type", "TYPES", FILTERED,
                   "event types, with commas between them: ASSAULT,COERCE" },
    [OPT_SINCE] = { 0, "since", "DATE", FILTERED | WATCHES, "not before that day" },
    [OPT_UNTIL] = { 0, "until", "DATE", FILTERED, "not after that day" },
    [OPT_PLACE] = { 0, "place", "PLACE", FILTERED,
                    "code of a country or division, or part of a name" },
    [OPT_STATUS] = { 0, "status", "STATUS", FILTERED,
                     "actual, future, possible, hypothetical, denied, or several with commas" },
    [OPT_SOURCE] = { 0, "source", "WHO", FILTERED, "who says so, given as for --actor" },
    [OPT_DOCUMENT] = { 0, "document", "ID", FILTERED, "of that document: its key or id" },
    [OPT_CLAIM] = { 0, "claim", "ID", FILTERED, "of that claim" },
    [OPT_REVERSALS] = { 0, "reversals", NULL, FILTERED,
                        "only what belongs to a claim on which a source reversed its position" },
    [OPT_NOTE] = { 0, "note", "TEXT", CARES, "why, for whoever asks later" },
    [OPT_MIN_CONFIDENCE] = { 0, "min-confidence", "X", FILTERED | BIT(READ) | WATCHES,
                             "only events that are right with this probability or a higher one, 0 "
                             "to 1" },
    [OPT_WAIT] = { 0, "wait", "SECONDS", LEDGERS,
                   "how long to wait while another program writes the ledger (default 60)" },
    [OPT_BY] = { 0, "by", "NAMES", BIT(COUNT), "what to count by: month,type,actor" },
    [OPT_TOP] = { 0, "top", "N", BIT(COUNT),
                  "of what is not time only the N with most reports: --by month,actor --top 8" },
    [OPT_LIMIT] = { 0, "limit", "N", LISTS,
                    "a page of so many rows at most; where there are more, the last line on "
                    "standard error tells how to go on" },
    [OPT_AFTER] = { 0, "after", "TOKEN", LISTS, "the page behind the one that told this token" },
    [OPT_WITH_TEXT] = { 0, "with-text", NULL, BIT(READ),
                        "of --format jsonl: write each document's text too, so that --input "
                        "reading takes it" },
    [OPT_DRY_RUN] = { 0, "dry-run", NULL, BIT(READ),
                      "only tell what would be read, and as what; needs no models and keeps "
                      "nothing" },
    [OPT_EXIT_STATUS] = { 'e', "exit-status", NULL, FILTERED | BIT(SQL) | BIT(READ) | LOOKS_UP,
                          "exit with 1 where nothing was found" },
    [OPT_PORT] = { 'p', "port", "N", SERVES,
                   "the port to listen at (default 8017); 0: any that is free" },
    [OPT_LISTEN] = { 0, "listen", "ADDRESS", SERVES,
                     "the address to listen at (default 127.0.0.1)" },
    [OPT_NAME] = { 0, "name", "NAME", SERVES,
                   "a name under which browsers may ask, besides addresses and localhost" },
    [OPT_EDIT] = { 0, "edit", NULL, SERVES,
                   "let who has the address that is printed correct records" },
    [OPT_ONCE] = { 0, "once", NULL, WATCHES, "ask the feeds that are due, read what is new, and end" },
    [OPT_FOR] = { 0, "for", "TIME", WATCHES, "end after that time: 90s, 30m, 12h, 7d" },
    [OPT_ALERT] = { 0, "alert", "WAY", WATCHES,
                    "tell when a source reverses itself or contradicts another: print, command:CMD, "
                    "webhook:URL or feed:FILE; may be given several times" },
    [OPT_JOURNAL] = { 0, "journal", NULL, WATCHES, "list what failed, and end" },
    [OPT_FEEDS] = { 0, "feeds", NULL, WATCHES, "list the feeds that are followed, and end" },
    [OPT_CONTACT] = { 0, "contact", "ADDRESS", WATCHES,
                      "where who runs a server reaches you, told to each: https://… or NAME@HOST" },
    [OPT_AGENT] = { 0, "agent", "TEXT", WATCHES,
                    "who asks, told to each server (default \"sayso/VERSION (+CONTACT)\")" },
    [OPT_GAP] = { 0, "gap", "SECONDS", WATCHES,
                  "between two requests to one host, at least (default 2)" },
    [OPT_TIMEOUT] = { 0, "timeout", "SECONDS", WATCHES, "that a request may take (default 60)" },
    [OPT_ALLOW_PRIVATE] = { 0, "allow-private", NULL, WATCHES,
                            "fetch from loopback, private and link-local addresses too" },
    [OPT_CA] = { 0, "ca", "FILE", WATCHES,
                 "certificates (PEM) to trust besides the system's, as of a server of your own" },
    [OPT_KNOWLEDGE] = { 'k', "knowledge", "FILE", BIT(READ) | WATCHES | LOOKS_UP,
                        "imported names (default: $SAYSO_KNOWLEDGE, else none)" },
    [OPT_OUT] = { 'o', "out", "FILE", IMPORTS | BIT(EXPORT),
                  "the file to write; - of an export is standard output (default: of an export "
                  "that, else $SAYSO_KNOWLEDGE, else knowledge.sayso)" },
    [OPT_DATA] = { 0, "data", "FOLDER", READS | WATCHES | BIT(LANGUAGES) | IMPORTS | LOOKS_UP,
                   "models and word lists (default: $SAYSO_DATA, else where installed)" },
    [OPT_QUIET] = { 'q', "quiet", NULL, READS | WATCHES,
                    "no progress, and no count of documents at the end" },
    [OPT_HELP] = { 'h', "help", NULL, ALL, "show this help and exit" },
    [OPT_VERSION] = { 'V', "version", NULL, ALL, "show the version and exit" },
};

/* ---- checking values ---- */

static bool bad(const cli_args *a, const char *what, const char *name)
{
    cli_message("%s%s; see `sayso %s --help`", what, name, a->command.name);
    return false;
}

/* Index of a value in "a|b|c", -1. */
static int choice_of(const char *choices, const char *value)
{
    const size_t n = strlen(value);
    for (int i = 0; choices; i++) {
        const size_t k = strcspn(choices, "|");
        if (k == n && memcmp(choices, value, n) == 0) return i;
        choices = choices[k] ? choices + k + 1 : NULL;
    }
    return -1;
}

const sayso_out_format *cli_format(const cli_args *args)
{
    const char *v = args->value[OPT_FORMAT];
    return v ? sayso_out_find(v) : sayso_out_nth(0);
}

bool cli_export_site(const cli_args *a)
{
    return a->value[OPT_FORMAT] && strcmp(a->value[OPT_FORMAT], CLI_SITE) == 0;
}

const sayso_export_format *cli_export_format(const cli_args *args)
{
    return sayso_export_find(args->value[OPT_FORMAT]);
}

/* Is there such a format for the command? Tells those there are, if not. `named` NULL: none is
 * given. */
static bool format_check(const cli_args *a, const char *named)
{
    const char *of = a->command.formats;
    if (named && (strcmp(of, CLI_RECORDS) == 0   ? sayso_out_find(named) != NULL
                  : strcmp(of, CLI_EXPORTS) == 0 ? sayso_export_find(named) || strcmp(named, CLI_SITE) == 0
                                                 : choice_of(of, named) >= 0))
        return true;
    sayso_buf all = SAYSO_BUF_EMPTY;
    cli_formats_put(&all, &a->command);
    const bool table = named && strcmp(of, CLI_EXPORTS) == 0 && sayso_out_find(named);
    cli_message("%s%s for `sayso %s`; it writes %s%s", named ? "no format " : "--format is missing",
                named ? named : "", a->command.name, all.at ? all.at : "?",
                table ? "; `sayso events` and other lists write tables" : "");
    sayso_buf_free(&all);
    return false;
}

void cli_formats_put(sayso_buf *b, const cli_command *c)
{
    const sayso_export_format *x;
    for (size_t i = 0; strcmp(c->formats, CLI_EXPORTS) == 0 && (x = sayso_export_nth(i)); i++)
        sayso_buf_printf(b, "%s|", x->name);
    if (strcmp(c->formats, CLI_EXPORTS) == 0) {
        sayso_buf_puts(b, CLI_SITE);
        return;
    }
    if (strcmp(c->formats, CLI_RECORDS) != 0) {
        sayso_buf_puts(b, c->formats);
        return;
    }
    const sayso_out_format *f;
    for (size_t i = 0; (f = sayso_out_nth(i)); i++)
        sayso_buf_printf(b, "%s%s", i ? "|" : "", f->name);
}

static bool number_parse(const char *s, uint64_t *out)
{
    uint64_t x = 0;
    if (!*s) return false;
    for (; *s; s++) {
        if (*s < '0' || *s > '9' || x > (UINT64_MAX - 9) / 10) return false;
        x = x * 10 + (uint64_t)(*s - '0');
    }
    *out = x;
    return true;
}

uint64_t cli_number(const cli_args *args, cli_option_id id, uint64_t otherwise)
{
    uint64_t x;
    return args->value[id] && number_parse(args->value[id], &x) ? x : otherwise;
}

/* Seconds of "90", "90s", "30m", "12h", "2d"; at most ten years. */
static bool seconds_parse(const char *s, uint64_t *out)
{
    static const struct { char unit; uint64_t seconds; } units[] = { { 0, 1 }, { 's', 1 }, { 'm', 60 },
                                                                     { 'h', 3600 }, { 'd', 86400 } };
    uint64_t x = 0;
    if (*s < '0' || *s > '9') return false;
    for (; *s >= '0' && *s <= '9' && x < 1000000000; s++) x = x * 10 + (uint64_t)(*s - '0');
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (*s == units[i].unit && (!*s || !s[1])) {
            *out = x * units[i].seconds;
            return x && *out <= 315360000;
        }
    return false;
}

uint64_t cli_seconds(const cli_args *args, cli_option_id id)
{
    uint64_t x;
    return args->value[id] && seconds_parse(args->value[id], &x) ? x : 0;
}

/* An address of a page or of mail, which may stand in a header and in its brackets. */
static bool contact_ok(const char *s)
{
    const char *rest = strncmp(s, "https://", 8) == 0  ? s + 8
                       : strncmp(s, "http://", 7) == 0 ? s + 7
                                                       : strchr(s, '@');
    for (const char *at = s; *at; at++)
        if (*at <= ' ' || *at > '~' || strchr("()\\\"", *at)) return false;
    return rest && rest != s && rest[*rest == '@'] && strlen(s) <= 200;
}

static bool watch_check(const cli_args *a)
{
    const char *const *v = a->value;
    uint64_t n;
    for (int i = 0; i < a->n_alerts; i++)
        if (!sayso_follow_alert_ok(a->alerts[i]))
            return bad(a, "--alert takes print, command:CMD, webhook:URL or feed:FILE, not ",
                       a->alerts[i]);
    if (v[OPT_FOR] && !seconds_parse(v[OPT_FOR], &n))
        return bad(a, "--for takes a time as 90s, 30m, 12h or 7d, not ", v[OPT_FOR]);
    if (v[OPT_GAP] && (!number_parse(v[OPT_GAP], &n) || n < 1 || n > 3600))
        return bad(a, "--gap takes 1 to 3600 seconds, not ", v[OPT_GAP]);
    if (v[OPT_TIMEOUT] && (!number_parse(v[OPT_TIMEOUT], &n) || n < 1 || n > 3600))
        return bad(a, "--timeout takes 1 to 3600 seconds, not ", v[OPT_TIMEOUT]);
    if (v[OPT_CONTACT] && !contact_ok(v[OPT_CONTACT]))
        return bad(a, "--contact takes https://… or NAME@HOST, not ", v[OPT_CONTACT]);
    if (v[OPT_CONTACT] && v[OPT_AGENT])
        return bad(a, "--agent says all that is told; put the contact into it, without ", "--contact");
    if (v[OPT_AGENT] && (!*v[OPT_AGENT] || strpbrk(v[OPT_AGENT], "\r\n")))
        return bad(a, "--agent takes a line as \"name/1.0 (+https://…)\", not ", v[OPT_AGENT]);
    if ((v[OPT_JOURNAL] || v[OPT_FEEDS]) && a->n_operands)
        return bad(a, "a list takes no ", a->operands[0]);
    if (v[OPT_FORMAT] && !v[OPT_JOURNAL] && !v[OPT_FEEDS])
        return bad(a, "--format goes with ", "--journal or --feeds");
    return true;
}

static bool dates_check(const cli_args *a)
{
    static const cli_option_id dates[] = { OPT_DATE, OPT_SINCE, OPT_UNTIL };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const char *v = a->value[dates[i]];
        sayso_day day;
        if (!v || (dates[i] == OPT_DATE ? sayso_date_whole(v) : sayso_day_parse(v, &day)))
            continue;
        cli_message("--%s %s is no ISO 8601 date; write YYYY-MM-DD", cli_options[dates[i]].name, v);
        return false;
    }
    return true;
}

/* From 0 to 1, with at most nine digits; locale plays no part. */
static bool share_parse(const char *s, double *out)
{
    double x = 0, unit = 1;
    if (*s != '0' && *s != '1' && *s != '.') return false;
    if (*s != '.') x = *s++ - '0';
    if (*s == '.' && !s[1]) return false;
    if (*s && *s++ != '.') return false;
    for (int i = 0; *s; s++, i++) {
        if (*s < '0' || *s > '9' || i == 9) return false;
        x += (*s - '0') * (unit /= 10);
    }
    *out = x;
    return x <= 1;
}

static double share_of(const cli_args *a, cli_option_id id)
{
    double x;
    return a->value[id] && share_parse(a->value[id], &x) ? x : 0;
}

/* Is the format, of lists or of an export, none that people read? */
static bool bytes_of(const char *named)
{
    const sayso_out_format *f = sayso_out_find(named);
    return f && f->bytes;
}

static bool values_check(const cli_args *a)
{
    const char *const *v = a->value;
    if ((v[OPT_FORMAT] || a->command.id == CMD_EXPORT) && !format_check(a, v[OPT_FORMAT])) return false;
    if (v[OPT_FORMAT] && (!v[OPT_OUT] || strcmp(v[OPT_OUT], "-") == 0) &&
        bytes_of(v[OPT_FORMAT]) && isatty(STDOUT_FILENO))
        return bad(a, "no text for a terminal, send it to a file: --format ", v[OPT_FORMAT]);
    if (v[OPT_INPUT] && (a->command.id == CMD_KNOWLEDGE_IMPORT
                             ? choice_of(SAYSO_IMPORT_NAMES, v[OPT_INPUT]) < 0
                             : sayso_in_find(v[OPT_INPUT]) == NULL))
        return bad(a, "no kind of input ", v[OPT_INPUT]);
    if (a->command.id == CMD_EXPORT && cli_export_site(a) != (a->n_operands == 1))
        return a->n_operands ? bad(a, "a folder goes with --format site: ", a->operands[0])
                             : bad(a, "no folder given for ", "--format site");
    uint64_t n;
    if (v[OPT_PORT] && (!number_parse(v[OPT_PORT], &n) || n > 65535))
        return bad(a, "--port takes 0 to 65535, not ", v[OPT_PORT]);
    if (v[OPT_JOBS] && (!number_parse(v[OPT_JOBS], &n) || n < 1 || n > 256))
        return bad(a, "--jobs takes 1 to 256, not ", v[OPT_JOBS]);
    if (v[OPT_MAX_BYTES] && (!number_parse(v[OPT_MAX_BYTES], &n) || n < 1 || n > 1u << 31))
        return bad(a, "--max-bytes takes 1 to 2147483648, not ", v[OPT_MAX_BYTES]);
    double x;
    if (v[OPT_MIN_CONFIDENCE] && !share_parse(v[OPT_MIN_CONFIDENCE], &x))
        return bad(a, "--min-confidence takes a number from 0 to 1, not ", v[OPT_MIN_CONFIDENCE]);
    if (v[OPT_WAIT] && (!number_parse(v[OPT_WAIT], &n) || n > 86400))
        return bad(a, "--wait takes 0 to 86400 seconds, not ", v[OPT_WAIT]);
    if (v[OPT_LIMIT] && (!number_parse(v[OPT_LIMIT], &n) || n < 1))
        return bad(a, "--limit takes a number from 1 on, not ", v[OPT_LIMIT]);
    if (v[OPT_TOP] && (!number_parse(v[OPT_TOP], &n) || n < 1))
        return bad(a, "--top takes a number from 1 on, not ", v[OPT_TOP]);
    if (v[OPT_WITH_TEXT] && !cli_format(a)->readings)
        return bad(a, "--with-text goes with ", "--format jsonl");
    if (v[OPT_DRY_RUN] && v[OPT_AGAIN]) return bad(a, "--dry-run contradicts ", "--again");
    if (v[OPT_NO_LEDGER] && (v[OPT_LEDGER] || v[OPT_AGAIN]))
        return bad(a, "--no-ledger contradicts ", v[OPT_LEDGER] ? "--ledger" : "--again");
    return (a->command.id != CMD_WATCH || watch_check(a)) && dates_check(a);
}

/* ---- parsing ---- */

static int option_named(const char *name, size_t n)
{
    for (int i = 0; i < N_OPTIONS; i++)
        if (strlen(cli_options[i].name) == n && memcmp(cli_options[i].name, name, n) == 0) return i;
    return -1;
}

/* A beginning that fits one option of the command only, as GNU programs take it. */
static int option_begins(cli_command_id command, const char *name, size_t n)
{
    int found = -1;
    for (int i = 0; i < N_OPTIONS; i++)
        if (cli_options[i].commands & 1u << command && n &&
            strncmp(cli_options[i].name, name, n) == 0) {
            if (found >= 0) return -1;
            found = i;
        }
    return found;
}

static bool take(cli_args *a, int id, const char *shown, const char *value, bool glued, char **argv,
                 int argc, int *i)
{
    const cli_option *o = id >= 0 ? &cli_options[id] : NULL;
    if (!o) return bad(a, "unknown option ", shown);
    if (!(o->commands & 1u << a->command.id)) return bad(a, "no option for this command: ", shown);
    if (!o->argument && glued) return bad(a, "takes no value: ", shown);
    if (o->argument && !glued) {
        if (*i + 1 >= argc) return bad(a, "a value is missing after ", shown);
        value = argv[++*i];
    }
    a->value[id] = o->argument ? value : "";
    if (id != OPT_ALERT) return true;
    if (a->n_alerts == CLI_MOST_ALERTS) return bad(a, "too many of ", shown);
    a->alerts[a->n_alerts++] = value;
    return true;
}

static bool take_letters(cli_args *a, char **argv, int argc, int *i)
{
    for (const char *s = argv[*i] + 1; *s; s++) {
        int id = 0;
        while (id < N_OPTIONS && cli_options[id].letter != *s) id++;
        const bool value = id < N_OPTIONS && cli_options[id].argument;
        if (!take(a, id < N_OPTIONS ? id : -1, argv[*i], s + 1, value && s[1], argv, argc, i))
            return false;
        if (value) break;
    }
    return true;
}

bool cli_parse(cli_args *a, int argc, char **argv, int from)
{
    bool only_operands = false;
    a->operands = (const char **)(void *)(argv + from);
    for (int i = from; i < argc; i++) {
        const char *s = argv[i];
        if (only_operands || s[0] != '-' || !s[1]) a->operands[a->n_operands++] = s;
        else if (s[1] != '-') {
            if (!take_letters(a, argv, argc, &i)) return false;
        } else if (!s[2]) only_operands = true;
        else {
            const size_t n = strcspn(s + 2, "=");
            int id = option_named(s + 2, n);
            if (id < 0) id = option_begins(a->command.id, s + 2, n);
            if (!take(a, id, s, s + 2 + n + (s[2 + n] == '='), s[2 + n] == '=', argv, argc, &i))
                return false;
        }
    }
    if (a->value[OPT_HELP] || a->value[OPT_VERSION]) return true;
    const cli_command *c = &a->command;
    if (a->n_operands < c->least) return bad(a, "nothing given to ", c->name);
    if (c->most >= 0 && a->n_operands > c->most)
        return bad(a, c->most ? "takes no more: " : "takes nothing but options: ", a->operands[c->most]);
    return values_check(a);
}

/* ---- what the commands share ---- */

sayso_filter cli_filter(const cli_args *a)
{
    const char *const *v = a->value;
    return (sayso_filter) { .size = sizeof(sayso_filter),
                            .actor = v[OPT_ACTOR],
                            .recipient = v[OPT_RECIPIENT],
                            .type = v[OPT_TYPE],
                            .since = v[OPT_SINCE],
                            .until = v[OPT_UNTIL],
                            .place = v[OPT_PLACE],
                            .status = v[OPT_STATUS],
                            .source = v[OPT_SOURCE], .document = v[OPT_DOCUMENT],
                            .claim = v[OPT_CLAIM],
                            .reversals = v[OPT_REVERSALS] != NULL,
                            .min_confidence = share_of(a, OPT_MIN_CONFIDENCE),
                            .limit = cli_number(a, OPT_LIMIT, 0),
                            .after = v[OPT_AFTER],
                            .by = v[OPT_BY],
                            .top = cli_number(a, OPT_TOP, 0) };
}

const char *cli_ledger_path(const cli_args *a)
{
    const char *named = getenv("SAYSO_LEDGER");
    return a->value[OPT_LEDGER] ? a->value[OPT_LEDGER] : named && *named ? named : "sayso.db";
}

int cli_import_kind(const cli_args *a)
{
    return a->value[OPT_INPUT] ? choice_of(SAYSO_IMPORT_NAMES, a->value[OPT_INPUT]) : -1;
}

sayso_options cli_engine_options(const cli_args *a)
{
    sayso_options o = sayso_options_default();
    o.data_dir = a->value[OPT_DATA];
    o.max_document_bytes = (size_t)cli_number(a, OPT_MAX_BYTES, o.max_document_bytes);
    o.min_confidence = share_of(a, OPT_MIN_CONFIDENCE);
    return o;
}

sayso_input_options cli_input_options(const cli_args *a)
{
    static const char *const standard[] = { "-" };
    return (sayso_input_options) {
        .size = sizeof(sayso_input_options),
        .paths = a->n_operands ? a->operands : standard,
        .n_paths = a->n_operands ? (size_t)a->n_operands : 1,
        .format = a->value[OPT_INPUT],
        .max_document_bytes = (size_t)cli_number(a, OPT_MAX_BYTES, 0),
        .date = a->value[OPT_DATE],
        .publisher = a->value[OPT_PUBLISHER],
        .language = a->value[OPT_LANGUAGE],
        .cancel = cli_cancelled,
    };
}
