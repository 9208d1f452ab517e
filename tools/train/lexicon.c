#include "train/lexicon.h"
#include "syntax/syntax.h"
#include <stdio.h>
#include <stdlib.h>

/* The next field of a line, which ends there; NULL behind the last. */
static char *field_next(char **at)
{
    char *field = *at;
    if (!field) return NULL;
    const size_t n = strcspn(field, "\t\r\n");
    *at = field[n] == '\t' ? field + n + 1 : NULL;
    field[n] = 0;
    return field;
}

static bool word_add(lexicon *x, sayso_word w, const char *form)
{
    w.form.len = (uint32_t)strlen(form);
    w.form.at = sayso_arena_dup(&x->arena, form, w.form.len);
    if (!w.form.at || !sayso_grow(x->words, x->n, x->cap)) return false;
    x->words[x->n++] = w;
    return true;
}

static sayso_status line_read(lexicon *x, char *line, const char *path, uint64_t n,
                              sayso_error *err)
{
    char *at = line;
    const char *lemma = field_next(&at), *upos = field_next(&at), *form;
    sayso_word w = { .upos = upos ? (uint8_t)sayso_upos_of(sayso_str_of(upos)) : 0 };
    if (!*lemma || !w.upos)
        return sayso_fail(err, SAYSO_BAD_DATA, path, n, "not a lemma, its UPOS and forms, with tabs");
    w.lemma.len = (uint32_t)strlen(lemma);
    w.lemma.at = sayso_arena_dup(&x->arena, lemma, w.lemma.len);
    bool ok = w.lemma.at && word_add(x, w, "");
    while (ok && (form = field_next(&at)))
        if (*form) ok = word_add(x, w, form);
    return ok ? SAYSO_OK : sayso_no_memory(err);
}

sayso_status lexicon_read(lexicon *x, const char *path, sayso_error *err)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    uint64_t n = 0;
    sayso_status st = SAYSO_OK;
    *x = LEXICON_EMPTY;
    if (!f) return sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE, "cannot be read");
    while (!st && getline(&line, &room, f) >= 0) st = line_read(x, line, path, ++n, err);
    free(line);
    fclose(f);
    if (st) lexicon_free(x);
    return st;
}

void lexicon_free(lexicon *x)
{
    sayso_arena_free(&x->arena);
    free(x->words);
    *x = LEXICON_EMPTY;
}
