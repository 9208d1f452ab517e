/* quotes: which words of a document stand in quotation marks, from the opening mark to the closing
 * one, over sentences and paragraphs. */
#ifndef SAYSO_EVENTS_QUOTES_H
#define SAYSO_EVENTS_QUOTES_H

#include "events/inside.h"

/* A quotation that runs on for longer has lost its closing mark. */
enum { SAYSO_QUOTE_SENTENCES = 12 };

/* From the word of the opening mark to that of the closing one; where that is missing, to the end of
 * the sentence. */
typedef struct sayso_quote { uint32_t open, close; } sayso_quote;
typedef struct sayso_quotes { sayso_quote *at; uint32_t n; } sayso_quotes; /* in text order; arena */

/* Titles in quotation marks are no quotations. False only without memory. */
bool sayso_quotes_find(const sayso_ctx *c, sayso_quotes *q);
/* The first quotation that ends at word w or behind it; q->n if none. */
uint32_t sayso_quotes_from(const sayso_quotes *q, uint32_t w);
/* The quotation around word w, or NULL. */
const sayso_quote *sayso_quote_around(const sayso_quotes *q, uint32_t w);

#endif
