/* facts: what lists filter and count by, of the events of 64 documents at a time, as one row.
 *
 * Asking the tables of a large ledger for a count, or for a page of what hardly anything fits,
 * means a walk along indices for every event. The table `facts` has the same in order of documents,
 * packed: going through all of it takes some tens of nanoseconds an event. It is derived, and kept
 * up to date within the transaction that changes what it is made of: whoever changes a document,
 * the family that it belongs to, the claim of one of its events or that claim's row says so with
 * sayso_led_facts_touch.
 *
 * Texts are numbers here, of the row's own list; number 0 is "". */
#ifndef SAYSO_LEDGER_FACTS_H
#define SAYSO_LEDGER_FACTS_H

#include "inside.h"

enum { LG_FACTS_DOCUMENTS = 64 };

/* Of an event that its claim begins with, hence once a claim. */
enum {
    LG_FACT_FIRST = 1,
    LG_FACT_SAID = 2,       /* the claim has positions */
    LG_FACT_DISPUTED = 4,
    LG_FACT_STORY = 8,      /* more than one document reports it */
    LG_FACT_NUMBERS = 16    /* the event has numbers: of any event */
};

typedef struct sayso_led_fact_party { uint32_t country, code, name; } sayso_led_fact_party;
typedef struct sayso_led_fact_said { /* an attribution */
    int64_t  attribution;
    uint32_t number, code, name;
} sayso_led_fact_said;
typedef struct sayso_led_fact_place {
    uint32_t country, admin1, name;
    double   lat_deg, lon_deg; /* NAN unknown */
} sayso_led_fact_place;

typedef struct sayso_led_fact { /* an event */
    int64_t  event, claim;      /* claim 0: none yet */
    uint32_t number, type, status, mode;
    int32_t  from, to;          /* days; INT32_MIN unknown */
    int64_t  goldstein;         /* thousandths */
    double   confidence;
    uint32_t place, under;      /* in places, in its document's said: from 1; 0 none */
    uint32_t says, n_says;      /* in says: numbers of its document's said, from 0 */
    uint32_t parties, n_actors, n_recipients; /* in parties, actors first */
    uint32_t flags;             /* LG_FACT_… */
    int32_t  day;               /* of the claim, where LG_FACT_FIRST; INT32_MIN unknown */
} sayso_led_fact;

typedef struct sayso_led_fact_document {
    int64_t  document, origin;  /* origin: itself where it has none yet */
    uint64_t key;               /* 60 bits, in the order of keys */
    int32_t  day;               /* INT32_MIN unknown */
    uint32_t publisher;
    uint32_t events, n_events, said, n_said;
} sayso_led_fact_document;

typedef struct sayso_led_fact_texts { /* each once; number 0 is "" */
    sayso_str *at; uint32_t n, cap;
    uint32_t  *slots, n_slots;  /* by hash: a number and 1; made when one is looked for */
} sayso_led_fact_texts;

typedef struct sayso_led_facts {
    sayso_arena arena;          /* of texts that are not borrowed from the row */
    sayso_led_fact_texts texts, names; /* names: folded, of parties and of who says it */
    sayso_led_fact_document *documents; uint32_t n_documents, cap_documents;
    sayso_led_fact *events; uint32_t n_events, cap_events;
    sayso_led_fact_said *said; uint32_t n_said, cap_said;
    sayso_led_fact_party *parties; uint32_t n_parties, cap_parties;
    sayso_led_fact_place *places; uint32_t n_places, cap_places;
    uint32_t *says; uint32_t n_says, cap_says;
    bool failed;                /* unpacked without memory */
} sayso_led_facts; /* zero: empty */

void sayso_led_facts_reset(sayso_led_facts *f); /* empty again, with its memory */
void sayso_led_facts_free(sayso_led_facts *f);

/* ---- pack_facts.c: as bytes, and back ---- */

/* What may be asked for; of documents their numbers, days and how many events they have is always
 * there, all else only where it is. */
enum {
    LG_FACTS_DAYS = 1,          /* from, to */
    LG_FACTS_TYPES = 2,
    LG_FACTS_STATUSES = 4,
    LG_FACTS_IDS = 8,           /* event, claim */
    LG_FACTS_GOLDSTEINS = 16,
    LG_FACTS_PARTIES = 32,
    LG_FACTS_PLACES = 64,
    LG_FACTS_FLAGS = 128,       /* flags, day */
    LG_FACTS_KEYS = 256,        /* of documents; numbers of events */
    LG_FACTS_ORIGINS = 512,
    LG_FACTS_SAID = 1024,       /* said, says, under */
    LG_FACTS_MODES = 2048,
    LG_FACTS_CONFIDENCES = 4096,
    LG_FACTS_PUBLISHERS = 8192,
    LG_FACTS_NAMES = 16384,     /* else all are "" */
    LG_FACTS_COUNTRIES = 32768, /* of parties, their countries; without LG_FACTS_PARTIES no more */
    LG_FACTS_ALL = 32767
};

/* `more`: what few questions ask for; names apart, since fewer do. */
typedef struct sayso_led_fact_bytes { sayso_buf rows, more, names; } sayso_led_fact_bytes;

/* Failure shows in the buffers. */
void sayso_led_facts_pack(sayso_led_facts *f, sayso_led_fact_bytes *to);
/* Does any of it stand in `more`? */
bool sayso_led_facts_apart(uint32_t wanted);
/* Texts are borrowed from the bytes; `more` and names are looked at only where they are asked for.
 * False where the bytes are none, or, which f->failed tells, without memory. */
bool sayso_led_facts_unpack(sayso_led_facts *f, uint32_t wanted, sayso_str rows, sayso_str more,
                            sayso_str names);
/* The same of a ledger's row. */
sayso_status sayso_led_facts_read(sayso_led_facts *f, const sayso_ledger *l, uint32_t wanted,
                                  sayso_str rows, sayso_str more, sayso_str names,
                                  sayso_error *err);
/* The number of a text, given where it has none, in facts that were not unpacked; UINT32_MAX
 * without memory. */
uint32_t sayso_led_facts_text(sayso_led_facts *f, sayso_led_fact_texts *t, sayso_str text);
/* A document's key as a number in the same order. */
uint64_t sayso_led_facts_key(const char *key);
void sayso_led_facts_key_text(uint64_t bits, char key[SAYSO_KEY_SIZE]); /* and back */

/* ---- facts.c: in the ledger ---- */

/* The document, or what is derived from it, is another now: its facts are made anew before the
 * transaction ends. */
sayso_status sayso_led_facts_touch(sayso_ledger *l, int64_t document, sayso_error *err);
/* The same of all that SQL with one parameter names. */
sayso_status sayso_led_facts_touch_all(sayso_ledger *l, const char *sql, int64_t of,
                                       sayso_error *err);
/* The same of all documents, at once, as after a migration. */
sayso_status sayso_led_facts_all(sayso_ledger *l, sayso_error *err);
/* Makes them; before a transaction ends. */
sayso_status sayso_led_facts_settle(sayso_ledger *l, sayso_error *err);
/* Is a row of facts what its documents make? */
sayso_status sayso_led_facts_same(sayso_ledger *l, int64_t chunk, bool *same, sayso_error *err);

#endif
