/* What a feed says: its items, or the feeds that it lists. */
#ifndef SAYSO_WATCH_LISTING_H
#define SAYSO_WATCH_LISTING_H

#include "pace.h"

typedef enum sayso_listing_kind {
    SAYSO_LISTING_NONE,     /* nothing that can be followed: `problem` says why */
    SAYSO_LISTING_FEED,     /* items, of RSS or Atom */
    SAYSO_LISTING_SITEMAP,  /* items */
    SAYSO_LISTING_INDEX,    /* sitemaps */
    SAYSO_LISTING_OPML,     /* feeds */
    SAYSO_LISTING_PAGE      /* of HTML: the feeds that it says it has */
} sayso_listing_kind;
const char *sayso_listing_name(sayso_listing_kind k); /* "feed", "sitemap", "index", "opml" */

/* Strings may be NULL; in the listing's arena. */
typedef struct sayso_listed {
    const char *url;        /* of the page or feed, in its plain form; NULL: none that is http */
    const char *id;         /* the item's guid */
    const char *title, *date, *publisher, *language;
    const char *text; size_t text_len;
    const char *text_via;   /* "feed", "summary" or "title"; NULL without text */
    const char *changed;    /* of a listed sitemap: what its index says of its last change */
} sayso_listed;

typedef struct sayso_listing {
    sayso_listing_kind kind;
    const char  *title;
    sayso_listed *list; uint32_t n, cap;
    sayso_pace   pace;      /* without the dates of items */
    const char  *problem;   /* what could not be read; NULL: all was */
    sayso_arena  arena;
} sayso_listing;

/* Reads the answer to a request for `url`: bytes of any kind, gzip too, `charset` what HTTP says of
 * them (NULL: nothing). No more than `most` bytes are unpacked. SAYSO_NO_MEMORY. The listing is
 * ended with sayso_listing_end. */
sayso_status sayso_listing_read(sayso_listing *out, const char *url, const char *bytes, size_t n,
                                const char *charset, size_t most);
void sayso_listing_end(sayso_listing *l);

#endif
