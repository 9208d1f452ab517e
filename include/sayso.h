/* sayso: reads news reports and keeps a ledger of who did what to whom, when and where, and on
 * whose say-so.
 *
 * This is the whole public interface. Terms are the codebook's (docs/codebook.md).
 *
 * Lifetimes. A sayso_engine holds mapped models and word lists; it is immutable once opened and may
 * be shared by any number of threads. A sayso_reader is the scratch space of one thread; it borrows
 * the engine. A sayso_reading is independent of its reader and is freed in one call. It owns every
 * array reachable from it and every string that is not the engine's: names, codes and rules may
 * point into the engine's lists, so that it is read, and put into a ledger, while the engine is
 * open. A ledger (see below) belongs to one thread.
 *
 * Offsets are bytes of the document's UTF-8 text, [start, end). Strings are UTF-8 and end with NUL.
 * Every function that can fail returns a sayso_status and, where `err` is not NULL, fills it (also
 * on success). */
#ifndef SAYSO_H
#define SAYSO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SAYSO_VERSION "0.1.0"
#define SAYSO_VERSION_NUMBER 100 /* major * 10000 + minor * 100 + patch */

#if defined(__GNUC__)
#define SAYSO_API __attribute__((visibility("default")))
#else
#define SAYSO_API
#endif

/* ---- errors ---------------------------------------------------------------------------------- */

/* Numbers are stable. */
typedef enum sayso_status {
    SAYSO_OK = 0,
    SAYSO_NO_MEMORY = 1,
    SAYSO_BAD_ARGUMENT = 2, /* the caller's mistake: a NULL, an unknown name, a malformed date */
    SAYSO_NOT_FOUND = 3,    /* a file, record or name that is not there */
    SAYSO_IO = 4,           /* the system refused to read or write */
    SAYSO_BAD_MODEL = 5,    /* a model or compiled table that is truncated, corrupt or of another
                               version */
    SAYSO_BAD_DATA = 6,     /* a source table with a malformed row */
    SAYSO_BAD_DOCUMENT = 7, /* a document that cannot be read */
    SAYSO_TOO_LARGE = 8,    /* a budget was exceeded; options name the budgets */
    SAYSO_LEDGER = 9,       /* the store refused: read-only, full, of another version */
    SAYSO_CANCELLED = 10,
    SAYSO_SKIPPED = 11,     /* a file beside reports that is none: passed over, and why is told */
    SAYSO_BUSY = 12         /* another program writes the ledger, longer than was waited for */
} sayso_status;

#define SAYSO_NOWHERE UINT64_MAX

typedef struct sayso_error {
    sayso_status code;
    char     name[120]; /* document, model or table it concerns; "" if none; a longer name keeps its
                           end */
    uint64_t at;        /* byte in it (line for tables, see msg), SAYSO_NOWHERE if unknown */
    char     msg[200];  /* lower case, no full stop: what is wrong; what helps */
} sayso_error;

/* "no memory", "bad model", …: a constant string, never NULL. */
SAYSO_API const char *sayso_status_name(sayso_status st);
/* The library's version, to be compared with SAYSO_VERSION. */
SAYSO_API const char *sayso_version(void);
/* The same as a number, to be compared with SAYSO_VERSION_NUMBER: a program may run with a newer
 * library than it was built with, never with an older one. */
SAYSO_API uint32_t sayso_version_number(void);

/* ---- structs that callers fill ------------------------------------------------------------------
 * Each begins with `size`, which the caller sets to sizeof of the struct as his header has it: `{
 * .size = sizeof d, … }`. So later versions may add members behind, and know what a program built
 * with an older header does not; every member's zero is its default. Without size:
 * SAYSO_BAD_ARGUMENT. */

/* ---- memory -------------------------------------------------------------------------------------
 * Given with an engine's options, it serves the scratch of its readers and their readings: what
 * grows with a document and stays. Arrays that a call frees before it returns, the tables of an
 * engine, and what SQLite, ICU and libxml2 need come from malloc, as does what the caller frees
 * with free(). alloc gives memory aligned for any type or NULL; it is never asked for 0 bytes. Both
 * may be called from each thread that has a reader. */
typedef struct sayso_allocator {
    void *(*alloc)(void *user, size_t n);
    void  (*free)(void *user, void *p); /* p is never NULL */
    void  *user;
} sayso_allocator;

/* ---- vocabulary of the codebook -------------------------------------------------------------- */

typedef struct sayso_span { uint32_t start, end; } sayso_span; /* bytes, [start, end) */
#define SAYSO_NO_OFFSET UINT32_MAX                             /* both ends, where a thing is not in
                                                                  the text */

typedef enum sayso_type {
    SAYSO_AGREE, SAYSO_CONSULT, SAYSO_SUPPORT, SAYSO_CONCEDE, SAYSO_COOPERATE, SAYSO_AID,
    SAYSO_RETREAT, SAYSO_REQUEST,
    SAYSO_ACCUSE, SAYSO_REJECT, SAYSO_THREATEN, SAYSO_PROTEST, SAYSO_SANCTION, SAYSO_MOBILIZE,
    SAYSO_COERCE,
    SAYSO_ASSAULT, SAYSO_N_TYPES
} sayso_type;

typedef enum sayso_event_status {
    SAYSO_ACTUAL, SAYSO_FUTURE, SAYSO_POSSIBLE, SAYSO_HYPOTHETICAL, SAYSO_DENIED,
    SAYSO_N_EVENT_STATUSES
} sayso_event_status;

typedef enum sayso_stance {
    SAYSO_ASSERT, SAYSO_CONFIRM, SAYSO_ADMIT, SAYSO_DENY, SAYSO_DOUBT, SAYSO_N_STANCES
} sayso_stance;

typedef enum sayso_precision {
    SAYSO_UNDATED,
    SAYSO_DAY,
    SAYSO_MONTH,
    SAYSO_YEAR,
    SAYSO_INTERVAL,
    SAYSO_N_PRECISIONS
} sayso_precision;

/* A day, month, year or interval: its first and last day, counted from 1970-01-01 in the proleptic
 * Gregorian calendar. All zero, SAYSO_UNDATED, where it is not known. */
typedef struct sayso_day {
    int32_t from, to;
    sayso_precision precision;
} sayso_day;
#define SAYSO_DAY_SIZE 64
/* ISO 8601: "2024-06-19", "2025-04", "2024", "2031-03-02/2031-03-08"; "" where it is not known.
 * Returns out. */
