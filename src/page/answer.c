/* Answers: the ledger's lists, documents and explanations as JSON. */
#include "page.h"
#include "formats/out/out.h"
#include <stdlib.h>

enum {
    ROWS_DEFAULT = 100, ROWS_MOST = 5000,
    LOOK_MS = 1000  /* that who looks at a locked ledger waits for it, before the page is told to */
};

sayso_status sayso_page_look(const char *ledger, sayso_ledger **out, sayso_error *err)
{
    const sayso_ledger_options with = { .size = sizeof with, .wait_ms = LOOK_MS };
    return sayso_ledger_open_with(out, ledger, false, &with, err);
}

void sayso_page_question_begin(sayso_buf *b, const char *path)
{
    sayso_buf_puts(b, path);
}

void sayso_page_question_put(sayso_buf *b, const char *name, const char *value)
{
    sayso_buf_printf(b, "\n%zu %s=%s", value ? strlen(value) : 0, name, value ? value : "");
}

static sayso_status whole(sayso_buf *b, sayso_error *err)
{
    return b->failed ? sayso_no_memory(err) : sayso_ok(err);
}

/* ---- filters ---- */

static sayso_status limit_read(const char *text, uint64_t *out, sayso_error *err)
{
    char *end = NULL;
    *out = text ? strtoull(text, &end, 10) : ROWS_DEFAULT;
    if (text && (*end || *text < '0' || *text > '9' || !*out))
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE,
                          "limit takes a number from 1 on, not %.40s", text);
    if (*out > ROWS_MOST) *out = ROWS_MOST;
    return SAYSO_OK;
}

sayso_status sayso_page_filter(const sayso_page_ask *ask, sayso_filter *out, sayso_error *err)
{
    *out = (sayso_filter){ .size = sizeof *out };
    const struct { const char *name, **to; } parts[] = {
        { "actor", &out->actor },   { "recipient", &out->recipient }, { "type", &out->type },
        { "since", &out->since },   { "until", &out->until },         { "place", &out->place },
        { "status", &out->status }, { "source", &out->source },       { "document", &out->document },
        { "claim", &out->claim },   { "after", &out->after },         { "by", &out->by },
        { "words", &out->words },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *value = ask->value(ask->user, parts[i].name);
        if (value && *value) *parts[i].to = value;
    }
    if (ask->value(ask->user, "top")) {
        const sayso_status st = limit_read(ask->value(ask->user, "top"), &out->top, err);
        if (st) return st;
    }
    out->reversals = ask->value(ask->user, "reversals") != NULL;
    return limit_read(ask->value(ask->user, "limit"), &out->limit, err);
}

/* ---- lists ---- */

sayso_status sayso_page_rows_put(sayso_ledger *l, const char *list, const sayso_filter *f,
                                 sayso_buf *b, sayso_arena *a, const char **after,
                                 sayso_error *err)
{
    sayso_cursor *c;
    const void *row;
    uint32_t n = 0;
    sayso_status st = sayso_ledger_query(&c, l, list, f, err);
    if (after) *after = NULL;
    if (st) return st;
    sayso_buf_puts(b, "[");
    while (!(st = sayso_cursor_next(c, &row, err)) && row) {
        sayso_buf_puts(b, n ? ",\n" : "\n");
        sayso_json_record(b, sayso_cursor_record(c), row, n++);
    }
    sayso_buf_puts(b, "]");
    const char *token = st || !after ? NULL : sayso_cursor_after(c);
    if (token && !(*after = sayso_arena_dup(a, token, strlen(token)))) st = sayso_no_memory(err);
    sayso_cursor_close(c);
    return st ? st : whole(b, err);
}

static sayso_status rows_answer(sayso_ledger *l, const char *list, const sayso_page_ask *ask,
                                sayso_buf *b, sayso_error *err)
{
    sayso_filter f;
    const char *after = NULL;
    sayso_arena arena = SAYSO_ARENA_EMPTY;
    sayso_status st = sayso_page_filter(ask, &f, err);
    if (!st && !sayso_query_record(list))
        st = sayso_fail(err, SAYSO_NOT_FOUND, NULL, SAYSO_NOWHERE, "no list %.40s", list);
    sayso_buf_puts(b, "{\"rows\":");
    if (!st) st = sayso_page_rows_put(l, list, &f, b, &arena, &after, err);
    sayso_buf_puts(b, ",\"after\":");
    sayso_json_string(b, after);
    sayso_buf_puts(b, "}\n");
    sayso_arena_free(&arena);
    return st ? st : whole(b, err);
}

