/* in: documents from files, folders and standard input: text, JSON lines, HTML.
 *
 * sayso_input walks what it was given in order and hands out one item a document. A document that
 * cannot be read is an item too, with what is wrong and where; the next call goes on after it. */
#ifndef SAYSO_IN_H
#define SAYSO_IN_H

#include "base/base.h"

#define SAYSO_DOCUMENT_BYTES ((size_t)32 << 20) /* default limit of a document */
#define SAYSO_HTML_BYTES ((size_t)8 << 20)      /* a page above it is no article; its tree would
                                                   need ten times as much */

typedef enum sayso_kind {
    SAYSO_KIND_GUESS,
    SAYSO_KIND_TEXT,
    SAYSO_KIND_JSONL,
    SAYSO_KIND_HTML,
    SAYSO_KIND_BINARY
} sayso_kind;

/* One document, or one that failed. Owns all its strings and its text. */
typedef struct sayso_item {
    sayso_document document;         /* filled where status is SAYSO_OK */
    sayso_status status;             /* SAYSO_OK, SAYSO_NOT_FOUND, SAYSO_IO, SAYSO_BAD_DOCUMENT,
                                        SAYSO_TOO_LARGE, SAYSO_NO_MEMORY */
    const char  *file;               /* path as given or found; "-" is standard input. NULL only
                                        without memory */
    uint64_t     line;               /* from 1; 0 where the whole file is meant */
    char         message[200];       /* "what is wrong; what to do", "" where all is well */
    size_t       bytes;              /* memory held, roughly */
    sayso_arena  arena;
    char        *owned;              /* heap block that document.text may point into */
} sayso_item;

/* The kind that --input names; SAYSO_KIND_BINARY where there is none. */
sayso_kind sayso_kind_named(const char *name);
/* The next item, in order; false at the end. The item is the caller's and is cleared with
 * sayso_item_clear. */
bool sayso_input_next(sayso_input *in, sayso_item *item);
void sayso_item_clear(sayso_item *item); /* also of a zeroed item */

/* What a file is, by its name's ending and its first bytes. SAYSO_KIND_BINARY where it is no text
 * that we read; *why then says what it is. `path` may be NULL. */
sayso_kind sayso_kind_of(const char *path, const char *head, size_t n, const char **why);

/* Is the name's ending that of something else than a report (".md", ".db")? Of a folder such files
 * are passed over. */
bool sayso_kind_foreign(const char *path);

/* ---- one document from bytes: the formats themselves, for the input and the fuzzer ----------- */

/* Each fills item->document from n bytes, strings in item->arena; the text may point into `bytes`,
 * which must outlive it. They return item->status and fill item->message. */
sayso_status sayso_text_document(sayso_item *item, const char *bytes, size_t n);
sayso_status sayso_json_document(sayso_item *item, const char *bytes, size_t n);
sayso_status sayso_html_document(sayso_item *item, const char *bytes, size_t n);

/* Sets item->status and item->message, returns the status. */
sayso_status sayso_item_fail(sayso_item *item, sayso_status st, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* YYYY-MM-DD, alone or with a time after T or a blank: what a document's date may look like. */
bool sayso_date_whole(const char *iso);

#endif
