/* The commands. Those that list the ledger have their words from ledger/queries. */
#include "cli.h"

static const cli_command commands[N_COMMANDS] = {
    [CMD_READ] = { CMD_READ, "read", "FILE… | -", 0, -1,
                   "read reports into the ledger and print the events found",
                   "Reads text, HTML, PDF, mail, JSON (an object a line, arrays, answers of "
                   "services), CSV with a "
                   "head, RSS, Atom and news sitemaps, web archives (WARC), packed with gzip, "
                   "zstd, bzip2 or xz or in "
                   "zip and tar archives or not; docs/inputs.md tells what of them is taken. A "
                   "folder is walked in the "
                   "order of its names; - or no file is standard input. What is not read, guessed "
                   "or not understood is "
                   "told in a line, and --dry-run tells it beforehand. Each document is committed "
                   "to the ledger by "
                   "itself, so an interrupted run keeps what it has read; a document that the "
                   "ledger has already is "
                   "printed from there and not read again. With --format jsonl all are read, and "
                   "the readings are "
                   "written as JSON, one document a line.",
                   "sayso read --no-ledger samples/en-1.txt", CLI_RECORDS, cmd_read },
    [CMD_PARSE] = { CMD_PARSE, "parse", "FILE… | -", 0, -1, "write the dependency trees of texts",
                    "Writes sentences, words, lemmas, features and Universal Dependencies trees in "
                    "CoNLL-U.",
                    "sayso parse samples/fr-1.txt", "conllu", cmd_parse },
    /* words: sayso_query_about */
    [CMD_LIST] = { CMD_LIST, NULL, "", 0, 0, NULL, NULL, NULL, CLI_RECORDS, cmd_list },
    [CMD_COUNT] = { CMD_COUNT, NULL, "", 0, 0, NULL, NULL, NULL, CLI_RECORDS, cmd_list },
    [CMD_SQL] = { CMD_SQL, "sql", "QUERY", 1, 1, "ask the ledger in SQL, reading only",
                  "Runs one SELECT over the tables and views that docs/schema.md describes; the views "
                  "list_events, list_claims and so on have ids, texts and sentences as the lists "
                  "do. What would write is refused.",
                  "sayso sql \"SELECT type, count(*) FROM list_events GROUP BY type\"", CLI_RECORDS,
                  cmd_sql },
    [CMD_EXPORT] = { CMD_EXPORT, "export", "[FOLDER]", 0, 1, "write the ledger in the format of another project",
                     "Writes what fits the filters to standard output or to --out, in the format "
                     "that --format names; docs/exports.md tells what each holds and what it cannot "
                     "hold. Of formats of documents whole documents are written, of arrow and parquet too: "
                     "`sayso events --format parquet` writes a flat table. The format "
                     "site writes the page that `sayso serve` shows into FOLDER, with what fits, as "
                     "files that a browser opens.",
                     "sayso export --format gdelt-events --since 2031-01-01", CLI_EXPORTS,
                     cmd_export },
    [CMD_EXPLAIN] = { CMD_EXPLAIN, "explain", "ID…", 1, -1,
                      "show why a record is there: sentence, tree, spans, rules",
                      "ID is the id of an event, attribution or claim, or the key or id of a "
                      "document, as the lists show it.",
                      "sayso explain $(sayso events --format jsonl | head -n 1 | cut -d'\"' -f4)",
                      NULL, cmd_explain },
    [CMD_MERGE] = { CMD_MERGE, "claims merge", "CLAIM CLAIM", 2, 2,
                    "say that two claims are one event",
                    "From now on the reports of both are one claim, also when their documents are "
                    "read again.",
                    "sayso claims merge 2hgtt147pa2f-c10 gbdt4806csf8-c11 && sayso claims", NULL,
                    cmd_merge },
    [CMD_SPLIT] = { CMD_SPLIT, "claims split", "CLAIM EVENT…", 2, -1,
                    "say that some reports of a claim are of another event",
                    "The events become a claim of their own.",
                    "sayso claims split 7jm4ptb9t6v2-c0 2hgtt147pa2f-e4 && sayso claims", NULL,
                    cmd_split },
    [CMD_WITHDRAW] = { CMD_WITHDRAW, "withdraw", "ID…", 1, -1,
                       "take an event, attribution or document out",
                       "ID is as the lists show it; of a document its key. What is withdrawn does "
                       "not come back when it is read again; `sayso undo ID` puts it back.",
                       "sayso withdraw --note 'a rehearsal' 2hgtt147pa2f-e4 && sayso claims", NULL,
                       cmd_withdraw },
    [CMD_CORRECT] = { CMD_CORRECT, "correct", "ID FIELD=VALUE…", 2, -1,
                      "put a field of an event or attribution right",
                      "FIELD is an event's type, mode, cameo, status, date, actor or recipient "
                      "(the code of the first one), or an attribution's stance; mode= and cameo= "
                      "take them away.",
                      "sayso correct 2hgtt147pa2f-e5 date=2031-01-13 && sayso explain 2hgtt147pa2f-e5",
                      NULL, cmd_correct },
    [CMD_UNDO] = { CMD_UNDO, "undo", "ID [FIELD…]", 1, -1, "take the last correction of a field back, or a withdrawal",
                   "What was corrected before, or was read, is so again. Without a FIELD a withdrawn event, "
                   "attribution or document is put back. The correction stays written down; `sayso explain ID` "
                   "tells what was read, corrected and taken back, of a document's key also what was withdrawn.",
                   "sayso undo 2hgtt147pa2f-e5 date && sayso explain 2hgtt147pa2f-e5", NULL, cmd_undo },
    [CMD_VERIFY] = { CMD_VERIFY, "verify", "", 0, 0, "look whether the ledger is as it was written",
                     "Looks at pages, hashes of texts, spans, references, at every row against "
                     "what was kept of it, and at what is derived; a line for each thing that is "
                     "not as it was, and exit status 3 then.",
                     "sayso verify", NULL, cmd_verify },
    [CMD_BACKUP] = { CMD_BACKUP, "backup", "FILE", 1, 1, "copy the ledger into a new file",
                     "The copy is whole, also while others write the ledger, and is there when all "
                     "of it is. Instead of a file an address of a server may be named, or --ledger "
                     "be one: so ledgers are moved to a server, and back.",
                     "sayso backup copy.db && sayso documents --ledger copy.db", NULL, cmd_backup },
    [CMD_SERVE] = { CMD_SERVE, "serve", "", 0, 0, "show the ledger in a browser",
                    "Serves the page to look at the ledger: positions, documents, stories, disputes, "
                    "timelines, map and network, with a table of each. To programs of this machine "
                    "only, unless --listen gives another address; nothing can be written, unless "
                    "--edit lets records be corrected by who opens the address that it prints: the "
                    "token behind # is made anew each time. What is corrected is kept as by `sayso "
                    "correct`, and `sayso export --format readings` has it. It goes on until it is "
                    "interrupted.",
                    "sayso serve --port 8080", NULL, cmd_serve },
    [CMD_WATCH] = { CMD_WATCH, "watch", "[ADDRESS | FILE]…", 0, -1, "follow feeds into the ledger",
                    "Asks RSS and Atom feeds, news sitemaps and indexes of them, lists of feeds in OPML "
                    "(addresses, or a file of OPML) when they are due, and reads what is new, from the "
                    "page behind an item where its feed has a summary only (text_via of a document "
                    "says which). Without addresses it goes on with those of the run before. Servers "
                    "are asked politely: by each feed's own frequency, one request a host at a time, "
                    "as robots.txt allows. What is known stands in a file beside the ledger, LEDGER."
                    "watch; a run that is killed is taken up by the next, no item lost and none "
                    "twice. docs/watch.md tells of politeness, alerts and running it as a service.",
                    "sayso watch --once --alert print https://news.example/feed.xml", CLI_RECORDS,
                    cmd_watch },
    [CMD_LANGUAGES] = { CMD_LANGUAGES, "languages", "", 0, 0, "list the languages that can be read",
                        "Lists languages with the size of their word lists and the version of "
                        "their model.",
                        "sayso languages", CLI_RECORDS, cmd_languages },
    [CMD_KNOWLEDGE_IMPORT] = { CMD_KNOWLEDGE_IMPORT, "knowledge import", "FILE…", 1, -1,
                               "make a file of names from other lists",
                               "Reads GeoNames dumps (places, alternateNamesV2), FollowTheMoney "
                               "entities as OpenSanctions publishes them, CSV with a head as "
                               "queries of "
                               "Wikidata give it, and actor dictionaries of PETRARCH and CAMEO, "
                               "into one file for read --knowledge. Rows that cannot be read are "
                               "told with file and "
                               "line, and left out. The file is written whole or not at all.",
                               "sayso knowledge import samples/names.csv", NULL,
                               cmd_knowledge_import },
    [CMD_KNOWLEDGE_LOOKUP] = { CMD_KNOWLEDGE_LOOKUP, "knowledge lookup", "NAME…", 1, -1,
                               "show what a name may mean, and why",
                               "Lists whatever bears the whole name, in the built-in tables, the "
                               "gazetteer and an imported file: code on the day, the rule by which "
                               "it is met, the "
                               "score, and the table or file and line that it comes from.",
                               "sayso knowledge lookup --date 2010-06-01 Angela Merkel",
                               CLI_RECORDS, cmd_knowledge_lookup },
};

static void query_words(cli_command *c, const sayso_query_about *q)
{
    c->name = q->name;
    c->summary = q->summary;
    c->text = q->text;
    c->example = q->example;
    if (!q->words) return;
    c->operands = "WORD…";
    c->least = 1;
    c->most = -1;
}

bool cli_command_nth(int i, cli_command *out)
{
    for (int id = 0; id < N_COMMANDS; id++) {
        const bool lists = id == CMD_LIST || id == CMD_COUNT;
        const sayso_query_about *q = NULL;
        for (size_t k = 0; lists && (q = sayso_query_nth(k)); k++) {
            if (q->by != (id == CMD_COUNT) || i--) continue;
            *out = commands[id];
            query_words(out, q);
            return true;
        }
        if (lists || i--) continue;
        *out = commands[id];
        return true;
    }
    return false;
}
