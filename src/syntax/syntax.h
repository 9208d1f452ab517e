/* syntax: UPOS, features, lemma, head and relation of every word, by a trained model per
 * language. */
#ifndef SAYSO_SYNTAX_H
#define SAYSO_SYNTAX_H

#include "text/text.h"

/* one language's model over its mapped file; immutable, shared */
typedef struct sayso_syntax sayso_syntax;
/* scratch of one thread; serves models of any language */
typedef struct sayso_syntax_ws sayso_syntax_ws;

/* Checks every section the model uses, completely. `file` is borrowed and outlives the model.
 * SAYSO_BAD_MODEL. */
sayso_status sayso_syntax_open(sayso_syntax **out, const sayso_file *file, sayso_error *err);
void         sayso_syntax_close(sayso_syntax *m);
/* Does the model find names? */
bool         sayso_syntax_finds_names(const sayso_syntax *m);
sayso_status sayso_syntax_ws_new(sayso_syntax_ws **out, sayso_error *err);
void         sayso_syntax_ws_free(sayso_syntax_ws *ws);

/* Analyses the words of one sentence in place: upos, feats, lemma (in `arena` or the model),
 * head, deprel, rel, sub, name. The heads form a tree with exactly one root. words[n], 1 <= n <=
 * SAYSO_MOST_WORDS. SAYSO_NO_MEMORY only. */
sayso_status sayso_syntax_parse(const sayso_syntax *m, sayso_syntax_ws *ws, sayso_word *words,
                                uint32_t n, sayso_arena *arena, sayso_error *err);

/* Names; "_", "dep" or "O" out of range. */
const char *sayso_upos_name(sayso_upos u);
const char *sayso_rel_name(sayso_rel r);
const char *sayso_name_tag_name(uint8_t tag);           /* "B-PER" */
uint8_t     sayso_name_tag_of(sayso_str name);          /* 0 if unknown */
sayso_upos  sayso_upos_of(sayso_str name);              /* SAYSO_UPOS_NONE if unknown */
/* "nsubj:pass" -> SAYSO_NSUBJ, SAYSO_SUB_PASS */
sayso_rel   sayso_rel_of(sayso_str deprel, sayso_sub *sub);
/* "Case=Nom|Mood=Ind" -> bits. What has none is appended to `morph` (NULL: left out) as a word's
 * morph holds it; what is no feature ("=", "Case") is no feature there either. */
uint64_t    sayso_feats_of(sayso_str feats, sayso_buf *morph);
/* Appends "Case=Nom|Mood=Ind" in UD's order (by attribute, ignoring case), "_" if none. `morph` in
 * that order too, or NULL. */
void        sayso_feats_put(sayso_buf *b, uint64_t feats, const char *morph);

/* Appends a whole text as CoNLL-U, valid by UD's rules (newpar, sent_id, text, ranges,
 * SpaceAfter=No). */
void sayso_conllu_put(sayso_buf *b, const sayso_text *text, const char *id);
/* Reads CoNLL-U into a text, as if it had been split and parsed (tests, trainer). SAYSO_BAD_DATA
 * with the line in err->at. */
sayso_status sayso_conllu_read(const char *bytes, size_t len, sayso_arena *arena, sayso_text **out,
                               sayso_error *err);

#endif
