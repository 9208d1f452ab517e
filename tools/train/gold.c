#include "train/gold.h"
#include <stdio.h>
#include <stdlib.h>

bool gold_span(const json_t *record, sayso_span *out)
{
    const json_t *start = json_object_get(record, "start"), *end = json_object_get(record, "end");
    if (!json_is_integer(start) || !json_is_integer(end)) return false;
    *out = (sayso_span){ (uint32_t)json_integer_value(start), (uint32_t)json_integer_value(end) };
    return true;
}

bool gold_touches(const sayso_word *x, sayso_span s)
{
    return x->span.start < s.end && x->span.end > s.start;
}

uint32_t gold_head(const sayso_ctx *c, sayso_span s)
{
    uint32_t best = SAYSO_NO_WORD;
    for (uint32_t w = 0; w < c->text->n_words; w++) {
        if (!gold_touches(word_at(c, w), s)) continue;
        const uint32_t p = c->tree.parent[w];
        if (p != SAYSO_NO_WORD && gold_touches(word_at(c, p), s)) continue;
        const uint8_t u = word_at(c, w)->upos;
        const bool content =
            u == SAYSO_VERB || u == SAYSO_NOUN || u == SAYSO_ADJ || u == SAYSO_PROPN;
        if (best == SAYSO_NO_WORD || (content && word_at(c, best)->upos == SAYSO_PUNCT)) best = w;
    }
    return best;
}

static sayso_status document_show(sayso_reader *reader, const json_t *gold, const gold_pupil *pupil,
                                  sayso_error *err)
{
    const char *text = json_string_value(json_object_get(gold, "text"));
    const json_t *languages = json_object_get(gold, "languages");
    const sayso_document d = { .size = sizeof d,
                               .id = json_string_value(json_object_get(gold, "id")),
                               .date = json_string_value(json_object_get(gold, "date")),
                               .language = json_array_size(languages) == 1
                                               ? json_string_value(json_array_get(languages, 0))
                                               : NULL,
                               .text = text,
                               .text_len = text ? strlen(text) : 0 };
    *pupil->gold = gold;
    return sayso_reader_visit(reader, &d, pupil->referee, pupil->visit, pupil->user, err);
}

sayso_status gold_read(sayso_reader *reader, const char *path, const gold_pupil *pupil,
                       sayso_error *err)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    sayso_status st = SAYSO_OK;
    if (!f)
        return sayso_fail(err, SAYSO_IO, path, SAYSO_NOWHERE,
                          "cannot be opened; name JSON lines of gold readings with their texts");
    for (uint64_t number = 1; !st && getline(&line, &cap, f) > 0; number++) {
        json_t *gold = json_loads(line, 0, NULL);
        if (!json_is_string(json_object_get(gold, "text")))
            st = sayso_fail(err, SAYSO_BAD_DATA, path, number,
                            "no gold reading with its text; see tools/corpus/texts.py --gold");
        else st = document_show(reader, gold, pupil, err);
        json_decref(gold);
    }
    free(line);
    fclose(f);
    return st;
}