SAYSO_API const char *sayso_day_text(sayso_day day, char out[SAYSO_DAY_SIZE]);

/* Who somebody is: of what country, in what role. All zero where neither is known. */
typedef struct sayso_code {
    char country[4]; /* ISO 3166-1 alpha-3, or a region of CAMEO; "" where unknown */
    char role[16];   /* blocks of three letters, "GOV"; of an international body its whole code,
                        "IGOUNO"; "" for the country itself and where unknown */
} sayso_code;
#define SAYSO_CODE_SIZE 20
/* "RUSGOV"; "" where nothing is known. Returns out. */
SAYSO_API const char *sayso_code_text(sayso_code code, char out[SAYSO_CODE_SIZE]);

SAYSO_API const char *sayso_type_name(sayso_type t);                 /* "AGREE" … */
SAYSO_API const char *sayso_event_status_name(sayso_event_status s); /* "actual" … */
SAYSO_API const char *sayso_stance_name(sayso_stance s);             /* "assert" … */
SAYSO_API const char *sayso_precision_name(sayso_precision p);       /* "day" … */
SAYSO_API int sayso_type_quad(sayso_type t); /* 1 verbal coop … 4 material conflict */

/* ---- fields -------------------------------------------------------------------------------------
 * What records are made of, as data, for whoever binds or writes them without naming each field:
 * src/base/fields.def. */

typedef enum sayso_field_kind {
    SAYSO_FIELD_TEXT,      /* const char *; NULL unknown */
    SAYSO_FIELD_WORD,      /* const char *; "" unknown too */
    SAYSO_FIELD_COUNT,     /* uint32_t */
    SAYSO_FIELD_TOTAL,     /* uint64_t */
    SAYSO_FIELD_INDEX,     /* int32_t; -1 none */
    SAYSO_FIELD_OFFSET,    /* uint32_t; SAYSO_NO_OFFSET none */
    SAYSO_FIELD_REAL,      /* double; NAN unknown */
    SAYSO_FIELD_FLAG,      /* bool */
    SAYSO_FIELD_TYPE,      /* sayso_type, and so on: written by name */
    SAYSO_FIELD_STATUS,
    SAYSO_FIELD_STANCE,
    SAYSO_FIELD_PRECISION,
    SAYSO_FIELD_CODE,      /* sayso_code; written as sayso_code_text does */
    SAYSO_FIELD_DAY,       /* sayso_day; SAYSO_UNDATED unknown; written as sayso_day_text does */
    SAYSO_FIELD_QUAD,      /* sayso_type, as sayso_type_quad gives it */
    SAYSO_FIELD_NUMBER,    /* no value: the record's index in its list */
    /* lists: a pointer to their items, a uint32_t with their number right behind */
    SAYSO_FIELD_TEXTS,     /* const char *const * */
    SAYSO_FIELD_CODES,     /* const sayso_party *: their codes */
    SAYSO_FIELD_NAMES,     /* the same: as written, else their names */
    SAYSO_FIELD_RECORDS,   /* records of kind `inner` */
    SAYSO_FIELD_GROUP,     /* fields of the same record that stand together, `inner` says which */
    SAYSO_FIELD_HIDDEN,    /* is not written */
    SAYSO_FIELD_VALUE      /* sayso_value: of one kind in one row and of another in the next */
} sayso_field_kind;

/* A value of an answer to SQL. */
typedef struct sayso_value {
    enum { SAYSO_VALUE_NULL, SAYSO_VALUE_WHOLE, SAYSO_VALUE_REAL, SAYSO_VALUE_TEXT } is;
    int64_t     whole;
    double      real;
    const char *text;      /* of bytes that are no text: their hexadecimal figures */
} sayso_value;

typedef struct sayso_field {
    const char *name;      /* key of JSON, heading of CSV; "" where hidden */
    sayso_field_kind kind;
    size_t      at;        /* byte of the value in the record */
    const struct sayso_record *inner; /* of RECORDS and GROUP, else NULL */
    const char *about;     /* one line */
    size_t      instead;   /* byte of a text that flat formats write where this one is unknown; 0
                              none */
    int         digits;    /* decimals of a REAL, at most */
    int         width;     /* columns of a table, at most; 0: not shown there */
    bool        optional;  /* left out of JSON where unknown */
} sayso_field;

typedef struct sayso_record {
    const char *name;      /* "event_row" */
    const sayso_field *fields; /* [n] */
    size_t      n, size;   /* size: bytes of the struct */
} sayso_record;

/* ---- a document in --------------------------------------------------------------------------- */

struct sayso_note; /* below */
struct sayso_reading;

typedef struct sayso_document { /* everything borrowed for the call; NULL where unknown, but for
                                   text */
    size_t      size;      /* sizeof(sayso_document) */
    const char *id;
    const char *date;      /* ISO 8601, YYYY-MM-DD[Thh:mm…]; what relative dates are resolved
                              against */
    const char *title;
    const char *publisher;
    const char *url;
    const char *language;  /* BCP 47 ("uk", "en-GB"); forces the language of every
                              paragraph. One without a model is noted, and told from the text */
    const char *text;      /* any bytes; what is not UTF-8 is marked, never an error */
    size_t      text_len;
    const struct sayso_note *notes; /* [n_notes] of how it came to be read; they stand before the
                                       reading's own. May be NULL */
    uint32_t    n_notes;
    const struct sayso_reading *reading; /* from a file of readings: what was read of it already,
                                            which may go to the ledger as it is; sayso_read does
                                            not look at it. Else NULL */
    const char *text_via;  /* of an item of a feed, what its text is: "page" (of the page behind
                              it), "feed" (all of it stood in the feed), "summary", "title" */
} sayso_document;

/* ---- documents from files -----------------------------------------------------------------------
 * Files, folders and standard input give documents one after another; docs/inputs.md tells of the
 * formats. */

typedef struct sayso_input sayso_input;

typedef struct sayso_input_options { /* all borrowed while the input lives */
    size_t      size;      /* sizeof(sayso_input_options) */
    const char *const *paths; size_t n_paths; /* files, folders, or "-" for standard input */
    const char *format;    /* read everything as that: "text", "jsonl", "html"; NULL: by name and
                              content */
    size_t      max_document_bytes; /* larger documents give SAYSO_TOO_LARGE; 0: 32 MiB */
    const char *date;      /* of documents that state none, and so on; NULL unknown */
    const char *publisher;
    const char *language;
    bool      (*cancel)(void *user); /* true ends the input before its next document; NULL: nobody
                                        asks */
    void       *user;
} sayso_input_options;

