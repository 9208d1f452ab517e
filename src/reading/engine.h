/* engine: what all readers of a program share. Immutable once open. */
#ifndef SAYSO_ENGINE_H
#define SAYSO_ENGINE_H

#include "lexicon/gazetteer.h"
#include "lexicon/knowledge.h"
#include "lexicon/lexicon.h"

enum { SAYSO_MOST_LANGUAGES = 64 };

struct sayso_engine {
    sayso_options  options;
    sayso_lexicon *lexicon;
    sayso_gazetteer *gazetteer;                    /* NULL: its file is absent */
    sayso_knowledge *knowledge;                    /* imported names; NULL: none */
    sayso_file     ident;                          /* the language identifier; closed if absent */
    uint32_t       n;                              /* languages that have a model */
    sayso_file     models[SAYSO_MOST_LANGUAGES];
    sayso_syntax  *syntax[SAYSO_MOST_LANGUAGES];
    sayso_language languages[SAYSO_MOST_LANGUAGES];
    const char    *codes[SAYSO_MOST_LANGUAGES];    /* of the languages; the kit borrows the array */
    uint16_t       lex_of[SAYSO_MOST_LANGUAGES];   /* index of each in the lexicon */
    bool           finds_names[SAYSO_MOST_LANGUAGES];
    sayso_textkit *kit;
};

/* Index of a language by code, or SAYSO_NO_LANGUAGE. */
uint16_t sayso_engine_language(const sayso_engine *e, const char *code);

#endif
