/* filter: from a sayso_filter to conditions of SQL with bound parameters. */
#ifndef SAYSO_LEDGER_FILTER_H
#define SAYSO_LEDGER_FILTER_H

#include "inside.h"

enum { LG_MOST_PARAMETERS = 64 };

struct sayso_led_sql { /* a statement in the making */
    const sayso_led_driver *driver;
    sayso_buf   sql;
    sayso_arena arena;
    /* text NULL: the number */
    struct { const char *text; int64_t number; } parameters[LG_MOST_PARAMETERS];
    uint32_t    n;
    bool        failed; /* without memory or with too many parameters */
};

/* Which parts of a filter count. */
enum {
    LG_BY_EVENT = 1 /* actor, recipient, type, place, status, claim */,
    LG_BY_DATE = 2,
    LG_BY_SOURCE = 4,
    LG_ALL_ROWS = 8 /* of facts: also those in which no event can fit */
};

/* Checks every part of the filter. SAYSO_BAD_ARGUMENT says which and what it may be. */
sayso_status sayso_led_filter_check(const sayso_filter *f, sayso_error *err);
bool sayso_led_filter_any(const sayso_filter *f, int parts);
/* Appends " AND …" for events `e`. */
void sayso_led_filter_events(sayso_led_sql *q, const sayso_filter *f, int parts);
/* Appends a condition on the document of rows of table `t`, where the filter asks for one. */
void sayso_led_filter_document(sayso_led_sql *q, const sayso_filter *f, const char *t);
/* Appends a condition on the code and folded text of table `t`: who is named so. */
void sayso_led_filter_who(sayso_led_sql *q, const char *t, const char *who);
/* Appends " AND column >= first day" and the like for since and until. */
void sayso_led_filter_days(sayso_led_sql *q, const sayso_filter *f, const char *from,
                           const char *to);

/* Is who somebody is asked for by a code, not a part of a name? */
bool sayso_led_filter_is_code(const char *who);

void sayso_led_sql_text(sayso_led_sql *q, const char *text); /* text is borrowed */
void sayso_led_sql_int(sayso_led_sql *q, int64_t number);
/* What is bound is copied into `kept`, which has to stay as long as the statement. */
sayso_status sayso_led_sql_prepare(sayso_led_sql *q, const sayso_ledger *l, sayso_arena *kept,
                                   sayso_led_stmt **out, sayso_error *err);
void sayso_led_sql_free(sayso_led_sql *q);

#endif
