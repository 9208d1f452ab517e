/* Running text and text with names, split by the splitter just trained. */
#include "train/running.h"
#include <jansson.h>
#include <stdlib.h>
#include <unicode/utf8.h>

/* Splits `text`, which may be empty, into the treebank's arena. */
static sayso_status text_split(treebank *t, const sayso_buf *text, sayso_file_writer *w,
                               sayso_error *err)
{
    sayso_file model = { 0 };
    sayso_textkit *kit = NULL;
    sayso_buf bytes = SAYSO_BUF_EMPTY;
    const sayso_file *list[1] = { &model };
    const char *code = "und";
    sayso_status st = sayso_file_finish(w, "model", &bytes, err);
    void *copy = st ? NULL : aligned_alloc(64, (bytes.len + 63) / 64 * 64);
    char *kept = st ? NULL : sayso_arena_dup(&t->arena, text->at ? text->at : "", text->len);
    if (!st && (!copy || !kept || text->failed)) st = sayso_no_memory(err);
    if (!st) {
        memcpy(copy, bytes.at, bytes.len);
        st = sayso_file_open_memory(&model, copy, bytes.len, "splitter", "model", err);
    }
    if (!st) st = sayso_textkit_new(&kit, list, &code, 1, NULL, err);
    if (!st)
        st = sayso_text_split(kit, kept, (uint32_t)text->len, 0, &t->arena, NULL, &t->text, err);
    sayso_textkit_free(kit);
    sayso_buf_free(&bytes);
    free(copy);
    return st;
}

sayso_status running_read(treebank *t, const char *path, sayso_file_writer *w, sayso_error *err)
{
    sayso_map map = SAYSO_MAP_NONE;
    sayso_buf text = SAYSO_BUF_EMPTY;
    *t = (treebank){ .arena = SAYSO_ARENA_EMPTY };
    sayso_status st = sayso_map_open(&map, path, err);
    for (size_t i = 0; !st && i < map.len; i++)
        sayso_buf_put(&text, map.at[i] == '\n' ? "\n\n" : (const char *)map.at + i,
                      map.at[i] == '\n' ? 2 : 1);
    if (!st) st = text_split(t, &text, w, err);
    sayso_buf_free(&text);
    sayso_map_close(&map);
    return st;
}

/* ---- names ---- */

/* bytes of the whole text; kind SAYSO_NAME_NONE: not known what is there */
typedef struct marked { sayso_span span; sayso_name_kind kind; } marked;

typedef struct marks {
    marked  *at; uint32_t n, cap;
    sayso_buf text;             /* of all documents, a blank line between them */
} marks;

static bool kind_of(const char *label, sayso_name_kind *kind)
{
    static const char *const LABELS[SAYSO_N_NAME_KINDS] = { "?", "PER", "ORG", "LOC" };
    unsigned k = 0;
    while (label && k < SAYSO_N_NAME_KINDS && strcmp(label, LABELS[k]) != 0) k++;
    *kind = (sayso_name_kind)k;
    return label && k < SAYSO_N_NAME_KINDS;
}

/* Moves *byte on to code point `to` of text; *point is the code point that *byte stands at. */
static bool point_find(const char *text, int32_t len, json_int_t to, int32_t *byte,
                       json_int_t *point)
{
    for (; *point < to && *byte < len; ++*point) U8_FWD_1(text, *byte, len);
    return *point == to;
}

static bool document_add(marks *m, const json_t *document)
{
    const json_t *text = json_object_get(document, "text"),
                 *entities = json_object_get(document, "entities"), *e;
    const char *bytes = json_string_value(text);
    const int32_t len = (int32_t)json_string_length(text);
    const uint32_t base = (uint32_t)m->text.len;
    int32_t byte = 0;
    json_int_t point = 0;
    size_t i;
    if (!bytes || !json_is_array(entities)) return false;
    json_array_foreach(entities, i, e) {
        marked x = { { 0, 0 }, SAYSO_NAME_NONE };
        if (!kind_of(json_string_value(json_object_get(e, "label")), &x.kind) ||
            !point_find(bytes, len, json_integer_value(json_object_get(e, "start")), &byte, &point))
            return false;
        x.span.start = base + (uint32_t)byte;
        if (!point_find(bytes, len, json_integer_value(json_object_get(e, "end")), &byte, &point))
            return false;
        x.span.end = base + (uint32_t)byte;
        if (!sayso_grow(m->at, m->n, m->cap)) return false;
        m->at[m->n++] = x;
    }
    sayso_buf_put(&m->text, bytes, (size_t)len);
    sayso_buf_puts(&m->text, "\n\n");
    return !m->text.failed;
}