/* SAYSO_BAD_ARGUMENT (no such format), SAYSO_NO_MEMORY. Files are opened when their turn comes. */
SAYSO_API sayso_status sayso_input_open(sayso_input **out, const sayso_input_options *options,
                                        sayso_error *err);
/* The next document, borrowed until the next call; *out is NULL at the end. What cannot be read
 * gives its status and what is wrong (err->name the file, err->at the line where it has one), and
 * the next call goes on behind it: only *out NULL with SAYSO_OK is the end. */
SAYSO_API sayso_status sayso_document_next(sayso_input *input, const sayso_document **out,
                                           sayso_error *err);
SAYSO_API void         sayso_input_close(sayso_input *input); /* NULL is fine */

/* ---- a reading out --------------------------------------------------------------------------- */

typedef struct sayso_sentence {
    sayso_span  span;               /* bytes of the text */
    const char *language;           /* BCP 47; "und" where it could not be told */
    const char *tree;               /* CoNLL-U with options.trees and where the sentence holds a
                                       record; else NULL */
} sayso_sentence;

/* Where an actor is named. */
typedef struct sayso_actor_mention {
    sayso_span  span;               /* the whole phrase */
    sayso_span  name;               /* the proper name in it, without titles; SAYSO_NO_OFFSET
                                       where it has none */
    const char *rule;               /* by what it was recognised: "exact", "inflected", "key",
                                       "surname", "description", "coreference:pronoun", …; NULL
                                       unknown */
    double      score;              /* how sure that is, 0..1; NAN unknown */
} sayso_actor_mention;

typedef struct sayso_actor {
    const char *name;               /* canonical; else as the text has it, as a subject would be
                                       called */
    sayso_code  code;               /* country and role */
    const char *kind;               /* "person", "organisation", "medium", "country", "group",
                                       "unnamed" */
    const char *via;                /* "knowledge:…", "role:…", "description", "coreference": how
                                       it was resolved */
    const sayso_actor_mention *mentions; uint32_t n_mentions; /* by start */
} sayso_actor;

typedef struct sayso_place {
    sayso_span  span;               /* bytes of the text */
    const char *name;               /* canonical */
    const char *country;            /* ISO 3166-1 alpha-3 or "" */
    const char *admin1;             /* ISO 3166-2 or "" */
    double      lat_deg;            /* WGS 84; NAN where unknown */
    double      lon_deg;            /* the same */
    const char *via;                /* how it was found */
} sayso_place;

typedef struct sayso_date {
    sayso_span  span;               /* bytes of the text */
    sayso_day   day;                /* "2024-06-19", "2025-04", "2024", "2031-03-02/2031-03-08" */
} sayso_date;

typedef struct sayso_participant {
    sayso_span  span;               /* SAYSO_NO_OFFSET twice where it is inferred, not written */
    const char *text;               /* as written; canonical name where inferred */
    sayso_code  code;               /* country and role */
    int32_t     actor;              /* index into the reading's actors, -1 if none */
    const char *via;                /* the slot and rule that put it here: "subj", "poss",
                                       "coreference", … */
} sayso_participant;

/* How many were killed, arrested or the like, as the text tells it of an event. */
typedef struct sayso_number {
    const char *kind;               /* "killed", "wounded", "arrested", "deployed", "displaced" */
    double      low;                /* at least so many; NAN where only the most is said */
    double      high;               /* at most so many; as low where one number is said, NAN
                                       where only the least is */
    bool        exact;              /* a plain number: not about, at least, up to, dozens */
    sayso_span  span;               /* the words of the number */
    const char *text;               /* these words */
    const char *who;                /* who is counted, as written; NULL where that is not said */
    sayso_span  who_span;           /* SAYSO_NO_OFFSET twice where it is not said */
    int32_t     attribution;        /* who says so: index into attributions, -1 */
    const char *rule;               /* language and list entry */
} sayso_number;
#define SAYSO_NUMBER_KINDS "killed", "wounded", "arrested", "deployed", "displaced"
#define SAYSO_NUMBER_SIZE 48
/* "12", "10..15", "12.." at least, "..50" at most; "~" before what is not exact. Returns out. */
SAYSO_API const char *sayso_number_text(const sayso_number *number, char out[SAYSO_NUMBER_SIZE]);

typedef struct sayso_event {
    uint32_t    sentence;           /* index */
    sayso_type  type;               /* PLOVER's 16 */
    const char *mode;               /* PLOVER's, or NULL */
    const char *cameo;              /* CAMEO 1.1b3 code */
    double      goldstein;          /* Goldstein's scale */
    sayso_event_status status;      /* did it happen */
    sayso_span  cue;                /* the words that tell it */
    const char *cue_text;           /* as written */
    const sayso_participant *actor; uint32_t n_actor; /* who did it */
    const sayso_participant *recipient; uint32_t n_recipient; /* to whom */
    sayso_day   date;               /* when */
    const char *date_via;           /* "text", "document", NULL */
    int32_t     place;              /* index into places, -1 */
    const char *const *context; uint32_t n_context; /* PLOVER's contexts */
    int32_t     attribution;        /* index into attributions, -1 */
    int32_t     same;               /* index of another event that this one names again, -1: the
                                       ledger compares */
    const sayso_number *numbers; uint32_t n_numbers; /* how many were killed, arrested and so on */
    const char *rule;               /* "fr/soutien.NOUN": language and list entry */
    double      confidence;         /* 0..1, how sure the reading of this event is */
    const char *why;                /* the two best types and how probable, then the list entry
                                       and the senses that agree; NULL: lists alone */
} sayso_event;

typedef struct sayso_attribution {
    uint32_t    sentence;           /* index */
    sayso_participant source;       /* text NULL and no offsets where the source is not named */
    const char *source_kind;        /* "actor", "institution", "medium", "unnamed", "document" */
    sayso_span  cue;                /* the words that report */
    const char *cue_text;           /* as written */
    const sayso_span *content; uint32_t n_content; /* what is reported */
    sayso_stance stance;            /* towards the content */
    bool        direct;             /* quoted words */
    int32_t     inside;             /* index of the attribution that this one is reported in, -1 */
    sayso_day   date;               /* of the speaking */
    const char *rule;               /* language and list entry */
} sayso_attribution;

