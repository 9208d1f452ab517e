/* cli: the program. One file a command; one table of options that drives parsing, help, manual page
 * and completion. */
#ifndef SAYSO_CLI_H
#define SAYSO_CLI_H

#include "formats/export/export.h"
#include "formats/in/in.h"
#include "formats/out/out.h"
#include "page/page.h"
#include <signal.h>

/* What the program returns; the manual says the same. */
typedef enum cli_exit {
    CLI_DONE = 0,
    CLI_NOTHING = 1,   /* nothing matched, where --exit-status asked or `explain` was given an id
                          that is not there */
    CLI_USAGE = 2,     /* usage, or the system refused */
    CLI_BAD_DATA = 3,  /* a bad model or table */
    CLI_SOME_FAILED = 4, /* some documents could not be read; the others were */
} cli_exit;

typedef enum cli_option_id {
    OPT_FORMAT, OPT_LEDGER, OPT_NO_LEDGER, OPT_AGAIN, OPT_DATE, OPT_PUBLISHER, OPT_LANGUAGE,
    OPT_INPUT, OPT_JOBS, OPT_MAX_BYTES,
    OPT_ACTOR, OPT_RECIPIENT, OPT_TYPE, OPT_SINCE, OPT_UNTIL, OPT_PLACE, OPT_STATUS, OPT_SOURCE,
    OPT_DOCUMENT, OPT_REVERSALS, OPT_CLAIM, OPT_MIN_CONFIDENCE, OPT_BY, OPT_TOP, OPT_LIMIT, OPT_AFTER, OPT_WAIT,
    OPT_NOTE, OPT_WITH_TEXT, OPT_DRY_RUN, OPT_EXIT_STATUS, OPT_PORT, OPT_LISTEN, OPT_NAME, OPT_EDIT,
    OPT_ONCE, OPT_FOR, OPT_ALERT, OPT_JOURNAL, OPT_FEEDS, OPT_CONTACT, OPT_AGENT, OPT_GAP,
    OPT_TIMEOUT, OPT_ALLOW_PRIVATE, OPT_CA, OPT_KNOWLEDGE, OPT_OUT, OPT_DATA, OPT_QUIET, OPT_HELP, OPT_VERSION, N_OPTIONS
} cli_option_id;

/* Kinds of commands. Each is one command, but for CMD_LIST, and CMD_COUNT which takes --by too: each
 * list of the ledger is one (ledger/queries). */
typedef enum cli_command_id {
    CMD_READ, CMD_PARSE, CMD_LIST, CMD_COUNT, CMD_SQL, CMD_EXPORT, CMD_EXPLAIN, CMD_MERGE, CMD_SPLIT,
    CMD_WITHDRAW, CMD_CORRECT, CMD_UNDO, CMD_VERIFY, CMD_BACKUP, CMD_SERVE, CMD_WATCH, CMD_LANGUAGES, CMD_KNOWLEDGE_IMPORT,
    CMD_KNOWLEDGE_LOOKUP, N_COMMANDS
} cli_command_id;

struct cli_args;
typedef struct cli_command {
    cli_command_id id;
    const char *name;              /* "read"; of a command of two words "knowledge import" */
    const char *operands;          /* "FILE…" or "" */
    int         least, most;       /* operands; most -1: any number */
    const char *summary;           /* one line, lower case */
    const char *text;              /* paragraph for help and manual */
    const char *example;           /* works when pasted, after `make demo` */
    const char *formats;           /* values of --format, the default first; CLI_RECORDS: those of
                                      formats/out, CLI_EXPORTS: of formats/export;
                                      NULL: no such option */
    int (*run)(const struct cli_args *args);
} cli_command;
#define CLI_RECORDS "records"
#define CLI_EXPORTS "exports" /* those of formats/export, and CLI_SITE */
#define CLI_SITE "site"       /* the page as files */
enum { CLI_MOST_ALERTS = 16 };

typedef struct cli_args {
    const char *value[N_OPTIONS];  /* "" for a flag that was given, NULL for what was not */
    const char **operands;         /* [n_operands], in argv */
    int         n_operands;
    const char *alerts[CLI_MOST_ALERTS]; int n_alerts; /* --alert may be given several times */
    cli_command command;
} cli_args;

/* ---- commands.c ---- */

/* The commands by number from 0, in the order of the help; false behind the last. */
bool cli_command_nth(int i, cli_command *out);

/* ---- options.c ---- */

/* The table. `commands` has a bit for each command that takes the option. */
typedef struct cli_option {
    char        letter;            /* 0: none */
    const char *name;
    const char *argument;          /* NULL: a flag */
    unsigned    commands;
    const char *help;
} cli_option;
extern const cli_option cli_options[N_OPTIONS];

/* Parses argv[from…] for args->command. False after a message where it makes no sense. */
bool cli_parse(cli_args *args, int argc, char **argv, int from);
/* The format that --format names, checked by cli_parse; the default where it was not given. */
const sayso_out_format *cli_format(const cli_args *args);
/* The same of `sayso export`, which has no default. */
const sayso_export_format *cli_export_format(const cli_args *args);
void cli_formats_put(sayso_buf *b, const cli_command *c); /* "table|jsonl|csv" */
/* A whole number of at least `least`; `otherwise` where the option was not given. Checked by
 * cli_parse. */
