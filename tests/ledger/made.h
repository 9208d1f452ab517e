/* made: readings built by hand, for tests of what comes after reading. Texts are invented. */
#ifndef SAYSO_TESTS_MADE_H
#define SAYSO_TESTS_MADE_H

#include "base/base.h"

enum { MADE_MOST = 16 };

typedef struct made {
    sayso_reading     r;            /* what is tested */
    sayso_arena       arena;
    sayso_sentence    sentences[MADE_MOST];
    sayso_actor       actors[MADE_MOST];
    sayso_place       places[MADE_MOST];
    sayso_event       events[MADE_MOST];
    sayso_attribution attributions[MADE_MOST];
    sayso_note        notes[MADE_MOST];
} made;

/* A document; sentences end with a full stop. Strings are borrowed. */
sayso_code made_code(const char *text); /* "RUSGOV", "MIL", "" */
sayso_day made_day(const char *iso); /* NULL: not known */
void made_begin(made *m, const char *id, const char *date, const char *text);
void made_end(made *m);
/* Bytes of the n-th (from 0) occurrence of `words`; fails the test where there is none. */
sayso_span made_span(const made *m, const char *words, int n);
int32_t made_actor(made *m, const char *name, const char *code, const char *kind);
int32_t made_place(made *m, const char *words, const char *country, const char *admin1);

/* An event on the first occurrence of `cue`. actor, recipient: "PRKMIL:words of it" or NULL;
 * returns its number. */
sayso_event *made_event(made *m, sayso_type type, sayso_event_status status, const char *cue,
                        const char *actor, const char *recipient);
/* source: "RUSGOV:words of it"; content: words; returns its number. */
/* The event's first actor is the reading's actor of that number. */
void made_who(made *m, sayso_event *e, int32_t actor);
sayso_attribution *made_said(made *m, sayso_stance stance, const char *cue, const char *source,
                             const char *content);

/* Where a ledger of the test is to be opened: the file; or where $SAYSO_TEST_SERVER is the beginning of
 * an address, that with the number of this call behind it. Static. */
const char *made_ledger_at(const char *file);

/* The whole ledger as text: what all the lists give, as JSON lines without the version. The caller
 * frees it. */
char *made_dump(sayso_ledger *l);

#endif