typedef struct sayso_note {
    const char *kind;               /* "place-conflict", "unknown-place", "invalid-utf8",
                                       "language-not-read", … */
    sayso_span  span;               /* SAYSO_NO_OFFSET twice where the whole document is meant */
    const char *text;               /* what is to be known */
} sayso_note;

typedef struct sayso_reading {
    const char *id;                 /* the document's, as the four below; NULL where unknown */
    const char *date;               /* ISO 8601 */
    sayso_day   day;                /* the same, without a time of day */
    const char *publisher;          /* who publishes it */
    const char *title;              /* its headline */
    const char *url;                /* its address */
    const char *text_via;           /* of an item of a feed: "page", "feed", "summary" or "title" */
    const char *text;               /* the text that offsets refer to */
    uint32_t    text_len;           /* bytes of it */
    const char *const *languages; uint32_t n_languages; /* that the text is in, most words first */
    const sayso_sentence *sentences; uint32_t n_sentences; /* in the order of the text */
    const sayso_actor *actors; uint32_t n_actors; /* who the text speaks of */
    const sayso_place *places; uint32_t n_places; /* where it plays */
    const sayso_date *dates; uint32_t n_dates; /* that the text names */
    const sayso_event *events; uint32_t n_events; /* in the order of the text */
    const sayso_attribution *attributions; uint32_t n_attributions; /* who says it */
    const sayso_note *notes; uint32_t n_notes; /* what a careful reader should know */
    uint64_t    n_words;            /* in the text */
} sayso_reading;

/* What a reading and all records in it are made of. Constant. */
SAYSO_API const sayso_record *sayso_reading_record(void);

/* ---- engine and reader ----------------------------------------------------------------------- */

typedef struct sayso_engine sayso_engine;
typedef struct sayso_reader sayso_reader;

typedef struct sayso_options {
    size_t      size;               /* sizeof(sayso_options) */
    const char *data_dir;           /* models and compiled word lists; NULL: where this build or
                                       install keeps them */
    size_t      max_document_bytes; /* larger documents give SAYSO_TOO_LARGE; 0: 32 MiB */
    bool        trees;              /* keep the trees of sentences that hold an event or
                                       attribution; default false */
    const char *knowledge;          /* imported names, a file that `sayso knowledge import` wrote;
                                       NULL: none. It has to stay as it is while open */
    const sayso_allocator *allocator; /* NULL: malloc; borrowed as long as anything of the engine
                                         lives */
    double      min_confidence;     /* events that are less sure are left out, 0..1; 0: none is */
} sayso_options;

SAYSO_API sayso_options sayso_options_default(void);

/* Maps models and word lists. `options` may be NULL: the defaults. SAYSO_NOT_FOUND, SAYSO_BAD_MODEL
 * (which file and byte), SAYSO_NO_MEMORY; *out is NULL then. */
SAYSO_API sayso_status sayso_engine_open(sayso_engine **out, const sayso_options *options,
                                         sayso_error *err);
/* NULL is fine; no reader may be left. Readings may be freed later, but no more be read. */
SAYSO_API void         sayso_engine_close(sayso_engine *engine);

typedef struct sayso_language {
    const char *code;    /* BCP 47 */
    const char *name;    /* English name */
    const char *model;   /* the model's own line: version, date, licence */
    uint32_t    n_events, n_cues; /* entries of its word lists */
} sayso_language;

/* Languages that the engine reads, by code. Borrowed from the engine. */
SAYSO_API const sayso_language *sayso_engine_languages(const sayso_engine *engine, size_t *n);

SAYSO_API sayso_status sayso_reader_new(sayso_reader **out, const sayso_engine *engine,
                                        sayso_error *err);
SAYSO_API void         sayso_reader_free(sayso_reader *reader); /* NULL is fine */

typedef struct sayso_limits {
    size_t   size;                /* sizeof(sayso_limits) */
    uint32_t most_ms;             /* a document that takes longer gives SAYSO_TOO_LARGE; 0: as long
                                     as it takes */
    bool (*cancel)(void *user);   /* asked in the reader's thread, several times a second; true ends
                                     the reading with SAYSO_CANCELLED. NULL: nobody asks */
    void    *user;
} sayso_limits;
/* Limits for the documents that the reader reads from now on; NULL: none. They are copied.
 * SAYSO_BAD_ARGUMENT. */
SAYSO_API sayso_status sayso_reader_limit(sayso_reader *reader, const sayso_limits *limits,
                                          sayso_error *err);

/* Reads one document. Any bytes give a reading; what could not be read is in its notes.
 * SAYSO_BAD_ARGUMENT (no text, malformed date), SAYSO_TOO_LARGE,
 * SAYSO_CANCELLED, SAYSO_NO_MEMORY; *out is NULL then, and the reader is as good as before. Time
 * linear in the text. */
SAYSO_API sayso_status sayso_read(sayso_reader *reader, const sayso_document *document,
                                  sayso_reading **out, sayso_error *err);
SAYSO_API void         sayso_reading_free(sayso_reading *reading); /* NULL is fine */

/* The whole reading as one line of JSON with its line feed, NUL-ended, which the caller frees with
 * free(). Bytes of the text that are no UTF-8 become U+FFFD. SAYSO_NO_MEMORY. */
SAYSO_API sayso_status sayso_reading_json(const sayso_reading *reading, char **out, size_t *out_len,
                                          sayso_error *err);

/* The dependency trees of a document in CoNLL-U (valid by UD's rules), as a NUL-ended string that
 * the caller frees with free(). `document->language` may force the language. */
SAYSO_API sayso_status sayso_parse_conllu(sayso_reader *reader, const sayso_document *document,
                                          char **out, size_t *out_len, sayso_error *err);

/* ---- the ledger ---------------------------------------------------------------------------------
 * A ledger is one SQLite file, or lies on a server of PostgreSQL; docs/schema.md gives its schema.
 * One process writes, any number read. What is added is committed document by document; claims and positions are worked out over
 * all documents by sayso_ledger_settle and depend on the set of documents, never on the order in
 * which they came. A ledger belongs to one thread. */

typedef struct sayso_ledger sayso_ledger;

/* Opens `path`, that of a file or "postgresql://NAME@HOST/DATABASE"; with `write` it is made if it
 * is not there. SAYSO_NOT_FOUND (reading, no such file or ledger), SAYSO_LEDGER (read-only, of another
 * version, no ledger at all, no connection, built without libpq), SAYSO_BUSY, SAYSO_NO_MEMORY. */