/* ---- why ---- */

static void field_put(sayso_buf *b, const char *before, const char *name, const char *value)
{
    sayso_buf_printf(b, "%s\"%s\":", before, name);
    sayso_json_string(b, value);
}

static void span_put(sayso_buf *b, sayso_span s)
{
    if (s.start != SAYSO_NO_OFFSET)
        sayso_buf_printf(b, ",\"start\":%u,\"end\":%u", s.start, s.end);
}

static void explained_put(sayso_buf *b, const sayso_explanation *x)
{
    field_put(b, "{", "kind", x->kind);
    field_put(b, ",", "id", x->id);
    field_put(b, ",", "document", x->document);
    field_put(b, ",", "date", x->document_date);
    field_put(b, ",", "publisher", x->publisher);
    field_put(b, ",", "sentence", x->sentence);
    if (x->sentence) span_put(b, x->sentence_span);
    field_put(b, ",", "tree", x->tree);
    sayso_buf_puts(b, ",\"lines\":[");
    for (uint32_t i = 0; i < x->n_lines; i++) {
        const sayso_explained *line = &x->lines[i];
        field_put(b, i ? ",\n{" : "\n{", "what", line->what);
        field_put(b, ",", "text", line->text);
        field_put(b, ",", "via", line->via);
        span_put(b, line->span);
        sayso_buf_puts(b, "}");
    }
    sayso_buf_puts(b, "]}");
}

sayso_status sayso_page_explanation_put(sayso_ledger *l, const char *id, sayso_buf *b,
                                        sayso_error *err)
{
    sayso_explanation *x = NULL;
    const sayso_status st = sayso_ledger_explain(l, id, &x, err);
    if (!st) explained_put(b, x);
    sayso_explanation_free(x);
    return st ? st : whole(b, err);
}

/* ---- a document ---- */

sayso_status sayso_page_document_put(sayso_ledger *l, const char *key, sayso_buf *b,
                                     sayso_error *err)
{
    const sayso_reading *r;
    const sayso_status st = sayso_ledger_reading(l, key, &r, err);
    if (st) return st;
    sayso_json_reading(b, r, true);
    return whole(b, err);
}

/* ---- about ---- */

static void names_put(sayso_buf *b, const char *key, const char *(*of)(int), int n)
{
    sayso_buf_printf(b, ",\"%s\":[", key);
    for (int i = 0; i < n; i++) {
        sayso_buf_puts(b, i ? "," : "");
        sayso_json_string(b, of(i));
    }
    sayso_buf_puts(b, "]");
}

static const char *type_of(int i) { return sayso_type_name((sayso_type)i); }
static const char *status_of(int i) { return sayso_event_status_name((sayso_event_status)i); }
static const char *stance_of(int i) { return sayso_stance_name((sayso_stance)i); }

void sayso_page_about_put(sayso_buf *b)
{
    field_put(b, "{", "version", SAYSO_VERSION);
    names_put(b, "types", type_of, SAYSO_N_TYPES);
    names_put(b, "statuses", status_of, SAYSO_N_EVENT_STATUSES);
    names_put(b, "stances", stance_of, SAYSO_N_STANCES);
    sayso_buf_puts(b, ",\"quads\":[");
    for (int i = 0; i < SAYSO_N_TYPES; i++)
        sayso_buf_printf(b, "%s%d", i ? "," : "", sayso_type_quad((sayso_type)i));
    sayso_buf_puts(b, "]}\n");
}

sayso_status sayso_page_answer(sayso_ledger *l, const sayso_page_ask *ask, sayso_buf *out,
                               sayso_error *err)
{
    const char *id = ask->value(ask->user, "id");
    if (strncmp(ask->path, "rows/", 5) == 0) return rows_answer(l, ask->path + 5, ask, out, err);
    if (strcmp(ask->path, "about") == 0) {
        sayso_page_about_put(out);
        return whole(out, err);
    }
    const bool why = strcmp(ask->path, "explain") == 0;
    if (!why && strcmp(ask->path, "document") != 0)
        return sayso_fail(err, SAYSO_NOT_FOUND, NULL, SAYSO_NOWHERE, "nothing of that name");
    if (!id || !*id)
        return sayso_fail(err, SAYSO_BAD_ARGUMENT, NULL, SAYSO_NOWHERE, "no id; give one");
    return why ? sayso_page_explanation_put(l, id, out, err)
               : sayso_page_document_put(l, id, out, err);
}
