/* same: when do two reports tell of one event?
 *
 * Reports are compared by what they say, never by the order in which documents came. Within a
 * document reports become tellings; over all documents tellings become claims (regroup.h). Both
 * steps go through their input in one fixed order and put each report with the best earlier group
 * that it fits, or begin a new one: what comes out depends on the set alone. */
#ifndef SAYSO_LEDGER_SAME_H
#define SAYSO_LEDGER_SAME_H

#include "base/base.h"

enum { LG_MOST_PARTIES = 8, LG_CODE = 16 };

typedef struct sayso_led_code {
    char country[LG_CODE];    /* "RUS"; of a body its whole code, "IGOUNO"; "" where unknown */
    char role[4];             /* "GOV"; "" where none */
} sayso_led_code;

/* As reports are compared by: of several roles the first, and a body with a code of its own stands
 * for a country. RUS, MILSPY → RUS, MIL; "", MIL → "", MIL; "", IGOUNO → IGOUNO, "". */
sayso_led_code sayso_led_code_of(const char *country, const char *role);
/* Who counts as one source: a state's own word is its government's ("RUS" and "RUSGOV" are one), a
 * body of several roles is its first. Writes "RUSGOV"; false where the code has no country. */
bool sayso_led_institution(sayso_led_code code, char out[2 * LG_CODE]);

typedef struct sayso_led_party {
    sayso_led_code code;
    const char *name; /* of a person or named body, borrowed; NULL */
} sayso_led_party;
typedef struct sayso_led_side {
    sayso_led_party at[LG_MOST_PARTIES];
    uint32_t n;
    bool more; /* some did not fit */
} sayso_led_side;

typedef enum sayso_led_phase {
    LG_HAPPENED /* or said to have, or denied */,
    LG_FUTURE,
    LG_HYPOTHETICAL
} sayso_led_phase;

/* What a report says, as far as comparing asks. Strings are borrowed. */
typedef struct sayso_led_report {
    sayso_type  type;
    sayso_led_phase    phase;
    const char *mode, *cameo, *cue;     /* NULL where unknown; cue folded */
    sayso_led_side     actor, recipient;
    int32_t     from, to;               /* days; INT32_MIN unknown */
    bool        dated;                  /* by the text, not by the document */
    const char *place, *country, *admin1; /* NULL or "" where unknown */
    uint32_t    sentence;
    uint32_t    stances;                /* bits 1 << sayso_stance of who says so; 0 where the
                                           document itself does */
    char        source[LG_CODE];        /* country of who says so, "" unknown */
    char        denier[LG_CODE], granter[LG_CODE]; /* country of who denies it; of who admits or
                                                      confirms it */
} sayso_led_report;

enum {
    LG_DENIES = 1 << SAYSO_DENY | 1 << SAYSO_DOUBT,
    LG_GRANTS = 1 << SAYSO_ADMIT | 1 << SAYSO_CONFIRM
};
/* Somebody of `country` ("" unknown) takes a stance towards what the report tells. */
void sayso_led_take_stance(sayso_led_report *r, sayso_stance stance, const char *country);
/* Denied, admitted or confirmed, and not dated by its text: it may lie long before the document
 * that speaks of it. */
bool sayso_led_loose(const sayso_led_report *r);

sayso_led_phase sayso_led_phase_of(sayso_event_status s);
sayso_stance sayso_led_stance_named(const char *name); /* NULL or unknown: SAYSO_N_STANCES */
void sayso_led_side_add(sayso_led_side *s, sayso_led_code code, const char *name);

/* How well b fits the group a within one document; below LG_TOGETHER they are two events. */
enum {
    LG_TOGETHER = 5,
    LG_ACROSS = 7,
    LG_APART = -1,
    LG_NEAR_DAYS = 3,
    LG_LOOSE_DAYS = 400,
    LG_NEAR_SENTENCES = 3
};
int sayso_led_within(const sayso_led_report *a, const sayso_led_report *b);
/* The same across documents. */
int sayso_led_across(const sayso_led_report *a, const sayso_led_report *b);
/* Do they name others, of the actors or of the recipients? */
bool sayso_led_contradict(const sayso_led_report *a, const sayso_led_report *b);
/* Adds what b says to the group a. */
void sayso_led_merge(sayso_led_report *a, const sayso_led_report *b);

/* Groups the n reports of one document, in the order of its text: group[i] is the lowest index of
 * the group that i belongs to. False without memory. */
bool sayso_led_group(const sayso_led_report *reports, uint32_t n, uint32_t *group);

#endif
