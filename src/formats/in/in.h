/* in: documents from files, folders, archives and standard input.
 *
 * sayso_input walks what it was given in order and hands out one item a document. A file passes
 * through three steps: stream.c gives its bytes, unpacked and in one byte order; a format (a file
 * of this folder, by name or content) makes items of them; input.c names them and fills what they
 * do not say. A document that cannot be read is an item too, with what is wrong and where; the next
 * call goes on after it. What was guessed or not understood on the way is a note of the item. To
 * add a format, write its file and name it in the list of meson.build. */
#ifndef SAYSO_IN_H
#define SAYSO_IN_H

#include "base/base.h"

#define SAYSO_DOCUMENT_BYTES ((size_t)32 << 20) /* default limit of a document */

/* ---- items ----------------------------------------------------------------------------------- */

/* One document, or one that failed. Owns all its strings and its text. */
typedef struct sayso_item {
    sayso_document document;  /* filled where status is SAYSO_OK; of an item of a feed without text
                                 id, url and date too */
    sayso_status status; /* SAYSO_OK, SAYSO_SKIPPED, SAYSO_NOT_FOUND, SAYSO_IO, SAYSO_BAD_DOCUMENT,
                            SAYSO_TOO_LARGE, SAYSO_NO_MEMORY */
    const char *file; /* path as given or found, of an archive's entry behind that of the archive;
                         "-" is standard input. NULL only without memory */
    const char  *format;      /* name of the format that read it, NULL where none did */
    uint64_t     line;        /* from 1; 0 where the whole file is meant */
    char         message[240]; /* "what is wrong; what to do", "" where all is well */
    size_t       bytes;       /* memory held, roughly */
    sayso_arena  arena;
    sayso_reading *reading;   /* what the file says was read of it; arena; NULL: to be read */
    sayso_note  *notes; uint32_t n_notes, cap_notes; /* arena; document.notes in the end */
    const char  *encoding;    /* what the whole file looks like, where it is not UTF-8: its single
                                 fields may be too short to tell; NULL: nobody looked */
    char        *owned;       /* heap block that document.text may point into */
} sayso_item;

