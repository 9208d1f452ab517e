/* page: the ledger to look at, in a browser: served over HTTP, or as files.
 *
 * The page itself (web/) is put together by npm when sayso is built, and lies in the program; where
 * npm was not there it is missing, and all but sayso_page_built says so with SAYSO_NOT_FOUND. What it
 * shows it asks of the ledger, page by page, with the same filters as the program's lists. */
#ifndef SAYSO_PAGE_H
#define SAYSO_PAGE_H

#include "base/base.h"

typedef struct sayso_page_asset {
    const char    *name;          /* "page.js" */
    const char    *type;          /* of its content, as HTTP says it */
    const char    *tag;           /* changes where the bytes do; in double quotes */
    const uint8_t *bytes;  size_t n;
    const uint8_t *packed; size_t n_packed; /* the same by gzip */
} sayso_page_asset;

/* Has the program been built with its page? */
bool sayso_page_built(void);
/* By number from 0; NULL behind the last, and at once where it was built without. */
const sayso_page_asset *sayso_page_asset_nth(size_t i);

/* What a view asks before anything is filtered: web/first.js tells it when the page is built. */
typedef struct sayso_page_first {
    const char *path;             /* "rows/claims" */
    const char *with[6][2];       /* parameters, name and value, in the order of the page; ends with NULL */
} sayso_page_first;
/* By number from 0; NULL behind the last. The first one is "rows/totals". */
const sayso_page_first *sayso_page_first_nth(size_t i);
/* Stands in it for a year before the last day of the ledger. */
#define SAYSO_PAGE_YEAR_BEFORE "1970-01-01"

/* ---- answer.c: what the page asks ---- */

typedef struct sayso_page_ask {
    const char *path;             /* "rows/claims", "explain", "document", "about" */
    /* The value of a parameter of the question ("actor", "limit"), NULL where it has none. */
    const char *(*value)(void *user, const char *name);
    void       *user;
} sayso_page_ask;

/* A ledger that is only looked at; a locked one is waited for shortly. */
sayso_status sayso_page_look(const char *ledger, sayso_ledger **out, sayso_error *err);
/* A question as one text, by which its answer is kept: its path, then each parameter. */
void sayso_page_question_begin(sayso_buf *b, const char *path);
void sayso_page_question_put(sayso_buf *b, const char *name, const char *value);
/* The answer as JSON, appended to out. SAYSO_NOT_FOUND (no such question or record),
 * SAYSO_BAD_ARGUMENT and what the ledger says. */
sayso_status sayso_page_answer(sayso_ledger *l, const sayso_page_ask *ask, sayso_buf *out,
                               sayso_error *err);
/* The filter that the parameters make; borrowed from the question. */
sayso_status sayso_page_filter(const sayso_page_ask *ask, sayso_filter *out, sayso_error *err);
/* The parts of answers, for the site too. */
void         sayso_page_about_put(sayso_buf *b);
sayso_status sayso_page_explanation_put(sayso_ledger *l, const char *id, sayso_buf *b,
                                        sayso_error *err);
sayso_status sayso_page_document_put(sayso_ledger *l, const char *key, sayso_buf *b,
                                     sayso_error *err);
/* All rows of a list that fit, as a JSON array; *after (may be NULL) is the token of the next page,
 * NULL where there is none, in the arena. */
sayso_status sayso_page_rows_put(sayso_ledger *l, const char *list, const sayso_filter *f,
                                 sayso_buf *b, sayso_arena *a, const char **after,
                                 sayso_error *err);

/* ---- serve.c ---- */

typedef struct sayso_page_server sayso_page_server;
typedef struct sayso_page_options { /* borrowed while it serves */
    const char *ledger;           /* path */
    const char *listen;           /* address to listen at; NULL: 127.0.0.1 */
    const char *name;             /* that the Host header may have besides addresses; NULL: none */
    uint16_t    port;             /* 0: any that is free */
    const char *token;            /* what changes have to come with; NULL: nothing can be changed */
    uint32_t    wait_ms;          /* how long a change waits for another writer of the ledger */
} sayso_page_options;

/* A token that nobody guesses: 128 random bits. SAYSO_IO: the system has none. */
enum { SAYSO_PAGE_TOKEN_SIZE = 33 };
sayso_status sayso_page_token_make(char token[SAYSO_PAGE_TOKEN_SIZE], sayso_error *err);

/* Begins to serve, in threads of its own. SAYSO_NOT_FOUND (built without the page),
 * SAYSO_BAD_ARGUMENT (no such address, or with a token one that other machines reach), SAYSO_IO (the
 * system refused), and what opening the ledger says. */
sayso_status sayso_page_serve(const sayso_page_options *options, sayso_page_server **out,
                              sayso_error *err);
uint16_t     sayso_page_port(const sayso_page_server *s);
void         sayso_page_close(sayso_page_server *s); /* waits for answers under way; NULL is fine */

/* ---- site.c ---- */

/* Writes the page and what fits the filter as files into a folder, which is made where it is not
 * there and has to be empty. *n: documents written. `cancel` may be NULL. SAYSO_BAD_ARGUMENT (the
 * folder is not empty), SAYSO_IO, SAYSO_CANCELLED. */
sayso_status sayso_page_site(sayso_ledger *l, const sayso_filter *f, const char *folder,
                             bool (*cancel)(void *user), void *user, uint64_t *n,
                             sayso_error *err);

#endif