SAYSO_API sayso_status sayso_ledger_open(sayso_ledger **out, const char *path, bool write,
                                         sayso_error *err);
SAYSO_API void         sayso_ledger_close(sayso_ledger *ledger); /* NULL is fine */

typedef struct sayso_ledger_options {
    size_t   size;                /* sizeof(sayso_ledger_options) */
    uint32_t wait_ms;             /* how long to wait for another writer; 0: not at all. What waits
                                     too long gives SAYSO_BUSY. sayso_ledger_open: a minute */
    void   (*waiting)(void *user, uint32_t waited_ms); /* told once a second while it waits;
                                     NULL: nobody is */
    void    *user;
} sayso_ledger_options;
/* The same, with options, which are copied; NULL: as sayso_ledger_open. */
SAYSO_API sayso_status sayso_ledger_open_with(sayso_ledger **out, const char *path, bool write,
                                              const sayso_ledger_options *options,
                                              sayso_error *err);

/* Adds a reading in one transaction. A document of the same id and text is there once: its first
 * reading stays, unless `again` replaces it. Trees of sentences are kept where the reading has
 * them. key[SAYSO_KEY_SIZE] receives the document's key, *added whether anything was written (both
 * may be NULL). SAYSO_LEDGER: read-only, full; SAYSO_BUSY; SAYSO_BAD_ARGUMENT: a reading whose indices
 * do not fit each other. */
#define SAYSO_KEY_SIZE 16
SAYSO_API sayso_status sayso_ledger_add(sayso_ledger *ledger, const sayso_reading *reading,
                                        bool again, char *key, bool *added, sayso_error *err);
/* Is a document of this id and text in the ledger, or withdrawn from it? So one need not read it
 * again. key receives its key; may be NULL. */
SAYSO_API sayso_status sayso_ledger_has(sayso_ledger *ledger, const sayso_document *document,
                                        bool *there, char *key, sayso_error *err);
/* Has the document of that key been withdrawn? Then it is not added again. */
SAYSO_API sayso_status sayso_ledger_withdrawn(sayso_ledger *ledger, const char *key, bool *is,
                                              sayso_error *err);
/* The reading of a document of the ledger (its key, or its id) as it was stored, without the trees.
 * Borrowed from the ledger until the next call of this function. SAYSO_NOT_FOUND. */
SAYSO_API sayso_status sayso_ledger_reading(sayso_ledger *ledger, const char *key,
                                            const sayso_reading **out, sayso_error *err);
/* Brings claims and positions up to date; cheap where nothing was added. What was added and not yet
 * settled stays marked in the ledger, also after a crash. */
SAYSO_API sayso_status sayso_ledger_settle(sayso_ledger *ledger, sayso_error *err);
/* Documents that claims do not count yet. */
SAYSO_API sayso_status sayso_ledger_unsettled(sayso_ledger *ledger, uint64_t *n, sayso_error *err);

/* What people put right. Each is written down in the ledger's table `decisions` with a note (NULL:
 * none), stands when a document is read again, and is counted in claims after sayso_ledger_settle.
 * SAYSO_NOT_FOUND (no such record), SAYSO_BAD_ARGUMENT (it cannot be so), SAYSO_LEDGER, SAYSO_BUSY;
 * nothing is changed then.
 *
 * The reports of two claims are one claim from now on. Both have to be of one type, of what
 * happened, is to come or might be, and dated or not alike. */
SAYSO_API sayso_status sayso_ledger_merge(sayso_ledger *ledger, const char *claim, const char *with,
                                          const char *note, sayso_error *err);
/* The events, of that claim, are a claim of their own; not all of them can be. */
SAYSO_API sayso_status sayso_ledger_split(sayso_ledger *ledger, const char *claim,
                                          const char *const *events, size_t n_events,
                                          const char *note, sayso_error *err);
/* Takes an event or attribution out, or a document with all that was read in it; it does not come
 * back when it is read again. What it was is kept, for sayso_ledger_undo. */
SAYSO_API sayso_status sayso_ledger_withdraw(sayso_ledger *ledger, const char *id, const char *note,
                                             sayso_error *err);
/* Sets an event's "type", "mode", "cameo" (of both "": none), "status", "date" (ISO 8601), "actor"
 * or "recipient" (the code of the first one), or an attribution's "stance". */
SAYSO_API sayso_status sayso_ledger_correct(sayso_ledger *ledger, const char *id, const char *field,
                                            const char *value, const char *note, sayso_error *err);
/* Takes the last correction of such a field back: what was corrected before, or read, is so again. The
 * correction stays written down. field NULL: puts a withdrawn event, attribution or document back,
 * with its number or key and what was corrected of it. SAYSO_NOT_FOUND: none stands, it is not withdrawn. */
SAYSO_API sayso_status sayso_ledger_undo(sayso_ledger *ledger, const char *id, const char *field,
                                         const char *note, sayso_error *err);

/* Looks whether the ledger is as it was written: its pages, hashes of texts, spans, references,
 * every row against what was kept of it, and what is derived against what it is made of. Calls
 * `found` (which may be NULL; false from it ends the look) with a line for each thing that is not;
 * *n counts them, 0: all is well. What is no sound database at all gives findings, not an error.
 * Not what somebody wrote so that it fits. Always SAYSO_OK. Time linear in the ledger. */
SAYSO_API sayso_status sayso_ledger_verify(sayso_ledger *ledger,
                                           bool (*found)(void *user, const char *what), void *user,
                                           uint64_t *n, sayso_error *err);
/* Copies the ledger into a new file, or to a server into an empty ledger at an address, whole also
 * while others write it; `path` is there when all of it is. SAYSO_BAD_ARGUMENT (there is such a file), SAYSO_LEDGER, SAYSO_IO, SAYSO_NO_MEMORY. */
SAYSO_API sayso_status sayso_ledger_backup(sayso_ledger *ledger, const char *path,
                                           sayso_error *err);

/* What to list; NULL asks nothing. A claim, position or document is listed where one of its events
 * fits. */