void sayso_item_clear(sayso_item *item); /* also of a zeroed item */
/* Sets status and message, returns the status. */
sayso_status sayso_item_fail(sayso_item *item, sayso_status st, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
sayso_status sayso_item_no_memory(sayso_item *item);
/* Something to be told of the document, which is read all the same: kind "date", "encoding",
 * "markup", … */
void sayso_item_note(sayso_item *item, const char *kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- what documents say of themselves: aliases.c --------------------------------------------- */

typedef enum sayso_said {
    SAYSO_SAID_ID, SAYSO_SAID_DATE, SAYSO_SAID_TITLE, SAYSO_SAID_PUBLISHER, SAYSO_SAID_URL,
    SAYSO_SAID_LANGUAGE, SAYSO_SAID_TEXT, SAYSO_N_SAID
} sayso_said;

/* What a name of a column, member or head line means, without regard to case, blanks and marks: -1
 * nothing that we know. *rank: of several names for one thing the lower counts. */
int sayso_said_named(const char *name, size_t n, uint32_t *rank);
/* The names by which a thing is known, in their order: NULL behind the last. */
const char *sayso_said_alias(sayso_said what, size_t i);
const char *sayso_said_name(sayso_said what); /* "publisher" */
/* Takes a value over into the item: bytes of any encoding. A date that is not understood is a note;
 * markup in a text or title is taken out; an empty value says nothing. SAYSO_NO_MEMORY. */
sayso_status sayso_item_say(sayso_item *item, sayso_said what, const char *value, size_t n);
/* Lists of stories have titles only: where there is no text, the title is it, which is noted. */
void sayso_item_title_read(sayso_item *item);
/* Where no date is stated: that of a dateline with a year, on the first line of the text or below a
 * headline, which is noted. */
void sayso_item_dateline_read(sayso_item *item);
/* Fails an item without text: "no text; " and where it may stand. */
sayso_status sayso_item_textless(sayso_item *item, const char *help);

/* A date as people and programs write it, as YYYY-MM-DD (with what ISO 8601 has behind it); false
 * where it is none, or where day and month cannot be told apart. Names of months in the languages
 * that are read: date.c. */
enum { SAYSO_DATE_ROOM = 40 };
bool sayso_date_read(const char *s, size_t n, char out[SAYSO_DATE_ROOM]);
/* YYYY-MM-DD, alone or with a time after T or a blank? */
bool sayso_date_whole(const char *iso);

/* ---- encodings: encoding.c ------------------------------------------------------------------- */

/* The bytes as UTF-8: what is UTF-8 stays where it is, without a byte order mark; else as
 * `declared` says (NULL: nothing does), else as it looks, which is noted. *s, *n are of the arena
 * then. SAYSO_NO_MEMORY. */
sayso_status sayso_item_utf8(sayso_item *item, const char *declared, const char **s, size_t *n);
/* The name of the encoding that the bytes look like, in the arena; NULL where nothing fits. */
const char *sayso_encoding_guess(sayso_arena *a, const char *bytes, size_t n);
bool sayso_is_utf8(const char *bytes, size_t n);
bool sayso_mostly_utf8(const char *bytes, size_t n); /* with some bad bytes in it */
/* An encoder's name that is known, spelt as ours; NULL where it is not. */
const char *sayso_encoding_known(sayso_arena *a, const char *name);

/* ---- bytes: stream.c ------------------------------------------------------------------------- */

enum { SAYSO_CHUNK = 1 << 16, SAYSO_SNIFF = 512 };

/* Bytes that come one after another, those that were read and not yet used in chunk[at, n). */
typedef struct sayso_stream {
    char     chunk[SAYSO_CHUNK];
    size_t   at, n;
    bool     eof;
    char     why[160];        /* "what is wrong; what to do" after a failed read; "" none */
    uint64_t total;           /* bytes that came */
    long   (*read)(struct sayso_stream *s, void *from, char *to, size_t n); /* -1 failed, 0 end */
    void    *from;
    bool   (*stopped)(void *user); void *user; /* asked before each read; NULL nobody asks */
} sayso_stream;

/* Reads more behind what is unused, which is moved to the front. False at the end, on failure, when
 * stopped. */
bool sayso_stream_fill(sayso_stream *s);
/* At least n bytes in the chunk, or all that there are. */
void sayso_stream_peek(sayso_stream *s, size_t n);
/* The whole rest behind what is in b; false where it is more than `most` bytes in b. */
bool sayso_stream_all(sayso_stream *s, sayso_buf *b, size_t most);
typedef enum sayso_gathered { SAYSO_LINE, SAYSO_LINE_TOO_LONG, SAYSO_NO_LINE } sayso_gathered;
/* The next line without its line feed into b. Of one that is too long no more than `most` bytes are
 * kept. */
sayso_gathered sayso_stream_line(sayso_stream *s, sayso_buf *b, size_t most);
/* The next n bytes behind what is in b, or as many as there are; with b NULL they are passed over.
 */
bool sayso_stream_some(sayso_stream *s, sayso_buf *b, uint64_t n);
/* Bytes of another stream turned from UTF-16 into UTF-8: on from here both have to live. */
typedef struct sayso_utf16 {
    sayso_stream *from;
    bool big;
    uint32_t high;
    char out[4];
    size_t at, n;
} sayso_utf16;
void sayso_stream_utf16(sayso_stream *s, sayso_utf16 *u, sayso_stream *from, bool big);
/* Do these bytes look like UTF-16? 0 no, else 'l' or 'b'. */
char sayso_utf16_looks(const char *head, size_t n);

/* ---- modules: module.c ----------------------------------------------------------------------- */

enum { SAYSO_MODULE_WHY = 160 };
/* The table of functions that a module gives, opened if it is not yet; it stays for good, for all
 * threads. NULL: `why` is "needs …; install …". */
const void *sayso_module(const char *file, const char *table, char why[SAYSO_MODULE_WHY]);

/* ---- archives: unpack.c ---------------------------------------------------------------------- */

typedef struct sayso_unpacked sayso_unpacked;
/* Is it something that is unpacked: gzip, zstd, bzip2, xz, zip, tar? Documents of office programs
 * are zips too, and are none of ours: *why then says so. */
bool sayso_packed(const char *head, size_t n, const char **why);
sayso_status sayso_unpack_open(sayso_unpacked **out, sayso_stream *from, sayso_error *err);
/* The next entry that is a file: its name within the archive, "" where one file is packed. False at
 * the end; *why is "" then, or says what is wrong. */
bool sayso_unpack_next(sayso_unpacked *u, const char **name, const char **why);
/* Reads the entry's bytes through s. */
void sayso_unpack_stream(sayso_unpacked *u, sayso_stream *s);
void sayso_unpack_close(sayso_unpacked *u);
/* Unpacks a block of memory (gzip or zlib); false where it is none or more than `most`. */
bool sayso_unpack_bytes(const char *bytes, size_t n, size_t most, sayso_buf *out);

/* ---- readings that come as JSON: reading.c -------------------------------------------------- */

struct json_t;
/* Is the object a reading: has it lists of sentences, events, attributions and actors? */
bool sayso_json_is_reading(const struct json_t *object);
/* Checks it and takes it over as item->reading, its head as item->document. Returns item->status. */
sayso_status sayso_json_reading_take(sayso_item *item, const struct json_t *object);
/* The reading's head as that of the document, which options may have completed. */
void sayso_item_reading_head(sayso_item *item);

/* ---- formats --------------------------------------------------------------------------------- */

/* A file being read by a format. */
typedef struct sayso_in {
    sayso_stream *bytes;
    const char *path;         /* with that of the archive; "-" */
    size_t   most;            /* bytes of a document */
    bool     forced;          /* by --input */
    uint64_t line;            /* of what was read last */
    sayso_buf text;           /* the line or file being gathered; the format's to use */
    void    *state;           /* the format's, zeroed */
} sayso_in;

typedef struct sayso_in_format {
    const char *name;         /* of --input */
    const char *endings;      /* ".csv .tsv": names that end so are of this format; "" none */
    /* Is it so by its content? Sure: whatever its name is. Head: the first bytes, in UTF-8. NULL:
     * never. */
    bool (*surely)(const char *head, size_t n);
    bool (*likely)(const char *head, size_t n);
    size_t state;             /* bytes */
    /* A document or what is wrong with it; SAYSO_SKIPPED: the file is no report, which is a mistake
     * only where it was named. False: no more. */
    bool (*next)(sayso_in *in, sayso_item *item);
    void (*close)(sayso_in *in); /* NULL: nothing to do */
} sayso_in_format;

const sayso_in_format *sayso_in_nth(size_t i);          /* NULL behind the last */
/* What --input may name; NULL: none of that name, or one that its first bytes tell beyond doubt. */
const sayso_in_format *sayso_in_find(const char *name);
/* What a file is, by its first bytes and its name's ending. NULL where it is no report: *why says
 * what it is. `path` may be NULL. */
const sayso_in_format *sayso_in_format_of(const char *path, const char *head, size_t n,
                                          const char **why);
/* Does the name end as that of something else than a report does (".md", ".db")? */
bool sayso_in_foreign(const char *path);

/* One document of bytes that are all there, by the formats themselves; for formats that hold
 * others, and the fuzzer. The text may point into `bytes`. They return item->status. */
sayso_status sayso_text_document(sayso_item *item, const char *bytes, size_t n);
sayso_status sayso_html_document(sayso_item *item, const char *bytes, size_t n,
                                 const char *charset);
sayso_status sayso_eml_document(sayso_item *item, const char *bytes, size_t n);
/* The words of a piece of HTML, block by block, a blank line between them. False without memory. */
bool sayso_html_words(const char *bytes, size_t n, sayso_buf *out);
/* Does a text hold markup: tags or entities? */
bool sayso_html_in(const char *s, size_t n);
/* Reads a whole file for one of these: false where the item has failed. */
bool sayso_in_whole(sayso_in *in, sayso_item *item);

/* The next item, in order; false at the end. The item is the caller's and is cleared with
 * sayso_item_clear. */
bool sayso_input_next(sayso_input *in, sayso_item *item);

#endif