uint64_t cli_number(const cli_args *args, cli_option_id id, uint64_t otherwise);
/* Seconds that "90", "90s", "30m", "12h" or "2d" mean, checked likewise; 0 where it was not given. */
uint64_t cli_seconds(const cli_args *args, cli_option_id id);

/* ---- help.c ---- */

void cli_help_put(sayso_buf *b);                             /* sayso --help */
void cli_command_help_put(sayso_buf *b, const cli_command *c); /* sayso COMMAND --help */
void cli_manual_put(sayso_buf *b);                           /* sayso.1, in man's macros */
void cli_completion_put(sayso_buf *b);                       /* for bash */
void cli_completion_zsh_put(sayso_buf *b);
void cli_completion_fish_put(sayso_buf *b);

/* ---- report.c ---- */

/* "sayso: what; what to do" on stderr, as one line; control characters become blanks. */
void cli_message(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* A library error as message and exit code. */
int  cli_fail(const sayso_error *err);
/* "sayso: FILE:LINE: what; what to do" of an item. */
void cli_item_message(const sayso_item *item, const char *what);
/* Where no file is named and a person sits at standard input: that the program waits for them. */
void cli_standard_input_tell(const cli_args *args);
/* What was guessed or not understood of it, one line a note. Where a file's documents all have the
 * same to say, the first ones say it, and the last line how many more there are: `told` is the
 * caller's, begins zeroed and is ended with cli_notes_end. */
typedef struct cli_told { char file[256], text[256]; uint64_t n; } cli_told;
void cli_item_notes(cli_told *told, const sayso_item *item);
void cli_notes_end(cli_told *told);

/* Writes what is in b to stdout and empties it. False after a message where it cannot be
 * written. */
bool cli_write(sayso_buf *b);
/* Flushes and closes stdout: a full disk is an error. Returns `code`, or CLI_USAGE after a
 * message. */
int  cli_close_stdout(int code);
bool cli_bold(void); /* may headings on stdout be bold? */

/* What has become of the documents so far. */
typedef struct cli_progress {
    bool quiet; /* --quiet: nothing of all this is told */
    uint64_t documents, words, stored, skipped, failed; /* documents: read; stored: known before */
    uint64_t undated; /* of those read: with events, and without a date to count *yesterday* from */
} cli_progress;
void cli_count(cli_progress *p, sayso_status st); /* one more document, and what became of it */
/* Now and then on stderr, where that is a terminal and stdout is none. */
void cli_progress_show(const cli_progress *p);
/* At the end, as a line on stderr: where that is a terminal, and where it is none if of several
 * documents some were not read. Who asks for one file has been told of it. */
void cli_summary(const cli_progress *p);

/* The first interrupt asks to stop after the document at hand, the second ends the program. */
extern volatile sig_atomic_t cli_interrupted;
bool cli_cancelled(void *user); /* has there been one? For the input to ask */
/* The same for readers, which finish what is short: true from half a second after it on. */
bool cli_out_of_patience(void *user);
void cli_interrupts_catch(void);
/* Ends as the signal would have, so that a shell loop around sayso ends too. Returns only if that
 * fails. */
int  cli_interrupts_raise(void);

/* ---- ledger.c ---- */

/* The ledger that the options name. While another program writes it, waits as long as --wait says
 * and tells so once. */
sayso_status cli_ledger_open(const cli_args *args, bool write, sayso_ledger **out,
                             sayso_error *err);

/* ---- what options say ---- */

sayso_filter cli_filter(const cli_args *args);
/* Opens the ledger to be read; where claims are behind, they are worked out first, or that they are
 * not is said. */
sayso_status cli_ledger_settled(const cli_args *args, sayso_ledger **out, sayso_error *err);
const char *cli_knowledge_path(const cli_args *args); /* NULL: none */
bool cli_export_site(const cli_args *args); /* is the export one of files? */
int  cli_import_kind(const cli_args *args);           /* value of --input of an import, -1 where it
                                                         was not given */
const char *cli_ledger_path(const cli_args *args);
sayso_options cli_engine_options(const cli_args *args);
sayso_input_options cli_input_options(const cli_args *args);

int cmd_read(const cli_args *args);
int cmd_parse(const cli_args *args);
int cmd_list(const cli_args *args);
int cmd_sql(const cli_args *args);
int cmd_export(const cli_args *args);
int cmd_explain(const cli_args *args);
int cmd_merge(const cli_args *args);
int cmd_split(const cli_args *args);
int cmd_withdraw(const cli_args *args);
int cmd_correct(const cli_args *args);
int cmd_undo(const cli_args *args);
int cmd_verify(const cli_args *args);
int cmd_backup(const cli_args *args);
int cmd_serve(const cli_args *args);
int cmd_watch(const cli_args *args);
int cmd_languages(const cli_args *args);
int cmd_knowledge_import(const cli_args *args);
int cmd_knowledge_lookup(const cli_args *args);

#endif
