/* contents: what a cue reports: complement clauses, the clause around an inserted cue, the slots of its
 * entry, quotations with both their halves and to their end, the rest of the sentence. */
#ifndef SAYSO_EVENTS_CONTENTS_H
#define SAYSO_EVENTS_CONTENTS_H

#include "events/quotes.h"

enum { SAYSO_MOST_SPANS = 4, SAYSO_MOST_SOURCES = 6 };

/* An attribution in the making. */
typedef struct sayso_finding {
    uint32_t cue, cue_last;                       /* words */
    const sayso_cue_entry *entry;
    uint32_t source[SAYSO_MOST_SOURCES], n_source;      /* words */
    sayso_span content[SAYSO_MOST_SPANS]; uint32_t n_content;
    int stance;                                   /* as judged; -1: the entry's, turned by a
                                                     negation */
    bool negated, refers;                         /* refers: the content is *this*, *the report*:
                                                     said before */
} sayso_finding;

static inline bool sayso_spans_overlap(sayso_span a, sayso_span b)
{
    return a.start < b.end && b.start < a.end;
}
static inline bool sayso_span_covers(sayso_span a, sayso_span b)
{
    return a.start <= b.start && b.end <= a.end;
}

bool sayso_is_clause(const sayso_ctx *c, uint32_t w); /* does w head one? */
/* Adds a span, trimmed, where nothing of it is there yet and there is room. */
void sayso_content_put(const sayso_ctx *c, sayso_finding *k, sayso_span s);
/* All that `top` governs but for what `hole` governs. */
void sayso_content_put_around(const sayso_ctx *c, sayso_finding *k, uint32_t top, uint32_t hole);

/* Each adds what it finds, if anything. */
void sayso_content_clauses(const sayso_ctx *c, sayso_finding *k);
/* *…, he said, …*: the cue's clause is inserted into what is said. */
void sayso_content_around(const sayso_ctx *c, sayso_finding *k);
void sayso_content_slots(const sayso_ctx *c, sayso_finding *k, const sayso_frame *f);
/* The quotations that begin, end or lie in the sentence, where the cue is not inside. */
void sayso_content_quotes(const sayso_ctx *c, const sayso_quotes *quoted, sayso_finding *k);
/* *The spokesman confirms it*: a pronoun as the verb's object, where the entry names no slot. */
void sayso_content_object(const sayso_ctx *c, sayso_finding *k);
/* All of the sentence on the far side of the cue from its source; where a report closes the sentence,
 * what stands before it. */
void sayso_content_rest(const sayso_ctx *c, sayso_finding *k);

/* Takes out pieces that say nothing beside others: *however*, *which*, *of this*, the source itself. */
void sayso_content_settle(const sayso_ctx *c, sayso_finding *k);

/* verbless.c: does the mark at w report without a verb (*Prosecutors: …*)? k is filled if so. */
bool sayso_verbless(const sayso_ctx *c, uint32_t w, sayso_finding *k);

/* speakers.c: sources are taken out of the sides of what they only tell of; charges whose author nobody
 * names go where all that is told of them is that they are denied; who denies or admits a deed of which
 * no doer is told becomes its doer. False only without memory. */
bool sayso_speakers_part(sayso_ctx *c);
/* *Denied the charges*: is the event, by its index, a noun of accusing that itself is what is denied? It
 * has been made all the same. */
bool sayso_is_denied_charge(const sayso_ctx *c, uint32_t event);

/* What was found, to its end: whole quotations, both halves of a broken one, all behind a colon. */
void sayso_content_complete(const sayso_ctx *c, const sayso_quotes *quoted, sayso_finding *k);

#endif