static sayso_status marks_read(marks *m, const char *path, sayso_error *err)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    uint64_t n = 0;
    sayso_status st =
        f ? SAYSO_OK : sayso_fail(err, SAYSO_NOT_FOUND, path, SAYSO_NOWHERE, "cannot be read");
    while (!st && getline(&line, &room, f) >= 0) {
        json_t *document = json_loads(line, 0, NULL);
        n++;
        if (!document || !document_add(m, document))
            st = sayso_fail(err, SAYSO_BAD_DATA, path, n,
                            "not a document with names in order; write {\"text\", \"entities\": "
                            "[{\"start\", \"end\", \"label\"}]}");
        json_decref(document);
    }
    free(line);
    if (f) fclose(f);
    return st;
}

/* The bytes of word w: its own where the forms of a multiword token make up its surface (*Norway*
 * and *'s* of *Norway's*). */
static sayso_span word_span(const sayso_text *t, const sayso_word *w)
{
    const sayso_word *first = w - w->mwt_index;
    uint32_t at = w->span.start, start = at, end = w->span.end;
    for (uint32_t k = 0; k < w->mwt_len; k++) {
        const sayso_str form = first[k].form;
        if (form.len > w->span.end - at || memcmp(t->bytes + at, form.at, form.len) != 0)
            return w->span;
        if (k == w->mwt_index) start = at, end = at + form.len;
        at += form.len;
    }
    return (sayso_span){ start, end };
}

/* Tags the words of one sentence that lie in [a, b) as one name, or as not known. */
static void words_tag(sayso_word *words, uint32_t a, uint32_t b, sayso_name_kind kind)
{
    for (uint32_t w = a; w < b; w++)
        words[w].name = !kind ? NET_NAME_UNKNOWN
                              : sayso_name_tag(kind, b - a == 1   ? SAYSO_NAME_SINGLE
                                                     : w == a     ? SAYSO_NAME_BEGIN
                                                     : w + 1 == b ? SAYSO_NAME_END
                                                                  : SAYSO_NAME_INSIDE);
}

static void marks_tag(const marks *m, sayso_text *t)
{
    uint32_t i = 0; /* the first mark that does not end before the sentence */
    for (uint32_t k = 0; k < t->n_sents; k++) {
        sayso_word *w = t->words + t->sents[k].first_word;
        const uint32_t n = t->sents[k].n_words;
        while (i < m->n && m->at[i].span.end <= t->sents[k].span.start) i++;
        uint32_t b = 0;
        for (uint32_t j = i; j < m->n && m->at[j].span.start < t->sents[k].span.end; j++) {
            uint32_t a = b;
            while (a < n && word_span(t, &w[a]).end <= m->at[j].span.start) a++;
            for (b = a; b < n && word_span(t, &w[b]).start < m->at[j].span.end;) b++;
            words_tag(w, a, b, m->at[j].kind);
        }
    }
}

sayso_status named_read(treebank *t, const char *path, sayso_file_writer *w, sayso_error *err)
{
    marks m = { .text = SAYSO_BUF_EMPTY };
    *t = (treebank){ .arena = SAYSO_ARENA_EMPTY, .named = true };
    sayso_status st = marks_read(&m, path, err);
    if (!st) st = text_split(t, &m.text, w, err);
    if (!st) marks_tag(&m, t->text);
    sayso_buf_free(&m.text);
    free(m.at);
    return st;
}