typedef struct sayso_filter {
    size_t      size;      /* sizeof(sayso_filter) */
    const char *actor;     /* code or its beginning ("RUS", "RUSGOV"), or part of the name or text,
                              without regard to case */
    const char *recipient; /* the same */
    const char *type;      /* "ASSAULT" or several: "ASSAULT,COERCE" */
    const char *since;     /* first day, ISO 8601; the event's date counts, else the document's */
    const char *until;     /* last day */
    const char *place;     /* country code, division code, or part of the name */
    const char *status;    /* "actual" or several: "actual,denied" */
    const char *source;    /* who says it: code or its beginning, or part of the name */
    const char *document;  /* its key or id */
    bool        reversals; /* only what belongs to a claim on which a source reversed its position;
                              of positions those that did */
    uint64_t    limit;     /* rows of a page at most; 0: all */
    const char *after;     /* the token with which the page before ended (sayso_cursor_after) */
    const char *by;        /* of "counts": what to count by, "month,type,actor" */
    const char *words;     /* of "search": what to look for, see there */
    double      min_confidence; /* only events that are right with this probability or a higher
                                   one, 0..1; 0: all */
    const char *claim;     /* of that claim: its id */
    uint64_t    top;       /* of "counts", "dyads" and "places": only so many lines, those with most
                              reports, whatever their times; 0: all */
} sayso_filter;

typedef struct sayso_party {
    const char *code;      /* "" where unknown */
    const char *text;      /* as written */
    const char *name;      /* canonical, or NULL */
    const char *country;   /* the first part of code */
    const char *role;      /* the rest of it */
    const char *kind;      /* as of sayso_actor; NULL unknown, as all below */
    const char *via;       /* how the actor was resolved, as of sayso_actor */
    sayso_span  span;      /* bytes of the text; SAYSO_NO_OFFSET twice where it is inferred */
} sayso_party;

/* One report of an event. Of all rows: everything borrowed until the next one, NULL where
 * unknown. */
typedef struct sayso_event_row {
    const char *id;                 /* "1f0c9…-e3": the document's key and the event's number;
                                       stable */
    const char *document;           /* its id */
    const char *document_date;      /* ISO 8601 */
    const char *publisher;          /* of the document */
    const char *url;                /* of the document */
    const char *language;           /* BCP 47, of the sentence */
    const char *date;               /* of the event */
    const char *date_via;           /* "text", "document" or "person" */
    const char *type;               /* PLOVER's 16 */
    const char *mode;               /* PLOVER's */
    const char *cameo;              /* CAMEO 1.1b3 */
    uint32_t    quad;               /* 1 verbal cooperation … 4 material conflict */
    double      goldstein;          /* Goldstein's scale */
    const char *status;             /* actual, future, possible, hypothetical, denied */
    const sayso_party *actor; uint32_t n_actor; /* who did it: codes */
    const sayso_party *recipient; uint32_t n_recipient; /* to whom: codes */
    const char *place;              /* canonical name */
    const char *country;            /* ISO 3166-1 alpha-3 */
    const char *admin1;             /* ISO 3166-2 */
    double      lat;                /* degrees, WGS 84 */
    double      lon;                /* the same */
    const char *place_via;          /* how the place was found; with its number in GeoNames where
                                       that is known */
    const char *numbers;            /* "killed 12; wounded ~30": as the list of numbers has them */
    const char *contexts;           /* "military,legal" */
    const char *source_code;        /* code of who says so: of the attribution that it stands
                                       under */
    const char *source;             /* the same as written */
    const char *stance;             /* of that attribution */
    const char *claim;              /* id, NULL before sayso_ledger_settle */
    sayso_span  cue;                /* of the words that tell it */
    const char *cue_text;           /* these words */
    const char *rule;               /* language and list entry that found it */
    double      confidence;         /* 0..1 */
    const char *sentence;           /* that it stands in */
} sayso_event_row;

/* One attribution: who says what. */
typedef struct sayso_attribution_row {
    const char *id;                 /* "1f0c9…-a2" */
    const char *document;           /* its id */
    const char *document_date;      /* ISO 8601 */
    const char *publisher;          /* of the document */
    const char *date;               /* of the speaking, where the text tells */
    const char *source_code;        /* code of who says so */
    const char *source;             /* as written; NULL where it is not in the text */
    const char *name;               /* canonical name */
    const char *kind;               /* actor, institution, medium, unnamed, document */
    const char *stance;             /* assert, confirm, admit, deny, doubt */
    bool        direct;             /* quoted words */
    const char *inside;             /* id of the attribution that this one is reported in */
    sayso_span  cue;                /* of the words that report */
    const char *cue_text;           /* these words */
    const char *content;            /* what is said; " … " between its parts */
    const char *rule;               /* language and list entry that found it */
    const char *sentence;           /* that it stands in */
} sayso_attribution_row;

typedef struct sayso_claim_row {
    const char *id;                 /* of its first event, with c for e */
    const char *date;               /* first day that its reports give, or NULL */
    const char *type;               /* PLOVER's 16 */
    const char *mode;               /* PLOVER's */
    const char *actor;              /* codes, "PRKMIL,RUS" */
    const char *recipient;          /* the same */
    const char *place;              /* canonical name */
    const char *country;            /* ISO 3166-1 alpha-3 */
    const char *statuses;           /* of its reports, "actual,denied" */
    uint32_t    n_events;           /* reports of it */
    uint32_t    n_documents;        /* that report it */
    uint32_t    n_independent;      /* documents, those that are reprints of each other counted
                                       as one */
    uint32_t    n_sources;          /* that take a stance */
    bool        reversal;           /* some source's position on it has one */
    const char *sentence;           /* that of its first report */
} sayso_claim_row;

typedef struct sayso_stance_row {
    const char *stance;             /* towards the claim: who says that it was not so denies it */
    const char *date;               /* ISO 8601 */
    const char *date_via;           /* "text": of the speaking; "document"; "order": from the
                                       order in the text; NULL */
    const char *code;               /* of the source as given here */
    const char *name;               /* its canonical name */
    const char *text;               /* as written */
    const char *cue_text;           /* the words that report */
    const char *attribution;        /* id, "1f0c9…-a2" */
    const char *document;           /* its id */
    const char *sentence;           /* that it stands in */
} sayso_stance_row;

typedef struct sayso_position_row {
    const char *claim;              /* its id */
    const char *type;               /* of the claim */
    const char *actor;              /* codes, as in the claim's row */
    const char *recipient;          /* the same */
    const char *source;             /* code of the institution, or name where there is no code */
    bool        reversal;           /* a denial, and later an admission or confirmation */
    const sayso_stance_row *stances; uint32_t n_stances; /* in order of time */
} sayso_position_row;

