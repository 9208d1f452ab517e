/* out: records written in one of the formats.
 *
 * A format is a file of this folder: it says what it does when a stream of records is opened, for
 * each record, and at the end. It knows no record by name: what a record is made of comes as data
 * (base/fields.h). To add one, write the file and name it in the list of meson.build. */
#ifndef SAYSO_OUT_H
#define SAYSO_OUT_H

#include "base/fields.h"

typedef struct sayso_out sayso_out;

typedef struct sayso_out_format {
    const char *name;              /* of --format */
    size_t      state;             /* bytes of its own, zeroed, at out->state */
    bool        flat;              /* a row for each inner record; else a record is written whole */
    bool readings; /* `sayso read` gives it whole readings, not rows of their events */
    bool        bytes;             /* it is no text */
    void (*open)(sayso_out *o);    /* before the first record; NULL: nothing to do */
    /* inner: of flat formats */
    void (*record)(sayso_out *o, const void *record, const void *inner);
    void (*close)(sayso_out *o);   /* after the last one, also where there was none; NULL */
} sayso_out_format;

/* A column of a flat format: a field of the record, or of the records inside it. */
typedef struct sayso_column { const sayso_field *field; bool inner; } sayso_column;

struct sayso_out {
    const sayso_out_format *format;
    const sayso_record *record;    /* what is written */
    sayso_buf   *to;               /* borrowed; the caller may empty it between records */
    bool         bold;             /* may headings be bold? */
    bool         failed;           /* memory failed on the way */
    uint64_t     n;                /* records so far */
    void        *state;
    sayso_column *columns; uint32_t n_columns, cap_columns; /* of flat formats */
    const char **cells;            /* [n_columns] of the row at hand, NULL where unknown */
    sayso_arena  arena;            /* the cells live in it */
};

/* The format of that name, or NULL; by number from 0, NULL behind the last; the first is the
 * program's default. */
const sayso_out_format *sayso_out_find(const char *name);
const sayso_out_format *sayso_out_nth(size_t i);

/* Begins to write records of one kind. NULL without memory. */
sayso_out *sayso_out_open(const sayso_out_format *f, const sayso_record *r, bool bold,
                          sayso_buf *to);
void       sayso_out_record(sayso_out *o, const void *record);
/* Writes what is left and frees; NULL is fine. False where memory failed: what was written is not
 * whole. */
bool       sayso_out_close(sayso_out *o);

/* For flat formats: the row's values as text, NULL where unknown; a line feed between the items of
 * a list. */
const char *const *sayso_out_cells(sayso_out *o, const void *record, const void *inner);

/* ---- JSON, for whoever needs it -------------------------------------------------------------- */

/* Quoted and escaped; NULL gives null. A bad run of bytes becomes U+FFFD. */
void sayso_json_string(sayso_buf *b, const char *s);
void sayso_json_string_n(sayso_buf *b, const char *s, size_t n);
/* Shortest of at most `digits` decimals, without trailing zeros; NAN gives null. */
void sayso_json_number(sayso_buf *b, double x, int digits);
/* With as many figures as give the same number again; NAN gives null. */
void sayso_json_real(sayso_buf *b, double x);
/* A record as an object; `number` is its index in the list that it stands in. */
void sayso_json_record(sayso_buf *b, const sayso_record *r, const void *record, uint32_t number);

/* A whole reading with its line feed; `with_text` adds the document's text as "text", with U+001A
 * for each byte that is not UTF-8, so that offsets stay. */
void sayso_json_reading(sayso_buf *b, const sayso_reading *r, bool with_text);

/* ---- a reading's events as the ledger's events look ------------------------------------------ */

/* `key` is the document's key in the ledger, or NULL: ids are then the document's id and the
 * event's number. False without memory. */
bool sayso_out_events(sayso_out *o, const sayso_reading *r, const char *key);

#endif
