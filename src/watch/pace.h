/* When a feed is asked next. All times are seconds since 1970. */
#ifndef SAYSO_WATCH_PACE_H
#define SAYSO_WATCH_PACE_H

#include "base/base.h"

enum {
    SAYSO_PACE_LEAST = 5 * 60,       /* seconds between two looks at a feed, at least */
    SAYSO_PACE_MOST = 24 * 60 * 60,  /* and at most */
};

/* What a feed shows of its frequency. */
typedef struct sayso_pace {
    int64_t  said;                   /* seconds that it asks to wait itself (ttl, sy:updatePeriod);
                                        0: it says nothing */
    int64_t  first, last;            /* of its dated items, the oldest and the newest */
    uint32_t dated;                  /* how many those are */
} sayso_pace;

/* Adds an item's date, ISO 8601; one that is none, without a time of day, or in the future says
 * nothing. */
void sayso_pace_item(sayso_pace *p, const char *date, int64_t now);
/* Seconds until the next look: half the gap between items, or half the silence since the last one
 * where that is longer, but not sooner than the feed itself asks for. */
int64_t sayso_pace_every(const sayso_pace *p, int64_t now);
/* Seconds until the next try after the n-th failure in a row: `first`, doubled each time, `most` at
 * most. */
int64_t sayso_pace_again(uint32_t n, int64_t first, int64_t most);
/* What a Retry-After header asks for, in seconds from now; 0 where it makes no sense. Two days at
 * most. */
int64_t sayso_pace_retry_after(const char *value, int64_t now);
/* Seconds since 1970 of an ISO 8601 date and time, UTC where it names no zone; false where it is
 * none. A date alone is midnight. */
bool sayso_pace_time(const char *iso, int64_t *out);
/* "2031-05-06T06:30:00Z". Returns out. */
enum { SAYSO_PACE_ROOM = 32 };
const char *sayso_pace_text(int64_t t, char out[SAYSO_PACE_ROOM]);

#endif