/* What sources say of one thing that a story's reports tell. */
typedef struct sayso_version_row {
    const char *what;               /* "date", "place", "killed", "wounded", … */
    const char *value;              /* "2031-01-14", "Tolm", "12", "~30" */
    const char *source;             /* who says so: code, or as written; NULL where the report
                                       says it by itself */
    const char *publisher;          /* of the first document that has it */
    const char *event;              /* id of the first report that has it */
} sayso_version_row;

/* A claim that several documents report. */
typedef struct sayso_story_row {
    const char *claim;              /* its id */
    const char *type;               /* PLOVER's 16 */
    const char *actor;              /* codes, as in the claim's row */
    const char *recipient;          /* the same */
    const char *first;              /* date of the first document that reports it */
    const char *last;               /* of the last one */
    uint32_t    n_documents;        /* that report it */
    uint32_t    n_independent;      /* of them, reprints counted as one */
    const char *agreed;             /* what several say and nobody says otherwise: "date
                                       2031-01-14; place Tolm" */
    const char *disputed;           /* what they tell differently: "killed, date" */
    const sayso_version_row *versions; uint32_t n_versions; /* what each source says of date,
                                                               place and numbers */
} sayso_story_row;

typedef struct sayso_document_row {
    const char *key;                /* with which the ids of its records begin */
    const char *id;                 /* as given, else the file */
    const char *date;               /* ISO 8601 */
    const char *publisher;          /* who publishes it */
    const char *title;              /* its headline */
    const char *url;                /* its address */
    const char *text_via;           /* of an item of a feed, what its text is: page, feed (all of
                                       it), summary or title alone */
    const char *languages;          /* "uk,fr", most words first */
    uint64_t    n_words;            /* in its text */
    uint64_t    n_sentences;        /* in its text */
    uint64_t    n_events;           /* read in it */
    uint64_t    n_attributions;     /* read in it */
    const char *copy_of;            /* key of the first of the documents that it is a reprint of */
    const char *version;            /* of sayso that read it */
} sayso_document_row;

typedef struct sayso_number_row {
    const char *event;              /* id of the event */
    const char *claim;              /* id, NULL before sayso_ledger_settle */
    const char *document;           /* its id */
    const char *document_date;      /* ISO 8601 */
    const char *date;               /* of the event */
    const char *type;               /* of the event */
    const char *kind;               /* killed, wounded, arrested, deployed, displaced */
    const char *value;              /* "12", "10..15", "12.." at least, "..50" at most; "~"
                                       before what is not exact */
    double      low;                /* at least so many */
    double      high;               /* at most so many */
    bool        exact;              /* a plain number: not about, at least, up to, dozens */
    const char *who;                /* who is counted, as written */
    const char *source;             /* code of who says so */
    const char *source_text;        /* the same as written */
    const char *text;               /* the words of the number */
    sayso_span  span;               /* bytes of these words */
    const char *rule;               /* language and list entry that found it */
    const char *sentence;           /* that the event stands in */
} sayso_number_row;

typedef struct sayso_dispute_row {
    const char *claim;              /* its id */
    const char *date;               /* as in the claim's row */
    const char *type;               /* PLOVER's 16 */
    const char *actor;              /* codes */
    const char *recipient;          /* the same */
    const char *place;              /* canonical name */
    const char *affirmed;           /* who asserts, confirms or admits it: "UKRGOV,POLMIL" */
    const char *denied;             /* who denies or doubts it */
    bool        open;               /* by what each said last, somebody still says yes and
                                       somebody no */
    uint32_t    n_documents;        /* that report it */
    const char *sentence;           /* that of its first report */
} sayso_dispute_row;

typedef struct sayso_reversal_row {
    const char *claim;              /* its id */
    const char *type;               /* of the claim */
    const char *actor;              /* codes, as in the claim's row */
    const char *recipient;          /* the same */
    const char *source;             /* code of the institution, or name where there is no code */
    const char *denied;             /* when it denied first, ISO 8601 */
    const char *denied_cue;         /* with what words */
    const char *denied_id;          /* id */
    const char *stance;             /* confirm or admit: the first behind it */
    const char *date;               /* when, ISO 8601 */
    const char *cue;                /* with what words */
    const char *id;                 /* id */
    double      days;               /* between the two, where both are known */
    const char *denied_sentence;    /* that the denial stands in */
    const char *sentence;           /* that the other stands in */
} sayso_reversal_row;

typedef struct sayso_search_row {
    const char *key;                /* of the document */
    const char *id;                 /* the document's */
    const char *date;               /* ISO 8601 */
    const char *publisher;          /* who publishes it */
    const char *title;              /* its headline */
    const char *url;                /* its address */
    const char *copy_of;            /* key of the first of the documents that it is a reprint of */
    sayso_span  span;               /* of the sentence that has most of the words, the first of
                                       those */
    const char *sentence;           /* this sentence */
} sayso_search_row;

typedef struct sayso_count_row {
    const char *year;               /* of the event, else of the document */
    const char *month;              /* "2031-05" */
    const char *day;                /* its first day */
    const char *type;               /* PLOVER's 16 */
    double      quad;               /* 1 verbal cooperation … 4 material conflict */
    const char *mode;               /* PLOVER's */
    const char *status;             /* actual, future, … */
    const char *actor;              /* country of who did it */
    const char *recipient;          /* country of whom it was done to */
    const char *country;            /* of the place */
    const char *source;             /* code of who says so */
    const char *publisher;          /* of the document */
    uint64_t    n_events;           /* reports */
    uint64_t    n_claims;           /* events that they tell of */
    uint64_t    n_documents;        /* that tell of them */
    double      goldstein;          /* mean of the reports on Goldstein's scale */
} sayso_count_row;

typedef struct sayso_dyad_row {
    const char *actor;              /* country of who did it */
    const char *recipient;          /* country of whom it was done to */
    uint64_t    n_events;           /* reports */
    uint64_t    n_claims;           /* events that they tell of */
    uint64_t    quad1;              /* reports of verbal cooperation */
    uint64_t    quad2;              /* of material cooperation */
    uint64_t    quad3;              /* of verbal conflict */
    uint64_t    quad4;              /* of material conflict */
    double      goldstein;          /* mean on Goldstein's scale */
    const char *first;              /* first day */
    const char *last;               /* last day */
} sayso_dyad_row;

typedef struct sayso_place_row {
    const char *place;              /* canonical name */
    const char *country;            /* ISO 3166-1 alpha-3 */
    const char *admin1;             /* ISO 3166-2 */
    double      lat;                /* degrees, WGS 84 */
    double      lon;                /* the same */
    uint64_t    n_events;           /* reports */
    uint64_t    n_claims;           /* events that they tell of */
    uint64_t    n_documents;        /* that tell of them */
    uint64_t    n_independent;      /* of them, reprints counted as one */
    uint64_t    quad1;              /* reports of verbal cooperation */
    uint64_t    quad2;              /* of material cooperation */
    uint64_t    quad3;              /* of verbal conflict */
    uint64_t    quad4;              /* of material conflict */
} sayso_place_row;

typedef struct sayso_total_row {
    uint64_t    n_events;           /* reports that fit the filters */
    uint64_t    n_claims;           /* events that they tell of */
    uint64_t    n_documents;        /* that tell of them */
    uint64_t    n_independent;      /* of them, reprints counted as one */
    const char *first;              /* first day */
    const char *last;               /* last day */
} sayso_total_row;

/* A list under way. Everything in a row is borrowed until the next call on the cursor. It borrows
 * the ledger, which it has to be closed before; of a ledger any number may be open at once, in its
 * thread. */
typedef struct sayso_cursor sayso_cursor;

/* Begins the list `what`: "events" (rows are sayso_event_row), "attributions"
 * (sayso_attribution_row), "claims" (sayso_claim_row), "positions" (sayso_position_row),
 * "documents" (sayso_document_row), "numbers" (sayso_number_row), "disputes" (sayso_dispute_row),
 * "reversals" (sayso_reversal_row), "search" (sayso_search_row), "counts" (sayso_count_row),
 * "dyads" (sayso_dyad_row), "places" (sayso_place_row), "totals" (sayso_total_row);
 * sayso_query_nth gives all names. The filter is read during this
 * call only; NULL lists everything. Order is fixed: by date of the document, document and place in
 * the text; claims and positions by date.
 * SAYSO_BAD_ARGUMENT names the list or the part of the filter that makes no sense; SAYSO_LEDGER,
 * SAYSO_NO_MEMORY. *out is NULL then. */
SAYSO_API sayso_status sayso_ledger_query(sayso_cursor **out, sayso_ledger *ledger,
                                          const char *what, const sayso_filter *filter,
                                          sayso_error *err);
/* The next row, of the struct that belongs to the list; *row is NULL at the end and on failure.
 * After the end and after a failure it stays at the end. */
SAYSO_API sayso_status sayso_cursor_next(sayso_cursor *cursor, const void **row, sayso_error *err);
SAYSO_API void         sayso_cursor_close(sayso_cursor *cursor); /* NULL is fine */
/* What its rows are made of: sayso_query_record's, but of lists that leave fields out ("counts")
 * those there are. Borrowed from the cursor. */
SAYSO_API const sayso_record *sayso_cursor_record(const sayso_cursor *cursor);
/* After the last row of a page, where filter->limit left rows out: the token with which the next
 * page is asked for. It stays good while documents come and go; that page begins behind the last row
 * of this one. NULL where no row was left out. Borrowed from the cursor. */
SAYSO_API const char  *sayso_cursor_after(const sayso_cursor *cursor);

/* Asks the ledger in SQL, one statement that only reads; docs/schema.md has the tables and the views
 * made for this. Rows hold a sayso_value for each field of sayso_cursor_record. SAYSO_BAD_ARGUMENT:
 * what is no SQL, or would write. SAYSO_LEDGER: opened for writing, too. */
SAYSO_API sayso_status sayso_ledger_sql(sayso_cursor **out, sayso_ledger *ledger, const char *sql,
                                        sayso_error *err);

/* A list and what to say of it. */
typedef struct sayso_query_about {
    const char *name;      /* "events" */
    const char *summary;   /* one line, lower case */
    const char *text;      /* a paragraph */
    const char *example;   /* a command of the program */
    bool        settled;   /* shows what sayso_ledger_settle works out */
    bool        words;     /* wants filter.words */
    bool        by;        /* takes filter.by */
} sayso_query_about;
/* By number from 0; NULL behind the last. */
SAYSO_API const sayso_query_about *sayso_query_nth(size_t i);
/* What the list's rows are made of; NULL where there is no such list. */
SAYSO_API const sayso_record *sayso_query_record(const char *what);

/* The same lists with a callback: each calls `row`, which may not be NULL, for what fits. False
 * from it ends the listing with SAYSO_CANCELLED. */
SAYSO_API sayso_status sayso_ledger_events(sayso_ledger *ledger, const sayso_filter *filter,
                                           bool (*row)(void *user, const sayso_event_row *),
                                           void *user, sayso_error *err);
SAYSO_API sayso_status sayso_ledger_attributions(sayso_ledger *ledger, const sayso_filter *filter,
                                                 bool (*row)(void *user,
                                                             const sayso_attribution_row *),
                                                 void *user, sayso_error *err);
SAYSO_API sayso_status sayso_ledger_claims(sayso_ledger *ledger, const sayso_filter *filter,
                                           bool (*row)(void *user, const sayso_claim_row *),
                                           void *user, sayso_error *err);
SAYSO_API sayso_status sayso_ledger_positions(sayso_ledger *ledger, const sayso_filter *filter,
                                              bool (*row)(void *user, const sayso_position_row *),
                                              void *user, sayso_error *err);
SAYSO_API sayso_status sayso_ledger_documents(sayso_ledger *ledger, const sayso_filter *filter,
                                              bool (*row)(void *user, const sayso_document_row *),
                                              void *user, sayso_error *err);

typedef struct sayso_explained {
    const char *what;
    sayso_span span;
    const char *text, *via;
} sayso_explained;

/* Why a record is there. Freed with sayso_explanation_free. */
typedef struct sayso_explanation {
    const char *kind;            /* "event", "attribution", "claim", "document" */
    const char *id, *document, *document_date, *publisher;
    const char *sentence;        /* its text; NULL for a document */
    sayso_span  sentence_span;
    const char *tree;            /* CoNLL-U of the sentence, NULL where none was kept */
    const sayso_explained *lines; uint32_t n_lines; /* fields, spans and what made them, in reading
                                                       order */
} sayso_explanation;

/* `id` is an event's, attribution's, claim's or document's (key or id). SAYSO_NOT_FOUND. */
SAYSO_API sayso_status sayso_ledger_explain(sayso_ledger *ledger, const char *id,
                                            sayso_explanation **out, sayso_error *err);
SAYSO_API void         sayso_explanation_free(sayso_explanation *explanation);

#ifdef __cplusplus
}
#endif
#endif
